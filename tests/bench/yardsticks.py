"""The rules of the workload as others would run them: closures by hand, and the libraries.

All of them are two-valued and get every fact as known: money and decimals as numbers, days, moments and
durations in seconds, text in small letters. That is the cheapest form for each.
"""

from __future__ import annotations

import json
import operator
from collections.abc import Callable, Mapping
from datetime import date, datetime, timedelta
from decimal import Decimal
from typing import Any

from desktop.rules.nodes import And, Arith, Between, Cmp, Has, In, Lit, Name, Neg, Node, Not, Or, State, TextTest
from desktop.rules.schema import Schema
from desktop.rules.values import Kind, Money, fold_text

Facts = dict[str, Any]
Run = Callable[[Facts], Any]
NAN = float("nan")
_OPS: dict[str, Callable[[Any, Any], Any]] = {
    "<": operator.lt,
    "<=": operator.le,
    ">": operator.gt,
    ">=": operator.ge,
    "=": operator.eq,
    "!=": operator.ne,
    "+": operator.add,
    "-": operator.sub,
    "*": operator.mul,
    "/": lambda a, b: a / b if b else NAN,
}
_TEXT: dict[str, Callable[[str, str], bool]] = {
    "starts": str.startswith,
    "ends": str.endswith,
    "contains": str.__contains__,
}


def slug(name: str) -> str:
    """A fact's name as the libraries allow it."""
    return name.replace(".", "_")


def plain(value: object) -> Any:
    """A value as the two-valued engines get it."""
    match value:
        case Money(amount):
            return float(amount)
        case Decimal():
            return float(value)
        case timedelta():
            return int(value.total_seconds())
        case datetime():
            return int(value.timestamp())
        case date():
            return value.toordinal() * 86_400
        case _:
            return value


def folded(node: Node, schema: Schema) -> Node:
    """The condition with texts as they are compared, where case does not count."""

    def one(name: str, lit: Lit) -> Lit:
        definition = schema.get(name)
        text = isinstance(lit.value, str) and definition is not None
        return Lit(fold_text(lit.value)) if text and definition.type.kind is Kind.TEXT and definition.type.fold else lit

    match node:
        case And(items):
            return And(tuple(folded(item, schema) for item in items))
        case Or(items):
            return Or(tuple(folded(item, schema) for item in items))
        case Not(item):
            return Not(folded(item, schema))
        case Cmp(op, Name(name), Lit() as lit):
            return Cmp(op, Name(name), one(name, lit))
        case In(Name(name), listed, negated):
            return In(Name(name), tuple(one(name, lit) for lit in listed), negated)
        case TextTest(op, Name(name), lit, negated):
            return TextTest(op, Name(name), one(name, lit), negated)
        case _:
            return node


# -- closures


def by_hand(node: Node) -> Run:
    """A condition as closures, as one who wants them fast would write them: short circuits, no lookups twice."""
    match node:
        case And(items) | Or(items):
            return _joined([by_hand(item) for item in items], isinstance(node, And))
        case Not(item):
            part = by_hand(item)
            return lambda f: not part(f)
        case Name(name):
            return lambda f: f[name]
        case Cmp(op, Name(name), Lit(value)):
            return _with_constant(op, name, plain(value))
        case Between(Name(name), Lit(low), Lit(high), negated):
            least, most = plain(low), plain(high)
            return (lambda f: not least <= f[name] <= most) if negated else (lambda f: least <= f[name] <= most)
        case Between(operand, low, high, negated):
            x, a, b = _value(operand), _value(low), _value(high)
            return lambda f: (a(f) <= x(f) <= b(f)) != negated
        case Cmp(op, left, right):
            run, a, b = _OPS[op], _value(left), _value(right)
            return lambda f: run(a(f), b(f))
        case In(Name(name), listed, negated):
            values = {plain(item.value) for item in listed}
            return (lambda f: f[name] not in values) if negated else (lambda f: f[name] in values)
        case _:
            return _seldom(node)


def _joined(parts: list[Run], all_: bool) -> Run:
    if len(parts) == 2:
        a, b = parts
        return (lambda f: a(f) and b(f)) if all_ else (lambda f: a(f) or b(f))
    if all_ and len(parts) == 3:
        a, b, c = parts
        return lambda f: a(f) and b(f) and c(f)
    if all_ and len(parts) == 4:
        a, b, c, d = parts
        return lambda f: a(f) and b(f) and c(f) and d(f)
    if len(parts) < 2:
        return parts[0] if parts else (lambda f: all_)
    first, rest = _joined(parts[:3], all_), _joined(parts[3:], all_)
    return (lambda f: first(f) and rest(f)) if all_ else (lambda f: first(f) or rest(f))


def _with_constant(op: str, name: str, constant: Any) -> Run:
    match op:
        case "<":
            return lambda f: f[name] < constant
        case "<=":
            return lambda f: f[name] <= constant
        case ">":
            return lambda f: f[name] > constant
        case ">=":
            return lambda f: f[name] >= constant
        case "=":
            return lambda f: f[name] == constant
        case _:
            return lambda f: f[name] != constant


def _seldom(node: Node) -> Run:
    match node:
        case TextTest(op, Name(name), text, negated):
            test, part = _TEXT[op], plain(text.value)
            return lambda f: test(f[name], part) != negated
        case Has(op, Name(name), listed):
            wanted = frozenset(item.value for item in listed)
            if op == "all":
                return lambda f: wanted <= f[name]
            return (lambda f: wanted.isdisjoint(f[name])) if op == "none" else lambda f: not wanted.isdisjoint(f[name])
        case State(Name(name), "empty", negated):
            return lambda f: (f[name] == frozenset()) != negated
        case State(_, test, negated):
            constant = (test == "known") != negated
            return lambda f: constant
        case _:
            raise TypeError(type(node).__name__)


def _value(node: Node) -> Run:
    match node:
        case Name(name):
            return lambda f: f[name]
        case Lit(value):
            constant = plain(value)
            return lambda f: constant
        case Neg(operand):
            inner = _value(operand)
            return lambda f: -inner(f)
        case Arith("+", Name(name), Lit(value)):
            constant = plain(value)
            return lambda f: f[name] + constant
        case Arith(op, left, right):
            run, a, b = _OPS[op], _value(left), _value(right)
            return lambda f: run(a(f), b(f))
        case _:
            raise TypeError(type(node).__name__)


# -- libraries


def json_facts(facts: Facts) -> Facts:
    """Facts as JSON has them: a set is a list."""
    return {slug(name): sorted(v) if isinstance(v, frozenset) else v for name, v in facts.items()}


def json_logic(node: Node) -> Any:
    """A condition as JSONLogic."""
    match node:
        case And(items) | Or(items):
            return {"and" if isinstance(node, And) else "or": [json_logic(item) for item in items]}
        case Not(item):
            return {"!": [json_logic(item)]}
        case Name(name):
            return {"var": slug(name)}
        case Lit(value):
            return plain(value)
        case Neg(operand):
            return {"-": [json_logic(operand)]}
        case Cmp(op, left, right) | Arith(op, left, right):
            return {{"=": "=="}.get(op, op): [json_logic(left), json_logic(right)]}
        case Between(operand, low, high, negated):
            found = {"<=": [json_logic(low), json_logic(operand), json_logic(high)]}
            return {"!": [found]} if negated else found
        case In(operand, listed, negated):
            found = {"in": [json_logic(operand), [plain(item.value) for item in listed]]}
            return {"!": [found]} if negated else found
        case State(Name(), "empty", negated):
            # only a set can be there and empty; to "!" an empty list is false, and so is nothing else that is asked here
            test = {"!": [{"merge": [json_logic(node.operand)]}]}
            return {"!": [test]} if negated else test
        case State(_, test, negated):
            return (test == "known") != negated
        case TextTest(op, operand, text, negated):
            pair = [json_logic(operand), plain(text.value)]
            found = {"in": pair[::-1]} if op == "contains" else {f"{op}_with": pair}
            return {"!": [found]} if negated else found
        case Has(op, operand, listed):
            tests = [{"in": [item.value, json_logic(operand)]} for item in listed]
            found = {"and" if op == "all" else "or": tests}
            return {"!": [found]} if op == "none" else found
        case _:
            raise TypeError(type(node).__name__)


def expression(node: Node, words: Mapping[str, str], sets: frozenset[str]) -> str:
    """A condition as text, for libraries whose languages differ in a few words only; `sets` are facts that are sets."""

    def say(inner: Node) -> str:
        return expression(inner, words, sets)

    match node:
        case And(items) | Or(items):
            return "(" + words["and" if isinstance(node, And) else "or"].join(map(say, items)) + ")"
        case Not(item):
            return words["not"].format(say(item))
        case Name(name):
            return slug(name)
        case Lit(value):
            found = plain(value)
            whole = isinstance(found, int) and not isinstance(found, bool)
            return json.dumps(float(found) if whole else found, ensure_ascii=False)
        case Neg(operand):
            return f"(-{say(operand)})"
        case Cmp(op, left, right) | Arith(op, left, right):
            return f"({say(left)} {'==' if op == '=' else op} {say(right)})"
        case Between(operand, low, high, negated):
            found = f"({say(low)} <= {say(operand)}{words['and']}{say(operand)} <= {say(high)})"
        case In(operand, listed, negated):
            found = f"({say(operand)} in [{', '.join(map(say, listed))}])"
        case State(Name() as operand, "empty", negated):
            found = words["void"].format(say(operand)) if operand.name in sets else "false"
        case State(_, test, negated):
            found = "true" if test == "known" else "false"
        case TextTest(op, operand, text, negated):
            found = words[op].format(say(operand), say(text))
        case Has(op, operand, listed):
            tests = [f"({say(item)} in {say(operand)})" for item in listed]
            found, negated = "(" + words["and" if op == "all" else "or"].join(tests) + ")", op == "none"
        case _:
            raise TypeError(type(node).__name__)
    return words["not"].format(found) if negated else found
