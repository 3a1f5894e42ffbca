"""Small labels: section titles, tags with a soft fill, key caps, icons."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import QSize
from PySide6.QtGui import QPainter, QPaintEvent
from PySide6.QtWidgets import QSizePolicy, QWidget

from desktop.views.keys import Caption
from desktop.views.safe_text import CELL_CAP, SafeLabel, cap, plain, set_tip
from desktop.views.theme.look import Look
from desktop.views.theme.sheet import set_property

_TAG_CAP = 28
_FIXED = QSizePolicy.Policy.Fixed
_MAXIMUM = QSizePolicy.Policy.Maximum


class SectionTitle(SafeLabel):
    """The title of a card or a pane."""

    def __init__(self, text: str = "", parent: QWidget | None = None) -> None:
        super().__init__(text, "card_title", "text", parent=parent)
        self.setSizePolicy(_MAXIMUM, QSizePolicy.Policy.Preferred)


class Tag(SafeLabel):
    """A word on a soft fill; tones good, warn, bad, violet, gold, accent, plain, live. Never stretches."""

    def __init__(self, look: Look, text: str = "", tone: str = "plain", parent: QWidget | None = None) -> None:
        super().__init__(text, tag=tone, parent=parent)
        self._look = look
        self.setSizePolicy(_MAXIMUM, _FIXED)
        self.setFixedHeight(look.px(20))
        look.reshaped.connect(self._on_reshaped)

    def setText(self, text: object) -> None:
        """Show a word or two; a longer text is cut and whole in the tooltip."""
        bare = plain(cap("" if text is None else str(text), CELL_CAP))
        fits = len(bare) <= _TAG_CAP
        super().setText(text if fits else cap(bare, _TAG_CAP))
        set_tip(self, "" if fits else bare)

    def set_tone(self, tone: str) -> None:
        """Change the fill."""
        set_property(self, "tag", tone)

    def _on_reshaped(self) -> None:
        self.setFixedHeight(self._look.px(20))


class KeyCap(SafeLabel):
    """A key printed beside the control it triggers; empty keys take no room."""

    def __init__(self, look: Look, keys: str = "", *, on_bar: bool = False, parent: QWidget | None = None) -> None:
        super().__init__(parent=parent)
        self._look = look
        self.setProperty("cap", "bar" if on_bar else "true")
        self.setSizePolicy(_MAXIMUM, _FIXED)
        self.setFixedHeight(look.px(18))
        self.setText(keys)
        look.reshaped.connect(self._on_reshaped)

    def setText(self, text: object) -> None:
        """Show a key; hide the cap when there is none."""
        self._caption = text if isinstance(text, Caption) else None
        super().setText(text)
        if self.parent() is not None or not text:
            self.setVisible(bool(text))

    def show_keys_again(self, caption: Callable[[str], str]) -> None:
        """Print the keys anew where they are a command's."""
        if self._caption is not None:
            self.setText(caption(self._caption.command))

    def minimumSizeHint(self) -> QSize:
        """Stay whole: a cut key name is wrong."""
        return self.sizeHint()

    def _on_reshaped(self) -> None:
        self.setFixedHeight(self._look.px(18))


class IconLabel(SafeLabel):
    """An icon beside words that say the same; give it a text only where it stands alone."""

    def __init__(
        self, look: Look, icon: str, tone: str = "text2", size: int = 16, parent: QWidget | None = None
    ) -> None:
        super().__init__(parent=parent)
        self._look, self._icon, self._tone, self._size = look, icon, tone, size
        self._on_reshaped()
        look.reshaped.connect(self._on_reshaped)

    def set_icon(self, icon: str, tone: str) -> None:
        """Change icon and token together."""
        if (icon, tone) != (self._icon, self._tone):
            self._icon, self._tone = icon, tone
            self.update()

    def paintEvent(self, event: QPaintEvent) -> None:
        """Paint the icon in the middle."""
        del event
        if self._icon:
            side = self._look.px(self._size)
            pixmap = self._look.pixmap(self._icon, self._tone, self._size, self)
            QPainter(self).drawPixmap((self.width() - side) // 2, (self.height() - side) // 2, pixmap)

    def _on_reshaped(self) -> None:
        side = self._look.px(self._size)
        self.setFixedSize(side, side)
        self.update()
