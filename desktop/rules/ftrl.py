"""The optional chance model: a logistic regression that learns case by case (FTRL-proximal).

Formulas after McMahan et al., "Ad click prediction: a view from the trenches" (KDD 2013), algorithm 1.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from math import copysign, exp, fsum, log, sqrt
from typing import NamedTuple

from desktop.rules.arbitrate import Estimate
from desktop.rules.feedback import FAR, BadData, JsonMap, Reader
from desktop.rules.propensity import Case, Level, Model, is_ready
from desktop.rules.schema import NAME

FORMAT = "callside.logistic/1"
BIAS = ""
AND = "\x1f"  # no label holds it, so no value can pass for a cross
MAX_WEIGHTS = 100_000
MAX_CROSSES = 32
MAX_CROSSED = 8
MAX_LOGIT = 35.0
_KEY = re.compile(r"[^\x00-\x1e\x7f-\x9f\ud800-\udfff]{0,2000}")
_SETTINGS = ("alpha", "beta", "l1", "l2")


@dataclass(frozen=True, slots=True)
class Settings:
    """Learning rate (alpha, beta) and what pulls weights towards zero (l1, l2)."""

    alpha: float = 0.1
    beta: float = 1.0
    l1: float = 0.0
    l2: float = 1.0


class Slot(NamedTuple):
    """What the model keeps per feature: the adjusted sum of gradients and the sum of their squares."""

    z: float = 0.0
    n: float = 0.0

    def weight(self, settings: Settings) -> float:
        """-(z - sign(z) l1) / ((beta + sqrt(n)) / alpha + l2), or 0 while |z| is at most l1."""
        if abs(self.z) <= settings.l1:
            return 0.0
        pull = (settings.beta + sqrt(self.n)) / settings.alpha + settings.l2
        return -(self.z - copysign(settings.l1, self.z)) / pull

    def after(self, gradient: float, weight: float, settings: Settings) -> Slot:
        """The slot after one more case with this gradient."""
        n = self.n + gradient * gradient
        step = (sqrt(n) - sqrt(self.n)) / settings.alpha
        return Slot(self.z + gradient - step * weight, n)


@dataclass(frozen=True, slots=True)
class Contribution:
    """What one feature (or several together) adds to the logit; no names: the constant part."""

    names: tuple[str, ...]
    values: tuple[str, ...]
    weight: float


_FRESH = Slot()
_DEFAULT = Settings()


class LogisticModel:
    """One-hot logistic regression; `crosses` are features that also count together."""

    def __init__(self, crosses: Sequence[Level] = (), settings: Settings = _DEFAULT) -> None:
        self._crosses = tuple(dict.fromkeys(tuple(cross) for cross in crosses))
        if not all(_is_cross(cross) for cross in self._crosses):
            raise ValueError(f"a cross is of 2 to {MAX_CROSSED} features")
        self._settings = settings
        self._slots: dict[str, Slot] = {}
        self._events = 0

    @property
    def events(self) -> int:
        """How many cases the model has learned from."""
        return self._events

    def chance(self, case: Case) -> float:
        """The chance for a case, above 0 and below 1."""
        return logistic(fsum(self._weight(key) for key in self._keys(case)))

    def estimate(self, case: Case) -> Estimate:
        """The chance and the number of cases behind the model; a logistic model has no interval of its own."""
        return Estimate(self.chance(case), self._events, level="logistic", basis="model")

    def learn(self, case: Case, accepted: bool) -> None:
        """Take in what became of a case."""
        weights = {key: self._weight(key) for key in self._keys(case)}
        gradient = logistic(fsum(weights.values())) - accepted
        for key, weight in weights.items():
            slot = self._slots.get(key)
            if slot is not None or len(self._slots) < MAX_WEIGHTS:
                self._slots[key] = (slot or _FRESH).after(gradient, weight, self._settings)
        self._events += 1

    def contributions(self, case: Case) -> tuple[Contribution, ...]:
        """What each feature adds to the logit of a case, largest first; together they are the logit."""
        found = [Contribution((), (), self._weight(BIAS))]
        for names in [*((name,) for name in case), *self._crosses_in(case)]:
            values = tuple(case[name] for name in names)
            found.append(Contribution(names, values, self._weight(_key(names, case))))
        return tuple(sorted(found, key=lambda c: (-abs(c.weight), c.names)))

    def state(self) -> JsonMap:
        """All the model knows as plain JSON data; equal models have equal states."""
        return {
            "format": FORMAT,
            "settings": {name: getattr(self._settings, name) for name in _SETTINGS},
            "crosses": [list(cross) for cross in self._crosses],
            "events": self._events,
            "weights": [{"key": key, "z": slot.z, "n": slot.n} for key, slot in sorted(self._slots.items())],
        }

    @classmethod
    def from_state(cls, data: object) -> LogisticModel:
        """The model of a state; raises BadData with the place of the first fault."""
        reader = Reader(data, "model", ("format", "settings", "crosses", "events", "weights"))
        reader.format(FORMAT)
        model = cls(_read_crosses(reader), _read_settings(reader.raw("settings")))
        model._events = reader.whole("events", 0, FAR)
        for index, raw in enumerate(reader.items("weights", MAX_WEIGHTS)):
            slot = Reader(raw, f"model.weights[{index}]", ("key", "z", "n"))
            key = slot.text("key", _KEY)
            if key in model._slots:
                raise BadData(slot.at("key"), "each key once")
            model._slots[key] = Slot(slot.number("z", -FAR, FAR), slot.number("n", 0, FAR))
        return model

    def copy(self) -> LogisticModel:
        """A model that knows the same and learns on its own."""
        twin = LogisticModel(self._crosses, self._settings)
        twin._slots, twin._events = dict(self._slots), self._events
        return twin

    def _weight(self, key: str) -> float:
        slot = self._slots.get(key)
        return 0.0 if slot is None else slot.weight(self._settings)

    def _keys(self, case: Case) -> list[str]:
        crosses = (_key(cross, case) for cross in self._crosses_in(case))
        return [BIAS, *(f"{name}={value}" for name, value in case.items()), *crosses]

    def _crosses_in(self, case: Case) -> list[Level]:
        return [cross for cross in self._crosses if all(name in case for name in cross)]


def _key(names: Level, case: Case) -> str:
    return AND.join(f"{name}={case[name]}" for name in names)


def logistic(x: float) -> float:
    """1 / (1 + e^-x), kept off 0 and 1."""
    return 1.0 / (1.0 + exp(-max(-MAX_LOGIT, min(MAX_LOGIT, x))))


@dataclass(frozen=True, slots=True)
class Contest:
    """How two models fared on the same cases, each predicted before it was learned."""

    scored: int
    acceptances: int
    default_loss: float
    option_loss: float

    @property
    def may_switch(self) -> bool:
        """Whether the optional model has earned its place: better, on enough cases."""
        return is_ready(self.scored, self.acceptances) and self.option_loss < self.default_loss


def contest(default: Model, option: Model, cases: Iterable[tuple[Case, bool]], warm_up: int = 0) -> Contest:
    """Predict, then learn, case by case; the log-loss in nats counts after `warm_up` cases."""
    losses: tuple[list[float], list[float]] = ([], [])
    acceptances = 0
    for index, (case, accepted) in enumerate(cases):
        for model, found in zip((default, option), losses, strict=True):
            if index >= warm_up:
                found.append(log_loss(model.chance(case), accepted))
            model.learn(case, accepted)
        acceptances += accepted and index >= warm_up
    scored = len(losses[0])
    default_loss, option_loss = (fsum(found) / max(1, scored) for found in losses)
    return Contest(scored, acceptances, default_loss, option_loss)


def log_loss(chance: float, accepted: bool) -> float:
    """The surprise at what happened, in nats."""
    return -log(chance if accepted else 1.0 - chance)


def auc(chances: Sequence[float], came: Sequence[bool]) -> float | None:
    """How likely an accepted case was given a higher chance than another one, ties counting half.

    None where all cases ended alike.
    """
    order = sorted(range(len(chances)), key=lambda i: chances[i])
    rank_sum, start, accepted = 0.0, 0, sum(came)
    if accepted in (0, len(came)):
        return None
    while start < len(order):
        end = start
        while end < len(order) and chances[order[end]] == chances[order[start]]:
            end += 1
        rank_sum += sum(came[i] for i in order[start:end]) * (start + 1 + end) / 2
        start = end
    return (rank_sum - accepted * (accepted + 1) / 2) / (accepted * (len(came) - accepted))


def _read_settings(data: object) -> Settings:
    reader = Reader(data, "model.settings", _SETTINGS)
    alpha, beta = (reader.number(name, 1e-6, 1e6) for name in _SETTINGS[:2])
    l1, l2 = (reader.number(name, 0.0, 1e6) for name in _SETTINGS[2:])
    return Settings(alpha, beta, l1, l2)


def _read_crosses(reader: Reader) -> tuple[Level, ...]:
    crosses = reader.text_lists("crosses", NAME, MAX_CROSSES)
    if not all(_is_cross(cross) for cross in crosses):
        raise BadData(reader.at("crosses"), f"lists of 2 to {MAX_CROSSED} features")
    return crosses


def _is_cross(names: Level) -> bool:
    return len(set(names)) == len(names) and 2 <= len(names) <= MAX_CROSSED
