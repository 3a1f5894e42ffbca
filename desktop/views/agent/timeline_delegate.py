"""Paints a row of the timeline: icon on its thread, title, one line, when, one tag; 52 pixels high."""

from __future__ import annotations

from PySide6.QtCore import QRect, Qt
from PySide6.QtGui import QPainter
from PySide6.QtWidgets import QStyle, QStyleOptionViewItem, QWidget

from desktop.views.agent.row_delegate import Index, RowDelegate
from desktop.views.agent.timeline_model import TimelineRole, TimelineRow

ROW_HEIGHT = 52

_BARS = ((0.42, 0.74), (0.52, 0.62), (0.60, 0.74))


class TimelineDelegate(RowDelegate):
    """Fixed height, everything measured once; a row without words is a skeleton."""

    row_height = ROW_HEIGHT

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        painter.save()
        painter.setLayoutDirection(option.direction)
        row = index.data(TimelineRole.ROW)
        rows = index.model().rowCount()
        if row is None:
            self._skeleton(painter, option.rect, index.row())
        else:
            self._ground(painter, option)
            self._thread(painter, option.rect, first=index.row() == 0, last=index.row() == rows - 1)
            self._bubble(painter, option.rect, row, option.widget)
            self._words(painter, option.rect, row)
        painter.restore()

    def _ground(self, painter: QPainter, option: QStyleOptionViewItem) -> None:
        if option.state & QStyle.StateFlag.State_Selected:
            painter.fillRect(option.rect, self._look.color("accent_soft"))
        elif option.state & QStyle.StateFlag.State_MouseOver:
            painter.fillRect(option.rect, self._look.color("sunken"))

    def _bubble_at(self, rect: QRect) -> QRect:
        side = self._look.px(26)
        return QRect(rect.left() + self._look.px(12), rect.top() + (rect.height() - side) // 2, side, side)

    def _thread(self, painter: QPainter, rect: QRect, *, first: bool, last: bool) -> None:
        """The line that ties the rows together stops where they do."""
        bubble = self._bubble_at(rect)
        x = bubble.center().x()
        top = bubble.center().y() if first else rect.top()
        bottom = bubble.center().y() if last else rect.bottom() + 1
        at = QRect(x, top, max(1, self._look.px(1)), bottom - top)
        painter.fillRect(QStyle.visualRect(painter.layoutDirection(), rect, at), self._look.color("line"))

    def _bubble(self, painter: QPainter, rect: QRect, row: TimelineRow, on: QWidget | None) -> None:
        at = self._bubble_at(rect)
        tone = row.tone or "plain"
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        plain = tone == "plain"
        painter.setBrush(self._look.color("bg" if plain else f"{tone}_soft"))
        ink = {"plain": "text2", "accent": "accent_text"}.get(tone, tone)
        edged = self._look.tokens.strong
        painter.setPen(self._look.color(ink) if edged else Qt.PenStyle.NoPen)
        painter.drawEllipse(QStyle.visualRect(painter.layoutDirection(), rect, at))
        inset = self._look.px(6)
        self._draw.icon(painter, rect, at.adjusted(inset, inset, -inset, -inset), row.icon, ink, on)

    def _words(self, painter: QPainter, rect: QRect, row: TimelineRow) -> None:
        px = self._look.px
        left = rect.left() + px(48)
        right = rect.right() - px(12)
        upper, lower, height = rect.top() + px(7), rect.top() + px(27), px(18)
        when = self._draw.look.width("meta", row.when) + 2
        self._draw.text(painter, rect, QRect(right - when, upper, when, height), row.when, "meta", "text2", right=True)
        title = QRect(left, upper, right - when - px(12) - left, height)
        self._draw.text(painter, rect, title, row.title, "control_strong")
        end = right
        if row.tag:
            width = min(self._draw.tag_width(row.tag), (right - left) // 2)
            self._draw.tag(painter, rect, QRect(right - width, lower, width, height), row.tag, row.tag_tone)
            end = right - width - px(12)
        self._draw.text(painter, rect, QRect(left, lower, end - left, height), row.line, "meta", "text2")

    def _skeleton(self, painter: QPainter, rect: QRect, number: int) -> None:
        px = self._look.px
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(self._look.color("line"))
        painter.drawEllipse(QStyle.visualRect(painter.layoutDirection(), rect, self._bubble_at(rect)))
        left, wide = rect.left() + px(48), rect.width() - px(60)
        first, second = _BARS[number % len(_BARS)]
        self._draw.skeleton(painter, rect, QRect(left, rect.top() + px(12), int(wide * first), px(9)))
        self._draw.skeleton(painter, rect, QRect(left, rect.top() + px(31), int(wide * second), px(9)))
