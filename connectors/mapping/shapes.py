"""What each field of a record takes: from whatever a mapping found to the field's own type, or Unreadable."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Callable, Collection, Iterable, Mapping
from dataclasses import dataclass
from decimal import Decimal
from types import MappingProxyType
from typing import Any

from connectors import records
from connectors.mapping import convert
from connectors.mapping.convert import LONG_TEXT, Unreadable
from connectors.mapping.expressions import Locale
from connectors.phones import parse_number
from connectors.records import (
    Address,
    InvoiceLine,
    Money,
    OrderLine,
    OrderReturn,
    Payment,
    Phone,
    Record,
    Scalar,
    Shipment,
    Status,
)

Coerce = Callable[[Any, Locale], Any]

MAX_ITEMS = 200
_MANY_NUMBERS = re.compile(r"[;,|\n]")
_LANGUAGE = re.compile(r"[a-z]{2,3}(?:-[A-Za-z0-9]{2,8})*\Z")
_COUNTRY = re.compile(r"[A-Z]{2}\Z")
_LINK = re.compile(r"https://[^\s\x00-\x1f<>\"\\]{1,1900}\Z")


@dataclass(frozen=True, slots=True)
class Shape:
    """One kind of record: its class and what its fields take."""

    make: type[Record]
    fields: Mapping[str, Coerce]


def text(value: Any, _: Locale) -> str | None:
    """A short text; a status gives its word."""
    if isinstance(value, Status):
        return value.label if value.value == "other" else value.value
    return convert.text_of(value)


def prose(value: Any, _: Locale) -> str | None:
    """A long text."""
    return convert.text_of(value, LONG_TEXT)


def email(value: Any) -> str | None:
    """One e-mail address, trimmed and in NFC; None for what is none."""
    found = convert.text_of(value, 320)
    if found is None or found.count("@") != 1 or len(found) > 254:
        return None
    return unicodedata.normalize("NFC", found)


def link(value: Any, _: Locale) -> str | None:
    """An https link; anything else is refused."""
    found = convert.text_of(value, 2_000)
    if found is not None and not _LINK.match(found):
        raise Unreadable("no https link")
    return found


def _link_or_none(value: Any, locale: Locale) -> str | None:
    try:
        return link(value, locale)
    except Unreadable:
        return None


def _emails(value: Any, _: Locale) -> tuple[str, ...]:
    found = (email(item) for item in _items(value))
    return tuple(dict.fromkeys(address for address in found if address))


def phones(value: Any, locale: Locale) -> tuple[Phone, ...]:
    """Numbers as texts, as {raw, kind}, or as one text that holds several."""
    found: dict[str, Phone] = {}
    for item in _items(value):
        raw, kind = (item.get("raw"), item.get("kind")) if isinstance(item, Mapping) else (item, None)
        for phone in [raw] if isinstance(raw, Phone) else _written(raw, kind, locale):
            found.setdefault(phone.e164 or phone.raw, phone)
    return tuple(found.values())


def _written(raw: Any, kind: Any, locale: Locale) -> list[Phone]:
    whole = convert.text_of(raw)
    if whole is None:
        return []
    parts = [part.strip() for part in _MANY_NUMBERS.split(whole)]
    if len(parts) > 1 and parse_number(whole, None) is not None:
        parts = [whole]
    return [Phone(part, locale.read_phone(part), text(kind, locale)) for part in parts if part]


def _texts(value: Any, locale: Locale) -> tuple[str, ...]:
    found = (text(item, locale) for item in _items(value))
    return tuple(dict.fromkeys(word for word in found if word))


def _owner(value: Any, locale: Locale) -> str | None:
    """Whose a record is; of several who have a part in it the one that is asked for, else the first."""
    owners = _texts(value, locale)
    asked = (locale.owner or "").casefold()
    return next((each for each in owners if each.casefold() == asked), owners[0] if owners else None)


def _consents(value: Any, locale: Locale) -> tuple[str, ...] | None:
    """A list of what was agreed to, or a table {email: 1, phone: 0}; None is not known."""
    if value is None:
        return None
    if isinstance(value, Mapping):
        return tuple(str(name) for name, given in value.items() if _is_yes(given))
    return _texts(value, locale)


def _refused(value: Any, locale: Locale) -> tuple[str, ...] | None:
    """A list of what was refused, or a table {email: 1, phone: 0}; what was never asked is neither."""
    if isinstance(value, Mapping):
        return tuple(str(name) for name, given in value.items() if given is not None and not _is_yes(given))
    return _texts(value, locale) if value is not None else None


def _is_yes(value: Any) -> bool:
    return (
        value is True or value == 1 or (isinstance(value, str) and value.casefold() in {"1", "true", "yes", "y", "t"})
    )


def _language(value: Any, _: Locale) -> str | None:
    found = convert.text_of(value)
    if found is None:
        return None
    head, *rest = found.partition(".")[0].replace("_", "-").split("-")
    tag = "-".join([head.lower(), *rest])
    if not _LANGUAGE.match(tag):
        raise Unreadable("no language tag")
    return tag


def _country(value: Any, _: Locale) -> str | None:
    found = convert.text_of(value)
    if found is None:
        return None
    if not _COUNTRY.match(found.upper()):
        raise Unreadable("no ISO 3166 country")
    return found.upper()


def _day(value: Any, locale: Locale) -> Any:
    return convert.date_of(value, None, locale.zone)


def instant(value: Any, locale: Locale) -> Any:
    """An instant in UTC."""
    return convert.time_of(value, None, locale.zone)


def _money(value: Any, locale: Locale) -> Money | None:
    return convert.money_of(value, locale.currency)


def _decimal(value: Any, _: Locale) -> Decimal | None:
    return convert.decimal_of(value)


def _seconds(value: Any, _: Locale) -> int | None:
    return convert.duration_of(value)


def status(allowed: Collection[str] | None) -> Coerce:
    """A status; a word outside of `allowed` (any, where that is None) becomes `other` and keeps its label."""

    def coerce(value: Any, _: Locale) -> Status | None:
        if value is None:
            return None
        if not isinstance(value, Status):
            label = convert.text_of(value)
            if label is None:
                return None
            word = label.casefold().replace(" ", "_")
            return Status(word if allowed is not None and word in allowed else "other", label)
        return value if allowed is None or value.value in allowed else Status("other", value.label)

    return coerce


def _word(allowed: Collection[str]) -> Coerce:
    def coerce(value: Any, locale: Locale) -> str:
        found = (text(value, locale) or "other").casefold()
        return found if found in allowed else "other"

    return coerce


def _address(value: Any, locale: Locale) -> Address | None:
    if value is None:
        return None
    if not isinstance(value, Mapping):
        raise Unreadable("an address is a table of street, postal_code, city, region, country")
    parts = {name: text(value.get(name), locale) for name in ("street", "postal_code", "city", "region", "country")}
    return Address(**parts) if any(parts.values()) else None


def _extra(value: Any, locale: Locale) -> Mapping[str, Scalar | None]:
    if value is None:
        return MappingProxyType({})
    if not isinstance(value, Mapping) or len(value) > MAX_ITEMS:
        raise Unreadable("extra is a table of names and values")
    return MappingProxyType({str(name): _scalar(item, locale) for name, item in value.items()})


def _cells(value: Any, locale: Locale) -> Mapping[str, Scalar | Money | None]:
    """The cells of one row: like extra, but an amount keeps its currency."""
    if not isinstance(value, Mapping) or len(value) > MAX_ITEMS:
        raise Unreadable("cells is a table of names and values")
    return MappingProxyType({str(name): cell(item, locale) for name, item in value.items()})


def cell(value: Any, locale: Locale) -> Scalar | Money | None:
    """One cell of a row."""
    return value if isinstance(value, Money) else _scalar(value, locale)


def _scalar(value: Any, locale: Locale) -> Scalar | None:
    if isinstance(value, bool):
        return value
    if isinstance(value, float | Decimal):
        return convert.decimal_of(value)
    if isinstance(value, Money):
        return value.amount
    if isinstance(value, int) and value.bit_length() <= 63:
        return value
    if isinstance(value, Mapping | list | tuple):
        raise Unreadable("a value of extra is a list or table")
    return value if hasattr(value, "isoformat") else text(value, locale)


def _lines(value: Any, locale: Locale) -> tuple[OrderLine, ...]:
    made = []
    for item in _tables(value):
        name, sku = text(item.get("name"), locale), text(item.get("sku"), locale)
        if name or sku:
            quantity, price = _decimal(item.get("quantity"), locale), _decimal(item.get("unit_price"), locale)
            made.append(OrderLine(name or sku or "", sku, quantity, price))
    return tuple(made)


def _invoice_lines(value: Any, locale: Locale) -> tuple[InvoiceLine, ...]:
    made = []
    for item in _tables(value):
        name = text(item.get("name"), locale)
        if name:
            amount, state = _decimal(item.get("amount"), locale), status(None)(item.get("status"), locale)
            made.append(InvoiceLine(name, text(item.get("period"), locale), amount, state))
    return tuple(made)


def _shipments(value: Any, locale: Locale) -> tuple[Shipment, ...]:
    made = []
    for item in _tables(value):
        shipment = Shipment(
            carrier=text(item.get("carrier"), locale),
            tracking=text(item.get("tracking"), locale),
            link=_link_or_none(item.get("link"), locale),
            status=status(records.FULFILLMENT_STATUSES)(item.get("status"), locale),
            promised_on=_day(item.get("promised_on"), locale),
            delivered_at=instant(item.get("delivered_at"), locale),
        )
        if shipment != Shipment():
            made.append(shipment)
    return tuple(made)


def _returns(value: Any, locale: Locale) -> tuple[OrderReturn, ...]:
    made = (
        OrderReturn(
            number=text(item.get("number"), locale),
            goods=text(item.get("goods"), locale),
            status=status(None)(item.get("status"), locale),
            on=_day(item.get("on"), locale),
            amount=_decimal(item.get("amount"), locale),
        )
        for item in _tables(value)
    )
    return tuple(each for each in made if each != OrderReturn())


def _payments(value: Any, locale: Locale) -> tuple[Payment, ...]:
    made = (
        Payment(
            on=_day(item.get("on"), locale),
            amount=_decimal(item.get("amount"), locale),
            method=text(item.get("method"), locale),
            status=status(None)(item.get("status"), locale),
        )
        for item in _tables(value)
    )
    return tuple(each for each in made if each != Payment())


def _items(value: Any) -> Iterable[Any]:
    if value is None:
        return ()
    if isinstance(value, list | tuple):
        return [item for item in value[:MAX_ITEMS] if item is not None]
    return (value,)


def _tables(value: Any) -> list[Mapping[str, Any]]:
    found = [value] if isinstance(value, Mapping) else list(_items(value))
    if not all(isinstance(item, Mapping) for item in found):
        raise Unreadable("a list of tables is needed")
    return found


SHAPES: Mapping[str, Shape] = MappingProxyType(
    {
        "customer": Shape(
            records.Customer,
            {
                **dict.fromkeys(("name", "given_name", "family_name", "organization", "segment", "tier"), text),
                "emails": _emails,
                "language": _language,
                "country": _country,
                "address": _address,
                "since": _day,
                "birthday": _day,
                "lifetime_value": _money,
                "balance": _money,
                "consents": _consents,
                "refused": _refused,
                "tags": _texts,
                "extra": _extra,
                "phones": phones,
            },
        ),
        "orders": Shape(
            records.Order,
            {
                "customer_id": _owner,
                **dict.fromkeys(("number", "channel"), text),
                "placed_at": instant,
                "placed_on": _day,
                "status": status(records.ORDER_STATUSES),
                "payment": status(records.PAYMENT_STATUSES),
                "fulfillment": status(records.FULFILLMENT_STATUSES),
                "total": _money,
                "lines": _lines,
                "shipments": _shipments,
                "returns": _returns,
                "promised_on": _day,
            },
        ),
        "invoices": Shape(
            records.Invoice,
            {
                "customer_id": _owner,
                "number": text,
                "issued_on": _day,
                "due_on": _day,
                "status": status(None),
                "total": _money,
                "open_amount": _money,
                "lines": _invoice_lines,
                "payments": _payments,
            },
        ),
        "cases": Shape(
            records.Case,
            {
                "customer_id": _owner,
                **dict.fromkeys(("number", "subject", "owner", "queue", "category"), text),
                **dict.fromkeys(("opened_at", "updated_at", "resolved_at", "due_at"), instant),
                "status": status(records.CASE_STATUSES),
                "priority": status(records.CASE_PRIORITIES),
            },
        ),
        "interactions": Shape(
            records.Interaction,
            {
                "customer_id": _owner,
                **dict.fromkeys(("channel", "direction", "agent", "queue", "subject"), text),
                **dict.fromkeys(("outcome", "call_id"), text),
                "at": instant,
                "duration_s": _seconds,
                "summary": prose,
            },
        ),
        "feedback": Shape(
            records.Feedback,
            {
                "customer_id": _owner,
                "about": text,
                **dict.fromkeys(("score", "scale_min", "scale_max"), _decimal),
                "metric": _word(records.FEEDBACK_METRICS),
                "comment": prose,
                "at": instant,
            },
        ),
        "row": Shape(records.Row, {"customer_id": _owner, "cells": _cells}),
        "events": Shape(
            records.CustomerEvent,
            {
                "customer_id": _owner,
                "label": text,
                "kind": _word(records.EVENT_KINDS),
                "on": _day,
                "at": instant,
                "amount": _money,
            },
        ),
    }
)
"""What can be mapped, by kind; a customer's phones come last, since they are read with the customer's country."""

STATUS_WORDS: Mapping[tuple[str, str], Collection[str]] = MappingProxyType(
    {
        ("orders", "status"): records.ORDER_STATUSES,
        ("orders", "payment"): records.PAYMENT_STATUSES,
        ("orders", "fulfillment"): records.FULFILLMENT_STATUSES,
        ("cases", "status"): records.CASE_STATUSES,
        ("cases", "priority"): records.CASE_PRIORITIES,
        ("feedback", "metric"): records.FEEDBACK_METRICS,
        ("events", "kind"): records.EVENT_KINDS,
    }
)
"""The words a table may give where it is looked up for one of these fields."""
