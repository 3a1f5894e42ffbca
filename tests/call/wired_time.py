"""The loop in its own time for code with real sockets behind it: an hour passes in a moment, and no byte is overtaken."""

from __future__ import annotations

import asyncio
import inspect
import selectors
from collections.abc import Callable
from typing import Any

from tests.call.virtual_time import VirtualClock, VirtualLoop

ON_ITS_WAY_S = 0.001
"""A byte to this computer itself arrives at once; only a busy machine takes this long to say so."""


class _Wired(selectors.DefaultSelector):
    """Before the clock is moved on, whatever is on a wire is let in."""

    loop: VirtualLoop

    def select(self, timeout: float | None = None) -> list[Any]:
        ready = super().select(0) or (super().select(ON_ITS_WAY_S) if timeout != 0 else [])
        if not ready and timeout is None:
            return super().select(1.0)
        if not ready and timeout:
            self.loop.now += timeout
        return ready


class WiredLoop(VirtualLoop):
    """A loop in its own time whose other end is on this loop, too."""

    def __init__(self) -> None:
        asyncio.SelectorEventLoop.__init__(self, self._selector_of(self))
        self.now = 0.0

    @staticmethod
    def _selector_of(loop: VirtualLoop) -> _Wired:
        selector = _Wired()
        selector.loop = loop
        loop.now = 0.0
        return selector


class WiredClock(VirtualClock):
    """The clock of connectors, which wait by it, too."""

    async def sleep(self, seconds: float) -> None:
        await asyncio.sleep(seconds)


def wired(test: Callable[..., Any]) -> Callable[..., Any]:
    """Run a test's coroutine in its own time."""

    def run(*args: Any, **more: Any) -> None:
        with asyncio.Runner(loop_factory=WiredLoop) as runner:
            runner.run(test(*args, **more))

    run.__name__, run.__doc__ = test.__name__, test.__doc__
    if hasattr(test, "pytestmark"):
        run.pytestmark = test.pytestmark  # type: ignore[attr-defined]
    run.__signature__ = inspect.signature(test)  # type: ignore[attr-defined]
    return run
