"""One start of the program on the demo company; prints when it painted, answered, could take calls, and its memory."""

from __future__ import annotations

import sys
import time

from PySide6.QtCore import QTimer

from desktop.app import run_window
from desktop.settings import demo_place
from desktop.stage import Stage
from desktop.views.main_window import MainWindow
from desktop.views.tasks import loop_is_running
from tests.bench.figures import pss_kb, rss_kb


def painted(stamp: int) -> None:
    """The window's pixels are on their way; from now on the loop may answer."""
    MainWindow.on_flush = None
    print("pixels", stamp, flush=True)
    answered()


def answered() -> None:
    """An event of the painted window: it counts once the program's own loop delivers it, not before."""
    if loop_is_running():
        print("usable", time.monotonic_ns(), flush=True)
    else:
        QTimer.singleShot(0, answered)


def main() -> int:
    """Start, report, end."""
    MainWindow.on_flush = staticmethod(painted)

    async def report(core: object, window: object) -> None:
        print("ready", time.monotonic_ns(), flush=True)
        print("memory", pss_kb(), flush=True)
        print("resident", rss_kb(), flush=True)

    return run_window(demo_place(), Stage(size=(1440, 900), after=report))


sys.exit(main())
