"""What a panel says: its title, its columns, a row of each record, and one line that sums it up."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal
from typing import Any

from PySide6.QtCore import QObject

from connectors.records import Case, Customer, CustomerEvent, Feedback, Invoice, InvoiceLine, Money, Order, Record
from desktop.call.customer_facts import AUTOPAY_KEYS, CARD_KEYS, END_KEYS, PLAN_KEYS
from desktop.call.readings import amount_due, days_late, goods, is_amount, is_open, is_open_case, is_past_promise
from desktop.views.agent.panel_models import Cell, Column, RowWords
from desktop.views.agent.status_words import StatusWords, capitalized
from desktop.views.agent.timeline_words import TimelineWords
from desktop.views.format import Formats
from desktop.views.safe_text import cell

PART_OF = {"orders": "orders", "invoices": "invoices", "cases": "cases", "feedback": "feedback", "contract": "events"}
"""The part of the call's records behind each panel that is a table."""


@dataclass(frozen=True, slots=True)
class Term:
    """One thing the customer record says about the contract."""

    name: str
    value: str = ""
    amount: str = ""


@dataclass(frozen=True, slots=True)
class Table:
    """What a panel shows: columns, records, how to word one, and the parts of its summary, most important first."""

    columns: tuple[Column, ...]
    records: Sequence[object]
    word: Callable[[Any], RowWords]
    summary: tuple[str, ...] = ()


class PanelWords(QObject):
    """Words panels at a moment; no widget, no call."""

    def __init__(self, formats: Formats, now: Callable[[], datetime], parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._formats, self._now = formats, now
        self._statuses = StatusWords(formats, self)
        self._events = TimelineWords(formats, now, self)

    def title(self, panel: str, records: Sequence[Record] = ()) -> str:
        """The title of a panel; a single invoice is named."""
        if panel == "invoices" and len(records) == 1 and isinstance(records[0], Invoice):
            return self.tr("Invoice {number}").format(number=cell(records[0].number or records[0].id))
        titles = {
            "orders": self.tr("Orders"),
            "invoices": self.tr("Invoices"),
            "cases": self.tr("Cases"),
            "feedback": self.tr("Feedback"),
            "contract": self.tr("Contract"),
            "search": self.tr("Find customer"),
            "choose": self.tr("Who is calling?"),
        }
        return titles[panel]

    def nothing(self, panel: str) -> str:
        """What an empty panel says."""
        words = {
            "orders": self.tr("No orders on file"),
            "invoices": self.tr("No invoices on file"),
            "cases": self.tr("No cases on file"),
            "feedback": self.tr("No survey answers on file"),
            "contract": self.tr("No contract dates on file"),
        }
        return words[panel]

    def next_step(self, panel: str) -> str:
        """What is likely to help when a panel is empty."""
        words = {
            "orders": self.tr("Ordered as a guest? Ask for the order number or the e-mail address."),
            "invoices": self.tr("Ask for the invoice number: it may be on another account."),
        }
        return words.get(panel, "")

    def table(self, panel: str, records: Sequence[Record], customer: Customer | None, chosen: int = 0) -> Table:
        """The table of a panel; of invoices with lines the `chosen` one is shown line by line."""
        if panel == "invoices":
            return self._invoices([row for row in records if isinstance(row, Invoice)], chosen)
        tables: dict[str, Callable[[Sequence[Record]], Table]] = {
            "orders": self._orders,
            "cases": self._cases,
            "feedback": self._feedback,
        }
        return tables[panel](records) if panel in tables else self._contract(records, customer)

    # Orders

    def _orders(self, records: Sequence[Record]) -> Table:
        columns = (
            Column(self.tr("Order"), 76),
            Column(self.tr("Goods")),
            Column(self.tr("Placed"), 84, gives_way=1),
            Column(self.tr("Total"), 86, right=True),
            Column(self.tr("Status"), 108),
        )
        rows = [row for row in records if isinstance(row, Order)]
        today = self._today()
        late = sum(1 for row in rows if days_late(row, today))
        summary = [self._count(len(rows), self.tr("1 order"), self.tr("%n orders", "", len(rows)))]
        summary.append(self.tr("{n} open").format(n=sum(1 for row in rows if is_open(row))))
        if late:
            summary.append(self.tr("{n} late").format(n=late))
        return Table(columns, rows, self._order_row, tuple(summary))

    def _order_row(self, order: Order) -> RowWords:
        placed = order.placed_at or order.placed_on
        status = self._statuses.order(order, self._today())
        cells = (
            Cell(cell(order.number or order.id), strong=True),
            Cell(cell(goods(order))),
            Cell(self._day(placed), "muted"),
            Cell(self._money(order.total)),
            status,
        )
        return RowWords(cells, self._sentence(self.tr("Order"), cells))

    # Invoices

    def _invoices(self, invoices: Sequence[Invoice], chosen: int) -> Table:
        if invoices and any(invoice.lines for invoice in invoices):
            return self._invoice(invoices[min(chosen, len(invoices) - 1)])
        columns = (
            Column(self.tr("Invoice"), 90),
            Column(self.tr("Issued")),
            Column(self.tr("Due"), 90, gives_way=1),
            Column(self.tr("Total"), 92, right=True),
            Column(self.tr("Open"), 92, right=True),
            Column(self.tr("Status"), 96),
        )
        due = [money for invoice in invoices if (money := amount_due(invoice)) is not None]
        count = len(invoices)
        summary = [self._count(count, self.tr("1 invoice"), self.tr("%n invoices", "", count))]
        if due and len({money.currency for money in due}) == 1:
            total = Money(sum((money.amount for money in due), Decimal(0)), due[0].currency)
            summary.append(self.tr("{amount} open").format(amount=self._formats.money(total)))
        return Table(columns, invoices, self._invoice_row, tuple(summary))

    def _invoice_row(self, invoice: Invoice) -> RowWords:
        cells = (
            Cell(cell(invoice.number or invoice.id), strong=True),
            Cell(self._day(invoice.issued_on), "muted"),
            Cell(self._day(invoice.due_on), "muted"),
            Cell(self._money(invoice.total)),
            Cell(self._money(amount_due(invoice))),
            self._statuses.invoice(invoice, self._today()),
        )
        return RowWords(cells, self._sentence(self.tr("Invoice"), cells))

    def _invoice(self, invoice: Invoice) -> Table:
        columns = (
            Column(self.tr("Line")),
            Column(self.tr("Period"), 104, gives_way=1),
            Column(self.tr("Amount"), 92, right=True),
            Column(self.tr("Status"), 96),
        )
        currency = invoice.total.currency if invoice.total is not None else None
        return Table(columns, invoice.lines, _LineRow(self, currency).words, self._invoice_summary(invoice))

    def _invoice_summary(self, invoice: Invoice) -> tuple[str, ...]:
        parts = []
        if is_amount(invoice.total):
            parts.append(self.tr("Total {amount}").format(amount=self._formats.money(invoice.total)))
        due = amount_due(invoice)
        if due is not None:
            parts.append(self.tr("{amount} open").format(amount=self._formats.money(due)))
        if invoice.due_on is not None and due is not None:
            parts.append(self._formats.due(invoice.due_on, self._now()))
        if invoice.issued_on is not None:
            parts.append(self.tr("issued {day}").format(day=self._day(invoice.issued_on)))
        return tuple(parts)

    def line_row(self, line: InvoiceLine, currency: str | None) -> RowWords:
        """A line of an invoice; one in doubt is tinted."""
        amount = ""
        if line.amount is not None and line.amount.is_finite():
            amount = self._formats.number(line.amount, 2)
            if currency is not None:
                amount = self._formats.money(Money(line.amount, currency))
        status = self._statuses.status(line.status)
        cells = (Cell(cell(line.name)), Cell(cell(line.period), "muted"), Cell(amount), status)
        disputed = line.status is not None and "disput" in f"{line.status.value} {line.status.label}".casefold()
        return RowWords(cells, self._sentence(self.tr("Line"), cells), "warn" if disputed else "")

    # Cases

    def _cases(self, records: Sequence[Record]) -> Table:
        columns = (
            Column(self.tr("Case"), 88),
            Column(self.tr("Subject")),
            Column(self.tr("Opened"), 84, gives_way=1),
            Column(self.tr("Due"), 84),
            Column(self.tr("Status"), 96),
        )
        rows = [row for row in records if isinstance(row, Case)]
        summary = [self._count(len(rows), self.tr("1 case"), self.tr("%n cases", "", len(rows)))]
        summary.append(self.tr("{n} open").format(n=sum(1 for row in rows if is_open_case(row))))
        late = sum(1 for row in rows if is_past_promise(row, self._now()))
        if late:
            summary.append(self.tr("{n} overdue").format(n=late))
        return Table(columns, rows, self._case_row, tuple(summary))

    def _case_row(self, case: Case) -> RowWords:
        cells = (
            Cell(cell(case.number or case.id), strong=True),
            Cell(cell(case.subject)),
            Cell(self._day(case.opened_at), "muted"),
            Cell(self._day(case.due_at) if is_open_case(case) else "", "muted"),
            self._statuses.case(case, self._today()),
        )
        return RowWords(cells, self._sentence(self.tr("Case"), cells))

    # Feedback

    def _feedback(self, records: Sequence[Record]) -> Table:
        columns = (
            Column(self.tr("Survey"), 70),
            Column(self.tr("Score"), 84),
            Column(self.tr("Comment")),
            Column(self.tr("When"), 84, gives_way=1),
            Column(self.tr("Reading"), 88),
        )
        rows = [row for row in records if isinstance(row, Feedback)]
        summary = [self._count(len(rows), self.tr("1 answer"), self.tr("%n answers", "", len(rows)))]
        last = next((row for row in rows if row.score is not None), None)
        if last is not None:
            scored = self.tr("last {survey} {score}")
            summary.append(scored.format(survey=self._statuses.metric(last), score=self._statuses.score(last)))
        return Table(columns, rows, self._feedback_row, tuple(summary))

    def _feedback_row(self, feedback: Feedback) -> RowWords:
        cells = (
            Cell(self._statuses.metric(feedback), strong=True),
            Cell(self._statuses.score(feedback)),
            Cell(cell(feedback.comment) or cell(feedback.about), "" if feedback.comment else "muted"),
            Cell(self._day(feedback.at), "muted"),
            self._statuses.verdict(feedback),
        )
        return RowWords(cells, self._sentence(self.tr("Survey"), cells))

    # Contract

    def _contract(self, records: Sequence[Record], customer: Customer | None) -> Table:
        columns = (
            Column(self.tr("What")),
            Column(self.tr("Date or value"), 120),
            Column(self.tr("Amount"), 96, right=True),
        )
        events = [row for row in records if isinstance(row, CustomerEvent)]
        rows: list[object] = [*self._terms(customer), *events]
        plan = cell(_first(customer, PLAN_KEYS)) if customer is not None else ""
        count = self._count(len(events), self.tr("1 dated event"), self.tr("%n dated events", "", len(events)))
        return Table(columns, rows, self._contract_row, (*((plan,) if plan else ()), *((count,) if events else ())))

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
        balance = self._money(customer.balance)
        return [term for term in (*terms, Term(self.tr("Balance"), "", balance)) if term.value or term.amount]

    def _term_day(self, value: object) -> str:
        return self._day(value) if isinstance(value, date) else cell(value)

    def _yes_no(self, value: object) -> str:
        if isinstance(value, bool):
            return self.tr("On") if value else self.tr("Off")
        return capitalized(cell(value))

    def _contract_row(self, row: Term | CustomerEvent) -> RowWords:
        if isinstance(row, Term):
            cells = (Cell(row.name, strong=True), Cell(row.value), Cell(row.amount))
        else:
            what = cell(row.label) or self._events.event_kind(row.kind)
            cells = (Cell(what, strong=True), Cell(self._day(row.at or row.on), "muted"), Cell(self._money(row.amount)))
        return RowWords(cells, self._sentence("", cells))

    # Shared

    def _today(self) -> date:
        return self._formats.local(self._now()).date()

    def _day(self, moment: datetime | date | None) -> str:
        if moment is None:
            return ""
        day = self._formats.local(moment).date() if isinstance(moment, datetime) else moment
        return self._formats.day(day, self._now())

    def _money(self, money: Money | None) -> str:
        return self._formats.money(money) if is_amount(money) else ""

    def _count(self, count: int, one: str, many: str) -> str:
        return one if count == 1 else many

    def _sentence(self, kind: str, cells: Sequence[Cell]) -> str:
        said = ", ".join(shown.text for shown in cells if shown.text)
        return f"{kind} {said}".strip()


class _LineRow:
    """Words the lines of one invoice in its currency."""

    def __init__(self, words: PanelWords, currency: str | None) -> None:
        self._words, self._currency = words, currency

    def words(self, line: InvoiceLine) -> RowWords:
        """One line."""
        return self._words.line_row(line, self._currency)


def _first(customer: Customer | None, keys: Sequence[str]) -> object:
    if customer is None:
        return None
    return next((customer.extra[key] for key in keys if customer.extra.get(key) is not None), None)
