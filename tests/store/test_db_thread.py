"""The db thread runs every job once, in order, and hands back what it raised."""

from __future__ import annotations

import asyncio
import threading
from datetime import UTC, datetime
from pathlib import Path

import pytest

from desktop.store.db_thread import Db
from desktop.store.errors import Closed, Damaged, KeyMissing, StoreError
from desktop.store.keys import FixedKeys, NoKeys
from desktop.store.store import Store, open_store
from tests.store.kit import KEY, draft, entry, opened, promise, wrap_up


@pytest.fixture
def db(tmp_path: Path):
    found = Db(lambda: opened(tmp_path))
    yield found
    found.close()


async def test_jobs_run_in_order_on_one_thread(db: Db) -> None:
    threads = await asyncio.gather(*(db.run(lambda store: threading.current_thread().name) for _ in range(20)))
    assert set(threads) == {"db_0"}
    order: list[int] = []
    await asyncio.gather(*(db.run(lambda store, number=number: order.append(number)) for number in range(50)))
    assert order == list(range(50))


async def test_what_a_job_raises_is_raised_where_it_is_awaited(db: Db) -> None:
    def job(store: Store) -> None:
        raise Damaged("page 7")

    with pytest.raises(Damaged, match="page 7"):
        await db.run(job)
    assert await db.run(lambda store: store.outbox.counts()) is not None


async def test_what_opening_raises_is_raised_by_every_job() -> None:
    def fail() -> Store:
        raise KeyMissing

    db = Db(fail)
    for _ in range(2):
        with pytest.raises(KeyMissing):
            await db.run(lambda store: store.mode)
    db.close()


async def test_a_job_runs_although_nobody_waits_for_it_any_more(db: Db) -> None:
    gate, started = threading.Event(), asyncio.Event()
    loop = asyncio.get_running_loop()

    def slow(store: Store) -> None:
        loop.call_soon_threadsafe(started.set)
        gate.wait(20)

    blocking = asyncio.ensure_future(db.run(slow))
    await started.wait()
    save = asyncio.ensure_future(db.run(lambda store: store.finish_call(wrap_up(), [draft()], [entry()])))
    await asyncio.sleep(0)
    save.cancel()
    with pytest.raises(asyncio.CancelledError):
        await save
    gate.set()
    await blocking
    assert (await db.run(lambda store: store.outbox.counts())).pending == 1


async def test_closing_drains_and_then_refuses(tmp_path: Path) -> None:
    db = Db(lambda: opened(tmp_path))
    results = [db.submit(lambda store, number=number: promise(store, draft(number=number))) for number in range(30)]
    db.close()
    assert all(result.done() and result.exception() is None for result in results)
    db.close()
    with pytest.raises(Closed):
        db.submit(lambda store: None)
    again = opened(tmp_path)
    assert again.outbox.counts().pending == 30
    again.close()


async def test_unlocking_moves_what_was_held_in_memory(tmp_path: Path) -> None:
    keys = NoKeys(holds_notes=True)
    db = Db(lambda: open_store(tmp_path, keys))
    await db.run(lambda store: store.finish_call(wrap_up(), [draft()], [entry()]))
    assert not await db.run(lambda store: store.durable)
    db.replace(lambda: open_store(tmp_path, FixedKeys(KEY))).result(20)
    assert await db.run(lambda store: store.durable)
    db.close()
    store = opened(tmp_path)
    assert [row.key for row in store.outbox.list()] == ["call-1:note.create:0"]
    assert store.finish_call(wrap_up(), [draft()], []).again
    assert len(store.journal.of_call("call-1")) == 1
    store.close()


async def test_a_store_that_cannot_be_opened_leaves_the_present_one(db: Db) -> None:
    def fail() -> Store:
        raise StoreError

    await db.run(lambda store: promise(store, draft()))
    with pytest.raises(StoreError):
        db.replace(fail).result(20)
    assert (await db.run(lambda store: store.outbox.counts())).pending == 1


async def test_a_store_that_could_not_be_opened_can_be_replaced(tmp_path: Path) -> None:
    def fail() -> Store:
        raise KeyMissing

    db = Db(fail)
    db.replace(lambda: opened(tmp_path, lambda: datetime.now(UTC))).result(20)
    assert await db.run(lambda store: store.durable)
    db.close()
