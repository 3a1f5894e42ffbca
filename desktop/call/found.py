"""What records say about a fact, and how that becomes a fact with its state, source, age and evidence."""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime

from connectors.records import Case, Customer, Feedback, Interaction, Invoice, Order, Record, Row
from connectors.records import Money as RecordMoney
from desktop.call.readings import is_amount, is_instant, order_number
from desktop.call.state import Identity, IdentityStatus, Part, PartStatus
from desktop.rules.facts import Evidence, Fact, FactState
from desktop.rules.values import Money, Value

MAX_TEXT = 200


@dataclass(frozen=True, slots=True)
class Found:
    """The value a record gives for a fact (None: there is none) and the records that say so; `trouble` spoils it."""

    value: Value | None
    evidence: tuple[Evidence, ...] = ()
    trouble: str | None = None


NOTHING = Found(None)
Finding = Mapping[str, Found]


@dataclass(frozen=True, slots=True)
class Standing:
    """How far one source of facts has come: its state, who it is and from when.

    KNOWN means that it can be read; any other state holds for all its facts.
    """

    state: FactState
    source: str = ""
    as_of: datetime | None = None
    reason: str = ""

    def facts(self, names: Collection[str], read: Callable[[], Finding]) -> Iterator[Fact]:
        """One fact for each name: what the records give, or the state of their source."""
        found = read() if self.state is FactState.KNOWN else {}
        for name in names:
            yield self.fact(name, found.get(name, NOTHING))

    def fact(self, name: str, found: Found) -> Fact:
        """One fact from what was found, or the state of the source."""
        if self.state is FactState.FAILED:
            return Fact.failed(name, self.reason, self.source, self.as_of)
        if self.state is FactState.PENDING:
            return Fact.pending(name, self.source, self.as_of)
        if found.trouble is not None:
            return Fact.failed(name, found.trouble, self.source, self.as_of)
        if self.state is FactState.ABSENT or found.value is None:
            return Fact.absent(name, self.source, self.as_of)
        return Fact.known(name, found.value, self.source, self.as_of, evidence=found.evidence)


def standing_of_part(part: Part | None, identity: Identity) -> Standing:
    """Where the records of one kind stand for the caller."""
    status = part.status if part is not None else PartStatus.IDLE
    source = ", ".join(part.systems) if part is not None else ""
    if status is PartStatus.NOT_OFFERED:
        return Standing(FactState.ABSENT)
    if identity.customer is None:
        return Standing(_without_customer(identity))
    if part is None or status in (PartStatus.IDLE, PartStatus.WAITING):
        return Standing(FactState.PENDING, source)
    if status is PartStatus.FAILED:
        return Standing(FactState.FAILED, source, reason=part.trouble.code if part.trouble else "failed")
    return Standing(FactState.KNOWN, source, part.as_of if is_instant(part.as_of) else _newest(part.rows))


def standing_of_customer(identity: Identity) -> Standing:
    """Where the customer's own data stands."""
    if identity.customer is None:
        return Standing(_without_customer(identity))
    origin = identity.customer.customer.provenance
    fetched = identity.cached_at or origin.fetched_at
    return Standing(FactState.KNOWN, origin.system, fetched if is_instant(fetched) else None)


def _without_customer(identity: Identity) -> FactState:
    # A caller nobody knows has no orders; one who is still looked up, or to be chosen, may have some.
    nobody = identity.status in (IdentityStatus.UNKNOWN, IdentityStatus.WITHHELD)
    return FactState.ABSENT if nobody else FactState.PENDING


def _newest(rows: Iterable[Record]) -> datetime | None:
    fetched = [row.provenance.fetched_at for row in rows]
    return max((at for at in fetched if is_instant(at)), default=None)


def either(name: str, first: Fact, second: Standing, found: Callable[[], Found]) -> Fact:
    """A fact that the customer's data gives or, where it does not, another source."""
    if first.state is FactState.KNOWN or second.state is FactState.ABSENT:
        return first
    return second.fact(name, found() if second.state is FactState.KNOWN else NOTHING)


def text(value: str | None) -> Found:
    """A text on one line, at most 200 characters of it; an empty one is none."""
    words = " ".join(value.split()) if isinstance(value, str) else ""
    return Found(words[:MAX_TEXT] or None)


def money(value: RecordMoney | None, evidence: tuple[Evidence, ...] = ()) -> Found:
    """An exact amount."""
    if value is None or not is_amount(value):
        return NOTHING
    return Found(Money(value.amount, value.currency), evidence)


def total(amounts: Sequence[RecordMoney], evidence: tuple[Evidence, ...]) -> Found:
    """The sum of amounts; two currencies have none, and saying nothing would hide one of them."""
    if not amounts:
        return NOTHING
    currencies = {amount.currency for amount in amounts}
    if len(currencies) > 1:
        return Found(None, trouble="several_currencies")
    if any(abs(amount.amount.adjusted()) > 20 for amount in amounts):
        return Found(None, trouble="too_large")
    return Found(Money(sum((a.amount for a in amounts[1:]), amounts[0].amount), currencies.pop()), evidence)


def evidence_of(record: Record) -> Evidence:
    """A record as a business reference: its kind, its id and its name for people."""
    match record:
        case Order():
            return ("order", record.id, f"Order {order_number(record)}")
        case Invoice():
            return ("invoice", record.id, f"Invoice {record.number or record.id}")
        case Case():
            return ("case", record.id, f"Case {record.number or record.id}")
        case Feedback():
            return ("feedback", record.id, f"{record.metric.upper()} survey")
        case Interaction():
            return ("interaction", record.id, record.subject or "Contact")
        case Customer():
            return ("customer", record.id, f"Customer {record.id}")
        case Row():
            return ("row", record.id, next((v for v in record.cells.values() if isinstance(v, str)), record.id))
        case _:
            return ("event", record.id, record.label or record.kind.replace("_", " ").capitalize())
