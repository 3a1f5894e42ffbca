"""Systems whose answers a test holds in its hand: each request waits until the test lets it go."""

from __future__ import annotations

import asyncio
from collections.abc import Mapping
from datetime import UTC, datetime

from connectors.connector import Health, Page, Written
from connectors.errors import ConnectorError, NotFound
from connectors.records import Customer, Interaction, Order, Phone, Provenance, Status

NOW = datetime(2026, 11, 21, 9, 0, tzinfo=UTC)
EVERYTHING = frozenset(
    {
        "customer.find_by_phone",
        "customer.find_by_email",
        "customer.find_by_id",
        "customer.find_by_order",
        "customer.find_by_case",
        "customer.search",
        "orders.list",
        "interactions.list",
    }
)


def customer(system: str, number: str, name: str, phone: str = "+4915120000004", email: str | None = None) -> Customer:
    return Customer(
        number,
        Provenance(system, number, NOW),
        name=name,
        phones=(Phone(phone, phone),),
        emails=(email,) if email else (),
    )


def order(system: str, number: str, owner: str, status: str = "open") -> Order:
    return Order(
        number,
        Provenance(system, number, NOW),
        number=number,
        customer_id=owner,
        status=Status(status, status),
        placed_at=NOW,
    )


def interaction(system: str, number: str, owner: str) -> Interaction:
    return Interaction(number, Provenance(system, number, NOW), customer_id=owner, channel="voice", at=NOW)


class HeldSystem:
    """A connector with people and records; `gates` hold back operations until opened, `errors` make them fail."""

    def __init__(self, name: str, people: tuple[Customer, ...] = (), operations: frozenset[str] = EVERYTHING) -> None:
        self.name = name
        self.label = name.upper()
        self.operations = operations
        self.strategies: Mapping[str, str] = {}
        self.people = people
        self.records: dict[str, tuple] = {}
        self.errors: dict[str, ConnectorError] = {}
        self.gates: dict[str, asyncio.Event] = {}
        self.asked: list[tuple[str, str]] = []
        self.written: list[tuple[str, dict, str]] = []

    def hold(self, operation: str) -> None:
        self.gates[operation] = asyncio.Event()

    def open(self, operation: str) -> None:
        self.gates.pop(operation).set()

    async def _pass(self, operation: str, argument: str) -> None:
        self.asked.append((operation, argument))
        gate = self.gates.get(operation)
        if gate is not None:
            await gate.wait()
        if operation in self.errors:
            raise self.errors[operation]

    async def find_by_phone(self, query) -> Page[Customer]:
        await self._pass("customer.find_by_phone", query.e164)
        return Page(tuple(p for p in self.people if any(phone.e164 == query.e164 for phone in p.phones)))

    async def find_by_email(self, email: str) -> Page[Customer]:
        await self._pass("customer.find_by_email", email)
        return Page(tuple(p for p in self.people if email in p.emails))

    async def find_by_id(self, number: str, kind: str) -> Page[Customer]:
        await self._pass("customer.find_by_id", number)
        return Page(tuple(p for p in self.people if p.id == number))

    async def search(self, text: str, limit: int = 20) -> Page[Customer]:
        await self._pass("customer.search", text)
        return Page(tuple(p for p in self.people if text.casefold() in (p.name or "").casefold()))

    async def get(self, customer_id: str) -> Customer:
        raise NotFound(self.name)

    async def list(self, kind: str, customer_id: str, limit: int = 20, since=None) -> Page:
        await self._pass(f"{kind}.list", customer_id)
        return Page(tuple(row for row in self.records.get(kind, ()) if row.customer_id == customer_id))

    async def write(self, operation: str, draft, key: str) -> Written:
        await self._pass(operation, key)
        self.written.append((operation, dict(draft), key))
        return Written(f"{self.name}-{len(self.written)}")

    async def health(self) -> Health:
        return Health(True, 1.0)

    async def aclose(self) -> None:
        pass


class SameLoop:
    """An io thread's stand-in: runs on the test's own loop, so that the test can hold every answer."""

    def submit(self, coro):
        return asyncio.ensure_future(coro)

    async def run(self, coro):
        return await coro

    def call_soon(self, fn) -> None:
        asyncio.get_running_loop().call_soon(fn)
