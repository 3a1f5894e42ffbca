"""A condition as rows of independent tests, for the index; the authored tree is left alone.

Only steps that are valid in three-valued logic: flattening, De Morgan and distribution. A
negation is kept as a polarity and never turned into another operator, since `not x < 5` and
`x >= 5` differ where x is ABSENT.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from decimal import Decimal
from itertools import product

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
    fact_first,
)
from desktop.rules.printer import print_node
from desktop.rules.schema import Schema
from desktop.rules.values import Kind, Money, Scalar, key_of

MAX_ROWS_PER_RULE = 16
_INDEXED = frozenset(Kind) - {Kind.SET}


@dataclass(frozen=True, slots=True)
class Test:
    """A test of one row: on the point of one fact, or (fact is blank) a virtual atom."""

    fact: str
    node: Node
    negated: bool = False


RowTests = tuple[Test, ...]


def canonical_node(node: Node) -> Node:
    """The tree that equal conditions share: flat, fact on the left, lists sorted, no spans."""
    match node:
        case Name(name):
            return Name(name)
        case Lit(value):
            return Lit(_normal(value))
        case And(items):
            return And(tuple(_flat(And, items)))
        case Or(items):
            return Or(tuple(_flat(Or, items)))
        case Not(item):
            return Not(canonical_node(item))
        case Cmp(op, left, right):
            return fact_first(Cmp(op, canonical_node(left), canonical_node(right)))
        case In(operand, items, negated):
            return In(canonical_node(operand), _sorted_items(items), negated)
        case Has(op, operand, items):
            return Has(op, canonical_node(operand), _sorted_items(items))
        case _:
            return _canonical_value(node)


def _canonical_value(node: Node) -> Node:
    match node:
        case Between(operand, low, high, negated):
            parts = (canonical_node(operand), canonical_node(low), canonical_node(high))
            return Between(*parts, negated)
        case State(operand, test, negated):
            return State(canonical_node(operand), test, negated)
        case TextTest(op, operand, text, negated):
            return TextTest(op, canonical_node(operand), Lit(text.value), negated)
        case Neg(operand):
            return Neg(canonical_node(operand))
        case _:
            assert isinstance(node, Arith), node
            return Arith(node.op, canonical_node(node.left), canonical_node(node.right))


def _flat(kind: type[And | Or], items: Iterable[Node]) -> Iterable[Node]:
    for item in items:
        inner = canonical_node(item)
        if isinstance(inner, kind):
            yield from inner.items
        else:
            yield inner


def _normal(value: Scalar) -> Scalar:
    if isinstance(value, Decimal):
        whole = value == value.to_integral_value()
        return int(value) if whole else value.normalize()
    if isinstance(value, Money):
        return Money(Decimal(_plain(value.amount)), value.currency)
    return value


def _plain(amount: Decimal) -> str:
    whole = amount == amount.to_integral_value()
    return str(int(amount)) if whole else format(amount.normalize(), "f")


def _sorted_items(items: Sequence[Lit]) -> tuple[Lit, ...]:
    unique = {key_of(item.value, fold=False): Lit(_normal(item.value)) for item in items}
    return tuple(unique[key] for key in sorted(unique, key=str))


def key(node: Node) -> str:
    """The sharing key of a condition: equal for conditions that mean the same text."""
    return print_node(canonical_node(node))


def indexed_fact(node: Node, schema: Schema) -> str:
    """The one fact whose point settles a leaf, or blank when it needs a virtual column."""
    match node:
        case Cmp(_, Name(name), Lit()) | In(Name(name)) | State(Name(name)) | Name(name):
            found = name
        case Between(Name(name), Lit(), Lit()):
            found = name
        case _:
            return ""
    definition = schema.get(found)
    return found if definition is not None and definition.type.kind in _INDEXED else ""


@dataclass(frozen=True, slots=True)
class _Leaf:
    fact: str
    node: Node
    negated: bool = False


@dataclass(frozen=True, slots=True)
class _Join:
    all: bool
    items: tuple[_Tree, ...]


_Tree = _Leaf | _Join


Held = dict[int, tuple[str, Node]]
"""Tests by identity: the fact whose point settles each, and its canonical form."""


def rows_of(node: Node, schema: Schema, held: Held | None = None) -> tuple[RowTests, ...]:
    """The condition as alternative rows; a row is true when all of its tests are.

    No row means never true, a row without tests means always true. `held` keeps what was found out about tests that
    stand in several conditions, for as long as those conditions are there.
    """
    tree = _fused(_normal_form(node, False, schema, {} if held is None else held))
    while _width(tree) > MAX_ROWS_PER_RULE:
        tree = _fused(_narrowed(tree))
    return tuple(_merged(row) for row in _distributed(tree))


def _normal_form(node: Node, negated: bool, schema: Schema, held: Held) -> _Tree:
    """Canonical tests under their joins, negations pushed down to the leaves and kept there as a polarity."""
    match node:
        case And(items) | Or(items):
            parts = tuple(_normal_form(item, negated, schema, held) for item in items)
            return _Join(isinstance(node, And) != negated, parts)
        case Not(item):
            return _normal_form(item, not negated, schema, held)
        case _:
            found = held.get(id(node))
            if found is None:
                test = canonical_node(node)
                found = held[id(node)] = indexed_fact(test, schema), test
            return _Leaf(*found, negated)


def _node(tree: _Tree) -> Node:
    """A tree back as a condition."""
    if isinstance(tree, _Leaf):
        return Not(tree.node) if tree.negated else tree.node
    parts = tuple(_node(item) for item in tree.items)
    return And(parts) if tree.all else Or(parts)


def _fused(tree: _Tree) -> _Tree:
    """Subtrees about one fact as one leaf: exact, since a point of the fact settles them."""
    if isinstance(tree, _Leaf):
        return _Leaf(tree.fact, _node(tree)) if tree.fact and tree.negated else tree
    items: list[_Tree] = []
    for item in map(_fused, tree.items):
        same = isinstance(item, _Join) and item.all == tree.all
        items.extend(item.items if same and isinstance(item, _Join) else (item,))
    by_fact: dict[str, list[_Leaf]] = {}
    rest: list[_Tree] = []
    for item in items:
        if isinstance(item, _Leaf) and item.fact:
            by_fact.setdefault(item.fact, []).append(item)
        else:
            rest.append(item)
    merged: list[_Tree] = [_together(leaves, tree.all) for leaves in by_fact.values()]
    whole = (*merged, *rest)
    return whole[0] if len(whole) == 1 else _Join(tree.all, whole)


def _together(leaves: Sequence[_Leaf], all_: bool) -> _Leaf:
    if len(leaves) == 1:
        return leaves[0]
    nodes = tuple(leaf.node for leaf in leaves)
    return _Leaf(leaves[0].fact, And(nodes) if all_ else Or(nodes))


def _width(tree: _Tree) -> int:
    """How many rows a tree distributes into."""
    if isinstance(tree, _Leaf):
        return 1
    widths = [_width(item) for item in tree.items]
    if not tree.all:
        return sum(widths)
    product = 1
    for width in widths:
        product *= width
    return product


def _narrowed(tree: _Tree) -> _Tree:
    """The tree with its widest alternative turned into one virtual atom."""
    return _replaced(tree, max(_alternatives(tree), key=_width))


def _alternatives(tree: _Tree) -> Iterable[_Join]:
    if isinstance(tree, _Join):
        if not tree.all:
            yield tree
        for item in tree.items:
            yield from _alternatives(item)


def _replaced(tree: _Tree, target: _Join) -> _Tree:
    if tree is target:
        return _Leaf("", _node(target))
    if isinstance(tree, _Leaf):
        return tree
    return _Join(tree.all, tuple(_replaced(item, target) for item in tree.items))


def _distributed(tree: _Tree) -> list[list[_Leaf]]:
    if isinstance(tree, _Leaf):
        return [[tree]]
    parts = [_distributed(item) for item in tree.items]
    if not tree.all:
        return [row for part in parts for row in part]
    return [[leaf for row in picked for leaf in row] for picked in product(*parts)]


def _merged(leaves: Sequence[_Leaf]) -> RowTests:
    """One test per fact (a conjunction on its point) and one per virtual atom and polarity."""
    by_fact: dict[str, list[Node]] = {}
    virtual: dict[tuple[str, bool], Test] = {}
    for leaf in leaves:
        if leaf.fact:
            by_fact.setdefault(leaf.fact, []).append(leaf.node)
        else:
            test = Test("", leaf.node, leaf.negated)
            virtual[print_node(leaf.node), leaf.negated] = test
    tests = [Test(f, n[0] if len(n) == 1 else And(tuple(n))) for f, n in by_fact.items()]
    return (*tests, *virtual.values())
