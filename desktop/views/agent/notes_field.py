"""The notes: plain text, one document a call with its own undo, never replaced while it is being typed."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass

from PySide6.QtCore import QSize, Qt, Signal
from PySide6.QtGui import QTextCursor, QTextDocument
from PySide6.QtWidgets import QPlainTextDocumentLayout, QWidget

from desktop.views.context import ViewContext
from desktop.views.widgets.plain_field import PlainField

MOST_KEPT = 20


@dataclass(slots=True)
class _Kept:
    document: QTextDocument
    revision: int
    cursor: int = 0


class NotesField(PlainField):
    """Signals: typed(str) = the whole text after a change by the agent."""

    typed = Signal(str)

    def __init__(self, context: ViewContext, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._look = context.look
        self._call_id: str | None = None
        self._kept: dict[str, _Kept] = {}
        self._filling = False
        self._low = False
        self.setProperty("field", "true")
        self.setTabChangesFocus(True)
        self.setAccessibleName(self.tr("Notes"))
        self._keymap = context.keymap
        self._show_keys()
        context.keymap.changed.connect(self._show_keys)
        self.textChanged.connect(self._on_changed)

    def _show_keys(self) -> None:
        hint = self.tr("Notes, saved as you type ({keys})")
        self.setPlaceholderText(hint.format(keys=self._keymap.caption("notes")))

    def set_low(self, *, low: bool) -> None:
        """In a low window one line is enough where there must be room for other things."""
        if low != self._low:
            self._low = low
            self.updateGeometry()

    def show_notes(self, call_id: str, text: str, revision: int) -> None:
        """Show the notes of a call: what was typed here, unless a newer revision was restored."""
        if call_id != self._call_id:
            self._leave()
            self._call_id = call_id
            kept = self._kept.get(call_id)
            if kept is None:
                kept = self._kept[call_id] = _Kept(self._new_document(text), revision, len(text))
                self._forget_oldest()
            self._show_document(kept)
        kept = self._kept[call_id]
        if revision > kept.revision:
            kept.revision = revision
            self._fill(text)

    def _new_document(self, text: str) -> QTextDocument:
        document = QTextDocument(self)
        document.setDocumentLayout(QPlainTextDocumentLayout(document))
        document.setDefaultFont(self.font())
        document.setPlainText(text)
        document.setModified(False)
        return document

    def _show_document(self, kept: _Kept) -> None:
        self._filling = True
        kept.document.setDefaultFont(self.font())
        self.setDocument(kept.document)
        self._filling = False
        cursor = self.textCursor()
        cursor.setPosition(min(kept.cursor, max(0, kept.document.characterCount() - 1)))
        self.setTextCursor(cursor)
        self.ensureCursorVisible()

    def _fill(self, text: str) -> None:
        """A draft was restored; it does not count as typing."""
        if text == self.toPlainText():
            return
        self._filling = True
        self.setPlainText(text)
        self.moveCursor(QTextCursor.MoveOperation.End)
        self._filling = False

    def _leave(self) -> None:
        if self._call_id in self._kept:
            self._kept[self._call_id].cursor = self.textCursor().position()

    def _forget_oldest(self) -> None:
        while len(self._kept) > MOST_KEPT:
            self.forget(next(iter(self._kept)))

    def forget(self, call_id: str) -> None:
        """Drop what was typed in a call that is finished."""
        kept = self._kept.pop(call_id, None)
        if kept is None:
            return
        if call_id == self._call_id:
            self._call_id = None
            self._filling = True
            self.setDocument(self._new_document(""))
            self._filling = False
        kept.document.deleteLater()

    def keep_only(self, call_ids: Collection[str]) -> None:
        """Drop what was typed in any other call: those are finished."""
        for call_id in self._kept.keys() - set(call_ids):
            self.forget(call_id)

    def forget_all(self) -> None:
        """Drop everything typed: no call is left."""
        for call_id in tuple(self._kept):
            self.forget(call_id)

    def enter(self) -> None:
        """Take the focus, behind what is written."""
        if not self.hasFocus():
            self.moveCursor(QTextCursor.MoveOperation.End)
        self.setFocus(Qt.FocusReason.ShortcutFocusReason)

    def _on_changed(self) -> None:
        if not self._filling and self._call_id is not None:
            self.typed.emit(self.toPlainText())

    def minimumSizeHint(self) -> QSize:
        return QSize(self._look.px(80), self._look.px(32 if self._low else 44))

    def sizeHint(self) -> QSize:
        return QSize(self._look.px(200), self._look.px(80))
