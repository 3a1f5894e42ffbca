"""Quick texts while typing: ;abbr and a space, Tab or Enter becomes its text, in every field for words."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import QEvent, QObject, Qt, QTimer, Signal
from PySide6.QtGui import QGuiApplication, QInputMethodEvent, QKeyEvent, QKeySequence
from PySide6.QtWidgets import QApplication, QLineEdit, QWidget

from desktop.call.quick_texts import QuickOption
from desktop.call.quick_typing import SIGN, Typed, typed_before
from desktop.views.context import ViewContext
from desktop.views.quick_field import Field, before_caret, caret_in, language_of, put, takes_quick_texts
from desktop.views.quick_list import MOST, QuickList

_ENTER = (Qt.Key.Key_Return, Qt.Key.Key_Enter)
_PLAIN = (Qt.KeyboardModifier.NoModifier, Qt.KeyboardModifier.KeypadModifier)
_ENDS = (Qt.Key.Key_Space, Qt.Key.Key_Tab, *_ENTER)


class QuickTyping(QObject):
    """Watches the field that has the focus, and only that one; `call_id` names the call in view.

    Signals: written() = a quick text stands in the field.
    """

    written = Signal()

    def __init__(self, context: ViewContext, window: QWidget, call_id: Callable[[], str]) -> None:
        super().__init__(window)
        self._context, self._window, self._call_id = context, window, call_id
        self._field: Field | None = None
        self._composing = False
        self._let_be = False
        self._dismissed: int | None = None
        self.list = QuickList(context.look, context.keymap.caption("letter"), window)
        self.list.picked.connect(self._on_picked)
        # The key is not in the field yet when it is seen here.
        self._soon = QTimer(self)
        self._soon.setSingleShot(True)
        self._soon.timeout.connect(self._refresh)
        app = QGuiApplication.instance()
        assert isinstance(app, QApplication)
        app.focusChanged.connect(self._on_focus)

    # -- which field ---------------------------------------------------------------------------------------

    def _on_focus(self, old: QWidget | None, new: QWidget | None) -> None:
        del old
        if new is self._field:
            return
        if self._field is not None:
            # A number at the end of what was typed is whole now.
            self._context.desk.flush()
        self._leave()
        if new is not None and new.window() is self._window and takes_quick_texts(new):
            self._field = new  # type: ignore[assignment]
            new.installEventFilter(self)
            new.destroyed.connect(self._on_gone)

    def _leave(self) -> None:
        self.list.close_list()
        self._soon.stop()
        self._composing = self._let_be = False
        self._dismissed = None
        if self._field is not None:
            self._field.removeEventFilter(self)
            self._field.destroyed.disconnect(self._on_gone)
            self._field = None

    def _on_gone(self) -> None:
        self._field = None
        self.list.close_list()

    def stop(self) -> None:
        """The window goes: watch no field any more."""
        app = QGuiApplication.instance()
        if isinstance(app, QApplication):
            app.focusChanged.disconnect(self._on_focus)
        self._leave()

    # -- what is typed -------------------------------------------------------------------------------------

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if watched is self._field:
            if isinstance(event, QInputMethodEvent):
                self._composing = bool(event.preeditString())
                self._soon.start()
            elif isinstance(event, QKeyEvent) and event.type() == QEvent.Type.KeyPress:
                return self._on_key(event)
        return False

    def _on_key(self, event: QKeyEvent) -> bool:
        field = self._field
        if field is None or self._composing or not takes_quick_texts(field):
            return False
        if self.list.chosen is not None and self._on_list_key(event):
            return True
        if event.key() == Qt.Key.Key_Escape and self.list.isVisible():
            self._dismiss()
            return True
        if event.key() in _ENDS and event.modifiers() in _PLAIN and self._expand_typed(event.key()):
            return True
        if event.matches(QKeySequence.StandardKey.Undo):
            # Who takes an expansion back wants what was typed: the next space leaves it alone.
            self._let_be = True
            if isinstance(field, QLineEdit):
                _undo_line(field)
                return True
        elif event.text():
            self._let_be = False
        self._soon.start()
        return False

    def _on_list_key(self, event: QKeyEvent) -> bool:
        """The list was opened, so digits and arrows are its own."""
        row, key = self.list.chosen or 0, event.key()
        if key in (Qt.Key.Key_Down, Qt.Key.Key_Up):
            self.list.choose(row + (1 if key == Qt.Key.Key_Down else -1))
        elif key == Qt.Key.Key_Escape:
            self._dismiss()
        elif key in (*_ENTER, Qt.Key.Key_Tab):
            self._on_picked(row)
        elif event.text().isdecimal() and 1 <= int(event.text()) <= len(self.list.options):
            self._on_picked(int(event.text()) - 1)
        else:
            return False
        return True

    def _typed(self) -> Typed | None:
        before = before_caret(self._field) if self._field is not None else ""
        return typed_before(before) if SIGN in before else None

    def _expand_typed(self, key: int) -> bool:
        typed, let_be = self._typed(), self._let_be
        self._let_be = False
        if typed is None or not typed.abbr or let_be:
            return False
        return self._expand(typed, typed.abbr, " " if key == Qt.Key.Key_Space else "")

    def _expand(self, typed: Typed, abbr: str, after: str = "") -> bool:
        field = self._field
        if field is None:
            return False
        found = self._context.desk.expand(self._call_id(), abbr, self._language(field))
        if found is None:
            return False
        self.list.close_list()
        put(field, before_caret(field)[typed.start :], found.text, found.marks, after)
        self.written.emit()
        return True

    def takes(self, field: QWidget | None) -> bool:
        """Whether a quick text may be written into this: a field for words in this window."""
        return field is not None and field.window() is self._window and takes_quick_texts(field)

    def insert(self, abbr: str, into: QWidget | None) -> None:
        """Write a quick text chosen elsewhere at the caret of a field, whether it has the focus again or not."""
        if self.takes(into):
            field: Field = into  # type: ignore[assignment]
            found = self._context.desk.expand(self._call_id(), abbr, self._language(field))
            if found is not None:
                put(field, "", found.text, found.marks)
                self.written.emit()

    @property
    def ready(self) -> bool:
        """Whether there is a field to write into."""
        return self._field is not None

    def _language(self, field: Field) -> str:
        return language_of(field) or self._context.formats.own_language

    # -- the list ------------------------------------------------------------------------------------------

    def _refresh(self) -> None:
        """Show what fits what is typed now; a list that was closed stays closed until something else is begun."""
        typed = None if self._composing else self._typed()
        if typed is None or self._field is None:
            self._dismissed = None
            self.list.close_list()
            return
        if typed.start != self._dismissed:
            self._dismissed = None
        options = self._matching(typed.abbr)
        if not options or self._dismissed is not None:
            self.list.close_list()
            return
        self.list.show_options(options, caret_in(self._window, self._field))

    def _matching(self, abbr: str) -> list[QuickOption]:
        field = self._field
        found = self._context.desk.quick_options(self._call_id(), self._language(field) if field else "") or ()
        fitting = [option for option in found if option.abbr.startswith(abbr)]
        # What was typed whole comes first: that is what a space takes.
        return sorted(fitting, key=lambda option: option.abbr != abbr)[:MOST]

    def _dismiss(self) -> None:
        typed = self._typed()
        self._dismissed = typed.start if typed is not None else None
        self.list.close_list()

    def open_list(self) -> bool:
        """Let digits and arrows choose from what is shown; False where nothing is shown."""
        if not self.list.isVisible():
            return False
        self.list.choose(0)
        return True

    def _on_picked(self, row: int) -> None:
        typed = self._typed()
        if typed is not None and row < len(self.list.options):
            self._expand(typed, self.list.options[row].abbr)


def _undo_line(field: QLineEdit) -> None:
    """Take back one step; an abbreviation that comes back selected would be lost to the next key."""
    field.undo()
    if field.selectedText().startswith(SIGN):
        field.setCursorPosition(field.selectionEnd())
