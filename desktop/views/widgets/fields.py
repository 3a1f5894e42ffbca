"""A field for typing, with a spoken name; its text is plain by nature."""

from __future__ import annotations

from PySide6.QtWidgets import QLineEdit, QWidget

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
        look.reshaped.connect(self._on_reshaped)

    def _on_reshaped(self) -> None:
        self.setFixedHeight(self._look.px(32))
