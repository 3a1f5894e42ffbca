"""What the playbook says about one call at this moment: call type, guide, panels, actions, suggestions.

Facts go to the rules, the Decision comes back, and the guide follows.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from types import MappingProxyType
from typing import TYPE_CHECKING

from desktop.call.aiming import Aim
from desktop.call.derived import Derivation
from desktop.call.facts import facts_of
from desktop.call.letter_draft import Hand
from desktop.call.offers import Offers, Record
from desktop.call.panels import Panels
from desktop.call.readings import Moment
from desktop.call.record_values import Reading
from desktop.call.state import ActionNote, CallTypeOption, PanelsView
from desktop.call.suggest import decided_disposition, dispositions_of, suggested_dispositions, suggested_follow_up
from desktop.call.undo import standing
from desktop.call.walking import Walking
from desktop.call.writes import effect_payload
from desktop.playbook.colleagues import reader_of, schema_in, show_of
from desktop.playbook.kept_facts import kept_facts
from desktop.playbook.model import GIVEN, REFUSED
from desktop.playbook.record_fields import countable_kinds
from desktop.rules.actions import Outcome
from desktop.rules.facts import FactSet
from desktop.rules.reader import Reader
from desktop.rules.seen import SeenFacts, see_all
from desktop.rules.session import Reaction, RuleSession
from desktop.store.journal import Kind

if TYPE_CHECKING:
    from connectors.connector import Scalar
    from desktop.call.context import Context
    from desktop.call.state import CallInfo, Identity, Part
    from desktop.call.wrap_up import WrapUp
    from desktop.call.writes import Writer
    from desktop.playbook.texts import Show
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
        self.reader = reader_of(self._playbook, context.language(), context.show)
        self.show = show_of(self._playbook, context.language(), context.show)
        self._shows: dict[str, Show] = {}
        self._rules = RuleSession(
            bundle,
            call_id,
            context.clock,
            context.zone,
            sources={connector.name: connector.label for connector in context.connectors},
            learning=learner.learning(),
            explorer=learner.explorer,
            reader=self.reader,
            author=Reader(self._playbook.languages[0], show=self.show_in(self._playbook.languages[0])),
        )
        self._offers = Offers(call_id, learner, bundle.policy.version, record)
        self._pinned: frozenset[str] = frozenset()
        self._shown: set[str] = set()
        self.writes_before = 0
        self._writes = 0
        self._history: tuple[ContactEvent, ...] | None = None
        book = self._playbook
        self._panels = Panels(book)
        self._derivation = Derivation(
            book.derived, book.bundle.schema, book.currency, countable_kinds(book.panels, book.currency)
        )
        self._made_of: tuple[object, ...] = ()
        self.aim = Aim(context.connectors)
        self.guide = Walking(book, self.show, record, self.reader.own, self.aim, self.show_in)
        self.decision: Decision | None = None
        self.log: tuple[ActionNote, ...] = ()

    def show_in(self, language: str) -> Show:
        """Words a value for who reads a language: the caller, mostly."""
        if language not in self._shows:
            self._shows[language] = show_of(self._playbook, language, self._context.show_in(language))
        return self._shows[language]

    # -- deciding ------------------------------------------------------------------------------------------

    def settle(self, info: CallInfo, identity: Identity, parts: Mapping[str, Part]) -> None:
        """Decide again from what is known now."""
        now = self._context.clock.now()
        guide, answers = self.guide, self.guide.given()
        made_of = (info, identity, *parts.values(), answers, guide.chosen, self._pinned, self._history)
        if not self._is_due(now) and _same(made_of, self._made_of):
            return
        self._made_of = made_of
        schema = self._playbook.bundle.schema
        settings = self._playbook.facts
        facts = facts_of(info, identity, parts, answers, now, self._context.zone, settings=settings)
        reading = Reading(Moment(now, self._context.zone), settings.complaints)
        facts = self._derivation.facts(facts, parts, identity, reading, self._context.zone)
        facts = tuple(fact for fact in facts if fact.name in schema.facts)
        guide.seen = see_all(FactSet.of(facts), schema, now, self._context.zone)
        self._speak(guide.language())
        self.decision = self.aim.decision(self._rules.update(facts, pinned=self._pinned, call_type=guide.chosen))
        guide.follow_type(self.decision.call_type.value)
        guide.time_steps(now, answered=info.answered_at is not None)
        self._journal_shown()

    def _speak(self, language: str) -> None:
        """Cards say what they say in the language of the caller, with values as its readers write them."""
        first = language == self._playbook.languages[0]
        self._rules.speak("" if first else language, None if first else self.show_in(language))

    def _is_due(self, now: datetime) -> bool:
        wake = self.next_wake_at()
        return wake is not None and now >= wake

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

    def recall(self, entries: Iterable[JournalEntry]) -> None:
        """After a crash: what this call had done already is not done again."""
        for entry in standing(entries):
            if entry.kind == Kind.STEP_DONE:
                self.guide.recall(str(entry.data.get("step")), entry.customer_key)
            elif entry.kind == Kind.ACTION_ACCEPTED and entry.data.get("action") in self._rules.titles():
                self._rules.react(str(entry.data.get("action")), Reaction.ACCEPTED)
        self._made_of = ()

    def forget_history(self, customer_key: str | None) -> None:
        """Another person is on the line."""
        self._history = None
        self._rules.set_history(None, customer_key)

    def know_history(self, events: Sequence[ContactEvent], customer_key: str) -> None:
        """What was offered to this customer before, for the contact policy."""
        self._history = tuple(events)
        self._rules.set_history(events, customer_key)

    # -- the call's subject --------------------------------------------------------------------------------

    @property
    def call_type(self) -> str | None:
        """The id of the call type in force."""
        kind = self.guide.call_type
        return kind.id if kind is not None else None

    def subject(self) -> str:
        """What the call was about, in the playbook's words."""
        kind = self.guide.call_type
        return kind.title if kind is not None else ""

    def kept(self, now: datetime) -> JsonMap:
        """What the journal keeps of the facts, for test cases: nothing that tells who was on the line."""
        book = self._playbook
        facts = kept_facts(self.seen, book.bundle, now, self._context.zone.local_date(now), book.derived)
        return {"call_type": self.call_type, "chosen": self.guide.chosen is not None, "facts": facts}

    def call_types(self) -> tuple[CallTypeOption, ...]:
        """Every call type, the one the rules would choose marked."""
        suggested = self.decision.call_type.value if self.decision else None
        return tuple(
            CallTypeOption(kind.id, self.reader.own(kind.title), kind.id == suggested)
            for kind in self._playbook.call_types.values()
        )

    def panels(self, identity: Identity, parts: Mapping[str, Part]) -> PanelsView:
        """What the panels show besides records."""
        step = self.guide.current()
        self._panels.talk_of(self.guide.call_type, step.id if step is not None else None, self.guide.language())
        self._panels.travel(self.decision, identity, parts, Moment(self._context.clock.now(), self._context.zone))
        return self._panels.view()

    @property
    def seen(self) -> SeenFacts:
        """What is known of this call, as conditions see it."""
        return self.guide.seen

    def verified(self) -> bool:
        """Whether the caller is known to be who they say."""
        seen = self.seen.get("identity.verified")
        return seen is not None and seen.value is True

    def hand(self, language: str) -> Hand:
        """What a letter in a language is written with."""
        context = self._context
        others: dict[str, Value] = {
            "agent.name": context.agent,
            "company.name": context.company,
            "call.today": self._today(),
        }
        extra = MappingProxyType({name: value for name, value in others.items() if value})
        return Hand(self.seen, schema_in(self._playbook, language), self.show_in(language), extra)

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

    def accept(self, action_id: str) -> None:
        """The action was taken; it is not pushed again in this call."""
        self.note(action_id, "accepted", None)
        self._rules.react(action_id, Reaction.ACCEPTED)
        self._made_of = ()

    def stays_accepted(self, action_id: str, decision_id: str) -> None:
        """It can no longer be taken back: the models learn it."""
        self._offers.react(decision_id, action_id, Outcome.ACCEPTED, self._context.clock.now())

    def take_back(self, action_id: str, title: str) -> None:
        """The action was not taken after all; it may be offered again."""
        self.log = tuple(note for note in self.log if (note.action_id, note.outcome) != (action_id, "accepted"))
        self.tell(ActionNote(action_id, title, "undone"))
        self._rules.forget(action_id)
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
        self.tell(ActionNote(action_id, title, outcome, reason))

    def tell(self, note: ActionNote) -> None:
        """Remember for the summary, and for the line under the cards."""
        self.log = (*self.log, note)

    def subject_of(self, action_id: str) -> str:
        """What a write that an action promises is about, where it does not say."""
        return self._rules.first_title(action_id)

    def retell(self, note: ActionNote, instead: ActionNote) -> None:
        """It came out differently after all."""
        self.log = (*(each for each in self.log if each is not note), instead)

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
        drafts: list[OutboxDraft] = []
        for consent, is_given in self.consented():
            payload: dict[str, DraftValue] = {"consent": consent, "given": is_given, "at": now}
            drafts += writer.draft("consent.create", payload, self.next_number())
        return drafts

    def consented(self) -> list[tuple[str, bool]]:
        """What the caller agreed to, or refused, in this call."""
        given, steps = self.guide.given(), sorted(self._playbook.facts.consent_steps.items())
        return [(consent, given[step] == GIVEN) for step, consent in steps if given.get(step) in (GIVEN, REFUSED)]

    def next_number(self) -> int:
        """A number no other write of this call has; 100 and more, below are the wrap-up's own."""
        self._writes += 1
        return 99 + self.writes_before + self._writes

    # -- wrapping up ---------------------------------------------------------------------------------------

    def offer(self, wrap_up: WrapUp) -> None:
        """Give the wrap-up what the call type offers now."""
        kind = self.guide.call_type
        if kind is None:
            return
        wrap_up.offer(
            dispositions_of(kind, self.reader.own),
            suggested_dispositions(kind, self.seen),
            decided_disposition(kind, self.seen),
            kind.goal_s,
        )
        wrap_up.suggest_follow_up(suggested_follow_up(kind, self.seen, self._today(), self.show))

    def _today(self) -> date:
        return self._context.zone.local_date(self._context.clock.now())


def _same(one: tuple[object, ...], other: tuple[object, ...]) -> bool:
    """Whether nothing the decision is made of has changed: the same objects, or equal ones where they are made anew."""
    return len(one) == len(other) and all(a is b or a == b for a, b in zip(one, other, strict=True))
