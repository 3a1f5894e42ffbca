"""A SQLite file, read or written on threads of their own; connecting never creates one."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path
from typing import Any
from urllib.parse import quote

from sqlalchemy import URL, TextClause, create_engine, event
from sqlalchemy.pool import QueuePool

from connectors.manifest.model import ConnectionPart
from connectors.sql.rows import CHUNK, Cut, Found, tables
from connectors.sql.statements import Watch
from connectors.thread import on_thread

POOL_SIZE = 5
PROGRESS_STEPS = 5_000


class DatabaseFile:
    """One SQLite file, open for reading or for writing."""

    def __init__(self, path: Path, connection: ConnectionPart, *, write: bool) -> None:
        self._connection = connection
        self._engine = create_engine(
            URL.create(
                "sqlite", database="file:" + quote(str(path)), query={"mode": "rw" if write else "ro", "uri": "true"}
            ),
            poolclass=QueuePool,
            pool_size=POOL_SIZE,
            max_overflow=0,
            pool_timeout=connection.timeout_s.verdict,
            connect_args={"timeout": connection.timeout_s.connect, "check_same_thread": False},
            hide_parameters=True,
        )
        event.listen(self._engine, "connect", _prepare_write if write else _prepare_read)

    async def read(self, statement: TextClause, values: Mapping[str, Any], watch: Watch) -> Found:
        """The rows of a statement, which SQLite stops when its watch says so."""
        return await on_thread(lambda: self._read(statement, values, watch))

    async def write(self, statement: TextClause, values: Mapping[str, Any]) -> list[dict[str, Any]]:
        """Run a statement in a transaction of its own; the rows it returns, if any.

        One that takes too long is stopped and undone, or the file would stay locked for everybody else.
        """
        return await on_thread(lambda: self._write(statement, values))

    async def close(self) -> None:
        """Close every connection that is free."""
        await on_thread(self._engine.dispose)

    def _read(self, statement: TextClause, values: Mapping[str, Any], watch: Watch) -> Found:
        with self._engine.connect() as connection:
            watch.start(self._connection.statement_timeout_s)
            connection.info["watch"] = watch
            result = connection.execute(statement, values)
            cut = Cut(list(result.keys()), self._connection.row_limit)
            while cut.wanted:
                cut.take(result.fetchmany(cut.wanted))
            return cut.found()

    def _write(self, statement: TextClause, values: Mapping[str, Any]) -> list[dict[str, Any]]:
        with self._engine.begin() as connection:
            watch = Watch()
            watch.start(self._connection.timeout_s.write)
            connection.info["watch"] = watch
            try:
                result = connection.execute(statement, values)
                return tables(list(result.keys()), result.fetchmany(CHUNK)) if result.returns_rows else []
            finally:
                # Neither the commit nor the undoing is to be stopped.
                del connection.info["watch"]


def _prepare_read(connection: Any, record: Any) -> None:
    """Make a connection read-only, tolerant of broken text, and stoppable."""
    connection.execute("PRAGMA query_only = 1")
    _prepare(connection, record)


def _prepare_write(connection: Any, record: Any) -> None:
    """Make a connection hold to its own rules, and stoppable."""
    connection.execute("PRAGMA foreign_keys = 1")
    _prepare(connection, record)


def _prepare(connection: Any, record: Any) -> None:
    def stop() -> int:
        watch: Watch | None = record.info.get("watch")
        return int(watch is not None and watch.must_stop())

    connection.set_progress_handler(stop, PROGRESS_STEPS)
    connection.text_factory = _lenient


def _lenient(data: bytes) -> str:
    return data.decode("utf-8", "replace")
