"""Two versions of a playbook: what its author changed, and which edit is blamed for what is decided differently."""

from __future__ import annotations

import pytest

from desktop.rules.bundle import Bundle
from desktop.rules.cases import Case, read_cases
from desktop.rules.compare import compare, made_up_cases
from desktop.rules.edits import RuleEdit, rule_edits
from tests.rules.support import PLAYBOOK, playbook

CASES = """format = "callside.cases/1"
clock = 2026-12-03T10:15:00+01:00
[[case]]
id = "late"
facts = { "customer.verified" = true, "account.status" = "active", "order.open_late_count" = 2, "complaint.open_count" = 0, "contract.days_to_end" = 200, "call.queue" = "service", "ivr.choice" = "delivery", "billing.credits_90d" = 0, "account.fraud_hold" = false, "customer.segment" = "gold", "call.repeat_7d" = 0 }
then = [ { facts = { "billing.credits_90d" = 3 } } ]
"""
OLD = playbook()
TWO = """[[action]]
id = "callback"
group = "service_recovery"
title = "Offer a callback"
value = "1.00"
applicability = 'order.open_late_count >= 1'
"""


def cases(bundle: Bundle = OLD) -> list[Case]:
    found, problems = read_cases({"tests/t.toml": CASES}, bundle.schema)
    assert not problems
    return found


def edited(file: str, before: str, after: str, base: dict[str, str] = PLAYBOOK) -> dict[str, str]:
    assert before in base[file]
    return {**base, file: base[file].replace(before, after, 1)}


def bundle(files: dict[str, str]) -> Bundle:
    return playbook(**files)


def edits(files: dict[str, str], old: Bundle = OLD) -> list[RuleEdit]:
    return list(rule_edits(old, bundle(files)))


@pytest.mark.parametrize(
    ("file", "before", "after", "rule"),
    [
        ("actions/service.toml", "credits_90d < 3", "credits_90d < 2", "action late-delivery-credit"),
        ("actions/service.toml", "priority = 50", "priority = 51", "action late-delivery-credit"),
        ("actions/service.toml", 'pause = "60d"', 'pause = "61d"', "action late-delivery-credit"),
        ("actions/service.toml", 'pause = "60d"', 'pause = "forever"', "action late-delivery-credit"),
        ("actions/service.toml", "weight = 60", "weight = 61", "action late-delivery-credit"),
        ("actions/service.toml", 'label = "I did not offer it"', 'label = "No"', "action late-delivery-credit"),
        ("actions/service.toml", "max_shown = 1", "max_shown = 2", "group service_recovery"),
        ("tables/call_type.csv", "rule,ct-060,billing", "rule,ct-060,sales", "call_type/ct-060"),
        ("tables/call_type.csv", "Billing queue", "Queue", "call_type/ct-060"),
        ("tables/call_type.csv", "hit=P", "hit=F", "table call_type"),
        ("tables/call_type.csv", "complaint|cancellation", "cancellation|complaint", "table call_type"),
        ("facts.toml", 'max_age = "10min"', 'max_age = "5min"', "fact order.open_late_count"),
    ],
)
def test_each_kind_of_edit_is_named(file: str, before: str, after: str, rule: str) -> None:
    assert edits(edited(file, before, after)) == [RuleEdit(rule, "changed")]


def blamed(old: Bundle, new: Bundle) -> set[str]:
    """The edits behind all that is decided differently."""
    return {rule for difference in compare(old, new, cases(), made_up=0).differences for rule in difference.rules}


def test_another_spelling_of_the_same_condition_is_no_edit() -> None:
    same = edited("actions/service.toml", "billing.credits_90d < 3", "3 > billing.credits_90d")
    assert edits(same) == []
    assert edits(edited("actions/service.toml", "[group]", "# words\n[group]")) == []


def test_rules_that_come_and_go() -> None:
    more = {**PLAYBOOK, "policy.toml": 'format = "callside.policy/1"\nslots = 2\n'}
    more["actions/service.toml"] += TWO
    more["tables/alerts.csv"] = more["tables/alerts.csv"].replace("rule,a1,", "rule,a2,")
    found = {edit.rule: edit.kind for edit in edits(more)}
    assert found == {"action callback": "added", "alerts/a1": "removed", "alerts/a2": "added", "policy": "changed"}


def test_only_the_order_of_rows_that_a_first_table_reads_is_an_edit() -> None:
    first = edited("tables/call_type.csv", "hit=P", "hit=F")
    lines = first["tables/call_type.csv"].splitlines(keepends=True)
    moved = {**first, "tables/call_type.csv": "".join([*lines[:6], lines[7], lines[6], *lines[8:]])}
    assert edits(moved, bundle(first)) == [RuleEdit("table call_type", "changed")]
    longer = "".join([*lines[:6], "rule,ct-001,partner,-,-,-,-,general,New\n", *lines[6:]])
    (edit,) = edits({**first, "tables/call_type.csv": longer}, bundle(first))
    assert (edit.rule, edit.kind) == ("call_type/ct-001", "added")


WITH_TWO = {**PLAYBOOK, "actions/service.toml": PLAYBOOK["actions/service.toml"].replace("max_shown = 1", "max_shown = 3") + TWO}  # fmt: skip


@pytest.mark.parametrize(
    ("files", "rule"),
    [
        (edited("actions/service.toml", "credits_90d < 3", "credits_90d < 9", WITH_TWO), "action late-delivery-credit"),
        (edited("actions/service.toml", 'value = "6.50"', 'value = "0.10"', WITH_TWO), "action late-delivery-credit"),
        (edited("actions/service.toml", "max_shown = 3", "max_shown = 1", WITH_TWO), "group service_recovery"),
        ({**WITH_TWO, "policy.toml": 'format = "callside.policy/1"\nslots = 1\n'}, "policy"),
        (edited("tables/call_type.csv", '"delivery, order"', "order", WITH_TWO), "call_type/ct-040"),
        (edited("tables/call_type.csv", "status=active", "status=draft", WITH_TWO), "table call_type"),
    ],
)
def test_the_edit_behind_a_difference_is_blamed(files: dict[str, str], rule: str) -> None:
    assert blamed(bundle(WITH_TWO), bundle(files)) == {rule}


def test_what_is_new_is_blamed_with_what_reads_it() -> None:
    before, after = ('id = "callback"\ngroup = "GROUP"'.replace("GROUP", g) for g in ("service_recovery", "other"))
    new = edited("actions/service.toml", before, after, WITH_TWO)
    new = edited("actions/service.toml", "[group]\n", "[group]\nother = { eligibility = 'call.repeat_7d > 0' }\n", new)
    assert blamed(bundle(WITH_TWO), bundle(new)) == {"action callback", "group other"}
    fact = edited("facts.toml", "[fact]\n", '[fact]\n"billing.debt" = { type = "int", nullable = false }\n', WITH_TWO)
    fact = edited("actions/service.toml", "billing.credits_90d < 3", "billing.debt < 3", fact)
    assert blamed(bundle(WITH_TWO), bundle(fact)) == {"action late-delivery-credit", "fact billing.debt"}


def test_an_action_that_comes_or_goes_is_blamed() -> None:
    one, two = bundle(edited("actions/service.toml", "max_shown = 1", "max_shown = 3")), bundle(WITH_TWO)
    assert blamed(one, two) == blamed(two, one) == {"action callback"}


def test_an_edit_beside_the_point_is_not_blamed() -> None:
    files = edited("actions/service.toml", "credits_90d < 3", "credits_90d < 9")
    files = edited("tables/alerts.csv", ">= 1", ">= 2", files)
    files = edited("actions/service.toml", "priority = 5\n", "priority = 6\n", files)
    assert len(edits(files)) == 3
    assert blamed(OLD, bundle(files)) == {"action late-delivery-credit"}


def test_both_explanations_stand_side_by_side() -> None:
    found = compare(OLD, bundle(edited("actions/service.toml", "credits_90d < 3", "credits_90d < 9")), cases(), 0)
    (difference,) = found.differences
    assert (difference.case, difference.step, difference.field) == ("late", 2, "actions")
    assert (difference.before, difference.after) == ("none", "late-delivery-credit")
    (because,) = difference.because
    assert because.target == "late-delivery-credit"
    assert because.before == ("does not fit", "Credits in 90 days: 3, needed: under 3 (Billing)")
    assert because.after[0] == "is shown"


def test_a_row_is_explained_by_what_is_true_in_it() -> None:
    table = edited(
        "tables/call_type.csv", 'rule,ct-040,-,"delivery, order",>= 1', 'rule,ct-040,-,"delivery, order",>= 3'
    )
    found = compare(OLD, bundle(table), cases(), made_up=0)
    difference = next(d for d in found.differences if d.field == "call type")
    assert difference.before == "late_delivery (decided)"
    (because,) = difference.because
    assert because.target == "call_type/ct-040"
    assert because.before[:2] == ("true", "Menu choice: Delivery (Phone)")
    assert because.after == ("false", "Late open orders: 2, needed: at least 3 (Orders)")


def test_made_up_facts_come_close_to_the_edits() -> None:
    new = bundle(edited("actions/service.toml", "credits_90d < 3", "credits_90d < 9"))
    made = made_up_cases(OLD, new, cases(), 40, "seed")
    close = [case for case in made if "like late" in case.id]
    assert len(close) == 20
    held = {fact.name: fact.value for fact in cases()[0].steps[0].facts}
    for case in close:
        other = {f.name for f in case.steps[0].facts if held.get(f.name) != f.value}
        assert other <= {"account.fraud_hold", "billing.credits_90d"}
    values = {f.value for case in close for f in case.steps[0].facts if f.name == "billing.credits_90d"}
    assert {2, 3, 8, 9} & values
    assert made == made_up_cases(OLD, new, cases(), 40, "seed")
    found = compare(OLD, new, cases(), made_up=40)
    assert any(d.facts for d in found.differences)
