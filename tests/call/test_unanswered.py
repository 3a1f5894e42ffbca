"""Calls that nobody took: back to the day at once, in the journal, to be returned; nothing typed is lost."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator
from pathlib import Path

import pytest

from connectors.telephony.events import CallEventType, LineState, PhoneCommand
from desktop.call.state import IdentityStatus, Phase, SaveStatus
from desktop.store.errors import DiskFull
from desktop.store.records import MISSED_CALL, NEEDS_YOU
from desktop.store.store import Store
from tests.call.desk_parts import Floor
from tests.call.systems import HeldSystem, customer

ANI = "+4915120000004"


@pytest.fixture
async def floor(tmp_path: Path) -> AsyncIterator[Floor]:
    found = Floor(tmp_path, HeldSystem("crm", (customer("crm", "4471", "Marta Lindqvist"),)))
    await found.desk.start()
    yield found
    await found.close()


async def _rung(floor: Floor, ani: str | None = ANI, call_id: str = "1", **fields) -> str:
    calls = len(floor.desk.state.tabs)
    floor.ring(ani, call_id, **fields)
    await floor.until(lambda: len(floor.desk.state.tabs) > calls)
    await floor.until(lambda: floor.state(-1).identity.status is not IdentityStatus.LOOKING)
    return floor.state(-1).id


async def _gone(floor: Floor, call: str) -> None:
    await floor.until(lambda: floor.desk.call(call) is None)


async def _told(floor: Floor, command: PhoneCommand) -> None:
    async with asyncio.timeout(30):
        while command not in [told[0] for told in floor.phone.told]:
            await asyncio.sleep(0)


async def test_a_caller_who_hangs_up_is_to_be_called_back(floor: Floor) -> None:
    call = await _rung(floor, queue="billing")
    floor.event(CallEventType.ENDED, reason="abandoned")
    await floor.until(lambda: floor.desk.state.viewed is None and floor.desk.state.between.promises)
    (missed,) = floor.desk.state.between.promises
    assert (missed.is_missed_call, missed.number, missed.call_id, missed.text) == (True, ANI, call, "")
    assert floor.desk.state.calls_today == 0
    assert not floor.desk.state.between.recent
    entries = await floor.db.run(lambda store: store.journal.of_call(call))
    last = entries[-1]
    assert (last.kind, last.data["end_reason"], last.data["queue"]) == ("call.not_answered", "abandoned", "billing")
    assert await floor.db.run(lambda store: store.drafts.open()) == ()
    assert await floor.db.run(lambda store: store.outbox.list(NEEDS_YOU, 5)) == ()


async def test_a_rejected_call_leaves_the_one_on_the_line_in_view(floor: Floor) -> None:
    first = await _rung(floor)
    floor.event(CallEventType.ANSWERED)
    second = await _rung(floor, "+4915120000009", "2")
    floor.desk.hang_up(second)
    await _told(floor, PhoneCommand.HANG_UP)
    floor.event(CallEventType.ENDED, "2", reason="rejected")
    await _gone(floor, second)
    assert (floor.desk.state.viewed, floor.state().phase) == (first, Phase.TALKING)
    await floor.until(lambda: [one.call_id for one in floor.desk.state.between.promises] == [second])


async def test_what_was_typed_while_it_rang_stays_and_finishing_demands_nothing(floor: Floor) -> None:
    call = await _rung(floor)
    floor.desk.set_notes(call, "She wrote in the chat: call after six.")
    floor.event(CallEventType.ENDED, reason="abandoned")
    assert (floor.state().phase, floor.state().wrap_up.disposition) == (Phase.WRAP_UP, None)
    floor.desk.finish(call)
    await _gone(floor, call)
    await floor.until(lambda: floor.desk.state.between.recent)
    assert floor.desk.state.between.recent[0].record.notes == "She wrote in the chat: call after six."
    assert floor.desk.state.calls_today == 1


async def test_a_follow_up_that_is_being_typed_stays_and_is_not_thrown_away_unasked(floor: Floor) -> None:
    call = await _rung(floor)
    floor.desk.type_follow_up(call, "Send the", None)
    floor.event(CallEventType.ENDED, reason="abandoned")
    await floor.until(lambda: floor.state().wrap_up.save is SaveStatus.SAVED)
    [draft] = await floor.db.run(lambda store: store.drafts.open())
    assert draft.promising == ("Send the", None)
    assert floor.state().phase is Phase.WRAP_UP
    floor.desk.finish(call)
    await floor.until(lambda: floor.state().wrap_up.problem == "unadded_missing")
    floor.desk.finish(call)
    await _gone(floor, call)


async def test_what_was_typed_while_it_rang_takes_no_call_back_away(floor: Floor) -> None:
    call = await _rung(floor)
    floor.desk.set_notes(call, "x")
    floor.event(CallEventType.ENDED, reason="abandoned")
    floor.desk.finish(call)
    await _gone(floor, call)
    await floor.until(lambda: [each.n for each in floor.desk.state.between.promises] == [MISSED_CALL])


async def test_a_phone_that_is_lost_while_it_rings_leaves_a_call_to_return(floor: Floor) -> None:
    call = await _rung(floor)
    floor.desk.signal(LineState(floor.phone.name, False, "lost"))
    floor.desk.finish(call)
    await _gone(floor, call)
    await floor.until(lambda: [each.n for each in floor.desk.state.between.promises] == [MISSED_CALL])
    assert floor.desk.state.calls_today == 0
    last = (await floor.db.run(lambda store: store.journal.of_call(call)))[-1]
    assert (last.kind, last.data["end_reason"]) == ("call.not_answered", "lost")


async def test_what_was_typed_in_it_makes_it_a_call(floor: Floor) -> None:
    call = await _rung(floor)
    floor.desk.set_notes(call, "Spoke on the other phone.")
    floor.desk.signal(LineState(floor.phone.name, False, "lost"))
    floor.desk.finish(call)
    await _gone(floor, call)
    assert floor.desk.state.calls_today == 1
    # Whether they got through nobody knows: the call back stays until the agent says that it is done.
    await floor.until(lambda: [each.n for each in floor.desk.state.between.promises] == [MISSED_CALL])


async def test_who_was_held_has_been_spoken_to(floor: Floor) -> None:
    floor.event(CallEventType.HELD, "7", ani=ANI)
    await floor.until(lambda: bool(floor.desk.state.tabs))
    floor.event(CallEventType.RESUMED, "7")
    floor.event(CallEventType.ENDED, "7", reason="normal")
    assert floor.state().phase is Phase.WRAP_UP
    assert floor.state().info.answered_at is not None


async def test_what_was_typed_and_deleted_again_holds_nobody_up(floor: Floor) -> None:
    call = await _rung(floor)
    floor.desk.set_notes(call, "x")
    await floor.until(lambda: floor.state().wrap_up.save is SaveStatus.SAVED)
    floor.desk.set_notes(call, "")
    floor.event(CallEventType.ENDED)
    await _gone(floor, call)
    assert await floor.db.run(lambda store: store.drafts.open()) == ()


@pytest.mark.parametrize(
    ("fields", "reason"),
    [
        ({"direction": "out"}, "no_answer"),
        ({}, "transferred"),
        ({}, "answered_elsewhere"),
        ({"ani": None}, "abandoned"),
    ],
)
async def test_nobody_is_to_be_called_back_where_that_makes_no_sense(floor: Floor, fields, reason) -> None:
    call = await _rung(floor, **fields)
    floor.event(CallEventType.ENDED, reason=reason)
    await _gone(floor, call)
    floor.desk.between.refresh()
    await floor.until(lambda: floor.desk.state.between.today is not None)
    assert floor.desk.state.between.promises == ()


async def test_a_call_back_that_is_taken_is_done(floor: Floor) -> None:
    missed = await _rung(floor)
    floor.event(CallEventType.ENDED)
    await floor.until(lambda: floor.desk.state.between.promises)
    floor.desk.between.call_about(missed, MISSED_CALL)
    await _told(floor, PhoneCommand.DIAL)
    assert floor.phone.told[-1] == (PhoneCommand.DIAL, "", ANI)
    again = await _rung(floor, call_id="2", direction="out")
    assert floor.state().promise.is_missed_call
    floor.event(CallEventType.ENDED, "2", reason="no_answer")
    await _gone(floor, again)
    await floor.until(lambda: [one.tried_at for one in floor.desk.state.between.promises] != [None])
    floor.desk.between.kept(missed, MISSED_CALL)
    await floor.until(lambda: not floor.desk.state.between.promises)


async def test_a_disk_that_takes_nothing_is_said_and_tried_again(floor: Floor, monkeypatch) -> None:
    call = await _rung(floor)

    def full(*_: object) -> None:
        raise DiskFull

    monkeypatch.setattr(Store, "leave_call", full)
    floor.event(CallEventType.ENDED)
    await floor.until(lambda: floor.state().wrap_up.problem == "disk_full")
    monkeypatch.undo()
    floor.desk.finish(call)
    await _gone(floor, call)
    assert floor.desk.state.calls_today == 0
    await floor.until(lambda: floor.desk.state.between.promises)


async def test_where_nothing_may_be_kept_the_call_is_simply_over(tmp_path: Path) -> None:
    floor = Floor(tmp_path, HeldSystem("crm"), keeps_notes=False)
    await floor.desk.start()
    call = await _rung(floor)
    floor.event(CallEventType.ENDED)
    assert floor.desk.call(call) is None
    await floor.close()
