"""Where the keys of a TOML text stand, found without judging the text."""

from __future__ import annotations

import pytest

from desktop.rules.toml_places import KeyPath, TomlPlaces

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
  { kind = "open" },  # { kind = "nothing" }
  { kind = "write", params = { "to" = "x" } },
  ["a", "b"],
]
[action.more]
deep = { a.b = 1, c = [ { d = """x""" }, 'y' ] }
last = """'''


@pytest.mark.parametrize(
    ("asked", "at", "key"),
    [
        (("format",), (1, 11), 1),
        (("group",), (2, 1), 1),
        (("group", "service"), (3, 11), 1),
        (("group", "service", "label"), (3, 22), 13),
        (("group", "service", "eligibility"), (3, 47), 32),
        (("group", "service", "nothing"), (3, 11), 1),
        (("group", "say", "en"), (4, 11), 1),
        (("group", "say", "de"), (5, 11), 1),
        (("group", "say"), (4, 11), 1),
        (("group", "say", "fr"), (4, 11), 1),
        (("action",), (7, 1), 1),
        (("action", 0, "id"), (8, 7), 1),
        (("action", 0, "talk_track"), (10, 1), 1),
        (("action", 1), (12, 1), 1),
        (("action", 1, "id"), (13, 7), 1),
        (("action", 1, "odd key"), (14, 13), 1),
        (("action", 1, "words"), (15, 12), 1),
        (("action", 1, "effects"), (17, 11), 1),
        (("action", 1, "effects", 0, "kind"), (18, 13), 5),
        (("action", 1, "effects", 1), (19, 3), 3),
        (("action", 1, "effects", 1, "params"), (19, 30), 21),
        (("action", 1, "effects", 1, "params", "to"), (19, 40), 32),
        (("action", 1, "effects", 2, 1), (20, 10), 9),
        (("action", 1, "effects", 3), (17, 11), 1),
        (("action", 1, "effects", "kind"), (17, 11), 1),
        (("action", 1, "more", "deep", "a", "b"), (23, 16), 10),
        (("action", 1, "more", "deep", "c", 0, "d"), (23, 34), 27),
        (("action", 1, "more", "deep", "c", 1), (23, 43), 42),
        (("action", 1, "more", "deep", "c", "d"), (23, 23), 19),
        (("action", 1, "more", "last"), (24, 11), 1),
        (("action", 1, "nothing"), (12, 1), 1),
        (("action", 2), (1, 1), 1),
        (("nowhere", "nothing"), (1, 1), 1),
    ],
)  # fmt: skip
def test_the_place_of_a_value_and_of_its_key(asked: KeyPath, at: tuple[int, int], key: int) -> None:
    places = TomlPlaces(TEXT, "a.toml")
    place = places.at(asked)
    assert (place.line, place.col, place.file) == (*at, "a.toml")
    assert places.at(asked, of_key=True).col == key


def test_what_stands_in_a_text_is_told() -> None:
    places = TomlPlaces(TEXT, "a.toml")
    assert places.has(("group", "service", "label"))
    assert places.has(("format",))
    assert not places.has(("group", "service", "nothing"))
    assert not places.has(("nowhere",))
    assert list(places.ids("action")) == ["one", "two"]
    assert {"service", "say"} <= set(places.names("group"))
    assert str(places.at(("group", "say", "en"))) == "a.toml:4:11"


def test_what_stands_twice_has_a_first_place() -> None:
    places = TomlPlaces("a = 1\n[b]\nx = 1\na = 2\nx = 2\n[b]\n", "a.toml")
    assert [places.first_of(line) for line in range(6)] == [None, None, None, None, 2, 1]


def test_the_end_of_a_list_that_is_not_closed_is_not_looked_for_for_ever() -> None:
    places = TomlPlaces("a = [\n{ b = 1\n", "a.toml")
    assert str(places.at(("a", 0, "b"))) == "a.toml:2:7"
    assert str(places.at(("a", 1))) == "a.toml:1:5"
