"""Records, calls and stores for the store's tests."""

from __future__ import annotations

from collections.abc import Callable
from datetime import UTC, date, datetime, timedelta
from decimal import Decimal
from pathlib import Path

from connectors.merge import merge_customers
from connectors.records import Case, Customer, Money, Order, OrderLine, Phone, Provenance, Status
from desktop.store.keys import FixedKeys
from desktop.store.records import CachedCustomer, JournalEntry, OutboxDraft, WrapUpRecord
from desktop.store.store import Store, open_store

KEY = bytes(range(32))
NOW = datetime(2026, 3, 29, 0, 59, 30, 123456, tzinfo=UTC)


class Clock:
    """A clock that the test sets."""

    def __init__(self, at: datetime = NOW) -> None:
        self.at = at

    def __call__(self) -> datetime:
        return self.at

    now = __call__

    def monotonic(self) -> float:
        return self.at.timestamp()

    def move(self, **by: float) -> None:
        self.at += timedelta(**by)


def opened(folder: Path, clock: Callable[[], datetime] | None = None, key: bytes = KEY) -> Store:
    return open_store(folder, FixedKeys(key), clock or Clock())


def customer(
    number: str = "42",
    name: str = "Zoë Ångström",
    e164: str | None = "+4915120000000",
    email: str = "Zoe@Example.com",
    at: datetime = NOW,
    system: str = "crm",
) -> CachedCustomer:
    origin = Provenance(system, number, at, f"https://{system}.example.com/{number}")
    row = Customer(
        id=number,
        provenance=origin,
        name=name,
        given_name=name.split(maxsplit=1)[0],
        phones=(Phone("0151 / 20000000", e164, "mobile"),) if e164 else (Phone("extension 17"),),
        emails=(email,),
        birthday=date(1970, 1, 1),
        lifetime_value=Money(Decimal("1234.50"), "EUR"),
        extra={"score": Decimal("0.10"), "vip": True, "nothing": None},
    )
    order = Order(
        id="o1",
        provenance=origin,
        placed_at=at,
        status=Status("other", "Warten"),
        total=Money(Decimal("52.80"), "EUR"),
        lines=(OrderLine("Kettle", quantity=Decimal("1")),),
    )
    case = Case(id="c1", provenance=origin, subject="Broken", opened_at=at)
    return CachedCustomer(merge_customers({system: row}, (system,)), {"orders": (order,), "cases": (case,)}, at)


def wrap_up(call_id: str = "call-1", notes: str = "Called about a kettle.", **more: object) -> WrapUpRecord:
    fields = {
        "started_at": NOW - timedelta(seconds=240),
        "answered_at": NOW - timedelta(seconds=200),
        "finished_at": NOW,
        "customer_key": "crm:42",
        "call_type": "order_status",
        "disposition": "solved",
    }
    return WrapUpRecord(call_id, notes=notes, **(fields | more))


def draft(
    call_id: str = "call-1",
    number: int = 0,
    *,
    operation: str = "note.create",
    entity: str = "customer:crm:42",
    connector: str = "crm",
    strategy: str = "upsert",
    **payload: object,
) -> OutboxDraft:
    key = f"{call_id}:{operation}:{number}"
    return OutboxDraft(connector, operation, entity, payload or {"text": "hello"}, key, strategy)


def entry(call_id: str = "call-1", kind: str = "call.finished", at: datetime = NOW, **data: object) -> JournalEntry:
    return JournalEntry(call_id, kind, at, data, "crm:42")


def promise(store: Store, *drafts: OutboxDraft) -> None:
    store.promise(drafts, ())
