"""A real softphone: every command, every event, over real SIP on loopback."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator, Callable
from pathlib import Path

import pytest

from connectors.telephony.baresip import BaresipSource
from connectors.telephony.events import CallEvent, CallEventType, LineState, PhoneCommand, TelephonyError
from tests.sip.phones import Softphone, caller, missing

pytestmark = [pytest.mark.sip, pytest.mark.skipif(missing() is not None, reason=str(missing()))]


class Watched:
    """The source with everything it told, and a way to wait for more."""

    def __init__(self, phone: Softphone) -> None:
        self.phone = phone
        self.source = BaresipSource("127.0.0.1", phone.control_port, "DE")
        self.told: list[CallEvent | LineState] = []
        self._news = asyncio.Event()
        self.task = asyncio.ensure_future(self.source.run(self._emit))

    def _emit(self, signal: CallEvent | LineState) -> None:
        self.told.append(signal)
        self._news.set()

    async def until(self, fits: Callable[[CallEvent | LineState], bool]) -> CallEvent | LineState:
        async with asyncio.timeout(30):
            while True:
                for signal in self.told:
                    if fits(signal):
                        self.told.remove(signal)
                        return signal
                self._news.clear()
                await self._news.wait()

    async def event(self, kind: CallEventType, ani: str | None = None) -> CallEvent:
        found = await self.until(
            lambda s: isinstance(s, CallEvent) and s.type is kind and (ani is None or s.ani == ani)
        )
        assert isinstance(found, CallEvent)
        return found

    async def line(self, connected: bool) -> None:
        await self.until(lambda s: isinstance(s, LineState) and s.connected is connected)


@pytest.fixture
async def watched(tmp_path: Path) -> AsyncIterator[Watched]:
    phone = Softphone(tmp_path / "phone")
    phone.start()
    await phone.ready()
    watch = Watched(phone)
    await watch.line(True)
    yield watch
    watch.task.cancel()
    await asyncio.gather(watch.task, return_exceptions=True)
    phone.stop()


async def test_a_call_rings_is_answered_held_resumed_muted_and_ended(watched: Watched, tmp_path: Path):
    with caller(watched.phone, tmp_path / "a", "015120000004", "Linus Lovelace"):
        ringing = await watched.event(CallEventType.RINGING)
        assert (ringing.ani, ringing.ani_name, ringing.direction) == ("+4915120000004", "Linus Lovelace", "in")
        for command, expected in [
            (PhoneCommand.ANSWER, CallEventType.ANSWERED),
            (PhoneCommand.HOLD, CallEventType.HELD),
            (PhoneCommand.RESUME, CallEventType.RESUMED),
        ]:
            await watched.source.command(command, ringing.call_id)
            assert (await watched.event(expected)).call_id == ringing.call_id
        await watched.source.command(PhoneCommand.MUTE, ringing.call_id)
        await watched.source.command(PhoneCommand.UNMUTE, ringing.call_id)
        await watched.source.command(PhoneCommand.HANG_UP, ringing.call_id)
        ended = await watched.event(CallEventType.ENDED)
        assert (ended.call_id, ended.reason) == (ringing.call_id, "normal")
        with pytest.raises(TelephonyError) as unknown:
            await watched.source.command(PhoneCommand.HOLD, ringing.call_id)
        assert unknown.value.code == "unknown_call"


async def test_the_caller_hangs_up(watched: Watched, tmp_path: Path):
    with caller(watched.phone, tmp_path / "a", "+4915120000004", talk_ms=300):
        ringing = await watched.event(CallEventType.RINGING)
        await watched.source.command(PhoneCommand.ANSWER, ringing.call_id)
        await watched.event(CallEventType.ANSWERED)
        assert (await watched.event(CallEventType.ENDED)).reason == "normal"


async def test_a_refused_call_is_rejected(watched: Watched, tmp_path: Path):
    with caller(watched.phone, tmp_path / "a", "+4915120000004"):
        ringing = await watched.event(CallEventType.RINGING)
        await watched.source.command(PhoneCommand.HANG_UP, ringing.call_id)
        ended = await watched.event(CallEventType.ENDED)
        assert ended.call_id == ringing.call_id
        assert ended.reason in ("rejected", "abandoned")


async def test_a_withheld_number_is_withheld(watched: Watched, tmp_path: Path):
    with caller(watched.phone, tmp_path / "a", "anonymous", "Anonymous"):
        ringing = await watched.event(CallEventType.RINGING)
        assert (ringing.ani, ringing.withheld) == (None, True)


async def test_a_hostile_display_name_arrives_harmless(watched: Watched, tmp_path: Path):
    with caller(watched.phone, tmp_path / "a", "+4915120000004", "<img src=file:///etc/passwd> \u202etxt"):
        ringing = await watched.event(CallEventType.RINGING)
        assert "\u202e" not in (ringing.ani_name or "")


async def test_two_callers_are_told_apart_and_each_obeys_its_own_command(watched: Watched, tmp_path: Path):
    with caller(watched.phone, tmp_path / "a", "+4915120000004"):
        first = await watched.event(CallEventType.RINGING, "+4915120000004")
        with caller(watched.phone, tmp_path / "b", "+4915120000005"):
            second = await watched.event(CallEventType.RINGING, "+4915120000005")
            await watched.source.command(PhoneCommand.ANSWER, first.call_id)
            assert (await watched.event(CallEventType.ANSWERED)).call_id == first.call_id
            await watched.source.command(PhoneCommand.HOLD, first.call_id)
            await watched.source.command(PhoneCommand.ANSWER, second.call_id)
            assert (await watched.event(CallEventType.ANSWERED)).call_id == second.call_id
            await watched.source.command(PhoneCommand.HANG_UP, first.call_id)
            assert (await watched.event(CallEventType.ENDED)).call_id == first.call_id


async def test_a_transfer_leaves_us(watched: Watched, tmp_path: Path):
    with caller(watched.phone, tmp_path / "a", "+4915120000004"):
        ringing = await watched.event(CallEventType.RINGING)
        await watched.source.command(PhoneCommand.ANSWER, ringing.call_id)
        await watched.event(CallEventType.ANSWERED)
        with pytest.raises(TelephonyError):
            await watched.source.command(PhoneCommand.TRANSFER, ringing.call_id, "77; quit")
        await watched.source.command(PhoneCommand.TRANSFER, ringing.call_id, "sip:77@127.0.0.1:9")
        assert (await watched.event(CallEventType.TRANSFERRED)).call_id == ringing.call_id


async def test_a_killed_phone_comes_back_by_itself(watched: Watched, tmp_path: Path):
    watched.phone.stop()
    await watched.line(False)
    with pytest.raises(TelephonyError) as refused:
        await watched.source.command(PhoneCommand.DIAL, "", "+4915120000004")
    assert refused.value.code == "not_connected"
    watched.phone.start()
    await watched.line(True)
    with caller(watched.phone, tmp_path / "a", "+4915120000004"):
        await watched.event(CallEventType.RINGING)


async def test_a_call_that_began_while_we_were_away_is_found(watched: Watched, tmp_path: Path):
    with caller(watched.phone, tmp_path / "a", "+4915120000004"):
        ringing = await watched.event(CallEventType.RINGING)
        watched.task.cancel()
        await asyncio.gather(watched.task, return_exceptions=True)
        again = Watched(watched.phone)
        found = await again.event(CallEventType.RINGING)
        assert (found.call_id, found.ani) == (ringing.call_id, ringing.ani)
        assert (ringing.found, found.found) == (False, True)
        await again.source.command(PhoneCommand.ANSWER, found.call_id)
        assert not (await again.event(CallEventType.ANSWERED)).found
        again.task.cancel()
        await asyncio.gather(again.task, return_exceptions=True)
