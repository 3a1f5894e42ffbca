from __future__ import annotations

import pytest

from desktop.rules.nodes import And, Or
from desktop.rules.parser import parse
from desktop.rules.printer import print_node


@pytest.mark.parametrize(
    ("written", "printed"),
    [
        ("a==5", "a = 5"),
        ("(((a)))", "a"),
        ("a and (b and c)", "a and (b and c)"),
        ("(a or b) and c", "(a or b) and c"),
        ("a or (b and c)", "a or b and c"),
        ("not (a or b)", "not (a or b)"),
        ("not not a", "not not a"),
        ("(a + b) * 2 > 5", "(a + b) * 2 > 5"),
        ("a - (b - c) > 5", "a - (b - c) > 5"),
        ("(a - b) - c > 5", "a - b - c > 5"),
        ("-(a + b) > 5", "-(a + b) > 5"),
        ("-(5) > a", "-(5) > a"),
        ("- 5 > a", "-5 > a"),
        ('a has any ["x"]', 'a has any ["x"]'),
        ("a not   in [1,2]", "a not in [1, 2]"),
        ("a not between 1 and 2", "a not between 1 and 2"),
        ('a not starts with "x"', 'a not starts with "x"'),
        ("a is not empty", "a is not empty"),
    ],
)
def test_only_the_parentheses_that_are_needed(written: str, printed: str) -> None:
    node = parse(written).node
    assert node is not None
    assert print_node(node) == printed
    assert parse(printed).node == node


def test_nothing_to_ask_is_true_and_nothing_to_choose_from_is_false() -> None:
    assert print_node(And(())) == "true"
    assert print_node(Or(())) == "false"


def test_what_could_not_be_read_is_a_question_mark() -> None:
    assert print_node(parse("a = 1 and (b c) and d").tree) == "a = 1 and ? and d"
