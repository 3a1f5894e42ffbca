"""The schedule of what is read in the background: when it is due, after a failure, and never before a call."""

from __future__ import annotations

import asyncio
import logging
import random
from datetime import timedelta

import pytest

from connectors.errors import AuthError
from connectors.guard import Guarded, guarded
from connectors.manifest.model import ConnectionPart
from connectors.sync.keep import SyncState
from desktop.call.syncing import Syncing
from tests.connectors.fakes import FakeClock, ScriptedConnector


class Here:
    """An io loop that is this one."""

    async def run(self, coro):
        return await coro


class Read(ScriptedConnector):
    """A system that is read in the background."""

    def __init__(self, clock, *failures):
        super().__init__(name="voice")
        self.clock, self.failures, self.reads, self.last = clock, list(failures), [], None

    async def sync(self, turn, *, full=False):
        async with turn():
            self.reads.append(self.clock.now())
            if self.failures:
                raise self.failures.pop(0)
            self.last = SyncState(self.clock.now(), self.clock.now(), 5)
            return self.last

    async def last_sync(self):
        return self.last


def schedule(clock, *systems, busy=lambda: False):
    connectors = [guarded(each, ConnectionPart(), clock) for each in systems]
    return Syncing(connectors, {"voice": 6.0}, Here(), clock, busy, random.Random(5))


async def test_it_is_read_when_it_is_due_and_not_before():
    clock = FakeClock()
    voice = Read(clock)
    syncing = schedule(clock, voice, ScriptedConnector(name="crm"))
    for _ in range(47):
        await syncing.look()
        clock.pass_(1800)
    gaps = [later - one for one, later in zip(voice.reads, voice.reads[1:], strict=False)]
    assert gaps == [timedelta(hours=6)] * 3
    # Started anew, it goes on from where it was.
    again = schedule(clock, voice)
    await again.look()
    assert len(voice.reads) == 4
    clock.pass_(6 * 3600)
    await again.look()
    assert len(voice.reads) == 5


async def test_a_clock_that_was_ahead_does_not_stop_it():
    clock = FakeClock()
    voice = Read(clock)
    voice.last = SyncState(clock.now() + timedelta(days=365), clock.now(), 5)
    syncing = schedule(clock, voice)
    await syncing.look()
    assert len(voice.reads) == 1
    clock.pass_(365 * 86_400)
    await syncing.look()
    clock.pass_(-365 * 86_400)  # put right while it runs
    await syncing.look()
    assert len(voice.reads) == 3


async def test_after_failures_it_waits_longer_each_time_and_says_it_once(caplog):
    clock = FakeClock()
    voice = Read(clock, *[AuthError("voice", "no")] * 6)
    syncing = schedule(clock, voice)
    with caplog.at_level(logging.INFO, "desktop.call.syncing"):
        for _ in range(2000):
            await syncing.look()
            clock.pass_(15)
    assert [record.getMessage() for record in caplog.records][:2] == [
        "voice: not read in the background: AuthError",
        "voice: 5 rows read in the background",
    ]
    gaps = [(later - one).total_seconds() for one, later in zip(voice.reads, voice.reads[1:7], strict=False)]
    assert all(20 <= gap <= 3_615 for gap in gaps)
    assert max(gaps) > 120


async def test_no_request_goes_out_while_somebody_is_on_the_line():
    clock, busy = FakeClock(), True
    voice = Read(clock)
    syncing = schedule(clock, voice, busy=lambda: busy)
    syncing.note()
    reading = asyncio.create_task(syncing.look())
    for _ in range(20):
        await asyncio.sleep(0)
    assert voice.reads == []
    busy = False
    syncing.note()
    await reading
    assert len(voice.reads) == 1


async def test_without_such_a_system_there_is_nothing_to_do():
    clock = FakeClock()
    await schedule(clock, ScriptedConnector(name="crm")).run()
    assert not guarded(ScriptedConnector(name="crm"), ConnectionPart(), clock).syncs


async def test_it_ends_with_its_owner():
    clock = FakeClock()
    voice = Read(clock)
    clock.pass_(0)
    running = asyncio.create_task(schedule(clock, voice).run(0.0))
    await asyncio.sleep(0)
    clock.pass_(61)
    while not voice.reads:
        await asyncio.sleep(0)
    running.cancel()
    with pytest.raises(asyncio.CancelledError):
        await running
    assert isinstance(guarded(voice, ConnectionPart(), clock), Guarded)
