"""Where what the playbook writes would go, so that it can be said before anything is done."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from typing import TYPE_CHECKING

from connectors.connector import UPDATE, notifies

if TYPE_CHECKING:
    from connectors.connector import Connector
    from desktop.call.state import GuideView
    from desktop.rules.decision import ActionEntry, Decision, FilledEffect


class Aim:
    """Gives each write the system that takes it; where that system then writes to the customer, the agent is asked."""

    def __init__(self, connectors: Sequence[Connector]) -> None:
        self._connectors = connectors
        self._aimed: dict[str, tuple[ActionEntry, ActionEntry]] = {}

    def effect(self, effect: FilledEffect) -> FilledEffect:
        """An effect with its system; the same object where there is nothing to add."""
        system, _, operation = effect.name.rpartition(":")
        # Which system takes a change depends on who is on the line; the playbook names it.
        if effect.kind != "connector" or (operation == UPDATE and not system):
            return effect
        taker = next(
            (each for each in self._connectors if operation in each.operations and system in ("", each.name)), None
        )
        if taker is None:
            return effect
        does = notifies(taker, operation)
        if system and not does:
            return effect
        return replace(effect, name=f"{taker.name}:{operation}", confirm=effect.confirm or does, notifies=does)

    def guide(self, view: GuideView) -> GuideView:
        """A guide whose steps say where they write."""
        aimed = tuple(
            step if step.effect is None else replace(step, effect=self.effect(step.effect)) for step in view.steps
        )
        return replace(view, steps=aimed)

    def decision(self, decision: Decision) -> Decision:
        """A decision whose cards say where they write; what has not changed stays the same object."""
        cards = decision.actions
        mandatory, ranked = self._entries(cards.mandatory), self._entries(cards.ranked)
        if mandatory is cards.mandatory and ranked is cards.ranked:
            return decision
        return replace(decision, actions=replace(cards, mandatory=mandatory, ranked=ranked))

    def _entries(self, entries: tuple[ActionEntry, ...]) -> tuple[ActionEntry, ...]:
        aimed = tuple(self._entry(entry) for entry in entries)
        return entries if all(one is other for one, other in zip(aimed, entries, strict=True)) else aimed

    def _entry(self, entry: ActionEntry) -> ActionEntry:
        before = self._aimed.get(entry.id)
        if before is not None and before[0] is entry:
            return before[1]
        effects = tuple(self.effect(effect) for effect in entry.effects)
        same = all(one is other for one, other in zip(effects, entry.effects, strict=True))
        aimed = entry if same else replace(entry, effects=effects)
        self._aimed[entry.id] = (entry, aimed)
        return aimed
