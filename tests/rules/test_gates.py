"""What each verdict does to an action, over every combination of verdicts."""

from __future__ import annotations

import itertools
from dataclasses import replace
from datetime import timedelta
from decimal import Decimal

import pytest

from desktop.rules.actions import Action, Catalogue, ContactRule, ContextWeight, GateName, Group, Outcome
from desktop.rules.contact import ContactEvent, suppression
from desktop.rules.facts import Fact
from desktop.rules.gates import Bucket, GateReport, Judgement, Situation, action_value, judge_action
from desktop.rules.kleene import F, T, Truth, U
from desktop.rules.nodes import Name
from desktop.rules.parser import parse
from desktop.rules.values import Money
from tests.rules.support import NOW, seen_of

ELIGIBILITY, APPLICABILITY, SUITABILITY, CONTACT = GateName
ALL_THREE = list(itertools.product(Truth, repeat=3))
GATES = (ELIGIBILITY, APPLICABILITY, SUITABILITY)
DAY = timedelta(days=1)
ONCE_A_WEEK = ContactRule(Outcome.SHOWN, 1, 7 * DAY, 7 * DAY)
SHOWN = (ContactEvent("a", Outcome.SHOWN, NOW - DAY, channel="voice"),)


def judged(
    action: Action,
    verdicts: dict[str, Truth],
    history: tuple[ContactEvent, ...] | None = (),
    groups: tuple[Group, ...] = (),
    facts: tuple[Fact, ...] = (),
    channel: str = "",
) -> Judgement:
    catalogue = Catalogue({action.id: action}, {group.id: group for group in groups})
    paused = None
    if history is not None:
        found = suppression(action, catalogue, history, NOW, channel)
        paused = {} if found is None else {action.id: found}
    at = Situation(lambda node: verdicts[node.name], seen_of(list(facts)), paused)
    return judge_action(action, catalogue, at)


def with_gates(**more) -> Action:
    return Action("a", "A", gates={gate: Name(gate.value) for gate in GATES}, **more)


def named(verdicts: tuple[Truth, ...]) -> dict[str, Truth]:
    return {gate.value: verdict for gate, verdict in zip(GATES, verdicts, strict=True)}


@pytest.mark.parametrize("verdicts", ALL_THREE)
@pytest.mark.parametrize("suppressed", [False, True])
def test_an_action_stops_at_its_first_closed_gate(verdicts: tuple[Truth, ...], suppressed: bool) -> None:
    eligible, applicable, suitable = verdicts
    found = judged(with_gates(contact_policy=(ONCE_A_WEEK,)), named(verdicts), SHOWN if suppressed else ())
    if F in verdicts:
        assert (found.bucket, found.failing) == (Bucket.OUT, GATES[verdicts.index(F)])
    elif U in (eligible, suitable):
        assert (found.bucket, found.failing) == (Bucket.HELD, ELIGIBILITY if eligible is U else SUITABILITY)
    elif suppressed:
        assert (found.bucket, found.failing) == (Bucket.SUPPRESSED, CONTACT)
    elif applicable is U:
        assert (found.bucket, found.failing) == (Bucket.POSSIBLE, APPLICABILITY)
    else:
        assert (found.bucket, found.failing) == (Bucket.PASS, None)


@pytest.mark.parametrize("verdicts", ALL_THREE)
@pytest.mark.parametrize("show_on_unknown", [False, True])
def test_a_duty_is_never_suppressed_and_waits_only_where_it_may(
    verdicts: tuple[Truth, ...], show_on_unknown: bool
) -> None:
    action = with_gates(contact_policy=(ONCE_A_WEEK,), mandatory=True, show_on_unknown=show_on_unknown)
    found = judged(action, named(verdicts), SHOWN)
    assert found.gate(CONTACT) == GateReport(CONTACT, F)
    if F in verdicts:
        assert (found.bucket, found.failing) == (Bucket.OUT, GATES[verdicts.index(F)])
    elif U in verdicts:
        bucket = Bucket.PASS if show_on_unknown else Bucket.HELD
        assert (found.bucket, found.failing) == (bucket, GATES[verdicts.index(U)])
    else:
        assert (found.bucket, found.failing) == (Bucket.PASS, None)


@pytest.mark.parametrize(("own", "group"), list(itertools.product(Truth, Truth)))
def test_a_gate_is_the_actions_own_part_and_that_of_its_groups(own: Truth, group: Truth) -> None:
    action = Action("a", "A", "g", gates={ELIGIBILITY: Name("own")})
    around = Group("g", gates={ELIGIBILITY: Name("theirs")})
    found = judged(action, {"own": own, "theirs": group}, groups=(around,))
    report = found.gate(ELIGIBILITY)
    assert report.gate is ELIGIBILITY
    assert report.verdict is min(own, group)
    assert [(part.owner, part.node, part.verdict) for part in report.parts] == [
        ("a", Name("own"), own),
        ("g", Name("theirs"), group),
    ]
    assert found.gate(SUITABILITY) == GateReport(SUITABILITY, T)


def test_without_the_log_a_contact_policy_keeps_the_action_back() -> None:
    plain, ruled = Action("a", "A"), Action("a", "A", contact_policy=(ONCE_A_WEEK,))
    assert judged(plain, {}, None).bucket is Bucket.PASS
    assert judged(plain, {}, None).gate(CONTACT) == GateReport(CONTACT, F)
    assert judged(ruled, {}, None).bucket is Bucket.SUPPRESSED
    assert judged(ruled, {}, None).gate(CONTACT) == GateReport(CONTACT, U)
    in_group = judged(replace(plain, group="g"), {}, None, (Group("g", contact_policy=(ONCE_A_WEEK,)),))
    assert in_group.gate(CONTACT) == GateReport(CONTACT, U)


def test_a_suppression_tells_its_end_only_while_it_is_what_stops_the_action() -> None:
    action = with_gates(contact_policy=(ONCE_A_WEEK,))
    found = judged(action, named((T, T, T)), SHOWN)
    assert found.gate(CONTACT).verdict is T
    assert found.gate(CONTACT).suppression is not None
    assert found.until == NOW + 6 * DAY
    assert judged(action, named((F, T, T)), SHOWN).until is None
    assert judged(action, named((T, T, T)), ()).until is None
    assert judged(action, named((T, T, T)), None).until is None


@pytest.mark.parametrize(("channel", "bucket"), [("voice", Bucket.SUPPRESSED), ("email", Bucket.PASS)])
def test_the_channel_of_the_call_reaches_the_contact_policy(channel: str, bucket: Bucket) -> None:
    action = Action("b", "B", contact_policy=(replace(ONCE_A_WEEK, scope="channel"),))
    assert judged(action, {}, SHOWN, channel=channel).bucket is bucket


def test_weights_come_with_the_verdicts_of_their_conditions() -> None:
    weights = (ContextWeight(Name("x"), 60), ContextWeight(Name("y"), -5))
    found = judged(Action("a", "A", context_weights=weights), {"x": T, "y": U})
    assert found.weights == ((60, T), (-5, U))


EUR = "EUR"
TOTAL = Fact.known("m.total", Money(Decimal("12.50"), EUR))


@pytest.mark.parametrize(
    ("text", "fact", "expected"),
    [
        ("m.total", TOTAL, (Decimal("12.50"), EUR)),
        ("m.total * 0.1", TOTAL, (Decimal("1.25"), EUR)),
        ("m.total", Fact.known("m.total", Money(Decimal("-1"), EUR)), (Decimal(0), EUR)),
        ("n.count", Fact.known("n.count", 1), (Decimal(1), "")),
        ("n.count", Fact.known("n.count", 0), (Decimal(0), "")),
        ("n.count", Fact.absent("n.count"), (Decimal(7), "")),
        ("n.count", Fact.pending("n.count"), (Decimal(7), "")),
        ("t.name", Fact.known("t.name", "Ada"), (Decimal(7), "")),
        ("s.tags", Fact.known("s.tags", frozenset({"vip"})), (Decimal(7), "")),
    ],
)
def test_the_value_is_a_number_from_nothing_up_or_what_stands_in_for_it(text: str, fact: Fact, expected: tuple) -> None:
    action = Action("a", "A", value=Decimal(3), value_expr=parse(text).tree, value_if_unknown=Decimal(7))
    assert action_value(action, seen_of([fact])) == expected
    assert judged(action, {}, facts=(fact,)).value == expected[0]
    assert judged(action, {}, facts=(fact,)).money == expected[1]
    assert action_value(replace(action, value_expr=None), seen_of([fact])) == (Decimal(3), "")


def test_an_action_whose_value_cannot_be_told_waits() -> None:
    action = with_gates(value_expr=Name("n.count"))
    found = judged(action, named((T, T, T)))
    assert (found.bucket, found.failing, found.value) == (Bucket.HELD, None, None)
