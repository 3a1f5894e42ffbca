"""The audit log: who took what out, in a chain of hashes that shows where somebody changed it.

No customer's text and no customer's id is in it, so that an erasure never has to touch it: `pseudonym` makes of an
id something that only this profile's key can be compared with. Cutting rows off the end cannot be seen from here;
for that, the last hash is told to somebody else now and then.
"""

from __future__ import annotations

import hashlib
import hmac
import json
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import TYPE_CHECKING

from sqlalchemy import insert, select

from desktop.store.codec import to_json
from desktop.store.schema import AUDIT, seconds

if TYPE_CHECKING:
    from sqlalchemy import Connection

    from desktop.store.engine import Database
    from desktop.store.records import Json

_LAST = select(AUDIT.c.hash).order_by(AUDIT.c.seq.desc()).limit(1)
_ALL = select(AUDIT.c.seq, AUDIT.c.at, AUDIT.c.kind, AUDIT.c.data, AUDIT.c.hash).order_by(AUDIT.c.seq)


@dataclass(frozen=True, slots=True)
class Chain:
    """What checking found: how many rows hold, the hash of the last one, and the first that does not."""

    rows: int
    head: str
    broken_at: int | None = None


class Audit:
    """Append and verify; each row's hash covers the row before it."""

    def __init__(self, database: Database, key: bytes, pseudonym_key: bytes) -> None:
        self._database = database
        self._key = key
        self._pseudonym_key = pseudonym_key

    def append(self, kind: str, at: datetime, data: Mapping[str, Json]) -> None:
        """Add one row."""
        self._database.write(lambda connection: self.add(connection, kind, at, data))

    def add(self, connection: Connection, kind: str, at: datetime, data: Mapping[str, Json]) -> None:
        """Add one row in the transaction that is open."""
        before = connection.execute(_LAST).scalar() or ""
        stamp, body = seconds(at), to_json(data)
        row = {"at": stamp, "kind": kind, "data": body, "hash": self._hash(before, stamp, kind, body)}
        connection.execute(insert(AUDIT), [row])

    def verify(self) -> Chain:
        """Walk the chain."""
        before, rows = "", 0
        for seq, at, kind, data, stored in self._database.read(lambda connection: connection.execute(_ALL).all()):
            if not hmac.compare_digest(stored, self._hash(before, at, kind, data)):
                return Chain(rows, before, seq)
            before, rows = stored, rows + 1
        return Chain(rows, before)

    def pseudonym(self, identifier: str) -> str:
        """An id as it may stand in the audit log and in logs."""
        return _hmac(self._pseudonym_key, identifier)[:16]

    def _hash(self, before: str, at: float, kind: str, data: str) -> str:
        return _hmac(self._key, json.dumps([before, at, kind, data], ensure_ascii=False))


def _hmac(key: bytes, text: str) -> str:
    return hmac.new(key, text.encode("utf-8", "surrogatepass"), hashlib.sha256).hexdigest()
