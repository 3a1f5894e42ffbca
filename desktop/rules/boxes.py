"""Rows as boxes: per tested fact the set of points at which the row may be true."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

from desktop.rules.columns import Points, changes, points_of, predicate_of
from desktop.rules.kleene import T
from desktop.rules.nodes import Node
from desktop.rules.normalize import Held, RowTests, rows_of
from desktop.rules.printer import print_node
from desktop.rules.schema import Schema
from desktop.rules.values import Kind, Value
from desktop.rules.witness import bucket_values


@dataclass(frozen=True, slots=True)
class Box:
    """One row: allowed points by fact (absent facts are free) and its virtual tests."""

    rule: int
    allowed: Mapping[str, int]
    virtual: frozenset[tuple[str, bool]] = frozenset()

    @property
    def is_exact(self) -> bool:
        """Whether points alone settle the row."""
        return not self.virtual


@dataclass(frozen=True, slots=True)
class Domain:
    """The points one fact can really have: buckets with a value, and ABSENT if nullable.

    Bit `count` stands for ABSENT; UNKNOWN is not a point, since facts end up known.
    """

    points: Points
    values: Mapping[int, Value | None]
    bits: int


@dataclass(frozen=True, slots=True)
class Space:
    """The boxes of some conditions over trimmed domains."""

    boxes: tuple[Box, ...]
    domains: Mapping[str, Domain]
    rules: int
    of_rule: Mapping[int, tuple[Box, ...]] = field(default_factory=dict)

    def is_empty(self, box: Box) -> bool:
        """Whether no point is left in some fact, or a virtual test stands both ways."""
        if any(not bits for bits in box.allowed.values()):
            return True
        return any((text, not negated) in box.virtual for text, negated in box.virtual)

    def are_opposed(self, a: Box, b: Box) -> bool:
        """Whether a virtual test of one stands the other way round in the other."""
        return any((text, not negated) in b.virtual for text, negated in a.virtual)

    def contains(self, outer: Box, inner: Box) -> bool:
        """Whether every point of the inner box lies in the outer one."""
        if not outer.virtual <= inner.virtual:
            return False
        for fact, bits in outer.allowed.items():
            own = inner.allowed.get(fact, self.domains[fact].bits)
            if own & ~bits:
                return False
        return True

    def witness(self, allowed: Mapping[str, int]) -> dict[str, Value | None]:
        """A value per fact from the allowed points; None stands for absent."""
        found: dict[str, Value | None] = {}
        for fact, bits in allowed.items():
            low = (bits & -bits).bit_length() - 1
            found[fact] = self.domains[fact].values[low]
        return found


def space_of(conditions: Sequence[Node], schema: Schema) -> Space:
    """The boxes of conditions; rule numbers are their places in the sequence."""
    held: Held = {}
    rows = [(rule, tests) for rule, node in enumerate(conditions) for tests in rows_of(node, schema, held)]
    by_fact: dict[str, dict[str, Node]] = {}
    for _, tests in rows:
        for test in tests:
            if test.fact:
                by_fact.setdefault(test.fact, {})[print_node(test.node)] = test.node
    domains = {fact: _domain(fact, list(nodes.values()), schema) for fact, nodes in by_fact.items()}
    predicates = {
        (fact, text): _allowed(node, domains[fact]) for fact, nodes in by_fact.items() for text, node in nodes.items()
    }
    boxes = tuple(_box(rule, tests, predicates) for rule, tests in rows)
    of_rule: dict[int, list[Box]] = {}
    for box in boxes:
        of_rule.setdefault(box.rule, []).append(box)
    grouped = {rule: tuple(found) for rule, found in of_rule.items()}
    return Space(boxes, domains, len(conditions), grouped)


def _domain(fact: str, nodes: Sequence[Node], schema: Schema) -> Domain:
    definition = schema.facts[fact]
    points = points_of(definition.type, nodes)
    values: dict[int, Value | None] = dict(bucket_values(definition, points))
    if definition.nullable and definition.type.kind is not Kind.SET:
        values[points.count] = None
    bits = sum(1 << place for place in values)
    return Domain(points, values, bits)


def _allowed(node: Node, domain: Domain) -> int:
    predicate = predicate_of(node, domain.points)
    absent = 1 << domain.points.count if predicate.absent is T else 0
    return (predicate.bits | absent) & domain.bits


def _box(rule: int, tests: RowTests, predicates: Mapping[tuple[str, str], int]) -> Box:
    allowed = {t.fact: predicates[t.fact, print_node(t.node)] for t in tests if t.fact}
    virtual = frozenset((print_node(t.node), t.negated) for t in tests if not t.fact)
    return Box(rule, allowed, virtual)


def rows_at_points(domain: Domain, sets: Mapping[int, int], free: int = 0) -> list[int]:
    """Per point the rows allowed there: `sets` maps sets of points to rows, `free` rows are always."""
    count = domain.points.count + 1
    full = (1 << count) - 1
    toggles: dict[int, int] = {}
    for bits, rows in sets.items():
        for place in changes(full & ~bits, count):
            toggles[place] = toggles.get(place, 0) ^ rows
    running, masks = free, []
    for place in range(count):
        running ^= toggles.get(place, 0)
        masks.append(running)
    return masks
