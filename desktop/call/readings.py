"""What one record says when somebody asks: is this order open, is it late, what is still to pay.

One reading for facts, header and panels, so that no two places on screen can count differently.
Every function takes any record content and answers None where it says nothing usable.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from decimal import Decimal
from typing import TypeGuard, TypeVar

from connectors.records import Case, CustomerEvent, Feedback, Interaction, Invoice, Money, Order, Shipment
from desktop.call.state import Part, Score
from desktop.rules.clock import Zone

R = TypeVar("R")

_OPEN_ORDER = frozenset({"open", "processing", "on_hold"})
_ON_THE_WAY = frozenset({"none", "pending", "partial", "shipped"})
_UNPAID = frozenset({"unpaid", "partial", "failed"})
_OPEN_CASE = frozenset({"new", "open", "waiting"})
_OUTBOUND = frozenset({"out", "outbound"})
_SCALES = {"nps": (Decimal(0), Decimal(10))}


@dataclass(frozen=True, slots=True)
class Moment:
    """The instant at which records are read (with an offset) and the site's calendar."""

    now: datetime
    zone: Zone

    @property
    def today(self) -> date:
        """The local day."""
        return self.zone.local_date(self.now)

    def day_of(self, instant: datetime | None) -> date | None:
        """The local day of an instant; None for none, one without an offset or one outside the calendar."""
        if not is_instant(instant):
            return None
        try:
            return self.zone.local_date(instant)
        except (OverflowError, ValueError):
            return None

    def local(self, instant: datetime | None) -> datetime | None:
        """The same instant as the site's clocks show it, so that words name the local hour."""
        day = self.day_of(instant)
        midnight = self.start_of(day)
        if midnight is None or not is_instant(instant):
            return None
        return instant.astimezone(midnight.tzinfo)

    def start_of(self, day: date | None) -> datetime | None:
        """The instant at which a local day begins, None where there is none."""
        if day is None:
            return None
        try:
            return self.zone.start_of_day(day)
        except (OverflowError, ValueError):
            return None


def is_instant(value: datetime | None) -> TypeGuard[datetime]:
    """Whether this is an instant: a time without an offset could be any of 24 hours."""
    return isinstance(value, datetime) and value.utcoffset() is not None


def rows_of(part: Part | None, kind: type[R]) -> tuple[R, ...]:
    """The rows of a part that are of its kind."""
    return tuple(row for row in part.rows if isinstance(row, kind)) if part else ()


def is_amount(money: Money | None) -> TypeGuard[Money]:
    """Whether this is a finite amount in a currency."""
    return money is not None and money.amount.is_finite() and bool(money.currency)


# --- orders ---------------------------------------------------------------------------------------------------------


def order_number(order: Order) -> str:
    """The order's number, as the customer knows it."""
    return order.number or order.id


def is_open(order: Order) -> bool:
    """Whether the customer still waits for something of this order.

    Delivered is not open, whatever the order says; a status we do not know leaves it to the fulfillment.
    """
    fulfillment = order.fulfillment.value if order.fulfillment else None
    if fulfillment == "delivered":
        return False
    status = order.status.value if order.status else "other"
    return status in _OPEN_ORDER or (status == "other" and fulfillment in _ON_THE_WAY)


def promised_on(order: Order) -> date | None:
    """The earliest day promised for what has not arrived."""
    waiting = [s.promised_on for s in order.shipments if s.promised_on and not _arrived(s)]
    return min(waiting) if waiting else order.promised_on


def _arrived(shipment: Shipment) -> bool:
    return shipment.delivered_at is not None or (shipment.status is not None and shipment.status.value == "delivered")


def days_late(order: Order, today: date) -> int:
    """How many days an open order is past its promised day; 0 when it is not."""
    promised = promised_on(order) if is_open(order) else None
    return max(0, (today - promised).days) if promised else 0


def placed_on(order: Order, moment: Moment) -> date | None:
    """The local day on which the order was placed."""
    return order.placed_on or moment.day_of(order.placed_at)


def goods(order: Order) -> str | None:
    """The order's goods in a few words: its first line, and how many more there are."""
    names = [line.name for line in order.lines if line.name]
    if not names:
        return None
    return names[0] if len(names) == 1 else f"{names[0]} +{len(names) - 1}"


# --- invoices -------------------------------------------------------------------------------------------------------


def amount_due(invoice: Invoice) -> Money | None:
    """What is still to pay on an invoice; None when nothing is known to be open.

    A system that tells no open amount but calls the invoice unpaid means the whole of it.
    """
    if invoice.open_amount is not None:
        open_amount = invoice.open_amount
        return open_amount if is_amount(open_amount) and open_amount.amount > 0 else None
    unpaid = invoice.status is not None and invoice.status.value in _UNPAID
    return invoice.total if unpaid and is_amount(invoice.total) else None


def is_overdue(invoice: Invoice, today: date) -> bool:
    """Whether money is open after the day it was due."""
    return invoice.due_on is not None and invoice.due_on < today and amount_due(invoice) is not None


def disputed_line(invoice: Invoice) -> tuple[str, Decimal | None] | None:
    """The first line marked as disputed, by our word or by the system's own, with its amount."""
    for line in invoice.lines:
        words = (line.status.value, line.status.label) if line.status else ()
        if any("disput" in word.casefold() for word in words):
            usable = line.amount is not None and line.amount.is_finite()
            return line.name, line.amount if usable else None
    return None


# --- cases ----------------------------------------------------------------------------------------------------------


def is_open_case(case: Case) -> bool:
    """Whether somebody still works on it; a status we do not know counts as open until it is resolved."""
    status = case.status.value if case.status else "other"
    return status in _OPEN_CASE or (status == "other" and case.resolved_at is None)


def is_complaint(case: Case, words: Iterable[str]) -> bool:
    """Whether the case is a complaint: its category holds one of the words the site uses for complaints."""
    category = (case.category or "").casefold()
    return any(word.casefold() in category for word in words)


def is_past_promise(case: Case, now: datetime) -> bool:
    """Whether an open case should have been answered by now."""
    return is_open_case(case) and case.due_at is not None and is_instant(case.due_at) and case.due_at < now


# --- feedback -------------------------------------------------------------------------------------------------------


def score_of(feedback: Sequence[Feedback], metric: str) -> tuple[Score, Feedback] | None:
    """The latest score on one survey scale with the change against the one before on the same scale."""
    answers = [row for row in feedback if row.metric == metric and row.score is not None and row.score.is_finite()]
    answers.sort(key=_when, reverse=True)
    if not answers:
        return None
    last = answers[0]
    scale = _scale(last)
    before = next((row for row in answers[1:] if _scale(row) == scale), None)
    assert last.score is not None
    change = _difference(last.score, before.score) if before is not None else None
    return Score(metric, last.score, *scale, at=last.at, change=change), last


def verdict_of(row: Feedback) -> str:
    """What a score means, good, mixed or poor: by the rule of NPS, else by the thirds of its scale; "" for none."""
    score = row.score
    if score is None or not score.is_finite():
        return ""
    if row.metric == "nps":
        return "good" if score >= 9 else "mixed" if score >= 7 else "poor"
    low, high = _finite(row.scale_min, None), _finite(row.scale_max, None)
    if low is None or high is None or high <= low or row.metric not in ("csat", "ces"):
        return ""
    share = (score - low) / (high - low)
    return "good" if share >= Decimal(2) / 3 else "mixed" if share >= Decimal(1) / 3 else "poor"


def scores_over_time(feedback: Sequence[Feedback], metric: str) -> tuple[tuple[Decimal, ...], Score | None]:
    """The scores on the scale of the latest answer, oldest first, and that answer as a score."""
    found = score_of(feedback, metric)
    if found is None:
        return (), None
    score, last = found
    same = [row for row in feedback if row.metric == metric and _scale(row) == _scale(last)]
    same.sort(key=_when)
    told = [row.score for row in same if row.score is not None and row.score.is_finite()]
    return tuple(told), score


def _difference(last: Decimal, before: Decimal | None) -> Decimal | None:
    # Scores of hundreds of digits are no scores; their difference would only lose digits.
    if before is None or max(abs(last.adjusted()), abs(before.adjusted())) > 20:
        return None
    return last - before


def _scale(row: Feedback) -> tuple[Decimal | None, Decimal | None]:
    low, high = _SCALES.get(row.metric, (None, None))
    return _finite(row.scale_min, low), _finite(row.scale_max, high)


def _finite(number: Decimal | None, otherwise: Decimal | None) -> Decimal | None:
    return number if number is not None and number.is_finite() else otherwise


_LONG_AGO = datetime.fromisoformat("0001-01-03T00:00:00+00:00")


def _when(row: Feedback) -> datetime:
    return row.at if row.at is not None and is_instant(row.at) else _LONG_AGO


# --- events ---------------------------------------------------------------------------------------------------------


def event_day(event: CustomerEvent, moment: Moment) -> date | None:
    """The local day of a dated event."""
    return event.on or moment.day_of(event.at)


# --- interactions ---------------------------------------------------------------------------------------------------


def contacts_before(contacts: Iterable[Interaction], end: datetime, days: int) -> tuple[Interaction, ...]:
    """How often the customer turned to us in the days before an instant, newest first.

    The call that begins at that instant is not one of them, nor is what we sent.
    """
    begin = end - timedelta(days=days)
    inside = [row for row in contacts if is_instant(row.at) and begin <= row.at < end and not _sent_by_us(row)]
    inside.sort(key=_contact_at, reverse=True)
    return tuple(inside)


def _sent_by_us(row: Interaction) -> bool:
    return (row.direction or "").casefold() in _OUTBOUND


def _contact_at(row: Interaction) -> datetime:
    return row.at or _LONG_AGO
