"""The slanted band that marks practice and demo calls."""

from __future__ import annotations

from PySide6.QtCore import QPoint, QRect, Qt
from PySide6.QtGui import QColor, QPainter, QPolygon


def paint_stripes(painter: QPainter, color: QColor, rect: QRect, height: int) -> None:
    """Paint the slanted band of practice and demo calls along the upper edge."""
    bottom, top, step = rect.top() + height, rect.top(), height * 4
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    painter.setPen(Qt.PenStyle.NoPen)
    painter.setBrush(color)
    for x in range(rect.left() - step, rect.right() + step, step):
        half = step // 2
        painter.drawPolygon(
            QPolygon(
                [QPoint(x, bottom), QPoint(x + half, bottom), QPoint(x + half + height, top), QPoint(x + height, top)]
            )
        )
