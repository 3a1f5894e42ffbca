"""Reasons as lines with a tick or a cross: one line each, whole in the tooltip and to assistive technology."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from PySide6.QtWidgets import QWidget

from desktop.rules.session import Reason
from desktop.views.agent.card_words import mark_of, without_source
from desktop.views.safe_text import ElidedLabel, cell
from desktop.views.theme.look import Look
from desktop.views.widgets.card import hbox, vbox
from desktop.views.widgets.labels import IconLabel

MOST = 3


@dataclass(slots=True)
class _Row:
    box: QWidget
    mark: IconLabel
    text: ElidedLabel


class ReasonRows(QWidget):
    """At most three reasons, made once."""

    def __init__(self, look: Look, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        body = vbox(self, spacing=look.px(3))
        self._rows = [self._new_row(look) for _ in range(MOST)]
        for row in self._rows:
            body.addWidget(row.box)

    def _new_row(self, look: Look) -> _Row:
        box = QWidget()
        mark, text = IconLabel(look, "check", "good", 14), ElidedLabel(role="meta", tone="text2", middle=True)
        line = hbox(box, spacing=look.px(8))
        line.addWidget(mark)
        line.addWidget(text, 1)
        return _Row(box, mark, text)

    def show_reasons(self, reasons: Sequence[Reason], most: int = MOST) -> None:
        """Show the first reasons."""
        shown = list(reasons[: min(most, MOST)])
        for number, row in enumerate(self._rows):
            row.box.setVisible(number < len(shown))
            reason = shown[number] if number < len(shown) else Reason("")
            row.mark.set_icon(*mark_of(reason))
            row.text.setText(cell(reason.text))
            row.text.set_brief(cell(reason.brief), without_source(cell(reason.text)))
            row.text.set_tip(reason.detail if reason.detail != reason.text else "")
        self.setVisible(bool(shown))

    def texts(self) -> list[str]:
        """What is shown."""
        return [row.text.text() for row in self._rows if not row.box.isHidden()]
