"""A record in full, as lines of name and value: for the side of a table and for the page that opens with Enter."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal

from PySide6.QtCore import QObject

from connectors.records import (
    Case,
    Customer,
    CustomerEvent,
    Feedback,
    Interaction,
    Invoice,
    Money,
    Order,
    OrderLine,
    Record,
    Row,
    Shipment,
    Status,
)
from desktop.call.readings import is_amount
from desktop.views.agent.panel_columns import PanelColumns
from desktop.views.agent.status_words import StatusWords
from desktop.views.agent.timeline_words import TimelineWords
from desktop.views.format import Formats
from desktop.views.safe_text import capitalized, cell, shown


@dataclass(frozen=True, slots=True)
class Line:
    """One line; `strong` values are what one looks for, `long` ones are running text."""

    name: str
    value: str
    tone: str = ""
    long: bool = False


class DetailWords(QObject):
    """Words whole records; what a record does not say is left out."""

    def __init__(self, formats: Formats, now: Callable[[], datetime], parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._formats, self._now = formats, now
        self._statuses = StatusWords(formats, self)
        self._titles = TimelineWords(formats, now, self)
        self._columns = PanelColumns(formats, now, self)

    def title(self, record: Record) -> str:
        """The record's title, as the timeline has it."""
        return self._titles.record(record).title

    def lines(self, record: Record) -> tuple[Line, ...]:
        """The record, line by line; the last line says where it comes from."""
        match record:
            case Order():
                found = self._order(record)
            case Invoice():
                found = self._invoice(record)
            case Case():
                found = self._case(record)
            case Interaction():
                found = self._contact(record)
            case Feedback():
                found = self._feedback(record)
            case CustomerEvent():
                found = self._event(record)
            case Customer():
                found = [Line(self.tr("Name"), cell(record.name))]
            case Row():
                found = [
                    Line(capitalized(cell(name).replace("_", " ")), self._value(value))
                    for name, value in record.cells.items()
                ]
        return tuple(line for line in (*found, self._origin(record)) if line.value)

    def order_side(self, order: Order) -> tuple[Line, ...]:
        """What stands beside the table of orders: goods and parcels."""
        lines = [*self._listed(order), *(line for parcel in order.shipments for line in self._parcel(parcel))]
        lines += self._returns(order)
        return tuple(line for line in lines if line.value)

    def _order(self, order: Order) -> list[Line]:
        return [
            Line(self.tr("Status"), self._status(order.status)),
            Line(self.tr("Placed"), self._when(order.placed_at or order.placed_on)),
            Line(self.tr("Promised for"), self._day(order.promised_on)),
            Line(self.tr("Total"), self._money(order.total)),
            Line(self.tr("Payment"), self._status(order.payment)),
            Line(self.tr("Delivery"), self._status(order.fulfillment)),
            *self._goods(order),
            *(line for parcel in order.shipments for line in self._parcel(parcel)),
            *self._returns(order),
            Line(self.tr("Channel"), capitalized(cell(order.channel))),
        ]

    def _returns(self, order: Order) -> Iterable[Line]:
        """What goes back, how far it has come, and what is paid back for it."""
        currency = order.total.currency if order.total is not None else None
        for each in order.returns:
            said = (cell(each.goods) or cell(each.number), self._status(each.status), self._day(each.on))
            back = self._in(each.amount, currency)
            paid = self.tr("{amount} back").format(amount=back) if back else ""
            yield Line(self.tr("Return"), ", ".join(part for part in (*said, paid) if part))

    def _payments(self, invoice: Invoice, currency: str | None) -> Iterable[Line]:
        for each in invoice.payments:
            said = (self._in(each.amount, currency), self._day(each.on), capitalized(cell(each.method)))
            failed = each.status is not None and each.status.value == "failed"
            state = self._status(each.status)
            yield Line(self.tr("Payment"), ", ".join(part for part in (*said, state) if part), "bad" if failed else "")

    def _in(self, amount: Decimal | None, currency: str | None) -> str:
        """An amount in the currency of what it belongs to; a bare number where that is not known."""
        if amount is None or not amount.is_finite():
            return ""
        return self._money(Money(amount, currency)) if currency is not None else self._formats.number(amount, 2)

    def _goods(self, order: Order) -> Iterable[Line]:
        currency = order.total.currency if order.total is not None else None
        for line in order.lines:
            yield Line(self._amount_of(line), self._named(line, currency))

    def _listed(self, order: Order) -> Iterable[Line]:
        """The goods where there is little width: one text a line."""
        currency = order.total.currency if order.total is not None else None
        for line in order.lines:
            goods = self._named(line, currency)
            counted = line.quantity is not None and bool(goods)
            yield Line("", f"{self._amount_of(line)} {goods}" if counted else goods)

    def _amount_of(self, line: OrderLine) -> str:
        if line.quantity is None:
            return self.tr("Item")
        return self.tr("{n} ×").format(n=self._formats.number(line.quantity))

    def _named(self, line: OrderLine, currency: str | None) -> str:
        name = cell(line.name)
        if line.unit_price is None or currency is None or not line.unit_price.is_finite():
            return name
        return self.tr("{goods}, {price}").format(goods=name, price=self._money(Money(line.unit_price, currency)))

    def _parcel(self, parcel: Shipment) -> Iterable[Line]:
        name = cell(parcel.carrier) or self.tr("Parcel")
        yield Line(name, cell(parcel.tracking) or self._status(parcel.status) or self.tr("no number yet"))
        if parcel.tracking and parcel.status is not None:
            yield Line(self.tr("Parcel"), self._status(parcel.status), self._statuses.status(parcel.status).tone)
        if parcel.delivered_at is not None:
            yield Line(self.tr("Delivered"), self._when(parcel.delivered_at), "good")
        elif parcel.promised_on is not None:
            late = parcel.promised_on < self._formats.local(self._now()).date()
            yield Line(self.tr("Promised for"), self._day(parcel.promised_on), "bad" if late else "")

    def _invoice(self, invoice: Invoice) -> list[Line]:
        currency = invoice.total.currency if invoice.total is not None else None
        lines = [
            Line(
                cell(line.name),
                self._money(Money(line.amount, currency)) if line.amount is not None and currency is not None else "",
            )
            for line in invoice.lines
        ]
        return [
            Line(self.tr("Status"), self._status(invoice.status)),
            Line(self.tr("Issued"), self._day(invoice.issued_on)),
            Line(self.tr("Due"), self._day(invoice.due_on)),
            Line(self.tr("Total"), self._money(invoice.total)),
            Line(self.tr("Open"), self._money(invoice.open_amount)),
            *lines,
            *self._payments(invoice, currency),
        ]

    def _case(self, case: Case) -> list[Line]:
        return [
            Line(self.tr("Subject"), shown(case.subject), long=True),
            Line(self.tr("Status"), self._status(case.status)),
            Line(self.tr("Priority"), self._status(case.priority)),
            Line(self.tr("Opened"), self._when(case.opened_at)),
            Line(self.tr("Updated"), self._when(case.updated_at)),
            Line(self.tr("Due"), self._when(case.due_at)),
            Line(self.tr("Resolved"), self._when(case.resolved_at)),
            Line(self.tr("Owner"), cell(case.owner)),
            Line(self.tr("Queue"), cell(case.queue)),
            Line(self.tr("Category"), cell(case.category)),
        ]

    def _contact(self, contact: Interaction) -> list[Line]:
        direction = {"in": self.tr("from the customer"), "out": self.tr("to the customer")}
        return [
            Line(self.tr("When"), self._when(contact.at)),
            Line(self.tr("Direction"), direction.get(contact.direction or "", "")),
            Line(self.tr("Summary"), shown(contact.summary), long=True),
            Line(self.tr("Outcome"), self._statuses.outcome(contact).text, self._statuses.outcome(contact).tone),
            Line(self.tr("Length"), self._formats.duration(contact.duration_s) if contact.duration_s else ""),
            Line(self.tr("Agent"), cell(contact.agent)),
            Line(self.tr("Queue"), cell(contact.queue)),
        ]

    def _feedback(self, feedback: Feedback) -> list[Line]:
        verdict = self._statuses.verdict(feedback)
        return [
            Line(self.tr("Score"), self._statuses.score(feedback)),
            Line(self.tr("Reading"), verdict.text, verdict.tone),
            Line(self.tr("Comment"), shown(feedback.comment), long=True),
            Line(self.tr("About"), cell(feedback.about)),
            Line(self.tr("When"), self._when(feedback.at)),
        ]

    def _event(self, event: CustomerEvent) -> list[Line]:
        return [
            Line(self.tr("Kind"), self._titles.event_kind(event.kind)),
            Line(self.tr("When"), self._when(event.at or event.on)),
            Line(self.tr("Amount"), self._money(event.amount)),
        ]

    def _origin(self, record: Record) -> Line:
        """Which system says so, under which id, and how old that is."""
        origin = record.provenance
        text = self.tr("{system}, {id}").format(system=cell(origin.system), id=cell(origin.id))
        if origin.source == "cache":
            text = f"{text} · {self._formats.old(origin.as_of or origin.fetched_at, self._now())}"
        return Line(self.tr("From"), text, "muted")

    def _spaced(self, name: str) -> str:
        return capitalized(cell(name).replace("_", " "))

    def _value(self, value: object) -> str:
        return shown(value) if isinstance(value, str) else self._columns.value(value)

    def _status(self, status: Status | None) -> str:
        return self._statuses.status(status).text

    def _when(self, moment: datetime | date | None) -> str:
        return self._formats.when(moment, self._now()) if moment is not None else ""

    def _day(self, day: date | None) -> str:
        return self._formats.day(day, self._now()) if day is not None else ""

    def _money(self, money: Money | None) -> str:
        return self._formats.money(money) if is_amount(money) else ""
