"""How fast a system may be asked."""

from __future__ import annotations

import asyncio

from connectors.clock import Clock


class Pace:
    """At most so many requests per second, evenly spread; who goes away while waiting takes nobody's turn."""

    def __init__(self, per_second: float | None, clock: Clock) -> None:
        self._gap = 1 / per_second if per_second else 0.0
        self._clock = clock
        self._next = 0.0
        self._turn = asyncio.Lock()

    async def wait(self) -> None:
        """Wait for the next turn."""
        if not self._gap:
            return
        async with self._turn:
            now = self._clock.monotonic()
            start = max(now, self._next)
            if start > now:
                await self._clock.sleep(start - now)
            self._next = start + self._gap
