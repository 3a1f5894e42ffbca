"""Which rows of a table can be true together."""

from __future__ import annotations

from collections.abc import Iterator

from desktop.rules.boxes import Box, Space, rows_at_points, space_of
from desktop.rules.columns import bit_list
from desktop.rules.schema import Schema
from desktop.rules.tables import Table

MAX_WORK = 3_000_000


class Overlaps:
    """Pairs of boxes that share a point, found by masks of rows per point."""

    def __init__(self, space: Space) -> None:
        """Prepare; `work` says how many mask operations a full answer may take."""
        self.space = space
        self.boxes = [box for box in space.boxes if not space.is_empty(box)]
        self._sets: dict[str, dict[int, int]] = {}
        for index, box in enumerate(self.boxes):
            for fact, bits in box.allowed.items():
                sets = self._sets.setdefault(fact, {})
                sets[bits] = sets.get(bits, 0) | 1 << index
        self._reach: dict[tuple[str, int], int] = {}
        self._at: dict[str, list[int]] = {}

    @property
    def work(self) -> int:
        """An estimate of the operations needed for all pairs."""
        places = {fact: domain.points.count + 1 for fact, domain in self.space.domains.items()}
        return sum(len(sets) * places[fact] for fact, sets in self._sets.items())

    def pairs(self) -> Iterator[tuple[Box, Box]]:
        """Overlapping boxes of different rules, earlier rows first."""
        everyone = (1 << len(self.boxes)) - 1
        for index, box in enumerate(self.boxes):
            others = everyone & ~((1 << (index + 1)) - 1)
            for fact, bits in box.allowed.items():
                others &= self._reached(fact, bits)
                if not others:
                    break
            for number in bit_list(others):
                other = self.boxes[number]
                if other.rule != box.rule and not self.space.are_opposed(box, other):
                    yield box, other

    def _reached(self, fact: str, bits: int) -> int:
        """The rows that are free in a fact or allowed at one of these points."""
        held = self._reach.get((fact, bits))
        if held is None:
            tested = 0
            for rows in self._sets[fact].values():
                tested |= rows
            held = ((1 << len(self.boxes)) - 1) & ~tested
            masks = self._masks(fact)
            for place in bit_list(bits):
                held |= masks[place]
            self._reach[fact, bits] = held
        return held

    def _masks(self, fact: str) -> list[int]:
        """The rows allowed at each point of a fact."""
        if fact not in self._at:
            self._at[fact] = rows_at_points(self.space.domains[fact], self._sets[fact])
        return self._at[fact]


def has_no_overlap(table: Table, schema: Schema) -> bool:
    """Whether no two rows can be true together, for sure; too much work counts as no."""
    overlaps = Overlaps(space_of([row.condition for row in table.rows], schema))
    return overlaps.work <= MAX_WORK and next(overlaps.pairs(), None) is None
