"""The clock of the core: wall time in UTC for what is shown and stored, monotonic time for durations.

The machine's own is `connectors.clock.SystemClock`.
"""

from __future__ import annotations

from datetime import date, datetime
from datetime import time as time_of_day
from typing import Protocol
from zoneinfo import ZoneInfo


class Clock(Protocol):
    """Where the time comes from; tests inject their own."""

    def now(self) -> datetime:
        """The instant, timezone-aware in UTC."""

    def monotonic(self) -> float:
        """Seconds that never go back."""


class SiteZone:
    """The site's calendar: local days of an IANA time zone."""

    def __init__(self, name: str) -> None:
        self._zone = ZoneInfo(name)

    def local(self, instant: datetime) -> datetime:
        """An instant as the clocks of the site show it."""
        return instant.astimezone(self._zone)

    def local_date(self, instant: datetime) -> date:
        """The local day in which an instant falls."""
        return self.local(instant).date()

    def start_of_day(self, day: date) -> datetime:
        """The instant at which a local day begins."""
        return datetime.combine(day, time_of_day.min, self._zone)
