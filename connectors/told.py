"""What answers tell that become no records: where to write to, whether it is there already, the id of what was made."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import replace
from datetime import datetime, timedelta
from itertools import count
from string import ascii_lowercase, ascii_uppercase, digits
from typing import Any

from connectors.backend import Backend, Inputs
from connectors.connector import Written
from connectors.errors import BadPayload, Rejected
from connectors.manifest.asks import ErrorRule, Step
from connectors.manifest.model import SearchFirst
from connectors.mapping.convert import LONG_TEXT, Unreadable, text_of
from connectors.mapping.expressions import Locale, compile_expression
from connectors.mapping.looked_for import rows_left_out

LONGEST_ID = 300
NOT_OBEYED = (
    "it is not sent, since the search finds rows for a key that was never used, so it cannot tell ours: "
    'say in search.marker where a row holds our key, such as search.marker = "text"'
)
_WORD = re.compile(r"[A-Za-z0-9]+")
_OTHER = str.maketrans(
    digits + ascii_lowercase + ascii_uppercase,
    "5678901234" + "defabc" + "qrstuvwxyzghijklmnop" + "DEFABC" + "QRSTUVWXYZGHIJKLMNOP",
)
"""Each character becomes another of its kind, and a hexadecimal one stays so: some systems read a key as a number."""
SAME_CLOCK_S = 5.0
"""The system tells its time in whole seconds, and an answer is on its way for some: that little is no difference."""
MOST_KEYS = 10_000
"""So many drafts nobody has waiting at once."""


class Told:
    """Reads the answers of one system."""

    def __init__(self, system: str, backend: Backend, locale: Locale) -> None:
        self._system = system
        self._backend = backend
        self._locale = locale
        self._ahead_s: dict[str, float | None] = {}

    async def places(
        self, steps: Sequence[Step], errors: Sequence[ErrorRule], inputs: Inputs, drafted_at: datetime | None
    ) -> dict[str, Any]:
        """What `steps` find out before a write; raises Rejected where there is nothing to write to."""
        taken: dict[str, Any] = {}
        for step in steps:
            body = await self._backend.read(step, errors, {**inputs, "take": taken})
            locale = replace(self._locale, drafted_at=self._by_their_clock(drafted_at, str(inputs["key"])))
            for name, expression in step.take.items():
                value = self._found(expression, body, locale)
                if value in (None, "", []):
                    raise Rejected(self._system, None, f"it is not sent, since there is no {name} to write it to")
                taken[name] = value
        return taken

    def _by_their_clock(self, ours: datetime | None, key: str) -> datetime | None:
        """A moment of ours as the system's clock had it, which its answer has just told where that is known.

        Every attempt with one key counts by what the first was told: else the moment would move by seconds from one
        to the next, and with it the place that is written to.
        """
        ahead_s = self._ahead_s.setdefault(key, getattr(self._backend, "skew_s", None))
        if len(self._ahead_s) > MOST_KEYS:
            del self._ahead_s[next(iter(self._ahead_s))]
        if ours is None or ahead_s is None or abs(ahead_s) <= SAME_CLOCK_S:
            return ours
        return ours - timedelta(seconds=ahead_s)

    async def already_there(self, search: SearchFirst, errors: Sequence[ErrorRule], inputs: Inputs) -> Written | None:
        """The record that carries our marker, if an earlier attempt has made it.

        A row that does not show our key proves nothing by itself, since systems ignore filters they do not know, or
        look for any of its words: it counts where keys that were never used find none.
        """
        key, body = str(inputs["key"]), await self._backend.read(search, errors, inputs)
        rows = self._rows_of(search, body)
        shows_rows = search.records not in {None, "@"} or isinstance(body, list)
        for row in rows:
            # A whole answer may repeat what it was asked, and so holds our key whether anything was found or not.
            if (search.marker or shows_rows) and _carries(
                self._found(search.marker, row) if search.marker else row, key
            ):
                return Written(self._id_of(search, row))
        if search.marker or not rows:
            return None
        found = self._id_of(search, rows[0])
        if found is None:
            return None
        for never in _never_used(key):
            if self._rows_of(search, await self._backend.read(search, errors, {**inputs, "key": never})):
                raise Rejected(self._system, None, NOT_OBEYED)
        return Written(found)

    def _rows_of(self, search: SearchFirst, body: Any) -> list[Any]:
        """The rows that a search for our marker has found."""
        is_listed = search.records is None or search.paging.kind != "none"
        rows = body if is_listed else self._found(search.records or "@", body)
        left_out = rows_left_out(body, search.records) if rows in (None, []) and body is not None else ""
        if left_out:
            raise BadPayload(self._system, "search.records", left_out)
        return rows if isinstance(rows, list) else [] if rows is None else [rows]

    def _id_of(self, search: SearchFirst, row: Any) -> str | None:
        found = self.text(search.id, row)
        if found is None and not search.marker and search.records is not None:
            # Taken for "not there yet", each attempt would write once more.
            missing = f"search.id: the row that was found has no {search.id!r}; say where its id stands"
            raise Rejected(self._system, None, missing)
        return found

    def text(self, expression: str | None, body: Any, limit: int = LONGEST_ID) -> str | None:
        """A text that an answer gives, from its first row where it is a list."""
        first = body[0] if isinstance(body, list) and body else None if isinstance(body, list) else body
        if expression is None or first is None:
            return None
        try:
            return text_of(compile_expression(expression, self._locale)(first), limit)
        except Unreadable as wrong:
            raise BadPayload(self._system, expression, str(wrong)) from None

    def _found(self, expression: str, value: Any, locale: Locale | None = None) -> Any:
        try:
            return compile_expression(expression, locale or self._locale)(value)
        except Unreadable as wrong:
            raise BadPayload(self._system, expression, str(wrong)) from None


def unknown_places(steps: Sequence[Step]) -> Mapping[str, int]:
    """What stands where a write is only shown, and nobody was asked where it goes to."""
    return {name: 0 for step in steps for name in step.take}


def _never_used(key: str) -> tuple[str, ...]:
    """Keys that look like ours: each of its words is changed in one of them and kept in another, where it has several.

    Whoever looks for any word of a key, and not for all of it, finds with one of them what it found with ours.
    """
    words = _WORD.findall(key)
    longest = max(range(len(words)), key=lambda at: (len(words[at]), at), default=0)
    others = set(range(len(words))) - {longest}
    return tuple(_with_changed(key, which) for which in ({longest}, others) if which)


def _with_changed(key: str, which: set[int]) -> str:
    numbers = count()
    return _WORD.sub(lambda word: word[0].translate(_OTHER) if next(numbers) in which else word[0], key)


def _carries(value: Any, key: str) -> bool:
    """Whether a text anywhere in it holds our key as a word of its own: call-1 is not call-10."""
    if isinstance(value, str):
        return _holds(value[:LONG_TEXT], key)
    inner = value.values() if isinstance(value, Mapping) else value if isinstance(value, list) else ()
    return any(_carries(each, key) for each in inner)


def _holds(text: str, key: str) -> bool:
    at = text.find(key)
    while at >= 0:
        before, after = text[:at][-1:], text[at + len(key) :][:1]
        if not before.isalnum() and not after.isalnum():
            return True
        at = text.find(key, at + 1)
    return False
