"""How fast a system may be asked: so many at once after a rest, then evenly spread, and never more in any while."""

from __future__ import annotations

import asyncio

import pytest
from hypothesis import given
from hypothesis import strategies as st

from connectors.pace import Pace
from tests.connectors.fakes import FakeClock
from tests.connectors.fault_server import FaultServer
from tests.connectors.test_rest import PHONE, opened


async def asked(pace, clock, rests):
    """The moments at which requests go that want to go after these rests."""
    went = []
    for rest in rests:
        clock.pass_(rest)
        await pace.wait()
        went.append(clock.monotonic())
    return went


@pytest.mark.parametrize(
    ("burst", "went"), [(1, [0, 0.25, 0.5, 0.75, 1.0]), (3, [0, 0, 0, 0.25, 0.5]), (9, [0, 0, 0, 0, 0])]
)
async def test_after_a_rest_so_many_go_at_once(burst, went):
    clock = FakeClock()
    start = clock.monotonic()
    moments = await asked(Pace(4, clock, burst), clock, [0] * 5)
    assert [moment - start for moment in moments] == pytest.approx(went)


async def test_without_a_rate_nobody_waits():
    clock = FakeClock()
    await asked(Pace(None, clock), clock, [0] * 50)
    assert clock.slept == []


@given(st.lists(st.floats(0, 2), min_size=1, max_size=40), st.integers(1, 8), st.sampled_from([0.5, 3, 10]))
def test_in_no_while_more_than_the_burst_and_the_rate(rests, burst, rate):
    clock = FakeClock()
    went = asyncio.run(asked(Pace(rate, clock, burst), clock, rests))
    for first, start in enumerate(went):
        for last in range(first, len(went)):
            assert last - first + 1 <= burst + (went[last] - start) * rate + 1e-6


async def test_every_request_waits_for_its_turn_not_only_every_question():
    patient = "connection = { limits = { rate_per_s = 4 }, timeout_s = { connect = 30, verdict = 30, total = 30 } }"
    hasty = "connection = { timeout_s = { connect = 2, verdict = 2, total = 3, write = 8 } }"
    async with FaultServer() as server, opened(server, (hasty, patient)) as desk:
        desk._backend.pace = Pace(4, clock := FakeClock())
        server.on("/acme/people", {"items": []})
        await desk.find_by_phone(PHONE)
    assert len(server.seen) == 6
    assert clock.slept == pytest.approx([0.25] * 5, abs=0.01)
