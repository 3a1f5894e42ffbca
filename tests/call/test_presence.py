"""What the agent said about being there holds over a restart, and a phone that missed it is told later."""

from __future__ import annotations

from pathlib import Path

import pytest

from connectors.telephony.events import LineState, PhoneCommand, TelephonyError
from desktop.call.between_state import Presence, PresenceView
from desktop.call.presence import SETTING
from tests.call.desk_parts import Floor


def shown(floor: Floor) -> PresenceView:
    return floor.desk.state.between.presence


async def opened(folder: Path) -> Floor:
    floor = Floor(folder)
    await floor.desk.start()
    return floor


async def test_who_was_away_is_away_after_a_restart_and_the_phone_is_told_again(tmp_path: Path) -> None:
    before = await opened(tmp_path)
    before.desk.between.away("Lunch")
    await before.until(lambda: shown(before).phone == "told")
    since = shown(before).since
    await before.close()
    after = await opened(tmp_path)
    await after.until(lambda: shown(after).phone == "told")
    assert (shown(after).status, shown(after).reason, shown(after).since) == (Presence.AWAY, "Lunch", since)
    assert after.phone.told == [(PhoneCommand.AWAY, "", "Lunch")]
    after.desk.between.available()
    await after.until(lambda: shown(after).phone == "told")
    await after.close()
    again = await opened(tmp_path)
    kept = await again.db.run(lambda store: store.settings.get(SETTING))
    assert (kept, shown(again).status, again.phone.told) == (None, Presence.AVAILABLE, [])
    await again.close()


async def test_what_the_agent_says_meanwhile_is_not_overwritten(tmp_path: Path) -> None:
    before = await opened(tmp_path)
    before.desk.between.away("Lunch")
    await before.until(lambda: shown(before).phone == "told")
    await before.close()
    after = await opened(tmp_path)
    after.desk.between.away("Meeting")
    await after.desk.between._presence.restore()
    assert shown(after).reason == "Meeting"
    await after.close()


@pytest.mark.parametrize(
    "kept",
    [
        "lunch",
        {"away": 1, "since": "2026-01-01T00:00:00+00:00"},
        {"away": "Lunch"},
        {"away": "", "since": "soon"},
        {"away": "Lunch", "since": "2026-01-01T00:00:00"},
    ],
)
async def test_what_cannot_be_read_is_available(kept: object, tmp_path: Path) -> None:
    floor = await opened(tmp_path)
    await floor.db.run(lambda store: store.settings.set(SETTING, kept))
    await floor.desk.between._presence.restore()
    assert shown(floor).status is Presence.AVAILABLE
    await floor.close()


async def test_a_phone_that_was_not_there_is_told_when_it_is(tmp_path: Path) -> None:
    floor = await opened(tmp_path)
    floor.phone.refuses = TelephonyError("not_connected")
    floor.desk.between.away("Lunch")
    await floor.until(lambda: shown(floor).phone == "failed")
    since = shown(floor).since
    floor.phone.refuses = None
    floor.desk.signal(LineState("phone", False, "lost"))
    assert shown(floor).phone == "failed"
    floor.desk.signal(LineState("phone", True, "ok"))
    await floor.until(lambda: shown(floor).phone == "told")
    assert (shown(floor).status, shown(floor).since) == (Presence.AWAY, since)
    told = len(floor.phone.told)
    floor.desk.signal(LineState("phone", True, "ok"))
    assert (shown(floor).phone, len(floor.phone.told)) == ("told", told)
    await floor.close()
