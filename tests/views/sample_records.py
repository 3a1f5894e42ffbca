"""One customer as three systems know her: the records behind the sample states."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta
from decimal import Decimal
from types import MappingProxyType

from connectors.records import (
    Address,
    Case,
    Customer,
    CustomerEvent,
    Feedback,
    Interaction,
    Invoice,
    InvoiceLine,
    Money,
    Order,
    OrderLine,
    Phone,
    Provenance,
    Shipment,
    Status,
)

NOW = datetime(2026, 11, 20, 10, 14, 14, tzinfo=UTC)
ANSWERED = NOW - timedelta(minutes=2, seconds=14)
HOSTILE = (
    "Ann Smith <img src=file:///etc/passwd>",
    "<b>✓ VERIFIED</b>",
    "\u202egnp.exe\u202c",
    "nul\x00bell\x07",
    "lone \ud800 surrogate",
    "x" * 10_000,
    "<table>" * 40,
    "AT&T & Söhne",
    "محمد علي",
    "🎉👩‍👩‍👧",
    "line\nbreak\ttab",
    "![x](file:///etc/passwd)",
)


def ago(**parts: float) -> datetime:
    """A moment before NOW."""
    return NOW - timedelta(**parts)


def source(system: str, record_id: str, **more: object) -> Provenance:
    """Where a sample record came from."""
    return Provenance(system, record_id, NOW, link=f"https://{system}.example/{record_id}", **more)


def marta() -> Customer:
    """A gold customer with everything on file."""
    return Customer(
        id="4471 0932",
        provenance=source("crm", "44710932"),
        name="Marta Lindqvist",
        given_name="Marta",
        family_name="Lindqvist",
        phones=(Phone("070-555 01 42", "+46705550142", "mobile"),),
        emails=("marta.l@example.com",),
        language="sv",
        country="SE",
        address=Address("Storgatan 4", "411 38", "Göteborg", None, "SE"),
        segment="Gold",
        since=date(2016, 3, 14),
        birthday=date(1985, 11, 20),
        lifetime_value=Money(Decimal("12480.00"), "EUR"),
        extra=MappingProxyType({"churn_risk": Decimal(38)}),
    )


def invoice() -> Invoice:
    """An invoice with a disputed fee."""
    paid, due = Status("paid", "Paid"), Status("due", "Due")
    rows = (
        ("Fiber 500 subscription", "Oct 2026", "39.90", paid),
        ("Mobile L · 2 lines", "Oct 2026", "44.00", paid),
        ("Late payment fee", "02 Oct 2026", "18.00", Status("disputed", "Disputed")),
        ("Streaming add-on", "Oct 2026", "9.90", paid),
        ("Roaming, Norway 1.2 GB", "27 Sep 2026", "6.40", paid),
        ("Device plan 14/24", "Oct 2026", "21.50", due),
    )
    return Invoice(
        id="0931",
        provenance=source("shop", "0931"),
        number="0931",
        issued_on=date(2026, 10, 2),
        due_on=date(2026, 10, 16),
        status=Status("open", "Open"),
        total=Money(Decimal("139.70"), "EUR"),
        open_amount=Money(Decimal("39.50"), "EUR"),
        lines=tuple(InvoiceLine(name, period, Decimal(amount), status) for name, period, amount, status in rows),
    )


def orders() -> tuple[Order, ...]:
    """Two open orders, one late, and a delivered one."""
    rows = (
        ("90177", "Wi-Fi extender", 6, Status("processing", "Back-ordered"), date(2026, 11, 17)),
        ("90102", "SIM replacement", 8, Status("open", "In transit"), date(2026, 11, 22)),
        ("88213", "Router X2", 22, Status("completed", "Delivered"), date(2026, 10, 29)),
    )
    return tuple(
        Order(
            id=number,
            provenance=source("shop", number),
            number=number,
            placed_at=ago(days=days),
            status=status,
            total=Money(Decimal("59.00"), "EUR"),
            lines=(OrderLine(name, quantity=Decimal(1)),),
            shipments=(Shipment("PostNord", f"PN{number}", promised_on=promised),),
            promised_on=promised,
        )
        for number, name, days, status, promised in rows
    )


def complaint() -> Case:
    """The open complaint about the late fee."""
    return Case(
        id="C-20418",
        provenance=source("crm", "C-20418"),
        number="C-20418",
        subject="Late fee although autopay is active",
        status=Status("open", "Open"),
        priority=Status("high", "High"),
        opened_at=ago(days=2, hours=3),
        due_at=NOW + timedelta(days=3),
        owner="Billing L2",
        category="billing",
    )


def interactions() -> tuple[Interaction, ...]:
    """A chat today, a call before."""
    return (
        Interaction(
            "I-2",
            source("crm", "I-2"),
            channel="chatbot",
            direction="in",
            at=ago(hours=1, minutes=2),
            subject="Late fee question",
            summary="Asked twice why a late fee was charged, then requested an agent",
            outcome="not resolved",
        ),
        Interaction(
            "I-1",
            source("crm", "I-1"),
            channel="voice",
            direction="in",
            at=ago(days=2, hours=4),
            duration_s=460,
            agent="Jonas P.",
            subject="Billing",
            summary="Explained the fee; customer not satisfied",
        ),
        Interaction(
            "I-0",
            source("crm", "I-0"),
            channel="email",
            direction="out",
            at=ago(days=49),
            subject="Invoice 0931",
            summary="Sent, opened twice",
        ),
    )


def feedback() -> tuple[Feedback, ...]:
    """One answer of each survey."""
    return (
        Feedback(
            "F-3",
            source("voice", "F-3"),
            metric="csat",
            score=Decimal("4.1"),
            scale_min=Decimal(1),
            scale_max=Decimal(5),
            at=ago(days=2),
        ),
        Feedback(
            "F-2",
            source("voice", "F-2"),
            metric="nps",
            score=Decimal(6),
            scale_min=Decimal(0),
            scale_max=Decimal(10),
            comment="Service is fine but billing is a mess lately",
            at=ago(days=9),
        ),
    )


def events() -> tuple[CustomerEvent, ...]:
    """A birthday today."""
    return (CustomerEvent("E-1", source("crm", "E-1"), kind="birthday", on=date(2026, 11, 20), label="Birthday"),)
