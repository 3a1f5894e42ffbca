"""Time from outside: clock and zone protocols, and facts that follow from the time."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta, timezone
from enum import StrEnum
from math import ceil
from typing import Any, Protocol

from desktop.rules.values import DAY, DURATION, INT, Kind, Member, Type, Value


class Clock(Protocol):
    """Tells the time."""

    def now(self) -> datetime:
        """The present instant, with an offset."""
        ...


class Zone(Protocol):
    """The local calendar of the site."""

    def local(self, instant: datetime) -> datetime:
        """An instant as the clocks of the site show it."""
        ...

    def local_date(self, instant: datetime) -> date:
        """The local day in which an instant falls."""
        ...

    def start_of_day(self, day: date) -> datetime:
        """The instant at which a local day begins."""
        ...


@dataclass(frozen=True, slots=True)
class FixedZone:
    """A zone that is always the same distance from UTC."""

    offset: timedelta = timedelta(0)

    def local(self, instant: datetime) -> datetime:
        """An instant as the clocks of the site show it."""
        return instant.astimezone(timezone(self.offset))

    def local_date(self, instant: datetime) -> date:
        """The local day in which an instant falls."""
        return self.local(instant).date()

    def start_of_day(self, day: date) -> datetime:
        """The instant at which a local day begins."""
        return datetime.combine(day, time(), timezone(self.offset))


class DeriveKind(StrEnum):
    """How a fact follows from the time."""

    ELAPSED = "elapsed"
    DAYS_SINCE = "days_since"
    DAYS_UNTIL = "days_until"
    TIME_OF_DAY = "time_of_day"
    WEEKDAY = "weekday"


@dataclass(frozen=True, slots=True)
class Derive:
    """A fact computed from the clock and, for most kinds, from another fact."""

    kind: DeriveKind
    source: str = ""
    step: timedelta = timedelta(seconds=1)


WEEKDAYS = (
    Member("monday", "Monday"),
    Member("tuesday", "Tuesday"),
    Member("wednesday", "Wednesday"),
    Member("thursday", "Thursday"),
    Member("friday", "Friday"),
    Member("saturday", "Saturday"),
    Member("sunday", "Sunday"),
)
DERIVED_TYPES = {
    DeriveKind.ELAPSED: DURATION,
    DeriveKind.TIME_OF_DAY: DURATION,
    DeriveKind.DAYS_SINCE: INT,
    DeriveKind.DAYS_UNTIL: INT,
    DeriveKind.WEEKDAY: Type(Kind.ENUM, members=WEEKDAYS),
}
SOURCE_KINDS = {
    DeriveKind.ELAPSED: (Kind.DATETIME,),
    DeriveKind.DAYS_SINCE: (Kind.DATE, Kind.DATETIME),
    DeriveKind.DAYS_UNTIL: (Kind.DATE, Kind.DATETIME),
}


def derived_value(derive: Derive, origin: Value | None, now: datetime, zone: Zone) -> Value:
    """The value at `now`, floored to the step; `origin` is the value of the source fact."""
    today = zone.local_date(now)
    if derive.kind is DeriveKind.WEEKDAY:
        return WEEKDAYS[today.weekday()].id
    if derive.kind is DeriveKind.TIME_OF_DAY:
        return _floor(now - midnight(zone, today), derive.step)
    if derive.kind is DeriveKind.ELAPSED and isinstance(origin, datetime):
        return _floor(now - origin, derive.step)
    days = (today - _day(origin, zone)).days
    return days if derive.kind is DeriveKind.DAYS_SINCE else -days


def _floor(value: timedelta, step: timedelta) -> timedelta:
    return value // step * step


def _day(origin: Value | None, zone: Zone) -> date:
    if isinstance(origin, datetime):
        try:
            return zone.local_date(origin)
        except OverflowError:  # "never", as systems write it: the last instant of the calendar
            return origin.date()
    assert isinstance(origin, date), origin
    return origin


def next_boundary(
    derive: Derive,
    origin: Value | None,
    now: datetime,
    zone: Zone,
    constants: Sequence[Value] | None,
) -> datetime | None:
    """The first instant after `now` at which the fact enters another bucket; None beyond the calendar.

    `constants` are the sorted values the rules compare the fact with; None means that every
    step counts, since the fact also meets other facts or arithmetic.
    """
    try:
        if derive.kind in (DeriveKind.ELAPSED, DeriveKind.TIME_OF_DAY):
            return _next_span(derive, origin, now, zone, constants)
        day = _next_day(derive, origin, now, zone, constants)
        return None if day is None else midnight(zone, day)
    except (OverflowError, ValueError):
        return None


def midnight(zone: Zone, day: date) -> datetime:
    """When a local day begins, in UTC: Python adds to an instant of a zone by the clock on the wall."""
    return zone.start_of_day(day).astimezone(UTC)


def _next_span(
    derive: Derive, origin: Value | None, now: datetime, zone: Zone, constants: Sequence[Value] | None
) -> datetime | None:
    """When a duration enters another bucket."""
    today = zone.local_date(now)
    of_day = derive.kind is DeriveKind.TIME_OF_DAY
    start = midnight(zone, today) if of_day else origin
    assert isinstance(start, datetime)
    reached = _next_step(_floor(now - start, derive.step), derive.step, constants)
    if not of_day:
        return None if reached is None else start + reached
    if constants is not None and not constants:
        return None
    tomorrow = midnight(zone, today + DAY)
    return tomorrow if reached is None else min(tomorrow, start + reached)


def _next_day(
    derive: Derive, origin: Value | None, now: datetime, zone: Zone, constants: Sequence[Value] | None
) -> date | None:
    """The local day on which a count of days or the weekday enters another bucket."""
    today = zone.local_date(now)
    if derive.kind is DeriveKind.WEEKDAY:
        return _next_weekday(today, constants)
    start = _day(origin, zone)
    days = (today - start).days
    if derive.kind is DeriveKind.DAYS_SINCE:
        turn = _next_count(days, constants)
    else:
        turn = _next_count_down(-days, constants)
    return None if turn is None else start + timedelta(days=turn)


def _next_weekday(today: date, constants: Sequence[Value] | None) -> date | None:
    named = constants is None or WEEKDAYS[today.weekday()].id in constants
    for ahead in range(1, 7):
        day = today + timedelta(days=ahead)
        if named or (constants is not None and WEEKDAYS[day.weekday()].id in constants):
            return day
    return None


def _next_count(value: int, constants: Sequence[Any] | None) -> int | None:
    """The first whole number above `value` that lies in another bucket; the constants are numbers, in order."""
    if constants is None:
        return value + 1
    at = bisect_left(constants, value)
    return _turn(value, constants[at]) if at < len(constants) else None


def _next_count_down(value: int, constants: Sequence[Any] | None) -> int | None:
    """The first whole number below `value` that lies in another bucket, with its sign turned."""
    if constants is None:
        return 1 - value
    at = bisect_right(constants, value) - 1
    return _turn(-value, -constants[at]) if at >= 0 else None


def _turn(value: int, constant: Any) -> int:
    """The first whole number above `value` on the other side of a constant that is no smaller."""
    first: int = max(ceil(constant), value + 1)
    return first


def _next_step(value: timedelta, step: timedelta, constants: Sequence[Any] | None) -> timedelta | None:
    """The first value on the grid of steps that lies in another bucket than `value`."""
    if constants is None:
        return value + step
    at = bisect_left(constants, value)
    if at == len(constants):
        return None
    across: timedelta = -(-constants[at] // step) * step
    return max(value + step, across)
