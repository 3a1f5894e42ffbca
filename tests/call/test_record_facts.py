"""Facts from orders, invoices, cases, contacts and surveys: what they count, what they name, what they leave out."""

from __future__ import annotations

from dataclasses import replace
from datetime import datetime
from decimal import Decimal

import pytest

from connectors.records import InvoiceLine, Money, Phone, Shipment
from desktop.playbook.model import FactSettings
from desktop.rules.facts import FactState
from desktop.rules.values import Money as RuleMoney
from tests.call.fact_samples import facts, is_absent, labels, value
from tests.call.people import (
    NOW,
    answer,
    at,
    case,
    contact,
    customer,
    eur,
    event,
    everything,
    invoice,
    live,
    on,
    order,
    origin,
    status,
)


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


def test_answers_of_the_guide():
    found = facts(answers={"charge": "that_one", "settle": None})
    assert (found["answers.charge"].value, found["answers.charge"].source) == ("that_one", "agent")
    assert found["answers.settle"].state is FactState.ABSENT


def test_an_answer_taken_back_is_pending_again():
    settings = FactSettings(frozenset({"answers.charge", "answers.settle"}))
    found = facts(answers={"charge": "that_one"}, settings=settings)
    assert found["answers.settle"].state is FactState.PENDING
    assert found["answers.charge"].state is FactState.KNOWN


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
