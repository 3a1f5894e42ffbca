from __future__ import annotations

import itertools
from datetime import timedelta
from decimal import Decimal

import pytest
from hypothesis import given, settings

from desktop.rules.facts import Fact
from desktop.rules.kleene import F, T, Truth, U, truth, value_of
from desktop.rules.nodes import And, Arith, Lit, Name, Neg, Not, Or
from desktop.rules.parser import parse
from desktop.rules.seen import Look
from desktop.rules.values import Money
from tests.rules.support import CONDITIONS, FACTS, NOW, SCHEMA, seen_of


def verdict(text: str, *facts: Fact) -> Truth:
    parsed = parse(text)
    assert parsed.node is not None, parsed.problems
    return truth(parsed.node, seen_of(list(facts)))


BY_TRUTH = {T: ("b.flag", True), F: ("b.flag", False), U: ("b.flag", None)}


def flag(name: str, wanted: Truth) -> Fact:
    return Fact.pending(name) if wanted is U else Fact.known(name, wanted is T)


@pytest.mark.parametrize(("a", "b"), list(itertools.product(Truth, Truth)))
def test_connectives_follow_the_tables(a: Truth, b: Truth) -> None:
    facts = seen_of([flag("b.flag", a), flag("b.other", b)])
    both = (Name("b.flag"), Name("b.other"))
    assert truth(And(both), facts) is min(a, b)
    assert truth(Or(both), facts) is max(a, b)
    assert truth(Not(both[0]), facts) is {T: F, F: T, U: U}[a]


COMPARISONS = [
    "n.count < 5",
    "n.count <= 5",
    "n.count > 5",
    "n.count >= 5",
    "n.count = 5",
    "n.count != 5",
    "n.count in [1, 2]",
    "n.count not in [1, 2]",
    "n.count between 1 and 2",
    "n.count not between 1 and 2",
    't.name starts with "a"',
    't.name not starts with "a"',
    't.name ends with "a"',
    't.name contains "a"',
    't.name not contains "a"',
    "b.flag",
    "b.flag = true",
]


@pytest.mark.parametrize(
    ("test", "true_for"),
    [
        ("< 5", [4]),
        ("<= 5", [4, 5]),
        ("> 5", [6]),
        (">= 5", [5, 6]),
        ("= 5", [5]),
        ("!= 5", [4, 6]),
        ("in [4, 6]", [4, 6]),
        ("not in [4, 6]", [5]),
        ("between 4 and 5", [4, 5]),
        ("between 5 and 6", [5, 6]),
        ("not between 5 and 9", [4]),
        ("not between 1 and 5", [6]),
        ("+ 1 > 6", [6]),
        ("- 1 < 4", [4]),
        ("* 2 >= 10", [5, 6]),
        ("/ 2 = 2.5", [5]),
    ],
)
def test_comparisons_at_and_around_their_constant(test: str, true_for: list[int]) -> None:
    for facts, text in (("n.count", f"n.count {test}"), ("n.ratio", f"n.ratio {test}")):
        found = {n: verdict(text, Fact.known(facts, n if facts == "n.count" else Decimal(n))) for n in (4, 5, 6)}
        assert found == {n: T if n in true_for else F for n in (4, 5, 6)}


@pytest.mark.parametrize(
    ("test", "folded", "exact"),
    [
        ('= "ADA"', T, F),
        ('!= "ADA"', F, T),
        ('in ["x", "ADA"]', T, F),
        ('not in ["x", "ADA"]', F, T),
        ('starts with "AD"', T, F),
        ('starts with "da"', F, F),
        ('ends with "DA"', T, F),
        ('ends with "ad"', F, F),
        ('contains "D"', T, F),
        ('contains "d"', T, T),
        ('not contains "D"', F, T),
        ('not starts with "AD"', F, T),
        ('contains "x"', F, F),
    ],
)
def test_texts_compare_with_or_without_case(test: str, folded: Truth, exact: Truth) -> None:
    assert verdict(f"t.name {test}", Fact.known("t.name", "ada")) is folded
    assert verdict(f"t.code {test}", Fact.known("t.code", "ada")) is exact


def test_two_facts_fold_only_where_both_do() -> None:
    facts = (Fact.known("t.name", "ada"), Fact.known("t.code", "ADA"))
    assert verdict("t.name = t.code", *facts) is F
    assert verdict("t.name = t.name", *facts) is T


@pytest.mark.parametrize(
    ("low", "high", "inside", "outside"),
    [
        (T, T, T, F),
        (T, F, F, T),
        (F, T, F, T),
        (T, U, U, U),
        (U, T, U, U),
        (F, U, F, T),
        (U, F, F, T),
        (U, U, U, U),
    ],
)
def test_an_open_bound_matters_only_where_the_other_holds(
    low: Truth, high: Truth, inside: Truth, outside: Truth
) -> None:
    facts = [Fact.known("n.count", 5)]
    facts += [] if low is U else [Fact.known("n.other", 4 if low is T else 6)]
    facts += [] if high is U else [Fact.known("n.ratio", Decimal(6 if high is T else 4))]
    assert verdict("n.count between n.other and n.ratio", *facts) is inside
    assert verdict("n.count not between n.other and n.ratio", *facts) is outside


@pytest.mark.parametrize("missing", ["n.count", "n.other", "n.ratio"])
def test_an_absent_bound_settles_a_range(missing: str) -> None:
    facts = [Fact.absent(missing)]
    assert verdict("n.count between n.other and n.ratio", *facts) is F
    assert verdict("n.count not between n.other and n.ratio", *facts) is F


def test_no_condition_holds_and_no_alternative_does_not() -> None:
    assert truth(And(()), {}) is T
    assert truth(Or(()), {}) is F


def test_signs_turn_what_is_known() -> None:
    assert value_of(Neg(Name("n.count")), seen_of([Fact.known("n.count", 3)])).value == -3
    assert value_of(Neg(Name("n.count")), seen_of([Fact.absent("n.count")])).look is Look.ABSENT
    assert value_of(Neg(Name("n.count")), seen_of([Fact.pending("n.count")])).look is Look.UNKNOWN
    assert value_of(Neg(Name("n.count")), {}).look is Look.UNKNOWN


def test_an_absent_fact_is_absent_whatever_it_is_calculated_with() -> None:
    for left, right in (("n.count", "n.other"), ("n.other", "n.count")):
        found = value_of(Arith("+", Name(left), Name(right)), seen_of([Fact.absent("n.count")]))
        assert found.look is Look.ABSENT


@pytest.mark.parametrize("text", COMPARISONS)
def test_absent_makes_every_test_false_and_its_negation_true(text: str) -> None:
    absent = [Fact.absent("n.count"), Fact.absent("t.name"), Fact.absent("b.flag")]
    assert verdict(text, *absent) is F
    assert verdict(f"not ({text})", *absent) is T


@pytest.mark.parametrize("text", COMPARISONS)
@pytest.mark.parametrize("state", ["pending", "failed"])
def test_missing_data_leaves_every_test_and_its_negation_open(text: str, state: str) -> None:
    names = ("n.count", "t.name", "b.flag")
    facts = [Fact.pending(n) if state == "pending" else Fact.failed(n, "timeout") for n in names]
    assert verdict(text, *facts) is U
    assert verdict(f"not ({text})", *facts) is U


@pytest.mark.parametrize(
    ("test", "known", "absent", "unknown"),
    [
        ("is empty", F, T, U),
        ("is not empty", T, F, U),
        ("is known", T, F, F),
        ("is not known", F, T, T),
        ("is unavailable", F, F, T),
        ("is not unavailable", T, T, F),
    ],
)
def test_state_tests(test: str, known: Truth, absent: Truth, unknown: Truth) -> None:
    assert verdict(f"n.count {test}", Fact.known("n.count", 1)) is known
    assert verdict(f"n.count {test}", Fact.absent("n.count")) is absent
    assert verdict(f"n.count {test}", Fact.pending("n.count")) is unknown
    assert verdict(f"n.count {test}", Fact.failed("n.count", "down")) is unknown


def test_an_absent_operand_settles_the_outcome() -> None:
    assert verdict("n.count < n.other", Fact.absent("n.count"), Fact.pending("n.other")) is F
    assert verdict("n.count + n.other > 1", Fact.absent("n.count"), Fact.pending("n.other")) is F
    assert verdict("n.count + n.other is empty", Fact.absent("n.count"), Fact.pending("n.other")) is T


def test_excluded_middle_stays_open() -> None:
    assert verdict("n.count < 5 or n.count >= 5", Fact.pending("n.count")) is U


def test_division_by_zero_is_absent() -> None:
    facts = seen_of([Fact.known("n.count", 1), Fact.known("n.other", 0)])
    assert value_of(Arith("/", Name("n.count"), Name("n.other")), facts).look is Look.ABSENT
    pending = seen_of([Fact.pending("n.count"), Fact.known("n.other", 0)])
    assert value_of(Arith("/", Name("n.count"), Name("n.other")), pending).look is Look.UNKNOWN


def test_numbers_are_exact() -> None:
    facts = seen_of([Fact.known("n.ratio", Decimal("0.10"))])
    assert truth(parse("n.ratio + 0.20 = 0.3").tree, facts) is T
    assert value_of(Arith("/", Lit(1), Lit(3)), {}).value == Decimal("0." + "3" * 28)


@pytest.mark.parametrize(
    ("fact", "look", "value"),
    [
        (Fact.known("n.count", 5), Look.KNOWN, -5),
        (Fact.known("m.total", Money(Decimal("6.50"), "EUR")), Look.KNOWN, Money(Decimal("-6.50"), "EUR")),
        (Fact.known("u.span", timedelta(hours=1)), Look.KNOWN, timedelta(hours=-1)),
        (Fact.known("u.span", timedelta.max), Look.ABSENT, None),
        (Fact.absent("n.count"), Look.ABSENT, None),
        (Fact.pending("n.count"), Look.UNKNOWN, None),
        (Fact.failed("n.count", "down"), Look.UNKNOWN, None),
    ],
)
def test_minus_a_fact_is_as_settled_as_the_fact(fact: Fact, look: Look, value: object) -> None:
    found = value_of(Neg(Name(fact.name)), seen_of([fact]))
    assert (found.look, found.value) == (look, value)


def test_true_is_not_one() -> None:
    assert Lit(True) != Lit(1)
    assert verdict("n.count in [1]", Fact.known("n.count", 1)) is T


def test_text_folds_unless_told_otherwise() -> None:
    assert verdict('t.name = "STRASSE"', Fact.known("t.name", "straße")) is T
    assert verdict('t.code = "ADA"', Fact.known("t.code", "ada")) is F
    assert verdict('t.name starts with "AD"', Fact.known("t.name", "ada")) is T
    assert verdict('t.code starts with "AD"', Fact.known("t.code", "ada")) is F
    assert verdict('t.code starts with "ad"', Fact.known("t.code", "ada")) is T


def test_sets() -> None:
    tags = Fact.known("s.tags", frozenset({"vip", "new"}))
    assert verdict('s.tags has "vip"', tags) is T
    assert verdict('s.tags has all ["vip", "late"]', tags) is F
    assert verdict('s.tags has any ["vip", "late"]', tags) is T
    assert verdict('s.tags has none ["late"]', tags) is T
    assert verdict('s.tags has "late"', tags) is F
    assert verdict('s.tags has all ["vip", "new"]', tags) is T
    assert verdict('s.tags has any ["late"]', tags) is F
    assert verdict('s.tags has none ["vip", "late"]', tags) is F
    assert verdict("s.tags is empty", tags) is F
    assert verdict("s.tags is known", Fact.known("s.tags", frozenset())) is T
    assert verdict("s.tags is empty", Fact.known("s.tags", frozenset())) is T
    assert verdict("s.tags is empty", Fact.absent("s.tags")) is T


def test_dates_and_durations() -> None:
    assert verdict("d.day - d.other >= 2d", *days(3, 1)) is T
    assert verdict("d.day + 1w = 2026-12-10", *days(3, 1)) is T
    assert verdict("i.at >= 2026-12-03T10:15:00+01:00", Fact.known("i.at", NOW)) is T


def days(a: int, b: int) -> list[Fact]:
    from datetime import date

    return [Fact.known("d.day", date(2026, 12, a)), Fact.known("d.other", date(2026, 12, b))]


@settings(max_examples=120, deadline=None)
@given(CONDITIONS, FACTS)
def test_learning_more_never_flips_a_settled_verdict(node, facts) -> None:
    """Kleene logic is monotone as long as no test asks for the state itself."""
    from desktop.rules.nodes import State, walk

    if any(isinstance(n, State) and n.test != "empty" for n in walk(node)):
        return
    less = [Fact.pending(f.name) if i % 2 else f for i, f in enumerate(facts)]
    before, after = truth(node, seen_of(less)), truth(node, seen_of(facts))
    assert before is U or before is after


def test_every_fact_never_mentioned_is_pending() -> None:
    assert truth(Name("b.flag"), {}) is U
    assert set(SCHEMA.facts) == set(seen_of([]))
