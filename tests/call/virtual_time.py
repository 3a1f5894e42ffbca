"""A loop whose clock jumps to the next thing that is due: an hour of waiting takes a moment, and always the same one."""

from __future__ import annotations

import asyncio
import selectors
from collections.abc import Coroutine
from datetime import UTC, datetime, timedelta
from typing import Any

START = datetime(2026, 3, 2, 8, 0, tzinfo=UTC)


class _Jump(selectors.SelectSelector):
    """Where a loop would sleep until its next timer, move the clock there instead."""

    loop: VirtualLoop

    def select(self, timeout: float | None = None) -> list[Any]:
        ready = super().select(0)
        if not ready and timeout is None:
            raise RuntimeError("everybody waits and nothing is due")
        if not ready and timeout:
            self.loop.now += timeout
        return ready


class VirtualLoop(asyncio.SelectorEventLoop):
    """A loop in its own time; only for code with no thread and no socket behind it."""

    def __init__(self) -> None:
        selector = _Jump()
        selector.loop = self
        self.now = 0.0
        super().__init__(selector)

    def time(self) -> float:
        return self.now


class VirtualClock:
    """Wall time that goes with the running loop; `jump` moves it alone, as a wrong time server would."""

    def __init__(self) -> None:
        self.jump = timedelta()

    def now(self) -> datetime:
        return START + self.jump + timedelta(seconds=self.monotonic())

    __call__ = now

    def monotonic(self) -> float:
        return asyncio.get_running_loop().time()


def in_virtual_time(coro: Coroutine[Any, Any, Any]) -> Any:
    """Run a coroutine to its end on a loop in its own time."""
    with asyncio.Runner(loop_factory=VirtualLoop) as runner:
        return runner.run(coro)


class InlineDb:
    """The db thread without a thread: jobs run where they are awaited, on a store in memory or on disk."""

    def __init__(self, store: Any) -> None:
        self.store = store
        self.troubles: list[Exception] = []

    async def run(self, fn: Any) -> Any:
        await asyncio.sleep(0)
        return fn(self.store)

    def begin(self, fn: Any) -> Any:
        return asyncio.ensure_future(self.run(fn))


class InlineIo:
    """The io loop without a thread: coroutines run on the loop that is there."""

    async def run(self, coro: Coroutine[Any, Any, Any]) -> Any:
        return await coro
