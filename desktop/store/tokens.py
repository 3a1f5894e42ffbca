"""Refresh tokens of a site's connections in its encrypted file, one process at a time."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager, suppress
from pathlib import Path

from connectors.auth.tokens import MemoryTokens
from desktop.store.db_thread import Db
from desktop.store.errors import Damaged, StoreError
from desktop.store.file_lock import FileLock

LOOK_S = 0.05


class StoredTokens(MemoryTokens):
    """Tokens sealed in the store; where nothing may be kept, in memory until the program ends.

    A file in `folder` is locked while a token is used, since a command may run beside the program and a refresh token
    that is used twice signs its person out.
    """

    def __init__(self, db: Db, folder: Path) -> None:
        super().__init__()
        self._db = db
        self._folder = folder
        self.is_lasting = True
        self._unstored: set[str] = set()

    @asynccontextmanager
    async def held(self, name: str) -> AsyncIterator[None]:
        """One task of one process at a time."""
        async with super().held(name):
            lock = FileLock(self._folder / f"sign-in-{name}.lock")
            while not lock.take():  # noqa: ASYNC110 - it is another process that is waited for
                await asyncio.sleep(LOOK_S)
            try:
                yield
            finally:
                lock.release()

    async def read(self, name: str) -> str | None:
        """The token as it is in the store now; one that could not be stored is newer."""
        if name in self._unstored:
            return await super().read(name)
        try:
            kept = await self._db.run(lambda store: store.secrets.get(_place(name)))
        except Damaged:
            return None
        except StoreError:
            kept = None
        return kept or await super().read(name)

    async def keep(self, name: str, token: str) -> None:
        """Keep a token; it is on the disk when this returns, or in memory where there is no store."""
        await super().keep(name, token)
        try:
            await self._db.run(lambda store: store.secrets.set(_place(name), token))
        except StoreError:
            self.is_lasting = False
            self._unstored.add(name)
        else:
            self._unstored.discard(name)

    async def forget(self, name: str) -> None:
        """Drop a token."""
        await super().forget(name)
        self._unstored.discard(name)
        with suppress(StoreError):
            await self._db.run(lambda store: store.secrets.forget(_place(name)))


def _place(name: str) -> str:
    return f"refresh-token/{name}"
