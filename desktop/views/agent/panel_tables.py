"""What a panel is about and what it shows, as data: no words of its own."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from types import MappingProxyType
from typing import TYPE_CHECKING, Any

from desktop.call.journey import JOURNEY_PARTS
from desktop.call.state import IdentityStatus, Part, PartStatus, told
from desktop.views.agent.panel_models import Column, RowWords

if TYPE_CHECKING:
    from connectors.merge import MergedCustomer
    from connectors.records import Customer
    from desktop.call.state import CallState
    from desktop.playbook.panel_read import PanelColumn, PanelSpec

PART_OF: Mapping[str, str] = MappingProxyType(
    {
        **{name: name for name in ("orders", "invoices", "cases", "feedback", "interactions", "events")},
        "contract": "events",
    }
)
"""The part of the call's records behind each panel that lists records."""
PREFERENCES, JOURNEY, KNOWLEDGE = "preferences", "journey", "knowledge"
MADE = (PREFERENCES, JOURNEY, KNOWLEDGE)
"""Panels that show something else than the records of one part."""

_NO_LABELS: Mapping[str, str] = MappingProxyType({})


@dataclass(frozen=True, slots=True)
class Topic:
    """What a panel is about: `labels` name systems, `invoice` is the one of several that is shown line by line."""

    panel: str
    spec: PanelSpec | None = None
    person: MergedCustomer | None = None
    labels: Mapping[str, str] = field(default_factory=lambda: _NO_LABELS)
    invoice: int = 0

    @property
    def customer(self) -> Customer | None:
        """The person, best values first."""
        return self.person.customer if self.person is not None else None

    @property
    def columns(self) -> tuple[PanelColumn, ...]:
        """The columns the playbook wants; none for the usual ones."""
        return self.spec.columns if self.spec is not None else ()


@dataclass(frozen=True, slots=True)
class Table:
    """What a panel shows: columns, records, how to word one, and the parts of its summary, most important first."""

    columns: tuple[Column, ...]
    records: Sequence[object]
    word: Callable[[Any], RowWords]
    summary: tuple[str, ...] = ()


def is_table(panel: str, state: CallState) -> bool:
    """Whether a panel is one that shows rows: built in, or a table of the site's own."""
    spec = state.panels.specs.get(panel)
    return panel in PART_OF or panel in MADE or (spec is not None and bool(spec.table))


def topic_of(panel: str, state: CallState, invoice: int = 0) -> Topic:
    """What this panel is about on this call."""
    labels = {source.name: source.label for source in state.sources}
    return Topic(panel, state.panels.specs.get(panel), state.identity.customer, labels, invoice)


def part_of(panel: str, state: CallState) -> Part:
    """How far what a panel shows has come, with the records of panels that list records."""
    if panel == PREFERENCES:
        return _record_itself(state)
    if panel == JOURNEY:
        return _all_of([state.parts.get(kind) or Part() for kind in JOURNEY_PARTS])
    if panel == KNOWLEDGE:
        return Part(PartStatus.LIVE)
    spec = state.panels.specs.get(panel)
    name = spec.table if spec is not None and spec.table else PART_OF.get(panel, "")
    found = state.parts.get(name)
    if found is not None:
        return told(found, state.sources)
    return Part(PartStatus.NOT_OFFERED if name and name not in PART_OF else PartStatus.IDLE)


def awaited(panel: str, state: CallState) -> tuple[str, ...]:
    """The systems from which more of what a panel shows may come."""
    if panel != JOURNEY:
        return part_of(panel, state).systems
    parts = [part for kind in JOURNEY_PARTS if (part := state.parts.get(kind)) is not None]
    waiting = [part for part in parts if part.status is PartStatus.WAITING]
    return tuple(dict.fromkeys(system for part in waiting for system in part.systems))


def rows_of(panel: str, state: CallState) -> Sequence[object]:
    """What a panel lists, newest or nearest first."""
    if panel == JOURNEY:
        return state.panels.journey
    if panel == KNOWLEDGE:
        return [article for article in state.panels.articles if article.fit != "other"]
    return part_of(panel, state).rows


def _record_itself(state: CallState) -> Part:
    """The customer record: as live or as old as the name above the page."""
    who = state.identity
    if who.customer is None:
        waiting = who.status is IdentityStatus.LOOKING
        return Part(PartStatus.WAITING if waiting else PartStatus.IDLE)
    asked = [source for source in state.sources if source.name in who.customer.ids]
    failed = next((source.trouble for source in asked if source.status == "failed"), None)
    systems = tuple(source.name for source in asked)
    status = PartStatus.LIVE if who.cached_at is None else PartStatus.CACHED
    return Part(status, systems=systems, as_of=who.cached_at, trouble=failed)


def _all_of(parts: Sequence[Part]) -> Part:
    """Several parts as one, as far as the least of them: a journey with a gap must say so."""
    offered = [part for part in parts if part.status is not PartStatus.NOT_OFFERED]
    if not offered:
        return Part(PartStatus.NOT_OFFERED)
    order = (PartStatus.WAITING, PartStatus.FAILED, PartStatus.CACHED, PartStatus.IDLE, PartStatus.LIVE)
    return Part(
        status=min((part.status for part in offered), key=order.index),
        systems=tuple(dict.fromkeys(system for part in offered for system in part.systems)),
        as_of=min((part.as_of for part in offered if part.as_of and part.status is PartStatus.CACHED), default=None),
        trouble=next((part.trouble for part in offered if part.trouble is not None), None),
        slow=any(part.slow for part in offered),
        truncated=any(part.truncated for part in offered),
    )
