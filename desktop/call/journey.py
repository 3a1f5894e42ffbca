"""A customer's way with us as touchpoints by stage, and where it hurt: pure, read off the records of a call."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from enum import StrEnum
from typing import TYPE_CHECKING

from connectors.records import Case, CustomerEvent, Feedback, Interaction, Order
from desktop.call.readings import (
    Moment,
    days_late,
    event_day,
    is_complaint,
    is_instant,
    promised_on,
    rows_of,
    verdict_of,
)

if TYPE_CHECKING:
    from connectors.records import Customer, Record, Shipment
    from desktop.call.state import Part

JOURNEY_PARTS = ("orders", "cases", "interactions", "feedback", "events")
"""The kinds of record a journey is read off."""
SOON = timedelta(days=7)
"""Who turns to us again within this time has turned to us again for help."""
_OUTBOUND = frozenset({"out", "outbound"})
_NEVER = frozenset({"draft", "cancelled"})


class Stage(StrEnum):
    """The stages, in the order in which they usually come."""

    FOUND = "found"
    BOUGHT = "bought"
    DELIVERED = "delivered"
    HELP = "help"
    FEEDBACK = "feedback"
    RENEWED = "renewed"


class Pain(StrEnum):
    """What made a touchpoint hurt."""

    LATE = "late"
    COMPLAINT = "complaint"
    LOW_SCORE = "low_score"
    REPEAT = "repeat"


@dataclass(frozen=True, slots=True)
class Touchpoint:
    """One moment of the journey, with the record that tells of it."""

    at: datetime
    stage: Stage
    record: Record
    pain: Pain | None = None

    @property
    def id(self) -> str:
        """What tells this touchpoint from the others: one order is bought, and later delivered."""
        origin = self.record.provenance
        return f"{self.stage}:{origin.system}:{type(self.record).__name__}:{self.record.id}"


@dataclass(frozen=True, slots=True)
class StageSum:
    """One stage of a journey: how many touchpoints, how many of them hurt, when the last one was."""

    stage: Stage
    count: int = 0
    pains: int = 0
    last: datetime | None = None


def touchpoints(
    parts: Mapping[str, Part], customer: Customer | None, moment: Moment, complaints: Sequence[str]
) -> tuple[Touchpoint, ...]:
    """Everything that has happened so far, newest first; what carries no date, and what is to come, is left out."""
    found = [
        *_found_us(customer, moment),
        *_orders(rows_of(parts.get("orders"), Order), moment),
        *_cases(rows_of(parts.get("cases"), Case), complaints),
        *_contacts(rows_of(parts.get("interactions"), Interaction)),
        *_answers(rows_of(parts.get("feedback"), Feedback)),
        *_renewals(rows_of(parts.get("events"), CustomerEvent), moment),
    ]
    past = (point for point in found if point.at <= moment.now)
    return tuple(sorted(past, key=lambda point: (point.at, point.id), reverse=True))


def stages(points: Iterable[Touchpoint]) -> tuple[StageSum, ...]:
    """Every stage in its order, those without a touchpoint too."""
    sums = {stage: StageSum(stage) for stage in Stage}
    for point in points:
        sum_ = sums[point.stage]
        last = point.at if sum_.last is None else max(sum_.last, point.at)
        pains = sum_.pains + (point.pain is not None)
        sums[point.stage] = replace(sum_, count=sum_.count + 1, pains=pains, last=last)
    return tuple(sums.values())


def _found_us(customer: Customer | None, moment: Moment) -> Iterator[Touchpoint]:
    at = moment.start_of(customer.since) if customer is not None else None
    if customer is not None and at is not None:
        yield Touchpoint(at, Stage.FOUND, customer)


def _orders(orders: Iterable[Order], moment: Moment) -> Iterator[Touchpoint]:
    for order in orders:
        placed = order.placed_at if is_instant(order.placed_at) else moment.start_of(order.placed_on)
        if placed is not None and (order.status is None or order.status.value not in _NEVER):
            yield Touchpoint(placed, Stage.BOUGHT, order)
        yield from _delivery(order, moment)


def _delivery(order: Order, moment: Moment) -> Iterator[Touchpoint]:
    """When the last of an order's parcels came, or that it should be here by now."""
    if days_late(order, moment.today):
        due = moment.start_of(promised_on(order))
        if due is not None:
            yield Touchpoint(due, Stage.DELIVERED, order, Pain.LATE)
        return
    came = [parcel for parcel in order.shipments if is_instant(parcel.delivered_at)]
    if came:
        last = max(parcel.delivered_at for parcel in came if is_instant(parcel.delivered_at))
        pain = Pain.LATE if any(_came_late(parcel, order, moment) for parcel in came) else None
        yield Touchpoint(last, Stage.DELIVERED, order, pain)


def _came_late(parcel: Shipment, order: Order, moment: Moment) -> bool:
    promised, came = parcel.promised_on or order.promised_on, moment.day_of(parcel.delivered_at)
    return promised is not None and came is not None and came > promised


def _cases(cases: Iterable[Case], complaints: Sequence[str]) -> Iterator[Touchpoint]:
    for case in cases:
        if is_instant(case.opened_at):
            pain = Pain.COMPLAINT if is_complaint(case, complaints) else None
            yield Touchpoint(case.opened_at, Stage.HELP, case, pain)


def _contacts(contacts: Iterable[Interaction]) -> Iterator[Touchpoint]:
    """What the customer turned to us with, whoever began; again within a week is a repeat."""
    asked = [
        (row.at, row) for row in contacts if is_instant(row.at) and (row.direction or "").casefold() not in _OUTBOUND
    ]
    asked.sort(key=lambda pair: (pair[0], pair[1].id))
    before: datetime | None = None
    for at, row in asked:
        pain = Pain.REPEAT if before is not None and at - before <= SOON else None
        yield Touchpoint(at, Stage.HELP, row, pain)
        before = at


def _answers(answers: Iterable[Feedback]) -> Iterator[Touchpoint]:
    for row in answers:
        if is_instant(row.at):
            yield Touchpoint(row.at, Stage.FEEDBACK, row, Pain.LOW_SCORE if verdict_of(row) == "poor" else None)


def _renewals(events: Iterable[CustomerEvent], moment: Moment) -> Iterator[Touchpoint]:
    for event in events:
        at = event.at if is_instant(event.at) else moment.start_of(event_day(event, moment))
        if event.kind == "renewal" and at is not None:
            yield Touchpoint(at, Stage.RENEWED, event)
