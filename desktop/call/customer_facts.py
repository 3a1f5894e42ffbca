"""The facts about the customer, the contract and the card, from the CRM or from dated events."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Sequence
from datetime import date, datetime
from decimal import Decimal
from typing import TYPE_CHECKING

from connectors.records import Customer, CustomerEvent, Scalar
from desktop.call.found import NOTHING, Finding, Found, Standing, either, evidence_of, money, text
from desktop.call.readings import Moment, event_day
from desktop.rules.facts import Fact

if TYPE_CHECKING:
    from connectors.merge import MergedCustomer

# Names under which systems keep what has no field of its own; the first one present counts.
CHURN_KEYS = ("churn_risk", "churn_score")
PLAN_KEYS = ("plan", "plan_name", "contract_plan")
AUTOPAY_KEYS = ("autopay",)
END_KEYS = ("contract_end", "contract_ends_on", "contract_end_on")
CARD_KEYS = ("card_expires_on", "card_expires", "card_expiry")
MARKETING = frozenset({"marketing", "offers", "newsletter", "email", "phone", "sms"})
SURVEY = frozenset({"survey", "surveys", "feedback"})

_MONTH = re.compile(r"(?:(?P<year>[0-9]{4})-(?P<month>0[1-9]|1[0-2])|(?P<m>0[1-9]|1[0-2])/(?P<y>(?:20)?[0-9]{2}))")
_WORD = re.compile(r"[a-z]+")

_PERSON = (
    "customer.name",
    "customer.given_name",
    "customer.segment",
    "customer.tier",
    "customer.language",
    "customer.country",
    "customer.since_days",
    "customer.since_years",
    "customer.churn_risk",
    "customer.lifetime_value",
    "customer.balance",
    "customer.has_email",
    "customer.consent_marketing",
    "customer.consent_survey",
    "contract.plan",
    "contract.autopay",
)


def customer_facts(
    merged: MergedCustomer | None, crm: Standing, events: Sequence[CustomerEvent], dates: Standing, moment: Moment
) -> Iterator[Fact]:
    """All facts named customer, contract and card; dates the CRM does not give are taken from dated events."""
    customer = merged.customer if merged is not None else None
    yield from crm.facts(_PERSON, lambda: _person(customer, moment))

    def told(name: str, mine: Callable[[Customer], Found], dated: Callable[[], Found]) -> Fact:
        first = crm.fact(name, mine(customer) if customer is not None else NOTHING)
        return either(name, first, dates, dated)

    yield told("customer.birthday_today", lambda c: _birthday(c, moment), lambda: _birthday_event(events, moment))
    yield told("contract.ending_label", _plan_that_ends, lambda: _ending_label(events, moment))
    yield told("contract.end_on", _contract_end, lambda: _ending(events, moment))
    yield told(
        "contract.days_to_end",
        lambda c: _days_until(_contract_end(c), moment),
        lambda: _days_until(_ending(events, moment), moment),
    )
    yield told("card.expires_on", _card_end, lambda: _card_event(events))
    yield told(
        "card.expires_this_month",
        lambda c: _this_month(_card_end(c), moment),
        lambda: _this_month(_card_event(events), moment),
    )


def _person(customer: Customer | None, moment: Moment) -> Finding:
    if customer is None:
        return {}
    since = customer.since
    return {
        "customer.name": text(customer.name),
        "customer.given_name": text(customer.given_name),
        "customer.segment": text(customer.segment),
        "customer.tier": text(customer.tier),
        "customer.language": text(customer.language),
        "customer.country": text(customer.country),
        "customer.since_days": Found((moment.today - since).days) if since else NOTHING,
        "customer.since_years": Found(_years(since, moment.today)) if since else NOTHING,
        "customer.churn_risk": Found(churn_risk(customer)),
        "customer.lifetime_value": money(customer.lifetime_value),
        "customer.balance": money(customer.balance),
        "customer.has_email": Found(bool(customer.emails)),
        "customer.consent_marketing": _consent(customer, MARKETING),
        "customer.consent_survey": _consent(customer, SURVEY),
        "contract.plan": text(_text_of(_extra(customer, PLAN_KEYS))),
        "contract.autopay": text(_text_of(_extra(customer, AUTOPAY_KEYS))),
    }


def _years(since: date, today: date) -> int:
    """Whole years between two days; the anniversary counts."""
    return today.year - since.year - ((today.month, today.day) < (since.month, since.day))


def _extra(customer: Customer, keys: Sequence[str]) -> Scalar | None:
    return next((customer.extra[key] for key in keys if customer.extra.get(key) is not None), None)


def _text_of(value: Scalar | None) -> str | None:
    if isinstance(value, bool):
        return "on" if value else "off"
    return value if isinstance(value, str) else None


def churn_risk(customer: Customer) -> Decimal | None:
    """The risk of leaving in percent, 0 to 100, as a system keeps it beside the customer."""
    value = _extra(customer, CHURN_KEYS)
    if isinstance(value, bool) or not isinstance(value, int | Decimal):
        return None
    number = Decimal(value)
    return number if number.is_finite() and 0 <= number <= 100 else None


def _consent(customer: Customer, words: frozenset[str]) -> Found:
    """Whether one of the consents on file is of this kind; a system that keeps none says nothing."""
    if customer.consents is None:
        return NOTHING
    return Found(any(words & set(_WORD.findall(consent.casefold())) for consent in customer.consents))


def _birthday(customer: Customer, moment: Moment) -> Found:
    born = customer.birthday
    return Found(falls_today(born, moment.today), (evidence_of(customer),)) if born else NOTHING


def falls_today(born: date, today: date) -> bool:
    """Whether a yearly day is today; one of 29 February is kept on the 28th in a common year."""
    leap_born = (born.month, born.day) == (2, 29)
    if leap_born and (today.month, today.day) == (2, 28):
        return not _is_leap(today.year)
    return (born.month, born.day) == (today.month, today.day)


def _is_leap(year: int) -> bool:
    return year % 4 == 0 and (year % 100 != 0 or year % 400 == 0)


def _birthday_event(events: Sequence[CustomerEvent], moment: Moment) -> Found:
    for event in events:
        day = event_day(event, moment) if event.kind == "birthday" else None
        if day is not None:
            return Found(falls_today(day, moment.today), (evidence_of(event),))
    return NOTHING


def _contract_end(customer: Customer) -> Found:
    return _day_found(_extra(customer, END_KEYS), customer)


def _plan_that_ends(customer: Customer) -> Found:
    """The plan, where the same system says when it ends: then it is the one meant."""
    return text(_text_of(_extra(customer, PLAN_KEYS))) if _contract_end(customer).value is not None else NOTHING


def _card_end(customer: Customer) -> Found:
    return _day_found(_extra(customer, CARD_KEYS), customer)


def _day_found(value: Scalar | None, customer: Customer) -> Found:
    day = _as_day(value)
    return Found(day, (evidence_of(customer),)) if day else NOTHING


def _as_day(value: Scalar | None) -> date | None:
    """A date, ISO text, or a month as 2026-11 or 11/26, which ends with its last day."""
    if isinstance(value, datetime):
        return value.date()
    if isinstance(value, date) or not isinstance(value, str):
        return value if isinstance(value, date) else None
    month = _MONTH.fullmatch(value.strip())
    if month:
        year = int(month["year"] or month["y"])
        return _last_day(year if year > 99 else 2000 + year, int(month["month"] or month["m"]))
    try:
        return date.fromisoformat(value.strip())
    except ValueError:
        return None


def _last_day(year: int, month: int) -> date | None:
    try:
        return date.fromordinal(date(year + month // 12, month % 12 + 1, 1).toordinal() - 1)
    except ValueError:
        return None


def _ending(events: Sequence[CustomerEvent], moment: Moment) -> Found:
    ending = _next_ending(events, moment)
    return Found(ending[0], (evidence_of(ending[1]),)) if ending else NOTHING


def _ending_label(events: Sequence[CustomerEvent], moment: Moment) -> Found:
    ending = _next_ending(events, moment)
    return text(ending[1].label) if ending else NOTHING


def _next_ending(events: Sequence[CustomerEvent], moment: Moment) -> tuple[date, CustomerEvent] | None:
    """The next end or renewal of a contract or, when all are past, the last one."""
    days = [(day, e) for e in events if e.kind in ("contract_end", "renewal") and (day := event_day(e, moment))]
    ahead = [pair for pair in days if pair[0] >= moment.today]
    return min(ahead, key=_first) if ahead else max(days, key=_first, default=None)


def _first(pair: tuple[date, CustomerEvent]) -> date:
    return pair[0]


def _card_event(events: Sequence[CustomerEvent]) -> Found:
    """The day a payment card expires, when a system keeps it as a dated event that names the card."""
    for event in events:
        if event.on is not None and event.kind == "other" and "card" in (event.label or "").casefold():
            return Found(event.on, (evidence_of(event),))
    return NOTHING


def _days_until(found: Found, moment: Moment) -> Found:
    return Found((found.value - moment.today).days, found.evidence) if isinstance(found.value, date) else NOTHING


def _this_month(found: Found, moment: Moment) -> Found:
    day, today = found.value, moment.today
    if not isinstance(day, date):
        return NOTHING
    return Found((day.year, day.month) == (today.year, today.month), found.evidence)
