"""The facts that follow from one kind of record each: orders, invoices, cases, contacts, survey answers."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal

from connectors.records import Case, CustomerEvent, Feedback, Interaction, Invoice, Order, Record
from desktop.call.found import NOTHING, Finding, Found, evidence_of, money, text, total
from desktop.call.readings import (
    Moment,
    amount_due,
    contacts_before,
    days_late,
    disputed_line,
    event_day,
    goods,
    is_complaint,
    is_instant,
    is_open,
    is_open_case,
    is_overdue,
    is_past_promise,
    order_number,
    placed_on,
    promised_on,
    score_of,
)
from desktop.call.state import Score
from desktop.playbook.catalogue import CATALOGUE
from desktop.rules.facts import Evidence
from desktop.rules.values import Money

RETURNED_DAYS = 30
REPEAT_DAYS = 7
CONTACT_DAYS = 30


@dataclass(frozen=True, slots=True)
class Asked:
    """When the call began, the moment at which its records are read, and what makes a case a complaint."""

    call_began: datetime
    moment: Moment
    complaints: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Group:
    """The facts of one part: its kind, their names, and how its rows (newest first) give them."""

    kind: str
    names: tuple[str, ...]
    read: Callable[[Sequence[Record], Asked], Finding]


def _proofs(records: Sequence[Record]) -> tuple[Evidence, ...]:
    return tuple(evidence_of(record) for record in records)


def _count(records: Sequence[Record]) -> Found:
    return Found(len(records), _proofs(records))


# --- orders ---------------------------------------------------------------------------------------------------------


def _orders(rows: Sequence[Record], asked: Asked) -> Finding:
    orders = [row for row in rows if isinstance(row, Order)]
    today = asked.moment.today
    late = [order for order in orders if days_late(order, today) > 0]
    partial = [order for order in orders if is_open(order) and _is(order, "partial")]
    found = {
        "order.open_count": _count([order for order in orders if is_open(order)]),
        "order.open_late_count": _count(late),
        "order.late_total": total([o.total for o in late if o.total and o.total.amount.is_finite()], _proofs(late)),
        "order.partial_count": _count(partial),
        "order.returned_30d": _count([order for order in orders if _returned_lately(order, asked.moment)]),
    }
    if orders:
        found |= _latest_order(orders[0])
    if partial:
        found |= _latest_partial(partial[0])
    return found | _latest_late(late[0], asked) if late else found


def _latest_partial(order: Order) -> dict[str, Found]:
    proof = _proofs([order])
    return {
        "order.partial_number": _said(order_number(order), proof),
        "order.partial_promised_on": Found(promised_on(order), proof),
    }


def _is(order: Order, fulfillment: str) -> bool:
    return order.fulfillment is not None and order.fulfillment.value == fulfillment


def _returned_lately(order: Order, moment: Moment) -> bool:
    """Whether an order placed in the last 30 days came back; systems rarely say when it did."""
    placed = placed_on(order, moment)
    returned = order.status is not None and order.status.value == "returned"
    return returned and placed is not None and 0 <= (moment.today - placed).days <= RETURNED_DAYS


def _latest_order(order: Order) -> dict[str, Found]:
    proof = _proofs([order])
    status = order.fulfillment or order.status
    return {
        "order.latest_number": _said(order_number(order), proof),
        "order.latest_label": _said(goods(order), proof),
        "order.latest_status": _said(status.label if status else None, proof),
    }


def _latest_late(order: Order, asked: Asked) -> dict[str, Found]:
    proof = _proofs([order])
    return {
        "order.latest_late_id": _said(order.id, proof),
        "order.latest_late_number": _said(order_number(order), proof),
        "order.latest_late_label": _said(goods(order), proof),
        "order.latest_late_days": Found(days_late(order, asked.moment.today), proof),
        "order.latest_late_promised_on": Found(promised_on(order), proof),
    }


def _said(words: str | None, proof: tuple[Evidence, ...]) -> Found:
    found = text(words)
    return Found(found.value, proof) if found.value is not None else NOTHING


# --- invoices -------------------------------------------------------------------------------------------------------


def _invoices(rows: Sequence[Record], asked: Asked) -> Finding:
    invoices = [row for row in rows if isinstance(row, Invoice)]
    due = [(invoice, amount) for invoice in invoices if (amount := amount_due(invoice)) is not None]
    found = {
        "invoice.open_count": _count([invoice for invoice, _ in due]),
        "invoice.overdue_count": _count([row for row in invoices if is_overdue(row, asked.moment.today)]),
        "invoice.disputed_count": _count([row for row in invoices if disputed_line(row) is not None]),
    }
    if due:
        found["invoice.open_amount"] = total([amount for _, amount in due], _proofs([invoice for invoice, _ in due]))
    elif invoices:
        found["invoice.open_amount"] = _nothing_open(invoices[0])
    if invoices:
        found |= _latest_invoice(invoices[0])
    return found | _disputed(invoices)


def _nothing_open(latest: Invoice) -> Found:
    money_known = latest.open_amount or latest.total
    return Found(Money(Decimal(0), money_known.currency)) if money_known and money_known.currency else NOTHING


def _latest_invoice(invoice: Invoice) -> dict[str, Found]:
    proof = _proofs([invoice])
    return {
        "invoice.latest_number": _said(invoice.number or invoice.id, proof),
        "invoice.latest_total": money(invoice.total, proof),
        "invoice.latest_due_on": Found(invoice.due_on, proof) if invoice.due_on else NOTHING,
    }


def _disputed(invoices: Sequence[Invoice]) -> dict[str, Found]:
    """The newest line in dispute, if there is one."""
    for invoice in invoices:
        line = disputed_line(invoice)
        if line is None:
            continue
        proof, (name, amount) = _proofs([invoice]), line
        currency = invoice.total.currency if invoice.total else ""
        fee = Found(Money(amount, currency), proof) if amount is not None and currency else NOTHING
        return {
            "invoice.disputed_fee": fee,
            "invoice.disputed_line": _said(name, proof),
            "invoice.disputed_number": _said(invoice.number or invoice.id, proof),
        }
    return {}


# --- cases ----------------------------------------------------------------------------------------------------------


def _cases(rows: Sequence[Record], asked: Asked) -> Finding:
    cases = [row for row in rows if isinstance(row, Case) and is_open_case(row)]
    complaints = [case for case in cases if is_complaint(case, asked.complaints)]
    overdue = [case for case in complaints if is_past_promise(case, asked.moment.now)]
    found = {
        "case.open_count": _count(cases),
        "complaint.open_count": Found(len(complaints), _complaints(complaints)),
        "complaint.past_promise": Found(bool(overdue), _complaints(overdue)),
    }
    if cases:
        proof = _proofs(cases[:1])
        found["case.latest_number"] = _said(cases[0].number or cases[0].id, proof)
        found["case.latest_subject"] = _said(cases[0].subject, proof)
        found["case.latest_category"] = _said(cases[0].category, proof)
    return found | _latest_complaint(overdue[0] if overdue else complaints[0], asked.moment) if complaints else found


def _complaints(cases: Sequence[Case]) -> tuple[Evidence, ...]:
    return tuple(("complaint", case.id, f"Complaint {case.number or case.id}") for case in cases)


def _latest_complaint(case: Case, moment: Moment) -> dict[str, Found]:
    """The complaint to speak of: the newest one past its promise, else the newest."""
    proof = _complaints([case])
    opened, due = moment.day_of(case.opened_at), moment.day_of(case.due_at)
    return {
        "complaint.latest_number": _said(case.number or case.id, proof),
        "complaint.latest_subject": _said(case.subject, proof),
        "complaint.latest_owner": _said(case.owner or case.queue, proof),
        "complaint.age_days": Found((moment.today - opened).days, proof) if opened else NOTHING,
        "complaint.promised_on": Found(due, proof) if due else NOTHING,
    }


# --- contacts and feedback ------------------------------------------------------------------------------------------


def _contacts(rows: Sequence[Record], asked: Asked) -> Finding:
    contacts = [row for row in rows if isinstance(row, Interaction)]
    month = contacts_before(contacts, asked.call_began, CONTACT_DAYS)
    week = contacts_before(month, asked.call_began, REPEAT_DAYS)
    found = {"call.repeat_7d": _count(week), "interactions.contacts_30d": _count(month)}
    earlier = month or contacts_before(contacts, asked.call_began, 36_500)
    if earlier:
        found |= _last_contact(earlier[0], asked.moment)
    return found


def _last_contact(contact: Interaction, moment: Moment) -> dict[str, Found]:
    proof = _proofs([contact])
    day = moment.day_of(contact.at)
    return {
        "interactions.last_subject": _said(contact.subject, proof),
        "interactions.last_channel": _said(contact.channel, proof),
        "interactions.last_days": Found((moment.today - day).days, proof) if day else NOTHING,
    }


def _feedback(rows: Sequence[Record], asked: Asked) -> Finding:
    answers = [row for row in rows if isinstance(row, Feedback)]
    found: dict[str, Found] = {}
    for metric in ("nps", "csat", "ces"):
        latest = score_of(answers, metric)
        if latest is None:
            continue
        score, row = latest
        proof = (("feedback", row.id, _named(score)),)
        found[f"feedback.{metric}_latest"] = Found(score.value, proof)
        found[f"feedback.{metric}_change"] = Found(score.change, proof)
    return found


def _named(score: Score) -> str:
    """A score as people name it, with its scale: a bare number says nothing."""
    top = f" of {score.scale_max:f}" if score.scale_max is not None else ""
    return f"{score.metric.upper()} {score.value:f}{top}" if abs(score.value.adjusted()) < 20 else score.metric.upper()


# --- dated events ---------------------------------------------------------------------------------------------------


def _events(rows: Sequence[Record], asked: Asked) -> Finding:
    """The next appointment that is not over; one that is only known by its day lasts until the day ends."""
    moment = asked.moment
    ahead = []
    for row in rows:
        if isinstance(row, CustomerEvent) and row.kind == "appointment":
            day = event_day(row, moment)
            over = row.at < moment.now if is_instant(row.at) else day is not None and day < moment.today
            if day is not None and not over:
                ahead.append((day, row.at if is_instant(row.at) else moment.start_of(day) or moment.now, row))
    if not ahead:
        return {}
    day, _, event = min(ahead, key=_soonest)
    proof = _proofs([event])
    return {
        "appointment.label": _said(event.label, proof),
        "appointment.next_on": Found(day, proof),
        "appointment.next_at": Found(moment.local(event.at), proof),
        "appointment.days_until": Found((day - moment.today).days, proof),
    }


def _soonest(entry: tuple[date, datetime, CustomerEvent]) -> tuple[date, datetime]:
    return entry[:2]


def _group(kind: str, read: Callable[[Sequence[Record], Asked], Finding]) -> Group:
    return Group(kind, tuple(fact.name for fact in CATALOGUE if fact.source == kind), read)


GROUPS = (
    _group("orders", _orders),
    _group("invoices", _invoices),
    _group("cases", _cases),
    _group("interactions", _contacts),
    _group("feedback", _feedback),
    _group("events", _events),
)
