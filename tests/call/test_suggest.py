"""How a call may end: what the answers speak for comes first, and only they decide."""

from __future__ import annotations

from datetime import date

from desktop.call.state import Disposition as Shown
from desktop.call.suggest import (
    decided_disposition,
    dispositions_of,
    suggested_dispositions,
    suggested_follow_up,
)
from desktop.playbook.model import CallType, Disposition, FollowUp
from tests.call.test_guide import known, when

TODAY = date(2026, 11, 21)
WAIVED = Disposition("waived", ("Billing", "Waived"), when('answers.settle = "waive"'))
PLAN = Disposition("plan", ("Billing", "Plan"), when('answers.settle = "plan"'))
COPY = Disposition("copy", ("Billing", "Copy sent"))
OVERDUE = Disposition("overdue", ("Billing", "Overdue"), when("invoice.overdue_count >= 1"))


def kind(*leaves, promises=()):
    return CallType("billing", "Billing", "1", (), leaves, promises)


def test_the_leaves_for_the_screen():
    assert dispositions_of(kind(WAIVED)) == (Shown("waived", ("Billing", "Waived")),)


def test_nothing_known_suggests_the_first_three():
    assert suggested_dispositions(kind(COPY, WAIVED, PLAN, OVERDUE), {}) == ("copy", "waived", "plan")


def test_what_is_true_comes_first_and_what_is_false_goes():
    facts = known("answers.settle", "plan")
    assert suggested_dispositions(kind(COPY, WAIVED, PLAN, OVERDUE), facts) == ("plan", "copy", "overdue")


def test_only_answers_decide():
    leaves = kind(COPY, WAIVED, PLAN, OVERDUE)
    assert decided_disposition(leaves, {}) is None
    assert decided_disposition(leaves, known("invoice.overdue_count", 1)) is None
    assert decided_disposition(leaves, known("answers.settle", "waive")) == "waived"


def test_two_that_are_true_decide_nothing():
    twin = Disposition("twin", ("Billing", "Twin"), when('answers.settle in ["waive", "plan"]'))
    assert decided_disposition(kind(WAIVED, twin), known("answers.settle", "waive")) is None


def test_a_promise_is_suggested_when_its_condition_is_true_and_its_words_are_whole():
    promises = (
        FollowUp("Check invoice {invoice.latest_number}", 2, when('answers.settle = "waive"')),
        FollowUp("Call back", 1),
    )
    facts = known("answers.settle", "waive")
    whole = facts | known("invoice.latest_number", "0931")
    assert suggested_follow_up(kind(promises=promises), {}, TODAY).text == "Call back"
    assert suggested_follow_up(kind(promises=promises), facts, TODAY).text == "Call back"
    found = suggested_follow_up(kind(promises=promises), whole, TODAY)
    assert (found.text, found.due_on) == ("Check invoice 0931", date(2026, 11, 23))
    assert suggested_follow_up(kind(), whole, TODAY) is None
