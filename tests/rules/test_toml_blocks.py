from __future__ import annotations

import tomllib
from datetime import date
from decimal import Decimal

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from desktop.rules.toml_blocks import BlockError, blocks, find_block, remove_block, replace_block, set_value, toml_value

TEXT = """# The catalogue.
format = "callside.actions/1"   # keep

[group]
a = { label = "A" }

# about the first
[[action]]
id = "one"
title = "One"   # the title
talk_track = \"\"\"
[[action]]
id = "not me"
\"\"\"
policy = [
  { on = "shown" },   # why
  { on = "rejected" },
]

# about the second
[[action]]
title = "Two"
id = "two"
"""


def test_blocks_are_found_though_texts_look_like_them() -> None:
    assert [(b.header, b.id) for b in blocks(TEXT)] == [("group", ""), ("action", "one"), ("action", "two")]
    assert find_block(TEXT, "action", "not me") is None


@pytest.mark.parametrize("newline", ["\n", "\r\n"])
def test_one_setting_changes_one_line(newline: str) -> None:
    text = TEXT.replace("\n", newline)
    changed = set_value(text, "action", "one", "title", "Uno")
    before, after = text.split(newline), changed.split(newline)
    assert [(a, b) for a, b in zip(before, after, strict=True) if a != b] == [
        ('title = "One"   # the title', 'title = "Uno"')
    ]


def test_values_over_several_lines_are_replaced_whole() -> None:
    changed = set_value(TEXT, "action", "one", "policy", [{"on": "shown", "count": 2}])
    assert tomllib.loads(changed)["action"][0]["policy"] == [{"on": "shown", "count": 2}]
    assert "# about the second" in changed
    assert "# keep" in changed
    longer = set_value(changed, "action", "one", "talk_track", "a\nb")
    assert tomllib.loads(longer)["action"][0]["talk_track"] == "a\nb"


def test_a_new_setting_goes_to_the_end_of_its_block() -> None:
    changed = set_value(TEXT, "action", "two", "weight", 5)
    assert changed == TEXT + "weight = 5\n"
    assert tomllib.loads(set_value(TEXT, "action", "one", "weight", 5))["action"][0]["weight"] == 5


def test_removing_and_adding_blocks() -> None:
    without = remove_block(TEXT, "action", "one")
    assert [b.id for b in blocks(without)] == ["", "two"]
    added = replace_block(without, "action", "three", '[[action]]\nid = "three"')
    assert [b.id for b in blocks(added)] == ["", "two", "three"]
    again = replace_block(added, "action", "two", '[[action]]\nid = "zwei"')
    assert [b.id for b in blocks(again)] == ["", "zwei", "three"]


def test_an_edit_that_breaks_the_file_is_refused() -> None:
    with pytest.raises(BlockError):
        set_value(TEXT, "action", "nobody", "title", "x")
    with pytest.raises(BlockError):
        replace_block(TEXT, "action", "two", "[[action\n")
    with pytest.raises(BlockError):
        toml_value(object())


VALUES = st.recursive(
    st.one_of(
        st.booleans(),
        st.integers(-(10**12), 10**12),
        st.text(st.characters(exclude_categories=["Cs"]), max_size=30),
        st.dates(min_value=date(1000, 1, 1)),
        st.decimals(allow_nan=False, allow_infinity=False, places=2, min_value=-1000, max_value=1000),
    ),
    lambda inner: st.one_of(
        st.lists(inner, max_size=3), st.dictionaries(st.text(max_size=5).filter(str.isprintable), inner, max_size=3)
    ),
    max_leaves=6,
)


@settings(max_examples=300, deadline=None)
@given(VALUES)
def test_values_come_back(value: object) -> None:
    text = set_value('[[action]]\nid = "x"\n', "action", "x", "v", value)
    assert tomllib.loads(text, parse_float=Decimal)["action"][0]["v"] == value
