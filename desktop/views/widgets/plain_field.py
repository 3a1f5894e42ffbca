"""Plain text of several lines, at the side at which its words begin; an empty one where the window's language does."""

from __future__ import annotations

from PySide6.QtCore import QEvent, Qt
from PySide6.QtGui import QTextDocument
from PySide6.QtWidgets import QPlainTextEdit, QWidget

_AT_THE_RIGHT = Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignAbsolute


class PlainField(QPlainTextEdit):
    """Qt would put the cursor, and Arabic words, at the left."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.textChanged.connect(self._begin)
        self._begin()

    def setDocument(self, document: QTextDocument) -> None:
        super().setDocument(document)
        self._begin()

    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        if event.type() == QEvent.Type.LayoutDirectionChange:
            self._begin()

    def _begin(self) -> None:
        # An empty line has no direction of its own, and the lines of one text have no sides of their own.
        mirrored = self._direction() == Qt.LayoutDirection.RightToLeft
        wanted = _AT_THE_RIGHT if mirrored else Qt.AlignmentFlag.AlignLeft
        option = self.document().defaultTextOption()
        if option.alignment() != wanted:
            option.setAlignment(wanted)
            self.document().setDefaultTextOption(option)

    def _direction(self) -> Qt.LayoutDirection:
        block = self.document().firstBlock()
        while block.isValid():
            if block.text().strip():
                return block.textDirection()
            block = block.next()
        return self.layoutDirection()
