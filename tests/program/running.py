"""The whole core on a plain loop, as `open_core` puts it together: real store, real databases, the io and db threads."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager
from datetime import UTC, datetime
from pathlib import Path

from connectors.telephony.events import CallEvent, CallEventType
from desktop.call.state import CallState, DeskState, IdentityStatus, PartStatus, Phase
from desktop.core import Core, Options, open_core
from desktop.settings import Place
from desktop.store.errors import StoreError
from desktop.store.keys import FixedKeys

KEYS = FixedKeys(b"k" * 32)
PATIENCE_S = 60.0


class Running:
    """A running core, with ways to ring, to wait and to look."""

    def __init__(self, core: Core, failures: list[BaseException]) -> None:
        self.core = core
        self.desk = core.desk
        self.failures = failures
        self.calls: list[CallState] = []
        self.desks: list[DeskState] = []
        self._news = asyncio.Event()
        self._rung = 0
        core.desk.subscribe(self)

    def on_call(self, state: CallState) -> None:
        self.calls.append(state)
        self._news.set()

    def on_desk(self, state: DeskState) -> None:
        self.desks.append(state)
        self._news.set()

    def on_raise(self) -> None:
        self._news.set()

    async def until(self, fits: Callable[[], object]) -> None:
        """Wait for something that is published; looked at again with all news."""
        async with asyncio.timeout(PATIENCE_S):
            while not fits():
                self._news.clear()
                await self._news.wait()

    async def line(self, source: str) -> None:
        """Wait until this phone is connected."""
        await self.until(lambda: any(line.source == source and line.connected for line in self.desk.state.lines))

    def event(self, kind: CallEventType, phone_id: str, ani: str | None = None) -> None:
        self.desk.signal(CallEvent("program", phone_id, kind, datetime.now(UTC), ani=ani, withheld=ani is None))

    async def ring(self, ani: str | None) -> str:
        """A call that only announces itself, as of a program that hands calls over; answers our id of it."""
        before = {tab.call_id for tab in self.desk.state.tabs}
        self._rung += 1
        self.event(CallEventType.RINGING, f"call-{self._rung}", ani)
        return await self.new_call(before)

    async def new_call(self, before: set[str] | frozenset[str] = frozenset()) -> str:
        await self.until(lambda: {tab.call_id for tab in self.desk.state.tabs} - before)
        return next(tab.call_id for tab in self.desk.state.tabs if tab.call_id not in before)

    def state(self, call_id: str) -> CallState:
        found = self.desk.call(call_id)
        assert found is not None, "the call is gone"
        return found

    async def seen(self, call_id: str, fits: Callable[[CallState], object]) -> CallState:
        await self.until(lambda: fits(self.state(call_id)))
        return self.state(call_id)

    async def filled(self, call_id: str) -> CallState:
        """The call when it is known who it is and every source has had its say."""
        return await self.seen(call_id, is_filled)

    async def end(self, call_id: str) -> None:
        """The agent says that a call which only announced itself is over."""
        self.desk.answer(call_id)
        self.desk.hang_up(call_id)
        await self.seen(call_id, lambda state: state.phase is Phase.WRAP_UP)

    async def finish(self, call_id: str, notes: str) -> None:
        """Notes, the first disposition, and saved."""
        self.desk.put_notes(call_id, notes)
        view = self.state(call_id).wrap_up
        if view.disposition is None and view.dispositions:
            self.desk.set_disposition(call_id, view.dispositions[0].id)
        self.desk.finish(call_id)
        await self.until(lambda: self.desk.call(call_id) is None)


def is_filled(state: CallState) -> bool:
    return (
        state.identity.status is not IdentityStatus.LOOKING
        and state.decision is not None
        and not {part.status for part in state.parts.values()} & _pending(state)
    )


def _pending(state: CallState) -> set[PartStatus]:
    """A part is idle while nobody is known to ask about: then, and only then, it is not still to come."""
    known = state.identity.status is IdentityStatus.IDENTIFIED
    return {PartStatus.WAITING, PartStatus.IDLE} if known else {PartStatus.WAITING}


@asynccontextmanager
async def running(place: Place, **options: object) -> AsyncIterator[Running]:
    """The core of a place, open and listening; nothing it reported was unexpected."""
    failures: list[BaseException] = []
    given = {"agent": "Ana", "report": failures.append, "keys": KEYS, "doors": False, **options}
    core = await open_core(place, Options(**given))  # type: ignore[arg-type]
    found = Running(core, failures)
    try:
        await core.desk.start()
        yield found
    finally:
        await core.close()
    unsaid = () if core.desk.state.store_problem is None else (StoreError,)
    assert [error for error in failures if not isinstance(error, unsaid)] == []


def place_in(folder: Path) -> Place:
    """A site folder with a profile of its own."""
    return Place(folder / "site", folder / "profile")
