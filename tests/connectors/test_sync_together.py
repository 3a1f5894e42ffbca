"""Two readings of one system at once, as by the program and by hand: the one that began later stays."""

from __future__ import annotations

import asyncio

import pytest

from connectors.sync.keep import MemorySync
from tests.connectors.fakes import FakeClock
from tests.connectors.fault_server import FaultServer
from tests.connectors.test_sync import PAGED, connector_at


class Held:
    """A keep whose reader is stopped when everything is read and nothing is kept yet."""

    def __init__(self, keep: MemorySync) -> None:
        self._keep = keep
        self._asked = 0
        self.is_read = asyncio.Event()
        self.goes_on = asyncio.Event()

    async def state(self, system):
        self._asked += 1
        if self._asked == 3:
            self.is_read.set()
            await self.goes_on.wait()
        return await self._keep.state(system)

    def __getattr__(self, name):
        return getattr(self._keep, name)


@pytest.mark.parametrize("is_later_done_first", [True, False])
async def test_the_one_that_began_later_stays(is_later_done_first):
    keep, clock = MemorySync(), FakeClock()
    held = Held(keep)
    rows = [[{"id": 1, "mail": "a@example.com", "score": score, "at": 1_700_000_000}] for score in (1, 2)]
    async with FaultServer() as server, asyncio.timeout(30):
        server.on("/responses", *({"data": each} for each in rows))
        first, second = (connector_at(server, PAGED, each, clock) for each in (held, keep))
        earlier = asyncio.create_task(first.sync(full=True))
        await held.is_read.wait()
        if not is_later_done_first:
            held.goes_on.set()
            await earlier
        clock.pass_(60)
        later = await second.sync(full=True)
        held.goes_on.set()
        assert (await earlier == later) is is_later_done_first
        await first.aclose()
        await second.aclose()
    assert await keep.state("voice") == later
    [row] = await keep.find("voice", "email", "a@example.com")
    assert row.record.score == 2
