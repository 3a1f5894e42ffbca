from __future__ import annotations

from datetime import UTC, date, datetime, timedelta
from decimal import Context, Decimal, localcontext
from fractions import Fraction
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from desktop.rules.facts import Fact, FactSet, FactState, admit
from desktop.rules.read_values import fault, read_plain
from desktop.rules.report import read_facts
from desktop.rules.schema import read_schema
from desktop.rules.values import Money, Value, calculate
from tests.rules.support import NOW, SCHEMA, SCHEMA_TEXT, schema_of


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


@pytest.mark.parametrize(
    ("name", "raw", "value"),
    [
        ("n.ratio", 0.1, Decimal("0.1")),
        ("n.ratio", "2.50", Decimal("2.50")),
        ("m.total", "6.50 EUR", Money(Decimal("6.50"), "EUR")),
        ("m.total", {"amount": "6.50", "currency": "EUR"}, Money(Decimal("6.50"), "EUR")),
        ("m.total", "6.50 USD", None),
        ("d.day", "2026-12-03", date(2026, 12, 3)),
        ("i.at", "2026-12-03T09:15:00Z", NOW),
        ("i.at", "2026-12-03T09:15:00", None),
        ("u.span", "10 min", timedelta(minutes=10)),
        ("u.span", "999999999999d", None),
        ("s.tags", ["vip"], frozenset({"vip"})),
        ("s.tags", [["vip"]], None),
        ("n.count", "x", None),
        ("n.count", True, None),
        ("e.segment", "gold", "gold"),
    ],
)
def test_reading_plain_data(name: str, raw: object, value: object) -> None:
    assert read_plain(SCHEMA.facts[name].type, raw) == value


def test_facts_from_json() -> None:
    data = {
        "n.count": 3,
        "t.name": None,
        "e.segment": {"state": "pending"},
        "m.total": {
            "value": "5 EUR",
            "source": "billing",
            "as_of": "2026-12-03T09:00:00Z",
            "evidence": [["invoice", "1", "Invoice 1"]],
        },
        "no.such": 1,
        "b.flag": "yes",
    }
    facts, problems = read_facts(data, SCHEMA, now=NOW, file="f.json")
    assert [(f.name, f.state.value) for f in facts] == [
        ("n.count", "known"),
        ("t.name", "absent"),
        ("e.segment", "pending"),
        ("m.total", "known"),
    ]
    assert facts[3].evidence == (("invoice", "1", "Invoice 1"),)
    assert [(p.code, p.rule_id) for p in problems] == [("NAM001", "no.such"), ("TYP006", "b.flag")]


@pytest.mark.parametrize(
    ("text", "code"),
    [
        ("x = ", "SYN020"),
        ('format = "other"', "ACT001"),
        ('format = "callside.facts/1"\nfact = 3', "ACT006"),
        ('format = "callside.facts/1"\n[fact]\n"A.b" = { type = "int" }', "NAM004"),
        ('format = "callside.facts/1"\n[fact]\n"decision.x" = { type = "int" }', "NAM005"),
        ('format = "callside.facts/1"\n[fact]\nx = 3', "ACT006"),
        ('format = "callside.facts/1"\n[fact]\nx = { type = "integer" }', "ACT005"),
        ('format = "callside.facts/1"\n[fact]\nx = { type = "enum" }', "ACT002"),
        ('format = "callside.facts/1"\n[fact]\nx = { type = "int", lable = "X" }', "NAM007"),
        ('format = "callside.facts/1"\n[fact]\nx = { type = "int", max_age = "soon" }', "ACT006"),
        ('format = "callside.facts/1"\n[fact]\nx = { type = "money" }', "ACT006"),
        ('format = "callside.facts/1"\n[fact]\nx = { type = "int", min = "a" }', "ACT006"),
        ('format = "callside.facts/1"\n[fact]\nx = { derive = { kind = "elapsed", from = "y" } }', "NAM001"),
        (
            'format = "callside.facts/1"\n[fact]\ny = { type = "int" }\nx = { derive = { kind = "elapsed", from = "y" } }',
            "TYP006",
        ),
        ('format = "callside.facts/1"\n[fact]\nx = { derive = { kind = "later" } }', "ACT006"),
        ('format = "callside.facts/1"\n[fact]\n' + "x" * 70 + ' = { type = "int" }', "CAP006"),
        ('format = "callside.facts/1"\n[fact]\nx = { type = "int", min = 2, max = 1 }', "ACT006"),
        ('format = "callside.facts/1"\n[fact]\nx = { type = "text", min = "a" }', "ACT006"),
        ('format = "callside.facts/1"\n[fact]\nx = { derive = { kind = "weekday" }, max = 5 }', "ACT006"),
        ('format = "callside.facts/1"\n[fact]\nx = { type = "decimal", scale = true }', "ACT006"),
        ('format = "callside.facts/1"\n[fact]\nx = { type = "enum", members = ["a", 1] }', "ACT006"),
        ('format = "callside.facts/1"\n[fact]\nx = { type = "enum", members = ["a", "a"] }', "ACT006"),
        ("[" * 2000, "SYN020"),
    ],
)
def test_each_mistake_in_the_schema_has_its_code(text: str, code: str) -> None:
    _, problems = read_schema({"facts.toml": text})
    assert code in [p.code for p in problems]
    assert all(p.text and p.file in ("facts.toml", "") for p in problems)


def test_a_fact_declared_in_two_files_is_a_problem() -> None:
    _, problems = read_schema({"facts.toml": SCHEMA_TEXT, "facts/more.toml": SCHEMA_TEXT})
    assert {p.code for p in problems} == {"NAM003"}


def test_problems_point_at_their_line() -> None:
    text = 'format = "callside.facts/1"\n[fact]\nfine = { type = "int" }\n[fact."bad.one"]\ntype = "integer"\n'
    _, problems = read_schema({"facts.toml": text})
    assert [(p.span.line, p.rule_id) for p in problems] == [(4, "bad.one")]


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
