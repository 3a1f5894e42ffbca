from __future__ import annotations

import pytest

from desktop.rules.bundle import Bundle
from desktop.rules.case_run import run_case
from desktop.rules.cases import read_cases
from desktop.rules.compare import compare, rule_edits
from desktop.rules.coverage import Coverage, witness_for
from desktop.rules.kleene import F, T, U, truth
from desktop.rules.mutate import mutate, mutations
from desktop.rules.parser import parse
from desktop.rules.printer import print_node
from desktop.rules.report import read_facts
from desktop.rules.witness import bucket_values, fact_points, made_up_facts
from tests.rules.support import NOW, PLAYBOOK, SCHEMA, playbook, schema_of, seen_of

CASES = """format = "callside.cases/1"
clock = 2026-12-03T10:15:00+01:00
[base]
late_order = { "customer.verified" = true, "account.status" = "active", "order.open_late_count" = 2, "complaint.open_count" = 0, "contract.days_to_end" = 200, "call.queue" = "service" }
[[case]]
id = "credit-after-identification"
base = "late_order"
facts = { "ivr.choice" = "delivery", "billing.credits_90d" = 0, "account.fraud_hold" = { state = "pending" } }
log = [ { action = "late-delivery-credit", outcome = "rejected", ago = "75d" } ]
expect.call_type = "late_delivery"
expect.status = "decided"
expect.panels.has = ["order_timeline"]
expect.actions.absent = { "late-delivery-credit" = "suitability" }
expect.actions.held = ["late-delivery-credit"]
expect.waiting_for = ["account.fraud_hold"]
then = [ { facts = { "account.fraud_hold" = false }, expect.actions.top = ["late-delivery-credit"] }, { advance = "15min", expect.wake = true }, { facts = { "order.open_late_count" = 2 }, react = { action = "late-delivery-credit", outcome = "declined", reason = "later" }, expect.actions.lacks = "late-delivery-credit" } ]
[[case]]
id = "complaint"
facts = { "complaint.open_count" = 1, "customer.segment" = "gold" }
expect.call_type = "complaint"
expect.alerts.has = "open-complaint"
expect.panels.only = ["gold_notes", "history"]
"""


def load(text: str, bundle: Bundle | None = None):
    return read_cases({"tests/t.toml": text}, (bundle or playbook()).schema)


def test_the_cases_of_the_design_pass() -> None:
    bundle = playbook()
    cases, problems = load(CASES)
    assert [p.text for p in problems] == []
    results = [run_case(case, bundle) for case in cases]
    assert [(r.case.id, r.failures) for r in results] == [("credit-after-identification", ()), ("complaint", ())]


@pytest.mark.parametrize(
    ("change", "expectation", "because"),
    [
        (
            ('"late_delivery"\nexpect.status', '"billing"\nexpect.status'),
            "call_type",
            "row ct-060 (tables/call_type.csv:12) does not match: Queue: Service, needed: Billing",
        ),
        (('status = "decided"', 'status = "provisional"'), "status", "matches: "),
        (('has = ["order_timeline"]', 'has = ["gold_notes"]'), "panels.has", "p2 (tables/panels.csv:5) waits: "),
        (('has = ["order_timeline"]', 'has = ["gold_note"]'), "panels.has", "did you mean gold_notes?"),
        (
            ('= "suitability" }', '= "eligibility" }'),
            "actions.absent",
            "Waiting for CRM: fraud hold",
        ),
        (
            ('waiting_for = ["account.fraud_hold"]', 'waiting_for = ["ivr.choice"]'),
            "waiting_for",
            "ivr.choice is known",
        ),
        (('top = ["late-delivery-credit"]', 'top = ["identity-notice"]'), "actions.top", "Identity verified: yes"),
        (("wake = true", "wake = false"), "wake", "was due at 2026-12-03 10:"),
        (('has = "open-complaint"', 'lacks = "open-complaint"'), "alerts.lacks", "matches: Open complaints: 1"),
        (('only = ["gold_notes", "history"]', 'only = ["history"]'), "panels.only", "matches: "),
    ],
)
def test_a_failing_case_says_what_and_why(change: tuple[str, str], expectation: str, because: str) -> None:
    assert change[0] in CASES
    cases, _ = load(CASES.replace(*change, 1))
    failures = [f for case in cases for f in run_case(case, playbook()).failures]
    assert [f.unmet.expectation for f in failures] == [expectation]
    assert because in " | ".join(failures[0].unmet.because)


@pytest.mark.parametrize(
    ("change", "code"),
    [
        (('format = "callside.cases/1"', 'format = "x"'), "ACT001"),
        (('base = "late_order"', 'base = "late_oder"'), "TST002"),
        (('"ivr.choice" = "delivery"', '"ivr.choise" = "delivery"'), "NAM001"),
        (('"ivr.choice" = "delivery"', '"ivr.choice" = "pizza"'), "TYP006"),
        (('ago = "75d"', 'ago = "soon"'), "ACT006"),
        (('advance = "15min"', 'advance = "soon"'), "ACT006"),
        (("expect.panels.has", "expect.panels.hass"), "NAM007"),
        (("expect.call_type", "expect.calltype"), "NAM007"),
        (('id = "complaint"', 'id = "credit-after-identification"'), "ACT003"),
        (('outcome = "declined"', 'outcome = "maybe"'), "ACT006"),
        (("clock = 2026-12-03T10:15:00+01:00", "clock = 2026-12-03"), "ACT006"),
        (('id = "complaint"', ""), "ACT002"),
        (('id = "complaint"', "id = 5"), "ACT006"),
        (('ago = "75d"', 'ago = "75d", group = 5'), "ACT006"),
        (('advance = "15min"', 'advance = "50000d"'), "ACT006"),
        (('{ advance = "15min"', '{ advance = "36500d" }, { advance = "36500d"'), "ACT006"),
        (('id = "complaint"', 'id = "complaint"\ncustomer_known = "yes"'), "ACT006"),
        (('id = "complaint"', 'id = "complaint"\nchannel = 5'), "ACT006"),
    ],
)
def test_mistakes_in_cases_have_their_codes(change: tuple[str, str], code: str) -> None:
    assert change[0] in CASES
    _, problems = load(CASES.replace(*change))
    assert code in [p.code for p in problems]
    assert all(p.text for p in problems)


@pytest.mark.parametrize(
    ("expect", "code"),
    [
        ("call_type = 5", "ACT006"),
        ("call_type = ['a']", "ACT006"),
        ("wake = 'yes'", "ACT006"),
        ("waiting_for = 5", "ACT006"),
        ("waiting_for = [5]", "ACT006"),
        ("panels = 'history'", "ACT006"),
        ("panels.has = 5", "ACT006"),
        ("actions = ['a']", "ACT006"),
        ("actions.top = [['a']]", "ACT006"),
        ("actions.absent = { a = 5 }", "ACT006"),
        ("actions.rows = 'a'", "NAM007"),
        ("top = ['a']", "NAM007"),
    ],
)
def test_what_cannot_be_expected_is_a_problem_and_is_not_checked(expect: str, code: str) -> None:
    cases, problems = load(f'format = "callside.cases/1"\n[[case]]\nid = "a"\nexpect.{expect}\n')
    assert [(p.code, p.rule_id) for p in problems] == [(code, "a")]
    assert run_case(cases[0], playbook()).failures == ()


def test_personal_facts_take_made_up_values_only() -> None:
    facts = PLAYBOOK["facts.toml"] + '[fact."customer.name"]\ntype = "text"\npii = true\n'
    bundle = playbook(facts_toml=facts)
    text = 'format = "callside.cases/1"\n[[case]]\nid = "a"\nfacts = { "customer.name" = "NAME" }\n'
    assert [p.code for p in load(text.replace("NAME", "Rosa Real"), bundle)[1]] == ["TST003"]
    assert load(text.replace("NAME", "Ada Example"), bundle)[1] == []


def test_coverage_counts_and_proposes() -> None:
    bundle = playbook()
    cases, _ = load(CASES)
    coverage = Coverage(bundle)
    nothing = coverage.report().percent
    for case in cases:
        run_case(case, bundle, coverage.observe)
    report = coverage.report()
    assert nothing == 0
    assert 20 < report.percent < 100
    rules = {}
    for rule in report.rules:
        rules.setdefault(rule.rule, []).append(rule)
    leaf, row = rules["call_type/ct-060"]
    assert [(m.text, m.verdict, m.witness) for m in leaf.missing] == [
        ('call.queue = "billing"', "T", '{ "call.queue" = "billing" }')
    ]
    assert (row.missing[0].what, row.missing[0].witness) == ("row", '{ "call.queue" = "billing" }')
    assert (leaf.place.file, leaf.place.line) == ("tables/call_type.csv", 12)
    gate = rules["late-delivery-credit/suitability"][1]
    assert [m.verdict for m in gate.missing] == ["failed"]
    pause = rules["late-delivery-credit/contact_policy"][0]
    assert (pause.seen, pause.missing) == (2, ())


@pytest.mark.parametrize(
    "text",
    [
        "n.count >= 5",
        "n.count != 20",
        'e.segment = "gold"',
        "d.day < 2026-12-01",
        "m.total between 1 EUR and 2 EUR",
        "b.flag",
        "n.count is empty",
        "u.span > 10min",
        't.name in ["a", "b"]',
        't.name contains "a b"',
        't.name not starts with "\\"x"',
        "n.ratio >= 2.25",
        "i.at < 2026-12-03T10:15:00Z",
    ],
)
def test_witnesses_give_the_verdict_they_promise(text: str) -> None:
    import tomllib

    node = parse(text).tree
    for verdict in (T, F, U):
        witness = witness_for(node, verdict, SCHEMA)
        facts, problems = read_facts(tomllib.loads(f"facts = {witness}")["facts"], SCHEMA, now=NOW)
        assert not problems
        assert truth(node, seen_of(facts)) is verdict


def test_what_has_no_simple_witness_is_left_to_people() -> None:
    assert witness_for(parse("1 > 2").tree, T, SCHEMA) == ""
    assert witness_for(parse("n.count + 1 > n.other").tree, T, SCHEMA) == ""
    schema = playbook().schema
    assert witness_for(parse("call.duration > 5min").tree, T, schema) == ""
    assert witness_for(parse('decision.call_type = "billing"').tree, T, schema) == ""
    assert witness_for(parse('decision.call_type starts with "b"').tree, T, schema) == ""


def test_a_leaf_seen_every_way_is_seen_once() -> None:
    bundle = playbook()
    coverage = Coverage(bundle)
    text = "".join(
        f'[[case]]\nid = "c{n}"\nfacts = {{ {fact} }}\n'
        for n, fact in enumerate(('"call.queue" = "billing"', '"call.queue" = "sales"', "", '"call.queue" = "billing"'))
    )
    cases, _ = load('format = "callside.cases/1"\n' + text)
    seen = []
    for case in cases:
        run_case(case, bundle, coverage.observe)
        seen.append(next(r.seen for r in coverage.report().rules if r.rule == "call_type/ct-060"))
    assert seen == [1, 2, 3, 3]


def test_mutants_that_cases_notice_and_miss() -> None:
    bundle = playbook()
    cases, _ = load(CASES)
    report = mutate(bundle, cases)
    assert report.tried > 50
    assert 0 < report.percent < 100
    survivors = {(m.rule, m.change) for m in report.survivors}
    assert ("call_type/ct-060", "flip") in survivors
    assert ("call_type/ct-010", "negate") not in survivors
    sample = mutate(bundle, cases, limit=20)
    assert (sample.tried, sample.left_out) == (20, report.tried - 20)
    assert mutate(bundle, cases, limit=20).survivors == sample.survivors


def test_small_changes_of_a_condition() -> None:
    texts = {
        (c, print_node(n)) for c, n in mutations(parse('n.count >= 5 and (b.flag or e.segment = "gold")').tree, SCHEMA)
    }
    assert ("flip", 'n.count > 5 and (b.flag or e.segment = "gold")') in texts
    assert ("threshold", 'n.count >= 6 and (b.flag or e.segment = "gold")') in texts
    assert ("swap and/or", 'n.count >= 5 and b.flag and e.segment = "gold"') not in texts
    assert ("drop", "n.count >= 5") in texts
    assert ("threshold", 'n.count >= 5 and (b.flag or e.segment = "silver")') in texts
    assert any(c == "negate" for c, _ in texts)


def test_comparing_two_versions() -> None:
    old = playbook()
    table = PLAYBOOK["tables/call_type.csv"].replace("rule,ct-060,billing,", 'rule,ct-060,"billing, service",')
    actions = PLAYBOOK["actions/service.toml"].replace("billing.credits_90d < 3", "billing.credits_90d < 2")
    new = playbook(tables__call_type_csv=table, actions__service_toml=actions)
    assert [(e.rule, e.kind) for e in rule_edits(old, new)] == [
        ("action late-delivery-credit", "changed"),
        ("call_type/ct-060", "changed"),
    ]
    cases, _ = load(CASES)
    found = compare(old, new, cases, made_up=60)
    assert found.made_up == 60
    assert found.differences
    assert any("call_type/ct-060" in difference.rules for difference in found.differences)
    assert compare(old, new, cases, made_up=60) == found
    assert compare(old, old, cases, made_up=20).differences == ()


def test_made_up_facts_reach_every_bucket() -> None:
    schema = schema_of(
        'format = "callside.facts/1"\n[fact]\nx = { type = "int", min = 0, max = 9 }\ny = { type = "enum", members = ["a", "b", "c"] }\n'
    )
    node = parse('x > 3 or x = 7 and y = "a"').tree
    points = fact_points([node], schema)
    assert sorted(bucket_values(schema.facts["x"], points["x"]).values()) == [2, 3, 5, 7, 8]
    values = {f.value for n in range(200) for f in made_up_facts(points, schema, "s", n)}
    assert {2, 3, 5, 7, 8, "a", None} <= values


def test_whole_numbers_leave_no_gap_between_neighbours() -> None:
    schema = schema_of('format = "callside.facts/1"\n[fact]\nx = { type = "int", min = 0, max = 3 }\n')
    points = fact_points([parse("x = 0 or x = 1 or x = 2 or x = 3").tree], schema)
    assert sorted(bucket_values(schema.facts["x"], points["x"]).values()) == [0, 1, 2, 3]
