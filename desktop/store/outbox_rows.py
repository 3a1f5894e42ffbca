"""What may happen to an outbox row, each a function inside the transaction that is open."""

from __future__ import annotations

import random
from collections.abc import Mapping, Sequence
from dataclasses import replace
from datetime import datetime, timedelta
from typing import TYPE_CHECKING, Any

from sqlalchemy import Row, bindparam, delete, or_, select, text, update

from desktop.store.codec import CodecError, clean_text, decode, encode
from desktop.store.errors import Unknown
from desktop.store.free_text import CardMask
from desktop.store.journal import Kind, add_entries
from desktop.store.records import (
    NEEDS_YOU,
    DraftValue,
    JournalEntry,
    Json,
    OutboxCounts,
    OutboxRow,
    RemoteId,
    RowState,
    Strategy,
    call_of,
)
from desktop.store.replies import RATE_LIMITED, Outcome
from desktop.store.schema import OUTBOX, instant, instant_or_none, seconds

if TYPE_CHECKING:
    from sqlalchemy import Connection

KEY_WINDOW = timedelta(hours=24)
LONGEST_DELAY_S = 300.0
LONGEST_ASKED_DELAY_S = 3600.0
WAIT_FOR_ID = timedelta(seconds=30)
LONGEST_REASON = 200
RETRIED = "retried"
"""In the place of an error: a person wants the row sent again, and it was not tried since."""
UNDONE = "undone"
"""Why a row was dropped: the agent took it back."""
HELD = "held"
"""In the place of an error: until it is due the agent may take the row back, so nothing may send it sooner."""

# Sendable: pending, the oldest unfinished one of its entity, and not behind a create of that entity that failed.
_SENDABLE = """
    from outbox o where o.connector = :connector and o.state = 'pending'
    and not exists (select 1 from outbox e where e.entity = o.entity and e.seq < o.seq
                    and e.state in ('pending', 'inflight'))
    and not exists (select 1 from outbox e where e.entity = o.entity and e.seq < o.seq
                    and e.state in ('dead', 'unknown')
                    and e.op = substr(e.entity, 1, instr(e.entity, ':') - 1) || '.create')"""
_NEXT = text(f"select o.* {_SENDABLE} and o.next_at <= :now order by o.seq limit 1")
# A probe takes the row whose turn comes first: one poisoned row must not be the only one that is ever tried.
_FREE = f"(o.last_error is not '{HELD}' or o.next_at <= :now)"
_PROBE = text(f"select o.* {_SENDABLE} and {_FREE} order by o.next_at, o.seq limit 1")
_DUE_NOW = text(f"select o.next_at {_SENDABLE} and o.next_at <= :now limit 1")
_DUE = text(f"select min(o.next_at) {_SENDABLE}")
_PROBE_DUE = text(f"select min(case when {_FREE} then :now else o.next_at end) {_SENDABLE}")
_RELEASE = text(
    "update outbox set next_at = :now, last_error = null"
    f" where state = 'pending' and last_error = '{HELD}' and substr(idem_key, 1, length(:call)) = :call"
)
_HOLD = text(
    f"update outbox set next_at = :until, last_error = '{HELD}' where state = 'pending' and first_try_at is null"
    f" and (last_error is null or last_error = '{HELD}') and substr(idem_key, 1, length(:call)) = :call"
)
_OF_CALL = text("select * from outbox where substr(idem_key, 1, length(:call)) = :call order by seq")
_RETRIED = text(
    "select 1 from outbox where connector = :connector and state = 'pending' and last_error = :why"
    " and next_at > :since limit 1"
)
# In these words the partial indexes lead to the rows that count, past everything that is done.
_WAITING = text("select count(*) from outbox where state in ('pending', 'inflight')")
_STUCK = text("select count(*) from outbox where state in ('dead', 'unknown')")
_LATEST = f"case when last_error like '{RATE_LIMITED}%' then :asked else :own end"
_CLAMP = text(f"update outbox set next_at = {_LATEST} where state = 'pending' and next_at > {_LATEST}")
_AMBIGUOUS = text(
    "update outbox set state = 'unknown', last_error = 'interrupted' where state = 'inflight' and strategy = 'none'"
)
_INTERRUPTED = text("update outbox set state = 'pending', next_at = :now where state = 'inflight'")
_BY_KEY = select(OUTBOX).where(OUTBOX.c.idem_key == bindparam("key"))
_PENDING_OF = select(OUTBOX.c.seq).where(
    OUTBOX.c.connector == bindparam("connector"),
    OUTBOX.c.state == "pending",
    or_(OUTBOX.c.last_error.is_distinct_from(HELD), OUTBOX.c.next_at <= bindparam("now")),
)
_MOVE = update(OUTBOX).where(OUTBOX.c.seq == bindparam("row")).values(next_at=bindparam("at"))

_JOURNALED = {
    RowState.DONE: Kind.WRITE_DONE,
    RowState.DEAD: Kind.WRITE_DEAD,
    RowState.UNKNOWN: Kind.WRITE_UNKNOWN,
}


def read(row: Row[Any]) -> OutboxRow:
    """A row as a record; one whose payload another version wrote says that it is not readable."""
    payload = _payload(row.payload)
    return OutboxRow(
        seq=row.seq,
        key=row.idem_key,
        connector=row.connector,
        entity=row.entity,
        operation=row.op,
        payload=payload or {},
        strategy=Strategy(row.strategy),
        state=RowState(row.state),
        attempts=row.attempts,
        next_at=instant(row.next_at),
        created=instant(row.created),
        first_try_at=instant_or_none(row.first_try_at),
        last_error=row.last_error,
        done_at=instant_or_none(row.done_at),
        remote_id=row.remote_id,
        readable=payload is not None,
    )


def one(connection: Connection, key: str) -> OutboxRow:
    """The row with this key. Raises Unknown."""
    row = connection.execute(_BY_KEY, {"key": clean_text(key)}).first()
    if row is None:
        raise Unknown("no such row")
    return read(row)


def next_due(connection: Connection, connector: str, now: datetime, probe: bool = False) -> datetime | None:
    """When the first sendable row of a connector is due; any one that is due already, if there is one.

    A probe may take what is not due yet, but for what the agent may still take back.
    """
    if probe:
        values = {"connector": connector, "now": seconds(now)}
        return instant_or_none(connection.execute(_PROBE_DUE, values).scalar())
    at = connection.execute(_DUE_NOW, {"connector": connector, "now": seconds(now)}).scalar()
    if at is None:
        at = connection.execute(_DUE, {"connector": connector}).scalar()
    return instant_or_none(at)


def retried(connection: Connection, connector: str, since: datetime) -> bool:
    """Whether a person has asked since then for a row of a connector to be sent again, and it was not tried yet."""
    values = {"connector": connector, "since": seconds(since), "why": RETRIED}
    return connection.execute(_RETRIED, values).first() is not None


def counts(connection: Connection) -> OutboxCounts:
    """How much waits to be sent, and how much needs a person."""
    return OutboxCounts(connection.execute(_WAITING).scalar_one(), connection.execute(_STUCK).scalar_one())


def claim(connection: Connection, connector: str, now: datetime, probe: bool) -> OutboxRow | None:
    """The next sendable row, marked on its way, ids it waited for filled in."""
    statement, values = _NEXT, {"connector": connector, "now": seconds(now)}
    if probe:
        statement = _PROBE
    while (found := connection.execute(statement, values).first()) is not None:
        row = read(found)
        hindrance = _hindrance(connection, row, now)
        if hindrance is None:
            return _take(connection, row, now)
        _write(connection, row, hindrance)
        if hindrance.state is RowState.PENDING and probe:
            return None
    return None


def settle(connection: Connection, key: str, outcome: Outcome) -> None:
    """Write down what became of a row on its way; one that is not on its way any more is left alone."""
    found = connection.execute(_BY_KEY, {"key": clean_text(key)}).first()
    if found is not None and found.state == RowState.INFLIGHT:
        _write(connection, read(found), outcome)


def recover(connection: Connection, now: datetime) -> None:
    """The start rules: what was on its way is sent again where that is safe, and asked about where it is not."""
    lost = select(OUTBOX).where(OUTBOX.c.state == "inflight", OUTBOX.c.strategy == "none")
    entries = [_entry(read(row), Kind.WRITE_UNKNOWN, now, "interrupted") for row in connection.execute(lost)]
    add_entries(connection, entries)
    connection.execute(_AMBIGUOUS)
    connection.execute(_INTERRUPTED, {"now": seconds(now)})
    clamp(connection, now)


def clamp(connection: Connection, now: datetime) -> None:
    """No row waits longer than a delay can be: a clock that ran ahead once must not freeze it."""
    own, asked = seconds(now) + LONGEST_DELAY_S, seconds(now) + LONGEST_ASKED_DELAY_S
    connection.execute(_CLAMP, {"own": own, "asked": asked})


def make_due(connection: Connection, connector: str, now: datetime, spread_s: float, rng: random.Random) -> None:
    """Every pending row of a connector becomes due within `spread_s`."""
    rows = connection.execute(_PENDING_OF, {"connector": connector, "now": seconds(now)}).scalars().all()
    moves = [{"row": seq, "at": seconds(now) + rng.uniform(0.0, spread_s)} for seq in rows]
    if moves:
        connection.execute(_MOVE, moves)


def retry(connection: Connection, key: str, now: datetime, payload: Mapping[str, DraftValue] | None) -> str:
    """Send a row again, edited if a payload is given; answers its key. Raises Unknown."""
    row = one(connection, key)
    if row.state not in (RowState.PENDING, *NEEDS_YOU):
        raise Unknown(f"the row is {row.state}")
    new_key = row.key
    values: dict[str, Any] = {"state": "pending", "next_at": seconds(now), "attempts": 0}
    values |= {"first_try_at": None, "last_error": RETRIED}
    if payload is not None:
        values["payload"] = encode(CardMask().values(payload))
        if row.state is RowState.DEAD:
            new_key = values["idem_key"] = _unused(connection, row.key)
    connection.execute(update(OUTBOX).where(OUTBOX.c.seq == row.seq).values(values))
    add_entries(connection, [_entry(row, Kind.WRITE_RETRIED, now, "edited" if payload is not None else "again")])
    return new_key


def takeable(connection: Connection, keys: Sequence[str]) -> list[OutboxRow] | None:
    """These rows while all of them are surely unsent; None when one was tried, or is gone.

    One that a person had sent again may have arrived before that.
    """
    found = [connection.execute(_BY_KEY, {"key": clean_text(key)}).first() for key in keys]
    held = [read(row) for row in found if row is not None and row.state == RowState.PENDING]
    surely = [row for row in held if row.first_try_at is None and row.last_error != RETRIED]
    return surely if len(surely) == len(keys) else None


def take_back(connection: Connection, keys: Sequence[str], now: datetime) -> bool:
    """Take these rows out, all of them or none; what they were stays in the journal."""
    taken = takeable(connection, keys)
    if taken is None:
        return False
    for row in taken:
        connection.execute(delete(OUTBOX).where(OUTBOX.c.seq == row.seq))
    add_entries(connection, [_entry(row, Kind.WRITE_DROPPED, now, UNDONE) for row in taken])
    return True


def release(connection: Connection, call_id: str, now: datetime) -> None:
    """The call is finished: nothing of it can be taken back any more, so nothing needs to wait."""
    connection.execute(_RELEASE, {"call": f"{call_id}:", "now": seconds(now)})


def hold_again(connection: Connection, call_id: str, until: datetime) -> None:
    """Keep what no system was given of a call that a crash interrupted, so that it can still be taken back."""
    connection.execute(_HOLD, {"call": f"{call_id}:", "until": seconds(until)})


def of_call(connection: Connection, call_id: str) -> tuple[OutboxRow, ...]:
    """Every row of a call, whatever became of it, the oldest first."""
    found = connection.execute(_OF_CALL, {"call": f"{call_id}:"}).all()
    return tuple(read(row) for row in found)


def drop(connection: Connection, key: str, reason: str, now: datetime) -> None:
    """Give a row up; what it was and why stays in the journal. Raises Unknown."""
    row = one(connection, key)
    if row.state not in (RowState.PENDING, *NEEDS_YOU):
        raise Unknown(f"the row is {row.state}")
    connection.execute(delete(OUTBOX).where(OUTBOX.c.seq == row.seq))
    why = CardMask().text(clean_text(reason))[:LONGEST_REASON]
    add_entries(connection, [_entry(row, Kind.WRITE_DROPPED, now, why)])


def _hindrance(connection: Connection, row: OutboxRow, now: datetime) -> Outcome | None:
    """Why a sendable row is not to be sent after all."""
    if not row.readable:
        return Outcome(RowState.DEAD, now, "unreadable")
    if row.strategy is Strategy.KEY and row.first_try_at is not None and now - row.first_try_at > KEY_WINDOW:
        # Past the vendor's window an old key is new to it: sending again may duplicate, so a person decides.
        return Outcome(RowState.UNKNOWN, now, "key_expired")
    for value in row.payload.values():
        if isinstance(value, RemoteId):
            source = connection.execute(_BY_KEY, {"key": value.key}).first()
            if source is None:
                return Outcome(RowState.DEAD, now, "id_missing")
            if source.remote_id is None:
                lost = source.state == RowState.DONE
                return Outcome(RowState.DEAD if lost else RowState.PENDING, now + WAIT_FOR_ID, "id_missing")
    return None


def _payload(body: str) -> Mapping[str, DraftValue] | None:
    try:
        payload = decode(body)
    except CodecError:
        return None
    return payload if isinstance(payload, Mapping) else None


def _take(connection: Connection, row: OutboxRow, now: datetime) -> OutboxRow:
    payload = {
        name: connection.execute(_BY_KEY, {"key": value.key}).one().remote_id if isinstance(value, RemoteId) else value
        for name, value in row.payload.items()
    }
    first = row.first_try_at or now
    taken = replace(row, payload=payload, state=RowState.INFLIGHT, attempts=row.attempts + 1, first_try_at=first)
    values = {"state": "inflight", "attempts": taken.attempts, "first_try_at": seconds(first)}
    connection.execute(update(OUTBOX).where(OUTBOX.c.seq == row.seq).values(values))
    return taken


def _write(connection: Connection, row: OutboxRow, outcome: Outcome) -> None:
    values: dict[str, Any] = {"state": str(outcome.state), "last_error": outcome.error, "next_at": seconds(outcome.at)}
    if outcome.state is RowState.DONE:
        values |= {"done_at": seconds(outcome.at), "remote_id": outcome.remote_id}
    if row.state is RowState.INFLIGHT and not outcome.counted:
        values["attempts"] = row.attempts - 1
        if row.attempts == 1:
            values["first_try_at"] = None
    connection.execute(update(OUTBOX).where(OUTBOX.c.seq == row.seq).values(values))
    if outcome.state in _JOURNALED:
        code = outcome.error.split(":", 1)[0] if outcome.error else None
        add_entries(connection, [_entry(row, _JOURNALED[outcome.state], outcome.at, code)])


def _entry(row: OutboxRow, kind: Kind, at: datetime, why: str | None) -> JournalEntry:
    """No payload and no detail: the journal outlives the customer's data."""
    data: dict[str, Json] = {"connector": row.connector, "operation": row.operation, "key": row.key, "why": why}
    return JournalEntry(call_of(row.key), kind, at, data)


def _unused(connection: Connection, key: str) -> str:
    stem, _, number = key.rpartition(":")
    count = int(number) if number.isdecimal() else 0
    while True:
        count += 1
        fresh = f"{stem or key}:{count}"
        if connection.execute(_BY_KEY, {"key": fresh}).first() is None:
            return fresh
