"""The yardstick of starting: the smallest PySide6 window there is; prints when its first pixels went out, and its memory."""

from __future__ import annotations

import os
import sys
import time

os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")

from PySide6.QtCore import QEvent, QTimer
from PySide6.QtWidgets import QApplication, QLabel, QVBoxLayout, QWidget

from tests.bench.figures import pss_kb, rss_kb


class Bare(QWidget):
    """A label in a window."""

    def __init__(self) -> None:
        super().__init__()
        QVBoxLayout(self).addWidget(QLabel("hello"))
        self.resize(1440, 900)

    def event(self, event: QEvent) -> bool:
        done = super().event(event)
        if event.type() == QEvent.Type.UpdateRequest:
            print("pixels", time.monotonic_ns(), flush=True)
            QTimer.singleShot(0, self._leave)
        return done

    def _leave(self) -> None:
        print("memory", pss_kb(), flush=True)
        print("resident", rss_kb(), flush=True)
        QApplication.quit()


app = QApplication(["bare"])
window = Bare()
window.show()
sys.exit(app.exec())
