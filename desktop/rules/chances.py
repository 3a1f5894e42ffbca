"""What was learned, as a call sees it: frozen, with the features a playbook's own rules speak of."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass, field, replace
from operator import is_

from desktop.rules.actions import Action
from desktop.rules.arbitrate import Estimate, Exponent, ModelKind
from desktop.rules.bundle import Bundle
from desktop.rules.feedback import ACTION, MAX_FEATURES, BadData
from desktop.rules.ftrl import LogisticModel
from desktop.rules.learned import Learned, Tally
from desktop.rules.propensity import (
    DEFAULT_LEVELS,
    MAX_CUTS,
    MAX_MEMBERS,
    BetaModel,
    Case,
    Feature,
    Features,
)
from desktop.rules.schema import FactDef
from desktop.rules.seen import Seen, SeenFacts
from desktop.rules.values import Kind

_NO_CASE: Case = {}
_QUANTITIES = (Kind.INT, Kind.DECIMAL, Kind.MONEY, Kind.DURATION)


def features_of(bundle: Bundle) -> Features:
    """What models may see of a call: the facts the rules compare with something, in the ranges the rules know.

    Personal data are never among them, nor what is known only after the call.
    """
    levels = dict.fromkeys(name for level in DEFAULT_LEVELS for name in level if name != ACTION)
    found: list[Feature] = []
    for name in (*levels, *sorted(bundle.constants.keys() - levels.keys())):
        definition = bundle.schema.get(name)
        feature = _feature(definition, bundle) if definition is not None else None
        if feature is None or len(found) == MAX_FEATURES:
            continue
        try:
            Features([feature], bundle.schema)
        except BadData:
            continue
        found.append(feature)
    return Features(found, bundle.schema)


def _feature(definition: FactDef, bundle: Bundle) -> Feature | None:
    kind, constants = definition.type.kind, bundle.constants.get(definition.name) or ()
    if kind in _QUANTITIES:
        return Feature(definition.name, cuts=constants[:MAX_CUTS]) if constants else None
    if kind is Kind.TEXT:
        members = tuple(text for text in constants if isinstance(text, str))
        return Feature(definition.name, members=members[:MAX_MEMBERS]) if members else None
    return Feature(definition.name)


@dataclass(frozen=True, slots=True)
class Stand:
    """How far a group of actions is: how much its chance shall count, and the answers it has."""

    wanted: Exponent
    tally: Tally

    @property
    def counts(self) -> bool:
        """Whether the chance takes part in the ranking."""
        return self.wanted is not Exponent.NONE and self.tally.is_ready


class Beliefs:
    """Chances by action at one moment; `counting` are the actions whose order depends on theirs."""

    def __init__(self, given: Mapping[str, Estimate] | None = None) -> None:
        self._known = dict(given or {})
        self.counting: Collection[str] = tuple(self._known)
        self.features: Case = _NO_CASE

    def of(self, action_id: str) -> Estimate | None:
        """The chance of an action and what it stands on; None where nothing is known."""
        return self._known.get(action_id)


class Chances(Beliefs):
    """The chances a model gives for the features of one moment, each worked out when first asked for."""

    def __init__(self, learning: Learning, features: Case, looks: tuple[Seen | None, ...]) -> None:
        super().__init__()
        self.learning = learning
        self.features = features
        self.looks = looks
        self.counting = learning.counting

    def of(self, action_id: str) -> Estimate | None:
        """The chance of an action and what it stands on."""
        known = self._known.get(action_id)
        if known is None:
            estimate = self.learning.model.estimate(self.case(action_id))
            known = self._known[action_id] = replace(estimate, ready=action_id in self.counting)
        return known

    def case(self, action_id: str) -> Case:
        """What the model sees of an action now."""
        return {**self.features, ACTION: action_id}


@dataclass(frozen=True, slots=True)
class Learning:
    """What was learned so far, frozen for one call under one playbook.

    `is_earned` tells whether the policy may use the logistic model, should it want to.
    """

    bundle: Bundle
    features: Features
    model: BetaModel | LogisticModel
    tallies: Mapping[str, Tally]
    events: int
    is_earned: bool
    counting: frozenset[str] = field(default_factory=frozenset)

    @classmethod
    def of(cls, learned: Learned, bundle: Bundle, features: Features) -> Learning:
        """Freeze what was learned; the model must not learn any more."""
        is_earned = learned.contest.may_switch
        wants = bundle.policy.model is ModelKind.LOGISTIC
        model = learned.logistic if wants and is_earned else learned.beta
        tallies = group_tallies(learned.tallies, bundle)
        found = cls(bundle, features, model, tallies, learned.total.outcomes, is_earned)
        counting = frozenset(a.id for a in _chance_takers(bundle) if found.stand(a).counts)
        return replace(found, counting=counting)

    def stand(self, action: Action) -> Stand:
        """How far the group of an action is."""
        wanted = self.bundle.policy.exponent_of(self.bundle.catalogue.groups_of(action))
        return Stand(wanted, self.tallies.get(group_key(action), Tally()))

    def chances(self, seen: SeenFacts, before: Beliefs | None = None) -> Chances:
        """The chances of this moment; those of `before` where the features are still the same."""
        looks = tuple([seen.get(name) for name in self.features.names])
        mine = before if isinstance(before, Chances) and before.learning is self else None
        if mine is not None and all(map(is_, mine.looks, looks)):
            return mine
        features = self.features.freeze(seen)
        if mine is None or mine.features != features:
            return Chances(self, features, looks)
        mine.looks = looks
        return mine


def _chance_takers(bundle: Bundle) -> Iterable[Action]:
    """The actions whose chance could count at all."""
    policy = bundle.policy
    return bundle.catalogue.actions.values() if policy.exponents or policy.exponent is not Exponent.NONE else ()


def group_key(action: Action) -> str:
    """Whose answers an action's chance is judged by: those of its group, or its own outside of any."""
    return action.group or action.id


def group_tallies(tallies: Mapping[str, Tally], bundle: Bundle) -> dict[str, Tally]:
    """The answers of each group; actions the playbook no longer has count for none."""
    found: dict[str, Tally] = {}
    for action_id, tally in tallies.items():
        action = bundle.catalogue.actions.get(action_id)
        if action is not None:
            key = group_key(action)
            found[key] = found.get(key, Tally()) + tally
    return found
