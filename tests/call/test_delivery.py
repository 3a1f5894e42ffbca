"""Delivery: every promised write arrives once, in order; wrong clocks, a full disk and the end included."""

from __future__ import annotations

import asyncio
from collections import Counter
from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest

from connectors.clock import SystemClock
from connectors.errors import Unavailable
from connectors.io_thread import Io
from desktop.call.delivery import Delivery
from desktop.call.state import OutboxCount
from desktop.store.db_thread import Db
from desktop.store.errors import DiskFull
from desktop.store.keys import FixedKeys
from desktop.store.records import RowState
from desktop.store.store import Store, open_store
from tests.call.delivery_bench import Bench, System, always, draft, virtual

# -- the plain way -----------------------------------------------------------------------------------------


@virtual
async def test_what_is_promised_arrives_and_is_counted() -> None:
    bench = Bench()
    async with bench.running():
        await bench.until(lambda: bench.store.outbox.counts().pending == 0)
        bench.promise(draft(1), draft(2))
        took = await bench.drained()
    assert took < 1
    assert bench.systems[0].sent() == ["call-1:note.create:0", "call-2:note.create:0"]
    (promised, _) = bench.store.outbox.list([RowState.DONE])
    assert bench.systems[0].records[0][2] == {"text": "note 1", "at": promised.created}
    assert [row.remote_id for row in bench.store.outbox.list([RowState.DONE])] == [
        "id-call-1:note.create:0",
        "id-call-2:note.create:0",
    ]
    assert bench.counts[0].pending >= 1
    assert bench.counts[-1] == OutboxCount(0, 0)
    assert [one.kind for one in bench.store.journal.of_call("call-1")] == ["write.done"]


@virtual
async def test_a_row_is_done_only_after_the_system_has_answered() -> None:
    bench = Bench(System(takes_s=2.0))
    async with bench.running():
        bench.promise(draft(1))
        await bench.until(lambda: bool(bench.systems[0].asked))
        assert bench.states() == {"inflight": 1}
        assert bench.systems[0].sent() == []
        await bench.drained()
    assert bench.states() == {"done": 1}


@virtual
async def test_what_lay_there_at_the_start_goes_out() -> None:
    bench = Bench()
    bench.store.promise([draft(1), draft(2, strategy="none"), draft(3)], ())
    for _ in range(2):
        assert bench.store.outbox.claim("crm", bench.clock.now()) is not None
    async with bench.running():
        await bench.drained()
    assert bench.states() == {"done": 2, "unknown": 1}
    assert "call-2:note.create:0" not in bench.systems[0].sent()
    assert bench.counts[-1] == OutboxCount(0, 1)


@virtual
async def test_no_faster_than_the_drain_rate_and_in_order() -> None:
    bench = Bench()
    async with bench.running():
        bench.promise(*(draft(number, entity="customer:crm:1") for number in range(40)))
        took = await bench.drained()
    assert 19 <= took <= 21
    assert bench.systems[0].sent() == [f"call-{number}:note.create:0" for number in range(40)]
    times = [at for at, _ in bench.systems[0].asked]
    assert all(sum(at <= other < at + 10 for other in times) <= 22 for at in times)


@virtual
async def test_an_idle_delivery_hardly_wakes_up() -> None:
    bench = Bench()
    looked = Counter[int]()
    ask = bench.store.outbox.next_due
    bench.store.outbox.next_due = lambda *args, **more: looked.update([0]) or ask(*args, **more)  # type: ignore[method-assign, func-returns-value]
    async with bench.running():
        await asyncio.sleep(3600)
    assert looked[0] <= 3600 / 30 + 2


@virtual
async def test_an_operation_that_a_system_does_not_offer_needs_a_person() -> None:
    bench = Bench()
    async with bench.running():
        bench.promise(draft(1, operation="case.create"))
        await bench.drained()
    assert bench.states() == {"dead": 1}
    assert bench.store.outbox.list()[0].last_error == "unsupported"
    assert bench.systems[0].asked == []


# -- what may still be taken back --------------------------------------------------------------------------


@virtual
async def test_what_is_held_goes_out_when_its_time_is_over_and_in_order() -> None:
    bench = Bench()
    one, two = draft(1, entity="customer:crm:1"), draft(2, entity="customer:crm:1")
    async with bench.running():
        bench.promise(one, hold_s=5.0)
        bench.promise(two)
        assert 5.0 <= await bench.drained() <= 7.0
    assert bench.systems[0].sent() == [one.key, two.key]


@virtual
async def test_a_system_that_is_down_is_not_asked_with_what_is_held() -> None:
    system = System()
    system.before = always(Unavailable("crm", "server"))
    bench = Bench(system)
    looked = Counter[int]()
    claim = bench.store.outbox.claim
    bench.store.outbox.claim = lambda *args, **more: looked.update([0]) or claim(*args, **more)  # type: ignore[method-assign, func-returns-value]
    async with bench.running():
        bench.promise(draft(1))
        await bench.until(lambda: len(system.asked) == 5)
        bench.store.outbox.drop(draft(1).key, "not needed", bench.clock.now())
        bench.promise(draft(2), hold_s=250.0)
        looked.clear()
        await asyncio.sleep(240)
        assert looked[0] <= 1
        assert bench.store.take_back([draft(2).key], ())
        await asyncio.sleep(4000)
    assert len(system.asked) == 5


# -- clocks ------------------------------------------------------------------------------------------------


@virtual
@pytest.mark.parametrize("days", [30, -30])
async def test_a_clock_that_jumps_freezes_nothing(days: int) -> None:
    system = System()
    system.before = always(Unavailable("crm", "server"))
    bench = Bench(system)
    async with bench.running():
        bench.promise(*(draft(number) for number in range(3)))
        await asyncio.sleep(60)
        bench.clock.jump = timedelta(days=days)
        await asyncio.sleep(60)
        bench.clock.jump = timedelta()
        system.before = lambda system, key: None
        assert await bench.drained() <= 400
    assert bench.states() == {"done": 3}


# -- the store in trouble, and the end ---------------------------------------------------------------------


@virtual
async def test_a_write_that_cannot_be_ticked_off_is_not_sent_twice() -> None:
    bench = Bench()
    settle, refusals = bench.store.outbox.settle, [DiskFull(), DiskFull(), DiskFull()]

    def refuse(*args: Any) -> None:
        if refusals:
            raise refusals.pop()
        settle(*args)

    bench.store.outbox.settle = refuse  # type: ignore[method-assign]
    async with bench.running():
        bench.promise(draft(1))
        took = await bench.drained()
    assert 10 <= took <= 20
    assert len(bench.systems[0].asked) == 1
    assert bench.states() == {"done": 1}


@virtual
async def test_a_fault_of_ours_does_not_end_the_pump() -> None:
    bench = Bench()
    claim, faults = bench.store.outbox.claim, [ZeroDivisionError(), KeyError()]

    def stumble(*args: Any, **more: Any) -> Any:
        if faults:
            raise faults.pop()
        return claim(*args, **more)

    def listen(count: OutboxCount) -> None:
        raise ZeroDivisionError

    bench.store.outbox.claim = stumble  # type: ignore[method-assign]
    bench.delivery.on_change = listen
    async with bench.running():
        bench.promise(draft(1))
        assert await bench.drained() <= 12
    assert bench.states() == {"done": 1}


@virtual
async def test_closing_waits_for_what_is_on_its_way() -> None:
    bench = Bench(System(takes_s=5.0))
    task = asyncio.ensure_future(bench.delivery.run())
    bench.promise(draft(1), draft(2))
    await bench.until(lambda: bool(bench.systems[0].asked))
    await bench.delivery.close(limit_s=8.0)
    assert task.done()
    assert bench.states() == {"done": 1, "pending": 1}
    await bench.delivery.close()


@virtual
async def test_whoever_cancels_the_pump_does_not_cut_off_what_is_on_its_way() -> None:
    bench = Bench(System(takes_s=5.0))
    task = asyncio.ensure_future(bench.delivery.run())
    bench.promise(draft(1, strategy="none"), draft(2))
    await bench.until(lambda: bool(bench.systems[0].asked))
    task.cancel()
    with pytest.raises(asyncio.CancelledError):
        await task
    assert bench.states() == {"done": 1, "pending": 1}
    await bench.delivery.close()


@virtual
async def test_closing_does_not_wait_forever_and_the_next_start_looks_after_it() -> None:
    bench = Bench(System(takes_s=14.0))
    task = asyncio.ensure_future(bench.delivery.run())
    bench.promise(draft(1))
    await bench.until(lambda: bool(bench.systems[0].asked))
    start = bench.clock.monotonic()
    await bench.delivery.close(limit_s=1.0)
    assert bench.clock.monotonic() - start < 1.1
    with pytest.raises(asyncio.CancelledError):
        await task
    assert bench.states() == {"inflight": 1}
    bench.systems[0].takes_s = 0
    bench.delivery = bench.new_delivery()
    async with bench.running():
        await bench.drained()
    assert bench.states() == {"done": 1}
    assert bench.systems[0].sent() == ["call-1:note.create:0"]


@virtual
async def test_a_delivery_that_never_ran_closes() -> None:
    await Bench().delivery.close()


# -- with real threads and a real file ---------------------------------------------------------------------


async def test_across_real_threads(tmp_path: Path) -> None:
    io, db = Io(), Db(lambda: open_store(tmp_path, FixedKeys(bytes(32))))
    system, delivered = System(), asyncio.Event()
    delivery = Delivery(db, [system], io, SystemClock())
    delivery.on_change = lambda count: delivered.set() if count == OutboxCount() and system.records else None
    task = asyncio.ensure_future(delivery.run())
    await db.run(lambda store: store.promise([draft(1), draft(2)], ()))
    delivery.wake()
    async with asyncio.timeout(60):
        await delivered.wait()
    await delivery.close()
    await task

    def states(store: Store) -> set[str]:
        return {row.state.value for row in store.outbox.list(RowState)}

    assert await db.run(states) == {"done"}
    assert len(system.records) == 2
    db.close()
    io.close()
