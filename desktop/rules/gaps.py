"""Points that no row covers, found depth first within a budget of steps."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from enum import StrEnum

from desktop.rules.boxes import Box, Space
from desktop.rules.index import bits_of
from desktop.rules.values import Value

MAX_STEPS = 200_000


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


@dataclass(slots=True)
class _Search:
    """Walks the facts one by one, carrying the rows that are still possible."""

    space: Space
    boxes: Sequence[Box]
    facts: Sequence[str]
    within: Mapping[str, int]
    steps: int = MAX_STEPS
    masks: list[dict[int, list[int]]] = field(default_factory=list)
    free_after: list[int] = field(default_factory=list)
    closed: set[tuple[int, int]] = field(default_factory=set)

    def run(self) -> dict[str, int] | None:
        """The points of a gap by fact, or None."""
        self._prepare()
        return self._descend(0, (1 << len(self.boxes)) - 1)

    def _prepare(self) -> None:
        """Per fact: the possible rows at each point, points with equal rows taken together."""
        free = (1 << len(self.boxes)) - 1
        self.free_after = [0] * (len(self.facts) + 1)
        self.free_after[-1] = free
        for depth in range(len(self.facts) - 1, -1, -1):
            fact = self.facts[depth]
            tested = bits_of(i for i, box in enumerate(self.boxes) if fact in box.allowed)
            self.free_after[depth] = self.free_after[depth + 1] & ~tested
        for fact in self.facts:
            domain = self.space.domains[fact]
            bits = self.within.get(fact, domain.bits)
            by_mask: dict[int, list[int]] = {}
            for place in domain.values:
                if bits >> place & 1:
                    rows = (i for i, box in enumerate(self.boxes) if box.allowed.get(fact, -1) >> place & 1)
                    by_mask.setdefault(bits_of(rows), []).append(place)
            self.masks.append(by_mask)

    def _descend(self, depth: int, possible: int) -> dict[str, int] | None:
        if possible & self.free_after[depth]:
            return None
        if not possible or depth == len(self.facts):
            return {} if not possible else None
        if (depth, possible) in self.closed:
            return None
        self.steps -= 1
        if self.steps < 0:
            raise _OutOfSteps
        for mask, places in self.masks[depth].items():
            found = self._descend(depth + 1, possible & mask)
            if found is not None:
                return {self.facts[depth]: 1 << places[0], **found}
        self.closed.add((depth, possible))
        return None


def find_gap(
    space: Space,
    boxes: Sequence[Box],
    within: Mapping[str, int] | None = None,
    steps: int = MAX_STEPS,
) -> GapResult:
    """A point (inside `within`) that none of the boxes covers.

    Rows with virtual tests may or may not cover a point: they are left out, so that a gap
    found is only sure when all rows are exact.
    """
    exact = [box for box in boxes if box.is_exact and not space.is_empty(box)]
    inside = dict(within or {})
    counts = {fact: sum(fact in box.allowed for box in exact) for fact in space.domains}
    facts = sorted((f for f in counts if counts[f] or f in inside), key=lambda f: (-counts[f], f))
    search = _Search(space, exact, facts, inside, steps)
    try:
        found = search.run()
    except _OutOfSteps:
        return GapResult(Answer.UNDECIDED, why=f"more than {steps} steps")
    if found is None:
        return GapResult(Answer.NONE)
    picked = inside | found
    witness = space.witness({f: bits for f, bits in picked.items() if bits})
    sure = len(exact) == len([b for b in boxes if not space.is_empty(b)])
    return GapResult(Answer.FOUND, witness, "" if sure else "possible")
