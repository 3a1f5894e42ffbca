"""The small list that shows what ;abbr may become while it is typed: it takes no focus and moves nothing."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QPoint, QRect, Qt, Signal
from PySide6.QtGui import QMouseEvent, QPainter, QPaintEvent
from PySide6.QtWidgets import QFrame, QWidget

from desktop.call.quick_texts import QuickOption
from desktop.views.safe_text import cell, elide
from desktop.views.theme.look import Look
from desktop.views.widgets.focus import announce

MOST = 5
_WIDTH, _ROW, _FOOT, _PAD = 360, 26, 24, 6


class QuickList(QFrame):
    """At most five rows under the line that is typed; `chosen` is the row that Enter takes, none until it is opened.

    Signals: picked(int) = a row was clicked.
    """

    picked = Signal(int)

    def __init__(self, look: Look, key: str, parent: QWidget) -> None:
        super().__init__(parent)
        self._look, self._key, self._over = look, key, parent
        self.options: tuple[QuickOption, ...] = ()
        self.chosen: int | None = None
        self.setProperty("card", "sheet")
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.setAccessibleName(self.tr("Quick texts"))
        self.hide()

    def show_options(self, options: Sequence[QuickOption], caret: QRect) -> None:
        """Show these beside the caret, given in the window; below it where there is room, else above."""
        self.options = tuple(options[:MOST])
        if self.chosen is not None:
            self.chosen = min(self.chosen, len(self.options) - 1)
        px, window = self._look.px, self._over
        height = px(_ROW) * len(self.options) + px(_FOOT) + px(_PAD)
        width = min(px(_WIDTH), window.width() - 16)
        left = max(8, min(caret.left(), window.width() - width - 8))
        below = caret.bottom() + px(4)
        top = below if below + height <= window.height() - 8 else caret.top() - height - px(4)
        self.setGeometry(left, max(8, top), width, height)
        self.show()
        self.raise_()
        self.update()

    def choose(self, row: int) -> None:
        """Mark a row, the first time for somebody who cannot see it, too."""
        self.chosen = row % len(self.options)
        option = self.options[self.chosen]
        announce(self, f"{option.abbr}, {option.text}")
        self.update()

    def close_list(self) -> bool:
        """Close it; say whether it was open."""
        was = self.isVisible()
        self.chosen = None
        self.hide()
        return was

    def mousePressEvent(self, event: QMouseEvent) -> None:
        row = int(event.position().y() - self._look.px(_PAD) / 2) // self._look.px(_ROW)
        if 0 <= row < len(self.options):
            self.picked.emit(row)

    def paintEvent(self, event: QPaintEvent) -> None:
        super().paintEvent(event)
        painter = QPainter(self)
        px = self._look.px
        for number, option in enumerate(self.options):
            self._paint_row(
                painter,
                QRect(px(6), px(_PAD) // 2 + number * px(_ROW), self.width() - px(12), px(_ROW)),
                number,
                option,
            )
        box = QRect(px(14), self.height() - px(_FOOT) - 2, self.width() - px(28), px(_FOOT))
        hint = self.tr("Space expands    {key} choose    Esc close").format(key=self._key)
        if self.chosen is not None:
            hint = self.tr("1–5 or ↑ ↓ ↵ choose    Esc close")
        self._text(painter, box, hint, "meta", "text2")

    def _paint_row(self, painter: QPainter, box: QRect, number: int, option: QuickOption) -> None:
        px, marked = self._look.px, number == self.chosen
        ink = "accent_text" if marked else "text"
        if marked:
            painter.setRenderHint(QPainter.RenderHint.Antialiasing)
            painter.setPen(Qt.PenStyle.NoPen)
            painter.setBrush(self._look.color("accent_soft"))
            painter.drawRoundedRect(box, 4, 4)
        digit = px(16) if self.chosen is not None else 0
        place = box.adjusted(px(8), 0, -px(8), 0)
        if digit:
            self._text(painter, QRect(place.topLeft(), box.size()), str(number + 1), "meta", "text2")
        name = QRect(place.topLeft() + QPoint(digit, 0), box.size())
        name.setWidth(px(84))
        self._text(painter, name, f";{option.abbr}", "meta_strong", ink)
        rest = QRect(place)
        rest.setLeft(name.right() + px(4))
        self._text(painter, rest, cell(option.text), "meta", ink if marked else "text2")

    def _text(self, painter: QPainter, box: QRect, text: str, role: str, tone: str) -> None:
        painter.setFont(self._look.font(role))
        painter.setPen(self._look.color(tone))
        mirrored = self.layoutDirection() == Qt.LayoutDirection.RightToLeft
        place = QRect(self.width() - box.right() - 1, box.top(), box.width(), box.height()) if mirrored else box
        side = Qt.AlignmentFlag.AlignRight if mirrored else Qt.AlignmentFlag.AlignLeft
        flags = side | Qt.AlignmentFlag.AlignAbsolute | Qt.AlignmentFlag.AlignVCenter | Qt.TextFlag.TextSingleLine
        painter.drawText(place, int(flags), elide(painter.fontMetrics(), text, place.width()))
