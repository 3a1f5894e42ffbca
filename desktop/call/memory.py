"""What the store remembers of callers: looked into when a call begins, brought up to date when all is on screen."""

from __future__ import annotations

import asyncio
from typing import TYPE_CHECKING, TypeVar

from desktop.store.errors import StoreError
from desktop.store.records import CachedCustomer

if TYPE_CHECKING:
    from collections.abc import Awaitable, Callable

    from desktop.call.caller import Caller
    from desktop.call.context import Context
    from desktop.store.store import Store

T = TypeVar("T")

KEEP_S = 1.0
"""The picture for the cache is made after the screen is filled: writing it down takes time that the eye wants."""


class Memory:
    """What is kept of the caller of one call, and asked of the store; a call goes on without either."""

    def __init__(self, context: Context, caller: Caller) -> None:
        self._context = context
        self._caller = caller
        self._kept = False
        self._to_keep: str | None = None

    async def asked(self, fn: Callable[[Store], T]) -> T | None:
        """What the store answers; None, reported, where it cannot."""
        return await self._answer(self._context.db.begin(fn))

    def of_number(self, e164: str) -> Awaitable[tuple[CachedCustomer, ...] | None]:
        """Everybody seen with this number. The look begins now, before anybody awaits it."""
        return self._answer(self._context.db.begin(lambda store: store.cache.find_by_phone(e164)))

    async def _answer(self, answer: Awaitable[T]) -> T | None:
        try:
            return await answer
        except StoreError as error:
            self._context.report(error)
            return None

    def forget(self) -> None:
        """Another person is on the line: what was to be kept is not theirs."""
        self._kept, self._to_keep = False, None

    def keep_when_whole(self) -> None:
        """Once every system has answered, keep what is on screen of the caller, a moment later and once.

        Where one cannot answer, the rest is kept of somebody of whom nothing was: an older picture knows more.
        """
        person, parts = self._caller.identity.customer, self._caller.parts
        if person is None or self._kept or self._caller.identity.cached_at is not None:
            return
        if not (parts.complete() or (parts.settled() and not self._caller.was_known())):
            return
        self._kept, self._to_keep = True, person.key
        asyncio.get_running_loop().call_later(KEEP_S, self._keep, person.key)

    def _keep(self, key: str) -> None:
        if self._to_keep == key:
            self._context.tasks.start(self.close())

    async def close(self) -> None:
        """Keep now what was to be kept soon."""
        if (picture := self._picture()) is not None:
            await self.asked(lambda store: store.cache.put(picture))

    def _picture(self) -> CachedCustomer | None:
        """What is on screen of the person to keep, taken in one moment: name and rows belong together."""
        key, self._to_keep, person = self._to_keep, None, self._caller.identity.customer
        if person is None or person.key != key:
            return None
        return CachedCustomer(person, self._caller.parts.rows(), self._context.clock.now())
