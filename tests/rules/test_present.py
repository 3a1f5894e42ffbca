from __future__ import annotations

from datetime import timedelta

import pytest

from desktop.rules.actions import Outcome
from desktop.rules.contact import ContactEvent
from desktop.rules.facts import Fact
from tests.rules.support import NOW, PLAYBOOK, Watch, late_order, playbook, session

CREDIT = "late-delivery-credit"


def cleared(watch: Watch) -> Fact:
    return Fact.known("account.fraud_hold", False, "crm", watch.now())


@pytest.mark.parametrize(
    ("policy", "history", "text"),
    [
        (
            '{ on = "shown", count = 2, within = "7d", pause = "7d" }',
            2,
            "Paused until 9 Dec 2026: shown before 2 times",
        ),
        ('{ on = "shown", count = 1, within = "7d", pause = "forever" }', 1, "Not again: shown before"),
    ],
)
def test_a_pause_says_why_and_until_when(policy: str, history: int, text: str) -> None:
    actions = PLAYBOOK["actions/service.toml"].replace(
        'scope = "action" },\n', f'scope = "action" }},\n  {policy},\n', 1
    )
    log = [ContactEvent(CREDIT, Outcome.SHOWN, NOW - timedelta(days=n)) for n in range(1, history + 1)]
    watch = Watch()
    found = session(playbook(actions__service_toml=actions), watch=watch, history=log)
    decision = found.update([*late_order(), cleared(watch)])
    assert [entry.reasons[0].text for entry in decision.actions.suppressed] == [text]


def test_what_is_no_action_of_the_playbook_cannot_stay_open() -> None:
    decision = session().update(late_order(), pinned=["no-such-action"])
    assert decision.actions.find("no-such-action") is None
    assert decision.actions == session().update(late_order()).actions


def test_a_row_without_a_panel_opens_none() -> None:
    panels = PLAYBOOK["tables/panels.csv"] + "rule,p4,-,-,-,main,99,false\n"
    assert "None" not in [p.panel for p in session(playbook(tables__panels_csv=panels)).update(late_order()).panels]


def test_a_reason_is_told_once_and_a_constant_is_none() -> None:
    facts = PLAYBOOK["facts.toml"].replace(
        '"Fraud hold", type = "bool", source = "crm"', '"Fraud hold", say = "All is well", type = "bool"'
    )
    facts = facts.replace('"Identity verified", type', '"Identity verified", say = "All is well", type')
    text = 'format = "callside.actions/1"\n[[action]]\nid = "a"\ntitle = "A"\neligibility = "true and customer.verified and account.fraud_hold"\n'
    found = session(playbook(facts_toml=facts, actions__a_toml=text))
    decision = found.update([Fact.known(name, True, "", NOW) for name in ("customer.verified", "account.fraud_hold")])
    card = decision.actions.find("a")
    assert card is not None
    assert [reason.text for reason in card.reasons] == ["All is well"]


def test_a_leaf_waits_only_for_what_it_does_not_know() -> None:
    table = PLAYBOOK["tables/call_type.csv"].replace(
        "rule,ct-010,-,-,-,>= 1,-", "rule,ct-010,-,-,-,-,call.repeat_7d > complaint.open_count"
    )
    facts = [f for f in late_order() if f.name != "complaint.open_count"]
    decision = session(playbook(tables__call_type_csv=table)).update([*facts, Fact.known("call.repeat_7d", 3, "", NOW)])
    assert decision.call_type.missing == ("complaint.open_count",)
