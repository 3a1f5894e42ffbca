"""Brings the desk of the demo into every state its screen knows, one after the other, for pictures of all of them.

Nothing is pretended: databases are really locked, a phone really goes, a playbook really cannot be read. Only when
it is told may be put off until a picture is taken.
"""

from __future__ import annotations

import asyncio
import shutil
import tempfile
from collections.abc import Awaitable, Callable, Iterator
from contextlib import ExitStack, contextmanager
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, Any

from connectors.errors import ConnectorError
from connectors.telephony.events import LineState
from connectors.telephony.player import DemoPlayer
from desktop.call.desk_state import Phase
from desktop.call.state import CallState, IdentityStatus, PartStatus
from desktop.director import Director, Watch, filled, locked, looked_up
from desktop.playbook.loader import load_playbook
from desktop.playbook.problems import PlaybookError
from resources.demo.site_files import playbook_folder

if TYPE_CHECKING:
    from desktop.core import Core

PLAYBOOK = "fernvik"
NOTE = "Customer asked about the parcel; told the day it comes."
_READS = ("find_by_phone", "find_by_email", "find_by_id", "get", "list")


class StatePlayer(DemoPlayer):
    """The demo's phone with a plug that can be pulled."""

    def plug(self, *, in_: bool) -> None:
        """Say that the line is there, or gone; called on the io loop."""
        self._emit(LineState(self.name, in_, "ok" if in_ else "lost"))


class States(Director):
    """One walk through every state; `watch` sees each, with its number and its name."""

    def __init__(self, core: Core, player: StatePlayer, watch: Watch) -> None:
        super().__init__(core, player, watch)
        self._phone = player
        self._number = 0

    async def play_all(self) -> None:
        """All of them, in the order of an agent's day."""
        await self._see("idle")
        await self._one_call()
        await self._silent_systems()
        await self._known_from_before()
        await self._strangers()
        await self._which_of_them()
        await self._trouble()
        await self._see("idle_after_calls")

    async def _see(self, state: str) -> None:
        self._number += 1
        await self._watch(f"{self._number:02}", state)

    async def _ring(self, scenario: str) -> str:
        before = {tab.call_id for tab in self._desk.state.tabs}
        self._core.io.call_soon(lambda: self._player.ring(scenario))
        return await self._new_call(before)

    async def _answer(self, scenario: str) -> str:
        """A call from ring to conversation, with all that is known."""
        call_id = await self._ring(scenario)
        await self._until(call_id, looked_up)
        await self._take(call_id)
        await self._until(call_id, filled)
        return call_id

    async def _take(self, call_id: str) -> None:
        self._desk.answer(call_id)
        await self._until(call_id, lambda state: state.phase is Phase.TALKING)

    async def _close(self, call_id: str, note: str = NOTE) -> None:
        self._desk.hang_up(call_id)
        await self._until(call_id, lambda state: state.phase is Phase.WRAP_UP)
        await self._finish(call_id, note)

    async def _one_call(self) -> None:
        """Ringing, talking, hold, a second call beside it, and the work after it."""
        call_id = await self._ring("billing_dispute")
        await self._until(call_id, looked_up)
        await self._see("ringing")
        await self._take(call_id)
        await self._until(call_id, filled)
        await self._walk(call_id)
        await self._see("talking")
        self._desk.hold(call_id)
        await self._until(call_id, lambda state: state.phase is Phase.HELD)
        await self._see("hold")
        other = await self._ring("sales")
        await self._until(other, looked_up)
        await self._see("second_call_rings")
        self._desk.view(other)
        await self._take(other)
        await self._until(other, filled)
        await self._see("several_calls")
        await self._close(other)
        self._desk.view(call_id)
        self._desk.resume(call_id)
        await self._until(call_id, lambda state: state.phase is Phase.TALKING)
        self._desk.hang_up(call_id)
        await self._until(call_id, lambda state: state.phase is Phase.WRAP_UP)
        self._desk.put_notes(call_id, NOTE)
        await self._see("wrap_up")
        await self._finish(call_id, NOTE)

    async def _silent_systems(self) -> None:
        """Nothing answers at first, then one system still does not."""
        with ExitStack() as silent:
            for database in self._databases("shop", "voice"):
                silent.enter_context(locked(database))
            with self._held_back("shop", "voice"):
                call_id = await self._ring("order_status")
                await self._until(call_id, _identified)
                await self._take(call_id)
                await self._until(call_id, _waits)
                await self._see("loading")
                await self._until(call_id, _is_slow)
                await self._see("slow")
            await self._until(call_id, filled)
            await self._see("failed_source")
        await self._close(call_id)
        call_id = await self._answer("nothing_on_file")
        await self._see("empty")
        await self._close(call_id)

    async def _known_from_before(self) -> None:
        """A customer who has called before, while nothing answers: what is kept, with its age."""
        with ExitStack() as silent:
            for database in self._databases("crm", "shop", "voice"):
                silent.enter_context(locked(database))
            with self._held_back("crm", "shop", "voice"):
                call_id = await self._ring("order_status")
                await self._until(call_id, _identified)
                await self._take(call_id)
                await self._see("stale")
            await self._until(call_id, filled)
            await self._see("offline")
        await self._close(call_id)

    async def _strangers(self) -> None:
        """Nobody we know, nobody who says, and somebody who is found by a search."""
        call_id = await self._answer("unknown_number")
        await self._see("no_match")
        await self._close(call_id)
        call_id = await self._answer("withheld_number")
        await self._see("withheld")
        self._desk.search(call_id, "88977")
        await self._until(call_id, lambda state: state.search.status == "done")
        await self._see("found")
        await self._close(call_id)

    async def _which_of_them(self) -> None:
        """Several with one number; then it was somebody else."""
        call_id = await self._answer("household")
        await self._see("several_matches")
        self._desk.choose_customer(call_id, self._state(call_id).identity.candidates[0].customer.key)
        await self._until(call_id, _identified)
        await self._until(call_id, filled)
        self._desk.put_notes(call_id, NOTE)
        self._desk.not_this_person(call_id)
        await self._until(call_id, lambda state: state.identity.customer is None)
        await self._see("wrong_person")
        await self._close(call_id)

    async def _trouble(self) -> None:
        """A phone that is gone and a playbook that cannot be used, in calls of long and of mirrored names."""
        call_id = await self._answer("long_name")
        self._core.io.call_soon(lambda: self._phone.plug(in_=False))
        await self._lines(connected=False)
        await self._see("phone_trouble")
        self._core.io.call_soon(lambda: self._phone.plug(in_=True))
        await self._lines(connected=True)
        await self._close(call_id)
        call_id = await self._answer("right_to_left")
        self._desk.refuse_playbook(await self._core.io.run(_problems()))
        await self._see("rules_trouble")
        await self._close(call_id)

    @contextmanager
    def _held_back(self, *systems: str) -> Iterator[None]:
        """What these systems say is handed on afterwards only: on a busy machine a picture is taken late."""
        told = asyncio.Event()
        held = [(each, name) for each in self._core.connectors if each.name in systems for name in _READS]
        for connector, name in held:
            setattr(connector, name, partial(_after, told, getattr(connector, name)))
        try:
            yield
        finally:
            for connector, name in held:
                delattr(connector, name)
            self._core.io.call_soon(told.set)

    async def _lines(self, *, connected: bool) -> None:
        while all(line.connected for line in self._desk.state.lines) is not connected:
            await self._more_news()

    def _databases(self, *systems: str) -> list[Path]:
        return [getattr(self._company.paths, system) for system in systems] if self._company is not None else []


async def _after(told: asyncio.Event, ask: Callable[..., Awaitable[Any]], *given: Any, **named: Any) -> Any:
    """The outcome of a question, once it may be told."""
    try:
        answer = await ask(*given, **named)
    except ConnectorError:
        await told.wait()
        raise
    await told.wait()
    return answer


async def _problems() -> tuple[str, ...]:
    """What is said of a playbook that somebody is in the middle of writing."""
    with tempfile.TemporaryDirectory(prefix="callside-playbook-") as folder:
        copy = Path(folder, PLAYBOOK)
        shutil.copytree(playbook_folder(PLAYBOOK), copy)
        with (copy / "playbook.toml").open("a", encoding="utf-8") as file:
            file.write('\nlater = "to be written"\n')
        try:
            load_playbook(copy)
        except PlaybookError as error:
            return tuple(str(problem) for problem in error.problems)
    return ()


def _identified(state: CallState) -> bool:
    return state.identity.status is IdentityStatus.IDENTIFIED


def _is_slow(state: CallState) -> bool:
    asked = [source.status for source in state.sources]
    return "slow" in asked and "asking" not in asked


def _waits(state: CallState) -> bool:
    return any(part.status is PartStatus.WAITING for part in state.parts.values())
