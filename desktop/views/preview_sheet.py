"""What would be done, over the window, before it is done: line by line; Enter does it, Esc does not."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import Qt
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QFrame, QScrollArea, QWidget

from desktop.call.state import CallState
from desktop.views.agent.detail_list import DetailList
from desktop.views.agent.detail_words import Line
from desktop.views.context import ViewContext
from desktop.views.safe_text import SafeLabel
from desktop.views.widgets.buttons import Button
from desktop.views.widgets.card import hbox, vbox
from desktop.views.widgets.focus import announce, focused_in, go_to

_WIDTH, _HEIGHT, _REST = 560, 560, 128
_ENTER = (Qt.Key.Key_Return, Qt.Key.Key_Enter)


class PreviewSheet(QFrame):
    """The sheet: a title, lines of name and value, what is wrong, and two buttons. Never a modal: the call goes on."""

    def __init__(self, context: ViewContext, parent: QWidget, run: str, hint: str) -> None:
        super().__init__(parent)
        self._context, self._over = context, parent
        self._back: QWidget | None = None
        look = context.look
        self.setProperty("card", "sheet")
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self._title = SafeLabel(role="card_title", tone="text", wrap=True)
        self.steps = DetailList(look, 132)
        self.problem = SafeLabel(role="meta_strong", tone="bad", wrap=True)
        self._hint = SafeLabel(hint, "meta", "text2", wrap=True)
        self.run = Button(look, run, "primary", key="↵")
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

    def appear(self) -> None:
        """Show it over the window with the focus, which goes back to where it was."""
        if not self.isVisible():
            self._back = focused_in(self)
        self.open()
        self.setFocus()
        announce(self, self.accessibleName())

    def show_preview(self, title: str, lines: Sequence[Line], why_not: str = "") -> None:
        """Say what would be done, or why it cannot be."""
        self._title.setText(title)
        self.setAccessibleName(title)
        self.steps.show_lines(lines)
        self.problem.setText(why_not)
        self.problem.setVisible(bool(why_not))
        self.run.set_ready(not why_not, why_not)

    def open(self) -> None:
        """Place it in the middle of the window."""
        window, px = self._over, self._context.look.px
        width = min(px(_WIDTH), window.width() - 32)
        layout = self.steps.layout()
        needed = layout.totalHeightForWidth(width - px(60)) if layout is not None else 0
        said = self.problem.heightForWidth(width - px(40)) + px(10) if self.problem.text() else 0
        height = min(needed + px(_REST) + said, px(_HEIGHT), window.height() - 32)
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
        self._back = None
        return True

    def _on_run(self) -> None:
        if self.run.isEnabled():
            self.confirm()

    def confirm(self) -> None:
        """Do what was shown; each sheet knows how."""
        raise NotImplementedError

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() == Qt.Key.Key_Escape:
            self.close_layer()
        elif event.key() in _ENTER and not event.isAutoRepeat():
            self._on_run()
        else:
            super().keyPressEvent(event)


def whose(state: CallState) -> tuple[str, str | None]:
    """Return whose a preview is: the call's, and its customer's."""
    person = state.identity.customer
    return state.id, person.key if person is not None else None
