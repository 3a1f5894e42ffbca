"""Time from outside: clock and zone protocols, and facts that follow from the time."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta, timezone
from enum import StrEnum
from typing import Protocol

from desktop.rules.values import DAY, DURATION, INT, Kind, Member, Type, Value, ordinal


class Clock(Protocol):
    """Tells the time."""

    def now(self) -> datetime:
        """The present instant, with an offset."""
        ...


class Zone(Protocol):
    """The local calendar of the site."""

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

    def local_date(self, instant: datetime) -> date:
        """The local day in which an instant falls."""
        return instant.astimezone(timezone(self.offset)).date()

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
        return _floor(now - zone.start_of_day(today), derive.step)
    if derive.kind is DeriveKind.ELAPSED and isinstance(origin, datetime):
        return _floor(now - origin, derive.step)
    days = (today - _day(origin, zone)).days
    return days if derive.kind is DeriveKind.DAYS_SINCE else -days


def _floor(value: timedelta, step: timedelta) -> timedelta:
    return value // step * step


def _day(origin: Value | None, zone: Zone) -> date:
    if isinstance(origin, datetime):
        return zone.local_date(origin)
    if isinstance(origin, date):
        return origin
    raise TypeError(type(origin).__name__)


def next_boundary(
    derive: Derive,
    origin: Value | None,
    now: datetime,
    zone: Zone,
    constants: Sequence[Value] | None,
) -> datetime | None:
    """The first instant after `now` at which the fact enters another bucket.

    `constants` are the sorted values the rules compare the fact with; None means that every
    step counts, since the fact also meets other facts or arithmetic.
    """
    tomorrow = zone.start_of_day(zone.local_date(now) + DAY)
    if derive.kind is DeriveKind.WEEKDAY:
        return tomorrow
    value = derived_value(derive, origin, now, zone)
    if derive.kind is DeriveKind.DAYS_UNTIL:
        falling = _next_day_down(value, constants)
        return None if falling is None else zone.start_of_day(_shift(origin, zone, -falling))
    if derive.kind is DeriveKind.DAYS_SINCE:
        rising = _next_day_up(value, constants)
        return None if rising is None else zone.start_of_day(_shift(origin, zone, rising))
    assert isinstance(value, timedelta)
    reached = _next_step(value, derive.step, constants)
    if derive.kind is DeriveKind.TIME_OF_DAY:
        base = zone.start_of_day(zone.local_date(now))
        return tomorrow if reached is None else min(tomorrow, base + reached)
    assert isinstance(origin, datetime)
    return None if reached is None else origin + reached


def _shift(origin: Value | None, zone: Zone, days: int) -> date:
    return _day(origin, zone) + timedelta(days=days)


def _numbers(constants: Sequence[Value]) -> list[int]:
    """The whole days at which a comparison with these constants may turn."""
    out = set()
    for constant in constants:
        if ordinal(constant) is not None and not isinstance(constant, date | timedelta):
            whole = int(constant)  # type: ignore[arg-type]
            out |= {whole - 1, whole, whole + 1}
    return sorted(out)


def _next_day_up(value: Value, constants: Sequence[Value] | None) -> int | None:
    assert isinstance(value, int)
    if constants is None:
        return value + 1
    return next((v for v in _numbers(constants) if v > value), None)


def _next_day_down(value: Value, constants: Sequence[Value] | None) -> int | None:
    assert isinstance(value, int)
    if constants is None:
        return value - 1
    return next((v for v in reversed(_numbers(constants)) if v < value), None)


def _next_step(value: timedelta, step: timedelta, constants: Sequence[Value] | None) -> timedelta | None:
    """The first value on the grid of steps that lies in another bucket than `value`."""
    if constants is None:
        return value + step
    for constant in constants:
        if not isinstance(constant, timedelta):
            continue
        if constant > value:
            return -(-constant // step) * step
        if constant == value:
            return value + step
    return None
