"""What an author changed between two versions of a playbook's rules, setting by setting."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, fields, is_dataclass
from datetime import timedelta
from enum import Enum

from desktop.rules.actions import FOREVER
from desktop.rules.bundle import Bundle
from desktop.rules.nodes import Node
from desktop.rules.normalize import key
from desktop.rules.printer import print_node
from desktop.rules.problems import Place
from desktop.rules.schema import FactDef
from desktop.rules.tables import Hit, Table
from desktop.rules.values import Money, literal_text

POLICY = "policy"
_PLACES = ("place", "key_places")
_HIDDEN = (*_PLACES, "id", "name", "no_overlap", "rows", "columns", "tests", "note")


@dataclass(frozen=True, slots=True)
class Setting:
    """One setting that differs, as written before and after; blank where it was not there."""

    name: str
    before: str = ""
    after: str = ""


@dataclass(frozen=True, slots=True)
class RuleEdit:
    """A rule, fact or policy that was added, removed or changed, and where it stands now (or stood)."""

    rule: str
    kind: str
    settings: tuple[Setting, ...] = ()
    place: Place = Place()


def rule_edits(old: Bundle, new: Bundle) -> Iterator[RuleEdit]:
    """Everything that differs, by id: conditions by their meaning, all else as written."""
    before, after = dict(_rules(old)), dict(_rules(new))
    places = {rule: (place.file, place.line, rule) for rule, (place, _) in (before | after).items()}
    for rule in sorted(places, key=lambda rule: places[rule]):
        if rule not in before:
            place, settings = after[rule]
            yield RuleEdit(rule, "added", differing({}, settings), place)
        elif rule not in after:
            place, settings = before[rule]
            yield RuleEdit(rule, "removed", differing(settings, {}), place)
        else:
            found = differing(before[rule][1], after[rule][1])
            if rule.startswith("table "):
                found = (*found, *_order(old, new, rule.removeprefix("table ")))
            if found:
                yield RuleEdit(rule, "changed", found, after[rule][0])


Values = Mapping[str, object]


def _rules(bundle: Bundle) -> Iterator[tuple[str, tuple[Place, Values]]]:
    """The settings of everything an author can change, by a name that tells what it is."""
    for definition in bundle.schema.facts.values():
        if not definition.name.startswith("decision."):
            yield f"fact {definition.name}", (Place(), _fact(definition))
    for table in bundle.tables:
        yield f"table {table.id}", (table.place, _of(table) | _columns(table))
        for row in table.rows:
            outputs = dict(zip(table.output_names, row.outputs, strict=True))
            yield f"{table.id}/{row.id}", (row.place, {"when": row.condition, **outputs})
    for group in bundle.catalogue.groups.values():
        yield f"group {group.id}", (group.place, _of(group))
    for action in bundle.catalogue.actions.values():
        yield f"action {action.id}", (action.place, _of(action))
    yield POLICY, (Place("policy.toml"), _of(bundle.policy))


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


def differing(before: Values, after: Values) -> tuple[Setting, ...]:
    """The settings that are not the same, by name: conditions by their meaning, all else as written."""
    names = dict.fromkeys((*before, *after))
    return tuple(
        Setting(name, _say(before.get(name), print_node), _say(after.get(name), print_node))
        for name in names
        if _say(before.get(name), key) != _say(after.get(name), key)
    )


def _order(old: Bundle, new: Bundle, table_id: str) -> tuple[Setting, ...]:
    """The order of the rows both versions have, where the hit policy reads it."""
    tables = old.table(table_id), new.table(table_id)
    if any(table is None or table.hit not in (Hit.FIRST, Hit.RULE_ORDER) for table in tables):
        return ()
    ids = [[row.id for row in table.rows] for table in tables if table is not None]
    orders = [", ".join(row for row in own if row in other) for own, other in (ids, ids[::-1])]
    return (Setting("order of rows", orders[0], orders[1]),) if orders[0] != orders[1] else ()


def _say(value: object, node_text: Callable[[Node], str]) -> str:
    """A setting as text: conditions through `node_text`, empty ones as nothing."""
    if value is None or value in ((), ""):
        return ""
    if isinstance(value, Node):
        return node_text(value)
    if isinstance(value, Enum):
        return str(value.value)
    if isinstance(value, Mapping):
        return ", ".join(f"{name} = {_say(item, node_text)}" for name, item in value.items())
    if isinstance(value, tuple):
        return "; ".join(_say(item, node_text) for item in value)
    if is_dataclass(value) and not isinstance(value, Money):
        told = {f.name: _say(getattr(value, f.name), node_text) for f in fields(value) if f.name not in _PLACES}
        return ", ".join(f"{name} {text}" for name, text in told.items() if text)
    if isinstance(value, str):
        return value
    if isinstance(value, timedelta) and value == FOREVER:
        return "forever"
    return literal_text(value)  # type: ignore[arg-type]
