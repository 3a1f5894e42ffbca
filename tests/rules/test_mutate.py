from __future__ import annotations

from collections.abc import Callable

import pytest

from desktop.rules.bundle import load_bundle
from desktop.rules.cases import read_cases
from desktop.rules.mutate import MutationReport, mutate, mutations
from desktop.rules.nodes import And, Or
from desktop.rules.parser import parse
from desktop.rules.printer import print_node
from tests.rules.support import PLAYBOOK, SCHEMA, schema_of

CASES = """format = "callside.cases/1"
[[case]]
id = "one"
facts = { FACTS }
expect.call_type = "first"
"""
TABLE = """callside,table/1,id=call_type,hit=F
role,id,in,in,out
name,,call.queue,customer.segment,type
rule,r1,billing,-,first
rule,r2,-,gold,second
"""


def mutants(text: str) -> list[tuple[str, str]]:
    return [(change, print_node(node)) for change, node in mutations(parse(text).tree, SCHEMA)]


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("b.flag", []),
        ("b.flag = true", [("flip", "b.flag != true")]),
        ("n.count > n.other", [("flip", "n.count >= n.other")]),
        ("n.count <= 5", [("flip", "n.count < 5"), ("threshold", "n.count <= 4"), ("threshold", "n.count <= 6")]),
        ("n.ratio < 5", [("flip", "n.ratio <= 5"), ("threshold", "n.ratio < 4.99"), ("threshold", "n.ratio < 5.01")]),
        ("m.total = 5 EUR", [("flip", "m.total != 5 EUR"), ("threshold", "m.total = 4 EUR"), ("threshold", "m.total = 6 EUR")]),
        ("d.day > 2026-12-31", [("flip", "d.day >= 2026-12-31"), ("threshold", "d.day > 2026-12-30"), ("threshold", "d.day > 2027-01-01")]),
        ("d.day > 9999-12-31", [("flip", "d.day >= 9999-12-31"), ("threshold", "d.day > 9999-12-30")]),
        ("i.at > 2026-12-03T10:00Z", [("flip", "i.at >= 2026-12-03T10:00:00Z"), ("threshold", "i.at > 2026-12-03T09:59:59Z"), ("threshold", "i.at > 2026-12-03T10:00:01Z")]),
        ("u.span > 1min", [("flip", "u.span >= 1min"), ("threshold", "u.span > 59s"), ("threshold", "u.span > 61s")]),
        ('t.name = "x"', [("flip", 't.name != "x"')]),
        ('e.segment != "bronze"', [("flip", 'e.segment = "bronze"'), ("threshold", 'e.segment != "gold"')]),
        ("n.count between 1 and 5", [("threshold", f"n.count between {a} and {b}") for a, b in ((0, 5), (2, 5), (1, 4), (1, 6))]),
        ("n.count in [1, 2]", [("member", "n.count in [2]"), ("member", "n.count in [1]")]),
        ("n.count in [1]", []),
        ("n.count is empty", []),
        ("b.flag and b.other", [("swap and/or", "b.flag or b.other"), ("drop", "b.other"), ("drop", "b.flag")]),
        ("b.flag or b.other or n.count is empty", [("swap and/or", "b.flag and b.other and n.count is empty"), ("drop", "b.other or n.count is empty"), ("drop", "b.flag or n.count is empty"), ("drop", "b.flag or b.other")]),
    ],
)  # fmt: skip
def test_every_small_change_of_a_condition(text: str, found: list[tuple[str, str]]) -> None:
    (change, _), *others = mutants(text)
    assert (change, others) == ("negate", found)


def test_a_negation_is_taken_away_and_its_inside_changed() -> None:
    assert mutants("not n.count = 5") == [
        ("negate", "n.count = 5"),
        ("flip", "not n.count != 5"),
        ("threshold", "not n.count = 4"),
        ("threshold", "not n.count = 6"),
    ]


def test_an_enum_of_one_member_has_no_other() -> None:
    schema = schema_of('format = "callside.facts/1"\n[fact]\nx = { type = "enum", members = ["a"] }\n')
    assert [change for change, _ in mutations(parse('x = "a"').tree, schema)] == ["negate", "flip"]


@pytest.mark.parametrize("node", [And(()), Or(())])
def test_what_is_always_or_never_true_has_nothing_to_change(node: And | Or) -> None:
    assert list(mutations(node, SCHEMA)) == []


BUNDLE = load_bundle({"facts.toml": PLAYBOOK["facts.toml"], "tables/call_type.csv": TABLE}).bundle


def tried(facts: str = "", **more: Callable[[], bool]) -> MutationReport:
    assert BUNDLE is not None
    cases, problems = read_cases({"tests/t.toml": CASES.replace("FACTS", facts)}, BUNDLE.schema)
    assert not problems
    return mutate(BUNDLE, cases, **more)


@pytest.mark.parametrize(
    ("facts", "survivors"),
    [
        ('"call.queue" = "billing", "customer.segment" = "gold"', set()),
        ('"call.queue" = "billing", "customer.segment" = "silver"', {"r2 before r1", "hit policy U"}),
    ],
)
def test_only_a_case_in_which_both_rows_match_notices_their_order(facts: str, survivors: set[str]) -> None:
    found = tried(facts)
    assert {m.text for m in found.survivors if m.change in ("swap rows", "hit policy")} == survivors


def test_it_stops_when_told_and_says_what_it_left_out() -> None:
    left = iter([True, True, False])
    found = tried(go_on=lambda: next(left))
    assert (found.tried, found.left_out) == (2, tried().tried - 2)
