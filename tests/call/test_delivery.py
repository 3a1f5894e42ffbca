"""Delivery: every promised write arrives once, in order, gently; and what cannot is asked about."""

from __future__ import annotations

import asyncio
import inspect
import random
from collections import Counter
from collections.abc import AsyncIterator, Callable, Mapping
from contextlib import asynccontextmanager
from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest

from connectors.connector import Written
from connectors.errors import AuthError, BadPayload, RateLimited, Rejected, Unavailable
from connectors.io_thread import Io
from desktop.call.clock import SystemClock
from desktop.call.delivery import Delivery
from desktop.call.state import OutboxCount
from desktop.store.db_thread import Db
from desktop.store.errors import DiskFull
from desktop.store.keys import FixedKeys, NoKeys
from desktop.store.records import OutboxDraft, RowState
from desktop.store.store import Store, open_store
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
        self.sign_ins: list[str] = []

    def new_delivery(self, seed: int = 1) -> Delivery:
        delivery = Delivery(self.db, self.systems, InlineIo(), self.clock, rng=random.Random(seed))
        delivery.on_change = lambda count: self.counts.append(count)
        delivery.on_sign_in = lambda name: self.sign_ins.append(name)
        return delivery

    def promise(self, *drafts: OutboxDraft) -> None:
        self.store.promise(drafts, ())
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
    assert bench.systems[0].records[0][2] == {"text": "note 1"}
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
    bench.store.outbox.next_due = lambda *args: looked.update([0]) or ask(*args)  # type: ignore[method-assign, func-returns-value]
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


# -- faults ------------------------------------------------------------------------------------------------


def mixed(rng: random.Random, share: float = 1.0) -> tuple[Fault, Fault]:
    """7.5 % cut before, 7.5 % 500, 3 % 429; and 12 % applied, then cut."""

    def before(system: System, key: str) -> Exception | None:
        dice = rng.random() / share
        if dice < 0.075:
            return Unavailable(system.name, "network")
        if dice < 0.15:
            return Unavailable(system.name, "server")
        return RateLimited(system.name, rng.choice([None, 1.0, 3.0])) if dice < 0.18 else None

    def after(system: System, key: str) -> Exception | None:
        return Unavailable(system.name, "network") if rng.random() / share < 0.12 else None

    return before, after


@virtual
async def test_nothing_is_lost_or_doubled_under_faults_where_the_system_knows_its_keys() -> None:
    system = System()
    system.before, system.after = mixed(random.Random(7))
    bench = Bench(system)
    async with bench.running():
        bench.promise(*(draft(number, entity=f"customer:crm:{number % 20}") for number in range(200)))
        await bench.drained(limit_s=7200)
    assert bench.states() == {"done": 200}
    assert Counter(system.sent()) == Counter(f"call-{number}:note.create:0" for number in range(200))
    assert len(system.asked) > 220
    for customer in range(20):
        mine = [int(key.split(":")[0].removeprefix("call-")) for key in system.sent()]
        order = [number for number in mine if number % 20 == customer]
        assert order == sorted(order)


@virtual
async def test_where_the_system_knows_no_keys_every_doubt_is_told() -> None:
    system = System(upserts=False)
    system.before, system.after = mixed(random.Random(8))
    bench = Bench(system)
    async with bench.running():
        bench.promise(*(draft(number, strategy="none") for number in range(200)))
        await bench.drained(limit_s=7200)
    states = {row.key: row.state for row in bench.store.outbox.list(RowState)}
    assert set(states.values()) == {RowState.DONE, RowState.UNKNOWN}
    times = Counter(system.sent())
    assert max(times.values()) == 1
    for key, state in states.items():
        if state is RowState.DONE:
            assert times[key] == 1
    doubts = [key for key, state in states.items() if state is RowState.UNKNOWN]
    assert {times[key] for key in doubts} == {0, 1}
    assert bench.counts[-1] == OutboxCount(0, len(doubts))


@virtual
async def test_a_dead_system_holds_nobody_else_up() -> None:
    dead, well = System("crm", takes_s=8.0), System("shop")
    dead.before = always(Unavailable("crm", "timeout"))
    bench = Bench(dead, well)
    async with bench.running():
        bench.promise(*(draft(number) for number in range(10)))
        await asyncio.sleep(300)
        bench.promise(*(draft(100 + number, connector="shop") for number in range(4)))
        took = await bench.until(lambda: len(well.sent()) == 4)
    assert took < 4
    assert bench.states()["pending"] + bench.states()["inflight"] == 10


@virtual
async def test_a_poisoned_row_holds_only_its_own_entity_up() -> None:
    system = System()
    system.before = lambda system, key: Unavailable("crm", "server") if key.startswith("call-0:") else None
    bench = Bench(system)
    async with bench.running():
        bench.promise(draft(0), *(draft(number) for number in range(1, 30)))
        await bench.until(lambda: len(system.sent()) == 29, limit_s=120)
        assert bench.states() == {"pending": 1, "done": 29}
        await asyncio.sleep(1800)
        bench.promise(*(draft(number) for number in range(30, 40)))
        await bench.until(lambda: len(system.sent()) == 39, limit_s=120)
    assert bench.states()["done"] == 39


@virtual
async def test_an_hour_of_outage_is_survived_and_recovery_is_gentle() -> None:
    system = System()
    system.before = always(Unavailable("crm", "server"))
    bench = Bench(system)
    async with bench.running():
        for number in range(100):
            bench.promise(draft(number))
            await asyncio.sleep(36)
        asked = len(system.asked)
        # After the first minute: one probe a half minute on average.
        assert asked < 3600 / 30 * 1.5 + 20
        system.before = lambda system, key: None
        first = await bench.until(lambda: bool(system.records))
        rest = await bench.drained()
    assert first <= 61
    assert rest <= 60
    assert Counter(system.sent()) == Counter({f"call-{number}:note.create:0": 1 for number in range(100)})
    times = [at for at, _ in system.asked[asked:]]
    assert all(sum(at <= other < at + 10 for other in times) <= 22 for at in times)


def test_five_thousand_desktops_do_not_come_back_as_one() -> None:
    """Probes a second over all desktops: two minutes of outage, then recovery."""
    recovery, peak = 120.0, Counter[int]()
    for desktop in range(5000):
        delivery = Bench(seed=desktop).delivery if desktop == 0 else None
        delivery = delivery or _bare_delivery(desktop)
        lane = next(iter(delivery._lanes.values()))
        at = delivery._rng.uniform(0, 60)
        while True:
            if at >= recovery:
                peak[int(at)] += 1
                break
            lane.failures += 1
            at += delivery._probe_delay(lane, Unavailable("crm", "server"))
    assert max(peak.values()) <= 200
    assert max(peak) <= recovery + 60


def _bare_delivery(seed: int) -> Delivery:
    return Delivery(InlineDb(None), [System()], InlineIo(), VirtualClock(), rng=random.Random(seed))


@virtual
async def test_an_open_breaker_is_waited_for_and_costs_no_attempt() -> None:
    system = System()
    system.before = always(Unavailable("crm", "breaker", sent=False, retry_in=20.0))
    bench = Bench(system)
    async with bench.running():
        bench.promise(draft(1, strategy="none"))
        await asyncio.sleep(200)
        assert len(system.asked) <= 11
        (row,) = bench.store.outbox.list()
        assert (row.state, row.attempts, row.first_try_at) == (RowState.PENDING, 0, None)
        system.before = lambda system, key: None
        assert await bench.drained() <= 21
    assert bench.states() == {"done": 1}


@virtual
async def test_a_breaker_that_closes_frees_the_queue_at_once() -> None:
    system = System()
    system.before = always(Unavailable("crm", "breaker", sent=False, retry_in=60.0))
    bench = Bench(system)
    async with bench.running():
        bench.promise(*(draft(number) for number in range(4)))
        await asyncio.sleep(10)
        system.before = lambda system, key: None
        await bench.delivery.recovered("crm")
        await bench.delivery.recovered("nobody")
        assert await bench.drained() <= 8


@virtual
async def test_a_system_that_asks_to_wait_is_left_alone_for_as_long() -> None:
    system = System()
    system.before = always(RateLimited("crm", 120.0))
    bench = Bench(system)
    async with bench.running():
        bench.promise(*(draft(number, strategy="none") for number in range(5)))
        await asyncio.sleep(119)
        assert len(system.asked) == 1
        system.before = lambda system, key: None
        await bench.drained()
    assert bench.states() == {"done": 5}
    assert system.asked[1][0] - system.asked[0][0] >= 120


@virtual
async def test_an_expired_sign_in_pauses_the_queue_and_asks_once() -> None:
    crm, shop = System("crm"), System("shop")
    crm.before = always(AuthError("crm", "expired"))
    bench = Bench(crm, shop)
    async with bench.running():
        bench.promise(*(draft(number) for number in range(5)), draft(9, connector="shop"))
        await asyncio.sleep(1800)
        assert (len(crm.asked), bench.sign_ins) == (1, ["crm"])
        assert bench.delivery.signed_out == {"crm"}
        assert bench.states() == {"pending": 5, "done": 1}
        assert all(row.attempts == 0 for row in bench.store.outbox.list())
        bench.delivery.signed_in("crm")
        await asyncio.sleep(10)
        assert (len(crm.asked), bench.sign_ins) == (2, ["crm", "crm"])
        crm.before = lambda system, key: None
        bench.delivery.signed_in("crm")
        bench.delivery.signed_in("nobody")
        await bench.drained()
    assert bench.states() == {"done": 6}


@virtual
async def test_a_refusal_is_never_repeated_and_never_dropped() -> None:
    system = System()
    system.before = always(Rejected("crm", 422, "subject is missing"))
    bench = Bench(system)
    async with bench.running():
        bench.promise(draft(1))
        await bench.drained()
        await asyncio.sleep(3600)
        assert len(system.asked) == 1
        (row,) = bench.store.outbox.list()
        assert (row.state, row.last_error) == (RowState.DEAD, "rejected: subject is missing")
        system.before = lambda system, key: None
        bench.store.outbox.retry(row.key, bench.clock.now(), {"text": "with a subject"})
        await bench.drained()
    assert system.records[0][2] == {"text": "with a subject"}


@virtual
@pytest.mark.parametrize(
    "error", [ZeroDivisionError(), BadPayload("crm", "id"), KeyError("x"), asyncio.InvalidStateError()]
)
async def test_a_connector_with_a_fault_neither_stops_the_pump_nor_loses_the_row(error: Exception) -> None:
    system = System()
    system.before = lambda system, key: error if key.startswith("call-1:") else None
    bench = Bench(system)
    async with bench.running():
        bench.promise(draft(1), draft(2))
        await bench.until(lambda: bench.states() == {"unknown": 1, "done": 1})
    assert len([key for _, key in system.asked if key.startswith("call-1:")]) == 5


@virtual
async def test_a_connector_that_never_answers_is_given_up_on() -> None:
    bench = Bench(System(takes_s=1e6))
    async with bench.running():
        bench.promise(draft(1, strategy="none"))
        assert await bench.drained() <= 16
    assert bench.store.outbox.list()[0].last_error == "timeout: TimeoutError"


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
    async with asyncio.timeout(20):
        await delivered.wait()
    await delivery.close()
    await task

    def states(store: Store) -> set[str]:
        return {row.state.value for row in store.outbox.list(RowState)}

    assert await db.run(states) == {"done"}
    assert len(system.records) == 2
    db.close()
    io.close()
