"""The facts every playbook can count on: what Callside itself knows about a call, with no word from the site.

A site's facts.toml adds to these and may restate one, for instance to turn a free text into a closed list.
`desktop.call.facts` computes them; a test holds the two together. Where a fact comes from:

call, ivr        the telephony event and the data it carried
identity         who the caller is taken to be
customer         the merged customer; contract and card also from dated events
order            the "orders" lists           invoice        the "invoices" lists
case, complaint  the "cases" lists            interactions   the "interactions" lists
feedback         the "feedback" lists         appointment    the "events" lists
answers          the guide, one fact for each step
"""

from __future__ import annotations

import json
from collections.abc import Collection, Iterable
from dataclasses import dataclass

FILE = "(built in)/facts.toml"

PHONE, CRM, ORDERS, BILLING, CASES, CONTACTS, SURVEYS, EVENTS = (
    "phone",
    "customer",
    "orders",
    "invoices",
    "cases",
    "interactions",
    "feedback",
    "events",
)


@dataclass(frozen=True, slots=True)
class BuiltIn:
    """One fact Callside supplies: its type, its words, the part it is computed from and what narrows it."""

    name: str
    type: str
    label: str
    source: str
    say: str = ""
    pii: bool = False
    nullable: bool = True
    unit: str = ""
    members: tuple[tuple[str, str], ...] = ()
    changeable: str = "no"
    known_at: str = "start"


def _always(name: str, type_: str, label: str, say: str = "", members: tuple[tuple[str, str], ...] = ()) -> BuiltIn:
    return BuiltIn(name, type_, label, PHONE, say, nullable=False, members=members)


_CALL = (
    _always("call.channel", "text", "Channel"),
    _always("call.direction", "enum", "Direction", members=(("in", "Inbound"), ("out", "Outbound"))),
    _always("call.withheld", "bool", "Number withheld", "The number is withheld"),
    _always("call.started_at", "datetime", "Call started"),
    BuiltIn("call.queue", "text", "Queue", PHONE),
    BuiltIn("call.dnis", "text", "Number dialed", PHONE),
    BuiltIn("call.country", "text", "Country of the number", PHONE),
    BuiltIn("call.waited_s", "int", "Waiting time", PHONE, unit="s"),
    BuiltIn("call.repeat_7d", "int", "Contacts in the last 7 days", CONTACTS),
)
_IDENTITY = (
    _always(
        "identity.status",
        "enum",
        "Caller",
        members=(
            ("looking", "Looking up"),
            ("identified", "Identified"),
            ("choose", "Several customers possible"),
            ("unknown", "Unknown"),
            ("withheld", "Number withheld"),
        ),
    ),
    BuiltIn("customer.known", "bool", "Customer identified", CRM, "The customer is identified"),
    BuiltIn(
        "identity.verified",
        "bool",
        "Identity verified",
        "guide",
        "The caller's identity is verified",
        nullable=False,
        changeable="agent",
        known_at="during",
    ),
)
_CUSTOMER = (
    BuiltIn("customer.name", "text", "Name", CRM, pii=True),
    BuiltIn("customer.given_name", "text", "Given name", CRM, pii=True),
    BuiltIn("customer.segment", "text", "Segment", CRM),
    BuiltIn("customer.tier", "text", "Tier", CRM),
    BuiltIn("customer.language", "text", "Language", CRM),
    BuiltIn("customer.country", "text", "Country", CRM),
    BuiltIn("customer.since_days", "int", "Days as a customer", CRM, unit="days"),
    BuiltIn("customer.since_years", "int", "Customer for", CRM, "Customer for {value}", unit="years"),
    BuiltIn("customer.churn_risk", "decimal", "Churn risk", CRM, unit="%"),
    BuiltIn("customer.lifetime_value", "money", "Lifetime value", CRM),
    BuiltIn("customer.balance", "money", "Account balance", CRM),
    BuiltIn("customer.birthday_today", "bool", "Birthday today", CRM, "Has a birthday today", pii=True),
    BuiltIn("customer.has_email", "bool", "E-mail address on file", CRM, "An e-mail address is on file"),
    BuiltIn("customer.consent_marketing", "bool", "Marketing consent", CRM, "Agreed to hear about offers"),
    BuiltIn("customer.consent_survey", "bool", "Survey consent", CRM, "Agreed to surveys"),
)
_CONTRACT = (
    BuiltIn("contract.plan", "text", "Plan", CRM),
    BuiltIn("contract.autopay", "text", "Autopay", CRM),
    BuiltIn("contract.ending_label", "text", "Contract that ends next", CRM),
    BuiltIn("contract.end_on", "date", "Contract ends on", CRM),
    BuiltIn("contract.days_to_end", "int", "Contract end", CRM, "Contract ends in {value}", unit="days"),
    BuiltIn("card.expires_on", "date", "Card expires on", CRM),
    BuiltIn("card.expires_this_month", "bool", "Card expires this month", CRM, "The card on file expires this month"),
)
_ORDERS = (
    BuiltIn("order.open_count", "int", "Open orders", ORDERS),
    BuiltIn("order.open_late_count", "int", "Late open orders", ORDERS, "{evidence} past the promised day"),
    BuiltIn("order.late_total", "money", "Value of late orders", ORDERS),
    BuiltIn("order.partial_count", "int", "Orders delivered in part", ORDERS, "{evidence} delivered in part"),
    BuiltIn("order.partial_number", "text", "Latest order delivered in part", ORDERS),
    BuiltIn("order.partial_promised_on", "date", "Promised day of the rest", ORDERS),
    BuiltIn("order.returned_30d", "int", "Returned orders of the last 30 days", ORDERS, "{evidence} returned"),
    BuiltIn("order.latest_number", "text", "Latest order", ORDERS),
    BuiltIn("order.latest_label", "text", "Goods of the latest order", ORDERS),
    BuiltIn("order.latest_status", "text", "State of the latest order", ORDERS, "{evidence}: {value}"),
    BuiltIn("order.latest_late_id", "text", "Latest late order, system id", ORDERS),
    BuiltIn("order.latest_late_number", "text", "Latest late order", ORDERS),
    BuiltIn("order.latest_late_label", "text", "Goods of the latest late order", ORDERS),
    BuiltIn("order.latest_late_days", "int", "Latest order late by", ORDERS, "{evidence} late by {value}", unit="days"),
    BuiltIn("order.latest_late_promised_on", "date", "Promised day of the late order", ORDERS),
)
_INVOICES = (
    BuiltIn("invoice.open_count", "int", "Open invoices", BILLING),
    BuiltIn("invoice.open_amount", "money", "Open amount", BILLING),
    BuiltIn("invoice.overdue_count", "int", "Overdue invoices", BILLING, "{evidence} overdue"),
    BuiltIn("invoice.disputed_count", "int", "Invoices with a disputed line", BILLING, "{evidence} is in dispute"),
    BuiltIn("invoice.disputed_fee", "money", "Disputed charge", BILLING, "{value} disputed on {evidence}"),
    BuiltIn("invoice.disputed_line", "text", "Disputed line", BILLING),
    BuiltIn("invoice.disputed_number", "text", "Invoice with the disputed line", BILLING),
    BuiltIn("invoice.latest_number", "text", "Latest invoice", BILLING),
    BuiltIn("invoice.latest_total", "money", "Total of the latest invoice", BILLING),
    BuiltIn("invoice.latest_due_on", "date", "Latest invoice due on", BILLING),
)
_CASES = (
    BuiltIn("case.open_count", "int", "Open cases", CASES, "{evidence} open"),
    BuiltIn("case.latest_number", "text", "Latest open case", CASES),
    BuiltIn("case.latest_subject", "text", "Subject of the latest open case", CASES),
    BuiltIn("case.latest_category", "text", "Kind of the latest open case", CASES, "{evidence}: {value}"),
    BuiltIn("complaint.open_count", "int", "Open complaints", CASES, "{evidence} open"),
    BuiltIn("complaint.past_promise", "bool", "Complaint past its promise", CASES, "{evidence} is past its promise"),
    BuiltIn("complaint.latest_number", "text", "Latest open complaint", CASES),
    BuiltIn("complaint.latest_subject", "text", "Subject of the complaint", CASES),
    BuiltIn("complaint.latest_owner", "text", "Owner of the complaint", CASES),
    BuiltIn("complaint.age_days", "int", "Age of the complaint", CASES, "{evidence} open for {value}", unit="days"),
    BuiltIn("complaint.promised_on", "date", "Answer promised for", CASES),
)
_CONTACTS = (
    BuiltIn("interactions.contacts_30d", "int", "Contacts in the last 30 days", CONTACTS),
    BuiltIn("interactions.last_subject", "text", "Subject of the last contact", CONTACTS),
    BuiltIn("interactions.last_channel", "text", "Channel of the last contact", CONTACTS),
    BuiltIn("interactions.last_days", "int", "Last contact", CONTACTS, "Last contact {value} ago", unit="days"),
)
_FEEDBACK = (
    BuiltIn("feedback.nps_latest", "decimal", "Last NPS", SURVEYS, "Last survey: {evidence}"),
    BuiltIn("feedback.nps_change", "decimal", "Change of NPS", SURVEYS),
    BuiltIn("feedback.csat_latest", "decimal", "Last CSAT", SURVEYS, "Last survey: {evidence}"),
    BuiltIn("feedback.ces_latest", "decimal", "Last CES", SURVEYS, "Last survey: {evidence}"),
)
_EVENTS = (
    BuiltIn("appointment.label", "text", "Next appointment", EVENTS, "Appointment: {value}"),
    BuiltIn("appointment.next_on", "date", "Day of the appointment", EVENTS),
    BuiltIn("appointment.next_at", "datetime", "Time of the appointment", EVENTS),
    BuiltIn("appointment.days_until", "int", "Appointment", EVENTS, "Appointment in {value}", unit="days"),
)

CATALOGUE: tuple[BuiltIn, ...] = (
    _CALL + _IDENTITY + _CUSTOMER + _CONTRACT + _ORDERS + _INVOICES + _CASES + _CONTACTS + _FEEDBACK + _EVENTS
)
NAMES = frozenset(fact.name for fact in CATALOGUE)


def facts_text(facts: Iterable[BuiltIn], currency: str, without: Collection[str] = ()) -> str:
    """Facts as a facts.toml the rules read; money is in `currency`, names in `without` are left to the site."""
    blocks = [_block(fact, currency) for fact in facts if fact.name not in without]
    return 'format = "callside.facts/1"\n\n' + "\n".join(blocks)


def _block(fact: BuiltIn, currency: str) -> str:
    lines = [f"[fact.{_quoted(fact.name)}]"]
    lines += [f"{key} = {_quoted(text)}" for key, text in _texts(fact, currency)]
    if fact.members:
        inside = ", ".join(f"{_quoted(key)} = {_quoted(label)}" for key, label in fact.members)
        lines.append(f"members = {{ {inside} }}")
    lines += [f"nullable = {str(fact.nullable).lower()}", f"pii = {str(fact.pii).lower()}"]
    return "\n".join(lines) + "\n"


def _texts(fact: BuiltIn, currency: str) -> list[tuple[str, str]]:
    pairs = [("label", fact.label), ("type", fact.type), ("source", fact.source), ("say", fact.say)]
    pairs += [("unit", fact.unit), ("changeable", fact.changeable), ("known_at", fact.known_at)]
    if fact.type == "money":
        pairs.append(("currency", currency))
    return [(key, text) for key, text in pairs if text]


def _quoted(text: str) -> str:
    # A JSON string is a TOML basic string as long as nothing beyond the usual escapes is in it.
    return json.dumps(text, ensure_ascii=False).replace("\x7f", "\\u007F")
