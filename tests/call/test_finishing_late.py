"""Finish pressed while something else is still being written, or just before the call comes to life again."""

from __future__ import annotations

from collections.abc import AsyncIterator
from datetime import date
from pathlib import Path

import pytest

from connectors.telephony.events import CallEventType, LineState
from desktop.call.state import Phase
from tests.call.desk_parts import Floor
from tests.call.test_deeds import outbox
from tests.call.test_undo import accepted, floor_with, offered


@pytest.fixture
async def floor(tmp_path: Path) -> AsyncIterator[Floor]:
    floor = await floor_with(tmp_path, 60.0)
    yield floor
    await floor.close()


def _wrap(floor: Floor, call_id: str) -> None:
    floor.desk.set_disposition(call_id, "done")
    floor.desk.answer_step(call_id, "recorded", "done")


async def _gone(floor: Floor, call_id: str) -> None:
    await floor.until(lambda: floor.desk.call(call_id) is None)


async def test_what_is_taken_back_at_the_last_moment_is_not_kept(floor: Floor) -> None:
    call_id = await accepted(floor)
    _wrap(floor, call_id)
    floor.event(CallEventType.ENDED)
    floor.desk.undo(call_id)
    floor.desk.finish(call_id)  # before it is taken back
    await _gone(floor, call_id)
    await floor.until(lambda: floor.desk.state.between.recent)
    assert floor.desk.state.between.recent[0].record.notes == "Angry."
    [(operation, payload)] = await outbox(floor)
    assert (operation, "Said sorry" in str(payload)) == ("interaction.create", False)
    assert floor.learner.learning().events == 0


async def test_once_the_call_is_being_saved_with_it_nothing_is_taken_back(floor: Floor) -> None:
    call_id = await accepted(floor)
    floor.desk.discard_letter(call_id, "sorry")
    _wrap(floor, call_id)
    floor.event(CallEventType.ENDED)
    floor.desk.finish(call_id)
    floor.desk.undo(call_id)
    await _gone(floor, call_id)
    assert [operation for operation, _ in await outbox(floor)] == ["note.create", "interaction.create"]
    assert floor.learner.learning().events == 1


async def test_each_follow_up_that_is_typed_is_asked_about(floor: Floor) -> None:
    call_id = await offered(floor)
    _wrap(floor, call_id)
    floor.event(CallEventType.ENDED)
    floor.desk.type_follow_up(call_id, "Send the papers", None)
    floor.desk.finish(call_id)
    await floor.until(lambda: floor.state().wrap_up.problem == "unadded_missing")
    floor.desk.add_follow_up(call_id, "Send the papers", date(2030, 1, 1))
    floor.desk.type_follow_up(call_id, "Call her son", None)
    await floor.until(lambda: floor.state().wrap_up.problem is None)
    floor.desk.finish(call_id)
    await floor.until(lambda: floor.state().wrap_up.problem == "unadded_missing")
    floor.desk.finish(call_id)
    await _gone(floor, call_id)


async def test_a_call_that_comes_back_while_finishing_waits_goes_on(floor: Floor) -> None:
    floor.ring()
    await floor.until(lambda: floor.state().decision and floor.state().guide.steps)
    call_id = floor.state().id
    _wrap(floor, call_id)
    floor.desk.signal(LineState(floor.phone.name, False, "lost"))
    floor.desk.answer_step(call_id, "keep", "")
    floor.desk.finish(call_id)  # waits for the step to be done
    floor.desk.signal(LineState(floor.phone.name, True, ""))
    floor.event(CallEventType.ANSWERED)
    await floor.until(lambda: floor.state().wrap_up.problem == "on_call")
    assert floor.state().phase is Phase.TALKING
