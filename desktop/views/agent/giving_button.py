"""A button whose words come from data or grow in translation: it gives up air, then words, and its key last of all."""

from __future__ import annotations

from PySide6.QtCore import QSize

from desktop.views.widgets.buttons import Button

LEAST = 104
TIGHT = 3
EASY = 8


class GivingButton(Button):
    """Never narrower than icon, some letters and key."""

    def minimumSizeHint(self) -> QSize:
        hint = self.sizeHint()
        return QSize(min(hint.width(), self._look.px(LEAST)), hint.height())

    def easy_width(self) -> int:
        """Return the width at which label and key are whole, with air around them."""
        return self.sizeHint().width() - 2 * self._look.px(self._shape.pad - EASY)

    def _pad(self) -> int:
        """Return less air at the sides where that keeps the key, or the words; no less than needed."""
        hint, usual, least = self.sizeHint().width(), super()._pad(), self._look.px(TIGHT)
        bare = hint - (self._cap_width() + self._look.px(6) if self._key and not self._is_keyless else 0)
        spare = (self.width() - (hint - 2 * usual)) // 2
        return usual if spare < least and bare <= self.width() else max(least, min(usual, spare))
