from __future__ import annotations

import random

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from desktop.rules.columns import bit_list, changes
from desktop.rules.index import Running, bits_of, build_index
from desktop.rules.kleene import truth
from desktop.rules.masks import MaskStore
from desktop.rules.nodes import And, Name, Not, Or
from desktop.rules.normalize import MAX_ROWS_PER_RULE, canonical_node, key, rows_of
from desktop.rules.parser import parse
from desktop.rules.printer import print_node
from desktop.rules.virtual import closure_of
from tests.rules.support import CONDITIONS, FACTS, SCHEMA, seen_of
from tests.rules.workload import Workload

RULES = st.lists(CONDITIONS, min_size=1, max_size=12)


@settings(max_examples=50, deadline=None)
@given(RULES, FACTS)
def test_the_index_agrees_with_the_reference(conditions, facts) -> None:
    index = build_index(conditions, SCHEMA)
    seen = seen_of(facts)
    expected = tuple(truth(node, seen) for node in conditions)
    assert index.evaluate(seen).listed(len(conditions)) == expected
    assert Running(index, seen).verdicts().listed(len(conditions)) == expected


@settings(max_examples=60, deadline=None)
@given(CONDITIONS, FACTS)
def test_canonical_forms_and_closures_mean_the_same(node, facts) -> None:
    seen = seen_of(facts)
    assert truth(canonical_node(node), seen) is truth(node, seen)
    assert closure_of(node, SCHEMA)(seen) is truth(node, seen)
    assert canonical_node(canonical_node(node)) == canonical_node(node)


@pytest.mark.parametrize("seed", [1, 2])
def test_hundreds_of_thousands_of_verdicts_are_those_of_the_reference(seed: int) -> None:
    """1,000 rules over 45 facts; every change of a fact is compared for every rule."""
    work = Workload(seed, rules=1000)
    index = build_index(work.conditions, work.schema)
    seen = work.seen()
    running = Running(index, seen)
    pick = random.Random(seed)
    for step in range(60):
        name = pick.choice(work.names)
        seen[name] = work.random_seen(name)
        verdicts = running.changed([name], seen)
        if step % 3 == 0:
            expected = tuple(truth(node, seen) for node in work.conditions)
            assert verdicts.listed(index.count) == expected
            assert index.evaluate(seen) == verdicts


def test_masks_may_be_lazy_without_a_difference() -> None:
    work = Workload(7, rules=300)
    whole, lazy = build_index(work.conditions, work.schema), build_index(work.conditions, work.schema, budget=2000)
    assert any(column.masks.is_lazy for column in lazy.columns.values())
    for _ in range(40):
        seen = work.seen()
        assert lazy.evaluate(seen) == whole.evaluate(seen)


def test_shared_conditions_share_their_work() -> None:
    one, two = parse("n.count > 1 and n.count < 9").tree, parse("9 > n.count and 1.0 < n.count").tree
    assert key(one) != key(two)
    assert key(parse("5.0 = n.count").tree) == key(parse("n.count = 5").tree)
    assert key(parse("a and (b and c)").tree) == key(parse("a and b and c").tree)
    assert key(parse("x in [2, 1, 1.0]").tree) == key(parse("x in [1, 2]").tree)
    assert key(Not(Name("a"))) != key(Name("a"))


def test_tests_on_one_fact_become_one_test() -> None:
    rows = rows_of(parse("(n.count < 1 or n.count > 5) and not n.count = 9").tree, SCHEMA)
    assert len(rows) == 1
    assert [t.fact for t in rows[0]] == ["n.count"]


def test_many_alternatives_do_not_explode() -> None:
    pair = "({} or {})"
    names = ["b.flag", "b.other", "n.count = 1", "n.other = 2", 'e.segment = "gold"', 'e.queue = "sales"']
    text = " and ".join(pair.format(a, b) for a in names for b in names if a < b)
    rows = rows_of(parse(text).tree, SCHEMA)
    assert 1 <= len(rows) <= MAX_ROWS_PER_RULE


def test_a_contradiction_stays_open_while_nothing_is_known() -> None:
    node = parse("n.count > n.other and not n.count > n.other").tree
    index = build_index([node], SCHEMA)
    assert index.evaluate(seen_of([])).listed(1) == (truth(node, seen_of([])),)


def test_constant_conditions() -> None:
    conditions = [And(()), Or(()), parse("true").tree, parse("false or true").tree, parse("not true").tree]
    listed = build_index(conditions, SCHEMA).evaluate({}).listed(5)
    assert [v.name for v in listed] == ["T", "F", "T", "T", "F"]


def test_bits() -> None:
    assert bit_list(bits_of([0, 5, 63, 64, 200])) == [0, 5, 63, 64, 200]
    assert bit_list(0) == []
    assert changes(0b0110, 4) == [0, 1, 3]
    store = MaskStore.of(300, {n: 1 << (n % 7) for n in range(0, 300, 3)}, 10)
    whole = MaskStore.of(300, {n: 1 << (n % 7) for n in range(0, 300, 3)}, 10**9)
    assert [store.at(n) for n in range(300)] == [whole.at(n) for n in range(300)]


def test_the_size_counts_columns_and_tests_between_facts() -> None:
    one = build_index([parse("n.count > 1").tree], SCHEMA)
    assert one.size() == one.columns["n.count"].masks.size()
    many = build_index([parse("n.count > n.other").tree] * 800, SCHEMA)
    assert (many.columns, many.size()) == ({}, 800 // 8)


def test_printing_is_stable() -> None:
    node = parse("b.flag or not (n.count in [1, 2] and b.other)").tree
    assert print_node(canonical_node(node)) == print_node(node)


def test_a_lazy_column_keeps_what_changes_and_not_a_mask_for_each_bucket() -> None:
    count = 8_000
    toggles = {2 * n + 1: 1 << n for n in range(count)}
    whole = MaskStore.of(2 * count + 1, toggles, 10**9)
    lazy = MaskStore.of(2 * count + 1, toggles, 10**5)
    assert lazy.is_lazy
    assert not whole.is_lazy
    assert lazy.size() * 4 < whole.size()
    assert [lazy.at(n) for n in range(0, 2 * count, 37)] == [whole.at(n) for n in range(0, 2 * count, 37)]
