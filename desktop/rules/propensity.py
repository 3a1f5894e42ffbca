"""The chance that an offer is accepted: counts per kind of call, from coarse to fine, that forget."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import pairwise
from math import sqrt
from typing import NamedTuple, Protocol

from desktop.rules.arbitrate import Estimate
from desktop.rules.feedback import ACTION, FAR, LABEL, MAX_FEATURES, BadData, Example, JsonMap, Reader
from desktop.rules.read_values import fault
from desktop.rules.schema import NAME, FactDef, Schema
from desktop.rules.seen import Look, Seen, SeenFacts
from desktop.rules.values import Kind, Money, Value, compare, key_of, literal_text, plain

FORMAT = "callside.propensity/1"
UNKNOWN, ABSENT, OTHER = "?", "-", "*"
ENOUGH = 20.0
Z_95 = 1.959963984540054
OUTCOMES_NEEDED, ACCEPTANCES_NEEDED = 200, 20
MAX_CELLS = 100_000
MAX_LEVELS = 8
MAX_CUTS = 32
MAX_MEMBERS = 100
_CUT_KINDS = (Kind.INT, Kind.DECIMAL, Kind.MONEY, Kind.DURATION)
_MEMBER = re.compile(r"\w[^\x00-\x1f\x7f-\x9f\ud800-\udfff]{0,63}")

Case = Mapping[str, str]
Level = tuple[str, ...]
DEFAULT_LEVELS: tuple[Level, ...] = (
    (ACTION,),
    (ACTION, "decision.call_type"),
    (ACTION, "decision.call_type", "customer.segment"),
)


@dataclass(frozen=True, slots=True)
class Feature:
    """A fact that models may see: a quantity as the range between two `cuts`, a text as one of `members`."""

    name: str
    cuts: tuple[Value, ...] = ()
    members: tuple[str, ...] = ()


class Features:
    """The features of a site, checked once; raises BadData for a fact that no model may see."""

    def __init__(self, features: Sequence[Feature], schema: Schema) -> None:
        if len(features) > MAX_FEATURES:
            raise BadData("features", f"at most {MAX_FEATURES}")
        if len({feature.name for feature in features}) < len(features):
            raise BadData("features", "each fact once")
        for feature in features:
            _check(feature, schema)
        self._features = tuple(features)
        self.names = tuple(feature.name for feature in features)

    def freeze(self, seen: SeenFacts, among: Collection[str] | None = None) -> dict[str, str]:
        """The labels of the features (of some) as the decision sees the facts now: these are logged and learned."""
        wanted = self._features if among is None else [f for f in self._features if f.name in among]
        return {feature.name: _label(feature, seen.get(feature.name)) for feature in wanted}


def _check(feature: Feature, schema: Schema) -> None:
    definition = schema.get(feature.name)
    where = f"features.{feature.name}"
    if definition is None or feature.name == ACTION:
        raise BadData(where, f"a declared fact that is not called {ACTION}")
    for origin in (definition, schema.get(definition.derive.source) if definition.derive else None):
        _check_origin(origin, where)
    kind = definition.type.kind
    if kind not in (Kind.BOOL, Kind.ENUM, Kind.TEXT, *_CUT_KINDS):
        raise BadData(where, "a fact of type bool, enum, text, int, decimal, money or duration")
    if (kind in _CUT_KINDS) is not bool(feature.cuts) or len(feature.cuts) > MAX_CUTS:
        raise BadData(where, f"1 to {MAX_CUTS} cuts for a quantity and none for anything else")
    if (kind is Kind.TEXT) is not bool(feature.members) or len(feature.members) > MAX_MEMBERS:
        raise BadData(where, f"1 to {MAX_MEMBERS} members for a text and none for anything else")
    if any(fault(definition.type, cut) for cut in feature.cuts):
        raise BadData(where, f"cuts that are {definition.type.words}")
    if any(compare(a, b) != -1 for a, b in pairwise(feature.cuts)):
        raise BadData(where, "cuts in rising order")
    if not all(_MEMBER.fullmatch(member) for member in feature.members):
        raise BadData(where, "members that begin with a letter or digit and have up to 64 characters")


def _check_origin(definition: FactDef | None, where: str) -> None:
    """Personal data never become features, nor does what is known only after the call."""
    if definition is not None and definition.pii:
        raise BadData(where, "a fact without personal data")
    if definition is not None and definition.known_at == "after":
        raise BadData(where, "a fact that is known when the decision is made")


def _label(feature: Feature, seen: Seen | None) -> str:
    if seen is None or seen.look is Look.UNKNOWN:
        return UNKNOWN
    if seen.value is None:
        return ABSENT
    if feature.members:
        wanted = key_of(seen.value, fold=seen.folds)
        return next((m for m in feature.members if key_of(m, fold=seen.folds) == wanted), OTHER)
    if feature.cuts:
        return _range(seen.value, feature.cuts)
    return seen.value if isinstance(seen.value, str) else literal_text(seen.value)


def _range(value: Value, cuts: Sequence[Value]) -> str:
    """Where a quantity falls, a cut belonging to the range above it."""
    reached = sum(compare(cut, value) != 1 for cut in cuts)
    if reached == 0:
        return f"<{_cut_text(cuts[0])}"
    low = _cut_text(cuts[reached - 1])
    return f">={low}" if reached == len(cuts) else f"{low}..{_cut_text(cuts[reached])}"


def _cut_text(cut: Value) -> str:
    return plain(cut.amount) if isinstance(cut, Money) else literal_text(cut)


class Model(Protocol):
    """Learns from cases (feature name -> label) and estimates the chance of acceptance."""

    def chance(self, case: Case) -> float:
        """The chance for a case, above 0 and below 1."""
        ...

    def estimate(self, case: Case) -> Estimate:
        """The chance for a case and what it stands on."""
        ...

    def learn(self, case: Case, accepted: bool) -> None:
        """Take in what became of a case."""
        ...


def train(model: Model, examples: Iterable[Example]) -> None:
    """Teach a model; the same examples in the same order make the same model."""
    for example in examples:
        model.learn(example.case, example.accepted)


def estimates(model: Model, features: Mapping[str, str], action_ids: Iterable[str]) -> dict[str, Estimate]:
    """The chance of each action for the frozen features of one moment."""
    return {action_id: model.estimate({**features, ACTION: action_id}) for action_id in action_ids}


def is_ready(outcomes: int, acceptances: int) -> bool:
    """Whether an action group has seen enough for its chances to take part in the ranking."""
    return outcomes >= OUTCOMES_NEEDED and acceptances >= ACCEPTANCES_NEEDED


def wilson(accepted: float, n: float, z: float = Z_95) -> tuple[float, float]:
    """The score interval of a share (E. B. Wilson 1927), 95 % by default; (0, 1) without cases."""
    if n <= 0:
        return 0.0, 1.0
    share, square = accepted / n, z * z
    middle = share + square / (2 * n)
    half = z * sqrt(share * (1 - share) / n + square / (4 * n * n))
    whole = 1 + square / n
    return max(0.0, (middle - half) / whole), min(1.0, (middle + half) / whole)


class Cell(NamedTuple):
    """How many were accepted of how many, older ones counting less."""

    accepted: float = 0.0
    n: float = 0.0

    def after(self, accepted: bool, decay: float) -> Cell:
        """The cell after one more event."""
        return Cell(self.accepted * decay + accepted, self.n * decay + 1.0)


@dataclass(frozen=True, slots=True)
class Settings:
    """The prior a/(a+b), how many cases a coarser level weighs, and what one event leaves of older ones."""

    a: float = 1.0
    b: float = 9.0
    strength: float = 30.0
    cell_decay: float = 0.998
    global_decay: float = 0.5 ** (1 / 3000)


_EMPTY = Cell()
_DEFAULT = Settings()


class BetaModel:
    """The default model: Beta with back-off from fine to coarse levels, and forgetting.

    p0 = (a + s) / (a + b + n) over all calls, then p = (s + m p_coarser) / (n + m) level by level.
    """

    def __init__(self, levels: Sequence[Level] = DEFAULT_LEVELS, settings: Settings = _DEFAULT) -> None:
        self._levels = tuple(tuple(level) for level in levels)
        self._settings = settings
        self._all = _EMPTY
        self._cells: dict[tuple[int, Level], Cell] = {}

    @property
    def levels(self) -> tuple[Level, ...]:
        """The features of each level, coarse to fine."""
        return self._levels

    def chance(self, case: Case) -> float:
        """The chance for a case, above 0 and below 1."""
        settings, strength = self._settings, self._settings.strength
        p = (settings.a + self._all.accepted) / (settings.a + settings.b + self._all.n)
        for key in self._keys(case):
            cell = self._cells.get(key, _EMPTY)
            p = (cell.accepted + strength * p) / (cell.n + strength)
        return p

    def estimate(self, case: Case) -> Estimate:
        """The chance, and the finest level with enough cases: its Wilson interval, widened to hold the chance."""
        p = self.chance(case)
        level, cell = self._basis(case)
        if cell.n < ENOUGH:
            return Estimate(p, cell.n, basis="few")
        low, high = wilson(cell.accepted, cell.n)
        basis = "similar" if level else "all"
        return Estimate(p, cell.n, min(low, p), max(high, p), " + ".join(level) or "all", basis, round(cell.accepted))

    def learn(self, case: Case, accepted: bool) -> None:
        """Take in what became of a case; each cell it falls in forgets a little."""
        self._all = self._all.after(accepted, self._settings.global_decay)
        for key in self._keys(case):
            cell = self._cells.get(key)
            if cell is not None or len(self._cells) < MAX_CELLS:
                self._cells[key] = (cell or _EMPTY).after(accepted, self._settings.cell_decay)

    def copy(self) -> BetaModel:
        """A model that knows the same and learns on its own."""
        twin = BetaModel(self._levels, self._settings)
        twin._all, twin._cells = self._all, dict(self._cells)
        return twin

    def _keys(self, case: Case) -> Iterator[tuple[int, Level]]:
        """The cells a case falls in, coarse to fine, as far as its features are known."""
        for index, level in enumerate(self._levels):
            values = tuple(case.get(name, UNKNOWN) for name in level)
            if UNKNOWN in values:
                return
            yield index, values

    def _basis(self, case: Case) -> tuple[Level, Cell]:
        level: Level = ()
        basis = self._all
        for key in self._keys(case):
            cell = self._cells.get(key, _EMPTY)
            if cell.n >= ENOUGH:
                level, basis = self._levels[key[0]], cell
        return level, basis

    def state(self) -> JsonMap:
        """All the model knows as plain JSON data; equal models have equal states."""
        settings = self._settings
        cells = [
            {"level": index, "values": list(values), "accepted": cell.accepted, "n": cell.n}
            for (index, values), cell in sorted(self._cells.items())
        ]
        return {
            "format": FORMAT,
            "settings": {name: getattr(settings, name) for name in _SETTINGS},
            "levels": [list(level) for level in self._levels],
            "all": {"accepted": self._all.accepted, "n": self._all.n},
            "cells": cells,
        }

    @classmethod
    def from_state(cls, data: object) -> BetaModel:
        """The model of a state; raises BadData with the place of the first fault."""
        reader = Reader(data, "model", ("format", "settings", "levels", "all", "cells"))
        reader.format(FORMAT)
        model = cls(reader.text_lists("levels", NAME, MAX_LEVELS), _read_settings(reader.raw("settings")))
        whole = Reader(reader.raw("all"), "model.all", ("accepted", "n"))
        model._all = _read_cell(whole, model._settings.global_decay)
        for index, raw in enumerate(reader.items("cells", MAX_CELLS)):
            model._take(Reader(raw, f"model.cells[{index}]", ("level", "values", "accepted", "n")))
        return model

    def _take(self, reader: Reader) -> None:
        if not self._levels:
            raise BadData(reader.at("level"), "no cells where there are no levels")
        index = reader.whole("level", 0, len(self._levels) - 1)
        values = reader.texts("values", LABEL, MAX_FEATURES)
        if len(values) != len(self._levels[index]) or UNKNOWN in values or (index, values) in self._cells:
            raise BadData(reader.at("values"), "one known value per feature of the level, each list once")
        self._cells[index, values] = _read_cell(reader, self._settings.cell_decay)


_SETTINGS = ("a", "b", "strength", "cell_decay", "global_decay")


def _read_settings(data: object) -> Settings:
    reader = Reader(data, "model.settings", _SETTINGS)
    a, b, strength = (reader.number(name, 1e-6, 1e6) for name in _SETTINGS[:3])
    cell_decay, global_decay = (reader.number(name, 0.5, 1.0) for name in _SETTINGS[3:])
    return Settings(a, b, strength, cell_decay, global_decay)


def _read_cell(reader: Reader, decay: float) -> Cell:
    """Counts that a model could have reached: n stays below 1 / (1 - decay)."""
    most = FAR if decay == 1 else 1 / (1 - decay) * (1 + 1e-9)
    n = reader.number("n", 0, most)
    return Cell(reader.number("accepted", 0, n), n)
