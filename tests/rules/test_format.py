"""What may stand in each file of the rules, as a tree of blocks and keys."""

from __future__ import annotations

import pytest

from desktop.rules.format import FACTS, Block, FileFormat, Key, Shape
from desktop.rules.format_actions import ACTIONS
from desktop.rules.format_cases import CASES


def test_a_block_is_told_before_those_in_it_in_their_order() -> None:
    leaf, twig = Block("c", "C", ()), Block("d", "D", ())
    branch = Block("b", "B", (Key("one", Shape.TABLE, "", blocks=(leaf,)), Key("two", Shape.TABLE, "", blocks=(twig,))))
    root = Block("a", "A", (Key("x", Shape.TABLE, "", blocks=(branch,)), Key("y", Shape.TEXT, "")))
    assert [block.head for block in root.inside()] == ["a", "b", "c", "d"]


@pytest.mark.parametrize("kind", [FACTS, ACTIONS, CASES])
def test_every_block_and_key_says_what_it_is(kind: FileFormat) -> None:
    blocks = list(kind.block.inside())
    assert [block.head for block in blocks if not block.what] == []
    assert [key.name for block in blocks for key in block.keys if not key.what] == []
