"""The window's life: painted first, everything else loaded behind it, put away in order at the end.

What is imported here is imported before the first frame: as little as opens a window.
"""

from __future__ import annotations

# Before all else: the import that PySide puts in the place of Python's reads the source of each module.
import desktop.views.plain_imports  # noqa: F401

# isort: split

import gc
import json
import os
import sys
from datetime import UTC, datetime
from typing import TYPE_CHECKING, cast

from PySide6.QtCore import QLockFile, QMessageLogContext, QtMsgType, qInstallMessageHandler
from PySide6.QtWidgets import QApplication

from desktop.complaint import complain
from desktop.stage import AppError, Stage
from desktop.views.main_window import MainWindow
from desktop.views.preferences import Preferences
from desktop.views.theme.system import System

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from desktop.call.desk import Desk
    from desktop.late_desk import LateDesk
    from desktop.settings import Place

WINDOW_FILE = "window.json"
LONGEST_PREFERENCES = 100_000


def no_display() -> bool:
    """Whether this machine has no screen to open a window on."""
    if sys.platform in ("win32", "darwin") or os.environ.get("QT_QPA_PLATFORM"):
        return False
    return not (os.environ.get("DISPLAY") or os.environ.get("WAYLAND_DISPLAY"))


def application() -> QApplication:
    """The one QApplication; what Qt has to say goes to our log."""
    found = QApplication.instance()
    app = found if isinstance(found, QApplication) else QApplication(["callside"])
    app.setApplicationName("Callside")
    app.setDesktopFileName("callside")
    app.setQuitOnLastWindowClosed(False)
    qInstallMessageHandler(_from_qt)
    return app


def _from_qt(kind: QtMsgType, context: QMessageLogContext, message: str) -> None:
    """What Qt has to say goes to the log, not to the terminal of somebody who takes calls."""
    import logging

    del context
    level = logging.ERROR if kind in (QtMsgType.QtCriticalMsg, QtMsgType.QtFatalMsg) else logging.INFO
    logging.getLogger("callside.qt").log(level, "%s", message)


def run_window(place: Place, stage: Stage | None = None) -> int:
    """Open the window on a site and stay until it is closed; a second start brings the first window forward."""
    stage = stage or Stage()
    if no_display():
        return complain("there is no display here. Try `callside demo --headless --screenshots DIR`.")
    # Three threads share one interpreter: the io thread must not wait 5 ms for a turn while the window paints.
    sys.setswitchinterval(0.001)
    lock = _only_one(place)
    if lock is None:
        return _raise_other(place)
    # Starting makes nothing but what stays: looking through it again and again finds no rubbish.
    gc.disable()
    app = application()
    window = MainWindow(None, Preferences() if stage.size else _preferences(place))
    if stage.size is not None:
        window.resize(*stage.size)
    window.show_frame(_theme(stage, window.preferences))
    # Painted before anything heavy is imported, the workspace among it: there is a window at once.
    app.processEvents()
    late = _fill(app, place, window, stage)
    # And the empty desk in it before what calls are made of is imported.
    app.processEvents()
    try:
        # Closed while it was filled: nobody waits for what would come.
        return 0 if window.isHidden() else _run(app, place, window, late, stage)
    finally:
        window.language_choice.forget()
        gc.enable()
        lock.unlock()


def _theme(stage: Stage, preferences: Preferences) -> str:
    return stage.theme or preferences.look(wanted=System().wants_contrast())


def _fill(app: QApplication, place: Place, window: MainWindow, stage: Stage) -> LateDesk:
    """Put an empty desk into the window; `complete` builds the rest of it."""
    import logging

    from PySide6.QtCore import QLocale

    from desktop.call.desk_state import DeskState
    from desktop.late_desk import LateDesk
    from desktop.reporting import log_to
    from desktop.settings import agent_name, site_head
    from desktop.views.context import ViewContext
    from desktop.views.format import Formats
    from desktop.views.keys import Keymap
    from desktop.views.language import Languages, chosen
    from desktop.views.theme.look import Look

    log_to(place.profile)
    head, preferences = site_head(place.site), window.preferences
    look = Look(_theme(stage, preferences), preferences.density)
    look.install(app)
    formats = Formats(currency=head.currency, zone=head.zone)
    languages = Languages(app, formats)
    own = stage.language or preferences.language
    languages.speak(own or chosen("", head.language, QLocale.system().uiLanguages()))
    keymap = Keymap(preferences.keys, head.keys)
    for entry in keymap.ignored:
        logging.getLogger("callside").warning(
            "site.toml, [keys]: %s names no command, or keys no command may have", entry
        )
    late = LateDesk(DeskState(agent=agent_name(place), practice=place.demo))
    context = ViewContext(look, formats, keymap, cast("Desk", late), lambda: datetime.now(UTC))
    window.fill(context, languages, later=True)
    if stage.size is None:
        window.preferences_changed.connect(_Keeper(place))
    return late


def _run(app: QApplication, place: Place, window: MainWindow, late: LateDesk, stage: Stage) -> int:
    import asyncio

    # qasync takes the Qt binding that is already imported; only its loop is used, ever.
    from qasync import QEventLoop

    from desktop.reporting import Reporter
    from desktop.run import run_desk

    loop = QEventLoop(app)
    asyncio.set_event_loop(loop)
    reporter = Reporter()
    reporter.install(loop)
    with loop:
        try:
            loop.run_until_complete(run_desk(place, window, late, stage, reporter))
        except AppError as error:
            return complain(str(error).splitlines())
    return 0


def _only_one(place: Place) -> QLockFile | None:
    """The lock that says this profile is in use, None when another program holds it.

    Where the profile cannot be written it lies beside the door, so that there too the second start finds the first.
    """
    for file in _locks(place):
        try:
            file.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
        except OSError:
            continue
        lock = QLockFile(str(file))
        lock.setStaleLockTime(0)
        if lock.tryLock(0):
            return lock
        if lock.error() is QLockFile.LockError.LockFailedError:
            return None
    return QLockFile("")


def _locks(place: Place) -> Iterator[Path]:
    yield place.profile / "callside.lock"
    yield place.door.with_suffix(".lock")


def _raise_other(place: Place) -> int:
    from connectors.telephony.door import DoorError, raise_window

    try:
        raise_window(place.door)
    except DoorError:
        return complain("Callside is already starting on this profile. Wait a moment.")
    print("Callside is already running; its window is in front now.")
    return 0


def _preferences(place: Place) -> Preferences:
    try:
        text = (place.profile / WINDOW_FILE).read_text(encoding="utf-8")[:LONGEST_PREFERENCES]
        return Preferences.from_json(json.loads(text))
    except (OSError, ValueError, RecursionError):
        return Preferences()


class _Keeper:
    """Keeps the window's preferences in the profile; what cannot be written is not kept, and nobody is bothered."""

    def __init__(self, place: Place) -> None:
        self._file = place.profile / WINDOW_FILE

    def __call__(self, preferences: Preferences) -> None:
        temporary = self._file.with_suffix(".new")
        try:
            temporary.write_text(json.dumps(preferences.to_json()), encoding="utf-8")
            temporary.replace(self._file)
        except OSError:
            return
