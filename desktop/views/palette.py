"""Search or run anything: one field over the window, commands with their keys, call types, dispositions, customers."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass

from PySide6.QtCore import QAbstractTableModel, QEvent, QModelIndex, QObject, QPersistentModelIndex, QRect, QSize, Qt
from PySide6.QtGui import QKeyEvent, QPainter, QPaintEvent
from PySide6.QtWidgets import QFrame, QStyle, QStyledItemDelegate, QStyleOptionViewItem, QTableView, QWidget

from desktop.views.context import ViewContext
from desktop.views.quick_field import NO_QUICK_TEXTS
from desktop.views.safe_text import SafeLabel, cell, directed, elide
from desktop.views.theme.look import Look
from desktop.views.widgets.card import vbox
from desktop.views.widgets.fields import LineField
from desktop.views.widgets.one_line import one_line

_ROW, _SHOWN, _SHADOW = 44, 8, 14
_BELOW_HEADER = 128
_Index = QModelIndex | QPersistentModelIndex
_ROOT = QModelIndex()


@dataclass(frozen=True, slots=True)
class Entry:
    """One thing to run: what it is called, one line about it, its icon, its keys, what it does."""

    title: str
    line: str
    icon: str
    keys: str
    run: Callable[[], None]


def rank(entries: Sequence[Entry], text: str) -> list[Entry]:
    """Return the entries that contain every word, those whose title begins with the text first; order kept."""
    words = text.casefold().split()
    if not words:
        return list(entries)
    scored = []
    for at, entry in enumerate(entries):
        title = entry.title.casefold()
        whole = f"{title} {entry.line.casefold()}"
        if all(word in whole for word in words):
            starts = title.startswith(words[0])
            begins = all(any(part.startswith(word) for part in title.split()) for word in words)
            scored.append(((not starts, not begins, at), entry))
    return [entry for _, entry in sorted(scored, key=lambda pair: pair[0])]


class _Model(QAbstractTableModel):
    """One column of entries."""

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self.entries: list[Entry] = []

    def show(self, entries: list[Entry]) -> None:
        """Replace all rows."""
        self.beginResetModel()
        self.entries = entries
        self.endResetModel()

    def rowCount(self, parent: _Index = _ROOT) -> int:
        return 0 if parent.isValid() else len(self.entries)

    def columnCount(self, parent: _Index = _ROOT) -> int:
        return 0 if parent.isValid() else 1

    def data(self, index: _Index, role: int = Qt.ItemDataRole.DisplayRole) -> object:
        if not index.isValid():
            return None
        entry = self.entries[index.row()]
        if role == Qt.ItemDataRole.DisplayRole:
            return entry.title
        if role == Qt.ItemDataRole.AccessibleTextRole:
            return ", ".join(part for part in (entry.title, entry.line, entry.keys) if part)
        return None

    def headerData(self, section: int, orientation: Qt.Orientation, role: int = Qt.ItemDataRole.DisplayRole) -> object:
        del section, orientation
        return self.tr("Results") if role == Qt.ItemDataRole.DisplayRole else None


class _Delegate(QStyledItemDelegate):
    """Paints icon, title, line and keys."""

    def __init__(self, look: Look, model: _Model, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._look, self._model = look, model

    def sizeHint(self, option: QStyleOptionViewItem, index: _Index) -> QSize:
        del option, index
        return QSize(100, self._look.px(_ROW))

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: _Index) -> None:
        look, entry = self._look, self._model.entries[index.row()]
        rect: QRect = option.rect
        rtl = option.direction == Qt.LayoutDirection.RightToLeft
        selected = bool(option.state & QStyle.StateFlag.State_Selected)
        if selected:
            painter.setRenderHint(QPainter.RenderHint.Antialiasing)
            painter.setPen(Qt.PenStyle.NoPen)
            painter.setBrush(look.color("accent_soft"))
            painter.drawRoundedRect(rect.adjusted(0, 1, 0, -1), 6, 6)
        tone = "accent_text" if selected else "text2"
        ink = "accent_text" if selected else "text"
        side, pad = look.px(16), look.px(12)
        icon = QRect(rect.left() + pad, rect.center().y() - side // 2, side, side)
        painter.drawPixmap(QStyle.visualRect(option.direction, rect, icon), look.pixmap(entry.icon, tone, 16))
        painter.setFont(look.font("meta_strong"))
        keys = painter.fontMetrics().horizontalAdvance(entry.keys)
        left = pad + side + pad
        space = rect.width() - left - pad - keys - pad
        rows = ((entry.title, "control_strong", ink, 5, 18), (entry.line, "meta", "text2", 22, 16))
        for text, role, color, top, height in rows if entry.line else ((entry.title, "control_strong", ink, 0, _ROW),):
            box = QRect(rect.left() + left, rect.top() + look.px(top), space, look.px(height))
            self._text(painter, QStyle.visualRect(option.direction, rect, box), text, (role, color), rtl=rtl)
        box = QRect(rect.right() + 1 - pad - keys, rect.top(), keys, rect.height())
        self._text(
            painter, QStyle.visualRect(option.direction, rect, box), entry.keys, ("meta_strong", "text2"), rtl=rtl
        )

    def _text(self, painter: QPainter, box: QRect, text: str, ink: tuple[str, str], *, rtl: bool) -> None:
        painter.setFont(self._look.font(ink[0]))
        painter.setPen(self._look.color(ink[1]))
        line = elide(painter.fontMetrics(), cell(text), box.width())
        painter.drawText(box, one_line(right=rtl), directed(line, mirrored=rtl))


class Palette(QFrame):
    """A sheet over the window; Esc closes it and gives the focus back to where it was."""

    def __init__(self, context: ViewContext, entries: Callable[[str], Sequence[Entry]], parent: QWidget) -> None:
        super().__init__(parent)
        self._look, self._over = context.look, parent
        self._entries = self._source = entries
        self._back: QWidget | None = None
        look = context.look
        self.sheet = QFrame(self)
        self.sheet.setProperty("card", "sheet")
        self.field = LineField(look, self.tr("Search or run"), self.tr("Search or run…"))
        self.model = _Model(self)
        self.view = QTableView()
        self.view.setModel(self.model)
        self.view.setItemDelegate(_Delegate(look, self.model, self))
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
        self._open()

    def choose_from(self, entries: Callable[[str], Sequence[Entry]]) -> None:
        """Show it with other entries, until it is closed."""
        self._source = entries
        self._open()

    def _open(self) -> None:
        if not self.isVisible():
            self._back = self.window().focusWidget()
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
        row, rest = look.px(_ROW), look.px(92) + 2 * _SHADOW
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
            self._back.setFocus()
        self._back = None
        return True

    def _fill(self, text: str) -> None:
        self.model.show(rank(self._source(text), text)[:200])
        found = bool(self.model.entries)
        self.view.setVisible(found)
        self.nothing.setVisible(not found)
        if found:
            # selectRow finds no row before the first layout of a mirrored table.
            self.view.setCurrentIndex(self.model.index(0, 0))

    def _on_typed(self, text: str) -> None:
        self._fill(text)

    def _on_clicked(self, index: QModelIndex) -> None:
        self._run(index.row())

    def _run(self, row: int) -> None:
        if 0 <= row < len(self.model.entries):
            entry = self.model.entries[row]
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
