"""Where an abbreviation stands: behind a space or at the beginning, never inside a word or an address."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from desktop.call.quick_typing import Typed, typed_before


@pytest.mark.parametrize(
    ("text", "found"),
    [
        (";thx", Typed(0, "thx")),
        ("Well, ;thx", Typed(6, "thx")),
        ("(;thx", Typed(1, "thx")),
        ("„;Grüße", Typed(1, "grüße".casefold())),
        (";", Typed(0, "")),
        ("; ", None),
        ("a;thx", None),
        ("https://x.example/;thx", None),
        ("https://x.example/a?b;thx", None),
        ("&nbsp;thx", None),
        (";;thx", None),
        (";th x", None),
        (";_x", None),
        (";" + "x" * 16, Typed(0, "x" * 16)),
        (";" + "x" * 17, None),
        ("", None),
    ],
)
def test_an_abbreviation_is_found_where_one_may_stand(text, found):
    assert typed_before(text) == found


@given(st.text(max_size=60))
def test_what_is_found_is_what_stands_there(text):
    found = typed_before(text)
    if found is not None:
        assert text[found.start] == ";"
        assert text[found.start + 1 :].casefold() == found.abbr
        assert found.start == 0 or not text[found.start - 1].isalnum()


@given(st.text(max_size=40), st.text(st.characters(whitelist_categories=["L", "N"]), min_size=1, max_size=5))
def test_nothing_is_found_inside_a_word(before, word):
    assert typed_before(f"{before}{word};thx") is None


@given(st.text(max_size=40))
def test_behind_a_space_it_is_always_found(before):
    assert typed_before(f"{before} ;thx") == Typed(len(before) + 1, "thx")
