"""The right to erasure: everything about one customer leaves the files, with a receipt.

A deleted row is not gone from a file: its bytes are overwritten (secure_delete), and the write-ahead log is emptied
(checkpoint TRUNCATE), which a reader can hold up without an error, so its answer is looked at.
"""

from __future__ import annotations

import json
import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import TYPE_CHECKING, Any

from sqlalchemy import and_, delete, insert, or_, select, update

from connectors.people import fold_email
from desktop.store.codec import CodecError, clean_text, decode, to_json
from desktop.store.records import RowState
from desktop.store.schema import CACHE_CUSTOMERS, DRAFTS, JOURNAL, OUTBOX, PROMISES, STORE_META, WRAP_UPS
from desktop.store.synced import erase_synced
from desktop.store.theirs import Calls, is_their_write, keys_of, own_traces

if TYPE_CHECKING:
    from sqlalchemy import ColumnElement, Connection, Table

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


@dataclass(frozen=True, slots=True)
class Trace:
    """An E.164 number or an e-mail address of somebody whom nobody here identified."""

    number: str | None = None
    email: str | None = None

    @property
    def key(self) -> str:
        """What somebody goes by of whom only this is known."""
        return f":phone:{self.number}" if self.number else f":email:{fold_email(self.email or '')}"


def erase(database: Database, audit: Audit, customer_key: str, now: datetime, numbers_of: str | None = None) -> Receipt:
    """Erase one customer. Unsent writes stay until they are sent or dropped, and are counted."""
    key = clean_text(customer_key)
    return _erased(database, audit, key, now, lambda connection: _erase_customer(connection, key, numbers_of))


def erase_unnamed(
    database: Database, audit: Audit, trace: Trace, now: datetime, numbers_of: str | None = None
) -> Receipt:
    """Erase what is here of a number or an address in calls whose caller nobody identified."""
    return _erased(database, audit, trace.key, now, lambda connection: _erase_unnamed(connection, trace, numbers_of))


def _erased(
    database: Database,
    audit: Audit,
    key: str,
    now: datetime,
    erasing: Callable[[Connection], tuple[dict[str, int], int]],
) -> Receipt:
    alias = audit.pseudonym(key)

    def work(connection: Connection) -> tuple[dict[str, int], int]:
        rows, unsent = erasing(connection)
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


@dataclass(frozen=True, slots=True)
class _Theirs:
    """What is about them: under their keys, and by table the calls whose rows without a customer are theirs."""

    keys: frozenset[str]
    calls: Mapping[str, set[str]]

    def rows_of(self, table: Table) -> ColumnElement[bool]:
        """Their rows of a table that says whose each is."""
        unnamed = and_(table.c.customer_key.is_(None), table.c.call_id.in_(sorted(self.calls[table.name])))
        return or_(table.c.customer_key.in_(sorted(self.keys)), unnamed)


def _erase_customer(connection: Connection, key: str, numbers_of: str | None) -> tuple[dict[str, int], int]:
    keys, calls = keys_of(connection, key), Calls(connection)
    only, unnamed = calls.only(keys), calls.unnamed(*own_traces(connection, key))
    theirs = _Theirs(frozenset(keys), {table: only | found for table, found in unnamed.items()})
    allow_erasing(connection)
    rows = {
        "synced": erase_synced(connection, key, _known_as(connection, key), numbers_of),
        "cache": connection.execute(delete(CACHE_CUSTOMERS).where(CACHE_CUSTOMERS.c.key == key)).rowcount,
    }
    return _erase_calls(connection, theirs, rows)


def _erase_unnamed(connection: Connection, trace: Trace, numbers_of: str | None) -> tuple[dict[str, int], int]:
    calls = Calls(connection).unnamed((trace.number,) if trace.number else (), (trace.email,) if trace.email else ())
    allow_erasing(connection)
    rows = {"synced": erase_synced(connection, trace.key, None, numbers_of), "cache": 0}
    return _erase_calls(connection, _Theirs(frozenset(), calls), rows)


def _erase_calls(connection: Connection, theirs: _Theirs, rows: dict[str, int]) -> tuple[dict[str, int], int]:
    done, unsent = _writes_of(connection, theirs)
    for name, table in (("wrap_ups", WRAP_UPS), ("promises", PROMISES), ("drafts", DRAFTS)):
        rows[name] = connection.execute(delete(table).where(theirs.rows_of(table))).rowcount
    rows["outbox"] = sum(connection.execute(delete(OUTBOX).where(OUTBOX.c.seq == seq)).rowcount for seq in done)
    rows["journal"] = _strip_journal(connection, theirs)
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


def _writes_of(connection: Connection, theirs: _Theirs) -> tuple[list[int], int]:
    """Rows that may go, and how many must stay until they are sent."""
    done, unsent = [], 0
    for row in connection.execute(select(OUTBOX.c.seq, OUTBOX.c.idem_key, OUTBOX.c.entity, OUTBOX.c.state)):
        if is_their_write(row.idem_key, row.entity, theirs.keys, theirs.calls[OUTBOX.name]):
            if row.state == RowState.DONE:
                done.append(row.seq)
            else:
                unsent += 1
    return done, unsent


def _strip_journal(connection: Connection, theirs: _Theirs) -> int:
    """Entries stay for the figures, without the customer and without anything that is not a code or a number."""
    found = connection.execute(select(JOURNAL.c.seq, JOURNAL.c.data).where(theirs.rows_of(JOURNAL))).all()
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
