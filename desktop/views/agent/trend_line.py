"""Scores over time as a small line, painted on a label that keeps its sentence as text."""

from __future__ import annotations

from itertools import pairwise

from PySide6.QtCore import QLineF, QPointF, QSize
from PySide6.QtGui import QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QSizePolicy, QWidget

from desktop.views.agent.feedback_words import Trend
from desktop.views.safe_text import SafeLabel, set_tip
from desktop.views.theme.look import Look

_WIDTH, _HEIGHT, _PAD = 84, 24, 4


class TrendLine(SafeLabel):
    """From the oldest score to the latest, which has a dot; the whole scale is the whole height."""

    def __init__(self, look: Look, parent: QWidget | None = None) -> None:
        super().__init__(parent=parent)
        self._look = look
        self._points: tuple[float, ...] = ()
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)
        look.reshaped.connect(self._on_reshaped)
        self._on_reshaped()
        self.hide()

    def show_trend(self, trend: Trend) -> None:
        """Show a trend; nothing where there is none."""
        self._points = trend.points
        self.setText(trend.words)
        set_tip(self, trend.words)
        self.setVisible(bool(trend.points))
        self.update()

    def sizeHint(self) -> QSize:
        """Small enough for the line above the rows."""
        return QSize(self._look.px(_WIDTH), self._look.px(_HEIGHT))

    def minimumSizeHint(self) -> QSize:
        """As large as it is drawn."""
        return self.sizeHint()

    def paintEvent(self, event: QPaintEvent) -> None:
        """Paint the ends of the scale, the line, and the latest score."""
        del event
        if len(self._points) < 2:
            return
        painter = QPainter(self)
        for y in (_PAD, self.height() - _PAD):
            painter.fillRect(0, y, self.width(), 1, self._look.color("line"))
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        spots = self._spots()
        ink = self._look.color("accent_text")
        painter.setPen(QPen(ink, 2))
        painter.drawLines([QLineF(one, other) for one, other in pairwise(spots)])
        painter.setBrush(ink)
        painter.drawEllipse(spots[-1], 2.5, 2.5)

    def _spots(self) -> list[QPointF]:
        wide, high = self.width() - 2 * _PAD, self.height() - 2 * _PAD
        step = wide / (len(self._points) - 1)
        spots = [QPointF(_PAD + at * step, _PAD + (1 - point) * high) for at, point in enumerate(self._points)]
        return [QPointF(self.width() - spot.x(), spot.y()) for spot in spots] if self.isRightToLeft() else spots

    def _on_reshaped(self) -> None:
        self.setFixedSize(self.sizeHint())
        self.update()
