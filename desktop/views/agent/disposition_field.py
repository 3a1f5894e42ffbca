"""How the call ended: a field that filters the tree while one types, with its list just below it."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QPoint, Qt, Signal
from PySide6.QtGui import QFocusEvent, QKeyEvent
from PySide6.QtWidgets import QHeaderView, QLineEdit, QWidget

from desktop.call.state import Disposition
from desktop.views.agent.panel_delegate import ROW_HEIGHT, PanelDelegate
from desktop.views.agent.panel_models import Cell, Column, RecordTable, RowWords
from desktop.views.agent.record_text import matches
from desktop.views.agent.row_views import FRAME, RowsView
from desktop.views.context import ViewContext
from desktop.views.quick_field import NO_QUICK_TEXTS
from desktop.views.safe_text import cell, set_tip
from desktop.views.widgets.card import Card, vbox

BETWEEN = " › "
MOST_ROWS = 7
DIGITS = 9


def path_text(disposition: Disposition) -> str:
    """The words from the root of the tree to the leaf, as one line."""
    return BETWEEN.join(cell(word) for word in disposition.path)


def filtered(leaves: Sequence[Disposition], suggested: Sequence[str], text: str) -> list[Disposition]:
    """The leaves that contain every word, the suggested ones first, else in the tree's order."""
    needle = text.casefold()
    order = {leaf_id: number for number, leaf_id in enumerate(suggested)}
    found = [leaf for leaf in leaves if matches(needle, " ".join(leaf.path).casefold())]
    return sorted(found, key=lambda leaf: order.get(leaf.id, len(order)))


class PickList(Card):
    """A list under a field, over everything else in the window. Signals: picked(str) = a leaf."""

    picked = Signal(str)

    def __init__(self, context: ViewContext, name: str, parent: QWidget | None = None) -> None:
        super().__init__("sheet", parent)
        self._context = context
        self._leaves: list[Disposition] = []
        self.model = RecordTable(self)
        self.view = RowsView(context.look, ROW_HEIGHT, header=False)
        self.view.setModel(self.model)
        self.view.setItemDelegate(PanelDelegate(context.look, self.view))
        self.view.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.view.setAccessibleName(name)
        body = vbox(self, margins=(4, 4, 4, 4), spacing=0)
        body.addWidget(self.view)
        self.view.clicked.connect(self._on_clicked)
        self.hide()

    def show_leaves(self, leaves: list[Disposition]) -> None:
        """Show these leaves, the first one current."""
        self._leaves = leaves
        columns = (Column(self.tr("Key"), 32), Column(self.view.accessibleName()))
        self.model.show_records(columns, list(enumerate(leaves, 1)), self._words)
        header = self.view.horizontalHeader()
        header.setSectionResizeMode(0, QHeaderView.ResizeMode.Fixed)
        header.resizeSection(0, self._context.look.px(32))
        header.setSectionResizeMode(1, QHeaderView.ResizeMode.Stretch)
        if leaves:
            # selectRow finds no row before the first layout of a mirrored table.
            self.view.setCurrentIndex(self.model.index(0, 0))

    def _words(self, numbered: tuple[int, Disposition]) -> RowWords:
        number, leaf = numbered
        text = path_text(leaf)
        return RowWords((Cell(str(number) if number <= DIGITS else "", "accent"), Cell(text)), text)

    def open_at(self, field: QWidget) -> None:
        """Stand under the field, or above it where the window ends."""
        window = field.window()
        if self.parentWidget() is not window:
            self.setParent(window)
        rows = max(1, min(MOST_ROWS, len(self._leaves)))
        height = rows * self.view.row_pixels + 2 * FRAME + 10
        top_left = field.mapTo(window, QPoint(0, 0))
        below = window.height() - top_left.y() - field.height()
        if below >= height + 8:
            top = top_left.y() + field.height() + 4
        else:
            top = max(4, top_left.y() - height - 4)
        self.setGeometry(top_left.x(), top, field.width(), height)
        self.show()
        self.raise_()

    def taken_by(self, event: QKeyEvent) -> str | None:
        """The leaf a key takes, Enter or a digit; None for any other key."""
        digit = event.key() - Qt.Key.Key_0
        leaf = self.numbered(digit) if 1 <= digit <= DIGITS else None
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            leaf = self.current()
        return leaf.id if leaf is not None else None

    def move(self, by: int) -> None:  # type: ignore[override]
        """Make another row the current one."""
        count = len(self._leaves)
        if count:
            row = (max(0, self.view.currentIndex().row()) + by) % count
            self.view.setCurrentIndex(self.model.index(row, 0))

    def current(self) -> Disposition | None:
        """The leaf that Enter would take."""
        row = self.view.currentIndex().row()
        return self._leaves[row] if 0 <= row < len(self._leaves) else None

    def numbered(self, number: int) -> Disposition | None:
        """The leaf with a digit."""
        return self._leaves[number - 1] if 1 <= number <= min(DIGITS, len(self._leaves)) else None

    def _on_clicked(self) -> None:
        leaf = self.current()
        if leaf is not None:
            self.picked.emit(leaf.id)


class DispositionField(QLineEdit):
    """Shows the choice; while it has the focus it filters, and a digit takes a row before anything is typed.

    Signals: chosen(str) = a leaf; left() = Esc or a choice: the focus may go back.
    """

    chosen = Signal(str)
    left = Signal()

    def __init__(self, context: ViewContext, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._context = context
        self.setProperty(NO_QUICK_TEXTS, True)
        self._leaves: Sequence[Disposition] = ()
        self._suggested: Sequence[str] = ()
        self._chosen: str | None = None
        self.list = PickList(context, self.tr("Dispositions"))
        self.setProperty("field", "true")
        self.setAccessibleName(self.tr("Disposition"))
        self._show_keys()
        context.keymap.changed.connect(self._show_keys)
        self.textEdited.connect(self._on_edited)
        self.list.picked.connect(self._take)

    def _show_keys(self) -> None:
        keys = self._context.keymap.caption("disposition")
        self.setPlaceholderText(self.tr("How did it end? {keys}").format(keys=keys))

    def show_choice(self, leaves: Sequence[Disposition], suggested: Sequence[str], chosen: str | None) -> None:
        """Show the tree's leaves and the one chosen; typing is not disturbed."""
        same = leaves == self._leaves and suggested == self._suggested
        self._leaves, self._suggested, self._chosen = leaves, suggested, chosen
        if not self.hasFocus() or not (self.isModified() or self.list.isVisible()):
            self._show_chosen()
        elif not same and self.list.isVisible():
            self._refill(self.text() if self.isModified() else "")

    def forget(self) -> None:
        """Leave nothing of the last call, even while the focus is here."""
        self._leaves, self._suggested, self._chosen = (), (), None
        self.list.hide()
        self._show_chosen()
        self.setModified(False)
        self.setAccessibleDescription("")

    def _show_chosen(self) -> None:
        leaf = next((leaf for leaf in self._leaves if leaf.id == self._chosen), None)
        text = path_text(leaf) if leaf is not None else ""
        if text != self.text():
            self.setText(text)
            self.setCursorPosition(0)
        set_tip(self, text)

    def enter(self) -> None:
        """Take the focus and open the list."""
        if self.hasFocus():
            self.selectAll()
            self._refill("")
        self.setFocus(Qt.FocusReason.ShortcutFocusReason)

    def focusInEvent(self, event: QFocusEvent) -> None:
        super().focusInEvent(event)
        self.setModified(False)
        self.selectAll()
        if event.reason() is not Qt.FocusReason.ActiveWindowFocusReason:
            self._refill("")

    def focusOutEvent(self, event: QFocusEvent) -> None:
        super().focusOutEvent(event)
        self.list.hide()
        self._show_chosen()

    def set_read_only(self, *, read_only: bool) -> None:
        """Show the choice only, while it is being saved; a list that is open closes."""
        if read_only and not self.isReadOnly():
            self.list.hide()
            self._show_chosen()
            self.setModified(False)
        self.setReadOnly(read_only)

    def _refill(self, text: str) -> None:
        if self.isReadOnly():
            return
        leaves = filtered(self._leaves, self._suggested, text)
        self.list.show_leaves(leaves)
        if leaves:
            self.list.open_at(self)
        else:
            self.list.hide()

    def _on_edited(self, text: str) -> None:
        self._refill(text)

    def _take(self, leaf_id: str) -> None:
        self._chosen = leaf_id
        self.list.hide()
        self._show_chosen()
        self.setModified(False)
        self.chosen.emit(leaf_id)
        self.left.emit()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if not self._acts(event):
            super().keyPressEvent(event)

    def _acts(self, event: QKeyEvent) -> bool:
        """Whether a key is for the list."""
        key, digit = event.key(), event.key() - Qt.Key.Key_0
        bare = not event.modifiers() & ~Qt.KeyboardModifier.KeypadModifier
        if not bare:
            return False
        if key in (Qt.Key.Key_Down, Qt.Key.Key_Up):
            if self.list.isVisible():
                self.list.move(1 if key == Qt.Key.Key_Down else -1)
            else:
                self._refill("")
            return True
        leaf = None
        if key in (Qt.Key.Key_Return, Qt.Key.Key_Enter) and self.list.isVisible():
            leaf = self.list.current()
        elif 1 <= digit <= DIGITS and not self.isModified() and not self.isReadOnly():
            leaf = self.list.numbered(digit)
        elif key == Qt.Key.Key_Escape:
            self.list.hide()
            self._show_chosen()
            self.left.emit()
            return True
        if leaf is None:
            return False
        self._take(leaf.id)
        return True
