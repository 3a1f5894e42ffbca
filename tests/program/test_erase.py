"""`callside erase`: who wants to be forgotten is, after a yes, and the receipt says what is not ours to erase."""

from __future__ import annotations

import json
import os
from datetime import UTC, datetime
from unittest import mock

import pytest

from connectors.site import SITE_FILE
from desktop.settings import place
from desktop.store.records import DraftRecord
from desktop.store.store import open_store
from tests.program.machine import Machine
from tests.program.running import KEYS
from tests.store.kit import customer, entry, wrap_up

TODAY = datetime.now(UTC)
SITE = """\
schema = 1
name = "Acme"
region = "DE"
playbook = "playbook"
[[connections]]
name = "crm"
manifest = "gone.toml"
"""


@pytest.fixture
def site(machine: Machine, monkeypatch):
    folder = machine.folder / "site"
    folder.mkdir()
    (folder / SITE_FILE).write_text(SITE, "utf-8")
    monkeypatch.setattr("desktop.commands.kept.key_store", lambda place: KEYS)
    return folder


@pytest.fixture
def kept(machine: Machine, site):
    """Opens what the site keeps on this computer, with two people in it."""
    with mock.patch.dict(os.environ, machine.environment()):
        profile = place(str(site)).profile
    store = open_store(profile, KEYS)
    for number, name in (("42", "Ann"), ("43", "Ben")):
        store.cache.put(customer(number, name, f"+49151200000{number}", f"{name}@example.com", TODAY))
        said = entry(f"call-{number}", "action.shown", TODAY, word=name)
        said = type(said)(said.call_id, said.kind, said.at, said.data, f"crm:{number}")
        record = wrap_up(f"call-{number}", f"{name} was angry", customer_key=f"crm:{number}", finished_at=TODAY)
        store.finish_call(record, [], [said])
    store.close()

    def opened():
        return open_store(profile, KEYS)

    return opened


def notes(opened):
    store = opened()
    try:
        return sorted(past.record.call_id for past in store.wrap_ups.last(10))
    finally:
        store.close()


@pytest.mark.parametrize(
    "named", [("--customer", "crm:42"), ("--email", "ann@EXAMPLE.com"), ("--phone", "015120000042")]
)
def test_one_customer_leaves_and_the_other_stays(machine: Machine, site, kept, named):
    said = machine.inside("erase", *named, "--yes", "--site", str(site))
    assert (said.code, said.err) == (0, "")
    assert said.out.startswith("Erased here, of crm:42")
    assert "  1 wrap-up with its notes" in said.out
    assert "Not erased: what the systems themselves keep" in said.out
    assert notes(kept) == ["call-43"]


def test_a_draft_may_come_back_from_an_open_call(machine: Machine, site, kept):
    store = kept()
    store.drafts.save(DraftRecord("open", customer_key="crm:42", updated_at=TODAY))
    store.close()
    said = machine.inside("erase", "--customer", "crm:42", "--yes", "--site", str(site))
    assert "  1 draft of a call\n" in said.out
    assert "Finish that call, then say this again." in said.out
    again = machine.inside("erase", "--customer", "crm:42", "--yes", "--site", str(site))
    assert "Finish that call" not in again.out


def test_the_receipt_names_no_person(machine: Machine, site, kept):
    said = machine.inside("erase", "--email", "ann@example.com", "--yes", "--json", "--site", str(site))
    told = json.loads(said.out)
    assert (told["customer"], told["rows"]["cache"], told["unsent"], told["clean"]) == (["crm:42"], 1, 0, True)
    assert "Ann" not in said.out


def test_nothing_is_erased_without_a_yes(machine: Machine, site, kept, monkeypatch):
    said = machine.inside("erase", "--customer", "crm:42", "--site", str(site))
    assert (said.code, said.is_one_line(), "--yes says so" in said.err) == (2, True, True)
    monkeypatch.setattr("sys.stdin", mock.Mock(isatty=lambda: True))
    for answer, code in (("y", 1), ("erase", 0)):
        monkeypatch.setattr("builtins.input", lambda asked, answer=answer: answer)
        said = machine.inside("erase", "--customer", "crm:42", "--json", "--site", str(site))
        assert (said.code, "Type erase to go on: " in said.err) == (code, True)
        assert said.out == "" if code else json.loads(said.out)["customer"] == ["crm:42"]
        assert ("call-42" in notes(kept)) is (code == 1)


@pytest.mark.parametrize(
    ("named", "code", "said"),
    [
        (("--customer", "42"), 2, "SYSTEM:ID"),
        (("--phone", "anonymous"), 2, "no telephone number"),
        (("--phone", "0301234567"), 1, "nobody is known here"),
        (("--email", "x@example.com"), 1, "nobody is known here"),
    ],
)
def test_who_is_not_known_here(machine: Machine, site, kept, named, code, said):
    found = machine.inside("erase", *named, "--yes", "--site", str(site))
    assert (found.code, found.out, said in found.err) == (code, "", True)
    assert len(notes(kept)) == 2


@pytest.mark.parametrize("named", [("--phone", "015120000099"), ("--email", "dora@EXAMPLE.com")])
def test_a_caller_nobody_identified_is_found_by_what_they_left(machine: Machine, site, kept, named):
    store = kept()
    left = {"customer_key": None, "ani": "+4915120000099", "finished_at": TODAY}
    store.finish_call(wrap_up("call-99", "Dora: dora@example.com", **left), [], [])
    store.close()
    said = machine.inside("erase", *named, "--yes", "--site", str(site))
    assert (said.code, said.err) == (0, "")
    assert said.out.startswith("Erased here, of callers nobody identified:\n  1 wrap-up with its notes\n")
    assert notes(kept) == ["call-42", "call-43"]


def test_where_nothing_was_ever_kept(machine: Machine, site):
    said = machine.inside("erase", "--customer", "crm:42", "--yes", "--site", str(site))
    assert (said.code, said.out.startswith("Nothing is kept here of crm:42.")) == (1, True)


def test_two_people_with_one_number_are_told_apart(machine: Machine, site, kept):
    store = kept()
    store.cache.put(customer("44", "Cem", "+4915120000042", "cem@example.com", TODAY))
    store.close()
    said = machine.inside("erase", "--phone", "+4915120000042", "--yes", "--site", str(site))
    assert said.code == 1
    assert "crm:42" in said.err
    assert "crm:44" in said.err
    assert len(notes(kept)) == 2
