"""Finishing a call: wrap-up, journal, writes to other systems and the end of the draft, in one transaction.

And looking at it later, as it was recorded.
"""

from __future__ import annotations

import json
from collections.abc import Sequence
from dataclasses import replace
from typing import TYPE_CHECKING

from sqlalchemy import bindparam, insert, select

from desktop.store.codec import CodecError, clean_text, decode, encode
from desktop.store.drafts import drop_draft
from desktop.store.free_text import CardMask
from desktop.store.journal import add_entries
from desktop.store.outbox import add_drafts
from desktop.store.outbox_rows import release
from desktop.store.promises import add_missed_call, add_promises, returned
from desktop.store.records import Finished, JournalEntry, OutboxDraft, PastCall, Promise, WrapUpRecord
from desktop.store.schema import CACHE_PEOPLE, WRAP_UPS, seconds

if TYPE_CHECKING:
    from sqlalchemy import Connection

    from desktop.store.engine import Database

_LAST = (
    select(WRAP_UPS.c.body, CACHE_PEOPLE.c.card)
    .outerjoin(CACHE_PEOPLE, CACHE_PEOPLE.c.key == WRAP_UPS.c.customer_key)
    .order_by(WRAP_UPS.c.finished_at.desc())
    .limit(bindparam("most"))
)
_FINISHED = select(WRAP_UPS.c.call_id).where(WRAP_UPS.c.call_id == bindparam("call"))


class WrapUps:
    """The finished calls of the past weeks."""

    def __init__(self, database: Database) -> None:
        self._database = database

    def last(self, most: int) -> tuple[PastCall, ...]:
        """The calls finished last, the latest first; without those that another version wrote unreadably."""
        rows = self._database.read(lambda connection: connection.execute(_LAST, {"most": most}).all())
        found = ((_record(body), json.loads(card or "{}").get("name")) for body, card in rows)
        return tuple(PastCall(record, name) for record, name in found if record is not None)


def _record(body: str) -> WrapUpRecord | None:
    try:
        record = decode(body)
    except CodecError:
        return None
    return record if isinstance(record, WrapUpRecord) else None


def finish(
    connection: Connection,
    record: WrapUpRecord,
    drafts: Sequence[OutboxDraft],
    entries: Sequence[JournalEntry],
    missed: Promise | None = None,
) -> Finished:
    """Write a finished call in the transaction that is open; a call that was finished before is left as it was.

    `missed` is whom to call back, where nobody took the call.
    """
    call_id = clean_text(record.call_id)
    if connection.execute(_FINISHED, {"call": call_id}).first() is not None:
        drop_draft(connection, call_id)
        return Finished(call_id, again=True)
    cards = CardMask()
    connection.execute(insert(WRAP_UPS), [_row(call_id, record, cards)])
    add_entries(connection, entries, cards)
    release(connection, call_id, record.finished_at)
    returned(connection, record)
    if missed is not None:
        add_missed_call(connection, missed)
    add_promises(connection, record)
    add_drafts(connection, drafts, record.finished_at, cards)
    drop_draft(connection, call_id)
    return Finished(call_id, tuple(draft.key for draft in drafts), masked=cards.count)


def leave(connection: Connection, entry: JournalEntry, missed: Promise | None) -> None:
    """Write a call that nobody took in the transaction that is open: its end, and whom to call back."""
    add_entries(connection, (entry,), CardMask())
    release(connection, clean_text(entry.call_id), entry.at)
    if missed is not None:
        add_missed_call(connection, missed)
    drop_draft(connection, entry.call_id)


def _row(call_id: str, record: WrapUpRecord, cards: CardMask) -> dict[str, object]:
    kept = replace(
        record,
        notes=cards.text(record.notes),
        follow_ups=tuple((cards.text(text), due) for text, due in record.follow_ups),
    )
    return {
        "call_id": call_id,
        "customer_key": None if record.customer_key is None else clean_text(record.customer_key),
        "finished_at": seconds(record.finished_at),
        "handled_s": record.handled_s,
        "call_type": None if record.call_type is None else clean_text(record.call_type),
        "disposition": None if record.disposition is None else clean_text(record.disposition),
        "body": encode(kept),
    }
