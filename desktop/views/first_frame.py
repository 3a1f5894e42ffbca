"""What stands in the window while the workspace is still being imported: its grounds, where they will stay."""

from __future__ import annotations

from PySide6.QtCore import QRect
from PySide6.QtGui import QColor, QPainter, QPaintEvent
from PySide6.QtWidgets import QWidget

from desktop.views.agent.layout_class import layout_class
from desktop.views.theme.tokens import THEMES, scaled


class FirstFrame(QWidget):
    """The dark bar, the page and the status bar with nothing in them; it needs no font, no icon and no style sheet."""

    def __init__(self, theme: str, density: int, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._tokens, self._density = THEMES[theme], density

    def paintEvent(self, event: QPaintEvent) -> None:
        """Paint the three grounds."""
        del event
        painter, tokens = QPainter(self), self._tokens
        width, height = self.width(), self.height()
        bars = layout_class(width, height, self._density).bars
        bar, status = scaled(bars[0], self._density), scaled(bars[-1], self._density)
        below = height - status
        for rect, color in (
            (QRect(0, 0, width, bar), tokens.bar),
            (QRect(0, bar, width, below - bar), tokens.bg),
            (QRect(0, below, width, status), tokens.surface),
            (QRect(0, below, width, 1), tokens.line),
        ):
            painter.fillRect(rect, QColor(color))
