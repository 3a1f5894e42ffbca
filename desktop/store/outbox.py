"""The outbox: writes to other systems that are promised and not yet confirmed.

A row is born in the transaction that finishes a call, goes out in the order of its entity, and leaves only as
`done`, or because a person dropped it. Nothing in here sends: see `desktop.call.delivery`.
"""

from __future__ import annotations

import random
from collections.abc import Iterable, Mapping, Sequence
from datetime import datetime, timedelta
from typing import TYPE_CHECKING

from sqlalchemy import bindparam, insert, select

from desktop.store import outbox_rows as rows
from desktop.store.codec import clean_text, encode
from desktop.store.errors import KeyTaken
from desktop.store.free_text import CardMask
from desktop.store.records import NEEDS_YOU, DraftValue, OutboxCounts, OutboxDraft, OutboxRow, RowState, Strategy
from desktop.store.schema import OUTBOX, seconds

if TYPE_CHECKING:
    from sqlalchemy import Connection

    from desktop.store.engine import Database
    from desktop.store.replies import Outcome

_PROMISED = select(OUTBOX.c.connector, OUTBOX.c.entity, OUTBOX.c.op, OUTBOX.c.payload).where(
    OUTBOX.c.idem_key == bindparam("key")
)
UNFINISHED = (RowState.PENDING, RowState.INFLIGHT, *NEEDS_YOU)


class Outbox:
    """Rows by key; every method is one transaction."""

    def __init__(self, database: Database) -> None:
        self._database = database

    # -- for people ----------------------------------------------------------------------------------------

    def list(self, states: Iterable[RowState] = UNFINISHED, limit: int = 1000) -> tuple[OutboxRow, ...]:
        """Rows in these states, the oldest first."""
        query = select(OUTBOX).where(OUTBOX.c.state.in_([str(state) for state in states]))
        query = query.order_by(OUTBOX.c.seq).limit(limit)
        found = self._database.read(lambda connection: connection.execute(query).all())
        return tuple(rows.read(row) for row in found)

    def get(self, key: str) -> OutboxRow:
        """One row. Raises Unknown."""
        return self._database.read(lambda connection: rows.one(connection, key))

    def counts(self) -> OutboxCounts:
        """How much waits to be sent, and how much needs a person."""
        return self._database.read(rows.counts)

    def retry(self, key: str, now: datetime, payload: Mapping[str, DraftValue] | None = None) -> str:
        """Send a row again, at once, edited if a payload is given; answers its key. Raises Unknown.

        An edited row that the system had refused gets a new key: under the old one some systems repeat the refusal.
        """
        return self._database.write(lambda connection: rows.retry(connection, key, now, payload))

    def drop(self, key: str, reason: str, now: datetime) -> None:
        """Give a row up, for a reason that is journaled. Raises Unknown for one that is done or on its way."""
        self._database.write(lambda connection: rows.drop(connection, key, reason, now))

    def can_take_back(self, keys: Sequence[str]) -> bool:
        """Whether all of these rows are surely unsent."""
        return self._database.read(lambda connection: rows.takeable(connection, keys)) is not None

    def hold_again(self, call_id: str, until: datetime) -> None:
        """Keep what no system was given of a call until then: a crash has interrupted it."""
        self._database.write(lambda connection: rows.hold_again(connection, call_id, until))

    def of_call(self, call_id: str) -> tuple[OutboxRow, ...]:
        """Every row of a call, the oldest first."""
        return self._database.read(lambda connection: rows.of_call(connection, call_id))

    # -- for the delivery ----------------------------------------------------------------------------------

    def recover(self, now: datetime) -> None:
        """At start: what was on its way may have arrived; and no clock that ran ahead may freeze a row."""
        self._database.write(lambda connection: rows.recover(connection, now))

    def next_due(self, connector: str, now: datetime, *, probe: bool = False) -> datetime | None:
        """When the first sendable row of a connector is due, for a probe could go; None if there is none.

        One that is further ahead than any delay can be was put there by a clock: it is brought back.
        """
        due = self._database.read(lambda connection: rows.next_due(connection, connector, now, probe))
        if due is None or due - now <= timedelta(seconds=rows.LONGEST_DELAY_S):
            return due
        self._database.write(lambda connection: rows.clamp(connection, now))
        return self._database.read(lambda connection: rows.next_due(connection, connector, now, probe))

    def claim(self, connector: str, now: datetime, *, probe: bool = False) -> OutboxRow | None:
        """Take the next sendable row of a connector and mark it on its way; a probe does not wait until it is due."""
        return self._database.write(lambda connection: rows.claim(connection, connector, now, probe))

    def settle(self, key: str, outcome: Outcome) -> None:
        """Write down what became of a row that was on its way."""
        self._database.write(lambda connection: rows.settle(connection, key, outcome))

    def retried(self, connector: str, since: datetime) -> bool:
        """Whether a person has asked since then for a row of a connector to be sent again."""
        return self._database.read(lambda connection: rows.retried(connection, connector, since))

    def make_due(self, connector: str, now: datetime, spread_s: float, rng: random.Random) -> None:
        """A system is back: its rows become due within `spread_s`, whatever delay they had earned."""
        self._database.write(lambda connection: rows.make_due(connection, connector, now, spread_s, rng))


def add_drafts(
    connection: Connection, drafts: Sequence[OutboxDraft], now: datetime, cards: CardMask, hold_s: float = 0.0
) -> None:
    """Add rows in the transaction that is open; the same write again is left as it is.

    For `hold_s` seconds nothing sends them: so long the agent can surely take them back.
    Raises KeyTaken for a key under which something else was promised: dropping it would lose it without a word.
    """
    for draft in drafts:
        row = _row(draft, now, cards) | _held(now, hold_s)
        known = connection.execute(_PROMISED, {"key": row["idem_key"]}).first()
        if known is None:
            connection.execute(insert(OUTBOX), [row])
        elif any(getattr(known, column) != row[column] for column in ("connector", "entity", "op", "payload")):
            raise KeyTaken(f"{row['op']} for {row['connector']}")


def _held(now: datetime, hold_s: float) -> dict[str, object]:
    return {"next_at": seconds(now) + hold_s, "last_error": rows.HELD if hold_s > 0 else None}


def _row(draft: OutboxDraft, now: datetime, cards: CardMask) -> dict[str, object]:
    return {
        "idem_key": clean_text(draft.key),
        "connector": clean_text(draft.connector),
        "entity": clean_text(draft.entity),
        "op": clean_text(draft.operation),
        "payload": encode(cards.values(draft.payload, draft.ids)),
        "strategy": str(Strategy(draft.strategy)),
        "state": str(RowState.PENDING),
        "attempts": 0,
        "created": seconds(now),
    }
