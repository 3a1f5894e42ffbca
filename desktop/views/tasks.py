"""The third of the three verbs: coroutines owned by a view, canceled with it.

`view_task(owner, coroutine)` starts a coroutine on the running loop. It is canceled when the owner is destroyed; an
exception in it goes to the loop's handler at once.
"""

from __future__ import annotations

import asyncio
from collections.abc import Coroutine
from typing import Any

from PySide6.QtCore import QObject

_ATTRIBUTE = "_callside_tasks"


class _Tasks:
    """The running tasks of one owner; held by the owner, so that nothing else keeps them."""

    def __init__(self) -> None:
        self.running: set[asyncio.Task[None]] = set()

    def cancel(self) -> None:
        """Cancel what runs."""
        for task in tuple(self.running):
            task.cancel()

    def done(self, task: asyncio.Task[None]) -> None:
        """Forget a task and report its failure."""
        self.running.discard(task)
        if task.cancelled():
            return
        error = task.exception()
        if error is not None:
            context = {"message": f"view task {task.get_name()} failed", "exception": error, "task": task}
            task.get_loop().call_exception_handler(context)


def view_task(owner: QObject, work: Coroutine[Any, Any, None], name: str | None = None) -> asyncio.Task[None]:
    """Run a coroutine for a view on the running loop; raises RuntimeError where no loop runs."""
    try:
        loop = asyncio.get_running_loop()
    except RuntimeError:
        work.close()
        raise
    tasks: _Tasks | None = getattr(owner, _ATTRIBUTE, None)
    if tasks is None:
        tasks = _Tasks()
        setattr(owner, _ATTRIBUTE, tasks)
        owner.destroyed.connect(tasks.cancel)
    task = loop.create_task(work, name=name)
    tasks.running.add(task)
    task.add_done_callback(tasks.done)
    return task


def loop_is_running() -> bool:
    """Say whether there is a loop to run view tasks on; without one, views do their work at once."""
    try:
        asyncio.get_running_loop()
    except RuntimeError:
        return False
    return True
