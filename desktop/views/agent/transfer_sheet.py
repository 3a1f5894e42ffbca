"""Where to transfer a call: one field under the button, Enter sends, Esc returns."""

from __future__ import annotations

from PySide6.QtCore import QPoint, Qt, Signal
from PySide6.QtWidgets import QFrame, QWidget

from desktop.views.context import ViewContext
from desktop.views.safe_text import SafeLabel
from desktop.views.widgets.buttons import Button
from desktop.views.widgets.card import hbox, vbox
from desktop.views.widgets.fields import LineField

_LIMIT = 120


class TransferSheet(QFrame):
    """Asks for a number or an address to transfer to.

    Signals: chosen(str) = the target, trimmed, never empty.
    """

    chosen = Signal(object)

    def __init__(self, context: ViewContext, parent: QWidget) -> None:
        super().__init__(parent, Qt.WindowType.Popup)
        self.setProperty("card", "sheet")
        look = context.look
        self.field = LineField(look, self.tr("Transfer to"), self.tr("Number or extension"))
        self.field.setMaxLength(_LIMIT)
        self.field.returnPressed.connect(self._on_return)
        self.send = Button(look, self.tr("Transfer"), "primary", key="↵")
        self.send.clicked.connect(self._on_return)
        column = vbox(self, margins=(16, 12, 16, 12), spacing=8)
        column.addWidget(SafeLabel(self.tr("Transfer to"), "control_strong"))
        row = hbox()
        row.addWidget(self.field, 1)
        row.addWidget(self.send)
        column.addLayout(row)
        column.addWidget(SafeLabel(self.tr("The call leaves this desk. Your notes stay."), "meta", "text2"))
        self.setFixedWidth(look.px(380))

    def open_at(self, place: QPoint) -> None:
        """Show the sheet with an empty field, at a place on the screen."""
        self.field.clear()
        self.adjustSize()
        self.move(place)
        self.show()
        self.field.setFocus()

    def _on_return(self) -> None:
        target = self.field.text().strip()
        if target:
            self.hide()
            self.chosen.emit(target)
