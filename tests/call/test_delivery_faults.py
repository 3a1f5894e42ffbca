"""Delivery through faults: nothing lost, nothing doubled unseen, nobody else held up, and gentle when it is over."""

from __future__ import annotations

import asyncio
import random
from collections import Counter
from itertools import pairwise

import pytest

from connectors.errors import AuthError, BadPayload, RateLimited, Rejected, Unavailable
from desktop.call.delivery import SEND_LIMIT_S, Delivery
from desktop.call.state import OutboxCount
from desktop.store.records import RowState
from tests.call.delivery_bench import Bench, Fault, System, always, draft, virtual
from tests.call.virtual_time import InlineDb, InlineIo, VirtualClock

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
        delivery = Delivery(InlineDb(None), [System()], InlineIo(), VirtualClock(), rng=random.Random(desktop))
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
async def test_an_expired_sign_in_is_asked_about_now_and_then_and_loses_nothing() -> None:
    crm, shop = System("crm"), System("shop")
    crm.before = always(AuthError("crm", "expired"))
    bench = Bench(crm, shop)
    async with bench.running():
        bench.promise(*(draft(number) for number in range(5)), draft(9, connector="shop"))
        await asyncio.sleep(290)
        assert len(crm.asked) == 1
        await asyncio.sleep(1500)
        times = [at for at, _ in crm.asked]
        assert len(times) == 6
        assert all(later - at >= 300 for at, later in pairwise(times))
        # Another row each time: one that alone is refused must not hold the others up.
        assert len({key for _, key in crm.asked}) == 5
        assert bench.states() == {"pending": 5, "done": 1}
        assert bench.counts[-1] == OutboxCount(5, 0)
        assert all(row.attempts == 0 for row in bench.store.outbox.list())
        crm.before = lambda system, key: None
        assert await bench.drained() <= 310
    assert bench.states() == {"done": 6}
    assert Counter(crm.sent()) == Counter(f"call-{number}:note.create:0" for number in range(5))


@virtual
async def test_new_promises_are_no_reason_to_ask_a_system_that_does_not_know_us() -> None:
    system = System()
    system.before = always(AuthError("crm", "expired"))
    bench = Bench(system)
    async with bench.running():
        for number in range(9):
            bench.promise(draft(number))
            await asyncio.sleep(30)
        assert len(system.asked) == 1
    assert bench.counts[-1] == OutboxCount(9, 0)


@virtual
async def test_a_system_that_knows_us_again_is_sent_what_waits_at_once() -> None:
    system = System()
    system.before = always(AuthError("crm", "expired"))
    bench = Bench(system)
    async with bench.running():
        bench.promise(*(draft(number) for number in range(4)))
        await asyncio.sleep(10)
        await bench.delivery.recovered("crm")
        await asyncio.sleep(20)
        assert len(system.asked) == 2
        system.before = lambda system, key: None
        await bench.delivery.recovered("crm")
        assert await bench.drained() <= 8
    assert bench.states() == {"done": 4}


@virtual
async def test_a_person_who_asks_again_need_not_wait_for_the_probe() -> None:
    system = System()
    system.before = always(AuthError("crm", "expired"))
    bench = Bench(system)
    async with bench.running():
        bench.promise(*(draft(number) for number in range(3)))
        await asyncio.sleep(10)
        bench.store.outbox.retry("call-2:note.create:0", bench.clock.now())
        await asyncio.sleep(60)
        assert len(system.asked) == 2
        system.before = lambda system, key: None
        bench.store.outbox.retry("call-0:note.create:0", bench.clock.now())
        assert await bench.drained() <= 40
    assert bench.states() == {"done": 3}


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
    assert system.records[0][2] == {"text": "with a subject", "at": row.created}


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
        assert await bench.drained() <= SEND_LIMIT_S + 1
    assert bench.store.outbox.list()[0].last_error == "timeout: TimeoutError"
