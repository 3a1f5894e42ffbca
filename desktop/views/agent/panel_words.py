"""What a panel says: its title, its columns, a row of each record, and one line that sums it up."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from datetime import date, datetime
from decimal import Decimal
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject

from connectors.records import Case, CustomerEvent, Feedback, Interaction, Invoice, InvoiceLine, Money, Order, Row
from desktop.call.readings import amount_due, days_late, is_amount, is_open, is_open_case, is_past_promise
from desktop.call.state import ArticleView
from desktop.views.agent.contract_words import ContractWords
from desktop.views.agent.feedback_words import FeedbackWords
from desktop.views.agent.journey_words import JourneyWords
from desktop.views.agent.own_columns import own_columns
from desktop.views.agent.panel_columns import PanelColumns, RowOf, Shown, sentence
from desktop.views.agent.panel_models import Cell, Column, RowWords
from desktop.views.agent.panel_tables import Table, Topic
from desktop.views.agent.preference_words import PreferenceWords
from desktop.views.agent.status_words import StatusWords
from desktop.views.format import Formats
from desktop.views.safe_text import cell

if TYPE_CHECKING:
    from desktop.playbook.panel_read import PanelSpec


class PanelWords(QObject):
    """Words panels at a moment; no widget, no call."""

    def __init__(self, formats: Formats, now: Callable[[], datetime], parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._formats, self._now = formats, now
        self._statuses = StatusWords(formats, self)
        self._columns = PanelColumns(formats, now, self)
        self._contract = ContractWords(formats, now, self)
        self._preferences = PreferenceWords(formats, now, self)
        self.journey = JourneyWords(formats, now, self)
        self.feedback = FeedbackWords(formats, self)

    def title(self, panel: str, records: Sequence[object] = (), spec: PanelSpec | None = None) -> str:
        """The title of a panel, the playbook's where it has one; a single invoice is named."""
        if spec is not None and spec.title:
            return cell(spec.title)
        if panel == "invoices" and len(records) == 1 and isinstance(records[0], Invoice):
            return self.tr("Invoice {number}").format(number=cell(records[0].number or records[0].id))
        titles = {
            "orders": self.tr("Orders"),
            "invoices": self.tr("Invoices"),
            "cases": self.tr("Cases"),
            "feedback": self.tr("Feedback"),
            "interactions": self.tr("Contacts"),
            "events": self.tr("Dates"),
            "contract": self.tr("Contract"),
            "preferences": self.tr("Preferences"),
            "journey": self.tr("Journey"),
            "knowledge": self.tr("Knowledge"),
            "search": self.tr("Find customer"),
            "choose": self.tr("Who is calling?"),
        }
        return titles.get(panel) or cell(panel)

    def nothing(self, panel: str) -> str:
        """What an empty panel says."""
        words = {
            "orders": self.tr("No orders on file"),
            "invoices": self.tr("No invoices on file"),
            "cases": self.tr("No cases on file"),
            "feedback": self.tr("No survey answers on file"),
            "interactions": self.tr("No contacts on file"),
            "events": self.tr("No birthdays, renewals or other dates on file"),
            "contract": self.tr("No contract dates on file"),
            "preferences": self.tr("Nothing on file about language, channels or consents"),
            "journey": self.tr("Nothing has happened yet that is on file"),
            "knowledge": self.tr("No article for this kind of call"),
        }
        return words.get(panel) or self.tr("Nothing on file")

    def next_step(self, panel: str) -> str:
        """What is likely to help when a panel is empty."""
        words = {
            "orders": self.tr("Ordered as a guest? Ask for the order number or the e-mail address."),
            "invoices": self.tr("Ask for the invoice number: it may be on another account."),
            "preferences": self.tr("Ask how the customer wants to be reached."),
            "knowledge": self.tr("Search all articles with Ctrl K."),
        }
        return words.get(panel, "")

    def table(self, topic: Topic, records: Sequence[object]) -> Table:
        """The table of a panel; of invoices with lines the chosen one is shown line by line."""
        tables: dict[str, Callable[[Topic, Sequence[object]], Table]] = {
            "orders": self._orders,
            "invoices": self._invoices,
            "cases": self._cases,
            "feedback": self._feedback,
            "interactions": self._interactions,
            "events": self._events,
            "contract": lambda about, rows: self._contract.table(rows, about.customer),
            "preferences": lambda about, _: self._preferences.table(about.person, about.labels),
            "journey": lambda _, rows: self.journey.table(rows),
            "knowledge": lambda _, rows: self._knowledge(rows),
        }
        return tables.get(topic.panel, self._own)(topic, records)

    def _built(
        self, topic: Topic, records: Sequence[object], kind: str, summary: Sequence[str], shown: Sequence[Shown] = ()
    ) -> Table:
        shown = shown or self._columns.chosen(topic.panel, topic.columns)
        columns = tuple(each.column for each in shown)
        return Table(columns, records, RowOf(shown, kind).words, tuple(summary))

    def _orders(self, topic: Topic, records: Sequence[object]) -> Table:
        rows = [row for row in records if isinstance(row, Order)]
        late = sum(1 for row in rows if days_late(row, self._columns.today()))
        summary = [self.tr("%Ln orders", "", len(rows))]
        summary.append(self.tr("%Ln open", "", sum(1 for row in rows if is_open(row))))
        if late:
            summary.append(self.tr("%Ln late", "", late))
        return self._built(topic, rows, self.tr("Order"), summary)

    def _cases(self, topic: Topic, records: Sequence[object]) -> Table:
        rows = [row for row in records if isinstance(row, Case)]
        summary = [self.tr("%Ln cases", "", len(rows))]
        summary.append(self.tr("%Ln open", "", sum(1 for row in rows if is_open_case(row))))
        late = sum(1 for row in rows if is_past_promise(row, self._now()))
        if late:
            summary.append(self.tr("%Ln overdue", "", late))
        return self._built(topic, rows, self.tr("Case"), summary)

    def _feedback(self, topic: Topic, records: Sequence[object]) -> Table:
        rows = [row for row in records if isinstance(row, Feedback)]
        return self._built(topic, rows, self.tr("Survey"), self.feedback.summary(rows))

    def _interactions(self, topic: Topic, records: Sequence[object]) -> Table:
        rows = [row for row in records if isinstance(row, Interaction)]
        summary = [self.tr("%Ln contacts", "", len(rows))]
        if rows and rows[0].at is not None:
            summary.append(self.tr("last {when}").format(when=self._formats.when(rows[0].at, self._now())))
        return self._built(topic, rows, self.tr("Contact"), summary)

    def _events(self, topic: Topic, records: Sequence[object]) -> Table:
        """What is to come first, the nearest on top; then what is over."""
        rows = [row for row in records if isinstance(row, CustomerEvent)]
        today = self._columns.today()
        coming = [row for row in rows if (day := self._day_of(row)) is not None and day >= today]
        coming.sort(key=self._day_key)
        summary = [self.tr("%Ln dates", "", len(rows))]
        if coming:
            soon = self._formats.when(coming[0].at or coming[0].on or today, self._now())
            summary.append(self.tr("next {when}").format(when=soon))
        over = [row for row in rows if row not in coming]
        return self._built(topic, [*coming, *over], self.tr("Date"), summary)

    def _day_of(self, event: CustomerEvent) -> date | None:
        return event.on or (self._formats.local(event.at).date() if event.at is not None else None)

    def _day_key(self, event: CustomerEvent) -> date:
        return self._day_of(event) or date.max

    def _knowledge(self, records: Sequence[object]) -> Table:
        rows = [row for row in records if isinstance(row, ArticleView)]
        shown = (
            Shown(Column(self.tr("Article")), lambda article: Cell(cell(article.title), strong=True)),
            Shown(Column(self.tr("Tags"), 120, gives_way=1), lambda row: Cell(cell(", ".join(row.tags)), "muted")),
            Shown(Column(self.tr("For"), 96), self._fit),
        )
        here = sum(1 for row in rows if row.fit == "step")
        summary = [self.tr("%Ln articles", "", len(rows))]
        if here:
            summary.append(self.tr("%Ln for this step", "", here))
        return self._built(Topic("knowledge"), rows, self.tr("Article"), summary, shown)

    def _fit(self, article: ArticleView) -> Cell:
        words = {
            "step": Cell(self.tr("This step"), "accent"),
            "call_type": Cell(self.tr("This call"), "muted"),
            "general": Cell(self.tr("Any call"), "muted"),
        }
        return words.get(article.fit, Cell())

    def _own(self, topic: Topic, records: Sequence[object]) -> Table:
        """A table of the site's own, in the columns the playbook gives it."""
        records = [row for row in records if isinstance(row, Row)]
        count = len(records)
        summary = [self.tr("%Ln rows", "", count)]
        shown = own_columns(topic.columns, self._columns)
        return self._built(topic, records, self.title(topic.panel, (), topic.spec), summary, shown)

    # Invoices

    def by_line(self, topic: Topic, records: Sequence[object]) -> bool:
        """Whether invoices are shown one at a time, line by line: where they have lines and no columns are chosen."""
        return not topic.columns and any(isinstance(row, Invoice) and row.lines for row in records)

    def _invoices(self, topic: Topic, records: Sequence[object]) -> Table:
        invoices = [row for row in records if isinstance(row, Invoice)]
        if self.by_line(topic, invoices):
            return self._invoice(invoices[min(topic.invoice, len(invoices) - 1)])
        due = [money for invoice in invoices if (money := amount_due(invoice)) is not None]
        count = len(invoices)
        summary = [self.tr("%Ln invoices", "", count)]
        if due and len({money.currency for money in due}) == 1:
            total = Money(sum((money.amount for money in due), Decimal(0)), due[0].currency)
            summary.append(self.tr("{amount} open").format(amount=self._formats.money(total)))
        return self._built(topic, invoices, self.tr("Invoice"), summary)

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
            parts.append(self.tr("issued {day}").format(day=self._columns.day(invoice.issued_on)))
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
        return RowWords(cells, sentence(self.tr("Line"), cells), "warn" if disputed else "")


class _LineRow:
    """Words the lines of one invoice in its currency."""

    def __init__(self, words: PanelWords, currency: str | None) -> None:
        self._words, self._currency = words, currency

    def words(self, line: InvoiceLine) -> RowWords:
        """One line."""
        return self._words.line_row(line, self._currency)
