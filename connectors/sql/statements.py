"""The statements under way on one database: each comes to its own end, even when nobody waits for it any more.

A driver that is cut off in the middle of a statement leaves it open. On SQLite the file then stays locked for every
writer, ours and the company's, until the program ends.
"""

from __future__ import annotations

import asyncio
import time
from collections.abc import Callable, Coroutine
from dataclasses import dataclass
from typing import Any, TypeVar

T = TypeVar("T")
GiveUp = Callable[["asyncio.Task[Any]"], object]
"""How a statement is told that nobody waits for it any more."""


@dataclass
class Watch:
    """Stops a SQLite statement from outside: at its deadline, or when nobody waits for it any more."""

    deadline: float = float("inf")
    stopped: bool = False

    def start(self, seconds: float) -> None:
        """The statement begins."""
        self.deadline = time.monotonic() + seconds

    def stop(self, task: asyncio.Task[Any]) -> None:
        """Nobody waits any more."""
        del task
        self.stopped = True

    def must_stop(self) -> bool:
        """Asked by SQLite every few thousand steps."""
        return self.stopped or time.monotonic() > self.deadline


class Statements:
    """Owns the tasks that talk to a driver."""

    def __init__(self) -> None:
        self._running: dict[asyncio.Task[Any], GiveUp] = {}

    async def run(self, statement: Coroutine[Any, Any, T], give_up: GiveUp) -> T:
        """The outcome of a statement; who stops waiting is let go at once, and the statement is told."""
        task = asyncio.get_running_loop().create_task(statement)
        self._running[task] = give_up
        task.add_done_callback(self._ended)
        try:
            return await asyncio.shield(task)
        except asyncio.CancelledError:
            give_up(task)
            raise

    async def end(self) -> None:
        """Tell every statement that nobody waits, and wait until all have ended."""
        for task, give_up in tuple(self._running.items()):
            give_up(task)
        while self._running:
            await asyncio.wait(tuple(self._running))

    def _ended(self, task: asyncio.Task[Any]) -> None:
        del self._running[task]
        if not task.cancelled():
            task.exception()  # whoever waited has heard it; nobody else wants it
