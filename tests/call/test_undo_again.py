"""After a crash: what was accepted and not yet sent can still be taken back, or goes out when its time is over."""

from __future__ import annotations

import asyncio
from datetime import timedelta
from pathlib import Path

import pytest

from connectors.clock import SystemClock
from desktop.call.resumed_deeds import Before, before_the_crash, unsent_deeds
from desktop.call.state import SaveStatus
from desktop.store.journal import Kind
from desktop.store.outbox_rows import HELD
from desktop.store.records import JournalEntry
from tests.call.desk_parts import Floor
from tests.call.systems import NOW
from tests.call.test_deeds import EVERYTHING, MARTA, WRITES, HeldSystem, outbox, talking
from tests.call.test_macros import floor_of
from tests.call.test_undo import accepted, book, floor_with


async def cut_off(first: Floor, call_id: str, floor: Floor) -> tuple[str, Floor]:
    """The desk that is started after the first one was cut off in this call."""
    await first.until(lambda: first.state().wrap_up.save is SaveStatus.SAVED)
    first.desk._closing = True
    first.db.close()
    first.tasks.cancel()
    for session in first.desk._sessions.values():
        session._closed = True
        session.wrap_up._stop_timer()
    await floor.desk.start()
    return call_id, floor


async def interrupted(tmp_path: Path, undo_s: float = 60.0) -> tuple[str, Floor]:
    """A call in which something was accepted, cut off; and the desk that was started next."""
    first = await floor_with(tmp_path, undo_s)
    call_id = await accepted(first)
    system = HeldSystem("crm", (MARTA,), EVERYTHING | WRITES)
    next_one = Floor(tmp_path / "profile", system, playbook=book(tmp_path / "book"), undo_s=undo_s)
    return await cut_off(first, call_id, next_one)


async def after_a_macro(tmp_path: Path) -> tuple[str, Floor]:
    """The same with a macro that puts something of everything into the wrap-up."""
    first = floor_of(tmp_path, WRITES)
    await first.desk.start()
    call_id = await talking(first)
    await first.until(lambda: first.state().macros)
    first.desk.set_notes(call_id, "Hello.")
    first.desk.run_macro(call_id, "all")
    await first.until(lambda: first.state().undo)
    return await cut_off(first, call_id, floor_of(tmp_path, WRITES))


def letter_begun(floor: Floor) -> str:
    return floor.state().letters.texts[0].status


async def test_what_was_not_sent_before_a_crash_is_held_and_taken_back(tmp_path: Path) -> None:
    call_id, floor = await interrupted(tmp_path)
    await floor.until(lambda: floor.state().undo is not None)
    assert floor.state().undo.title == "Say sorry"
    (row,) = await floor.db.run(lambda store: store.outbox.of_call(call_id))
    assert row.last_error == HELD
    assert row.next_at > SystemClock().now() + timedelta(seconds=30)
    floor.desk.undo(call_id)
    await floor.until(lambda: floor.state().undo is None)
    assert await outbox(floor) == []
    entries = await floor.db.run(lambda store: store.journal.of_call(call_id))
    assert [entry.kind for entry in entries if entry.kind.startswith("action.")][-1] == "action.undone"
    await floor.close()


async def test_what_it_had_put_into_the_wrap_up_leaves_with_it(tmp_path: Path) -> None:
    call_id, floor = await after_a_macro(tmp_path)
    await floor.until(lambda: floor.state().undo is not None and letter_begun(floor) == "draft")
    wrap_up = floor.state().wrap_up
    assert (wrap_up.notes, wrap_up.disposition) == ("Hello.\nDid all of it.", "kept")
    assert [promise.text for promise in wrap_up.follow_ups] == ["Call Marta Lindqvist"]
    floor.desk.undo(call_id)
    await floor.until(lambda: floor.state().undo is None)
    wrap_up = floor.state().wrap_up
    assert (wrap_up.notes, wrap_up.disposition, wrap_up.follow_ups) == ("Hello.", None, ())
    assert letter_begun(floor) == ""
    assert await outbox(floor) == []
    await floor.close()


async def test_what_the_agent_has_changed_since_the_crash_stays(tmp_path: Path) -> None:
    call_id, floor = await interrupted(tmp_path)
    await floor.until(lambda: floor.state().undo is not None and letter_begun(floor) == "draft")
    floor.desk.set_notes(call_id, "Angry.\nSaid sorry, twice.")
    floor.desk.write_letter(call_id, "sorry")
    floor.desk.edit_letter(call_id, "sorry", "marta@example.com", "Sorry", "We are very sorry.")
    floor.desk.undo(call_id)
    await floor.until(lambda: floor.state().undo is None)
    assert floor.state().wrap_up.notes == "Angry.\nSaid sorry, twice."
    assert floor.state().letters.open.body == "We are very sorry."
    await floor.close()


async def test_finishing_the_call_sends_it(tmp_path: Path) -> None:
    call_id, floor = await interrupted(tmp_path)
    await floor.until(lambda: floor.state().undo is not None and floor.state().wrap_up.dispositions)
    floor.desk.set_disposition(call_id, floor.state().wrap_up.dispositions[0].id)
    async with asyncio.timeout(30):
        while floor.desk.call(call_id) is not None:
            floor.desk.finish(call_id)
            await asyncio.sleep(0)
    rows = await floor.db.run(lambda store: store.outbox.of_call(call_id))
    assert {row.last_error for row in rows} == {None}
    await floor.close()


def entry(kind: str, number: int | None, **data: object) -> JournalEntry:
    return JournalEntry("c", kind, NOW, {**data, **({"deed": number} if number is not None else {})})  # type: ignore[arg-type]


@pytest.mark.parametrize(
    ("entries", "unsent", "found"),
    [
        ([entry(Kind.ACTION_ACCEPTED, 102)], {"c:note.create:100", "c:task.create:101"}, [102]),
        # One of its two writes is on its way: it cannot be taken back whole.
        ([entry(Kind.ACTION_ACCEPTED, 102)], {"c:note.create:100"}, []),
        ([entry(Kind.STEP_DONE, 101), entry(Kind.MACRO_RUN, 103)], {"c:task.create:101", "c:note.create:100"}, [101]),
        ([entry(Kind.ACTION_ACCEPTED, 102), entry(Kind.ACTION_UNDONE, 102)], {"c:note.create:100"}, []),
        ([entry(Kind.ACTION_ACCEPTED, None), entry("call.began", None)], {"c:note.create:100"}, []),
        ([entry(Kind.CUSTOMER_CHANGED, 102)], {"c:note.create:100", "c:task.create:101"}, []),
    ],
)
def test_only_what_is_unsent_as_a_whole_can_be_taken_back(entries, unsent, found) -> None:
    before = Before(
        tuple(entries), ("c:note.create:100", "c:task.create:101", "c:customer.create:first"), frozenset(unsent)
    )
    assert [each.data["deed"] for each, _ in unsent_deeds(before)] == found


def test_a_letter_sent_between_two_deeds_is_neither_ones() -> None:
    keys = ("c:note.create:100", "c:email.create:102", "c:note.create:103")
    before = Before((entry(Kind.STEP_DONE, 101), entry(Kind.STEP_DONE, 104)), keys, frozenset(keys))
    assert [own for _, own in unsent_deeds(before)] == [("c:note.create:100",), ("c:note.create:103",)]


async def test_where_nothing_waits_to_be_taken_back_nothing_is_held(tmp_path: Path) -> None:
    first = await floor_with(tmp_path, 60.0)
    call_id = await accepted(first)
    left = await first.db.run(lambda store: before_the_crash(store, call_id, None))
    assert (bool(left.entries), left.keys) == (True, ())
    await first.close()
