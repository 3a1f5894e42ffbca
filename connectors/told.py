"""What answers tell that become no records: where to write to, whether it is there already, the id of what was made."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace
from datetime import datetime, timedelta
from typing import Any
from uuid import uuid4

from connectors.backend import Backend, Inputs
from connectors.connector import Written
from connectors.errors import BadPayload, Rejected, Unavailable
from connectors.manifest.asks import Ask, ErrorRule, Step
from connectors.manifest.model import SearchFirst
from connectors.mapping.convert import LONG_TEXT, Unreadable, text_of
from connectors.mapping.expressions import Locale, compile_expression
from connectors.mapping.looked_for import rows_left_out

LONGEST_ID = 300
NOT_OBEYED = (
    "nothing is written, since the search finds rows for a key that was never used, so it cannot tell ours: "
    'say in search.marker where a row holds our key, such as search.marker = "text"'
)
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
            body = await self._asked(step, errors, {**inputs, "take": taken})
            locale = replace(self._locale, drafted_at=self._by_their_clock(drafted_at, str(inputs["key"])))
            for name, expression in step.take.items():
                value = self._found(expression, body, locale)
                if value in (None, "", []):
                    raise Rejected(self._system, None, f"nothing is written, since there is no {name} to write it to")
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

        A row that does not show our key proves nothing by itself, since systems ignore filters they do not know:
        it counts where a key that was never used finds none.
        """
        key, rows = str(inputs["key"]), await self._candidates(search, errors, inputs)
        for row in rows:
            if _carries(self._found(search.marker, row) if search.marker else row, key):
                return Written(self._id_of(search, row))
        if search.marker or not rows:
            return None
        found = self._id_of(search, rows[0])
        if found is None:
            return None
        if await self._candidates(search, errors, {**inputs, "key": f"never-{uuid4().hex}"}):
            raise Rejected(self._system, None, NOT_OBEYED)
        return Written(found)

    async def _candidates(self, search: SearchFirst, errors: Sequence[ErrorRule], inputs: Inputs) -> list[Any]:
        """The rows that a search for our marker finds."""
        body = await self._asked(search, errors, inputs)
        is_listed = search.records is None or search.paging.kind != "none"
        rows = body if is_listed else self._found(search.records or "@", body)
        left_out = rows_left_out(body, search.records) if rows is None and body is not None else ""
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

    async def _asked(self, ask: Ask, errors: Sequence[ErrorRule], inputs: Inputs) -> Any:
        """An answer before the write; where none came, nothing has been written."""
        try:
            return await self._backend.read(ask, errors, inputs)
        except Unavailable as lost:
            raise Unavailable(lost.system, lost.kind, lost.detail, sent=False, retry_in=lost.retry_in) from None

    def _found(self, expression: str, value: Any, locale: Locale | None = None) -> Any:
        try:
            return compile_expression(expression, locale or self._locale)(value)
        except Unreadable as wrong:
            raise BadPayload(self._system, expression, str(wrong)) from None


def unknown_places(steps: Sequence[Step]) -> Mapping[str, int]:
    """What stands where a write is only shown, and nobody was asked where it goes to."""
    return {name: 0 for step in steps for name in step.take}


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
