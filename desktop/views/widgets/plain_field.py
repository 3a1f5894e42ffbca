"""Plain text of several lines: an empty one begins where the window's language does."""

from __future__ import annotations

from PySide6.QtCore import QEvent, Qt
from PySide6.QtGui import QTextDocument
from PySide6.QtWidgets import QPlainTextEdit, QWidget

_AT_THE_RIGHT = Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignAbsolute


class PlainField(QPlainTextEdit):
    """Words decide their own side; where there are none yet, Qt would put the cursor at the left in any language."""

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
        # An empty line has no direction of its own, whatever it is told: only its side can be.
        document = self.document()
        option = document.defaultTextOption()
        mirrored = document.isEmpty() and self.layoutDirection() == Qt.LayoutDirection.RightToLeft
        wanted = _AT_THE_RIGHT if mirrored else Qt.AlignmentFlag.AlignLeft
        if option.alignment() != wanted:
            option.setAlignment(wanted)
            document.setDefaultTextOption(option)
