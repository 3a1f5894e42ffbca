"""Conditions read part by part, against the same texts read whole."""

from __future__ import annotations

from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from desktop.rules.conditions import Conditions
from desktop.rules.nodes import And, Node
from desktop.rules.parser import parse
from desktop.rules.problems import errors
from desktop.rules.typecheck import check_condition
from tests.rules.support import schema_of

SCHEMA = schema_of("""format = "callside.facts/1"
[fact]
a = { type = "bool" }
b = { type = "bool", nullable = false }
n = { type = "int" }
t = { type = "text" }
""")
PARTS = [
    *("a", "not a", "b", "n > 3", "n between 1", "5", "n between 1 and 5", "n in [1, 2]", '"a" = t', 't = "a', 'b"'),
    *("(a", "b)", "(a)", "n", "x", "n = t", 't != "and"', " b ", "not not a", "a or b", "n is known", "a\nand b", ""),
]


def whole(text: str, *, firm: bool) -> tuple[Node | None, list]:
    parsed = parse(text)
    return parsed.node, [*parsed.problems, *check_condition(parsed.tree, SCHEMA, firm=firm)]


@given(st.lists(st.lists(st.sampled_from(PARTS), min_size=1, max_size=5), min_size=1, max_size=4), st.booleans())
def test_read_part_by_part_it_is_what_it_is_when_read_whole(texts: list[list[str]], firm: bool) -> None:
    conditions = Conditions(SCHEMA)
    for parts in texts:
        text = " and ".join(parts)
        node, problems = whole(text, firm=firm)
        found = conditions.read(text, firm=firm)
        if found is not None:
            assert found[0] == node
            assert sorted(found[1], key=str) == sorted(problems, key=str)
        else:
            assert errors(problems) or any(word in text for word in (" or ", "\n", "between", "(", '"'))


def test_conditions_are_told_apart_and_share_their_tests() -> None:
    conditions = Conditions(SCHEMA)
    one, two, both = (conditions.read(text, firm=True) for text in ("b", "b", "b and n > 3"))
    assert one is not None
    assert two is not None
    assert both is not None
    assert one[0] == two[0]
    assert one[0] is not two[0]
    again = conditions.read("b and a", firm=True)
    assert again is not None
    assert isinstance(both[0], And)
    assert isinstance(again[0], And)
    assert both[0].items[0] is again[0].items[0]


@pytest.mark.parametrize("text", ["a or b", "a\nand b", "a and x", "a and (b", "b and " * 40 + "b"])
def test_what_is_not_read_part_by_part(text: str) -> None:
    assert Conditions(SCHEMA).read(text, firm=True) is None
    assert Conditions(replace(SCHEMA)).read("b", firm=True) is not None
