"""Focus and speech: a ring for painted items, what Tab may reach, announcements."""

from __future__ import annotations

from PySide6.QtCore import QRect, Qt
from PySide6.QtGui import QPainter, QPen
from PySide6.QtWidgets import QApplication, QLayout, QScrollArea, QSplitter, QWidget

from desktop.views.safe_text import clean, plain
from desktop.views.theme.look import Look


def paint_focus(painter: QPainter, look: Look, rect: QRect, radius: float = 6.0) -> None:
    """Paint the 2 px ring inside a rectangle, for items of views and widgets that paint themselves."""
    painter.save()
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    painter.setPen(QPen(look.color("focus"), 2))
    painter.setBrush(Qt.BrushStyle.NoBrush)
    painter.drawRoundedRect(rect.toRectF().adjusted(1, 1, -1, -1), radius, radius)
    painter.restore()


def focused_in(widget: QWidget) -> QWidget | None:
    """Return what has the focus, in whichever of our windows; where none is active, what would have it here."""
    return QApplication.focusWidget() or widget.window().focusWidget()


def go_to(widget: QWidget, reason: Qt.FocusReason = Qt.FocusReason.OtherFocusReason) -> None:
    """Give a widget the focus; where another of our windows has it, the one of the widget comes forward."""
    widget.setFocus(reason)
    window, active = widget.window(), QApplication.activeWindow()
    if active is not None and active is not window:
        window.activateWindow()


def chain(root: QWidget) -> list[QWidget]:
    """Return what Tab may reach of a widget and inside it, shown or not, in the order it is read."""
    policy, window = Qt.FocusPolicy.TabFocus, root.window()
    every = (root, *root.findChildren(QWidget))
    return [each for each in every if each.focusPolicy() & policy and each.window() is window]


def read_as_laid_out(root: QWidget, *, deep: bool = False) -> None:
    """Let a screen reader meet what a widget holds in the order of its layout, not of its making.

    `deep` means everything below as well: once, when a page is built.

    No item of a layout is looked at: PySide keeps what it makes of one for as long as the layout lives, while Qt drops
    the item when its widget leaves. The next widget in that place in memory would be taken for the item: a crash.
    (`addLayout` with a layout that is already filled makes such objects, too.)
    """
    inner = root.widget() if isinstance(root, QScrollArea) else None
    root = inner or root
    placed = _placed(root)
    if [each for each in root.children() if each in placed] != placed:
        for widget in placed:
            # What lies on top of its siblings is the last of them, and nothing here lies on anything.
            widget.raise_()
    for widget in placed if deep else ():
        read_as_laid_out(widget, deep=True)


def _placed(root: QWidget) -> list[QWidget]:
    if isinstance(root, QSplitter):
        parts = [root.widget(at) for at in range(root.count())]
        return [part for part in parts if part is not None]
    layout = root.layout()
    return [] if layout is None else _in_layout(layout, root)


def _in_layout(layout: QLayout, root: QWidget) -> list[QWidget]:
    direct = root.findChildren(QWidget, options=Qt.FindChildOption.FindDirectChildrenOnly)
    found = {layout.indexOf(widget): [widget] for widget in direct}
    for inner in layout.children():
        if isinstance(inner, QLayout):
            found[layout.indexOf(inner)] = _in_layout(inner, root)
    found.pop(-1, None)
    return [widget for at in sorted(found) for widget in found[at]]


def announce(widget: QWidget, text: str, *, assertive: bool = False) -> None:
    """Have a screen reader say something: the ring assertively, the rest politely."""
    # PySide makes these types when they are first named, all their enumerations with them: not before the first paint.
    from PySide6.QtGui import QAccessible, QAccessibleAnnouncementEvent  # noqa: PLC0415 - see above

    politeness = QAccessible.AnnouncementPoliteness
    event = QAccessibleAnnouncementEvent(widget, clean(plain(text)))
    event.setPoliteness(politeness.Assertive if assertive else politeness.Polite)
    QAccessible.updateAccessibility(event)
