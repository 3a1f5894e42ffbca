"""The contract, from what the customer record and the calendar say about it."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import date, datetime

from PySide6.QtCore import QObject

from connectors.records import Customer, CustomerEvent
from desktop.call.customer_facts import AUTOPAY_KEYS, CARD_KEYS, END_KEYS, PLAN_KEYS
from desktop.views.agent.panel_columns import PanelColumns, sentence
from desktop.views.agent.panel_models import Cell, Column, RowWords
from desktop.views.agent.panel_tables import Table
from desktop.views.agent.timeline_words import TimelineWords
from desktop.views.format import Formats
from desktop.views.safe_text import capitalized, cell


@dataclass(frozen=True, slots=True)
class Term:
    """One thing the customer record says about the contract."""

    name: str
    value: str = ""
    amount: str = ""


class ContractWords(QObject):
    """Words terms and dated events; no widget, no call."""

    def __init__(self, formats: Formats, now: Callable[[], datetime], parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._formats = formats
        self._values = PanelColumns(formats, now, self)
        self._events = TimelineWords(formats, now, self)

    def table(self, records: Sequence[object], customer: Customer | None) -> Table:
        """What stands in the customer record first, then the events."""
        columns = (
            Column(self.tr("What")),
            Column(self.tr("Date or value"), 120),
            Column(self.tr("Amount"), 96, right=True),
        )
        events = [row for row in records if isinstance(row, CustomerEvent)]
        rows: list[object] = [*self._terms(customer), *events]
        plan = cell(_first(customer, PLAN_KEYS)) if customer is not None else ""
        count = self.tr("%Ln dated events", "", len(events))
        return Table(columns, rows, self._row, (*((plan,) if plan else ()), *((count,) if events else ())))

    def _terms(self, customer: Customer | None) -> list[Term]:
        """What the customer record itself says about the contract."""
        if customer is None:
            return []
        terms = [
            Term(self.tr("Plan"), cell(_first(customer, PLAN_KEYS))),
            Term(self.tr("Autopay"), self._yes_no(_first(customer, AUTOPAY_KEYS))),
            Term(self.tr("Contract ends"), self._term_day(_first(customer, END_KEYS))),
            Term(self.tr("Card expires"), self._term_day(_first(customer, CARD_KEYS))),
            Term(self.tr("Tier"), cell(customer.tier)),
            Term(self.tr("Customer since"), self._formats.month(customer.since) if customer.since is not None else ""),
        ]
        balance = self._values.money(customer.balance)
        return [term for term in (*terms, Term(self.tr("Balance"), "", balance)) if term.value or term.amount]

    def _term_day(self, value: object) -> str:
        return self._values.day(value) if isinstance(value, date) else cell(value)

    def _yes_no(self, value: object) -> str:
        if isinstance(value, bool):
            return self.tr("On") if value else self.tr("Off")
        return capitalized(cell(value))

    def _row(self, row: Term | CustomerEvent) -> RowWords:
        if isinstance(row, Term):
            cells = (Cell(row.name, strong=True), Cell(row.value), Cell(row.amount))
        else:
            what = cell(row.label) or self._events.event_kind(row.kind)
            day, amount = self._values.day(row.at or row.on), self._values.money(row.amount)
            cells = (Cell(what, strong=True), Cell(day, "muted"), Cell(amount))
        return RowWords(cells, sentence("", cells))


def _first(customer: Customer | None, keys: Sequence[str]) -> object:
    if customer is None:
        return None
    return next((customer.extra[key] for key in keys if customer.extra.get(key) is not None), None)
