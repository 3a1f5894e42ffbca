"""From passing actions to a short list: exact integer scores and one total order."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from decimal import ROUND_HALF_EVEN, Decimal
from enum import StrEnum
from itertools import islice
from math import isqrt

from desktop.rules.actions import Action, Catalogue, Group
from desktop.rules.gates import Bucket, Judgement
from desktop.rules.kleene import T
from desktop.rules.reader import PLAIN, Reader

MILLION = 1_000_000
P_MIN, P_MAX = 1_000, 999_000
KEEP_NUMERATOR, KEEP_DENOMINATOR = 110, 100


class Exponent(StrEnum):
    """How much the chance of acceptance counts: not at all, its root, fully."""

    NONE = "0"
    HALF = "1/2"
    FULL = "1"


class ModelKind(StrEnum):
    """Which model says how likely an offer is accepted."""

    BETA = "beta"
    LOGISTIC = "logistic"


@dataclass(frozen=True, slots=True)
class Policy:
    """How actions are ranked and how many are shown; `exponents` are those of single groups."""

    version: str = "1"
    slots: int = 3
    model: ModelKind = ModelKind.BETA
    exponent: Exponent = Exponent.NONE
    exponents: Mapping[str, Exponent] = field(default_factory=dict)
    use_chance: bool = True
    use_context: bool = True
    use_value: bool = True
    use_levers: bool = True
    epsilon: Decimal = Decimal(0)
    explore_k: int = 3
    holdout_percent: int = 0

    def exponent_of(self, groups: Iterable[Group]) -> Exponent:
        """How much the chance of an action counts: as its innermost group with a setting says."""
        if not self.use_chance:
            return Exponent.NONE
        return next((self.exponents[g.id] for g in groups if g.id in self.exponents), self.exponent)


BASIS = {
    "few": "Only {n} calls to learn from so far",
    "similar": "{accepted} of {n} similar calls accepted",
    "all": "{accepted} of {n} calls accepted",
    "model": "Learned from {n} calls",
}


@dataclass(frozen=True, slots=True)
class Estimate:
    """A chance of acceptance and what it stands on: `n` cases at a level, `accepted` of them, told by one of `BASIS`.

    One that is not `ready` is known and logged, but takes no part in the ranking.
    """

    p: float
    n: float = 0.0
    low: float = 0.0
    high: float = 1.0
    level: str = ""
    basis: str = ""
    accepted: int = 0
    ready: bool = True

    def told(self, reader: Reader = PLAIN) -> str:
        """What it stands on, in words; blank where nothing is known of that."""
        if not self.basis:
            return ""
        return reader.tr(BASIS[self.basis], round(self.n), accepted=reader.number(self.accepted))


@dataclass(frozen=True, slots=True)
class Score:
    """An exact score: P, C and L in millionths, V in thousandths, and their product."""

    p: int = MILLION
    c: int = MILLION
    v: int = 1_000
    l: int = MILLION  # noqa: E741
    product: int = 0
    exponent: Exponent = Exponent.NONE
    weights: tuple[int, ...] = ()
    estimate: Estimate | None = None


class Cut(StrEnum):
    """Why a passing action is not shown."""

    GROUP = "group limit"
    SLOTS = "no free slot"
    HOLDOUT = "hold-out"


@dataclass(frozen=True, slots=True)
class Candidate:
    """A passing action with its score."""

    judgement: Judgement
    score: Score
    place: tuple[object, ...] = field(init=False, compare=False, repr=False)

    def __post_init__(self) -> None:
        """Work out the place in the total order once: candidates outlive many decisions."""
        object.__setattr__(self, "place", _place(self, KEEP_DENOMINATOR, stays=False))

    @property
    def id(self) -> str:
        """The action's id."""
        return self.judgement.action.id

    @property
    def mandatory(self) -> bool:
        """Whether the action must be shown."""
        return self.judgement.action.mandatory


@dataclass(frozen=True, slots=True)
class Ranking:
    """The outcome: mandatory and ranked cards in order, and who was cut by what."""

    mandatory: tuple[Candidate, ...] = ()
    ranked: tuple[Candidate, ...] = ()
    cut: Mapping[str, Cut] = field(default_factory=dict)
    order: tuple[Candidate, ...] = ()


def score(
    judgement: Judgement,
    catalogue: Catalogue,
    policy: Policy,
    estimate: Estimate | None = None,
) -> Score:
    """P^a * C * V * L as one exact integer (rules of arbitration, section 6 of the design)."""
    action = judgement.action
    p = chance_millionths(estimate.p) if estimate is not None else P_MAX
    fired = tuple(w for w, verdict in judgement.weights if verdict is T)
    c = lever(sum(fired)) if policy.use_context else MILLION
    groups = catalogue.groups_of(action)
    group_weight = sum(group.weight for group in groups)
    levers = lever(group_weight + action.weight) if policy.use_levers else MILLION
    value = judgement.value if judgement.value is not None else Decimal(0)
    v = thousandths(value) if policy.use_value else 1_000
    exponent = policy.exponent_of(groups) if estimate is not None and estimate.ready else Exponent.NONE
    product = powered(p, exponent) * c * v * levers
    return Score(p, c, v, levers, product, exponent, fired, estimate)


def chance_millionths(p: float) -> int:
    """A chance as whole millionths, kept away from 0 and 1."""
    return min(P_MAX, max(P_MIN, round(p * MILLION)))


def powered(p: int, exponent: Exponent) -> int:
    """P^a in millionths, by integers only."""
    if exponent is Exponent.NONE:
        return MILLION
    return isqrt(p * MILLION) if exponent is Exponent.HALF else p


def lever(weight: int) -> int:
    """clamp(1 + weight/100, 0.1, 5) in millionths."""
    return min(5 * MILLION, max(MILLION // 10, MILLION + weight * (MILLION // 100)))


def thousandths(value: Decimal) -> int:
    """An amount as whole thousandths, half to even."""
    scaled = max(value, Decimal(0)) * 1000
    return int(scaled.to_integral_value(rounding=ROUND_HALF_EVEN))


def plain_candidate(action: Action, catalogue: Catalogue, policy: Policy) -> Candidate:
    """An action as it would be scored without any fact: no context weight, no chance, its own value."""
    judgement = Judgement(action, Bucket.PASS, None, (), (), action.value)
    return Candidate(judgement, score(judgement, catalogue, policy))


def order_key(candidate: Candidate, shown: frozenset[str] = frozenset()) -> tuple[object, ...]:
    """The total order: no two actions compare equal.

    A card already shown gives way only to one that scores at least 1.10 times as much.
    """
    stays = candidate.id in shown
    return _place(candidate, KEEP_NUMERATOR, stays=True) if stays else candidate.place


def _place(candidate: Candidate, boost: int, *, stays: bool) -> tuple[object, ...]:
    action = candidate.judgement.action
    if action.mandatory:
        return (0, -action.priority, action.id)
    return (1, -candidate.score.product * boost, stays, -action.priority, action.id)


def arbitrate(
    candidates: Iterable[Candidate],
    catalogue: Catalogue,
    policy: Policy,
    shown: frozenset[str] = frozenset(),
    pinned: Sequence[str] = (),
    *,
    held_out: bool = False,
) -> Ranking:
    """The cards to show: mandatory ones always, then by score within groups and slots."""
    order = sorted(candidates, key=lambda c: order_key(c, shown))
    kept = [c for c in order if c.id in pinned and not c.mandatory]
    duties = sum(c.mandatory for c in order)
    return shortlist(order, duties, kept, catalogue, policy, pinned, held_out=held_out)


def shortlist(
    order: Iterable[Candidate],
    duties: int,
    kept: Sequence[Candidate],
    catalogue: Catalogue,
    policy: Policy,
    pinned: Sequence[str] = (),
    *,
    held_out: bool = False,
    behind: int | None = None,
) -> Ranking:
    """The cards to show of candidates that come best first, `duties` mandatory ones before all others.

    `kept` are those the agent has open. After `behind` candidates without room nobody else is asked.
    """
    coming = iter(order)
    mandatory = tuple(islice(coming, duties))
    walked, ranked = list(mandatory), list(kept)
    counts: dict[str, int] = {}
    for candidate in kept:
        _count(candidate, catalogue, counts)
    cut: dict[str, Cut] = {}
    kept_ids = {c.id for c in kept}
    free = policy.slots - len(mandatory) - len(set(pinned) - kept_ids - {c.id for c in mandatory})
    for candidate in coming:
        walked.append(candidate)
        if candidate.id in kept_ids:
            continue
        reason = _reason_to_cut(candidate, catalogue, counts, len(ranked) < free, held_out)
        if reason is None:
            ranked.append(candidate)
            _count(candidate, catalogue, counts)
            continue
        cut[candidate.id] = reason
        if behind is not None and len(cut) >= behind and (held_out or len(ranked) >= free):
            break
    place = {c.id: index for index, c in enumerate(walked)}
    ranked.sort(key=lambda c: place.get(c.id, len(place)))
    return Ranking(mandatory, tuple(ranked), cut, tuple(walked))


def _count(candidate: Candidate, catalogue: Catalogue, counts: dict[str, int]) -> None:
    for group in catalogue.groups_of(candidate.judgement.action):
        counts[group.id] = counts.get(group.id, 0) + 1


def _reason_to_cut(
    candidate: Candidate,
    catalogue: Catalogue,
    counts: Mapping[str, int],
    has_room: bool,
    held_out: bool,
) -> Cut | None:
    if held_out:
        return Cut.HOLDOUT
    groups = catalogue.groups_of(candidate.judgement.action)
    if any(counts.get(group.id, 0) >= group.max_shown for group in groups):
        return Cut.GROUP
    return None if has_room else Cut.SLOTS
