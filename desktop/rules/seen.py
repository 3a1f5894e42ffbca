"""Facts as the logic sees them at one moment: known, absent or unknown, and why."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from enum import IntEnum

from desktop.rules.clock import Derive, DeriveKind, Zone, derived_value, next_boundary
from desktop.rules.facts import Fact, FactSet, FactState, is_stale
from desktop.rules.schema import FactDef, Schema
from desktop.rules.values import MICROSECOND, TEXT, Kind, Type, Value


class Look(IntEnum):
    """The three ways a fact can look to a condition."""

    KNOWN = 0
    ABSENT = 1
    UNKNOWN = 2


@dataclass(frozen=True, slots=True)
class Seen:
    """One fact as the logic sees it; a stale one is UNKNOWN although its value is there."""

    look: Look
    value: Value | None
    fact: Fact
    type: Type = TEXT
    stale: bool = False

    @property
    def folds(self) -> bool:
        """Whether texts are compared without case."""
        return self.type.kind is not Kind.TEXT or self.type.fold


SeenFacts = Mapping[str, Seen]
_LOOKS = {
    FactState.KNOWN: Look.KNOWN,
    FactState.ABSENT: Look.ABSENT,
    FactState.PENDING: Look.UNKNOWN,
    FactState.FAILED: Look.UNKNOWN,
}
UNMENTIONED = Seen(Look.UNKNOWN, None, Fact("", FactState.PENDING))


def see(fact: Fact, definition: FactDef, now: datetime) -> Seen:
    """An admitted fact as the logic sees it at `now`."""
    stale = is_stale(fact, definition.max_age, now)
    look = _LOOKS[fact.state]
    if stale and not definition.keep_stale:
        look = Look.UNKNOWN
    value = fact.value if look is Look.KNOWN else None
    return Seen(look, value, fact, definition.type, stale)


def see_derived(definition: FactDef, origin: Seen | None, now: datetime, zone: Zone) -> Seen:
    """A fact that follows from the time, computed at `now`."""
    derive = definition.derive
    assert derive is not None
    name = definition.name
    if origin is not None and origin.look is not Look.KNOWN:
        fact = Fact(name, origin.fact.state, None, origin.fact.source, origin.fact.as_of)
        if fact.state is FactState.KNOWN:
            fact = Fact.pending(name, origin.fact.source)
        return Seen(origin.look, None, fact, definition.type)
    value = derived_value(derive, origin.value if origin else None, now, zone)
    source = origin.fact.source if origin else ""
    return Seen(Look.KNOWN, value, Fact.known(name, value, source), definition.type)


def see_all(facts: FactSet, schema: Schema, now: datetime, zone: Zone) -> dict[str, Seen]:
    """All declared facts as the logic sees them."""
    given = {name: see(facts[name], d, now) for name, d in schema.facts.items() if d.derive is None}
    return {
        name: see_derived(d, _origin(d.derive, given), now, zone) if d.derive is not None else given[name]
        for name, d in schema.facts.items()
    }


def see_again(
    facts: FactSet, held: FactSet, schema: Schema, now: datetime, zone: Zone, before: SeenFacts, timed: Sequence[str]
) -> dict[str, Seen]:
    """The same as see_all, looking only at facts that are new since `held` and at those the time can change.

    Results of tables stay as they were until their table has been run.
    """
    seen = dict(before)
    new = [name for name, fact in facts.by_name.items() if held.by_name.get(name) is not fact]
    gone = held.by_name.keys() - facts.by_name.keys()
    for name in dict.fromkeys((*new, *gone, *timed)):
        definition = schema.get(name)
        if definition is None:
            continue
        if definition.derive is not None:
            fresh = see_derived(definition, _origin(definition.derive, seen), now, zone)
        else:
            fresh = see(facts[name], definition, now)
        seen[name] = _kept(before.get(name), fresh)
    return seen


def timed_facts(schema: Schema) -> tuple[str, ...]:
    """The facts that change by themselves: those with a greatest age, then those that follow from the time."""
    aging = [name for name, d in schema.facts.items() if d.derive is None and d.max_age is not None]
    return (*aging, *(name for name, d in schema.facts.items() if d.derive is not None))


def _kept(was: Seen | None, now: Seen) -> Seen:
    """The object from before when the logic cannot tell the difference."""
    return was if was is not None and was == now else now


def _origin(derive: Derive, seen: SeenFacts) -> Seen | None:
    if derive.kind in (DeriveKind.TIME_OF_DAY, DeriveKind.WEEKDAY):
        return None
    return seen.get(derive.source, UNMENTIONED)


def stale_names(seen: SeenFacts, timed: Iterable[str]) -> tuple[str, ...]:
    """The facts whose answers are too old: the host should ask their sources again."""
    return tuple(sorted(name for name in timed if seen[name].stale))


def next_change(
    seen: SeenFacts,
    schema: Schema,
    now: datetime,
    zone: Zone,
    constants: Mapping[str, tuple[Value, ...] | None],
) -> datetime | None:
    """The first instant after `now` at which the view changes in a way the rules can notice.

    `constants` names the facts that rules read; None as constants: every step counts.
    """
    return min(_changes(seen, schema, now, zone, constants), default=None)


def _changes(
    seen: SeenFacts,
    schema: Schema,
    now: datetime,
    zone: Zone,
    constants: Mapping[str, tuple[Value, ...] | None],
) -> Iterable[datetime]:
    for name, values in constants.items():
        definition = schema.facts[name]
        derive = definition.derive
        if derive is None:
            yield from _turning_stale(seen[name], definition)
            continue
        origin = _origin(derive, seen)
        if origin is not None:
            yield from _turning_stale(origin, schema.facts[derive.source])
        if seen[name].look is Look.KNOWN:
            start = origin.value if origin else None
            at = next_boundary(derive, start, now, zone, values)
            if at is not None and at > now:
                yield at


def _turning_stale(seen: Seen, definition: FactDef) -> Iterable[datetime]:
    fact, max_age = seen.fact, definition.max_age
    answered = fact.state in (FactState.KNOWN, FactState.ABSENT)
    if max_age is not None and fact.as_of is not None and answered and not seen.stale:
        try:
            yield fact.as_of + max_age + MICROSECOND
        except OverflowError:
            return  # it outlasts the calendar
