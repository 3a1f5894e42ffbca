"""The day everything in the demo company is told from, and the ways its systems write times down."""

from __future__ import annotations

import re
import time
from calendar import monthrange
from dataclasses import dataclass
from datetime import date, timedelta

DAY_S = 86_400
_MONTHS = ("Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec")
_EPOCH = date(1970, 1, 1)
_DAY = re.compile(r"(?:([+-]\d+)d)?(?:-(\d+)y)?")
_TIME = re.compile(r"([+-]\d+)d (\d\d):(\d\d)")


@dataclass(frozen=True, slots=True)
class Anchor:
    """`today` and its midnight in UTC, from which days back and forth are counted."""

    today: date

    @property
    def midnight(self) -> int:
        """The epoch second at which the anchor day begins in UTC."""
        return (self.today - _EPOCH).days * DAY_S

    def day(self, offset: int) -> date:
        """The day `offset` days after today; negative is the past."""
        return self.today + timedelta(days=offset)

    def iso_day(self, offset: int) -> str:
        """That day as `YYYY-MM-DD`."""
        return self.day(offset).isoformat()

    def at(self, offset: int, second: int) -> int:
        """An epoch second: `second` seconds into the day `offset` days from today."""
        return self.midnight + offset * DAY_S + second

    def in_hours(self, epoch: int, second: int) -> int:
        """`second` seconds into the UTC day of `epoch`, at the latest yesterday."""
        return min(epoch - epoch % DAY_S, self.at(-1, 0)) + second

    def years_back(self, years: int, offset: int = 0) -> date:
        """The same calendar day `years` ago (28 February for a leap day), moved by `offset` days first."""
        day = self.day(offset)
        try:
            return day.replace(year=day.year - years)
        except ValueError:
            return day.replace(year=day.year - years, day=28)

    def month_end(self, months: int) -> date:
        """The last day of the month `months` after this one."""
        index = self.today.year * 12 + self.today.month - 1 + months
        year, month = divmod(index, 12)
        return date(year, month + 1, monthrange(year, month + 1)[1])

    def resolve_day(self, text: str) -> str:
        """A day as `2016-03-14`, `today`, `-3d`, `+20d`, `-41y`, `+3d-41y` or `month-end`. Raises ValueError."""
        if text == "today":
            return self.today.isoformat()
        if text == "month-end":
            return self.month_end(0).isoformat()
        match = _DAY.fullmatch(text)
        if not text or match is None:
            return date.fromisoformat(text).isoformat()
        return self.years_back(int(match[2] or 0), int(match[1] or 0)).isoformat()

    def resolve_time(self, text: str) -> int:
        """An instant written as `-3d 18:12` (UTC), as epoch seconds. Raises ValueError for anything else."""
        match = _TIME.fullmatch(text)
        if match is None:
            raise ValueError(f"not a day and time: {text!r}")
        return self.at(int(match[1]), int(match[2]) * 3600 + int(match[3]) * 60)

    def resolve_period(self, text: str) -> str:
        """What a bill covers: `-1m` is last month as `Oct 2026`, a day is `02 Oct 2026`. Raises ValueError."""
        if text.endswith("m"):
            return month_name(self.month_end(int(text[:-1])))
        day = date.fromisoformat(self.resolve_day(text))
        return f"{day.day:02d} {month_name(day)}"


def month_name(day: date) -> str:
    """`Oct 2026`, whatever language the program runs in."""
    return f"{_MONTHS[day.month - 1]} {day.year}"


def crm_time(epoch: int) -> str:
    """How the CRM writes an instant: UTC without saying so."""
    return time.strftime("%Y-%m-%d %H:%M:%S", time.gmtime(epoch))


def survey_time(epoch: int) -> str:
    """How the survey tool writes an instant: ISO 8601 with a Z."""
    return time.strftime("%Y-%m-%dT%H:%M:%SZ", time.gmtime(epoch))
