"""One fact's column of the index: its points, and which rows each point rules out."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from struct import unpack
from typing import Any

from desktop.rules.kleene import F, T, Truth, U
from desktop.rules.masks import MaskStore
from desktop.rules.nodes import And, Between, Cmp, In, Lit, Name, Node, Not, Or, State
from desktop.rules.seen import Look, Seen
from desktop.rules.values import ORDERED, Kind, Money, Scalar, Type, fold_text

Pair = tuple[int, int]


def comparable(value: Any) -> Any:
    """A value as the column compares it: the amount of money, everything else as it is."""
    return value.amount if isinstance(value, Money) else value


@dataclass(frozen=True, slots=True)
class Points:
    """The points of one fact: 2k+1 buckets around k ordered constants, or a map of values."""

    type: Type
    constants: tuple[Any, ...]
    places: Mapping[Any, int] = field(default_factory=dict)
    is_ordered: bool = field(init=False)

    def __post_init__(self) -> None:
        """Note whether the buckets follow an order."""
        object.__setattr__(self, "is_ordered", self.type.kind in ORDERED)

    @property
    def count(self) -> int:
        """The number of buckets."""
        if self.is_ordered:
            return 2 * len(self.constants) + 1
        return len(self.constants) + (self.type.kind is not Kind.BOOL)

    def of(self, value: Any) -> int:
        """The bucket of a known value."""
        if not self.is_ordered:
            return self.places.get(self.keyed(value), len(self.constants))
        constants, value = self.constants, comparable(value)
        at = bisect_left(constants, value)
        return 2 * at + (at < len(constants) and constants[at] == value)

    def keyed(self, value: Any) -> Any:
        """A value as the map knows it."""
        folds = self.type.kind is Kind.TEXT and self.type.fold
        return fold_text(value) if folds else value


def points_of(type_: Type, nodes: Iterable[Node]) -> Points:
    """The points that the tests on a fact tell apart."""
    found = [value for node in nodes for value in _constants(node)]
    if type_.kind in ORDERED:
        return Points(type_, tuple(sorted({comparable(v) for v in found})))
    draft = Points(type_, ())
    keys = tuple(dict.fromkeys(draft.keyed(v) for v in found))
    if type_.kind is Kind.BOOL:
        keys = (False, True)
    return Points(type_, keys, {key: index for index, key in enumerate(keys)})


def _constants(node: Node) -> Iterable[Scalar]:
    match node:
        case And(items) | Or(items):
            for item in items:
                yield from _constants(item)
        case Not(item):
            yield from _constants(item)
        case Cmp(_, _, Lit(value)):
            yield value
        case In(_, listed):
            yield from (item.value for item in listed)
        case Between(_, Lit(low), Lit(high)):
            yield low
            yield high


@dataclass(frozen=True, slots=True)
class Predicate:
    """What a test says at each point of its fact: a bit per bucket, a verdict per other state."""

    bits: int
    absent: Truth
    unknown: Truth


def predicate_of(node: Node, points: Points) -> Predicate:
    """The predicate of a test on one fact, by operations on bit sets."""
    full = (1 << points.count) - 1
    return _predicate(node, points, full)


def _predicate(node: Node, points: Points, full: int) -> Predicate:
    match node:
        case And(items):
            parts = [_predicate(item, points, full) for item in items]
            bits = full
            for part in parts:
                bits &= part.bits
            return Predicate(bits, min(p.absent for p in parts), min(p.unknown for p in parts))
        case Or(items):
            parts = [_predicate(item, points, full) for item in items]
            bits = 0
            for part in parts:
                bits |= part.bits
            return Predicate(bits, max(p.absent for p in parts), max(p.unknown for p in parts))
        case Not(item):
            inner = _predicate(item, points, full)
            return Predicate(full & ~inner.bits, inner.absent.opposite(), inner.unknown.opposite())
        case State(_, test, negated):
            return _state(test, negated, full)
        case _:
            return Predicate(_bits(node, points, full), F, U)


def _state(test: str, negated: bool, full: int) -> Predicate:
    known, absent, unknown = {
        "known": (full, F, F),
        "empty": (0, T, U),
        "unavailable": (0, F, T),
    }[test]
    if not negated:
        return Predicate(known, absent, unknown)
    return Predicate(full & ~known, absent.opposite(), unknown.opposite())


def _bits(node: Node, points: Points, full: int) -> int:
    match node:
        case Cmp(op, _, Lit(value)):
            return _compared(op, points.of(value), full)
        case In(_, listed, negated):
            bits = 0
            for item in listed:
                bits |= 1 << points.of(item.value)
            return full & ~bits if negated else bits
        case Between(_, Lit(low), Lit(high), negated):
            bits = _compared(">=", points.of(low), full) & _compared("<=", points.of(high), full)
            return full & ~bits if negated else bits
        case _:
            assert isinstance(node, Name), node
            return 1 << points.of(True)


def _compared(op: str, place: int, full: int) -> int:
    """The buckets that compare so with the constant at `place`."""
    below = (1 << place) - 1
    here = 1 << place
    return {
        "<": below,
        "<=": below | here,
        ">": full & ~(below | here),
        ">=": full & ~below,
        "=": here,
        "!=": full & ~here,
    }[op]


@dataclass(frozen=True, slots=True)
class Column:
    """A fact with its points and, per point, the rows it rules out.

    `absent` and `unknown` are (impossible rows, not definite rows) at those two states.
    """

    fact: str
    points: Points
    masks: MaskStore
    absent: Pair
    unknown: Pair

    def pair(self, seen: Seen) -> Pair:
        """(rows that are impossible, rows that are not true) at the fact as it is seen."""
        if seen.look is Look.KNOWN:
            mask = self.masks.at(self.points.of(seen.value))
            return mask, mask
        return self.absent if seen.look is Look.ABSENT else self.unknown


def build_column(fact: str, type_: Type, tests: Sequence[tuple[Node, int]], budget: int) -> Column:
    """A column from its tests and the rows (a bit set) each of them stands in."""
    points = points_of(type_, (node for node, _ in tests))
    toggles: dict[int, int] = {}
    absent = [0, 0]
    unknown = [0, 0]
    for node, rows in tests:
        predicate = predicate_of(node, points)
        for bucket in changes(predicate.bits, points.count):
            toggles[bucket] = toggles.get(bucket, 0) ^ rows
        for pair, verdict in ((absent, predicate.absent), (unknown, predicate.unknown)):
            pair[0] |= rows if verdict is F else 0
            pair[1] |= rows if verdict is not T else 0
    masks = MaskStore.of(points.count, toggles, budget)
    return Column(fact, points, masks, (absent[0], absent[1]), (unknown[0], unknown[1]))


def changes(allowed: int, count: int) -> list[int]:
    """The buckets at which being excluded starts or stops, read from left to right."""
    excluded = ~allowed
    flips = (excluded ^ (excluded << 1)) & ((1 << count) - 1)
    return bit_list(flips)


def bit_list(bits: int) -> list[int]:
    """The positions of the set bits, lowest first."""
    found = []
    count = (bits.bit_length() + 63) // 64
    before = -1
    for word in unpack(f"<{count}Q", bits.to_bytes(count * 8, "little")):
        left = word
        while left:
            low = left & -left
            found.append(before + low.bit_length())
            left ^= low
        before += 64
    return found


def lowest_first(bits: int) -> Iterator[int]:
    """The set bits, for one who may stop early."""
    while bits:
        low = bits & -bits
        yield low.bit_length() - 1
        bits ^= low
