"""Retention: copies and finished work leave after their time; what is unsent never does."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import TYPE_CHECKING

from sqlalchemy import delete, exists, func, select

from desktop.store.cache import MAX_AGE
from desktop.store.erase import allow_erasing, empty_log, erasing_done
from desktop.store.records import RowState
from desktop.store.schema import CACHE_CUSTOMERS, JOURNAL, OUTBOX, PROMISES, SYNC_STATES, SYNCED, WRAP_UPS, seconds

if TYPE_CHECKING:
    from sqlalchemy import Connection

    from desktop.store.engine import Database


@dataclass(frozen=True, slots=True)
class Retention:
    """How long each kind is kept; cached customers never longer than thirty days."""

    cache: timedelta = MAX_AGE
    sent_writes: timedelta = timedelta(days=7)
    wrap_ups: timedelta = timedelta(days=30)
    promises: timedelta = timedelta(days=30)
    journal: timedelta = timedelta(days=400)


def expire(database: Database, keep: Retention, now: datetime) -> int:
    """Delete what is past its time and empty the log; answers the number of rows. Resumable: each table commits."""
    gone = 0
    for work in (_cache, _synced, _outbox, _wrap_ups, _promises, _journal):
        gone += database.write(lambda connection, work=work: work(connection, keep, now))  # type: ignore[misc]
    if gone:
        empty_log(database)
    return gone


def _cache(connection: Connection, keep: Retention, now: datetime) -> int:
    oldest = seconds(now - min(keep.cache, MAX_AGE))
    return connection.execute(delete(CACHE_CUSTOMERS).where(CACHE_CUSTOMERS.c.fetched_at < oldest)).rowcount


def _synced(connection: Connection, keep: Retention, now: datetime) -> int:
    """What is read in the background is a copy like any other; a system that was not read for so long starts anew."""
    oldest = seconds(now - min(keep.cache, MAX_AGE))
    connection.execute(delete(SYNC_STATES).where(SYNC_STATES.c.read_at < oldest))
    return connection.execute(delete(SYNCED).where(SYNCED.c.read_at < oldest)).rowcount


def _outbox(connection: Connection, keep: Retention, now: datetime) -> int:
    done = OUTBOX.c.state == RowState.DONE.value
    return connection.execute(delete(OUTBOX).where(done, OUTBOX.c.done_at < seconds(now - keep.sent_writes))).rowcount


def _wrap_ups(connection: Connection, keep: Retention, now: datetime) -> int:
    """A wrap-up stays while one of its writes is still to be sent."""
    old = WRAP_UPS.c.finished_at < seconds(now - keep.wrap_ups)
    its_own = func.instr(OUTBOX.c.idem_key, WRAP_UPS.c.call_id.concat(":")) == 1
    unsent = exists(select(OUTBOX.c.seq).where(OUTBOX.c.state != RowState.DONE.value, its_own))
    return connection.execute(delete(WRAP_UPS).where(old, ~unsent)).rowcount


def _promises(connection: Connection, keep: Retention, now: datetime) -> int:
    """A promise stays as long after its day as a wrap-up after its call, kept or not: then nobody will keep it."""
    old = PROMISES.c.due_on < (now - keep.promises).date().isoformat()
    return connection.execute(delete(PROMISES).where(old)).rowcount


def _journal(connection: Connection, keep: Retention, now: datetime) -> int:
    old = JOURNAL.c.at < seconds(now - keep.journal)
    if connection.execute(select(JOURNAL.c.seq).where(old).limit(1)).first() is None:
        return 0
    allow_erasing(connection)
    gone = connection.execute(delete(JOURNAL).where(old)).rowcount
    erasing_done(connection)
    return gone
