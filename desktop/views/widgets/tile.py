"""A figure of the customer header: caption and age above, value with its scale and change below, width reserved."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum

from PySide6.QtCore import QSize
from PySide6.QtGui import QPainter, QPaintEvent
from PySide6.QtWidgets import QSizePolicy, QWidget

from desktop.views.safe_text import SafeLabel, cell, directed, plain, set_tip
from desktop.views.theme.look import Look

Ink = tuple[str, str, str]
FIGURE_ROLES = ("figure", "card_title", "control_strong", "micro")
_PAD = 10
_GAP = 5


class TileState(StrEnum):
    """What is known of a figure; each looks different without color."""

    EMPTY = "empty"
    PENDING = "pending"
    KNOWN = "known"
    NONE = "none"
    FAILED = "failed"


@dataclass(frozen=True, slots=True)
class TileValue:
    """What a tile shows: `scale` as "of 10", `change` as "-3" with the tone it deserves, `age` where not live."""

    state: TileState = TileState.EMPTY
    value: str = ""
    scale: str = ""
    change: str = ""
    change_tone: str = "text2"
    age: str = ""
    word: str = ""
    sentence: str = ""


class ScoreTile(SafeLabel):
    """One figure; as wide as the widest value it is made for, so that nothing moves when the data comes.

    The `first` of a row stands at its edge: no line parts it from anything.
    """

    def __init__(
        self, look: Look, caption: str, widest: TileValue, parent: QWidget | None = None, *, first: bool = False
    ) -> None:
        super().__init__(parent=parent)
        self._look, self._caption, self._widest, self._first = look, caption, widest, first
        self._value = TileValue()
        self._waited = False
        self._compact = False
        self._room: QSize | None = None
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)
        look.reshaped.connect(self._on_reshaped)

    @property
    def value(self) -> TileValue:
        """Return what is shown."""
        return self._value

    def set_value(self, value: TileValue) -> None:
        """Show a value; the sentence is what assistive technology reads and the tooltip says."""
        if value == self._value:
            return
        self._value = value
        said = value.value if value.state is TileState.KNOWN else value.word
        sentence = value.sentence or " ".join(part for part in (self._caption, said) if part)
        self.setText(sentence)
        set_tip(self, plain(self.text()))
        self.update()

    def set_waited(self, waited: bool) -> None:
        """Say that waiting has lasted long enough to show a placeholder."""
        if waited != self._waited:
            self._waited = waited
            self.update()

    def set_compact(self, compact: bool) -> None:
        """Put caption and value on one line, for the short header."""
        if compact != self._compact:
            self._compact = compact
            self._on_reshaped()

    def sizeHint(self) -> QSize:
        """The reserved room; measured once, since every layout of the header asks for it."""
        if self._room is None:
            self._room = self._reserved()
        return self._room

    def _pad(self) -> int:
        return 0 if self._first else self._look.px(_PAD)

    def _reserved(self) -> QSize:
        look = self._look
        meta = look.metrics("meta")
        caption = meta.horizontalAdvance(self._caption)
        age = meta.horizontalAdvance(self._widest.age)
        caption += age + look.px(_GAP) if age else 0
        value = self._width(self._widest)
        width = caption + look.px(_GAP) + value if self._compact else max(caption, value)
        return QSize(width + self._pad() + look.px(_PAD), look.px(32 if self._compact else 44))

    def minimumSizeHint(self) -> QSize:
        """Never less: a figure is not cut."""
        return self.sizeHint()

    def paintEvent(self, event: QPaintEvent) -> None:
        """Paint a hairline at the start edge, the caption, and the figure with what belongs to it."""
        del event
        look, pad = self._look, self._pad()
        painter = QPainter(self)
        if not self._first:
            edge = self.width() - 1 if self.isRightToLeft() else 0
            painter.fillRect(edge, 4, 1, self.height() - 8, look.color("line"))
        caption = (self._caption, "meta", "text2")
        if self._compact:
            base = _baseline(look, 0, self.height(), "figure")
            left = self._draw(painter, pad, base, caption) + look.px(_GAP)
            left = self._paint_value(painter, left, base)
            self._draw_age(painter, left + look.px(_GAP), base)
        else:
            middle = look.px(18)
            base = _baseline(look, 0, middle, "meta")
            left = self._draw(painter, pad, base, caption)
            self._draw_age(painter, left + look.px(_GAP), base)
            self._paint_value(painter, pad, _baseline(look, middle, self.height() - middle, "figure"))

    def _draw_age(self, painter: QPainter, left: int, base: int) -> None:
        """Draw the age where it is whole: smaller where there is little room, else only in the tooltip."""
        age, room = self._value.age, self.width() - left
        for role in ("meta", "micro"):
            if self._look.width(role, age) <= room:
                self._draw(painter, left, base, (age, role, "text3"))
                return

    def _paint_value(self, painter: QPainter, left: int, base: int) -> int:
        """Paint the lower part and return where it ends, from the start edge."""
        look, value = self._look, self._value
        middle = base - look.metrics("figure").capHeight() // 2
        if value.state is TileState.PENDING:
            if self._waited:
                width, high = look.px(36), look.px(8)
                painter.fillRect(self._place(left, width), middle - high // 2, width, high, look.color("line"))
        elif value.state is TileState.FAILED:
            side = look.px(14)
            pixmap = look.pixmap("triangle-alert", "warn", 14, self)
            painter.drawPixmap(self._place(left, side), middle - side // 2, pixmap)
            self._draw(painter, left + side + look.px(4), base, (value.word, "meta_strong", "warn"))
        elif value.state is TileState.NONE:
            self._draw(painter, left, base, (value.word, "control", "text3"))
        elif value.state is TileState.KNOWN:
            left = self._draw(painter, left, base, (value.value, self._role(value.value, left), "text"))
            for detail in _details(value):
                if left + look.px(_GAP) + look.width(detail[1], detail[0]) > self.width() - 2:
                    # The sentence of the tooltip has it all; a figure cut by its neighbor would be another one.
                    break
                left = self._draw(painter, left + look.px(_GAP), base, detail)
        return left

    def _role(self, text: str, left: int) -> str:
        """Return the largest type in which a figure has room: a smaller one is whole, a cut one is wrong."""
        room = self.width() - left - 2
        fits = (role for role in FIGURE_ROLES if self._look.width(role, text) <= room)
        return next(fits, FIGURE_ROLES[-1])

    def _draw(self, painter: QPainter, left: int, base: int, ink: Ink) -> int:
        """Draw a text at a baseline and return where the next begins; `left` counts from the start edge."""
        text, role, tone = ink
        painter.setFont(self._look.font(role))
        painter.setPen(self._look.color(tone))
        text = directed(cell(text), mirrored=self.isRightToLeft())
        width = self._look.width(role, text)
        painter.drawText(self._place(left, width), base, text)
        return left + width

    def _place(self, left: int, width: int) -> int:
        """Return the x of something that begins `left` pixels from the start edge."""
        return self.width() - left - width if self.isRightToLeft() else left

    def _width(self, value: TileValue) -> int:
        look = self._look
        width = look.width("figure", value.value)
        for text, role, _ in _details(value):
            width += look.px(_GAP) + look.width(role, text)
        return max(width, look.width("meta_strong", value.word) + look.px(18))

    def _on_reshaped(self) -> None:
        self._room = None
        self.updateGeometry()
        self.update()


def _details(value: TileValue) -> list[Ink]:
    details = (
        (value.scale, "meta", "text2"),
        (value.change, "meta_strong", value.change_tone),
    )
    return [detail for detail in details if detail[0]]


def _baseline(look: Look, top: int, height: int, role: str) -> int:
    """Return the baseline that centers capital letters of a role in a row."""
    return top + (height + look.metrics(role).capHeight()) // 2
