"""The right to erasure: everything about one customer leaves the files, with a receipt.

A deleted row is not gone from a file: its bytes are overwritten (secure_delete), and the write-ahead log is emptied
(checkpoint TRUNCATE), which a reader can hold up without an error, so its answer is looked at.
"""

from __future__ import annotations

import json
import re
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import TYPE_CHECKING, Any

from sqlalchemy import delete, insert, or_, select, update

from desktop.store.codec import CodecError, clean_text, decode, to_json
from desktop.store.records import RowState, call_of
from desktop.store.schema import CACHE_CUSTOMERS, DRAFTS, JOURNAL, OUTBOX, PROMISES, STORE_META, WRAP_UPS
from desktop.store.synced import erase_synced

if TYPE_CHECKING:
    from sqlalchemy import Connection

    from connectors.merge import MergedCustomer
    from desktop.store.audit import Audit
    from desktop.store.engine import Database

CHECKPOINT_TRIES = 5
# What the figures of past weeks are made of: codes and numbers that say nothing about a person.
KEPT_IN_JOURNAL = frozenset(
    "action agent call_type channel connector direction disposition end_reason group handled_s kind language operation "
    "outcome queue reason source status talk_s team version waited_s why wrap_s".split()
)
_CODE = re.compile(r"[a-z0-9_.-]{1,64}", re.ASCII)


@dataclass(frozen=True, slots=True)
class Receipt:
    """What an erasure did: rows per table, writes still unsent (they are kept), and whether the log file is clean."""

    customer: str
    at: datetime
    rows: Mapping[str, int]
    unsent: int
    clean: bool


def erase(database: Database, audit: Audit, customer_key: str, now: datetime, numbers_of: str | None = None) -> Receipt:
    """Erase one customer. Unsent writes stay until they are sent or dropped, and are counted."""
    key = clean_text(customer_key)
    alias = audit.pseudonym(key)

    def work(connection: Connection) -> tuple[dict[str, int], int]:
        rows, unsent = _erase_rows(connection, key, numbers_of)
        audit.add(connection, "customer.erased", now, {"customer": alias, "rows": {**rows}, "unsent": unsent})
        return rows, unsent

    rows, unsent = database.write(work)
    return Receipt(key, now, rows, unsent, empty_log(database))


def empty_log(database: Database, tries: int = CHECKPOINT_TRIES) -> bool:
    """Move the write-ahead log into the file and cut it to nothing; False while a reader is in the way."""
    if database.path is None:
        return True
    for _ in range(tries):
        answer = database.pragma("wal_checkpoint(TRUNCATE)")
        if answer is not None and answer[0] == 0:
            return True
    return False


def allow_erasing(connection: Connection) -> None:
    """Open the journal's guard until `erasing_done` in this transaction."""
    connection.execute(insert(STORE_META), [{"name": "erasing", "value": "1"}])


def erasing_done(connection: Connection) -> None:
    """Close the journal's guard."""
    connection.execute(delete(STORE_META).where(STORE_META.c.name == "erasing"))


def _erase_rows(connection: Connection, key: str, numbers_of: str | None) -> tuple[dict[str, int], int]:
    calls = _calls_of(connection, key)
    done, unsent = _writes_of(connection, calls, key)
    allow_erasing(connection)
    rows = {
        "synced": erase_synced(connection, key, _known_as(connection, key), numbers_of),
        "cache": connection.execute(delete(CACHE_CUSTOMERS).where(CACHE_CUSTOMERS.c.key == key)).rowcount,
        "wrap_ups": connection.execute(delete(WRAP_UPS).where(WRAP_UPS.c.customer_key == key)).rowcount,
        "promises": connection.execute(delete(PROMISES).where(PROMISES.c.customer_key == key)).rowcount,
        "drafts": connection.execute(delete(DRAFTS).where(DRAFTS.c.customer_key == key)).rowcount,
        "outbox": sum(connection.execute(delete(OUTBOX).where(OUTBOX.c.seq == seq)).rowcount for seq in done),
        "journal": _strip_journal(connection, calls, key),
    }
    erasing_done(connection)
    return rows, unsent


def _known_as(connection: Connection, key: str) -> MergedCustomer | None:
    """The customer as they were kept, whose addresses and numbers lead to what other tables have about them."""
    body = connection.execute(select(CACHE_CUSTOMERS.c.body).where(CACHE_CUSTOMERS.c.key == key)).scalar()
    try:
        merged: MergedCustomer | None = decode(body)[0] if body is not None else None
    except (CodecError, ValueError, TypeError):
        return None
    return merged


def _calls_of(connection: Connection, key: str) -> set[str]:
    calls: set[str] = set()
    for table in (WRAP_UPS, JOURNAL, DRAFTS):
        calls.update(connection.execute(select(table.c.call_id).where(table.c.customer_key == key)).scalars())
    return calls


def _writes_of(connection: Connection, calls: set[str], key: str) -> tuple[list[int], int]:
    """Rows that may go, and how many must stay until they are sent."""
    done, unsent = [], 0
    for row in connection.execute(select(OUTBOX.c.seq, OUTBOX.c.idem_key, OUTBOX.c.entity, OUTBOX.c.state)):
        if call_of(row.idem_key) in calls or row.entity == f"customer:{key}":
            if row.state == RowState.DONE:
                done.append(row.seq)
            else:
                unsent += 1
    return done, unsent


def _strip_journal(connection: Connection, calls: set[str], key: str) -> int:
    """Entries stay for the figures, without the customer and without anything that is not a code or a number."""
    mine = or_(JOURNAL.c.customer_key == key, JOURNAL.c.call_id.in_(sorted(calls)))
    found = connection.execute(select(JOURNAL.c.seq, JOURNAL.c.data).where(mine)).all()
    for seq, data in found:
        values = {"customer_key": None, "data": to_json(_bare(json.loads(data)))}
        connection.execute(update(JOURNAL).where(JOURNAL.c.seq == seq).values(values))
    return len(found)


def _bare(data: Mapping[str, Any]) -> dict[str, Any]:
    return {name: value for name, value in data.items() if name in KEPT_IN_JOURNAL and _is_bare(value)}


def _is_bare(value: Any) -> bool:
    return (
        value is None
        or isinstance(value, (bool, int, float))
        or (isinstance(value, str) and _CODE.fullmatch(value) is not None)
    )
