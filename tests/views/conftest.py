"""View tests: one application, our look, a desk that writes down what it is asked, and no widget left behind."""

from __future__ import annotations

import gc
import os
from collections.abc import Callable, Iterator

os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")

import pytest
import qasync
from PySide6.QtCore import QEvent, QLocale, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QWidget

from desktop.call.state import CallState, DeskState
from desktop.views.context import ViewContext
from desktop.views.format import Formats
from desktop.views.keys import Keymap
from desktop.views.language import Languages
from desktop.views.main_window import MainWindow
from desktop.views.safe_text import PlainTextStyle
from desktop.views.theme.look import Look
from tests.views import samples
from tests.views.samples import NOW

PATIENT_MS = 30_000
"""How long a test waits for something good: a busy machine is no fault of the window's."""


class RecordingDesk:
    """Stands where the desk stands and writes down every wish as (method, arguments…)."""

    def __init__(self) -> None:
        self.wishes: list[tuple[object, ...]] = []
        self.state = DeskState()
        self.calls: dict[str, object] = {}

    def call(self, call_id: str) -> object:
        return self.calls.get(call_id)

    @property
    def between(self) -> RecordingDesk:
        """What belongs between calls is written down like everything else."""
        return self

    def explain(self, call_id: str, action_id: str) -> None:
        self.wishes.append(("explain", call_id, action_id))

    def flush(self) -> None:
        """A field was left: no wish of the agent's."""

    def action_titles(self, call_id: str) -> dict[str, str]:
        return {"upgrade": "Offer Fiber 1000"}

    def __getattr__(self, name: str) -> Callable[..., None]:
        if name.startswith("_"):
            raise AttributeError(name)

        def wish(*arguments: object) -> None:
            self.wishes.append((name, *arguments))

        return wish


@pytest.fixture(scope="session", autouse=True)
def _application(qapp: QApplication) -> Iterator[QApplication]:
    qapp.setQuitOnLastWindowClosed(False)
    qapp.setStyle(PlainTextStyle())
    # The plurals of English are in a catalog too.
    english = Languages(qapp, Formats())
    english.speak("en")
    yield qapp
    english.forget()


def pytest_asyncio_loop_factories(config: pytest.Config, item: pytest.Item) -> dict[str, Callable[[], object]]:
    """Run coroutine tests of views on the loop the program uses."""
    del config, item
    return {"qasync": lambda: qasync.QEventLoop(QApplication.instance() or QApplication([]))}


@pytest.fixture
def look(qapp: QApplication) -> Look:
    """Light at 100 per cent, installed."""
    found = Look()
    found.install(qapp)
    return found


@pytest.fixture
def desk() -> RecordingDesk:
    """A desk that only writes down."""
    return RecordingDesk()


@pytest.fixture
def context(look: Look, desk: RecordingDesk) -> ViewContext:
    """What every pane is given, at NOW, in an English site with euros."""
    return ViewContext(look, Formats(QLocale("en_IE"), "EUR"), Keymap(), desk, lambda: NOW)


@pytest.fixture(scope="module", autouse=True)
def _nothing_to_collect() -> Iterator[None]:
    """Leave no loop and no widget to the garbage: a thread of another test would delete it, and Qt crash over it."""
    yield
    gc.collect()


@pytest.fixture(autouse=True)
def _nothing_left(qapp: QApplication) -> Iterator[None]:
    """Delete what a test made, and fail when a window of it stays."""
    before = set(qapp.topLevelWidgets())
    # In the middle of a call into Qt, what is collected may be what Qt is just moving.
    gc.disable()
    yield
    for widget in set(qapp.topLevelWidgets()) - before:
        widget.hide()
        widget.deleteLater()
    settle(qapp)
    gc.enable()
    gc.collect(1)


def settle(app: QApplication) -> None:
    """Let pending paints, layouts and deletions happen."""
    app.processEvents()
    app.sendPostedEvents(None, QEvent.Type.DeferredDelete)
    app.processEvents()


def gone(widget: QWidget, look: Look) -> None:
    """Delete a window for good; undressed while it stands, each widget in it would be told of its style once more."""
    widget.hide()
    widget.deleteLater()
    settle(QApplication.instance())
    look.undress(widget)


def show_at(widget: QWidget, width: int, height: int) -> None:
    """Show a widget at a size and let it be laid out and painted."""
    widget.resize(width, height)
    widget.show()
    app = QApplication.instance()
    assert isinstance(app, QApplication)
    app.processEvents()


@pytest.fixture
def window(context: ViewContext, look: Look) -> Iterator[MainWindow]:
    """The whole window at its usual size, with no call."""
    found = MainWindow(context)
    show_at(found, 1440, 900)
    yield found
    gone(found, look)


def show_call(window: MainWindow, desk: RecordingDesk, state: CallState) -> None:
    """Let the desk publish a call, and the window show it."""
    desk.state = samples.desk_of(state)
    desk.calls[state.id] = state
    window.workspace.show_desk(desk.state)
    window.show_call(state)
    QApplication.processEvents()


def press(window: MainWindow, key: Qt.Key, modifiers: Qt.KeyboardModifier = Qt.KeyboardModifier.NoModifier) -> None:
    """Send a key to whatever has the focus."""
    QTest.keyClick(window.focusWidget() or window, key, modifiers)
    QApplication.processEvents()
