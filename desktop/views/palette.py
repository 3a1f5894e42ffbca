"""Search or run anything: one field over the window, commands with their keys, call types, dispositions, customers."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from PySide6.QtCore import QEvent, QModelIndex, QObject, Qt, Signal
from PySide6.QtGui import QKeyEvent, QPainter, QPaintEvent
from PySide6.QtWidgets import QFrame, QTableView, QWidget

from desktop.views.context import ViewContext
from desktop.views.entries import ROW, Entry, EntryDelegate, EntryModel
from desktop.views.quick_field import NO_QUICK_TEXTS
from desktop.views.safe_text import SafeLabel
from desktop.views.widgets.card import vbox
from desktop.views.widgets.fields import LineField
from desktop.views.widgets.focus import focused_in, go_to

_SHOWN, _SHADOW = 8, 14
_BELOW_HEADER = 128
_LONGEST = 200


def rank(entries: Sequence[Entry], text: str) -> list[Entry]:
    """Return what was found, then the entries that contain every word, first those that begin with the text."""
    words = text.casefold().split()
    if not words:
        return list(entries)
    # What a search has found was found for this text, in whatever spelling.
    found = [entry for entry in entries if entry.listed and not entry.last]
    behind = [entry for entry in entries if entry.listed and entry.last]
    scored = []
    for at, entry in enumerate(entries):
        if entry.listed:
            continue
        title = entry.title.casefold()
        whole = f"{title} {entry.line.casefold()}"
        if all(word in whole for word in words):
            starts = title.startswith(words[0])
            begins = all(any(part.startswith(word) for part in title.split()) for word in words)
            scored.append(((not starts, not begins, at), entry))
    return [*found, *(entry for _, entry in sorted(scored, key=lambda pair: pair[0])), *behind]


class Palette(QFrame):
    """A sheet over the window; Esc closes it and gives the focus back to where it was.

    Signals: typed(str) = the field holds another text; closed() = it is gone.
    """

    typed = Signal(str)
    closed = Signal()

    def __init__(self, context: ViewContext, entries: Callable[[str], Sequence[Entry]], parent: QWidget) -> None:
        super().__init__(parent)
        self._look, self._over = context.look, parent
        self._entries = self._source = entries
        self._back: QWidget | None = None
        self.came_from: QWidget | None = None
        look = context.look
        self.sheet = QFrame(self)
        self.sheet.setProperty("card", "sheet")
        self.field = LineField(look, self.tr("Search or run"), self.tr("Search or run…"))
        self.model = EntryModel(self)
        self.view = QTableView()
        self.view.setModel(self.model)
        self.view.setItemDelegate(EntryDelegate(look, self.model, self))
        self.view.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.view.setAccessibleName(self.tr("Results"))
        self.view.setShowGrid(False)
        self.view.setProperty("rows", "painted")
        self.view.horizontalHeader().hide()
        self.view.horizontalHeader().setStretchLastSection(True)
        self.view.verticalHeader().hide()
        self.view.setSelectionBehavior(QTableView.SelectionBehavior.SelectRows)
        self.view.setSelectionMode(QTableView.SelectionMode.SingleSelection)
        self.view.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.nothing = SafeLabel(self.tr("Nothing fits. Try fewer letters."), "control", "text2")
        self.hint = SafeLabel(self.tr("↑ ↓ choose    ↵ run    Esc close"), "meta", "text2")
        self.field.setProperty(NO_QUICK_TEXTS, True)
        outer = vbox(self, margins=(_SHADOW, _SHADOW, _SHADOW, _SHADOW))
        outer.addWidget(self.sheet)
        column = vbox(self.sheet, margins=(12, 12, 12, 10), spacing=8)
        for widget in (self.field, self.view, self.nothing):
            column.addWidget(widget)
        column.addStretch(1)
        column.addWidget(self.hint)
        self.field.textChanged.connect(self._on_typed)
        self.field.installEventFilter(self)
        self.view.clicked.connect(self._on_clicked)
        self.hide()

    def open(self) -> None:
        """Show it in the upper middle of the window, empty, with the focus."""
        self._source = self._entries
        self._open(self.tr("Search or run"), self.tr("Search or run…"))

    def choose_from(self, entries: Callable[[str], Sequence[Entry]], question: str) -> None:
        """Show it with other entries, until it is closed; the field says what they are for."""
        self._source = entries
        self._open(question, question)

    def open_with(self, text: str) -> None:
        """Show it with what was typed elsewhere already."""
        self.open()
        self.field.setText(text)

    def again(self) -> None:
        """Something was found: show it, and leave what is chosen chosen."""
        if self.isVisible():
            self._fill(self.field.text())

    def _open(self, name: str, hint: str) -> None:
        self.field.setAccessibleName(name)
        self.field.setPlaceholderText(hint)
        if not self.isVisible():
            self._back = focused_in(self)
        self.field.clear()
        self._fill("")
        self.place()
        self.show()
        self.raise_()
        self.field.setFocus()

    def place(self) -> None:
        """Fit into the window, under the header's figures where there is room, with whole rows only."""
        window, look = self._over, self._look
        width = min(look.px(620), window.width() - 32)
        row, rest = look.px(ROW), look.px(92) + 2 * _SHADOW
        rows = max(2, min(_SHOWN, (window.height() - rest) // row))
        self.view.verticalHeader().setDefaultSectionSize(row)
        self.view.setFixedHeight(rows * row)
        height = rows * row + rest
        top = max(0, min(look.px(_BELOW_HEADER), window.height() - height))
        self.setGeometry((window.width() - width) // 2 - _SHADOW, top, width + 2 * _SHADOW, height)

    def close_layer(self) -> bool:
        """Close it if it is open and return the focus; say whether it was."""
        if not self.isVisible():
            return False
        self.hide()
        if self._back is not None and self._back.isVisible():
            go_to(self._back)
        self.came_from, self._back = self._back, None
        self.closed.emit()
        return True

    def _fill(self, text: str) -> None:
        row = self.view.currentIndex().row()
        chosen = self.model.entries[row].title if 0 < row < len(self.model.entries) else None
        self.model.show(rank(self._source(text), text)[:_LONGEST])
        found = bool(self.model.entries)
        self.view.setVisible(found)
        self.nothing.setVisible(not found)
        if found:
            titles = [entry.title for entry in self.model.entries]
            # selectRow finds no row before the first layout of a mirrored table.
            self.view.setCurrentIndex(self.model.index(titles.index(chosen) if chosen in titles else 0, 0))

    def _on_typed(self, text: str) -> None:
        self.view.clearSelection()
        self.view.setCurrentIndex(QModelIndex())
        self.typed.emit(text)
        self._fill(text)

    def _on_clicked(self, index: QModelIndex) -> None:
        self._run(index.row())

    def _run(self, row: int) -> None:
        if 0 <= row < len(self.model.entries):
            entry = self.model.entries[row]
            if not entry.stays:
                self.close_layer()
            entry.run()

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if watched is self.field and isinstance(event, QKeyEvent) and event.type() == QEvent.Type.KeyPress:
            return self._on_key(event.key())
        return False

    def _on_key(self, key: int) -> bool:
        row, count = self.view.currentIndex().row(), len(self.model.entries)
        if key == Qt.Key.Key_Escape:
            return self.close_layer()
        if key in (Qt.Key.Key_Down, Qt.Key.Key_Up) and count:
            to = (row + (1 if key == Qt.Key.Key_Down else -1)) % count
            self.view.setCurrentIndex(self.model.index(to, 0))
            return True
        if key in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self._run(max(0, row))
            return True
        return False

    def paintEvent(self, event: QPaintEvent) -> None:
        """Paint the one shadow there is, in a few still rings."""
        del event
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(Qt.PenStyle.NoPen)
        shade = self._look.color("bar")
        for ring in range(_SHADOW):
            tint = shade.toRgb()
            tint.setAlpha(3 if ring < _SHADOW // 2 else 6)
            painter.setBrush(tint)
            painter.drawRoundedRect(self.rect().adjusted(ring, ring, -ring, -ring), 18, 18)
