"""Decisions and explanations as plain JSON-able data, and facts read from such data."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import fields, is_dataclass, replace
from datetime import date, datetime, timedelta
from decimal import Decimal
from enum import Enum
from typing import Any

from desktop.rules.bundle import Bundle
from desktop.rules.decision import Decision
from desktop.rules.explain import Explanation
from desktop.rules.facts import Evidence, Fact, FactState
from desktop.rules.misfits import misfit, none_of
from desktop.rules.problems import Place, Problem, Span, clip, suggest
from desktop.rules.read_values import read_datetime, read_plain, said, wanted
from desktop.rules.schema import RESERVED, FactDef, Schema
from desktop.rules.seen import Seen, SeenFacts
from desktop.rules.toml_fields import MOST_NOTED
from desktop.rules.toml_read import unknown_key
from desktop.rules.values import DATETIME, Money, Value, datetime_text, duration_text, plain

Json = Any


def decision_report(decision: Decision) -> dict[str, Json]:
    """A decision as JSON-able data."""
    return _dict(decision)


def explanation_report(explanation: Explanation) -> dict[str, Json]:
    """An explanation as JSON-able data."""
    return _dict(explanation)


def facts_report(seen: SeenFacts) -> dict[str, Json]:
    """The facts that were given or follow from the time, as the rules see them: known, absent or unknown."""
    return {name: _fact(seen[name]) for name in sorted(seen) if _is_given(seen[name].fact)}


def _is_given(fact: Fact) -> bool:
    return not fact.name.startswith(RESERVED) and (fact.state is not FactState.PENDING or fact.as_of is not None)


def _fact(seen: Seen) -> dict[str, Json]:
    fact = seen.fact
    more = {"as_of": to_json(fact.as_of), "reason": fact.reason, "source": fact.source}
    return {
        "state": fact.state.value,
        "counts_as": seen.look.name.lower(),
        "stale": seen.stale,
        "value": to_json(fact.value),
        **{key: value for key, value in more.items() if value},
    }


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
    if isinstance(value, Span):
        value = value._asdict()
    if isinstance(value, Mapping):
        return {str(key): to_json(item) for key, item in value.items()}
    if isinstance(value, frozenset | set):
        return sorted(to_json(item) for item in value)
    if isinstance(value, list | tuple):
        return [to_json(item) for item in value]
    return value if isinstance(value, float) else str(value)


_SETTINGS = ("state", "value", "source", "as_of", "evidence", "reason")


def read_facts(
    data: Mapping[str, object], bundle: Bundle | Schema, *, now: datetime, file: str = ""
) -> tuple[list[Fact], list[Problem]]:
    """Facts from plain JSON or TOML data: a value, or {state, value, source, as_of, evidence}.

    Every name is among the facts or, as `rule_id`, among the problems.
    """
    schema = bundle.schema if isinstance(bundle, Bundle) else bundle
    facts: list[Fact] = []
    problems: list[Problem] = []
    for name, raw in data.items():
        place = Place(file, name, name)
        definition = schema.get(name)
        if definition is None:
            problem = place.problem("NAM001", name=name)
            mend = suggest(name, schema.facts, problem.span) if len(problems) < MOST_NOTED else None
            problems.append(replace(problem, suggestion=mend))
        elif name.startswith(RESERVED):
            problems.append(place.problem("NAM005", prefix=name.partition(".")[0] + "."))
        elif definition.derive is not None:
            problems.append(place.problem("NAM010", name=name))
        else:
            reader = _FactReader(definition, place, now)
            facts += reader.read(raw)
            problems += reader.problems
    return facts, problems


class _FactReader:
    """Reads one fact; what is wrong with it is never passed over."""

    def __init__(self, definition: FactDef, place: Place, now: datetime) -> None:
        self.definition = definition
        self.place = place
        self.now = now
        self.problems: list[Problem] = []

    def read(self, raw: object) -> list[Fact]:
        """The fact, or nothing and problems."""
        if not isinstance(raw, Mapping) or {"amount", "currency"} & set(raw):
            state = FactState.ABSENT if raw is None else FactState.KNOWN
            return self._made(state, raw, {})
        self.problems += [unknown_key(key, _SETTINGS, self.place) for key in raw if key not in _SETTINGS]
        word = raw.get("state", "known")
        if word not in list(FactState):
            self.problems.append(none_of(self.place, f"{self.definition.name}: state", list(FactState), word))
            return []
        state = FactState(word)
        if state is not FactState.KNOWN and raw.get("value") is not None:
            self._wrong("value", f"left out of a fact that is {state}", raw["value"])
        return self._made(state, raw.get("value"), raw)

    def _wrong(self, field: str, expected: str, raw: object) -> None:
        self.problems.append(misfit(self.place, f"{self.definition.name}: {field}", expected, raw))

    def _made(self, state: FactState, raw: object, more: Mapping[str, Any]) -> list[Fact]:
        value = self._value(raw) if state is FactState.KNOWN else None
        as_of = read_datetime(more["as_of"]) if "as_of" in more else self.now
        if as_of is None:
            self._wrong("as_of", wanted(DATETIME), more["as_of"])
        for key in ("source", "reason"):
            if not isinstance(more.get(key, ""), str):
                self._wrong(key, "a text", more[key])
        evidence = self._evidence(more.get("evidence", []))
        if self.problems:
            return []
        reason = clip(str(more["reason"])) if "reason" in more else None
        if state is FactState.FAILED:
            reason = reason or "failed"
        source = more.get("source", self.definition.source)
        return [Fact(self.definition.name, state, value, source, as_of, 0, evidence, reason)]

    def _value(self, raw: object) -> Value | None:
        type_, name = self.definition.type, self.definition.name
        value = read_plain(type_, raw)
        if value is None:
            problem = self.place.problem("TYP006", name=name, expected=wanted(type_), found=said(raw))
            mend = suggest(raw, type_.ids, problem.span, quote='"') if isinstance(raw, str) else None
            self.problems.append(replace(problem, suggestion=mend))
        return value

    def _evidence(self, raw: object) -> tuple[Evidence, ...]:
        rows: Sequence[Any] = raw if isinstance(raw, list | tuple) else [None]
        found = [(row[0], row[1], row[2]) for row in rows if _is_evidence(row)]
        if len(found) == len(rows):
            return tuple(found)
        self._wrong("evidence", 'a list such as [["order", "10022", "Order 10022"]]', raw)
        return ()


def _is_evidence(row: Any) -> bool:
    return isinstance(row, list | tuple) and len(row) == 3 and all(isinstance(part, str) for part in row)
