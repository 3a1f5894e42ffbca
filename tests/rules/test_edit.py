from __future__ import annotations

from hypothesis import given, settings
from hypothesis import strategies as st

from desktop.rules.edit import with_rule, without_rule
from desktop.rules.facts import Fact
from desktop.rules.index import build_index
from desktop.rules.kleene import F, truth
from desktop.rules.parser import parse
from tests.rules.support import CONDITIONS, FACTS, SCHEMA, seen_of
from tests.rules.workload import Workload

EDITS = st.lists(st.tuples(st.integers(0, 6), CONDITIONS), min_size=1, max_size=5)


@settings(max_examples=50, deadline=None)
@given(st.lists(CONDITIONS, min_size=1, max_size=5), EDITS, FACTS)
def test_an_edited_index_is_like_one_built_anew(conditions, edits, facts) -> None:
    index, rules = build_index(conditions, SCHEMA), list(conditions)
    for place, node in edits:
        rule = min(place, len(rules))
        rules[rule : rule + 1] = [node]
        index = with_rule(index, rule, node, SCHEMA)
    seen = seen_of(facts)
    assert index.evaluate(seen).listed(len(rules)) == tuple(truth(node, seen) for node in rules)


def test_many_edits_of_many_rules() -> None:
    work = Workload(11, rules=200)
    index, rules = build_index(work.conditions, work.schema), list(work.conditions)
    for number in range(60):
        rules[number * 3] = work.rule()
        index = with_rule(index, number * 3, rules[number * 3], work.schema)
    for _ in range(10):
        seen = work.seen()
        assert index.evaluate(seen) == build_index(rules, work.schema).evaluate(seen)


def test_an_edit_may_test_a_fact_that_no_rule_tested() -> None:
    first = build_index([parse("n.count > 1").tree], SCHEMA)
    index = with_rule(first, 1, parse("n.other > 1 and n.count < 5").tree, SCHEMA)
    assert set(index.columns) == {"n.count", "n.other"}
    known = [Fact.known("n.count", 3), Fact.known("n.other", 2)]
    assert [v.name for v in index.evaluate(seen_of(known)).listed(2)] == ["T", "T"]
    assert [v.name for v in index.evaluate(seen_of(known[:1])).listed(2)] == ["T", "U"]


def test_a_retired_rule_is_never_true_and_readers_keep_theirs() -> None:
    before = build_index([parse("b.flag").tree, parse("b.other or n.count > 1").tree], SCHEMA)
    after = without_rule(before, 1)
    seen = seen_of([])
    assert after.evaluate(seen).of(1) is F
    assert before.evaluate(seen).of(1) is not F
    assert all(after.columns[name] is before.columns[name] for name in before.columns)


def test_untouched_columns_are_shared() -> None:
    before = build_index([parse("b.flag and n.count > 1").tree], SCHEMA)
    after = with_rule(before, 1, parse("n.count > 5").tree, SCHEMA)
    assert after.columns["b.flag"] is before.columns["b.flag"]
    assert after.columns["n.count"] is not before.columns["n.count"]
