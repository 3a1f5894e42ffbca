"""What the playbook says about one call at this moment: call type, guide, panels, actions, suggestions.

Facts go to the rules, the Decision comes back, and the guide follows the call type until the agent has begun to
walk it or has chosen one: from then on another type is only suggested, so that nothing is pulled away.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime
from types import MappingProxyType
from typing import TYPE_CHECKING

from desktop.call.derived import Derivation
from desktop.call.facts import facts_of
from desktop.call.guide import GuideWalk
from desktop.call.letter_draft import Hand
from desktop.call.offers import Offers, Record
from desktop.call.panels import Panels
from desktop.call.readings import Moment
from desktop.call.record_values import Reading
from desktop.call.state import ActionNote, CallTypeOption, GuideView, PanelsView
from desktop.call.suggest import decided_disposition, dispositions_of, suggested_dispositions, suggested_follow_up
from desktop.call.writes import effect_payload
from desktop.playbook.call_type_read import ANSWER
from desktop.playbook.kept_facts import kept_facts
from desktop.playbook.model import GIVEN, REFUSED
from desktop.playbook.record_fields import countable_kinds
from desktop.playbook.words import language_of
from desktop.rules.actions import Outcome
from desktop.rules.facts import FactSet
from desktop.rules.seen import Look, SeenFacts, see_all
from desktop.rules.session import Reaction, RuleSession
from desktop.store.journal import Kind

if TYPE_CHECKING:
    from connectors.connector import Scalar
    from connectors.merge import MergedCustomer
    from desktop.call.context import Context
    from desktop.call.state import CallInfo, Identity, Part
    from desktop.call.wrap_up import WrapUp
    from desktop.call.writes import Writer
    from desktop.playbook.model import CallType
    from desktop.rules.contact import ContactEvent
    from desktop.rules.explain import Explanation
    from desktop.rules.session import ActionEntry, Decision, FilledEffect
    from desktop.rules.values import Value
    from desktop.store.records import DraftValue, JournalEntry, JsonMap, OutboxDraft


@dataclass(frozen=True, slots=True)
class Write:
    """A write that an accepted action promises: to a named system, or to the first that takes it."""

    operation: str
    payload: Mapping[str, Scalar]
    system: str | None = None


class Advice:
    """The playbook's side of one call."""

    def __init__(self, call_id: str, context: Context, record: Record) -> None:
        self._context = context
        self._record = record
        self._playbook = context.playbook
        learner, bundle = context.learner, context.playbook.bundle
        self._rules = RuleSession(
            bundle, call_id, context.clock, context.zone, learning=learner.learning(), explorer=learner.explorer
        )
        self._offers = Offers(call_id, learner, bundle.policy.version, record)
        self._chosen: str | None = None
        self._walk: GuideWalk | None = None
        self._pinned: frozenset[str] = frozenset()
        self._shown: set[str] = set()
        self._seen: SeenFacts = {}
        self.writes_before = 0
        self._writes = 0
        self._history: tuple[ContactEvent, ...] | None = None
        book = self._playbook
        self._panels = Panels(book)
        self._derivation = Derivation(
            book.derived, book.bundle.schema, book.currency, countable_kinds(book.panels, book.currency)
        )
        self._at_step: tuple[str, str] | None = None
        self._person: MergedCustomer | None = None
        self._done_before: frozenset[str] = frozenset()
        self._since: datetime | None = None
        self._made_of: tuple[object, ...] = ()
        self.decision: Decision | None = None
        self.log: tuple[ActionNote, ...] = ()

    # -- deciding ------------------------------------------------------------------------------------------

    def settle(self, info: CallInfo, identity: Identity, parts: Mapping[str, Part]) -> None:
        """Decide again from what is known now."""
        now = self._context.clock.now()
        answers = self._walk.given() if self._walk else {}
        made_of = (info, identity, *parts.values(), answers, self._chosen, self._pinned, self._history)
        if not self._is_due(now) and _same(made_of, self._made_of):
            return
        self._made_of = made_of
        schema = self._playbook.bundle.schema
        settings = self._playbook.facts
        facts = facts_of(info, identity, parts, answers, now, self._context.zone, settings=settings)
        reading = Reading(Moment(now, self._context.zone), settings.complaints)
        facts = self._derivation.facts(facts, parts, identity, reading, self._context.zone)
        facts = tuple(fact for fact in facts if fact.name in schema.facts)
        self.decision = self._rules.update(facts, pinned=self._pinned, call_type=self._chosen)
        self._seen = see_all(FactSet.of(facts), schema, now, self._context.zone)
        self._follow()
        self._time_steps(info, now)
        self._journal_shown()

    def _is_due(self, now: datetime) -> bool:
        wake = self.next_wake_at()
        return wake is not None and now >= wake

    def _follow(self) -> None:
        """Open the guide of the call type, unless the agent is already walking another one."""
        value = self._chosen or (self.decision.call_type.value if self.decision else None)
        wanted = self._playbook.call_types.get(str(value)) if value is not None else None
        if wanted is None:
            return
        if self._walk is None:
            self._walk = GuideWalk(wanted, done=self._done_before)
        elif wanted is not self._walk.call_type and (self._chosen is not None or not self._walk.answers):
            self._walk = self._walk.switched(wanted)

    def _time_steps(self, info: CallInfo, now: datetime) -> None:
        """Journal how long the agent was at a step, when another one is current; ringing is nobody's step."""
        step = self._walk.current(self._seen) if self._walk is not None and info.answered_at is not None else None
        at = (self._walk.call_type.id, step.id) if self._walk is not None and step is not None else None
        if at == self._at_step:
            return
        if self._at_step is not None and self._since is not None:
            kind, left = self._at_step
            seconds = max(0, int((now - self._since).total_seconds()))
            self._record("step.left", {"step": left, "call_type": kind, "seconds": str(seconds)})
        self._at_step, self._since = at, now

    def _journal_shown(self) -> None:
        if self.decision is None:
            return
        for entry in self.decision.actions.shown:
            if entry.id not in self._shown:
                self._shown.add(entry.id)
                self._record("action.shown", {"action": entry.id, "outcome": Outcome.SHOWN.value, "group": entry.group})
        self._offers.show(self.decision, self._rules.beliefs)

    def next_wake_at(self) -> datetime | None:
        """The instant at which the decision may change by itself."""
        return self.decision.next_wake_at if self.decision else None

    def follow(self, person: MergedCustomer | None) -> None:
        """Who is on the line; what one person said of themselves, and what was done for them, is not another's."""
        before, self._person = self._person, person
        if before is None or (person is not None and before.is_same(person)) or self._walk is None:
            return
        facts = self._playbook.facts
        self._walk = self._walk.without(facts.identity_steps | facts.consent_steps.keys())
        self._made_of = ()

    def recall(self, entries: Iterable[JournalEntry]) -> None:
        """After a crash: what this call had done already is not done again."""
        for entry in entries:
            if entry.kind == Kind.STEP_DONE:
                self._done_before |= {str(entry.data.get("step"))}
            elif entry.kind == Kind.ACTION_ACCEPTED and entry.data.get("action") in self._rules.titles():
                self._rules.react(str(entry.data.get("action")), Reaction.ACCEPTED)
        if self._walk is not None:
            self._walk = replace(self._walk, done=self._walk.done | self._done_before)
        self._made_of = ()

    def forget_history(self, customer_key: str | None) -> None:
        """Another person is on the line."""
        self._history = None
        self._rules.set_history(None, customer_key)

    def know_history(self, events: Sequence[ContactEvent], customer_key: str) -> None:
        """What was offered to this customer before, for the contact policy."""
        self._history = tuple(events)
        self._rules.set_history(events, customer_key)

    # -- call type and guide -------------------------------------------------------------------------------

    @property
    def call_type(self) -> str | None:
        """The id of the call type in force."""
        return self._walk.call_type.id if self._walk else None

    def _type(self) -> CallType | None:
        return self._walk.call_type if self._walk else None

    def subject(self) -> str:
        """What the call was about, in the playbook's words."""
        kind = self._type()
        return kind.title if kind else ""

    def kept(self, now: datetime) -> JsonMap:
        """What the journal keeps of the facts, for test cases: nothing that tells who was on the line."""
        book = self._playbook
        facts = kept_facts(self._seen, book.bundle, now, self._context.zone.local_date(now), book.derived)
        return {"call_type": self.call_type, "chosen": self._chosen is not None, "facts": facts}

    def call_types(self) -> tuple[CallTypeOption, ...]:
        """Every call type, the one the rules would choose marked."""
        suggested = self.decision.call_type.value if self.decision else None
        return tuple(
            CallTypeOption(kind.id, kind.title, kind.id == suggested) for kind in self._playbook.call_types.values()
        )

    def choose_type(self, type_id: str) -> bool:
        """The agent says what the call is about; answers stay. False for a type that does not exist."""
        if type_id not in self._playbook.call_types:
            return False
        self._chosen = type_id
        self._follow()
        return True

    def stay(self) -> None:
        """The call type in force is what the call is about."""
        if self._chosen is None and self._walk is not None:
            self._chosen = self._walk.call_type.id

    def guide_view(self) -> GuideView:
        """The guide as shown."""
        if self._walk is None:
            return GuideView()
        schema, language = self._playbook.bundle.schema, self.language()
        view = self._walk.view(self._seen, self._context.show, schema, language)
        return replace(view, skip_reasons=self._playbook.skip_reasons)

    def panels(self, identity: Identity, parts: Mapping[str, Part]) -> PanelsView:
        """What the panels show besides records."""
        step = self._walk.current(self._seen) if self._walk is not None else None
        self._panels.talk_of(self._type(), step.id if step is not None else None, self.language())
        self._panels.travel(self.decision, identity, parts, Moment(self._context.clock.now(), self._context.zone))
        return self._panels.view()

    @property
    def seen(self) -> SeenFacts:
        """What is known of this call, as conditions see it."""
        return self._seen

    def verified(self) -> bool:
        """Whether the caller is known to be who they say."""
        seen = self._seen.get("identity.verified")
        return seen is not None and seen.value is True

    def language(self) -> str:
        """The language the agent speaks with this caller: theirs, where the playbook has it."""
        seen = self._seen.get("customer.language")
        spoken = seen.value if seen is not None and seen.look is Look.KNOWN else None
        return language_of(str(spoken or ""), self._playbook.languages)

    def hand(self, language: str) -> Hand:
        """What a letter in a language is written with."""
        context = self._context
        others: dict[str, Value] = {
            "agent.name": context.agent,
            "company.name": context.company,
            "call.today": self._today(),
        }
        extra = MappingProxyType({name: value for name, value in others.items() if value})
        return Hand(self._seen, self._playbook.bundle.schema, context.show_in(language), extra)

    def answer(self, step_id: str, value: str) -> None:
        """The caller's answer to a step."""
        if self._walk is not None:
            self._walk = self._walk.answer(step_id, value)
            if self._walk.problem is None:
                self._record("answered", {"step": step_id, "call_type": self._walk.call_type.id})

    def step_effect(self, step_id: str) -> FilledEffect | None:
        """What doing this step does; None where it does nothing, or has done it."""
        shown = next((step for step in self.guide_view().steps if step.id == step_id), None)
        return shown.effect if shown is not None else None

    def did_step(self, step_id: str) -> None:
        """What this step does is done."""
        if self._walk is not None:
            self._walk = self._walk.did(step_id)

    def refuse_step(self, step_id: str, problem: str) -> None:
        """What this step does could not be done."""
        if self._walk is not None:
            self._walk = self._walk.refused(step_id, problem)

    def back(self) -> None:
        """One step back."""
        if self._walk is not None:
            self._walk = self._walk.back(self._seen)

    def skip(self, reason: str = "") -> None:
        """Leave out the current step, for one of the playbook's reasons where it has some."""
        step = self._walk.current(self._seen) if self._walk is not None else None
        if self._walk is None or step is None:
            return
        self._walk = self._walk.skip(self._seen)
        if self._walk.problem is None:
            self._record("step.skipped", {"step": step.id, "call_type": self._walk.call_type.id, "reason": reason})

    def go_to(self, step_id: str) -> None:
        """Jump to a step."""
        if self._walk is not None:
            self._walk = self._walk.go_to(step_id)

    # -- actions -------------------------------------------------------------------------------------------

    def entry(self, action_id: str) -> ActionEntry | None:
        """A card that is on offer now."""
        if self.decision is None:
            return None
        return next((entry for entry in self.decision.actions.shown if entry.id == action_id), None)

    def pin(self, action_ids: frozenset[str]) -> bool:
        """These cards are being read; False when that is nothing new."""
        changed = action_ids != self._pinned
        self._pinned = action_ids
        return changed

    def behind(self) -> str:
        """The decision to which a reaction belongs."""
        return self._offers.behind

    def accept(self, action_id: str, decision_id: str) -> None:
        """The action was taken; it is not pushed again in this call."""
        self.note(action_id, "accepted", None)
        self._offers.react(decision_id, action_id, Outcome.ACCEPTED, self._context.clock.now())
        self._rules.react(action_id, Reaction.ACCEPTED)
        self._made_of = ()

    def decline(self, action_id: str, reason_id: str, decision_id: str) -> tuple[str, datetime | None]:
        """The action was not taken; returns what that counts as, and until when it is put off."""
        entry = self.entry(action_id)
        reason = next((r for r in entry.decline_reasons if r.id == reason_id), None) if entry else None
        self.note(action_id, "declined", reason.label if reason else None)
        self._rules.react(action_id, Reaction.DECLINED, reason_id)
        self._made_of = ()
        counts_as = reason.counts_as if reason else Outcome.REJECTED
        self._offers.react(decision_id, action_id, counts_as, self._context.clock.now())
        until = self._context.clock.now() + reason.pause if reason and reason.pause else None
        return counts_as.value, until

    def note(self, action_id: str, outcome: str, reason: str | None) -> None:
        """Remember for the summary what became of an action in this call."""
        entry = self.entry(action_id)
        title = entry.title if entry else action_id
        self.log = (*self.log, ActionNote(action_id, title, outcome, reason))

    def titles(self) -> dict[str, str]:
        """The titles of all actions by id, whether they are on offer or not."""
        return self._rules.titles()

    def explain(self, action_id: str) -> Explanation | None:
        """Why this action is, or is not, recommended; None for one the playbook does not have."""
        known = self._playbook.bundle.catalogue.actions
        return self._rules.why(action_id) if action_id in known else None

    def writes(self, effects: Sequence[FilledEffect], subject: str) -> Iterator[Write]:
        """What these effects promise to write; `subject` is what it is about where they do not say."""
        for effect in effects:
            if effect.kind != "connector":
                continue
            system, _, operation = effect.name.rpartition(":")
            payload = effect_payload(effect.params, self._today())
            yield Write(operation, {"subject": subject, **payload}, system or None)

    def consents(self, writer: Writer, now: datetime) -> list[OutboxDraft]:
        """What the caller agreed to or refused in this call, for the system that keeps consents."""
        given = self._walk.given() if self._walk is not None else {}
        drafts: list[OutboxDraft] = []
        for step, consent in sorted(self._playbook.facts.consent_steps.items()):
            if given.get(step) in (GIVEN, REFUSED):
                payload: dict[str, DraftValue] = {"consent": consent, "given": given[step] == GIVEN, "at": now}
                drafts += writer.draft("consent.create", payload, self.next_number())
        return drafts

    def next_number(self) -> int:
        """A number no other write of this call has; 100 and more, below are the wrap-up's own."""
        self._writes += 1
        return 99 + self.writes_before + self._writes

    # -- wrapping up ---------------------------------------------------------------------------------------

    def needed(self, disposition_id: str | None) -> tuple[str, ...]:
        """What finishing with this disposition needs: notes, follow_up, or answer:<step>, disclosure:<step>."""
        kind = self._type()
        if kind is None or self._walk is None:
            return ()
        leaf = next((leaf for leaf in kind.dispositions if leaf.id == disposition_id), None)
        named = dict.fromkeys(("notes",) if kind.require_notes else ()) | dict.fromkeys(leaf.require if leaf else ())
        given, unread = self._walk.given(), self._walk.unread(self._seen)
        needed = [name for name in named if not name.startswith(ANSWER)]
        steps = [name.removeprefix(ANSWER) for name in named if name.startswith(ANSWER)]
        needed += [f"answer:{step}" for step in steps if given.get(step) is None]
        return (*needed, *([f"disclosure:{unread.id}"] if unread is not None else []))

    def step_title(self, step_id: str) -> str:
        """A step in the playbook's words."""
        kind = self._type()
        step = kind.step(step_id) if kind is not None else None
        return (step.label or step.title) if step is not None else step_id

    def offer(self, wrap_up: WrapUp) -> None:
        """Give the wrap-up what the call type offers now."""
        kind = self._type()
        if kind is None:
            return
        wrap_up.offer(
            dispositions_of(kind),
            suggested_dispositions(kind, self._seen),
            decided_disposition(kind, self._seen),
            kind.goal_s,
        )
        wrap_up.suggest_follow_up(suggested_follow_up(kind, self._seen, self._today(), self._context.show))

    def _today(self) -> date:
        return self._context.zone.local_date(self._context.clock.now())


def _same(one: tuple[object, ...], other: tuple[object, ...]) -> bool:
    """Whether nothing the decision is made of has changed: the same objects, or equal ones where they are made anew."""
    return len(one) == len(other) and all(a is b or a == b for a, b in zip(one, other, strict=True))
