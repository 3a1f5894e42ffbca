"""What delegates draw with: one-line texts, tags and skeleton bars, with fonts and elisions kept."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QRect, Qt
from PySide6.QtGui import QPainter
from PySide6.QtWidgets import QStyle, QWidget

from desktop.views.safe_text import directed
from desktop.views.theme.look import Look
from desktop.views.widgets.one_line import one_line

_KEPT = 4_000
_TAG_TEXT = {"accent": "accent_text", "plain": "text2"}
_TAG_FILL = {"plain": "bg"}
_TEXT = {"accent": "accent_text", "": "text"}


class Brushwork:
    """Draws in the colors and fonts of a `Look`; rectangles are given for left-to-right and mirrored here.

    An alignment is absolute: in a mirrored layout `drawText` would turn it a second time.
    """

    def __init__(self, look: Look) -> None:
        self.look = look
        self._elided: dict[tuple[str, int, str], str] = {}
        look.changed.connect(self._forget)

    def _forget(self) -> None:
        self._elided.clear()

    def elide(self, text: str, width: int, role: str) -> str:
        """The text as it fits into `width` pixels, with "…" at its end if it does not."""
        key = (text, width, role)
        found = self._elided.get(key)
        if found is None:
            if len(self._elided) > _KEPT:
                self._elided.clear()
            found = self._elided[key] = self.look.metrics(role).elidedText(text, Qt.TextElideMode.ElideRight, width)
        return found

    def fitting(self, wordings: Sequence[str], width: int, role: str) -> str:
        """The first wording that fits into `width` pixels, else the last one."""
        return next((text for text in wordings if self.look.width(role, text) <= width), wordings[-1])

    def broken(self, text: str, width: int, role: str) -> tuple[str, str]:
        """The words that fit into one line of `width` pixels, and the rest; a single long word stays whole."""
        if self.look.width(role, text) <= width:
            return text, ""
        at = len(text)
        while (at := text.rfind(" ", 0, at)) > 0:
            if self.look.width(role, text[:at]) <= width:
                return text[:at], text[at + 1 :]
        return text, ""

    def text(
        self, painter: QPainter, within: QRect, at: QRect, text: str, role: str, tone: str = "", *, right: bool = False
    ) -> None:
        """Draw one line in `at`, a rectangle of the row `within`, at its start or (`right`) at its end."""
        if not text or at.width() <= 0:
            return
        direction = painter.layoutDirection()
        mirrored = direction == Qt.LayoutDirection.RightToLeft
        shown = self.elide(text, at.width(), role)
        painter.setFont(self.look.font(role))
        painter.setPen(self.look.color(_TEXT.get(tone, tone)))
        painter.drawText(
            QStyle.visualRect(direction, within, at),
            one_line(right=right != mirrored),
            directed(shown, mirrored=mirrored),
        )

    def tag_width(self, text: str) -> int:
        """How wide a tag with this text is."""
        return self.look.width("micro", text) + self.look.px(14) + 2

    def tag(self, painter: QPainter, within: QRect, at: QRect, text: str, tone: str) -> None:
        """Draw a tag that fills `at`."""
        box = QStyle.visualRect(painter.layoutDirection(), within, at)
        plain = not tone or tone == "plain"
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setBrush(self.look.color(_TAG_FILL.get(tone or "plain", f"{tone}_soft")))
        edged = self.look.tokens.strong
        painter.setPen(self.look.color("text2" if plain else _TAG_TEXT.get(tone, tone)) if edged else Qt.PenStyle.NoPen)
        painter.drawRoundedRect(box, self.look.px(4), self.look.px(4))
        pad = self.look.px(7)
        inner = at.adjusted(pad, 0, -pad, 0)
        self.text(painter, within, inner, text, "micro", "text2" if plain else tone)

    def skeleton(self, painter: QPainter, within: QRect, at: QRect) -> None:
        """Draw a bar where a text will come; it stands still."""
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(self.look.color("line"))
        radius = at.height() / 2
        painter.drawRoundedRect(QStyle.visualRect(painter.layoutDirection(), within, at), radius, radius)

    def icon(self, painter: QPainter, within: QRect, at: QRect, name: str, color: str, on: QWidget | None) -> None:
        """Draw an icon into the square `at`."""
        size = round(at.width() * 100 / self.look.density)
        box = QStyle.visualRect(painter.layoutDirection(), within, at)
        painter.drawPixmap(box, self.look.pixmap(name, color, size, on))
