"""Around every connector: deadlines, places, the breaker, and one tree of errors."""

from __future__ import annotations

import asyncio

import pytest
from hypothesis import given
from hypothesis import strategies as st

from connectors.breaker import FIRST_S, LONGEST_S, Breaker, BreakerState
from connectors.connector import Page, Written
from connectors.errors import AuthError, BadPayload, NotFound, RateLimited, Rejected, Unavailable
from connectors.guard import guarded
from connectors.manifest.model import ConnectionPart, Limits, Timeouts
from tests.connectors.fakes import FakeClock, ScriptedConnector

QUICK = Timeouts(connect=0.05, verdict=0.01, total=0.05, write=0.1)
PATIENT = Timeouts(connect=20, verdict=20, total=20)
"""Where an answer comes, a busy machine may take its time over it."""


def down(kind="server"):
    return Unavailable("crm", kind)


def make(*script, timeouts=None, limits=None):
    clock, connector = FakeClock(), ScriptedConnector(*script)
    times = timeouts or (QUICK if "hang" in script else PATIENT)
    part = ConnectionPart(timeout_s=times, limits=limits or Limits())
    return guarded(connector, part, clock), connector, clock


class TestBreaker:
    def make(self, jitter=max):
        clock = FakeClock()
        return Breaker(clock.monotonic, lambda low, high: jitter(low, high)), clock

    def open_(self, breaker):
        for _ in range(3):
            assert breaker.allow()
            breaker.failed()

    def test_opens_after_three_failures_in_a_row(self):
        breaker, _ = self.make()
        for _ in range(2):
            breaker.failed()
        breaker.succeeded()
        for _ in range(2):
            breaker.failed()
        assert (breaker.state, breaker.retry_in) == (BreakerState.CLOSED, None)
        breaker.failed()
        assert (breaker.state, breaker.retry_in) == (BreakerState.OPEN, FIRST_S)
        assert not breaker.allow()

    def test_one_probe_then_closed(self):
        breaker, clock = self.make()
        self.open_(breaker)
        clock.pass_(FIRST_S - 0.1)
        assert not breaker.allow()
        clock.pass_(0.1)
        assert breaker.allow()
        assert breaker.state is BreakerState.HALF_OPEN
        assert not breaker.allow()
        breaker.succeeded()
        assert breaker.state is BreakerState.CLOSED
        assert breaker.allow()

    def test_each_failed_probe_doubles_the_wait_up_to_a_minute(self):
        breaker, clock = self.make()
        self.open_(breaker)
        waits = []
        for _ in range(5):
            clock.pass_(breaker.retry_in)
            assert breaker.allow()
            breaker.failed()
            waits.append(breaker.retry_in)
        assert waits == [20.0, 40.0, 60.0, 60.0, 60.0]
        clock.pass_(60)
        assert breaker.allow()
        breaker.succeeded()
        self.open_(breaker)
        assert breaker.retry_in == FIRST_S

    def test_a_probe_nobody_waits_for_any_more_frees_its_place(self):
        breaker, clock = self.make()
        self.open_(breaker)
        clock.pass_(FIRST_S)
        assert breaker.allow()
        breaker.given_up()
        assert breaker.state is BreakerState.OPEN
        assert breaker.allow()

    @given(st.lists(st.sampled_from(["ok", "fail", "leave", "wait"]), max_size=60))
    def test_it_never_rests_longer_than_a_minute_and_lets_one_probe_through(self, steps):
        breaker, clock = self.make(min)
        for step in steps:
            if step == "wait":
                clock.pass_(7)
                continue
            if not breaker.allow():
                assert breaker.retry_in is not None
                assert breaker.retry_in <= LONGEST_S
                continue
            if breaker.state is BreakerState.HALF_OPEN:
                assert not breaker.allow()
            {"ok": breaker.succeeded, "fail": breaker.failed, "leave": breaker.given_up}[step]()
        clock.pass_(LONGEST_S)
        assert breaker.allow()


class TestDeadlines:
    async def test_a_hung_system_is_given_up(self):
        guard, connector, _ = make("hang")
        with pytest.raises(Unavailable) as caught:
            await guard.get("1")
        assert caught.value.kind == "timeout"
        assert connector.running == 0

    async def test_a_write_has_longer(self):
        guard, connector, _ = make("hang", timeouts=Timeouts(total=0.01, write=0.2))
        with pytest.raises(Unavailable, match=r"within 0\.2 s"):
            await guard.write("note.create", {}, "k")
        assert connector.asked == [("note.create", "k")]

    async def test_what_is_asked_before_a_write_takes_no_time_from_it(self):
        times = Timeouts(verdict=0.05, total=20, write=0.01)
        asked_long, posted = asyncio.Event(), []

        async def write(operation, draft, key, starts):
            await asked_long.wait()
            starts()
            posted.append(key)
            return Written("9")

        guard, connector, _ = make(timeouts=times)
        connector.write, connector.tells_when_sent = write, True
        guard.on_change = lambda state: asked_long.set() if state.status == "slow" else None
        assert (await guard.write("note.create", {}, "k")).id == "9"
        assert posted == ["k"]

    @pytest.mark.parametrize("is_out", [False, True])
    async def test_nothing_was_sent_until_it_starts(self, monkeypatch, is_out):
        monkeypatch.setattr("connectors.guard.BEFORE_S", 20.0 if is_out else 0.05)

        async def write(operation, draft, key, starts):
            if is_out:
                starts()
            await asyncio.Event().wait()

        guard, connector, _ = make(timeouts=Timeouts(write=0.05 if is_out else 8))
        connector.write, connector.tells_when_sent = write, True
        with pytest.raises(Unavailable) as caught:
            await guard.write("note.create", {}, "k")
        assert (caught.value.kind, caught.value.sent) == ("timeout", is_out)

    async def test_after_the_verdict_the_source_is_slow_and_may_still_answer(self):
        gate = asyncio.Event()
        guard, _, _ = make(gate, timeouts=Timeouts(verdict=0.01, total=20))
        seen = []
        guard.on_change = lambda state: (seen.append(state.status), gate.set() if state.status == "slow" else None)
        await guard.search("x")
        assert seen == ["asking", "slow", "ok"]

    async def test_at_most_five_at_once(self):
        gate = asyncio.Event()
        guard, connector, _ = make(*[gate] * 12, timeouts=PATIENT)

        async def open_gate():
            while connector.running < 5:
                await asyncio.sleep(0)
            await asyncio.sleep(0)
            gate.set()

        await asyncio.gather(open_gate(), *[guard.search("x") for _ in range(12)])
        assert connector.most_running == 5
        assert len(connector.asked) == 12

    async def test_who_never_got_a_place_was_not_sent(self):
        times = Timeouts(total=0.05, write=8)
        guard, connector, _ = make("hang", timeouts=times, limits=Limits(concurrency=1))
        # A write has longer than who waits behind it: of two equal limits the first to end would give its place away.
        before = asyncio.create_task(guard.write("note.create", {}, "k"))
        while not connector.asked:
            await asyncio.sleep(0)
        with pytest.raises(Unavailable) as caught:
            await guard.get("2")
        before.cancel()
        await asyncio.wait([before])
        assert (caught.value.kind, caught.value.sent) == ("busy", False)
        assert connector.asked == [("note.create", "k")]

    async def test_giving_up_gives_the_place_back(self):
        guard, connector, _ = make("hang", timeouts=PATIENT, limits=Limits(concurrency=1))
        with pytest.raises(TimeoutError):
            async with asyncio.timeout(0.05):
                await guard.get("1")
        assert connector.running == 0
        await guard.search("x")
        assert guard.state.status == "ok"

    async def test_requests_are_spread(self):
        guard, _, clock = make(limits=Limits(rate_per_s=4))
        for _ in range(3):
            await guard.search("x")
        assert clock.slept == [0.25, 0.25]

    async def test_waiting_too_long_for_our_own_rate_is_not_their_failure(self):
        guard, connector, clock = make(limits=Limits(rate_per_s=1), timeouts=Timeouts(total=0.5))
        clock.held = asyncio.Event()
        await guard.search("x")
        refused = await asyncio.gather(*[guard.search("x") for _ in range(5)], return_exceptions=True)
        assert [(error.kind, error.sent) for error in refused] == [("busy", False)] * 5
        assert guard.state.breaker is BreakerState.CLOSED
        assert len(connector.asked) == 1

    async def test_who_gives_up_waiting_gives_the_turn_back(self):
        guard, connector, clock = make(limits=Limits(rate_per_s=1), timeouts=Timeouts(total=30))
        clock.held = asyncio.Event()
        await guard.search("x")
        waiting = [asyncio.ensure_future(guard.search("x")) for _ in range(4)]
        while not clock.slept:
            await asyncio.sleep(0)
        for one in waiting[:3]:
            one.cancel()
        assert [type(end) for end in await asyncio.gather(*waiting[:3], return_exceptions=True)] == [
            asyncio.CancelledError
        ] * 3
        clock.held.set()
        await waiting[3]
        assert len(connector.asked) == 2
        # Each wait began at the same instant and was for one turn only.
        assert clock.slept == [1.0, 1.0]


class TestResting:
    async def test_a_dead_system_is_left_alone_and_says_until_when(self):
        guard, connector, clock = make(down(), down("timeout"), down("network"))
        for _ in range(3):
            with pytest.raises(Unavailable):
                await guard.get("1")
        with pytest.raises(Unavailable) as caught:
            await guard.get("1")
        assert (caught.value.kind, caught.value.sent, caught.value.retry_in) == ("breaker", False, 10.0)
        assert len(connector.asked) == 3
        assert (guard.state.breaker, guard.state.retry_in) == (BreakerState.OPEN, 10.0)
        clock.pass_(10)
        await guard.search("x")
        assert (guard.state.breaker, guard.state.status) == (BreakerState.CLOSED, "ok")

    @pytest.mark.parametrize(
        "error",
        [AuthError("crm"), Rejected("crm", 400), NotFound("crm"), BadPayload("crm", "id"), RateLimited("crm", 0.0)],
    )
    async def test_a_system_that_answers_is_not_down(self, error):
        guard, connector, clock = make(*[error] * 12)
        for _ in range(5):
            with pytest.raises(type(error)):
                await guard.write("note.create", {}, "k")
            clock.pass_(1)
        assert guard.state.breaker is BreakerState.CLOSED
        assert len(connector.asked) == 5

    async def test_a_wait_that_fits_the_deadline_is_waited(self):
        guard, connector, clock = make(RateLimited("crm", 0.5), timeouts=Timeouts(total=2))
        await guard.search("x")
        assert clock.slept == [0.5]
        assert len(connector.asked) == 2

    @pytest.mark.parametrize(("others", "slept", "asked"), [(30.0, [0.5], 2), (0.8, [0.5, 0.3], 3), (0.1, [0.5], 3)])
    async def test_a_wait_that_another_question_was_told_meanwhile_is_kept(self, others, slept, asked):
        under_way = asyncio.Event()
        guard, connector, clock = make(RateLimited("crm", 0.5), timeouts=Timeouts(total=2))
        clock.held = asyncio.Event()

        async def told_later(operation, draft, key):
            connector.asked.append(operation)
            await under_way.wait()
            raise RateLimited("crm", others)

        connector.write = told_later
        other = asyncio.ensure_future(guard.write("note.create", {}, "k"))
        while not connector.asked:
            await asyncio.sleep(0)
        first = asyncio.ensure_future(guard.search("x"))
        while not clock.slept:
            await asyncio.sleep(0)
        under_way.set()
        with pytest.raises(RateLimited):
            await other
        clock.held.set()
        if others > 2:
            with pytest.raises(RateLimited):
                await first
            assert guard.state.retry_in == others - 0.5
        else:
            await first
            assert guard.state.retry_in is None
        assert clock.slept == pytest.approx(slept)
        assert len(connector.asked) == asked

    async def test_a_longer_wait_is_told_and_kept(self):
        guard, connector, clock = make(RateLimited("crm", 30.0))
        with pytest.raises(RateLimited) as caught:
            await guard.search("x")
        assert caught.value.retry_after == 30.0
        clock.pass_(10)
        with pytest.raises(RateLimited) as caught:
            await guard.search("x")
        assert caught.value.retry_after == 20.0
        assert guard.state.retry_in == 20.0
        assert len(connector.asked) == 1
        clock.pass_(20)
        await guard.search("x")

    async def test_a_write_is_never_repeated_from_here(self):
        guard, connector, _ = make(RateLimited("crm", 0.01))
        with pytest.raises(RateLimited):
            await guard.write("note.create", {}, "k")
        assert len(connector.asked) == 1

    async def test_being_full_ourselves_is_not_their_failure(self):
        busy = Unavailable("crm", "busy", sent=False)
        guard, _, _ = make(*[busy] * 5)
        for _ in range(5):
            with pytest.raises(Unavailable):
                await guard.get("1")
        assert guard.state.breaker is BreakerState.CLOSED


class TestErrors:
    async def test_a_bug_is_one_dead_panel_and_tells_no_secret(self, caplog):
        guard, _, _ = make(ValueError("Ann Lee +4915120000004"))
        with pytest.raises(BadPayload) as caught:
            await guard.get("1")
        assert "Ann" not in str(caught.value) + caplog.text
        assert "ValueError" in caplog.text

    async def test_down_and_back_are_logged_once(self, caplog):
        caplog.set_level("INFO")
        guard, _, clock = make(*[down()] * 5)
        for _ in range(6):
            with pytest.raises(Unavailable):
                await guard.get("1")
            clock.pass_(1)
        clock.pass_(60)
        with pytest.raises(Unavailable):
            await guard.get("1")
        clock.pass_(60)
        with pytest.raises(Unavailable):
            await guard.get("1")
        clock.pass_(60)
        await guard.search("x")
        await guard.search("x")
        assert [record.levelname for record in caplog.records] == ["WARNING", "INFO"]

    async def test_everything_is_handed_through(self):
        guard, connector, _ = make(*[Page(())] * 9)
        await guard.find_by_email("a@x.com")
        await guard.find_by_id("1", "order")
        await guard.list("orders", "1", 5)
        assert (await guard.write("note.create", {"text": "x"}, "k")).id == "k"
        assert (await guard.health()).ok
        await guard.aclose()
        assert connector.closed
        assert [asked[0] for asked in connector.asked] == ["email", "id", "orders", "note.create", "health"]
