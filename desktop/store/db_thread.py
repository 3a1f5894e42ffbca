"""The db thread: one worker that owns the store, so that nobody else waits for a disk."""

from __future__ import annotations

import asyncio
import threading
from collections.abc import Callable
from concurrent.futures import Future, ThreadPoolExecutor
from typing import TYPE_CHECKING, TypeVar

from desktop.store.errors import Closed

if TYPE_CHECKING:
    from desktop.store.store import Store

T = TypeVar("T")


class Db:
    """Opens the store on its own thread and runs every job there, in the order given.

    What `open` raises is raised by every job. A job once handed in runs, also when nobody waits for it any more:
    a window that closes must not take a save with it.
    """

    def __init__(self, open: Callable[[], Store]) -> None:
        self._worker = ThreadPoolExecutor(max_workers=1, thread_name_prefix="db")
        self._lock = threading.Lock()
        self._closed = False
        self._store = self._worker.submit(open)

    async def run(self, fn: Callable[[Store], T]) -> T:
        """Await the result of a job, from any loop; its exception is raised here."""
        return await self.begin(fn)

    def begin(self, fn: Callable[[Store], T]) -> asyncio.Future[T]:
        """Hand in a job now, from a running loop, and await its result later; nothing is raised before."""
        try:
            job = self.submit(fn)
        except Closed as error:
            job = Future()
            job.set_exception(error)
        return asyncio.shield(asyncio.wrap_future(job))

    def submit(self, fn: Callable[[Store], T]) -> Future[T]:
        """Hand in a job from any thread."""
        with self._lock:
            if self._closed:
                raise Closed
            return self._worker.submit(self._work, fn)

    def replace(self, open: Callable[[], Store]) -> Future[None]:
        """Open another store and go on with it, what the present one holds moved over; on failure nothing changes."""
        with self._lock:
            if self._closed:
                raise Closed
            return self._worker.submit(self._replace, open)

    def close(self) -> None:
        """Finish every job handed in, close the store and join the thread; calling it again does nothing."""
        with self._lock:
            if self._closed:
                return
            self._closed = True
            closing = self._worker.submit(self._close)
        self._worker.shutdown(wait=True)
        closing.result()

    def _work(self, fn: Callable[[Store], T]) -> T:
        return fn(self._store.result())

    def _replace(self, open: Callable[[], Store]) -> None:
        new = open()
        if self._store.exception() is None:
            old = self._store.result()
            try:
                new.adopt(old)
            except BaseException:
                new.close()
                raise
            old.close()
        self._store = Future()
        self._store.set_result(new)

    def _close(self) -> None:
        if self._store.exception() is None:
            self._store.result().close()
