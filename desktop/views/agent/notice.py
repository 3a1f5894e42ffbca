"""A line that says what is wrong, old or slow, with at most one thing to do about it."""

from __future__ import annotations

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QWidget

from desktop.views.agent.measures import keep_height
from desktop.views.safe_text import ElidedLabel
from desktop.views.theme.look import Look
from desktop.views.theme.sheet import set_property
from desktop.views.widgets.buttons import Button
from desktop.views.widgets.card import hbox
from desktop.views.widgets.labels import IconLabel


class Notice(QWidget):
    """Icon, one sentence (whole in the tooltip when it is cut), a link. Hidden while there is nothing to say.

    Signals: acted() = the link was used.
    """

    acted = Signal()

    def __init__(self, look: Look, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._icon = IconLabel(look, "info", "text2", 14)
        self._text = ElidedLabel(role="meta", tone="text2")
        self._button = Button(look, "", "link")
        line = hbox(self, spacing=look.px(6))
        line.addWidget(self._icon, 0, Qt.AlignmentFlag.AlignVCenter)
        line.addWidget(self._text, 1)
        line.addWidget(self._button)
        keep_height(self, look, 26)
        self._button.clicked.connect(self.acted)
        self.hide()

    def say(self, text: str, icon: str = "info", tone: str = "text2", action: str = "", detail: str = "") -> None:
        """Say something; an empty text hides the line."""
        self._text.setText(text)
        self._text.set_tip(detail)
        set_property(self._text, "tone", tone)
        self._icon.set_icon(icon, tone)
        self._button.set_label(action)
        self._button.setVisible(bool(action))
        self.setVisible(bool(text))

    @property
    def text(self) -> str:
        """What it says."""
        return self._text.text() if not self.isHidden() else ""

    @property
    def button(self) -> Button:
        """What can be done about it."""
        return self._button
