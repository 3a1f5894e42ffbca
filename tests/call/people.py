"""Callers as the call session knows them, in a few words: records, parts and identities for tests."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import UTC, date, datetime, timedelta
from decimal import Decimal
from pathlib import Path

from connectors.merge import MergedCustomer
from connectors.records import (
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
    Provenance,
    Record,
    Shipment,
    Status,
)
from desktop.call.state import CallInfo, Identity, IdentityStatus, Part, PartStatus, Trouble
from desktop.rules.clock import FixedZone

NOW = datetime(2026, 11, 21, 10, 15, tzinfo=UTC)
TODAY = date(2026, 11, 21)
ZONE = FixedZone(timedelta(hours=1))
FERNVIK = Path(__file__).parents[2] / "resources" / "playbooks" / "fernvik"
KINDS = ("orders", "invoices", "cases", "interactions", "feedback", "events")


class FixedClock:
    """A clock that stands still."""

    def now(self) -> datetime:
        return NOW


def at(days: int, hour: int = 9) -> datetime:
    """An instant so many days from today."""
    return NOW.replace(hour=hour, minute=0) + timedelta(days=days)


def on(days: int) -> date:
    return TODAY + timedelta(days=days)


def origin(id: str = "1", system: str = "crm") -> Provenance:
    return Provenance(system, id, fetched_at=NOW)


def eur(amount: str) -> Money:
    return Money(Decimal(amount), "EUR")


def status(value: str, label: str | None = None) -> Status:
    return Status(value, label or value)


def info(**more) -> CallInfo:
    told = {
        "channel": "voice",
        "direction": "in",
        "ani": "+46701740605",
        "ani_display": "+46 70 174 06 05",
        "ani_name": None,
        "country": "SE",
        "withheld": False,
        "dnis": None,
        "queue": None,
        "source": "phone",
        "started_at": NOW,
    }
    return CallInfo(**(told | more))


def customer(**more) -> Customer:
    return Customer(**({"id": "44710932", "provenance": origin("44710932")} | more))


def identified(who: Customer | None = None, **more) -> Identity:
    who = who or customer()
    merged = MergedCustomer(key=f"crm:{who.id}", customer=who, ids={"crm": who.id}, values={})
    return Identity(IdentityStatus.IDENTIFIED, merged, how=("ani",), **more)


def live(*rows: Record) -> Part:
    return Part(PartStatus.LIVE, rows, ("crm",))


def waiting() -> Part:
    return Part(PartStatus.WAITING, (), ("crm",))


def failed(code: str = "timeout") -> Part:
    return Part(PartStatus.FAILED, (), ("crm",), trouble=Trouble("crm", "CRM", code, NOW))


def everything(**parts: Part) -> dict[str, Part]:
    """All parts live and empty but for these."""
    return {kind: live() for kind in KINDS} | parts


def order(number: str = "89344", **more) -> Order:
    told = {
        "id": f"o{number}",
        "provenance": origin(f"o{number}", "shop"),
        "number": number,
        "placed_at": at(-9),
        "status": status("open", "dispatched"),
        "fulfillment": status("shipped", "on its way"),
        "total": eur("488.80"),
        "lines": (OrderLine("Aster 5"), OrderLine("Aster 5 Case")),
        "promised_on": on(-2),
    }
    return Order(**(told | more))


def invoice(number: str = "0931", **more) -> Invoice:
    told = {
        "id": f"i{number}",
        "provenance": origin(f"i{number}", "shop"),
        "number": number,
        "issued_on": on(-20),
        "due_on": on(-1),
        "status": status("unpaid", "in dispute"),
        "total": eur("139.70"),
        "open_amount": eur("39.50"),
        "lines": (
            InvoiceLine("Fiber 500 subscription", "Oct", Decimal("39.90"), status("paid")),
            InvoiceLine("Late payment fee", "Oct", Decimal("18.00"), status("other", "disputed")),
        ),
    }
    return Invoice(**(told | more))


def case(number: str = "C-20418", **more) -> Case:
    told = {
        "id": number,
        "provenance": origin(number),
        "number": number,
        "subject": "Late fee although autopay is active",
        "status": status("open", "In progress"),
        "opened_at": at(-3, 14),
        "due_at": at(2, 16),
        "owner": "Billing L2",
        "category": "Billing",
    }
    return Case(**(told | more))


def contact(days: int, **more) -> Interaction:
    told = {"id": f"n{days}", "provenance": origin(f"n{days}"), "channel": "voice", "direction": "in", "at": at(days)}
    return Interaction(**(told | {"subject": "Late fee on 0931"} | more))


def answer(metric: str, score: str, days: int = -3, **more) -> Feedback:
    told = {"id": f"{metric}{days}", "provenance": origin(f"{metric}{days}", "voice"), "metric": metric}
    return Feedback(**(told | {"score": Decimal(score), "at": at(days)} | more))


def event(kind: str, days: int, **more) -> CustomerEvent:
    return CustomerEvent(id=f"{kind}{days}", provenance=origin(kind), kind=kind, on=on(days), **more)


# --- the cast of the demo, as far as rules care ---------------------------------------------------------------------

MARTA = customer(
    name="Marta Lindqvist",
    given_name="Marta",
    emails=("marta.l@example.com",),
    tier="Gold",
    segment="Consumer",
    since=date(2016, 3, 14),
    birthday=date(1985, 11, 21),
    lifetime_value=eur("12480.00"),
    consents=("email", "phone", "survey"),
    extra={
        "churn_risk": 38,
        "card_expires_on": date(2026, 11, 30),
        "autopay": "on",
        "plan": "Fiber 500",
        "contract_ends_on": date(2027, 6, 29),
    },
)
JUERGEN = customer(
    id="44710417",
    given_name="Jürgen",
    emails=("juergen.weiss@postfach.example",),
    tier="Silver",
    since=date(2019, 8, 21),
    consents=("email", "survey"),
)
SIOBHAN = customer(
    id="44711186",
    given_name="Siobhán",
    emails=("siobhan.obrien@mailbox.example",),
    tier="Gold",
    since=date(2018, 1, 9),
    consents=("email", "phone", "survey"),
    extra={"churn_risk": 81, "autopay": True},
)
TERRENCE = customer(id="44711530", given_name="Terrence", since=date(2021, 5, 30), consents=("email", "phone"))
CAMILLE = customer(
    id="44712077", given_name="Camille", since=date(2023, 4, 11), emails=("c@x.example",), consents=("email", "phone")
)
JOOST = customer(id="44712619", given_name="Joost", since=date(2020, 3, 3), extra={"churn_risk": 63})

Story = tuple[CallInfo, Identity, Mapping[str, Part]]


def _call(queue: str, choice: str | None = None, **more) -> CallInfo:
    data = {"ivr_choice": choice} if choice else {}
    return info(queue=queue, data=data | more.pop("data", {}), **more)


def stories() -> dict[str, Story]:
    """The demo calls by call type they should be taken for, once every system has answered."""
    late = everything(
        orders=live(order(shipments=(Shipment(carrier="Swiftbox", promised_on=on(-2)),))),
        interactions=live(contact(-1, subject="Where is order 89344"), contact(-6, direction="out")),
        feedback=live(answer("ces", "2", -1), answer("nps", "8", -130)),
    )
    return {
        "billing_dispute": (
            _call("Billing EN", "billing", data={"pin": "verified"}),
            identified(MARTA),
            everything(
                invoices=live(invoice()),
                cases=live(case()),
                interactions=live(contact(-1, channel="chatbot"), contact(-3), contact(-3, id="x", direction="out")),
                feedback=live(answer("csat", "2"), answer("nps", "6", -10), answer("nps", "9", -190)),
                events=live(event("contract_end", 220, label="Fiber 500")),
            ),
        ),
        "order_status": (_call("Orders DE", "order"), identified(JUERGEN), late),
        "cancellation": (
            _call("Retention EN", "cancel"),
            identified(SIOBHAN),
            everything(
                feedback=live(answer("nps", "2", -8), answer("csat", "3", -32)),
                interactions=live(contact(-9, subject="Better offer elsewhere"), contact(-17)),
                events=live(event("contract_end", 20, label="Fiber 500"), event("contract_end", 530)),
            ),
        ),
        "technical_fault": (_call("Technical EN", "technical"), identified(TERRENCE), everything()),
        "sales": (
            _call("Sales", "sales"),
            identified(CAMILLE),
            everything(feedback=live(answer("nps", "9", -14)), events=live()),
        ),
        "complaint": (
            _call("Complaints", "complaint", data={"case": "C-20377"}),
            identified(JOOST),
            everything(
                cases=live(case("C-20377", category="Return", due_at=at(-2), owner="Chiara M.")),
                interactions=live(contact(-6), contact(-9, channel="email")),
            ),
        ),
        "unknown_caller": (_call("General"), Identity(IdentityStatus.UNKNOWN), {}),
        "general": (_call("General", "account"), identified(customer(given_name="Eleanor")), everything()),
    }
