"""Where to transfer a call: one field under the button, Enter sends, Esc returns."""

from __future__ import annotations

from PySide6.QtCore import QPoint, Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QApplication, QFrame, QWidget

from desktop.views.context import ViewContext
from desktop.views.safe_text import SafeLabel
from desktop.views.widgets.buttons import Button
from desktop.views.widgets.card import hbox, vbox
from desktop.views.widgets.fields import LineField

_LIMIT = 120


class TransferSheet(QFrame):
    """Asks for a number or an address to transfer to; goes away when the focus does.

    Signals: chosen(str) = the target, trimmed, never empty.
    """

    chosen = Signal(object)

    def __init__(self, context: ViewContext, parent: QWidget) -> None:
        super().__init__(parent)
        self.setProperty("card", "sheet")
        self._look = context.look
        self._back: QWidget | None = None
        look = context.look
        self.field = LineField(look, self.tr("Transfer to"), self.tr("Number or extension"))
        self.field.setInputMethodHints(Qt.InputMethodHint.ImhDialableCharactersOnly)
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
        self.hide()
        app = QApplication.instance()
        if isinstance(app, QApplication):
            app.focusChanged.connect(self._on_focus_changed)

    def open_under(self, button: QWidget) -> None:
        """Show the sheet with an empty field under a button, inside the window."""
        window = button.window()
        self._back = window.focusWidget()
        if self.parentWidget() is not window:
            self.setParent(window)
        self.field.clear()
        width = min(self._look.px(380), window.width() - 24)
        place = button.mapTo(window, QPoint(0, button.height() + 8))
        left = max(12, min(place.x(), window.width() - width - 12))
        self.setGeometry(left, place.y(), width, self.sizeHint().height())
        self.show()
        self.raise_()
        self.field.setFocus()

    def close_layer(self) -> None:
        """Close it and return the focus to where it was."""
        if self.isVisible():
            self.hide()
            if self._back is not None and self._back.isVisible():
                self._back.setFocus()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() == Qt.Key.Key_Escape:
            self.close_layer()
        else:
            super().keyPressEvent(event)

    def _on_return(self) -> None:
        target = self.field.text().strip()
        if target:
            self.close_layer()
            self.chosen.emit(target)

    def _on_focus_changed(self, old: QWidget | None, now: QWidget | None) -> None:
        if self.isVisible() and old is not None and now is not None and not self.isAncestorOf(now):
            self.hide()
