"""Finishing a call: wrap-up, journal, writes to other systems and the end of the draft, in one transaction."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from typing import TYPE_CHECKING

from sqlalchemy import bindparam, insert, select

from desktop.store.codec import clean_text, encode
from desktop.store.drafts import drop_draft
from desktop.store.free_text import CardMask
from desktop.store.journal import add_entries
from desktop.store.outbox import add_drafts
from desktop.store.outbox_rows import release
from desktop.store.records import Finished, JournalEntry, OutboxDraft, WrapUpRecord
from desktop.store.schema import WRAP_UPS, seconds

if TYPE_CHECKING:
    from sqlalchemy import Connection

_FINISHED = select(WRAP_UPS.c.call_id).where(WRAP_UPS.c.call_id == bindparam("call"))


def finish(
    connection: Connection, record: WrapUpRecord, drafts: Sequence[OutboxDraft], entries: Sequence[JournalEntry]
) -> Finished:
    """Write a finished call in the transaction that is open; a call that was finished before is left as it was."""
    call_id = clean_text(record.call_id)
    if connection.execute(_FINISHED, {"call": call_id}).first() is not None:
        drop_draft(connection, call_id)
        return Finished(call_id, again=True)
    cards = CardMask()
    connection.execute(insert(WRAP_UPS), [_row(call_id, record, cards)])
    add_entries(connection, entries, cards)
    release(connection, call_id, record.finished_at)
    add_drafts(connection, drafts, record.finished_at, cards)
    drop_draft(connection, call_id)
    return Finished(call_id, tuple(draft.key for draft in drafts), masked=cards.count)


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
