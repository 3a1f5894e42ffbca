from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from datetime import timedelta
from decimal import Decimal
from fractions import Fraction
from functools import cache
from hashlib import sha256
from math import inf, nan, sqrt

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from desktop.rules import ope
from desktop.rules.actions import Outcome
from desktop.rules.arbitrate import Policy
from desktop.rules.explore import Draw, Explorer, HoldOut, Unit
from desktop.rules.feedback import BusinessOutcome, Example, Reacted, Record, ShownCard, ShownSet, examples
from desktop.rules.ope import (
    Evaluation,
    Figure,
    Lift,
    Logged,
    Mend,
    Refusal,
    Side,
    Why,
    effective_size,
    evaluate_policy,
    later_examples,
    lift,
    logged,
    ranked_by,
    sides,
)
from tests.rules.support import NOW

HOUR, DAY = timedelta(hours=1), timedelta(days=1)


def block(n: int, good: int, propensity: float, target: float, modeled: float = 0.0, expected: float = 0.0):
    return [Logged(propensity, target, float(i < good), modeled, expected) for i in range(n)]


# The best card is shown with 0.8 and taken 60 times of 300, another one with 0.2 and taken 40 times of 100; the new
# policy would show each as often as the other.
ROWS = [*block(300, 60, 0.8, 0.5, 0.2, 0.3), *block(100, 40, 0.2, 0.5, 0.4, 0.3)]


def evaluated(rows, seed: int = 0) -> Evaluation:
    found = evaluate_policy(rows, seed)
    assert isinstance(found, Evaluation)
    return found


def test_the_three_values_by_hand() -> None:
    found = evaluated(ROWS)
    assert found.n == 400
    assert found.max_weight == 2.5
    # Weights 0.625 and 2.5: (37.5 + 100) / 400, then / 437.5; DR = 0.3 + 0, as the model meets both means.
    assert found.ips.value == pytest.approx(0.34375)
    assert found.snips.value == pytest.approx(137.5 / 437.5)
    assert found.dr.value == pytest.approx(0.3)
    assert found.ess == pytest.approx(437.5**2 / (300 * 0.625**2 + 100 * 2.5**2))


def test_a_wrong_reward_model_is_corrected() -> None:
    wrong = [replace(row, modeled=0.9, expected=0.9) for row in ROWS]
    # 0.9 + (137.5 - 0.9 * 437.5) / 400.
    assert evaluated(wrong).dr.value == pytest.approx(0.259375)


def test_the_same_seed_gives_the_same_interval() -> None:
    assert evaluated(ROWS, 7) == evaluated(list(ROWS), 7)
    assert evaluated(ROWS, 7).snips != evaluated(ROWS, 8).snips
    assert evaluated(ROWS, 7).snips.value == evaluated(ROWS, 8).snips.value


def test_the_interval_is_as_wide_as_theory_says() -> None:
    terms = [row.target / (row.propensity or 1) * row.reward for row in ROWS]
    mean = sum(terms) / len(terms)
    error = sqrt(sum((term - mean) ** 2 for term in terms) / len(terms) / len(terms))
    found = evaluated(ROWS).ips
    assert found.low == pytest.approx(mean - 1.96 * error, abs=0.4 * error)
    assert found.high == pytest.approx(mean + 1.96 * error, abs=0.4 * error)


# Weights between a half and two keep at least 64 % of the rows effective.
BOUNDED = st.tuples(st.floats(0.5, 1), st.floats(0.5, 1), st.sampled_from([0.0, 1.0]))


@settings(max_examples=20)
@given(st.lists(BOUNDED, min_size=10, max_size=12), st.integers(0, 2**32))
def test_values_lie_in_their_range(made, seed: int) -> None:
    found = evaluated([Logged(p, t, r) for p, t, r in made * 20], seed)
    assert 0 <= found.ips.low <= found.ips.high <= 2
    assert 0 <= found.snips.low <= found.snips.high <= 1 + 1e-12
    assert 0 <= found.snips.value <= 1 + 1e-12
    # A reward model that expects nothing leaves the inverse propensity estimate.
    assert found.dr == found.ips
    assert 0.64 * len(made) * 20 <= found.ess + 1e-9 <= len(made) * 20 + 2e-9


@settings(max_examples=20)
@given(st.lists(st.tuples(st.floats(0.02, 1), st.booleans()), min_size=10, max_size=12))
def test_the_logged_policy_itself_is_worth_what_it_earned(made) -> None:
    found = evaluated([Logged(p, p, float(r)) for p, r in made * 10])
    mean = sum(r for _, r in made) / len(made)
    assert found.ess == pytest.approx(len(made) * 10)
    assert (found.ips.value, found.snips.value) == (pytest.approx(mean), pytest.approx(mean))


@pytest.mark.parametrize(
    ("rows", "why", "mend"),
    [
        ([], Why.NO_CASES, Mend.COLLECT),
        ([*ROWS, Logged(0.5, 0.5, 1.0, exploring=False)], Why.EXPLORATION_OFF, Mend.EXPLORE),
        ([*ROWS, Logged(None, 0.5, 1.0, exploring=False)], Why.EXPLORATION_OFF, Mend.EXPLORE),
        ([*ROWS, Logged(None, 0.5, 1.0)], Why.PROPENSITY_MISSING, Mend.LOG_PROPENSITY),
        ([*ROWS, Logged(nan, 0.5, 1.0)], Why.PROPENSITY_MISSING, Mend.LOG_PROPENSITY),
        ([*ROWS, Logged(0.0, 0.5, 1.0)], Why.PROPENSITY_ZERO, Mend.LOG_PROPENSITY),
        ([*ROWS, Logged(-0.1, 0.5, 1.0)], Why.PROPENSITY_ZERO, Mend.LOG_PROPENSITY),
        (block(99, 9, 0.5, 0.5), Why.TOO_FEW, Mend.COLLECT),
        ([*block(120, 9, 0.5, 1.0), *block(2_400, 9, 0.5, 0.0)], Why.TOO_SMALL_SHARE, Mend.CLOSER_POLICY),
        (block(500, 9, 0.5, 0.0), Why.TOO_SMALL_SHARE, Mend.CLOSER_POLICY),
    ],
)
def test_a_number_is_refused_with_the_reason_and_what_would_help(rows, why: Why, mend: Mend) -> None:
    found = evaluate_policy(rows)
    assert isinstance(found, Refusal)
    assert (found.why, found.mend, found.n) == (why, mend, len(rows))


def test_the_limits_themselves_are_enough() -> None:
    assert isinstance(evaluate_policy(block(100, 9, 0.5, 0.5)), Evaluation)
    assert isinstance(evaluate_policy([*block(100, 9, 0.5, 1.0), *block(1_900, 9, 0.5, 0.0)]), Evaluation)


def test_a_refusal_tells_how_many_cases_it_takes() -> None:
    found = evaluate_policy([*block(50, 9, 0.5, 1.0), *block(50, 9, 0.5, 0.0)])
    assert found == Refusal(Why.TOO_FEW, 100, 50.0, 2.0, needed=200)


def test_one_huge_weight_is_seen_and_refused() -> None:
    # As in the women's campaign of the Open Bandit sample: two effective cases, largest weight above 20,000.
    found = evaluate_policy([*block(9_999, 30, 0.5, 0.5), Logged(1 / 21_739, 1.0, 0.0)])
    assert isinstance(found, Refusal)
    assert found.why is Why.TOO_SMALL_SHARE
    assert found.max_weight == pytest.approx(21_739)
    assert found.ess < 3


@pytest.mark.parametrize(
    "row",
    [
        Logged(1.1, 0.5, 1.0),
        Logged(0.5, 1.1, 1.0),
        Logged(0.5, -0.1, 1.0),
        Logged(0.5, nan, 1.0),
        Logged(0.5, 0.5, inf),
        Logged(0.5, 0.5, 1.0, nan, 0.0),
        Logged(0.5, 0.5, 1.0, 0.0, nan),
    ],
)
def test_chances_and_rewards_that_cannot_be_are_an_error(row: Logged) -> None:
    with pytest.raises(ValueError, match="between 0 and 1"):
        evaluate_policy([*ROWS, row])


def test_the_effective_size() -> None:
    assert effective_size([2.0] * 7) == pytest.approx(7)
    assert effective_size([1.0, 0.0, 0.0]) == 1
    assert effective_size([3.0, 1.0]) == pytest.approx(1.6)
    assert effective_size([0.0]) == 0


# A world in which the value of every policy is known, logged by the real explorer.

ACTIONS = ("a", "b", "c", "d")
POLICY = Policy(version="1", epsilon=Decimal("0.5"), explore_k=3, slots=1)
EXPLORER = Explorer(b"k" * 32, "main", POLICY)
CHANCES = {
    ("gold", "a"): 0.10, ("gold", "b"): 0.45, ("gold", "c"): 0.20,
    ("plain", "a"): 0.30, ("plain", "b"): 0.10, ("plain", "c"): 0.20,
}  # fmt: skip


def truth(case: Mapping[str, str]) -> float:
    return CHANCES.get((case["segment"], case["action"]), 0.0)


def coin(*parts: object) -> float:
    digest = sha256("/".join(str(part) for part in parts).encode()).digest()
    return int.from_bytes(digest[:8], "big") / 2**64


@cache
def simulated(calls: int = 2_000) -> tuple[Example, ...]:
    log: list[Record] = []
    for number in range(calls):
        drawn = EXPLORER.draw(f"call-{number}", 1, ACTIONS)
        assert drawn is not None
        segment = "gold" if coin("segment", number) < 0.4 else "plain"
        card = ShownCard(drawn.chosen, 1)
        features = {"segment": segment}
        made = ShownSet(f"{number:016x}", "0" * 16, "0" * 16, "1", NOW, (card,), features, None, True, drawn)
        came = coin("answer", number) < truth({**features, "action": drawn.chosen})
        outcome = Outcome.ACCEPTED if came else Outcome.REJECTED
        log += [made, Reacted(made.decision_id, drawn.chosen, NOW + HOUR, outcome)]
    return examples(log, HOUR)


def known_value(target) -> float:
    values = []
    for example in simulated():
        features = example.shown.features
        chances = target(example.shown)
        values.append(sum(float(p) * truth({**features, "action": name}) for name, p in chances.items()))
    return sum(values) / len(values)


@pytest.mark.parametrize("value", [truth, lambda case: float("abcd".index(case["action"]))], ids=["best", "reversed"])
def test_the_value_of_a_new_policy_is_found_from_the_log_of_the_old_one(value) -> None:
    target = ranked_by(value, POLICY)
    found = evaluated(logged(simulated(), target, truth))
    expected = known_value(target)
    for figure in (found.ips, found.snips, found.dr):
        assert figure.low <= expected <= figure.high
        assert figure.low <= figure.value <= figure.high
    assert found.n == 2_000
    assert found.dr.high - found.dr.low < found.ips.high - found.ips.low
    # Largest weight: from 1/6 to 2/3.
    assert found.max_weight == pytest.approx(4)


def test_without_a_reward_model_doubly_robust_is_inverse_propensity() -> None:
    found = evaluated(logged(simulated(), ranked_by(truth, POLICY)))
    assert found.dr == found.ips


def test_a_better_ranking_is_worth_more() -> None:
    best = evaluated(logged(simulated(), ranked_by(truth, Policy())))
    worst = evaluated(logged(simulated(), ranked_by(lambda case: -truth(case), Policy())))
    assert best.snips.low > worst.snips.high


def test_a_new_policy_is_read_off_the_cards_that_were_left() -> None:
    shown = ShownSet("0", "0", "0", "1", NOW, draw=Draw(1, ("a", "b", "c"), "a", Fraction(2, 3)))
    shown = replace(shown, features={"segment": "gold"}, exploring=True)
    assert ranked_by(truth, POLICY)(shown) == {"b": Fraction(2, 3), "c": Fraction(1, 6), "a": Fraction(1, 6)}
    assert ranked_by(lambda case: 0.0, Policy())(shown) == {"a": 1}
    assert ranked_by(truth, POLICY)(replace(shown, draw=None)) == {}


def test_only_drawn_cards_are_rows() -> None:
    drawn = replace(simulated()[0].shown, exploring=True)
    other = Example(drawn, "above", True, NOW)
    nothing_to_draw = Example(replace(drawn, draw=None), "above", True, NOW)
    off = Example(replace(drawn, exploring=False, draw=None), "above", True, NOW)
    target = ranked_by(truth, POLICY)
    assert logged([other, nothing_to_draw], target) == ()
    assert logged([off], target) == (Logged(None, 0.0, 1.0, exploring=False),)
    refused = evaluate_policy(logged([*simulated()[:200], off], target))
    assert isinstance(refused, Refusal)
    assert refused.why is Why.EXPLORATION_OFF


def test_a_card_the_new_policy_never_shows_weighs_nothing() -> None:
    shown = replace(simulated()[0].shown, draw=Draw(1, ("a", "b"), "a", Fraction(3, 4)), features={"segment": "gold"})
    (row,) = logged([Example(shown, "a", True, NOW)], ranked_by(truth, Policy()), truth)
    assert row == Logged(0.75, 0.0, 1.0, modeled=0.10, expected=0.45)


def test_lift_by_published_values(monkeypatch: pytest.MonkeyPatch) -> None:
    # Newcombe 1998, table II, example (a): 56/70 against 48/80 by method 10.
    monkeypatch.setattr(ope, "LEAST_PER_SIDE", 70)
    found = lift(Side(70, 56), Side(80, 48))
    assert isinstance(found, Lift)
    assert found.difference == Figure(
        pytest.approx(0.2), pytest.approx(0.0524, abs=5e-5), pytest.approx(0.3339, abs=5e-5)
    )


@given(st.integers(100, 2_000), st.integers(100, 2_000), st.data())
def test_lift_holds_its_value_and_turns_its_sign_with_the_sides(n: int, m: int, data: st.DataObject) -> None:
    shown = Side(n, data.draw(st.integers(0, n)))
    held = Side(m, data.draw(st.integers(0, m)))
    one, other = lift(shown, held), lift(held, shown)
    assert isinstance(one, Lift)
    assert isinstance(other, Lift)
    figure = one.difference
    assert -1 - 1e-9 <= figure.low <= figure.value <= figure.high <= 1 + 1e-9
    assert figure.value == -other.difference.value
    assert figure.low == pytest.approx(-other.difference.high)


@pytest.mark.parametrize(("n", "m", "fewer"), [(99, 500, 99), (500, 99, 99), (0, 0, 0)])
def test_no_lift_under_a_hundred_outcomes_a_side(n: int, m: int, fewer: int) -> None:
    found = lift(Side(n, 0), Side(m, 0))
    assert found == Refusal(Why.FEW_OUTCOMES, fewer, needed=100)
    assert isinstance(found, Refusal)
    assert found.mend is Mend.COLLECT


def set_of(number: int, call: int, held_out: bool | None, at=NOW) -> ShownSet:
    hold_out = None if held_out is None else HoldOut(Unit.CUSTOMER, 5, held_out)
    cards = (ShownCard("a", 1),)
    return ShownSet(f"{number:016x}", f"{call:016x}", "0" * 16, "1", at, cards, {}, hold_out)


def came(number: int, after: timedelta, name: str = "kept") -> BusinessOutcome:
    return BusinessOutcome(f"{number:016x}", name, NOW + after, int(after.total_seconds()))


def test_sides_count_each_interaction_once() -> None:
    log = [
        set_of(1, 1, False), set_of(2, 1, False), came(2, HOUR), came(2, 2 * HOUR),  # one call, two decisions
        set_of(3, 2, False),
        set_of(4, 3, True), came(4, DAY),
        set_of(5, 4, True), came(5, DAY + timedelta(seconds=1)),  # too late
        set_of(6, 5, True), came(6, -HOUR),  # before
        set_of(7, 6, True), came(7, HOUR, "other"),
        set_of(8, 7, None), came(8, HOUR),  # no hold-out was running
        set_of(9, 8, False), set_of(10, 8, True), came(9, HOUR),  # on both sides
        came(99, HOUR),  # of a decision that is not in the log
    ]  # fmt: skip
    assert sides(log, "kept", DAY, NOW + 2 * DAY) == (Side(2, 1), Side(4, 1))


def test_an_open_window_counts_on_neither_side_even_when_the_outcome_came() -> None:
    log = [set_of(1, 1, False), came(1, HOUR), set_of(2, 2, True), set_of(3, 2, True, NOW + HOUR)]
    assert sides(log, "kept", DAY, NOW + DAY) == (Side(), Side())
    assert sides(log, "kept", DAY, NOW + DAY + HOUR) == (Side(1, 1), Side())
    assert sides(log, "kept", DAY, NOW + DAY + 2 * HOUR) == (Side(1, 1), Side(1, 0))


def test_examples_by_business_outcome_are_known_when_the_window_closes() -> None:
    log: list[Record] = [set_of(1, 1, None), set_of(2, 2, None), set_of(3, 3, None, NOW + DAY), set_of(4, 4, None)]
    log += [Reacted(f"{n:016x}", "a", NOW + HOUR, Outcome.ACCEPTED) for n in (1, 2)]
    log += [Reacted(f"{3:016x}", "a", NOW + DAY + HOUR, Outcome.REJECTED), came(1, 3 * HOUR), came(4, HOUR)]
    found = later_examples(log, HOUR, "kept", DAY, NOW + DAY + HOUR)
    assert [(e.shown.decision_id[-1], e.accepted, e.known_at) for e in found] == [
        ("1", True, NOW + DAY),
        ("2", False, NOW + DAY),
    ]
    late = later_examples(log, HOUR, "kept", timedelta(minutes=1), NOW + DAY)
    assert [(e.accepted, e.known_at) for e in late] == [(False, NOW + HOUR)] * 2
