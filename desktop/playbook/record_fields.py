"""What one record of each kind has to say, as typed names for the conditions of derived facts.

`desktop.call.record_values` reads them off the records; a test holds the two together.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from functools import lru_cache
from types import MappingProxyType
from typing import TYPE_CHECKING

from connectors.records import (
    CASE_PRIORITIES,
    CASE_STATUSES,
    EVENT_KINDS,
    FEEDBACK_METRICS,
    FULFILLMENT_STATUSES,
    ORDER_STATUSES,
    PAYMENT_STATUSES,
)
from desktop.rules.schema import NAME, FactDef, Schema
from desktop.rules.values import Kind, Member, Type

if TYPE_CHECKING:
    from desktop.playbook.panel_read import PanelSpec

FIELDS: Mapping[str, Mapping[str, str | tuple[str, ...]]] = MappingProxyType(
    {
        "orders": {
            **{"number": "text", "goods": "text", "channel": "text", "placed": "date", "promised": "date"},
            **{"total": "money", "open": "bool", "days_late": "int", "lines": "int"},
            **{"status": ORDER_STATUSES, "payment": PAYMENT_STATUSES, "fulfillment": FULFILLMENT_STATUSES},
        },
        "invoices": {
            **{"number": "text", "issued": "date", "due": "date", "total": "money", "open_amount": "money"},
            **{"overdue": "bool", "disputed": "bool", "status": "text"},
        },
        "cases": {
            **{"number": "text", "subject": "text", "category": "text", "owner": "text", "queue": "text"},
            **{"opened": "date", "updated": "date", "resolved": "date", "due": "date"},
            **{"open": "bool", "complaint": "bool", "past_promise": "bool"},
            **{"status": CASE_STATUSES, "priority": CASE_PRIORITIES},
        },
        "interactions": {
            **{"channel": "text", "direction": "text", "at": "date", "duration": "duration", "agent": "text"},
            **{"queue": "text", "subject": "text", "summary": "text", "outcome": "text"},
        },
        "feedback": {"metric": FEEDBACK_METRICS, "score": "decimal", "comment": "text", "at": "date", "about": "text"},
        "events": {"kind": EVENT_KINDS, "on": "date", "label": "text", "amount": "money"},
    }
)
"""By kind of record: the name of a field, and its type or the closed list of its values."""
MAIN_DATE: Mapping[str, str] = MappingProxyType(
    {
        "orders": "placed",
        "invoices": "issued",
        "cases": "opened",
        "interactions": "at",
        "feedback": "at",
        "events": "on",
    }
)
"""The date that tells which record of a kind is the latest, where a derived fact names no other."""


@dataclass(frozen=True, slots=True)
class Countable:
    """One kind of record as derived facts see it; `by` is its main date, "" where it has none."""

    kind: str
    schema: Schema
    by: str = ""
    own: bool = False


def countable_kinds(panels: Mapping[str, PanelSpec], currency: str) -> Mapping[str, Countable]:
    """Everything that can be counted on: our own kinds, then the tables that panels of the site's own show."""
    found = {kind: Countable(kind, schema_of(kind, currency), MAIN_DATE[kind]) for kind in FIELDS}
    for panel in panels.values():
        if panel.table and panel.table not in FIELDS:
            columns = {column.field: column for column in panel.columns if NAME.fullmatch(column.field)}
            before = found[panel.table].schema.facts if panel.table in found else {}
            facts = {
                name: FactDef(name, column.label, _type(column.type, currency)) for name, column in columns.items()
            }
            schema = Schema({**facts, **before})
            dates = [name for name, fact in schema.facts.items() if fact.type.kind is Kind.DATE]
            found[panel.table] = Countable(panel.table, schema, dates[0] if dates else "", own=True)
    return MappingProxyType(found)


@lru_cache(maxsize=64)
def schema_of(kind: str, currency: str) -> Schema:
    """The fields of one kind of record as facts; money is in the playbook's currency."""
    return Schema({name: FactDef(name, _label(name), _type(type_, currency)) for name, type_ in FIELDS[kind].items()})


def _label(name: str) -> str:
    return name.replace("_", " ").capitalize()


def _type(type_: str | tuple[str, ...], currency: str) -> Type:
    if isinstance(type_, tuple):
        return Type(Kind.ENUM, members=tuple(Member(word, _label(word)) for word in type_))
    return Type(Kind(type_), currency=currency if type_ == "money" else "")
