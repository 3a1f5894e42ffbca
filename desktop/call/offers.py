"""Puts on record what a call's cards stood on: each set once, and the set behind each reaction."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING

from desktop.call.feedback_log import shown_data
from desktop.rules.feedback import Reacted, shown_set
from desktop.store.journal import Kind

if TYPE_CHECKING:
    from datetime import datetime

    from desktop.call.learner import Learner
    from desktop.rules.actions import Outcome
    from desktop.rules.chances import Beliefs
    from desktop.rules.decision import Decision
    from desktop.store.records import JsonMap

Record = Callable[[str, "JsonMap"], None]


class Offers:
    """The cards of one call on their way into the journal and to the models.

    `behind` is the decision to which a reaction belongs: the one that put these cards on the screen. What became
    known since then, perhaps from the customer's very answer, must not pass for what it was decided by.
    """

    def __init__(self, call_id: str, learner: Learner, version: str, record: Record) -> None:
        self._learner = learner
        self._tag = learner.tag(call_id)
        self._version = version
        self._record = record
        self._shown: tuple[object, ...] = ()
        self.behind = ""

    def show(self, decision: Decision, beliefs: Beliefs) -> None:
        """These cards are on screen; the same ones as before are no news."""
        cards = tuple((entry.id, entry.mandatory) for entry in decision.actions.shown)
        shown = (cards, decision.draw, decision.hold_out)
        if shown != self._shown and (cards or self._shown or decision.hold_out is not None):
            self._shown = shown
            self._put(decision, beliefs)

    def react(self, decision_id: str, action_id: str, outcome: Outcome, at: datetime) -> None:
        """The models learn what became of a card once it is on record."""
        self._learner.take(Reacted(decision_id, action_id, at, outcome))

    def _put(self, decision: Decision, beliefs: Beliefs) -> None:
        explorer = self._learner.explorer
        record = shown_set(
            decision,
            self._tag,
            self._version,
            beliefs.features,
            hold_out=decision.hold_out,
            exploring=explorer is not None and explorer.is_on,
            draw=decision.draw,
            chances=beliefs.of,
        )
        self.behind = decision.decision_id
        self._record(Kind.OFFERS_SHOWN, shown_data(record))
        self._learner.take(record)
