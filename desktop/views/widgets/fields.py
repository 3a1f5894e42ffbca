"""Fields for typing and choosing, each with a spoken name; texts are plain by nature."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtGui import QPainter, QPaintEvent
from PySide6.QtWidgets import QComboBox, QLineEdit, QPlainTextEdit, QWidget

from desktop.views.theme.look import Look


class LineField(QLineEdit):
    """One line; `name` is what a screen reader says, the placeholder is only a hint. Esc never clears it."""

    def __init__(
        self, look: Look, name: str, hint: str = "", *, on_bar: bool = False, parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self._look = look
        self.setProperty("field", "bar" if on_bar else "true")
        self.setAccessibleName(name)
        self.setPlaceholderText(hint)
        self.setFixedHeight(look.px(32))
        look.changed.connect(self._on_look_changed)

    def _on_look_changed(self) -> None:
        self.setFixedHeight(self._look.px(32))


class TextField(QPlainTextEdit):
    """Several lines of plain text; Tab leaves it."""

    def __init__(self, name: str, hint: str = "", parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setProperty("field", "true")
        self.setAccessibleName(name)
        self.setPlaceholderText(hint)
        self.setTabChangesFocus(True)


class ChoiceField(QComboBox):
    """A closed list, with an arrow in the theme's color."""

    def __init__(self, look: Look, name: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._look = look
        self.setProperty("field", "true")
        self.setAccessibleName(name)
        self.setFixedHeight(look.px(32))
        look.changed.connect(self._on_look_changed)

    def paintEvent(self, event: QPaintEvent) -> None:
        """Paint the box, then the arrow at its end."""
        super().paintEvent(event)
        side = self._look.px(16)
        inset = self._look.px(8)
        x = inset if self.layoutDirection() is Qt.LayoutDirection.RightToLeft else self.width() - inset - side
        pixmap = self._look.pixmap("chevron-down", "text2", 16, self)
        QPainter(self).drawPixmap(x, (self.height() - side) // 2, pixmap)

    def _on_look_changed(self) -> None:
        self.setFixedHeight(self._look.px(32))
