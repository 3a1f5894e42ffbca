"""A scroll area for a column of text: no frame, never sideways, says when its window changes size."""

from __future__ import annotations

from PySide6.QtCore import QSize, Qt, Signal
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QFrame, QScrollArea, QWidget


class Scroller(QScrollArea):
    """Shows a column whole where it fits, else with a scroll bar; keys reach it through what it holds.

    Signals: resized(QSize) = the visible part has this size now.
    """

    resized = Signal(QSize)

    def __init__(self, column: QWidget, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setWidgetResizable(True)
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setWidget(column)
        # Wrapped labels ask for the height of their narrowest form; only the height for the actual width counts.
        column.setMinimumSize(1, 1)
        # The column paints nothing itself: what is under it shows through.
        column.setAutoFillBackground(False)
        self.viewport().setAutoFillBackground(False)

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self.resized.emit(self.viewport().size())

    def minimumSizeHint(self) -> QSize:
        return QSize(0, 0)
