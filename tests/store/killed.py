"""A desktop that is killed at any moment, again and again: run as a program by `test_kill.py`.

It imports everything once and then forks a worker for each line it reads. A worker finishes calls, printing each one
only after its commit, and delivers meanwhile to a system kept in a plain file, through the usual faults.
"""

from __future__ import annotations

import asyncio
import os
import random
import sqlite3
import sys
from collections.abc import Mapping
from datetime import UTC, datetime
from functools import partial
from pathlib import Path
from typing import Any

from connectors.clock import SystemClock
from connectors.connector import Written
from connectors.errors import RateLimited, Unavailable
from desktop.call.delivery import Delivery
from desktop.store.db_thread import Db
from desktop.store.keys import FixedKeys
from desktop.store.records import JournalEntry, OutboxDraft, WrapUpRecord
from desktop.store.store import Store, open_store
from tests.store.kit import KEY, entry, wrap_up

STRATEGIES = ("upsert", "none")


class FileSystemOfRecord:
    """A system in a file of its own, which outlives the desktop: one table, one row a write it has applied."""

    operations = frozenset({"note.create", "task.create"})

    def __init__(self, file: Path, rng: random.Random | None) -> None:
        self.name = self.label = "crm"
        self._rng = rng
        self._file = sqlite3.connect(file, isolation_level=None, timeout=20)
        self._file.execute("pragma synchronous = off")
        self._file.execute("create table if not exists got(key text, note text, upsert integer)")
        self._file.execute("create unique index if not exists once on got(key) where upsert = 1")

    async def write(self, operation: str, draft: Mapping[str, Any], key: str) -> Written:
        await asyncio.sleep(0)
        self._maybe(0.075, Unavailable("crm", "network"))
        self._maybe(0.075, Unavailable("crm", "server"))
        self._maybe(0.03, RateLimited("crm", 0.0))
        row = (key, draft["text"], operation == "note.create")
        self._file.execute("insert or ignore into got values (?, ?, ?)", row)
        self._maybe(0.12, Unavailable("crm", "network"))
        return Written(key)

    def _maybe(self, share: float, error: Exception) -> None:
        if self._rng is not None and self._rng.random() < share:
            raise error

    def rows(self) -> list[tuple[str, str]]:
        return self._file.execute("select key, note from got order by rowid").fetchall()

    def close(self) -> None:
        self._file.close()


class Hurried(random.Random):
    """Delays of seconds become delays of milliseconds."""

    def uniform(self, a: float, b: float) -> float:
        return super().uniform(a, b) / 500


class Here:
    async def run(self, coro: Any) -> Any:
        return await coro


def drafts(call: str) -> list[OutboxDraft]:
    return [
        OutboxDraft("crm", "note.create", f"customer:crm:{call[-1]}", {"text": f"{call} note"}, f"{call}:note.create:0", "upsert"),
        OutboxDraft("crm", "task.create", f"task:crm:{call}", {"text": f"{call} task"}, f"{call}:task.create:0", "none"),
    ]  # fmt: skip


def finish(record: WrapUpRecord, writes: list[OutboxDraft], happened: JournalEntry, store: Store) -> None:
    store.finish_call(record, writes, [happened])


async def work(folder: Path, number: int) -> None:
    db = Db(lambda: open_store(folder / "profile", FixedKeys(KEY)))
    reports = await db.run(lambda store: store.reports)
    say(f"report {reports}" if reports else "open")
    system = FileSystemOfRecord(folder / "crm.db", Hurried(number))
    delivery = Delivery(db, [system], Here(), SystemClock(), rng=Hurried(number), rate=2000.0)
    asyncio.get_running_loop().create_task(delivery.run()).set_name("delivery")
    pace = Hurried(number)
    for count in range(10_000):
        call = f"call-{number}-{count}"
        record, happened = wrap_up(call, finished_at=datetime.now(UTC)), entry(call, at=datetime.now(UTC))
        await db.run(partial(finish, record, drafts(call), happened))
        say(f"ack {call}")
        delivery.wake()
        await asyncio.sleep(pace.uniform(0.0, 5.0))  # an agent takes a breath, so that deliveries are killed too


def say(line: str) -> None:
    """One write a line: what the parent reads is whole or absent."""
    os.write(1, f"{line}\n".encode())


def main() -> None:
    folder = Path(sys.argv[1])
    for line in sys.stdin:
        worker = os.fork()
        if worker == 0:
            asyncio.run(work(folder, int(line)))
            os._exit(0)
        say(f"pid {worker}")
        os.waitpid(worker, 0)
        say("gone")


if __name__ == "__main__":
    main()
