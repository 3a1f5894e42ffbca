"""Progress, painted on a label that keeps its sentence as text, so that assistive technology reads it."""

from __future__ import annotations

from PySide6.QtCore import QRectF, QSize, Qt
from PySide6.QtGui import QPainter, QPaintEvent
from PySide6.QtWidgets import QSizePolicy, QWidget

from desktop.views.safe_text import SafeLabel
from desktop.views.theme.look import Look

_BAR = 4


class Steps(SafeLabel):
    """The bar of a guide: one segment a step, colored done (good), current (accent), skipped (control) or to come."""

    def __init__(self, look: Look, parent: QWidget | None = None) -> None:
        super().__init__(parent=parent)
        self._look = look
        self._states: tuple[str, ...] = ()
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        look.changed.connect(self.update)

    def set_states(self, states: tuple[str, ...], sentence: str) -> None:
        """Show segments (`done`, `skipped`, `current`, `next`); the sentence says the same in words."""
        if states != self._states:
            self._states = states
            self.update()
        self.setText(sentence)

    def sizeHint(self) -> QSize:
        """A thin line."""
        return QSize(self._look.px(80), self._look.px(_BAR))

    def minimumSizeHint(self) -> QSize:
        """A thin line, however narrow."""
        return QSize(self._look.px(24), self._look.px(_BAR))

    def paintEvent(self, event: QPaintEvent) -> None:
        """Paint the segments from the reading side."""
        del event
        count = len(self._states)
        if not count:
            return
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(Qt.PenStyle.NoPen)
        gap = min(4.0, self.width() / (4 * count))
        width = (self.width() - gap * (count - 1)) / count
        colors = {"done": "good", "current": "accent_text", "skipped": "control"}
        for at, state in enumerate(self._states):
            place = count - 1 - at if self.isRightToLeft() else at
            painter.setBrush(self._look.color(colors.get(state, "line2")))
            painter.drawRoundedRect(QRectF(place * (width + gap), 0, width, self.height()), 2, 2)
