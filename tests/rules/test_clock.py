from __future__ import annotations

from datetime import date, timedelta

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

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
    st.lists(st.integers(-4, 6), max_size=4).map(sorted),
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


@pytest.mark.parametrize(
    ("derive", "origin"),
    [(Derive(DeriveKind.ELAPSED, "x", MIN), NOW), (Derive(DeriveKind.DAYS_UNTIL, "x"), date(2026, 12, 9))],
)
def test_without_constants_every_step_counts(derive: Derive, origin: Value) -> None:
    end = next_boundary(derive, origin, NOW, ZONE, None)
    assert end is not None
    assert derived_value(derive, origin, end, ZONE) != derived_value(derive, origin, NOW, ZONE)


def test_weekdays_change_at_midnight() -> None:
    end = next_boundary(Derive(DeriveKind.WEEKDAY), None, NOW, ZONE, ())
    assert end == ZONE.start_of_day(date(2026, 12, 4))
