"""What is learned from a log, record by record, is what the whole log teaches; and it survives being put down."""

from __future__ import annotations

import json
from dataclasses import replace
from datetime import timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from desktop.rules.actions import Outcome
from desktop.rules.feedback import BadData, Reacted, Record, ShownCard, ShownSet, examples
from desktop.rules.ftrl import LogisticModel, auc, contest
from desktop.rules.learned import WITHIN, Learned, Tally
from desktop.rules.propensity import BetaModel, train
from tests.rules.support import NOW

SECOND = timedelta(seconds=1)
MODELS = ("beta", "logistic")


def shown(number: int, *cards: str, at: timedelta = timedelta(0), **features: str) -> ShownSet:
    return ShownSet(
        f"{number:016x}",
        "ab" * 8,
        "cd" * 16,
        "1",
        NOW + at,
        tuple(ShownCard(card, slot) for slot, card in enumerate(cards, 1)),
        {name.replace("__", "."): label for name, label in features.items()},
    )


def reacted(number: int, card: str, outcome: Outcome, at: timedelta = SECOND) -> Reacted:
    return Reacted(f"{number:016x}", card, NOW + at, outcome)


@st.composite
def logs(draw: st.DrawFn) -> list[Record]:
    """A log in its order: sets, then and again reactions to one of them, with pauses of up to hours."""
    log: list[Record] = []
    at = timedelta(0)
    for number in range(draw(st.integers(0, 12))):
        at += timedelta(minutes=draw(st.integers(0, 300)))
        segment = draw(st.sampled_from(["gold", "silver", "?"]))
        cards = draw(st.lists(st.sampled_from("abcd"), min_size=1, max_size=3, unique=True))
        log.append(shown(number, *cards, at=at, customer__segment=segment, decision__call_type="x"))
        for _ in range(draw(st.integers(0, 3))):
            at += timedelta(minutes=draw(st.integers(0, 90)))
            target = draw(st.integers(0, number))
            log.append(reacted(target, draw(st.sampled_from("abcde")), draw(st.sampled_from(list(Outcome))), at))
    return log


def test_a_copy_knows_the_same_and_learns_on_its_own() -> None:
    log = [shown(1, "a", "b", customer__segment="gold"), reacted(1, "a", Outcome.ACCEPTED)]
    first = Learned()
    first.take_all(log)
    before = first.state()
    twin = first.copy()
    assert (twin.state(), list(twin.waiting)) == (before, list(first.waiting))
    assert twin.take(log[1]) is None  # it was answered before
    assert twin.take(reacted(1, "b", Outcome.REJECTED)) is not None
    assert first.state() == before
    assert twin.total == Tally(2, 1)


def test_what_was_learned_before_is_not_learned_again() -> None:
    log = [shown(1, "a", customer__segment="gold"), reacted(1, "a", Outcome.ACCEPTED)]
    first = Learned()
    first.take_all(log)
    later = Learned.from_state(json.loads(json.dumps(first.state())))
    for record in log:
        later.recall(record)
    assert later.take(reacted(1, "a", Outcome.REJECTED)) is None
    assert later.state() == first.state()


@given(logs())
def test_record_by_record_teaches_what_the_whole_log_teaches(log: list[Record]) -> None:
    learned = Learned()
    found = learned.take_all(log)
    assert found == list(examples(log, WITHIN))
    beta, logistic = BetaModel(), LogisticModel()
    train(beta, found)
    train(logistic, found)
    assert (learned.beta.state(), learned.logistic.state()) == (beta.state(), logistic.state())
    assert learned.total == Tally(len(found), sum(e.accepted for e in found))
    for name, tally in learned.tallies.items():
        mine = [e.accepted for e in found if e.action_id == name]
        assert tally == Tally(len(mine), sum(mine))
    fresh = contest(BetaModel(), LogisticModel(), [(e.case, e.accepted) for e in found])
    assert learned.contest == replace(
        fresh,
        default_loss=pytest.approx(fresh.default_loss),  # type: ignore[arg-type]
        option_loss=pytest.approx(fresh.option_loss),  # type: ignore[arg-type]
    )


@given(logs(), st.integers(0, 40))
def test_put_down_anywhere_and_taken_up_again_it_learns_the_same(log: list[Record], cut: int) -> None:
    whole, first = Learned(), Learned()
    whole.take_all(log)
    first.take_all(log[:cut])
    later = Learned.from_state(json.loads(json.dumps(first.state())))
    for record in log[:cut]:
        later.recall(record)
    later.take_all(log[cut:])
    assert later.state() == whole.state()


@given(logs(), st.integers(0, 40))
def test_a_copy_learns_on_its_own(log: list[Record], cut: int) -> None:
    first = Learned()
    first.take_all(log[:cut])
    before, twin = first.state(), first.copy()
    twin.take_all(log[cut:])
    assert first.state() == before
    first.take_all(log[cut:])
    assert first.state() == twin.state()


def test_what_was_not_offered_or_came_too_late_is_no_label() -> None:
    learned = Learned()
    learned.take(shown(1, "a"))
    assert learned.take(reacted(1, "a", Outcome.NOT_OFFERED)) is None
    assert learned.take(reacted(1, "b", Outcome.ACCEPTED)) is None
    assert learned.take(reacted(2, "a", Outcome.ACCEPTED)) is None
    assert learned.take(reacted(1, "a", Outcome.ACCEPTED, WITHIN + SECOND)) is None
    assert learned.total == Tally()
    example = learned.take(reacted(1, "a", Outcome.ACCEPTED))
    assert example is not None
    assert example.accepted
    assert learned.take(reacted(1, "a", Outcome.REJECTED)) is None


def test_sets_whose_time_is_over_are_forgotten() -> None:
    learned = Learned()
    for number in range(50):
        learned.take(shown(number, "a", at=number * timedelta(hours=1)))
        learned.take(reacted(number, "a", Outcome.ACCEPTED, number * timedelta(hours=1) + SECOND))
    assert len(learned._open) == len(learned._answered) == 13
    assert list(learned.waiting) == [f"{number:016x}" for number in range(37, 50)]


def test_200_answers_of_which_20_accepted_are_enough() -> None:
    assert Tally(200, 20).is_ready
    assert not Tally(199, 20).is_ready
    assert not Tally(200, 19).is_ready
    assert Tally(1, 0) + Tally(2, 1) == Tally(3, 1)


STATE = Learned().state()


@pytest.mark.parametrize(
    ("key", "value", "where"),
    [
        ("format", "callside.learned/0", "learned.format"),
        ("beta", {}, "model.format"),
        ("beta", BetaModel([("action",)]).state(), "learned.beta"),
        ("logistic", None, "model"),
        ("losses", [1.0], "learned.losses"),
        ("losses", [1.0, -1.0], "learned.losses"),
        ("losses", [1.0, "1"], "learned.losses"),
        ("losses", [1.0, float("nan")], "learned.losses"),
        ("actions", [{"action": "a", "outcomes": 1, "acceptances": 2}], "learned.actions[0].acceptances"),
        ("actions", [{"action": "a", "outcomes": 0, "acceptances": 0}], "learned.actions[0].outcomes"),
        ("actions", [{"action": "", "outcomes": 1, "acceptances": 0}], "learned.actions[0].action"),
        ("extra", 1, "learned"),
    ],
)
def test_a_state_that_is_none_is_refused_with_the_place(key: str, value: object, where: str) -> None:
    with pytest.raises(BadData) as refused:
        Learned.from_state({**STATE, key: value})
    assert refused.value.where == where


def test_auc_counts_ties_half_and_says_nothing_of_one_sided_cases() -> None:
    assert auc([0.1, 0.2, 0.8, 0.9], [False, False, True, True]) == 1.0
    assert auc([0.9, 0.1], [False, True]) == 0.0
    assert auc([0.5, 0.5, 0.5], [True, False, True]) == 0.5
    assert auc([0.1, 0.2], [True, True]) is None
    assert auc([], []) is None
