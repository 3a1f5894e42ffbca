"""A macro before it is run: each step with its values and the system that gets them; Enter runs, Esc does not."""

from __future__ import annotations

from PySide6.QtCore import QCoreApplication, Signal
from PySide6.QtWidgets import QWidget

from desktop.call.state import CallState
from desktop.views.agent.deed_words import DeedWords
from desktop.views.agent.macro_words import MacroWords
from desktop.views.context import ViewContext
from desktop.views.preview_sheet import PreviewSheet, whose


class MacroSheet(PreviewSheet):
    """Over the window, for the call in view; it closes when another call or another customer comes.

    Signals: confirmed(str) = run the macro with this id.
    """

    confirmed = Signal(str)

    def __init__(self, context: ViewContext, parent: QWidget) -> None:
        hint = QCoreApplication.translate("MacroSheet", "Esc cancels. All of it can be undone until it is sent.")
        super().__init__(context, parent, QCoreApplication.translate("MacroSheet", "Run"), hint)
        self._of: tuple[str, str | None] | None = None
        self._macro_id = ""
        self._words = MacroWords(context.formats, self)

    def show_macro(self, state: CallState, macro_id: str) -> None:
        """Show what one of the macros of this call would do."""
        if not any(macro.id == macro_id for macro in state.macros):
            return
        self._macro_id, self._of = macro_id, whose(state)
        self._fill(state)
        self.appear()

    def follow(self, state: CallState | None) -> None:
        """Keep the values in step with the call; close where it is another's or no longer offered."""
        if not self.isVisible():
            return
        gone = state is None or whose(state) != self._of
        if state is None or gone or not any(macro.id == self._macro_id for macro in state.macros):
            self.close_layer()
        else:
            self._fill(state)

    def _fill(self, state: CallState) -> None:
        macro = next(each for each in state.macros if each.id == self._macro_id)
        labels = {source.name: source.label for source in state.sources}
        why_not = DeedWords().not_done(macro.problem or "") or ""
        self.show_preview(macro.title, self._words.preview(macro, state, labels), why_not)

    def confirm(self) -> None:
        """Run it."""
        macro_id = self._macro_id
        self.close_layer()
        self.confirmed.emit(macro_id)
