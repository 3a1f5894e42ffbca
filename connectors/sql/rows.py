"""Rows as they come from a driver, as plain values: no more of them than were asked for, nor more than fits."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, datetime, timedelta
from datetime import time as time_of_day
from decimal import Decimal
from typing import Any
from uuid import UUID

CHUNK = 100
MAX_CHARACTERS = 20_000_000

Found = tuple[list[dict[str, Any]], list[dict[str, Any]]]
"""The rows of an answer, and one behind the cut where there is a cut."""


class Cut:
    """Takes in the rows of one answer, chunk by chunk, until it has enough."""

    def __init__(self, names: Sequence[str], limit: int) -> None:
        self._names = names
        self._limit = limit
        self._rows: list[dict[str, Any]] = []
        self._size = 0
        self._ended = False

    @property
    def wanted(self) -> int:
        """How many rows to bring next; 0 when it has enough."""
        if self._ended or self._size >= MAX_CHARACTERS:
            return 0
        return min(CHUNK, self._limit + 1 - len(self._rows))

    def take(self, chunk: Sequence[Sequence[Any]]) -> None:
        """Take in what was brought; nothing means that there is no more."""
        rows = tables(self._names, chunk)
        self._ended = not rows
        self._rows.extend(rows)
        self._size += sum(len(value) for row in rows for value in row.values() if isinstance(value, str))

    def found(self) -> Found:
        """What came in."""
        rows, limit = self._rows, self._limit
        # Cut off by its size, nothing behind it was read: the last row is as good as behind it.
        return rows[:limit], rows[limit:] or (rows[-1:] if self._size >= MAX_CHARACTERS else [])


def tables(names: Sequence[str], rows: Sequence[Sequence[Any]]) -> list[dict[str, Any]]:
    """Rows as tables of plain values; of two columns of one name the first counts."""
    backwards = list(reversed(names))
    return [dict(zip(backwards, [_plain(value) for value in reversed(row)], strict=True)) for row in rows]


def _plain(value: Any) -> Any:
    match value:
        case None | str() | int() | float() | Decimal():
            return value
        case datetime() | date() | time_of_day():
            return value.isoformat()
        case timedelta():
            return value.total_seconds()
        case bytes() | bytearray() | memoryview():
            return bytes(value[:100_000]).decode("utf-8", "replace")
        case UUID():
            return str(value)
        case list() | tuple():
            return [_plain(item) for item in value]
        case dict():
            return {str(name): _plain(item) for name, item in value.items()}
        case _:
            return str(value)
