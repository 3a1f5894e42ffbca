"""A condition as nested plain data for builders, and back without loss.

{"all": […]}, {"any": […]}, {"not": […]} hold others; a leaf is {"fact", "op", "value"} with the
values as they are, or {"text"} for what no simple row can say.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from desktop.rules.lexer import KEYWORDS
from desktop.rules.nodes import And, Between, Cmp, Has, In, Lit, Name, Node, Not, Or, State, TextTest
from desktop.rules.parser import parse
from desktop.rules.printer import print_node
from desktop.rules.problems import MAX_DEPTH, MAX_LIST, MAX_NAME, MAX_NODES, MAX_STRING, Problem, shown
from desktop.rules.read_values import fault
from desktop.rules.schema import NAME
from desktop.rules.values import Kind, Scalar, Type, kind_of

Tree = Mapping[str, Any]
IS_TRUE = "is true"
COMPARISONS = ("<", "<=", ">", ">=", "=", "!=")
STATES = {
    f"is {'not ' if negated else ''}{test}": (test, negated)
    for test in ("known", "empty", "unavailable")
    for negated in (False, True)
}
TEXT_TESTS = {
    f"{'not ' if negated else ''}{words}": (op, negated)
    for op, words in (("starts", "starts with"), ("ends", "ends with"), ("contains", "contains"))
    for negated in (False, True)
}
SETS = {"has": "one", "has any": "any", "has all": "all", "has none": "none"}
LISTS = {"in": False, "not in": True}
RANGES = {"between": False, "not between": True}


def untree(node: Node) -> dict[str, Any]:
    """A condition as plain data."""
    match node:
        case And(items):
            return {"all": [untree(item) for item in items]}
        case Or(items):
            return {"any": [untree(item) for item in items]}
        case Not(item):
            return {"not": [untree(item)]}
        case _:
            return _leaf(node) or {"text": print_node(node)}


def _leaf(node: Node) -> dict[str, Any] | None:
    """A test on one fact as fact, operator and value."""
    match node:
        case Name(name):
            return _row(name, IS_TRUE)
        case Cmp(op, Name(name), Lit(value)):
            return _row(name, op, value)
        case In(Name(name), listed, negated):
            return _row(name, "not in" if negated else "in", [item.value for item in listed])
        case Between(Name(name), Lit(low), Lit(high), negated):
            return _row(name, "not between" if negated else "between", [low, high])
        case State(Name(name), test, negated):
            return _row(name, f"is {'not ' if negated else ''}{test}")
        case TextTest(op, Name(name), text, negated):
            words = next(w for w, found in TEXT_TESTS.items() if found == (op, negated))
            return _row(name, words, text.value)
        case Has(op, Name(name), listed):
            words = next(w for w, found in SETS.items() if found == op)
            values = [item.value for item in listed]
            return _row(name, words, values[0] if op == "one" else values)
        case _:
            return None


def _row(fact: str, op: str, *value: Any) -> dict[str, Any]:
    return {"fact": fact, "op": op, **({"value": value[0]} if value else {})}


def tree(data: object) -> tuple[Node | None, list[Problem]]:
    """Plain data as a condition; None with problems when it is none."""
    builder = _Builder()
    node = builder.node(data, 0)
    return (None if builder.problems else node), builder.problems


class _Builder:
    """Builds nodes, counting parts and levels."""

    def __init__(self) -> None:
        self.problems: list[Problem] = []
        self.count = 0

    def wrong(self, code: str, **params: object) -> None:
        self.problems.append(Problem(code, params=shown(params)))

    def node(self, data: object, depth: int) -> Node | None:
        self.count += 1
        if depth > MAX_DEPTH or self.count > MAX_NODES:
            code, limit = ("CAP003", MAX_DEPTH) if depth > MAX_DEPTH else ("CAP002", MAX_NODES)
            if not any(p.code == code for p in self.problems):
                self.wrong(code, limit=limit)
            return None
        if not isinstance(data, Mapping):
            self.wrong("SYN010", found=type(data).__name__)
            return None
        for word in ("all", "any", "not"):
            if word in data:
                return self.join(word, data[word], depth)
        return self.text(data["text"]) if "text" in data else self.leaf(data)

    def join(self, word: str, items: object, depth: int) -> Node | None:
        if not isinstance(items, Sequence) or isinstance(items, str) or not items:
            self.wrong("SYN011", expected="a list", found=type(items).__name__)
            return None
        parts = tuple(part for part in (self.node(item, depth + 1) for item in items) if part is not None)
        if word == "not":
            if len(items) != 1:
                self.wrong("SYN011", expected="one condition", found=len(items))
            return Not(parts[0]) if parts else None
        return And(parts) if word == "all" else Or(parts)

    def text(self, text: object) -> Node | None:
        parsed = parse(text if isinstance(text, str) else "")
        self.problems += parsed.problems
        return parsed.node

    def leaf(self, data: Tree) -> Node | None:
        fact, op, value = data.get("fact"), data.get("op"), data.get("value")
        if not isinstance(fact, str) or not NAME.fullmatch(fact) or len(fact) > MAX_NAME or fact in KEYWORDS:
            self.wrong("NAM001", name=fact)
            return None
        if not isinstance(op, str):
            self.wrong("SYN011", expected="an operator", found=type(op).__name__)
            return None
        name = Name(fact)
        if op == IS_TRUE:
            return name
        if op in STATES:
            return State(name, *STATES[op])
        return self.valued(name, op, value)

    def valued(self, name: Name, op: str, value: object) -> Node | None:
        if op in LISTS or op in RANGES or (op in SETS and op != "has"):
            return self.listed(name, op, value)
        lit = self.literal(value)
        if lit is None:
            return None
        if op in COMPARISONS:
            return Cmp(op, name, lit)
        if op in TEXT_TESTS and isinstance(lit.value, str):
            found, negated = TEXT_TESTS[op]
            return TextTest(found, name, lit, negated)
        if op == "has" and isinstance(lit.value, str):
            return Has("one", name, (lit,))
        self.wrong("SYN011", expected="an operator", found=op)
        return None

    def listed(self, name: Name, op: str, value: object) -> Node | None:
        if not isinstance(value, Sequence) or isinstance(value, str) or not 0 < len(value) <= MAX_LIST:
            self.wrong("SYN014")
            return None
        items = tuple(lit for lit in (self.literal(v) for v in value) if lit is not None)
        if len(items) < len(value):
            return None
        if op in LISTS:
            return In(name, items, LISTS[op])
        if op in SETS:
            return Has(SETS[op], name, items)
        if len(items) != 2:
            self.wrong("SYN011", expected="two values", found=len(items))
            return None
        return Between(name, items[0], items[1], RANGES[op])

    def literal(self, value: object) -> Lit | None:
        try:
            kind_of(value)  # type: ignore[arg-type]
        except TypeError:
            self.wrong("SYN011", expected="a value", found=type(value).__name__)
            return None
        if not _is_sayable(value):
            self.wrong("SYN011", expected="a value", found=value)
            return None
        scalar: Scalar = value  # type: ignore[assignment]
        return Lit(scalar)


def _is_sayable(value: Any) -> bool:
    """Whether the text of a condition can say a value: no set, no endless number, no time without an offset."""
    kind = kind_of(value)
    if kind is Kind.SET:
        return False
    if kind is Kind.TEXT:
        return len(value) <= MAX_STRING
    return fault(Type(kind, currency=getattr(value, "currency", "")), value) is None
