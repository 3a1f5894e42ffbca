"""What FEEL means by comparing, calculating and by null, said in conditions of ours.

FEEL has three answers: true, false and null. A condition is therefore kept as two of ours: when it is
true and when it is false. Where neither holds it is null; where a fact is not known yet, both stay open.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import timedelta
from decimal import Decimal

from desktop.rules.nodes import ALWAYS, And, Arith, Cmp, Lit, Name, Neg, Node, Not, Or, State
from desktop.rules.typecheck import arithmetic_type, comparable
from desktop.rules.values import (
    BOOL,
    CONTEXT,
    DAY,
    NUMBERS,
    ORDERED,
    Kind,
    NoResult,
    Scalar,
    Type,
    key_of,
    kind_of,
    negate,
)
from desktop.rules.values import calculate as exactly
from desktop.rules.values import compare as ordered

NEVER: Node = Or(())
_OPPOSITE = {"<": ">=", "<=": ">", ">": "<=", ">=": "<", "=": "!=", "!=": "="}
_MAX_POWER = 1000


class NotImportable(Exception):
    """An expression outside of what is read; the argument says why."""


@dataclass(frozen=True, slots=True)
class Value:
    """A value of ours with its type; without a node it is null."""

    node: Node | None
    type: Type

    @property
    def constant(self) -> Scalar | None:
        """The value where it depends on nothing."""
        return self.node.value if isinstance(self.node, Lit) else None


@dataclass(frozen=True, slots=True)
class Logic:
    """A condition: when it is true and when it is false, else it is null."""

    yes: Node
    no: Node


TRUE, FALSE, NULL = Logic(ALWAYS, NEVER), Logic(NEVER, ALWAYS), Logic(NEVER, NEVER)
NOTHING = Value(None, BOOL)


def constant(value: Scalar) -> Value:
    """A literal."""
    return Value(Lit(value), Type(kind_of(value), fold=False))


def all_true(nodes: Sequence[Node]) -> Node:
    """The conjunction, without parts that are always or never true."""
    parts: list[Node] = []
    for node in nodes:
        parts.extend(node.items if isinstance(node, And) else (node,))
    if NEVER in parts:
        return NEVER
    return parts[0] if len(parts) == 1 else And(tuple(parts))


def any_true(nodes: Sequence[Node]) -> Node:
    """The disjunction, without parts that are always or never true."""
    parts: list[Node] = []
    for node in nodes:
        parts.extend(node.items if isinstance(node, Or) else (node,))
    if ALWAYS in parts:
        return ALWAYS
    return parts[0] if len(parts) == 1 else Or(tuple(parts))


def both(parts: Sequence[Logic]) -> Logic:
    """FEEL's `and`."""
    return Logic(all_true([p.yes for p in parts]), any_true([p.no for p in parts]))


def either(parts: Sequence[Logic]) -> Logic:
    """FEEL's `or`."""
    return Logic(any_true([p.yes for p in parts]), all_true([p.no for p in parts]))


def opposite(logic: Logic) -> Logic:
    """FEEL's `not`: null stays null."""
    return Logic(logic.no, logic.yes)


def condition(found: Value | Logic) -> Logic:
    """An operand of and, or, not: what is no yes or no counts as null there."""
    if isinstance(found, Logic):
        return found
    if found.node is None or found.type.kind is not Kind.BOOL:
        return NULL
    if isinstance(found.node, Lit):
        return TRUE if found.node.value else FALSE
    return Logic(found.node, Cmp("=", found.node, Lit(False)))


def value(found: Value | Logic) -> Value:
    """An operand of a comparison; a condition is one only where it is settled."""
    if isinstance(found, Value):
        return found
    if found == NULL:
        return NOTHING
    if found in (TRUE, FALSE):
        return constant(found == TRUE)
    raise NotImportable("a condition stands where a value is needed")


def compare(op: str, left: Value, right: Value) -> Logic:
    """A comparison: only = and != have an answer for null."""
    if op in ("=", "!="):
        equal = _equal(left, right)
        return equal if op == "=" else opposite(equal)
    if left.node is None or right.node is None:
        return NULL
    _check(left, right)
    if not {left.type.kind, right.type.kind} <= ORDERED:
        raise NotImportable(f"{left.type.words} has no order")
    if left.constant is not None and right.constant is not None:
        order = ordered(left.constant, right.constant) or 0
        holds = {"<": order < 0, "<=": order <= 0, ">": order > 0, ">=": order >= 0}[op]
        return TRUE if holds else FALSE
    return Logic(Cmp(op, left.node, right.node), Cmp(_OPPOSITE[op], left.node, right.node))


def _equal(left: Value, right: Value) -> Logic:
    if left.node is None or right.node is None:
        return _empty(left if right.node is None else right)
    if left.constant is not None and right.constant is not None:
        if not comparable(left.type, right.type):
            return NULL
        same = key_of(left.constant, fold=False) == key_of(right.constant, fold=False)
        return TRUE if same else FALSE
    _check(left, right)
    yes: Node = Cmp("=", left.node, right.node)
    if left.constant is None and right.constant is None:
        # null equals null
        yes = Or((yes, And((State(left.node, "empty"), State(right.node, "empty")))))
    return Logic(yes, Not(yes))


def _empty(found: Value) -> Logic:
    if found.node is None:
        return TRUE
    if isinstance(found.node, Lit):
        return FALSE
    return Logic(State(found.node, "empty"), State(found.node, "empty", negated=True))


def _check(left: Value, right: Value) -> None:
    if not comparable(left.type, right.type):
        raise NotImportable(f"{left.type.words} is compared with {right.type.words}")


def calculate(op: str, left: Value, right: Value) -> Value:
    """Arithmetic; null where a part is null or there is no result."""
    if left.node is None or right.node is None:
        return NOTHING
    a, b = left.constant, right.constant
    if op == "**":
        return _power(a, b)
    if isinstance(a, str) and isinstance(b, str) and op == "+":
        return constant(a + b)
    type_ = arithmetic_type(op, left.type, right.type)
    if type_ is None:
        raise NotImportable(f"{left.type.words} {op} {right.type.words} is not calculated")
    if type_.kind is Kind.DATE and not any(isinstance(c, timedelta) and not c % DAY for c in (a, b)):
        raise NotImportable("only whole days are added to a date")
    if a is None or b is None:
        return Value(Arith(op, left.node, right.node), type_)
    try:
        found = exactly(op, a, b)
    except NoResult:
        return NOTHING
    assert not isinstance(found, frozenset)
    return constant(found)


def _power(base: Scalar | None, exponent: Scalar | None) -> Value:
    numbers = [n for n in (base, exponent) if isinstance(n, int | Decimal) and not isinstance(n, bool)]
    if len(numbers) < 2:
        raise NotImportable("a power of what is not known beforehand is not calculated")
    base, exponent = map(Decimal, numbers)
    if abs(exponent) > _MAX_POWER or exponent != exponent.to_integral_value():
        raise NotImportable("only small whole powers are calculated")
    try:
        found = CONTEXT.power(base, exponent)
    except ArithmeticError:
        return NOTHING
    return constant(found) if found.is_finite() else NOTHING


def negative(found: Value) -> Value:
    """A value with its sign turned."""
    if found.node is None:
        return NOTHING
    if found.type.kind not in NUMBERS | {Kind.DURATION}:
        raise NotImportable(f"{found.type.words} has no sign")
    turned = negate(found.node.value) if isinstance(found.node, Lit) else None
    return Value(Neg(found.node), found.type) if turned is None else constant(turned)


def named(name: str, type_: Type) -> Value:
    """A fact."""
    return Value(Name(name), type_)
