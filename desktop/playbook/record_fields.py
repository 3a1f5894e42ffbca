"""What one record of each kind has to say, as typed names for the conditions of derived facts.

`desktop.call.record_values` reads them off the records; a test holds the two together.
"""

from __future__ import annotations

from collections.abc import Mapping
from types import MappingProxyType

from connectors.records import (
    CASE_PRIORITIES,
    CASE_STATUSES,
    EVENT_KINDS,
    FEEDBACK_METRICS,
    FULFILLMENT_STATUSES,
    ORDER_STATUSES,
    PAYMENT_STATUSES,
)
from desktop.rules.schema import FactDef, Schema
from desktop.rules.values import Kind, Member, Type

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


def schema_of(kind: str, currency: str) -> Schema:
    """The fields of one kind of record as facts; money is in the playbook's currency."""
    return Schema({name: FactDef(name, _label(name), _type(type_, currency)) for name, type_ in FIELDS[kind].items()})


def _label(name: str) -> str:
    return name.replace("_", " ").capitalize()


def _type(type_: str | tuple[str, ...], currency: str) -> Type:
    if isinstance(type_, tuple):
        return Type(Kind.ENUM, members=tuple(Member(word, _label(word)) for word in type_))
    return Type(Kind(type_), currency=currency if type_ == "money" else "")
