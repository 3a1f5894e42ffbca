"""A call of the journal as a test case: its kept facts, and what the agent saw as what is expected."""

from __future__ import annotations

import json
from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from desktop.playbook.kept_facts import facts_for_case
from desktop.rules.bundle import Bundle
from desktop.rules.case_run import play
from desktop.rules.cases import Case, Step
from desktop.rules.report import read_facts
from desktop.rules.values import datetime_text


@dataclass(frozen=True, slots=True)
class KeptCall:
    """What the journal keeps of a finished call for a case: `shown` are all actions the agent saw."""

    call_type: str
    chosen: bool
    facts: Mapping[str, Any]
    shown: Sequence[str]


@dataclass(frozen=True, slots=True)
class CaseFromCall:
    """The case as text, and what of the call it does not show: `left` names facts, the call type and actions."""

    id: str
    text: str
    left: tuple[str, ...]


def case_from(call: KeptCall, bundle: Bundle, clock: datetime, taken: Collection[str]) -> CaseFromCall | None:
    """The case, with a name none of `taken` has; None where the playbook now decides nothing of it as it was then.

    Only what comes out again is expected: the agent's reactions, and what the customer was shown before, are not kept.
    """
    written = facts_for_case(call.facts, bundle.schema, clock)
    facts, problems = read_facts(written, bundle, now=clock)
    lost = [problem.rule_id for problem in problems]
    written = {name: value for name, value in written.items() if name not in lost}
    chosen = call.call_type if call.chosen else None
    decision = next(play(Case("", (Step(tuple(facts), call_type=chosen),), clock), bundle)).decision
    shown = {entry.id for entry in decision.actions.shown}
    again = [action for action in dict.fromkeys(call.shown) if action in shown]
    lost += [action for action in dict.fromkeys(call.shown) if action not in shown]
    same_type = decision.call_type.value == call.call_type
    if not same_type:
        lost.append(f"the call type {call.call_type}")
    if not same_type and not again:
        return None
    name = _name(call.call_type, taken)
    lines = [*_head(name, chosen), *_expected(call.call_type if same_type else None, again), *_facts(written)]
    return CaseFromCall(name, "\n".join(lines) + "\n", tuple(lost))


def _name(call_type: str, taken: Collection[str]) -> str:
    stem, number = f"from-a-call-{call_type.replace('_', '-')}", 1
    while f"{stem}-{number}" in taken:
        number += 1
    return f"{stem}-{number}"


def _head(name: str, chosen: str | None) -> Iterator[str]:
    yield "[[case]]"
    yield f"id = {_toml(name)}"
    if chosen is not None:
        yield f"call_type = {_toml(chosen)}"


def _expected(call_type: str | None, actions: list[str]) -> Iterator[str]:
    if call_type is not None:
        yield f"expect.call_type = {_toml(call_type)}"
    if actions:
        yield f"expect.actions.has = {_toml(actions)}"


def _facts(facts: Mapping[str, Any]) -> Iterator[str]:
    if facts:
        yield "[case.facts]"
        yield from (f"{_toml(name)} = {_toml(value)}" for name, value in facts.items())


def _toml(value: Any) -> str:
    if isinstance(value, datetime):
        return datetime_text(value)
    if isinstance(value, date):
        return value.isoformat()
    if isinstance(value, dict):
        return "{ " + ", ".join(f"{name} = {_toml(inner)}" for name, inner in value.items()) + " }"
    if isinstance(value, list):
        return "[" + ", ".join(map(_toml, value)) + "]"
    return json.dumps(value, ensure_ascii=False).replace("\x7f", "\\u007f")
