"""The stages of a customer's journey as one calm line, painted on a label that keeps its sentence as text."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QRect, QSize, Qt
from PySide6.QtGui import QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QSizePolicy, QStyle, QWidget

from desktop.call.journey import StageSum
from desktop.views.agent.painting import Brushwork
from desktop.views.format import Formats
from desktop.views.safe_text import SafeLabel, set_tip
from desktop.views.theme.look import Look

HEIGHT = 60
_DOT, _TOP = 10, 6


class JourneyStrip(SafeLabel):
    """A dot for each stage: filled where something happened, hollow where not; what hurt has a sign and a number."""

    def __init__(self, look: Look, formats: Formats, parent: QWidget | None = None) -> None:
        super().__init__(parent=parent)
        self._look, self._formats = look, formats
        self._draw = Brushwork(look)
        self._sums: tuple[StageSum, ...] = ()
        self._names: tuple[str, ...] = ()
        self._none = ""
        self.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Fixed)
        look.reshaped.connect(self._on_reshaped)
        self._on_reshaped()

    def show_stages(self, sums: Sequence[StageSum], names: Sequence[str], none: str, sentence: str) -> None:
        """Show the stages in their order; `none` stands under one without a touchpoint, the sentence says it all."""
        self._sums, self._names, self._none = tuple(sums), tuple(names), none
        self.setText(sentence)
        set_tip(self, sentence)
        self.update()

    def sizeHint(self) -> QSize:
        """As wide as there is room, of a fixed height."""
        return QSize(self._look.px(240), self._look.px(HEIGHT))

    def minimumSizeHint(self) -> QSize:
        """However narrow."""
        return QSize(0, self._look.px(HEIGHT))

    def paintEvent(self, event: QPaintEvent) -> None:
        """Paint line and dots, then what stands under each."""
        del event
        count = len(self._sums)
        if not count:
            return
        painter = QPainter(self)
        painter.setLayoutDirection(self.layoutDirection())
        width = self.width() // count
        dot, middle = self._look.px(_DOT), self._look.px(_TOP) + self._look.px(_DOT) // 2
        line = QRect(dot // 2, middle, width * (count - 1), 1)
        painter.fillRect(self._mirrored(line), self._look.color("line2"))
        for at, each in enumerate(self._sums):
            box = QRect(at * width, 0, width - self._look.px(8), self.height())
            self._dot(painter, box, each)
            self._words(painter, box, each, self._names[at])

    def _dot(self, painter: QPainter, box: QRect, each: StageSum) -> None:
        side = self._look.px(_DOT)
        color = self._look.color("accent_text" if each.count else "control")
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(QPen(color, 1.5))
        painter.setBrush(color if each.count else self._look.color("surface"))
        painter.drawEllipse(self._mirrored(QRect(box.left(), self._look.px(_TOP), side, side)).adjusted(1, 1, -1, -1))

    def _words(self, painter: QPainter, box: QRect, each: StageSum, name: str) -> None:
        px, within = self._look.px, self.rect()
        tone = "" if each.count else "text3"
        self._draw.text(painter, within, QRect(box.left(), px(20), box.width(), px(18)), name, "meta_strong", tone)
        number = self._formats.number(each.count) if each.count else self._none
        line = QRect(box.left(), px(38), box.width(), px(18))
        self._draw.text(painter, within, line, number, "meta", "text2")
        if each.pains:
            left = box.left() + self._draw.look.width("meta", number) + px(10)
            icon = QRect(left, px(40), px(14), px(14))
            self._draw.icon(painter, within, icon, "triangle-alert", "bad", self)
            words = QRect(icon.right() + px(4), px(38), px(40), px(18))
            self._draw.text(painter, within, words, self._formats.number(each.pains), "meta_strong", "bad")

    def _mirrored(self, rect: QRect) -> QRect:
        return QStyle.visualRect(self.layoutDirection(), self.rect(), rect)

    def _on_reshaped(self) -> None:
        self.setFixedHeight(self._look.px(HEIGHT))
        self.setAlignment(Qt.AlignmentFlag.AlignLeft)
        self.update()
