"""What was learned, in a call: which facts a model may see, when a chance counts, and what is said of it."""

from __future__ import annotations

from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from desktop.rules.arbitrate import Estimate, Exponent, chance_millionths
from desktop.rules.bundle import Bundle
from desktop.rules.chance_words import percent, say_label
from desktop.rules.chances import Beliefs, Learning, Stand, features_of, group_tallies
from desktop.rules.explore import Explorer
from desktop.rules.facts import Fact
from desktop.rules.feedback import shown_set
from desktop.rules.ftrl import LogisticModel
from desktop.rules.learned import Learned, Tally
from desktop.rules.propensity import BetaModel
from desktop.rules.session import RuleSession
from desktop.rules.wording import Words
from tests.rules.support import NOW, PLAYBOOK, Watch, late_order, playbook, session

CREDIT = "late-delivery-credit"
OFFERS = """format = "callside.actions/1"
[group]
growth = { label = "Growth" }
[[action]]
id = "dear"
title = "Dear"
group = "growth"
value = "9"
[[action]]
id = "cheap"
title = "Cheap"
group = "growth"
value = "3"
[[action]]
id = "alone"
title = "Alone"
value = "1"
"""


def offers(policy: str = "") -> Bundle:
    head = 'format = "callside.policy/1"\n'
    return playbook(actions__offers_toml=OFFERS, policy_toml=head + policy if policy else "")


def learned(answers: dict[str, tuple[int, int]], **features: str) -> Learned:
    """One that has seen each action answered and accepted so often, evenly spread."""
    found = Learned()
    labels = {name.replace("__", "."): label for name, label in features.items()}
    for action, (outcomes, acceptances) in answers.items():
        for n in range(outcomes):
            accepted = n * acceptances // outcomes != (n + 1) * acceptances // outcomes
            for model in (found.beta, found.logistic):
                model.learn({**labels, "action": action}, accepted)
        found._tallies[action] = Tally(outcomes, acceptances)
    return found


def learning(bundle: Bundle, found: Learned) -> Learning:
    return Learning.of(found, bundle, features_of(bundle))


def of(found: RuleSession) -> list[str]:
    return [entry.id for entry in found.update(late_order()).actions.ranked]


def test_a_logistic_model_looks_at_every_feature_the_default_one_at_its_levels() -> None:
    found = learning(offers(), Learned())
    assert found.basis == frozenset({"action", "decision.call_type", "customer.segment"})
    assert replace(found, model=LogisticModel()).basis is None


# -- features ---------------------------------------------------------------------------------------------------------


def test_the_features_are_the_facts_the_rules_compare_in_their_own_ranges() -> None:
    features = features_of(playbook())
    labels = session(learning=learning(playbook(), Learned()))
    labels.update(late_order())
    assert features.names[:2] == ("decision.call_type", "customer.segment")
    assert labels.beliefs.features["decision.call_type"] == "late_delivery"
    assert labels.beliefs.features["customer.segment"] == "gold"
    assert labels.beliefs.features["order.open_late_count"] == "1..3"
    assert "account.fraud_hold" in features.names
    assert "account.fraud_hold" not in labels.beliefs.features  # not known yet
    assert labels.beliefs.features["customer.verified"] == "true"


def marked(name: str, mark: str) -> Bundle:
    """The playbook with one more setting of one fact."""
    line = next(line for line in PLAYBOOK["facts.toml"].splitlines() if line.startswith(f'"{name}"'))
    return playbook(facts_toml=PLAYBOOK["facts.toml"].replace(line, line.replace(" }", f", {mark} }}", 1)))


COMPARED = [name for name in features_of(playbook()).names if not name.startswith("decision.")]


@pytest.mark.parametrize("mark", ["pii = true", 'known_at = "after"'])
@pytest.mark.parametrize("name", [n for n in COMPARED if n not in ("customer.segment", "order.open_late_count")])
def test_personal_data_and_what_is_known_afterwards_never_become_features(name: str, mark: str) -> None:
    bundle = marked(name, mark)
    assert name in bundle.constants
    assert name not in features_of(bundle).names
    found = session(bundle, learning=learning(bundle, Learned()))
    found.update(late_order())
    assert name not in found.beliefs.features


@pytest.mark.parametrize("mark", ["pii = true", 'known_at = "after"'])
def test_a_level_of_the_model_is_no_exception(mark: str) -> None:
    text = PLAYBOOK["facts.toml"].replace(
        'source = "crm" }\n"account.status"', f'source = "crm", {mark} }}\n"account.status"'
    )
    assert text != PLAYBOOK["facts.toml"]
    assert "customer.segment" not in features_of(playbook(facts_toml=text)).names


def test_a_fact_that_follows_from_personal_data_is_no_feature() -> None:
    facts = PLAYBOOK["facts.toml"].replace(
        '"call.started_at" = { label = "Call start",', '"call.started_at" = { pii = true, label = "Call start",'
    )
    actions = OFFERS + "applicability = 'call.duration > 5min'\n"
    assert "call.duration" in features_of(playbook(actions__offers_toml=actions)).names
    assert "call.duration" not in features_of(playbook(facts_toml=facts, actions__offers_toml=actions)).names


def test_a_text_compared_with_something_no_label_can_be_is_no_feature() -> None:
    odd = OFFERS + "applicability = 'order.latest_late_label = \"?!\"'\n"
    bundle = playbook(actions__offers_toml=odd)
    assert "order.latest_late_label" in bundle.constants
    assert "order.latest_late_label" not in features_of(bundle).names


def test_without_a_model_nothing_is_seen_and_nothing_believed() -> None:
    found = session()
    found.update(late_order())
    assert dict(found.beliefs.features) == {}
    assert found.beliefs.of("late-delivery-credit") is None


def test_no_label_is_a_number_a_name_or_an_id_of_the_customer() -> None:
    bundle = playbook()
    found = session(bundle, learning=learning(bundle, Learned()))
    secret = Fact.known("order.latest_late_id", "4711", "orders", NOW)
    found.update([*late_order(), secret, Fact.known("contract.days_to_end", 199, "crm", NOW)])
    assert "4711" not in found.beliefs.features.values()
    assert found.beliefs.features["contract.days_to_end"] == ">=30"


# -- when a chance counts ---------------------------------------------------------------------------------------------


READY, YOUNG = {"dear": (200, 10), "cheap": (200, 180)}, {"dear": (100, 5), "cheap": (99, 90)}


def test_a_chance_counts_in_a_group_with_200_answers_and_20_accepted() -> None:
    bundle = offers('exponent = "1"\n')
    assert of(session(bundle, learning=learning(bundle, learned(READY))))[-3:] == ["cheap", "dear", "alone"]


@pytest.mark.parametrize("answers", [YOUNG, {"dear": (200, 1), "cheap": (200, 18)}, {}])
def test_before_that_it_is_as_if_the_exponent_were_zero(answers: dict[str, tuple[int, int]]) -> None:
    bundle, off = offers('exponent = "1"\n'), offers()
    found, plain = session(bundle, learning=learning(bundle, learned(answers))), session(off)
    assert of(found) == of(plain)
    scores = {e.id: e.score for e in found.decision.actions.shown}
    assert scores == {e.id: e.score for e in plain.decision.actions.shown}


@pytest.mark.parametrize(
    ("policy", "order"),
    [
        ('exponent = "1"\n', ["cheap", "dear"]),
        ('exponent = "0"\n[group.growth]\nexponent = "1"\n', ["cheap", "dear"]),
        ('exponent = "1"\n[group.growth]\nexponent = "0"\n', ["dear", "cheap"]),
        ('exponent = "1"\nuse_chance = false\n', ["dear", "cheap"]),
        ('exponent = "1"\nuse_value = false\n', ["cheap", "dear"]),
        ("use_value = false\n", ["cheap", "dear"]),
    ],
)
def test_each_group_and_each_factor_has_its_own_switch(policy: str, order: list[str]) -> None:
    bundle = offers(policy)
    ranked = of(session(bundle, learning=learning(bundle, learned(READY))))
    assert [card for card in ranked if card in order] == order


def test_an_action_outside_of_any_group_is_judged_by_its_own_answers() -> None:
    bundle = offers('exponent = "1"\n')
    found = learning(bundle, learned({"alone": (200, 20), "dear": (10, 1)}))
    assert found.counting == {"alone"}
    assert group_tallies({"dear": Tally(3, 1), "cheap": Tally(4, 2), "gone": Tally(9, 9)}, bundle) == {
        "growth": Tally(7, 3)
    }


def test_the_chance_of_every_card_is_on_record_although_it_does_not_count() -> None:
    bundle = offers()
    found = session(bundle, learning=learning(bundle, learned(READY)))
    decision = found.update(late_order())
    assert all(e.scoring is not None and e.scoring.estimate is None for e in decision.actions.ranked)
    record = shown_set(decision, "ab" * 8, "1", found.beliefs.features, chances=found.beliefs.of)
    chances = {card.action_id: card.p for card in record.cards}
    assert chances == {name: chance_millionths(found.beliefs.of(name).p) for name in chances}
    assert chances["dear"] < chances["cheap"]
    assert all(card.p is None for card in shown_set(decision, "ab" * 8, "1", {}).cards)


@given(st.lists(st.sampled_from(late_order()), max_size=12), st.sampled_from(["0", "1/2", "1"]))
def test_the_same_facts_and_the_same_learning_give_the_same_decisions(facts: list[Fact], exponent: str) -> None:
    bundle = offers(f'exponent = "{exponent}"\n')
    frozen = learning(bundle, learned(READY, decision__call_type="late_delivery"))
    one, other = session(bundle, learning=frozen), session(bundle, learning=frozen)
    for fact in facts:
        assert one.update([fact]) == other.update([fact])


def test_a_log_is_replayed_from_the_rounded_chances_alone() -> None:
    bundle = offers('exponent = "1/2"\n')
    live = session(bundle, learning=learning(bundle, learned(READY)))
    decision = live.update(late_order())
    logged = {
        e.id: Estimate(e.scoring.p / 1_000_000, ready=e.scoring.estimate.ready)
        for e in decision.actions.shown
        if e.scoring is not None and e.scoring.estimate is not None
    }
    again = session(bundle, estimates=logged).update(late_order())
    assert [(e.id, e.score) for e in again.actions.shown] == [(e.id, e.score) for e in decision.actions.shown]
    assert again.decision_id == decision.decision_id


def test_chances_are_kept_while_the_model_cannot_tell_the_difference() -> None:
    bundle = offers('exponent = "1"\n')
    found = session(bundle, learning=learning(bundle, learned(READY)))
    found.update(late_order())
    before = found.beliefs.of("dear")
    found.update([Fact.known("billing.credits_90d", 5, "billing", NOW)])
    assert found.beliefs.features["billing.credits_90d"] == ">=3"
    assert found.beliefs.of("dear") is before
    found.update([Fact.known("customer.segment", "silver", "crm", NOW)])
    assert found.beliefs.of("dear") is not before
    assert found.beliefs.features["customer.segment"] == "silver"


@given(st.lists(st.sampled_from(late_order()), max_size=12), st.sampled_from(["beta", "logistic"]))
def test_what_is_kept_equals_what_is_made_anew(facts: list[Fact], model: str) -> None:
    bundle = offers(f'exponent = "1"\nmodel = "{model}"\n')
    taught = learned(READY, decision__call_type="late_delivery", customer__segment="gold")
    taught._losses = (2.0, 1.0)
    frozen = learning(bundle, taught)
    running = session(bundle, learning=frozen)
    for fact in facts:
        running.update([fact])
        fresh = frozen.chances(running.evaluation.seen)
        assert running.beliefs.features == fresh.features
        for name in ("dear", "cheap", "alone"):
            assert running.beliefs.of(name) == fresh.of(name)


# -- the optional model -----------------------------------------------------------------------------------------------


def test_the_logistic_model_is_used_once_it_has_foreseen_better() -> None:
    bundle = offers('model = "logistic"\n')
    found = learned(READY)
    assert isinstance(learning(bundle, found).model, BetaModel)
    found._losses = (120.0, 100.0)
    assert isinstance(learning(bundle, found).model, LogisticModel)
    assert isinstance(learning(offers(), found).model, BetaModel)
    found._losses = (100.0, 100.0)
    assert isinstance(learning(bundle, found).model, BetaModel)


# -- words ------------------------------------------------------------------------------------------------------------


def told(policy: str, found: Learned, action: str = "dear") -> tuple[str, ...]:
    bundle = offers(policy)
    running = session(bundle, learning=learning(bundle, found))
    running.update(late_order())
    why = running.why(action)
    assert why is not None
    return why.chance


def test_the_why_of_a_card_tells_what_the_chance_stands_on() -> None:
    assert told("", learned({"dear": (40, 10)})) == (
        "10 of 38 similar calls accepted (this action)",
        "A yes is about 24 % likely, between 14 % and 41 %",
        "It does not count in the ranking",
    )


def test_a_finer_level_is_named_with_its_labels() -> None:
    found = learned({"dear": (40, 10)}, decision__call_type="late_delivery", customer__segment="gold")
    assert (
        told("", found)[0]
        == "10 of 38 similar calls accepted (this action, call type: Late delivery, customer segment: Gold)"
    )


def test_few_cases_are_said_to_be_few() -> None:
    assert told("", learned({"dear": (2, 1)}))[0] == "Only 2 calls to learn from so far"


def test_nothing_is_said_where_nothing_was_learned_and_nothing_counts() -> None:
    assert told("", Learned()) == ()
    assert told('exponent = "1"\n', Learned())[-1].startswith("It does not count in the ranking yet: 0 of 200 answers")
    plain = session(offers())
    plain.update(late_order())
    why = plain.why("dear")
    assert why is not None
    assert why.chance == ()


@pytest.mark.parametrize(
    ("policy", "answers", "words"),
    [
        ('exponent = "1"\n', READY, "It counts in the ranking"),
        ('exponent = "1/2"\n', READY, "Its square root counts in the ranking"),
        (
            'exponent = "1"\n',
            YOUNG,
            "It does not count in the ranking yet: 199 of 200 answers and 95 of 20 accepted offers in Growth",
        ),
    ],
)
def test_it_is_said_whether_the_chance_counts(policy: str, answers: dict[str, tuple[int, int]], words: str) -> None:
    assert told(policy, learned(answers))[-1] == words


def test_an_ungrouped_action_speaks_of_itself() -> None:
    assert told('exponent = "1"\n', learned(YOUNG), "alone")[-1].endswith(
        "0 of 200 answers and 0 of 20 accepted offers of this action"
    )


def test_the_logistic_model_says_what_speaks_for_and_against() -> None:
    found = Learned()
    for n in range(400):
        gold = n % 2 == 0
        case = {"customer.segment": "gold" if gold else "silver", "account.fraud_hold": "?", "action": "dear"}
        found.logistic.learn(case, gold)
        found.beta.learn(case, gold)
    found._tallies["dear"] = Tally(400, 200)
    found._losses = (2.0, 1.0)
    lines = told('model = "logistic"\n', found)
    assert lines[0] == "Learned from 400 calls"
    assert any(line.startswith("Speaks for a yes: customer segment: Gold") for line in lines)
    found._losses = (1.0, 2.0)
    assert "The logistic model is not used: it has not foreseen answers better than counting does" in told(
        'model = "logistic"\n', found
    )


def test_what_is_unknown_absent_or_another_one_is_said_in_words() -> None:
    words = Words(playbook().schema, {}, NOW)
    assert say_label("action", "dear", words) == "this action"
    assert say_label("customer.segment", "?", words) == "customer segment: not known"
    assert say_label("customer.segment", "-", words) == "customer segment: none"
    assert say_label("customer.segment", "*", words) == "customer segment: another one"
    assert say_label("customer.segment", "gold", words) == "customer segment: Gold"
    assert say_label("customer.verified", "true", words) == "identity verified: yes"
    assert say_label("customer.verified", "false", words) == "identity verified: no"
    assert say_label("order.open_late_count", "1..3", words) == "late open orders: 1..3"


def test_a_share_has_a_digit_more_where_it_is_small() -> None:
    assert [percent(p) for p in (0.5, 0.1, 0.0967, 0.004)] == ["50 %", "10 %", "9.7 %", "0.4 %"]


def test_a_card_drawn_by_chance_says_so() -> None:
    bundle = offers('slots = 2\nepsilon = "0.9"\nexplore_k = 3\n')
    for number in range(40):
        explorer = Explorer(b"k" * 32, "main", bundle.policy)
        found = RuleSession(bundle, f"call-{number}", Watch(), history=[], explorer=explorer)
        decision = found.update([])
        assert decision.draw is not None
        why = found.why(decision.draw.chosen)
        best = found.why(decision.actions.shown[0].id)
        assert why is not None
        assert best is not None
        assert best.drawn == ""
        assert bool(why.drawn) is decision.draw.explored
        if why.drawn:
            assert why.drawn.startswith("Shown by chance")
            assert why.drawn.endswith("45 % of such calls get it in this place")
            break
    else:
        pytest.fail("nothing was drawn in 40 calls")


def test_a_stand_that_wants_nothing_counts_nothing() -> None:
    assert not Stand(Exponent.NONE, Tally(999, 99)).counts
    assert Stand(Exponent.HALF, Tally(200, 20)).counts


def test_the_beliefs_of_another_learning_are_not_kept() -> None:
    bundle = offers('exponent = "1"\n')
    one, other = learning(bundle, learned(READY)), learning(bundle, learned(READY))
    found = session(bundle)
    found.update(late_order())
    first = one.chances(found.evaluation.seen)
    estimate = first.of("dear")
    assert one.chances(found.evaluation.seen, first).of("dear") is estimate
    assert other.chances(found.evaluation.seen, first).of("dear") is not estimate
    assert other.chances(found.evaluation.seen, Beliefs()).of("dear") == estimate
