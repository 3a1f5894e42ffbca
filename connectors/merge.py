"""The same person in several systems as one customer, and never two people as one.

Rows of different systems are one person only when they share a strong key: an e-mail address, a customer number
the systems have in common, or the same telephone number together with the same name. A telephone number alone
proves nothing (households, switchboards). Two rows of one system are never merged: that system says they differ.
"""

from __future__ import annotations

import unicodedata
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, fields, replace
from datetime import datetime
from itertools import chain
from typing import Any

from connectors.connector import Page
from connectors.records import Customer, Phone

SHARED_NUMBER = "customer_number"
"""The `extra` field in which a system keeps the customer number that another system uses as its id."""

_SINGLE = tuple(
    field.name
    for field in fields(Customer)
    if field.name not in {"id", "provenance", "phones", "emails", "tags", "consents", "extra"}
)


@dataclass(frozen=True, slots=True)
class FieldValue:
    """What one system says about a field, and when that system last changed or told it."""

    system: str
    value: object
    at: datetime


@dataclass(frozen=True, slots=True)
class MergedCustomer:
    """One person as all systems together know them.

    `customer` holds the best value of each field, `ids` the person's id in each system, and `values` what each
    system says, only for the fields on which they disagree. `key` is `system:id` of the leading system.
    """

    key: str
    customer: Customer
    ids: Mapping[str, str]
    values: Mapping[str, tuple[FieldValue, ...]]


def group_matches(pages: Mapping[str, Page[Customer]]) -> tuple[tuple[Customer, ...], ...]:
    """The rows of several systems as persons, in the order in which the systems are given."""
    groups: list[list[Customer]] = []
    for page in pages.values():
        joined: set[int] = set()
        for row in page.rows:
            fitting = [n for n, group in enumerate(groups) if n not in joined and _is_one_of(row, group)]
            # A row that could be either of two persons is neither: the agent chooses.
            if len(fitting) == 1:
                joined.add(fitting[0])
                groups[fitting[0]].append(row)
            else:
                joined.add(len(groups))
                groups.append([row])
    return tuple(tuple(group) for group in groups)


def merge_customers(found: Mapping[str, Customer], precedence: Sequence[str]) -> MergedCustomer:
    """One person from the row of each system (at least one); systems not in `precedence` come last, by name."""
    order = [name for name in precedence if name in found]
    order += sorted(found.keys() - set(order))
    rows = [found[name] for name in order]
    lead = rows[0]
    best: dict[str, Any] = {name: _first(getattr(row, name) for row in rows) for name in _SINGLE}
    merged = replace(
        lead,
        **best,
        phones=_distinct_phones(chain.from_iterable(row.phones for row in rows)),
        emails=_distinct(chain.from_iterable(row.emails for row in rows)),
        tags=_distinct(chain.from_iterable(row.tags for row in rows)),
        consents=_first(row.consents for row in rows),
        extra={name: value for row in reversed(rows) for name, value in row.extra.items() if value is not None},
    )
    return MergedCustomer(
        key=f"{order[0]}:{lead.id}",
        customer=merged,
        ids={name: found[name].id for name in order},
        values=dict(_disagreements(rows)),
    )


def same_name(one: str | None, other: str | None) -> bool:
    """Whether two names are the same but for case, spacing, accents' encoding and the order of their words."""
    if one is None or other is None:
        return False
    return bool(fold(one)) and sorted(fold(one).replace(",", " ").split()) == sorted(
        fold(other).replace(",", " ").split()
    )


def fold(text: str) -> str:
    """A text as it is compared: NFKC, without case, single spaces."""
    return " ".join(unicodedata.normalize("NFKC", text).casefold().split())


def _first(values: Iterable[Any]) -> Any:
    return next((value for value in values if value is not None), None)


def _is_one_of(row: Customer, group: Sequence[Customer]) -> bool:
    apart = any(member.provenance.system == row.provenance.system for member in group)
    return not apart and any(_is_same(row, member) for member in group)


def _is_same(row: Customer, other: Customer) -> bool:
    if {fold(email) for email in row.emails} & {fold(email) for email in other.emails}:
        return True
    if _shares_number(row, other) or _shares_number(other, row):
        return True
    return bool(_numbers(row) & _numbers(other)) and same_name(row.name, other.name)


def _shares_number(row: Customer, other: Customer) -> bool:
    number = row.extra.get(SHARED_NUMBER)
    return number is not None and str(number) in {other.id, str(other.extra.get(SHARED_NUMBER))}


def _numbers(customer: Customer) -> set[str]:
    return {phone.e164 for phone in customer.phones if phone.e164}


def _distinct(texts: Iterable[str]) -> tuple[str, ...]:
    return tuple({fold(text): text for text in reversed(list(texts))}.values())[::-1]


def _distinct_phones(phones: Iterable[Phone]) -> tuple[Phone, ...]:
    return tuple({phone.e164 or phone.raw: phone for phone in reversed(list(phones))}.values())[::-1]


def _disagreements(rows: Sequence[Customer]) -> Iterator[tuple[str, tuple[FieldValue, ...]]]:
    for name in (*_SINGLE, "emails"):
        said = [(row, value) for row in rows if (value := getattr(row, name)) not in (None, ())]
        if len({_compared(value) for _, value in said}) > 1 and not _overlapping([value for _, value in said]):
            yield (
                name,
                tuple(
                    FieldValue(row.provenance.system, value, row.provenance.as_of or row.provenance.fetched_at)
                    for row, value in said
                ),
            )


def _compared(value: Any) -> object:
    if isinstance(value, str):
        return fold(value)
    return tuple(fold(item) for item in value) if isinstance(value, tuple) else value


def _overlapping(values: Sequence[object]) -> bool:
    """Whether lists of addresses have one in common: then they do not disagree, one merely knows more."""
    lists = [{fold(item) for item in value} for value in values if isinstance(value, tuple)]
    return len(lists) == len(values) and bool(set.intersection(*lists))
