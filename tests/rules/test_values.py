from __future__ import annotations

from datetime import UTC, date, datetime, timedelta, timezone
from decimal import Decimal

import pytest

from desktop.rules.values import (
    Kind,
    Money,
    NoResult,
    Type,
    Value,
    calculate,
    canonical,
    compare,
    duration_text,
    key_of,
    literal_text,
    negate,
)
from tests.rules.support import NOW

DAY = date(2026, 12, 3)
HOUR, WEEK = timedelta(hours=1), timedelta(weeks=1)


def eur(amount: str) -> Money:
    return Money(Decimal(amount), "EUR")


USD = Money(Decimal(1), "USD")


@pytest.mark.parametrize(
    ("left", "op", "right", "result"),
    [
        (1, "+", Decimal("0.5"), Decimal("1.5")),
        (1, "-", 3, -2),
        (Decimal("0.1"), "*", 3, Decimal("0.3")),
        (1, "/", 8, Decimal("0.125")),
        (2, "/", 3, Decimal("0.6666666666666666666666666667")),
        (eur("6.50"), "+", eur("0.50"), eur("7.00")),
        (eur("6.50"), "-", eur("7.00"), eur("-0.50")),
        (eur("6.50"), "/", eur("13"), Decimal("0.5")),
        (eur("6.50"), "*", 2, eur("13.00")),
        (eur("6.50"), "/", 2, eur("3.25")),
        (2, "*", eur("6.50"), eur("13.00")),
        (DAY, "-", date(2026, 12, 1), timedelta(days=2)),
        (NOW, "-", NOW - HOUR, HOUR),
        (DAY, "+", WEEK, date(2026, 12, 10)),
        (WEEK, "+", DAY, date(2026, 12, 10)),
        (DAY, "-", WEEK, date(2026, 11, 26)),
        (NOW, "+", HOUR, NOW + HOUR),
        (HOUR, "+", NOW, NOW + HOUR),
        (NOW, "-", HOUR, NOW - HOUR),
        (HOUR, "+", WEEK, timedelta(days=7, hours=1)),
        (HOUR, "-", WEEK, timedelta(days=-7, hours=1)),
        (WEEK, "/", timedelta(days=2), Decimal("3.5")),
        (HOUR, "*", Decimal("1.5"), timedelta(minutes=90)),
        (HOUR, "/", 4, timedelta(minutes=15)),
        (2, "*", HOUR, timedelta(hours=2)),
        (timedelta(microseconds=5), "/", 2, timedelta(microseconds=2)),
    ],
)
def test_values_of_fitting_types_calculate_exactly(left: Value, op: str, right: Value, result: Value) -> None:
    found = calculate(op, left, right)
    assert found == result
    assert isinstance(found, int | Decimal) == isinstance(result, int | Decimal)


@pytest.mark.parametrize(
    ("left", "op", "right"),
    [
        (1, "/", 0),
        (eur("1"), "/", 0),
        (eur("1"), "/", eur("0")),
        (HOUR, "/", timedelta(0)),
        (eur("1"), "+", USD),
        (eur("1"), "/", USD),
        (eur("1"), "*", eur("1")),
        (eur("1"), "+", 1),
        (1, "+", eur("1")),
        (1, "/", eur("1")),
        (eur("1"), "*", "x"),
        (True, "+", 1),
        ("a", "+", "b"),
        (DAY, "+", DAY),
        (DAY, "-", NOW),
        (DAY, "*", 2),
        (WEEK, "-", DAY),
        (DAY, "+", HOUR),
        (date.max, "+", WEEK),
        (HOUR, "*", HOUR),
        (HOUR, "+", 1),
        (1, "/", HOUR),
        (HOUR, "*", 10**20),
    ],
)
def test_a_calculation_without_an_answer_says_so(left: Value, op: str, right: Value) -> None:
    with pytest.raises(NoResult):
        calculate(op, left, right)


@pytest.mark.parametrize(
    ("left", "right", "order"),
    [
        (1, Decimal("1.0"), 0),
        (1, Decimal("1.5"), -1),
        (eur("2"), eur("1"), 1),
        (DAY, date(2026, 12, 4), -1),
        (NOW, NOW.astimezone(timezone(timedelta(hours=5))), 0),
        (WEEK, HOUR, 1),
        (eur("1"), USD, None),
        (eur("1"), 1, None),
        (DAY, NOW, None),
        (1, "1", None),
        (False, 0, None),
        ("a", "b", None),
        (frozenset(), frozenset(), None),
    ],
)
def test_values_compare_within_their_family_only(left: Value, right: Value, order: int | None) -> None:
    assert compare(left, right) == order
    assert compare(right, left) == (None if order is None else -order)


@pytest.mark.parametrize(
    ("value", "turned"),
    [
        (5, -5),
        (Decimal("-0.50"), Decimal("0.50")),
        (eur("6.50"), eur("-6.50")),
        (HOUR, -HOUR),
        (timedelta.min, -timedelta.min),
        (timedelta.max, None),
        (True, None),
        ("5", None),
        (DAY, None),
        (None, None),
    ],
)
def test_only_numbers_amounts_and_durations_have_a_sign(value: Value | None, turned: Value | None) -> None:
    assert negate(value) == turned
    assert type(negate(value)) is type(turned)


def test_equal_values_have_equal_text_and_different_ones_do_not() -> None:
    values = [
        True,
        1,
        Decimal("1.5"),
        "1",
        "true",
        eur("1"),
        USD,
        date(2026, 1, 1),
        NOW,
        timedelta(1),
        frozenset({"1"}),
        frozenset(),
    ]
    assert len({canonical(v) for v in values}) == len(values)
    assert len({key_of(v) for v in values}) == len(values)
    assert canonical(Decimal("100")) == canonical(100) == canonical(Decimal("1E2"))


@pytest.mark.parametrize(
    ("value", "text"),
    [
        (timedelta(minutes=90), "90min"),
        (timedelta(0), "0s"),
        (timedelta(milliseconds=1500), "1.5s"),
        (timedelta(days=14), "2w"),
    ],
)
def test_durations(value: timedelta, text: str) -> None:
    assert duration_text(value) == text


@pytest.mark.parametrize(
    ("value", "text"),
    [
        (True, "true"),
        (Decimal("1E+2"), "100"),
        (eur("6.50"), "6.50 EUR"),
        ('a "b" \\ c', '"a \\"b\\" \\\\ c"'),
        ("one\ntwo\tthree\rfour", '"one\\ntwo\\tthree\\rfour"'),
        (DAY, "2026-12-03"),
        (datetime(2026, 12, 3, 9, 15, tzinfo=UTC), "2026-12-03T09:15:00Z"),
        (datetime(2026, 12, 3, 9, 15, tzinfo=timezone(HOUR)), "2026-12-03T09:15:00+01:00"),
        (HOUR, "1h"),
        (frozenset({"vip", "new"}), '["new", "vip"]'),
    ],
)
def test_literals_are_written_as_the_language_reads_them(value: Value, text: str) -> None:
    assert literal_text(value) == text


def test_a_member_without_words_is_called_by_its_id() -> None:
    assert Type(Kind.ENUM).label_of("gold") == "gold"
