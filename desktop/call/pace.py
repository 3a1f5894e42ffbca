"""When a call is decided on again: answers that come close together once, a rain of updates at a reader's pace."""

from __future__ import annotations

import asyncio
from collections.abc import Callable

ANSWERS_S = 0.008
"""Answers that come this close together are decided once."""
UPDATES_S = 0.05
"""A phone or a queue that tells more often than this how a call stands is heard at this pace."""


class Pace:
    """One date with `settle` at a time, the nearest; `settled` says that it has been kept."""

    def __init__(self, settle: Callable[[], None]) -> None:
        self._settle = settle
        self._date: asyncio.Handle | None = None
        self._due = self._last = 0.0

    def soon(self, wait: float) -> None:
        """Settle in so many seconds, or before, where that was agreed already."""
        loop = asyncio.get_running_loop()
        if self._date is None or self._due > loop.time() + wait:
            self.cancel()
            self._due = loop.time() + wait
            self._date = loop.call_later(wait, self._settle)

    def at_reading_speed(self) -> None:
        """Settle now, or when the last time is long enough ago."""
        since = asyncio.get_running_loop().time() - self._last
        if since < UPDATES_S:
            self.soon(UPDATES_S - since)
        else:
            self._settle()

    def settled(self) -> None:
        """It is settled now: no date is needed any more."""
        self.cancel()
        self._last = asyncio.get_running_loop().time()

    def cancel(self) -> None:
        """No date."""
        if self._date is not None:
            self._date.cancel()
            self._date = None
