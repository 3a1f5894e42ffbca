"""Finishing a call: what is still missing, then wrap-up, journal and writes in one transaction.

A call that nobody took, and nobody wrote about, needs none of that: it is journaled, and whom to call back is kept.
"""

from __future__ import annotations

import asyncio
from typing import TYPE_CHECKING, Protocol

from desktop.call.desk_state import Phase
from desktop.call.inviting import DECLINED, INVITED
from desktop.call.sending import sends
from desktop.call.surveys import declined
from desktop.call.writes import finished_call
from desktop.store.errors import StoreError
from desktop.store.journal import Kind
from desktop.store.records import MISSED_CALL, Promise

if TYPE_CHECKING:
    from collections.abc import Collection
    from datetime import datetime

    from desktop.call.advice import Advice
    from desktop.call.call_log import CallLog
    from desktop.call.context import Context
    from desktop.call.deeds import Deeds
    from desktop.call.letters import Letters
    from desktop.call.line import Line
    from desktop.call.surveys import SurveyOfCall
    from desktop.call.wrap_up import WrapUp
    from desktop.call.writes import Writer
    from desktop.rules.decision import FilledEffect
    from desktop.store.records import JournalEntry, JsonMap
    from desktop.store.store import Store

DISCLOSURE, UNSENT, UNADDED = "disclosure:", "unsent:", "unadded:"
_TAKEN_ELSEWHERE = frozenset({"transferred", "answered_elsewhere"})
WAIVABLE = (DISCLOSURE, UNSENT)
"""What the agent may leave undone after having been told of it once."""


class Ending(Protocol):
    """What finishing needs of its call."""

    advice: Advice
    deeds: Deeds
    letters: Letters
    survey: SurveyOfCall
    wrap_up: WrapUp

    def writer(self) -> Writer:
        """Who writes about whom, at this moment."""

    def on_call(self) -> bool:
        """Whether the phone says that the call goes on."""

    def lost_at(self) -> datetime | None:
        """Since when its phone is not there."""

    def over(self) -> None:
        """Nothing more is to be done about this call."""


class Finishing:
    """The end of one call; what may be left undone holds it up once."""

    def __init__(self, call: Ending, context: Context, line: Line, log: CallLog) -> None:
        self._call = call
        self._context = context
        self._line = line
        self._log = log
        self._warned_of: frozenset[str] = frozenset()
        self._warned_unadded: str | None = None
        self._waiting = self._wanted = False
        self.left = False

    def line_ended(self) -> None:
        """What was typed is written at once; with nothing typed, a call that nobody took leaves by itself."""
        if self._leaves_by_itself():
            self._go_on()
        else:
            self._call.wrap_up.flush()

    def sends(self) -> tuple[FilledEffect, ...]:
        """What finishing would write now, and where; nothing before the call has ended, or where nothing is kept."""
        call = self._call
        if self._line.phase is not Phase.WRAP_UP or call.wrap_up.off or self._leaves_by_itself():
            return ()
        advice = call.advice
        return sends(advice.aim, call.wrap_up.view, advice.subject(), advice.consented(), advice.show)

    def _leaves_by_itself(self) -> bool:
        return self._line.unanswered() and self._nothing_put_in()

    def _nothing_put_in(self) -> bool:
        return not self._call.advice.log and self._call.wrap_up.untouched()

    def _leave(self) -> None:
        """Where nothing is kept, there is nothing to write either."""
        if self._call.wrap_up.off:
            self.left = True
            self._call.over()
        elif self._call.wrap_up.begin_saving():
            self._context.tasks.start(self._leave_kept())

    async def _leave_kept(self) -> None:
        call, info = self._call, self._line.info
        rang_s = self._line.handled_s(info.ended_at or call.lost_at() or self._context.clock.now())
        said: JsonMap = {"queue": info.queue, "channel": info.channel, "direction": info.direction}
        reason = "lost" if self._line.lost_ringing() else info.end_reason
        entry = self._log.entry(Kind.CALL_NOT_ANSWERED, {**said, "rang_s": rang_s, "end_reason": reason})
        missed = self._missed_call(entry)
        await self._log.close()
        try:
            await self._context.db.run(lambda store: store.leave_call(entry, missed))
        except StoreError as error:
            call.wrap_up.failed(error)
            return
        call.wrap_up.saved()
        self.left = True
        call.over()

    def _missed_call(self, entry: JournalEntry) -> Promise | None:
        """Whom to call back: whoever called us, can be reached, and did not get to somebody else."""
        info = self._line.info
        reachable = info.ani is not None or entry.customer_key is not None
        if info.direction == "out" or info.end_reason in _TAKEN_ELSEWHERE or not reachable:
            return None
        today = self._context.zone.local_date(entry.at)
        return Promise(entry.call_id, MISSED_CALL, "", today, entry.customer_key, info.ani, entry.at)

    def begin(self) -> None:
        """Save the call, or say what is still missing; one that rang when its phone was lost leaves as not taken."""
        self._wanted = True
        self._go_on()

    def _go_on(self) -> None:
        if self._waiting:
            return
        if under_way := (*self._call.letters.under_way.left(), *self._call.deeds.under_way.left()):
            self._waiting = True
            self._context.tasks.start(self._go_on_after(under_way))
            return
        wanted, self._wanted = self._wanted, False
        if wanted and self._call.on_call():
            # The phone may have come back, and the call with it, while this waited.
            self._call.wrap_up.refuse(("on_call",))
        elif self._leaves_by_itself() or (wanted and self._line.lost_ringing() and self._nothing_put_in()):
            self._leave()
        elif wanted:
            self._save_or_refuse()

    def _save_or_refuse(self) -> None:
        if missing := self._still_missing():
            self._refuse(missing)
        elif self._call.wrap_up.begin_saving():
            self._context.tasks.start(self._finish())

    async def _go_on_after(self, under_way: Collection[asyncio.Task[None]]) -> None:
        """A letter or a deed that comes to nothing after all is the agent's to see before the call is gone."""
        await asyncio.wait(under_way)
        self._waiting = False
        self._go_on()

    def _still_missing(self) -> tuple[str, ...]:
        """What finishing needs; a disclosure only of a call that was answered, and only until the agent insists.

        Of one that nobody took nothing is needed: there was nobody to ask. What is typed is not thrown away unasked.
        """
        unadded = (UNADDED,) if self._unadded() not in (None, self._warned_unadded) else ()
        if self._line.unanswered():
            return unadded
        unsent = [UNSENT + text_id for text_id in self._call.letters.unsent()]
        missing = (*self._call.wrap_up.missing(self._needed()), *unsent)
        waived = frozenset(missing) if self._line.info.answered_at is None else self._warned_of
        return (*(name for name in missing if not (name in waived and name.startswith(WAIVABLE))), *unadded)

    def _unadded(self) -> str | None:
        promising = self._call.wrap_up.view.promising
        return promising[0] if promising is not None else None

    def _needed(self) -> tuple[str, ...]:
        return self._call.advice.guide.needed(self._call.wrap_up.view.disposition)

    def _refuse(self, missing: tuple[str, ...]) -> None:
        """Say what is missing first; where the guide or a letter has it, go there."""
        call, where = self._call, missing[0].partition(":")[2]
        if missing[0].startswith(WAIVABLE):
            self._warned_of |= {missing[0]}
        if missing[0] == UNADDED:
            self._warned_unadded = self._unadded()
        if missing[0].startswith(UNSENT):
            call.letters.open(where)
            call.wrap_up.refuse(missing, call.letters.title(where))
        else:
            if where:
                call.advice.guide.go_to(where)
            call.wrap_up.refuse(missing, call.advice.guide.title(where) if where else "")

    async def _finish(self) -> None:
        now, call = self._context.clock.now(), self._call
        writer, advice, view = call.writer(), call.advice, call.wrap_up.view
        record, drafts = finished_call(writer, self._line, view, advice.subject(), advice.call_type, now)
        drafts += advice.consents(writer, now)
        finished = self._log.entry("call.finished", self._summary(writer))
        missed = self._missed_call(finished) if self._line.unanswered() or self._line.lost_ringing() else None
        entries = [finished, self._log.entry("call.facts", advice.kept(now))]
        if (taken_off := declined(view.survey)) is not None:
            entries.append(self._log.entry(DECLINED, taken_off))
        survey = call.survey.promise(writer, view.survey)
        invited = [self._log.entry(INVITED, survey.data)] if survey is not None else []

        def work(store: Store) -> None:
            if survey is not None and survey.still_due(store):
                store.finish_call(record, [*drafts, *survey.drafts], [*entries, *invited], missed)
            else:
                store.finish_call(record, drafts, entries, missed)

        try:
            await self._context.db.run(work)
        except StoreError as error:
            call.wrap_up.failed(error)
            return
        call.wrap_up.saved()
        call.over()

    def _summary(self, writer: Writer) -> JsonMap:
        info, person = self._line.info, writer.identity.customer
        return {
            "customer": person.key if person else None,
            "call_type": self._call.advice.call_type,
            "disposition": self._call.wrap_up.view.disposition,
            "queue": info.queue,
            "channel": info.channel,
            "talk_s": self._line.talked_s(),
            "handled_s": self._line.handled_s(self._context.clock.now()),
            "end_reason": info.end_reason,
            "unread": ", ".join(sorted(self._warned_of.intersection(self._needed()))) or None,
        }
