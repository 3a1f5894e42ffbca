"""The columns each built-in panel can show, by the names a playbook knows them under, and how a cell of each reads."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime
from decimal import Decimal
from types import MappingProxyType
from typing import Any

from PySide6.QtCore import QObject

from connectors.records import Case, CustomerEvent, Feedback, Invoice, Money, Order
from desktop.call.readings import amount_due, goods, is_amount, is_open_case, promised_on
from desktop.playbook.panel_read import PanelColumn
from desktop.views.agent.panel_models import Cell, Column, RowWords
from desktop.views.agent.status_words import StatusWords
from desktop.views.agent.timeline_words import TimelineWords
from desktop.views.format import Formats
from desktop.views.safe_text import capitalized, cell

DEFAULTS: Mapping[str, tuple[str, ...]] = MappingProxyType(
    {
        "orders": ("number", "goods", "placed", "total", "status"),
        "invoices": ("number", "issued", "due", "total", "open", "status"),
        "cases": ("number", "subject", "opened", "due", "status"),
        "feedback": ("metric", "score", "comment", "at", "reading"),
        "interactions": ("at", "channel", "subject", "outcome", "agent"),
        "events": ("kind", "label", "on", "amount"),
    }
)
"""What a panel shows where the playbook names no columns."""


@dataclass(frozen=True, slots=True)
class Shown:
    """One column: how it stands in the table, and how a record's cell reads."""

    column: Column
    word: Callable[[Any], Cell]


class PanelColumns(QObject):
    """Words columns and cells at a moment; no widget, no call."""

    def __init__(self, formats: Formats, now: Callable[[], datetime], parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._formats, self._now = formats, now
        self._statuses = StatusWords(formats, self)
        self._events = TimelineWords(formats, now, self)

    def chosen(self, panel: str, wanted: Sequence[PanelColumn] = ()) -> tuple[Shown, ...]:
        """The columns of a built-in panel that a playbook wants, else the usual ones."""
        known = self.known(panel)
        names = [column.field for column in wanted if column.field in known] or DEFAULTS[panel]
        return filled([known[name] for name in names])

    def known(self, panel: str) -> Mapping[str, Shown]:
        """Every column of a built-in panel by its name."""
        panels: Mapping[str, Callable[[], dict[str, Shown]]] = {
            "orders": self._orders,
            "invoices": self._invoices,
            "cases": self._cases,
            "feedback": self._feedback,
            "interactions": self._interactions,
            "events": self._event_columns,
        }
        return panels[panel]()

    def _orders(self) -> dict[str, Shown]:
        return {
            "number": Shown(Column(self.tr("Order"), 76), lambda order: _strong(order.number or order.id)),
            "goods": Shown(Column(self.tr("Goods")), lambda order: Cell(cell(goods(order)))),
            "placed": self._dated(self.tr("Placed"), 1, lambda order: order.placed_at or order.placed_on),
            "promised": self._dated(self.tr("Promised"), 2, promised_on),
            "total": self._amount(self.tr("Total"), 86, lambda order: order.total),
            "status": Shown(Column(self.tr("Status"), 108), lambda order: self._statuses.order(order, self.today())),
            "tracking": Shown(Column(self.tr("Tracking"), 104, gives_way=4), self._tracking),
            "channel": Shown(
                Column(self.tr("Channel"), 76, gives_way=5), lambda order: _muted(capitalized(cell(order.channel)))
            ),
        }

    def _tracking(self, order: Order) -> Cell:
        """The parcel's number; of several the first, and how many more there are."""
        numbers = [cell(parcel.tracking) for parcel in order.shipments if parcel.tracking]
        return Cell(" +".join((numbers[0], str(len(numbers) - 1))) if len(numbers) > 1 else "".join(numbers))

    def _invoices(self) -> dict[str, Shown]:
        return {
            "number": Shown(Column(self.tr("Invoice"), 90), lambda invoice: _strong(invoice.number or invoice.id)),
            "issued": self._dated(self.tr("Issued"), 0, lambda invoice: invoice.issued_on, width=0),
            "due": self._dated(self.tr("Due"), 1, lambda invoice: invoice.due_on, width=90),
            "total": self._amount(self.tr("Total"), 92, lambda invoice: invoice.total),
            "open": self._amount(self.tr("Open"), 92, amount_due),
            "status": Shown(
                Column(self.tr("Status"), 96), lambda invoice: self._statuses.invoice(invoice, self.today())
            ),
            "paid": Shown(Column(self.tr("Last payment"), 104, gives_way=2), self._last_payment),
        }

    def _last_payment(self, invoice: Invoice) -> Cell:
        """The day of the newest payment; of one that did not go through what became of it, which asks for a word."""
        newest = max(invoice.payments, key=lambda payment: payment.on or date.min, default=None)
        if newest is None:
            return Cell()
        shown = self._statuses.status(newest.status)
        day = self.day(newest.on)
        return shown if shown.tone == "bad" or not day else _muted(day)

    def _cases(self) -> dict[str, Shown]:
        return {
            "number": Shown(Column(self.tr("Case"), 88), lambda case: _strong(case.number or case.id)),
            "subject": Shown(Column(self.tr("Subject")), lambda case: Cell(cell(case.subject))),
            "category": self._said(self.tr("Category"), 96, 4, lambda case: case.category),
            "owner": self._said(self.tr("Owner"), 96, 3, lambda case: case.owner),
            "opened": self._dated(self.tr("Opened"), 1, lambda case: case.opened_at),
            "due": self._dated(self.tr("Due"), 0, self._case_due),
            "priority": Shown(
                Column(self.tr("Priority"), 76, gives_way=2), lambda case: self._statuses.status(case.priority)
            ),
            "status": Shown(Column(self.tr("Status"), 96), lambda case: self._statuses.case(case, self.today())),
        }

    def _case_due(self, case: Case) -> datetime | None:
        return case.due_at if is_open_case(case) else None

    def _feedback(self) -> dict[str, Shown]:
        return {
            "metric": Shown(Column(self.tr("Survey"), 70), lambda row: Cell(self._statuses.metric(row), strong=True)),
            "score": Shown(Column(self.tr("Score"), 84), lambda row: Cell(self._statuses.score(row))),
            "comment": Shown(Column(self.tr("Comment")), self._comment),
            "at": self._dated(self.tr("When"), 1, lambda row: row.at),
            "about": self._said(self.tr("About"), 104, 2, lambda row: row.about),
            "reading": Shown(Column(self.tr("Reading"), 88), self._statuses.verdict),
        }

    def _comment(self, feedback: Feedback) -> Cell:
        return Cell(cell(feedback.comment) or cell(feedback.about), "" if feedback.comment else "muted")

    def _interactions(self) -> dict[str, Shown]:
        return {
            "at": Shown(Column(self.tr("When"), 84), lambda contact: _muted(self._when(contact.at))),
            "channel": Shown(
                Column(self.tr("Channel"), 72), lambda contact: Cell(self._statuses.channel(contact), strong=True)
            ),
            "subject": Shown(Column(self.tr("Subject")), lambda row: Cell(cell(row.subject) or cell(row.summary))),
            "outcome": Shown(Column(self.tr("Outcome"), 100, gives_way=2), self._statuses.outcome),
            "agent": self._said(self.tr("Agent"), 84, 3, lambda contact: contact.agent),
            "summary": Shown(Column(self.tr("Summary"), gives_way=4), lambda row: _muted(cell(row.summary))),
        }

    def _event_columns(self) -> dict[str, Shown]:
        return {
            "kind": Shown(
                Column(self.tr("What"), 104), lambda event: Cell(self._events.event_kind(event.kind), strong=True)
            ),
            "on": Shown(Column(self.tr("When"), 96), lambda event: Cell(self._when(event.at or event.on))),
            "label": Shown(Column(self.tr("About")), self._label),
            "amount": self._amount(self.tr("Amount"), 92, lambda event: event.amount),
        }

    def _label(self, event: CustomerEvent) -> Cell:
        """What the system calls it, where that says more than its kind."""
        said = cell(event.label)
        return _muted("" if said.casefold() == self._events.event_kind(event.kind).casefold() else said)

    # Columns of one kind

    def _dated(
        self, title: str, gives_way: int, read: Callable[[Any], datetime | date | None], *, width: int = 84
    ) -> Shown:
        return Shown(Column(title, width, gives_way=gives_way), lambda row: _muted(self.day(read(row))))

    def _amount(self, title: str, width: int, read: Callable[[Any], Money | None]) -> Shown:
        return Shown(Column(title, width, right=True), lambda row: Cell(self.money(read(row))))

    def _said(self, title: str, width: int, gives_way: int, read: Callable[[Any], str | None]) -> Shown:
        return Shown(Column(title, width, gives_way=gives_way), lambda row: _muted(cell(read(row))))

    def value(self, value: object) -> str:
        """A value of a site's own table, as its type is written."""
        if value is None:
            return ""
        if isinstance(value, bool):
            return self.tr("Yes") if value else self.tr("No")
        if isinstance(value, Money):
            return self.money(value)
        if isinstance(value, datetime):
            return self._when(value)
        if isinstance(value, date):
            return self.day(value)
        return self._formats.number(value) if isinstance(value, int | Decimal) else cell(value)

    def today(self) -> date:
        """The site's day."""
        return self._formats.local(self._now()).date()

    def day(self, moment: datetime | date | None) -> str:
        """A day, as the site's calendar has it."""
        if moment is None:
            return ""
        day = self._formats.local(moment).date() if isinstance(moment, datetime) else moment
        return self._formats.day(day, self._now())

    def _when(self, moment: datetime | date | None) -> str:
        return self._formats.when(moment, self._now()) if moment is not None else ""

    def money(self, money: Money | None) -> str:
        """An amount, or nothing where there is none."""
        return self._formats.money(money) if is_amount(money) else ""


class RowOf:
    """Words the rows of a table from its columns; `kind` begins what is spoken."""

    def __init__(self, shown: Sequence[Shown], kind: str = "") -> None:
        self._shown, self._kind = tuple(shown), kind

    def words(self, record: object) -> RowWords:
        """One row."""
        cells = tuple(shown.word(record) for shown in self._shown)
        return RowWords(cells, sentence(self._kind, cells))


def sentence(kind: str, cells: Sequence[Cell]) -> str:
    """A row as one sentence."""
    said = ", ".join(shown.text for shown in cells if shown.text)
    return f"{kind} {said}".strip()


def filled(shown: Sequence[Shown]) -> tuple[Shown, ...]:
    """The same columns, one of which takes the width that is left: the widest of text where none does yet."""
    if any(each.column.width == 0 for each in shown):
        return tuple(shown)
    texts = [number for number, each in enumerate(shown) if not each.column.right]
    widest = max(texts, key=lambda number: shown[number].column.width, default=0)
    wide = (replace(each, column=replace(each.column, width=0)) for each in shown[widest : widest + 1])
    return (*shown[:widest], *wide, *shown[widest + 1 :])


def _strong(text: object) -> Cell:
    return Cell(cell(text), strong=True)


def _muted(text: str) -> Cell:
    return Cell(text, "muted")
