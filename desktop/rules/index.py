"""Many conditions at once: columns of bit masks that agree with the reference on every verdict.

A rule is true when one of its rows is; a row is ruled out by columns and virtual atoms. The
index keeps what each of them rules out now, so that a changed fact replaces one pair of masks.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import NamedTuple

from desktop.rules.columns import Column, Pair, bit_list, build_column
from desktop.rules.kleene import F, T, Truth, U
from desktop.rules.nodes import Node, names_in
from desktop.rules.normalize import Held, RowTests, rows_of
from desktop.rules.printer import print_node
from desktop.rules.schema import Schema
from desktop.rules.seen import UNMENTIONED, Look, SeenFacts
from desktop.rules.values import TEXT
from desktop.rules.virtual import Closure, closure_of

MASK_BUDGET = 64 * 1024 * 1024


class VirtualColumn(NamedTuple):
    """A test no column can hold: its closure and the rows of each polarity."""

    node: Node
    closure: Closure
    reads: tuple[str, ...]
    positive: int
    negative: int

    def pair(self, verdict: Truth) -> Pair:
        """(impossible rows, not true rows); a row with both polarities never becomes true."""
        if verdict is T:
            return self.negative, self.negative
        if verdict is F:
            return self.positive, self.positive
        return 0, self.positive | self.negative


class Guards(NamedTuple):
    """The rows with virtual tests, and per row the number of each test with the verdict it must have."""

    rows: int = 0
    tests: Mapping[int, Sequence[tuple[int, Truth]]] = {}

    @classmethod
    def of(cls, virtual: Sequence[VirtualColumn]) -> Guards:
        """Found from the masks of the tests."""
        tests: dict[int, list[tuple[int, Truth]]] = {}
        for number, atom in enumerate(virtual):
            for rows, wanted in ((atom.positive, T), (atom.negative, F)):
                for row in bit_list(rows):
                    tests.setdefault(row, []).append((number, wanted))
        return cls(bits_of(tests), tests)

    def with_row(self, row: int, tests: Sequence[tuple[int, Truth]]) -> Guards:
        """These with one more row."""
        return Guards(self.rows | 1 << row, {**self.tests, row: tests}) if tests else self


@dataclass(frozen=True, slots=True)
class Verdicts:
    """The outcome for all rules, as bit sets over rule numbers."""

    true: int
    possible: int

    def of(self, rule: int) -> Truth:
        """The verdict of one rule."""
        if self.true >> rule & 1:
            return T
        return U if self.possible >> rule & 1 else F

    @property
    def unknown(self) -> int:
        """The rules that could still go either way."""
        return self.possible & ~self.true

    def listed(self, count: int) -> tuple[Truth, ...]:
        """The verdicts of the first `count` rules."""
        found = [F] * count
        for rule in bit_list(self.possible):
            found[rule] = U
        for rule in bit_list(self.true):
            found[rule] = T
        return tuple(found)


@dataclass(frozen=True, slots=True)
class Index:
    """Compiled conditions: `count` rules, rule i owns row i, further rows have an owner."""

    count: int
    columns: Mapping[str, Column]
    virtual: tuple[VirtualColumn, ...]
    live: int
    owners: tuple[int, ...] = ()
    readers: Mapping[str, tuple[int, ...]] = field(default_factory=dict)
    guards: Guards = Guards()

    def sources(self) -> int:
        """The number of mask sources: columns, then virtual columns."""
        return len(self.columns) + len(self.virtual)

    def verdicts(self, impossible: int, indefinite: int) -> Verdicts:
        """The verdicts of rules from the rows that are ruled out."""
        true = self.live & ~indefinite
        certain = self._folded(true)
        return Verdicts(certain, certain | self._folded(self.live & ~impossible & ~true))

    def _folded(self, rows: int) -> int:
        """Rows as rules: only the extra rows need a look."""
        rules = rows & ((1 << self.count) - 1)
        extra = rows >> self.count
        return rules | bits_of([self.owners[row] for row in bit_list(extra)]) if extra else rules

    def owned(self, extra: int, was: int, rules: int) -> int:
        """The owners of extra rows, from those (`rules`) of the rows that there were before.

        The living rows of a rule stand side by side.
        """
        on: list[int] = []
        off: list[int] = []
        for row in bit_list(was ^ extra):
            owner = self.owners[row]
            first, last = row, row
            while first and self.owners[first - 1] == owner:
                first -= 1
            while last + 1 < len(self.owners) and self.owners[last + 1] == owner:
                last += 1
            (on if extra >> first & ((2 << last - first) - 1) else off).append(owner)
        return rules & ~bits_of(off) | bits_of(on)

    def evaluate(self, facts: SeenFacts) -> Verdicts:
        """The verdicts of all rules over the facts, from nothing.

        A known fact rules out the same rows for both questions, so only unknown ones count apart.
        """
        impossible = apart = 0
        for name, column in self.columns.items():
            xp, xd = column.pair(facts.get(name, UNMENTIONED))
            impossible |= xp
            if xd is not xp:
                apart |= xd
        gone, unsure = self._guarded(self.live & ~impossible, facts)
        impossible |= gone
        return self.verdicts(impossible, impossible | apart | unsure)

    def _guarded(self, open_: int, facts: SeenFacts) -> tuple[int, int]:
        """(impossible rows, not true rows) among those that the columns leave open, by their virtual tests.

        Columns rule out most rows, and the tests of those need not be run.
        """
        verdicts: dict[int, Truth] = {}
        gone, unsure = [], []
        for row in bit_list(open_ & self.guards.rows):
            doubt = False
            for number, wanted in self.guards.tests[row]:
                verdict = verdicts.get(number)
                if verdict is None:
                    verdict = verdicts[number] = self.virtual[number].closure(facts)
                if verdict is U:
                    doubt = True
                elif verdict is not wanted:
                    gone.append(row)
                    break
            else:
                if doubt:
                    unsure.append(row)
        return bits_of(gone), bits_of(unsure)

    def size(self) -> int:
        """About how many bytes the masks take."""
        columns = sum(column.masks.size() for column in self.columns.values())
        bits = sum(v.positive.bit_length() + v.negative.bit_length() for v in self.virtual)
        return columns + bits // 8


def build_index(conditions: Sequence[Node], schema: Schema, budget: int = MASK_BUDGET) -> Index:
    """Compile conditions; rule numbers are their places in the sequence."""
    builder = _Builder(len(conditions))
    held: Held = {}
    for rule, node in enumerate(conditions):
        builder.add(rule, rows_of(node, schema, held))
    return builder.index(schema, budget)


class _Builder:
    def __init__(self, count: int) -> None:
        self.count = count
        self.owners: list[int] = []
        self.live: list[int] = []
        self.texts: dict[int, tuple[Node, str]] = {}
        self.tests: dict[str, dict[str, tuple[Node, list[int]]]] = {}
        self.virtual: dict[str, tuple[Node, list[int], list[int]]] = {}

    def add(self, rule: int, rows: Sequence[RowTests]) -> None:
        for number, tests in enumerate(rows):
            row = rule
            if number:
                row = self.count + len(self.owners)
                self.owners.append(rule)
            self.live.append(row)
            for test in tests:
                text = self._text(test.node)
                if test.fact:
                    column = self.tests.setdefault(test.fact, {})
                    column.setdefault(text, (test.node, []))[1].append(row)
                else:
                    _, positive, negative = self.virtual.setdefault(text, (test.node, [], []))
                    (negative if test.negated else positive).append(row)

    def _text(self, node: Node) -> str:
        """The text of a test, by which it is found again; most are the same object."""
        held = self.texts.get(id(node))
        if held is None:
            held = self.texts[id(node)] = node, print_node(node)
        return held[1]

    def index(self, schema: Schema, budget: int) -> Index:
        columns = {}
        share = budget // max(1, len(self.tests))
        for fact, tests in self.tests.items():
            definition = schema.get(fact)
            type_ = definition.type if definition else TEXT
            listed = [(node, bits_of(rows)) for node, rows in tests.values()]
            columns[fact] = build_column(fact, type_, listed, share)
        found = (
            VirtualColumn(node, closure_of(node, schema), names_in(node), bits_of(yes), bits_of(no))
            for node, yes, no in self.virtual.values()
        )
        # those of one fact stand together, so that a change of it renews few unions
        virtual = tuple(sorted(found, key=lambda atom: atom.reads))
        readers = readers_of(tuple(columns), virtual)
        return Index(self.count, columns, virtual, bits_of(self.live), tuple(self.owners), readers, Guards.of(virtual))


def bits_of(rows: Iterable[int]) -> int:
    """A bit set from row numbers."""
    listed = list(rows)
    if not listed:
        return 0
    data = bytearray(max(listed) // 8 + 1)
    for row in listed:
        data[row >> 3] |= 1 << (row & 7)
    return int.from_bytes(data, "little")


def readers_of(columns: Sequence[str], virtual: Sequence[VirtualColumn]) -> dict[str, tuple[int, ...]]:
    """Per fact the mask sources that read it."""
    found: dict[str, list[int]] = {}
    for number, fact in enumerate(columns):
        found.setdefault(fact, []).append(number)
    for number, atom in enumerate(virtual, len(columns)):
        for fact in atom.reads:
            found.setdefault(fact, []).append(number)
    return {fact: tuple(numbers) for fact, numbers in found.items()}


class Running:
    """An index with the present masks kept, so that a changed fact costs a few operations.

    The masks stand in a tree of unions: replacing one source renews only its ancestors.
    """

    def __init__(self, index: Index, facts: SeenFacts) -> None:
        """Look at all facts once."""
        self.index = index
        self._facts = facts
        self._columns = tuple(index.columns.values())
        self._size = max(1, index.sources())
        self._impossible = [0] * (2 * self._size)
        self._indefinite = [0] * (2 * self._size)
        for number in range(index.sources()):
            self._set_leaf(number, facts)
        for at in range(self._size - 1, 0, -1):
            self._join(at)
        self._true = self._possible = (0, 0)

    def _set_leaf(self, number: int, facts: SeenFacts) -> bool:
        """Renew one source; whether its masks are other ones now."""
        if number < len(self._columns):
            column = self._columns[number]
            pair = column.pair(facts.get(column.fact, UNMENTIONED))
        else:
            atom = self.index.virtual[number - len(self._columns)]
            pair = atom.pair(atom.closure(facts))
        at = self._size + number
        if self._impossible[at] is pair[0] and self._indefinite[at] is pair[1]:
            return False
        self._impossible[at], self._indefinite[at] = pair
        return True

    def _join(self, at: int) -> None:
        impossible, indefinite = self._impossible, self._indefinite
        left, right = 2 * at, 2 * at + 1
        either = impossible[left] | impossible[right]
        impossible[at] = either
        # where all is known, both are the same object
        if indefinite[left] is not impossible[left] or indefinite[right] is not impossible[right]:
            either = indefinite[left] | indefinite[right]
        indefinite[at] = either

    def changed(self, names: Iterable[str], facts: SeenFacts) -> Verdicts:
        """The verdicts after some facts changed."""
        self._facts = facts
        above = set()
        for name in names:
            for number in self.index.readers.get(name, ()):
                if self._set_leaf(number, facts):
                    above.add((self._size + number) >> 1)
        while above:
            above.discard(0)
            for at in above:
                self._join(at)
            above = {at >> 1 for at in above}
        return self.verdicts()

    def verdicts(self) -> Verdicts:
        """The present verdicts."""
        index = self.index
        true, possible = index.live & ~self._indefinite[1], index.live & ~self._impossible[1]
        self._true = self._owned(true, self._true)
        self._possible = self._owned(possible, self._possible)
        own = (1 << index.count) - 1
        return Verdicts(true & own | self._true[1], possible & own | self._possible[1])

    def _owned(self, rows: int, was: tuple[int, int]) -> tuple[int, int]:
        """(extra rows, their owners) now, from those the time before."""
        extra = rows >> self.index.count
        return was if extra == was[0] else (extra, self.index.owned(extra, *was))

    def pairs(self) -> Iterable[tuple[int, Pair]]:
        """(source number, its present masks) of all sources."""
        for number in range(self.index.sources()):
            at = self._size + number
            yield number, (self._impossible[at], self._indefinite[at])

    def looks(self, name: str) -> Look:
        """How a fact looked when the masks were last renewed."""
        return self._facts.get(name, UNMENTIONED).look

    def source_reads(self, number: int) -> tuple[str, ...]:
        """The facts a mask source reads."""
        if number < len(self._columns):
            return (self._columns[number].fact,)
        return self.index.virtual[number - len(self._columns)].reads
