"""A syntax tree as text, with only the parentheses it needs and the author's order kept."""

from __future__ import annotations

from desktop.rules.nodes import (
    And,
    Arith,
    Bad,
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
    Relation,
    State,
    TextTest,
)
from desktop.rules.values import literal_text

_OR, _AND, _NOT, _REL, _SUM, _PROD, _UNARY, _ATOM = range(8)
_TEXT_WORDS = {"starts": "starts with", "ends": "ends with", "contains": "contains"}


def print_node(node: Node) -> str:
    """The canonical text of a tree: parsing it gives the tree back."""
    return _print(node, _OR)


def _print(node: Node, floor: int) -> str:
    level, text = _render(node)
    return text if level >= floor else f"({text})"


def _render(node: Node) -> tuple[int, str]:
    match node:
        case Or(items):
            return _OR, " or ".join(_print(item, _AND) for item in items) or "false"
        case And(items):
            return _AND, " and ".join(_print(item, _NOT) for item in items) or "true"
        case Not(item):
            return _NOT, f"not {_print(item, _NOT)}"
        case Lit(value):
            return _ATOM, literal_text(value)
        case Name(name):
            return _ATOM, name
        case Neg(operand):
            inner = _print(operand, _ATOM)
            return _UNARY, f"-({inner})" if isinstance(operand, Lit) else f"-{inner}"
        case Arith(op, left, right):
            low = _SUM if op in "+-" else _PROD
            return low, f"{_print(left, low)} {op} {_print(right, low + 1)}"
        case Bad():
            return _ATOM, "?"
        case _:
            return _REL, _relation(node)


def _relation(node: Relation) -> str:
    match node:
        case Cmp(op, left, right):
            return f"{_print(left, _SUM)} {op} {_print(right, _SUM)}"
        case In(operand, items, negated):
            word = "not in" if negated else "in"
            return f"{_print(operand, _SUM)} {word} {list_text(items)}"
        case Between(operand, low, high, negated):
            word = "not between" if negated else "between"
            ends = f"{_print(low, _SUM)} and {_print(high, _SUM)}"
            return f"{_print(operand, _SUM)} {word} {ends}"
        case State(operand, test, negated):
            return f"{_print(operand, _SUM)} is {'not ' if negated else ''}{test}"
        case TextTest(op, operand, text, negated):
            word = ("not " if negated else "") + _TEXT_WORDS[op]
            return f"{_print(operand, _SUM)} {word} {literal_text(text.value)}"
        case Has("one", operand, items):
            return f"{_print(operand, _SUM)} has {literal_text(items[0].value)}"
        case _:
            return f"{_print(node.operand, _SUM)} has {node.op} {list_text(node.items)}"


def list_text(items: tuple[Lit, ...]) -> str:
    """A list of literals as text."""
    return "[" + ", ".join(literal_text(item.value) for item in items) + "]"
