from __future__ import annotations

from datetime import date, datetime, timedelta, timezone
from decimal import Context, Decimal, localcontext
from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from desktop.rules.read_values import fault, read_plain, said
from desktop.rules.values import Money
from tests.rules.support import NOW, SCHEMA


@pytest.mark.parametrize(
    ("name", "raw", "value"),
    [
        ("n.ratio", 0.1, Decimal("0.1")),
        ("n.ratio", "2.50", Decimal("2.50")),
        ("m.total", "6.50 EUR", Money(Decimal("6.50"), "EUR")),
        ("m.total", {"amount": "6.50", "currency": "EUR"}, Money(Decimal("6.50"), "EUR")),
        ("m.total", "6.50 USD", None),
        ("m.total", 5, Money(Decimal(5), "EUR")),
        ("m.total", {"amount": "6.50"}, Money(Decimal("6.50"), "EUR")),
        ("m.total", {"amount": "much"}, None),
        ("m.total", {"amount": "6.50", "currency": 5}, None),
        ("m.total", Money(Decimal(5), "EUR"), Money(Decimal(5), "EUR")),
        ("m.total", [], None),
        ("d.day", "2026-12-03", date(2026, 12, 3)),
        ("i.at", "2026-12-03T09:15:00Z", NOW),
        ("d.day", date(2026, 12, 3), date(2026, 12, 3)),
        ("d.day", NOW, None),
        ("d.day", "2026-02-30", None),
        ("d.day", 20261203, None),
        ("i.at", "2026-12-03T09:15:00", None),
        ("i.at", "soon", None),
        ("i.at", NOW, NOW),
        ("i.at", "0001-01-01T00:00:00+14:00", None),
        ("u.span", "10 min", timedelta(minutes=10)),
        ("u.span", "999999999999d", None),
        ("u.span", timedelta(minutes=10), timedelta(minutes=10)),
        ("u.span", 600, None),
        ("s.tags", ["vip"], frozenset({"vip"})),
        ("s.tags", [["vip"]], None),
        ("s.tags", "vip", None),
        ("b.flag", True, True),
        ("b.flag", 1, None),
        ("t.name", "Ada", "Ada"),
        ("t.name", None, None),
        ("n.count", "x", None),
        ("n.count", True, None),
        ("n.count", 10**28, None),
        ("n.count", float("nan"), None),
        ("e.segment", "gold", "gold"),
    ],
)
def test_reading_plain_data(name: str, raw: object, value: object) -> None:
    assert read_plain(SCHEMA.facts[name].type, raw) == value


@pytest.mark.parametrize(
    ("name", "value"),
    [
        ("t.name", 5),
        ("e.segment", 5),
        ("i.at", date(2026, 12, 3)),
        ("u.span", 600),
        ("s.tags", frozenset({5})),
    ],
)
def test_a_value_of_another_type_is_no_value(name: str, value: object) -> None:
    assert fault(SCHEMA.facts[name].type, value) == "wrong_type"


@pytest.mark.parametrize(
    ("value", "reason"),
    [
        (datetime(1, 1, 1, tzinfo=timezone(timedelta(hours=14))), "too_large"),
        (datetime.max.replace(tzinfo=timezone(timedelta(hours=-14))), "too_large"),
        (NOW, None),
    ],
)
def test_an_instant_can_be_said_in_any_zone(value: datetime, reason: str | None) -> None:
    assert fault(SCHEMA.facts["i.at"].type, value) == reason


@pytest.mark.parametrize(
    ("raw", "words"),
    [(None, "null"), (True, "true"), ("x" * 99, '"' + "x" * 38 + "…"), ({}, "an object"), ([1], "[1]"), (5, "5")],
)
def test_what_was_found_in_a_few_words(raw: object, words: str) -> None:
    assert said(raw) == words


@pytest.mark.parametrize(
    ("value", "reason"),
    [
        ("12.34", None),
        ("12.3400", None),
        ("12.345", "scale"),
        ("0E-50", None),
        ("1E+27", None),
        ("1E+28", "too_large"),
        ("1234567890123456789012345678.12", "too_large"),
        ("12345678901234567890123456.12", None),
        ("123456789012345678901234567.12", "too_large"),
        ("-0.00", None),
    ],
)
def test_a_decimal_has_28_digits_at_most_and_its_declared_places(value: str, reason: str | None) -> None:
    with localcontext(Context(prec=3)):  # the engine must not care what else the program does with decimals
        assert fault(SCHEMA.facts["n.ratio"].type, Decimal(value)) == reason


@given(st.integers(-(10**30), 10**30), st.integers(-32, 4))
def test_every_decimal_is_taken_whole_or_refused(digits: int, exponent: int) -> None:
    number = Decimal((int(digits < 0), tuple(map(int, str(abs(digits)))), exponent))
    reason = fault(SCHEMA.facts["n.ratio"].type, number)
    exact = Fraction(number)
    if reason is None:
        assert (exact * 100).denominator == 1
        assert Fraction(Context(prec=28).plus(number)) == exact
    elif reason == "scale":
        assert (exact * 100).denominator != 1
    else:
        assert reason == "too_large"
