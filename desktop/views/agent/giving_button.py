"""A button whose words come from data or grow in translation: it gives up air, then words, and its key last of all."""

from __future__ import annotations

from PySide6.QtCore import QSize

from desktop.views.widgets.buttons import Button

LEAST = 104
TIGHT = 3


class GivingButton(Button):
    """Never narrower than icon, some letters and key."""

    def minimumSizeHint(self) -> QSize:
        hint = self.sizeHint()
        return QSize(min(hint.width(), self._look.px(LEAST)), hint.height())

    def tight_width(self) -> int:
        """Return the least width at which label and key are whole."""
        return self.sizeHint().width() - 2 * self._look.px(self._shape.pad - TIGHT)

    def _pad(self) -> int:
        """Return less air at the sides where that keeps the key, or the words."""
        hint, usual, px = self.sizeHint().width(), self._shape.pad, self._look.px
        bare = hint - (self._cap_width() + px(6) if self._key and not self._busy else 0)
        if self.width() >= hint or bare <= self.width() < self.tight_width():
            return usual
        return TIGHT
