"""What is known of each kind of record on a call, system by system, and how it reads as one."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, date, datetime, time
from typing import TYPE_CHECKING

from connectors.connector import list_kinds
from connectors.records import Case, CustomerEvent, Feedback, Interaction, Invoice, Order
from desktop.call.state import Part, PartStatus

if TYPE_CHECKING:
    from connectors.connector import ListKind, Page
    from connectors.records import Record
    from desktop.call.state import Trouble

_LONG_AGO = datetime(1900, 1, 1, tzinfo=UTC)


@dataclass
class _Share:
    """One system's share of a part."""

    asked: bool = False
    live: bool = False
    slow: bool = False
    truncated: bool = False
    rows: tuple[Record, ...] = ()
    cached_at: datetime | None = None
    trouble: Trouble | None = None


class Parts:
    """All parts of one call; `view` keeps an unchanged part's identity so the screen can compare with `is`."""

    def __init__(self, offered: Mapping[str, frozenset[str]]) -> None:
        self._offered = offered
        self._kinds = list_kinds(offered.values())
        self._shares: dict[ListKind, dict[str, _Share]] = {}
        self._views: dict[str, Part] = {}
        self.clear()

    def clear(self) -> None:
        """Forget everything: another person is on the line."""
        self._shares = {kind: {} for kind in self._kinds}
        self._views = {kind: self._build(kind) for kind in self._kinds}

    def cached(self, parts: Mapping[ListKind, Sequence[Record]], fetched_at: datetime) -> None:
        """Fill from the cache what no live answer has filled yet."""
        for kind, rows in parts.items():
            if kind not in self._shares:
                continue  # a table that no system offers any more
            for system in self._systems(kind):
                share = self._share(kind, system)
                if not share.live:
                    share.rows = tuple(row for row in rows if row.provenance.system == system)
                    share.cached_at = fetched_at
            self._changed(kind)

    def asking(self, system: str, kinds: Iterable[ListKind]) -> None:
        """A system has been asked for these kinds."""
        for kind in kinds:
            self._share(kind, system).asked = True
            self._changed(kind)

    def forget(self, system: str) -> None:
        """What this system said was about another id, or somebody it no longer knows."""
        for kind, by_system in self._shares.items():
            if by_system.pop(system, None) is not None:
                by_system[system] = _Share()
                self._changed(kind)

    def slow(self, system: str, kind: ListKind) -> None:
        """A system is past its verdict; its answer may still come."""
        self._share(kind, system).slow = True
        self._changed(kind)

    def answered(self, system: str, kind: ListKind, page: Page[Record]) -> None:
        """A system answered."""
        self._shares[kind][system] = _Share(asked=True, live=True, rows=page.rows, truncated=page.truncated)
        self._changed(kind)

    def failed(self, system: str, kind: ListKind, trouble: Trouble) -> None:
        """A system could not answer; rows from the cache stay."""
        share = self._share(kind, system)
        share.slow, share.trouble = False, trouble
        self._changed(kind)

    def unknown_there(self, system: str) -> None:
        """A system answered that it does not know this person: it has nothing, which is an answer."""
        for kind in self._kinds:
            if system in self._systems(kind):
                self._shares[kind][system] = _Share(asked=True, live=True)
                self._changed(kind)

    def unreachable(self, system: str, trouble: Trouble) -> None:
        """A system could not even be asked for this person's records."""
        for kind in self._kinds:
            if system in self._systems(kind) and not self._share(kind, system).live:
                self.failed(system, kind, trouble)

    def view(self) -> Mapping[str, Part]:
        """Every kind as one part."""
        return dict(self._views)

    def rows(self) -> Mapping[ListKind, tuple[Record, ...]]:
        """The rows of every kind that every system has told, for the cache: what nobody told is not nothing."""
        return {kind: self._views[kind].rows for kind in self._kinds if self._told(kind)}

    def complete(self) -> bool:
        """Whether every part has its live answer from every system that has some of it."""
        offered = [kind for kind in self._kinds if self._systems(kind)]
        return bool(offered) and all(map(self._told, offered))

    def settled(self) -> bool:
        """Whether every system has answered, or cannot."""
        pairs = [(kind, system) for kind in self._kinds for system in self._systems(kind)]
        known = [self._shares[kind].get(system) for kind, system in pairs]
        return bool(known) and all(share is not None and (share.live or share.trouble) for share in known)

    def _told(self, kind: ListKind) -> bool:
        systems, shares = self._systems(kind), self._shares[kind]
        return bool(systems) and all(system in shares and shares[system].live for system in systems)

    def _systems(self, kind: ListKind) -> tuple[str, ...]:
        return tuple(name for name, operations in self._offered.items() if f"{kind}.list" in operations)

    def _share(self, kind: ListKind, system: str) -> _Share:
        return self._shares[kind].setdefault(system, _Share())

    def _changed(self, kind: ListKind) -> None:
        view = self._build(kind)
        if view != self._views[kind]:
            self._views[kind] = view

    def _build(self, kind: ListKind) -> Part:
        systems = self._systems(kind)
        if not systems:
            return Part(PartStatus.NOT_OFFERED)
        begun = bool(self._shares[kind])
        shares = [self._shares[kind].get(name, _Share()) for name in systems] if begun else []
        rows = sorted((row for share in shares for row in share.rows), key=newest_first, reverse=True)
        cached = [share.cached_at for share in shares if share.cached_at is not None and not share.live]
        # What was read before the call is a copy, although its source has answered.
        copies = [
            row.provenance.as_of
            for share in shares
            if share.live
            for row in share.rows
            if row.provenance.source == "cache" and row.provenance.as_of is not None
        ]
        status = _status(shares)
        return Part(
            status=PartStatus.CACHED if copies and status is PartStatus.LIVE else status,
            rows=tuple(rows),
            systems=systems,
            as_of=min([*cached, *copies], default=None),
            trouble=next((share.trouble for share in shares if share.trouble is not None), None),
            slow=any(share.slow for share in shares),
            truncated=any(share.truncated for share in shares),
        )


def _status(shares: Sequence[_Share]) -> PartStatus:
    if not shares:
        return PartStatus.IDLE
    unanswered = [share for share in shares if not share.live]
    if not unanswered:
        return PartStatus.LIVE
    if all(share.cached_at is not None for share in unanswered):
        return PartStatus.CACHED
    if any(share.trouble is not None for share in unanswered):
        return PartStatus.FAILED
    return PartStatus.WAITING


def newest_first(record: Record) -> datetime:
    """The instant a record belongs to in a list; a day counts from its midnight, no date at all comes last."""
    match record:
        case Order():
            return _instant(record.placed_at, record.placed_on)
        case Invoice():
            return _instant(None, record.issued_on)
        case Case():
            return _instant(record.opened_at, None)
        case Interaction() | Feedback():
            return _instant(record.at, None)
        case CustomerEvent():
            return _instant(record.at, record.on)
        case _:
            return _LONG_AGO


def _instant(at: datetime | None, on: date | None) -> datetime:
    if at is not None:
        return at
    return datetime.combine(on, time.min, UTC) if on is not None else _LONG_AGO
