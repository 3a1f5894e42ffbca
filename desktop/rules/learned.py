"""What reactions have taught: both models side by side, how often each action was answered, who foresaw better."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass
from datetime import timedelta

from desktop.rules.feedback import FAR, BadData, Example, JsonMap, Reacted, Reader, Record, ShownSet, label_of
from desktop.rules.ftrl import Contest, LogisticModel, log_loss
from desktop.rules.propensity import BetaModel, is_ready

FORMAT = "callside.learned/1"
WITHIN = timedelta(hours=12)
"""A reaction belongs to a card for as long as the longest call and its wrap-up may take."""
MAX_ACTIONS = 50_000
_ACTION = re.compile(r"[A-Za-z0-9][A-Za-z0-9_.:-]{0,63}")


@dataclass(frozen=True, slots=True)
class Tally:
    """How many offers were answered, and how many of them accepted."""

    outcomes: int = 0
    acceptances: int = 0

    def __add__(self, other: Tally) -> Tally:
        """Both together."""
        return Tally(self.outcomes + other.outcomes, self.acceptances + other.acceptances)

    @property
    def is_ready(self) -> bool:
        """Whether these are enough for a chance to take part in the ranking."""
        return is_ready(self.outcomes, self.acceptances)


class Learned:
    """Takes the feedback log record by record, in its order, and learns from the first answer to each card.

    Both models predict every case before they learn it, so that it can be told which one foresees better.
    """

    def __init__(self, within: timedelta = WITHIN) -> None:
        self.beta = BetaModel()
        self.logistic = LogisticModel()
        self._within = within
        self._tallies: dict[str, Tally] = {}
        self._losses = (0.0, 0.0)
        self._open: dict[str, ShownSet] = {}
        self._answered: set[tuple[str, str]] = set()

    @property
    def tallies(self) -> Mapping[str, Tally]:
        """How often each action was answered."""
        return self._tallies

    @property
    def waiting(self) -> Collection[str]:
        """The decisions whose cards may still be answered, oldest first."""
        return self._open.keys()

    @property
    def total(self) -> Tally:
        """All actions together."""
        return sum(self._tallies.values(), Tally())

    @property
    def contest(self) -> Contest:
        """How the two models fared so far, each predicting before it learned."""
        total = self.total
        default, option = (loss / max(1, total.outcomes) for loss in self._losses)
        return Contest(total.outcomes, total.acceptances, default, option)

    def recall(self, record: Record) -> None:
        """Note a record that was learned from before: what was shown, and what has its answer."""
        self._example(record)

    def take(self, record: Record) -> Example | None:
        """Take in the next record; answers what was learned from, if anything was."""
        example = self._example(record)
        if example is not None:
            self._learn(example)
        return example

    def take_all(self, records: Iterable[Record]) -> list[Example]:
        """Take in records in their order; answers what was learned from."""
        return [example for record in records if (example := self.take(record)) is not None]

    def copy(self) -> Learned:
        """One that knows the same and learns on its own."""
        twin = Learned(self._within)
        twin.beta, twin.logistic = self.beta.copy(), self.logistic.copy()
        twin._tallies, twin._losses = dict(self._tallies), self._losses
        twin._open, twin._answered = dict(self._open), set(self._answered)
        return twin

    def _example(self, record: Record) -> Example | None:
        if isinstance(record, ShownSet):
            self._forget_before(record)
            self._open[record.decision_id] = record
        if not isinstance(record, Reacted):
            return None
        shown, label = self._open.get(record.decision_id), label_of(record.outcome)
        pair = (record.decision_id, record.action_id)
        if shown is None or label is None or pair in self._answered:
            return None
        was_there = record.action_id in [card.action_id for card in shown.cards]
        if not was_there or not timedelta(0) <= record.at - shown.at <= self._within:
            return None
        self._answered.add(pair)
        return Example(shown, record.action_id, label, record.at)

    def _forget_before(self, record: ShownSet) -> None:
        """Sets whose time for an answer is over."""
        while self._open:
            oldest = next(iter(self._open.values()))
            if record.at - oldest.at <= self._within:
                return
            del self._open[oldest.decision_id]
            self._answered = {pair for pair in self._answered if pair[0] != oldest.decision_id}

    def _learn(self, example: Example) -> None:
        case, accepted = example.case, example.accepted
        default, option = self._losses
        self._losses = (
            default + log_loss(self.beta.chance(case), accepted),
            option + log_loss(self.logistic.chance(case), accepted),
        )
        for model in (self.beta, self.logistic):
            model.learn(case, accepted)
        held = self._tallies.get(example.action_id, Tally())
        self._tallies[example.action_id] = held + Tally(1, int(accepted))

    def state(self) -> JsonMap:
        """What was learned as plain JSON data; sets that still wait for an answer are not part of it."""
        return {
            "format": FORMAT,
            "beta": self.beta.state(),
            "logistic": self.logistic.state(),
            "losses": list(self._losses),
            "actions": [
                {"action": name, "outcomes": tally.outcomes, "acceptances": tally.acceptances}
                for name, tally in sorted(self._tallies.items())
            ],
        }

    @classmethod
    def from_state(cls, data: object) -> Learned:
        """What a state tells; raises BadData with the place of the first fault."""
        reader = Reader(data, "learned", ("format", "beta", "logistic", "losses", "actions"))
        reader.format(FORMAT)
        found = cls()
        found.beta = BetaModel.from_state(reader.raw("beta"))
        if found.beta.levels != BetaModel().levels:
            raise BadData(reader.at("beta"), "the levels of this program")
        found.logistic = LogisticModel.from_state(reader.raw("logistic"))
        found._losses = _read_losses(reader)
        for index, raw in enumerate(reader.items("actions", MAX_ACTIONS)):
            action = Reader(raw, f"learned.actions[{index}]", ("action", "outcomes", "acceptances"))
            outcomes = action.whole("outcomes", 1, FAR)
            found._tallies[action.text("action", _ACTION)] = Tally(outcomes, action.whole("acceptances", 0, outcomes))
        return found


def _read_losses(reader: Reader) -> tuple[float, float]:
    losses = reader.items("losses", 2)
    if len(losses) != 2 or not all(isinstance(loss, float | int) and 0 <= loss <= FAR for loss in losses):
        raise BadData(reader.at("losses"), "two sums")
    return float(losses[0]), float(losses[1])  # type: ignore[arg-type]
