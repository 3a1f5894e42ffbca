"""A value before it is copied to a system: which field, from what to what; Enter sends it, Esc does not."""

from __future__ import annotations

from PySide6.QtCore import QCoreApplication, Signal
from PySide6.QtWidgets import QWidget

from desktop.call.deed_views import ChangeView
from desktop.call.state import CallState
from desktop.views.agent.change_words import ChangeWords
from desktop.views.context import ViewContext
from desktop.views.preview_sheet import PreviewSheet, whose


class ChangeSheet(PreviewSheet):
    """Over the window, for the call in view; it closes when its customer leaves or the value is another one.

    Signals: confirmed(ChangeView, str) = send exactly this, which reads so.
    """

    confirmed = Signal(object, str)

    def __init__(self, context: ViewContext, parent: QWidget) -> None:
        hint = QCoreApplication.translate("ChangeSheet", "Esc cancels. It can be undone until it is sent.")
        super().__init__(context, parent, QCoreApplication.translate("ChangeSheet", "Send"), hint)
        self._of: tuple[str, str | None] | None = None
        self._change: ChangeView | None = None
        self._title_of_deed = ""
        self._words = ChangeWords(context.formats, self)

    def show_change(self, state: CallState, change: ChangeView) -> None:
        """Show what copying would change there."""
        if change.promised or change not in state.changes:
            return
        labels, now = {source.name: source.label for source in state.sources}, self._context.now()
        self._change, self._of = change, whose(state)
        self._title_of_deed = self._words.deed(change, labels, now)
        self.show_preview(self._words.title(change, labels), self._words.preview(change, labels, now))
        self.appear()

    def follow(self, state: CallState | None) -> None:
        """Close where it is another's, or no longer what it says."""
        if self.isVisible() and (state is None or whose(state) != self._of or self._change not in state.changes):
            self.close_layer()

    def confirm(self) -> None:
        """Send it."""
        change, self._change = self._change, None
        self.close_layer()
        if change is not None:
            self.confirmed.emit(change, self._title_of_deed)
