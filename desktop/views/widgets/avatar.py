"""The round mark of a person: initials, or a figure where no name gives any."""

from __future__ import annotations

import unicodedata

from PySide6.QtCore import QRect, Qt
from PySide6.QtGui import QFont, QPainter, QPaintEvent
from PySide6.QtWidgets import QWidget

from desktop.views.safe_text import SafeLabel
from desktop.views.theme.look import Look

_NO_JOIN = "\u200c"


def initials(name: str | None) -> str:
    """Return one or two initials of a name, from its first and last word; empty where none are letters.

    Emoji, marks and digits are passed over; scripts without case keep their first character.
    """
    words = [found for word in (name or "").split() if (found := _first_letter(word))]
    if not words:
        return ""
    chosen = words if len(words) == 1 else [words[0], words[-1]]
    # Letters that join with their neighbor stay apart: they are two initials, not a syllable.
    apart = _NO_JOIN if unicodedata.bidirectional(chosen[0][0]) == "AL" else ""
    return apart.join(chosen).upper()[:5]


def _first_letter(word: str) -> str:
    for at, char in enumerate(word[:40]):
        if unicodedata.category(char).startswith("L"):
            mark = word[at + 1 : at + 2]
            return unicodedata.normalize("NFC", char + mark) if mark and unicodedata.combining(mark) else char
    return ""


class Avatar(SafeLabel):
    """A circle of `size` pixels; its text, read by assistive technology, is the name."""

    def __init__(self, look: Look, size: int = 52, parent: QWidget | None = None) -> None:
        super().__init__(parent=parent)
        self._look, self._size = look, size
        self._initials = ""
        self.set_size(size)
        look.reshaped.connect(self._on_reshaped)

    def set_name(self, name: str | None) -> None:
        """Show a person's initials."""
        self._initials = initials(name)
        self.setText(name or "")
        self.update()

    def set_size(self, size: int) -> None:
        """Change the diameter, in pixels of density 100."""
        self._size = size
        side = self._look.px(size)
        self.setFixedSize(side, side)

    def paintEvent(self, event: QPaintEvent) -> None:
        """Paint the circle and what is in it."""
        del event
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        edged = self._look.tokens.strong
        painter.setPen(self._look.color("accent_text") if edged else Qt.PenStyle.NoPen)
        painter.setBrush(self._look.color("accent_soft"))
        painter.drawEllipse(self.rect().adjusted(0, 0, -1, -1))
        if not self._initials:
            side = self._look.px(self._size * 2 // 5)
            at = (self.width() - side) // 2
            pixmap = self._look.pixmap("user", "accent_text", self._size * 2 // 5, self)
            painter.drawPixmap(QRect(at, at, side, side), pixmap)
            return
        font = QFont(self._look.font("figure"))
        font.setPixelSize(max(10, self.height() * (36 if len(self._initials) < 3 else 26) // 100))
        painter.setFont(font)
        painter.setPen(self._look.color("accent_text"))
        painter.drawText(self.rect(), int(Qt.AlignmentFlag.AlignCenter), self._initials)

    def _on_reshaped(self) -> None:
        self.set_size(self._size)
        self.update()
