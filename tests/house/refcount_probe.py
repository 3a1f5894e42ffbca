"""Run as a program of its own: count the references to None and True that Qt's ways into Python lose.

Prints one JSON object, probe -> references lost in thousands of calls. PySide6 6.12.0 loses one per call, silently,
until the interpreter aborts; which is why this does not run inside the tests' own process.
"""

from __future__ import annotations

import json
import os
import sys
from collections.abc import Callable

os.environ["QT_QPA_PLATFORM"] = "offscreen"

from PySide6.QtCore import QAbstractTableModel, QEvent, QIdentityProxyModel, QModelIndex, QObject, Qt, QTimer, Signal
from PySide6.QtGui import QPainter
from PySide6.QtWidgets import QApplication, QListView, QStyledItemDelegate, QWidget

CALLS = 2_000
TOP = QModelIndex()


class Source(QObject):
    flag = Signal(bool)
    value = Signal(object)

    def take(self, value: object) -> None:
        pass


class Ticker(QObject):
    ticks = 0

    def tick(self) -> None:
        self.ticks += 1

    def timerEvent(self, event: QEvent) -> None:
        self.ticks += 1


class Watcher(QObject):
    def __init__(self, answer: bool) -> None:
        super().__init__()
        self.answer = answer

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        return self.answer


class Pane(QWidget):
    paints = 0

    def paintEvent(self, event: QEvent) -> None:
        self.paints += 1
        with QPainter(self) as painter:
            painter.drawText(2, 10, "x")

    def event(self, event: QEvent) -> bool:
        return True if event.type() == QEvent.Type.User else super().event(event)


class Table(QAbstractTableModel):
    def rowCount(self, parent: QModelIndex = TOP) -> int:
        return 20

    def columnCount(self, parent: QModelIndex = TOP) -> int:
        return 1

    def hasChildren(self, parent: QModelIndex = TOP) -> bool:
        return True

    def data(self, index: QModelIndex, role: int = Qt.ItemDataRole.DisplayRole) -> object:
        return {Qt.ItemDataRole.DisplayRole: "row", Qt.ItemDataRole.UserRole: True}.get(role)


class Delegate(QStyledItemDelegate):
    paints = 0

    def paint(self, painter: QPainter, option: object, index: QModelIndex) -> None:
        self.paints += 1
        painter.drawText(2, 10, "x")


def lost(watched: object, once: Callable[[], object], calls: int = CALLS) -> int:
    """The references to `watched` that `calls` calls of `once` lose."""
    once()
    before = sys.getrefcount(watched)
    for _ in range(calls):
        once()
    return before - sys.getrefcount(watched)


def probe_calls() -> dict[str, int]:
    source = Source()
    silent = lost(None, lambda: source.setObjectName("x"), 20_000)
    alone = lost(True, lambda: source.flag.emit(True), 20_000)
    source.flag.connect(source.take)
    source.value.connect(source.take)
    return {
        "void call": silent,
        "emit to nobody": alone,
        "emit True": lost(True, lambda: source.flag.emit(True)),
        "slot returns None": lost(None, lambda: source.flag.emit(True)),
        "emit None": lost(None, lambda: source.value.emit(None)),
    }


def probe_timers(app: QApplication) -> dict[str, int]:
    ticker = Ticker()

    def wait_for_tick() -> None:
        seen = ticker.ticks
        while ticker.ticks == seen:
            app.processEvents()

    def single_shot() -> None:
        QTimer.singleShot(0, ticker.tick)
        wait_for_tick()

    results = {"single shot": lost(None, single_shot)}
    timer = QTimer()
    timer.timeout.connect(ticker.tick)
    timer.start(0)
    results["timer"] = lost(None, wait_for_tick)
    timer.stop()
    ticker.startTimer(0)
    return results | {"timerEvent": lost(None, wait_for_tick)}


def probe_events(app: QApplication) -> dict[str, int]:
    pane = Pane()
    pane.resize(20, 20)
    user = QEvent(QEvent.Type.User)
    results = {
        "paintEvent": lost(None, pane.grab),
        "event": lost(True, lambda: app.sendEvent(pane, user)),
    }
    assert pane.paints > CALLS
    for answer in (False, True):
        watcher = Watcher(answer)
        pane.installEventFilter(watcher)
        results[f"eventFilter {answer}"] = lost(answer, lambda: app.sendEvent(pane, user))
        pane.removeEventFilter(watcher)
    return results


def probe_models() -> dict[str, int]:
    table = Table()
    index = table.index(0, 0)
    proxy = QIdentityProxyModel()
    proxy.setSourceModel(table)
    view = QListView()
    delegate = Delegate()
    view.setItemDelegate(delegate)
    view.setModel(table)
    view.resize(60, 200)
    results = {
        "data None": lost(None, lambda: index.data(Qt.ItemDataRole.ToolTipRole)),
        "data True": lost(True, lambda: index.data(Qt.ItemDataRole.UserRole)),
        "hasChildren": lost(True, lambda: proxy.hasChildren(TOP)),
        "delegate": lost(None, view.viewport().grab, CALLS // 4),
    }
    assert delegate.paints > CALLS
    return results


def main() -> None:
    app = QApplication([])
    results = probe_calls() | probe_timers(app) | probe_events(app) | probe_models()
    print(json.dumps(results))


if __name__ == "__main__":
    main()
