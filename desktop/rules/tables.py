"""The model of a decision table."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal
from enum import StrEnum

from desktop.rules.nodes import Node, names_in
from desktop.rules.problems import Place
from desktop.rules.schema import FactDef
from desktop.rules.values import (
    BOOL,
    DATE,
    DATETIME,
    DECIMAL,
    DURATION,
    INT,
    TEXT,
    Kind,
    Member,
    Money,
    Scalar,
    Type,
    kind_of,
)


class Hit(StrEnum):
    """Hit policies: what it means when several rows match."""

    UNIQUE = "U"
    ANY = "A"
    PRIORITY = "P"
    FIRST = "F"
    COLLECT = "C"
    SUM = "C+"
    COUNT = "C#"
    MIN = "C<"
    MAX = "C>"
    RULE_ORDER = "R"
    OUTPUT_ORDER = "O"

    @property
    def is_single(self) -> bool:
        """Whether the table gives one row."""
        return self in (Hit.UNIQUE, Hit.ANY, Hit.PRIORITY, Hit.FIRST)

    @property
    def is_number(self) -> bool:
        """Whether the table gives one number computed over rows."""
        return self in (Hit.SUM, Hit.COUNT, Hit.MIN, Hit.MAX)


class Status(StrEnum):
    """Who may see a table or an action: only active ones take part."""

    DRAFT = "draft"
    ACTIVE = "active"
    RETIRED = "retired"


@dataclass(frozen=True, slots=True)
class Column:
    """One column after the kind of line: `index` counts the cells of a line.

    `listed_at` is where the allowed `values` stand.
    """

    index: int
    role: str
    name: str = ""
    label: str = ""
    values: tuple[Scalar, ...] = ()
    listed_at: Place = field(default=Place(), compare=False)


@dataclass(frozen=True, slots=True)
class Row:
    """One rule of a table: its condition (of all cells) and its outputs in column order."""

    id: str
    condition: Node
    outputs: tuple[Scalar | None, ...]
    tests: tuple[tuple[int, Node], ...] = ()
    note: str = ""
    place: Place = Place()


@dataclass(frozen=True, slots=True)
class Table:
    """A decision table ready to be evaluated."""

    id: str
    hit: Hit
    columns: tuple[Column, ...]
    rows: tuple[Row, ...]
    title: str = ""
    owner: str = ""
    status: Status = Status.ACTIVE
    effective_from: date | None = None
    effective_to: date | None = None
    default: tuple[Scalar | None, ...] | None = None
    no_overlap: bool = False
    place: Place = field(default_factory=Place)

    @property
    def outputs(self) -> tuple[Column, ...]:
        """The output columns."""
        return tuple(c for c in self.columns if c.role == "out")

    @property
    def inputs(self) -> tuple[Column, ...]:
        """The columns with a test on one fact."""
        return tuple(c for c in self.columns if c.role == "in")

    @property
    def output_names(self) -> tuple[str, ...]:
        """The names of the outputs."""
        return tuple(c.name for c in self.outputs)

    def reads(self) -> frozenset[str]:
        """The facts the table reads."""
        return frozenset(name for row in self.rows for name in names_in(row.condition))

    def rank(self, outputs: tuple[Scalar | None, ...]) -> tuple[int, ...]:
        """The place of outputs in the lists of allowed values, best first (lexicographic)."""
        return tuple(
            column.values.index(value) if value in column.values else len(column.values)
            for column, value in zip(self.outputs, outputs, strict=True)
            if column.values
        )

    def is_effective(self, today: date) -> bool:
        """Whether the table takes part on this day."""
        return is_effective(self.status, self.effective_from, self.effective_to, today)

    def result_facts(self) -> Iterator[FactDef]:
        """The facts later tables and actions can read: decision.<id> and .<id>.<output>."""
        label = self.title or self.id.replace("_", " ")
        for index, column in enumerate(self.outputs):
            type_ = self._result_type(index, column)
            if type_ is None:
                continue
            if index == 0:
                yield FactDef(f"decision.{self.id}", label, type_, nullable=True)
            if not self.hit.is_number:
                words = f"{label}: {column.label or column.name}"
                yield FactDef(f"decision.{self.id}.{column.name}", words, type_, nullable=True)

    def _result_type(self, index: int, column: Column) -> Type | None:
        if self.hit is Hit.COUNT:
            return INT
        type_ = output_type(column, [row.outputs[index] for row in self.rows])
        if self.hit.is_single or self.hit.is_number:
            return type_
        return Type(Kind.SET, members=type_.members) if type_.kind is Kind.ENUM else None


_TYPES = {
    Kind.BOOL: BOOL,
    Kind.INT: INT,
    Kind.DECIMAL: DECIMAL,
    Kind.DATE: DATE,
    Kind.DATETIME: DATETIME,
    Kind.DURATION: DURATION,
}


def output_type(column: Column, values: list[Scalar | None]) -> Type:
    """The type of an output: a closed list when it names its values, else what its cells are."""
    if column.values and all(isinstance(v, str) for v in column.values):
        members = (Member(str(v), str(v).replace("_", " ").capitalize()) for v in column.values)
        return Type(Kind.ENUM, members=tuple(members))
    present = [v for v in (*column.values, *values) if v is not None]
    kinds = {kind_of(v) for v in present}
    if kinds == {Kind.INT, Kind.DECIMAL}:
        return DECIMAL
    if kinds == {Kind.MONEY}:
        currencies = {v.currency for v in present if isinstance(v, Money)}
        return Type(Kind.MONEY, currency=currencies.pop()) if len(currencies) == 1 else TEXT
    return _TYPES.get(kinds.pop(), TEXT) if len(kinds) == 1 else TEXT


def is_effective(status: Status, start: date | None, end: date | None, today: date) -> bool:
    """Whether something with a status and dates takes part on a day (the last day counts)."""
    begun = start is None or start <= today
    return status is Status.ACTIVE and begun and (end is None or today <= end)


def as_number(value: Scalar | None) -> Decimal | None:
    """The number of an output, money included."""
    if isinstance(value, Money):
        return value.amount
    if isinstance(value, int | Decimal) and not isinstance(value, bool):
        return Decimal(value)
    return None
