"""A failing case says where it stands, what was expected, what came, and which rule is why."""

from __future__ import annotations

import pytest

from desktop.playbook.case_words import failures
from desktop.rules.case_run import holds, run_case
from desktop.rules.cases import read_cases
from tests.rules.support import PLAYBOOK, playbook

HEAD = 'format = "callside.cases/1"\nclock = 2026-12-03T10:15:00+01:00\n'
LATE = (
    'facts = { "customer.verified" = true, "account.status" = "active", "order.open_late_count" = 2, '
    '"complaint.open_count" = 0, "call.queue" = "service", "ivr.choice" = "delivery", "billing.credits_90d" = 0, '
    '"account.fraud_hold" = false, "contract.days_to_end" = 200 }\n'
)


def told(case: str, bundle=None) -> list[tuple[int, str, tuple[str, ...]]]:
    """The failures of a case: line, sentence, reasons."""
    bundle = bundle or playbook()
    cases, problems = read_cases({"tests/t.toml": HEAD + case}, bundle.schema)
    assert [p.text for p in problems] == []
    results = [run_case(case, bundle) for case in cases]
    assert [holds(case, bundle) for case in cases] == [result.passed for result in results]
    found = [problem for result in results for problem in failures(result)]
    assert {p.file for p in found} <= {"tests/t.toml"}
    return [(p.span.line, p.params["said"], tuple(p.params["because"].splitlines())) for p in found]


def late(expect: str, facts: str = LATE) -> list[tuple[int, str, tuple[str, ...]]]:
    return told(f'[[case]]\nid = "a"\n{facts}{expect}\n')


CREDIT = "late-delivery-credit"
IN_FILE = "actions/service.toml"


@pytest.mark.parametrize(
    ("expect", "said", "because"),
    [
        (
            f'expect.actions.lacks = "{CREDIT}"',
            f"expected no card {CREDIT}, got {CREDIT}",
            (f"{CREDIT} is shown: Late open orders: 2 (Orders); Account status: Active (CRM); Credits in 90 days: 0 (Billing)",),
        ),
        (
            'expect.actions.top = ["identity-notice"]',
            f"expected identity-notice as the first card, got {CREDIT}",
            (f"identity-notice does not fit, because of its applicability ({IN_FILE}:36): Identity verified: yes",),
        ),
        (
            f'expect.actions.top = ["identity-notice", "{CREDIT}"]',
            f"expected identity-notice, {CREDIT} as the first 2 cards in this order, got {CREDIT}",
            None,
        ),
        (
            'expect.actions.has = "late-delivery-credits"',
            f"expected the card late-delivery-credits, got {CREDIT}",
            (f"there is no action late-delivery-credits; did you mean {CREDIT}?",),
        ),
        (f'expect.actions.held = "{CREDIT}"', f"expected {CREDIT} to wait for a fact; waiting are: none", None),
        (f'expect.actions.possible = "{CREDIT}"', f"expected {CREDIT} to be possible; possible are: none", None),
        (f'expect.actions.suppressed = "{CREDIT}"', f"expected {CREDIT} to be held back; held back are: none", None),
        (f'expect.actions.mandatory = "{CREDIT}"', f"expected {CREDIT} to be mandatory; mandatory are: none", None),
        (f'expect.actions.absent = "{CREDIT}"', f"expected no card {CREDIT}, but it is shown", None),
        (
            f'expect.actions.absent = {{ {CREDIT} = "eligibility" }}',
            f"expected eligibility to keep {CREDIT} away, but it is shown",
            None,
        ),
        (
            'expect.actions.absent = { identity-notice = "eligibility" }',
            "expected eligibility to keep identity-notice away, but applicability does",
            None,
        ),
        (
            'expect.actions.absent = { nothing = "eligibility" }',
            "expected eligibility to keep nothing away, but there is no such action",
            ("there is no action nothing",),
        ),
        (
            'expect.panels.only = ["history"]',
            "expected only the panel history, got order_timeline, history",
            ("row p1 (tables/panels.csv:4) matches: Call type: Late delivery",),
        ),
        (
            'expect.panels.lacks = ["history", "order_timeline"]',
            "expected no panels history, order_timeline, got order_timeline, history",
            ("row p3 (tables/panels.csv:6) matches, as it asks for nothing", "row p1 (tables/panels.csv:4) matches: Call type: Late delivery"),
        ),
        (
            'expect.alerts.has = "open-complaint"',
            "expected the alert open-complaint, got none",
            ("row a1 (tables/alerts.csv:4) does not match: Open complaints: 0, needed: at least 1 (CRM)",),
        ),
        (
            'expect.call_type = "billing"',
            "expected the call type billing, got late_delivery",
            (
                "row ct-060 (tables/call_type.csv:12) does not match: Queue: Service, needed: Billing (Phone)",
                "row ct-070 (tables/call_type.csv:13) waits: Balance due has not arrived yet (Billing)",
                "row ct-040 (tables/call_type.csv:10) matches: Menu choice: Delivery (Phone); Late open orders: 2 (Orders)",
            ),
        ),
        (
            'expect.call_type = "general"',
            "expected the call type general, got late_delivery",
            ("the table call_type gives general where no row matches",
             "row ct-040 (tables/call_type.csv:10) matches: Menu choice: Delivery (Phone); Late open orders: 2 (Orders)"),
        ),
        (
            'expect.status = "provisional"',
            "expected the call type to be provisional, it is decided",
            None,
        ),
        (
            'expect.waiting_for = ["ivr.choic", "customer.verified"]',
            "expected it to wait for ivr.choic, customer.verified; it waits for: none",
            ("there is no fact ivr.choic; did you mean ivr.choice?",
             "customer.verified is known, and nothing that could still come depends on it"),
        ),
        (
            "expect.wake = true",
            "expected that time alone makes it decide again by now (wake = true), but nothing was due",
            ("after the moment before, a change by time alone was not due at all; this moment is at 2026-12-03 10:15:00",),
        ),
    ],
)  # fmt: skip
def test_what_was_expected_what_came_and_why(expect: str, said: str, because: tuple[str, ...] | None) -> None:
    ((line, sentence, why),) = late(expect)
    assert (line, sentence) == (6, said)
    assert because is None or why == because
    assert len(why) >= 1


def test_a_gate_of_the_group_and_a_pause_are_named_with_their_place() -> None:
    ((_, _, why),) = late(f'expect.actions.has = "{CREDIT}"', LATE.replace("= true", "= false"))
    assert why == (
        f"{CREDIT} does not fit, because of the eligibility of its group service_recovery ({IN_FILE}:3): Identity verified: no",
    )
    shown = (
        'log = [ { action = "late-delivery-credit", outcome = "OUTCOME", ago = "5d", group = "service_recovery" } ]\n'
    )
    ((_, _, own),) = late(shown.replace("OUTCOME", "accepted") + f'expect.actions.has = "{CREDIT}"')
    assert own[0].startswith(f"{CREDIT} is held back, because of its contact_policy ({IN_FILE}:18): ")
    ungated = PLAYBOOK["actions/service.toml"].replace("contact_policy = [\n", "context = [\n", 1)
    start, end = ungated.index("context = ["), ungated.index("decline_reasons")
    bundle = playbook(actions__service_toml=ungated[:start] + ungated[end:])
    pestered = shown.replace("OUTCOME", "complained") + f'expect.actions.has = "{CREDIT}"'
    ((_, _, of_group),) = told(f'[[case]]\nid = "a"\n{LATE}{pestered}\n', bundle)
    assert of_group[0].startswith(
        f"{CREDIT} is held back, because of the contact_policy of its group service_recovery ({IN_FILE}:3): "
    )


def test_a_draft_stops_at_no_gate() -> None:
    draft = PLAYBOOK["actions/service.toml"].replace('title = "Read', 'status = "draft"\ntitle = "Read')
    ((_, _, why),) = told(
        '[[case]]\nid = "a"\nexpect.actions.has = "identity-notice"\n', playbook(actions__service_toml=draft)
    )
    assert why == ("identity-notice is not active: Still a draft",)


def test_without_a_table_nothing_can_give_a_panel() -> None:
    empty = playbook(
        tables__panels_csv="callside,table/1,id=panels,hit=C\nrole,id,in,out\nname,,call.queue,other\nrule,p1,sales,x\n"
    )
    case = '[[case]]\nid = "a"\nexpect.panels.has = "history"\nexpect.alerts.has = "a2"\n'
    assert [why for _, _, why in told(case, empty)] == [
        ("no row of the table panels gives history",),
        ("no row of the table alerts gives a2",),
    ]


def test_very_many_reasons_are_cut() -> None:
    rows = "".join(f"rule,p{n},sales,history\n" for n in range(5))
    table = f"callside,table/1,id=panels,hit=C\nrole,id,in,out\nname,,call.queue,panel\n{rows}"
    ((_, _, why),) = told('[[case]]\nid = "a"\nexpect.panels.has = "history"\n', playbook(tables__panels_csv=table))
    assert len(why) == 3
    parts = " and ".join(f"call.repeat_7d != {n}" for n in range(5))
    action = f'format = "callside.actions/1"\n[[action]]\nid = "b"\ntitle = "B"\neligibility = "{parts}"\n'
    case = (
        '[[case]]\nid = "a"\nfacts = { "call.repeat_7d" = 7, "complaint.open_count" = 0 }\nexpect.actions.lacks = "b"\n'
    )
    ((_, _, why),) = told(case, playbook(actions__b_toml=action))
    assert why == ("b is shown: Calls in 7 days: 7",)


def test_what_is_still_awaited_is_told_of_a_provisional_call_type() -> None:
    ((_, said, why),) = late('expect.status = "decided"', LATE.replace(', "contract.days_to_end" = 200', ""))
    assert said == "expected the call type to be decided, it is provisional"
    assert why[-1] == "still awaited: contract.days_to_end, customer.churn_score"


def test_time_alone_was_due_or_not() -> None:
    then = 'then = [ { advance = "15min", expect.wake = false } ]'
    ((line, said, why),) = late(then)
    assert (line, said) == (6, "expected that nothing changes by time alone (wake = false), but a change was due")
    assert why[0].startswith("after the moment before, a change by time alone was due at 2026-12-03 10:2")


SPREAD = f"""[[case]]
id = "a"
{LATE}[case.expect]
status = "provisional"
panels.only = ["history"]
[[case]]
id = "b"
then = [
  {{ }},  # {{ not this }}
  {{ expect.call_type = "billing" }}, {{ facts = {{ "call.queue" = "sales" }}, react = {{ action = "}}", outcome = "accepted" }},
    expect.call_type = "billing" }},
]
[[case]]
id = "c"
expect = {{ call_type = "billing", actions = {{ has = "x" }} }}
[[case]]
id = "d"
[[case.then]]
expect.call_type = "billing"
[[case]]
id = "e"
[case.expect]
panels = {{ has = "x" }}
"""


def test_each_expectation_is_told_at_its_line() -> None:
    text = SPREAD.replace(",\n    expect", ", expect")
    lines = HEAD + text
    at = {line.strip(): number for number, line in enumerate(lines.split("\n"), 1)}
    assert [line for line, _, _ in told(text)] == [
        at['status = "provisional"'],
        at['panels.only = ["history"]'],
        at['id = "b"'] + 3,
        at['id = "b"'] + 3,
        at['id = "c"'] + 1,
        at['id = "c"'] + 1,
        at['id = "d"'] + 2,
        at['id = "e"'] + 2,
    ]
