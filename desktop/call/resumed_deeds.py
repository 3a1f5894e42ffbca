"""After a crash: which deeds of the interrupted call can still be taken back, because nobody was told of them yet."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from contextlib import suppress
from dataclasses import dataclass
from datetime import datetime
from types import MappingProxyType
from typing import TYPE_CHECKING

from desktop.call.undo import DEED, UNDONE, deed_of, undone
from desktop.store.errors import StoreError
from desktop.store.journal import Kind

if TYPE_CHECKING:
    from desktop.store.records import JournalEntry, OutboxRow
    from desktop.store.store import Store

AGAIN_S = 60.0
"""What was not sent before the crash waits so long for the agent, who has to find the way back first."""
UNDOES: Mapping[str, Kind] = MappingProxyType(
    {
        Kind.ACTION_ACCEPTED.value: Kind.ACTION_UNDONE,
        Kind.STEP_DONE.value: Kind.STEP_UNDONE,
        Kind.MACRO_RUN.value: Kind.MACRO_UNDONE,
    }
)


@dataclass(frozen=True, slots=True)
class Before:
    """What an interrupted call has left: its journal, the keys of its writes, and of those surely not sent."""

    entries: tuple[JournalEntry, ...]
    keys: tuple[str, ...] = ()
    unsent: frozenset[str] = frozenset()


def before_the_crash(store: Store, call_id: str, until: datetime | None) -> Before:
    """Look at what is left of a call; what is unsent is held `until` then, where the site lets deeds be taken back."""
    entries = store.journal.of_call(call_id)
    if until is None:
        return Before(entries)
    with suppress(StoreError):  # where nothing can be written, it is sent as it would have been
        store.outbox.hold_again(call_id, until)
    rows: Sequence[OutboxRow] = store.outbox.of_call(call_id)
    unsent = frozenset(row.key for row in rows if store.outbox.can_take_back([row.key]))
    return Before(entries, tuple(row.key for row in rows), unsent)


def unsent_deeds(before: Before) -> Iterator[tuple[JournalEntry, tuple[str, ...]]]:
    """Each deed of which nothing was sent, with its writes: those numbered between it and the deed before."""
    gone, last = undone(before.entries), 0
    for entry in before.entries:
        number = entry.data.get(DEED)
        if not isinstance(number, int) or entry.kind in UNDONE:
            continue
        own = tuple(key for key in before.keys if last < _number(key) < number and _operation(key) not in _OF_NO_DEED)
        last = number
        if entry.kind in UNDOES and own and before.unsent.issuperset(own) and deed_of(entry) not in gone:
            yield entry, own


_OF_NO_DEED = frozenset({"email.create", "customer.create"})
"""Letters are sent, and people made, by the agent's own hand, whatever deeds stand before and after."""


def _operation(key: str) -> str:
    return key.rpartition(":")[0].rpartition(":")[2]


def _number(key: str) -> int:
    tail = key.rpartition(":")[2]
    return int(tail) if tail.isascii() and tail.isdigit() else 0
