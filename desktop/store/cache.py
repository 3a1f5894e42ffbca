"""The cache of customers: what was last seen, painted before any system has answered, at most thirty days old."""

from __future__ import annotations

import unicodedata
from collections.abc import Callable, Mapping
from dataclasses import replace
from datetime import datetime, timedelta
from typing import TYPE_CHECKING, Any

from sqlalchemy import Select, bindparam, delete, insert, select

from desktop.store.codec import CodecError, clean_text, decode, encode
from desktop.store.records import CachedCustomer, Hit
from desktop.store.schema import (
    CACHE_CUSTOMERS,
    CACHE_EMAILS,
    CACHE_IDS,
    CACHE_NUMBERS,
    CACHE_PEOPLE,
    instant,
    seconds,
)
from desktop.store.search import add_to_index, search
from desktop.store.search_words import readings

if TYPE_CHECKING:
    from sqlalchemy import Connection

    from desktop.store.engine import Database

__all__ = ("Cache", "CachedCustomer")

MAX_AGE = timedelta(days=30)

_FRESH = CACHE_CUSTOMERS.c.fetched_at >= bindparam("oldest")
_CUSTOMER = select(CACHE_CUSTOMERS.c.body, CACHE_CUSTOMERS.c.fetched_at).where(_FRESH)
_NEWEST_FIRST = CACHE_CUSTOMERS.c.fetched_at.desc()
# Built once: SQLAlchemy then finds the compiled statement, and SQLite the prepared one.
_BY_KEY = _CUSTOMER.where(CACHE_CUSTOMERS.c.key == bindparam("value"))
_BY_NUMBER = (
    _CUSTOMER.join(CACHE_NUMBERS, CACHE_NUMBERS.c.key == CACHE_CUSTOMERS.c.key)
    .where(CACHE_NUMBERS.c.e164 == bindparam("value"))
    .order_by(_NEWEST_FIRST)
)
_BY_EMAIL = (
    _CUSTOMER.join(CACHE_EMAILS, CACHE_EMAILS.c.key == CACHE_CUSTOMERS.c.key)
    .where(CACHE_EMAILS.c.email == bindparam("value"))
    .order_by(_NEWEST_FIRST)
)
_BY_ID = _CUSTOMER.join(CACHE_IDS, CACHE_IDS.c.key == CACHE_CUSTOMERS.c.key).where(
    CACHE_IDS.c.system == bindparam("system"), CACHE_IDS.c.id == bindparam("value")
)
_NOT_INDEXED = select(CACHE_CUSTOMERS.c.key, CACHE_CUSTOMERS.c.body, CACHE_CUSTOMERS.c.fetched_at).where(
    CACHE_CUSTOMERS.c.key.not_in(select(CACHE_PEOPLE.c.key))
)


class Cache:
    """Customers by number, e-mail, id and text. `on` False keeps nothing: there is no key to keep it under."""

    def __init__(self, database: Database, now: Callable[[], datetime], on: bool = True) -> None:
        self._database = database
        self._now = now
        self._on = on

    def put(self, cached: CachedCustomer) -> bool:
        """Keep a customer in place of what was known of the same person; False when there is no room for copies."""
        space = self._database.space
        if not self._on or (space is not None and space.is_low()):
            return False
        merged = replace(cached.merged, customer=_from_cache(cached.merged.customer))
        parts = {kind: tuple(_from_cache(row) for row in rows) for kind, rows in cached.parts.items()}
        row = {
            "key": clean_text(merged.key),
            "fetched_at": seconds(cached.fetched_at),
            "needle": "",
            "body": encode((merged, parts)),
        }
        ids = [(clean_text(system), clean_text(identifier)) for system, identifier in merged.ids.items()]
        self._database.write(lambda connection: _put(connection, row, ids, cached))
        return True

    def get(self, key: str) -> CachedCustomer | None:
        """The customer with this key."""
        return next(iter(self._find(_BY_KEY, value=clean_text(key))), None)

    def find_by_phone(self, e164: str) -> tuple[CachedCustomer, ...]:
        """Everybody with this number, the one seen last first."""
        return self._find(_BY_NUMBER, value=clean_text(e164))

    def find_by_email(self, email: str) -> tuple[CachedCustomer, ...]:
        """Everybody with this address in any case, the one seen last first."""
        return self._find(_BY_EMAIL, value=_folded(email))

    def find_by_id(self, system: str, identifier: str) -> CachedCustomer | None:
        """The customer with this id in one system."""
        return next(iter(self._find(_BY_ID, system=clean_text(system), value=clean_text(identifier))), None)

    def search(self, text: str, limit: int = 20, region: str | None = None) -> tuple[Hit, ...]:
        """Everybody for whom each word typed begins a name, number, e-mail, order or case; best first."""
        ways = readings(text, region) if self._on else []
        if not ways:
            return ()
        oldest = seconds(self._now() - MAX_AGE)
        return self._database.read(lambda connection: search(connection, ways, oldest, limit))

    def index_more(self, most: int = 10) -> int:
        """Index some customers that another version of the program put; answers how many."""
        if not self._on or self._database.read_only:
            return 0
        return self._database.write(lambda connection: _index_more(connection, most))

    def forget(self, key: str) -> bool:
        """Drop one customer; False when there was none."""
        query = delete(CACHE_CUSTOMERS).where(CACHE_CUSTOMERS.c.key == clean_text(key))
        return self._database.write(lambda connection: connection.execute(query).rowcount > 0)

    def _find(self, query: Select[Any], **values: str) -> tuple[CachedCustomer, ...]:
        if not self._on:
            return ()
        values_and_age = {**values, "oldest": seconds(self._now() - MAX_AGE)}
        rows = self._database.read(lambda connection: connection.execute(query, values_and_age).all())
        return tuple(found for body, at in rows if (found := _read(body, at)) is not None)


def _put(connection: Connection, row: Mapping[str, Any], ids: list[tuple[str, str]], cached: CachedCustomer) -> None:
    key = row["key"]
    # One row a person: the key of a merged customer changes when another system knows them too.
    stale = {key}
    for system, identifier in ids:
        found = select(CACHE_IDS.c.key).where(CACHE_IDS.c.system == system, CACHE_IDS.c.id == identifier)
        stale.update(connection.execute(found).scalars())
    connection.execute(delete(CACHE_CUSTOMERS).where(CACHE_CUSTOMERS.c.key.in_(sorted(stale))))
    connection.execute(insert(CACHE_CUSTOMERS), [row])
    add_to_index(connection, key, cached)
    customer = cached.merged.customer
    numbers = sorted({clean_text(phone.e164) for phone in customer.phones if phone.e164})
    emails = sorted({_folded(email) for email in customer.emails})
    if numbers:
        connection.execute(insert(CACHE_NUMBERS), [{"e164": number, "key": key} for number in numbers])
    if emails:
        connection.execute(insert(CACHE_EMAILS), [{"email": email, "key": key} for email in emails])
    if ids:
        connection.execute(
            insert(CACHE_IDS), [{"system": system, "id": identifier, "key": key} for system, identifier in ids]
        )


def _index_more(connection: Connection, most: int) -> int:
    query = _NOT_INDEXED.order_by(CACHE_CUSTOMERS.c.fetched_at).limit(most)
    found = connection.execute(query).all()
    for key, body, at in found:
        cached = _read(body, at)
        # One that cannot be read is remembered too, under no word: it must not be looked at for ever.
        add_to_index(connection, key, cached)
    return len(found)


def _read(body: str, at: float) -> CachedCustomer | None:
    """A row as it was put; one that a program of another version wrote unreadably is as good as none."""
    try:
        merged, parts = decode(body)
    except (CodecError, ValueError, TypeError):
        return None
    return CachedCustomer(merged, parts, instant(at))


def _from_cache(record: Any) -> Any:
    """The record with a provenance that says where it will come from."""
    return replace(record, provenance=replace(record.provenance, source="cache"))


def _folded(text: str) -> str:
    """Without case and accents, one space between words: Zoë, ZOE and zoe are one."""
    parts = unicodedata.normalize("NFKD", clean_text(text))
    bare = "".join(char for char in parts if not unicodedata.combining(char))
    return " ".join(bare.casefold().split())
