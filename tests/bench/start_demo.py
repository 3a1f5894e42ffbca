"""One start of the program on the demo company, and its first call; prints when its first frame was painted, when its
empty desk was, when that answered and when it could take calls, and its memory then and on the call.
"""

from __future__ import annotations

import sys
import time
from typing import TYPE_CHECKING

from desktop.app import run_window
from desktop.demo import REGION, Chosen
from desktop.settings import demo_place
from desktop.stage import Stage
from desktop.views.main_window import MainWindow
from tests.bench.figures import pss_kb, rss_kb

if TYPE_CHECKING:
    from connectors.telephony.events import TelephonySource
    from connectors.telephony.player import DemoPlayer
    from desktop.call.state import CallState
    from desktop.core import Core


CALL = "billing_dispute"


class Painted:
    """The window's pixels are on their way: first its frame, then the empty desk in it."""

    def __call__(self, stamp: int) -> None:
        print("pixels", stamp, flush=True)
        MainWindow.on_flush = staticmethod(self.desk)

    def desk(self, stamp: int) -> None:
        MainWindow.on_flush = None
        print("desk", stamp, flush=True)
        answered()


def answered() -> None:
    """An event of the painted window: it counts once the program's own loop delivers it, not before."""
    from PySide6.QtCore import QTimer

    from desktop.views.tasks import loop_is_running

    if loop_is_running():
        print("usable", time.monotonic_ns(), flush=True)
    else:
        QTimer.singleShot(0, answered)


def filled(state: CallState | None) -> bool:
    """Whether every system has answered about the call in view."""
    parts = [] if state is None else [part for part in state.parts.values() if part.status != "not_offered"]
    return bool(parts) and all(part.status == "live" for part in parts)


class Phone:
    """The demo's phone, made when the program asks for it, as the demo does."""

    player: DemoPlayer

    def __call__(self) -> tuple[TelephonySource, ...]:
        from connectors.telephony.player import DemoPlayer, PlayedCall

        [caller] = Chosen(call=CALL).calls() or []
        self.player = DemoPlayer([PlayedCall(caller.id, caller.event())], REGION)
        return (self.player,)


def main() -> int:
    """Start, report, end."""
    MainWindow.on_flush = staticmethod(Painted())
    phone = Phone()

    async def report(core: Core, window: MainWindow) -> None:
        import asyncio

        print("ready", time.monotonic_ns(), flush=True)
        print("memory", pss_kb(), flush=True)
        print("resident", rss_kb(), flush=True)

        core.io.call_soon(lambda: phone.player.ring(CALL))
        async with asyncio.timeout(30):
            while not filled(window.workspace.state):
                await asyncio.sleep(0.05)
        print("on_call", pss_kb(), flush=True)

    return run_window(demo_place(), Stage(late_phones=phone, size=(1440, 900), after=report))


if __name__ == "__main__":
    sys.exit(main())
