"""What the system says about how a person reads: whether they asked for high contrast."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from PySide6.QtCore import Qt
from PySide6.QtGui import QGuiApplication


class System:
    """Made after the application; versions of Qt before 6.10 do not tell."""

    def __init__(self) -> None:
        # Both are held: without its parent's wrapper the wrapper of the hints is taken for deleted.
        self._style = QGuiApplication.styleHints()
        self._hints: Any = getattr(self._style, "accessibility", lambda: None)()

    def wants_contrast(self) -> bool:
        """Whether high contrast is asked for."""
        return self._hints is not None and self._hints.contrastPreference() is Qt.ContrastPreference.HighContrast

    def follow(self, changed: Callable[[], None]) -> None:
        """Call a method of a QObject whenever that changes."""
        if self._hints is not None:
            self._hints.contrastPreferenceChanged.connect(changed)
