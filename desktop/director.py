"""Plays the demo's calls unattended: does what an agent would do, and shows every stage to whoever watches."""

from __future__ import annotations

import asyncio
import sqlite3
from collections.abc import AsyncIterator, Awaitable, Callable, Iterator, Mapping
from contextlib import asynccontextmanager, closing, contextmanager
from dataclasses import dataclass
from datetime import timedelta
from pathlib import Path
from types import MappingProxyType
from typing import TYPE_CHECKING

from desktop.call.state import CallState, DeskState, IdentityStatus, PartStatus, Phase, SaveStatus, StepStatus

if TYPE_CHECKING:
    from connectors.telephony.player import DemoPlayer
    from desktop.core import Core

PATIENCE_S = 20.0
MOST_STEPS = 3
PROMISED_IN = timedelta(days=2)

Watch = Callable[[str, str], Awaitable[None]]
"""Called with the call's id and the stage that is on screen now."""


class PlayError(Exception):
    """The demo did not get to a stage in time."""


@dataclass(frozen=True, slots=True)
class Part:
    """What the agent does beside the usual in one call: a search, a new customer, a second caller, a dead source."""

    search: str | None = None
    create: tuple[str, str] | None = None
    second: str | None = None
    hold: bool = False
    dead_source: str | None = None
    decline: bool = False


PARTS: Mapping[str, Part] = MappingProxyType(
    {
        "billing_dispute": Part(hold=True, second="order_status"),
        "cancel": Part(decline=True),
        "unknown_number": Part(create=("Élodie Marchand", "elodie.marchand@example.com")),
        "withheld_number": Part(search="88977"),
        "parcel_pickup": Part(search="88977"),
        "refund_complaint": Part(dead_source="shop"),
    }
)


class Director:
    """One run through the demo; `watch` sees each stage before the next begins."""

    def __init__(self, core: Core, player: DemoPlayer, watch: Watch) -> None:
        self._core = core
        self._desk = core.desk
        self._player = player
        self._company = core.company
        self._watch = watch
        self._news = asyncio.Event()
        core.desk.subscribe(self)

    def on_call(self, state: CallState) -> None:
        """A call changed."""
        self._news.set()

    def on_desk(self, state: DeskState) -> None:
        """Something around the calls changed."""
        self._news.set()

    def on_raise(self) -> None:
        """Nobody raises a window here."""

    async def play(self, call_id: str) -> str | None:
        """One call from ring to saved wrap-up; returns what it was taken for once it was known who calls."""
        part = PARTS.get(call_id, Part())
        company = self._company
        dead = getattr(company.paths, part.dead_source) if company and part.dead_source else None
        with locked(dead):
            return await self._call(call_id, part)

    async def _call(self, scenario: str, part: Part) -> str | None:
        before = {tab.call_id for tab in self._desk.state.tabs}
        self._core.io.call_soon(lambda: self._player.ring(scenario))
        call_id = await self._new_call(before)
        await self._until(call_id, looked_up)
        await self._watch(scenario, "1-ringing")
        self._desk.answer(call_id)
        await self._until(call_id, lambda state: state.phase is Phase.TALKING)
        await self._until(call_id, filled)
        await self._watch(scenario, "2-answered")
        stranger = self._state(call_id).guide.call_type
        await self._find_out(scenario, call_id, part)
        known = (await self._until(call_id, lambda state: state.guide.call_type is not None)).guide.call_type
        # Nothing is on file about somebody who has just been created: what they were taken for before counts.
        taken_for = known if part.create is None else stranger
        await self._walk(call_id)
        await self._watch(scenario, "4-guide")
        await self._offer(scenario, call_id, part)
        if part.hold:
            await self._hold(scenario, call_id, part)
        await self._wrap_up(scenario, call_id)
        return taken_for

    async def _new_call(self, before: set[str]) -> str:
        """The call that has come and rings: one interrupted in an earlier run may come up meanwhile, and does not."""
        async with _patience("a ringing call"):
            while True:
                for tab in self._desk.state.tabs:
                    if tab.call_id not in before and tab.phase is Phase.RINGING:
                        return tab.call_id
                await self._more_news()

    async def _find_out(self, scenario: str, call_id: str, part: Part) -> None:
        """Pick one of several, search, or create, where the call did not bring the customer."""
        state = self._state(call_id)
        if state.identity.status is IdentityStatus.CHOOSE:
            self._desk.choose_customer(call_id, state.identity.candidates[0].customer.key)
        elif part.search is not None:
            self._desk.search(call_id, part.search)
            state = await self._until(call_id, lambda s: s.search.status == "done" and bool(s.search.results))
            await self._watch(scenario, "3-search")
            self._desk.choose_customer(call_id, state.search.results[0].customer.key)
        elif part.create is not None:
            name, email = part.create
            self._desk.create_customer(call_id, name, state.info.ani or "", email)
        else:
            return
        await self._until(call_id, lambda s: s.identity.status is IdentityStatus.IDENTIFIED)
        await self._until(call_id, filled)
        await self._watch(scenario, "3-identified")

    async def _walk(self, call_id: str) -> None:
        """Answer the first questions of the guide with their first answer."""
        for _ in range(MOST_STEPS):
            guide = self._state(call_id).guide
            step = next((step for step in guide.steps if step.status is StepStatus.CURRENT), None)
            if step is None or step.input not in ("none", "choice"):
                return
            self._desk.answer_step(call_id, step.id, step.choices[0].id if step.choices else "")
            await self._until(call_id, lambda s, g=guide: s.guide is not g and s.guide != g)  # type: ignore[misc]

    async def _offer(self, scenario: str, call_id: str, part: Part) -> None:
        """Accept the first card, or decline it with its first reason."""
        decision = self._state(call_id).decision
        if decision is None or not decision.actions.shown:
            return
        card = decision.actions.shown[0]
        if part.decline and card.decline_reasons:
            self._desk.decline(call_id, card.id, card.decline_reasons[0].id)
        else:
            self._desk.accept(call_id, card.id)
        await self._until(call_id, lambda s: any(note.action_id == card.id for note in s.action_log))
        await self._watch(scenario, "5-action")

    async def _hold(self, scenario: str, call_id: str, part: Part) -> None:
        """Put the caller on hold; where there is a second caller, that one rings meanwhile and gives up."""
        self._desk.hold(call_id)
        await self._until(call_id, lambda state: state.phase is Phase.HELD)
        await self._watch(scenario, "6-on-hold")
        if part.second is not None:
            before = {tab.call_id for tab in self._desk.state.tabs}
            self._core.io.call_soon(lambda: self._player.ring(str(part.second)))
            other = await self._new_call(before)
            await self._until(other, looked_up)
            await self._watch(scenario, "7-second-call")
            self._desk.hang_up(other)
            await self._gone(other)
        self._desk.view(call_id)
        self._desk.resume(call_id)
        await self._until(call_id, lambda state: state.phase is Phase.TALKING)

    async def _wrap_up(self, scenario: str, call_id: str) -> None:
        self._desk.hang_up(call_id)
        await self._until(call_id, lambda state: state.phase is Phase.WRAP_UP)
        opening = self._company.call(scenario).opening if self._company else ""
        self._desk.put_notes(call_id, f"Caller said: {opening}")
        state = self._state(call_id)
        if state.wrap_up.suggested_follow_up is not None:
            promise = state.wrap_up.suggested_follow_up
            self._desk.add_follow_up(call_id, promise.text, promise.due_on)
        self._choose_disposition(call_id)
        await self._until(call_id, lambda s: s.wrap_up.save is SaveStatus.SAVED)
        await self._watch(scenario, "8-wrap-up")
        await self._finish(call_id, None)
        await self._watch(scenario, "9-saved")

    def _choose_disposition(self, call_id: str) -> None:
        view = self._state(call_id).wrap_up
        if view.disposition is None and view.dispositions:
            self._desk.set_disposition(call_id, (*view.suggested, view.dispositions[0].id)[0])

    async def _finish(self, call_id: str, note: str | None) -> None:
        if note is not None:
            self._desk.put_notes(call_id, note)
            self._choose_disposition(call_id)
        self._desk.finish(call_id)
        await self._gone(call_id)

    async def _gone(self, call_id: str) -> None:
        """Wait until the call has left, and give what finishing it still needs."""
        async with _patience("a saved call"):
            while (state := self._desk.call(call_id)) is not None:
                if state.wrap_up.missing:
                    self._give(call_id, state)
                    self._desk.finish(call_id)
                await self._more_news()

    def _give(self, call_id: str, state: CallState) -> None:
        """Give the first thing that finishing with this disposition still needs."""
        what, _, step_id = state.wrap_up.missing[0].partition(":")
        soon = (state.info.started_at + PROMISED_IN).date()
        if what == "follow_up":
            self._desk.add_follow_up(call_id, "See that it has been done", soon)
        step = next((step for step in state.guide.steps if step.id == step_id), None)
        if step is not None:
            answers = {"text": "As agreed on the phone", "date": soon.isoformat(), "number": "1", "money": "10"}
            first = step.choices[0].id if step.choices else ""
            self._desk.answer_step(call_id, step_id, answers.get(step.input, first))

    def _state(self, call_id: str) -> CallState:
        state = self._desk.call(call_id)
        if state is None:
            raise PlayError("the call is gone")
        return state

    async def _until(self, call_id: str, fits: Callable[[CallState], bool]) -> CallState:
        async with _patience("the next stage"):
            while not fits(state := self._state(call_id)):
                await self._more_news()
            return state

    async def _more_news(self) -> None:
        self._news.clear()
        await self._news.wait()


@asynccontextmanager
async def _patience(what: str) -> AsyncIterator[None]:
    try:
        async with asyncio.timeout(PATIENCE_S):
            yield
    except TimeoutError:
        raise PlayError(f"waited {PATIENCE_S:.0f} s for {what}") from None


@contextmanager
def locked(database: Path | None) -> Iterator[None]:
    """A database that answers nobody for a while, as one that is being repaired does."""
    if database is None:
        yield
        return
    with closing(sqlite3.connect(database)) as holder:
        holder.execute("begin exclusive")
        yield


def looked_up(state: CallState) -> bool:
    """Whether it is clear who calls, and every part has an answer."""
    return state.identity.status is not IdentityStatus.LOOKING and filled(state)


def filled(state: CallState) -> bool:
    """Whether every part that is being asked for has an answer."""
    return all(part.status is not PartStatus.WAITING for part in state.parts.values())
