"""A ring with the step's number around a control: it lies around it, never on it, and no click ends at it."""

from __future__ import annotations

from PySide6.QtCore import QPoint, QRect, QSize, Qt
from PySide6.QtGui import QPainter, QPaintEvent, QPen, QRegion
from PySide6.QtWidgets import QWidget

from desktop.views.safe_text import SafeLabel
from desktop.views.theme.look import Look

_EDGE = 2
_AROUND = 3
_BADGE = 18
_ABOVE = 5


def in_sight(widget: QWidget, window: QWidget) -> QRect:
    """Return where a widget is seen in its window; empty where it is hidden or scrolled away."""
    if not widget.isVisible() or not window.isAncestorOf(widget):
        return QRect()
    rect, at = widget.rect(), widget
    while at is not window and (parent := at.parentWidget()) is not None:
        rect = rect.translated(at.pos()) & parent.rect()
        at = parent
    return rect


class TourRing(SafeLabel):
    """Owned by the window, over everything but the layers an agent opens; not moved but by `surround`."""

    def __init__(self, look: Look, window: QWidget) -> None:
        super().__init__(parent=window)
        self._look, self._window = look, window
        self._number = ""
        self._on_bar = self._on_top = False
        self._around = QRect()
        self.setAttribute(Qt.WidgetAttribute.WA_TransparentForMouseEvents)
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        look.changed.connect(self.update)
        self.hide()

    def surround(self, rect: QRect, number: str = "", *, on_bar: bool = False, on_top: bool = False) -> None:
        """Lie around this part of the window, its number before it or on top of it; an empty one hides the ring."""
        if rect.isEmpty():
            self._around = QRect()
            self.hide()
            return
        if (rect, number, on_bar) == (self._around, self._number, self._on_bar) and self.isVisible():
            return
        self._around, self._number, self._on_bar, self._on_top = rect, number, on_bar, on_top
        out = _AROUND + _EDGE
        ring = rect.adjusted(-out, -out, out, out) & self._window.rect()
        badge = self._badge(ring)
        whole = ring.united(badge)
        self.setGeometry(whole)
        inner = (rect & ring.adjusted(_EDGE, _EDGE, -_EDGE, -_EDGE)).translated(-whole.topLeft())
        self.setMask(
            QRegion(self.rect()).subtracted(QRegion(inner)).united(QRegion(badge.translated(-whole.topLeft())))
        )
        self.show()
        self.raise_()
        self.update()

    def _badge(self, ring: QRect) -> QRect:
        """Return where the number stands: beside the ring, where no text is."""
        size = self._look.px(_BADGE)
        box = QRect(QPoint(), QSize(size, size))
        edge = ring.right() + _AROUND if self._window.isRightToLeft() else ring.left() - _AROUND
        box.moveCenter(
            QPoint(ring.center().x(), ring.top() - _ABOVE) if self._on_top else QPoint(edge, ring.center().y())
        )
        box.moveLeft(max(0, min(box.left(), self._window.width() - size)))
        return box

    def paintEvent(self, event: QPaintEvent) -> None:
        """Paint the ring, then the number on its corner."""
        del event
        look, out = self._look, _AROUND + _EDGE
        ring = self._around.adjusted(-out, -out, out, out) & self._window.rect()
        badge = self._badge(ring).translated(-self.pos())
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        color = look.color("bar_focus" if self._on_bar else "accent")
        painter.setPen(QPen(color, _EDGE))
        painter.drawRoundedRect(ring.translated(-self.pos()).toRectF().adjusted(1, 1, -1, -1), 8, 8)
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(color)
        painter.drawEllipse(badge)
        painter.setPen(look.color("bar" if self._on_bar else "on_accent"))
        painter.setFont(look.font("micro"))
        painter.drawText(badge, int(Qt.AlignmentFlag.AlignCenter), self._number)
