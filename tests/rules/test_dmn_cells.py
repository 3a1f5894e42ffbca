from __future__ import annotations

from datetime import UTC, date, datetime, timedelta
from decimal import Decimal

import pytest

from desktop.rules.dmn_cells import feel_cell, feel_literal, iso_duration, output_cell
from desktop.rules.parser import parse
from desktop.rules.values import Money, Scalar


@pytest.mark.parametrize(
    ("test", "cell", "never_empty"),
    [
        ("n = 1", "1", "1"),
        ("n >= 1", ">= 1", ">= 1"),
        ("n in [1, 2]", "1, 2", "1, 2"),
        ("n between 1 and 2", "[1..2]", "[1..2]"),
        ("n > 1 and n <= 2", "(1..2]", "(1..2]"),
        ("n >= 1 and n < 2", "[1..2)", "[1..2)"),
        ("n < 1 or n > 2", "< 1, > 2", "< 1, > 2"),
        ("n is empty", "null", "null"),
        ("n is not empty", "not(null)", "not(null)"),
        ("n != 1", "not(1, null)", "not(1)"),
        ("not n = 1", "not(1)", "not(1)"),
        ("not n in [1, 2]", "not(1, 2)", "not(1, 2)"),
        ("not n is empty", "not(null)", "not(null)"),
        ("not n < 1", ">= 1, null", "not(< 1)"),
        ("not n >= 1", "< 1, null", "not(>= 1)"),
        ("not n between 1 and 2", None, "not([1..2])"),
        ("not n != 1", None, None),
        ("n != 1 or n = 2", None, None),
        ("n < 1 and n > 2 and n = 3", None, None),
        ("n is known", None, None),
        ('n contains "x"', None, None),
        ('n in ["a", "b"]', '"a", "b"', '"a", "b"'),
    ],
)
def test_a_test_as_feel_says_it_for_null_too(test: str, cell: str | None, never_empty: str | None) -> None:
    """FEEL has `not` only around a whole cell, and null passes it: ours is false for an empty fact."""
    node = parse(test).node
    assert node is not None
    assert feel_cell(node, nullable=True) == cell
    assert feel_cell(node, nullable=False) == never_empty


def test_any_value_is_a_dash() -> None:
    assert feel_cell(None, nullable=True) == "-"


@pytest.mark.parametrize(
    ("value", "text"),
    [
        (None, "null"),
        (True, "true"),
        (Decimal("1.50"), "1.50"),
        ('a "b"', '"a \\"b\\""'),
        (Money(Decimal("6.50"), "EUR"), "6.50"),
        (date(2026, 12, 3), 'date("2026-12-03")'),
        (datetime(2026, 12, 3, 9, 15, tzinfo=UTC), 'date and time("2026-12-03T09:15:00Z")'),
        (timedelta(days=1, hours=2), 'duration("P1DT2H")'),
    ],
)
def test_values_as_feel_writes_them(value: Scalar | None, text: str) -> None:
    assert feel_literal(value) == text


@pytest.mark.parametrize(
    ("value", "cell"),
    [
        (None, ""),
        ("gold", "gold"),
        ("two words", "two words"),
        ("007", '"007"'),
        ("true", '"true"'),
        (" x", '" x"'),
        ("-", '"-"'),
        ("", '""'),
        ('"x', '"\\"x"'),
        (Decimal("1.50"), "1.50"),
        (False, "false"),
    ],
)
def test_an_output_that_could_be_mistaken_is_quoted(value: Scalar | None, cell: str) -> None:
    assert output_cell(value) == cell


@pytest.mark.parametrize(
    ("value", "text"),
    [
        (timedelta(0), "PT0S"),
        (timedelta(days=8), "P8D"),
        (timedelta(hours=25, minutes=1), "P1DT1H1M"),
        (timedelta(seconds=1.5), "PT1.5S"),
        (timedelta(minutes=-90), "-PT1H30M"),
    ],
)
def test_durations_in_iso_form(value: timedelta, text: str) -> None:
    assert iso_duration(value) == text
