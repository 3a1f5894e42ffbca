"""From the club's JSON to records. Pure: the same JSON gives the same records."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date, datetime
from decimal import Decimal
from typing import Any

from connectors.phones import parse_number
from connectors.records import Customer, Money, Order, Phone, Provenance, Status

_STATES = {"paid": "processing", "sent": "completed", "void": "cancelled"}


def customer(member: Mapping[str, Any], now: datetime, region: str | None) -> Customer:
    """A member of the club."""
    number = str(member["no"])
    return Customer(
        id=number,
        provenance=Provenance("loyalty", number, now),
        name=member.get("name"),
        emails=tuple(filter(None, [member.get("mail")])),
        phones=tuple(_phone(raw, region) for raw in member.get("phones", ())),
        tier=member.get("tier"),
    )


def order(row: Mapping[str, Any], now: datetime) -> Order:
    """Something a member has bought with points and money."""
    state = str(row["state"])
    return Order(
        id=str(row["ref"]),
        provenance=Provenance("loyalty", str(row["ref"]), now),
        number=str(row["ref"]),
        customer_id=str(row["member"]),
        placed_on=date.fromisoformat(row["day"]),
        status=Status(_STATES.get(state, "other"), state),
        total=Money(Decimal(row["cents"]) / 100, "EUR"),
    )


def _phone(raw: str, region: str | None) -> Phone:
    read = parse_number(raw, region)
    return Phone(raw, read.e164 if read is not None else None)
