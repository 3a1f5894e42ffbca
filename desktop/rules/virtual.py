"""Tests that no column can hold, as three-valued closures composed from small functions."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial

from desktop.rules.kleene import (
    F,
    Result,
    T,
    Truth,
    U,
    known_compared,
    state_truth,
    truth,
    value_of,
)
from desktop.rules.nodes import And, Arith, Cmp, Lit, Name, Node, Not, Or, State
from desktop.rules.seen import UNMENTIONED, Look, SeenFacts
from desktop.rules.values import NoResult, calculate

Closure = Callable[[SeenFacts], Truth]
Getter = Callable[[SeenFacts], Result]

_ABSENT = Result(Look.ABSENT)
_UNKNOWN = Result(Look.UNKNOWN)


def closure_of(node: Node) -> Closure:
    """A function that gives the same verdict as the reference for every set of facts."""
    match node:
        case And(items):
            return _all(tuple(closure_of(item) for item in items))
        case Or(items):
            return _any(tuple(closure_of(item) for item in items))
        case Not(item):
            return _opposite(closure_of(item))
        case Cmp(op, left, right):
            return _comparison(op, getter_of(left), getter_of(right))
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
            worst = min(worst, verdict)
        return worst

    return run


def _any(parts: tuple[Closure, ...]) -> Closure:
    def run(facts: SeenFacts) -> Truth:
        best = F
        for part in parts:
            verdict = part(facts)
            if verdict is T:
                return T
            best = max(best, verdict)
        return best

    return run


def _opposite(part: Closure) -> Closure:
    def run(facts: SeenFacts) -> Truth:
        return part(facts).opposite()

    return run


def _state(get: Getter, test: str, negated: bool) -> Closure:
    def run(facts: SeenFacts) -> Truth:
        verdict = state_truth(get(facts), test)
        return verdict.opposite() if negated else verdict

    return run


def _comparison(op: str, left: Getter, right: Getter) -> Closure:
    def run(facts: SeenFacts) -> Truth:
        a, b = left(facts), right(facts)
        if a.look is Look.ABSENT or b.look is Look.ABSENT:
            return F
        if a.value is None or b.value is None:
            return U
        return T if known_compared(op, a, b) else F

    return run


def getter_of(node: Node) -> Getter:
    """A function that gives the same value as the reference for every set of facts."""
    match node:
        case Lit(value):
            result = Result(Look.KNOWN, value)
            return lambda facts: result
        case Name(name):
            return _reader(name)
        case Arith(op, left, right):
            return _calculation(op, getter_of(left), getter_of(right))
        case _:
            return partial(value_of, node)


def _reader(name: str) -> Getter:
    def run(facts: SeenFacts) -> Result:
        seen = facts.get(name, UNMENTIONED)
        return Result(seen.look, seen.value, seen.folds)

    return run


def _calculation(op: str, left: Getter, right: Getter) -> Getter:
    def run(facts: SeenFacts) -> Result:
        a, b = left(facts), right(facts)
        if a.look is Look.ABSENT or b.look is Look.ABSENT:
            return _ABSENT
        if a.value is None or b.value is None:
            return _UNKNOWN
        try:
            return Result(Look.KNOWN, calculate(op, a.value, b.value))
        except NoResult:
            return _ABSENT

    return run
