"""What was synced, in the encrypted file: rows by whom they are about, at most thirty days old, like all copies."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from datetime import datetime, timedelta
from typing import TYPE_CHECKING, Any

from sqlalchemy import delete, insert, or_, select, tuple_

from connectors.errors import Unavailable
from connectors.people import SHARED_NUMBERS, fold_email
from connectors.sync.keep import By, SyncedRow, SyncState
from connectors.thread import on_thread
from connectors.verify import fold_id
from desktop.store.codec import CodecError, clean_text, decode, encode
from desktop.store.errors import StoreError
from desktop.store.schema import CACHE_IDS, SYNC_STATES, SYNCED, seconds

if TYPE_CHECKING:
    from sqlalchemy import Connection

    from connectors.merge import MergedCustomer
    from desktop.store.db_thread import Db
    from desktop.store.engine import Database

Sealed = Mapping[str, Any]
"""A row as the table has it."""

MANY = 250
"""Rows that are written before somebody else has a turn."""


class Synced:
    """The rows and how far each system was read. `on` False keeps nothing: there is no key to keep it under."""

    def __init__(self, database: Database, on: bool = True) -> None:
        self._database = database
        self._on = on

    def put(self, rows: Sequence[Sealed]) -> bool:
        """Keep some rows in place of those of the same ids. False where nothing may be kept."""
        if not self._may_keep():
            return False
        if rows:
            self._database.write(lambda to: to.execute(insert(SYNCED).prefix_with("or replace"), list(rows)))
        return True

    def drop_older(self, system: str, at: datetime) -> bool:
        """Delete some of a system's rows that are older than this, or from a clock that was ahead; whether any were."""
        name, ahead = clean_text(system), seconds(at + timedelta(days=1))
        is_older = or_(SYNCED.c.read_at < seconds(at), SYNCED.c.read_at > ahead)
        some = select(SYNCED.c.kind, SYNCED.c.id).where(SYNCED.c.system == name, is_older).limit(MANY)
        gone = delete(SYNCED).where(SYNCED.c.system == name, tuple_(SYNCED.c.kind, SYNCED.c.id).in_(some))
        return bool(self._database.write(lambda connection: connection.execute(gone).rowcount))

    def finish(self, system: str, state: SyncState) -> bool:
        """Keep how far a system was read, when its rows are kept. False where nothing may be kept."""
        if not self._may_keep():
            return False
        name = clean_text(system)

        def work(connection: Connection) -> None:
            connection.execute(delete(SYNC_STATES).where(SYNC_STATES.c.system == name))
            told = {"system": name, "read_at": seconds(state.at), "body": encode(_told(state))}
            connection.execute(insert(SYNC_STATES), [told])

        self._database.write(work)
        return True

    def find(self, system: str, by: By, value: str) -> tuple[SyncedRow, ...]:
        """The rows about somebody; one that cannot be read is as good as none."""
        query = select(SYNCED).where(SYNCED.c[by] == clean_text(value), SYNCED.c.system == clean_text(system))
        found = self._database.read(lambda connection: connection.execute(query).all())
        return tuple(row for each in found if (row := _row(each)) is not None)

    def state(self, system: str) -> SyncState | None:
        """How far a system was read; None where it never was, or what it brought is gone."""
        query = select(SYNC_STATES.c.body).where(SYNC_STATES.c.system == clean_text(system))
        found = self._database.read(lambda connection: connection.execute(query).scalar())
        try:
            return SyncState(**decode(found)) if found is not None else None
        except (CodecError, TypeError):
            return None

    def _may_keep(self) -> bool:
        space = self._database.space
        return self._on and not (space is not None and space.is_low())


class StoredSync:
    """The keep of connectors, on the db thread. Whatever is wrong with the store is a source that does not answer."""

    def __init__(self, db: Db) -> None:
        self._db = db

    async def put(self, system: str, rows: Sequence[SyncedRow], state: SyncState) -> None:
        """Keep rows; raises Unavailable where nothing may be kept.

        What a caller asks comes between two pieces; until the last one is there it counts as not read.
        """
        for start in range(0, max(1, len(rows)), MANY):
            await self._put(system, await self._sealed(system, rows[start : start + MANY], state))
        while state.full_at == state.at and await self._asked(
            system, lambda store: store.synced.drop_older(system, state.at)
        ):
            pass
        self._is_kept(system, await self._asked(system, lambda store: store.synced.finish(system, state)))

    async def _put(self, system: str, piece: Sequence[Sealed]) -> None:
        self._is_kept(system, await self._asked(system, lambda store: store.synced.put(piece)))

    async def _sealed(self, system: str, rows: Sequence[SyncedRow], state: SyncState) -> Sequence[Sealed]:
        """The rows as they are written, made on a thread: neither a look-up nor another system waits for that."""
        try:
            return await on_thread(lambda: sealed(system, rows, state.at))
        except StoreError as wrong:
            raise Unavailable(system, "busy", f"what was read is not to be kept: {wrong.code}", sent=False) from None

    @staticmethod
    def _is_kept(system: str, kept: bool) -> None:
        if not kept:
            raise Unavailable(system, "busy", "nothing may be kept here: no key store, or no room", sent=False)

    async def find(self, system: str, by: By, value: str) -> Sequence[SyncedRow]:
        """The rows about somebody."""
        found: Sequence[SyncedRow] = await self._asked(system, lambda store: store.synced.find(system, by, value))
        return found

    async def state(self, system: str) -> SyncState | None:
        """How far a system was read."""
        found: SyncState | None = await self._asked(system, lambda store: store.synced.state(system))
        return found

    async def _asked(self, system: str, work: Callable[[Any], Any]) -> Any:
        try:
            return await self._db.run(work)
        except StoreError as wrong:
            raise Unavailable(system, "busy", f"what was read is not to be had: {wrong.code}", sent=False) from None


def erase_synced(
    connection: Connection, key: str, customer: MergedCustomer | None, numbers_of: str | None = None
) -> int:
    """Delete what is about a customer, by their addresses, their numbers and the customer number they go by.

    That is the company's own, the id in the system `numbers_of`, and what they were found by in a system that is read
    in the background; the same digits as an id in another system are somebody else, and so is an e-mail address or a
    customer number beside theirs.
    """
    first, _, first_id = key.partition(":")
    ids = {first: first_id, **(customer.ids if customer is not None else {})}
    emails = [each.removeprefix("email:") for each in ids.values() if each.startswith("email:")]
    phones = [each.removeprefix("phone:") for each in ids.values() if each.startswith("phone:")]
    numbers = [ids[numbers_of]] if numbers_of in ids else []
    if customer is not None:
        emails += [fold_email(email) for email in customer.customer.emails]
        phones += [phone.e164 for phone in customer.customer.phones if phone.e164]
        extra = customer.customer.extra
        numbers += [str(extra[name]) for name in SHARED_NUMBERS if extra.get(name)]
    found_by = {
        (system, fold_id(each.removeprefix("number:"))) for system, each in ids.items() if each.startswith("number:")
    }
    folded = {number for each in numbers if (number := fold_id(each))}
    others = _ids_of_others(connection, numbers_of, key) - folded
    named = {"email": emails, "phone": phones, "number": [*folded, *(number for _, number in found_by)]}
    # A household shares its number: a row found by it that says whose it is, and not theirs, is another member's.
    query = select(SYNCED).where(or_(*(SYNCED.c[by].in_(values) for by, values in named.items())))
    gone = [
        (row.system, row.kind, row.id)
        for row in connection.execute(query)
        if row.number in folded
        or (row.system, row.number) in found_by
        or (row.email in emails and row.number not in others)
        or (row.phone in phones and row.email is None and (row.number is None or not (folded or row.number in others)))
    ]
    whole = tuple_(SYNCED.c.system, SYNCED.c.kind, SYNCED.c.id)
    return sum(connection.execute(delete(SYNCED).where(whole.in_([row]))).rowcount for row in gone)


def _ids_of_others(connection: Connection, numbers_of: str | None, key: str) -> set[str]:
    """The customer numbers of everybody else that is known here."""
    query = select(CACHE_IDS.c.id).where(CACHE_IDS.c.system == (numbers_of or ""), CACHE_IDS.c.key != key)
    return {number for each in connection.execute(query).scalars() if (number := fold_id(each))}


def sealed(system: str, rows: Sequence[SyncedRow], read_at: datetime) -> Sequence[Sealed]:
    """The rows as the table has them. Raises CodecError."""
    name, at = clean_text(system), seconds(read_at)
    return [_values(name, row, at) for row in rows]


def _values(system: str, row: SyncedRow, at: float) -> Sealed:
    who = {name: None if value is None else clean_text(value) for name, value in _who(row).items()}
    return {
        "system": system,
        "kind": row.kind,
        "id": clean_text(row.id),
        **who,
        "read_at": at,
        "body": encode(row.record),
    }


def _who(row: SyncedRow) -> Mapping[str, str | None]:
    return {"email": row.email, "phone": row.phone, "number": row.number}


def _row(found: Any) -> SyncedRow | None:
    try:
        return SyncedRow(found.kind, found.id, decode(found.body), found.email, found.phone, found.number)
    except (CodecError, ValueError, TypeError):
        return None


def _told(state: SyncState) -> Mapping[str, datetime | int | bool]:
    return {name: getattr(state, name) for name in ("at", "full_at", "rows", "nobody", "truncated")}
