"""What of a call's facts may be kept for test cases: what the rules read, and nothing that tells who was on the line.

Kept are yes and no, choices, numbers, amounts, and how far away dates are. A text is kept only where the rules name it,
otherwise that there was one. What the caller typed or the agent noted, and what is worked out from it, is kept only as
far as it is a choice.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date, datetime, timedelta
from typing import Any

from desktop.playbook.derived_read import Derived, names_read
from desktop.rules.bundle import Bundle
from desktop.rules.compiled import conditions
from desktop.rules.nodes import names_in
from desktop.rules.report import to_json
from desktop.rules.schema import FactDef, Schema
from desktop.rules.seen import Look, SeenFacts
from desktop.rules.values import Kind, Money, Value, fold_text, plain

JsonMap = dict[str, Any]
TYPED = ("answers.", "ivr.")
"""Facts whose numbers and texts are what somebody typed."""
NAMED = "[named by no rule]"
SOMEBODY = "Ada Example"
_CHOICES = (Kind.BOOL, Kind.ENUM, Kind.SET)
_NUMBERS = (Kind.INT, Kind.DECIMAL, Kind.MONEY, Kind.DURATION)


def kept_facts(seen: SeenFacts, bundle: Bundle, now: datetime, today: date, derived: Sequence[Derived] = ()) -> JsonMap:
    """The facts of a call as they may be kept: values by name, dates as days from today, instants as seconds from now,
    names of texts no rule names, of personal ones, and of facts that are absent. `derived`: the playbook's own facts.
    """
    kept: JsonMap = {"values": {}, "days": {}, "seconds": {}, "texts": [], "personal": [], "absent": []}
    typed = _worked_out_of_typed(derived)
    for name in sorted(read_by_rules(bundle)):
        definition, found = bundle.schema.get(name), seen.get(name)
        if definition is None or definition.derive is not None or found is None or found.look is Look.UNKNOWN:
            continue
        if found.look is Look.ABSENT:
            kept["absent"].append(name)
        elif found.fact.value is not None:
            is_typed = name.startswith(TYPED) or name in typed
            _keep(kept, definition, found.fact.value, bundle, is_typed)
            if not is_typed:
                _keep_distance(kept, definition, found.fact.value, now, today)
    return kept


def read_by_rules(bundle: Bundle) -> set[str]:
    """The facts that the conditions of tables and actions read, also by way of the time."""
    names = {name for node in conditions(bundle.tables, bundle.catalogue) for name in names_in(node)}
    derived = [bundle.schema.facts[name].derive for name in names if name in bundle.schema.facts]
    return names | {derive.source for derive in derived if derive is not None}


def _worked_out_of_typed(derived: Sequence[Derived]) -> set[str]:
    """The derived facts that stand on something typed; each comes after those it stands on."""
    found: set[str] = set()
    for each in derived:
        if any(name.startswith(TYPED) or name in found for name in names_read(each)):
            found.add(each.name)
    return found


def _keep(kept: JsonMap, definition: FactDef, value: Value, bundle: Bundle, is_typed: bool) -> None:
    name, kind = definition.name, definition.type.kind
    if definition.pii:
        if kind is Kind.TEXT:
            kept["personal"].append(name)
    elif kind in _CHOICES or (kind in _NUMBERS and not is_typed):
        kept["values"][name] = _written(value)
    elif kind is Kind.TEXT:
        known = _named_by_rules(definition, str(value), bundle)
        if known is None:
            kept["texts"].append(name)
        else:
            kept["values"][name] = known


def _keep_distance(kept: JsonMap, definition: FactDef, value: Value, now: datetime, today: date) -> None:
    """A date or an instant, as how far away it is."""
    if definition.pii:
        return
    if isinstance(value, datetime):
        kept["seconds"][definition.name] = round((value - now).total_seconds())
    elif isinstance(value, date):
        kept["days"][definition.name] = (value - today).days


def _written(value: Value) -> Any:
    """A value as a test case writes it."""
    if isinstance(value, Money):
        return f"{plain(value.amount)} {value.currency}"
    return sorted(value) if isinstance(value, frozenset) else to_json(value)


def _named_by_rules(definition: FactDef, value: str, bundle: Bundle) -> str | None:
    """The text as the rules spell it, where they compare the fact with it."""
    constants = (text for text in bundle.constants.get(definition.name) or () if isinstance(text, str))
    fold = fold_text if definition.type.fold else str
    return next((text for text in constants if fold(text) == fold(value)), None)


def facts_for_case(kept: Mapping[str, Any], schema: Schema, clock: datetime) -> JsonMap:
    """Kept facts as a test case of that clock takes them, without those the playbook no longer has."""
    facts: JsonMap = dict(_table(kept, "values"))
    facts |= {name: clock.date() + timedelta(days=days) for name, days in _table(kept, "days").items()}
    facts |= {name: clock + timedelta(seconds=away) for name, away in _table(kept, "seconds").items()}
    facts |= dict.fromkeys(kept.get("texts", ()), NAMED)
    facts |= dict.fromkeys(kept.get("personal", ()), SOMEBODY)
    facts |= {name: {"state": "absent"} for name in kept.get("absent", ())}
    return {name: facts[name] for name in sorted(facts) if name in schema.facts}


def _table(kept: Mapping[str, Any], key: str) -> Mapping[str, Any]:
    found = kept.get(key, {})
    return found if isinstance(found, dict) else {}
