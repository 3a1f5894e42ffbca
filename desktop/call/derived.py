"""The facts a site derives itself, at one moment of a call: counted on records, or worked out from other facts.

What cannot be told is not told: a source that has not answered leaves the fact pending, a record in another
currency or with an unreadable field makes it failed. The records counted are its evidence.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from decimal import ROUND_HALF_EVEN, Decimal, localcontext
from typing import TYPE_CHECKING, Any

from connectors.records import Record
from desktop.call.found import NOTHING, Found, evidence_of, standing_of_part
from desktop.call.record_values import VALUES, Read, Reading, own_values
from desktop.call.state import Identity, Part
from desktop.playbook.derived_read import Counted, Derived, names_read
from desktop.playbook.record_fields import Countable, countable_kinds
from desktop.rules.facts import Fact, FactSet, FactState, admit
from desktop.rules.kleene import Truth, truth, value_of
from desktop.rules.schema import Schema
from desktop.rules.seen import Look, Seen, see, see_all
from desktop.rules.values import Kind, Money, Value

if TYPE_CHECKING:
    from desktop.rules.clock import Zone

MOST_EVIDENCE = 20
CENT = Decimal("0.01")
UNREADABLE = "unreadable_record"
"""The reason of a fact whose records say something that cannot be counted, such as another currency."""


class Derivation:
    """Derives the facts of one call again and again; what was counted on records that are the same is kept."""

    def __init__(
        self, derived: Sequence[Derived], schema: Schema, currency: str, kinds: Mapping[str, Countable] | None = None
    ) -> None:
        self._derived = derived
        self._schema = schema
        self._currency = currency
        self._kinds = kinds if kinds is not None else countable_kinds({}, currency)
        self._read = _read_by(derived, schema)
        self._kept: dict[str, tuple[Part | None, date, Found]] = {}

    def facts(
        self, facts: Sequence[Fact], parts: Mapping[str, Part], identity: Identity, reading: Reading, zone: Zone
    ) -> tuple[Fact, ...]:
        """The facts given, and the derived ones after them, each from those before it."""
        if not self._derived:
            return tuple(facts)
        now = reading.moment.now
        admitted = [self._admitted(fact) for fact in facts if fact.name in self._read.facts]
        seen = see_all(FactSet.of(admitted), self._read, now, zone)
        more: list[Fact] = []
        for derived in self._derived:
            fact = self._one(derived, seen, parts, identity, reading)
            seen[fact.name] = see(self._admitted(fact), self._schema.facts[fact.name], now)
            more.append(fact)
        return (*facts, *more)

    def _admitted(self, fact: Fact) -> Fact:
        definition = self._schema.facts[fact.name]
        least, most = definition.min, definition.max
        return admit(fact, definition.type, nullable=definition.nullable, least=least, most=most)

    def _one(
        self,
        derived: Derived,
        seen: Mapping[str, Seen],
        parts: Mapping[str, Part],
        identity: Identity,
        reading: Reading,
    ) -> Fact:
        if derived.counted is None:
            return _worked_out(derived, seen)
        part = parts.get(derived.counted.kind)
        standing = standing_of_part(part, identity)
        found = NOTHING
        if standing.state is FactState.KNOWN:
            found = self._counted_once(derived, part, reading)
        return standing.fact(derived.name, found)

    def _counted_once(self, derived: Derived, part: Part | None, reading: Reading) -> Found:
        today = reading.moment.today
        kept = self._kept.get(derived.name)
        if kept is not None and kept[0] is part and kept[1] == today:
            return kept[2]
        assert derived.counted is not None
        kind = self._kinds[derived.counted.kind]
        found = _Count(derived.counted, kind, self._currency, reading).of(part.rows if part is not None else ())
        self._kept[derived.name] = (part, today, found)
        return found


def _read_by(derived: Sequence[Derived], schema: Schema) -> Schema:
    """The facts that derived ones are worked out from, and those that these follow from with the time."""
    read = {name: schema.facts[name] for each in derived for name in names_read(each) if name in schema.facts}
    origins = [definition.derive.source for definition in read.values() if definition.derive is not None]
    return Schema(read | {name: schema.facts[name] for name in origins if name in schema.facts})


class _Fields(Mapping[str, Seen]):
    """One record as facts, each field read when a condition asks for it."""

    def __init__(self, record: Record, reads: Mapping[str, Read], schema: Schema, reading: Reading) -> None:
        self._record, self._reads, self._schema, self._reading = record, reads, schema, reading

    def __getitem__(self, name: str) -> Seen:
        definition = self._schema.facts[name]
        try:
            value = self._reads[name](self._record, self._reading)
        except ArithmeticError:  # a record may say anything, such as a call of a million years
            return see(Fact.failed(name, UNREADABLE), definition, self._reading.moment.now)
        fact = Fact.known(name, value) if value is not None else Fact.absent(name)
        return see(admit(fact, definition.type), definition, self._reading.moment.now)

    def __iter__(self) -> Iterator[str]:
        return iter(self._schema.facts)

    def __len__(self) -> int:
        return len(self._schema.facts)


@dataclass(frozen=True, slots=True)
class _Row:
    """A record that counts, and the date that orders it."""

    record: Record
    fields: _Fields
    day: date | None


class _Unreadable(Exception):
    """A record says something that cannot be counted."""


class _Count:
    """Counts one fact on the records of a part."""

    def __init__(self, counted: Counted, kind: Countable, currency: str, reading: Reading) -> None:
        self._counted, self._schema, self._currency, self._reading = counted, kind.schema, currency, reading
        self._reads = own_values(kind.schema) if kind.own else VALUES[kind.kind]
        self._today = reading.moment.today

    def of(self, records: Iterable[Record]) -> Found:
        """The value, with the records it was counted on; a trouble where one of them cannot be read."""
        try:
            rows = [row for record in records if (row := self._row(record)) is not None]
            value, proof = self._value(rows)
        except (_Unreadable, ArithmeticError):
            return Found(None, trouble=UNREADABLE)
        evidence = tuple(evidence_of(row.record) for row in proof[:MOST_EVIDENCE])
        return Found(value, evidence) if value is not None else NOTHING

    def _row(self, record: Record) -> _Row | None:
        fields = _Fields(record, self._reads, self._schema, self._reading)
        if self._counted.where is not None:
            verdict = truth(self._counted.where.node, fields)
            if verdict is Truth.U:
                raise _Unreadable
            if verdict is Truth.F:
                return None
        day = self._field(fields, self._counted.by) if self._counted.by else None
        row = _Row(record, fields, day if isinstance(day, date) else None)
        return row if self._is_near(row.day) else None

    def _is_near(self, day: date | None) -> bool:
        """Whether a record's date lies on the right side of today, and near enough."""
        how, within = self._counted.how, self._counted.within
        dated = how in ("days_since", "days_until")
        if day is None:
            return not dated and within is None
        days = (day - self._today).days if how == "days_until" else (self._today - day).days
        if (dated or within is not None) and days < 0:
            return False
        return within is None or days <= within.days

    def _field(self, fields: _Fields, name: str) -> Value | None:
        seen = fields[name]
        if seen.look is Look.UNKNOWN:
            raise _Unreadable
        return seen.value

    def _value(self, rows: Sequence[_Row]) -> tuple[Value | None, Sequence[_Row]]:
        how = self._counted.how
        if how == "count":
            return len(rows), rows
        if how == "any":
            return bool(rows), rows
        if how in ("latest", "first", "days_since", "days_until"):
            return self._dated(rows)
        told = [(value, row) for row in rows if (value := self._field(row.fields, self._counted.field)) is not None]
        values, proof = [value for value, _ in told], [row for _, row in told]
        if how == "sum":
            return self._sum(values), proof
        if not values:
            return None, ()
        if how == "average":
            return self._average(values), proof
        best = (min if how == "min" else max)(told, key=lambda pair: _plain(pair[0]))
        return best[0], [best[1]]

    def _dated(self, rows: Sequence[_Row]) -> tuple[Value | None, Sequence[_Row]]:
        dated = [(row.day, row) for row in rows if row.day is not None]
        if not dated:
            return None, ()
        how = self._counted.how
        pick = min if how in ("first", "days_until") else max
        day, row = pick(dated, key=lambda pair: pair[0])
        if how in ("latest", "first"):
            return self._field(row.fields, self._counted.field), [row]
        return abs((day - self._today).days), [row]

    def _sum(self, values: Sequence[Value]) -> Value:
        type_ = self._schema.facts[self._counted.field].type
        zeros: dict[Kind, Value] = {Kind.MONEY: Money(Decimal(0), self._currency), Kind.DURATION: timedelta(0)}
        zero = zeros.get(type_.kind, 0)
        return _like(zero if not values else values[0], sum((_plain(v) for v in values), start=_plain(zero)))

    def _average(self, values: Sequence[Value]) -> Value:
        plain = [_plain(value) for value in values]
        if isinstance(plain[0], timedelta):
            whole: timedelta = sum(plain, start=timedelta(0))
            return timedelta(seconds=int(whole.total_seconds()) // len(plain))
        with localcontext(prec=28, rounding=ROUND_HALF_EVEN):
            mean = (Decimal(sum(plain)) / len(plain)).quantize(CENT)
        return Money(mean, self._currency) if isinstance(values[0], Money) else mean


def _plain(value: Any) -> Any:
    """What is added and compared: an amount without its currency, which all have in common."""
    return value.amount if isinstance(value, Money) else value


def _like(example: Value, plain: Any) -> Value:
    return Money(plain, example.currency) if isinstance(example, Money) else plain


def _worked_out(derived: Derived, seen: Mapping[str, Seen]) -> Fact:
    """A fact from other facts: as known as they are, with what they rest on, as old as the oldest of them."""
    rests_on = [seen[name].fact for name in names_read(derived) if name in seen]
    source = ", ".join(dict.fromkeys(fact.source for fact in rests_on if fact.source))
    as_of = min((fact.as_of for fact in rests_on if fact.as_of is not None), default=None)
    evidence = tuple(dict.fromkeys(proof for fact in rests_on for proof in fact.evidence))[:MOST_EVIDENCE]
    unknown = False
    value: Value | None = None
    if derived.when is not None:
        verdict = truth(derived.when.node, seen)
        unknown, value = verdict is Truth.U, verdict is Truth.T
    elif derived.value is not None:
        result = value_of(derived.value, seen)
        unknown, value = result.look is Look.UNKNOWN, result.value
    if unknown:
        failed = next((fact for fact in rests_on if fact.state is FactState.FAILED), None)
        if failed is not None:
            return Fact.failed(derived.name, failed.reason or "failed", failed.source, failed.as_of)
        return Fact.pending(derived.name, source, as_of)
    if value is None:
        return Fact.absent(derived.name, source, as_of)
    return Fact.known(derived.name, value, source, as_of, evidence=evidence)
