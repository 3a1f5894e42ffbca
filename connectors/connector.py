"""What every connector offers, declared in a manifest or written in Python."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime
from typing import TYPE_CHECKING, Generic, Literal, Protocol, TypeVar

if TYPE_CHECKING:
    from connectors.phones import PhoneQuery
    from connectors.records import Customer, Record

T = TypeVar("T", covariant=True)

ListKind = Literal["orders", "invoices", "cases", "interactions", "feedback", "events"]
LIST_KINDS: tuple[ListKind, ...] = ("orders", "invoices", "cases", "interactions", "feedback", "events")
IdKind = Literal["customer", "order", "case"]


@dataclass(frozen=True, slots=True)
class Page(Generic[T]):
    """Rows that passed verification; `dropped` counts those that did not, `possible` those that may be the one.

    `total` is the system's own count or None; `truncated` says that there is more than was read.
    """

    rows: tuple[T, ...]
    total: int | None = None
    truncated: bool = False
    dropped: int = 0
    possible: tuple[T, ...] = ()


@dataclass(frozen=True, slots=True)
class Written:
    """A write that the system confirmed: its id there and, where it has one, a link."""

    id: str | None
    link: str | None = None


@dataclass(frozen=True, slots=True)
class Health:
    """The answer to "are you there": latency in milliseconds, who we are there, the system's version."""

    ok: bool
    latency_ms: float
    who: str | None = None
    version: str | None = None
    detail: str | None = None


Scalar = str | int | float | bool | date | datetime | None


class Connector(Protocol):
    """One connected system. Every method raises only `connectors.errors`; ask `operations` first.

    Operation names: customer.find_by_phone, customer.find_by_email, customer.find_by_id, customer.search,
    customer.get, <kind>.list, note.create, interaction.create, task.create, case.create, customer.create,
    health.check.

    `strategies` says per write how a repeated send is kept from making a second record: upsert, key, search or none.
    """

    name: str
    label: str
    operations: frozenset[str]
    strategies: Mapping[str, str]

    async def find_by_phone(self, query: PhoneQuery) -> Page[Customer]: ...

    async def find_by_email(self, email: str) -> Page[Customer]: ...

    async def find_by_id(self, number: str, kind: IdKind) -> Page[Customer]: ...

    async def search(self, text: str, limit: int = 20) -> Page[Customer]: ...

    async def get(self, customer_id: str) -> Customer: ...

    async def list(
        self, kind: ListKind, customer_id: str, limit: int = 20, since: date | None = None
    ) -> Page[Record]: ...

    async def write(self, operation: str, draft: Mapping[str, Scalar], key: str) -> Written: ...

    async def health(self) -> Health: ...

    async def aclose(self) -> None: ...
