"""The style sheet on the program's windows: another theme dresses what is in sight at once, and the rest in turns.

Given to a window, Qt would dress everything in it again, seen or not, and each widget twice. Given to the application
after its style was told to forget what it knows, Qt dresses nobody: that is left to whoever knows what is in sight.
"""

from __future__ import annotations

import time

from PySide6.QtCore import QCoreApplication, QEvent, QObject, Qt, QTimer
from PySide6.QtWidgets import QApplication, QWidget
from shiboken6 import Shiboken

_TURN_S = 0.004


class Wardrobe(QObject):
    """Keeps windows in step with one sheet; what is hidden when it changes is dressed when it is shown, or before."""

    def __init__(self) -> None:
        super().__init__()
        self._windows: list[QWidget] = []
        self._waiting: list[QWidget] = []
        self._turn = QTimer(self, interval=0)
        self._turn.timeout.connect(self._on_turn)

    def add(self, window: QWidget, sheet: str) -> None:
        """Keep a window in step from now on; one that is new is dressed by Qt as it is shown."""
        if window not in self._windows:
            self._windows.append(window)
        app = QApplication.instance()
        if isinstance(app, QApplication) and app.styleSheet() != sheet:
            app.setStyleSheet(sheet)

    def remove(self, window: QWidget) -> None:
        """Forget a window that closes for good; the last one takes the sheet along."""
        if window in self._windows:
            self._windows.remove(window)
        app = QApplication.instance()
        if not self._windows and isinstance(app, QApplication):
            self._finish()
            app.setStyleSheet("")

    def change(self, sheet: str, *, shape: bool) -> None:
        """Put on another sheet. With another `shape` everything changes its size, so nothing can wait."""
        app = QApplication.instance()
        if not isinstance(app, QApplication) or not self._windows:
            return
        for branch in filter(Shiboken.isValid, self._waiting):
            branch.removeEventFilter(self)
        self._waiting = []
        app.style().unpolish(app)
        app.setStyleSheet(sheet)
        for window in self._windows:
            if shape:
                self._reshape(window)
            else:
                self._dress_seen(window)
                # Last, or Qt would paint everything twice: once for the window, once for what is in it.
                window.style().polish(window)
                window.update()
        if self._waiting:
            self._turn.start()

    def _reshape(self, window: QWidget) -> None:
        changed = QEvent(QEvent.Type.StyleChange)
        for widget in (*window.findChildren(QWidget), window):
            if _is_dressed(widget):
                widget.style().polish(widget)
                QCoreApplication.sendEvent(widget, changed)

    def _dress_seen(self, above: QWidget) -> None:
        """Dress what can be seen below a widget; each hidden branch waits for its turn, or to be shown."""
        for widget in above.children():
            if not isinstance(widget, QWidget):
                continue
            if widget.isVisible():
                widget.style().polish(widget)
                self._dress_seen(widget)
            else:
                widget.installEventFilter(self)
                self._waiting.append(widget)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Dress a branch that is shown before its turn, before it is painted."""
        if event.type() == QEvent.Type.Show and watched in self._waiting and isinstance(watched, QWidget):
            self._waiting.remove(watched)
            self._dress_all(watched)
        return False

    def _on_turn(self) -> None:
        until = time.perf_counter() + _TURN_S
        while self._waiting and time.perf_counter() < until:
            self._dress_all(self._waiting.pop())
        if not self._waiting:
            self._turn.stop()

    def _finish(self) -> None:
        while self._waiting:
            self._dress_all(self._waiting.pop())
        self._turn.stop()

    def _dress_all(self, branch: QWidget) -> None:
        if not Shiboken.isValid(branch):
            return
        branch.removeEventFilter(self)
        for widget in (branch, *branch.findChildren(QWidget)):
            if _is_dressed(widget):
                widget.style().polish(widget)


def _is_dressed(widget: QWidget) -> bool:
    """Whether Qt has dressed a widget already; it does so before the widget is first shown."""
    return widget.testAttribute(Qt.WidgetAttribute.WA_WState_Polished)
