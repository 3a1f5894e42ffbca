"""Drafts: what an agent has typed into calls that are not finished, so that a crash costs a second of it."""

from __future__ import annotations

from dataclasses import replace
from datetime import datetime
from typing import TYPE_CHECKING

from sqlalchemy import bindparam, delete, select
from sqlalchemy.dialects.sqlite import insert

from desktop.store.codec import CodecError, clean_text, decode, encode
from desktop.store.errors import StoreError
from desktop.store.free_text import CardMask
from desktop.store.records import DraftRecord
from desktop.store.schema import DRAFTS, WRAP_UPS, seconds

if TYPE_CHECKING:
    from collections.abc import Callable

    from sqlalchemy import Connection

    from desktop.store.engine import Database
    from desktop.store.records import KeptAnswer

ADDRESSES = frozenset({"to"})
"""Where a letter goes may be a telephone number, which is none of a card."""
_NEW = insert(DRAFTS)
_SAVE = _NEW.on_conflict_do_update(
    index_elements=[DRAFTS.c.call_id],
    set_={name: _NEW.excluded[name] for name in ("customer_key", "saved_at", "body")},
)
_FINISHED = select(WRAP_UPS.c.call_id).where(WRAP_UPS.c.call_id == bindparam("call"))
_ONE = select(DRAFTS.c.body).where(DRAFTS.c.call_id == bindparam("call"))
_ALL = select(DRAFTS.c.body).order_by(DRAFTS.c.saved_at)


class Drafts:
    """One draft a call; `refusal` is what saving raises where notes may not be kept."""

    def __init__(
        self, database: Database, now: Callable[[], datetime], refusal: type[StoreError] | None = None
    ) -> None:
        self._database = database
        self._now = now
        self._refusal = refusal

    def save(self, draft: DraftRecord) -> None:
        """Keep the draft in place of the one before; a call that is finished keeps none."""
        if self._refusal is not None:
            raise self._refusal
        row: dict[str, object] = {
            "call_id": clean_text(draft.call_id),
            "customer_key": None if draft.customer_key is None else clean_text(draft.customer_key),
            "saved_at": seconds(self._now()),
            "body": encode(_without_cards(draft)),
        }
        self._database.write(lambda connection: _save(connection, row))

    def get(self, call_id: str) -> DraftRecord | None:
        """The draft of one call."""
        return next(iter(self._read(call_id)), None)

    def open(self) -> tuple[DraftRecord, ...]:
        """Every draft, the oldest first: calls that a crash interrupted."""
        return self._read(None)

    def drop(self, call_id: str) -> None:
        """Forget the draft of one call."""
        self._database.write(lambda connection: drop_draft(connection, call_id))

    def _read(self, call_id: str | None) -> tuple[DraftRecord, ...]:
        query, values = (_ALL, {}) if call_id is None else (_ONE, {"call": clean_text(call_id)})
        bodies = self._database.read(lambda connection: connection.execute(query, values).scalars().all())
        return tuple(draft for body in bodies if (draft := _draft(body)) is not None)


def drop_draft(connection: Connection, call_id: str) -> None:
    """Forget the draft of one call in the transaction that is open."""
    connection.execute(delete(DRAFTS).where(DRAFTS.c.call_id == clean_text(call_id)))


def _save(connection: Connection, row: dict[str, object]) -> None:
    # A write that was on its way when the call was finished must not bring the call back at the next start.
    if connection.execute(_FINISHED, {"call": row["call_id"]}).first() is None:
        connection.execute(_SAVE, [row])


def _without_cards(draft: DraftRecord) -> DraftRecord:
    cards = CardMask()
    return replace(
        draft,
        notes=cards.text(draft.notes),
        follow_ups=tuple((cards.text(text), due) for text, due in draft.follow_ups),
        answers={step: _answer(cards, fields) for step, fields in draft.answers.items()},
        letters=tuple(cards.values(letter, ADDRESSES) for letter in draft.letters),
        traces=tuple(cards.values(trace) for trace in draft.traces),
        promising=(cards.text(draft.promising[0]), draft.promising[1]) if draft.promising is not None else None,
    )


def _answer(cards: CardMask, fields: KeptAnswer) -> KeptAnswer:
    """A step may be named like an id, what was answered is none; words of a number that is masked leave with it."""
    masked = cards.values(fields)
    return masked if masked.get("value") == fields.get("value") else {**masked, "words": ""}


def _draft(body: str) -> DraftRecord | None:
    try:
        draft = decode(body)
    except CodecError:
        return None
    return draft if isinstance(draft, DraftRecord) else None
