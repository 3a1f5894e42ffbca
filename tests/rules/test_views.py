"""The three views of a condition, text, builder and cell, over trees of every kind of node and literal."""

from __future__ import annotations

from datetime import datetime, timedelta, timezone
from decimal import Decimal

import pytest
from hypothesis import Phase, given, settings
from hypothesis import strategies as st

from desktop.rules.builder import tree, untree
from desktop.rules.cells import print_cell, read_cell
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
    walk,
)
from desktop.rules.parser import parse
from desktop.rules.printer import print_node
from desktop.rules.table_csv import canonical_line, split_file
from desktop.rules.values import Kind, Member, Money, Type, kind_of

WORDS = ["gold", "not", "empty", "in", "true", "42", "1..3", "a, b", "", "-", " x ", "=1+1", "+1", "@x", "'y", "straße"]
WORDS += ['say "hi"', "back\\slash", "two\nlines", "tab\there", "it's", "2026-12-01", "any(x)", "starts with", "{name}"]
TEXTS = st.sampled_from(WORDS) | st.text(max_size=12)
NUMBERS = st.integers(-(10**27), 10**27)
DECIMALS = st.tuples(st.integers(-(10**20), 10**20), st.integers(1, 8)).map(lambda p: Decimal(p[0]).scaleb(-p[1]))
MONEYS = st.builds(Money, DECIMALS | NUMBERS.map(Decimal), st.sampled_from(["EUR", "USD", "JPY"]))
ZONES = st.integers(-14 * 4, 14 * 4).map(lambda n: timezone(timedelta(minutes=15 * n)))
INSTANTS = st.datetimes(datetime(2, 1, 1), datetime(9998, 1, 1), timezones=ZONES)
SPANS = st.timedeltas(timedelta(days=-9999), timedelta(days=9999)) | st.integers(-99, 99).map(
    lambda n: timedelta(weeks=n)
)
BY_KIND = {
    Kind.BOOL: st.booleans(),
    Kind.INT: NUMBERS,
    Kind.DECIMAL: DECIMALS,
    Kind.MONEY: MONEYS,
    Kind.TEXT: TEXTS,
    Kind.DATE: st.dates(),
    Kind.DATETIME: INSTANTS,
    Kind.DURATION: SPANS,
}


def _whole(lit: Lit) -> bool:
    """Whether the literal is one the language can write: it has no zero with a sign."""
    amount = lit.value.amount if isinstance(lit.value, Money) else lit.value
    return not (isinstance(amount, Decimal) and amount.is_signed() and not amount)


LITERALS = st.one_of(*BY_KIND.values()).map(Lit).filter(_whole)
TEXT_LITS = TEXTS.map(Lit)
NAMES = st.sampled_from(["a", "order.open_late_count", "x1.y_2", "knownness", "nota.b"]).map(Name)
LISTS = st.lists(LITERALS, min_size=1, max_size=3).map(tuple)
TEXT_LISTS = st.lists(TEXT_LITS, min_size=1, max_size=3).map(tuple)


def _sums(inner: st.SearchStrategy) -> st.SearchStrategy:
    return st.one_of(st.builds(Arith, st.sampled_from("+-*/"), inner, inner), inner.filter(_can_turn).map(Neg))


def _can_turn(node: Node) -> bool:
    """A minus before a number is part of the number, so a tree never holds both."""
    return not isinstance(node, Lit | Neg)


SUMS = st.recursive(NAMES | LITERALS, _sums, max_leaves=4)
OPERANDS = NAMES | SUMS
FLAGS = st.booleans()
TESTS = st.one_of(
    NAMES,
    st.builds(Cmp, st.sampled_from(["<", "<=", ">", ">=", "=", "!="]), OPERANDS, OPERANDS),
    st.builds(In, OPERANDS, LISTS, FLAGS),
    st.builds(Between, OPERANDS, OPERANDS, OPERANDS, FLAGS),
    st.builds(State, OPERANDS, st.sampled_from(["known", "empty", "unavailable"]), FLAGS),
    st.builds(TextTest, st.sampled_from(["starts", "ends", "contains"]), OPERANDS, TEXT_LITS, FLAGS),
    st.builds(Has, st.sampled_from(["any", "all", "none"]), OPERANDS, TEXT_LISTS),
    st.builds(Has, st.just("one"), OPERANDS, TEXT_LITS.map(lambda lit: (lit,))),
)


def _joined(inner: st.SearchStrategy) -> st.SearchStrategy:
    several = st.lists(inner, min_size=2, max_size=3).map(tuple)
    return st.one_of(several.map(And), several.map(Or), inner.map(Not))


TREES = st.recursive(TESTS, _joined, max_leaves=6)
EVERY = [Lit, Name, Neg, Arith, Cmp, In, Between, State, TextTest, Has, Not, And, Or]
FEW = settings(max_examples=60, deadline=None)


def test_the_trees_hold_every_kind_of_node_and_literal() -> None:
    nodes: set[type] = set()
    literals: set[Kind] = set()

    @settings(max_examples=200, database=None, deadline=None, phases=[Phase.generate])
    @given(TREES)
    def look(tree_: Node) -> None:
        for node in walk(tree_):
            nodes.add(type(node))
            literals.update([kind_of(node.value)] if isinstance(node, Lit) else [])

    look()
    assert nodes == set(EVERY)
    assert literals == set(BY_KIND)


@FEW
@given(TREES)
def test_text_gives_the_tree_back_and_prints_the_same(node: Node) -> None:
    text = print_node(node)
    parsed = parse(text)
    assert parsed.problems == (), text
    assert parsed.node == node
    assert print_node(parsed.node) == text


@FEW
@given(TREES)
def test_the_builder_gives_the_tree_back(node: Node) -> None:
    built, problems = tree(untree(node))
    assert problems == []
    assert built == node


@FEW
@given(TREES)
def test_no_parenthesis_can_be_left_out(node: Node) -> None:
    """Except those around or inside and, and the minus of a number, which are always written."""
    text = print_node(node)
    depth: list[int] = []
    in_text = escaped = False
    for at, char in enumerate(text):
        if in_text:
            in_text, escaped = escaped or char != '"', char == "\\" and not escaped
        elif char == '"':
            in_text = True
        elif char == "(":
            depth.append(at)
        elif char == ")":
            start = depth.pop()
            without = text[:start] + " " + text[start + 1 : at] + " " + text[at + 1 :]
            assert parse(without).node != node, (text, without)


COLUMNS = {
    "text": Type(Kind.TEXT),
    "enum": Type(Kind.ENUM, members=tuple(Member(word, word) for word in WORDS if word.strip() == word and word)),
    "int": Type(Kind.INT),
    "decimal": Type(Kind.DECIMAL),
    "money": Type(Kind.MONEY, currency="EUR"),
    "bool": Type(Kind.BOOL),
    "date": Type(Kind.DATE),
    "datetime": Type(Kind.DATETIME),
    "duration": Type(Kind.DURATION),
    "set": Type(Kind.SET, members=(Member("vip", "VIP"), Member("any", "Any"), Member("42", "42"))),
}
CELL_LITERALS = {
    **{name: BY_KIND[type_.kind].map(Lit).filter(_whole) for name, type_ in COLUMNS.items() if type_.kind in BY_KIND},
    "enum": st.sampled_from(COLUMNS["enum"].ids).map(Lit),
    "set": st.sampled_from(COLUMNS["set"].ids).map(Lit),
    "money": DECIMALS.map(lambda n: Lit(Money(n, "EUR"))).filter(_whole),
}


def cells(name: str) -> st.SearchStrategy[Node]:
    """Trees that the grammar of cells is meant to cover, on one fact."""
    fact, lit, type_ = Name("f"), CELL_LITERALS[name], COLUMNS[name]
    several = st.lists(lit, min_size=2, max_size=3).map(tuple)
    states = st.builds(State, st.just(fact), st.sampled_from(["known", "empty", "unavailable"]), FLAGS)
    if type_.kind is Kind.SET:
        tests = st.builds(Has, st.sampled_from(["any", "all", "none"]), st.just(fact), several)
        tests |= lit.map(lambda found: Has("one", fact, (found,)))
        return states | tests | tests.map(Not)
    tests = st.builds(Cmp, st.sampled_from(["=", "!="]), st.just(fact), lit)
    tests |= several.map(lambda items: In(fact, items))
    if type_.kind not in (Kind.TEXT, Kind.ENUM, Kind.BOOL):
        ends = st.tuples(lit, lit).map(lambda two: sorted(two, key=_amount))
        tests |= st.builds(Cmp, st.sampled_from(["<", "<=", ">", ">="]), st.just(fact), lit)
        tests |= ends.map(lambda two: Between(fact, two[0], two[1]))
        tests |= ends.map(lambda two: And((Cmp(">", fact, two[0]), Cmp("<=", fact, two[1]))))
    return states | tests | tests.map(Not)


def _amount(lit: Lit):
    return lit.value.amount if isinstance(lit.value, Money) else lit.value


@pytest.mark.parametrize("name", COLUMNS)
@settings(max_examples=30, deadline=None)
@given(data=st.data())
def test_a_cell_gives_the_tree_back_through_the_file(name: str, data) -> None:
    """Written into a file and read again, with commas, quotes and the starts of formulas."""
    node = data.draw(cells(name))
    cell = print_cell(node, "f", COLUMNS[name])
    assert cell is not None, print_node(node)
    assert not cell.startswith(("=", "+", "@"))
    for delimiter in ",;":
        head = canonical_line(["callside", "table/1"], delimiter) + "\n"
        line = canonical_line(["rule", "r1", cell], delimiter)
        assert split_file(head + line)[0].records[1].cells[2] == cell
    assert read_cell(cell, "f", COLUMNS[name]) == (node, [])
