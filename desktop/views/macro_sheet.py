"""A macro before it is run: each step with its values and the system that gets them; Enter runs, Esc does not."""

from __future__ import annotations

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QFrame, QScrollArea, QWidget

from desktop.call.state import CallState
from desktop.views.agent.deed_words import DeedWords
from desktop.views.agent.detail_list import DetailList
from desktop.views.agent.macro_words import MacroWords
from desktop.views.context import ViewContext
from desktop.views.safe_text import SafeLabel
from desktop.views.widgets.buttons import Button
from desktop.views.widgets.card import hbox, vbox
from desktop.views.widgets.focus import announce, focused_in, go_to

_WIDTH, _HEIGHT, _REST = 560, 560, 160
_ENTER = (Qt.Key.Key_Return, Qt.Key.Key_Enter)


class MacroSheet(QFrame):
    """Over the window, for the call in view; it closes when another call or another customer comes.

    Signals: confirmed(str) = run the macro with this id.
    """

    confirmed = Signal(str)

    def __init__(self, context: ViewContext, parent: QWidget) -> None:
        super().__init__(parent)
        self._context, self._over = context, parent
        self._back: QWidget | None = None
        self._of: tuple[str, str | None] | None = None
        self._macro_id = ""
        self._words = MacroWords(context.formats, self)
        look = context.look
        self.setProperty("card", "sheet")
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self._title = SafeLabel(role="card_title", tone="text", wrap=True)
        self.steps = DetailList(look, 132)
        self.problem = SafeLabel(role="meta_strong", tone="bad", wrap=True)
        self._hint = SafeLabel(
            self.tr("Esc cancels. All of it can be undone until it is sent."), "meta", "text2", wrap=True
        )
        self.run = Button(look, self.tr("Run"), "primary", key="↵")
        self._cancel = Button(look, self.tr("Cancel"), "quiet", key="Esc")
        scroll = QScrollArea()
        scroll.setWidgetResizable(True)
        scroll.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        scroll.setWidget(self.steps)
        # A scroll area makes its content paint the window's color; here it lies on a sheet.
        self.steps.setAutoFillBackground(False)
        column = vbox(self, margins=(look.px(20), look.px(16), look.px(20), look.px(16)), spacing=look.px(10))
        column.addWidget(self._title)
        column.addWidget(scroll, 1)
        column.addWidget(self.problem)
        foot = hbox(spacing=look.px(8))
        foot.addWidget(self._hint, 1)
        foot.addWidget(self._cancel)
        foot.addWidget(self.run)
        column.addLayout(foot)
        self.run.clicked.connect(self._on_run)
        self._cancel.clicked.connect(self.close_layer)
        self.hide()

    def show_macro(self, state: CallState, macro_id: str) -> None:
        """Show what one of the macros of this call would do."""
        if not any(macro.id == macro_id for macro in state.macros):
            return
        if not self.isVisible():
            self._back = focused_in(self)
        self._macro_id, self._of = macro_id, _whose(state)
        self._fill(state)
        self.open()
        self.setFocus()
        announce(self, self.accessibleName())

    def follow(self, state: CallState | None) -> None:
        """Keep the values in step with the call; close where it is another's or no longer offered."""
        if not self.isVisible():
            return
        gone = state is None or _whose(state) != self._of
        if state is None or gone or not any(macro.id == self._macro_id for macro in state.macros):
            self.close_layer()
        else:
            self._fill(state)

    def _fill(self, state: CallState) -> None:
        macro = next(each for each in state.macros if each.id == self._macro_id)
        labels = {source.name: source.label for source in state.sources}
        self._title.setText(macro.title)
        self.setAccessibleName(macro.title)
        self.steps.show_lines(self._words.preview(macro, state, labels))
        why_not = DeedWords().not_done(macro.problem or "") or ""
        self.problem.setText(why_not)
        self.problem.setVisible(bool(why_not))
        self.run.set_ready(not why_not, why_not)

    def open(self) -> None:
        """Place it in the middle of the window."""
        window, px = self._over, self._context.look.px
        width = min(px(_WIDTH), window.width() - 32)
        layout = self.steps.layout()
        needed = layout.totalHeightForWidth(width - px(60)) if layout is not None else 0
        height = min(needed + px(_REST), px(_HEIGHT), window.height() - 32)
        self.setGeometry((window.width() - width) // 2, (window.height() - height) // 2, width, height)
        self.show()
        self.raise_()

    def close_layer(self) -> bool:
        """Close it if it is open and return the focus; say whether it was."""
        if not self.isVisible():
            return False
        self.hide()
        self.steps.show_lines(())
        if self._back is not None and self._back.isVisible():
            go_to(self._back)
        self._back = self._of = None
        return True

    def _on_run(self) -> None:
        if self.run.isEnabled():
            macro_id = self._macro_id
            self.close_layer()
            self.confirmed.emit(macro_id)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() == Qt.Key.Key_Escape:
            self.close_layer()
        elif event.key() in _ENTER and not event.isAutoRepeat():
            self._on_run()
        else:
            super().keyPressEvent(event)


def _whose(state: CallState) -> tuple[str, str | None]:
    person = state.identity.customer
    return state.id, person.key if person is not None else None
