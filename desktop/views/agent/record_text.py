"""What of a record can be searched for, and when it happened: pure, no Qt."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, datetime

from connectors.records import (
    Case,
    Customer,
    CustomerEvent,
    Feedback,
    Interaction,
    Invoice,
    Order,
    Record,
    Row,
    Status,
)


def search_text(record: Record | None) -> str:
    """Everything a person may look for in this record, casefolded, one blank between the parts."""
    if record is None:
        return ""
    return " ".join(part for part in _parts(record) if part).casefold()


def _parts(record: Record) -> Iterator[str | None]:
    match record:
        case Order():
            yield from (record.number or record.id, _label(record.status), _label(record.fulfillment))
            yield from (line.name for line in record.lines)
            yield from (parcel.tracking for parcel in record.shipments)
        case Invoice():
            yield from (record.number or record.id, _label(record.status))
            yield from (line.name for line in record.lines)
        case Case():
            yield from (record.number or record.id, record.subject, record.category)
            yield from (_label(record.status), record.owner)
        case Interaction():
            yield from (record.subject, record.summary, record.outcome, record.agent, record.queue, record.channel)
        case Feedback():
            yield from (record.metric, record.comment, record.about)
        case CustomerEvent():
            yield from (record.kind, record.label)
        case Customer():
            yield from (record.name, record.organization, *record.emails, *(phone.raw for phone in record.phones))
        case Row():
            yield from (value for value in record.cells.values() if isinstance(value, str))


def _label(status: Status | None) -> str | None:
    return None if status is None else status.label


def moment_of(record: Record) -> datetime | date | None:
    """When it happened: an instant where the system knows one, else the day."""
    match record:
        case Order():
            return record.placed_at or record.placed_on
        case Invoice():
            return record.issued_on
        case Case():
            return record.updated_at or record.opened_at
        case Interaction() | Feedback():
            return record.at
        case CustomerEvent():
            return record.at or record.on
        case Customer():
            return record.since
        case Row():
            return None


def matches(needle: str, haystack: str) -> bool:
    """Whether every word of the casefolded `needle` occurs in `haystack`."""
    return all(word in haystack for word in needle.split())
