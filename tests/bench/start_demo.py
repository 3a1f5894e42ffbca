"""One start of the program on the demo company; prints when it painted, when it could take calls, and its memory."""

from __future__ import annotations

import sys
import time

from PySide6.QtCore import QTimer

from desktop.app import run_window
from desktop.settings import demo_place
from desktop.stage import Stage
from desktop.views.main_window import MainWindow
from tests.bench.figures import pss_kb, rss_kb


def main() -> int:
    """Start, report, end."""
    MainWindow.on_flush = staticmethod(lambda stamp: print("pixels", stamp, flush=True))

    QTimer.singleShot(0, lambda: print("usable", time.monotonic_ns(), flush=True))

    async def report(core: object, window: object) -> None:
        print("ready", time.monotonic_ns(), flush=True)
        print("memory", pss_kb(), flush=True)
        print("resident", rss_kb(), flush=True)

    return run_window(demo_place(), Stage(size=(1440, 900), after=report))


sys.exit(main())
