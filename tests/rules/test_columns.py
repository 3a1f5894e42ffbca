from __future__ import annotations

from datetime import date, timedelta
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from desktop.rules.columns import bit_list, build_column, changes, lowest_first, points_of, predicate_of
from desktop.rules.facts import Fact
from desktop.rules.kleene import F, T, truth
from desktop.rules.parser import parse
from desktop.rules.values import Money
from tests.rules.support import SCHEMA, seen_of

PLENTY = 1_000_000
ORDERED = [
    "{} < {b}",
    "{} <= {b}",
    "{} > {b}",
    "{} >= {b}",
    "{} between {a} and {b}",
    "{} not between {a} and {c}",
    "{} > {a} and {} < {c}",
    "{} < {a} or {} > {b}",
    "{} > {a} or {} = {c}",
]
EQUAL = ["{} = {b}", "{} != {b}", "{} in [{a}, {c}]", "{} not in [{a}, {b}]", "not {} = {a}"]
STATES = [
    "{} is known",
    "{} is empty",
    "{} is unavailable",
    "{} is not known",
    "{} is not empty",
    "{} is not unavailable",
]
FACTS = {
    "n.count": (["1", "3", "4"], [0, 1, 2, 3, 4, 5]),
    "n.ratio": (["0.5", "1", "1.25"], [Decimal(n) / 4 for n in range(-1, 7)]),
    "m.total": (["1 EUR", "2.5 EUR", "4 EUR"], [Money(Decimal(n) / 2, "EUR") for n in range(10)]),
    "d.day": (
        ["2026-12-01", "2026-12-03", "2026-12-04"],
        [date(2026, 11, 30) + timedelta(days=n) for n in range(6)],
    ),
    "e.segment": (['"gold"', '"silver"', '"bronze"'], ["gold", "silver", "bronze"]),
    "t.name": (['"Ada"', '"straße"', '"x"'], ["ada", "ADA", "STRASSE", "x", "y", ""]),
    "t.code": (['"Ada"', '"ada"', '"x"'], ["ada", "ADA", "Ada", "x", ""]),
    "b.flag": (["true", "false", "true"], [True, False]),
}


def conditions_on(fact: str) -> list[str]:
    (a, b, c), values = FACTS[fact]
    shapes = EQUAL + STATES + (ORDERED if isinstance(values[0], int | Decimal | Money | date) else [])
    if fact == "b.flag":
        shapes = ["{}", "not {}", "{} = {a}", "{} = {b}", "{} or not {}", *STATES]
    return [shape.replace("{}", fact).format(a=a, b=b, c=c) for shape in shapes]


@pytest.mark.parametrize("fact", FACTS)
@pytest.mark.parametrize("budget", [0, PLENTY])
def test_a_column_rules_out_what_the_reference_finds_false(fact: str, budget: int) -> None:
    """Each test stands in a row of its own; row 0 has none."""
    nodes = [parse(text).tree for text in conditions_on(fact)]
    tests = [(node, 1 << row) for row, node in enumerate(nodes, 1)]
    column = build_column(fact, SCHEMA.facts[fact].type, tests, budget)
    assert column.fact == fact
    known = [Fact.known(fact, value) for value in FACTS[fact][1]]
    for now in (*known, Fact.absent(fact), Fact.pending(fact), Fact.failed(fact, "down")):
        seen = seen_of([now])
        verdicts = [truth(node, seen) for node in nodes]
        impossible = sum(1 << row for row, verdict in enumerate(verdicts, 1) if verdict is F)
        not_true = sum(1 << row for row, verdict in enumerate(verdicts, 1) if verdict is not T)
        assert column.pair(seen[fact]) == (impossible, not_true), now


@pytest.mark.parametrize("fact", FACTS)
def test_a_predicate_says_at_each_bucket_what_the_reference_says(fact: str) -> None:
    for text in conditions_on(fact):
        node = parse(text).tree
        points = points_of(SCHEMA.facts[fact].type, [node])
        found = predicate_of(node, points)
        assert 0 <= found.bits < 1 << points.count
        for value in FACTS[fact][1]:
            expected = truth(node, seen_of([Fact.known(fact, value)])) is T
            assert bool(found.bits >> points.of(value) & 1) is expected, (text, value)
        assert found.absent is truth(node, seen_of([Fact.absent(fact)])), text
        assert found.unknown is truth(node, seen_of([Fact.pending(fact)])), text


@pytest.mark.parametrize(
    ("fact", "text", "count"),
    [
        ("n.count", "n.count < 5 or n.count in [5, 7] or n.count between 1 and 7", 7),
        ("n.count", "n.count is known", 1),
        ("e.segment", 'e.segment in ["gold", "silver"]', 3),
        ("t.name", 't.name in ["ada", "ADA"] or not t.name = "x"', 3),
        ("t.code", 't.code in ["ada", "ADA"]', 3),
        ("b.flag", "b.flag", 2),
    ],
)
def test_only_values_that_the_tests_tell_apart_have_buckets(fact: str, text: str, count: int) -> None:
    assert points_of(SCHEMA.facts[fact].type, [parse(text).tree]).count == count


@given(st.one_of(st.integers(0, 2**200), st.sampled_from([2**n - k for n in (63, 64, 65, 128) for k in (0, 1)])))
def test_the_bits_of_a_number(bits: int) -> None:
    assert (
        bit_list(bits) == list(lowest_first(bits)) == [place for place in range(bits.bit_length()) if bits >> place & 1]
    )


@given(st.integers(1, 12), st.data())
def test_changes_turn_the_rows_on_and_off(count: int, data: st.DataObject) -> None:
    allowed = data.draw(st.integers(0, 2**count - 1))
    excluded, out = [], False
    flips = changes(allowed, count)
    for bucket in range(count):
        out ^= bucket in flips
        excluded.append(out)
    assert excluded == [not allowed >> bucket & 1 for bucket in range(count)]
