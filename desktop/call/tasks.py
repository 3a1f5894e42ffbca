"""Tasks with an owner: what is started here is remembered, reported when it fails, and ends with its owner."""

from __future__ import annotations

import asyncio
from collections.abc import Callable, Coroutine
from typing import Any

Report = Callable[[BaseException], None]


class Tasks:
    """A set of running coroutines on the current loop; `report` receives what they raise."""

    def __init__(self, report: Report) -> None:
        self._report = report
        self._running: set[asyncio.Task[Any]] = set()

    def start(self, coro: Coroutine[Any, Any, Any]) -> asyncio.Task[Any]:
        """Start a coroutine; it is cancelled when the owner goes."""
        task = asyncio.get_running_loop().create_task(coro)
        self._running.add(task)
        task.add_done_callback(self._done)
        return task

    def _done(self, task: asyncio.Task[Any]) -> None:
        self._running.discard(task)
        if not task.cancelled() and (error := task.exception()) is not None:
            self._report(error)

    def cancel(self) -> None:
        """Cancel everything that still runs."""
        for task in tuple(self._running):
            task.cancel()

    async def close(self) -> None:
        """Cancel everything and wait until it has ended."""
        self.cancel()
        await asyncio.gather(*self._running, return_exceptions=True)


class UnderWay:
    """What one part of a call has begun, to be waited for before the call is gone; it ends with the owner of tasks."""

    def __init__(self, tasks: Tasks) -> None:
        self._tasks = tasks
        self._begun: list[asyncio.Task[Any]] = []

    def start(self, coro: Coroutine[Any, Any, Any]) -> None:
        """Start a coroutine."""
        self._begun = [*self.left(), self._tasks.start(coro)]

    def left(self) -> tuple[asyncio.Task[Any], ...]:
        """What has not ended yet."""
        return tuple(task for task in self._begun if not task.done())
