"""The button of one answer in the guide: its words are never cut, they take up to three lines."""

from __future__ import annotations

from PySide6.QtCore import QEvent, QRect, QSize, Qt, Signal
from PySide6.QtGui import QEnterEvent, QPainter, QPaintEvent
from PySide6.QtWidgets import QAbstractButton, QSizePolicy, QWidget

from desktop.views.safe_text import cell, directed, plain, set_tip
from desktop.views.theme.look import Look
from desktop.views.widgets.focus import paint_focus

_PAD = 12
_LINES = 3
_WRAP = Qt.TextFlag.TextWordWrap | Qt.AlignmentFlag.AlignVCenter


class AnswerButton(QAbstractButton):
    """One answer with its key at the end edge; `chosen` marks the answer given before.

    Signals: picked(int) = its number among the answers was clicked or its key pressed.
    """

    picked = Signal(int)

    def __init__(
        self, look: Look, number: int, key: str = "", *, height: int = 34, parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self._look, self.number, self._key, self._height = look, number, key, height
        self._words = ""
        self._heights: dict[int, int] = {}
        self.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        self.setCursor(Qt.CursorShape.PointingHandCursor)
        policy = QSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Minimum)
        policy.setHeightForWidth(True)
        self.setSizePolicy(policy)
        self.clicked.connect(self._on_clicked)
        look.reshaped.connect(self._on_reshaped)

    @property
    def words(self) -> str:
        """The answer as shown."""
        return self._words

    @property
    def key(self) -> str:
        """The key printed on it."""
        return self._key

    def show_answer(self, label: str, *, chosen: bool, key: str | None = None) -> None:
        """Show an answer; `chosen` when it is the one given."""
        words = cell(label)
        if key is not None and key != self._key:
            self._key = key
            self._measure_again()
        if words != self._words:
            self._words = words
            self._measure_again()
            set_tip(self, words if len(words) > 60 else "")
        name = plain(words) if not chosen else self.tr("{answer}, chosen").format(answer=plain(words))
        self.setAccessibleName(name)
        self.setCheckable(chosen)
        self.setChecked(chosen)
        self.update()

    def press(self) -> None:
        """What its key does: the same as a click, and nothing while it is not on offer."""
        if self.isEnabled() and not self.isHidden():
            self.click()

    def _on_clicked(self) -> None:
        self.picked.emit(self.number)

    def _on_reshaped(self) -> None:
        self._measure_again()
        self.update()

    def _measure_again(self) -> None:
        self._heights.clear()
        self.updateGeometry()

    def enterEvent(self, event: QEnterEvent) -> None:
        super().enterEvent(event)
        self.update()

    def leaveEvent(self, event: QEvent) -> None:
        super().leaveEvent(event)
        self.update()

    def _cap_width(self) -> int:
        if not self._key:
            return 0
        return self._look.width("micro", self._key) + self._look.px(10)

    def _text_width(self, width: int) -> int:
        cap = self._cap_width()
        return max(20, width - 2 * self._look.px(_PAD) - (cap + self._look.px(8) if cap else 0))

    def _text_height(self, width: int) -> int:
        metrics = self._look.metrics("control_strong")
        tall = metrics.boundingRect(QRect(0, 0, self._text_width(width), 10_000), int(_WRAP), self._words).height()
        return min(tall, _LINES * metrics.lineSpacing())

    def hasHeightForWidth(self) -> bool:
        return True

    def heightForWidth(self, width: int) -> int:
        """How high its words need it to be; a layout asks dozens of times for one width."""
        height = self._heights.get(width)
        if height is None:
            height = max(self._look.px(self._height), self._text_height(width) + self._look.px(self._height - 20))
            self._heights[width] = height
        return height

    def sizeHint(self) -> QSize:
        return QSize(self._look.px(200), self.heightForWidth(self.width() or self._look.px(200)))

    def minimumSizeHint(self) -> QSize:
        return QSize(self._look.px(90), self._look.px(self._height))

    def paintEvent(self, event: QPaintEvent) -> None:
        del event
        look, painter = self._look, QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        fill = "line" if self.isDown() else "sunken" if self.underMouse() and self.isEnabled() else "surface"
        edge = "accent_text" if self.isChecked() else "line2" if self.isEnabled() else "line"
        painter.setBrush(look.color("accent_soft" if self.isChecked() else fill))
        painter.setPen(look.color(edge))
        painter.drawRoundedRect(self.rect().toRectF().adjusted(0.5, 0.5, -0.5, -0.5), look.px(6), look.px(6))
        self._paint_words(painter)
        if self._key:
            self._paint_cap(painter)
        if self.hasFocus():
            paint_focus(painter, look, self.rect())

    def _paint_words(self, painter: QPainter) -> None:
        look, pad = self._look, self._look.px(_PAD)
        width = self._text_width(self.width())
        left = self.width() - pad - width if self.isRightToLeft() else pad
        side = Qt.AlignmentFlag.AlignRight if self.isRightToLeft() else Qt.AlignmentFlag.AlignLeft
        ink = "text3" if not self.isEnabled() else "accent_text" if self.isChecked() else "text"
        painter.setPen(look.color(ink))
        painter.setFont(look.font("control_strong"))
        box = QRect(left, 0, width, self.height())
        painter.drawText(
            box,
            int(_WRAP | side | Qt.AlignmentFlag.AlignAbsolute),
            directed(self._words, mirrored=self.isRightToLeft()),
        )

    def _paint_cap(self, painter: QPainter) -> None:
        look, width, height = self._look, self._cap_width(), self._look.px(18)
        pad = look.px(8)
        left = pad if self.isRightToLeft() else self.width() - pad - width
        box = QRect(left, (self.height() - height) // 2, width, height)
        painter.setPen(look.color("line2" if self.isEnabled() else "line"))
        painter.setBrush(look.color("sunken"))
        painter.drawRoundedRect(box.toRectF().adjusted(0.5, 0.5, -0.5, -0.5), 4, 4)
        painter.setPen(look.color("text2" if self.isEnabled() else "text3"))
        painter.setFont(look.font("micro"))
        painter.drawText(box, int(Qt.AlignmentFlag.AlignCenter), directed(self._key, mirrored=self.isRightToLeft()))
