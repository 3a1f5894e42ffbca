"""The guide of one call as the agent walks it: which one is open, what was answered, what is kept of it.

It follows the call type until the agent has begun to walk it or has chosen one: from then on another type is only
suggested, so that nothing is pulled away.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import replace
from datetime import datetime
from typing import TYPE_CHECKING

from desktop.call.aiming import Aim
from desktop.call.guide import GuideWalk, Own, as_written
from desktop.call.guide_kept import KeptGuide, kept_answer, without_personal
from desktop.call.offers import Record
from desktop.call.resuming import Lost, Resuming
from desktop.call.state import GuideView
from desktop.playbook.call_type_read import ANSWER
from desktop.playbook.colleagues import schema_in
from desktop.playbook.texts import plainly
from desktop.playbook.words import language_of
from desktop.rules.seen import Look, SeenFacts

if TYPE_CHECKING:
    from connectors.merge import MergedCustomer
    from desktop.playbook.model import CallType, Playbook, Step
    from desktop.playbook.texts import Show
    from desktop.rules.session import FilledEffect
    from desktop.rules.values import Value
    from desktop.store.records import DraftRecord, KeptAnswer


class Walking:
    """Where the agent stands in the playbook's guides; `seen` is what is known of the call."""

    def __init__(
        self,
        playbook: Playbook,
        show: Show,
        record: Record,
        own: Own = as_written,
        aim: Aim | None = None,
        show_in: Callable[[str], Show] = plainly,
    ) -> None:
        self._aim = aim or Aim(())
        self._playbook = playbook
        self._show, self._show_in = show, show_in
        self._own = own
        self._record = record
        self._walk: GuideWalk | None = None
        self._person: MergedCustomer | None = None
        self._resuming = Resuming(self._step, playbook.currency)
        self._at_step: tuple[str, str] | None = None
        self._since: datetime | None = None
        self.chosen: str | None = None
        self.seen: SeenFacts = {}

    # -- the call type -------------------------------------------------------------------------------------

    @property
    def call_type(self) -> CallType | None:
        """The call type in force."""
        return self._walk.call_type if self._walk is not None else None

    def follow_type(self, type_id: object) -> None:
        """Open the guide of the call type the rules tell, unless the agent is already walking another one."""
        value = self.chosen or type_id
        wanted = self._playbook.call_types.get(str(value)) if value is not None else None
        if wanted is None:
            return
        if self._walk is None:
            self._walk = GuideWalk(wanted)
        elif self.chosen is not None or not self._walk.begun:
            self._walk = self._walk.switched(wanted)

    def choose_type(self, type_id: str) -> bool:
        """The agent says what the call is about; answers stay. False for a type that does not exist."""
        if type_id not in self._playbook.call_types:
            return False
        self.chosen = type_id
        self.follow_type(type_id)
        return True

    def stay(self) -> None:
        """The call type in force is what the call is about."""
        if self.chosen is None and self._walk is not None:
            self.chosen = self._walk.call_type.id

    # -- who is on the line --------------------------------------------------------------------------------

    def follow(self, person: MergedCustomer | None) -> Lost:
        """Who is on the line; what one person said of themselves, and what was done for them, is not another's.

        Answers what of an interrupted call belongs into the notes, now that its person is there.
        """
        before, self._person = self._person, person
        if person is before or self._walk is None:
            return ()
        lost: Lost = ()
        if before is not None and not _same(before, person):
            facts = self._playbook.facts
            self._walk = self._walk.without(facts.identity_steps | facts.consent_steps.keys(), self._walk.done)
        if person is not None:
            self._walk, lost = self._resuming.met(self._walk, before, person)
        return lost

    def restore(self, draft: DraftRecord) -> Lost:
        """Go on where a crash interrupted the guide; answers what belongs into the notes instead."""
        if draft.call_type is None or not self.choose_type(draft.call_type):
            kinds = self._playbook.call_types
            default = kinds.get(self._playbook.default_call_type) or next(iter(kinds.values()), None)
            self._walk = GuideWalk(default) if default is not None else None
        if self._walk is None:
            return ()
        self._walk, lost = self._resuming.start(self._walk, draft)
        return lost

    def recall(self, step_id: str, customer_key: str | None) -> None:
        """After a crash: the journal says that this deed was done, for this customer."""
        if self._walk is not None:
            self._walk = self._resuming.done(self._walk, step_id, customer_key, self._person)

    # -- what is kept with the call ------------------------------------------------------------------------

    def kept(self, person: MergedCustomer | None) -> KeptGuide:
        """The guide as a draft of this person's call keeps it; without anybody's checks while it has yet to follow."""
        if self._walk is None:
            return KeptGuide()
        language = self.language()
        schema = schema_in(self._playbook, language)
        rows: dict[str, KeptAnswer] = {}
        for step_id in self._walk.answers:
            if (step := self._step(step_id)) is not None:
                told = self._walk.told(step, self.seen, self._show, schema, language)
                rows[step_id] = kept_answer(self._walk, step, told)
        current = self.current()
        theirs = self._resuming.kept(rows) if _same(person, self._person) else without_personal(rows)
        return KeptGuide(theirs, current.id if current is not None else None, self._walk.after)

    def put_in(self) -> tuple[object, ...]:
        """What the agent has put into the guide and where they went: anything else than before is to be kept."""
        walk = self._walk
        if walk is None or (not walk.answers and walk.at is None):
            return (self.chosen,)
        return (self.chosen, walk.answers, walk.reasons, walk.done, walk.at, walk.after)

    # -- walking -------------------------------------------------------------------------------------------

    def view(self) -> GuideView:
        """The guide as shown."""
        if self._walk is None:
            return GuideView()
        language = self.language()
        schema = schema_in(self._playbook, language)
        view = self._walk.view(self.seen, self._show, schema, language, self._own, self._show_in(language))
        return replace(self._aim.guide(view), skip_reasons=tuple(map(self._own, self._playbook.skip_reasons)))

    def language(self) -> str:
        """The language the agent speaks with this caller: theirs, where the playbook has it."""
        seen = self.seen.get("customer.language")
        spoken = seen.value if seen is not None and seen.look is Look.KNOWN else None
        return language_of(str(spoken or ""), self._playbook.languages)

    def given(self) -> Mapping[str, Value | None]:
        """The answers that count."""
        return self._walk.given() if self._walk is not None else {}

    def current(self) -> Step | None:
        """The step to do now."""
        return self._walk.current(self.seen) if self._walk is not None else None

    def answer(self, step_id: str, value: str) -> None:
        """The caller's answer to a step."""
        if self._walk is not None:
            self._walk = self._walk.answer(step_id, value)
            if self._walk.problem is None:
                self._resuming.renewed(step_id)
                self._record("answered", {"step": step_id, "call_type": self._walk.call_type.id})

    def effect(self, step_id: str) -> FilledEffect | None:
        """What doing this step does; None where it does nothing, or has done it."""
        shown = next((step for step in self.view().steps if step.id == step_id), None)
        return shown.effect if shown is not None else None

    def did(self, step_id: str) -> None:
        """What this step does is done."""
        if self._walk is not None:
            self._walk = self._walk.did(step_id)
            self._resuming.renewed(step_id)

    def undid(self, step_id: str) -> None:
        """What this step did was taken back."""
        if self._walk is not None:
            self._walk = self._walk.undid(step_id)
            self._resuming.renewed(step_id)

    def refuse(self, step_id: str, problem: str) -> None:
        """What this step does could not be done."""
        if self._walk is not None:
            self._walk = self._walk.refused(step_id, problem)

    def back(self) -> None:
        """One step back."""
        if self._walk is not None:
            self._walk = self._walk.back(self.seen)

    def skip(self, reason: str = "") -> None:
        """Leave out the current step, for one of the playbook's reasons where it has some."""
        # Shown in the agent's language, kept in the playbook's: reports count one reason, not one for each language.
        reason = next((each for each in self._playbook.skip_reasons if self._own(each) == reason), reason)
        step = self.current()
        if self._walk is None or step is None:
            return
        self._walk = self._walk.skip(self.seen, reason)
        if self._walk.problem is None:
            self._record("step.skipped", {"step": step.id, "call_type": self._walk.call_type.id, "reason": reason})

    def go_to(self, step_id: str) -> None:
        """Jump to a step."""
        if self._walk is not None:
            self._walk = self._walk.go_to(step_id)

    def time_steps(self, now: datetime, *, answered: bool) -> None:
        """Journal how long the agent was at a step, when another one is current; ringing is nobody's step."""
        step, kind = self.current() if answered else None, self.call_type
        at = (kind.id, step.id) if kind is not None and step is not None else None
        if at == self._at_step:
            return
        if self._at_step is not None and self._since is not None:
            was_in, left = self._at_step
            seconds = max(0, int((now - self._since).total_seconds()))
            self._record("step.left", {"step": left, "call_type": was_in, "seconds": str(seconds)})
        self._at_step, self._since = at, now

    # -- finishing -----------------------------------------------------------------------------------------

    def needed(self, disposition_id: str | None) -> tuple[str, ...]:
        """What finishing with this disposition needs: notes, follow_up, or answer:<step>, disclosure:<step>."""
        if self._walk is None:
            return ()
        kind = self._walk.call_type
        leaf = next((leaf for leaf in kind.dispositions if leaf.id == disposition_id), None)
        named = dict.fromkeys(("notes",) if kind.require_notes else ()) | dict.fromkeys(leaf.require if leaf else ())
        given, unread = self._walk.given(), self._walk.unread(self.seen)
        needed = [name for name in named if not name.startswith(ANSWER)]
        steps = [name.removeprefix(ANSWER) for name in named if name.startswith(ANSWER)]
        needed += [f"answer:{step}" for step in steps if given.get(step) is None]
        return (*needed, *([f"disclosure:{unread.id}"] if unread is not None else []))

    def title(self, step_id: str) -> str:
        """A step in the agent's words."""
        step = self.call_type.step(step_id) if self.call_type is not None else None
        return self._own(step.label or step.title) if step is not None else step_id

    def _step(self, step_id: str) -> Step | None:
        """The step with this id: of the call type in force, else of the first that has one."""
        kinds = (self.call_type, *self._playbook.call_types.values())
        return next((step for kind in kinds if kind is not None and (step := kind.step(step_id)) is not None), None)


def _same(one: MergedCustomer | None, other: MergedCustomer | None) -> bool:
    return one is other or (one is not None and other is not None and one.is_same(other))
