"""The syntax tree of a condition; spans do not take part in equality."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field

from desktop.rules.problems import NO_SPAN, Span
from desktop.rules.values import Key, Scalar, key_of, kind_of


def _span() -> Span:
    return field(default=NO_SPAN, compare=False, repr=False)


@dataclass(frozen=True, slots=True)
class Lit:
    """A literal value."""

    value: Scalar
    span: Span = _span()

    def __eq__(self, other: object) -> bool:
        """Equal kind and value: true is not 1, and 1 is not 1.0, since they print differently."""
        return isinstance(other, Lit) and self._key() == other._key()

    def __hash__(self) -> int:
        """Hash that fits the equality."""
        return hash(self._key())

    def _key(self) -> tuple[str, Key, str]:
        return (kind_of(self.value), key_of(self.value, fold=False), str(self.value))


@dataclass(frozen=True, slots=True)
class Name:
    """A fact."""

    name: str
    span: Span = _span()


@dataclass(frozen=True, slots=True)
class Neg:
    """Minus something."""

    operand: Node
    span: Span = _span()


@dataclass(frozen=True, slots=True)
class Arith:
    """A sum or a product: op is + - * or /."""

    op: str
    left: Node
    right: Node
    span: Span = _span()


@dataclass(frozen=True, slots=True)
class Cmp:
    """A comparison: op is < <= > >= = or !=."""

    op: str
    left: Node
    right: Node
    span: Span = _span()


@dataclass(frozen=True, slots=True)
class In:
    """Membership in a list of literals."""

    operand: Node
    items: tuple[Lit, ...]
    negated: bool = False
    span: Span = _span()


@dataclass(frozen=True, slots=True)
class Between:
    """A closed interval."""

    operand: Node
    low: Node
    high: Node
    negated: bool = False
    span: Span = _span()


@dataclass(frozen=True, slots=True)
class State:
    """A test on the state of a value: known, empty or unavailable."""

    operand: Node
    test: str
    negated: bool = False
    span: Span = _span()


@dataclass(frozen=True, slots=True)
class TextTest:
    """A test on text: starts, ends or contains."""

    op: str
    operand: Node
    text: Lit
    negated: bool = False
    span: Span = _span()


@dataclass(frozen=True, slots=True)
class Has:
    """A test on a set: one, any, all or none of the items."""

    op: str
    operand: Node
    items: tuple[Lit, ...]
    span: Span = _span()


@dataclass(frozen=True, slots=True)
class Not:
    """The opposite of a condition."""

    item: Node
    span: Span = _span()


@dataclass(frozen=True, slots=True)
class And:
    """All of the conditions."""

    items: tuple[Node, ...]
    span: Span = _span()


@dataclass(frozen=True, slots=True)
class Or:
    """Any of the conditions."""

    items: tuple[Node, ...]
    span: Span = _span()


@dataclass(frozen=True, slots=True)
class Bad:
    """What could not be read; it stands where the parser took up again."""

    span: Span = _span()


Node = Lit | Name | Neg | Arith | Cmp | In | Between | State | TextTest | Has | Not | And | Or | Bad
Relation = Cmp | In | Between | State | TextTest | Has
ALWAYS = And(())


def children(node: Node) -> tuple[Node, ...]:
    """The parts of a node, in authored order."""
    match node:
        case And(items) | Or(items):
            return items
        case Not(item):
            return (item,)
        case Neg(operand):
            return (operand,)
        case Arith(_, left, right) | Cmp(_, left, right):
            return (left, right)
        case In(operand, literals) | Has(_, operand, literals):
            return (operand, *literals)
        case Between(operand, low, high):
            return (operand, low, high)
        case State(operand):
            return (operand,)
        case TextTest(_, operand, text):
            return (operand, text)
        case _:
            return ()


def walk(node: Node) -> Iterator[Node]:
    """The node and everything below it, parents first."""
    yield node
    for child in children(node):
        yield from walk(child)


def names_in(node: Node) -> tuple[str, ...]:
    """The facts a node reads, each once, in authored order."""
    match node:
        # most leaves are of this form, and are asked again and again
        case Name(name) | Cmp(_, Name(name), Lit()) | In(Name(name)) | State(Name(name)):
            return (name,)
        case And(items) | Or(items):
            return tuple(dict.fromkeys(name for item in items for name in names_in(item)))
    return tuple(dict.fromkeys(n.name for n in walk(node) if isinstance(n, Name)))


def leaves(node: Node) -> Iterator[Node]:
    """The conditions that are not and, or, not, in authored order."""
    match node:
        case And(items) | Or(items):
            for item in items:
                yield from leaves(item)
        case Not(item):
            yield from leaves(item)
        case _:
            yield node


_MIRRORED = {"<": ">", "<=": ">=", ">": "<", ">=": "<="}


def fact_first(node: Cmp) -> Cmp:
    """The comparison with its literal on the right: 5 < x is x > 5."""
    if isinstance(node.left, Lit) and not isinstance(node.right, Lit):
        return Cmp(_MIRRORED.get(node.op, node.op), node.right, node.left, node.span)
    return node


def all_of(*nodes: Node) -> Node:
    """The conjunction of some conditions without needless levels."""
    flat: list[Node] = []
    for node in nodes:
        flat.extend(node.items if isinstance(node, And) else (node,))
    return flat[0] if len(flat) == 1 else And(tuple(flat))
