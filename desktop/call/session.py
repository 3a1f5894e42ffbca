"""One call's session: telephony events, answers and the agent's wishes in, one frozen `CallState` out.

Whatever arrives within one turn of the loop is settled once: records become facts, the rules decide, and the
new state is published. Nothing here knows a widget, and nothing waits for one.
"""

from __future__ import annotations

import asyncio
import uuid
from collections.abc import Awaitable, Iterable, Mapping
from dataclasses import replace
from datetime import datetime, timedelta
from typing import TYPE_CHECKING

from connectors.phones import parse_number
from connectors.telephony.events import CallEventType, PhoneCommand
from desktop.call.advice import Advice
from desktop.call.call_log import CallLog
from desktop.call.caller import Caller, Systems
from desktop.call.contacts import contact_events
from desktop.call.creating import Creating
from desktop.call.deeds import Deeds
from desktop.call.finishing import Finishing
from desktop.call.gather import Clue
from desktop.call.letters import Letters
from desktop.call.line import Line
from desktop.call.memory import Memory
from desktop.call.pace import ANSWERS_S, Pace
from desktop.call.phone_control import PhoneControl
from desktop.call.picking import Picking
from desktop.call.profile import profile_of
from desktop.call.resumed_deeds import AGAIN_S, before_the_crash
from desktop.call.state import CallState, GuideView, Phase, Tab
from desktop.call.surveys import SurveyOfCall
from desktop.call.timeline import Timeline
from desktop.call.wrap_up import DraftOwner, WrapUp
from desktop.call.writes import Writer
from desktop.store.records import CachedCustomer

if TYPE_CHECKING:
    from connectors.telephony.events import CallEvent
    from desktop.call.context import Context
    from desktop.call.owner import Owner
    from desktop.call.state import Part, Profile
    from desktop.rules.explain import Explanation
    from desktop.store.records import DraftRecord, Promise


CACHE_S = 0.1
"""A cache that is slower than this is not waited for."""
HISTORY = timedelta(days=400)
"""How far back the contact policy looks."""
CALLER_NUMBER_KEYS = ("customer_number", "customer_id")
"""IVR values that carry the customer number the caller typed."""


class CallSession:
    """One call from ring to saved wrap-up."""

    def __init__(self, call_id: str, line: Line, context: Context, owner: Owner) -> None:
        self.id = call_id
        self._line = line
        self._context = context
        self._owner = owner
        self._pace = Pace(self.settle)
        self._holding: asyncio.TimerHandle | None = None
        self._wake: asyncio.TimerHandle | None = None
        self._closed = self._is_settling = False
        self._known_key: str | None = None
        self._interrupted_with: str | None = None
        self._is_recovered = False
        self._timeline = Timeline(context.zone)
        self._phone = PhoneControl(line, context, self._changed)
        systems = Systems(context.io, context.connectors, context.clock, context.region)
        self.caller = Caller(systems, self._changed)
        self._memory = Memory(context, self.caller)
        self._log = CallLog(call_id, context, self._customer_key)
        self.advice = Advice(call_id, context, self._log.note)
        self.wrap_up = WrapUp(context, self._draft_owner, self._changed)
        self.letters = Letters(self, context, self.advice, self._log, self.wrap_up)
        self.survey = SurveyOfCall(context, self.advice, self._changed)
        self.deeds = Deeds(self, context, self.advice, self._log, self.wrap_up, self.letters)
        self.picking = Picking(self, context, self.caller, self._memory, self._log)
        self._creating = Creating(self, context, self.deeds)
        self._finishing = Finishing(self, context, line, self._log)
        self._put_in = self.advice.guide.put_in()
        self.state = CallState(call_id, line.phase, line.info)

    @classmethod
    def begun(cls, event: CallEvent, context: Context, owner: Owner, promise: Promise | None = None) -> CallSession:
        """The session of a call that has just been announced, or begun by the agent about a promise."""
        phone = context.phones.get(event.source)
        line = Line.begun(event, phone.commands if phone else frozenset(), context.region)
        session = cls(uuid.uuid4().hex, line, context, owner)
        if promise is not None:
            session._interrupted_with = promise.customer_key
            session.state = replace(session.state, promise=promise)
        return session

    @classmethod
    def recovered(cls, draft: DraftRecord, context: Context, owner: Owner) -> CallSession:
        """The session of a call whose wrap-up was interrupted."""
        session = cls(draft.call_id, Line.interrupted(draft, context.clock.now()), context, owner)
        lost = session.advice.guide.restore(draft)
        session.wrap_up.restore(draft)
        session.letters.restore(draft)
        session._put_in = session.advice.guide.put_in()
        session._lose(lost)
        session._interrupted_with, session._is_recovered = draft.customer_key, True
        # The writes of the time before the crash have their numbers: a new one must not be taken for one of them.
        session._creating.number = session.advice.writes_before = int(context.clock.now().timestamp())
        return session

    def start(self) -> None:
        """Paint what telephony told, then find out who it is."""
        info = self._line.info
        self._log.note("call.began", {"source": info.source, "queue": info.queue or "", "direction": info.direction})
        if self._interrupted_with is None:
            self._find_out()
        else:
            self._context.tasks.start(self._restore(self._interrupted_with))
        if self._is_recovered:
            self._context.tasks.start(self._recall())

    async def _recall(self) -> None:
        """After a crash: what was promised before is not offered again; what is unsent of it can be taken back."""
        can_wait = self.deeds.undo.window_s > 0
        until = self._context.clock.now() + timedelta(seconds=AGAIN_S) if can_wait else None
        before = await self._memory.asked(lambda store: before_the_crash(store, self.id, until))
        if before is not None and before.entries and not self._closed:
            self.advice.recall(before.entries)
            self.settle()
            self.deeds.resume(before)
            self.settle()

    async def _restore(self, key: str) -> None:
        """After a crash, or when the agent calls: who is on the line, where no number tells; look again if lost."""
        wish = self.caller.wish()
        cached = await self._memory.asked(lambda store: store.cache.get(key))
        if self._closed or not self.caller.is_latest(wish):
            return
        if cached is None:
            self._find_out()
        else:
            self.caller.restore(cached)
            self.settle()

    def is_over(self) -> bool:
        """Whether nobody may be put on the line any more."""
        return self._closed

    def _find_out(self) -> None:
        """Who is it: cache and systems at once."""
        info = self._line.info
        known = info.ani is not None and not self._context.own_number(info.ani)
        number = parse_number(info.ani, self._context.region) if known else None
        typed = next((info.data[key] for key in CALLER_NUMBER_KEYS if info.data.get(key)), None)
        e164 = number.e164 if number else None
        if e164 is not None:
            self._holding = asyncio.get_running_loop().call_later(CACHE_S, self.settle)
            # Handed in before anybody is asked: the look takes about as long as asking does.
            self._context.tasks.start(self._remember(self._memory.of_number(e164)))
        if number is not None or typed is not None:
            self.caller.find(Clue(number, typed), "ani" if number else "ivr")
        elif info.withheld:
            self.caller.withheld()
        else:
            self.caller.find(None, "ani")
        if e164 is None:
            self.settle()

    async def _remember(self, looked: Awaitable[tuple[CachedCustomer, ...] | None]) -> None:
        """Look into the cache before anything is painted: a known caller's name is the first thing on screen."""
        cached = await looked or ()
        if not self._closed:
            self.caller.remembered(cached)
            self.settle()

    # -- the phone -----------------------------------------------------------------------------------------

    def on_event(self, event: CallEvent) -> None:
        """Something happened to the call."""
        before = self._line.phase
        self._line.on_event(event)
        if self._line.phase is not before:
            self._moved(self._line.info.end_reason or "")
        if event.type is CallEventType.UPDATED and not self._is_settling and self._holding is None:
            self._pace.at_reading_speed()
        else:
            self.settle()

    def continues(self, event: CallEvent) -> bool:
        """Whether this is the call that a crash interrupted, still on its phone."""
        return self._is_recovered and self._line.continues(event)

    def go_on(self, event: CallEvent) -> None:
        """The call that a crash interrupted goes on."""
        phone = self._context.phones.get(event.source)
        self._line.go_on(event, phone.commands if phone else frozenset())
        self._moved("found")
        self.settle()

    def _moved(self, reason: str) -> None:
        """The call has come further; when it is over, what was typed is written at once, or it leaves by itself."""
        self._log.note(f"call.{self._line.phase.value}", {"reason": reason})
        if self._line.phase is Phase.WRAP_UP:
            self._finishing.line_ended()

    def dial(self, number: str) -> None:
        """Call another number from this call."""
        self._owner.dial(number)

    def marks(self) -> tuple[str, ...]:
        """How gaps read that may come in by quick texts."""
        return self._owner.marks()

    def can(self, command: PhoneCommand) -> bool:
        """Whether the phone would take this now: for this call, or to call a number any phone."""
        if command is PhoneCommand.DIAL:
            return any(command in phone.commands for phone in self._context.phones.values())
        return command in self._line.info.commands and self._line.info.pending is None

    def command(self, command: PhoneCommand, argument: str | None = None) -> None:
        """The agent uses the phone; nothing is sent twice while one command is on its way."""
        if command not in self._line.info.commands or self._line.info.pending is not None:
            return
        if self._line.by_hand:
            self._line.by_hand_event(command, self._context.clock.now())
            self._moved("by_hand")
            self.settle()
            return
        self._phone.send(command, argument)
        self.settle()

    # -- settling ------------------------------------------------------------------------------------------

    def _changed(self) -> None:
        """Something is new: who it is is shown at once, everything else is settled with what comes close behind."""
        if self._closed or self._holding is not None or self._is_settling:
            return
        if self._is_someone_else():
            self.settle()
        else:
            # After the last answer there is none to wait for.
            self._pace.soon(ANSWERS_S if self.caller.is_asking() else 0)

    def settle(self) -> None:
        """Decide again from all that is known now, and publish."""
        self._pace.settled()
        if self._holding is not None:
            self._holding.cancel()
            self._holding = None
        if not self._closed:
            self._is_settling = True
            try:
                self._look_at_everything()
            finally:
                self._is_settling = False

    def _look_at_everything(self) -> None:
        self._keep_guide()
        self._follow_identity()
        parts = self.caller.parts.view()
        if self._is_someone_else():
            self._show_identity(parts)
            return
        self.advice.settle(self._line.info, self.caller.identity, parts)
        self.advice.offer(self.wrap_up)
        answered = self._line.info.answered_at is not None
        self.wrap_up.offer_survey(self.survey.offer(self.writer(), answered=answered))
        self._arm()
        self.state = self._next_state(parts)
        self._owner.publish(self.state)

    def _keep_guide(self) -> None:
        """What the agent has put into the guide, and where they stand, is kept like what they type."""
        now = self.advice.guide.put_in()
        if now != self._put_in:
            self._put_in = now
            self.wrap_up.keep()

    def _lose(self, lines: Iterable[str]) -> None:
        """Answers that the playbook has no step for any more: the notes have them."""
        for line in lines:
            self.wrap_up.add_note(line)

    def _is_someone_else(self) -> bool:
        """Whether another person is on the line than the one shown; one joined from one more system is the same."""
        was, now = self.state.identity.customer, self.caller.identity.customer
        return was is not now and (was is None or now is None or not was.is_same(now))

    def _show_identity(self, parts: Mapping[str, Part]) -> None:
        """Another person: name and records at once; advice about the one before leaves with them, the new follows."""
        self.state = replace(self._next_state(parts), decision=None, guide=GuideView(), macros=(), verified=False)
        self._owner.publish(self.state)
        self._pace.soon(0)

    def _next_state(self, parts: Mapping[str, Part]) -> CallState:
        before = self.state
        parts_same = all(before.parts.get(kind) is part for kind, part in parts.items()) and bool(before.parts)
        return replace(
            before,
            phase=self._line.phase,
            info=self._line.info if self._line.info != before.info else before.info,
            identity=self.caller.identity,
            profile=before.profile if parts_same and before.identity is self.caller.identity else self._profile(parts),
            sources=tuple(self.caller.sources.values()),
            parts=before.parts if parts_same else parts,
            timeline=self._timeline.items(self._line.info, parts, self.id),
            decision=self.advice.decision,
            call_types=self.advice.call_types(),
            guide=self.advice.guide.view(),
            wrap_up=self.wrap_up.view,
            letters=self.letters.view(),
            search=self.caller.search,
            action_log=self.advice.log,
            verified=self.advice.verified(),
            panels=self.advice.panels(self.caller.identity, parts),
            undo=self.deeds.undo.view,
            macros=self.deeds.macros.views(),
            changes=self.deeds.changes.views(),
            sends=self._finishing.sends(),
        )

    def _arm(self) -> None:
        """Decide again at the instant at which the rules say that something may change by itself."""
        if self._wake is not None:
            self._wake.cancel()
            self._wake = None
        at = self.advice.next_wake_at()
        if at is not None:
            wait = max(0.05, min(86_400.0, (at - self._context.clock.now()).total_seconds() + 0.01))
            self._wake = asyncio.get_running_loop().call_later(wait, self.settle)

    # -- who it is -----------------------------------------------------------------------------------------

    def _follow_identity(self) -> None:
        """A newly known person: journal it, load what the contact policy needs, remember a complete picture."""
        identity = self.caller.identity
        key = identity.customer.key if identity.customer else None
        self._lose(self.advice.guide.follow(identity.customer))
        self.letters.follow(identity.customer)
        # What leaves or comes back with a person is on the disk already, or is written because it is another's now.
        self._put_in = self.advice.guide.put_in()
        if key != self._known_key:
            self.wrap_up.belongs_to(key, at_once=self._known_key is not None)
            self._known_key = key
            self._memory.forget()
            self.advice.forget_history(key)
            self.survey.follow(key)
            self._log.note("call.identity", {"status": identity.status.value, "customer": key or ""})
            if key is not None:
                self._context.tasks.start(self._load_history(key))
        self._memory.keep_when_whole()

    async def _load_history(self, key: str) -> None:
        since = self._context.clock.now() - HISTORY
        events = await self._memory.asked(lambda store: store.journal.contact_events(key, since))
        if events is not None and key == self._known_key and not self._closed:
            self.advice.know_history(contact_events(events), key)
            self._changed()

    def choose_customer(self, key: str) -> None:
        """It is this one of the candidates or search results."""
        if self.caller.choose(key):
            self.settle()

    def not_this_person(self) -> None:
        """Somebody else is on the line; notes and answers stay."""
        self._log.note("call.not_this_person", {"customer": self._known_key or ""})
        self.caller.not_this_person()
        self.settle()

    def create_customer(self, name: str, phone: str, email: str) -> None:
        """A new customer is on the line."""
        self._creating.create(name, phone, email)

    # -- the call's subject --------------------------------------------------------------------------------

    def switch_call_type(self, type_id: str) -> None:
        """The call is about something else."""
        if self.advice.guide.choose_type(type_id):
            self._log.note("call.type", {"value": type_id, "source": "agent"})
            self.settle()

    def answer_step(self, step_id: str, value: str) -> None:
        """The caller's answer to a guide step; a step that does something is done first."""
        if not self.deeds.do_step(step_id):
            self.advice.guide.answer(step_id, value)
            self.settle()

    def back(self) -> None:
        """One guide step back; answers stay."""
        self.advice.guide.back()
        self.settle()

    def skip(self, reason: str = "") -> None:
        """Leave out the current step."""
        self.advice.guide.skip(reason)
        self.settle()

    def go_to_step(self, step_id: str) -> None:
        """Jump to a step."""
        self.advice.guide.go_to(step_id)
        self.settle()

    def pin(self, action_ids: frozenset[str]) -> None:
        """The agent is reading these cards."""
        if self.advice.pin(action_ids):
            self.settle()

    def explain(self, action_id: str) -> Explanation | None:
        """Why this action is, or is not, recommended."""
        return self.advice.explain(action_id)

    # -- wrapping up ---------------------------------------------------------------------------------------

    def set_disposition(self, disposition_id: str | None) -> None:
        """How the call ended; that also says what it was about, so the call type no longer changes by itself."""
        if disposition_id is not None:
            self.advice.guide.stay()
        self.wrap_up.set_disposition(disposition_id)
        self._changed()

    def finish(self) -> None:
        """Save the wrap-up, or say what is still missing; where nothing is kept, the call is simply over."""
        if self.on_call():
            self.wrap_up.refuse(("on_call",))
        elif self.wrap_up.off:
            self.over()
        else:
            self._finishing.begin()

    def on_call(self) -> bool:
        """Whether the phone says that it goes on; one that is gone cannot tell the end: that is the agent's to know."""
        return self._line.live() and not (self._line.by_hand or self.lost_at())

    def lost_at(self) -> datetime | None:
        """Since when its phone is not there."""
        return self._owner.lost_since(self._line.source)

    def over(self) -> None:
        """Nothing more is to be done about this call."""
        self._line.finish()
        self.deeds.undo.close()
        self._context.delivery.wake()
        self.settle()

    def _customer_key(self) -> str | None:
        return self._known_key

    def writer(self) -> Writer:
        """Who writes about whom, at this moment."""
        return Writer(self.id, self._context.agent, self._context.connectors, self.caller.identity)

    def _draft_owner(self) -> DraftOwner:
        person, info = self.caller.identity.customer, self._line.info
        key, name = (person.key, person.customer.name) if person else (self.letters.awaited, None)
        guide = self.advice.guide.kept(person)
        return DraftOwner(
            self.id,
            info.ani,
            key,
            name,
            self.advice.call_type,
            info.started_at,
            info.answered_at,
            self._line.source,
            self._line.phone_id,
            guide,
        )

    def _profile(self, parts: Mapping[str, Part]) -> Profile:
        return profile_of(self.caller.identity, parts, self._context.clock.now(), self._context.zone)

    def handled_s(self) -> int | None:
        """Whole seconds of this call's handling so far; None of one that left because nobody took it."""
        return None if self._finishing.left else self._line.handled_s(self._context.clock.now())

    def tab(self) -> Tab:
        """This call in the row of calls."""
        person, info = self.caller.identity.customer, self._line.info
        since = info.ended_at or info.held_since or info.answered_at or info.started_at
        return Tab(self.id, person.customer.name if person else None, info.ani_display, self._line.phase, since)

    async def close(self) -> None:
        """Ask nobody anything more and write down what is not written yet; once more, and the rest is written."""
        self._closed = True
        self.deeds.undo.close()
        if self._wake is not None:
            self._wake.cancel()
        self.caller.close()
        if self._line.phase is not Phase.FINISHED:
            await self.wrap_up.close()
        await self._memory.close()
        await self._log.close()
