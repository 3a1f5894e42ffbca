"""The wrap-up of one call: what the agent types is a draft within a second, and "saved" means committed to disk."""

from __future__ import annotations

import asyncio
from collections.abc import Callable, Mapping, Sequence
from contextlib import suppress
from dataclasses import dataclass, replace
from datetime import date, datetime
from typing import TYPE_CHECKING

from desktop.call.guide_kept import KeptGuide
from desktop.call.state import Disposition, FollowUp, SaveStatus, SurveyOffer, WrapUpView
from desktop.store.card_numbers import without_open_run
from desktop.store.errors import StoreError
from desktop.store.records import DraftRecord, DraftValue

if TYPE_CHECKING:
    from desktop.call.context import Context

IDLE_S = 0.3
"""A draft is written when typing rests this long …"""
LATEST_S = 1.0
"""… and never later than this after the first unsaved key."""
RETRY_S = 5.0
"""A draft that could not be written is tried again after this long."""
IN_MEMORY = "memory"
LONGEST_NOTE = 100_000
LONGEST_FOLLOW_UP = 500
Letters = tuple[Mapping[str, DraftValue], ...]


@dataclass(frozen=True, slots=True)
class DraftOwner:
    """Whose draft it is: enough to show the call again after a crash, and how far its guide had come."""

    call_id: str
    ani: str | None
    customer_key: str | None
    customer_name: str | None
    call_type: str | None
    started_at: datetime
    answered_at: datetime | None = None
    source: str = ""
    phone_id: str = ""
    guide: KeptGuide = KeptGuide()


class WrapUp:
    """Notes, disposition and follow-ups of one call, kept as a draft until the call is finished.

    Where the store can keep nothing it is `off` from the start, and says why. `letters` tells what else is kept, and
    `traces` what deeds have put in here.
    """

    def __init__(self, context: Context, owner: Callable[[], DraftOwner], changed: Callable[[], None]) -> None:
        self._db = context.db
        self._tasks = context.tasks
        self._clock = context.clock
        self._kept_as = SaveStatus.HELD if context.store_mode == IN_MEMORY else SaveStatus.SAVED
        self.off = not context.keeps_notes
        self.letters: Callable[[], Letters] = tuple
        self.traces: Letters = ()
        self._owner = owner
        self._changed = changed
        self._timer: asyncio.TimerHandle | None = None
        self._first_unsaved: float | None = None
        self._left: frozenset[str] = frozenset()
        self._revision = 0
        self._writing = False
        self._by_agent = False
        self._restored = ""
        self._kept_for: tuple[str | None] | None = None
        self._invite, self._why_not = True, ""
        self.view = WrapUpView(save=SaveStatus.OFF, problem=context.store_problem) if self.off else WrapUpView()

    def offer(
        self,
        dispositions: Sequence[Disposition],
        suggested: Sequence[str],
        decided: str | None,
        goal_s: int | None,
    ) -> None:
        """What the call type offers; a disposition the agent has chosen stays if the new tree has it.

        `decided` is the one the caller's answers decide: chosen for the agent, until the agent chooses.
        """
        chosen = self.view.disposition if self._by_agent else decided
        gone = chosen is not None and all(leaf.id != chosen for leaf in dispositions)
        chosen = None if gone else chosen
        self._set(dispositions=tuple(dispositions), suggested=tuple(suggested), goal_s=goal_s, disposition=chosen)
        restored, self._restored = self._restored, ""
        if gone and restored:
            # The playbook had it when a crash interrupted the call.
            self.add_note(restored)

    def suggest_follow_up(self, follow_up: FollowUp | None) -> None:
        """The promise the call type would make now; one already made is not suggested again."""
        if follow_up is not None and any(made.text == follow_up.text for made in self.view.follow_ups):
            follow_up = None
        self._set(suggested_follow_up=follow_up)

    def offer_survey(self, survey: SurveyOffer | None) -> None:
        """The survey the customer would be invited to; the agent's no stays."""
        self._set(survey=replace(survey, on=self._invite, why_not=self._why_not) if survey is not None else None)

    def set_invite(self, *, on: bool, why_not: str = "") -> None:
        """The agent lets the customer be invited, or not, for a reason."""
        why_not = "" if on else " ".join(why_not.split())[:LONGEST_FOLLOW_UP]
        if (on, why_not) != (self._invite, self._why_not) and self.open:
            self._invite, self._why_not = on, why_not
            self.offer_survey(self.view.survey)
            self.touch()

    def set_notes(self, text: str) -> None:
        """The agent typed."""
        text = text[: max(LONGEST_NOTE, len(self.view.notes))]
        if text != self.view.notes and self.open:
            self._set(notes=text)
            self.touch()

    def add_note(self, text: str) -> None:
        """A line that the playbook writes below what the agent has typed, however long that is."""
        self._put("\n".join(filter(None, (self.view.notes.rstrip(), text.strip()))))

    def choose_for_now(self, disposition_id: str) -> tuple[str | None, bool]:
        """Choose a disposition as the agent would; answers the choice before, and whether it was the agent's."""
        before = self.view.disposition, self._by_agent
        self.set_disposition(disposition_id)
        return before

    def take_choice_back(self, disposition_id: str, before: str | None, *, by_agent: bool) -> None:
        """Give back the choice before, where the one made for the agent still stands."""
        if self.open and self.view.disposition == disposition_id:
            self._by_agent = by_agent
            self._set(disposition=before)
            self.touch()

    def take_note_back(self, text: str) -> None:
        """Take out a line that the playbook wrote, where it still stands as it was written."""
        line, notes = text.strip(), self.view.notes
        before, there, after = f"\n{notes}\n".rpartition(f"\n{line}\n")
        if line and there:
            self._put(f"{before}\n{after}".strip("\n"))

    def put_notes(self, text: str) -> None:
        """Notes that did not come from the editor: they replace what it shows."""
        self._put(text[:LONGEST_NOTE])

    def _put(self, text: str) -> None:
        if self.open:
            self._revision += 1
            self._set(notes=text, notes_revision=self._revision)
            self.touch()

    def set_disposition(self, disposition_id: str | None) -> None:
        """The agent chose how the call ended."""
        known = {leaf.id for leaf in self.view.dispositions}
        if self.open and (disposition_id is None or disposition_id in known):
            self._by_agent = True
            self._set(disposition=disposition_id, problem=self.view.problem if self.off else None, missing=())
            self.touch()

    def add_follow_up(self, text: str, due_on: date) -> None:
        """The agent promised something."""
        text = " ".join(text.split())[:LONGEST_FOLLOW_UP]
        if text and self.open:
            self._set(follow_ups=(*self.view.follow_ups, FollowUp(text, due_on)))
            self.suggest_follow_up(self.view.suggested_follow_up)
            self.touch()

    def type_follow_up(self, text: str, due_on: date | None) -> None:
        """The agent types a follow-up and has not added it; nothing typed, nothing promised."""
        promising = (text[:LONGEST_FOLLOW_UP], due_on) if text.strip() else None
        if promising != self.view.promising and self.open:
            self._set(promising=promising)
            self.touch()

    def take_follow_up_back(self, promise: FollowUp) -> None:
        """Take out a promise, where it still stands."""
        if promise in self.view.follow_ups:
            self.remove_follow_up(self.view.follow_ups.index(promise))

    def remove_follow_up(self, index: int) -> None:
        """The agent takes a promise back before it is sent."""
        if 0 <= index < len(self.view.follow_ups) and self.open:
            kept = self.view.follow_ups[:index] + self.view.follow_ups[index + 1 :]
            self._set(follow_ups=kept)
            self.touch()

    @property
    def open(self) -> bool:
        """Whether anything may still be changed: what is being committed must be what is on screen."""
        return self.view.save is not SaveStatus.SAVING

    def untouched(self) -> bool:
        """Whether the agent has put nothing in that would be lost with the call."""
        draft = self.draft(whole=True)
        typed = draft.notes.strip() or draft.follow_ups or draft.promising or draft.letters or draft.answers
        return not (typed or draft.picked) and draft.invite

    def missing(self, needed: Sequence[str]) -> tuple[str, ...]:
        """What finishing still needs, of `needed` and a disposition: fields of the wrap-up, or steps of the guide."""
        there = {
            "notes": bool(self.view.notes.strip()),
            "follow_up": bool(self.view.follow_ups),
            "survey": self.view.survey is None or self.view.survey.decided,
        }
        first = ["disposition"] if self.view.disposition is None and self.view.dispositions else []
        return (*first, *(name for name in needed if not there.get(name, False)))

    def refuse(self, missing: tuple[str, ...], step: str = "") -> None:
        """Finishing was refused: say what is missing, at the place; `step` is what the guide calls it."""
        what = missing[0].partition(":")[0]
        self._set(missing=missing, missing_step=step, problem=what if what == "on_call" else f"{what}_missing")
        self._changed()

    def begin_saving(self) -> bool:
        """The call is being finished; False while it already is."""
        if not self.open:
            return False
        self._stop_timer()
        self._first_unsaved = None
        self._set(save=SaveStatus.SAVING, problem=None, missing=())
        self._changed()
        return True

    def saved(self) -> None:
        """The draft or the call is committed; what finishing still needs stays said."""
        problem = self.view.problem if self.view.missing else None
        self._set(save=self._kept_as, saved_at=self._clock.now(), problem=problem)

    def failed(self, error: StoreError) -> None:
        """Nothing was committed; everything typed stays where it is, and is tried again as a draft."""
        off = error.code == "off"
        self._set(save=SaveStatus.OFF if off else SaveStatus.FAILED, problem=error.code, missing=())
        self._first_unsaved = self._clock.monotonic()
        if not off:
            self._arm(RETRY_S)
        self._changed()

    def restore(self, draft: DraftRecord) -> None:
        """Show again what a crash interrupted."""
        self._revision += 1
        self._by_agent = draft.picked if draft.picked is not None else draft.disposition is not None
        self._kept_for = (draft.customer_key,)
        self.traces = draft.traces
        self._restored = (draft.disposition_words or draft.disposition or "") if self._by_agent else ""
        self._invite, self._why_not = draft.invite, draft.why_not_invited
        self._set(
            notes=draft.notes,
            notes_revision=self._revision,
            disposition=draft.disposition,
            follow_ups=tuple(FollowUp(text, due) for text, due in draft.follow_ups),
            promising=draft.promising,
            save=self._kept_as,
            saved_at=draft.updated_at,
        )
        self._left = self._texts()

    def flush(self) -> None:
        """Write all of the draft now: the field was left, the call ended, the program closes."""
        if self._first_unsaved is None and not self._writing:
            return
        self._left = self._texts()
        if self._writing:
            # What is being written may lack a number at its end: it is written once more.
            self._first_unsaved = self._clock.monotonic()
        else:
            self._stop_timer()
            self._start_write()

    def _texts(self) -> frozenset[str]:
        """What stands in the fields: a number at the end of one that was left is no card's that is still typed."""
        letters = (value for letter in self.letters() for value in letter.values() if isinstance(value, str))
        promising = self.view.promising[0] if self.view.promising is not None else ""
        return frozenset((self.view.notes, promising, *letters))

    def _typed(self, text: str, *, whole: bool) -> str:
        return text if whole or text in self._left else without_open_run(text)

    async def close(self) -> None:
        """Write what is not written yet; the program ends."""
        self._stop_timer()
        if self._first_unsaved is None and self.open:
            return
        self._first_unsaved = None
        # Also while a save is on its way: should that come to nothing, the text is there again at the next start.
        with suppress(StoreError):
            await self._save(self.draft(whole=True))

    def draft(self, *, whole: bool) -> DraftRecord:
        """The draft as it stands; while it is typed, without a number at its end that may become a card's."""
        owner = self._owner()
        return DraftRecord(
            call_id=owner.call_id,
            notes=self._typed(self.view.notes, whole=whole),
            disposition=self.view.disposition,
            follow_ups=tuple((item.text, item.due_on) for item in self.view.follow_ups),
            promising=self._promising(whole=whole),
            ani=owner.ani,
            customer_key=owner.customer_key,
            customer_name=owner.customer_name,
            call_type=owner.call_type,
            started_at=owner.started_at,
            updated_at=self._clock.now(),
            invite=self._invite,
            why_not_invited=self._why_not,
            letters=tuple(self._letter(letter, whole=whole) for letter in self.letters()),
            answers=owner.guide.answers,
            step=owner.guide.at,
            step_before=owner.guide.after,
            picked=self._by_agent,
            disposition_words=self._words_of(self.view.disposition),
            answered_at=owner.answered_at,
            source=owner.source,
            phone_id=owner.phone_id,
            traces=self.traces,
        )

    def _promising(self, *, whole: bool) -> tuple[str, date | None] | None:
        if self.view.promising is None:
            return None
        text, due_on = self.view.promising
        return self._typed(text, whole=whole), due_on

    def _words_of(self, disposition_id: str | None) -> str:
        return next((leaf.words for leaf in self.view.dispositions if leaf.id == disposition_id), "")

    def _letter(self, letter: Mapping[str, DraftValue], *, whole: bool) -> Mapping[str, DraftValue]:
        return {
            name: self._typed(value, whole=whole) if isinstance(value, str) and name != "to" else value
            for name, value in letter.items()
        }

    def touch(self) -> None:
        """Something changed that is kept with the call, perhaps what finishing still needed."""
        if self.open and self.view.missing:
            self._set(problem=None, missing=())
        self.keep()

    def belongs_to(self, customer_key: str | None, *, at_once: bool) -> None:
        """Whose call it is by now: a draft on the disk must not name another; `at_once` where it was another's."""
        if self._kept_for != (customer_key,) and self.view.save not in (SaveStatus.EMPTY, SaveStatus.OFF):
            self.keep()
            if at_once:
                self._stop_timer()
                self._start_write()

    def keep(self) -> None:
        """Something changed that is kept with the call: it is on the disk within a second."""
        if not self.open:
            return
        if self.off:
            self._changed()
            return
        now = self._clock.monotonic()
        if self._first_unsaved is None:
            self._first_unsaved = now
        self._set(save=SaveStatus.DRAFT)
        self._arm(min(IDLE_S, max(0.0, self._first_unsaved + LATEST_S - now)))
        self._changed()

    def _arm(self, wait: float) -> None:
        self._stop_timer()
        self._timer = asyncio.get_running_loop().call_later(wait, self._start_write)

    def _stop_timer(self) -> None:
        if self._timer is not None:
            self._timer.cancel()
            self._timer = None

    def _start_write(self) -> None:
        self._timer = None
        if not self._writing and self.open:
            self._tasks.start(self._write())

    async def _write(self) -> None:
        self._writing = True
        draft = self.draft(whole=False)
        try:
            while self._first_unsaved is not None:
                self._first_unsaved = None
                draft = self.draft(whole=False)
                await self._save(draft)
        except StoreError as error:
            self.failed(error)
            return
        finally:
            self._writing = False
        if not self.open:
            return
        if (draft.notes, draft.promising, draft.letters) == (self.view.notes, self.view.promising, self.letters()):
            self.saved()
        else:
            # A number is still being typed: it is written when something follows it, or the call moves on.
            self._first_unsaved = self._clock.monotonic()
        self._changed()

    async def _save(self, draft: DraftRecord) -> None:
        self._kept_for = (draft.customer_key,)
        await self._db.run(lambda store: store.drafts.save(draft))

    def _set(self, **changes: object) -> None:
        self.view = replace(self.view, **changes)  # type: ignore[arg-type]
