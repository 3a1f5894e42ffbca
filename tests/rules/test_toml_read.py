"""Where the keys of a TOML text stand, found without judging the text."""

from __future__ import annotations

import pytest

from desktop.rules.toml_read import TomlPlaces, read_toml

TEXT = '''format = "x"
[group]
service = { label = "Service", eligibility = 'a = 1' }
say.en = "Hello"
say.de = "Hallo"

[[action]]
id = "one"
talk_track = """
Two
lines"""
[[action]]
id = "two"
"odd key" = 5
words = """Begun
here"""
effects = [
  { kind = "open" },
  { kind = "write", params = { "to" = "x" } },
]
last = """'''


@pytest.mark.parametrize(
    ("asked", "at"),
    [
        (("", 0, "format"), (1, 11)),
        (("group",), (2, 1)),
        (("group", 0, "service"), (3, 11)),
        (("group", 0, "service", "label"), (3, 22)),
        (("group", 0, "service", "eligibility"), (3, 47)),
        (("group", 0, "service", "nothing"), (3, 11)),
        (("group", 0, "say", "en"), (4, 11)),
        (("group", 0, "say", "de"), (5, 11)),
        (("group", 0, "say"), (4, 11)),
        (("group", 0, "say", "fr"), (2, 1)),
        (("action", 0, "id"), (8, 7)),
        (("action", 0, "talk_track"), (10, 1)),
        (("action", 1), (12, 1)),
        (("action", 1, "id"), (13, 7)),
        (("action", 1, "oddkey"), (14, 13)),
        (("action", 1, "words"), (15, 12)),
        (("action", 1, "effects"), (17, 11)),
        (("action", 1, "effects", "params"), (19, 30)),
        (("action", 1, "effects", "to"), (19, 40)),
        (("action", 1, "last"), (21, 8)),
        (("action", 1, "nothing"), (12, 1)),
        (("action", 2), (1, 1)),
        (("nowhere", 0, "nothing"), (1, 1)),
    ],
)
def test_the_place_of_a_value_or_of_what_holds_it(asked: tuple, at: tuple[int, int]) -> None:
    place = TomlPlaces(TEXT, "a.toml").at(*asked)
    assert (place.line, place.col, place.file) == (*at, "a.toml")


@pytest.mark.parametrize(
    ("text", "at"),
    [("a = 1\nb = ", (2, 5)), ("a = 1\n\na = 2", (3, 6)), ("a = [1,", (1, 8))],
)
def test_a_text_that_is_none_says_where_it_breaks(text: str, at: tuple[int, int]) -> None:
    data, (problem,) = read_toml(text, "a.toml")
    assert (data, problem.code, problem.file) == (None, "SYN020", "a.toml")
    assert (problem.span.line, problem.span.col) == at
