"""The SQL backend: reads that cannot write, one statement each, bound values only, within a row limit and a time.

The database opens at the first question. A read is stopped inside SQLite when its caller gives up, so that no
forgotten query goes on working.
"""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator, Mapping, Sequence
from contextlib import asynccontextmanager, suppress
from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal
from pathlib import Path
from typing import TYPE_CHECKING, Any

from sqlalchemy import URL, TextClause, bindparam, exc, make_url, text

from connectors.backend import Inputs, Rows, Secrets
from connectors.errors import AuthError, BadPayload, ConnectorError, Rejected, Unavailable
from connectors.manifest.asks import Ask, ErrorRule
from connectors.manifest.model import Manifest, Operation
from connectors.manifest.templating import fill
from connectors.mapping.convert import storable
from connectors.secrets import forget, secret_value
from connectors.sql.errors import is_database_error, sql_error
from connectors.sql.file import DatabaseFile
from connectors.sql.refused import asked_in
from connectors.sql.rows import Found
from connectors.sql.statements import Statements, Watch
from connectors.sql.text import parameters, protect_quoted

if TYPE_CHECKING:
    from connectors.sql.server import DatabaseServer


@dataclass
class SqlBackend:
    """One database, by the address in the manifest's settings; a relative SQLite path starts at `folder`."""

    manifest: Manifest
    folder: Path
    secrets: Secrets
    _open: dict[bool, DatabaseFile | DatabaseServer] = field(default_factory=dict)
    _under_way: Statements = field(default_factory=Statements)
    _closed: bool = False

    def __post_init__(self) -> None:
        # What a server needs is much to import: now, not while its first question waits. A file needs none of it.
        with suppress(Unavailable):
            if not self._is_sqlite():
                import connectors.sql.server  # noqa: F401, PLC0415 - read in early, used by `_server`

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
        """Close every connection, once it is free; who still asks is told so, and opens none anew."""
        self._closed = True
        await self._under_way.end()
        await self._close()

    async def _close(self) -> None:
        opened, self._open = list(self._open.values()), {}
        for database in opened:
            await database.close()

    async def _read(self, ask: Ask, inputs: Inputs) -> Found:
        statement, values = self._statement(ask, inputs)
        watch = Watch()
        give_up = watch.stop if self._is_sqlite() else _cancel
        return await self._under_way.run(self._asked(ask, statement, values, watch), give_up)

    async def _asked(self, ask: Ask, statement: TextClause, values: Mapping[str, Any], watch: Watch) -> Found:
        async with self._mapped_errors(ask):
            return await self._database(write=False).read(statement, values, watch)

    async def _written(self, ask: Ask, statement: TextClause, values: Mapping[str, Any]) -> list[dict[str, Any]]:
        async with self._mapped_errors(ask):
            return await self._database(write=True).write(statement, values)

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

    def _database(self, *, write: bool) -> DatabaseFile | DatabaseServer:
        if self._closed:
            raise Unavailable(self.manifest.name, "network", "the connection is closed", sent=False)
        if write not in self._open:
            self._open[write] = self._file(write=write) if self._is_sqlite() else self._server(write=write)
        return self._open[write]

    def _file(self, *, write: bool) -> DatabaseFile:
        path = (self.folder / (self._url().database or "")).resolve()
        if not path.is_file():
            raise Unavailable(self.manifest.name, "network", f"there is no database file {path.name}", sent=False)
        return DatabaseFile(path, self.manifest.connection, write=write)

    def _server(self, *, write: bool) -> DatabaseServer:
        from connectors.sql.server import DatabaseServer  # noqa: PLC0415 - a file needs nothing of it

        url, connection = self._url(), self.manifest.connection
        url = url.set(username=connection.user or url.username, password=self._password())
        return DatabaseServer(url, connection, write=write)

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
            await self._close()


def _cancel(task: asyncio.Task[Any]) -> None:
    task.cancel()
