"""Paints the cells of a panel: 32-pixel rows, a hairline under each, tones as text, amounts at the end."""

from __future__ import annotations

from PySide6.QtCore import QRect, Qt
from PySide6.QtGui import QPainter
from PySide6.QtWidgets import QStyle, QStyleOptionViewItem

from desktop.views.agent.panel_models import Cell, CellRole
from desktop.views.agent.row_delegate import Index, RowDelegate
from desktop.views.agent.row_views import RowsView

ROW_HEIGHT = 32

_BARS = (0.72, 0.56, 0.64)
_TONES = {"muted": "text2"}


class PanelDelegate(RowDelegate):
    """Fixed height; a cell without words is a skeleton."""

    row_height = ROW_HEIGHT

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        painter.save()
        painter.setLayoutDirection(option.direction)
        cell = index.data(CellRole.CELL)
        right = bool(index.data(Qt.ItemDataRole.TextAlignmentRole) & Qt.AlignmentFlag.AlignTrailing)
        self._ground(painter, option, index)
        pad = self._look.px(8)
        inner = option.rect.adjusted(pad, 0, -pad, 0)
        if cell is None:
            self._skeleton(painter, inner, index, right=right)
        else:
            self._cell(painter, inner, cell, right=right, toned=bool(index.data(CellRole.TONE)))
        line = QRect(option.rect.left(), option.rect.bottom(), option.rect.width(), 1)
        painter.fillRect(line, self._look.color("line"))
        painter.restore()

    def _ground(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        tone = index.data(CellRole.TONE)
        if tone:
            painter.fillRect(option.rect, self._look.color(f"{tone}_soft"))
        if option.state & QStyle.StateFlag.State_Selected:
            painter.fillRect(option.rect, self._look.color("accent_soft"))
        elif not tone and isinstance(option.widget, RowsView) and option.widget.lit == index.row():
            painter.fillRect(option.rect, self._look.color("sunken"))
        if index.column() == 0 and index.data(CellRole.CHANGED):
            mark = QRect(option.rect.left(), option.rect.top(), 2, option.rect.height())
            painter.fillRect(QStyle.visualRect(option.direction, option.rect, mark), self._look.color("accent_text"))

    def _cell(self, painter: QPainter, inner: QRect, cell: Cell, *, right: bool, toned: bool) -> None:
        tone = _TONES.get(cell.tone, cell.tone)
        strong = toned or cell.strong or cell.tone not in ("", "muted")
        role = "control_strong" if strong else "control"
        self._draw.text(painter, inner, inner, cell.text, role, tone, right=right)

    def _skeleton(self, painter: QPainter, inner: QRect, index: Index, *, right: bool) -> None:
        share = _BARS[(index.row() + index.column()) % len(_BARS)]
        width, height = int(inner.width() * share), self._look.px(9)
        left = inner.right() - width if right else inner.left()
        top = inner.top() + (inner.height() - height) // 2
        self._draw.skeleton(painter, inner, QRect(left, top, width, height))
