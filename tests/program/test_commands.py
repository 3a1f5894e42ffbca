"""Every command as a person types it: exit codes, one line of complaint, JSON that is JSON, no traceback."""

from __future__ import annotations

import argparse
import json
import shutil
import sqlite3
from contextlib import closing
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from desktop.commands import outbox
from desktop.settings import Place
from desktop.store.keys import NoKeys
from desktop.store.records import OutboxDraft, RowState
from desktop.store.replies import Outcome
from desktop.store.store import open_store
from resources.demo.company import DemoCompany
from tests.program.machine import ROOT, Machine

PLAYBOOK = str(ROOT / "resources" / "playbooks" / "fernvik")
COMMANDS = [(), ("demo",), ("pop",), ("customer",), ("erase",), ("outbox",), ("decide",), ("check",), ("learn",)]
COMMANDS += [
    ("diff",),
    ("connect",),
    ("connect", "check"),
    ("connect", "test"),
    ("connect", "record"),
    ("connect", "secret"),
    ("connect", "login"),
    ("table",),
    ("keys",),
]
LONG = "x" * 5000
FACTS = {"caller.identified": True}


@pytest.mark.parametrize("command", COMMANDS, ids=" ".join)
def test_every_command_explains_itself(machine: Machine, command: tuple[str, ...]):
    said = machine.inside(*command, "--help")
    assert (said.code, said.err) == (0, "")
    assert said.out.startswith(f"usage: {' '.join(('callside', *command))}")


WRONG = [
    ("frobnicate",),
    ("pop",),
    ("pop", "--number", "1", "--event", "exploded"),
    ("pop", "--number", "1", "--data", "no-equals"),
    ("pop", "--number", "1", "--data", "=value"),
    ("customer",),
    ("customer", "--phone", "1", "--id", "2"),
    ("outbox", "burn"),
    ("outbox", "drop"),
    ("outbox", "drop", "some-key"),
    ("decide", PLAYBOOK),
    ("check",),
    ("connect",),
    ("connect", "check"),
    ("demo", "--size", "huge"),
    ("demo", "--language", "Deutsch"),
    ("demo", "--theme", "purple"),
    ("demo", "--call", "nobody"),
    ("--nonsense",),
]


@pytest.mark.parametrize("arguments", WRONG, ids=" ".join)
def test_wrong_usage_is_two_and_one_line(machine: Machine, arguments: tuple[str, ...]):
    said = machine.inside(*arguments)
    assert (said.code, said.out) == (2, "")
    assert said.is_one_line(), said.err


def test_a_site_that_is_not_there(machine: Machine):
    for arguments in (
        ("--site", "nowhere"),
        ("--site", "~nobody-has-this-name"),
        ("--site", LONG),
        ("--site", "/dev/null"),
        ("customer", "--site", "nowhere", "--id", "1"),
        ("outbox", "--site", "nowhere"),
        ("connect", "test", "crm", "--site", "nowhere", "--id", "1"),
        ("pop", "--site", "nowhere", "--number", "1"),
    ):
        said = machine.inside(*arguments)
        assert (said.code, said.out) == (1, ""), arguments
        assert said.is_one_line(), (arguments, said.err)
    assert not machine.data.exists(), "asking about what is not there left something behind"


def test_a_broken_site_says_where(machine: Machine, place: Place):
    site = place.site / "site.toml"
    good = site.read_text("utf-8")
    for bad, words in (
        (good.replace('region = "SE"', 'region = "Sweden"'), "site.toml:4  region"),
        (good.replace('name = "Fernvik"', "name = "), "site.toml:3"),
        (good.replace('manifest = "shop.toml"', 'manifest = "gone.toml"'), "gone.toml"),
        (good.replace('name = "voice"', 'name = "crm"'), "used twice"),
        (good + '\n[[telephony]]\nname = "desk"\nkind = "carrier pigeon"\n', "site.toml:"),
        ("\0", "site.toml:1"),
    ):
        assert bad != good
        site.write_text(bad, "utf-8")
        said = machine.inside("customer", "--site", str(place.site), "--id", "1")
        assert (said.code, said.out) == (1, "")
        assert words in said.err
        assert said.err.startswith("callside: ")


def test_a_broken_manifest_says_where(machine: Machine, place: Place):
    manifest = place.site / "crm.toml"
    text = manifest.read_text("utf-8")
    line = text.splitlines().index('kind = "sql"') + 1
    manifest.write_text(text.replace('kind = "sql"', 'kind = "telepathy"'), "utf-8")
    for arguments in (("customer", "--site", str(place.site), "--id", "1"), ("connect", "check", str(manifest))):
        said = machine.inside(*arguments)
        assert said.code == 1
        assert f"crm.toml:{line}" in said.err + said.out
        assert "Traceback" not in said.err


def test_a_broken_playbook_says_where_everywhere(machine: Machine, place: Place, tmp_path: Path):
    broken = tmp_path / "playbook"
    shutil.copytree(PLAYBOOK, broken)
    sales = broken / "call_types" / "sales.toml"
    sales.write_text(sales.read_text("utf-8") + '\n[[step]]\nid = "NOT AN ID"\n', "utf-8")
    said = machine.inside("check", str(broken))
    assert (said.code, said.err) == (1, "")
    [problem] = [line for line in said.out.splitlines() if 'The id "NOT AN ID"' in line]
    assert problem.startswith("call_types/sales.toml:")
    report = json.loads(machine.inside("check", "--json", str(broken)).out)
    assert any(item["error"] and "NOT AN ID" in item["text"] for item in report[str(broken)])
    site = place.site / "site.toml"
    site.write_text(site.read_text("utf-8").replace(json.dumps(PLAYBOOK), json.dumps(str(broken))), "utf-8")
    facts = tmp_path / "facts.json"
    facts.write_text("{}", "utf-8")
    # The window reads site, manifests and playbook alike: one start of it stands for all.
    for arguments, run in (
        (("--site", str(place.site)), machine.run),
        (("decide", str(broken), "--facts", str(facts)), machine.inside),
    ):
        said = run(*arguments)
        assert said.code == 1
        assert "call_types/sales.toml:" in said.err
        assert "Traceback" not in said.err


def test_check_says_ready(machine: Machine):
    said = machine.inside("check", PLAYBOOK)
    assert (said.code, said.err) == (0, "")
    assert said.out.splitlines()[-1].startswith(f"{PLAYBOOK}: ready")
    assert machine.inside("check", "nowhere", "--json").is_one_line()
    assert machine.inside("check", LONG).is_one_line()


def test_decide_takes_facts_and_refuses_the_rest(machine: Machine, tmp_path: Path):
    facts = tmp_path / "facts.json"
    facts.write_text("{}", "utf-8")
    said = machine.inside("decide", PLAYBOOK, "--facts", str(facts), "--json")
    assert (said.code, said.err) == (0, "")
    answer = json.loads(said.out)
    assert set(answer) == {"decision", "facts", "awaited", "problems"}
    assert {"next_wake_at", "refresh", "diff", "call_type"} <= set(answer["decision"])
    assert machine.inside("decide", PLAYBOOK, "--facts", str(facts)).out.startswith("Call type: ")
    said = machine.inside("decide", PLAYBOOK, "--facts", str(facts), "--why-not", "give_credit", "--json")
    assert said.code in (0, 1)
    for text in ("", "[]", "{", "[" * 100_000, '{"no.such.fact": 1}', '{"caller.identified": "maybe"}', "\udcff"):
        facts.write_bytes(text.encode("utf-8", "surrogateescape"))
        said = machine.inside("decide", PLAYBOOK, "--facts", str(facts))
        assert (said.code, said.out) == (1, ""), text[:20]
        assert said.is_one_line(), said.err
    for name in ("nowhere.json", LONG, str(tmp_path)):
        said = machine.inside("decide", PLAYBOOK, "--facts", name)
        assert said.code == 1
        assert said.is_one_line()


def test_customer_as_all_systems_know_them(machine: Machine, place: Place, company: DemoCompany):
    marta = company.person("marta")
    at = ("--site", str(place.site))
    said = machine.inside("customer", *at, "--phone", "070-174 06 05")
    assert (said.code, said.err) == (0, "")
    assert said.out.splitlines()[0] == marta.name
    asked = [line.partition(": ") for line in said.out.splitlines() if ", asked by " in line]
    assert sorted((by, answer.partition(", ")[0]) for by, _, answer in asked) == [
        ("CRM, asked by telephone number", "1 match"),
        ("Feedback, asked by customer number", "1 match"),
        ("Feedback, asked by e-mail address", "1 match"),
        ("Orders, asked by telephone number", "1 match"),
    ]
    for question in (("--phone", "+46 70 174 06 05"), ("--email", "MARTA.L@example.com"), ("--id", marta.customer_no)):
        said = machine.inside("customer", *at, *question, "--json")
        assert said.code == 0
        [person] = json.loads(said.out)["people"]
        assert person["ids"]["crm"] == marta.customer_no
        assert {"crm", "shop", "voice"} == set(person["ids"])
    for question in (("--phone", "+4915112345678"), ("--id", "no-such-number"), ("--email", "nobody@example.com")):
        said = machine.inside("customer", *at, *question, "--json")
        assert said.code == 1
        assert json.loads(said.out)["people"] == []
    several = machine.inside("customer", *at, "--phone", "+46313900612", "--json")
    assert several.code == 1
    assert len(json.loads(several.out)["people"]) == 3
    for words in ("what", "anonymous", "", "<img src=file:///etc/passwd>"):
        said = machine.inside("customer", *at, "--phone", words)
        assert said.code == 2
        assert said.is_one_line()
    said = machine.inside("customer", *at, "--email", "x' OR 1=1")
    assert said.code == 2
    assert "is no e-mail address; nobody was asked" in said.err


def test_customer_says_which_system_failed(machine: Machine, place: Place, company: DemoCompany):
    company.paths.shop.unlink()
    said = machine.inside("customer", "--site", str(place.site), "--phone", "070-174 06 05", "--json")
    assert said.code == 0
    report = json.loads(said.out)
    assert {each["system"]: each.get("error") for each in report["systems"]}["shop"] == "Unavailable"
    [person] = report["people"]
    assert {failed["kind"] for failed in person["records_failed"]} == {"orders", "invoices", "events"}
    said = machine.inside("customer", "--site", str(place.site), "--phone", "070-174 06 05")
    assert "Orders, asked by telephone number: does not answer (" in said.out
    assert "  orders       shop does not answer (" in said.out
    assert "orders       0" not in said.out, "nobody who could know said that there are none"
    assert said.err == ""


def test_an_outbox_nobody_has_used_is_empty_and_stays_unmade(machine: Machine):
    assert machine.inside("outbox").out == "Nothing waits to be sent.\n"
    assert json.loads(machine.inside("outbox", "--json").out) == []
    assert machine.inside("outbox", "retry").code == 0
    for arguments in (("outbox", "retry", "some-key"), ("outbox", "drop", "some-key", "--reason", "test")):
        said = machine.inside(*arguments)
        assert said.code == 1
        assert said.is_one_line()
    assert not machine.data.exists()


def test_retry_without_a_key_takes_up_what_waits_for_a_sign_in(tmp_path: Path):
    store = open_store(tmp_path, NoKeys(holds_notes=True))
    drafts = [OutboxDraft("crm", "note.create", f"customer:crm:{n}", {}, f"call-{n}:note.create:0") for n in range(3)]
    store.promise(drafts, ())
    now = datetime.now(UTC)
    for error in ("auth: expired", "server"):
        row = store.outbox.claim("crm", now)
        assert row is not None
        store.outbox.settle(row.key, Outcome(RowState.PENDING, now + timedelta(minutes=1), error, counted=False))
    assert outbox._do(argparse.Namespace(do="retry", key=None, json=True), store) == 0
    assert [row.last_error for row in store.outbox.list()] == ["retried", "server", None]
    store.close()


def test_connect_checks_and_tests(machine: Machine, place: Place, company: DemoCompany):
    assert machine.inside("connect", "check", str(place.site / "crm.toml")).code == 0
    said = machine.inside("connect", "check", str(place.site / "crm.toml"), "--json")
    assert said.code == 0
    json.loads(said.out)
    at = ("--site", str(place.site))
    said = machine.inside("connect", "test", "crm", *at, "--phone", "070-174 06 05", "--json")
    assert said.code == 0
    assert company.person("marta").name in json.dumps(json.loads(said.out), ensure_ascii=False)
    said = machine.inside("connect", "test", "crm", *at, "--op", "orders.list", "--customer", "nobody", "--json")
    assert json.loads(said.out)["operation"] == "orders.list"
    kept = place.site / "crm.fixtures" / "customer.find_by_phone.json"
    said = machine.inside("connect", "record", "crm", *at, "--phone", "070-174 06 05")
    assert said.code == 0
    assert company.person("marta").name.split()[1] not in kept.read_text(encoding="utf-8")
    said = machine.inside("connect", "check", str(place.site / "crm.toml"))
    assert "customer.find_by_phone.json: as recorded" in said.out
    said = machine.inside("connect", "record", "crm", *at, "--phone", "0")
    assert (said.code, said.is_one_line()) == (1, True)
    assert "--force" in said.err
    said = machine.inside("connect", "record", "crm", *at, "--phone", "070-174 06 05", "--force")
    assert said.code == 0
    kept.write_text(kept.read_text(encoding="utf-8").replace('"kept": 1', '"kept": 2'), encoding="utf-8")
    said = machine.inside("connect", "check", str(place.site / "crm.toml"))
    assert said.code == 1
    assert "kept was 2, is 1" in said.out
    assert machine.inside("connect", "record", "crm", *at, "--op", "note.create").code == 1
    said = machine.inside("connect", "test", "nobody", *at)
    assert said.code == 1
    assert said.is_one_line()
    with closing(sqlite3.connect(company.paths.crm)) as database:
        database.execute("drop table phones")
    said = machine.inside("connect", "test", "crm", *at, "--phone", "070-174 06 05")
    assert said.code == 1
    assert "phones" in said.out + said.err
    assert "Traceback" not in said.err


def test_what_cannot_be_printed_is_marked(machine: Machine, place: Place, company: DemoCompany):
    with closing(sqlite3.connect(company.paths.crm)) as database:
        database.execute("update customers set name = ? where customer_no = '44710932'", ("\u202eMärta \U0001f408",))
        database.commit()
    said = machine.run("customer", "--site", str(place.site), "--id", "44710932", PYTHONIOENCODING="ascii", LC_ALL="C")
    assert (said.code, said.err) == (0, "")


def test_a_reader_that_leaves_is_no_failure_of_ours(machine: Machine):
    process = machine.start("demo", "--call", "list")
    assert process.stdout is not None
    process.stdout.close()
    assert process.wait(20) in (0, 1)
    assert process.stderr is not None
    assert "Traceback" not in process.stderr.read()
    process.stderr.close()
