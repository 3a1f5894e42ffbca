"""What the fields of a record say, by the names that `desktop.playbook.record_fields` gives them."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta
from decimal import Decimal
from types import MappingProxyType
from typing import Any

from connectors.records import Money as RecordMoney
from connectors.records import Row, Status
from desktop.call.found import text
from desktop.call.readings import (
    Moment,
    amount_due,
    days_late,
    disputed_line,
    event_day,
    goods,
    is_amount,
    is_complaint,
    is_open,
    is_open_case,
    is_overdue,
    is_past_promise,
    order_number,
    placed_on,
    promised_on,
)
from desktop.rules.schema import Schema
from desktop.rules.values import Kind, Money, Value


@dataclass(frozen=True, slots=True)
class Reading:
    """When records are read, and what makes a case a complaint."""

    moment: Moment
    complaints: tuple[str, ...]


Read = Callable[[Any, Reading], Value | None]


def _text(name: str) -> Read:
    return lambda record, _: text(getattr(record, name)).value


def _word(name: str) -> Read:
    def read(record: Any, _: Reading) -> Value | None:
        status: Status | None = getattr(record, name)
        return status.value if status is not None else None

    return read


def _money(amount: Callable[[Any], RecordMoney | None]) -> Read:
    def read(record: Any, _: Reading) -> Value | None:
        found = amount(record)
        return Money(found.amount, found.currency) if found is not None and is_amount(found) else None

    return read


def _day(name: str) -> Read:
    """The local day of an instant."""
    return lambda record, reading: reading.moment.day_of(getattr(record, name))


VALUES: Mapping[str, Mapping[str, Read]] = MappingProxyType(
    {
        "orders": {
            "number": lambda order, _: order_number(order),
            "goods": lambda order, _: text(goods(order)).value,
            "channel": _text("channel"),
            "placed": lambda order, reading: placed_on(order, reading.moment),
            "promised": lambda order, _: promised_on(order),
            "total": _money(lambda order: order.total),
            "open": lambda order, _: is_open(order),
            "days_late": lambda order, reading: days_late(order, reading.moment.today),
            "lines": lambda order, _: len(order.lines),
            "status": _word("status"),
            "payment": _word("payment"),
            "fulfillment": _word("fulfillment"),
        },
        "invoices": {
            "number": lambda invoice, _: invoice.number or invoice.id,
            "issued": lambda invoice, _: invoice.issued_on,
            "due": lambda invoice, _: invoice.due_on,
            "total": _money(lambda invoice: invoice.total),
            "open_amount": _money(amount_due),
            "overdue": lambda invoice, reading: is_overdue(invoice, reading.moment.today),
            "disputed": lambda invoice, _: disputed_line(invoice) is not None,
            "status": lambda invoice, _: invoice.status.label if invoice.status else None,
        },
        "cases": {
            "number": lambda case, _: case.number or case.id,
            "subject": _text("subject"),
            "category": _text("category"),
            "owner": _text("owner"),
            "queue": _text("queue"),
            "opened": _day("opened_at"),
            "updated": _day("updated_at"),
            "resolved": _day("resolved_at"),
            "due": _day("due_at"),
            "open": lambda case, _: is_open_case(case),
            "complaint": lambda case, reading: is_complaint(case, reading.complaints),
            "past_promise": lambda case, reading: is_past_promise(case, reading.moment.now),
            "status": _word("status"),
            "priority": _word("priority"),
        },
        "interactions": {
            "channel": _text("channel"),
            "direction": _text("direction"),
            "at": _day("at"),
            "duration": lambda row, _: timedelta(seconds=row.duration_s) if row.duration_s is not None else None,
            "agent": _text("agent"),
            "queue": _text("queue"),
            "subject": _text("subject"),
            "summary": _text("summary"),
            "outcome": _text("outcome"),
        },
        "feedback": {
            "metric": lambda row, _: row.metric,
            "score": lambda row, _: row.score,
            "comment": _text("comment"),
            "at": _day("at"),
            "about": _text("about"),
        },
        "events": {
            "kind": lambda event, _: event.kind,
            "on": lambda event, reading: event_day(event, reading.moment),
            "label": _text("label"),
            "amount": _money(lambda event: event.amount),
        },
    }
)
"""By kind of record and name of a field: how it is read; None where the record does not say."""


def own_values(schema: Schema) -> Mapping[str, Read]:
    """How each column of a table of the site's own is read; what is no row of such a table says nothing."""
    return {name: _cell(name, definition.type.kind) for name, definition in schema.facts.items()}


def _whole(value: int, kind: Kind) -> Value:
    """A whole number as its column means it: databases keep yes and no as 1 and 0, and card numbers as numbers."""
    if kind is Kind.BOOL and value in (0, 1):
        return bool(value)
    return Decimal(value) if kind is Kind.DECIMAL else str(value) if kind is Kind.TEXT else value


def _cell(name: str, kind: Kind) -> Read:
    def read(row: Any, reading: Reading) -> Value | None:
        value = row.cells.get(name) if isinstance(row, Row) else None
        if isinstance(value, RecordMoney):
            return Money(value.amount, value.currency) if is_amount(value) else None
        if isinstance(value, datetime):
            return reading.moment.day_of(value) if kind is Kind.DATE else value
        if isinstance(value, int) and not isinstance(value, bool):
            return _whole(value, kind)
        return text(value).value if isinstance(value, str) else value

    return read
