"""What a site's own log teaches: per action, per group, and which model foresees better."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from math import fsum

from desktop.rules.actions import Action
from desktop.rules.arbitrate import Exponent, ModelKind
from desktop.rules.bundle import Bundle
from desktop.rules.chances import Learning, features_of, group_key
from desktop.rules.feedback import Example, Record, ShownSet
from desktop.rules.ftrl import LogisticModel, auc, log_loss
from desktop.rules.learned import Learned, Tally
from desktop.rules.propensity import BetaModel, Model, wilson


@dataclass(frozen=True, slots=True)
class ActionLine:
    """One action: in how many calls it was shown, how it was answered, and what the model believes of those calls.

    `low` and `high` bound the rate (95 %); rate and belief are None where nothing was answered.
    """

    id: str
    title: str
    group: str
    shown: int
    tally: Tally
    rate: float | None = None
    low: float = 0.0
    high: float = 1.0
    believed: float | None = None


@dataclass(frozen=True, slots=True)
class GroupLine:
    """One group of actions: its answers, how much its chance shall count, and whether it does."""

    id: str
    label: str
    tally: Tally
    ready: bool
    wanted: Exponent
    counts: bool


@dataclass(frozen=True, slots=True)
class Foresight:
    """How well a model foresaw each answer before it learned it: log-loss in nats, AUC (None: all ended alike)."""

    log_loss: float
    auc: float | None


@dataclass(frozen=True, slots=True)
class LearnReport:
    """Everything a log teaches; `model` is the one in use, `may_switch` whether logistic has earned its place."""

    calls: int
    sets: int
    total: Tally
    exploring: int
    actions: tuple[ActionLine, ...]
    groups: tuple[GroupLine, ...]
    beta: Foresight
    logistic: Foresight
    may_switch: bool
    wanted: ModelKind
    model: ModelKind


def learn_report(records: Sequence[Record], bundle: Bundle, learned: Learned, found: Sequence[Example]) -> LearnReport:
    """The report of a log; `learned` and `found` are what was learned from its records."""
    sets = [record for record in records if isinstance(record, ShownSet)]
    learning = Learning.of(learned, bundle, features_of(bundle))
    logistic = isinstance(learning.model, LogisticModel)
    return LearnReport(
        calls=len({record.interaction for record in sets}),
        sets=len(sets),
        total=learned.total,
        exploring=sum(record.exploring for record in sets),
        actions=tuple(_actions(sets, bundle, learning, learned, found)),
        groups=tuple(_groups(bundle, learning)),
        beta=foresight(BetaModel(), found),
        logistic=foresight(LogisticModel(), found),
        may_switch=learning.is_earned,
        wanted=bundle.policy.model,
        model=ModelKind.LOGISTIC if logistic else ModelKind.BETA,
    )


def foresight(model: Model, found: Sequence[Example]) -> Foresight:
    """Let a fresh model predict each answer, then learn it."""
    said = []
    for example in found:
        said.append(model.chance(example.case))
        model.learn(example.case, example.accepted)
    came = [example.accepted for example in found]
    losses = fsum(log_loss(p, y) for p, y in zip(said, came, strict=True))
    return Foresight(losses / max(1, len(found)), auc(said, came))


def _actions(
    sets: Sequence[ShownSet], bundle: Bundle, learning: Learning, learned: Learned, found: Sequence[Example]
) -> list[ActionLine]:
    """Every action that was ever shown, those shown most first."""
    calls: dict[str, set[str]] = {}
    for record in sets:
        for card in record.cards:
            calls.setdefault(card.action_id, set()).add(record.interaction)
    lines = []
    for action_id in sorted(calls, key=lambda name: (-len(calls[name]), name)):
        action = bundle.catalogue.actions.get(action_id) or Action(action_id, action_id)
        tally = learned.tallies.get(action_id, Tally())
        line = ActionLine(action_id, action.title, action.group, len(calls[action_id]), tally)
        if tally.outcomes:
            low, high = wilson(tally.acceptances, tally.outcomes)
            chances = [learning.model.chance(e.case) for e in found if e.action_id == action_id]
            believed = fsum(chances) / max(1, len(chances))
            rate = tally.acceptances / tally.outcomes
            line = ActionLine(line.id, line.title, line.group, line.shown, tally, rate, low, high, believed)
        lines.append(line)
    return lines


def _groups(bundle: Bundle, learning: Learning) -> list[GroupLine]:
    """Every group of the catalogue; actions outside of any are groups of their own."""
    firsts: dict[str, Action] = {}
    for action in bundle.catalogue.actions.values():
        firsts.setdefault(group_key(action), action)
    lines = []
    for key, action in firsts.items():
        group, stand = bundle.catalogue.groups.get(key), learning.stand(action)
        label = group.label or key if group is not None else action.title
        lines.append(GroupLine(key, label, stand.tally, stand.tally.is_ready, stand.wanted, stand.counts))
    return lines
