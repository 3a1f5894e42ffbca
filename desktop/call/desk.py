"""The desk: every call of this agent, and the one place the screen sends the agent's wishes to."""

from __future__ import annotations

import asyncio
import logging
from collections.abc import Callable, Mapping
from dataclasses import replace
from functools import partial
from typing import TYPE_CHECKING, Protocol

from connectors.telephony.events import CallEvent, CallEventType, LineState, PhoneCommand, TelephonyError
from connectors.telephony.intake import CallLedger
from desktop.call.between import Between
from desktop.call.in_view import next_in_view
from desktop.call.quick_texts import QuickTexts
from desktop.call.session import CallSession
from desktop.call.signing_in import sign_in
from desktop.call.state import CallState, DeskState, OutboxCount, Phase
from desktop.call.wishes import Wishes
from desktop.store.errors import StoreError

if TYPE_CHECKING:
    from datetime import date, datetime

    from connectors.errors import ConnectorError
    from connectors.telephony.events import TelephonySignal, TelephonySource
    from desktop.call.between_state import BetweenView
    from desktop.call.context import Context
    from desktop.call.learner import Learner
    from desktop.call.quick_texts import Expansion, QuickOption
    from desktop.playbook.model import Playbook
    from desktop.rules.explain import Explanation

log = logging.getLogger(__name__)

LISTEN_AGAIN_S = 5.0


class Listener(Protocol):
    """Who wants to know what changes at the desk."""

    def on_call(self, state: CallState) -> None:
        """A call changed."""

    def on_desk(self, state: DeskState) -> None:
        """Something around the calls changed."""

    def on_raise(self) -> None:
        """Another start of the program asks for the window."""


class Desk(Wishes):
    """Takes telephony events and the agent's wishes, keeps the calls, publishes what the screen shows.

    Everything here runs on the loop that made it; methods return at once and their effect arrives as state.
    """

    def __init__(self, context: Context) -> None:
        self._context = context
        self._sessions: dict[str, CallSession] = {}
        self._leaving: set[CallSession] = set()
        self._by_phone: dict[tuple[str, str], str] = {}
        self._ledger = CallLedger()
        self.quick_texts = QuickTexts(context)
        self._listeners: list[Listener] = []
        self._home = asyncio.get_running_loop()
        self._closing = False
        self.state = DeskState(
            agent=context.agent,
            company=context.company,
            store_mode=context.store_mode,
            store_problem=context.store_problem,
            playbook=context.playbook.name,
            playbook_version=context.playbook.version,
            practice=context.practice,
        )
        self.between = Between(context, self, can_dial=self._can_dial())
        self.state = replace(self.state, between=self.between.view)
        context.delivery.on_change = self._outbox_changed

    # -- life ----------------------------------------------------------------------------------------------

    def subscribe(self, listener: Listener) -> None:
        """Tell this listener everything from now on."""
        self._listeners.append(listener)

    async def start(self) -> None:
        """Show what a crash interrupted, then listen to the phones and send what waits."""
        await self._recover()
        await self._load_quick_texts()
        for phone in self._context.phones.values():
            self._context.tasks.start(self._listen(phone))
        self._context.tasks.start(self._context.delivery.run())
        self.between.start()

    async def close(self) -> None:
        """Write every draft, then let go of the phones; the callers' records leave with the sessions."""
        self._closing = True
        for session in (*self._sessions.values(), *self._leaving):
            await session.close()
        await self.quick_texts.close()
        await self._context.tasks.close()

    async def _listen(self, phone: TelephonySource) -> None:
        """Hear this phone until the end; one that falls over is said to be lost and tried again."""
        while not self._closing:
            try:
                await self._context.io.run(phone.run(self._from_phone))
            except Exception as error:  # noqa: BLE001  a phone may be anyone's code
                self._context.report(error)
                self.signal(LineState(phone.name, False, "lost"))
            await asyncio.sleep(LISTEN_AGAIN_S)

    def _from_phone(self, signal: TelephonySignal) -> None:
        """Called on the io loop; the desk lives on its own."""
        if not self._home.is_closed():
            self._home.call_soon_threadsafe(self.signal, signal)

    async def _recover(self) -> None:
        try:
            drafts = await self._context.db.run(lambda store: store.drafts.open())
            zone, now = self._context.zone, self._context.clock.now()
            morning = zone.start_of_day(zone.local_date(now))
            totals = await self._context.db.run(lambda store: store.journal.day_totals(morning, now))
        except StoreError as error:
            self._update(store_problem=error.code)
            return
        self._update(calls_today=totals.calls, handled_s_today=totals.handled_s)
        for draft in drafts:
            session = CallSession.recovered(draft, self._context, self)
            self._add(session)

    async def _load_quick_texts(self) -> None:
        try:
            await self.quick_texts.load()
        except StoreError as error:
            self._context.report(error)

    # -- what phones say -----------------------------------------------------------------------------------

    def signal(self, signal: TelephonySignal) -> None:
        """An event or a line state arrived."""
        if self._closing:
            return
        if isinstance(signal, LineState):
            self._update(lines=self.state.heard(signal, self._context.clock.now()))
            self.between.line_changed(connected=signal.connected)
            return
        event = self._ledger.accept(signal)
        if event is not None:
            self._call_event(event)

    def _call_event(self, event: CallEvent) -> None:
        session = self._sessions.get(self._by_phone.get((event.source, event.call_id), ""))
        if session is not None and event.type is CallEventType.RINGING and session.state.phase is Phase.WRAP_UP:
            session = None  # the phone counts from one again: another call, beside the one being wrapped up
        if session is not None:
            session.on_event(event)
        elif event.type is not CallEventType.ENDED:
            session = self._go_on(event) or self._begin(event)
        if session is not None and event.type is CallEventType.ANSWERED:
            self.view(session.id)

    def _go_on(self, event: CallEvent) -> CallSession | None:
        """A call that a crash interrupted, where this is it: the caller is still on the line."""
        session = next((each for each in self._sessions.values() if each.continues(event)), None)
        if session is not None:
            self._by_phone[event.source, event.call_id] = session.id
            session.go_on(event)
        return session

    def _begin(self, event: CallEvent) -> CallSession:
        session = CallSession.begun(event, self._context, self, self.between.errand_of(event))
        self._by_phone[event.source, event.call_id] = session.id
        self._add(session)
        return session

    def _add(self, session: CallSession) -> None:
        self._sessions[session.id] = session
        if self._free_to_show():
            # Told together with the call's first picture, which begins with who it is.
            self.state = replace(self.state, viewed=session.id)
        session.start()
        self.between.call_begins()

    def _free_to_show(self) -> bool:
        viewed = self._sessions.get(self.state.viewed or "")
        return viewed is None or viewed.state.phase is Phase.FINISHED

    # -- publishing ----------------------------------------------------------------------------------------

    def publish(self, state: CallState) -> None:
        """A call has a new state."""
        if state.phase is Phase.FINISHED:
            self._finished(state)
        for listener in self._listeners:
            listener.on_call(state)
        self._retab()

    def _finished(self, state: CallState) -> None:
        session = self._sessions.pop(state.id, None)
        if session is None:
            return
        self._by_phone = {phone: known for phone, known in self._by_phone.items() if known != state.id}
        self._leaving.add(session)
        self._context.tasks.start(self._leave(session))
        if state.promise is not None:
            self.between.called(state.promise, answered=state.info.answered_at is not None)
        self.between.refresh()
        if (handled_s := session.handled_s()) is not None:
            calls, handled = self.state.calls_today + 1, self.state.handled_s_today + handled_s
            self._update(calls_today=calls, handled_s_today=handled)
        if self.state.viewed == state.id:
            self._update(viewed=next_in_view({each.id: each.state.phase for each in self._sessions.values()}))

    async def _leave(self, session: CallSession) -> None:
        await session.close()
        self._leaving.discard(session)

    def _retab(self) -> None:
        tabs = tuple(session.tab() for session in self._sessions.values())
        if tabs != self.state.tabs:
            self._update(tabs=tabs)

    def _update(self, **changes: object) -> None:
        state = replace(self.state, **changes)  # type: ignore[arg-type]
        if state != self.state:
            self.state = state
            for listener in self._listeners:
                listener.on_desk(state)

    def _outbox_changed(self, count: OutboxCount) -> None:
        needs_you = self.state.outbox.needs_you
        self._update(outbox=count)
        if count.needs_you != needs_you:
            self.between.refresh()

    def between_changed(self, view: BetweenView) -> None:
        """The agent's own day has a new picture."""
        self._update(between=view)

    # -- the playbook --------------------------------------------------------------------------------------

    def on_the_line(self) -> bool:
        """Whether somebody rings, talks or is held."""
        live = (Phase.RINGING, Phase.TALKING, Phase.HELD)
        return any(session.state.phase in live for session in self._sessions.values())

    def use_playbook(self, playbook: Playbook, learner: Learner) -> None:
        """Another playbook, for the calls to come; one in progress ends with the one it began with."""
        self._context = replace(self._context, playbook=playbook, learner=learner)
        self.quick_texts.use(self._context)
        self.between.use_playbook(playbook)
        self._update(playbook=playbook.name, playbook_version=playbook.version, playbook_problems=())

    def refuse_playbook(self, problems: tuple[str, ...]) -> None:
        """A changed playbook cannot be used: the one in use stays, and everything that is wrong is told."""
        self._update(playbook_problems=problems)

    def raise_window(self) -> None:
        """Another start of the program asks for the window."""
        for listener in self._listeners:
            listener.on_raise()

    # -- what the agent wishes: calls ----------------------------------------------------------------------

    def call(self, call_id: str) -> CallState | None:
        """The state of one call."""
        session = self._sessions.get(call_id)
        return session.state if session else None

    def view(self, call_id: str) -> None:
        """Bring a call on screen."""
        if call_id in self._sessions and self.state.viewed != call_id:
            self._update(viewed=call_id)
            for listener in self._listeners:
                listener.on_call(self._sessions[call_id].state)

    def put_aside(self) -> None:
        """An unfinished wrap-up waits while the agent looks at their day; a call on the line stays in view."""
        viewed = self._sessions.get(self.state.viewed or "")
        if viewed is not None and viewed.state.phase is Phase.WRAP_UP:
            viewed.wrap_up.flush()
            self._update(viewed=None)

    def answer(self, call_id: str) -> None:
        """Take the call; another one on the line is put on hold first."""
        for other in self._sessions.values():
            if other.id != call_id and PhoneCommand.HOLD in other.state.info.commands:
                other.command(PhoneCommand.HOLD)
        self._do(call_id, lambda session: session.command(PhoneCommand.ANSWER))

    def hold(self, call_id: str) -> None:
        """Put the caller on hold."""
        self._do(call_id, lambda session: session.command(PhoneCommand.HOLD))

    def resume(self, call_id: str) -> None:
        """Talk to the caller again; another one on the line is put on hold first."""
        for other in self._sessions.values():
            if other.id != call_id and other.state.phase is Phase.TALKING:
                other.command(PhoneCommand.HOLD)
        self._do(call_id, lambda session: session.command(PhoneCommand.RESUME))

    def mute(self, call_id: str) -> None:
        """Switch the microphone off."""
        self._do(call_id, lambda session: session.command(PhoneCommand.MUTE))

    def unmute(self, call_id: str) -> None:
        """Switch the microphone on."""
        self._do(call_id, lambda session: session.command(PhoneCommand.UNMUTE))

    def transfer(self, call_id: str, to: str) -> None:
        """Hand the caller to another number."""
        self._do(call_id, lambda session: session.command(PhoneCommand.TRANSFER, to))

    def hang_up(self, call_id: str) -> None:
        """End the call."""
        self._do(call_id, lambda session: session.command(PhoneCommand.HANG_UP))

    def dial(self, number: str) -> None:
        """Call a number with the first phone that can."""
        for phone in self._context.phones.values():
            if PhoneCommand.DIAL in phone.commands:
                self._context.tasks.start(self._dial(phone, number))
                return

    def _can_dial(self) -> bool:
        return any(PhoneCommand.DIAL in phone.commands for phone in self._context.phones.values())

    def pick(self, call_id: str, key: str) -> None:
        """It is this customer of the cache; a caller who is identified already is never replaced."""
        self._do(call_id, lambda session: session.picking.pick(key))

    def replace_customer(self, call_id: str, key: str) -> None:
        """It is this one, whoever was shown: of the cache, or just found by a system; what was typed stays."""
        found = self.between.found(key)
        self._do(call_id, lambda session: session.picking.instead(key, found))

    async def _dial(self, phone: TelephonySource, number: str) -> None:
        try:
            await self._context.io.run(phone.command(PhoneCommand.DIAL, "", number))
        except TelephonyError as error:
            self.signal(LineState(phone.name, error.code != "not_connected", error.code, error.detail))

    # -- what the agent wishes: one call -------------------------------------------------------------------

    def choose_customer(self, call_id: str, key: str) -> None:
        """It is this one of the candidates or search results."""
        self._do(call_id, lambda session: session.choose_customer(key))

    def not_this_person(self, call_id: str) -> None:
        """Somebody else is on the line."""
        self._do(call_id, lambda session: session.not_this_person())

    def search(self, call_id: str, text: str) -> None:
        """Look for a person by name, number, e-mail or order."""
        self._do(call_id, lambda session: session.caller.look_for(text))

    def create_customer(self, call_id: str, name: str, phone: str, email: str) -> None:
        """A new customer is on the line."""
        self._do(call_id, lambda session: session.create_customer(name, phone, email))

    def refresh(self, call_id: str, system: str | None = None) -> None:
        """Ask a system, or all, once more."""
        self._do(call_id, lambda session: session.caller.refresh(system))

    def sign_in(self, system: str, browse: Callable[[str], bool]) -> None:
        """Let the agent sign in to a system with their browser; then every call asks it once more."""
        done, failed = partial(self._ask_again, system), partial(self._not_signed_in, system)
        self._context.tasks.start(sign_in(self._context, system, browse, done, failed))

    def _ask_again(self, system: str) -> None:
        for session in self._sessions.values():
            session.caller.refresh(system)

    def _not_signed_in(self, system: str, error: ConnectorError) -> None:
        for session in self._sessions.values():
            session.caller.not_signed_in(system, error)

    def switch_call_type(self, call_id: str, type_id: str) -> None:
        """The call is about something else; answers and notes stay."""
        self._do(call_id, lambda session: session.switch_call_type(type_id))

    def answer_step(self, call_id: str, step_id: str, value: str) -> None:
        """The caller's answer to a guide step."""
        self._do(call_id, lambda session: session.answer_step(step_id, value))

    def back(self, call_id: str) -> None:
        """One guide step back."""
        self._do(call_id, lambda session: session.back())

    def skip(self, call_id: str, reason: str = "") -> None:
        """Leave out the current guide step, for a reason where the playbook wants one."""
        self._do(call_id, lambda session: session.skip(reason))

    def go_to_step(self, call_id: str, step_id: str) -> None:
        """Jump to a guide step."""
        self._do(call_id, lambda session: session.go_to_step(step_id))

    def accept(self, call_id: str, action_id: str) -> None:
        """The customer takes the offer, or the agent does what is proposed."""
        self._do(call_id, lambda session: session.deeds.accept(action_id))

    def undo(self, call_id: str) -> None:
        """Take back what was done last, while nothing of it was sent."""
        self._do(call_id, lambda session: session.deeds.take_back())

    def run_macro(self, call_id: str, macro_id: str) -> None:
        """Take all steps of a macro that is on the screen; one whose values were another's is not."""
        session = self._sessions.get(call_id)
        if session is not None and any(macro.id == macro_id for macro in session.state.macros):
            session.deeds.run_macro(macro_id)

    def decline(self, call_id: str, action_id: str, reason_id: str) -> None:
        """Not this one, for one of its reasons."""
        self._do(call_id, lambda session: session.deeds.decline(action_id, reason_id))

    def pin(self, call_id: str, action_ids: frozenset[str]) -> None:
        """The agent is reading these cards; they must not be pulled away."""
        self._do(call_id, lambda session: session.pin(action_ids))

    def action_titles(self, call_id: str) -> dict[str, str]:
        """The titles of all actions by id, to ask why one is not recommended."""
        session = self._sessions.get(call_id)
        return session.advice.titles() if session else {}

    def explain(self, call_id: str, action_id: str) -> Explanation | None:
        """Why this action is, or is not, recommended."""
        session = self._sessions.get(call_id)
        return session.explain(action_id) if session else None

    def set_notes(self, call_id: str, text: str) -> None:
        """What the agent has typed so far."""
        self._do(call_id, lambda session: session.wrap_up.set_notes(text))

    def put_notes(self, call_id: str, text: str) -> None:
        """Notes that did not come from the editor."""
        self._do(call_id, lambda session: session.wrap_up.put_notes(text))

    def set_disposition(self, call_id: str, disposition_id: str | None) -> None:
        """How the call ended."""
        self._do(call_id, lambda session: session.set_disposition(disposition_id))

    def set_invite(self, call_id: str, on: bool, why_not: str = "") -> None:
        """Let the customer be invited to the survey that is offered, or not, for one of the playbook's reasons."""
        self._do(call_id, lambda session: session.wrap_up.set_invite(on=on, why_not=why_not))

    def add_follow_up(self, call_id: str, text: str, due_on: date) -> None:
        """A promise to the customer."""
        self._do(call_id, lambda session: session.wrap_up.add_follow_up(text, due_on))

    def remove_follow_up(self, call_id: str, index: int) -> None:
        """Take a promise back."""
        self._do(call_id, lambda session: session.wrap_up.remove_follow_up(index))

    def finish(self, call_id: str) -> None:
        """Save the wrap-up and be done with the call."""
        self._do(call_id, lambda session: session.finish())

    def _do(self, call_id: str, wish: Callable[[CallSession], object]) -> None:
        session = self._sessions.get(call_id)
        if session is not None:
            wish(session)

    def quick_options(self, call_id: str, language: str = "") -> tuple[QuickOption, ...]:
        """The quick texts to choose from in a call, or between calls."""
        session = self._sessions.get(call_id)
        return self.quick_texts.options(session.advice if session else None, language)

    def own_quick_texts(self) -> Mapping[str, str]:
        """The agent's own quick texts by their abbreviations."""
        return self.quick_texts.own

    def keep_quick_text(self, abbr: str, text: str, instead_of: str = "") -> str | None:
        """Add or change one of the agent's own quick texts; answers why not, as a code."""
        return self.quick_texts.keep(abbr, text, instead_of)

    def remove_quick_text(self, abbr: str) -> None:
        """Throw away one of the agent's own quick texts."""
        self.quick_texts.remove(abbr)

    def lost_since(self, source: str) -> datetime | None:
        """Since when this phone is known not to be there; None of one that is."""
        lost = self.state.lost(source)
        return lost.since if lost is not None else None

    def marks(self) -> tuple[str, ...]:
        """How gaps read that may come in by quick texts."""
        return self.quick_texts.marks()

    def expand(self, call_id: str, abbr: str, language: str = "") -> Expansion | None:
        """What an abbreviation becomes in a call, or between calls."""
        session = self._sessions.get(call_id)
        return self.quick_texts.expand(abbr, session.advice if session else None, language)

    def flush(self) -> None:
        """Write every draft now."""
        for session in self._sessions.values():
            session.wrap_up.flush()
