"""Points that no row covers, found depth first within a budget of steps."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from enum import StrEnum

from desktop.rules.boxes import Box, Space, rows_at_points
from desktop.rules.columns import bit_list
from desktop.rules.values import Value

MAX_STEPS = 200_000
MAX_FACTS = 200
"""Facts that a search goes through one behind the other."""


class Answer(StrEnum):
    """Found, none, or not decided; the last never counts as clean."""

    FOUND = "found"
    NONE = "none"
    UNDECIDED = "not decided"


@dataclass(frozen=True, slots=True)
class GapResult:
    """A witness of a gap, or why there is none or no answer."""

    answer: Answer
    witness: Mapping[str, Value | None] = field(default_factory=dict)
    why: str = ""


class _OutOfSteps(Exception):
    pass


class PointMasks:
    """Per point of each fact the boxes that allow it, worked out once for all searches."""

    def __init__(self, space: Space) -> None:
        """Number the boxes that points alone settle."""
        self.space = space
        self.boxes = [box for box in space.boxes if box.is_exact and not space.is_empty(box)]
        self.numbers = {id(box): number for number, box in enumerate(self.boxes)}
        self.tested: dict[str, int] = {}
        self._sets: dict[str, dict[int, int]] = {}
        for number, box in enumerate(self.boxes):
            for fact, bits in box.allowed.items():
                self.tested[fact] = self.tested.get(fact, 0) | 1 << number
                sets = self._sets.setdefault(fact, {})
                sets[bits] = sets.get(bits, 0) | 1 << number
        self._at: dict[str, list[int]] = {}

    def subset(self, boxes: Iterable[Box]) -> int:
        """The bit set of those of the boxes that are exact."""
        found = 0
        for box in boxes:
            number = self.numbers.get(id(box))
            if number is not None:
                found |= 1 << number
        return found

    def at(self, fact: str) -> list[int]:
        """Per point the boxes that do not rule it out, free ones included."""
        if fact not in self._at:
            free = ((1 << len(self.boxes)) - 1) & ~self.tested.get(fact, 0)
            self._at[fact] = rows_at_points(self.space.domains[fact], self._sets.get(fact, {}), free)
        return self._at[fact]


@dataclass(slots=True)
class _Search:
    """Walks the facts one by one, carrying the boxes that are still possible."""

    masks: PointMasks
    facts: Sequence[str]
    places: Sequence[Sequence[int]]
    free_after: Sequence[int]
    steps: int
    closed: set[tuple[int, int]] = field(default_factory=set)

    def descend(self, depth: int, possible: int) -> dict[str, int] | None:
        """The points of a gap by fact, or None."""
        if not possible:
            return {}
        if possible & self.free_after[depth] or (depth, possible) in self.closed:
            return None
        self.steps -= 1
        if self.steps < 0 or depth > MAX_FACTS:
            raise _OutOfSteps
        fact, masks = self.facts[depth], self.masks.at(self.facts[depth])
        groups = {possible & masks[place]: place for place in reversed(self.places[depth])}
        for rest in sorted(groups, key=int.bit_count):
            found = self.descend(depth + 1, rest)
            if found is not None:
                return {fact: 1 << groups[rest], **found}
        self.closed.add((depth, possible))
        return None


def find_gap(
    space: Space,
    boxes: Sequence[Box],
    within: Mapping[str, int] | None = None,
    steps: int = MAX_STEPS,
    masks: PointMasks | None = None,
) -> GapResult:
    """A point (inside `within`) that none of the boxes covers.

    Rows with virtual tests may or may not cover a point: they are left out, so that a gap
    found is only sure when all rows are exact.
    """
    masks = masks or PointMasks(space)
    subset, inside = masks.subset(boxes), dict(within or {})
    search = _prepared(masks, subset, inside, steps)
    try:
        found = search.descend(0, subset)
    except _OutOfSteps:
        why = f"more than {steps} steps" if search.steps < 0 else f"more than {MAX_FACTS} facts"
        return GapResult(Answer.UNDECIDED, why=why)
    if found is None:
        return GapResult(Answer.NONE)
    witness = space.witness({f: bits for f, bits in (inside | found).items() if bits})
    sure = all(box.is_exact or space.is_empty(box) for box in boxes)
    return GapResult(Answer.FOUND, witness, "" if sure else "possible")


def _prepared(masks: PointMasks, subset: int, inside: Mapping[str, int], steps: int) -> _Search:
    """Most-tested facts first; per depth the boxes free in all facts that follow."""
    counts = {fact: (rows & subset).bit_count() for fact, rows in masks.tested.items()}
    facts = sorted((fact for fact in counts if counts[fact]), key=lambda f: (-counts[f], f))
    free = (1 << len(masks.boxes)) - 1
    free_after = [free]
    for fact in reversed(facts):
        free &= ~masks.tested[fact]
        free_after.append(free)
    places = [bit_list(inside.get(fact, masks.space.domains[fact].bits)) for fact in facts]
    return _Search(masks, facts, places, free_after[::-1], steps)
