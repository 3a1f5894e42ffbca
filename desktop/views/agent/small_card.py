"""The cards below the first: title and one reason, brought up by a click or Enter; and what is held back."""

from __future__ import annotations

from PySide6.QtCore import QEvent, QRect, QSize, Qt, Signal
from PySide6.QtGui import QEnterEvent, QKeyEvent, QPainter, QPaintEvent
from PySide6.QtWidgets import QAbstractButton, QSizePolicy, QWidget

from desktop.views.agent.card_words import without_source
from desktop.views.agent.cards_gate import Shown
from desktop.views.agent.painting import Brushwork
from desktop.views.safe_text import cell, plain, set_tip
from desktop.views.theme.look import Look
from desktop.views.widgets.focus import paint_focus

TALL, FLAT, LINE = 50, 30, 24
NEXT_LINE = 19


class _Row(QAbstractButton):
    """A painted button of one or two lines that follows the pointer."""

    def __init__(self, look: Look, draw: Brushwork, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._look, self._draw = look, draw
        self._lines = 2
        self.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        self.setCursor(Qt.CursorShape.PointingHandCursor)
        self.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Fixed)
        look.reshaped.connect(self._on_reshaped)

    flat = FLAT
    """The height of one line."""

    def _on_reshaped(self) -> None:
        self.updateGeometry()
        self.update()

    def set_lines(self, lines: int) -> None:
        """Show one line or two."""
        if lines != self._lines:
            self._lines = lines
            self.updateGeometry()
            self.update()

    def sizeHint(self) -> QSize:
        more = max(0, self._lines - 2) * NEXT_LINE
        return QSize(self._look.px(160), self._look.px(TALL + more if self._lines > 1 else self.flat))

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter) and not event.modifiers():
            self.click()
        else:
            super().keyPressEvent(event)

    def enterEvent(self, event: QEnterEvent) -> None:
        super().enterEvent(event)
        self.update()

    def leaveEvent(self, event: QEvent) -> None:
        super().leaveEvent(event)
        self.update()

    def _line(self, number: int) -> QRect:
        """Where a line of text goes."""
        px, pad = self._look.px, self._look.px(12)
        if self._lines == 1:
            return QRect(pad, 0, self.width() - 2 * pad, self.height())
        return QRect(pad, px(6) + number * px(NEXT_LINE), self.width() - 2 * pad, px(NEXT_LINE))


class SmallCard(_Row):
    """Signals: raised(str) = this action is to be the first card; looked_at(str, bool)."""

    raised = Signal(str)
    looked_at = Signal(str, bool)

    def __init__(self, look: Look, draw: Brushwork, parent: QWidget | None = None) -> None:
        super().__init__(look, draw, parent)
        self._card: Shown | None = None
        self._title, self._reason, self._brief = "", "", ""
        self.clicked.connect(self._on_clicked)

    def show_card(self, card: Shown) -> None:
        """Show a card."""
        self._card = card
        entry = card.entry
        self._title = cell(entry.title)
        first = cell(entry.reasons[0].text) if entry.reasons else ""
        self._reason = self.tr("No longer recommended") if card.gone else first
        self._brief = cell(entry.reasons[0].brief) if entry.reasons and not card.gone else ""
        self.setAccessibleName(plain(", ".join(part for part in (self._title, self._reason) if part)))
        told = entry.reasons[0].detail if entry.reasons and not card.gone else ""
        set_tip(self, "\n".join(part for part in (self._title, told or self._reason) if part))
        self.update()

    def clear(self) -> None:
        """Leave nothing of the last customer."""
        self._card, self._title, self._reason, self._brief = None, "", "", ""
        self.setAccessibleName("")
        set_tip(self, "")
        self.hide()

    @property
    def title(self) -> str:
        """The title on show."""
        return self._title

    def _on_clicked(self) -> None:
        if self._card is not None:
            self.raised.emit(self._card.entry.id)

    def enterEvent(self, event: QEnterEvent) -> None:
        super().enterEvent(event)
        self._look_at(looked=True)

    def leaveEvent(self, event: QEvent) -> None:
        super().leaveEvent(event)
        self._look_at(looked=False)

    def _look_at(self, *, looked: bool) -> None:
        if self._card is not None:
            self.looked_at.emit(self._card.entry.id, looked)

    def paintEvent(self, event: QPaintEvent) -> None:
        del event
        look, painter = self._look, QPainter(self)
        painter.setLayoutDirection(self.layoutDirection())
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(look.color("line2"))
        painter.setBrush(look.color("sunken" if self.underMouse() else "surface"))
        painter.drawRoundedRect(self.rect().toRectF().adjusted(0.5, 0.5, -0.5, -0.5), look.px(8), look.px(8))
        gone = self._card is not None and self._card.gone
        tone = "text3" if gone else "text"
        self._draw.text(painter, self.rect(), self._line(0), self._title, "control_strong", tone)
        if self._lines > 1:
            at = self._line(1)
            wordings = filter(None, (self._reason, self._brief, without_source(self._reason)))
            reason = self._draw.fitting(tuple(wordings) or ("",), at.width(), "meta")
            self._draw.text(painter, self.rect(), at, reason, "meta", "text2")
        if self.hasFocus():
            paint_focus(painter, look, self.rect(), look.px(8))


class HeldRow(_Row):
    """What is held back, and why; Enter asks why not. Signals: asked(str) = action."""

    asked = Signal(str)
    flat = LINE

    def __init__(self, look: Look, draw: Brushwork, parent: QWidget | None = None) -> None:
        super().__init__(look, draw, parent)
        self._action_id = ""
        self._text, self._why = "", ""
        self.clicked.connect(self._on_clicked)

    def show_held(self, action_id: str, text: str, why: str) -> None:
        """Show an action that is held back."""
        self._action_id, self._text, self._why = action_id, text, why
        self.setAccessibleName(plain(f"{text}. {why}"))
        set_tip(self, "\n".join(part for part in (text, why) if part))
        self.update()

    def clear(self) -> None:
        """Leave nothing of the last customer."""
        self.show_held("", "", "")
        self.setAccessibleName("")
        self.hide()

    @property
    def text_shown(self) -> str:
        """What it says."""
        return f"{self._text}. {self._why}"

    def _indent(self) -> int:
        return self._look.px(14) + self._look.px(8)

    def lines_wanted(self, width: int) -> int:
        """How many lines say all of it at a width: the title may need two."""
        return (
            3 if self._draw.broken(self._text, width - self._indent() - 2 * self._look.px(12), "meta_strong")[1] else 2
        )

    def lines(self) -> list[tuple[str, str]]:
        """The lines on show and their type: the title on one or two, then why."""
        width = self._line(0).width() - self._indent()
        why = self._draw.fitting((self._why, without_source(self._why)), width, "meta")
        if self._lines == 1:
            return [(self._text, "meta_strong")]
        title, rest = (self._text, "") if self._lines == 2 else self._draw.broken(self._text, width, "meta_strong")
        titles = [(title, "meta_strong")] + ([(rest, "meta_strong")] if rest else [])
        return [*titles, (why, "meta")]

    def _on_clicked(self) -> None:
        self.asked.emit(self._action_id)

    def paintEvent(self, event: QPaintEvent) -> None:
        del event
        look, painter = self._look, QPainter(self)
        painter.setLayoutDirection(self.layoutDirection())
        if self.underMouse():
            painter.fillRect(self.rect(), look.color("sunken"))
        side = look.px(14)
        first = self._line(0)
        mark = QRect(first.left(), first.top() + (first.height() - side) // 2, side, side)
        self._draw.icon(painter, self.rect(), mark, "circle-slash", "text2", self)
        for number, (text, role) in enumerate(self.lines()):
            at = self._line(number).adjusted(self._indent(), 0, 0, 0)
            self._draw.text(painter, self.rect(), at, text, role, "text2")
        if self.hasFocus():
            paint_focus(painter, look, self.rect())
