"""Placeholders for what has not come yet: still, gray, in the geometry of what they stand for."""

from __future__ import annotations

from PySide6.QtCore import QRect, QRectF, Qt
from PySide6.QtGui import QPainter

from desktop.views.theme.look import Look

SKELETON_DELAY_MS = 150
_WIDTHS = ((46, 82), (57, 69), (66, 82), (53, 75))


def paint_skeleton(
    painter: QPainter, look: Look, rect: QRect, row: int, *, disc: bool = False, rtl: bool = False
) -> None:
    """Paint one placeholder row in `rect`: two bars for rows of 44 px and more, one below; a disc where icons stand."""
    painter.save()
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    painter.setPen(Qt.PenStyle.NoPen)
    painter.setBrush(look.color("line"))
    left, usable = 0, rect.width()
    if disc:
        side = look.px(28)
        _fill(painter, rect, QRectF(0, (rect.height() - side) / 2, side, side), side / 2, rtl=rtl)
        left, usable = look.px(40), rect.width() - look.px(40)
    first, second = _WIDTHS[row % len(_WIDTHS)]
    high = look.px(8)
    if rect.height() < look.px(44):
        _fill(painter, rect, QRectF(left, (rect.height() - high) / 2, usable * first / 100, high), 4, rtl=rtl)
    else:
        top = (rect.height() - look.px(26)) / 2
        _fill(painter, rect, QRectF(left, top, usable * first / 100, high), 4, rtl=rtl)
        _fill(painter, rect, QRectF(left, top + look.px(18), usable * second / 100, high), 4, rtl=rtl)
    painter.restore()


def _fill(painter: QPainter, rect: QRect, bar: QRectF, radius: float, *, rtl: bool) -> None:
    x = rect.right() + 1 - bar.x() - bar.width() if rtl else rect.left() + bar.x()
    painter.drawRoundedRect(QRectF(x, rect.top() + bar.y(), bar.width(), bar.height()), radius, radius)
