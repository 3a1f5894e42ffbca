"""Decisions and explanations as plain JSON-able data, and facts read from such data."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import fields, is_dataclass
from datetime import date, datetime, timedelta
from decimal import Decimal
from enum import Enum
from typing import Any

from desktop.rules.bundle import Bundle
from desktop.rules.decision import Decision
from desktop.rules.explain import Explanation
from desktop.rules.facts import Fact, FactState
from desktop.rules.problems import Place, Problem, clip
from desktop.rules.read_values import read_datetime, read_plain
from desktop.rules.schema import FactDef, Schema
from desktop.rules.values import Money, datetime_text, duration_text, plain

Json = Any


def decision_report(decision: Decision) -> dict[str, Json]:
    """A decision as JSON-able data."""
    return _dict(decision)


def explanation_report(explanation: Explanation) -> dict[str, Json]:
    """An explanation as JSON-able data."""
    return _dict(explanation)


def problem_report(problem: Problem) -> dict[str, Json]:
    """A problem as JSON-able data, with its English sentence."""
    return {**_dict(problem), "text": problem.text}


def _dict(item: Any) -> dict[str, Json]:
    return {f.name: to_json(getattr(item, f.name)) for f in fields(item)}


def to_json(value: object) -> Json:
    """Any value of this package as JSON-able data: exact numbers as text, instants as ISO."""
    if value is None or (isinstance(value, bool | int | str) and not isinstance(value, Enum)):
        return value
    if isinstance(value, Enum):
        return value.value
    if isinstance(value, Decimal):
        return plain(value)
    if isinstance(value, Money):
        return {"amount": plain(value.amount), "currency": value.currency}
    if isinstance(value, datetime):
        return datetime_text(value)
    if isinstance(value, date):
        return value.isoformat()
    if isinstance(value, timedelta):
        return duration_text(value)
    return _container(value)


def _container(value: object) -> Json:
    if is_dataclass(value) and not isinstance(value, type):
        return _dict(value)
    if isinstance(value, Mapping):
        return {str(key): to_json(item) for key, item in value.items()}
    if isinstance(value, frozenset | set):
        return sorted(to_json(item) for item in value)
    if isinstance(value, list | tuple):
        return [to_json(item) for item in value]
    return value if isinstance(value, float) else str(value)


def read_facts(
    data: Mapping[str, object], bundle: Bundle | Schema, *, now: datetime, file: str = ""
) -> tuple[list[Fact], list[Problem]]:
    """Facts from plain JSON or TOML data: a value, or {state, value, source, as_of, evidence}."""
    schema = bundle.schema if isinstance(bundle, Bundle) else bundle
    facts, problems = [], []
    for name, raw in data.items():
        place = Place(file, name, name)
        definition = schema.get(name)
        if definition is None or definition.derive is not None:
            problems.append(place.problem("NAM001", name=name))
            continue
        fact = _read_fact(definition, raw, now)
        if fact is None:
            problems.append(place.problem("TYP006", name=name, expected=definition.type.words))
        else:
            facts.append(fact)
    return facts, problems


def _read_fact(definition: FactDef, raw: object, now: datetime) -> Fact | None:
    table = raw if isinstance(raw, dict) and not {"amount", "currency"} & set(raw) else None
    if table is None:
        state = FactState.ABSENT if raw is None else FactState.KNOWN
        return _made(definition, state, raw, {}, now)
    word = table.get("state", "known")
    if word not in list(FactState):
        return None
    return _made(definition, FactState(word), table.get("value"), table, now)


def _made(definition: FactDef, state: FactState, raw: object, more: Mapping[str, Any], now: datetime) -> Fact | None:
    value = read_plain(definition.type, raw) if state is FactState.KNOWN else None
    if state is FactState.KNOWN and value is None:
        return None
    as_of = read_datetime(more["as_of"]) if "as_of" in more else now
    if as_of is None:
        return None
    evidence = tuple(
        (str(e[0]), str(e[1]), str(e[2]))
        for e in more.get("evidence", ())
        if isinstance(e, list | tuple) and len(e) == 3
    )
    source = str(more.get("source", definition.source))
    reason = clip(str(more["reason"])) if "reason" in more else None
    if state is FactState.FAILED:
        reason = reason or "failed"
    return Fact(definition.name, state, value, source, as_of, 0, evidence, reason)
