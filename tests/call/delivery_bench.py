"""A delivery over a store in memory, in virtual time, and systems that fail as they are told."""

from __future__ import annotations

import asyncio
import inspect
import random
from collections import Counter
from collections.abc import AsyncIterator, Callable, Mapping
from contextlib import asynccontextmanager
from pathlib import Path
from typing import Any

from connectors.connector import Written
from desktop.call.delivery import Delivery
from desktop.call.state import OutboxCount
from desktop.store.keys import NoKeys
from desktop.store.records import OutboxDraft, RowState
from desktop.store.store import open_store
from tests.call.virtual_time import InlineDb, InlineIo, VirtualClock, in_virtual_time

OPERATIONS = frozenset({"note.create", "customer.create", "task.create"})
Fault = Callable[["System", str], Exception | None]


class System:
    """A system that keeps what it is sent: by key where it upserts, one more record each time where it does not.

    `before` may fail a write that then never happens, `after` one that has.
    """

    operations = OPERATIONS

    def __init__(self, name: str = "crm", *, upserts: bool = True, takes_s: float = 0.0) -> None:
        self.name = self.label = name
        self.upserts = upserts
        self.takes_s = takes_s
        self.records: list[tuple[str, str, Mapping[str, Any]]] = []
        self.asked: list[tuple[float, str]] = []
        self.before: Fault = lambda system, key: None
        self.after: Fault = lambda system, key: None

    async def write(self, operation: str, draft: Mapping[str, Any], key: str) -> Written:
        self.asked.append((asyncio.get_running_loop().time(), key))
        if self.takes_s:
            await asyncio.sleep(self.takes_s)
        if (error := self.before(self, key)) is not None:
            raise error
        if not (self.upserts and key in self.sent()):
            self.records.append((operation, key, draft))
        if (error := self.after(self, key)) is not None:
            raise error
        return Written(f"id-{key}")

    def sent(self) -> list[str]:
        return [key for _, key, _ in self.records]


def always(error: Exception) -> Fault:
    return lambda system, key: error


def draft(
    number: int, entity: str | None = None, connector: str = "crm", strategy: str = "upsert", **more: Any
) -> OutboxDraft:
    operation = more.pop("operation", "note.create")
    payload = {"text": f"note {number}"} | more
    key = f"call-{number}:{operation}:0"
    return OutboxDraft(connector, operation, entity or f"customer:{connector}:{number}", payload, key, strategy)


class Bench:
    """A delivery over a store in memory, in virtual time."""

    def __init__(self, *systems: System, seed: int = 1) -> None:
        self.clock = VirtualClock()
        self.store = open_store(Path("nowhere"), NoKeys(holds_notes=True), self.clock)
        self.db = InlineDb(self.store)
        self.systems = systems or (System(),)
        self.delivery = self.new_delivery(seed)
        self.counts: list[OutboxCount] = []

    def new_delivery(self, seed: int = 1) -> Delivery:
        delivery = Delivery(self.db, self.systems, InlineIo(), self.clock, rng=random.Random(seed))
        delivery.on_change = lambda count: self.counts.append(count)
        return delivery

    def promise(self, *drafts: OutboxDraft, hold_s: float = 0.0) -> None:
        self.store.promise(drafts, (), hold_s)
        self.delivery.wake()

    def states(self) -> Counter[str]:
        return Counter(row.state.value for row in self.store.outbox.list(RowState))

    @asynccontextmanager
    async def running(self) -> AsyncIterator[None]:
        task = asyncio.ensure_future(self.delivery.run())
        try:
            yield
        finally:
            await self.delivery.close()
            await task

    async def until(self, condition: Callable[[], bool], limit_s: float = 3600.0) -> float:
        """Wait in virtual time; answers how long it took."""
        start = self.clock.monotonic()
        while not condition():
            assert self.clock.monotonic() - start < limit_s, (self.states(), self.store.outbox.list())
            await asyncio.sleep(0.2)
        return self.clock.monotonic() - start

    async def drained(self, limit_s: float = 3600.0) -> float:
        return await self.until(lambda: self.store.outbox.counts().pending == 0, limit_s)


def virtual(test: Callable[..., Any]) -> Callable[..., Any]:
    """Run a test's coroutine in virtual time."""

    def run(*args: Any, **more: Any) -> None:
        in_virtual_time(test(*args, **more))

    run.__name__, run.__doc__ = test.__name__, test.__doc__
    if hasattr(test, "pytestmark"):
        run.pytestmark = test.pytestmark  # type: ignore[attr-defined]
    run.__signature__ = inspect.signature(test)  # type: ignore[attr-defined]
    return run
