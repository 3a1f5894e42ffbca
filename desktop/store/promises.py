"""Promises to customers and the day they are due: made when a call is finished, open until somebody has kept them.

The system that keeps tasks gets each as a write of its own; this is what the agent sees between calls, also offline.
"""

from __future__ import annotations

import json
from datetime import date, datetime
from typing import TYPE_CHECKING, Any

from sqlalchemy import Row, String, and_, bindparam, insert, or_, select, update

from desktop.store.codec import clean_text
from desktop.store.free_text import CardMask
from desktop.store.records import MISSED_CALL, Promise, WrapUpRecord
from desktop.store.schema import CACHE_PEOPLE, PROMISES, instant, instant_or_none, seconds

if TYPE_CHECKING:
    from sqlalchemy import Connection

    from desktop.store.engine import Database

_CARD = CACHE_PEOPLE.c.card
_DUE = (
    select(PROMISES, _CARD)
    .outerjoin(CACHE_PEOPLE, CACHE_PEOPLE.c.key == PROMISES.c.customer_key)
    .where(PROMISES.c.done_at.is_(None), PROMISES.c.due_on <= bindparam("until"))
    .order_by(PROMISES.c.due_on, PROMISES.c.made_at, PROMISES.c.n)
    .limit(bindparam("most"))
)
_OF_CALLER = update(PROMISES).where(
    PROMISES.c.n == bindparam("its_n"),
    PROMISES.c.done_at.is_(None),
    # NULL is never equal: a withheld number, or a caller nobody knows, names nobody else. And behind one number may be
    # several people: who is known is not called back for another.
    or_(
        and_(
            PROMISES.c.number == bindparam("their_number"),
            or_(PROMISES.c.customer_key.is_(None), bindparam("their_key", type_=String).is_(None)),
        ),
        PROMISES.c.customer_key == bindparam("their_key", type_=String),
    ),
)
_ONE = update(PROMISES).where(PROMISES.c.call_id == bindparam("call"), PROMISES.c.n == bindparam("its_n"))


class Promises:
    """What was promised and is not done."""

    def __init__(self, database: Database) -> None:
        self._database = database

    def due(self, until: date, most: int = 50) -> tuple[Promise, ...]:
        """Open promises due on a day or before, the longest overdue first."""
        values = {"until": until.isoformat(), "most": most}
        rows = self._database.read(lambda connection: connection.execute(_DUE, values).all())
        return tuple(_promise(row) for row in rows)

    def kept(self, call_id: str, n: int, at: datetime) -> None:
        """It was done."""
        self._set(call_id, n, done_at=seconds(at))

    def reopen(self, call_id: str, n: int) -> None:
        """It was not done after all."""
        self._set(call_id, n, done_at=None)

    def tried(self, call_id: str, n: int, at: datetime) -> None:
        """The customer was called about it, and did not answer."""
        self._set(call_id, n, tried_at=seconds(at))

    def _set(self, call_id: str, n: int, **values: float | None) -> None:
        query, which = _ONE.values(**values), {"call": clean_text(call_id), "its_n": n}
        self._database.write(lambda connection: connection.execute(query, which))


def add_promises(connection: Connection, record: WrapUpRecord) -> None:
    """Add the follow-ups of a finished call in the transaction that is open."""
    cards = CardMask()  # of its own: the wrap-up has counted these already
    rows = [
        {
            "call_id": clean_text(record.call_id),
            "n": n,
            "customer_key": None if record.customer_key is None else clean_text(record.customer_key),
            "number": None if record.ani is None else clean_text(record.ani),
            "text": clean_text(cards.text(text)),
            "due_on": due.isoformat(),
            "made_at": seconds(record.finished_at),
        }
        for n, (text, due) in enumerate(record.follow_ups)
    ]
    if rows:
        connection.execute(insert(PROMISES), rows)


def add_missed_call(connection: Connection, missed: Promise) -> None:
    """Add a call that nobody took in the transaction that is open, in place of earlier ones of the same caller."""
    _returned(connection, missed.number, missed.customer_key, missed.made_at)
    row = {
        "call_id": clean_text(missed.call_id),
        "n": missed.n,
        "customer_key": None if missed.customer_key is None else clean_text(missed.customer_key),
        "number": None if missed.number is None else clean_text(missed.number),
        "text": "",
        "due_on": missed.due_on.isoformat(),
        "made_at": seconds(missed.made_at),
    }
    connection.execute(insert(PROMISES), [row])


def returned(connection: Connection, record: WrapUpRecord) -> None:
    """Whoever has been spoken with need not be called back any more for having called before."""
    if record.answered_at is not None:
        _returned(connection, record.ani, record.customer_key, record.finished_at)


def _returned(connection: Connection, number: str | None, customer_key: str | None, at: datetime) -> None:
    values = {"its_n": MISSED_CALL, "their_number": number, "their_key": customer_key}
    connection.execute(_OF_CALLER.values(done_at=seconds(at)), values)


def _promise(row: Row[Any]) -> Promise:
    return Promise(
        row.call_id,
        row.n,
        row.text,
        date.fromisoformat(row.due_on),
        row.customer_key,
        row.number,
        instant(row.made_at),
        json.loads(row.card or "{}").get("name"),
        instant_or_none(row.tried_at),
    )
