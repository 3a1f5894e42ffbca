"""What the journal remembers about offers to a customer, as the contact policy reads it."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime
from typing import TYPE_CHECKING

from desktop.call.undo import standing
from desktop.rules.actions import Outcome
from desktop.rules.contact import ContactEvent

if TYPE_CHECKING:
    from desktop.store.records import JournalEntry, JsonMap


def contact_events(entries: Iterable[JournalEntry]) -> tuple[ContactEvent, ...]:
    """Journal entries about actions as contact events, without what was taken back; others are left out."""
    return tuple(event for entry in standing(entries) if (event := _event(entry)) is not None)


def _event(entry: JournalEntry) -> ContactEvent | None:
    action, outcome = entry.data.get("action"), entry.data.get("outcome")
    if not isinstance(action, str) or outcome not in _OUTCOMES:
        return None
    group, channel = _text(entry.data, "group"), _text(entry.data, "channel")
    return ContactEvent(action, _OUTCOMES[outcome], entry.at, group, channel, _instant(_text(entry.data, "until")))


_OUTCOMES: dict[object, Outcome] = {outcome.value: outcome for outcome in Outcome}


def _text(data: JsonMap, key: str) -> str:
    value = data.get(key)
    return value if isinstance(value, str) else ""


def _instant(text: str) -> datetime | None:
    try:
        at = datetime.fromisoformat(text)
    except ValueError:
        return None
    return at if at.tzinfo is not None else None
