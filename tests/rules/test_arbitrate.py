from __future__ import annotations

import random
from dataclasses import replace
from decimal import Decimal

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from desktop.rules.actions import Action, Catalogue, Group
from desktop.rules.arbitrate import (
    MILLION,
    Candidate,
    Cut,
    Estimate,
    Exponent,
    Policy,
    Score,
    arbitrate,
    lever,
    order_key,
    plain_candidate,
    powered,
    score,
    shortlist,
    thousandths,
)
from desktop.rules.gates import Bucket, Judgement
from desktop.rules.kleene import F, T, U

GROUPS = {"g": Group("g", max_shown=1, weight=20), "h": Group("h")}


def judgement(action: Action, weights=(), value: str = "1") -> Judgement:
    return Judgement(action, Bucket.PASS, None, (), weights, Decimal(value))


def candidate(name: str, product: int, group: str = "h", mandatory: bool = False, priority: int = 0) -> Candidate:
    action = Action(name, name, group, mandatory=mandatory, priority=priority)
    return Candidate(judgement(action), Score(product=product))


def ids(items) -> list[str]:
    return [c.id for c in items]


CATALOGUE = Catalogue({}, GROUPS)


def test_the_score_is_an_exact_integer() -> None:
    action = Action("a", "A", "g", weight=10)
    found = judgement(action, ((60, T), (15, U), (5, F)), "6.50")
    result = score(found, CATALOGUE, Policy(exponent=Exponent.HALF), Estimate(0.25))
    assert (result.p, result.c, result.v, result.l) == (250_000, 1_600_000, 6_500, 1_300_000)
    assert result.product == 500_000 * 1_600_000 * 6_500 * 1_300_000
    assert result.weights == (60,)


def test_each_factor_has_its_switch() -> None:
    found = judgement(Action("a", "A", "g", weight=10), ((60, T),), "6.50")
    off = Policy(use_context=False, use_value=False, use_levers=False)
    assert score(found, CATALOGUE, off, Estimate(0.25)).product == MILLION * MILLION * 1_000 * MILLION


def test_factors_are_clamped() -> None:
    assert lever(-100) == MILLION // 10
    assert lever(100_000) == 5 * MILLION
    assert thousandths(Decimal("0.0005")) == 0
    assert thousandths(Decimal("0.0015")) == 2
    assert powered(250_000, Exponent.HALF) == 500_000
    estimate = Estimate(0.0)
    assert score(judgement(Action("a", "A")), CATALOGUE, Policy(), estimate).p == 1_000


def test_order_and_slots() -> None:
    cards = [candidate("low", 1), candidate("b", 5), candidate("a", 5), candidate("high", 9)]
    ranking = arbitrate(cards, CATALOGUE, Policy())
    assert ids(ranking.ranked) == ["high", "a", "b"]
    assert ranking.cut == {"low": Cut.SLOTS}


def test_mandatory_cards_stand_first_and_are_never_cut() -> None:
    cards = [candidate(f"m{i}", 1, "g", mandatory=True, priority=i) for i in range(5)] + [candidate("x", 9)]
    ranking = arbitrate(cards, CATALOGUE, Policy(), held_out=True)
    assert ids(ranking.mandatory) == ["m4", "m3", "m2", "m1", "m0"]
    assert ranking.cut == {"x": Cut.HOLDOUT}


def test_one_card_per_group() -> None:
    cards = [candidate("a", 9, "g"), candidate("b", 8, "g"), candidate("c", 1)]
    ranking = arbitrate(cards, CATALOGUE, Policy())
    assert ids(ranking.ranked) == ["a", "c"]
    assert ranking.cut == {"b": Cut.GROUP}


@pytest.mark.parametrize(("newcomer", "first"), [(109, "old"), (110, "new"), (111, "new")])
def test_a_shown_card_gives_way_only_to_a_clearly_better_one(newcomer: int, first: str) -> None:
    cards = [candidate("old", 100), candidate("new", newcomer)]
    ranking = arbitrate(cards, CATALOGUE, Policy(slots=1), frozenset({"old"}))
    assert ids(ranking.ranked) == [first]


def test_a_pinned_card_keeps_its_slot() -> None:
    cards = [candidate("open", 1), candidate("a", 9), candidate("b", 8), candidate("c", 7)]
    ranking = arbitrate(cards, CATALOGUE, Policy(), pinned=("open",))
    assert ids(ranking.ranked) == ["a", "b", "open"]


def test_mandatory_and_open_cards_take_slots() -> None:
    duty = candidate("m", 1, mandatory=True)
    cards = [duty, candidate("open", 1), *(candidate(name, 9) for name in "abc")]
    ranking = arbitrate(cards, CATALOGUE, Policy(), pinned=("open", "m"))
    assert (ids(ranking.mandatory), ids(ranking.ranked)) == (["m"], ["a", "open"])
    assert ranking.cut == {"b": Cut.SLOTS, "c": Cut.SLOTS}
    assert ids(ranking.order) == ["m", "a", "b", "c", "open"]
    gone = arbitrate(cards, CATALOGUE, Policy(), pinned=("open", "no longer recommended"))
    assert ids(gone.ranked) == ["open"]


def test_an_open_card_counts_in_its_group() -> None:
    cards = [candidate("open", 1, "g"), candidate("a", 9, "g"), candidate("b", 8)]
    ranking = arbitrate(cards, CATALOGUE, Policy(), pinned=("open",))
    assert ids(ranking.ranked) == ["b", "open"]
    assert ranking.cut == {"a": Cut.GROUP}


def test_a_hold_out_keeps_what_is_open_and_cuts_the_rest() -> None:
    cards = [candidate("open", 1), candidate("a", 9)]
    ranking = arbitrate(cards, CATALOGUE, Policy(), pinned=("open",), held_out=True)
    assert ids(ranking.ranked) == ["open"]
    assert ranking.cut == {"a": Cut.HOLDOUT}


def test_a_limit_of_an_outer_group_holds_inside() -> None:
    groups = {"outer": Group("outer", max_shown=2), "inner": Group("inner", parent="outer")}
    cards = [candidate(name, 9, "inner") for name in "abc"]
    ranking = arbitrate(cards, Catalogue({}, groups), Policy(slots=9))
    assert (ids(ranking.ranked), ranking.cut) == (["a", "b"], {"c": Cut.GROUP})


@pytest.mark.parametrize(("behind", "walked"), [(1, "abcd"), (2, "abcde"), (None, "abcdefg")])
def test_after_enough_candidates_without_room_nobody_else_is_asked(behind: int | None, walked: str) -> None:
    asked = []

    def coming():
        for name in "abcdefg":
            asked.append(name)
            yield candidate(name, 1)

    ranking = shortlist(coming(), 0, (), CATALOGUE, Policy(), behind=behind)
    assert (ids(ranking.ranked), ids(ranking.order)) == (["a", "b", "c"], list(walked))
    assert asked == list(walked)


def test_a_card_cut_by_its_group_does_not_end_the_search_while_there_is_room() -> None:
    cards = [candidate("a", 9, "g"), candidate("b", 8, "g"), *(candidate(name, 1) for name in "cdef")]
    ranking = shortlist(cards, 0, (), CATALOGUE, Policy(), behind=1)
    assert (ids(ranking.ranked), ids(ranking.order)) == (["a", "c", "d"], list("abcde"))
    held = shortlist(cards, 0, (), CATALOGUE, Policy(), behind=1, held_out=True)
    assert (ids(held.ranked), ids(held.order)) == ([], ["a"])


def test_a_candidate_without_facts_has_its_own_value_and_levers() -> None:
    action = Action("a", "A", "g", weight=10, value=Decimal("6.50"))
    plain = plain_candidate(action, CATALOGUE, Policy(exponent=Exponent.FULL))
    assert plain.judgement == Judgement(action, Bucket.PASS, None, (), (), Decimal("6.50"))
    assert plain.score == Score(999_000, MILLION, 6_500, 1_300_000, MILLION * MILLION * 6_500 * 1_300_000)


def test_a_score_names_what_it_was_made_of() -> None:
    estimate = Estimate(0.9999)
    found = score(judgement(Action("a", "A")), CATALOGUE, Policy(exponent=Exponent.FULL), estimate)
    assert found == Score(
        999_000, product=999_000 * MILLION * 1_000 * MILLION, exponent=Exponent.FULL, estimate=estimate
    )
    early = replace(estimate, ready=False)
    waiting = score(judgement(Action("a", "A")), CATALOGUE, Policy(exponent=Exponent.FULL), early)
    assert waiting == Score(999_000, product=MILLION * MILLION * 1_000 * MILLION, estimate=early)


def test_an_unknown_value_counts_nothing() -> None:
    unknown = Judgement(Action("a", "A"), Bucket.POSSIBLE, None, ())
    assert score(unknown, CATALOGUE, Policy()).v == 0


@settings(max_examples=100, deadline=None)
@given(st.lists(st.tuples(st.integers(0, 3), st.booleans(), st.integers(0, 2)), max_size=12), st.integers(0, 2**32))
def test_the_order_is_total_and_independent_of_arrival(rows, seed: int) -> None:
    cards = [candidate(f"c{i}", p, "g" if i % 2 else "h", m, pr) for i, (p, m, pr) in enumerate(rows)]
    keys = [order_key(c) for c in cards]
    assert len(set(keys)) == len(keys)
    mixed = list(cards)
    random.Random(seed).shuffle(mixed)
    assert arbitrate(mixed, CATALOGUE, Policy()) == arbitrate(cards, CATALOGUE, Policy())
