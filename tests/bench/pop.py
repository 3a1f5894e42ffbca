"""A call event on the socket to pixels: identity, then everything; and the pauses of the window meanwhile.

Yardsticks of the same run: the slowest source, and the same window left alone.
"""

from __future__ import annotations

import asyncio
import threading
import time

from PySide6.QtCore import Qt, QTimer

from connectors.telephony.door import send_pop
from desktop.call.state import CallState, IdentityStatus, PartStatus
from tests.bench.figures import percentile, ratio, say
from tests.bench.our_window import Bench, Painted, run
from tests.bench.systems import number, three

POPS = 30
TICK_MS = 4


class Gaps:
    """How late a precise timer of the window's own loop comes: the pauses an agent would feel."""

    def __init__(self) -> None:
        self._timer = QTimer()
        self._timer.setTimerType(Qt.TimerType.PreciseTimer)
        self._timer.timeout.connect(self._tick)
        self._last = 0.0
        self.gaps: list[float] = []

    def start(self) -> None:
        """Begin to count."""
        self.gaps = []
        self._last = time.perf_counter()
        self._timer.start(TICK_MS)

    def stop(self) -> list[float]:
        """The gaps between ticks, in ms."""
        self._timer.stop()
        return self.gaps

    def _tick(self) -> None:
        now = time.perf_counter()
        self.gaps.append((now - self._last) * 1000)
        self._last = now


class Pops:
    """Pops one call after the other and stamps what is painted."""

    def __init__(self, bench: Bench) -> None:
        self._bench = bench
        self._sent = 0
        self._identity = 0
        window = bench.window
        self._show = window.show_call
        window.show_call = self._shown  # type: ignore[method-assign]
        bench.bridge.call_changed.disconnect()
        bench.bridge.call_changed.connect(window._on_call_changed)
        self._painted = Painted(bench)

    def _shown(self, state: CallState) -> None:
        self._show(state)
        # The header paints at once, so these pixels are there when the call returns.
        if not self._identity and state.identity.status is IdentityStatus.IDENTIFIED and self._is_new(state):
            self._identity = time.monotonic_ns()

    def _is_new(self, state: CallState) -> bool:
        return state.info.ani == self._ani

    def _is_whole(self, state: CallState) -> bool:
        return self._is_new(state) and self._complete(state)

    def _complete(self, state: CallState) -> bool:
        parts = [part for part in state.parts.values() if part.status is not PartStatus.NOT_OFFERED]
        return bool(parts) and all(part.status is PartStatus.LIVE for part in parts)

    async def one(self, index: int) -> tuple[float, float]:
        """Milliseconds from the event on the socket to identity, and to everything painted."""
        self._ani = number(index)
        self._identity = 0
        threading.Thread(target=self._send, args=(index,), daemon=True).start()
        whole = await self._painted.wait(self._is_whole)
        return (self._identity - self._sent) / 1e6, (whole - self._sent) / 1e6

    def _send(self, index: int) -> None:
        self._sent = time.monotonic_ns()
        send_pop(self._bench.door, {"from": number(index), "id": f"{index}-{self._sent}"})

    async def end(self) -> None:
        """Finish the call on screen, as after a wrap-up."""
        desk = self._bench.desk
        state = self._bench.window.workspace.state
        if state is None:
            return
        desk.hang_up(state.id)
        await asyncio.sleep(0.05)
        view = desk.call(state.id)
        if view is not None and view.wrap_up.dispositions:
            desk.set_disposition(state.id, view.wrap_up.dispositions[0].id)
            desk.set_notes(state.id, "x")
        desk.finish(state.id)
        async with asyncio.timeout(30):
            while desk.call(state.id) is not None:
                await asyncio.sleep(0.01)
        await asyncio.sleep(0.1)


async def measure(bench: Bench) -> None:
    """Fill the cache with everybody, then pop everybody again."""
    pops, gaps = Pops(bench), Gaps()
    gaps.start()
    await asyncio.sleep(3)
    idle = percentile(gaps.stop(), 0.99)
    slowest = max(system.delay for system in SYSTEMS) * 1000
    first = [await _one(pops, index) for index in range(POPS)]
    say("no cache: event to identity, p50", percentile([i for i, _ in first], 0.5), "ms")
    identity, whole, late = [], [], []
    for index in range(POPS):
        gaps.start()
        found = await pops.one(index)
        late += gaps.stop()
        identity.append(found[0])
        whole.append(found[1])
        await pops.end()
    say("from cache: event on the socket to identity pixels, p50", percentile(identity, 0.5), "ms", 8)
    say("from cache: event on the socket to identity pixels, p95", percentile(identity, 0.95), "ms", 16)
    ratio("all parts painted, median, against two requests in a row", percentile(whole, 0.5), slowest, "ms")
    say("all parts painted after the slowest source, median", percentile(whole, 0.5) - slowest, "ms", 25)
    say("gap of the window's loop during a pop, p99", percentile(late, 0.99), "ms", 16, f"idle {idle:.1f}")
    ratio("gap of the window's loop during a pop, p99, against idle", percentile(late, 0.99), idle, "ms")


async def _one(pops: Pops, index: int) -> tuple[float, float]:
    found = await pops.one(index)
    await pops.end()
    return found


SYSTEMS = three((0.0, 0.2, 0.8))

if __name__ == "__main__":
    run(SYSTEMS, measure)
