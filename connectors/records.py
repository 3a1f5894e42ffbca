"""The records every connector answers with, whatever system they came from.

Missing is `None`, never an empty string, zero or 1970. Ids are strings. Money is exact. An instant is a
timezone-aware UTC datetime; a day is a date and stays one.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date, datetime
from decimal import Decimal
from types import MappingProxyType
from typing import Literal

Scalar = str | int | bool | Decimal | date | datetime

ORDER_STATUSES = ("draft", "open", "processing", "on_hold", "completed", "cancelled", "returned", "other")
PAYMENT_STATUSES = ("unpaid", "partial", "paid", "refunded", "failed", "other")
FULFILLMENT_STATUSES = ("none", "pending", "partial", "shipped", "delivered", "failed", "other")
CASE_STATUSES = ("new", "open", "waiting", "resolved", "closed", "other")
CASE_PRIORITIES = ("low", "normal", "high", "urgent", "other")
FEEDBACK_METRICS = ("nps", "csat", "ces", "other")
EVENT_KINDS = ("birthday", "renewal", "contract_end", "delivery", "appointment", "payment_due", "other")

_NOTHING: Mapping[str, Scalar] = MappingProxyType({})
_NO_CELLS: Mapping[str, Scalar | Money | None] = MappingProxyType({})


@dataclass(frozen=True, slots=True)
class Provenance:
    """Where a record came from: the system, its id and link there, and how fresh it is."""

    system: str
    id: str
    fetched_at: datetime
    link: str | None = None
    as_of: datetime | None = None
    source: Literal["live", "cache"] = "live"
    missing: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Money:
    """An exact amount in an ISO 4217 currency."""

    amount: Decimal
    currency: str


@dataclass(frozen=True, slots=True)
class Status:
    """One of our statuses, with the system's own word for it; a word we do not know is `other`."""

    value: str
    label: str


@dataclass(frozen=True, slots=True)
class Phone:
    """A number as written in the system, and as E.164 when it could be parsed."""

    raw: str
    e164: str | None = None
    kind: str | None = None


@dataclass(frozen=True, slots=True)
class Address:
    """A postal address, line by line."""

    street: str | None = None
    postal_code: str | None = None
    city: str | None = None
    region: str | None = None
    country: str | None = None


@dataclass(frozen=True, slots=True)
class Customer:
    """A person or a company that buys from us; `country` is ISO 3166, `language` BCP 47.

    `consents` are those given, `refused` those asked for and not given; None where no system keeps any.
    """

    id: str
    provenance: Provenance
    name: str | None = None
    given_name: str | None = None
    family_name: str | None = None
    organization: str | None = None
    phones: tuple[Phone, ...] = ()
    emails: tuple[str, ...] = ()
    language: str | None = None
    country: str | None = None
    address: Address | None = None
    segment: str | None = None
    tier: str | None = None
    since: date | None = None
    birthday: date | None = None
    lifetime_value: Money | None = None
    balance: Money | None = None
    consents: tuple[str, ...] | None = None
    refused: tuple[str, ...] | None = None
    tags: tuple[str, ...] = ()
    extra: Mapping[str, Scalar | None] = field(default_factory=lambda: _NOTHING)


@dataclass(frozen=True, slots=True)
class OrderLine:
    """One line of an order, in the order's currency."""

    name: str
    sku: str | None = None
    quantity: Decimal | None = None
    unit_price: Decimal | None = None


@dataclass(frozen=True, slots=True)
class Shipment:
    """One parcel: who carries it, where it is, when it was promised."""

    carrier: str | None = None
    tracking: str | None = None
    link: str | None = None
    status: Status | None = None
    promised_on: date | None = None
    delivered_at: datetime | None = None


@dataclass(frozen=True, slots=True)
class OrderReturn:
    """Goods on their way back, or back; `amount` is what is paid back, in the order's currency."""

    number: str | None = None
    goods: str | None = None
    status: Status | None = None
    on: date | None = None
    amount: Decimal | None = None


@dataclass(frozen=True, slots=True)
class Order:
    """An order with its lines, shipments and returns."""

    id: str
    provenance: Provenance
    number: str | None = None
    customer_id: str | None = None
    placed_at: datetime | None = None
    placed_on: date | None = None
    status: Status | None = None
    payment: Status | None = None
    fulfillment: Status | None = None
    total: Money | None = None
    lines: tuple[OrderLine, ...] = ()
    shipments: tuple[Shipment, ...] = ()
    promised_on: date | None = None
    channel: str | None = None
    returns: tuple[OrderReturn, ...] = ()


@dataclass(frozen=True, slots=True)
class Invoice:
    """A bill with its lines; `note` marks a line in doubt, such as a disputed fee."""

    id: str
    provenance: Provenance
    number: str | None = None
    customer_id: str | None = None
    issued_on: date | None = None
    due_on: date | None = None
    status: Status | None = None
    total: Money | None = None
    open_amount: Money | None = None
    lines: tuple[InvoiceLine, ...] = ()
    payments: tuple[Payment, ...] = ()


@dataclass(frozen=True, slots=True)
class InvoiceLine:
    """One line of an invoice, in the invoice's currency."""

    name: str
    period: str | None = None
    amount: Decimal | None = None
    status: Status | None = None


@dataclass(frozen=True, slots=True)
class Payment:
    """One payment of an invoice, in the invoice's currency."""

    on: date | None = None
    amount: Decimal | None = None
    method: str | None = None
    status: Status | None = None


@dataclass(frozen=True, slots=True)
class Case:
    """A complaint, a fault or any other matter that is being worked on."""

    id: str
    provenance: Provenance
    number: str | None = None
    customer_id: str | None = None
    subject: str | None = None
    status: Status | None = None
    priority: Status | None = None
    opened_at: datetime | None = None
    updated_at: datetime | None = None
    resolved_at: datetime | None = None
    due_at: datetime | None = None
    owner: str | None = None
    queue: str | None = None
    category: str | None = None


@dataclass(frozen=True, slots=True)
class Interaction:
    """One past contact on any channel; `duration_s` in whole seconds."""

    id: str
    provenance: Provenance
    customer_id: str | None = None
    channel: str | None = None
    direction: str | None = None
    at: datetime | None = None
    duration_s: int | None = None
    agent: str | None = None
    queue: str | None = None
    subject: str | None = None
    summary: str | None = None
    outcome: str | None = None
    call_id: str | None = None


@dataclass(frozen=True, slots=True)
class Feedback:
    """One survey answer, kept on its own scale."""

    id: str
    provenance: Provenance
    customer_id: str | None = None
    metric: str = "other"
    score: Decimal | None = None
    scale_min: Decimal | None = None
    scale_max: Decimal | None = None
    comment: str | None = None
    at: datetime | None = None
    about: str | None = None


@dataclass(frozen=True, slots=True)
class CustomerEvent:
    """Something dated in a customer's life with us: a birthday, a renewal, a delivery."""

    id: str
    provenance: Provenance
    customer_id: str | None = None
    kind: str = "other"
    on: date | None = None
    at: datetime | None = None
    label: str | None = None
    amount: Money | None = None


@dataclass(frozen=True, slots=True)
class Row:
    """One row of a table of the site's own; `cells` by the names its manifest gives them."""

    id: str
    provenance: Provenance
    customer_id: str | None = None
    cells: Mapping[str, Scalar | Money | None] = field(default_factory=lambda: _NO_CELLS)


Record = Customer | Order | Invoice | Case | Interaction | Feedback | CustomerEvent | Row
