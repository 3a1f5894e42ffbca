"""How fast a system may be asked, and how long it is waited for where nobody is on the line."""

from __future__ import annotations

import asyncio
from collections.abc import Awaitable, Callable
from typing import TypeVar

from connectors.clock import Clock
from connectors.errors import RateLimited

T = TypeVar("T")

WAITS = 5
LONGEST_WAIT_S = 900.0
USUAL_WAIT_S = 30.0


class Pace:
    """At most so many requests per second; who goes away while waiting takes nobody's turn.

    After a while of rest `burst` of them go at once, as systems count them that count by the minute; others wait
    until they are evenly spread.
    """

    def __init__(self, per_second: float | None, clock: Clock, burst: int = 1) -> None:
        self._gap = 1 / per_second if per_second else 0.0
        self._slack = self._gap * (burst - 1)
        self._clock = clock
        self._next = 0.0
        self._turn = asyncio.Lock()

    async def wait(self) -> None:
        """Wait for the next turn."""
        if not self._gap:
            return
        async with self._turn:
            now = self._clock.monotonic()
            due = max(now, self._next)
            if due - self._slack > now:
                await self._clock.sleep(due - self._slack - now)
            self._next = due + self._gap


async def patiently(ask: Callable[[], Awaitable[T]], clock: Clock) -> T:
    """Send one request, and where the system asks us to wait, wait and send it again."""
    for _ in range(WAITS):
        try:
            return await ask()
        except RateLimited as told:
            wait = USUAL_WAIT_S if told.retry_after is None else told.retry_after
            if wait > LONGEST_WAIT_S:
                raise
            await clock.sleep(wait)
    return await ask()
