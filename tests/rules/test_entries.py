from __future__ import annotations

import pytest

from desktop.rules.entries import Entries

NUMBERS = {"a": 0, "b": 1, "c": 2, "d": 3, "e": 4}


def listed(bits: int, head: tuple[int, ...] = ()) -> tuple[Entries[str], list[int]]:
    made: list[int] = []

    def make(number: int) -> str:
        made.append(number)
        return f"entry {number}"

    return Entries(make, NUMBERS, bits, head), made


def test_nothing_is_made_for_the_length() -> None:
    entries, made = listed(0b10110)
    assert len(entries) == 3
    assert made == []


def test_only_what_is_looked_at_is_made_and_only_once() -> None:
    entries, made = listed(0b10110)
    assert next(iter(entries)) == entries[0] == "entry 1"
    assert entries.find("e") == entries[-1] == "entry 4"
    assert made == [1, 4]


def test_the_head_comes_first_and_is_not_repeated() -> None:
    entries, _ = listed(0b10110, (4, 0))
    assert entries == ("entry 4", "entry 0", "entry 1", "entry 2")
    assert entries[1:3] == ("entry 0", "entry 1")
    assert hash(entries) == hash(tuple(entries))
    assert repr(entries) == repr(tuple(entries))


@pytest.mark.parametrize("action_id", ["a", "d", "unheard of"])
def test_who_is_not_on_the_list_is_not_found(action_id: str) -> None:
    entries, made = listed(0b10110)
    assert entries.find(action_id) is None
    assert made == []


def test_lists_of_other_entries_are_not_equal() -> None:
    entries, _ = listed(0b11)
    assert entries != ["entry 0"]
    assert entries != ["entry 0", "entry 2"]
    assert entries != 2
