"""The words of a letter: plain text only, its gaps marked and found one after the other."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtGui import QSyntaxHighlighter, QTextCharFormat, QTextCursor, QTextDocument
from PySide6.QtWidgets import QLineEdit, QWidget

from desktop.views.theme.look import Look
from desktop.views.widgets.plain_field import PlainField


class _Marker(QSyntaxHighlighter):
    """Lets gaps stand out while one types."""

    def __init__(self, look: Look, document: QTextDocument) -> None:
        super().__init__(document)
        self._look = look
        self.marks: tuple[str, ...] = ()

    def highlightBlock(self, text: str) -> None:
        shape = QTextCharFormat()
        shape.setBackground(self._look.color("warn_soft"))
        shape.setForeground(self._look.color("warn"))
        for start, length in places(text, self.marks):
            self.setFormat(start, length, shape)


class LetterField(PlainField):
    """A plain text editor in which what is still missing stands out."""

    def __init__(self, look: Look, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setProperty("field", "true")
        self.setTabChangesFocus(True)
        self.setAccessibleName(self.tr("Text"))
        self._marker = _Marker(look, self.document())
        look.changed.connect(self._marker.rehighlight)

    def show_words(self, text: str) -> None:
        """Put these words there; the cursor stays as far as it can."""
        if text != self.toPlainText():
            at = self.textCursor().position()
            self.setPlainText(text)
            self._put_cursor(min(at, len(text)), 0)

    def show_marks(self, marks: tuple[str, ...]) -> None:
        """These are gaps wherever they stand."""
        if marks != self._marker.marks:
            self._marker.marks = marks
            self._marker.rehighlight()

    def _cursor(self, start: int, length: int) -> QTextCursor:
        cursor = QTextCursor(self.document())
        cursor.setPosition(start)
        cursor.setPosition(start + length, QTextCursor.MoveMode.KeepAnchor)
        return cursor

    def _put_cursor(self, start: int, length: int) -> None:
        self.setTextCursor(self._cursor(start, length))
        self.ensureCursorVisible()

    def take_gap(self, *, beyond: bool) -> bool:
        """Select the first gap, or with `beyond` the next one behind the cursor; False where there is none."""
        at = self.textCursor().selectionEnd() if beyond else 0
        for start, length in places(self.toPlainText(), self._marker.marks):
            if start >= at:
                self._put_cursor(start, length)
                return True
        return False


def places(text: str, marks: Sequence[str]) -> list[tuple[int, int]]:
    """Where gaps stand in a text, as start and length in the units of Qt's own positions (UTF-16), in order."""
    found = []
    for mark in marks:
        at = text.find(mark)
        while at >= 0:
            found.append((units(text[:at]), units(mark)))
            at = text.find(mark, at + len(mark))
    return sorted(found)


def units(text: str) -> int:
    """How many UTF-16 units a text has: what Qt counts; a face outside the first plane counts twice."""
    return len(text) + sum(char > "\uffff" for char in text)


def take_gap_of_line(field: QLineEdit, marks: Sequence[str], *, beyond: bool) -> bool:
    """The same for a field of one line."""
    at = field.selectionEnd() if beyond and field.hasSelectedText() else field.cursorPosition() if beyond else 0
    for start, length in places(field.text(), marks):
        if start >= at:
            field.setSelection(start, length)
            return True
    return False
