"""What another playbook would have earned, asked of a log that a real explorer drew."""

from __future__ import annotations

from dataclasses import replace
from hashlib import sha256

import pytest

from desktop.rules.actions import Outcome
from desktop.rules.bundle import Bundle
from desktop.rules.explore import Explorer
from desktop.rules.feedback import Example, Reacted, Record, ShownCard, ShownSet
from desktop.rules.learn_report import foresight, learn_report
from desktop.rules.learned import Learned, Tally
from desktop.rules.ope import Evaluation, Refusal, Why
from desktop.rules.policy_value import Comparison, compare_policies, seen_of
from desktop.rules.propensity import BetaModel, wilson
from desktop.rules.seen import Look
from tests.rules.support import NOW, playbook

CHANCES = {"credit": 0.1, "callback": 0.6, "gift": 0.3}
HEAD = 'format = "callside.policy/1"\n'
TRIES = HEAD + 'version = "try"\nepsilon = "0.6"\nexplore_k = 3\n'


def actions(**values: str) -> str:
    """Actions with these values; more settings of one after its value."""
    blocks = [
        f'[[action]]\nid = "{name}"\ntitle = "{name.title()}"\ngroup = "save"\nvalue = {value}\n'
        for name, value in values.items()
    ]
    return 'format = "callside.actions/1"\n[group]\nsave = { label = "Save" }\n' + "".join(blocks)


def bundle(policy: str = "", **values: str) -> Bundle:
    return playbook(actions__service_toml=actions(**values), policy_toml=policy and HEAD + policy)


OLD = bundle(TRIES.removeprefix(HEAD), credit='"9"', gift='"5"', callback='"1"')


def coin(*parts: object) -> float:
    return int.from_bytes(sha256("/".join(map(str, parts)).encode()).digest()[:8], "big") / 2**64


def log(calls: int, *, exploring: bool = True) -> list[Record]:
    explorer, found = Explorer(b"k" * 32, "main", OLD.policy), []
    for number in range(calls):
        drawn = explorer.draw(f"call-{number}", 1, ("credit", "gift", "callback")) if exploring else None
        card = drawn.chosen if drawn is not None else "credit"
        features = {"customer.segment": "gold" if coin("segment", number) < 0.5 else "silver"}
        made = ShownSet(
            f"{number:016x}",
            f"{number:016x}",
            "ab" * 16,
            "try",
            NOW,
            (ShownCard(card, 1),),
            features,
            None,
            exploring,
            drawn,
        )
        accepted = coin("answer", number) < CHANCES[card]
        outcome = Outcome.ACCEPTED if accepted else Outcome.REJECTED
        found += [made, Reacted(made.decision_id, card, NOW, outcome)]
    return found


def compared(records: list[Record], other: Bundle) -> Comparison:
    learned = Learned()
    return compare_policies(learned.take_all(records), other, learned)


def value(other: Bundle) -> float:
    found = compared(log(2_000), other).found
    assert isinstance(found, Evaluation), found
    assert found.snips.low <= found.snips.value <= found.snips.high
    return found.snips.value


def test_a_playbook_that_puts_the_better_card_first_is_worth_more() -> None:
    best = bundle(callback='"9"', credit='"1"', gift='"2"')
    assert value(best) == pytest.approx(CHANCES["callback"], abs=0.06)
    assert value(bundle(credit='"9"', callback='"1"', gift='"2"')) == pytest.approx(CHANCES["credit"], abs=0.04)


def test_the_playbook_of_the_log_is_worth_what_the_log_earned() -> None:
    found = compared(log(2_000), OLD)
    assert isinstance(found.found, Evaluation)
    assert found.found.snips.value == pytest.approx(found.earned)
    assert (found.found.ess, found.drawn) == (2_000, 2_000)


GATE = "\"9\"\neligibility = '{}'"


@pytest.mark.parametrize(
    ("credit", "first"),
    [
        (None, "gift"),
        ('"9"\nstatus = "retired"', "gift"),
        (GATE.format('not (customer.segment in ["gold", "silver"])'), "gift"),
        # Whether there is a fraud hold is not in the log: the card stays in.
        (GATE.format('customer.segment in ["gold", "silver"] and account.fraud_hold'), "credit"),
    ],
)
def test_a_card_that_is_gone_or_surely_not_eligible_is_left_out(credit: str | None, first: str) -> None:
    rest = {"gift": '"2"', "callback": '"1"'}
    other = bundle(**(rest if credit is None else {"credit": credit, **rest}))
    assert value(other) == pytest.approx(CHANCES[first], abs=0.05)


def test_the_gate_of_a_group_leaves_out_too() -> None:
    text = actions(callback='"9"', credit='"1"').replace(
        'label = "Save"', 'label = "Save", eligibility = \'customer.segment = "gold"\''
    )
    other = playbook(actions__service_toml=text)
    found = compared(log(4_000), other).found
    assert isinstance(found, Evaluation)
    # Silver customers would get nothing, and nothing is no draw: what is left are gold ones.
    assert found.snips.value == pytest.approx(CHANCES["callback"], abs=0.06)
    assert found.ips.value == pytest.approx(CHANCES["callback"] / 2, abs=0.05)


def test_a_context_weight_counts_where_the_labels_tell() -> None:
    weight = '"5"\ncontext_weights = [{ when = \'customer.segment in ["gold", "silver"]\', weight = 100 }]'
    assert value(bundle(callback=weight, credit='"9"')) == pytest.approx(CHANCES["callback"], abs=0.06)
    unknown = weight.replace('customer.segment in ["gold", "silver"]', "account.fraud_hold")
    assert value(bundle(callback=unknown, credit='"9"')) == pytest.approx(CHANCES["credit"], abs=0.04)


def test_a_chance_that_counts_ranks_by_what_was_learned() -> None:
    policy = 'exponent = "1"\nuse_value = false\n'
    assert value(bundle(policy, credit='"9"', callback='"1"')) == pytest.approx(CHANCES["callback"], abs=0.06)
    assert value(bundle("use_value = true\n", credit='"9"', callback='"1"')) == pytest.approx(
        CHANCES["credit"], abs=0.04
    )


def test_a_value_that_follows_from_facts_is_what_it_is_when_unknown() -> None:
    priced = '"1"\nvalue_expr = \'billing.balance_due * 2\'\nvalue_if_unknown = "20"'
    assert value(bundle(callback=priced, credit='"9"')) == pytest.approx(CHANCES["callback"], abs=0.06)
    unpriced = priced.replace('\nvalue_if_unknown = "20"', "")
    assert value(bundle(callback=unpriced, credit='"9"')) == pytest.approx(CHANCES["credit"], abs=0.04)


@pytest.mark.parametrize(
    ("records", "why"),
    [([], Why.NO_CASES), (log(300, exploring=False), Why.EXPLORATION_OFF), (log(60), Why.TOO_FEW)],
)
def test_without_enough_to_stand_on_there_is_no_figure(records: list[Record], why: Why) -> None:
    found = compared(records, bundle(callback='"9"', credit='"1"')).found
    assert isinstance(found, Refusal)
    assert found.why is why


def test_what_was_logged_before_exploring_began_is_not_asked() -> None:
    before = [replace(record, decision_id="f" + record.decision_id[1:]) for record in log(50, exploring=False)]
    found = compared([*before, *log(1_000)], OLD)
    assert isinstance(found.found, Evaluation)
    assert found.found.n == found.drawn == 1_000


def test_labels_give_facts_away_as_far_as_they_are_exact() -> None:
    labels = {
        "customer.segment": "gold",
        "account.status": "-",
        "customer.verified": "true",
        "account.fraud_hold": "?",
        "order.open_late_count": "1..3",
        "ivr.choice": "*",
        "no.such_fact": "x",
        "action": "credit",
    }
    seen = seen_of(labels, OLD.schema)
    assert {name: (s.look, s.value) for name, s in seen.items()} == {
        "customer.segment": (Look.KNOWN, "gold"),
        "account.status": (Look.ABSENT, None),
        "customer.verified": (Look.KNOWN, True),
    }


# -- the report -------------------------------------------------------------------------------------------------------


def test_the_report_tells_action_by_action_what_the_log_teaches() -> None:
    records, learned = log(400), Learned()
    unanswered = ShownSet("f" * 16, "f" * 16, "ab" * 16, "try", NOW, (ShownCard("later", 1), ShownCard("credit", 2)))
    found = learned.take_all([*records, unanswered])
    report = learn_report([*records, unanswered], OLD, learned, found)
    assert (report.calls, report.sets, report.total.outcomes, report.exploring) == (401, 401, 400, 400)
    lines = {line.id: line for line in report.actions}
    assert sum(line.shown for line in report.actions) == 402
    for name, tally in learned.tallies.items():
        line = lines[name]
        assert (line.tally, line.rate) == (tally, tally.acceptances / tally.outcomes)
        assert (line.low, line.high) == wilson(tally.acceptances, tally.outcomes)
        assert line.believed == pytest.approx(CHANCES[name], abs=0.15)
    assert lines["later"].rate is lines["later"].believed is None
    assert lines["later"].title == "later"
    (save,) = report.groups
    assert (save.id, save.label, save.tally, save.ready, save.counts) == ("save", "Save", learned.total, True, False)
    assert report.beta.log_loss == pytest.approx(learned.contest.default_loss)
    assert report.logistic.log_loss == pytest.approx(learned.contest.option_loss)
    assert report.beta.auc is not None
    assert report.may_switch is learned.contest.may_switch


def test_a_model_that_saw_one_outcome_only_has_no_auc() -> None:
    shown = ShownSet("0" * 16, "0" * 16, "ab" * 16, "1", NOW, (ShownCard("credit", 1),))
    found = foresight(BetaModel(), [Example(shown, "credit", True, NOW)])
    assert found.auc is None
    assert found.log_loss == pytest.approx(2.302585)
    assert foresight(BetaModel(), []).log_loss == 0
    assert Tally().is_ready is False
