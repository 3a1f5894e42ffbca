"""A day, typed as people do: 24.11.2026, 24.11., 2026-11-24, or +3 for in three days; arrows move by a day."""

from __future__ import annotations

import re
from datetime import date, timedelta

from PySide6.QtCore import Qt
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QLineEdit, QWidget

from desktop.views.format import Formats

_DOTTED = re.compile(r"(\d{1,2})\.\s*(\d{1,2})\.?\s*(\d{4})?")
_AHEAD = re.compile(r"\+\s*(\d{1,3})")
LONGEST = 40


def read_day(text: str, today: date) -> date | None:
    """The day that was typed; a day and month without a year are the next such day. None when it is no day.

    Slashes are refused: nobody knows which number is the month.
    """
    words = text.strip()
    ahead, dotted = _AHEAD.fullmatch(words), _DOTTED.fullmatch(words)
    try:
        if ahead:
            return today + timedelta(days=int(ahead[1]))
        if dotted and dotted[3]:
            return date(int(dotted[3]), int(dotted[2]), int(dotted[1]))
        if dotted:
            day = date(today.year, int(dotted[2]), int(dotted[1]))
            return day if day >= today else day.replace(year=today.year + 1)
        return date.fromisoformat(words)
    except (ValueError, OverflowError):
        return None


class DayField(QLineEdit):
    """Shows a day in the site's way; `day()` is what stands in it, None when that is no day from today on."""

    def __init__(self, formats: Formats, name: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._formats = formats
        self._today = date.min
        self._shown: tuple[str, date] | None = None
        self.setProperty("field", "true")
        self.setAccessibleName(name)
        self.setInputMethodHints(Qt.InputMethodHint.ImhDate)
        self.setMaxLength(LONGEST)

    def show_day(self, day: date, today: date) -> None:
        """Put a day in."""
        self._today = today
        text = self._formats.day(day)
        self._shown = (text, day)
        self.setText(text)
        self.setCursorPosition(0)

    def day(self) -> date | None:
        """The day in it."""
        if self._shown is not None and self.text() == self._shown[0]:
            return self._shown[1]
        found = read_day(self.text(), self._today)
        return found if found is not None and found >= self._today else None

    def keyPressEvent(self, event: QKeyEvent) -> None:
        step = {Qt.Key.Key_Up: 1, Qt.Key.Key_Down: -1}.get(Qt.Key(event.key()))
        day = self.day()
        if step is None or day is None or self.isReadOnly():
            super().keyPressEvent(event)
        elif day + timedelta(days=step) >= self._today:
            self.show_day(day + timedelta(days=step), self._today)
            self.textEdited.emit(self.text())
