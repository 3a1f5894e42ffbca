"""What another playbook's ranking would have earned on the calls of a log.

The log knows labels, not facts. A condition is therefore judged as far as the labels tell: a card is left out only
where one of its gates is surely false, and a context weight counts only where it is surely true.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal
from math import fsum

from desktop.rules.actions import Action
from desktop.rules.arbitrate import Estimate, score
from desktop.rules.bundle import Bundle
from desktop.rules.chances import group_key, group_tallies
from desktop.rules.facts import Fact
from desktop.rules.feedback import ACTION, Example
from desktop.rules.gates import Bucket, Judgement
from desktop.rules.kleene import F, truth
from desktop.rules.learned import Learned, Tally
from desktop.rules.ope import Evaluation, Refusal, evaluate_policy, logged, ranked_by
from desktop.rules.propensity import ABSENT, OTHER, UNKNOWN, Case
from desktop.rules.schema import FactDef, Schema
from desktop.rules.seen import Look, Seen, SeenFacts
from desktop.rules.tables import Status
from desktop.rules.values import Kind, Value


@dataclass(frozen=True, slots=True)
class Comparison:
    """The value of another playbook per drawn card, beside what the log itself earned with the same cards."""

    earned: float
    drawn: int
    found: Evaluation | Refusal


def compare_policies(found: Sequence[Example], other: Bundle, learned: Learned) -> Comparison:
    """Ask the log what `other` would have earned in the last place; chances are those that were learned.

    Where the policy began to try things out on the way, the calls from then on are asked.
    """
    tried = [example for example in found if example.shown.exploring]
    model = learned.beta
    rows = logged(tried or found, ranked_by(_Ranks(other, learned), other.policy), model.chance)
    drawn = [row for row in rows if row.exploring]
    earned = fsum(row.reward for row in drawn) / max(1, len(drawn))
    return Comparison(earned, len(drawn), evaluate_policy(rows))


class _Ranks:
    """What a playbook orders a card of the log by: its score, then its priority; None where it would not show it."""

    def __init__(self, bundle: Bundle, learned: Learned) -> None:
        self._bundle = bundle
        self._model = learned.beta
        self._tallies = group_tallies(learned.tallies, bundle)

    def __call__(self, case: Case) -> tuple[int, int] | None:
        """The rank of the card of a case."""
        action = self._bundle.catalogue.actions.get(case[ACTION])
        if action is None or action.status is not Status.ACTIVE:
            return None
        seen = seen_of(case, self._bundle.schema)
        groups = self._bundle.catalogue.groups_of(action)
        gates = [action.gates, *(group.gates for group in groups)]
        if any(truth(node, seen) is F for own in gates for node in own.values()):
            return None
        weights = tuple((weight.weight, truth(weight.when, seen)) for weight in action.context_weights)
        judgement = Judgement(action, Bucket.PASS, None, (), weights, _worth(action))
        ready = self._tallies.get(group_key(action), Tally()).is_ready
        estimate = Estimate(self._model.chance(case), ready=ready)
        return score(judgement, self._bundle.catalogue, self._bundle.policy, estimate).product, action.priority


def _worth(action: Action) -> Decimal:
    """The value of an action without its facts."""
    if action.value_expr is None:
        return action.value
    return action.value_if_unknown if action.value_if_unknown is not None else Decimal(0)


def seen_of(case: Case, schema: Schema) -> SeenFacts:
    """The facts of a case as far as its labels give them away; a range of a quantity says nothing exact."""
    seen: dict[str, Seen] = {}
    for name, label in case.items():
        definition = schema.get(name)
        found = _seen(definition, label) if definition is not None else None
        if found is not None:
            seen[name] = found
    return seen


def _seen(definition: FactDef, label: str) -> Seen | None:
    kind = definition.type.kind
    if label in (UNKNOWN, OTHER):
        return None
    if label == ABSENT:
        return Seen(Look.ABSENT, None, Fact.absent(definition.name), definition.type)
    value: Value | None = {"true": True, "false": False}.get(label) if kind is Kind.BOOL else None
    if kind in (Kind.ENUM, Kind.TEXT):
        value = label
    if value is None:
        return None
    return Seen(Look.KNOWN, value, Fact.known(definition.name, value), definition.type)
