"""Three systems that answer after a set time, with records as a real customer has them."""

from __future__ import annotations

import asyncio
from collections.abc import Mapping
from datetime import UTC, datetime, timedelta
from decimal import Decimal

from connectors.connector import Health, Page, Written
from connectors.records import Case, Customer, Feedback, Interaction, Money, Order, OrderLine, Phone, Provenance, Status

NOW = datetime.now(UTC)
PEOPLE = 60
"""As many different callers as a run pops, so that each one is somebody new to the window."""


def number(index: int) -> str:
    """The telephony number of a customer."""
    return f"+4915120{index:06}"


class TimedSystem:
    """A connector whose every answer takes `delay` seconds."""

    strategies: Mapping[str, str] = {}

    def __init__(self, name: str, delay: float, kinds: tuple[str, ...]) -> None:
        self.name = name
        self.label = name.upper()
        self.delay = delay
        self.operations = frozenset({"customer.find_by_phone", *(f"{kind}.list" for kind in kinds)})

    async def find_by_phone(self, query) -> Page[Customer]:
        await asyncio.sleep(self.delay)
        index = int(query.e164[-6:])
        return Page((self.person(index),))

    def person(self, index: int) -> Customer:
        """The customer with this index, as this system knows them."""
        phone = Phone(number(index), number(index))
        value = Money(Decimal(1000 + index), "EUR")
        where = Provenance(self.name, str(index), NOW)
        name, email = f"Person {index} Lindqvist", f"p{index}@example.com"
        return Customer(
            str(index), where, name=name, phones=(phone,), emails=(email,), segment="gold", lifetime_value=value
        )

    async def list(self, kind: str, customer_id: str, limit: int = 20, since=None) -> Page:
        await asyncio.sleep(self.delay)
        return Page(self.records(kind, customer_id))

    def records(self, kind: str, owner: str) -> tuple:
        """What this system has of one kind on one customer."""
        if kind == "orders":
            return tuple(self._order(n, owner) for n in range(12))
        if kind == "interactions":
            return tuple(self._contact(n, owner) for n in range(40))
        if kind == "feedback":
            return tuple(self._answer(n, owner) for n in range(8))
        return tuple(self._case(n, owner) for n in range(3))

    def _where(self, kind: str, n: int, owner: str) -> tuple[str, Provenance]:
        return f"{kind}-{owner}-{n}", Provenance(self.name, f"{kind}-{owner}-{n}", NOW)

    def _order(self, n: int, owner: str) -> Order:
        number, where = self._where("o", n, owner)
        line = OrderLine("Router X2", "RX2", Decimal(1), Decimal("89.00"))
        return Order(
            number,
            where,
            number=number,
            customer_id=owner,
            placed_at=NOW - timedelta(days=9 * n + 4),
            status=Status("processing" if n < 2 else "completed", "x"),
            total=Money(Decimal("89.00"), "EUR"),
            lines=(line,),
            promised_on=(NOW - timedelta(days=2)).date() if n < 2 else None,
        )

    def _contact(self, n: int, owner: str) -> Interaction:
        number, where = self._where("i", n, owner)
        at = NOW - timedelta(days=n * 6 + 1)
        return Interaction(number, where, owner, "voice", "in", at, 300, subject="Late fee", summary="Explained it.")

    def _answer(self, n: int, owner: str) -> Feedback:
        number, where = self._where("f", n, owner)
        scale = (Decimal(0), Decimal(10))
        return Feedback(number, where, owner, "nps", Decimal(n + 1), *scale, "Fine.", NOW - timedelta(days=n * 40 + 3))

    def _case(self, n: int, owner: str) -> Case:
        number, where = self._where("c", n, owner)
        opened = NOW - timedelta(days=n * 30 + 2)
        return Case(number, where, number, owner, "Late fee", Status("open", "open"), opened_at=opened)

    async def write(self, operation: str, draft, key: str) -> Written:
        return Written("1")

    async def health(self) -> Health:
        return Health(True, 1.0)

    async def aclose(self) -> None:
        pass


def three(delays: tuple[float, float, float]) -> tuple[TimedSystem, TimedSystem, TimedSystem]:
    """CRM, shop and surveys, answering after these seconds."""
    crm, shop, voice = delays
    return (
        TimedSystem("crm", crm, ("interactions", "cases")),
        TimedSystem("shop", shop, ("orders",)),
        TimedSystem("voice", voice, ("feedback",)),
    )
