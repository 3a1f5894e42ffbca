"""The strip under KNOW in a narrow window: what DO holds that must stay in sight."""

from __future__ import annotations

from PySide6.QtWidgets import QFrame, QWidget

from desktop.call.state import CallState
from desktop.views.context import ViewContext
from desktop.views.safe_text import ElidedLabel, cell
from desktop.views.widgets.buttons import Button
from desktop.views.widgets.card import hbox
from desktop.views.widgets.labels import IconLabel

_HEIGHT = 40


class NarrowFoot(QFrame):
    """The top card's title, a way to the notes, Finish; the keys are the same as everywhere."""

    def __init__(self, context: ViewContext, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._context = context
        look, caption = context.look, context.keymap.caption
        self.setAccessibleName(self.tr("Next action, notes and finish"))
        self.icon = IconLabel(look, "thumbs-up", "accent_text", 14)
        self.title = ElidedLabel(role="control_strong")
        self.notes = Button(look, self.tr("Notes"), "plain", key=caption("notes"))
        self.finish = Button(look, self.tr("Finish"), "plain", key=caption("finish"))
        self.notes.clicked.connect(self._on_notes)
        self.finish.clicked.connect(self._on_finish)
        row = hbox(self, margins=(4, 0, 0, 0))
        for widget in (self.icon, self.title, self.notes, self.finish):
            row.addWidget(widget)
        self.setFixedHeight(look.px(_HEIGHT))
        look.reshaped.connect(self._on_reshaped)

    def show_call(self, state: CallState) -> None:
        """Show the top card's title."""
        shown = state.decision.actions.shown if state.decision is not None else ()
        self.title.setText(cell(shown[0].title) if shown else self.tr("No action fits now"))
        self.icon.setVisible(bool(shown))

    def clear(self) -> None:
        """Leave nothing of the last customer."""
        self.title.setText("")

    def _on_notes(self) -> None:
        self._context.keymap.run("notes")

    def _on_finish(self) -> None:
        self._context.keymap.run("finish")

    def _on_reshaped(self) -> None:
        self.setFixedHeight(self._context.look.px(_HEIGHT))
