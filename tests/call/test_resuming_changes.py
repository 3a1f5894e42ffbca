"""After a crash with another playbook, another format or a full disk: what has no place any more is in the notes."""

from __future__ import annotations

import asyncio
from collections.abc import Callable
from pathlib import Path
from types import SimpleNamespace

import pytest

from desktop.call.state import Disposition, SaveStatus
from desktop.call.tasks import Tasks
from desktop.call.wrap_up import LATEST_S, DraftOwner, WrapUp
from desktop.store.records import DraftRecord
from tests.call.desk_parts import Floor
from tests.call.resuming import (
    ASKED,
    CHECKED,
    Desks,
    answer,
    as_ole,
    choose,
    given,
    saved,
    talking,
    who,
)
from tests.call.virtual_time import InlineDb, VirtualClock, in_virtual_time

# Another playbook


CHANGES: dict[str, tuple[str, Callable[[Desks], None], str]] = {
    "the step is gone": (
        "said",
        lambda desks: desks.change("call_types/help.toml", 'id = "said"', 'id = "told"'),
        "What happened? fell off the van",
    ),
    "the choice is gone": (
        "topic",
        lambda desks: desks.change("call_types/help.toml", '{ id = "late", label = "A late order" }, ', ""),
        "What is it about? A late order",
    ),
    "the answer is of another type": (
        "count",
        lambda desks: desks.change("call_types/help.toml", 'input = "number"', 'input = "text"'),
        "How many pieces? 2.5",
    ),
    "amounts are in another currency": (
        "worth",
        lambda desks: desks.change("playbook.toml", '"EUR"', '"SEK"'),
        "What was it worth? 1,234.50 EUR",
    ),
    "the identity check asks for something else": (
        "who",
        lambda desks: desks.change("call_types/help.toml", "Your birthday", "Your PIN"),
        "Check who it is: Matches",
    ),
    "the consent is for something else": (
        "news",
        lambda desks: desks.change("call_types/help.toml", 'consent = "marketing"', 'consent = "survey"'),
        "May we write? Yes, gladly",
    ),
    "other words are to be read out": (
        "recorded",
        lambda desks: desks.change("call_types/help.toml", "This call is", "This call and your screen are"),
        "Say that we record: ✓",
    ),
}


async def noted(floor: Floor, line: str) -> None:
    await floor.until(lambda: line in floor.state().wrap_up.notes)


@pytest.mark.parametrize("change", CHANGES)
async def test_what_a_changed_playbook_has_no_step_for_is_in_the_notes(desks: Desks, change: str):
    step_id, changed, line = CHANGES[change]
    floor = desks.floor
    call_id = await talking(floor)
    answer(floor, CHECKED | ASKED)
    floor.desk.set_notes(call_id, "half a sent")
    await saved(floor)
    if step_id == "topic":
        desks.change("call_types/help.toml", """suggest_when = 'answers.topic = "late"'\n""", "")
    changed(desks)
    for _ in range(2):  # and a second crash neither loses nor doubles it
        floor = await desks.crash()
        await who(floor, "crm:4471")
        await noted(floor, line)
        assert step_id not in given(floor), "never applied"
        assert given(floor).keys() == (CHECKED | ASKED).keys() - {step_id}
        assert floor.state().wrap_up.notes == f"half a sent\n{line}"
        await saved(floor)
    floor.desk.set_disposition(call_id, "done")
    floor.desk.finish(call_id)
    await floor.until(lambda: floor.desk.call(call_id) is None or floor.state().wrap_up.problem)
    floor.desk.finish(call_id)  # told once that something is to be read out
    await floor.until(lambda: floor.desk.call(call_id) is None)
    (summary,) = [
        row.payload["summary"]
        for row in await floor.db.run(lambda store: store.outbox.list())
        if "summary" in row.payload
    ]
    assert summary == f"half a sent\n{line}"


async def test_the_line_about_a_check_waits_for_its_person_too(desks: Desks):
    await as_ole(desks.floor)
    desks.change("call_types/help.toml", "Your birthday", "Your PIN")
    floor = await desks.crash()
    await who(floor, "crm:4471")
    assert "Matches" not in floor.state().wrap_up.notes
    await choose(floor, "Ole", "crm:5582")
    await floor.until(lambda: floor.state().wrap_up.notes == "Check who it is: Matches")
    assert not floor.state().verified


async def test_a_call_type_that_is_gone_leaves_its_answers_in_the_notes(desks: Desks):
    floor = desks.floor
    call_id = await talking(floor)
    answer(floor, ASKED)
    floor.desk.set_disposition(call_id, "late")
    await saved(floor)
    desks.change("playbook.toml", '"order", "help"', '"order"')
    desks.change("tables/call_type.csv", "order|help|general", "order|general")
    (desks._folder / "book/call_types/help.toml").unlink()
    floor = await desks.crash()
    await who(floor, "crm:4471")
    await floor.until(lambda: "Order › Late" in floor.state().wrap_up.notes)
    assert floor.state().wrap_up.notes.splitlines() == [
        "What is it about? A late order",
        "What happened? fell off the van",
        "How many pieces? 2.5",
        "What was it worth? 1,234.50 EUR",
        "Since when? 1 April 2026",
        "Order › Late",
    ]
    assert given(floor) == {}
    assert floor.state().wrap_up.disposition is None


async def test_notes_as_long_as_they_may_be_still_take_what_was_answered(desks: Desks):
    floor = desks.floor
    call_id = await talking(floor)
    answer(floor, {"said": "fell off the van"})
    floor.desk.set_notes(call_id, "x" * 100_000)
    await saved(floor)
    desks.change("call_types/help.toml", 'id = "said"', 'id = "told"')
    floor = await desks.crash()
    await who(floor, "crm:4471")
    line = "What happened? fell off the van"
    await floor.until(lambda: floor.state().wrap_up.notes.endswith(line))
    floor.desk.set_notes(call_id, floor.state().wrap_up.notes.replace("x", "y", 1))
    assert floor.state().wrap_up.notes.endswith(line)


# Another format, a full disk


async def put(floor: Floor, draft: DraftRecord) -> None:
    await floor.db.run(lambda store: store.drafts.save(draft))


async def test_a_draft_of_an_older_format_is_shown_as_before(desks: Desks):
    floor = desks.floor
    old = DraftRecord(
        "call-of-old",
        notes="typed",
        disposition="done",
        ani="+4915120000004",
        customer_key="crm:4471",
        call_type="help",
        started_at=floor.desk._context.clock.now(),
    )
    await put(floor, old)
    floor = await desks.crash()
    await who(floor, "crm:4471")
    state = floor.state()
    assert (state.wrap_up.notes, state.wrap_up.disposition, state.guide.call_type) == ("typed", "done", "help")
    assert given(floor) == {}
    assert state.wrap_up.dispositions[0] == Disposition("done", ("Order", "Done"))


async def test_a_disposition_of_an_older_format_that_is_gone_is_in_the_notes(desks: Desks):
    await put(desks.floor, DraftRecord("call-of-old", disposition="left", call_type="help"))
    floor = await desks.crash()
    await floor.until(lambda: floor.state().wrap_up.notes == "left")


async def test_answers_in_a_form_nobody_writes_any_more_are_in_the_notes(desks: Desks):
    answers = {"topic": {"value": "late"}, "who": {"value": "verified"}, "said": {"value": "fell", "question": "And?"}}
    await put(desks.floor, DraftRecord("call-of-old", call_type="help", answers=answers))
    floor = await desks.crash()
    await floor.until(lambda: floor.state().wrap_up.notes == "topic: late\nwho: verified\nAnd? fell")
    assert given(floor) == {}
    assert not floor.state().verified


def test_whatever_is_kept_with_a_call_is_on_the_disk_within_a_second_however_busy_the_agent_is():
    clock, saved_at = VirtualClock(), []
    drafts = SimpleNamespace(save=lambda draft: saved_at.append(clock.monotonic()))
    context = SimpleNamespace(
        db=InlineDb(SimpleNamespace(drafts=drafts)),
        tasks=Tasks(lambda error: None),
        clock=clock,
        store_mode="keyring",
        keeps_notes=True,
        store_problem=None,
    )

    async def busy() -> list[float]:
        owner = DraftOwner("call-1", None, None, None, None, clock.now())
        wrap_up = WrapUp(context, lambda: owner, lambda: None)
        kept_at = []
        for _ in range(60):
            kept_at.append(clock.monotonic())
            wrap_up.keep()
            await asyncio.sleep(0.15)
        await asyncio.sleep(1)
        return kept_at

    waits = [min(saved for saved in saved_at if saved >= kept) - kept for kept in in_virtual_time(busy())]
    assert max(waits) <= LATEST_S
    assert len(saved_at) <= 10, "and not with every answer"


async def test_on_a_full_disk_the_last_answers_that_were_saved_come_back(desks: Desks):
    floor = desks.floor
    call_id = await talking(floor)
    answer(floor, {"who": "verified", "topic": "late"})
    await saved(floor)

    def fill(store) -> None:
        store._database.pragma(f"max_page_count = {store._database.pragma('page_count')[0]}")

    await floor.db.run(fill)
    answer(floor, {"said": "it all went wrong " * 20})
    floor.desk.set_notes(call_id, "x" * 90_000)
    await floor.until(lambda: floor.state().wrap_up.problem == "disk_full")
    assert floor.state().wrap_up.save is SaveStatus.FAILED
    assert given(floor)["said"], "what could not be saved is still there to go on with"
    floor = await desks.crash()
    await who(floor, "crm:4471")
    assert given(floor) == {"who": "verified", "topic": "late"}


async def test_nothing_of_a_guide_is_readable_on_the_disk(desks: Desks, tmp_path: Path):
    floor = desks.floor
    await talking(floor)
    answer(floor, ASKED | {"said": "Kanarienvogel im Keller"})
    await saved(floor)
    await desks.crash()
    files = [path for path in (tmp_path / "profile").rglob("*") if path.is_file()]
    assert files
    assert not any(b"Kanarienvogel" in path.read_bytes() for path in files)
