from __future__ import annotations

import pytest
from hypothesis import given, settings

from desktop.rules.builder import tree, untree
from desktop.rules.parser import parse
from tests.rules.support import CONDITIONS


@settings(max_examples=80, deadline=None)
@given(CONDITIONS)
def test_the_builder_gives_the_tree_back(node) -> None:
    assert tree(untree(node)) == (node, [])


def test_what_the_builder_sees() -> None:
    node = parse('a.b >= 5 and (e in ["x", "y"] or not f) and u + 1 > v').tree
    assert untree(node) == {
        "all": [
            {"fact": "a.b", "op": ">=", "value": 5},
            {"any": [{"fact": "e", "op": "in", "value": ["x", "y"]}, {"not": [{"fact": "f", "op": "is true"}]}]},
            {"text": "u + 1 > v"},
        ]
    }


@pytest.mark.parametrize(
    ("text", "data"),
    [
        ("a", {"fact": "a", "op": "is true"}),
        ("a != 5", {"fact": "a", "op": "!=", "value": 5}),
        ("a not in [1, 2]", {"fact": "a", "op": "not in", "value": [1, 2]}),
        ("a between 1 and 2", {"fact": "a", "op": "between", "value": [1, 2]}),
        ("a not between 1 and 2", {"fact": "a", "op": "not between", "value": [1, 2]}),
        ("a is not empty", {"fact": "a", "op": "is not empty"}),
        ('a starts with "x"', {"fact": "a", "op": "starts with", "value": "x"}),
        ('a not contains "x"', {"fact": "a", "op": "not contains", "value": "x"}),
        ('a has "x"', {"fact": "a", "op": "has", "value": "x"}),
        ('a has all ["x", "y"]', {"fact": "a", "op": "has all", "value": ["x", "y"]}),
        ("a between 1 and b", {"text": "a between 1 and b"}),
        ("5 < a", {"text": "5 < a"}),
    ],
)
def test_every_test_on_one_fact_is_a_row(text: str, data: dict) -> None:
    node = parse(text).tree
    assert untree(node) == data
    assert tree(data) == (node, [])


def nested(depth: int) -> dict:
    data: dict = {"fact": "a", "op": "is true"}
    for _ in range(depth):
        data = {"not": [data]}
    return data


@pytest.mark.parametrize(
    ("data", "code"),
    [
        (None, "SYN010"),
        ({}, "NAM001"),
        ({"fact": "A b", "op": "="}, "NAM001"),
        ({"fact": "a", "op": "~", "value": 1}, "SYN011"),
        ({"fact": "a", "op": "=", "value": object()}, "SYN011"),
        ({"fact": "a", "op": "=", "value": frozenset()}, "SYN011"),
        ({"fact": "a", "op": "in", "value": "x"}, "SYN014"),
        ({"fact": "a", "op": "in", "value": []}, "SYN014"),
        ({"fact": "a", "op": "between", "value": [1]}, "SYN011"),
        ({"fact": "a", "op": "contains", "value": 5}, "SYN011"),
        ({"fact": "a", "op": "has", "value": 5}, "SYN011"),
        ({"fact": "a", "op": "in", "value": [1, object()]}, "SYN011"),
        ({"fact": "a", "op": "between", "value": [1, None]}, "SYN011"),
        ({"all": []}, "SYN011"),
        ({"all": "x"}, "SYN011"),
        ({"not": [{"text": "a"}, {"text": "b"}]}, "SYN011"),
        ({"text": "a ="}, "SYN010"),
        ({"text": 5}, "SYN015"),
        (nested(50), "CAP003"),
        ({"all": [{"text": "a"}] * 500}, "CAP002"),
    ],
)
def test_bad_data_gives_problems(data: object, code: str) -> None:
    node, problems = tree(data)
    assert node is None
    assert code in [p.code for p in problems]
