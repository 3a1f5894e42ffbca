"""The SQL backend: reads that cannot write, one statement each, bound values only, within a row limit and a time.

The engine opens at the first question. A read is stopped inside SQLite when its caller gives up, so that no
forgotten query goes on working. Connecting never creates a database file.
"""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator, Mapping, Sequence
from contextlib import asynccontextmanager
from dataclasses import dataclass, field
from datetime import date, datetime, timedelta
from datetime import time as time_of_day
from decimal import Decimal
from pathlib import Path
from typing import Any
from urllib.parse import quote
from uuid import UUID

from sqlalchemy import URL, TextClause, bindparam, event, exc, make_url, text
from sqlalchemy.ext.asyncio import AsyncConnection, AsyncEngine, create_async_engine
from sqlalchemy.pool import AsyncAdaptedQueuePool

from connectors.backend import Inputs, Rows, Secrets
from connectors.errors import AuthError, BadPayload, ConnectorError, Rejected, Unavailable
from connectors.manifest.asks import Ask, ErrorRule
from connectors.manifest.model import Manifest, Operation
from connectors.manifest.templating import fill
from connectors.mapping.convert import storable
from connectors.secrets import forget, secret_value
from connectors.sql.errors import is_database_error, sql_error
from connectors.sql.refused import asked_in
from connectors.sql.statements import Statements, Watch
from connectors.sql.text import parameters, protect_quoted

POOL_SIZE = 5
CHUNK = 100
MAX_CHARACTERS = 20_000_000
PROGRESS_STEPS = 5_000
_DRIVERS = {"sqlite": "sqlite+aiosqlite", "postgresql": "postgresql+asyncpg", "postgres": "postgresql+asyncpg"}


@dataclass
class SqlBackend:
    """One database, by the address in the manifest's settings; a relative SQLite path starts at `folder`."""

    manifest: Manifest
    folder: Path
    secrets: Secrets
    _engines: dict[bool, AsyncEngine] = field(default_factory=dict)
    _under_way: Statements = field(default_factory=Statements)

    async def rows(self, ask: Ask, operation: Operation, inputs: Inputs) -> Rows:
        """The rows of a read, at most the connection's row limit."""
        del operation
        found, beyond = await self._read(ask, inputs)
        return Rows(found, bool(beyond), body=found, beyond=beyond)

    async def read(self, ask: Ask, errors: Sequence[ErrorRule], inputs: Inputs) -> list[dict[str, Any]]:
        """The rows of a question on the way."""
        del errors
        return (await self._read(ask, inputs))[0]

    async def write(self, ask: Ask, errors: Sequence[ErrorRule], inputs: Inputs) -> list[dict[str, Any]]:
        """Run one write in a transaction of its own; the rows it returns, if any."""
        del errors
        # Cut off, a write may have happened or not: it comes to its end, and its key makes the next attempt harmless.
        return await self._under_way.run(self._written(ask, *self._statement(ask, inputs)), lambda task: None)

    def dry_run(self, ask: Ask, inputs: Inputs) -> str:
        """The statement on one line, and its values."""
        statement = " ".join((ask.sql or "").split())
        _, values = self._statement(ask, inputs)
        return statement + "".join(f"   :{name} = {value!r}" for name, value in sorted(values.items()))

    async def aclose(self) -> None:
        """Close every connection, once it is free."""
        await self._under_way.end()
        await self._dispose()

    async def _dispose(self) -> None:
        engines, self._engines = list(self._engines.values()), {}
        for engine in engines:
            await engine.dispose()

    async def _read(self, ask: Ask, inputs: Inputs) -> tuple[list[dict[str, Any]], list[dict[str, Any]]]:
        statement, values = self._statement(ask, inputs)
        watch = Watch()
        give_up = watch.stop if self._is_sqlite() else _cancel
        return await self._under_way.run(self._asked(ask, statement, values, watch), give_up)

    async def _asked(
        self, ask: Ask, statement: TextClause, values: Mapping[str, Any], watch: Watch
    ) -> tuple[list[dict[str, Any]], list[dict[str, Any]]]:
        async with self._mapped_errors(ask), self._engine(write=False).connect() as connection:
            await self._arm(connection, watch)
            return await self._fetch(connection, statement, values)

    async def _written(self, ask: Ask, statement: TextClause, values: Mapping[str, Any]) -> list[dict[str, Any]]:
        async with self._mapped_errors(ask), self._engine(write=True).begin() as connection:
            result = await connection.execute(statement, values)
            return _tables(list(result.keys()), result.fetchmany(CHUNK)) if result.returns_rows else []

    async def _arm(self, connection: AsyncConnection, watch: Watch) -> None:
        if connection.dialect.name == "sqlite":
            raw = await connection.get_raw_connection()
            watch.start(self.manifest.connection.statement_timeout_s)
            raw.info["watch"] = watch
        elif connection.dialect.name == "postgresql":
            await connection.execution_options(postgresql_readonly=True)

    async def _fetch(
        self, connection: AsyncConnection, statement: TextClause, values: Mapping[str, Any]
    ) -> tuple[list[dict[str, Any]], list[dict[str, Any]]]:
        """The rows, and one behind the cut where there is a cut."""
        limit = self.manifest.connection.row_limit
        rows: list[dict[str, Any]] = []
        size = 0
        # SQLite is stopped by its watch; a server is told by its driver.
        async with asyncio.timeout(None if self._is_sqlite() else self.manifest.connection.statement_timeout_s + 0.5):
            result = await connection.stream(statement, values)
            names = list(result.keys())
            try:
                while len(rows) <= limit and size < MAX_CHARACTERS:
                    chunk = _tables(names, await result.fetchmany(min(CHUNK, limit + 1 - len(rows))))
                    rows.extend(chunk)
                    size += sum(len(value) for row in chunk for value in row.values() if isinstance(value, str))
                    if not chunk:
                        break
            finally:
                await result.close()
        # Cut by its size, nothing behind it was read: the last row is as good as behind it.
        return rows[:limit], rows[limit:] or (rows[-1:] if size >= MAX_CHARACTERS else [])

    def _statement(self, ask: Ask, inputs: Inputs) -> tuple[TextClause, dict[str, Any]]:
        sql = ask.sql or ""
        values: dict[str, Any] = fill(ask.bind, inputs)
        if "key" in parameters(sql):
            values.setdefault("key", inputs.get("key"))
        statement = text(protect_quoted(sql))
        lists = [name for name, value in values.items() if isinstance(value, list | tuple)]
        if lists:
            statement = statement.bindparams(*[bindparam(name, expanding=True) for name in lists])
        return statement, {name: self._bound(value) for name, value in values.items()}

    def _bound(self, value: Any) -> Any:
        if isinstance(value, list | tuple):
            return [self._bound(item) for item in value]
        if isinstance(value, dict):
            raise Rejected(self.manifest.name, None, "a table cannot be bound to a statement")
        # SQLite has no dates; its drivers warn where they guess.
        if isinstance(value, date) and self._is_sqlite():
            return value.isoformat()
        if isinstance(value, Decimal) and self._is_sqlite():
            return str(value)
        return storable(value) if isinstance(value, str) else value

    def _is_sqlite(self) -> bool:
        return self._url().get_backend_name() == "sqlite"

    def _url(self) -> URL:
        try:
            return make_url(self.manifest.settings.url or "")
        except exc.ArgumentError:
            raise Unavailable(self.manifest.name, "server", "settings.url is no database address", sent=False) from None

    def _engine(self, *, write: bool) -> AsyncEngine:
        if write not in self._engines:
            url = self._url()
            make = self._sqlite_engine if url.get_backend_name() == "sqlite" else self._server_engine
            self._engines[write] = make(url, write=write)
        return self._engines[write]

    def _sqlite_engine(self, url: URL, *, write: bool) -> AsyncEngine:
        path = (self.folder / (url.database or "")).resolve()
        if not path.is_file():
            raise Unavailable(self.manifest.name, "network", f"there is no database file {path.name}", sent=False)
        mode = "rw" if write else "ro"
        address = URL.create(
            "sqlite+aiosqlite", database="file:" + quote(str(path)), query={"mode": mode, "uri": "true"}
        )
        engine = create_async_engine(
            address,
            poolclass=AsyncAdaptedQueuePool,
            pool_size=POOL_SIZE,
            max_overflow=0,
            pool_timeout=self.manifest.connection.timeout_s.verdict,
            connect_args={"timeout": self.manifest.connection.timeout_s.connect},
            hide_parameters=True,
        )
        event.listen(engine.sync_engine, "connect", _prepare_write if write else _prepare_read)
        return engine

    def _server_engine(self, url: URL, *, write: bool) -> AsyncEngine:
        connection = self.manifest.connection
        driver = _DRIVERS.get(url.drivername, url.drivername)
        options: dict[str, Any] = {}
        if driver.endswith("asyncpg"):
            seconds = connection.timeout_s.write if write else connection.statement_timeout_s
            options = {"timeout": connection.timeout_s.connect, "command_timeout": seconds}
        return create_async_engine(
            url.set(drivername=driver, username=connection.user or url.username, password=self._password()),
            pool_size=POOL_SIZE,
            max_overflow=0,
            pool_timeout=connection.timeout_s.verdict,
            pool_pre_ping=True,
            connect_args=options,
            hide_parameters=True,
        )

    def _password(self) -> str | None:
        name = self.manifest.connection.password
        return None if name is None else secret_value(self.manifest.name, self.secrets, name)

    @asynccontextmanager
    async def _mapped_errors(self, ask: Ask) -> AsyncIterator[None]:
        try:
            yield
        except Exception as caught:
            if isinstance(caught, ConnectorError) or not is_database_error(caught):
                raise
            found = sql_error(self.manifest.name, caught, asked_in(self.manifest, ask))
            await self._forget_after(found)
            raise found from None

    async def _forget_after(self, error: ConnectorError) -> None:
        """A file that was replaced, or a password that changed, is looked at anew the next time."""
        if isinstance(error, AuthError | BadPayload) or (isinstance(error, Unavailable) and error.kind == "network"):
            forget(self.secrets)
            await self._dispose()


def _cancel(task: asyncio.Task[Any]) -> None:
    task.cancel()


def _prepare_read(connection: Any, record: Any) -> None:
    """Make a SQLite connection read-only, tolerant of broken text, and stoppable."""

    def stop() -> int:
        watch: Watch | None = record.info.get("watch")
        return int(watch is not None and watch.must_stop())

    _execute(connection, "PRAGMA query_only = 1")
    connection.run_async(lambda driver: driver.set_progress_handler(stop, PROGRESS_STEPS))
    connection.driver_connection.text_factory = _lenient


def _prepare_write(connection: Any, record: Any) -> None:
    """Make a SQLite connection hold to its own rules."""
    del record
    _execute(connection, "PRAGMA foreign_keys = 1")
    connection.driver_connection.text_factory = _lenient


def _execute(connection: Any, sql: str) -> None:
    cursor = connection.cursor()
    cursor.execute(sql)
    cursor.close()


def _lenient(data: bytes) -> str:
    return data.decode("utf-8", "replace")


def _tables(names: Sequence[str], rows: Sequence[Sequence[Any]]) -> list[dict[str, Any]]:
    """Rows as tables of plain values; of two columns of one name the first counts."""
    backwards = list(reversed(names))
    return [dict(zip(backwards, [_plain(value) for value in reversed(row)], strict=True)) for row in rows]


def _plain(value: Any) -> Any:
    match value:
        case None | str() | int() | float() | Decimal():
            return value
        case datetime() | date() | time_of_day():
            return value.isoformat()
        case timedelta():
            return value.total_seconds()
        case bytes() | bytearray() | memoryview():
            return bytes(value[:100_000]).decode("utf-8", "replace")
        case UUID():
            return str(value)
        case list() | tuple():
            return [_plain(item) for item in value]
        case dict():
            return {str(name): _plain(item) for name, item in value.items()}
        case _:
            return str(value)
