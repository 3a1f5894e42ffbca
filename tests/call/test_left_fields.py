"""A telephone number at the end of what was typed: on the disk once its field is left, and it stays there."""

from __future__ import annotations

from datetime import date, timedelta

from connectors.clock import SystemClock
from connectors.telephony.events import LineState
from desktop.call.state import SaveStatus
from tests.call.desk_parts import Floor
from tests.call.systems import NOW
from tests.call.test_unanswered import _gone, _rung, floor  # noqa: F401 - the fixture

DUE = date(2026, 11, 25)
PROMISED = "Call her back on 0151 2000 0004"


async def test_a_number_at_the_end_of_a_field_that_was_left_is_kept(floor: Floor) -> None:  # noqa: F811
    call = await _rung(floor)
    floor.desk.type_follow_up(call, PROMISED, DUE)
    floor.desk.flush()
    await floor.until(lambda: floor.state().wrap_up.save is SaveStatus.SAVED)
    floor.desk.set_notes(call, "All said and done.")
    await floor.until(lambda: floor.state().wrap_up.notes)
    await floor.until(lambda: floor.state().wrap_up.save is SaveStatus.SAVED)
    [draft] = await floor.db.run(lambda store: store.drafts.open())
    assert (draft.promising, draft.notes) == ((PROMISED, DUE), "All said and done.")


async def test_a_field_that_is_left_while_it_is_written_is_written_again(floor: Floor) -> None:  # noqa: F811
    call = await _rung(floor)
    wrap_up = floor.desk._sessions[call].wrap_up
    floor.desk.type_follow_up(call, PROMISED, DUE)
    wrap_up._start_write()
    await floor.until(lambda: wrap_up._writing)
    floor.desk.flush()
    await floor.until(lambda: floor.state().wrap_up.save is SaveStatus.SAVED)
    [draft] = await floor.db.run(lambda store: store.drafts.open())
    assert draft.promising == (PROMISED, DUE)


async def test_a_lost_call_rang_until_its_phone_was_lost(floor: Floor, monkeypatch) -> None:  # noqa: F811
    for seconds, what in ((0, "ring"), (30, "lost"), (90, "lost"), (900, "finish")):
        monkeypatch.setattr(SystemClock, "now", lambda self, at=seconds: NOW + timedelta(seconds=at))
        if what == "ring":
            call = await _rung(floor)
        elif what == "lost":
            floor.desk.signal(LineState(floor.phone.name, False, "lost"))
    floor.desk.finish(call)
    await _gone(floor, call)
    last = (await floor.db.run(lambda store: store.journal.of_call(call)))[-1]
    assert (last.kind, last.data["rang_s"]) == ("call.not_answered", 30)
