"""The reference: three-valued evaluation of a tree, written to be obvious.

Everything faster in this package must agree with this module on every rule, every time.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from enum import IntEnum

from desktop.rules.nodes import (
    And,
    Arith,
    Between,
    Cmp,
    Has,
    In,
    Lit,
    Name,
    Neg,
    Node,
    Not,
    Or,
    State,
    TextTest,
)
from desktop.rules.seen import UNMENTIONED, Look, SeenFacts
from desktop.rules.values import (
    NoResult,
    Value,
    calculate,
    compare,
    fold_text,
    key_of,
)


class Truth(IntEnum):
    """False, unknown (could still go either way) or true; and = min, or = max."""

    F = 0
    U = 1
    T = 2

    def opposite(self) -> Truth:
        """Not: unknown stays unknown."""
        return _OPPOSITES[self]


F, U, T = Truth.F, Truth.U, Truth.T
_OPPOSITES = (T, U, F)


@dataclass(frozen=True, slots=True)
class Result:
    """What a value expression gives; `folds` tells whether its text compares without case."""

    look: Look
    value: Value | None = None
    folds: bool = True


_ABSENT = Result(Look.ABSENT)
_UNKNOWN = Result(Look.UNKNOWN)
_MINUS_ONE = Result(Look.KNOWN, -1)


def truth(node: Node, facts: SeenFacts) -> Truth:
    """The verdict of a condition over the facts."""
    match node:
        case And(items):
            return min((truth(item, facts) for item in items), default=T)
        case Or(items):
            return max((truth(item, facts) for item in items), default=F)
        case Not(item):
            return truth(item, facts).opposite()
        case State(operand, test, negated):
            verdict = state_truth(value_of(operand, facts), test)
            return verdict.opposite() if negated else verdict
        case Cmp(op, left, right):
            return _compared(op, value_of(left, facts), value_of(right, facts))
        case Between(operand, low, high, negated):
            return _between(operand, low, high, negated, facts)
        case In(operand, listed, negated):
            return _one_sided(value_of(operand, facts), lambda r: _is_in(r, listed) != negated)
        case TextTest(op, operand, text, negated):
            found = value_of(operand, facts)
            return _one_sided(found, lambda r: _text_test(op, r, text) != negated)
        case Has(op, operand, listed):
            return _one_sided(value_of(operand, facts), lambda r: _has(op, r, listed))
        case _:
            return _one_sided(value_of(node, facts), lambda r: r.value is True)


def value_of(node: Node, facts: SeenFacts) -> Result:
    """The value of an expression over the facts."""
    match node:
        case Lit(value):
            return Result(Look.KNOWN, value)
        case Name(name):
            seen = facts.get(name, UNMENTIONED)
            return Result(seen.look, seen.value, seen.folds)
        case Neg(operand):
            return _calculated("*", _MINUS_ONE, value_of(operand, facts))
        case _:
            assert isinstance(node, Arith), node
            return _calculated(node.op, value_of(node.left, facts), value_of(node.right, facts))


def _calculated(op: str, left: Result, right: Result) -> Result:
    """ABSENT dominates UNKNOWN, since the outcome is settled; so does a missing result."""
    if Look.ABSENT in (left.look, right.look):
        return _ABSENT
    if left.value is None or right.value is None:
        return _UNKNOWN
    try:
        return Result(Look.KNOWN, calculate(op, left.value, right.value))
    except NoResult:
        return _ABSENT


def state_truth(found: Result, test: str) -> Truth:
    """The verdict of `is known`, `is empty`, `is unavailable`."""
    if test == "unavailable":
        return T if found.look is Look.UNKNOWN else F
    if found.look is Look.UNKNOWN:
        return F if test == "known" else U
    if found.look is Look.ABSENT:
        return F if test == "known" else T
    return T if test == "known" or found.value == frozenset() else F


def _one_sided(found: Result, test: Callable[[Result], bool]) -> Truth:
    if found.look is Look.ABSENT:
        return F
    if found.look is Look.UNKNOWN:
        return U
    return T if test(found) else F


def _compared(op: str, left: Result, right: Result) -> Truth:
    if Look.ABSENT in (left.look, right.look):
        return F
    if left.value is None or right.value is None:
        return U
    return T if known_compared(op, left, right) else F


def known_compared(op: str, left: Result, right: Result) -> bool:
    """A comparison of two known values of fitting types."""
    assert left.value is not None
    assert right.value is not None
    if op in ("=", "!="):
        fold = left.folds and right.folds
        same = key_of(left.value, fold=fold) == key_of(right.value, fold=fold)
        return same == (op == "=")
    order = compare(left.value, right.value)
    assert order is not None, (left, right)
    return {"<": order < 0, "<=": order <= 0, ">": order > 0, ">=": order >= 0}[op]


def _between(operand: Node, low: Node, high: Node, negated: bool, facts: SeenFacts) -> Truth:
    """The conjunction low <= x and x <= high; `not between` is x < low or x > high, so ABSENT stays false."""
    found, least, most = (value_of(n, facts) for n in (operand, low, high))
    if Look.ABSENT in (found.look, least.look, most.look):
        return F
    if negated:
        return max(_compared("<", found, least), _compared(">", found, most))
    return min(_compared(">=", found, least), _compared("<=", found, most))


def _is_in(found: Result, items: tuple[Lit, ...]) -> bool:
    assert found.value is not None
    key = key_of(found.value, fold=found.folds)
    return any(key == key_of(item.value, fold=found.folds) for item in items)


def _text_test(op: str, found: Result, text: Lit) -> bool:
    whole, part = str(found.value), str(text.value)
    if found.folds:
        whole, part = fold_text(whole), fold_text(part)
    if op == "starts":
        return whole.startswith(part)
    return whole.endswith(part) if op == "ends" else part in whole


def _has(op: str, found: Result, items: tuple[Lit, ...]) -> bool:
    wanted = {item.value for item in items}
    assert isinstance(found.value, frozenset)
    if op == "all":
        return wanted <= found.value
    if op == "none":
        return not wanted & found.value
    return bool(wanted & found.value)
