"""What was synced, in the encrypted file: rows by whom they are about, at most thirty days old, like all copies."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from datetime import datetime
from typing import TYPE_CHECKING, Any

from sqlalchemy import delete, insert, or_, select

from connectors.errors import Unavailable
from connectors.people import fold_email
from connectors.sync.keep import By, SyncedRow, SyncState
from connectors.verify import fold_id
from desktop.store.codec import CodecError, clean_text, decode, encode
from desktop.store.errors import StoreError
from desktop.store.schema import SYNC_STATES, SYNCED, seconds

if TYPE_CHECKING:
    from sqlalchemy import Connection

    from connectors.merge import MergedCustomer
    from desktop.store.db_thread import Db
    from desktop.store.engine import Database

_MANY = 500


class Synced:
    """The rows and how far each system was read. `on` False keeps nothing: there is no key to keep it under."""

    def __init__(self, database: Database, on: bool = True) -> None:
        self._database = database
        self._on = on

    def put(self, system: str, rows: Sequence[SyncedRow], state: SyncState) -> bool:
        """Keep rows in place of those of the same ids; all of them, or none. False where nothing may be kept."""
        space = self._database.space
        if not self._on or (space is not None and space.is_low()):
            return False
        name, at = clean_text(system), seconds(state.at)
        values = [_values(name, row, at) for row in rows]

        def work(connection: Connection) -> None:
            if state.full_at == state.at:
                connection.execute(delete(SYNCED).where(SYNCED.c.system == name))
            for start in range(0, len(values), _MANY):
                connection.execute(insert(SYNCED).prefix_with("or replace"), values[start : start + _MANY])
            connection.execute(delete(SYNC_STATES).where(SYNC_STATES.c.system == name))
            connection.execute(insert(SYNC_STATES), [{"system": name, "read_at": at, "body": encode(_told(state))}])

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


class StoredSync:
    """The keep of connectors, on the db thread. Whatever is wrong with the store is a source that does not answer."""

    def __init__(self, db: Db) -> None:
        self._db = db

    async def put(self, system: str, rows: Sequence[SyncedRow], state: SyncState) -> None:
        """Keep rows; raises Unavailable where nothing may be kept."""
        if not await self._asked(system, lambda store: store.synced.put(system, rows, state)):
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


def erase_synced(connection: Connection, key: str, customer: MergedCustomer | None) -> int:
    """Delete what is about a customer, by their addresses, their numbers and their ids in other systems."""
    ids = [key.partition(":")[2], *(customer.ids.values() if customer is not None else ())]
    emails = [each.removeprefix("email:") for each in ids if each.startswith("email:")]
    phones = [each.removeprefix("phone:") for each in ids if each.startswith("phone:")]
    numbers = [fold_id(each.removeprefix("number:")) for each in ids]
    if customer is not None:
        emails += [fold_email(email) for email in customer.customer.emails]
        phones += [phone.e164 for phone in customer.customer.phones if phone.e164]
    mine = or_(SYNCED.c.email.in_(emails), SYNCED.c.phone.in_(phones), SYNCED.c.number.in_(numbers))
    return connection.execute(delete(SYNCED).where(mine)).rowcount


def _values(system: str, row: SyncedRow, at: float) -> Mapping[str, Any]:
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
