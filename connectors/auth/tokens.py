"""Where the token lies with which a person stays signed in, and how a person is asked to sign in."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator, Callable
from contextlib import AbstractAsyncContextManager, asynccontextmanager
from typing import Protocol

Browse = Callable[[str], bool]
"""Opens an address in the person's browser; False where there is none."""
Tell = Callable[[str], None]
"""Is told the address, for a person to open somewhere else."""


def silent(address: str) -> None:
    """Tell nobody."""
    del address


class TokenKeep(Protocol):
    """Keeps one refresh token for each connection, sealed; on the disk when `keep` returns."""

    def held(self, name: str) -> AbstractAsyncContextManager[None]:
        """Nobody else, in no other process, uses or changes this token meanwhile."""

    async def read(self, name: str) -> str | None:
        """The token, or None."""

    async def keep(self, name: str, token: str) -> None:
        """Keep a token in place of the one before."""

    async def forget(self, name: str) -> None:
        """Drop a token that is worth nothing any more."""


class MemoryTokens:
    """Keeps tokens until the program ends."""

    def __init__(self) -> None:
        self._kept: dict[str, str] = {}
        self._locks: dict[str, asyncio.Lock] = {}

    @asynccontextmanager
    async def held(self, name: str) -> AsyncIterator[None]:
        """One at a time."""
        async with self._locks.setdefault(name, asyncio.Lock()):
            yield

    async def read(self, name: str) -> str | None:
        """The token, or None."""
        return self._kept.get(name)

    async def keep(self, name: str, token: str) -> None:
        """Keep a token."""
        self._kept[name] = token

    async def forget(self, name: str) -> None:
        """Drop a token."""
        self._kept.pop(name, None)


class Person(Protocol):
    """What a person can sign in to."""

    async def sign_in(self, browse: Browse, tell: Tell) -> None:
        """Let a person sign in."""
