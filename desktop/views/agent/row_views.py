"""Lists that never cut a row in half: a table view in a holder that gives it whole rows only."""

from __future__ import annotations

from PySide6.QtCore import QEvent, QItemSelectionModel, QModelIndex, QPoint, Qt, Signal
from PySide6.QtGui import QFocusEvent, QKeyEvent, QResizeEvent
from PySide6.QtWidgets import QAbstractItemView, QFrame, QHeaderView, QSizePolicy, QTableView, QWidget

from desktop.views.safe_text import SafeLabel
from desktop.views.theme.look import Look
from desktop.views.widgets.card import TOP_LEFT

FRAME = 2
"""The room of the focus ring, which the sheet gives every list."""


class RowsView(QTableView):
    """A table of rows of one height: no grid, whole rows selected, Tab leaves it.

    Signals: opened(int) = Enter or double click on this row; closed() = Esc.
    """

    opened = Signal(int)
    closed = Signal()
    enters_with_a_row = True
    """Whether a list entered by key has a current row at once; not where a row means a choice."""

    def __init__(self, look: Look, row_height: int, *, header: bool, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._look = look
        self._row_height = row_height
        self.setShowGrid(False)
        self.setWordWrap(False)
        self.setCornerButtonEnabled(False)
        self.setTabKeyNavigation(False)
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setMouseTracking(True)
        self.setProperty("frame", "list")
        self.setSelectionBehavior(QAbstractItemView.SelectionBehavior.SelectRows)
        self.setSelectionMode(QAbstractItemView.SelectionMode.SingleSelection)
        self.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setVerticalScrollMode(QAbstractItemView.ScrollMode.ScrollPerItem)
        self.verticalHeader().setSectionResizeMode(QHeaderView.ResizeMode.Fixed)
        self.verticalHeader().hide()
        self.horizontalHeader().setHighlightSections(False)
        self.horizontalHeader().setSectionsClickable(False)
        self.horizontalHeader().setFixedHeight(look.px(28))
        self.horizontalHeader().setVisible(header)
        self.verticalHeader().setDefaultSectionSize(look.px(row_height))
        self.lit = -1
        look.reshaped.connect(self._resize_rows)
        self.doubleClicked.connect(self._on_double_click)
        self.entered.connect(self._on_entered)
        self.viewportEntered.connect(self._on_none_entered)

    def _resize_rows(self) -> None:
        self.verticalHeader().setDefaultSectionSize(self.row_pixels)
        self.horizontalHeader().setFixedHeight(self._look.px(28))
        self.viewport().update()

    def _on_double_click(self, index: QModelIndex) -> None:
        self.opened.emit(index.row())

    def _on_entered(self, index: QModelIndex) -> None:
        self._light(index.row())

    def _on_none_entered(self) -> None:
        self._light(-1)

    def viewportEvent(self, event: QEvent) -> bool:
        """Forget the pointer's row also where it goes to the header: the view itself is not left then."""
        if event.type() == QEvent.Type.Leave:
            self._light(-1)
        return super().viewportEvent(event)

    def _light(self, row: int) -> None:
        """Keep which row is under the pointer, in `lit`: Qt itself lights up a cell, but a row is chosen whole."""
        if row == self.lit:
            return
        for each in (self.lit, row):
            self.viewport().update(0, self.rowViewportPosition(each), self.viewport().width(), self.row_pixels)
        self.lit = row

    @property
    def row_pixels(self) -> int:
        """The height of a row now."""
        return self._look.px(self._row_height)

    @property
    def head_pixels(self) -> int:
        """The height of the header now, 0 without one."""
        return self._look.px(28) if not self.horizontalHeader().isHidden() else 0

    def keyPressEvent(self, event: QKeyEvent) -> None:
        row = self.currentIndex().row()
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter) and not event.modifiers() and row >= 0:
            self.opened.emit(row)
        elif event.key() == Qt.Key.Key_Escape:
            self.closed.emit()
        elif event.key() == Qt.Key.Key_Down and row < 0 and self.model().rowCount() > 0:
            # Qt would begin with the second row.
            self.setCurrentIndex(self.model().index(0, 0))
        else:
            super().keyPressEvent(event)

    def focusInEvent(self, event: QFocusEvent) -> None:
        had_one = self.currentIndex().isValid() and self.selectionModel().hasSelection()
        super().focusInEvent(event)
        model = self.model()
        if had_one or model.rowCount() == 0:
            return
        # Qt has made some row current without showing it: show it, or take it back where a row means a choice.
        if self.enters_with_a_row:
            self.setCurrentIndex(model.index(max(0, self.rowAt(0)), 0))
        else:
            self.selectionModel().setCurrentIndex(QModelIndex(), QItemSelectionModel.SelectionFlag.NoUpdate)

    def keep_top(self) -> int:
        """The first row in sight, so that it can be shown again after the rows were exchanged."""
        return max(0, self.indexAt(QPoint(1, 1)).row())


class WholeRows(QWidget):
    """Holds a `RowsView` and gives it the height of whole rows, at most `limit` of them (0 = as many as fit).

    Signals: resized() = its size changed.
    """

    resized = Signal()

    def __init__(self, view: RowsView, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.view = view
        self._limit = 0
        self._note = SafeLabel(role="body", tone="text2", wrap=True, parent=self)
        self._note.setAlignment(TOP_LEFT)
        self._note.hide()
        view.setParent(self)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Expanding)

    @property
    def note(self) -> str:
        """What stands under the rows."""
        return self._note.text()

    def say(self, text: str, pad: int) -> None:
        """Say under the last row why there are no more, `pad` pixels from the edges; an empty text says nothing."""
        self._note.setText(text)
        self._note.setVisible(bool(text))
        self._note.setMargin(pad)
        self._place()

    def limit(self, rows: int) -> None:
        """Show at most so many rows at once."""
        if rows != self._limit:
            self._limit = rows
            self._place()

    def height_of(self, rows: int) -> int:
        """The height that shows exactly so many rows."""
        return self.view.head_pixels + rows * self.view.row_pixels + 2 * FRAME

    def rows_in_sight(self) -> int:
        """How many rows fit now."""
        free = self.height() - self.view.head_pixels - 2 * FRAME
        rows = max(0, free // self.view.row_pixels)
        return min(rows, self._limit) if self._limit else rows

    def _place(self) -> None:
        rows = self.rows_in_sight()
        if self._note.text():
            rows = min(rows, self.view.model().rowCount())
        # A header over nothing says nothing: the note stands alone.
        alone = bool(self._note.text()) and rows == 0
        self.view.setVisible(not alone)
        height = 0 if alone else min(self.height(), self.height_of(rows))
        self.view.setGeometry(0, 0, self.width(), height)
        self._note.setGeometry(0, height, self.width(), self.height() - height)

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._place()
        self.resized.emit()

    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        if event.type() == QEvent.Type.StyleChange:
            self._place()
