"""A record as lines of name and value; the lines are made once and reused."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QFrame, QWidget

from desktop.views.agent.detail_words import Line
from desktop.views.agent.measures import keep_width
from desktop.views.safe_text import ElidedLabel, SafeLabel
from desktop.views.theme.look import Look
from desktop.views.theme.sheet import set_property
from desktop.views.widgets.card import hbox, vbox

_TONES = {"": "text", "muted": "text2"}


@dataclass(slots=True)
class _Row:
    box: QWidget
    name: ElidedLabel
    value: SafeLabel


class DetailList(QFrame):
    """Names in a column of `name_width` pixels, values beside them; running text wraps."""

    def __init__(self, look: Look, name_width: int, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._look, self._name_width = look, name_width
        self._rows: list[_Row] = []
        self._body = vbox(self, margins=(0, 0, 0, 0), spacing=look.px(4))
        self._lines = vbox(spacing=look.px(4))
        self._body.addLayout(self._lines)
        self._body.addStretch(1)

    def take_focus(self, name: str) -> None:
        """Let keys in, to scroll and to read: a scroll area has no role of its own to readers, what it holds has."""
        self.setProperty("reading", "true")
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setAccessibleName(name)
        self._body.setContentsMargins(6, 4, 6, 4)

    def show_lines(self, lines: Sequence[Line]) -> None:
        """Show these lines."""
        while len(self._rows) < len(lines):
            self._rows.append(self._new_row())
        for number, row in enumerate(self._rows):
            row.box.setVisible(number < len(lines))
            # What is hidden holds nothing of the record before.
            line = lines[number] if number < len(lines) else Line("", "")
            row.name.setText(line.name)
            # A line without a name has the whole width.
            row.name.setVisible(bool(line.name))
            row.value.setText(line.value)
            set_property(row.value, "tone", _TONES.get(line.tone, line.tone))
            row.box.setAccessibleName(": ".join(part for part in (line.name, line.value) if part))

    def _new_row(self) -> _Row:
        box = QWidget()
        name = ElidedLabel(role="meta", tone="text2", stretch=False)
        keep_width(name, self._look, self._name_width)
        value = SafeLabel(role="meta_strong", tone="text", wrap=True)
        line = hbox(box, spacing=self._look.px(8))
        line.addWidget(name, 0, Qt.AlignmentFlag.AlignTop)
        line.addWidget(value, 1)
        self._lines.addWidget(box)
        return _Row(box, name, value)
