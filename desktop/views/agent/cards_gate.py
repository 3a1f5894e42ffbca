"""When cards may change: at a step, an answer, a reaction; otherwise the news waits until it is taken. Pure."""

from __future__ import annotations

from collections.abc import Hashable, Sequence
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from desktop.call.state import CallState
    from desktop.rules.session import ActionEntry

MOST = 3


@dataclass(frozen=True, slots=True)
class Shown:
    """One card on the screen; `gone` says that the rules no longer recommend it."""

    entry: ActionEntry
    gone: bool = False


@dataclass(frozen=True, slots=True)
class Gate:
    """The cards on the screen, and those that wait to be taken (`fresh`); each change gives a new gate."""

    shown: tuple[Shown, ...] = ()
    fresh: tuple[ActionEntry, ...] = ()
    latest: tuple[ActionEntry, ...] = ()
    moment: Hashable = None

    def offered(self, entries: Sequence[ActionEntry], moment: Hashable, *, free: bool = False) -> Gate:
        """Take in a decision; `moment` names step, answers and reactions, `free` lets everything through.

        Between two moments a card keeps its place; its words follow, and one that has left stays, marked.
        """
        latest = tuple(entries[:MOST])
        if free or moment != self.moment or not self.shown:
            return Gate(_shown(latest), (), latest, moment)
        now = {entry.id: entry for entry in latest}
        held = {card.entry.id for card in self.shown}
        kept = tuple(
            Shown(now[card.entry.id], now[card.entry.id].no_longer_recommended)
            if card.entry.id in now
            else replace(card, gone=True)
            for card in self.shown
        )
        fresh = tuple(entry for entry in latest if entry.id not in held and not entry.no_longer_recommended)
        return Gate(kept, fresh, latest, moment)

    def taken(self) -> Gate:
        """The agent wants the newest cards now."""
        return Gate(_shown(self.latest), (), self.latest, self.moment)


def _shown(entries: Sequence[ActionEntry]) -> tuple[Shown, ...]:
    return tuple(Shown(entry, entry.no_longer_recommended) for entry in entries)


def moment_of(state: CallState) -> Hashable:
    """What has to change before cards may: who calls, about what, the step, the answers, the reactions."""
    guide = state.guide
    customer = state.identity.customer
    answers = tuple((step.id, step.answer, step.status) for step in guide.steps)
    return (state.id, customer.key if customer else None, guide.call_type, guide.current, answers, state.action_log)
