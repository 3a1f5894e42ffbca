"""Another call type on a live call: from the agent's choice to everything painted; yardstick: the same page, flushed."""

from __future__ import annotations

import asyncio
import time
from datetime import UTC, datetime

from connectors.telephony.events import CallEvent, CallEventType
from desktop.call.state import CallState, PartStatus
from tests.bench.figures import percentile, ratio, say
from tests.bench.our_window import Bench, Painted, run
from tests.bench.systems import number, three

SWITCHES = 60
BUDGET_MS = 50


async def switched(bench: Bench, painted: Painted, call_id: str, type_id: str) -> float:
    """Milliseconds from the wish for another call type to its pixels."""
    began = time.monotonic_ns()
    bench.desk.switch_call_type(call_id, type_id)
    stamp = await painted.wait(lambda state: state.guide.call_type == type_id)
    await asyncio.sleep(0.05)
    return (stamp - began) / 1e6


async def measure(bench: Bench) -> None:
    """One call with everything on screen, taken for one thing after the other."""
    painted = Painted(bench)
    send(bench)
    state = await filled(bench)
    bench.desk.answer(state.id)
    await asyncio.sleep(0.3)
    types = [option.id for option in state.call_types]
    found = [await switched(bench, painted, state.id, types[index % len(types)]) for index in range(1, SWITCHES + 1)]
    bare = [repainted(bench) for _ in range(SWITCHES)]
    say("call type switched to everything painted, p50", percentile(found, 0.5), "ms")
    say("call type switched to everything painted, p95", percentile(found, 0.95), "ms", BUDGET_MS)
    say("call type switched to everything painted, worst", max(found), "ms")
    ratio("the same, p50, against painting the whole window", percentile(found, 0.5), percentile(bare, 0.5), "ms")


def repainted(bench: Bench) -> float:
    """Milliseconds to paint the window as it is, whole."""
    began = time.monotonic_ns()
    bench.window.grab()
    return (time.monotonic_ns() - began) / 1e6


def send(bench: Bench) -> None:
    """Ring."""
    bench.desk.signal(CallEvent("pop", "one", CallEventType.RINGING, datetime.now(UTC), ani=number(0)))


async def filled(bench: Bench) -> CallState:
    """The call in view when every source has answered."""
    async with asyncio.timeout(60):
        while True:
            state = bench.window.workspace.state
            parts = [] if state is None else [p for p in state.parts.values() if p.status is not PartStatus.NOT_OFFERED]
            if state is not None and parts and all(part.status is PartStatus.LIVE for part in parts):
                return state
            await asyncio.sleep(0.02)


if __name__ == "__main__":
    run(three((0.0, 0.05, 0.1)), measure)
