"""What was learned, as a call sees it: frozen, with the features a playbook's own rules speak of."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass, field, replace

from desktop.rules.actions import Action
from desktop.rules.arbitrate import Estimate, Exponent, ModelKind
from desktop.rules.bundle import Bundle
from desktop.rules.compiled import Layout
from desktop.rules.feedback import ACTION, MAX_FEATURES, BadData
from desktop.rules.ftrl import LogisticModel
from desktop.rules.learned import Learned, Tally
from desktop.rules.propensity import (
    DEFAULT_LEVELS,
    MAX_CUTS,
    MAX_MEMBERS,
    UNKNOWN,
    BetaModel,
    Case,
    Feature,
    Features,
)
from desktop.rules.schema import FactDef
from desktop.rules.seen import SeenFacts
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
        self.counting: Collection[str] = frozenset(self._known)

    def moved(self, layout: Layout) -> int:
        """The actions whose place depends on their chance, as a bit set."""
        return layout.bits(self.counting)

    @property
    def features(self) -> Case:
        """What the model sees of this moment; nothing without a model."""
        return _NO_CASE

    def of(self, action_id: str) -> Estimate | None:
        """The chance of an action and what it stands on; None where nothing is known."""
        return self._known.get(action_id)

    def ranking(self, action_id: str) -> Estimate | None:
        """The chance of an action, if its place depends on it."""
        return self.of(action_id) if action_id in self.counting else None


class Chances(Beliefs):
    """The chances a model gives for one moment; features and chances are worked out when first asked for."""

    def __init__(self, learning: Learning, seen: SeenFacts) -> None:
        super().__init__()
        self.learning = learning
        self.counting = learning.counting
        self._seen = seen
        self._features: Case | None = None

    @property
    def features(self) -> Case:
        """The labels of what is known; what is not says nothing, and is neither learned nor put on record."""
        if self._features is None:
            self._features = self.learning.labels(self._seen)
        return self._features

    def moved(self, layout: Layout) -> int:
        """The actions whose place depends on their chance, as a bit set."""
        return self.learning.moved

    def like(self, before: Chances) -> Chances:
        """These chances, with those of a moment that looked the same to the model."""
        self._known = before._known
        return self

    def of(self, action_id: str) -> Estimate | None:
        """The chance of an action and what it stands on."""
        known = self._known.get(action_id)
        if known is None:
            estimate = self.learning.model.estimate(self.case(action_id))
            known = self._known[action_id] = replace(estimate, ready=action_id in self.counting)
        return known

    def basis(self) -> Case:
        """The part of the features on which the chances depend."""
        return self.learning.labels(self._seen, self.learning.basis)

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
    moved: int = 0

    @classmethod
    def of(cls, learned: Learned, bundle: Bundle, features: Features) -> Learning:
        """Freeze what was learned; the model must not learn any more."""
        is_earned = learned.contest.may_switch
        wants = bundle.policy.model is ModelKind.LOGISTIC
        model = learned.logistic if wants and is_earned else learned.beta
        tallies = group_tallies(learned.tallies, bundle)
        found = cls(bundle, features, model, tallies, learned.total.outcomes, is_earned)
        counting = frozenset(a.id for a in _chance_takers(bundle) if found.stand(a).counts)
        return replace(found, counting=counting, moved=bundle.compiled.layout.bits(counting))

    def stand(self, action: Action) -> Stand:
        """How far the group of an action is."""
        wanted = self.bundle.policy.exponent_of(self.bundle.catalogue.groups_of(action))
        return Stand(wanted, self.tallies.get(group_key(action), Tally()))

    @property
    def basis(self) -> frozenset[str] | None:
        """The features a chance depends on; None for all of them."""
        if isinstance(self.model, LogisticModel):
            return None
        return frozenset(name for level in self.model.levels for name in level)

    def labels(self, seen: SeenFacts, among: Collection[str] | None = None) -> Case:
        """The features of a moment as far as they are known."""
        return {name: label for name, label in self.features.freeze(seen, among).items() if label != UNKNOWN}

    def chances(self, seen: SeenFacts, before: Beliefs | None = None) -> Chances:
        """The chances of this moment; those of `before` are kept where the model would not tell the difference."""
        fresh = Chances(self, seen)
        if not self.counting or not isinstance(before, Chances) or before.learning is not self:
            return fresh
        return fresh.like(before) if before.basis() == fresh.basis() else fresh


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
