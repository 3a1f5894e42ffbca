from __future__ import annotations

from datetime import UTC, date, datetime, timedelta
from decimal import Decimal
from itertools import pairwise

import pytest

from desktop.rules.columns import points_of
from desktop.rules.facts import FactState
from desktop.rules.parser import parse
from desktop.rules.read_values import fault
from desktop.rules.schema import FactDef
from desktop.rules.values import Money, Value, compare
from desktop.rules.witness import bucket_values, fact_points, known_facts, made_up_facts
from tests.rules.support import SCHEMA as WHOLE
from tests.rules.support import schema_of

SCHEMA = schema_of("""format = "callside.facts/1"
[fact]
n = { type = "int" }
small = { type = "int", min = 1, max = 9 }
high = { type = "int", min = 5 }
r = { type = "decimal", scale = 2 }
free = { type = "decimal" }
m = { type = "money", currency = "EUR" }
d = { type = "date" }
i = { type = "datetime" }
u = { type = "duration" }
b = { type = "bool", nullable = false }
e = { type = "enum", members = ["a", "b", "c"] }
t = { type = "text" }
s = { type = "set", members = ["a", "b"] }
""")


def values(name: str, *texts: str) -> list[Value]:
    """The witnesses of a fact in the order of their buckets."""
    definition = SCHEMA.facts[name]
    points = points_of(definition.type, [parse(text).tree for text in texts])
    found = bucket_values(definition, points)
    assert all(points.of(value) == bucket for bucket, value in found.items())
    assert all(fault(definition.type, value) is None for value in found.values())
    return [found[bucket] for bucket in sorted(found)]


def eur(amount: str) -> Money:
    return Money(Decimal(amount), "EUR")


def instant(hour: int, minute: int = 0) -> datetime:
    return datetime(2026, 1, 1, hour, minute, tzinfo=UTC)


@pytest.mark.parametrize(
    ("name", "tests", "expected"),
    [
        ("n", ["n > 5"], [4, 5, 6]),
        ("n", ["n > 5", "n > 6"], [4, 5, 6, 7]),
        ("n", ["n > 5", "n > 9"], [4, 5, 7, 9, 10]),
        ("n", ["n > 2.5"], [2, 3]),
        ("n", ["n > -2.5", "n > -1"], [-3, -2, -1, 0]),
        ("n", ["n is empty"], [0]),
        ("small", ["small > 5"], [4, 5, 6]),
        ("small", ["small >= 1", "small > 9"], [1, 5, 9]),
        ("small", ["small is empty"], [1]),
        ("small", ["small > -20", "small > 3"], [1, 3, 4]),
        ("small", ["small > 8", "small > 40"], [7, 8, 9]),
        ("high", ["high > 3"], [5]),
        ("r", ["r > 0.01", "r > 0.02"], [Decimal("-0.99"), Decimal("0.01"), Decimal("0.02"), Decimal("1.02")]),
        ("r", ["r = 0.005"], [Decimal("-0.99"), Decimal("1.00")]),
        ("free", ["free > 1", "free > 2"], [Decimal(0), Decimal(1), Decimal("1.5"), Decimal(2), Decimal(3)]),
        ("m", ["m > 1 EUR", "m > 1.02 EUR"], [eur("0"), eur("1"), eur("1.01"), eur("1.02"), eur("2.02")]),
        ("d", ["d > 2026-01-05"], [date(2026, 1, 4), date(2026, 1, 5), date(2026, 1, 6)]),
        ("d", ["d > 2026-01-01", "d > 2026-01-05"], [date(2025, 12, 31), *(date(2026, 1, n) for n in (1, 3, 5, 6))]),
        ("d", ["d > 2026-01-01", "d > 2026-01-02"], [date(2025, 12, 31), *(date(2026, 1, n) for n in (1, 2, 3))]),
        ("d", ["d > 9999-12-31"], [date(9999, 12, 30), date.max]),
        ("i", ["i > 2026-01-01T01:00Z"], [instant(0), instant(1), instant(2)]),
        ("i", ["i > 2026-01-01T01:00Z", "i > 2026-01-01T02:00Z"], [instant(0), instant(1), instant(1, 30), instant(2), instant(3)]),
        ("u", ["u > 1s", "u > 2s"], [timedelta(seconds=n) for n in (-59, 1, 1.5, 2, 62)]),
        ("b", ["b"], [False, True]),
        ("e", ['e = "b"'], ["b", "a"]),
        ("e", ['e in ["a", "b", "c"]'], ["a", "b", "c"]),
        ("t", ['t = "x"'], ["x", "something else"]),
        ("t", ['t = "Something else"'], ["something else", "something else."]),
    ],
)  # fmt: skip
def test_every_bucket_that_can_be_has_a_value_of_the_type(name: str, tests: list[str], expected: list[Value]) -> None:
    assert values(name, *tests) == expected


def test_the_longest_numbers_have_a_value_between_them() -> None:
    low, high = "9" * 24 + "0", "9" * 25
    found = values("r", f"r > {low}", f"r > {high}")
    assert [compare(a, b) for a, b in pairwise(found)] == [-1] * (len(found) - 1)
    assert Decimal(low) in found
    assert Decimal("9" * 24 + "4.50") in found


def test_what_conditions_tell_apart() -> None:
    texts = ["n > 5 and t = small", "m > r * 2 EUR", "5 between n and 9", 's has "a"', "no.such > 5", "b"]
    found = fact_points([parse(text).tree for text in texts], SCHEMA)
    assert {name: points.constants for name, points in found.items()} == {
        "n": (5,), "t": (), "small": (), "m": (), "r": (), "b": (False, True),
    }  # fmt: skip


def test_made_up_facts_are_the_same_everywhere_and_differ_from_number_to_number() -> None:
    schema = SCHEMA.with_facts([FactDef("decision.x", "X", SCHEMA.facts["n"].type)])
    points = fact_points([parse('n > 5 and e = "a" and b and decision.x = 1').tree], schema)
    sets = [made_up_facts(points, schema, "seed", number) for number in range(200)]
    assert sets == [made_up_facts(points, schema, "seed", number) for number in range(200)]
    assert made_up_facts(points, schema, "other", 1) != sets[1]
    states = {(fact.name, fact.state) for facts in sets for fact in facts}
    assert {name for name, _ in states} == {"n", "e", "b"}
    assert ("b", FactState.ABSENT) not in states
    assert {("n", s) for s in (FactState.KNOWN, FactState.ABSENT, FactState.PENDING)} <= states
    assert {fact.value for facts in sets for fact in facts if fact.name == "n"} == {None, 4, 5, 6}


def test_clock_facts_are_not_made_up() -> None:
    schema = schema_of("""format = "callside.facts/1"
[fact]
day = { derive = { kind = "weekday" } }
n = { type = "int" }
""")
    points = fact_points([parse('day = "monday" and n > 1').tree], schema)
    names = {fact.name for number in range(50) for fact in made_up_facts(points, schema, "seed", number)}
    assert names == {"n"}


def test_a_witness_is_facts_again() -> None:
    facts = known_facts({"n.count": 5, "t.name": None})
    assert [(f.name, f.state, f.value) for f in facts] == [
        ("n.count", FactState.KNOWN, 5),
        ("t.name", FactState.ABSENT, None),
    ]
    assert set(WHOLE.facts) > {f.name for f in facts}
