from __future__ import annotations

from datetime import UTC, date, datetime, timedelta
from decimal import Decimal

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from desktop.call.clock import SiteZone
from desktop.rules.clock import Derive, DeriveKind, derived_value, next_boundary
from desktop.rules.values import Value
from tests.rules.support import NOW, ZONE

MIN = timedelta(minutes=1)


def test_values() -> None:
    assert derived_value(Derive(DeriveKind.ELAPSED, "x", MIN), NOW - timedelta(seconds=119), NOW, ZONE) == MIN
    assert derived_value(Derive(DeriveKind.DAYS_SINCE, "x"), date(2026, 12, 1), NOW, ZONE) == 2
    assert derived_value(Derive(DeriveKind.DAYS_UNTIL, "x"), date(2026, 12, 5), NOW, ZONE) == 2
    assert derived_value(Derive(DeriveKind.TIME_OF_DAY, "", MIN), None, NOW, ZONE) == timedelta(hours=10, minutes=15)
    assert derived_value(Derive(DeriveKind.WEEKDAY), None, NOW, ZONE) == "thursday"


def test_local_midnight_counts() -> None:
    late = NOW.replace(hour=23, minute=30)
    assert derived_value(Derive(DeriveKind.DAYS_SINCE, "x"), date(2026, 12, 3), late, ZONE) == 1
    assert derived_value(Derive(DeriveKind.WEEKDAY), None, late, ZONE) == "friday"


def bucket(value: Value, constants: list) -> tuple[int, bool]:
    return sum(c < value for c in constants), value in constants


ORIGINS = st.integers(-5, 5).map(lambda n: NOW + timedelta(hours=11 * n))


@settings(max_examples=200, deadline=None)
@given(
    st.sampled_from([DeriveKind.ELAPSED, DeriveKind.TIME_OF_DAY]),
    ORIGINS,
    st.lists(st.integers(0, 2000).map(lambda n: timedelta(minutes=n)), max_size=4).map(sorted),
    st.sampled_from([timedelta(minutes=1), timedelta(minutes=7), timedelta(hours=1)]),
)
def test_nothing_happens_before_the_next_boundary(kind, origin, constants, step) -> None:
    check(Derive(kind, "x", step), origin, constants, timedelta(minutes=13))


@settings(max_examples=200, deadline=None)
@given(
    st.sampled_from([DeriveKind.DAYS_SINCE, DeriveKind.DAYS_UNTIL]),
    ORIGINS,
    st.lists(st.integers(-8, 12).map(lambda n: Decimal(n) / 2), max_size=4).map(sorted),
)
def test_days_change_at_midnight_only(kind, origin, constants) -> None:
    check(Derive(kind, "x"), origin, constants, timedelta(hours=1))


def check(derive: Derive, origin, constants: list, pace: timedelta) -> None:
    """Walk up to the boundary and some way on: the bucket must hold until then."""
    start = bucket(derived_value(derive, origin, NOW, ZONE), constants)
    end = next_boundary(derive, origin, NOW, ZONE, constants)
    assert end is None or end > NOW
    last = end if end is not None else NOW + timedelta(days=9)
    at = NOW
    while at < last:
        assert bucket(derived_value(derive, origin, at, ZONE), constants) == start
        at += pace
    if end is not None and derive.kind is not DeriveKind.TIME_OF_DAY:  # which also looks at every midnight
        assert bucket(derived_value(derive, origin, end, ZONE), constants) != start


@pytest.mark.parametrize(
    ("derive", "origin", "constants", "end"),
    [
        (Derive(DeriveKind.ELAPSED, "x", MIN), NOW, [2 * MIN, 5 * MIN], NOW + 2 * MIN),
        (Derive(DeriveKind.ELAPSED, "x", MIN), NOW - 2 * MIN, [2 * MIN, 5 * MIN], NOW + MIN),
        (Derive(DeriveKind.ELAPSED, "x", MIN), NOW - 3 * MIN, [2 * MIN, 5 * MIN], NOW + 2 * MIN),
        (Derive(DeriveKind.ELAPSED, "x", MIN), NOW, [timedelta(seconds=90)], NOW + 2 * MIN),
        (Derive(DeriveKind.ELAPSED, "x", MIN), NOW - 9 * MIN, [2 * MIN, 5 * MIN], None),
        (Derive(DeriveKind.TIME_OF_DAY, step=MIN), None, [timedelta(hours=12)], NOW.replace(hour=11, minute=0)),
        (Derive(DeriveKind.TIME_OF_DAY, step=MIN), None, [timedelta(hours=9)], ZONE.start_of_day(date(2026, 12, 4))),
        (Derive(DeriveKind.DAYS_SINCE, "x"), date(2026, 12, 1), [5], ZONE.start_of_day(date(2026, 12, 6))),
        (Derive(DeriveKind.DAYS_SINCE, "x"), NOW, [5], ZONE.start_of_day(date(2026, 12, 8))),
        (Derive(DeriveKind.DAYS_SINCE, "x"), date(2026, 12, 1), [Decimal("4.5")], ZONE.start_of_day(date(2026, 12, 6))),
        (Derive(DeriveKind.DAYS_SINCE, "x"), date(2026, 12, 1), [0], None),
        (Derive(DeriveKind.DAYS_UNTIL, "x"), date(2026, 12, 9), [2], ZONE.start_of_day(date(2026, 12, 7))),
        (Derive(DeriveKind.DAYS_UNTIL, "x"), date(2026, 12, 3), [2], None),
    ],
)
def test_the_instant_at_which_the_next_constant_is_met_or_left(
    derive: Derive, origin: Value | None, constants: list[Value], end: datetime | None
) -> None:
    assert next_boundary(derive, origin, NOW, ZONE, constants) == end


TOMORROW = ZONE.start_of_day(date(2026, 12, 4))


@pytest.mark.parametrize(
    ("derive", "origin", "end"),
    [
        (Derive(DeriveKind.ELAPSED, "x", MIN), NOW, NOW + MIN),
        (Derive(DeriveKind.ELAPSED, "x", 7 * MIN), NOW - 9 * MIN, NOW + 5 * MIN),
        (Derive(DeriveKind.TIME_OF_DAY, step=MIN), None, NOW + MIN),
        (Derive(DeriveKind.DAYS_UNTIL, "x"), date(2026, 12, 9), TOMORROW),
        (Derive(DeriveKind.DAYS_UNTIL, "x"), date(2026, 12, 1), TOMORROW),
        (Derive(DeriveKind.DAYS_SINCE, "x"), date(2026, 12, 1), TOMORROW),
    ],
)
def test_without_constants_every_step_counts(derive: Derive, origin: Value | None, end: datetime) -> None:
    found = next_boundary(derive, origin, NOW, ZONE, None)
    assert found == end
    assert found.utcoffset() == timedelta(0)
    assert next_boundary(derive, origin, NOW, ZONE, []) is None


@pytest.mark.parametrize(
    ("constants", "day"),
    [(None, 4), (["thursday"], 4), (["friday"], 4), (["sunday", "monday"], 6), (["wednesday"], 9), ([], None)],
)
def test_a_weekday_turns_at_the_midnight_that_matters(constants: list | None, day: int | None) -> None:
    end = next_boundary(Derive(DeriveKind.WEEKDAY), None, NOW, ZONE, constants)
    assert end == (None if day is None else ZONE.start_of_day(date(2026, 12, day)))


@pytest.mark.parametrize(
    ("kind", "origin", "constant"),
    [
        (DeriveKind.DAYS_SINCE, date(2026, 1, 1), 10**9),
        (DeriveKind.DAYS_SINCE, date(2026, 1, 1), 3_000_000),
        (DeriveKind.DAYS_UNTIL, date(2026, 1, 1), -(10**9)),
        (DeriveKind.DAYS_UNTIL, datetime.max.replace(tzinfo=UTC), -1),
        (DeriveKind.ELAPSED, NOW, timedelta.max),
        (DeriveKind.ELAPSED, NOW, timedelta(days=3_000_000)),
    ],
)
def test_what_lies_beyond_the_calendar_never_comes(kind: DeriveKind, origin: Value, constant: Value) -> None:
    derive = Derive(kind, "x")
    assert derived_value(derive, origin, NOW, ZONE) is not None
    assert next_boundary(derive, origin, NOW, ZONE, [constant]) is None


@pytest.mark.parametrize(("day", "hours"), [(date(2026, 10, 25), 25), (date(2027, 3, 28), 23)])
def test_on_the_day_the_clocks_change_a_duration_is_what_passed(day: date, hours: int) -> None:
    """By the clock on the wall 9 h after midnight would come an hour too late, or too early."""
    berlin = SiteZone("Europe/Berlin")
    midnight = berlin.start_of_day(day).astimezone(UTC)
    of_day = Derive(DeriveKind.TIME_OF_DAY, "", MIN)
    at = next_boundary(of_day, None, midnight + timedelta(hours=1), berlin, [timedelta(hours=9)])
    assert at == midnight + timedelta(hours=9)
    assert derived_value(of_day, None, at, berlin) == timedelta(hours=9)
    late = midnight + timedelta(hours=hours - 1)
    assert next_boundary(of_day, None, late, berlin, [timedelta(hours=9)]) == midnight + timedelta(hours=hours)
