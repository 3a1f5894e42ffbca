"""Focus and speech: a ring for painted items, what Tab may reach, announcements."""

from __future__ import annotations

from PySide6.QtCore import QRect, Qt
from PySide6.QtGui import QAccessible, QAccessibleAnnouncementEvent, QPainter, QPen
from PySide6.QtWidgets import QWidget

from desktop.views.safe_text import clean, plain
from desktop.views.theme.look import Look

_Politeness = QAccessible.AnnouncementPoliteness


def paint_focus(painter: QPainter, look: Look, rect: QRect, radius: float = 6.0) -> None:
    """Paint the 2 px ring inside a rectangle, for items of views and widgets that paint themselves."""
    painter.save()
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    painter.setPen(QPen(look.color("focus"), 2))
    painter.setBrush(Qt.BrushStyle.NoBrush)
    painter.drawRoundedRect(rect.toRectF().adjusted(1, 1, -1, -1), radius, radius)
    painter.restore()


def chain(root: QWidget) -> list[QWidget]:
    """Return what Tab may reach inside a widget, shown or not, in the order it was made."""
    policy, window = Qt.FocusPolicy.TabFocus, root.window()
    return [each for each in root.findChildren(QWidget) if each.focusPolicy() & policy and each.window() is window]


def announce(widget: QWidget, text: str, *, assertive: bool = False) -> None:
    """Have a screen reader say something: the ring assertively, the rest politely."""
    event = QAccessibleAnnouncementEvent(widget, clean(plain(text)))
    event.setPoliteness(_Politeness.Assertive if assertive else _Politeness.Polite)
    QAccessible.updateAccessibility(event)
