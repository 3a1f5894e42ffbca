"""Quick texts with the facts of a call; the agent's own are kept."""

from __future__ import annotations

from collections.abc import AsyncIterator
from dataclasses import replace
from pathlib import Path

import pytest

from desktop.call.letter import LetterStatus
from desktop.call.state import IdentityStatus
from desktop.playbook.loader import load_playbook
from desktop.playbook.model import Playbook
from tests.call.desk_parts import Floor
from tests.call.systems import EVERYTHING, HeldSystem
from tests.call.test_deeds import GENERAL, HEAD, MARTA, WRITES, talking
from tests.playbook.folders import write

QUICK = """\
format = "callside.quick_texts/1"
[[quick_text]]
abbr = "thx"
text = { en = "Thanks, {customer.name}.", de = "Danke, {customer.name}." }
[[quick_text]]
abbr = "ord"
text = { en = "Order {order.latest_number} of {customer.name}, {agent.name}", de = "Bestellung {order.latest_number}" }
[[quick_text]]
abbr = "bye"
text = { en = "Goodbye.", de = "Tschuess." }
call_types = ["other"]
"""
TEXT = "Title: Sorry\nSubject: Sorry\n\nWe are sorry.\n"


def book(folder: Path) -> Playbook:
    files = {"playbook.toml": HEAD, "call_types/general.toml": GENERAL, "quick_texts.toml": QUICK}
    files |= {"call_types/other.toml": GENERAL.replace('"General"', '"Other"')}
    files |= {"texts/sorry.en.md": TEXT, "texts/sorry.de.md": TEXT}
    return load_playbook(write(folder, files))


@pytest.fixture
async def floor(tmp_path: Path) -> AsyncIterator[Floor]:
    floor = Floor(tmp_path / "profile", system(), playbook=book(tmp_path / "book"))
    await floor.desk.start()
    yield floor
    await floor.close()


def system() -> HeldSystem:
    return HeldSystem("crm", (MARTA,), EVERYTHING | WRITES)


async def test_it_has_the_facts_of_the_call_in_it(floor: Floor):
    call_id = await talking(floor)
    await floor.until(lambda: floor.state().identity.status is IdentityStatus.IDENTIFIED)
    assert floor.desk.expand(call_id, "thx", "en").text == "Thanks, Marta Lindqvist."
    assert floor.desk.expand(call_id, "THX", "de-AT").text == "Danke, Marta Lindqvist."
    assert floor.desk.expand(call_id, "thx", "fr").text == "Thanks, Marta Lindqvist."
    assert floor.desk.expand(call_id, "nothing", "en") is None


async def test_a_missing_fact_is_a_gap_and_never_none(floor: Floor):
    call_id = await talking(floor)
    found = floor.desk.expand(call_id, "ord", "en")
    assert "None" not in found.text
    assert found.marks == ("[latest order number]",) or len(found.marks) == 1
    assert found.marks[0] in found.text
    assert found.text.endswith("of Marta Lindqvist, Ana")


async def test_between_calls_everything_about_a_customer_is_a_gap(floor: Floor):
    found = floor.desk.expand("", "ord", "en")
    assert len(found.marks) == 2
    assert found.text.endswith(", Ana")


async def test_those_for_the_call_come_first(floor: Floor):
    call_id = await talking(floor)
    assert [(each.abbr, each.fits) for each in floor.desk.quick_options(call_id, "en")] == [
        ("thx", True),
        ("ord", True),
        ("bye", False),
    ]


async def test_an_own_one_is_kept_and_stands_before_the_playbooks(floor: Floor, tmp_path: Path):
    desk = floor.desk
    assert desk.keep_quick_text(";Thx", "Cheers, {customer.name}!") is None
    assert desk.keep_quick_text("card", "It was 4111 1111 1111 1111") is None
    assert desk.expand("", "thx", "de").text.startswith("Cheers, [")
    assert [(each.abbr, each.own) for each in desk.quick_options("", "en")][:2] == [("card", True), ("thx", True)]
    await floor.desk.close()
    floor.db.close()
    again = Floor(tmp_path / "profile", system(), playbook=book(tmp_path / "book"))
    await again.desk.start()
    assert again.desk.own_quick_texts()["thx"] == "Cheers, {customer.name}!"
    assert "4111" not in again.desk.own_quick_texts()["card"]
    again.desk.remove_quick_text("thx")
    assert again.desk.expand("", "thx", "en").text.startswith("Thanks")
    await again.desk.close()
    floor.db = again.db


@pytest.mark.parametrize(
    ("abbr", "text", "why"),
    [
        ("", "x", "bad_abbr"),
        ("two words", "x", "bad_abbr"),
        ("x" * 17, "x", "bad_abbr"),
        ("mine", "other", "taken"),
        ("new", "  ", "empty"),
        ("new", "x" * 1001, "too_long"),
        ("new", "{customer.nam}", "unknown:customer.nam"),
    ],
)
async def test_what_cannot_be_kept_says_why(floor: Floor, abbr, text, why):
    assert floor.desk.keep_quick_text("mine", "My own") is None
    assert floor.desk.keep_quick_text(abbr, text) == why
    assert floor.desk.own_quick_texts() == {"mine": "My own"}


async def test_one_can_be_called_differently(floor: Floor):
    floor.desk.keep_quick_text("mine", "My own")
    assert floor.desk.keep_quick_text("my", "My very own", "mine") is None
    assert floor.desk.own_quick_texts() == {"my": "My very own"}


async def test_a_gap_of_a_quick_text_holds_a_letter_back(floor: Floor):
    call_id = await talking(floor)
    floor.desk.write_letter(call_id, "sorry")
    gap = floor.desk.expand(call_id, "ord", "en").text
    floor.desk.edit_letter(call_id, "sorry", "marta@example.com", "Sorry", gap)
    floor.desk.send_letter(call_id, "sorry")
    await floor.until(lambda: floor.state().letters.open.problem == "gaps")
    assert floor.state().letters.open.status is LetterStatus.DRAFT


async def test_another_playbook_brings_its_own(floor: Floor, tmp_path: Path):
    newer = replace(book(tmp_path / "newer"), quick_texts=())
    floor.desk.use_playbook(newer, floor.learner)
    assert floor.desk.quick_options("", "en") == ()
