from __future__ import annotations

from datetime import date, timedelta
from decimal import Decimal

import pytest

from desktop.rules.facts import Fact
from desktop.rules.kleene import F, T, Truth, U, truth
from desktop.rules.nodes import names_in
from desktop.rules.parser import parse
from desktop.rules.values import Money
from desktop.rules.virtual import closure_of
from tests.rules.support import NOW, SCHEMA, seen_of

KNOWN = [
    Fact.known("b.flag", True),
    Fact.known("b.other", False),
    Fact.known("n.count", 3),
    Fact.known("n.other", 0),
    Fact.known("n.ratio", Decimal("0.50")),
    Fact.known("m.total", Money(Decimal(5), "EUR")),
    Fact.known("m.other", Money(Decimal("7.50"), "EUR")),
    Fact.known("t.name", "Straße"),
    Fact.known("t.code", "ada"),
    Fact.known("e.segment", "gold"),
    Fact.known("d.day", date(2026, 12, 3)),
    Fact.known("d.other", date(2026, 12, 1)),
    Fact.known("i.at", NOW),
    Fact.known("u.span", timedelta(minutes=90)),
    Fact.known("s.tags", frozenset({"vip"})),
]
LONG = "9" * 28


def verdict(text: str, facts: list[Fact]) -> Truth:
    """The verdict of the compiled condition, which must be that of the reference."""
    node, seen = parse(text).tree, seen_of(facts)
    found = closure_of(node, SCHEMA)(seen)
    assert found is truth(node, seen)
    return found


@pytest.mark.parametrize(
    ("text", "known", "absent"),
    [
        ("n.count > n.other", T, F),
        ("n.count <= n.ratio", F, F),
        ("n.count + 1 = 4", T, F),
        ("n.count - 4 >= 0", F, F),
        ("n.count * 2 != 6", F, F),
        (f"n.count + {LONG} > {LONG}", T, F),
        ("n.count + n.other = 3", T, F),
        ("n.count - n.ratio = 2.5", T, F),
        (f"{LONG} * n.count > {LONG}", T, F),
        ("n.count / n.ratio = 6", T, F),
        ("n.count / n.other = 0", F, F),
        ("n.count / n.other is empty", T, T),
        ("-n.count < 0", T, F),
        ("-n.count is not empty", T, F),
        ("n.count * 2 is known", T, F),
        ("n.count * 2 is unavailable", F, F),
        ("n.count + n.other in [3, 5]", T, F),
        ("n.count + n.other not between 1 and 2", T, F),
        ("m.total < m.other", T, F),
        ("m.total * 2 >= m.other", T, F),
        ("m.other / m.total = 1.5", T, F),
        ("d.day - d.other = 2d", T, F),
        ("d.day > d.other", T, F),
        ("i.at - u.span < i.at", T, F),
        ("u.span > 1h", T, F),
        ("t.name = t.code", F, F),
        ('t.name starts with "STRASS"', T, F),
        ('s.tags has any ["new", "vip"]', T, F),
        ("b.flag = b.other", F, F),
        ("b.flag and n.count > n.other", T, F),
        ("b.flag and n.count < n.other", F, F),
        ("b.other or n.count > n.other", T, F),
        ("b.other or n.count < n.other", F, F),
        ("not n.count > n.other", F, T),
    ],
)
def test_a_compiled_condition_says_what_the_reference_says(text: str, known: Truth, absent: Truth) -> None:
    names = names_in(parse(text).tree)
    assert verdict(text, KNOWN) is known
    # A set is never absent: none is the empty set.
    assert verdict(text, [Fact.absent(name) for name in SCHEMA.facts]) is absent
    for missing in ([], [Fact.failed(name, "timeout") for name in names]):
        state = {"known": F, "unavailable": T}.get(text.rsplit(" ", 1)[1], U)
        assert verdict(text, missing) is state


def test_one_part_may_settle_what_another_leaves_open() -> None:
    count = [Fact.known("n.count", 3), Fact.known("b.flag", True), Fact.known("b.other", False)]
    assert verdict("n.count > n.other and b.other", count) is F
    assert verdict("n.count > n.other and b.flag", count) is U
    assert verdict("b.flag and n.count > n.other", count) is U
    assert verdict("n.count > n.other or b.flag", count) is T
    assert verdict("n.count > n.other or b.other", count) is U
    assert verdict("not (n.count > n.other)", count) is U
    assert verdict("n.count + n.other > 1", [Fact.known("n.count", 3), Fact.absent("n.other")]) is F
