"""The rows of an exported file in memory: packed as text, found by number, address, id or a part of a text. Pure."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from connectors.manifest.asks import LookBy
from connectors.mapping.convert import Unreadable
from connectors.people import fold_email

Place = tuple[tuple[str, ...], LookBy]

MAX_ROWS_IN_FILE = 1_000_000
TAIL = 6
"""So many last digits of a number are looked up; verification reads the whole of it."""
_CUT = "\x1f"
_SEVERAL = re.compile(r"[;,|\n]")
_NO_DIGIT = re.compile(r"\D")


@dataclass(frozen=True, slots=True)
class FileTable:
    """The columns and rows of one file, and where in it each value stands."""

    names: tuple[str, ...]
    packed: tuple[str, ...]
    indexes: Mapping[Place, Mapping[str, Sequence[int]]]

    def find(self, place: Place, value: Any, limit: int) -> tuple[list[dict[str, Any]], list[dict[str, Any]]]:
        """The rows whose columns hold a value, or one of a list of values, and one behind the limit if there is any."""
        values = value if isinstance(value, list | tuple) else [value]
        if place[1] == "text":
            numbers = self._containing(place[0], values, limit)
        else:
            index = self.indexes[place]
            numbers = list(
                dict.fromkeys(n for one in values for key in _keys(one, place[1]) for n in index.get(key, ()))
            )
        rows = [self.row(number) for number in numbers[: limit + 1]]
        return rows[:limit], rows[limit:]

    def row(self, number: int) -> dict[str, Any]:
        """One row by its columns; an empty cell is None."""
        return {name: cell or None for name, cell in zip(self.names, self.packed[number].split(_CUT), strict=True)}

    def _containing(self, columns: Sequence[str], values: Iterable[Any], limit: int) -> list[int]:
        words = [word for value in values if value is not None for word in str(value).casefold().split()]
        places = [self.names.index(name) for name in columns if name in self.names]
        found = []
        for number, packed in enumerate(self.packed if words else ()):
            folded = packed.casefold()
            if not all(word in folded for word in words):
                continue
            cells = folded.split(_CUT)
            if all(any(word in cells[place] for place in places) for word in words):
                found.append(number)
                if len(found) > limit:
                    break
        return found


def build_table(names: Sequence[str], rows: Iterable[Sequence[str]], places: Iterable[Place]) -> FileTable:
    """The table of these rows, indexed where questions look; raises Unreadable for too many rows."""
    width = len(names)
    packed: list[str] = []
    indexes: dict[Place, dict[str, list[int]]] = {place: {} for place in places if place[1] != "text"}
    ways = [
        (indexes[place], _KEYS[place[1]], [names.index(name) for name in place[0] if name in names])
        for place in indexes
    ]
    for number, row in enumerate(rows):
        if number >= MAX_ROWS_IN_FILE:
            raise Unreadable(f"more than {MAX_ROWS_IN_FILE:,} rows")
        cells = [cell.strip() for cell in row[:width]]
        cells += [""] * (width - len(cells))
        text = _CUT.join(cells)
        if text.count(_CUT) != width - 1:
            text = _CUT.join(cell.replace(_CUT, " ").strip() for cell in cells)
            cells = text.split(_CUT)
        packed.append(text)
        for index, keys, columns in ways:
            for column in columns:
                if cells[column]:
                    for key in keys(cells[column]):
                        index.setdefault(key, []).append(number)
    return FileTable(tuple(names), tuple(packed), indexes)


def _keys(value: Any, by: LookBy) -> Iterator[str]:
    """What a value is looked up by; nothing for what is none."""
    if value is not None and value != "":
        yield from _KEYS[by](str(value))


def _phone_keys(text: str) -> Iterator[str]:
    for part in _SEVERAL.split(text):
        digits = _NO_DIGIT.sub("", part)
        if len(digits) >= TAIL:
            yield digits[-TAIL:]


def _email_keys(text: str) -> Iterator[str]:
    for part in _SEVERAL.split(text):
        if "@" in part:
            yield fold_email(part)


def _id_keys(text: str) -> Iterator[str]:
    yield text.strip().casefold()


_KEYS: Mapping[str, Callable[[str], Iterator[str]]] = {"phone": _phone_keys, "email": _email_keys, "id": _id_keys}
