"""Every built-in fact in every state its source can be in."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, datetime, timedelta
from decimal import Decimal

import pytest

from connectors.records import InvoiceLine, Money, Phone, Shipment
from desktop.call.facts import data_name, facts_of
from desktop.call.state import Identity, IdentityStatus, Part, PartStatus
from desktop.playbook.catalogue import CATALOGUE, NAMES
from desktop.playbook.model import FactSettings
from desktop.rules.facts import FactState
from desktop.rules.values import Money as RuleMoney
from tests.call.people import (
    KINDS,
    MARTA,
    NOW,
    TODAY,
    ZONE,
    answer,
    at,
    case,
    contact,
    customer,
    eur,
    event,
    everything,
    failed,
    identified,
    info,
    invoice,
    live,
    on,
    order,
    origin,
    status,
    waiting,
)

SITE = FactSettings(complaints=("complaint", "billing"))


def facts(parts=None, *, who=None, identity=None, call=None, answers=None, now=NOW, settings=SITE):
    """All facts by name; by default of a known customer of whom every system has nothing."""
    identity = identity or identified(who)
    parts = everything() if parts is None else parts
    found = facts_of(call or info(), identity, parts, answers or {}, now, ZONE, settings=settings)
    assert len({fact.name for fact in found}) == len(found)
    return {fact.name: fact for fact in found}


def value(name, parts=None, **more):
    """The value of a fact that must be known."""
    fact = facts(parts, **more)[name]
    assert fact.state is FactState.KNOWN, fact
    return fact.value


def labels(name, parts=None, **more):
    return [label for _, _, label in facts(parts, **more)[name].evidence]


def is_absent(name, parts=None, **more):
    return facts(parts, **more)[name].state is FactState.ABSENT


def test_the_catalogue_and_the_facts_are_the_same():
    assert set(facts()) == NAMES
    assert set(facts({}, identity=Identity(IdentityStatus.UNKNOWN))) == NAMES
    assert set(facts({}, identity=Identity(IdentityStatus.LOOKING))) == NAMES


BY_PART = [(fact.name, fact.source) for fact in CATALOGUE if fact.source in KINDS]


@pytest.mark.parametrize(("name", "kind"), BY_PART)
def test_a_fact_follows_the_state_of_its_part(name, kind):
    def of(part):
        return facts(everything(**{kind: part}))[name]

    assert of(waiting()).state is FactState.PENDING
    assert of(Part()).state is FactState.PENDING
    broken = of(failed("denied"))
    assert (broken.state, broken.reason) == (FactState.FAILED, "denied")
    assert of(Part(PartStatus.NOT_OFFERED)).state is FactState.ABSENT
    assert of(live()).state in (FactState.KNOWN, FactState.ABSENT)


@pytest.mark.parametrize(("name", "kind"), BY_PART)
def test_nobody_to_ask_about(name, kind):
    looking, unknown = Identity(IdentityStatus.LOOKING), Identity(IdentityStatus.UNKNOWN)
    assert facts({}, identity=looking)[name].state is FactState.PENDING
    assert facts({}, identity=Identity(IdentityStatus.CHOOSE))[name].state is FactState.PENDING
    assert facts({}, identity=unknown)[name].state is FactState.ABSENT
    assert facts({}, identity=Identity(IdentityStatus.WITHHELD))[name].state is FactState.ABSENT


CUSTOMER = [fact.name for fact in CATALOGUE if fact.source == "customer" and fact.name != "customer.known"]


@pytest.mark.parametrize("name", CUSTOMER)
def test_customer_facts_without_a_customer(name):
    assert facts({}, identity=Identity(IdentityStatus.LOOKING))[name].state is FactState.PENDING
    assert facts({}, identity=Identity(IdentityStatus.UNKNOWN))[name].state is FactState.ABSENT


@pytest.mark.parametrize("name", CUSTOMER)
def test_customer_facts_of_a_bare_customer_are_absent(name):
    known = {"customer.has_email"}
    assert is_absent(name) != (name in known)


def test_cached_rows_are_known_with_their_age():
    then = NOW - timedelta(minutes=5)
    part = Part(PartStatus.CACHED, (order(),), ("shop",), as_of=then)
    fact = facts(everything(orders=part))["order.open_count"]
    assert (fact.state, fact.value, fact.as_of, fact.source) == (FactState.KNOWN, 1, then, "shop")


def test_a_cached_customer_is_as_old_as_the_cache():
    then = NOW - timedelta(days=2)
    fact = facts(identity=identified(MARTA, cached_at=then))["customer.tier"]
    assert (fact.value, fact.as_of, fact.source) == ("Gold", then, "crm")


# --- the call -------------------------------------------------------------------------------------------------------


def test_what_telephony_told():
    call = info(queue="Billing EN", dnis="+4640123", waited_s=42, direction="out", withheld=True, country=None)
    found = facts(call=call)
    assert found["call.queue"].value == "Billing EN"
    assert found["call.dnis"].value == "+4640123"
    assert found["call.waited_s"].value == 42
    assert found["call.direction"].value == "out"
    assert found["call.withheld"].value is True
    assert found["call.channel"].value == "voice"
    assert found["call.started_at"].value == NOW
    assert found["call.country"].state is FactState.ABSENT
    assert found["call.queue"].source == "phone"


def test_what_telephony_did_not_tell_is_absent():
    found = facts(call=info(country=None))
    for name in ("call.queue", "call.dnis", "call.waited_s", "call.country"):
        assert found[name].state is FactState.ABSENT


def test_data_of_the_call_becomes_facts():
    found = facts(call=info(data={"ivr_choice": "billing", "PIN": "verified", "Order No.": "88213", "empty": ""}))
    assert found["ivr.choice"].value == "billing"
    assert found["ivr.pin"].value == "verified"
    assert found["ivr.order_no"].value == "88213"
    assert found["ivr.empty"].state is FactState.ABSENT


def test_data_the_playbook_waits_for_is_absent_when_the_phone_did_not_bring_it():
    settings = FactSettings(frozenset({"ivr.choice", "ivr.pin", "order.open_count"}))
    found = facts(call=info(data={"pin": "ok"}), settings=settings)
    assert found["ivr.choice"].state is FactState.ABSENT
    assert found["ivr.pin"].value == "ok"


@pytest.mark.parametrize(
    ("key", "name"),
    [
        ("ivr_choice", "ivr.choice"),
        ("IVR-Choice", "ivr.choice"),
        ("9lives", "ivr.lives"),
        ("---", None),
        ("", None),
        ("ключ", None),
        ("a" * 300, "ivr." + "a" * 48),
    ],
)
def test_keys_of_the_data(key, name):
    assert data_name(key) == name


# --- who it is ------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("known", "state", "expected"),
    [
        (IdentityStatus.LOOKING, FactState.PENDING, None),
        (IdentityStatus.CHOOSE, FactState.PENDING, None),
        (IdentityStatus.UNKNOWN, FactState.KNOWN, False),
        (IdentityStatus.WITHHELD, FactState.KNOWN, False),
    ],
)
def test_customer_known(known, state, expected):
    found = facts({}, identity=Identity(known))
    assert (found["customer.known"].state, found["customer.known"].value) == (state, expected)
    assert found["identity.status"].value == known.value


def test_customer_known_when_identified():
    assert value("customer.known") is True
    assert value("identity.status") == "identified"


def test_unknown_while_a_system_is_down_is_not_known_to_be_unknown():
    found = facts({"customer": failed("network")}, identity=Identity(IdentityStatus.UNKNOWN))
    assert (found["customer.known"].state, found["customer.known"].reason) == (FactState.FAILED, "network")


def test_the_customer():
    found = {name: fact.value for name, fact in facts(who=MARTA).items()}
    assert found["customer.given_name"] == "Marta"
    assert found["customer.tier"] == "Gold"
    assert found["customer.since_days"] == (TODAY - date(2016, 3, 14)).days
    assert found["customer.since_years"] == 10
    assert found["customer.churn_risk"] == Decimal(38)
    assert found["customer.lifetime_value"] == RuleMoney(Decimal("12480.00"), "EUR")
    assert found["customer.has_email"] is True
    assert found["customer.birthday_today"] is True
    assert found["customer.consent_marketing"] is True
    assert found["customer.consent_survey"] is True
    assert found["contract.autopay"] == "on"
    assert found["card.expires_this_month"] is True
    assert found["card.expires_on"] == date(2026, 11, 30)


@pytest.mark.parametrize(
    ("consents", "marketing", "survey"),
    [
        ((), False, False),
        (("marketing_email",), True, False),
        (("survey",), False, True),
        (("E-Mail offers", "Surveys"), True, True),
        (("terms",), False, False),
    ],
)
def test_consents(consents, marketing, survey):
    who = customer(consents=consents)
    assert value("customer.consent_marketing", who=who) is marketing
    assert value("customer.consent_survey", who=who) is survey


def test_a_system_without_consents_says_nothing_about_them():
    assert is_absent("customer.consent_marketing", who=customer(consents=None))


@pytest.mark.parametrize(
    ("born", "today", "is_today"),
    [
        (date(1985, 11, 21), date(2026, 11, 21), True),
        (date(1985, 11, 22), date(2026, 11, 21), False),
        (date(1968, 2, 29), date(2028, 2, 29), True),
        (date(1968, 2, 29), date(2027, 2, 28), True),
        (date(1968, 2, 29), date(2028, 2, 28), False),
        (date(1968, 2, 28), date(2027, 2, 28), True),
    ],
)
def test_birthdays(born, today, is_today):
    noon = datetime(today.year, today.month, today.day, 12, tzinfo=NOW.tzinfo)
    assert value("customer.birthday_today", who=customer(birthday=born), now=noon) is is_today


def test_the_birthday_is_that_of_the_local_day():
    eleven_at_night_utc = datetime(2026, 11, 20, 23, 30, tzinfo=NOW.tzinfo)
    assert value("customer.birthday_today", who=MARTA, now=eleven_at_night_utc) is True


def test_a_birthday_among_the_events_counts_too():
    parts = everything(events=live(event("birthday", 0)))
    assert value("customer.birthday_today", parts) is True
    pending = facts(everything(events=waiting()))["customer.birthday_today"]
    assert pending.state is FactState.PENDING


@pytest.mark.parametrize("risk", [True, "high", Decimal("NaN"), -1, 101, None])
def test_a_churn_risk_that_is_none(risk):
    assert is_absent("customer.churn_risk", who=customer(extra={"churn_risk": risk}))


@pytest.mark.parametrize(
    ("written", "day"),
    [
        (date(2026, 11, 30), date(2026, 11, 30)),
        ("2026-11-30", date(2026, 11, 30)),
        ("2026-11", date(2026, 11, 30)),
        ("11/26", date(2026, 11, 30)),
        ("02/2028", date(2028, 2, 29)),
        ("2026-12", date(2026, 12, 31)),
        (datetime(2026, 11, 30, 4, tzinfo=NOW.tzinfo), date(2026, 11, 30)),
    ],
)
def test_when_a_card_expires(written, day):
    who = customer(extra={"card_expires_on": written})
    assert value("card.expires_on", who=who) == day
    assert value("card.expires_this_month", who=who) is (day.year == 2026 and day.month == 11)


@pytest.mark.parametrize("written", ["soon", "13/26", "", 7, True])
def test_a_card_that_says_nothing_usable(written):
    assert is_absent("card.expires_on", who=customer(extra={"card_expires_on": written}))


def test_a_card_among_the_events():
    parts = everything(events=live(event("other", 9, label="Card expires")))
    assert value("card.expires_this_month", parts) is True


def test_the_contract_that_ends_next():
    parts = everything(
        events=live(
            event("contract_end", 330, label="Mobile L"),
            event("renewal", 20, label="Fiber 500"),
            event("contract_end", -5, label="Old one"),
        )
    )
    assert value("contract.days_to_end", parts) == 20
    assert value("contract.end_on", parts) == on(20)
    assert value("contract.ending_label", parts) == "Fiber 500"


def test_a_plan_is_the_one_that_ends_where_its_system_says_when():
    ends = customer(extra={"plan": "Fiber 500", "contract_ends_on": on(20)})
    assert value("contract.ending_label", who=ends) == "Fiber 500"
    assert value("contract.plan", who=customer(extra={"plan": "Fiber 500"})) == "Fiber 500"
    assert is_absent("contract.ending_label", who=customer(extra={"plan": "Fiber 500"}))


def test_only_past_contracts_count_backwards():
    parts = everything(events=live(event("contract_end", -5), event("contract_end", -50)))
    assert value("contract.days_to_end", parts) == -5


def test_a_contract_the_crm_knows_needs_no_event():
    parts = everything(events=waiting())
    assert value("contract.days_to_end", parts, who=customer(extra={"contract_end": on(7)})) == 7


# --- orders ---------------------------------------------------------------------------------------------------------


def test_a_late_order():
    parts = everything(orders=live(order()))
    assert value("order.open_count", parts) == 1
    assert value("order.open_late_count", parts) == 1
    assert labels("order.open_late_count", parts) == ["Order 89344"]
    assert value("order.latest_late_number", parts) == "89344"
    assert value("order.latest_late_id", parts) == "o89344"
    assert value("order.latest_late_label", parts) == "Aster 5 +1"
    assert value("order.latest_late_days", parts) == 2
    assert value("order.latest_late_promised_on", parts) == on(-2)
    assert value("order.late_total", parts) == RuleMoney(Decimal("488.80"), "EUR")
    assert value("order.latest_status", parts) == "on its way"


def test_every_record_behind_a_count_is_named_so_that_nobody_counts_wrong():
    parts = everything(orders=live(*(order(str(n)) for n in range(12))))
    assert len(labels("order.open_late_count", parts)) == value("order.open_late_count", parts) == 12


def test_no_orders_at_all():
    assert value("order.open_late_count") == 0
    assert labels("order.open_late_count") == []
    for name in ("order.latest_number", "order.latest_late_days", "order.late_total"):
        assert is_absent(name)


@pytest.mark.parametrize(
    "given",
    [
        {"promised_on": on(0)},
        {"promised_on": None},
        {"fulfillment": status("delivered")},
        {"status": status("completed")},
        {"status": status("cancelled")},
        {"status": status("draft")},
        {"shipments": (Shipment(promised_on=on(1)),)},
        {"shipments": (Shipment(promised_on=on(-5), delivered_at=at(-4)), Shipment(promised_on=on(2)))},
    ],
)
def test_orders_that_are_not_late(given):
    assert value("order.open_late_count", everything(orders=live(order(**given)))) == 0


@pytest.mark.parametrize(
    ("given", "is_open"),
    [
        ({"status": status("processing")}, True),
        ({"status": status("on_hold")}, True),
        ({"status": status("other", "seltsam"), "fulfillment": status("pending")}, True),
        ({"status": None, "fulfillment": status("partial")}, True),
        ({"status": None, "fulfillment": None}, False),
        ({"status": status("returned")}, False),
        ({"status": status("other"), "fulfillment": status("other")}, False),
    ],
)
def test_which_orders_are_open(given, is_open):
    assert value("order.open_count", everything(orders=live(order(**given)))) == int(is_open)


def test_orders_delivered_in_part_and_returned():
    parts = everything(
        orders=live(
            order("1", fulfillment=status("partial")),
            order("2", status=status("returned"), placed_at=at(-10)),
            order("3", status=status("returned"), placed_at=at(-60)),
        )
    )
    assert value("order.partial_count", parts) == 1
    assert value("order.partial_number", parts) == "1"
    assert value("order.partial_promised_on", parts) == on(-2)
    assert value("order.returned_30d", parts) == 1
    assert labels("order.returned_30d", parts) == ["Order 2"]


def test_late_orders_in_two_currencies_have_no_sum():
    parts = everything(orders=live(order("1"), order("2", total=Money(Decimal(5), "GBP"))))
    assert facts(parts)["order.late_total"].reason == "several_currencies"
    assert value("order.open_late_count", parts) == 2


# --- invoices -------------------------------------------------------------------------------------------------------


def test_an_invoice_in_dispute():
    parts = everything(invoices=live(invoice()))
    assert value("invoice.disputed_count", parts) == 1
    assert value("invoice.disputed_fee", parts) == RuleMoney(Decimal("18.00"), "EUR")
    assert value("invoice.disputed_line", parts) == "Late payment fee"
    assert value("invoice.disputed_number", parts) == "0931"
    assert labels("invoice.disputed_fee", parts) == ["Invoice 0931"]
    assert value("invoice.overdue_count", parts) == 1
    assert value("invoice.open_amount", parts) == RuleMoney(Decimal("39.50"), "EUR")
    assert value("invoice.latest_number", parts) == "0931"


def test_a_paid_invoice():
    paid = invoice(open_amount=eur("0.00"), status=status("paid"), lines=())
    parts = everything(invoices=live(paid))
    assert value("invoice.open_count", parts) == 0
    assert value("invoice.overdue_count", parts) == 0
    assert value("invoice.disputed_count", parts) == 0
    assert value("invoice.open_amount", parts) == RuleMoney(Decimal(0), "EUR")
    assert is_absent("invoice.disputed_fee", parts)


def test_an_unpaid_invoice_without_an_open_amount_is_open_whole():
    parts = everything(invoices=live(invoice(open_amount=None)))
    assert value("invoice.open_amount", parts) == RuleMoney(Decimal("139.70"), "EUR")


def test_no_invoices():
    assert value("invoice.open_count") == 0
    assert is_absent("invoice.open_amount")
    assert is_absent("invoice.latest_number")


def test_a_disputed_line_without_an_amount_is_still_in_dispute():
    line = InvoiceLine("Fee", amount=None, status=status("disputed"))
    parts = everything(invoices=live(invoice(lines=(line,))))
    assert value("invoice.disputed_line", parts) == "Fee"
    assert is_absent("invoice.disputed_fee", parts)


# --- cases ----------------------------------------------------------------------------------------------------------


def test_a_complaint_within_its_promise():
    parts = everything(cases=live(case()))
    assert value("complaint.open_count", parts) == 1
    assert value("complaint.past_promise", parts) is False
    assert labels("complaint.open_count", parts) == ["Complaint C-20418"]
    assert value("complaint.latest_number", parts) == "C-20418"
    assert value("complaint.latest_owner", parts) == "Billing L2"
    assert value("complaint.age_days", parts) == 3
    assert value("complaint.promised_on", parts) == on(2)
    assert labels("case.open_count", parts) == ["Case C-20418"]


def test_a_complaint_past_its_promise_is_the_one_to_speak_of():
    parts = everything(cases=live(case("C-2"), case("C-1", due_at=at(-1))))
    assert value("complaint.past_promise", parts) is True
    assert labels("complaint.past_promise", parts) == ["Complaint C-1"]
    assert value("complaint.latest_number", parts) == "C-1"
    assert value("case.latest_number", parts) == "C-2"


def test_a_fault_is_a_case_and_no_complaint():
    parts = everything(cases=live(case(category="Technical")))
    assert value("case.open_count", parts) == 1
    assert value("complaint.open_count", parts) == 0
    assert value("case.latest_category", parts) == "Technical"


@pytest.mark.parametrize("done", ["resolved", "closed"])
def test_closed_cases_do_not_count(done):
    parts = everything(cases=live(case(status=status(done))))
    assert value("case.open_count", parts) == 0
    assert is_absent("complaint.latest_number", parts)


# --- contacts and feedback ------------------------------------------------------------------------------------------


def test_contacts_before_this_call():
    parts = everything(
        interactions=live(contact(0, at=NOW), contact(-1), contact(-6), contact(-8), contact(-40), contact(1))
    )
    assert value("call.repeat_7d", parts) == 2
    assert value("interactions.contacts_30d", parts) == 3
    assert value("interactions.last_days", parts) == 1
    assert value("interactions.last_subject", parts) == "Late fee on 0931"


def test_what_we_sent_is_no_contact():
    parts = everything(interactions=live(contact(-1, direction="out"), contact(-2, direction="Outbound")))
    assert value("call.repeat_7d", parts) == 0
    assert is_absent("interactions.last_subject", parts)


def test_scores_and_the_change_between_two():
    parts = everything(
        feedback=live(answer("nps", "9", -190), answer("nps", "6", -10), answer("csat", "2"), answer("other", "1"))
    )
    assert value("feedback.nps_latest", parts) == Decimal(6)
    assert value("feedback.nps_change", parts) == Decimal(-3)
    assert value("feedback.csat_latest", parts) == Decimal(2)
    assert is_absent("feedback.ces_latest", parts)


def test_scores_on_different_scales_are_not_compared():
    five, ten = {"scale_min": Decimal(1), "scale_max": Decimal(5)}, {"scale_min": Decimal(1), "scale_max": Decimal(10)}
    parts = everything(feedback=live(answer("nps", "4", -1, **five), answer("nps", "9", -9, **ten)))
    assert is_absent("feedback.nps_change", parts)


# --- appointments ---------------------------------------------------------------------------------------------------


def test_the_next_appointment():
    parts = everything(
        events=live(
            event("appointment", 1, at=at(1, 9), label="Fiber installation"),
            event("appointment", 8, label="Later"),
            event("appointment", -3, label="Over"),
            event("appointment", 0, at=at(0, 9), label="Over since this morning"),
        )
    )
    assert value("appointment.label", parts) == "Fiber installation"
    assert value("appointment.next_on", parts) == on(1)
    assert value("appointment.days_until", parts) == 1
    assert value("appointment.next_at", parts).isoformat() == "2026-11-22T10:00:00+01:00"


def test_an_appointment_known_by_its_day_lasts_until_the_day_ends():
    parts = everything(events=live(event("appointment", 0, label="Some time today")))
    assert value("appointment.days_until", parts) == 0
    assert is_absent("appointment.next_at", parts)
    assert is_absent("appointment.label", everything(events=live(event("appointment", -1))))


# --- answers --------------------------------------------------------------------------------------------------------


def test_answers_of_the_guide():
    found = facts(answers={"charge": "that_one", "settle": None})
    assert (found["answers.charge"].value, found["answers.charge"].source) == ("that_one", "agent")
    assert found["answers.settle"].state is FactState.ABSENT


def test_an_answer_taken_back_is_pending_again():
    settings = FactSettings(frozenset({"answers.charge", "answers.settle"}))
    found = facts(answers={"charge": "that_one"}, settings=settings)
    assert found["answers.settle"].state is FactState.PENDING
    assert found["answers.charge"].state is FactState.KNOWN


# --- awkward content ------------------------------------------------------------------------------------------------


def test_texts_are_one_line_and_short():
    who = customer(given_name="  Marta\n\tL. " + "x" * 5_000, phones=(Phone("1"),))
    assert value("customer.given_name", who=who).startswith("Marta L. xxx")
    assert len(value("customer.given_name", who=who)) == 200


def test_times_without_an_offset_are_no_times():
    naive = datetime(2026, 11, 20)
    parts = everything(
        interactions=live(contact(-1, at=naive)),
        cases=live(case(opened_at=naive, due_at=naive)),
        orders=live(order(placed_at=naive, provenance=replace(origin(), fetched_at=naive))),
    )
    assert value("call.repeat_7d", parts) == 0
    assert value("complaint.past_promise", parts) is False
    assert is_absent("complaint.age_days", parts)
    assert facts(parts)["order.open_count"].as_of is None
