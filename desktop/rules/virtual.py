"""Tests that no column can hold, as three-valued closures composed from small functions.

Where the types of both sides are plain numbers, amounts, days or times, the comparison is
Python's own; everything else goes through the reference's functions.
"""

from __future__ import annotations

import operator
from collections.abc import Callable
from functools import partial
from typing import Any

from desktop.rules.kleene import F, Result, T, Truth, U, known_compared, state_truth, truth
from desktop.rules.nodes import And, Arith, Between, Cmp, Has, Lit, Name, Neg, Node, Not, Or, State, TextTest
from desktop.rules.problems import MAX_DIGITS
from desktop.rules.schema import Schema
from desktop.rules.seen import UNMENTIONED, Look, SeenFacts
from desktop.rules.typecheck import Checker
from desktop.rules.values import NUMBERS, Kind, NoResult, Type, Value, calculate, fold_text, negate

_OPERATORS: dict[str, Callable[[Any, Any], bool]] = {
    "<": operator.lt,
    "<=": operator.le,
    ">": operator.gt,
    ">=": operator.ge,
    "=": operator.eq,
    "!=": operator.ne,
}
_WHOLE: dict[str, Callable[[int, int], int]] = {"+": operator.add, "-": operator.sub, "*": operator.mul}
_TEXT: dict[str, Callable[[str, str], bool]] = {
    "starts": str.startswith,
    "ends": str.endswith,
    "contains": operator.contains,
}
_SETS: dict[str, Callable[[frozenset[Any], Any], bool]] = {
    "one": lambda wanted, found: not wanted.isdisjoint(found),
    "any": lambda wanted, found: not wanted.isdisjoint(found),
    "all": frozenset.issubset,
    "none": frozenset.isdisjoint,
}
_DIRECT = NUMBERS | {Kind.DATE, Kind.DATETIME, Kind.DURATION}
_TOO_LONG = 10**MAX_DIGITS

Closure = Callable[[SeenFacts], Truth]
Getter = Callable[[SeenFacts], Any]
"""Gives the value where it is known, else None where it is unknown and ABSENT where it is absent."""

ABSENT = object()


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
        case Between(operand, low, high, negated):
            return _between(operand, low, high, schema, negated=negated)
        case State(operand, test, negated):
            return _state(getter_of(operand), test, negated)
        case TextTest(op, operand, text, negated):
            return _text_test(op, operand, str(text.value), schema, negated=negated)
        case Has(op, operand, listed):
            return _one_sided(operand, partial(_SETS[op], frozenset(item.value for item in listed)))
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
    samples = (Result(Look.ABSENT), Result(Look.UNKNOWN), Result(Look.KNOWN, frozenset()), Result(Look.KNOWN, True))
    found = [state_truth(sample, test) for sample in samples]
    absent, unknown, nothing, something = [v.opposite() for v in found] if negated else found

    def run(facts: SeenFacts) -> Truth:
        value = get(facts)
        if value is ABSENT:
            return absent
        if value is None:
            return unknown
        return nothing if type(value) is frozenset and not value else something

    return run


def _one_sided(operand: Node, test: Callable[[Any], bool], *, negated: bool = False) -> Closure:
    yes, no = (F, T) if negated else (T, F)
    get = getter_of(operand)

    def run(facts: SeenFacts) -> Truth:
        found = get(facts)
        if found is ABSENT:
            return F
        if found is None:
            return U
        return yes if test(found) else no

    return run


def _text_test(op: str, operand: Node, part: str, schema: Schema, *, negated: bool) -> Closure:
    test = _TEXT[op]
    if not _folds(operand, schema):
        return _one_sided(operand, lambda text: test(text, part), negated=negated)
    folded = fold_text(part)
    return _one_sided(operand, lambda text: test(fold_text(text), folded), negated=negated)


def _folds(node: Node, schema: Schema) -> bool:
    """Whether texts of a side are compared without case."""
    definition = schema.get(node.name) if isinstance(node, Name) else None
    return definition is None or definition.type.kind is not Kind.TEXT or definition.type.fold


def _between(operand: Node, low: Node, high: Node, schema: Schema, *, negated: bool) -> Closure:
    """Both comparisons or, after `not`, one of the opposite ones; whatever is absent makes it false."""
    ops = ("<", ">") if negated else (">=", "<=")
    under, over = (_compare(op, operand, end, schema) for op, end in zip(ops, (low, high), strict=True))
    gets = tuple(getter_of(node) for node in (operand, low, high))

    def run(facts: SeenFacts) -> Truth:
        x, least, most = (get(facts) for get in gets)
        if x is ABSENT or least is ABSENT or most is ABSENT:
            return F
        one = U if x is None or least is None else T if under(x, least) else F
        two = U if x is None or most is None else T if over(x, most) else F
        return max(one, two) if negated else min(one, two)

    return run


def _comparison(op: str, left: Node, right: Node, schema: Schema) -> Closure:
    compare, first, second = _compare(op, left, right, schema), getter_of(left), getter_of(right)

    def run(facts: SeenFacts) -> Truth:
        a, b = first(facts), second(facts)
        if a is ABSENT or b is ABSENT:
            return F
        if a is None or b is None:
            return U
        return T if compare(a, b) else F

    return run


def _compare(op: str, left: Node, right: Node, schema: Schema) -> Callable[[Any, Any], bool]:
    """A comparison of two known values of these sides."""
    checker = Checker(schema)
    a, b = checker.value(left), checker.value(right)
    return _direct(op, a, b) or _by_reference(op, _folds(left, schema), _folds(right, schema))


def _direct(op: str, a: Type | None, b: Type | None) -> Callable[[Any, Any], bool] | None:
    """Python's own comparison where it says the same as the reference."""
    assert a is not None, "only checked conditions are compiled"
    assert b is not None, "only checked conditions are compiled"
    test = _OPERATORS[op]
    same = a.kind is b.kind or {a.kind, b.kind} <= NUMBERS
    if same and a.kind in _DIRECT:
        return test
    if a.kind is b.kind is Kind.MONEY and a.currency == b.currency:
        return lambda x, y: test(x.amount, y.amount)
    return None


def _by_reference(op: str, *folds: bool) -> Callable[[Any, Any], bool]:
    def run(a: Value, b: Value) -> bool:
        return known_compared(op, Result(Look.KNOWN, a, folds[0]), Result(Look.KNOWN, b, folds[1]))

    return run


def getter_of(node: Node) -> Getter:
    """A function that gives the same value as the reference for every set of facts."""
    match node:
        case Lit(value):
            return lambda facts: value
        case Name(name):
            return _fact(name)
        case Neg(operand):
            return _negative(getter_of(operand))
        case Arith(op, Name(name), Lit(int() as constant)) if op in _WHOLE and type(constant) is int:
            return _shifted(op, name, constant)
        case _:
            assert isinstance(node, Arith), node
            return _calculation(node.op, getter_of(node.left), getter_of(node.right))


def _fact(name: str) -> Getter:
    def run(facts: SeenFacts) -> Any:
        seen = facts.get(name, UNMENTIONED)
        value = seen.value
        return ABSENT if value is None and seen.look is Look.ABSENT else value

    return run


def _negative(get: Getter) -> Getter:
    def run(facts: SeenFacts) -> Any:
        found = get(facts)
        return found if found is ABSENT or found is None else negate(found)

    return run


def _shifted(op: str, name: str, constant: int) -> Getter:
    """A fact plus, minus or times a whole number, the commonest calculation."""
    whole = _WHOLE[op]
    slow = _calculation(op, _fact(name), lambda facts: constant)

    def run(facts: SeenFacts) -> Any:
        value = facts.get(name, UNMENTIONED).value
        if type(value) is int:
            number = whole(value, constant)
            if -_TOO_LONG < number < _TOO_LONG:
                return number
        return slow(facts)

    return run


def _calculation(op: str, left: Getter, right: Getter) -> Getter:
    whole = _WHOLE.get(op)

    def run(facts: SeenFacts) -> Any:
        x, y = left(facts), right(facts)
        if x is ABSENT or y is ABSENT:
            return ABSENT
        if x is None or y is None:
            return None
        if whole is not None and type(x) is int and type(y) is int:
            number = whole(x, y)
            if -_TOO_LONG < number < _TOO_LONG:
                return number
        try:
            return calculate(op, x, y)
        except NoResult:
            return ABSENT

    return run
