"""The figures of the customer header, counted as the facts count them. Pure."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from datetime import datetime
from typing import TypeVar

from connectors.records import Case, Feedback, Interaction, Order, Record
from desktop.call.customer_facts import churn_risk
from desktop.call.readings import (
    Moment,
    contacts_before,
    days_late,
    is_amount,
    is_open,
    is_open_case,
    rows_of,
    score_of,
)
from desktop.call.state import Identity, Part, PartStatus, Profile, Score
from desktop.rules.clock import Zone

R = TypeVar("R", bound=Record)
CONTACT_DAYS = 30
_ARRIVED = (PartStatus.LIVE, PartStatus.CACHED)


def profile_of(identity: Identity, parts: Mapping[str, Part], now: datetime, zone: Zone) -> Profile:
    """The header's figures; a count is None until its part has arrived, so that nothing claims to be zero early."""
    customer = identity.customer.customer if identity.customer is not None else None
    if customer is None:
        return Profile()
    moment = Moment(now, zone)
    value = customer.lifetime_value
    orders, feedback = parts.get("orders"), rows_of(parts.get("feedback"), Feedback)
    return Profile(
        lifetime_value=value if is_amount(value) else None,
        nps=_score(feedback, "nps"),
        csat=_score(feedback, "csat"),
        ces=_score(feedback, "ces"),
        open_orders=_count(orders, Order, is_open),
        late_orders=_count(orders, Order, lambda order: days_late(order, moment.today) > 0),
        open_cases=_count(parts.get("cases"), Case, is_open_case),
        churn_risk=churn_risk(customer),
        contacts_30d=_contacts(parts.get("interactions"), now),
    )


def _score(feedback: Sequence[Feedback], metric: str) -> Score | None:
    latest = score_of(feedback, metric)
    return latest[0] if latest is not None else None


def _count(part: Part | None, kind: type[R], fits: Callable[[R], bool]) -> int | None:
    if part is None or part.status not in _ARRIVED:
        return None
    return sum(1 for row in rows_of(part, kind) if fits(row))


def _contacts(part: Part | None, now: datetime) -> int | None:
    if part is None or part.status not in _ARRIVED:
        return None
    return len(contacts_before(rows_of(part, Interaction), now, CONTACT_DAYS))
