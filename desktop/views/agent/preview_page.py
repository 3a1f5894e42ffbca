"""Something to read between calls: a customer as last seen, a call as it was recorded, an article; nothing acts."""

from __future__ import annotations

from collections.abc import Sequence
from functools import partial

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QStackedWidget, QWidget

from connectors.phones import display
from connectors.records import Record
from desktop.call.between_state import PreviewView
from desktop.call.state import ArticleView
from desktop.store.records import PastCall
from desktop.views.agent.article_text import ArticleText
from desktop.views.agent.detail_list import DetailList
from desktop.views.agent.detail_words import DetailWords, Line
from desktop.views.agent.idle_words import as_words
from desktop.views.agent.row_views import WholeRows
from desktop.views.agent.scrolling import Scroller
from desktop.views.context import ViewContext
from desktop.views.entries import Entry, EntryList
from desktop.views.safe_text import ElidedLabel, cell, first_seen, isolate
from desktop.views.widgets.buttons import Button
from desktop.views.widgets.card import Card, hbox, vbox
from desktop.views.widgets.labels import SectionTitle, Tag

NAME_WIDTH = 140
_NO_LINES: Sequence[Line] = ()


class PreviewPage(QWidget):
    """Signals: left() = Esc or the button: back to the day."""

    left = Signal()

    def __init__(self, context: ViewContext, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._context = context
        look = context.look
        self._words = DetailWords(context.formats, context.now, self)
        self._number = ""
        self.title = ElidedLabel(role="name", tone="text")
        self.read_only = Tag(look, self.tr("Read only"), "plain")
        self.age = ElidedLabel(role="meta", tone="text2")
        self.call = Button(look, self.tr("Call"), "primary", icon="phone-outgoing")
        self.back = Button(look, self.tr("Back"), "plain", icon="arrow-left", key="Esc")
        self.lines = DetailList(look, NAME_WIDTH)
        self.rows = EntryList(look, self.tr("Latest"))
        self.detail = DetailList(look, NAME_WIDTH)
        self.article = ArticleText(look)
        self._build()
        self.back.clicked.connect(self.left)
        self.call.clicked.connect(self._on_call)

    def _build(self) -> None:
        px = self._context.look.px
        column = vbox(self, spacing=px(12))
        head = hbox(spacing=px(10))
        words, line = vbox(spacing=px(4)), hbox(spacing=px(8))
        words.addWidget(self.title)
        line.addWidget(self.read_only)
        line.addWidget(self.age, 1)
        words.addLayout(line)
        head.addLayout(words, 1)
        head.addWidget(self.call)
        head.addWidget(self.back)
        column.addLayout(head)
        self._pages = QStackedWidget()
        self._facts = QWidget()
        facts = hbox(self._facts, spacing=px(16))
        facts.addWidget(self._card("", self._scroller(self.lines)), 4)
        whole = WholeRows(self.rows)
        self.rows.holder = whole
        self._latest = self._card(self.tr("Latest"), whole)
        self._one = self._card(self.tr("In full"), self._scroller(self.detail))
        facts.addWidget(self._latest, 5)
        facts.addWidget(self._one, 4)
        self._pages.addWidget(self._facts)
        self._pages.addWidget(self._card("", self.article))
        column.addWidget(self._pages, 1)

    def _scroller(self, lines: DetailList) -> Scroller:
        scroller = Scroller(lines)
        lines.take_focus(self.tr("Read only"))
        return scroller

    def _card(self, title: str, inside: QWidget) -> Card:
        card = Card()
        column = vbox(card, margins=(16, 12, 12, 12), spacing=8)
        if title:
            column.addWidget(SectionTitle(title))
        column.addWidget(inside, 1)
        return card

    def show_preview(self, preview: PreviewView | None, *, can_dial: bool) -> None:
        """Show one; None leaves nothing of the one before."""
        title, age, lines = "", "", _NO_LINES
        rows: Sequence[Record] = ()
        article = None
        self._number = ""
        if preview is not None and preview.article is not None:
            title, article = preview.article.title, preview.article
        elif preview is not None and preview.past is not None:
            title, lines = self._past(preview.past)
            self._number = preview.past.record.ani or ""
        elif preview is not None:
            title, lines, rows, age = self._customer(preview)
        self.title.setText(title)
        self.age.setText(age)
        self.lines.show_lines(lines)
        self.rows.show_entries([self._row(row) for row in rows])
        self._latest.setVisible(bool(rows))
        self._one.setVisible(False)
        self.detail.show_lines(())
        self.call.setVisible(bool(self._number) and can_dial)
        self._show_article(article)

    def _show_article(self, article: ArticleView | None) -> None:
        self._pages.setCurrentIndex(0 if article is None else 1)
        if article is None:
            self.article.clear_article()
        else:
            self.article.show_article(article)

    def _customer(self, preview: PreviewView) -> tuple[str, Sequence[Line], Sequence[Record], str]:
        formats, merged = self._context.formats, preview.customer
        if merged is None:
            return "", (), (), ""
        person = merged.customer
        self._number = next((phone.e164 or phone.raw for phone in person.phones), "")
        address = person.address
        place = (
            ", ".join(part for part in (address.street, address.postal_code, address.city) if part) if address else ""
        )
        found = (
            Line(self.tr("Company"), cell(person.organization)),
            *(Line(self.tr("Number"), isolate(display(phone.e164 or phone.raw))) for phone in person.phones),
            *(Line(self.tr("E-mail"), cell(email)) for email in person.emails),
            Line(self.tr("Address"), cell(place)),
            Line(self.tr("Segment"), cell(person.segment)),
            Line(self.tr("Lifetime value"), formats.money(person.lifetime_value) if person.lifetime_value else ""),
            Line(self.tr("Customer since"), formats.day(person.since) if person.since else ""),
            *(Line(cell(system), cell(number)) for system, number in merged.ids.items()),
        )
        age = (
            self.tr("as seen {age} ago") if preview.as_of is not None else self.tr("just found; records open in a call")
        )
        ago = formats.age(preview.as_of, self._context.now()) if preview.as_of is not None else ""
        name = first_seen(person.name, person.organization, person.id)
        return name, [line for line in found if line.value], preview.rows, age.format(age=ago)

    def _past(self, past: PastCall) -> tuple[str, Sequence[Line]]:
        formats, record, now = self._context.formats, past.record, self._context.now()
        out = record.direction == "out"
        found = (
            Line(self.tr("Finished"), formats.when(record.finished_at, now)),
            Line(self.tr("Handled"), formats.duration(record.handled_s)),
            Line(self.tr("Direction"), self.tr("Outbound") if out else self.tr("Inbound")),
            Line(self.tr("Number"), isolate(display(record.ani or ""))),
            Line(self.tr("Queue"), cell(record.queue)),
            Line(self.tr("Call type"), cell(past.kind or as_words(record.call_type))),
            Line(self.tr("Disposition"), cell(past.ending or as_words(record.disposition))),
            *(
                Line(self.tr("Promised"), f"{isolate(cell(text))}, {formats.due(day, now)}")
                for text, day in record.follow_ups
            ),
            Line(self.tr("Notes"), record.notes or self.tr("none"), long=True),
        )
        title = cell(past.name or display(record.ani or "")) or self.tr("Unknown caller")
        return title, [line for line in found if line.value]

    def _row(self, record: Record) -> Entry:
        lines = self._words.lines(record)
        line = " · ".join(each.value for each in lines[1:3] if each.value)
        return Entry(self._words.title(record), line, "list", "", partial(self._open, record))

    def _open(self, record: Record) -> None:
        self._one.setVisible(True)
        self.detail.show_lines(self._words.lines(record))

    def _on_call(self) -> None:
        if self._number:
            self._context.desk.dial(self._number)

    def first(self) -> QWidget:
        """What takes the focus: the article, the latest rows, or the way back."""
        if self._pages.currentIndex() == 1:
            return self.article
        return self.rows if self.rows.entries.entries else self.back

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() == Qt.Key.Key_Escape:
            self.left.emit()
        else:
            super().keyPressEvent(event)
