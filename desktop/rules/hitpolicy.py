"""What a table gives when some of its rows are true and some could still become true."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal
from enum import StrEnum

from desktop.rules.tables import Hit, Table, as_number
from desktop.rules.values import Money, Scalar

Outputs = tuple[Scalar | None, ...]


class Decided(StrEnum):
    """How firm the result of a table is; only a decided one feeds later tables."""

    DECIDED = "decided"
    PROVISIONAL = "provisional"
    UNDECIDED = "undecided"
    FAILED = "failed"


@dataclass(frozen=True, slots=True)
class TableResult:
    """The answer of a table: `rows` are the rows it stands on, `unknown` could still match.

    `results` holds one tuple of outputs for a single-hit table and one per row for the
    collecting ones; `low` and `high` bound the number of C+, C#, C< and C>.
    """

    table: str
    status: Decided
    rows: tuple[int, ...] = ()
    unknown: tuple[int, ...] = ()
    results: tuple[Outputs, ...] = ()
    low: Scalar | None = None
    high: Scalar | None = None
    from_default: bool = False

    @property
    def first(self) -> Outputs | None:
        """The outputs of the first row, or None."""
        return self.results[0] if self.results else None

    @property
    def is_decided(self) -> bool:
        """Whether nothing can change the answer any more."""
        return self.status is Decided.DECIDED


def resolve(table: Table, true: Sequence[int], unknown: Sequence[int]) -> TableResult:
    """Apply the hit policy; row numbers come in row order."""
    if table.hit.is_number:
        return _aggregate(table, tuple(true), tuple(unknown))
    if not table.hit.is_single:
        return _collect(table, tuple(true), tuple(unknown))
    if not true:
        return _none_true(table, tuple(unknown))
    solve = {
        Hit.UNIQUE: _unique,
        Hit.ANY: _any,
        Hit.PRIORITY: _priority,
        Hit.FIRST: _first,
    }[table.hit]
    return solve(table, tuple(true), tuple(unknown))


def _none_true(table: Table, unknown: tuple[int, ...]) -> TableResult:
    if unknown:
        return TableResult(table.id, Decided.UNDECIDED, (), unknown)
    results = () if table.default is None else (table.default,)
    return TableResult(table.id, Decided.DECIDED, results=results, from_default=True)


def _single(table: Table, row: int, unknown: tuple[int, ...], firm: bool) -> TableResult:
    status = Decided.DECIDED if firm else Decided.PROVISIONAL
    return TableResult(table.id, status, (row,), unknown, (table.rows[row].outputs,))


def _unique(table: Table, true: tuple[int, ...], unknown: tuple[int, ...]) -> TableResult:
    if len(true) > 1:
        return TableResult(table.id, Decided.FAILED, true, unknown)
    return _single(table, true[0], unknown, not unknown or table.no_overlap)


def _any(table: Table, true: tuple[int, ...], unknown: tuple[int, ...]) -> TableResult:
    outputs = table.rows[true[0]].outputs
    if any(table.rows[row].outputs != outputs for row in true):
        return TableResult(table.id, Decided.FAILED, true, unknown)
    firm = all(table.rows[row].outputs == outputs for row in unknown)
    return _single(table, true[0], unknown, firm)


def _priority(table: Table, true: tuple[int, ...], unknown: tuple[int, ...]) -> TableResult:
    best = min(true, key=lambda row: table.rank(table.rows[row].outputs))
    rank = table.rank(table.rows[best].outputs)
    better = tuple(r for r in unknown if table.rank(table.rows[r].outputs) < rank)
    return _single(table, best, better, not better)


def _first(table: Table, true: tuple[int, ...], unknown: tuple[int, ...]) -> TableResult:
    first = true[0]
    before = tuple(row for row in unknown if row < first)
    same = all(table.rows[row].outputs == table.rows[first].outputs for row in before)
    return _single(table, first, before, same)


def _collect(table: Table, true: tuple[int, ...], unknown: tuple[int, ...]) -> TableResult:
    rows = true
    if table.hit is Hit.OUTPUT_ORDER:
        rows = tuple(sorted(true, key=lambda row: table.rank(table.rows[row].outputs)))
    status = Decided.PROVISIONAL if unknown else Decided.DECIDED
    results = tuple(table.rows[row].outputs for row in rows)
    if not true and not unknown and table.default is not None:
        return TableResult(table.id, status, results=(table.default,), from_default=True)
    return TableResult(table.id, status, rows, unknown, results)


def _aggregate(table: Table, true: tuple[int, ...], unknown: tuple[int, ...]) -> TableResult:
    if table.hit is Hit.COUNT:
        low, high = Decimal(len(true)), Decimal(len(true) + len(unknown))
        return _interval(table, true, unknown, low, high)
    if not true:
        return _none_true(table, unknown)
    sure = [_number(table, row) for row in true]
    open_ = [_number(table, row) for row in unknown]
    if table.hit is Hit.SUM:
        total = sum(sure, Decimal(0))
        low = total + sum((n for n in open_ if n < 0), Decimal(0))
        high = total + sum((n for n in open_ if n > 0), Decimal(0))
    elif table.hit is Hit.MIN:
        low, high = min(sure + open_), min(sure)
    else:
        low, high = max(sure), max(sure + open_)
    return _interval(table, true, unknown, low, high)


def _number(table: Table, row: int) -> Decimal:
    return as_number(table.rows[row].outputs[0]) or Decimal(0)


def _interval(
    table: Table,
    true: tuple[int, ...],
    unknown: tuple[int, ...],
    low: Decimal,
    high: Decimal,
) -> TableResult:
    ends = (_like(table, low), _like(table, high))
    firm = low == high
    status = Decided.DECIDED if firm else Decided.PROVISIONAL
    results: tuple[Outputs, ...] = ((ends[0],),) if firm else ()
    return TableResult(table.id, status, true, unknown, results, *ends)


def _like(table: Table, number: Decimal) -> Scalar:
    """The number in the kind of the table's outputs: money stays money, counts are whole."""
    if table.hit is Hit.COUNT:
        return int(number)
    for row in table.rows:
        first = row.outputs[0]
        if isinstance(first, Money):
            return Money(number, first.currency)
    return int(number) if number == number.to_integral_value() else number
