"""Long work on a thread of its own: a drive that never answers, or a large body, holds up nothing but its question."""

from __future__ import annotations

import asyncio
import contextlib
import threading
from collections.abc import Callable
from typing import TypeVar

T = TypeVar("T")


def on_thread(work: Callable[[], T]) -> asyncio.Future[T]:
    """The outcome of some blocking work; the program can end while it goes on."""
    loop = asyncio.get_running_loop()
    outcome: asyncio.Future[T] = loop.create_future()

    def told(value: T | None, error: BaseException | None) -> None:
        if outcome.done():
            return
        if error is not None:
            outcome.set_exception(error)
            outcome.exception()  # it may be that nobody waits any more
        else:
            outcome.set_result(value)  # type: ignore[arg-type]

    def run() -> None:
        value: T | None = None
        error: BaseException | None = None
        try:
            value = work()
        except StopIteration as caught:  # the one that no future takes
            error = RuntimeError("the work ended in StopIteration")
            error.__cause__ = caught
        except BaseException as caught:  # noqa: BLE001 - it is handed to whoever waits
            error = caught
        with contextlib.suppress(RuntimeError):  # the loop has ended meanwhile
            loop.call_soon_threadsafe(told, value, error)

    threading.Thread(target=run, name="worker", daemon=True).start()
    return outcome
