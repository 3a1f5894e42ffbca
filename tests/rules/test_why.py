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


def test_why_and_why_not() -> None:
    watch = Watch()
    found = session(watch=watch)
    found.update(late_order())
    held = found.why(CREDIT)
    assert held is not None
    assert (held.verdict, held.first_failing_gate) == ("held", "suitability")
    assert held.missing == ("account.fraud_hold",)
    found.update([cleared(watch)])
    shown = found.why(CREDIT)
    assert shown is not None
    assert (shown.verdict, shown.rank) == ("shown", 1)
    assert shown.tree is not None
    assert shown.tree.verdict == "T"
    notice = found.why("identity-notice")
    assert notice is not None
    assert notice.first_failing_gate == "applicability"
    assert notice.phrases == ("Identity verified: yes (Agent)",)


def test_why_not_works_for_drafts() -> None:
    text = PLAYBOOK["actions/service.toml"].replace("version = 4", 'version = 4\nstatus = "draft"')
    found = session(playbook(actions__service_toml=text))
    found.update(late_order())
    why = found.why(CREDIT)
    assert why is not None
    assert (why.verdict, why.first_failing_gate, why.phrases) == ("not active", "not_active", ("Still a draft",))


@pytest.mark.parametrize(
    ("dates", "phrase"),
    [
        ("effective_from = 2027-01-01", "Offered from 1 Jan 2027"),
        ("effective_from = 2027-01-01\neffective_to = 2027-02-01", "Offered from 1 Jan 2027 until 1 Feb 2027"),
        ("effective_to = 2026-12-01", "Offered until 1 Dec 2026"),
        ("effective_from = 2027-01-01\neffective_to = 2026-12-01", "Offered until 1 Dec 2026"),
        ('status = "retired"', "No longer offered"),
    ],
)
def test_why_an_action_takes_no_part_today(dates: str, phrase: str) -> None:
    text = PLAYBOOK["actions/service.toml"].replace("effective_from = 2026-12-01", dates)
    found = session(playbook(actions__service_toml=text))
    found.update(late_order())
    why = found.why(CREDIT)
    assert why is not None
    assert (why.verdict, why.phrases) == ("not active", (phrase,))


def test_why_a_card_is_gone_that_was_dealt_with() -> None:
    watch = Watch()
    found = session(watch=watch)
    found.update([*late_order(), cleared(watch)])
    found.react(CREDIT, "declined", "not_interested")
    why = found.why(CREDIT)
    assert why is not None
    assert (why.verdict, why.phrases) == ("done", ("Declined in this call",))


def test_why_a_card_that_stays_open_is_no_longer_recommended() -> None:
    watch = Watch()
    found = session(watch=watch)
    found.update([*late_order(), cleared(watch)], pinned=[CREDIT])
    found.set_history([ContactEvent(CREDIT, Outcome.ACCEPTED, NOW - timedelta(days=1))])
    decision = found.update([])
    assert [(e.id, e.no_longer_recommended) for e in decision.actions.ranked] == [(CREDIT, True)]
    why = found.why(CREDIT)
    assert why is not None
    assert (why.verdict, why.phrases) == ("suppressed", ("Paused until 2 Mar 2027: accepted before",))


def test_a_true_row_tells_only_what_is_true_in_it() -> None:
    table = PLAYBOOK["tables/call_type.csv"].replace(
        "rule,ct-060,billing,-,-,-,-", 'rule,ct-060,-,-,-,-,"call.queue = ""billing"" or call.repeat_7d = 3"'
    )
    found = session(playbook(tables__call_type_csv=table))
    found.update([*late_order(), Fact.known("call.repeat_7d", 3, "", NOW)])
    row = found.why_row("call_type", "ct-060")
    assert row is not None
    assert (row.verdict, row.phrases) == ("T", ("Calls in 7 days: 3",))


def test_why_a_row() -> None:
    found = session()
    found.update(late_order())
    row = found.why_row("call_type", "ct-060")
    assert row is not None
    assert row.verdict == "F"
    assert row.phrases == ("Queue: Service, needed: Billing (Phone)",)
    assert found.why_row("call_type", "nope") is None
