"""Exploration and hold-out: a keyed hash decides who sees what, so every choice can be replayed."""

from __future__ import annotations

import hashlib
import hmac
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from enum import StrEnum
from fractions import Fraction

from desktop.rules.actions import Catalogue
from desktop.rules.arbitrate import Candidate, Cut, Policy, Ranking
from desktop.rules.policy_read import EPSILON_FLOOR

MIN_KEY_BYTES = 16
BUCKETS = 100
_WORD = 8


class Unit(StrEnum):
    """What the hold-out is drawn by."""

    CUSTOMER = "customer"
    INTERACTION = "interaction"


@dataclass(frozen=True, slots=True)
class HoldOut:
    """The hold-out bucket (0 to 99) of a unit, and whether it sees mandatory cards only."""

    unit: Unit
    bucket: int
    held_out: bool = False


@dataclass(frozen=True, slots=True)
class Draw:
    """One draw for a slot: `choices` best first, and the exact chance with which `chosen` was chosen."""

    slot: int
    choices: tuple[str, ...]
    chosen: str
    propensity: Fraction

    @property
    def explored(self) -> bool:
        """Whether another card than the best one was chosen."""
        return self.chosen != self.choices[0]


def can_explore(policy: Policy) -> bool:
    """Whether a policy explores, each of its k cards with a chance of at least the floor."""
    epsilon = Fraction(policy.epsilon)
    return 0 < epsilon <= 1 and epsilon / policy.explore_k >= Fraction(EPSILON_FLOOR)


def distribution(choices: Sequence[str], policy: Policy) -> dict[str, Fraction]:
    """The chance of each card of a slot, best first: 1 - e + e/k for the first, e/k for the next k - 1."""
    if not choices:
        return {}
    if not can_explore(policy):
        return {choices[0]: Fraction(1)}
    k = min(policy.explore_k, len(choices))
    share = Fraction(policy.epsilon) / k
    return {name: share + (1 - Fraction(policy.epsilon) if i == 0 else 0) for i, name in enumerate(choices[:k])}


@dataclass(frozen=True, slots=True)
class Explorer:
    """Draws for one installation and policy; the key (16 bytes or more) never leaves the machine."""

    install_key: bytes = field(repr=False)
    policy_id: str
    policy: Policy

    def __post_init__(self) -> None:
        """Refuse a key that could be guessed."""
        if len(self.install_key) < MIN_KEY_BYTES:
            raise ValueError(f"the install key needs {MIN_KEY_BYTES} bytes or more")

    @property
    def is_on(self) -> bool:
        """Whether the last slot explores."""
        return can_explore(self.policy)

    def draw(self, interaction_id: str, slot: int, choices: Sequence[str]) -> Draw | None:
        """Choose a card for a slot from those left, best first; None when off or when there is none.

        The hash knows nothing of the facts: the choice does not flicker during a call.
        """
        if not self.is_on or not choices:
            return None
        chances = distribution(choices, self.policy)
        first, second = self._words("explore", self.policy.version, interaction_id, str(slot))
        index = (second * len(chances)) >> 64 if first < Fraction(self.policy.epsilon) * (1 << 64) else 0
        chosen = choices[index]
        return Draw(slot, tuple(chances), chosen, chances[chosen])

    def hold_out(self, interaction_id: str, customer_key: str | None = None) -> HoldOut:
        """The hold-out bucket of a customer, or of the interaction while nobody is identified."""
        unit = Unit.CUSTOMER if customer_key else Unit.INTERACTION
        first, _ = self._words("hold-out", self.policy_id, unit, customer_key or interaction_id)
        bucket = (first * BUCKETS) >> 64
        return HoldOut(unit, bucket, bucket < self.policy.holdout_percent)

    def tag(self, interaction_id: str) -> str:
        """A name for an interaction that logs may hold: 16 hex digits that lead back to nobody."""
        return self._digest("interaction", interaction_id)[:_WORD].hex()

    def _words(self, *parts: str) -> tuple[int, int]:
        digest = self._digest(*parts)
        return int.from_bytes(digest[:_WORD]), int.from_bytes(digest[_WORD : 2 * _WORD])

    def _digest(self, *parts: str) -> bytes:
        """HMAC-SHA256 over the parts, each after its length: no two lists of parts read alike."""
        mac = hmac.new(self.install_key, digestmod=hashlib.sha256)
        for part in parts:
            data = part.encode("utf-8", "surrogatepass")
            mac.update(len(data).to_bytes(_WORD) + data)
        return mac.digest()


def explore_last(
    ranking: Ranking,
    catalogue: Catalogue,
    explorer: Explorer,
    interaction_id: str,
    pinned: Sequence[str] = (),
) -> tuple[Ranking, Draw | None]:
    """The ranking with its last slot drawn; the cards above it, mandatory and pinned ones stay.

    `ranking` must come from the cards the ranking itself showed before, not from a card drawn
    here: propensities are exact only while the order does not depend on earlier draws.
    """
    index = _last_slot(ranking, explorer.policy, frozenset(pinned))
    if index is None:
        return ranking, None
    best = ranking.ranked[index]
    others = ranking.ranked[:index] + ranking.ranked[index + 1 :]
    left = [best, *_fitting(ranking, catalogue, others, best)]
    draw = explorer.draw(interaction_id, explorer.policy.slots, [c.id for c in left])
    if draw is None or not draw.explored:
        return ranking, draw
    chosen = next(c for c in left if c.id == draw.chosen)
    ranked = (*ranking.ranked[:index], chosen, *ranking.ranked[index + 1 :])
    cut = {**{name: why for name, why in ranking.cut.items() if name != chosen.id}, best.id: Cut.SLOTS}
    return replace(ranking, ranked=ranked, cut=cut), draw


def _last_slot(ranking: Ranking, policy: Policy, pinned: frozenset[str]) -> int | None:
    """Where the last card that is not pinned stands, once all slots are taken."""
    held = {c.id for c in (*ranking.mandatory, *ranking.ranked)} | pinned
    if len(held) < policy.slots:
        return None
    free = [i for i, c in enumerate(ranking.ranked) if c.id not in pinned]
    return free[-1] if free else None


def _fitting(ranking: Ranking, catalogue: Catalogue, others: Sequence[Candidate], best: Candidate) -> list[Candidate]:
    """The passing cards that could stand in the last slot instead, in their order."""
    counts: dict[str, int] = {}
    for card in others:
        for group in catalogue.groups_of(card.judgement.action):
            counts[group.id] = counts.get(group.id, 0) + 1
    taken = {best.id, *(c.id for c in (*ranking.mandatory, *others))}
    return [c for c in ranking.order if c.id not in taken and _has_room(c, catalogue, counts)]


def _has_room(candidate: Candidate, catalogue: Catalogue, counts: Mapping[str, int]) -> bool:
    groups = catalogue.groups_of(candidate.judgement.action)
    return all(counts.get(group.id, 0) < group.max_shown for group in groups)
