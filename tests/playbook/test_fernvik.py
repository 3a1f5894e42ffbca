"""The playbook that ships: it loads clean, takes every demo call for what it is, and has words for every moment."""

from __future__ import annotations

from dataclasses import replace

import pytest

from desktop.call.derived import Derivation
from desktop.call.facts import facts_of
from desktop.call.guide import GuideWalk
from desktop.call.readings import Moment
from desktop.call.record_values import Reading
from desktop.call.state import PartStatus, StepStatus
from desktop.call.suggest import decided_disposition, suggested_dispositions, suggested_follow_up
from desktop.playbook.checks import OPERATIONS
from desktop.playbook.loader import load_playbook, problems
from desktop.playbook.texts import fill, names_in
from desktop.rules.facts import Fact, FactSet
from desktop.rules.hitpolicy import Decided
from desktop.rules.seen import see_all
from desktop.rules.session import RuleSession
from tests.call.people import (
    FERNVIK,
    NOW,
    TODAY,
    ZONE,
    FixedClock,
    at,
    event,
    everything,
    identified,
    info,
    live,
    on,
    order,
    status,
    stories,
    waiting,
)

PANELS = ("orders", "invoices", "cases", "feedback", "contract", "search")
"""What every customer has, and what comes before one is known."""
SOME = (*PANELS, "events", "interactions", "knowledge", "preferences")
PLAYBOOK = load_playbook(FERNVIK)
CALL_TYPES = list(PLAYBOOK.call_types)
STORIES = stories()


def facts(name, **changes):
    """The facts of one of the demo calls, with another info, identity, parts or answers where given."""
    call, identity, parts = STORIES[name]
    call, identity = changes.get("call", call), changes.get("identity", identity)
    parts = {**parts, **changes.get("parts", {})}
    found = facts_of(call, identity, parts, changes.get("answers", {}), NOW, ZONE, settings=PLAYBOOK.facts)
    reading = Reading(Moment(NOW, ZONE), PLAYBOOK.facts.complaints)
    schema = PLAYBOOK.bundle.schema
    derivation = Derivation(PLAYBOOK.derived, schema, PLAYBOOK.currency)
    found = derivation.facts(found, parts, identity, reading, ZONE)
    return tuple(fact for fact in found if fact.name in schema.facts)


def session(history=()):
    return RuleSession(PLAYBOOK.bundle, "call-1", FixedClock(), ZONE, history)


def decide(name, **changes):
    return session().update(facts(name, **changes))


def seen(found):
    return see_all(FactSet.of(found), PLAYBOOK.bundle.schema, NOW, ZONE)


def entry(decision, action_id):
    return decision.actions.find(action_id)


def shown(decision):
    return [entry.id for entry in decision.actions.shown]


def test_it_has_nothing_wrong():
    assert [str(problem) for problem in problems(FERNVIK)] == []


def test_what_it_holds():
    assert CALL_TYPES == [
        "billing_dispute",
        "payment",
        "order_status",
        "complaint",
        "cancellation",
        "technical_fault",
        "appointment",
        "mobile",
        "moving",
        "sales",
        "unknown_caller",
        "general",
    ]
    actions = PLAYBOOK.bundle.catalogue.actions
    assert len(actions) >= 27
    assert len({action.group for action in actions.values() if action.group}) >= 5


@pytest.mark.parametrize("kind", PLAYBOOK.call_types.values(), ids=CALL_TYPES)
def test_every_call_type_is_whole(kind):
    assert 4 <= len(kind.guide) <= 14
    assert all(len(leaf.path[-1]) <= 16 for leaf in kind.dispositions)
    assert len(kind.dispositions) >= 6
    assert kind.follow_ups
    assert kind.goal_s
    assert all(len(choice.label) <= 30 for step in kind.guide for choice in step.choices)
    assert all(len(step.title) <= 44 for step in kind.guide)


def test_dispositions_have_one_meaning_everywhere():
    ids = [leaf.id for kind in PLAYBOOK.call_types.values() for leaf in kind.dispositions]
    assert len(set(ids)) == len(ids)


@pytest.mark.parametrize("action", PLAYBOOK.bundle.catalogue.actions.values(), ids=lambda action: action.id)
def test_every_action_is_whole(action):
    assert action.talk_track
    assert 1 <= len(action.decline_reasons) <= 5
    assert action.decline_reasons[-1].counts_as == "not_offered"
    assert [effect for effect in action.effects if effect.kind in ("connector", "email", "note")]
    assert all(effect.name in OPERATIONS for effect in action.effects if effect.kind == "connector")
    assert all(effect.name in SOME for effect in action.effects if effect.kind == "open_panel")


@pytest.mark.parametrize("name", STORIES)
def test_every_call_is_taken_for_what_it_is(name):
    choice = decide(name).call_type
    assert (choice.value, choice.status) == (name, Decided.DECIDED)


@pytest.mark.parametrize("name", ["billing_dispute", "order_status", "cancellation", "technical_fault", "sales"])
def test_a_clear_queue_decides_before_the_systems_have_answered(name):
    parts = {kind: waiting() for kind in everything()}
    choice = decide(name, parts=parts).call_type
    assert (choice.value, choice.status) == (name, Decided.DECIDED)


def test_a_queue_that_says_nothing_leaves_it_to_the_records():
    general = info(queue="General")
    late = everything(orders=live(order()))
    assert decide("general", call=general, parts=late).call_type.value == "order_status"
    assert decide("complaint", call=general).call_type.value == "complaint"
    assert decide("billing_dispute", call=general, parts={"cases": live()}).call_type.value == "billing_dispute"


def test_a_visit_that_is_due_is_told():
    parts = {"events": live(event("appointment", 1, at=at(1), label="Fiber installation"))}
    decision = decide("technical_fault", parts=parts)
    assert [alert.text for alert in decision.alerts] == ["Fiber installation on 22 Nov 2026"]
    walk = GuideWalk(PLAYBOOK.call_types["technical_fault"]).answer("symptom", "visit_time")
    view = walk.view(seen(facts("technical_fault", parts=parts, answers=dict(walk.given()))))
    assert [step.id for step in view.steps] == ["symptom", "visit_told", "solved"]
    assert view.steps[1].say.startswith("I see it here: Fiber installation, on 22 November 2026.")


def test_an_order_that_came_in_part_is_told():
    parts = {"orders": live(order(fulfillment=status("partial"), promised_on=on(2)))}
    texts = [alert.text for alert in decide("general", parts=parts).alerts]
    assert texts == ["Order 89344 came in part, the rest is promised for 23 Nov 2026"]


def test_nobody_is_offered_the_plan_they_have():
    who = replace(STORIES["billing_dispute"][1].customer.customer, extra={"plan": "Fiber 1000"})
    decision = decide("general", identity=identified(who))
    assert entry(decision, "offer-fiber-1000") is None
    who = replace(who, extra={"plan": "Fiber 500"})
    assert "offer-fiber-1000" in shown(decide("general", identity=identified(who)))


def test_a_contract_up_for_renewal_is_a_sale_or_a_customer_about_to_leave():
    call = info(queue="Business", data={"ivr_choice": "contract"})
    assert decide("general", call=call).call_type.value == "sales"
    assert decide("cancellation", call=call).call_type.value == "cancellation"


@pytest.mark.parametrize(
    ("name", "first"),
    [
        ("billing_dispute", "invoices"),
        ("order_status", "orders"),
        ("complaint", "cases"),
        ("cancellation", "contract"),
        ("technical_fault", "cases"),
        ("sales", "contract"),
        ("unknown_caller", "search"),
        ("general", "orders"),
    ],
)
def test_the_panel_that_is_needed_comes_first(name, first):
    panels = [push.panel for push in decide(name).panels]
    assert panels[0] == first
    assert len(set(panels)) == len(panels)
    assert set(panels) <= set(SOME)


def test_a_known_customer_has_all_panels_while_the_call_type_is_open():
    call, identity, _ = STORIES["billing_dispute"]
    parts = {kind: waiting() for kind in everything()}
    decision = decide("billing_dispute", call=replace(call, queue=None, data={}), identity=identity, parts=parts)
    assert decision.call_type.status is not Decided.DECIDED
    assert {push.panel for push in decision.panels} == set(PANELS) - {"search"}


def test_the_alerts_of_the_picture():
    texts = [alert.text for alert in decide("billing_dispute").alerts]
    assert texts[0] == "Open complaint C-20418, with Billing L2"
    assert "Birthday today" in texts
    assert "Card expires this month, autopay at risk" in texts
    assert decide("technical_fault").alerts == ()


def test_alerts_lead_with_what_is_worst():
    decision = decide("complaint")
    assert [alert.severity for alert in decision.alerts] == ["bad", "info"]
    assert decision.alerts[0].text == "Complaint C-20377 past its promise, due 19 Nov 2026"
    assert [alert.text for alert in decide("order_status").alerts] == [
        "Order 89344 is late, promised for 19 Nov 2026",
        "Was in touch this week: Where is order 89344",
    ]


def test_alert_actions_are_actions():
    known = PLAYBOOK.bundle.catalogue.actions
    table = PLAYBOOK.bundle.table("alerts")
    for name in STORIES:
        assert all(alert.action in known or not alert.action for alert in decide(name).alerts)
    assert {"action", "label"} <= set(table.output_names)


def test_the_cards_of_the_billing_call():
    decision = decide("billing_dispute")
    cards = decision.actions.shown
    assert cards[0].title == "Waive the disputed charge of 18 EUR"
    assert len(cards[0].reasons) == 3
    assert cards[0].reasons[0].text.startswith(("Complaint C-20418 open", "Invoice 0931 is in dispute"))
    assert "18 EUR" in cards[0].talk_track
    assert [card.id for card in cards[1:]] == ["renew-autopay", "birthday-gift"]
    assert cards[1].reasons[0].text == "The card on file expires this month (CRM)"
    held_back = entry(decision, "offer-fiber-1000")
    assert held_back in decision.actions.suppressed
    assert held_back.first_failing_gate == "suitability"
    assert held_back.reasons


def test_the_cards_of_the_order_call():
    decision = decide("order_status")
    assert shown(decision)[:1] == ["carrier-search"] or "delivery-credit" in shown(decision)
    assert "delivery-credit" in shown(decision)
    resend = decide("order_status", answers={"tracking": "lost", "order_wish": "resend"})
    assert "reship-order" in shown(resend)


def test_the_retention_ladder_follows_the_reason():
    def first(reason):
        return shown(decide("cancellation", answers={"reason_leaving": reason}))[0]

    assert first("service") == "keep-fix-first"
    assert first("price") == "keep-loyalty-price"
    assert first("not_needed") == "keep-right-size"
    asked = decide("cancellation")
    assert not [card for card in shown(asked) if card.startswith("keep-")]
    assert {entry.reasons[0].text for entry in asked.actions.waiting} == {"Waiting for Guide: reason for leaving"}


def test_who_leaves_is_told_the_last_day():
    decision = decide("cancellation", answers={"reason_leaving": "moving", "cancel_decision": "leave"})
    assert [card.id for card in decision.actions.mandatory] == ["say-notice-period"]
    assert decide("cancellation").actions.mandatory == ()


def test_a_technician_waits_for_the_test():
    assert "technician-visit" not in shown(decide("technical_fault"))
    answers = {"symptom": "drops", "fault_cause": "ours", "fault_result": "visit"}
    assert shown(decide("technical_fault", answers=answers))[0] == "technician-visit"


def test_somebody_without_a_contract_is_offered_one():
    assert shown(decide("sales", answers={"sales_need": "first", "availability": "now"}))[0] == "offer-first-fiber"


def test_a_business_is_asked_to_renew():
    parts = {"events": live(event("contract_end", 12, label="Business Fiber 1000"))}
    assert shown(decide("sales", parts=parts))[0] == "early-renewal"


def test_a_complaint_past_its_promise_goes_to_its_owner():
    decision = decide("complaint")
    assert shown(decision)[0] == "second-level"
    assert decision.actions.shown[0].reasons[0].text.startswith("Complaint C-20377 is past its promise")


def test_nothing_is_offered_to_a_caller_we_do_not_know():
    assert shown(decide("unknown_caller")) == []


def test_no_consent_no_offers():
    who = replace(STORIES["sales"][1].customer.customer, consents=())
    assert not [card for card in shown(decide("sales", identity=identified(who))) if card.startswith("offer-")]


@pytest.mark.parametrize("name", STORIES)
def test_shown_cards_say_why(name):
    for card in decide(name).actions.shown:
        assert card.reasons, card.id
        assert "…" not in card.title, card.title


EMPTY = see_all(FactSet.of(), PLAYBOOK.bundle.schema, NOW, ZONE)


def every_text():
    for kind in PLAYBOOK.call_types.values():
        for step in kind.guide:
            for words in (step.say, step.question):
                yield from ((kind.id, text) for text in words.by_language.values())
        for promise in kind.follow_ups:
            yield (kind.id, promise.text)
    for action in PLAYBOOK.bundle.catalogue.actions.values():
        yield from ((action.id, action.title), (action.id, action.talk_track))


@pytest.mark.parametrize(("where", "text"), list(every_text()))
def test_every_text_can_be_said_with_nothing_known(where, text):
    filled = fill(text, EMPTY, schema=PLAYBOOK.bundle.schema)
    assert set(filled.gaps) == set(names_in(text)) - {"action.value"} or "action.value" in text
    assert "{" not in filled.text


@pytest.mark.parametrize("name", STORIES)
def test_every_guide_can_be_walked_on_its_call(name):
    walk = GuideWalk(PLAYBOOK.call_types[name])
    for _ in range(20):
        now = seen(facts(name, answers=dict(walk.given())))
        view = walk.view(now, schema=PLAYBOOK.bundle.schema)
        if view.current == len(view.steps):
            break
        step = view.steps[view.current]
        answers = {"choice": step.choices[0].id if step.choices else "", "date": "2026-11-25", "money": "40"}
        walk = walk.answer(step.id, answers.get(step.input, "3"))
        assert walk.problem is None, step.id
    assert view.current == len(view.steps) >= 3
    assert all(step.status is StepStatus.DONE for step in view.steps)
    assert not [gap for step in view.steps for gap in step.gaps if gap.startswith("answers.")]


WORDS_OF_THE_CALLS = ["billing_dispute", "order_status", "complaint", "cancellation"]


@pytest.mark.parametrize("name", WORDS_OF_THE_CALLS)
def test_on_their_own_call_the_words_have_no_gaps(name):
    view = GuideWalk(PLAYBOOK.call_types[name]).view(seen(facts(name)), schema=PLAYBOOK.bundle.schema)
    gaps = {gap for step in view.steps for gap in step.gaps if not gap.startswith("answers.")}
    assert gaps == set()


def test_the_order_number_is_asked_for_only_when_it_is_another_order():
    def ids(**answers):
        walk = GuideWalk(PLAYBOOK.call_types["order_status"], answers)
        found = seen(facts("general", parts={"orders": live(order(promised_on=on(3)))}, answers=answers))
        return [step.id for step in walk.view(found).steps]

    assert ids()[:2] == ["latest_order", "tracking"]
    assert ids(latest_order="latest")[:2] == ["latest_order", "tracking"]
    assert ids(latest_order="other_order")[:2] == ["latest_order", "order_named"]


def test_the_words_of_the_billing_call():
    found = seen(facts("billing_dispute"))
    steps = {step.id: step for step in GuideWalk(PLAYBOOK.call_types["billing_dispute"]).view(found).steps}
    assert "verified" not in steps
    assert "charge_named" not in steps
    assert steps["charge"].say == (
        "I can see Late payment fee, 18.00 EUR, on invoice 0931. Is that the charge you are calling about?"
    )


@pytest.mark.parametrize(
    ("name", "answers", "decided"),
    [
        ("billing_dispute", {"settle": "waive"}, "fee_waived"),
        ("billing_dispute", {"charge": "no_invoice"}, "not_billing"),
        ("order_status", {"tracking": "moving"}, "informed"),
        ("order_status", {"order_wish": "refund", "tracking": "lost"}, "refunded"),
        ("complaint", {"complaint_wish": "owner"}, "promise_dated"),
        ("cancellation", {"cancel_decision": "leave", "reason_leaving": "price"}, "lost_price"),
        ("technical_fault", {"fault_result": "visit", "fault_cause": "ours"}, "technician"),
        ("sales", {"sales_decision": "later"}, "call_again"),
        ("unknown_caller", {"who_calls": "wrong_number"}, "wrong_number"),
        ("general", {"request": "access"}, "access_restored"),
    ],
)
def test_the_answers_decide_how_a_call_ends(name, answers, decided):
    kind, found = PLAYBOOK.call_types[name], seen(facts(name, answers=answers))
    assert decided_disposition(kind, found) == decided
    assert suggested_dispositions(kind, found)[0] == decided


def test_promises_are_suggested_when_they_are_due():
    kind = PLAYBOOK.call_types["billing_dispute"]
    assert suggested_follow_up(kind, seen(facts("billing_dispute")), TODAY) is None
    promise = suggested_follow_up(kind, seen(facts("billing_dispute", answers={"settle": "waive"})), TODAY)
    assert (promise.text, promise.due_on) == ("Check that the corrected invoice 0931 has left", on(2))


def test_an_outage_of_every_system_still_leaves_a_call_type_and_a_guide():
    call, identity, parts = STORIES["billing_dispute"]
    broken = {kind: replace(part, status=PartStatus.FAILED, rows=()) for kind, part in parts.items()}
    decision = decide("billing_dispute", call=call, identity=identity, parts=broken)
    assert decision.call_type.value == "billing_dispute"
    assert {push.panel for push in decision.panels} == set(PANELS) - {"search"}
    view = GuideWalk(PLAYBOOK.call_types["billing_dispute"]).view(seen(facts("billing_dispute", parts=broken)))
    assert "charge_cause" in [step.id for step in view.steps]


def test_answers_reach_the_rules_and_can_be_taken_back():
    rules = session()
    rules.update(facts("cancellation", answers={"reason_leaving": "price"}))
    decision = rules.update(facts("cancellation"))
    assert decision.actions.find("keep-loyalty-price") in decision.actions.waiting


def test_the_session_takes_every_fact():
    rules = session()
    rules.update(facts("billing_dispute"))
    assert rules.facts["order.open_count"] == Fact.known(
        "order.open_count", 0, "crm", rules.facts["order.open_count"].as_of
    )
