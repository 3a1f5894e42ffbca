"""Which rules an author changed between two versions of a playbook: added, removed, or meaning something else."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, fields, is_dataclass
from datetime import timedelta
from enum import Enum

from desktop.rules.actions import FOREVER
from desktop.rules.bundle import Bundle
from desktop.rules.nodes import Node
from desktop.rules.normalize import key
from desktop.rules.schema import FactDef
from desktop.rules.tables import Hit, Table
from desktop.rules.values import Money, literal_text

POLICY = "policy"
_PLACES = ("place", "key_places")
_HIDDEN = (*_PLACES, "id", "name", "no_overlap", "rows", "columns", "tests", "note")


@dataclass(frozen=True, slots=True)
class RuleEdit:
    """A rule, fact or policy that was added, removed or changed."""

    rule: str
    kind: str


def rule_edits(old: Bundle, new: Bundle) -> Iterator[RuleEdit]:
    """Everything that differs, by id: conditions by their meaning, all else as written."""
    before, after = dict(_rules(old)), dict(_rules(new))
    for rule in sorted(before.keys() | after.keys()):
        if rule not in before:
            yield RuleEdit(rule, "added")
        elif rule not in after:
            yield RuleEdit(rule, "removed")
        elif _differ(before[rule], after[rule]) or _is_in_another_order(old, new, rule):
            yield RuleEdit(rule, "changed")


Values = Mapping[str, object]


def _rules(bundle: Bundle) -> Iterator[tuple[str, Values]]:
    """The settings of everything an author can change, by a name that tells what it is."""
    for definition in bundle.schema.facts.values():
        if not definition.name.startswith("decision."):
            yield f"fact {definition.name}", _fact(definition)
    for table in bundle.tables:
        yield f"table {table.id}", _of(table) | _columns(table)
        for row in table.rows:
            outputs = dict(zip(table.output_names, row.outputs, strict=True))
            yield f"{table.id}/{row.id}", {"when": row.condition, **outputs}
    for group in bundle.catalogue.groups.values():
        yield f"group {group.id}", _of(group)
    for action in bundle.catalogue.actions.values():
        yield f"action {action.id}", _of(action)
    yield POLICY, _of(bundle.policy)


def _of(item: object) -> dict[str, object]:
    """The settings of a rule: those of its gates one by one."""
    found = {f.name: getattr(item, f.name) for f in fields(item) if f.name not in _HIDDEN}  # type: ignore[arg-type]
    gates = found.pop("gates", {})
    return found | {gate.value: node for gate, node in gates.items()}


def _fact(definition: FactDef) -> dict[str, object]:
    settings = _of(definition)
    type_ = definition.type
    members = tuple(f"{m.id} ({m.label})" for m in type_.members)
    return settings | {"type": type_.words, "members": members, "scale": type_.scale, "fold": type_.fold}


def _columns(table: Table) -> dict[str, object]:
    return {f"values of {column.name}": column.values for column in table.outputs if column.values}


def _differ(before: Values, after: Values) -> bool:
    return any(_say(before.get(name)) != _say(after.get(name)) for name in before.keys() | after.keys())


def _is_in_another_order(old: Bundle, new: Bundle, rule: str) -> bool:
    """Whether the rows both versions have stand in another order, where the hit policy reads it."""
    tables = [bundle.table(rule.removeprefix("table ")) for bundle in (old, new)] if rule.startswith("table ") else []
    orders = [[row.id for row in table.rows] for table in tables if table and table.hit in (Hit.FIRST, Hit.RULE_ORDER)]
    if len(orders) < 2:
        return False
    return [row for row in orders[0] if row in orders[1]] != [row for row in orders[1] if row in orders[0]]


def _say(value: object) -> str:
    """A setting as text that is the same where it means the same; empty ones as nothing."""
    if value is None or value in ((), ""):
        return ""
    if isinstance(value, Node):
        return key(value)
    if isinstance(value, Enum):
        return str(value.value)
    if isinstance(value, Mapping):
        return ", ".join(f"{name} = {_say(item)}" for name, item in value.items())
    if isinstance(value, tuple):
        return "; ".join(map(_say, value))
    if is_dataclass(value) and not isinstance(value, Money):
        told = {f.name: _say(getattr(value, f.name)) for f in fields(value) if f.name not in _PLACES}
        return ", ".join(f"{name} {text}" for name, text in told.items() if text)
    if isinstance(value, str):
        return value
    if isinstance(value, timedelta) and value == FOREVER:
        return "forever"
    return literal_text(value)  # type: ignore[arg-type]
