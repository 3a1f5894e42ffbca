"""The fixed, well-known people of the demo calls; `data/cast.toml` tells their stories row by row."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from types import MappingProxyType
from typing import Any

from resources.demo.anchor import Anchor, crm_time, survey_time
from resources.demo.book import Book
from resources.demo.crm import search_text
from resources.demo.money import local_price
from resources.demo.words import Words, toml_names, toml_of

MAIN = "fernvik"
"""The playbook the demo company works with unless another is asked for."""
OWN_NUMBER = "+46846500400"

_DAYS = frozenset({"birthday", "customer_since"})
_CRM_LISTS = ("phones", "contracts", "appointments", "cases", "tasks")
_NOTHING: Mapping[str, str] = MappingProxyType({})


@dataclass(frozen=True, slots=True)
class CastMember:
    """A person of the cast: how tests and scenarios call them, their number in the CRM and what their story is."""

    key: str
    customer_no: str
    name: str
    story: str


@dataclass(frozen=True, slots=True)
class CastCall:
    """A call of the demo: who rings (`person` is a cast key or None), from which number, and what they say first.

    `playbook` is the one it is played with, `call_type` what that has to take it for.
    """

    id: str
    title: str
    queue: str
    language: str
    opening: str
    call_type: str
    playbook: str
    person: str | None = None
    ani: str | None = None
    dnis: str | None = None
    withheld: bool = False
    data: Mapping[str, str] = field(default_factory=lambda: _NOTHING)

    def event(self) -> dict[str, Any]:
        """The ringing call in the words a telephone system uses: from, to, queue, data."""
        caller = "anonymous" if self.withheld else self.ani
        return {"from": caller, "to": self.dnis, "queue": self.queue, "data": dict(self.data)}


@dataclass(frozen=True, slots=True)
class Cast:
    """Everybody, their calls, and the stories as written in the file."""

    people: tuple[CastMember, ...]
    calls: tuple[CastCall, ...]
    stories: tuple[Mapping[str, Any], ...]

    def taken(self, table: str, column: str) -> set[str]:
        """The values the cast already uses in a column, so that nobody else gets them."""
        return {row[column] for story in self.stories for row in story.get(table, ())}

    def mailboxes(self) -> set[str]:
        """The e-mail addresses of the cast."""
        rows = [story[table] for story in self.stories for table in ("customers", "accounts") if table in story]
        return {row["email"].lower() for row in rows if "email" in row}

    def numbers(self) -> set[str]:
        """The numbers the cast calls from, and those of our own lines, E.164."""
        return {number for call in self.calls for number in (call.ani, call.dnis) if number}


def load_cast() -> Cast:
    """Read `data/cast.toml` and the calls of every playbook, those of the main one first."""
    table = toml_of("cast")
    people = [
        CastMember(story["key"], story["customers"]["customer_no"], full_name(story["customers"]), story["story"])
        for story in table["person"]
    ]
    names = sorted(toml_names("calls"), key=lambda name: (name != MAIN, name))
    raw = [{"playbook": name, **call} for name in names for call in toml_of(f"calls/{name}")["call"]]
    numbers: dict[str, str] = {}
    for call in raw:
        if "person" in call and "ani" in call:
            numbers.setdefault(call["person"], call["ani"])
    return Cast(tuple(people), tuple(_call(call, numbers) for call in raw), tuple(table["person"]))


def _call(raw: Mapping[str, Any], numbers: Mapping[str, str]) -> CastCall:
    """One call; somebody who has called before calls from the same number."""
    own = None if raw.get("withheld") else numbers.get(raw.get("person", ""))
    return CastCall(**{"ani": own, "dnis": OWN_NUMBER, **raw, "data": MappingProxyType(raw.get("data", {}))})


def full_name(row: Mapping[str, Any]) -> str:
    """Given and family name of a row of the CRM."""
    return f"{row['given_name']} {row['family_name']}"


class Stage:
    """Writes the stories into the books of the systems."""

    def __init__(self, book: Book, anchor: Anchor, words: Words) -> None:
        self._book, self._anchor = book, anchor
        self._products = {product.sku: product for product in words.products}
        self._links = {carrier.name: carrier.link for carrier in words.carriers}

    def play(self, story: Mapping[str, Any]) -> None:
        """Write one person with everything that belongs to them."""
        number = story["customers"]["customer_no"]
        name = full_name(story["customers"])
        found_by = search_text(name, story["customers"].get("organization"))
        self._crm("customers", {**story["customers"], "name": name, "currency": "EUR", "search_text": found_by})
        for table in _CRM_LISTS:
            for row in story.get(table, ()):
                extra = {"match_tail": tail_of(row["number"])} if table == "phones" else {}
                self._crm(table, {**row, **extra, "customer_no": number})
        contacts = {}
        for row in story.get("interactions", ()):
            contacts[row.get("ref")] = row_id = self._book.next_id("interactions")
            self._crm("interactions", {**_without(row, "ref"), "id": row_id, "customer_no": number})
        if "accounts" in story:
            self._shop(story)
        self._voice(story, number, contacts)
        if "cards" in story:
            self._bank(story, number, name)

    def _bank(self, story: Mapping[str, Any], number: str, name: str) -> None:
        email = story["customers"].get("email")
        self._book.add("holders", customer_no=number, name=name, email=email)
        for card in story["cards"]:
            ids = {"card_id": self._book.next_id("cards"), "customer_no": number, "currency": "EUR"}
            self._shop_row("cards", {**card, **ids})
        for at, payee, kind, amount, state in story.get("bookings", ()):
            ids = {"booking_id": self._book.next_id("bookings"), "customer_no": number, "currency": "EUR"}
            self._shop_row(
                "bookings",
                {**ids, "booked_at": at, "payee": payee, "kind": kind, "state": state, "amount_minor": amount},
            )

    def _crm(self, table: str, row: Mapping[str, Any]) -> None:
        self._book.add(table, **{key: self._crm_value(key, value) for key, value in row.items()})

    def _crm_value(self, column: str, value: Any) -> Any:
        if column in _DAYS or column.endswith("_on"):
            return self._anchor.resolve_day(value)
        return crm_time(self._anchor.resolve_time(value)) if column.endswith("_at") else value

    def _shop(self, story: Mapping[str, Any]) -> None:
        account_id = 700_001 + self._book.count("accounts")
        account = story["accounts"]
        self._shop_row("accounts", {**account, "account_id": account_id, "match_tail": tail_of(account["phone"])})
        for invoice in story.get("invoices", ()):
            self._invoice(invoice, account_id)
        for order in story.get("orders", ()):
            self._order(order, account_id)

    def _invoice(self, row: Mapping[str, Any], account_id: int) -> None:
        invoice_id, lines = self._book.next_id("invoices"), row["lines"]
        total = sum(amount for _, _, amount, _ in lines)
        ids = {"invoice_id": invoice_id, "account_id": account_id, "total_minor": total}
        self._shop_row("invoices", {**_without(row, "lines", "payments"), **ids})
        for paid_on, amount, method, state in row.get("payments", ()):
            payment = {"payment_id": self._book.next_id("payments"), "invoice_id": invoice_id, "paid_on": paid_on}
            self._shop_row("payments", {**payment, "amount_minor": amount, "method": method, "state": state})
        for line_no, (name, period, amount, state) in enumerate(lines, 1):
            self._book.add(
                "invoice_lines",
                invoice_id=invoice_id,
                line_no=line_no,
                name=name,
                period=self._anchor.resolve_period(period),
                amount_minor=amount,
                state=state,
            )

    def _order(self, row: Mapping[str, Any], account_id: int) -> None:
        order_id, total = self._book.next_id("orders"), 0
        for line_no, (sku, quantity) in enumerate(row["lines"], 1):
            product = self._products[sku]
            price = local_price(product.price_minor, row["currency"])
            total += quantity * price
            line = {"order_id": order_id, "line_no": line_no, "qty": quantity, "unit_minor": price}
            self._book.add("order_lines", sku=sku, name=product.name, **line)
        ids = {"order_id": order_id, "account_id": account_id, "total_minor": total}
        self._shop_row("orders", {**_without(row, "lines", "shipments", "returns"), **ids})
        for parcel in row.get("shipments", ()):
            link = self._links[parcel["carrier"]] + parcel["tracking"]
            self._shop_row("shipments", {**parcel, "order_id": order_id, "link": link})
        for sent_back in row.get("returns", ()):
            self._shop_row("returns", {**sent_back, "order_id": order_id})

    def _shop_row(self, table: str, row: Mapping[str, Any]) -> None:
        self._book.add(table, **{key: self._shop_value(key, value) for key, value in row.items()})

    def _shop_value(self, column: str, value: Any) -> Any:
        if column.endswith("_on"):
            return self._anchor.resolve_day(value)
        return self._anchor.resolve_time(value) if column.endswith("_at") else value

    def _voice(self, story: Mapping[str, Any], number: str, contacts: Mapping[str, int]) -> None:
        if "respondents" in story:
            name = full_name(story["customers"])
            self._book.add("respondents", customer_no=number, name=name, **story["respondents"])
        for row in story.get("answers", ()):
            ref = row["about_ref"]
            about = str(contacts[ref[1:]]) if ref.startswith("@") else ref
            at = survey_time(self._anchor.resolve_time(row["answered_at"]))
            self._book.add("answers", **{**row, "customer_no": number, "about_ref": about, "answered_at": at})


def tail_of(raw: str) -> str:
    """The last eight digits of a number as written."""
    return "".join(c for c in raw if c.isdigit())[-8:]


def _without(row: Mapping[str, Any], *columns: str) -> dict[str, Any]:
    return {key: value for key, value in row.items() if key not in columns}
