"""What every connector offers, declared in a manifest or written in Python."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date, datetime
from types import MappingProxyType
from typing import TYPE_CHECKING, Generic, Literal, Protocol, TypeVar

if TYPE_CHECKING:
    from connectors.phones import PhoneQuery
    from connectors.records import Customer, Record

T = TypeVar("T", covariant=True)

ListKind = str
"""One of LIST_KINDS, or the name of a table of the site's own."""
LIST_KINDS: tuple[ListKind, ...] = ("orders", "invoices", "cases", "interactions", "feedback", "events")
IdKind = Literal["customer", "order", "case"]
ID_OPERATIONS: Mapping[IdKind, str] = {
    "customer": "customer.find_by_id",
    "order": "customer.find_by_order",
    "case": "customer.find_by_case",
}
"""Who has a number of each kind is a question of its own: a system may know orders by theirs, people only by name."""


def list_kinds(offered: Iterable[Iterable[str]]) -> tuple[ListKind, ...]:
    """Everything that can be listed where systems offer these operations: our own kinds, then the site's tables."""
    names = {name.removesuffix(".list") for operations in offered for name in operations if name.endswith(".list")}
    return (*LIST_KINDS, *sorted(names.difference(LIST_KINDS)))


@dataclass(frozen=True, slots=True)
class Page(Generic[T]):
    """Rows that passed verification; `dropped` counts those that did not, `possible` those that may be the one.

    `total` is the system's own count or None; `truncated` says that there is more than was read. `unreadable` names
    the fields of some row that could not be read; the rest of the row is there.
    """

    rows: tuple[T, ...]
    total: int | None = None
    truncated: bool = False
    dropped: int = 0
    possible: tuple[T, ...] = ()
    unreadable: tuple[str, ...] = ()


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

Strategy = Literal["upsert", "key", "search", "none"]
STRATEGIES: tuple[Strategy, ...] = ("upsert", "key", "search", "none")

UPDATE = "customer.update"
CHANGEABLE = (
    *("name", "given_name", "family_name", "organization", "phone", "email", "language", "country", "street"),
    *("postal_code", "city", "region", "segment", "tier", "birthday"),
)
"""What of a customer can be changed in a system, besides what its manifest maps as `extra.NAME`."""
EXTRA, WAS = "extra.", "was."
"""Names in the draft of a change: what a manifest maps as extra; what stood there when the change was decided."""

ABOUT_WRITES = ("customer_id", "customer_key", "agent", "call_id", "at")
"""What every draft about a customer carries."""
WRITE_FIELDS: Mapping[str, tuple[str, ...]] = MappingProxyType(
    {
        "note.create": (*ABOUT_WRITES, "text", "subject"),
        "interaction.create": (
            *ABOUT_WRITES,
            *("channel", "direction", "ended_at", "duration_s", "queue", "subject", "summary", "outcome"),
            *("disposition", "ani", "case_id", "order_id"),
        ),
        "case.create": (
            *ABOUT_WRITES,
            *("subject", "text", "priority", "category", "queue", "owner", "due_at", "order_id", "invoice_id"),
        ),
        "consent.create": (*ABOUT_WRITES, "consent", "given"),
        "email.create": (*ABOUT_WRITES, "to", "subject", "text", "channel", "language", "template"),
        "survey.create": (*ABOUT_WRITES, "survey", "metric", "channel", "to", "question", "language"),
        "task.create": (*ABOUT_WRITES, "subject", "text", "due_on", "owner"),
        "customer.create": (
            *("name", "given_name", "family_name", "organization", "phone", "email", "language", "country", "street"),
            *("postal_code", "city", "at", "agent", "call_id", "external_key"),
        ),
        UPDATE: (*ABOUT_WRITES, *CHANGEABLE),
    }
)
"""What a draft of each write may carry; what it does not carry is None.

`at` is when the draft was made, the same in every attempt.
`customer_id` is the id in the system that is written to; `customer_key` is the key under which a customer that the
agent created on this call was sent to it (its `external_key`), where its id is not known yet. A change carries only
what is to be changed, and `was.NAME` beside it: the value that was seen there.
"""
DRAFT_FIELDS: Mapping[str, str] = MappingProxyType(
    {
        "customer_id": "the customer's id in the system that is written to",
        "customer_key": "the key under which a customer created in this call was sent there",
        "agent": "who sits at this desk",
        "call_id": "our id of the call, the same in everything that it leaves",
        "at": "when it happened; of a call when it began",
        "text": "what is to be written: the note, the task, the message",
        "subject": "one line; of a call what it was about",
        "summary": "of a call: the agent's notes",
        "outcome": "of a call: the disposition in words, as agents read it",
        "disposition": "of a call: the disposition's id in the playbook",
        "direction": "of a call: `in` or `out`",
        "channel": "of a call `voice` or what the telephony says; of a message `email`, `sms` or `chat`",
        "ended_at": "of a call: when it ended",
        "duration_s": "of a call: how long was talked, in whole seconds",
        "queue": "of a call: the queue it came through",
        "ani": "of a call: the number of the caller",
        "due_on": "of a task: the day on which it falls due",
        "due_at": "of a case: the day on which it falls due",
        "priority": "of a case: `low`, `normal`, `high` or `urgent`",
        "consent": "what was asked for, by the playbook's word",
        "given": "true or false: whether the caller agreed",
        "survey": "the survey's id in the playbook",
        "metric": "what it asks for, such as `nps` or `csat`",
        "question": "what the customer is asked",
        "to": "the address or number that is written to",
        "template": "the id of the playbook's text",
        "external_key": "the key of the write, by which the new customer is found again",
    }
)
"""What the fields of drafts hold whose names do not say it."""


def notifies(connector: object, operation: str) -> bool:
    """Whether this write makes the system itself write to the customer."""
    return operation in getattr(connector, "notifying", frozenset())


def updatable(connector: object) -> frozenset[str]:
    """The fields of a customer that this system lets us change."""
    found: frozenset[str] = getattr(connector, "updatable", frozenset())
    return found


class Connector(Protocol):
    """One connected system. Every method raises only `connectors.errors`; ask `operations` first.

    Operation names: customer.find_by_phone, customer.find_by_email, those of ID_OPERATIONS, customer.search,
    customer.get, <kind>.list, note.create, interaction.create, task.create, case.create, customer.create,
    customer.update, consent.create, email.create, survey.create, health.check.

    `strategies` says per write how a repeated send is kept from making a second record: upsert, key, search or none.
    """

    name: str
    label: str
    operations: frozenset[str]
    strategies: Mapping[str, str]

    async def find_by_phone(self, query: PhoneQuery) -> Page[Customer]:
        """Customers with this number; rows are verified, `possible` are for the agent to choose from."""

    async def find_by_email(self, email: str) -> Page[Customer]:
        """Customers with this e-mail address, verified."""

    async def find_by_id(self, number: str, kind: IdKind) -> Page[Customer]:
        """The customer with this customer, order or case number, verified."""

    async def search(self, text: str, limit: int = 20) -> Page[Customer]:
        """Customers that a person typed something about; for the agent to choose from."""

    async def get(self, customer_id: str) -> Customer:
        """One customer in full; raises NotFound."""

    async def list(self, kind: ListKind, customer_id: str, limit: int = 20, since: date | None = None) -> Page[Record]:
        """A customer's newest records of one kind, newest first; only rows of this customer."""

    async def write(self, operation: str, draft: Mapping[str, Scalar], key: str) -> Written:
        """Write a draft (WRITE_FIELDS) once; `key` is the same in every attempt."""

    async def health(self) -> Health:
        """Whether the system is there; raises what is wrong."""

    async def aclose(self) -> None:
        """Let go of connections."""
