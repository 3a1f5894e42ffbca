"""Facts: one typed, named value about a call, with where it came from and when."""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field, replace
from datetime import UTC, datetime, timedelta, timezone
from enum import StrEnum

from desktop.rules.read_values import fault
from desktop.rules.values import Kind, Type, Value, canonical, compare, datetime_text

AGENT = "agent"
REFUSED = {
    "wrong_type": "the answer is of another kind",
    "not_finite": "the answer is not a number",
    "too_large": "the answer is too long",
    "scale": "the answer has too many decimal places",
    "currency": "the answer is in another currency",
    "undeclared": "the answer is none of the known values",
    "no_offset": "the answer has a time without its offset",
    "out_of_range": "the answer is outside its limits",
    "absent": "the answer is empty and may not be",
}


class FactState(StrEnum):
    """What is known about a fact at one moment."""

    KNOWN = "known"
    ABSENT = "absent"
    PENDING = "pending"
    FAILED = "failed"


Evidence = tuple[str, str, str]


@dataclass(frozen=True, slots=True)
class Fact:
    """One fact: `as_of` is when the source said so or, while PENDING, when it was asked."""

    name: str
    state: FactState
    value: Value | None = None
    source: str = ""
    as_of: datetime | None = None
    version: int = 0
    evidence: tuple[Evidence, ...] = ()
    reason: str | None = None

    @classmethod
    def known(
        cls,
        name: str,
        value: Value,
        source: str = "",
        as_of: datetime | None = None,
        version: int = 0,
        evidence: tuple[Evidence, ...] = (),
    ) -> Fact:
        """A fact whose value is known; evidence holds (kind, id, label) of business records."""
        return cls(name, FactState.KNOWN, value, source, as_of, version, evidence)

    @classmethod
    def absent(cls, name: str, source: str = "", as_of: datetime | None = None, version: int = 0) -> Fact:
        """A fact of which the source said that there is none."""
        return cls(name, FactState.ABSENT, None, source, as_of, version)

    @classmethod
    def pending(cls, name: str, source: str = "", as_of: datetime | None = None, version: int = 0) -> Fact:
        """A fact whose source has not answered yet, asked at `as_of`."""
        return cls(name, FactState.PENDING, None, source, as_of, version)

    @classmethod
    def failed(
        cls,
        name: str,
        reason: str,
        source: str = "",
        as_of: datetime | None = None,
        version: int = 0,
    ) -> Fact:
        """A fact whose source could not answer."""
        return cls(name, FactState.FAILED, None, source, as_of, version, (), reason)


def admit(
    fact: Fact, type_: Type, *, nullable: bool = True, least: Value | None = None, most: Value | None = None
) -> Fact:
    """The fact as the engine takes it in: never coerced, FAILED where it breaks its type or leaves [least, most]."""
    if fact.as_of is not None:
        if fact.as_of.utcoffset() is None:
            return _refused(replace(fact, as_of=None), "no_offset")
        fact = replace(fact, as_of=fact.as_of.astimezone(UTC))
    if fact.state is FactState.ABSENT:
        if type_.kind is Kind.SET:
            return replace(fact, state=FactState.KNOWN, value=frozenset())
        return fact if nullable else _refused(fact, "absent")
    if fact.state is not FactState.KNOWN:
        return fact if fact.value is None else replace(fact, value=None)
    why = fault(type_, fact.value) or _outside(fact.value, least, most)
    if why is not None:
        return _refused(fact, why)
    if not isinstance(fact.value, datetime):
        return fact
    # Python adds and subtracts instants of a zone with a summer time by the clock on the wall
    return replace(fact, value=fact.value.astimezone(timezone(fact.value.utcoffset() or timedelta(0))))


def _outside(value: Value | None, least: Value | None, most: Value | None) -> str | None:
    under = value is not None and least is not None and compare(value, least) == -1
    over = value is not None and most is not None and compare(value, most) == 1
    return "out_of_range" if under or over else None


def _refused(fact: Fact, reason: str) -> Fact:
    return replace(fact, state=FactState.FAILED, value=None, evidence=(), reason=reason)


@dataclass(frozen=True, slots=True)
class FactSet:
    """An immutable set of facts by name; a fact never mentioned is PENDING.

    `lines` keeps the canonical text of facts from set to set, so that a digest writes only what is new.
    """

    by_name: Mapping[str, Fact]
    lines: dict[str, tuple[Fact, str]] = field(default_factory=dict, compare=False, repr=False)

    @classmethod
    def of(cls, facts: Iterable[Fact] = ()) -> FactSet:
        """A set of these facts; the last one of a name wins."""
        return cls({fact.name: fact for fact in facts})

    def __getitem__(self, name: str) -> Fact:
        """The fact of this name, PENDING when it was never mentioned."""
        return self.by_name.get(name) or Fact(name, FactState.PENDING)

    def __iter__(self) -> Iterator[Fact]:
        """All facts held, in the order of their names."""
        return iter(self.by_name[name] for name in sorted(self.by_name))

    def __contains__(self, name: object) -> bool:
        """Whether the fact was ever mentioned."""
        return name in self.by_name

    def merged(self, facts: Iterable[Fact]) -> tuple[FactSet, frozenset[str]]:
        """The set with newer facts taken in, and the names that changed; older versions drop."""
        by_name = dict(self.by_name)
        changed = set()
        for fact in facts:
            held = by_name.get(fact.name)
            if held is not None and (held.version > fact.version or held == fact):
                continue
            by_name[fact.name] = fact
            changed.add(fact.name)
        return FactSet(by_name, self.lines), frozenset(changed)

    def digest(self) -> str:
        """SHA-256 over the facts in canonical form: equal for equal facts on every machine."""
        text = "\n".join(self._line(fact) for fact in self)
        return hashlib.sha256(text.encode("utf-8", "surrogatepass")).hexdigest()

    def _line(self, fact: Fact) -> str:
        held = self.lines.get(fact.name)
        if held is None or held[0] is not fact:
            held = self.lines[fact.name] = (fact, canonical_fact(fact))
        return held[1]


def canonical_fact(fact: Fact) -> str:
    """One fact as one line of canonical text."""
    value = "" if fact.value is None else canonical(fact.value)
    as_of = datetime_text(fact.as_of) if fact.as_of else ""
    parts = (fact.name, fact.state, value, fact.source, as_of, str(fact.version), fact.reason or "")
    return "\x1f".join(part.replace("\n", "\x1e") for part in parts)


def is_stale(fact: Fact, max_age: timedelta | None, now: datetime) -> bool:
    """Whether a KNOWN or ABSENT fact is older than it may be."""
    if max_age is None or fact.as_of is None:
        return False
    return fact.state in (FactState.KNOWN, FactState.ABSENT) and now - fact.as_of > max_age
