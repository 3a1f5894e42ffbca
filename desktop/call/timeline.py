"""Everything that happened with a customer as one list, newest first, whatever system it came from. Pure."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from datetime import date, datetime
from operator import attrgetter

from connectors.records import Case, CustomerEvent, Feedback, Interaction, Invoice, Order, Record
from desktop.call.readings import is_instant
from desktop.call.state import CallInfo, Part, TimelineGroup, TimelineItem
from desktop.rules.clock import Zone

KINDS = ("interactions", "cases", "feedback", "orders", "invoices", "events")
"""The parts on the timeline; of two things at the same instant the earlier kind stands first."""

_SPOKEN = frozenset({"voice", "call", "phone", "telephone", "callback"})
_AT: Callable[[TimelineItem], datetime] = attrgetter("at")

StartOf = Callable[[date], datetime | None]


class Timeline:
    """Builds the timeline of one call; a part that did not change is not read again (parts compare by identity)."""

    def __init__(self, zone: Zone) -> None:
        self._zone = zone
        self._days: dict[date, datetime | None] = {}
        self._read: dict[str, tuple[Sequence[Record], list[TimelineItem]]] = {}
        self._shown: tuple[TimelineItem, ...] = ()
        self._made_of: tuple[object, ...] = ()

    def items(self, info: CallInfo, parts: Mapping[str, Part], call_id: str | None = None) -> tuple[TimelineItem, ...]:
        """All dated records, newest first, under the row of the call itself while it is on.

        Records without a usable time are left to their panels. What is only planned is not history: of dated events
        appointments count, once they are past. A system's own record of this very call (`call_id`) is left out,
        since the live row stands for it.
        """
        rows = {kind: parts[kind].rows if kind in parts else () for kind in KINDS}
        began = info.answered_at or info.started_at
        made_of = (*(id(rows[kind]) for kind in KINDS), began, info.ended_at is None, call_id)
        if made_of != self._made_of:
            items = [item for kind in KINDS for item in self._of(kind, rows[kind], began, call_id)]
            items.sort(key=_AT, reverse=True)
            live = [TimelineItem(began, TimelineGroup.LIVE)] if info.ended_at is None else []
            self._shown, self._made_of = (*live, *items), made_of
        return self._shown

    def _of(self, kind: str, rows: Sequence[Record], began: datetime, call_id: str | None) -> list[TimelineItem]:
        held = self._read.get(kind)
        if held is None or held[0] is not rows:
            held = (rows, list(_items(rows, self._start_of)))
            self._read[kind] = held
        if kind == "events":
            return [item for item in held[1] if item.at < began]
        if kind != "interactions" or call_id is None:
            return held[1]
        return [item for item in held[1] if getattr(item.record, "call_id", None) != call_id]

    def _start_of(self, day: date) -> datetime | None:
        if day not in self._days:
            try:
                self._days[day] = self._zone.start_of_day(day)
            except (OverflowError, ValueError):
                self._days[day] = None
        return self._days[day]


def _items(rows: Sequence[Record], start_of: StartOf) -> Iterable[TimelineItem]:
    for row in rows:
        at, group = _placed(row, start_of)
        if at is not None and is_instant(at):
            yield TimelineItem(at, group, row)


def _placed(row: Record, start_of: StartOf) -> tuple[datetime | None, TimelineGroup]:
    match row:
        case Interaction():
            spoken = (row.channel or "").casefold() in _SPOKEN
            return row.at, TimelineGroup.CALLS if spoken else TimelineGroup.DIGITAL
        case Case():
            return row.opened_at or row.updated_at, TimelineGroup.CASES
        case Feedback():
            return row.at, TimelineGroup.FEEDBACK
        case Order():
            return row.placed_at or _day(row.placed_on, start_of), TimelineGroup.ORDERS
        case Invoice():
            return _day(row.issued_on, start_of), TimelineGroup.ORDERS
        case CustomerEvent() if row.kind == "appointment":
            return row.at or _day(row.on, start_of), TimelineGroup.ORDERS
        case _:
            return None, TimelineGroup.ORDERS


def _day(day: date | None, start_of: StartOf) -> datetime | None:
    return start_of(day) if day is not None else None
