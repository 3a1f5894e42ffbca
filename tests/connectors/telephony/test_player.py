"""The demo's phone: rings when told to, obeys like a real one."""

from __future__ import annotations

import asyncio

import pytest

from connectors.telephony.events import CallEvent, CallEventType, PhoneCommand, TelephonyError
from connectors.telephony.player import DemoPlayer, PlayedCall

MARTA = PlayedCall("marta", {"from": "070-174 06 05", "queue": "billing", "data": {"waited_s": "42"}})


@pytest.fixture
async def playing():
    player = DemoPlayer([MARTA], "SE")
    told: asyncio.Queue = asyncio.Queue()
    task = asyncio.ensure_future(player.run(told.put_nowait))
    await told.get()
    yield player, told
    task.cancel()
    await asyncio.gather(task, return_exceptions=True)


async def test_it_rings_with_what_a_phone_would_know(playing):
    player, told = playing
    player.ring("marta")
    event: CallEvent = await told.get()
    assert (event.type, event.ani, event.queue) == (CallEventType.RINGING, "+46701740605", "billing")
    assert event.data["waited_s"] == "42"


async def test_two_rings_are_two_calls(playing):
    player, told = playing
    player.ring("marta")
    player.ring("marta")
    assert (await told.get()).call_id != (await told.get()).call_id


async def test_a_whole_call(playing):
    player, told = playing
    player.ring("marta")
    call_id = (await told.get()).call_id
    for command, kind in [
        (PhoneCommand.ANSWER, CallEventType.ANSWERED),
        (PhoneCommand.HOLD, CallEventType.HELD),
        (PhoneCommand.RESUME, CallEventType.RESUMED),
        (PhoneCommand.HANG_UP, CallEventType.ENDED),
    ]:
        await player.command(command, call_id)
        assert (await told.get()).type is kind


async def test_what_makes_no_sense_is_refused(playing):
    player, told = playing
    player.ring("marta")
    call_id = (await told.get()).call_id
    with pytest.raises(TelephonyError) as refused:
        await player.command(PhoneCommand.RESUME, call_id)
    assert refused.value.code == "refused"
    with pytest.raises(TelephonyError) as unknown:
        await player.command(PhoneCommand.ANSWER, "nobody")
    assert unknown.value.code == "unknown_call"


async def test_a_caller_turned_away_is_told_as_rejected(playing):
    player, told = playing
    player.ring("marta")
    call_id = (await told.get()).call_id
    await player.command(PhoneCommand.HANG_UP, call_id)
    assert (await told.get()).reason == "rejected"


async def test_callers_wait_while_the_agent_is_away(playing):
    player, told = playing
    await player.command(PhoneCommand.AWAY, "", "Lunch")
    player.ring("marta")
    for _ in range(20):
        await asyncio.sleep(0)
    assert told.empty()
    await player.command(PhoneCommand.AVAILABLE, "")
    assert (await told.get()).type is CallEventType.RINGING


async def test_somebody_who_is_called_answers(playing, monkeypatch):
    monkeypatch.setattr("connectors.telephony.player.ANSWERS_S", 0.0)
    player, told = playing
    await player.command(PhoneCommand.DIAL, "", "070-174 06 05")
    ringing, answered = await told.get(), await told.get()
    assert (ringing.type, ringing.direction, ringing.ani) == (CallEventType.RINGING, "out", "+46701740605")
    assert (answered.type, answered.call_id) == (CallEventType.ANSWERED, ringing.call_id)


async def test_who_is_hung_up_on_does_not_answer(playing, monkeypatch):
    monkeypatch.setattr("connectors.telephony.player.ANSWERS_S", 0.0)
    player, told = playing
    await player.command(PhoneCommand.DIAL, "", "070-174 06 05")
    await player.command(PhoneCommand.HANG_UP, (await told.get()).call_id)
    assert (await told.get()).type is CallEventType.ENDED
    for _ in range(20):
        await asyncio.sleep(0)
    assert told.empty()
