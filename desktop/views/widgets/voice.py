"""What happens on its own is told to a screen reader politely: never in the middle of what the agent types."""

from __future__ import annotations

import contextlib

from PySide6.QtCore import QObject, QTimer, SignalInstance
from PySide6.QtWidgets import QApplication, QLineEdit, QPlainTextEdit, QWidget

from desktop.views.widgets.focus import announce

PAUSE_MS = 1500


class Voice(QObject):
    """Alerts, new cards, what became of an action; said when the agent has not typed for `pause` milliseconds.

    The ring is not for here: `announce(…, assertive=True)` says it at once, whatever the agent does.
    """

    def __init__(self, pause: int = PAUSE_MS) -> None:
        super().__init__()
        self._field: QLineEdit | QPlainTextEdit | None = None
        self._held: list[tuple[QWidget, str]] = []
        self._pause = QTimer(self, interval=pause, singleShot=True)
        self._pause.timeout.connect(self._on_pause)

    def listen(self, app: QApplication) -> None:
        """Notice typing, in whatever field has the focus."""
        app.focusChanged.connect(self._on_focus_changed)

    def tell(self, widget: QWidget, text: str) -> None:
        """Say something about a pane, now or at the next pause; a sentence that waits already is not said twice."""
        if not self._pause.isActive():
            announce(widget, text)
        elif (widget, text) not in self._held:
            self._held.append((widget, text))

    def hush(self) -> None:
        """Forget what was to be said: it was about somebody else's call."""
        self._held.clear()

    def _on_focus_changed(self, before: QWidget | None, now: QWidget | None) -> None:
        del before
        if self._field is not None:
            # The field may be gone by now.
            with contextlib.suppress(RuntimeError):
                _typed(self._field).disconnect(self._on_typed)
        self._field = now if isinstance(now, QLineEdit | QPlainTextEdit) else None
        if self._field is not None:
            _typed(self._field).connect(self._on_typed)

    def _on_typed(self) -> None:
        self._pause.start()

    def _on_pause(self) -> None:
        held, self._held = self._held, []
        for widget, text in held:
            # A pane may be gone by now, with the language it was built in.
            with contextlib.suppress(RuntimeError):
                announce(widget, text)


def _typed(field: QLineEdit | QPlainTextEdit) -> SignalInstance:
    """The signal that the text of a field has changed."""
    return field.textEdited if isinstance(field, QLineEdit) else field.textChanged
