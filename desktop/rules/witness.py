"""Concrete values for the points of facts: witnesses of findings and made-up fact sets."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterable, Mapping
from datetime import UTC, date, datetime, timedelta
from decimal import ROUND_CEILING, ROUND_FLOOR, Context, Decimal
from itertools import pairwise
from typing import Any

from desktop.rules.columns import Points, points_of
from desktop.rules.facts import Fact, FactState
from desktop.rules.nodes import Lit, Name, Node, children, names_in, walk
from desktop.rules.normalize import Test, rows_of
from desktop.rules.problems import MAX_DIGITS
from desktop.rules.read_values import fault
from desktop.rules.schema import FactDef, Schema
from desktop.rules.values import DAY, Kind, Money, Type, Value, compare, literal_text

_START = {
    Kind.INT: 0,
    Kind.DECIMAL: Decimal(0),
    Kind.MONEY: Decimal(0),
    Kind.DATE: date(2026, 1, 1),
    Kind.DATETIME: datetime(2026, 1, 1, tzinfo=UTC),
    Kind.DURATION: timedelta(0),
}
_STEPS: dict[Kind, Any] = {
    Kind.INT: 1,
    Kind.DECIMAL: Decimal(1),
    Kind.MONEY: Decimal(1),
    Kind.DATE: DAY,
    Kind.DATETIME: timedelta(hours=1),
    Kind.DURATION: timedelta(minutes=1),
}

# Room for the number half-way between two of the longest.
_WIDE = Context(prec=4 * MAX_DIGITS)


def bucket_values(definition: FactDef, points: Points) -> dict[int, Value]:
    """A value for each bucket that has one: domains trimmed to members, limits and whole numbers."""
    if points.is_ordered:
        raw = _ordered(definition.type, points)
    else:
        raw = _mapped(definition.type, points)
    dressed = {bucket: _dressed(value, definition.type) for bucket, value in raw.items()}
    found = {bucket: value for bucket, value in dressed.items() if _is_possible(value, definition)}
    # A bucket of which the limits leave only a part holds the limit, if not the value that was tried.
    for limit in (definition.min, definition.max):
        if limit is not None:
            found.setdefault(points.of(limit), limit)
    return dict(sorted(found.items()))


def _is_possible(value: Value, definition: FactDef) -> bool:
    low, high = definition.min, definition.max
    too_low = low is not None and compare(value, low) == -1
    too_high = high is not None and compare(value, high) == 1
    return fault(definition.type, value) is None and not too_low and not too_high


def _dressed(value: Any, type_: Type) -> Value:
    if type_.kind is Kind.MONEY:
        return Money(Decimal(value), type_.currency)
    if type_.kind is Kind.INT and value == int(value):
        return int(value)
    return Decimal(value) if type_.kind is Kind.DECIMAL else value


def _mapped(type_: Type, points: Points) -> dict[int, Any]:
    found: dict[int, Any] = {}
    if type_.kind is Kind.BOOL:
        return dict(enumerate(points.constants))
    if type_.kind is Kind.ENUM:
        for member in type_.ids:
            found.setdefault(points.of(member), member)
        return found
    found = dict(enumerate(points.constants))
    other = "something else"
    while points.of(other) != len(points.constants):
        other += "."
    found[len(points.constants)] = other
    return found


def _ordered(type_: Type, points: Points) -> dict[int, Any]:
    constants, step = points.constants, _STEPS[type_.kind]
    if not constants:
        return {0: _START[type_.kind]}
    found: dict[int, Any] = {2 * index + 1: constant for index, constant in enumerate(constants)}
    found[0] = _beyond(constants[0], -step, type_)
    found[2 * len(constants)] = _beyond(constants[-1], step, type_)
    for index, (low, high) in enumerate(pairwise(constants)):
        found[2 * index + 2] = _between(low, high, type_)
    return {bucket: value for bucket, value in found.items() if value is not None}


def _beyond(constant: Any, step: Any, type_: Type) -> Any | None:
    """A value past the outermost constant, on the scale of the type; None past the end of the calendar."""
    scale = _scale(type_)
    try:
        return (constant if scale is None else _rounded(constant, scale, up=step < 0)) + step
    except OverflowError:
        return None


def _between(low: Any, high: Any, type_: Type) -> Any | None:
    """A value strictly between two constants, or None when there is none."""
    if type_.kind in (Kind.DATE, Kind.DATETIME, Kind.DURATION):
        half = low + (high - low) / 2
    else:
        half, scale = _WIDE.divide(_WIDE.add(low, high), Decimal(2)), _scale(type_)
        near = [half] if scale is None else [_rounded(half, scale, up=up) for up in (False, True)]
        half = next((value for value in near if low < value < high), low)
    return half if low < half < high else None


def _scale(type_: Type) -> int | None:
    """How many digits after the point a value has at most; amounts are made up in cents."""
    return {Kind.INT: 0, Kind.MONEY: 2}.get(type_.kind) if type_.scale is None else type_.scale


def _rounded(number: Any, scale: int, *, up: bool) -> Decimal:
    rounding = ROUND_CEILING if up else ROUND_FLOOR
    return Decimal(number).quantize(Decimal(1).scaleb(-scale), rounding, _WIDE)


def fact_points(conditions: Iterable[Node], schema: Schema) -> dict[str, Points]:
    """The points of each fact that the conditions tell apart (or only read)."""
    tests: dict[str, list[Node]] = {}
    for condition in conditions:
        for name in names_in(condition):
            tests.setdefault(name, [])
        for row in rows_of(condition, schema):
            for test in row:
                _spread(test, tests)
    found = {}
    for name, nodes in tests.items():
        definition = schema.get(name)
        if definition is not None and definition.type.kind is not Kind.SET:
            found[name] = points_of(definition.type, nodes)
    return found


def _spread(test: Test, tests: dict[str, list[Node]]) -> None:
    """A test on one fact belongs to it; literals of a virtual test to the facts beside them."""
    if test.fact:
        tests.setdefault(test.fact, []).append(test.node)
        return
    for node in walk(test.node):
        parts = children(node)
        names = [p.name for p in parts if isinstance(p, Name)]
        if len(names) == 1 and any(isinstance(p, Lit) for p in parts):
            tests.setdefault(names[0], [])


def pick(seed: str, *parts: object) -> int:
    """A number that looks random and is the same on every machine."""
    text = "\x1f".join(str(p) for p in (seed, *parts))
    return int.from_bytes(hashlib.sha256(text.encode("utf-8", "surrogatepass")).digest()[:8], "big")


def made_up_facts(points: Mapping[str, Points], schema: Schema, seed: str, number: int) -> tuple[Fact, ...]:
    """One fact set: a representative of a chosen bucket for each fact, some absent or pending."""
    facts = []
    for name in sorted(points):
        definition = schema.facts[name]
        if definition.derive is not None or name.startswith("decision."):
            continue
        values = list(bucket_values(definition, points[name]).values())
        choice = pick(seed, number, name)
        state = choice % 16
        if state == 0:
            facts.append(Fact.pending(name, definition.source))
        elif state == 1 and definition.nullable:
            facts.append(Fact.absent(name, definition.source))
        else:
            facts.append(Fact.known(name, values[(choice >> 8) % len(values)], definition.source))
    return tuple(facts)


def known_facts(values: Mapping[str, Value | None]) -> tuple[Fact, ...]:
    """Facts of a witness: a value, or None for absent."""
    return tuple(Fact.absent(name) if value is None else Fact.known(name, value) for name, value in values.items())


def case_facts(facts: Iterable[Fact]) -> str:
    """Facts as a test case writes them: `{ "order.open_late_count" = 1, "ivr.choice" = { state = "absent" } }`."""
    told = [f'"{fact.name}" = {_case_value(fact)}' for fact in sorted(facts, key=lambda f: f.name)]
    return "{ " + ", ".join(told) + " }" if told else "{}"


def _case_value(fact: Fact) -> str:
    value = fact.value
    if fact.state is not FactState.KNOWN or value is None:
        return f'{{ state = "{fact.state.value}" }}'
    if isinstance(value, bool | int) or type(value) is date:
        return literal_text(value)
    return _toml_text(value if isinstance(value, str) else literal_text(value))


def _toml_text(text: str) -> str:
    return json.dumps(text, ensure_ascii=False).replace("\x7f", "\\u007f")
