"""A database server, by its driver for asyncio. SQLAlchemy's side of that brings its mapper along: only who has a
server imports this."""

from __future__ import annotations

import asyncio
from collections.abc import Mapping
from typing import Any

from sqlalchemy import URL, TextClause
from sqlalchemy.ext.asyncio import create_async_engine

from connectors.manifest.model import ConnectionPart
from connectors.sql.rows import CHUNK, Cut, Found, tables
from connectors.sql.statements import Watch

POOL_SIZE = 5
_DRIVERS = {"postgresql": "postgresql+asyncpg", "postgres": "postgresql+asyncpg"}


class DatabaseServer:
    """One database of a server, for reading or for writing."""

    def __init__(self, url: URL, connection: ConnectionPart, *, write: bool) -> None:
        self._connection = connection
        driver = _DRIVERS.get(url.drivername, url.drivername)
        options: dict[str, Any] = {}
        if driver.endswith("asyncpg"):
            seconds = connection.timeout_s.write if write else connection.statement_timeout_s
            options = {"timeout": connection.timeout_s.connect, "command_timeout": seconds}
        self._engine = create_async_engine(
            url.set(drivername=driver),
            pool_size=POOL_SIZE,
            max_overflow=0,
            pool_timeout=connection.timeout_s.verdict,
            pool_pre_ping=True,
            connect_args=options,
            hide_parameters=True,
        )

    async def read(self, statement: TextClause, values: Mapping[str, Any], watch: Watch) -> Found:
        """The rows of a statement; the server is told by its driver when nobody waits for them."""
        del watch
        async with self._engine.connect() as connection:
            if connection.dialect.name == "postgresql":
                await connection.execution_options(postgresql_readonly=True)
            async with asyncio.timeout(self._connection.statement_timeout_s + 0.5):
                result = await connection.stream(statement, values)
                cut = Cut(list(result.keys()), self._connection.row_limit)
                try:
                    while cut.wanted:
                        cut.take(await result.fetchmany(cut.wanted))
                finally:
                    await result.close()
            return cut.found()

    async def write(self, statement: TextClause, values: Mapping[str, Any]) -> list[dict[str, Any]]:
        """Run a statement in a transaction of its own; the rows it returns, if any."""
        async with self._engine.begin() as connection:
            result = await connection.execute(statement, values)
            return tables(list(result.keys()), result.fetchmany(CHUNK)) if result.returns_rows else []

    async def close(self) -> None:
        """Close every connection that is free."""
        await self._engine.dispose()
