"""Refresh tokens of a site's connections in its encrypted file, one process at a time."""

from __future__ import annotations

import asyncio
import os
import time
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager, suppress
from pathlib import Path

from connectors.auth.tokens import MemoryTokens
from desktop.store.db_thread import Db
from desktop.store.errors import Damaged, StoreError

STALE_S = 30.0
"""A lock older than this is of a process that is gone: nobody refreshes a token for so long."""
LOOK_S = 0.05


class StoredTokens(MemoryTokens):
    """Tokens sealed in the store; where nothing may be kept, in memory until the program ends.

    `folder` holds a lock file while a token is used, since a command may run beside the program and a refresh token
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
            lock = self._folder / f"sign-in-{name}.lock"
            while not _taken(lock):  # noqa: ASYNC110 - it is another process that is waited for
                await asyncio.sleep(LOOK_S)
            try:
                yield
            finally:
                with suppress(OSError):
                    lock.unlink()

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


def _taken(lock: Path) -> bool:
    """Whether the lock is ours now; one that a crash has left is removed."""
    try:
        os.close(os.open(lock, os.O_CREAT | os.O_EXCL | os.O_WRONLY, 0o600))
    except FileExistsError:
        with suppress(OSError):
            if time.time() - lock.stat().st_mtime > STALE_S:
                lock.unlink()
        return False
    except OSError:
        return True  # a folder that takes no files keeps no tokens either
    return True
