from __future__ import annotations

from datetime import UTC, date, datetime, timedelta
from decimal import Decimal
from zoneinfo import ZoneInfo

import pytest

from desktop.rules.facts import Fact, FactSet, FactState, admit
from desktop.rules.values import Money, Value, calculate
from tests.rules.support import NOW, SCHEMA, schema_of


@pytest.mark.parametrize(
    ("name", "value", "reason"),
    [
        ("n.count", True, "wrong_type"),
        ("n.count", 1.0, "wrong_type"),
        ("n.count", "1", "wrong_type"),
        ("n.ratio", Decimal("NaN"), "not_finite"),
        ("n.ratio", Decimal("Infinity"), "not_finite"),
        ("n.ratio", Decimal("1.234"), "scale"),
        ("n.ratio", Decimal("1e100"), "too_large"),
        ("n.ratio", 0.5, "wrong_type"),
        ("m.total", Money(Decimal(1), "USD"), "currency"),
        ("m.total", Decimal(1), "wrong_type"),
        ("e.segment", "platinum", "undeclared"),
        ("s.tags", frozenset({"x"}), "undeclared"),
        ("s.tags", {"vip"}, "wrong_type"),
        ("i.at", datetime(2026, 1, 1), "no_offset"),
        ("d.day", NOW, "wrong_type"),
        ("t.name", "x" * 5000, "too_large"),
        ("b.flag", 1, "wrong_type"),
    ],
)
def test_a_wrong_value_fails_the_fact_and_is_never_coerced(name: str, value: object, reason: str) -> None:
    fact = admit(Fact(name, FactState.KNOWN, value), SCHEMA.facts[name].type)  # type: ignore[arg-type]
    assert (fact.state, fact.value, fact.reason) == (FactState.FAILED, None, reason)


def test_what_is_declared_never_empty_may_not_be_absent() -> None:
    assert admit(Fact.absent("n.count"), SCHEMA.facts["n.count"].type, nullable=False).reason == "absent"
    empty = admit(Fact.absent("s.tags"), SCHEMA.facts["s.tags"].type)
    assert (empty.state, empty.value) == (FactState.KNOWN, frozenset())


def test_a_time_without_offset_is_refused() -> None:
    fact = Fact.known("n.count", 1, "crm", datetime(2026, 1, 1))
    assert admit(fact, SCHEMA.facts["n.count"].type).reason == "no_offset"


def test_sets_are_immutable_and_digest_is_canonical() -> None:
    one = FactSet.of([Fact.known("a", Decimal("1.0")), Fact.known("b", "x")])
    two = FactSet.of([Fact.known("b", "x"), Fact.known("a", 1)])
    assert one.digest() == two.digest()
    three, changed = one.merged([Fact.known("b", "y"), Fact.known("a", Decimal("1.0"))])
    assert changed == {"b"}
    assert three.digest() != one.digest()
    assert one["b"].value == "x"
    assert one["never"].state is FactState.PENDING
    assert "b" in one
    assert "never" not in one


LIMITED = """format = "callside.facts/1"
[fact]
"n" = { type = "int", min = 0, max = 99 }
"m" = { type = "money", currency = "EUR", min = 0 }
"d" = { type = "date", max = 2026-12-31 }
"""


@pytest.mark.parametrize(
    ("name", "value", "fits"),
    [
        ("n", 0, True),
        ("n", 99, True),
        ("n", 100, False),
        ("n", -1, False),
        ("m", Money(Decimal("-0.01"), "EUR"), False),
        ("m", Money(Decimal(0), "EUR"), True),
        ("d", date(2027, 1, 1), False),
    ],
)
def test_a_value_outside_its_limits_fails_the_fact(name: str, value: Value, fits: bool) -> None:
    """The analysis leaves such values out, so they must not come in."""
    definition = schema_of(LIMITED).facts[name]
    fact = admit(Fact.known(name, value), definition.type, least=definition.min, most=definition.max)
    assert (fact.state is FactState.KNOWN, fact.reason) == (fits, None if fits else "out_of_range")


def test_an_instant_keeps_its_offset_but_not_the_rules_of_its_zone() -> None:
    berlin = ZoneInfo("Europe/Berlin")
    before = datetime(2026, 10, 24, 12, tzinfo=berlin)
    fact = admit(Fact.known("i.at", before, as_of=before), SCHEMA.facts["i.at"].type)
    assert isinstance(fact.value, datetime)
    assert (fact.value, fact.value.utcoffset()) == (before, timedelta(hours=2))
    after = datetime(2026, 10, 25, 12, tzinfo=berlin)
    assert calculate("-", after.astimezone(UTC), fact.value) == timedelta(hours=25)
    assert fact.as_of is not None
    assert after.astimezone(UTC) - fact.as_of == timedelta(hours=25)
