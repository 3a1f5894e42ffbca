"""A button whose words come from data or grow in translation: it gives way to an ellipsis, whole in the tooltip."""

from __future__ import annotations

from PySide6.QtCore import QSize

from desktop.views.widgets.buttons import Button

LEAST = 104


class GivingButton(Button):
    """Never narrower than icon, some letters and key."""

    def minimumSizeHint(self) -> QSize:
        hint = self.sizeHint()
        return QSize(min(hint.width(), self._look.px(LEAST)), hint.height())
