from __future__ import annotations

import pytest
from hypothesis import given, settings

from desktop.rules.kleene import truth
from desktop.rules.parser import parse
from desktop.rules.problems import errors
from desktop.rules.typecheck import check_condition, check_number
from tests.rules.support import CONDITIONS, FACTS, SCHEMA, schema_of, seen_of


def codes(text: str, firm: bool = False) -> list[str]:
    return [p.code for p in check_condition(parse(text).tree, SCHEMA, firm=firm)]


@pytest.mark.parametrize(
    ("text", "code"),
    [
        ("n.cuont > 1", "NAM001"),
        ('e.segment = "goldd"', "NAM002"),
        ('e.segment in ["gold", "x"]', "NAM002"),
        ('s.tags has "vipp"', "NAM002"),
        ('n.count = "1"', "TYP001"),
        ("m.total > 5", "TYP001"),
        ("d.day < 2026-12-01T10:00Z", "TYP001"),
        ("e.segment = e.queue", "TYP001"),
        ("e.segment = t.name", "TYP001"),
        ('e.segment < "gold"', "TYP002"),
        ('t.name > "a"', "TYP002"),
        ("b.flag > true", "TYP002"),
        ("n.count", "TYP003"),
        ("(n.count > 1) = true", "TYP004"),
        ("(n.count > 1) + 1 > 2", "TYP004"),
        ("m.total > 5 USD", "TYP005"),
        ("m.total + 5 USD > 5 EUR", "TYP005"),
        ("m.total * m.other > 5 EUR", "TYP007"),
        ("n.count + m.total > 5 EUR", "TYP007"),
        ("d.day + d.other = d.day", "TYP007"),
        ("d.day + 90min > d.other", "TYP008"),
        ('n.count contains "1"', "TYP009"),
        ('n.count has "1"', "TYP009"),
        ('s.tags = "vip"', "TYP001"),
        ("-t.name = 5", "TYP002"),
        ("d.day > -2026-12-01", "TYP002"),
        ("1d - d.day = d.other", "TYP007"),
        ("t.name + 1 > 5", "TYP007"),
        ("t.name * 2 > 5", "TYP007"),
        ("b.flag = n.cuont", "NAM001"),
    ],
)
def test_each_mistake_has_its_code(text: str, code: str) -> None:
    assert code in codes(text)


@pytest.mark.parametrize(
    "text",
    [
        "n.count > n.ratio",
        "m.total > 0.07 * m.other",
        "m.total / m.other > 0.5",
        "m.total / 2 > 3 EUR",
        "d.day - d.other > 3d",
        "d.day + 1w > d.other",
        "i.at - 30min < 2026-12-03T10:00Z",
        "u.span / 2 > 1min",
        "-n.count > -n.ratio",
        "-m.total < 5 EUR",
        "-u.span < 1min",
        "1w + d.day > d.other",
        "90min + i.at > i.at",
        "b.flag and b.other = false",
        "n.count * 2 + 1 is known",
        'e.segment = "gold" or "gold" = e.segment',
    ],
)
def test_what_goes_together(text: str) -> None:
    assert not errors(check_condition(parse(text).tree, SCHEMA))


def test_a_wrong_member_is_mended_with_one_click() -> None:
    problem = check_condition(parse('e.segment = "glod"').tree, SCHEMA)[0]
    assert problem.suggestion is not None
    assert problem.suggestion.text == '"gold"'


def test_nullable_facts_under_negation_warn() -> None:
    assert codes("n.count != 5") == ["TYP010"]
    assert codes("n.count not in [5]") == ["TYP010"]
    assert codes("n.count not between 1 and 5") == ["TYP010"]
    assert codes('t.name not contains "x"') == ["TYP010"]
    assert codes("not n.count = 5") == ["TYP011"]
    offered = check_condition(parse("n.count != 5").tree, SCHEMA)[0].suggestion
    assert offered is not None
    assert offered.text == "(n.count is empty or n.count != 5)"
    firm = schema_of('format = "callside.facts/1"\n[fact]\n"x" = { type = "int", nullable = false }')
    assert check_condition(parse("x != 5 and not x = 4").tree, firm) == []


def test_what_can_be_read_is_checked_beside_what_cannot() -> None:
    assert codes("(n.count knwon) + 1 > n.cuont") == ["NAM001"]
    assert codes("-(n.count knwon) > 1 and n.cuont > 1") == ["NAM001"]
    # to say what an empty value means, one has to know the whole test
    assert codes("n.count != (n.other knwon)") == []
    assert codes("not n.count = (n.other knwon)") == []


def test_tests_on_the_state_warn_where_answers_must_last() -> None:
    assert codes("n.count is known") == []
    assert codes("n.count is known", firm=True) == ["TYP012"]
    assert codes("n.count is empty", firm=True) == []


def test_numeric_expressions() -> None:
    assert check_number(parse("m.total * 0.05").tree, SCHEMA)[1] == []
    assert [p.code for p in check_number(parse("t.name").tree, SCHEMA)[1]] == ["TYP014"]
    assert [p.code for p in check_number(parse("n.count > 1").tree, SCHEMA)[1]] == ["TYP004"]


@settings(max_examples=80, deadline=None)
@given(CONDITIONS, FACTS)
def test_what_passes_the_check_evaluates(node, facts) -> None:
    assert not errors(check_condition(node, SCHEMA))
    truth(node, seen_of(facts))
