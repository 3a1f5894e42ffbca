"""A long shift: many calls through one core, and it stands as it stood after the first few."""

from __future__ import annotations

import asyncio
import gc
import os
import threading
import weakref
from collections import Counter
from dataclasses import asdict, dataclass
from pathlib import Path

import pytest

from connectors.sql.file import POOL_SIZE
from connectors.telephony.door import send_pop
from desktop.call.between import MOST_RECENT
from desktop.call.session import CallSession
from desktop.call.state import Phase
from desktop.settings import Place
from resources.demo.company import DemoCompany
from tests.program.running import Running, running

WARM = 20
POOLS = 3 * (POOL_SIZE + 1) + min(32, (os.cpu_count() or 1) + 4)
"""Connections, each with a file and, while it is asked, a thread, that three systems may keep open; and the threads this test knocks with."""
ROOM = {"threads": POOLS, "handles": POOLS}


@dataclass(frozen=True)
class Held:
    """What the program holds on to between two calls."""

    here: int
    io: int
    timers: int
    io_timers: int
    threads: int
    handles: int
    sessions: int

    def more_than(self, other: Held) -> dict[str, tuple[int, int]]:
        """What has grown, pools that had not opened all they may have put aside."""
        mine, theirs = asdict(self), asdict(other)
        return {name: (theirs[name], mine[name]) for name in mine if mine[name] > theirs[name] + ROOM.get(name, 0)}


async def held(run: Running, sessions: weakref.WeakSet[CallSession]) -> Held:
    """Counts at rest: what the last call started has ended."""
    loop, io = asyncio.get_running_loop(), run.core.io.loop
    # Timers that were cancelled stay in the loop's heap until it cleans up; the others are what may go off.
    timers = [handle for handle in loop._scheduled if not handle.cancelled()]  # type: ignore[attr-defined]
    io_timers = [handle for handle in io._scheduled if not handle.cancelled()]  # type: ignore[attr-defined]
    gc.collect()
    return Held(
        here=len(asyncio.all_tasks()),
        io=len(asyncio.all_tasks(io)),
        timers=len(timers),
        io_timers=len(io_timers),
        threads=threading.active_count(),
        handles=len(os.listdir("/proc/self/fd")) if Path("/proc/self/fd").is_dir() else 0,
        sessions=len(sessions),
    )


async def one_call(run: Running, door: Path, number: str | None, index: int) -> None:
    """A call through the door, as a softphone hands it over, to its saved wrap-up."""
    before = {tab.call_id for tab in run.desk.state.tabs}
    fields = {"from": number or "anonymous", "id": f"shift-{index}", "event": "ringing"}
    await asyncio.to_thread(send_pop, door, fields)
    call = await run.new_call(before)
    await run.filled(call)
    await asyncio.to_thread(send_pop, door, fields | {"event": "answered"})
    await run.seen(call, lambda state: state.phase is Phase.TALKING)
    run.desk.set_notes(call, f"Call number {index}.")
    await asyncio.to_thread(send_pop, door, fields | {"event": "ended"})
    await run.seen(call, lambda state: state.phase is Phase.WRAP_UP)
    await run.finish(call, f"Call number {index} is over.")
    await run.until(lambda: run.desk.state.outbox.pending == 0)


async def rest(run: Running, sessions: weakref.WeakSet[CallSession]) -> Held:
    """The counts once they have come to rest: a picture for the cache is written a second after the call."""
    async with asyncio.timeout(60):
        best = await held(run, sessions)
        while best.sessions:
            await asyncio.sleep(0.1)
            best = await held(run, sessions)
    return best


@pytest.mark.timeout(180)
@pytest.mark.parametrize("calls", [60, pytest.param(200, marks=pytest.mark.slow)])
async def test_many_calls_leave_nothing_behind(place: Place, company: DemoCompany, monkeypatch, runtime, calls: int):
    sessions: weakref.WeakSet[CallSession] = weakref.WeakSet()
    begun = CallSession.__init__

    def counted(self, *arguments: object) -> None:
        begun(self, *arguments)  # type: ignore[arg-type]
        sessions.add(self)

    monkeypatch.setattr(CallSession, "__init__", counted)
    callers = [call.ani for call in company.calls]
    async with running(place, doors=True) as run:
        run.core.delivery._pace._rate = 1000.0  # the pace towards real systems is not what is tested
        await run.line("pop")
        for index in range(WARM):
            await one_call(run, place.door, callers[index % len(callers)], index)
        first = await rest(run, sessions)
        for index in range(WARM, calls):
            await one_call(run, place.door, callers[index % len(callers)], index)
        last = await rest(run, sessions)
        assert last.more_than(first) == {}
        assert run.desk.state.calls_today == calls
        assert run.desk.state.tabs == ()
        assert len(run.desk.state.between.recent) <= MOST_RECENT
    assert Counter(type(task).__name__ for task in asyncio.all_tasks()) == {"Task": 1}
