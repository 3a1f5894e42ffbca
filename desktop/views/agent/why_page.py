"""Why these actions, and why not that one: sentences from the rules, in the place of the cards."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QFrame, QWidget

from desktop.views.agent.scrolling import Scroller
from desktop.views.safe_text import SafeLabel
from desktop.views.theme.look import Look
from desktop.views.widgets.card import hbox, vbox
from desktop.views.widgets.focus import read_as_laid_out
from desktop.views.widgets.labels import IconLabel

Lists = Sequence[tuple[str, Sequence[tuple[str, str, str]]]]


class WhyPage(Scroller):
    """Headed lists, made of lines that are reused. `column` holds the focus. Signals: left() = Esc."""

    left = Signal()

    def __init__(self, look: Look, parent: QWidget | None = None) -> None:
        self.column = QFrame()
        self.column.setProperty("reading", "true")
        super().__init__(self.column, parent)
        self._look = look
        self._body = vbox(self.column, margins=(look.px(8), look.px(6), look.px(8), look.px(6)), spacing=look.px(6))
        self._rows: list[tuple[QWidget, IconLabel, SafeLabel]] = []
        self._heads: list[SafeLabel] = []
        # A scroll area has no role of its own to readers; what it holds has.
        self.column.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.column.setAccessibleName(self.tr("Why these actions"))

    def show_lists(self, lists: Lists) -> None:
        """Show headed lists of (icon, tone, sentence)."""
        self._empty()
        used = 0
        for number, (title, sentences) in enumerate(lists):
            self._body.addWidget(self._head(number, title))
            for at, (icon, tone, text) in enumerate(sentences, used):
                self._body.addWidget(self._row(at, icon, tone, text))
            used += len(sentences)
        self._body.addStretch(1)
        read_as_laid_out(self.column)
        self.verticalScrollBar().setValue(0)
        self.column.setAccessibleDescription(". ".join(text for _, sentences in lists for _, _, text in sentences))

    def sentence(self) -> str:
        """Return all of it as it is read out."""
        return self.column.accessibleDescription()

    def clear(self) -> None:
        """Leave nothing of the last customer."""
        self._empty()
        for head in self._heads:
            head.setText("")
        for _, _, label in self._rows:
            label.setText("")
        self.column.setAccessibleDescription("")

    def _empty(self) -> None:
        """Take everything out of the column; the widgets wait for the next time."""
        while self._body.count():
            item = self._body.takeAt(0)
            widget = item.widget() if item is not None else None
            if widget is not None:
                widget.hide()

    def _head(self, number: int, title: str) -> SafeLabel:
        if number >= len(self._heads):
            self._heads.append(SafeLabel(role="meta_strong", tone="text", wrap=True, parent=self.column))
        head = self._heads[number]
        head.setText(title)
        head.show()
        return head

    def _row(self, number: int, icon: str, tone: str, text: str) -> QWidget:
        if number >= len(self._rows):
            row = QWidget(self.column)
            mark, label = IconLabel(self._look, icon, tone, 14), SafeLabel(role="meta", tone="text2", wrap=True)
            line = hbox(row, spacing=self._look.px(8))
            line.addWidget(mark, 0, Qt.AlignmentFlag.AlignTop)
            line.addWidget(label, 1)
            self._rows.append((row, mark, label))
        row, mark, label = self._rows[number]
        mark.set_icon(icon, tone)
        label.setText(text)
        row.show()
        return row

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() == Qt.Key.Key_Escape:
            self.left.emit()
        else:
            super().keyPressEvent(event)
