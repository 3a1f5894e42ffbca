"""Rows of things to run: what each is called, one line about it, its keys or a word; a model, a delegate, a list."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass

from PySide6.QtCore import QAbstractTableModel, QModelIndex, QObject, QPersistentModelIndex, QRect, QSize, Qt, Signal
from PySide6.QtGui import QKeyEvent, QPainter
from PySide6.QtWidgets import QHeaderView, QStyle, QStyledItemDelegate, QStyleOptionViewItem, QWidget

from desktop.views.agent.row_views import RowsView, WholeRows
from desktop.views.safe_text import directed, elide, label_text, plain
from desktop.views.theme.look import Look
from desktop.views.widgets.one_line import one_line

ROW = 44
_Index = QModelIndex | QPersistentModelIndex
_ROOT = QModelIndex()


@dataclass(frozen=True, slots=True)
class Entry:
    """One thing to run: what it is called, one line about it, its icon, its keys, what it does.

    `tone` colors the word that stands where the keys do; `listed` keeps it in the palette whatever is typed, `last`
    behind everything else; `stays` keeps the palette open when it is run.
    """

    title: str
    line: str
    icon: str
    keys: str
    run: Callable[[], None]
    tone: str = "text2"
    listed: bool = False
    last: bool = False
    stays: bool = False


class EntryModel(QAbstractTableModel):
    """One column of entries."""

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self.entries: list[Entry] = []

    def show(self, entries: Sequence[Entry]) -> None:
        """Replace all rows."""
        self.beginResetModel()
        self.entries = list(entries)
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
            return plain(entry.title)
        if role == Qt.ItemDataRole.AccessibleTextRole:
            return plain(", ".join(part for part in (entry.title, entry.line, entry.keys) if part))
        return None

    def headerData(self, section: int, orientation: Qt.Orientation, role: int = Qt.ItemDataRole.DisplayRole) -> object:
        del section, orientation
        return self.tr("Results") if role == Qt.ItemDataRole.DisplayRole else None


class EntryDelegate(QStyledItemDelegate):
    """Paints icon, title, line and keys."""

    def __init__(self, look: Look, model: EntryModel, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._look, self._model = look, model

    def sizeHint(self, option: QStyleOptionViewItem, index: _Index) -> QSize:
        del option, index
        return QSize(100, self._look.px(ROW))

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
        for text, role, color, top, height in rows if entry.line else ((entry.title, "control_strong", ink, 0, ROW),):
            box = QRect(rect.left() + left, rect.top() + look.px(top), space, look.px(height))
            self._text(painter, QStyle.visualRect(option.direction, rect, box), text, (role, color), rtl=rtl)
        box = QRect(rect.right() + 1 - pad - keys, rect.top(), keys, rect.height())
        self._text(
            painter, QStyle.visualRect(option.direction, rect, box), entry.keys, ("meta_strong", entry.tone), rtl=rtl
        )

    def _text(self, painter: QPainter, box: QRect, text: str, ink: tuple[str, str], *, rtl: bool) -> None:
        painter.setFont(self._look.font(ink[0]))
        painter.setPen(self._look.color(ink[1]))
        line = elide(painter.fontMetrics(), label_text(text), box.width())
        painter.drawText(box, one_line(right=rtl), directed(line, mirrored=rtl))


class EntryList(RowsView):
    """Entries in a list of their own; Enter or a click runs one, and what was chosen stays chosen as rows change.

    Signals: marked() = Space on a row. `holder` gives it whole rows and says why there are none.
    """

    marked = Signal()
    holder: WholeRows | None = None

    def __init__(self, look: Look, name: str, parent: QWidget | None = None) -> None:
        super().__init__(look, ROW, header=False, parent=parent)
        self.entries = EntryModel(self)
        self.setModel(self.entries)
        self.setItemDelegate(EntryDelegate(look, self.entries, self))
        self.setAccessibleName(name)
        self.setProperty("rows", "painted")
        self.horizontalHeader().setSectionResizeMode(QHeaderView.ResizeMode.Stretch)
        self.opened.connect(self._on_opened)
        self.clicked.connect(self._on_clicked)

    def show_entries(self, entries: Sequence[Entry]) -> None:
        """Show these; nothing moves where they say the same as before."""
        before = [(each.title, each.line, each.icon, each.keys, each.tone) for each in self.entries.entries]
        if before == [(each.title, each.line, each.icon, each.keys, each.tone) for each in entries]:
            self.entries.entries = list(entries)
            return
        row = self.currentIndex().row()
        self.entries.show(entries)
        if self.hasFocus() and entries:
            self.setCurrentIndex(self.entries.index(min(max(0, row), len(entries) - 1), 0))

    def _on_clicked(self, index: QModelIndex) -> None:
        self._on_opened(index.row())

    def _on_opened(self, row: int) -> None:
        if 0 <= row < len(self.entries.entries):
            self.entries.entries[row].run()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() == Qt.Key.Key_Space and self.currentIndex().isValid():
            self.marked.emit()
        elif event.key() == Qt.Key.Key_Escape:
            event.ignore()
        else:
            super().keyPressEvent(event)

    def _on_double_click(self, index: QModelIndex) -> None:
        """The first click has run it."""
