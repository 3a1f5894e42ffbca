"""F1: every key that works, by region, over the window; Esc closes it."""

from __future__ import annotations

from PySide6.QtCore import QEvent, QSize, Qt
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QFrame, QGridLayout, QHBoxLayout, QScrollArea, QWidget

from desktop.views.context import ViewContext
from desktop.views.keys import COMMANDS, Command, command_title
from desktop.views.safe_text import SafeLabel
from desktop.views.widgets.buttons import IconButton
from desktop.views.widgets.card import hbox, vbox
from desktop.views.widgets.labels import KeyCap, SectionTitle

_AROUND = QSize(48, 80)
_COLUMNS = (("bar", "say"), ("do", "know"), ("window", "alerts"))
_NUMBERED = ("answer_", "panel_", "alert_")


class KeysSheet(QFrame):
    """The list is made from the same table as the shortcuts themselves."""

    def __init__(self, context: ViewContext, parent: QWidget) -> None:
        super().__init__(parent)
        self._context, self._over = context, parent
        self._back: QWidget | None = None
        look = context.look
        self.setProperty("card", "sheet")
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setAccessibleName(self.tr("All keys"))
        column = vbox(self, margins=(20, 16, 12, 16), spacing=8)
        head = hbox()
        head.addWidget(SectionTitle(self.tr("All keys")))
        head.addStretch(1)
        close = IconButton(look, "x", self.tr("Close"), key="Esc")
        close.clicked.connect(self.close_layer)
        head.addWidget(close)
        column.addLayout(head)
        scroll = QScrollArea()
        scroll.setWidgetResizable(True)
        scroll.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self._inner = inner = QWidget()
        self._fill(hbox(inner, margins=(0, 0, 8, 0), spacing=look.px(32)))
        scroll.setWidget(inner)
        # A scroll area makes its content paint the window's color; here it lies on a sheet.
        inner.setAutoFillBackground(False)
        column.addWidget(scroll, 1)
        self.hide()

    def _titles(self) -> dict[str, str]:
        return {
            "bar": self.tr("Call"),
            "say": self.tr("Guide"),
            "know": self.tr("Panels and timeline"),
            "do": self.tr("Actions and wrap-up"),
            "alerts": self.tr("Alerts"),
            "window": self.tr("Window"),
        }

    def _fill(self, columns: QHBoxLayout) -> None:
        titles = self._titles()
        for regions in _COLUMNS:
            grid = QGridLayout()
            grid.setHorizontalSpacing(self._context.look.px(16))
            grid.setVerticalSpacing(self._context.look.px(6))
            grid.setColumnStretch(1, 1)
            for region in regions:
                self._fill_region(grid, region, titles[region])
            grid.setRowStretch(grid.rowCount(), 1)
            columns.addLayout(grid, 1)

    def _fill_region(self, grid: QGridLayout, region: str, title: str) -> None:
        look, row = self._context.look, grid.rowCount()
        heading = SafeLabel(title, "micro", "text2")
        heading.setFixedHeight(look.px(20 if row <= 1 else 32))
        heading.setAlignment(Qt.AlignmentFlag.AlignBottom)
        grid.addWidget(heading, row, 0, 1, 2)
        for at, (text, command) in enumerate(self._rows(region), start=row + 1):
            grid.addWidget(KeyCap(look, self._keys(command), parent=self), at, 0)
            grid.addWidget(SafeLabel(text, "control"), at, 1)

    def _rows(self, region: str) -> list[tuple[str, Command]]:
        rows = []
        for command in COMMANDS.values():
            numbered = command.id.startswith(_NUMBERED)
            if command.region != region or not self._context.keymap.sequence(command.id):
                continue
            if not numbered:
                rows.append((command_title(command), command))
            elif command.id.endswith("_1"):
                words = {"answer_1": self.tr("Answer in the guide"), "panel_1": self.tr("Panel")}
                rows.append((words.get(command.id, self.tr("Act on an alert")), command))
        return rows

    def _keys(self, command: Command) -> str:
        caption = self._context.keymap.caption(command.id)
        if command.id.startswith(_NUMBERED):
            return caption + ("–3" if command.id.startswith("alert") else "–9")
        return caption

    def open(self) -> None:
        """Show it in the middle of the window."""
        if not self.isVisible():
            self._back = self.window().focusWidget()
        window, look = self._over, self._context.look
        # As large as its words are in this language, while the window has the room.
        wanted = self._inner.sizeHint() + _AROUND
        width = min(max(look.px(980), wanted.width()), window.width() - 32)
        height = min(max(look.px(464), wanted.height()), window.height() - 32)
        self.setGeometry((window.width() - width) // 2, (window.height() - height) // 2, width, height)
        self.show()
        self.raise_()
        self.setFocus()

    def close_layer(self) -> bool:
        """Close it if it is open and return the focus; say whether it was."""
        if not self.isVisible():
            return False
        self.hide()
        if self._back is not None and self._back.isVisible():
            self._back.setFocus()
        self._back = None
        return True

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.type() == QEvent.Type.KeyPress and event.key() in (Qt.Key.Key_Escape, Qt.Key.Key_F1):
            self.close_layer()
        else:
            super().keyPressEvent(event)
