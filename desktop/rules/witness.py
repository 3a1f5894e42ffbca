"""Concrete values for the points of facts: witnesses of findings and made-up fact sets."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterable, Mapping
from datetime import UTC, date, datetime, timedelta
from decimal import Decimal
from math import ceil, floor
from typing import Any

from desktop.rules.columns import Points, points_of
from desktop.rules.facts import Fact, FactState
from desktop.rules.nodes import Lit, Name, Node, children, names_in, walk
from desktop.rules.normalize import Test, rows_of
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


def bucket_values(definition: FactDef, points: Points) -> dict[int, Value]:
    """A value for each bucket that has one: domains trimmed to members, limits and whole numbers."""
    if points.is_ordered:
        raw = _ordered(definition.type, points)
    else:
        raw = _mapped(definition.type, points)
    found = {bucket: _dressed(value, definition.type) for bucket, value in raw.items()}
    return {bucket: value for bucket, value in found.items() if _within(value, definition)}


def _within(value: Value, definition: FactDef) -> bool:
    low, high = definition.min, definition.max
    too_low = low is not None and (compare(value, low) or 0) < 0
    return not too_low and not (high is not None and (compare(value, high) or 0) > 0)


def _dressed(value: Any, type_: Type) -> Value:
    if type_.kind is Kind.MONEY:
        return Money(Decimal(value), type_.currency)
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
    found: dict[int, Any] = {}
    for index, constant in enumerate(constants):
        if type_.kind is not Kind.INT or constant == int(constant):
            found[2 * index + 1] = int(constant) if type_.kind is Kind.INT else constant
    found[0] = _beyond(constants[0], -step, type_)
    found[2 * len(constants)] = _beyond(constants[-1], step, type_)
    for index in range(len(constants) - 1):
        middle = _between(constants[index], constants[index + 1], type_)
        if middle is not None:
            found[2 * index + 2] = middle
    return found


def _beyond(constant: Any, step: Any, type_: Type) -> Any:
    """A value past the outermost constant; whole for whole numbers."""
    if type_.kind is Kind.INT:
        return (floor(constant) if step > 0 else ceil(constant)) + step
    try:
        return constant + step
    except OverflowError:
        return constant


def _between(low: Any, high: Any, type_: Type) -> Any | None:
    """A value strictly between two constants, or None when there is none."""
    if type_.kind is Kind.INT:
        middle = int((Decimal(low) + Decimal(high)) // 2)
        return next((m for m in (middle, middle + 1) if low < m < high), None)
    if type_.kind is Kind.DATE:
        days = (high - low).days
        return low + timedelta(days=days // 2) if days > 1 else None
    if type_.kind in (Kind.DATETIME, Kind.DURATION):
        half = low + (high - low) / 2
        return half if low < half < high else None
    half = (Decimal(low) + Decimal(high)) / 2
    scale = type_.scale if type_.scale is not None else (2 if type_.kind is Kind.MONEY else None)
    rounded = half if scale is None else round(half, scale)
    return rounded if low < rounded < high else None


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
        elif values:
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
    if isinstance(value, frozenset):
        return "[" + ", ".join(_toml_text(member) for member in sorted(value)) + "]"
    if isinstance(value, bool | int) or type(value) is date:
        return literal_text(value)
    return _toml_text(value if isinstance(value, str) else literal_text(value))


def _toml_text(text: str) -> str:
    return json.dumps(text, ensure_ascii=False).replace("\x7f", "\\u007f")
