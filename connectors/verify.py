"""Whether a row is the one that was asked for. Systems ignore filters they do not know and answer with other people.

Equal E.164, equal e-mail, equal number: kept. A number that cannot be read for sure but ends alike: possible, for
the agent to choose. Everything else is dropped and counted.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from datetime import date, datetime
from enum import IntEnum

from connectors.connector import Page
from connectors.people import fold_email
from connectors.phones import TAIL_DIGITS, PhoneQuery, is_spelled_out, parse_number
from connectors.records import Case, Customer, CustomerEvent, Feedback, Interaction, Invoice, Order, Phone, Record

_FILLERS = re.compile(r"[\s\-‐-―]+")


class Match(IntEnum):
    """How a row relates to the question."""

    NO = 0
    POSSIBLE = 1
    YES = 2


def verify_phone(customers: Sequence[Customer], query: PhoneQuery) -> Page[Customer]:
    """The customers with this number; those with one that only may be it are possible."""
    return _sorted_out(customers, [customer_match(customer, query) for customer in customers])


def verify_email(customers: Sequence[Customer], email: str) -> Page[Customer]:
    """The customers with this address, whole, in any case."""
    wanted = fold_email(email)
    return _sorted_out(customers, [_yes(wanted in map(fold_email, customer.emails)) for customer in customers])


def verify_id(customers: Sequence[Customer], number: str) -> Page[Customer]:
    """The customers with this id."""
    return _sorted_out(customers, [_yes(same_id(customer.id, number)) for customer in customers])


def belongs(record: Record, owner: str | None) -> bool:
    """Whether a row is about the customer asked for, where the system says whose it is."""
    theirs = None if isinstance(record, Customer) else record.customer_id
    return owner is None or theirs is None or same_id(theirs, owner)


def newest(record: Record) -> tuple[bool, float]:
    """Sorts records by their instant, or the midnight of their day; undated ones are oldest."""
    at: datetime | date | None = None
    match record:
        case Order():
            at = record.placed_at or record.placed_on
        case Invoice():
            at = record.issued_on
        case Case():
            at = record.opened_at
        case Interaction() | Feedback():
            at = record.at
        case CustomerEvent():
            at = record.at or record.on
    if at is None:
        return False, 0.0
    return True, at.timestamp() if isinstance(at, datetime) else (at - date(1970, 1, 1)).days * 86_400.0


def same_id(one: str, other: str) -> bool:
    """Whether two numbers are equal as text, but for the spaces and hyphens people read them out with."""
    folded = fold_id(one)
    return bool(folded) and folded == fold_id(other)


def fold_id(number: str) -> str:
    """A number as it is compared."""
    return _FILLERS.sub("", number[:500]).casefold()


def customer_match(customer: Customer, query: PhoneQuery) -> Match:
    """How surely one of the customer's numbers is this one."""
    return max((phone_match(phone, query, customer.country) for phone in customer.phones), default=Match.NO)


def phone_match(phone: Phone, query: PhoneQuery, country: str | None) -> Match:
    """How surely a stored number is this one; `country` is the record's own, if it has one."""
    if phone.e164 is not None and query.e164 is not None:
        if phone.e164 == query.e164:
            return Match.YES
        # Read in the system's region for want of a better one: it may be the same digits in another country.
        is_guess = country is None and not is_spelled_out(phone.raw)
        stored = parse_number(phone.e164, None)
        return _possible(is_guess and stored is not None and stored.nsn == query.nsn)
    stored = parse_number(phone.e164 or phone.raw, None)
    return _possible(stored is not None and _end_alike(stored.tail, query.tail))


def _end_alike(one: str, other: str) -> bool:
    return one == other if min(len(one), len(other)) < TAIL_DIGITS else one[-TAIL_DIGITS:] == other[-TAIL_DIGITS:]


def _yes(found: bool) -> Match:
    return Match.YES if found else Match.NO


def _possible(found: bool) -> Match:
    return Match.POSSIBLE if found else Match.NO


def _sorted_out(customers: Iterable[Customer], matches: Iterable[Match]) -> Page[Customer]:
    kept: dict[Match, list[Customer]] = {match: [] for match in Match}
    for customer, match in zip(customers, matches, strict=True):
        kept[match].append(customer)
    return Page(tuple(kept[Match.YES]), dropped=len(kept[Match.NO]), possible=tuple(kept[Match.POSSIBLE]))
