"""Taking back what the agent has just said yes to, as long as nothing of it was sent.

What is promised waits in the outbox for the site's window. Until a system has been given the first of it, the whole
deed can be taken back: its writes leave the outbox in the transaction that journals it, and what it did here is undone.
"""

from __future__ import annotations

import asyncio
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from desktop.call.deed_views import UndoView
from desktop.store.errors import StoreError
from desktop.store.journal import Kind

if TYPE_CHECKING:
    from desktop.call.call_log import CallLog
    from desktop.call.context import Context
    from desktop.call.tasks import UnderWay
    from desktop.store.records import JournalEntry, JsonMap

LOOK_AGAIN_S = 2.0
"""Behind the window: a system that is down has not been given it yet, so it can still be taken back."""
UNDONE = frozenset(
    kind.value for kind in (Kind.ACTION_UNDONE, Kind.STEP_UNDONE, Kind.MACRO_UNDONE, Kind.CUSTOMER_CHANGE_UNDONE)
)
DEED = "deed"

Back = Callable[[], None]


@dataclass(frozen=True, slots=True)
class Deed:
    """Something that was done: its journal entry, its writes, what takes back what it did here.

    `kind` is what taking it back is journaled as; `kept` is called when it can no longer be taken back.
    """

    entry: JournalEntry
    kind: str
    title: str
    keys: tuple[str, ...]
    back: tuple[Back, ...]
    kept: Back
    refused: Back


class Undo:
    """The deeds of one call that may still be taken back, the latest first."""

    def __init__(self, context: Context, log: CallLog, under_way: UnderWay, settle: Callable[[], None]) -> None:
        self._context = context
        self._under_way = under_way
        self._log = log
        self._settle = settle
        self._open: list[Deed] = []
        self._timer: asyncio.TimerHandle | None = None
        self._ends = 0.0
        self._going: Deed | None = None
        self.view: UndoView | None = None

    @property
    def window_s(self) -> float:
        """How long what is promised is held back."""
        return self._context.undo_s

    def offer(self, deed: Deed, wait_s: float | None = None) -> None:
        """This is done, and can be taken back: for the site's window, or another time that its writes are held."""
        self._open.append(deed)
        self._show()
        self._arm(self.window_s if wait_s is None else wait_s)

    def undo(self) -> None:
        """Take back the latest deed, which finishing waits for; a second press while that is written is none."""
        if self._open and self._going is None:
            self._going = self._open[-1]
            self._under_way.start(self._take_back(self._going))

    async def _take_back(self, deed: Deed) -> None:
        data: JsonMap = {**deed.entry.data, "keys": list(deed.keys), "outcome": "undone"}
        entry = replace(deed.entry, kind=deed.kind, at=self._context.clock.now(), data=data)
        await self._log.close()
        try:
            taken = await self._context.db.run(lambda store: store.take_back(deed.keys, [entry]))
        except StoreError as error:
            self._context.report(error)
            taken = False
        self._going = None
        if deed not in self._open:
            if not taken:
                deed.kept()
            return
        self._open.remove(deed)
        for step in reversed(deed.back) if taken else (deed.refused, deed.kept):
            step()
        self._show()
        self._settle()

    def close(self) -> None:
        """The call is over: what was done stays done, but for what is being taken back at this moment."""
        if self._timer is not None:
            self._timer.cancel()
            self._timer = None
        for deed in self._open:
            if deed is not self._going:
                deed.kept()
        self._open = []
        self._show()

    # -- until it is sent ----------------------------------------------------------------------------------

    def _show(self) -> None:
        self.view = UndoView(self._open[-1].title) if self._open else None

    def _arm(self, wait: float) -> None:
        """Look after so long; another deed within its window puts the look off, never forward."""
        loop = asyncio.get_running_loop()
        self._ends = max(self._ends, loop.time() + wait)
        if self._timer is None:
            self._timer = loop.call_at(self._ends, self._look)

    def _look(self) -> None:
        self._timer = None
        if self._open:
            self._context.tasks.start(self._let_go())

    async def _let_go(self) -> None:
        """What was sent by now can no longer be taken back; what only happened here has had its time."""
        loop = asyncio.get_running_loop()
        if loop.time() < self._ends:
            self._timer = loop.call_at(self._ends, self._look)
            return
        for deed in tuple(self._open):
            if not await self._unsent(deed) and deed in self._open and self._going is None:
                self._open.remove(deed)
                deed.kept()
        self._show()
        self._settle()
        if self._open and self._timer is None:
            self._arm(LOOK_AGAIN_S)

    async def _unsent(self, deed: Deed) -> bool:
        if not deed.keys:
            return False
        try:
            return await self._context.db.run(lambda store: store.outbox.can_take_back(deed.keys))
        except StoreError as error:
            self._context.report(error)
            return False


def standing(entries: Iterable[JournalEntry]) -> tuple[JournalEntry, ...]:
    """The entries without those of deeds that were taken back."""
    kept = tuple(entries)
    gone = undone(kept)
    return tuple(entry for entry in kept if deed_of(entry) not in gone) if gone else kept


def undone(entries: Sequence[JournalEntry]) -> frozenset[tuple[str, int]]:
    """The deeds that were taken back, each by its call and number."""
    return frozenset(name for entry in entries if entry.kind in UNDONE and (name := deed_of(entry)) is not None)


def deed_of(entry: JournalEntry) -> tuple[str, int] | None:
    """The deed an entry tells of; None for any other."""
    number = entry.data.get(DEED)
    return (entry.call_id, number) if isinstance(number, int) else None
