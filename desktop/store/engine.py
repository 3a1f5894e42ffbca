"""The database behind the store: one encrypted SQLite file, one connection, every write durable before it returns.

SQLCipher through SQLAlchemy's synchronous engine. The key goes in by the first statement on the connection and is
nowhere else: not in a URL, not in a repr. Write-ahead log with synchronous=FULL is no setting: anything weaker loses
commits that were acknowledged. Every write begins IMMEDIATE: a read that turns into a write fails at once under
contention, whatever the timeout.
"""

from __future__ import annotations

import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING, Any, TypeVar

import sqlcipher3.dbapi2 as sqlcipher
from sqlalchemy import Connection, Engine, create_engine, event
from sqlalchemy.exc import DBAPIError
from sqlalchemy.pool import StaticPool

from desktop.store.errors import (
    Busy,
    Closed,
    Damaged,
    DiskFull,
    OldEngine,
    ReadOnly,
    StoreError,
    Unreadable,
)

if TYPE_CHECKING:
    from desktop.store.space import Space

T = TypeVar("T")

FIRST_SAFE_ENGINE = (3, 51, 3)
BUSY_S = 5.0
WAL_LIMIT_BYTES = 8 * 1024 * 1024

_BY_RESULT: dict[int, type[StoreError]] = {
    5: Busy,
    6: Busy,
    8: ReadOnly,
    11: Damaged,
    13: DiskFull,
    14: ReadOnly,
    26: Unreadable,
}


class Database:
    """One open database. `read` and `write` take a function of a connection and are the only doors.

    `path` None is a database in memory. Used on one thread only, the one that opened it.
    """

    def __init__(
        self,
        path: Path | None,
        key: bytes | None,
        space: Space | None = None,
        *,
        read_only: bool = False,
        immutable: bool = False,
        busy_s: float = BUSY_S,
    ) -> None:
        check_engine()
        self.path = path
        self.space = space
        self.read_only = read_only or immutable
        self._closed = False
        self._engine = _engine(path, key, _flags(self.read_only, immutable), busy_s)

    def read(self, fn: Callable[[Connection], T]) -> T:
        """Run a function that only reads; raises StoreError."""
        with self._connection("DEFERRED") as connection, connection.begin():
            return fn(connection)

    def write(self, fn: Callable[[Connection], T]) -> T:
        """Run a function in one transaction; when this returns, what it wrote is on the disk. Raises StoreError.

        The function may run twice: the first time that the disk is full, the reserve is given up and it is retried.
        """
        if self.read_only:
            raise ReadOnly
        try:
            result = self._write(fn)
        except DiskFull:
            if self.space is None or not self.space.give_up_reserve():
                raise
            return self._write(fn)
        if self.space is not None and self.space.full:
            self.space.keep_reserve()
        return result

    def pragma(self, statement: str) -> tuple[Any, ...] | None:
        """Run one pragma outside a transaction; answers its first row."""
        with self._connection(None) as connection:
            row = connection.connection.dbapi_connection.execute(f"PRAGMA {statement}").fetchone()  # type: ignore[union-attr]
        return None if row is None else tuple(row)

    def close(self) -> None:
        """Close the file; the last one out leaves no write-ahead log."""
        self._closed = True
        self._engine.dispose()

    def _write(self, fn: Callable[[Connection], T]) -> T:
        with self._connection("IMMEDIATE") as connection, connection.begin():
            result = fn(connection)
            # On a full disk SQLite may have rolled back by itself; a commit after that would say "saved" and lie.
            if not connection.connection.dbapi_connection.in_transaction:  # type: ignore[union-attr]
                raise StoreError("the transaction was lost")
            return result

    @contextmanager
    def _connection(self, begin: str | None) -> Iterator[Connection]:
        if self._closed:
            raise Closed
        try:
            with self._engine.connect() as connection:
                yield connection.execution_options(callside_begin=begin)
        except DBAPIError as error:
            raise _translated(error) from error


def check_engine(version: tuple[int, ...] = sqlcipher.sqlite_version_info) -> None:
    """Refuse an engine that can corrupt a write-ahead log (SQLite 3.7.0 to 3.51.2). Raises OldEngine."""
    if version < FIRST_SAFE_ENGINE:
        raise OldEngine(".".join(map(str, version)))


def _engine(path: Path | None, key: bytes | None, flags: str, busy_s: float) -> Engine:
    target = ":memory:" if path is None else f"{path.absolute().as_uri()}{flags}"

    def connect() -> Any:
        return sqlcipher.connect(target, timeout=busy_s, uri=path is not None)

    # Parameters are customers' data: an exception that ends in a log must not carry them.
    engine = create_engine("sqlite://", module=sqlcipher, creator=connect, poolclass=StaticPool, hide_parameters=True)
    event.listen(engine, "connect", _preparer(key, on_disk=path is not None and not flags), insert=True)
    event.listen(engine, "begin", _begin)
    return engine


def _flags(read_only: bool, immutable: bool) -> str:
    if immutable:
        return "?immutable=1"
    return "?mode=ro" if read_only else ""


def _preparer(key: bytes | None, on_disk: bool) -> Callable[[Any, Any], None]:
    def prepare(connection: Any, _record: object) -> None:
        connection.isolation_level = None  # transactions begin where we say, see _begin
        if key is not None:
            connection.execute(f"PRAGMA key = \"x'{key.hex()}'\"")
        connection.execute("PRAGMA cipher_log_level = NONE")
        connection.execute("PRAGMA foreign_keys = ON")
        connection.execute("PRAGMA secure_delete = ON")
        connection.execute("PRAGMA temp_store = MEMORY")
        if on_disk:
            connection.execute("PRAGMA journal_mode = WAL")
            connection.execute("PRAGMA synchronous = FULL")
            connection.execute(f"PRAGMA journal_size_limit = {WAL_LIMIT_BYTES}")
        if on_disk and sys.platform == "darwin":
            # There, a plain fsync leaves the data in the drive's own cache.
            connection.execute("PRAGMA fullfsync = ON")
            connection.execute("PRAGMA checkpoint_fullfsync = ON")

    return prepare


def _begin(connection: Connection) -> None:
    connection.exec_driver_sql(f"BEGIN {connection.get_execution_options()['callside_begin']}")


def _translated(error: DBAPIError) -> StoreError:
    code = getattr(error.orig, "sqlite_errorcode", 0)
    name = getattr(error.orig, "sqlite_errorname", type(error.orig).__name__)
    return _BY_RESULT.get(code & 0xFF, StoreError)(name)
