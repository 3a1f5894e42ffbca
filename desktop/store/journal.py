"""The journal: what happened in every call, one entry after the other, never changed."""

from __future__ import annotations

import json
from collections.abc import Collection, Iterable, Sequence
from datetime import datetime
from enum import StrEnum
from typing import TYPE_CHECKING, Any

from sqlalchemy import Row, Select, bindparam, func, insert, select

from desktop.store.codec import clean_text, to_json
from desktop.store.free_text import CardMask
from desktop.store.records import DayTotals, JournalEntry, JsonMap
from desktop.store.schema import JOURNAL, WRAP_UPS, instant, seconds

if TYPE_CHECKING:
    from sqlalchemy import Connection

    from desktop.store.engine import Database


class Kind(StrEnum):
    """Kinds of entries that other parts read; any other code may be journaled too."""

    ACTION_SHOWN = "action.shown"
    OFFERS_SHOWN = "offers.shown"
    ACTION_ACCEPTED = "action.accepted"
    ACTION_DECLINED = "action.declined"
    ACTION_DONE = "action.done"
    ACTION_FAILED = "action.failed"
    STEP_DONE = "step.done"
    MACRO_RUN = "macro.run"
    ACTION_UNDONE = "action.undone"
    STEP_UNDONE = "step.undone"
    MACRO_UNDONE = "macro.undone"
    CUSTOMER_CHANGED = "customer.changed"
    CUSTOMER_CHANGE_UNDONE = "customer.change_undone"
    CALL_FINISHED = "call.finished"
    CALL_NOT_ANSWERED = "call.not_answered"
    CALL_FACTS = "call.facts"
    WRITE_DONE = "write.done"
    WRITE_DEAD = "write.dead"
    WRITE_UNKNOWN = "write.unknown"
    WRITE_RETRIED = "write.retried"
    WRITE_DROPPED = "write.dropped"


CONTACT = "action."
_OF_CALL = select(JOURNAL).where(JOURNAL.c.call_id == bindparam("call")).order_by(JOURNAL.c.seq)
_CONTACTS = (
    select(JOURNAL)
    .where(JOURNAL.c.customer_key == bindparam("customer"), JOURNAL.c.at >= bindparam("since"))
    .where(func.substr(JOURNAL.c.kind, 1, len(CONTACT)) == CONTACT)
    .order_by(JOURNAL.c.at, JOURNAL.c.seq)
)
_OF_CUSTOMER = (
    select(JOURNAL)
    .where(JOURNAL.c.customer_key == bindparam("customer"), JOURNAL.c.at >= bindparam("since"))
    .where(JOURNAL.c.kind == bindparam("kind"))
    .order_by(JOURNAL.c.at, JOURNAL.c.seq)
)
_LAST = select(func.coalesce(func.max(JOURNAL.c.seq), 0))
_TOTALS = select(func.count(), func.coalesce(func.sum(WRAP_UPS.c.handled_s), 0)).where(
    WRAP_UPS.c.finished_at >= bindparam("start"), WRAP_UPS.c.finished_at < bindparam("end")
)


class Journal:
    """Append and read; the database itself refuses to change or delete an entry."""

    def __init__(self, database: Database) -> None:
        self._database = database

    def append(
        self, call_id: str, kind: str, at: datetime, data: JsonMap | None = None, customer_key: str | None = None
    ) -> None:
        """Add one entry; `data` is plain JSON. It is on the disk when this returns."""
        entry = JournalEntry(call_id, kind, at, data or {}, customer_key)
        self.append_all((entry,))

    def append_all(self, entries: Sequence[JournalEntry]) -> None:
        """Add several entries in one transaction."""
        self._database.write(lambda connection: add_entries(connection, entries))

    def of_call(self, call_id: str) -> tuple[JournalEntry, ...]:
        """Everything that happened in one call, in order."""
        return self._entries(_OF_CALL, call=clean_text(call_id))

    def contact_events(self, customer_key: str, since: datetime) -> tuple[JournalEntry, ...]:
        """What was shown to, accepted or declined by one customer: every entry whose kind begins with "action."."""
        return self._entries(_CONTACTS, customer=clean_text(customer_key), since=seconds(since))

    def of_customer(self, customer_key: str, kind: str, since: datetime) -> tuple[JournalEntry, ...]:
        """What happened of one kind with one customer, the oldest first."""
        return self._entries(_OF_CUSTOMER, customer=clean_text(customer_key), kind=kind, since=seconds(since))

    def between(self, start: datetime, end: datetime, kinds: Collection[str] = ()) -> tuple[JournalEntry, ...]:
        """Entries from `start` up to and without `end`, in order; of these kinds only, if any are given."""
        query = select(JOURNAL).where(JOURNAL.c.at >= seconds(start), JOURNAL.c.at < seconds(end))
        if kinds:
            query = query.where(JOURNAL.c.kind.in_(sorted(kinds)))
        return self._entries(query.order_by(JOURNAL.c.at, JOURNAL.c.seq))

    def after(self, seq: int, kinds: Collection[str], limit: int) -> tuple[JournalEntry, ...]:
        """The next entries of these kinds behind a number, at most `limit`, in the order of their numbers."""
        query = select(JOURNAL).where(JOURNAL.c.seq > seq, JOURNAL.c.kind.in_(sorted(kinds)))
        return self._entries(query.order_by(JOURNAL.c.seq).limit(limit))

    def last_seq(self) -> int:
        """The number of the latest entry, 0 without one."""
        return int(self._database.read(lambda connection: connection.execute(_LAST).scalar()) or 0)

    def day_totals(self, day_start: datetime, day_end: datetime) -> DayTotals:
        """How many calls were finished between two instants, and how long they were handled."""
        span = {"start": seconds(day_start), "end": seconds(day_end)}
        row = self._database.read(lambda connection: connection.execute(_TOTALS, span).one())
        return DayTotals(int(row[0]), int(row[1]))

    def _entries(self, query: Select[Any], **values: Any) -> tuple[JournalEntry, ...]:
        rows = self._database.read(lambda connection: connection.execute(query, values).all())
        return tuple(_entry(row) for row in rows)


def add_entries(connection: Connection, entries: Iterable[JournalEntry], cards: CardMask | None = None) -> None:
    """Add entries in the transaction that is open, without card numbers."""
    cards = cards or CardMask()
    rows = [
        {
            "call_id": clean_text(entry.call_id),
            "kind": clean_text(entry.kind),
            "at": seconds(entry.at),
            "customer_key": None if entry.customer_key is None else clean_text(entry.customer_key),
            "data": to_json(cards.values(entry.data)),
        }
        for entry in entries
    ]
    if rows:
        connection.execute(insert(JOURNAL), rows)


def _entry(row: Row[Any]) -> JournalEntry:
    return JournalEntry(row.call_id, row.kind, instant(row.at), json.loads(row.data), row.customer_key, row.seq)
