"""What a table gives when some of its rows are true and some could still become true."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from decimal import Decimal
from enum import StrEnum
from functools import reduce

from desktop.rules.tables import Hit, Table, as_number
from desktop.rules.values import CONTEXT, Money, Scalar

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
    collecting ones; `low` and `high` bound the number of C+, C#, C< and C>. `unsettled` are the
    outputs, by number, that could still change although the row ranks as it does.
    """

    table: str
    status: Decided
    rows: tuple[int, ...] = ()
    unknown: tuple[int, ...] = ()
    results: tuple[Outputs, ...] = ()
    low: Scalar | None = None
    high: Scalar | None = None
    from_default: bool = False
    unsettled: frozenset[int] = frozenset()

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
    """The best rank wins; among rows of one rank, which differ only in outputs without an order, the first."""
    best = min(true, key=lambda row: table.rank(table.rows[row].outputs))
    outputs = table.rows[best].outputs
    rank = table.rank(outputs)
    ranks = {row: table.rank(table.rows[row].outputs) for row in unknown}
    better = [row for row in unknown if ranks[row] < rank]
    equal = [r for r in unknown if r < best and ranks[r] == rank and table.rows[r].outputs != outputs]
    unsettled = frozenset(i for i, o in enumerate(outputs) if any(table.rows[r].outputs[i] != o for r in equal))
    result = _single(table, best, tuple(sorted(better + equal)), not better and 0 not in unsettled)
    return replace(result, unsettled=unsettled)


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
    nothing = _of_nothing(table)
    if not true and not unknown and nothing is None:
        return TableResult(table.id, Decided.DECIDED, from_default=True)
    ends = list(_bounds(table, true, unknown)) if true or unknown else []
    if not true:
        if nothing is None:
            low, high = _like(table, ends[0]), _like(table, ends[1])
            return TableResult(table.id, Decided.UNDECIDED, (), unknown, low=low, high=high)
        ends.append(nothing)
    result = _interval(table, true, unknown, min(ends), max(ends))
    return result if true or unknown or table.default is None else replace(result, from_default=True)


def _of_nothing(table: Table) -> Decimal | None:
    """What the table gives when no row is true."""
    if table.default is not None:
        return as_number(table.default[0])
    return Decimal(0) if table.hit is Hit.COUNT else None


def _bounds(table: Table, true: tuple[int, ...], unknown: tuple[int, ...]) -> tuple[Decimal, Decimal]:
    """The least and the greatest number, whatever unknown rows become, as long as some row is true."""
    if table.hit is Hit.COUNT:
        return Decimal(len(true) or 1), Decimal(len(true) + len(unknown))
    sure, open_ = [_number(table, row) for row in true], [_number(table, row) for row in unknown]
    if table.hit is Hit.MIN:
        return min(sure + open_), min(sure) if sure else max(open_)
    if table.hit is Hit.MAX:
        return max(sure) if sure else min(open_), max(sure + open_)
    down, up = [n for n in open_ if n < 0], [n for n in open_ if n > 0]
    if sure:
        return _sum(sure + down), _sum(sure + up)
    return _sum(down) if down else min(open_), _sum(up) if up else max(open_)


def _sum(numbers: Sequence[Decimal]) -> Decimal:
    return reduce(CONTEXT.add, numbers)


def _number(table: Table, row: int) -> Decimal:
    number = as_number(table.rows[row].outputs[0])
    assert number is not None  # the reader refuses such a table (TBL014)
    return number


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
