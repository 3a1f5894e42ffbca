from __future__ import annotations

import hashlib
import hmac
from dataclasses import replace
from decimal import Decimal
from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from desktop.rules.actions import Action, Catalogue, Group
from desktop.rules.arbitrate import Candidate, Cut, Policy, Ranking, Score, arbitrate
from desktop.rules.explore import Explorer, HoldOut, Unit, can_explore, distribution, explore_last
from desktop.rules.gates import Bucket, Judgement

KEY = bytes(range(32))
ON = Policy(version="7", epsilon=Decimal("0.3"), explore_k=3, holdout_percent=20)
ALWAYS = replace(ON, epsilon=Decimal(1))
CATALOGUE = Catalogue({}, {"g": Group("g", max_shown=1), "h": Group("h")})
NAMES = st.text(st.characters(codec="utf-8"), max_size=12)
POLICIES = st.builds(
    Policy,
    epsilon=st.decimals(0, 1, places=3),
    explore_k=st.integers(1, 20),
).filter(can_explore)
CHOICES = st.lists(st.sampled_from("abcdefghij"), min_size=1, unique=True)


def explorer(policy: Policy = ON) -> Explorer:
    return Explorer(KEY, "main", policy)


def card(name: str, product: int, group: str = "h", mandatory: bool = False) -> Candidate:
    action = Action(name, name, group, mandatory=mandatory)
    return Candidate(Judgement(action, Bucket.PASS, None, (), (), Decimal(1)), Score(product=product))


def ranked(*cards: Candidate, policy: Policy = ON, pinned: tuple[str, ...] = ()) -> Ranking:
    return arbitrate(cards, CATALOGUE, policy, pinned=pinned)


def ids(cards) -> list[str]:
    return [c.id for c in cards]


def test_the_chances_are_those_of_the_formula() -> None:
    assert distribution(["a", "b", "c", "d"], ON) == {
        "a": Fraction(8, 10),
        "b": Fraction(1, 10),
        "c": Fraction(1, 10),
    }
    assert distribution(["a", "b"], ON) == {"a": Fraction(85, 100), "b": Fraction(15, 100)}
    assert distribution(["a"], ON) == {"a": 1}


def test_without_exploration_the_best_card_is_certain_and_nothing_is_drawn() -> None:
    assert distribution(["a", "b"], Policy()) == {"a": 1}
    assert distribution([], ON) == {}
    assert explorer(Policy()).draw("call-1", 3, ["a", "b"]) is None
    assert explorer().draw("call-1", 3, []) is None


@pytest.mark.parametrize(
    ("epsilon", "k", "on"),
    [
        ("0", 3, False),
        ("0.06", 3, True),
        ("0.0599999", 3, False),
        ("0.02", 1, True),
        ("1", 20, True),
        ("1.01", 3, False),
        ("-0.5", 3, False),
    ],
)
def test_exploration_needs_two_percent_for_each_card(epsilon: str, k: int, on: bool) -> None:
    policy = Policy(epsilon=Decimal(epsilon), explore_k=k)
    assert can_explore(policy) is on
    assert explorer(policy).is_on is on


@given(POLICIES, CHOICES)
def test_propensities_sum_to_one_and_none_is_below_the_floor(policy: Policy, choices: list[str]) -> None:
    chances = distribution(choices, policy)
    assert sum(chances.values()) == 1
    assert min(chances.values()) >= Fraction(2, 100)
    assert list(chances) == choices[: policy.explore_k]
    assert max(chances.values()) == chances[choices[0]]


@given(POLICIES, CHOICES, NAMES, st.integers(1, 20))
def test_a_draw_can_be_replayed(policy: Policy, choices: list[str], call: str, slot: int) -> None:
    drawn = explorer(policy).draw(call, slot, choices)
    assert drawn == explorer(policy).draw(call, slot, list(choices))
    assert drawn is not None
    assert drawn.propensity == distribution(choices, policy)[drawn.chosen]
    assert drawn.explored is (drawn.chosen != choices[0])


def test_the_draw_is_the_keyed_hash_of_version_interaction_and_slot() -> None:
    choices = ["a", "b", "c"]
    for number in range(200):
        parts = ("explore", "7", f"call-{number}", "3")
        text = b"".join(len(part).to_bytes(8, "big") + part.encode() for part in parts)
        digest = hmac.new(KEY, text, hashlib.sha256).digest()
        explores = int.from_bytes(digest[:8], "big") < 0.3 * 2**64
        expected = choices[int.from_bytes(digest[8:16], "big") * 3 >> 64] if explores else "a"
        drawn = explorer().draw(f"call-{number}", 3, choices)
        assert drawn is not None
        assert drawn.chosen == expected


def test_draws_come_as_often_as_their_propensity_says() -> None:
    counts = dict.fromkeys("abc", 0)
    for number in range(4_000):
        drawn = explorer().draw(f"call-{number}", 3, ["a", "b", "c", "d"])
        assert drawn is not None
        counts[drawn.chosen] += 1
    # Four standard deviations; the hash is fixed, so this holds always or never.
    assert abs(counts["a"] - 3_200) < 4 * 25.3
    assert abs(counts["b"] - 400) < 4 * 19
    assert abs(counts["c"] - 400) < 4 * 19


def test_key_version_interaction_and_slot_each_change_the_draws() -> None:
    def draws(of: Explorer, slot: int = 3, prefix: str = "call") -> list[str]:
        found = [of.draw(f"{prefix}-{n}", slot, ["a", "b", "c"]) for n in range(60)]
        return [drawn.chosen for drawn in found if drawn is not None]

    base = draws(explorer(ALWAYS))
    assert draws(Explorer(bytes(32), "main", ALWAYS)) != base
    assert draws(explorer(replace(ALWAYS, version="8"))) != base
    assert draws(explorer(ALWAYS), slot=2) != base
    assert draws(explorer(ALWAYS), prefix="ring") != base


def test_parts_of_the_hash_cannot_be_shifted_into_each_other() -> None:
    one, other = explorer(replace(ALWAYS, version="1")), explorer(replace(ALWAYS, version="11"))
    pairs = [(one.draw(f"1{n}", 3, list("abc")), other.draw(str(n), 3, list("abc"))) for n in range(60)]
    assert any(a != b for a, b in pairs)


def test_a_key_that_can_be_guessed_is_refused_and_none_is_printed() -> None:
    with pytest.raises(ValueError, match="16 bytes"):
        Explorer(b"short", "main", ON)
    assert "\\x" not in repr(explorer())


def test_the_hold_out_goes_by_customer_else_by_interaction() -> None:
    first = explorer().hold_out("call-1", "customer-1")
    assert first.unit is Unit.CUSTOMER
    assert first == explorer().hold_out("call-2", "customer-1")
    anonymous = explorer().hold_out("call-1")
    assert anonymous.unit is Unit.INTERACTION
    assert anonymous == explorer().hold_out("call-1", "")
    # A new version of the policy moves nobody; another policy does.
    assert first == explorer(replace(ON, version="8")).hold_out("call-1", "customer-1")
    buckets = {Explorer(KEY, f"policy-{n}", ON).hold_out("call-1", "customer-1").bucket for n in range(20)}
    assert len(buckets) > 1


@given(NAMES, st.integers(0, 50), st.integers(0, 50))
def test_a_larger_hold_out_keeps_all_of_the_smaller_one(customer: str, one: int, other: int) -> None:
    low, high = sorted((one, other))
    smaller, larger = (
        explorer(replace(ON, holdout_percent=percent)).hold_out("c", customer) for percent in (low, high)
    )
    assert smaller.bucket == larger.bucket
    assert 0 <= smaller.bucket < 100
    assert larger.held_out or not smaller.held_out
    assert not explorer(Policy()).hold_out("c", customer).held_out


def test_the_hold_out_has_the_size_it_was_given() -> None:
    found = [explorer().hold_out("c", f"customer-{n}") for n in range(4_000)]
    assert abs(sum(h.held_out for h in found) - 800) < 4 * 25.3
    assert found[0] == HoldOut(Unit.CUSTOMER, found[0].bucket, found[0].bucket < 20)


def test_the_tag_of_an_interaction_is_opaque_and_stable() -> None:
    tag = explorer().tag("sip:+4930123456@example.com")
    assert tag == explorer(Policy()).tag("sip:+4930123456@example.com")
    assert len(tag) == 16
    assert int(tag, 16) >= 0
    assert tag != explorer().tag("call-2")
    assert len(explorer().tag("\ud800\x00")) == 16


CARDS = tuple(card(name, 100 - i) for i, name in enumerate("abcdef"))


def explored(ranking: Ranking, calls: int = 80, policy: Policy = ALWAYS, pinned: tuple[str, ...] = ()) -> set[str]:
    """What the last slot shows over many calls."""
    return {
        ids(explore_last(ranking, CATALOGUE, explorer(policy), f"call-{n}", pinned)[0].ranked)[-1] for n in range(calls)
    }


def test_only_the_last_slot_explores_among_the_k_best_left() -> None:
    ranking = ranked(*CARDS)
    for number in range(80):
        result, drawn = explore_last(ranking, CATALOGUE, explorer(ALWAYS), f"call-{number}")
        assert drawn is not None
        assert drawn.slot == 3
        assert drawn.choices == ("c", "d", "e")
        assert ids(result.ranked) == ["a", "b", drawn.chosen]
        assert result.order == ranking.order
        assert set(result.cut) == set("cdef") - {drawn.chosen}
        assert set(result.cut.values()) == {Cut.SLOTS}
    assert explored(ranking) == {"c", "d", "e"}


def test_nothing_changes_while_exploration_is_off() -> None:
    ranking = ranked(*CARDS)
    assert explore_last(ranking, CATALOGUE, explorer(Policy()), "call-1") == (ranking, None)


def test_mandatory_cards_are_never_explored_away() -> None:
    ranking = ranked(card("m", 0, mandatory=True), card("n", 0, mandatory=True), *CARDS)
    for number in range(40):
        result, drawn = explore_last(ranking, CATALOGUE, explorer(ALWAYS), f"call-{number}")
        assert drawn is not None
        assert ids(result.mandatory) == ["m", "n"]
        assert ids(result.ranked) == [drawn.chosen]
        assert "m" not in drawn.choices
    only = ranked(*(card(f"m{n}", 0, mandatory=True) for n in range(3)), *CARDS)
    assert explore_last(only, CATALOGUE, explorer(ALWAYS), "call-1") == (only, None)


def test_a_slot_nobody_competes_for_is_not_explored() -> None:
    ranking = ranked(*CARDS[:2])
    assert explore_last(ranking, CATALOGUE, explorer(ALWAYS), "call-1") == (ranking, None)
    full = ranked(*CARDS[:3])
    same, drawn = explore_last(full, CATALOGUE, explorer(ALWAYS), "call-1")
    assert same == full
    assert drawn is not None
    assert drawn.propensity == 1


def test_a_group_that_is_full_above_stays_full() -> None:
    ranking = ranked(card("a", 9, "g"), card("b", 8), card("c", 7), card("d", 6, "g"), card("e", 5))
    assert ranking.cut == {"d": Cut.GROUP, "e": Cut.SLOTS}
    assert explored(ranking) == {"c", "e"}


def test_a_card_of_the_same_group_may_take_the_place_of_the_last() -> None:
    ranking = ranked(card("a", 9), card("b", 8), card("c", 7, "g"), card("d", 6, "g"))
    assert ranking.cut == {"d": Cut.GROUP}
    assert explored(ranking) == {"c", "d"}


def test_a_pinned_card_stays_and_the_one_above_it_is_drawn() -> None:
    ranking = ranked(*CARDS, pinned=("f",))
    assert ids(ranking.ranked) == ["a", "b", "f"]
    seen = set()
    for number in range(60):
        result, drawn = explore_last(ranking, CATALOGUE, explorer(ALWAYS), f"call-{number}", ("f",))
        assert drawn is not None
        assert drawn.choices == ("b", "c", "d")
        assert ids(result.ranked) == ["a", drawn.chosen, "f"]
        seen.add(drawn.chosen)
    assert seen == {"b", "c", "d"}


def test_a_pinned_card_that_no_longer_passes_takes_a_slot() -> None:
    ranking = ranked(*CARDS, pinned=("gone",))
    assert ids(ranking.ranked) == ["a", "b"]
    result, drawn = explore_last(ranking, CATALOGUE, explorer(ALWAYS), "call-1", ("gone",))
    assert drawn is not None
    assert drawn.choices == ("b", "c", "d")
    assert len(result.ranked) == 2


@given(
    st.lists(st.tuples(st.integers(0, 9), st.sampled_from("gh"), st.booleans()), max_size=9),
    st.sets(st.sampled_from("abcdefghi")),
    st.integers(1, 4),
    st.integers(0, 99),
)
def test_exploring_keeps_every_promise_of_the_ranking(made, pinned, slots, call) -> None:
    policy = replace(ALWAYS, slots=slots)
    cards = [card("abcdefghi"[i], p, g, m and i % 4 == 0) for i, (p, g, m) in enumerate(made)]
    ranking = arbitrate(cards, CATALOGUE, policy, pinned=sorted(pinned))
    result, drawn = explore_last(ranking, CATALOGUE, explorer(policy), f"call-{call}", sorted(pinned))
    assert len(result.ranked) == len(ranking.ranked)
    assert result.mandatory == ranking.mandatory
    assert len(set(ids(result.ranked))) == len(result.ranked)
    assert set(ids(result.ranked)) & pinned == set(ids(ranking.ranked)) & pinned
    assert set(result.cut) | set(ids(result.ranked)) == set(ranking.cut) | set(ids(ranking.ranked))
    free = [c for c in result.ranked if c.id not in pinned]
    if drawn is not None:
        assert free[-1].id == drawn.chosen
        assert sum(distribution(drawn.choices, policy).values()) == 1
    members = [c for c in result.ranked if c.judgement.action.group == "g"]
    assert len(members) <= max(1, sum(c.id in pinned for c in members))
