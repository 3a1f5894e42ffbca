"""What another policy would have earned on the calls of the log, or why no figure can be given.

Estimators: inverse propensity (Horvitz and Thompson 1952), its self-normalized form (Swaminathan and
Joachims 2015) and doubly robust (Dudik, Langford and Li 2011); effective sample size after Kish (1965).
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from enum import StrEnum
from fractions import Fraction
from math import ceil, fsum, isfinite, sqrt
from random import Random
from typing import Any

from desktop.rules.arbitrate import Policy
from desktop.rules.explore import Draw, distribution
from desktop.rules.feedback import (
    ACTION,
    BusinessOutcome,
    Example,
    Record,
    ShownSet,
    examples,
    in_order,
)
from desktop.rules.propensity import Case, wilson

RESAMPLES = 300
LEAST_ESS = 100
LEAST_SHARE = 0.05
LEAST_PER_SIDE = 100
LOW_QUANTILE, HIGH_QUANTILE = 0.025, 0.975

TargetPolicy = Callable[[ShownSet], Mapping[str, Fraction]]
RewardModel = Callable[[Case], float]


class Why(StrEnum):
    """Why no figure is given."""

    NO_CASES = "no_cases"
    EXPLORATION_OFF = "exploration_off"
    PROPENSITY_MISSING = "propensity_missing"
    PROPENSITY_ZERO = "propensity_zero"
    TOO_FEW = "too_few_effective_cases"
    TOO_SMALL_SHARE = "too_small_share"
    FEW_OUTCOMES = "too_few_outcomes"


class Mend(StrEnum):
    """What would help."""

    COLLECT = "collect_more_calls"
    EXPLORE = "turn_on_exploration"
    LOG_PROPENSITY = "log_the_propensity"
    CLOSER_POLICY = "compare_a_policy_closer_to_the_logged_one"


_MENDS = {
    Why.NO_CASES: Mend.COLLECT,
    Why.EXPLORATION_OFF: Mend.EXPLORE,
    Why.PROPENSITY_MISSING: Mend.LOG_PROPENSITY,
    Why.PROPENSITY_ZERO: Mend.LOG_PROPENSITY,
    Why.TOO_FEW: Mend.COLLECT,
    Why.TOO_SMALL_SHARE: Mend.CLOSER_POLICY,
    Why.FEW_OUTCOMES: Mend.COLLECT,
}


@dataclass(frozen=True, slots=True)
class Refusal:
    """No figure: why not, what would help, and how many cases it takes (0: more of them do not help)."""

    why: Why
    n: int = 0
    ess: float = 0.0
    max_weight: float = 0.0
    needed: int = 0

    @property
    def mend(self) -> Mend:
        """What would help."""
        return _MENDS[self.why]


@dataclass(frozen=True, slots=True)
class Logged:
    """One logged choice: its logged chance, the new policy's, and what came of it.

    `modeled` is the reward a model expects of the logged choice, `expected` what it expects of
    the new policy on the same call.
    """

    propensity: float | None
    target: float
    reward: float
    modeled: float = 0.0
    expected: float = 0.0
    exploring: bool = True


@dataclass(frozen=True, slots=True)
class Figure:
    """A value with its 95 % bootstrap interval."""

    value: float
    low: float
    high: float


@dataclass(frozen=True, slots=True)
class Evaluation:
    """The value of a policy per call; `snips` is the headline."""

    n: int
    ess: float
    max_weight: float
    ips: Figure
    snips: Figure
    dr: Figure


def evaluate_policy(rows: Sequence[Logged], seed: int = 0) -> Evaluation | Refusal:
    """IPS, SNIPS and DR with bootstrap intervals, or the reason why these rows bear no figure.

    Raises ValueError for chances above 1 or below 0 and for rewards that are not finite.
    """
    why = _unusable(rows)
    if why is not None:
        return Refusal(why, len(rows))
    columns = list(zip(*map(_terms, rows), strict=True))
    ess, largest = effective_size(columns[0]), max(columns[0])
    few = _too_thin(ess, len(rows), largest)
    if few is not None:
        return few
    drawn = zip(*_resampled(columns, seed), strict=True)
    ips, snips, dr = (_figure(value, values) for value, values in zip(_values(*columns), drawn, strict=True))
    return Evaluation(len(rows), ess, largest, ips, snips, dr)


def effective_size(weights: Sequence[float]) -> float:
    """(sum w)^2 / sum w^2: how many equally weighted cases these are worth."""
    return _ratio(fsum(weights) ** 2, fsum(w * w for w in weights))


def _unusable(rows: Sequence[Logged]) -> Why | None:
    if not rows:
        return Why.NO_CASES
    if not all(row.exploring for row in rows):
        return Why.EXPLORATION_OFF
    if any(row.propensity is None or not isfinite(row.propensity) for row in rows):
        return Why.PROPENSITY_MISSING
    if any(row.propensity is not None and row.propensity <= 0 for row in rows):
        return Why.PROPENSITY_ZERO
    return None


def _too_thin(ess: float, n: int, largest: float) -> Refusal | None:
    if ess < LEAST_SHARE * n:
        return Refusal(Why.TOO_SMALL_SHARE, n, ess, largest)
    if ess < LEAST_ESS:
        return Refusal(Why.TOO_FEW, n, ess, largest, ceil(n * LEAST_ESS / ess))
    return None


def _terms(row: Logged) -> tuple[float, float, float]:
    """Of one row: its weight, its weighted reward and its doubly robust value."""
    propensity = row.propensity or 1.0
    weight = row.target / propensity
    terms = (weight, weight * row.reward, row.expected + weight * (row.reward - row.modeled))
    if propensity > 1 or not 0 <= row.target <= 1 or not all(isfinite(term) for term in terms):
        raise ValueError("chances lie between 0 and 1, and rewards are finite")
    return terms


def _values(weights: Sequence[float], rewards: Sequence[float], robust: Sequence[float]) -> tuple[float, ...]:
    """IPS, SNIPS and DR of these terms; without any weight SNIPS is 0."""
    n, earned = len(weights), fsum(rewards)
    return earned / n, _ratio(earned, fsum(weights)), fsum(robust) / n


def _resampled(columns: Sequence[Sequence[float]], seed: int) -> Iterator[tuple[float, ...]]:
    """The three values of as many rows drawn with replacement; only random() is the same in every Python."""
    chance, n = Random(seed).random, len(columns[0])
    for _ in range(RESAMPLES):
        picked = [int(chance() * n) for _ in range(n)]
        yield _values(*(list(map(column.__getitem__, picked)) for column in columns))


def _figure(value: float, drawn: Sequence[float]) -> Figure:
    ordered = sorted(drawn)
    low, high = (ordered[ceil(q * len(ordered)) - 1] for q in (LOW_QUANTILE, HIGH_QUANTILE))
    return Figure(value, low, high)


def _ratio(top: float, bottom: float) -> float:
    return top / bottom if bottom else 0.0


def ranked_by(value: Callable[[Case], Any], policy: Policy) -> TargetPolicy:
    """The policy that ranks the cards left for the last slot by a value, and explores as `policy` does.

    Equal values go by name; a card whose value is None would not be shown.
    """

    def target(shown: ShownSet) -> Mapping[str, Fraction]:
        choices = sorted(shown.draw.choices) if shown.draw is not None else ()
        values = {name: value({**shown.features, ACTION: name}) for name in choices}
        passing = [name for name in choices if values[name] is not None]
        return distribution(sorted(passing, key=values.__getitem__, reverse=True), policy)

    return target


def logged(found: Iterable[Example], target: TargetPolicy, model: RewardModel | None = None) -> tuple[Logged, ...]:
    """The drawn choices among these examples, as `target` and a model of the reward see them."""
    rows = []
    for example in found:
        shown, draw = example.shown, example.shown.draw
        if not shown.exploring:
            rows.append(Logged(None, 0.0, float(example.accepted), exploring=False))
        elif draw is not None and draw.chosen == example.action_id:
            rows.append(_row(example, draw, target(shown), model or _nothing))
    return tuple(rows)


def _row(example: Example, draw: Draw, chances: Mapping[str, Fraction], model: RewardModel) -> Logged:
    features = example.shown.features
    expected = fsum(float(chance) * model({**features, ACTION: name}) for name, chance in chances.items())
    target = float(chances.get(draw.chosen, 0))
    return Logged(float(draw.propensity), target, float(example.accepted), model(example.case), expected)


def _nothing(case: Case) -> float:
    return 0.0


@dataclass(frozen=True, slots=True)
class Side:
    """One side of a comparison: interactions whose outcome is known, and how many had it."""

    n: int = 0
    successes: int = 0


@dataclass(frozen=True, slots=True)
class Lift:
    """How much more often an outcome came where cards were shown, with a 95 % interval."""

    shown: Side
    held_out: Side
    difference: Figure


def lift(shown: Side, held_out: Side) -> Lift | Refusal:
    """The difference of two shares with Newcombe's hybrid score interval (1998, method 10)."""
    fewer = min(shown.n, held_out.n)
    if fewer < LEAST_PER_SIDE:
        return Refusal(Why.FEW_OUTCOMES, fewer, needed=LEAST_PER_SIDE)
    p, q = shown.successes / shown.n, held_out.successes / held_out.n
    (low, high), (lower, higher) = wilson(shown.successes, shown.n), wilson(held_out.successes, held_out.n)
    down, up = sqrt((p - low) ** 2 + (higher - q) ** 2), sqrt((high - p) ** 2 + (q - lower) ** 2)
    return Lift(shown, held_out, Figure(p - q, p - q - down, p - q + up))


def sides(records: Iterable[Record], name: str, window: timedelta, now: datetime) -> tuple[Side, Side]:
    """How often a business outcome came within `window`: with cards shown, and in the hold-out.

    An interaction counts once, when its window has closed: counting successes as they come, but
    failures only at the end, would flatter both sides. One that was on both sides (the customer
    was identified on the way) does not count.
    """
    log = tuple(records)
    came = came_within(log, name, window)
    sets: dict[str, list[ShownSet]] = {}
    for record in log:
        if isinstance(record, ShownSet) and record.hold_out is not None:
            sets.setdefault(record.interaction, []).append(record)
    found: dict[bool, list[bool]] = {False: [], True: []}
    for shown in sets.values():
        arms = {record.hold_out.held_out for record in shown if record.hold_out is not None}
        if len(arms) == 1 and all(record.at + window < now for record in shown):
            found[arms.pop()].append(any(record.decision_id in came for record in shown))
    treated, held = (Side(len(found[arm]), sum(found[arm])) for arm in (False, True))
    return treated, held


def later_examples(
    records: Iterable[Record], within: timedelta, name: str, window: timedelta, now: datetime
) -> tuple[Example, ...]:
    """Examples whose success is a business outcome within `window` after the card was shown.

    Each is known when its window closes, for the same reason.
    """
    log = tuple(records)
    came = came_within(log, name, window)
    return in_order(
        Example(e.shown, e.action_id, e.shown.decision_id in came, max(e.shown.at + window, e.known_at))
        for e in examples(log, within)
        if e.shown.at + window < now
    )


def came_within(records: Sequence[Record], name: str, window: timedelta) -> frozenset[str]:
    """The decisions after which a business outcome came in time, by id."""
    shown = {record.decision_id: record.at for record in records if isinstance(record, ShownSet)}
    return frozenset(
        record.decision_id
        for record in records
        if isinstance(record, BusinessOutcome)
        and record.name == name
        and record.decision_id in shown
        and timedelta(0) <= record.at - shown[record.decision_id] <= window
    )
