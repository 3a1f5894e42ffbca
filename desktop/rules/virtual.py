"""Tests that no column can hold, as three-valued closures composed from small functions.

Where the types of both sides are plain numbers, amounts, days or times, the comparison is
Python's own; everything else goes through the reference's functions.
"""

from __future__ import annotations

import operator
from collections.abc import Callable
from functools import partial
from typing import Any, Protocol

from desktop.rules.kleene import F, Result, T, Truth, U, known_compared, state_truth, truth, value_of
from desktop.rules.nodes import And, Arith, Cmp, Lit, Name, Node, Not, Or, State
from desktop.rules.problems import MAX_DIGITS
from desktop.rules.schema import Schema
from desktop.rules.seen import UNMENTIONED, Look, SeenFacts
from desktop.rules.typecheck import Checker
from desktop.rules.values import NUMBERS, Kind, NoResult, Type, Value, calculate

_OPERATORS: dict[str, Callable[[Any, Any], bool]] = {
    "<": operator.lt,
    "<=": operator.le,
    ">": operator.gt,
    ">=": operator.ge,
    "=": operator.eq,
    "!=": operator.ne,
}
_WHOLE: dict[str, Callable[[int, int], int]] = {"+": operator.add, "-": operator.sub, "*": operator.mul}
_DIRECT = NUMBERS | {Kind.DATE, Kind.DATETIME, Kind.DURATION}
_TOO_LONG = 10**MAX_DIGITS
_ABSENT_LOOK = Look.ABSENT


class Read(Protocol):
    """What an expression gives: a fact as it is seen, or a result."""

    @property
    def look(self) -> Look:
        """Known, absent or unknown."""
        ...

    @property
    def value(self) -> Value | None:
        """The value when it is known."""
        ...

    @property
    def folds(self) -> bool:
        """Whether texts are compared without case."""
        ...


Closure = Callable[[SeenFacts], Truth]
Getter = Callable[[SeenFacts], Read]

_ABSENT = Result(Look.ABSENT)
_UNKNOWN = Result(Look.UNKNOWN)


def closure_of(node: Node, schema: Schema) -> Closure:
    """A function that gives the same verdict as the reference for every set of facts."""
    match node:
        case And(items):
            return _all(tuple(closure_of(item, schema) for item in items))
        case Or(items):
            return _any(tuple(closure_of(item, schema) for item in items))
        case Not(item):
            return _opposite(closure_of(item, schema))
        case Cmp(op, left, right):
            return _comparison(op, left, right, schema)
        case State(operand, test, negated):
            return _state(getter_of(operand), test, negated)
        case _:
            return partial(truth, node)


def _all(parts: tuple[Closure, ...]) -> Closure:
    def run(facts: SeenFacts) -> Truth:
        worst = T
        for part in parts:
            verdict = part(facts)
            if verdict is F:
                return F
            if verdict is U:
                worst = U
        return worst

    return run


def _any(parts: tuple[Closure, ...]) -> Closure:
    def run(facts: SeenFacts) -> Truth:
        best = F
        for part in parts:
            verdict = part(facts)
            if verdict is T:
                return T
            if verdict is U:
                best = U
        return best

    return run


def _opposite(part: Closure) -> Closure:
    def run(facts: SeenFacts) -> Truth:
        return part(facts).opposite()

    return run


def _state(get: Getter, test: str, negated: bool) -> Closure:
    def run(facts: SeenFacts) -> Truth:
        found = get(facts)
        verdict = state_truth(Result(found.look, found.value, found.folds), test)
        return verdict.opposite() if negated else verdict

    return run


def _comparison(op: str, left: Node, right: Node, schema: Schema) -> Closure:
    checker = Checker(schema)
    types = (checker.value(left), checker.value(right))
    compare = _direct(op, types) or _by_reference(op)
    first, second = getter_of(left), getter_of(right)

    def run(facts: SeenFacts) -> Truth:
        a, b = first(facts), second(facts)
        if a.look is _ABSENT_LOOK or b.look is _ABSENT_LOOK:
            return F
        if a.value is None or b.value is None:
            return U
        return T if compare(a, b) else F

    return run


def _direct(op: str, types: tuple[Type | None, Type | None]) -> Callable[[Read, Read], bool] | None:
    """Python's own comparison where it says the same as the reference."""
    a, b = types
    if a is None or b is None:
        return None
    test = _OPERATORS[op]
    same = a.kind is b.kind or {a.kind, b.kind} <= NUMBERS
    if same and a.kind in _DIRECT:
        return lambda x, y: test(x.value, y.value)
    if a.kind is b.kind is Kind.MONEY and a.currency == b.currency:
        return lambda x, y: test(x.value.amount, y.value.amount)  # type: ignore[union-attr]
    return None


def _by_reference(op: str) -> Callable[[Read, Read], bool]:
    def run(a: Read, b: Read) -> bool:
        left, right = Result(a.look, a.value, a.folds), Result(b.look, b.value, b.folds)
        return known_compared(op, left, right)

    return run


def getter_of(node: Node) -> Getter:
    """A function that gives the same value as the reference for every set of facts."""
    match node:
        case Lit(value):
            result = Result(Look.KNOWN, value)
            return lambda facts: result
        case Name(name):
            return lambda facts: facts.get(name, UNMENTIONED)
        case Arith(op, Name(name), Lit(int() as constant)) if op in _WHOLE and type(constant) is int:
            return _shifted(op, name, constant)
        case Arith(op, left, right):
            return _calculation(op, getter_of(left), getter_of(right))
        case _:
            return partial(value_of, node)


def _shifted(op: str, name: str, constant: int) -> Getter:
    """A fact plus, minus or times a whole number, the commonest calculation."""
    whole, reference = _WHOLE[op], Result(Look.KNOWN, constant)
    slow = _calculation(op, lambda facts: facts.get(name, UNMENTIONED), lambda facts: reference)

    def run(facts: SeenFacts) -> Read:
        value = facts.get(name, UNMENTIONED).value
        if type(value) is int:
            number = whole(value, constant)
            if -_TOO_LONG < number < _TOO_LONG:
                return Result(Look.KNOWN, number)
        return slow(facts)

    return run


def _calculation(op: str, left: Getter, right: Getter) -> Getter:
    whole = _WHOLE.get(op)

    def run(facts: SeenFacts) -> Read:
        a, b = left(facts), right(facts)
        if a.look is _ABSENT_LOOK or b.look is _ABSENT_LOOK:
            return _ABSENT
        x, y = a.value, b.value
        if x is None or y is None:
            return _UNKNOWN
        if whole is not None and type(x) is int and type(y) is int:
            number = whole(x, y)
            if -_TOO_LONG < number < _TOO_LONG:
                return Result(Look.KNOWN, number)
        try:
            return Result(Look.KNOWN, calculate(op, x, y))
        except NoResult:
            return _ABSENT

    return run
