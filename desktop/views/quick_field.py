"""One way to read and write at the caret of a field, whether it has one line or many."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QRect, Qt
from PySide6.QtGui import QTextCursor
from PySide6.QtWidgets import QLineEdit, QPlainTextEdit, QWidget

from desktop.views.agent.letter_field import places, units

_NOT_FOR_TEXT = (
    Qt.InputMethodHint.ImhDigitsOnly
    | Qt.InputMethodHint.ImhFormattedNumbersOnly
    | Qt.InputMethodHint.ImhPreferNumbers
    | Qt.InputMethodHint.ImhDialableCharactersOnly
    | Qt.InputMethodHint.ImhEmailCharactersOnly
    | Qt.InputMethodHint.ImhUrlCharactersOnly
    | Qt.InputMethodHint.ImhDate
    | Qt.InputMethodHint.ImhHiddenText
    | Qt.InputMethodHint.ImhSensitiveData
)
NO_QUICK_TEXTS = "noQuickTexts"
"""A property of fields that search or choose: what is typed there is no text to keep."""
LANGUAGE = "language"
"""A property of fields whose words are in one language."""

Field = QLineEdit | QPlainTextEdit


def takes_quick_texts(widget: QWidget | None) -> bool:
    """Whether a widget is a field for words: not for numbers, addresses, secrets or searches, and not locked."""
    if not isinstance(widget, QLineEdit | QPlainTextEdit) or widget.isReadOnly():
        return False
    if isinstance(widget, QLineEdit) and (
        widget.echoMode() != QLineEdit.EchoMode.Normal or widget.validator() is not None
    ):
        return False
    return not (widget.inputMethodHints() & _NOT_FOR_TEXT or widget.property(NO_QUICK_TEXTS))


def language_of(field: Field) -> str:
    """The language of what is written here; empty where the field does not say."""
    return str(field.property(LANGUAGE) or "")


def before_caret(field: Field) -> str:
    """What stands before the caret on its line; empty while something is selected."""
    if isinstance(field, QLineEdit):
        return "" if field.hasSelectedText() else _first(field.text(), field.cursorPosition())
    cursor = field.textCursor()
    return "" if cursor.hasSelection() else _first(cursor.block().text(), cursor.positionInBlock())


def put(field: Field, instead_of: str, text: str, marks: Sequence[str], after: str = "") -> None:
    """Write a text in the place of what stands before the caret, as one step of undo; the caret ends in the first gap.

    `after` follows the text.
    """
    if isinstance(field, QLineEdit):
        _put_in_line(field, instead_of, " ".join((text + after).split("\n")), marks)
        return
    cursor = field.textCursor()
    start = cursor.position() - units(instead_of)
    cursor.beginEditBlock()
    cursor.setPosition(start, QTextCursor.MoveMode.KeepAnchor)
    cursor.insertText(text + after)
    cursor.endEditBlock()
    gaps = places(text, marks)
    if gaps:
        cursor.setPosition(start + gaps[0][0])
        cursor.setPosition(start + sum(gaps[0]), QTextCursor.MoveMode.KeepAnchor)
    field.setTextCursor(cursor)
    field.ensureCursorVisible()


def _put_in_line(field: QLineEdit, instead_of: str, text: str, marks: Sequence[str]) -> None:
    start = field.cursorPosition() - units(instead_of)
    field.setSelection(start, units(instead_of))
    field.insert(text)
    gaps = places(text, marks)
    if gaps:
        field.setSelection(start + gaps[0][0], gaps[0][1])
    # Whoever follows what is typed here hears of it as if it had been typed.
    field.textEdited.emit(field.text())


def caret_in(window: QWidget, field: Field) -> QRect:
    """Where the caret stands, in the window."""
    box: QRect = field.cursorRect()
    inside = field.viewport() if isinstance(field, QPlainTextEdit) else field
    return QRect(inside.mapTo(window, box.topLeft()), box.size())


def _first(text: str, count: int) -> str:
    """The beginning of a text, counted as Qt counts: in UTF-16 units."""
    if text.isascii():
        return text[:count]
    return text.encode("utf-16-le", "surrogatepass")[: 2 * count].decode("utf-16-le", "replace")
