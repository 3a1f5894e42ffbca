"""What one call leaves in the journal: notes gathered for a moment, promises committed with their writes."""

from __future__ import annotations

import asyncio
from collections.abc import Callable
from typing import TYPE_CHECKING

from desktop.store.errors import StoreError
from desktop.store.records import JournalEntry

if TYPE_CHECKING:
    from desktop.call.context import Context
    from desktop.store.records import JsonMap, OutboxDraft

GATHER_S = 0.05
"""What happens within this time is journaled in one commit, behind the look into the cache."""


class CallLog:
    """The journal of one call; `customer` tells whose call it is at the moment of writing."""

    def __init__(self, call_id: str, context: Context, customer: Callable[[], str | None]) -> None:
        self._call_id = call_id
        self._context = context
        self._customer = customer
        self._gathered: list[JournalEntry] = []

    def entry(self, kind: str, data: JsonMap) -> JournalEntry:
        """An entry about this call, now."""
        return JournalEntry(self._call_id, kind, self._context.clock.now(), dict(data), self._customer())

    def note(self, kind: str, data: JsonMap) -> None:
        """Journal something soon; a journal that cannot be written never stops a call."""
        self._gathered.append(self.entry(kind, data))
        if len(self._gathered) == 1:
            asyncio.get_running_loop().call_later(GATHER_S, self.flush)

    def flush(self) -> None:
        """Journal what has been gathered."""
        if self._gathered:
            self._context.tasks.start(self.close())

    async def close(self) -> None:
        """Journal what has been gathered, and wait until it is there."""
        entries, self._gathered = self._gathered, []
        if not entries:
            return
        try:
            await self._context.db.run(lambda store: store.journal.append_all(entries))
        except StoreError as error:
            self._context.report(error)

    async def promise(self, entry: JournalEntry, drafts: list[OutboxDraft], hold_s: float = 0.0) -> None:
        """Journal and outbox in one transaction; raises StoreError, and then neither is there.

        The entry is made when the agent says yes, as the drafts are: saved, it may be another who is on the line.
        For `hold_s` seconds nothing is sent. What happened before goes before it into the journal.
        """
        await self.close()
        await self._context.db.run(lambda store: store.promise(drafts, [entry], hold_s))
        self._context.delivery.wake()
