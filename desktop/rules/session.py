"""One interaction with the engine: facts in, decisions out, replayable to the same ids."""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import datetime

from desktop.rules.actions import Outcome
from desktop.rules.arbitrate import Estimate, Ranking, arbitrate, shortlist
from desktop.rules.awaited import awaited
from desktop.rules.bundle import Bundle, LoadResult, load_bundle
from desktop.rules.chances import Beliefs, Learning
from desktop.rules.clock import Clock, FixedZone, Zone
from desktop.rules.contact import ContactEvent
from desktop.rules.decision import (
    ActionEntry,
    ActionSet,
    AlertEntry,
    CallTypeChoice,
    CallTypeSource,
    Decision,
    Diff,
    FilledEffect,
    PanelPush,
    Reaction,
    Reason,
)
from desktop.rules.differ import decision_diff
from desktop.rules.evaluate import evaluate, wake_at
from desktop.rules.evaluation import Evaluation, Inputs
from desktop.rules.explain import Awaited, Explanation
from desktop.rules.explore import Draw, Explorer, HoldOut, explore_last
from desktop.rules.facts import Fact, FactSet, admit
from desktop.rules.hitpolicy import Decided
from desktop.rules.judging import in_order
from desktop.rules.present import (
    MAX_BEHIND,
    EntryCache,
    EntryMaker,
    action_set,
    alerts,
    call_type_choice,
    panels,
)
from desktop.rules.reader import PLAIN, Reader, Show
from desktop.rules.seen import stale_names
from desktop.rules.why import explain_action, explain_row
from desktop.rules.wording import Words

__all__ = [
    "ActionEntry",
    "ActionSet",
    "AlertEntry",
    "Awaited",
    "Bundle",
    "CallTypeChoice",
    "CallTypeSource",
    "Clock",
    "ContactEvent",
    "Decided",
    "Decision",
    "Diff",
    "Explanation",
    "FilledEffect",
    "LoadResult",
    "PanelPush",
    "Reaction",
    "Reason",
    "RuleSession",
    "Zone",
    "load_bundle",
]

_COUNTS_AS = {
    Reaction.ACCEPTED: Outcome.ACCEPTED,
    Reaction.DECLINED: Outcome.REJECTED,
    Reaction.NOT_OFFERED: Outcome.NOT_OFFERED,
}
_REACTIONS = {
    Outcome.ACCEPTED: Reaction.ACCEPTED,
    Outcome.REJECTED: Reaction.DECLINED,
    Outcome.SNOOZED: Reaction.DECLINED,
    Outcome.NOT_OFFERED: Reaction.NOT_OFFERED,
}


@dataclass(frozen=True, slots=True)
class _State:
    """What the session remembers between decisions."""

    facts: FactSet = field(default_factory=FactSet.of)
    call_type: str | None = None
    pinned: frozenset[str] = frozenset()
    reactions: Mapping[str, Reaction] = field(default_factory=dict)
    events: tuple[ContactEvent, ...] = ()
    shown: frozenset[str] = frozenset()
    seq: int = 0


class RuleSession:
    """The engine for one call: give it facts and reactions, show its decision.

    `history` is the customer's contact log; None means that it is not known (yet), which
    holds back every action with a contact policy.
    """

    def __init__(
        self,
        bundle: Bundle,
        interaction_id: str,
        clock: Clock,
        zone: Zone | None = None,
        history: Sequence[ContactEvent] | None = None,
        *,
        channel: str = "voice",
        sources: Mapping[str, str] | None = None,
        estimates: Mapping[str, Estimate] | None = None,
        learning: Learning | None = None,
        explorer: Explorer | None = None,
        customer_key: str | None = None,
        reader: Reader = PLAIN,
        author: Reader = PLAIN,
    ) -> None:
        """Start a session; `sources` names systems for people, `learning` is what reactions have taught so far.

        Titles, reasons, alerts and explanations are for the `reader`, whatever language the call is in; `author` writes
        values as the playbook's first language does.

        `estimates` are chances given from outside, such as those of a log that is replayed. `explorer` explores
        and holds out as its policy says; without one nothing is left to chance.
        """
        self._bundle = bundle
        self._interaction_id = interaction_id
        self._clock = clock
        self._zone = zone or FixedZone()
        self._history = None if history is None else tuple(history)
        self._channel = channel
        self._sources = dict(sources or {})
        self._beliefs = Beliefs(estimates)
        self._learning = learning
        self._explorer = explorer
        self._customer_key = customer_key
        self._reader, self._author = reader, author
        self._draw: Draw | None = None
        self._state = _State()
        self._evaluation: Evaluation | None = None
        self._ranking = Ranking()
        self._entries = EntryCache()
        self._language = ""
        self._show: Show | None = None
        self._ranked_by = self._state
        self._decision: Decision | None = None
        self._awaited: tuple[Evaluation, tuple[Awaited, ...]] | None = None

    @property
    def bundle(self) -> Bundle:
        """The bundle this call began with."""
        return self._bundle

    @property
    def facts(self) -> FactSet:
        """The facts held."""
        return self._state.facts

    @property
    def beliefs(self) -> Beliefs:
        """What the model saw of the latest decision (labels without personal data), and its chances."""
        return self._beliefs

    @property
    def decision(self) -> Decision:
        """The latest decision; before any facts it is that for no facts."""
        return self._decision or self.update(())

    @property
    def evaluation(self) -> Evaluation:
        """The verdicts behind the latest decision."""
        if self._evaluation is None:
            self.update(())
        assert self._evaluation is not None
        return self._evaluation

    def set_history(self, history: Sequence[ContactEvent] | None, customer_key: str | None = None) -> None:
        """Take in the contact log once the customer is known; the next update uses it."""
        self._history = None if history is None else tuple(history)
        self._customer_key = customer_key

    def speak(self, language: str, show: Show | None = None) -> None:
        """Say what cards say in a language of the playbook, with values as `show` writes them; the next update does.

        Empty is the playbook's first language, in which values are written as everywhere here.
        """
        if language != self._language:
            self._language, self._show = language, show
            self._entries, self._awaited = EntryCache(), None

    def set_estimates(self, estimates: Mapping[str, Estimate]) -> None:
        """Take in chances of acceptance in place of learned ones; the next update uses them."""
        self._learning, self._beliefs = None, Beliefs(estimates)

    def update(
        self,
        facts: Iterable[Fact],
        *,
        pinned: Iterable[str] | None = None,
        call_type: str | None = None,
    ) -> Decision:
        """Take in facts and decide again; `call_type`, once chosen by the agent, stays chosen."""
        held, _ = self._state.facts.merged(self._admitted(facts))
        self._state = replace(
            self._state,
            facts=held,
            call_type=call_type if call_type is not None else self._state.call_type,
            pinned=frozenset(pinned) if pinned is not None else self._state.pinned,
        )
        return self._decide()

    def release_call_type(self) -> Decision:
        """Let the table choose the call type again."""
        self._state = replace(self._state, call_type=None)
        return self._decide()

    def tick(self) -> Decision:
        """Decide again because time has passed."""
        return self._decide()

    def react(self, action_id: str, outcome: str | Reaction, reason_id: str | None = None) -> Decision:
        """Note what became of a card; in this call it is not pushed again."""
        action = self._bundle.catalogue.actions.get(action_id)
        if action is None:
            return self.decision
        counts, pause = _COUNTS_AS[Reaction(outcome)], None
        for reason in action.decline_reasons:
            if reason.id == reason_id and Reaction(outcome) is Reaction.DECLINED:
                counts, pause = reason.counts_as, reason.pause
        now = self._clock.now()
        until = now + pause if pause is not None else None
        event = ContactEvent(action_id, counts, now, action.group, self._channel, until)
        self._state = replace(
            self._state,
            reactions={**self._state.reactions, action_id: _REACTIONS[counts]},
            events=(*self._state.events, event),
            pinned=self._state.pinned - {action_id},
        )
        return self._decide()

    def forget(self, action_id: str) -> Decision:
        """Take back what was noted of a card: it is weighed again as if nothing had been said."""
        if action_id not in self._state.reactions:
            return self.decision
        left = {name: reaction for name, reaction in self._state.reactions.items() if name != action_id}
        events = tuple(event for event in self._state.events if event.action_id != action_id)
        self._state = replace(self._state, reactions=left, events=events)
        return self._decide()

    def why(self, action_id: str) -> Explanation | None:
        """Why an action is or is not shown; None when the catalogue has no such action."""
        decision = self.decision
        assert self._evaluation is not None
        action = self._bundle.catalogue.actions.get(action_id)
        if action is None:
            return None
        words, ranking = self._words(self._evaluation), self._ranking
        if self._explorer is None:
            ranking = self._rank_all(self._evaluation, self._ranked_by)
        found, waits = self._evaluation, self.awaited()
        return explain_action(action, self._bundle, found, ranking, decision, words, self._beliefs, waits)

    def titles(self) -> dict[str, str]:
        """The titles of all actions by id, drafts included, filled from the facts."""
        words = self._words(self.evaluation)
        return {action.id: words.title(action) for action in self._bundle.catalogue.actions.values()}

    def first_title(self, action_id: str) -> str:
        """The title of an action in the playbook's first language: what colleagues and other systems call it."""
        action, found = self._bundle.catalogue.actions.get(action_id), self.evaluation
        if action is None:
            return action_id
        words = replace(self._words(found), language="", show=None, reader=self._author)
        return EntryMaker(self._bundle, found, words).entry(found.judge_now(action)).title

    def awaited(self) -> tuple[Awaited, ...]:
        """The unknown facts that each by itself keep actions waiting, the most useful first."""
        found = self.evaluation
        if self._awaited is None or self._awaited[0] is not found:
            self._awaited = found, awaited(found, self._words(found))
        return self._awaited[1]

    def why_row(self, table_id: str, row_id: str) -> Explanation | None:
        """Why a row of a table does or does not match; None when there is no such row."""
        decision = self.decision
        assert self._evaluation is not None
        words = self._words(self._evaluation)
        return explain_row(table_id, row_id, self._bundle, decision, words)

    def _admitted(self, facts: Iterable[Fact]) -> list[Fact]:
        """Declared facts only, each checked against its type."""
        admitted = []
        for fact in facts:
            definition = self._bundle.schema.get(fact.name)
            if definition is None or definition.derive is not None:
                continue
            if not fact.name.startswith("decision."):
                least, most = definition.min, definition.max
                admitted.append(admit(fact, definition.type, nullable=definition.nullable, least=least, most=most))
        return admitted

    def _words(self, found: Evaluation) -> Words:
        schema, now, said = self._bundle.schema, found.inputs.now, (self._language, self._show)
        return Words(schema, found.seen, now, self._sources, self._zone, *said, self._reader, self._author)

    def _inputs(self, now: datetime) -> Inputs:
        state = self._state
        history = None if self._history is None else (*self._history, *state.events)
        return Inputs(state.facts, now, self._zone, history, self._channel, state.call_type)

    def _decide(self) -> Decision:
        before, verdicts = self._decision, self._evaluation
        found = evaluate(self._bundle, self._inputs(self._clock.now()), verdicts)
        if self._learning is not None:
            self._beliefs = self._learning.chances(found.seen, self._beliefs)
        self._ranked_by = self._state
        ranking = self._rank(found)
        self._ranking, self._draw = self._explored(ranking)
        words = self._words(found)
        # what was drawn by chance is left out: the order must not depend on earlier draws
        shown = frozenset([c.id for c in (*ranking.mandatory, *ranking.ranked)])
        self._state = replace(self._state, seq=self._state.seq + 1, shown=shown)
        decision = self._compose(found, words)
        diff = decision_diff(self._bundle, before, verdicts, decision, found)
        self._decision = replace(decision, diff=diff)
        self._evaluation = found
        return self._decision

    def _rank(self, found: Evaluation) -> Ranking:
        """The cards, looking no further than the lists show; a draw needs all that pass."""
        if self._explorer is not None:
            return self._rank_all(found, self._state)
        state, bundle = self._state, self._bundle
        layout = bundle.compiled.layout
        passing = found.standing.passing & ~layout.bits(state.reactions)
        kept = passing & ~layout.mandatory & layout.bits(state.pinned)
        open_ = in_order(found, self._beliefs, state.reactions, state.shown, kept) if kept else ()
        order = in_order(found, self._beliefs, state.reactions, state.shown)
        duties, pinned = (passing & layout.mandatory).bit_count(), tuple(sorted(state.pinned))
        return shortlist(order, duties, tuple(open_), bundle.catalogue, bundle.policy, pinned, behind=MAX_BEHIND)

    def _rank_all(self, found: Evaluation, state: _State) -> Ranking:
        """The cards among all that pass."""
        hold_out = self._hold_out()
        held_out = hold_out is not None and hold_out.held_out
        everybody = in_order(found, self._beliefs, state.reactions, state.shown)
        catalogue, policy = self._bundle.catalogue, self._bundle.policy
        return arbitrate(everybody, catalogue, policy, state.shown, tuple(sorted(state.pinned)), held_out=held_out)

    def _hold_out(self) -> HoldOut | None:
        """The bucket of this customer, or of this call while nobody is identified."""
        if self._explorer is None:
            return None
        return self._explorer.hold_out(self._interaction_id, self._customer_key)

    def _explored(self, ranking: Ranking) -> tuple[Ranking, Draw | None]:
        """The ranking with its last slot drawn, where the policy explores."""
        if self._explorer is None:
            return ranking, None
        pinned = tuple(sorted(self._state.pinned))
        return explore_last(ranking, self._bundle.catalogue, self._explorer, self._interaction_id, pinned)

    def _compose(self, found: Evaluation, words: Words) -> Decision:
        state = self._state
        shown, later = panels(self._bundle, found)
        maker = EntryMaker(self._bundle, found, words, self._entries)
        explored = self._draw.chosen if self._draw is not None and self._draw.explored else None
        actions = action_set(maker, self._ranking, dict(state.reactions), state.pinned, explored)
        return Decision(
            decision_id=self._decision_id(),
            bundle_hash=self._bundle.hash,
            seq=state.seq,
            at=found.inputs.now,
            call_type=call_type_choice(self._bundle, found, words),
            panels=shown,
            possible_panels=later,
            actions=actions,
            alerts=alerts(self._bundle, found, words),
            next_wake_at=wake_at(self._bundle, found),
            refresh=stale_names(found.seen, self._bundle.compiled.timed),
            draw=self._draw,
            hold_out=self._hold_out(),
        )

    def _decision_id(self) -> str:
        """First 16 hex digits of SHA-256 over bundle, interaction, sequence and fact digest."""
        state = self._state
        text = "\x1f".join((self._bundle.hash, self._interaction_id, str(state.seq), state.facts.digest()))
        return hashlib.sha256(text.encode("utf-8", "surrogatepass")).hexdigest()[:16]
