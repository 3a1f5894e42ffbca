"""The real window on a real desk, with systems that answer when told to: what the pop benchmarks measure."""

from __future__ import annotations

import asyncio
import os
import sys
import tempfile
from collections.abc import Awaitable, Callable
from datetime import UTC, datetime
from functools import partial
from pathlib import Path

os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")

from PySide6.QtCore import QLocale

from connectors.clock import SystemClock
from connectors.io_thread import Io
from connectors.telephony.pop import PopServer
from desktop.app import application
from desktop.call.clock import SiteZone
from desktop.call.context import Context
from desktop.call.delivery import Delivery
from desktop.call.desk import Desk
from desktop.call.learner import Learner
from desktop.call.state import CallState
from desktop.call.tasks import Tasks
from desktop.playbook.loader import load_playbook
from desktop.playbook.texts import plain
from desktop.run import settle_memory
from desktop.store.db_thread import Db
from desktop.store.keys import FixedKeys
from desktop.store.store import open_store
from desktop.views.bridge import Bridge
from desktop.views.context import ViewContext
from desktop.views.format import Formats
from desktop.views.keys import Keymap
from desktop.views.main_window import MainWindow
from desktop.views.theme.look import Look

PENDING_TURNS = 4
"""Turns of the loop in which Qt lays out and paints what has been asked for: one event asks for the next."""
PLAYBOOK = Path(__file__).parents[2] / "resources" / "playbooks" / "fernvik"


class Bench:
    """One desk with its window, and the stamps of what it painted."""

    def __init__(self, folder: Path, systems: tuple) -> None:
        self.door = folder / "door" / "s"
        self.io = Io()
        self.db = Db(partial(open_store, folder / "profile", FixedKeys(b"b" * 32)))
        clock = SystemClock()
        delivery = Delivery(self.db, systems, self.io, clock)
        self.failures: list[BaseException] = []
        playbook = load_playbook(PLAYBOOK)
        self.desk = Desk(
            Context(
                io=self.io,
                db=self.db,
                connectors=systems,
                phones={"pop": PopServer(self.door, "DE")},
                playbook=playbook,
                learner=Learner(playbook, None),
                delivery=delivery,
                tasks=Tasks(self.failures.append),
                clock=clock,
                zone=SiteZone("Europe/Berlin"),
                region="DE",
                company="Bench",
                agent="Ana",
                report=self.failures.append,
                show=plain,
                store_mode="keyring",
            )
        )
        self._delivery = delivery
        look = self.look = Look()
        look.install(application())
        formats = Formats(QLocale("en_IE"), "EUR")
        self.window = MainWindow(ViewContext(look, formats, Keymap(), self.desk, lambda: datetime.now(UTC)))
        self.window.resize(1440, 900)
        self.bridge = Bridge(self.desk)
        self.window.attach(self.bridge)
        self.window.show()

    async def start(self) -> None:
        """Listen, and settle as the program does after its start."""
        await self.desk.start()
        async with asyncio.timeout(30):
            while not any(line.connected for line in self.desk.state.lines):
                await asyncio.sleep(0.01)
        settle_memory()

    async def close(self) -> None:
        """Put everything away."""
        self.window.hide()
        await self._delivery.close()
        await self.desk.close()
        self.db.close()
        self.io.close()


class Painted:
    """When the window shows what was wished for, and when the last of it was on its way to the screen.

    What is painted last may show nothing new: then nothing is flushed after the window has settled, and the flush
    before it is the one that counts.
    """

    def __init__(self, bench: Bench) -> None:
        self._workspace = bench.window.workspace
        self._flushed = 0
        self._shown: Callable[[CallState], bool] | None = None
        self._settled = asyncio.Event()
        bench.window.on_flush = self._on_flush
        self._workspace.page.filled.connect(self._on_filled)

    def _on_flush(self, stamp: int) -> None:
        self._flushed = stamp

    def _on_filled(self) -> None:
        state = self._workspace.state
        if state is not None and self._shown is not None and self._shown(state):
            self._settled.set()

    async def wait(self, shown: Callable[[CallState], bool]) -> int:
        """The stamp of the last flush, once everything shows a call that `shown` says yes to."""
        self._shown = shown
        self._settled.clear()
        async with asyncio.timeout(60):
            await self._settled.wait()
        for _ in range(PENDING_TURNS):
            await asyncio.sleep(0)
        return self._flushed


sys.setswitchinterval(0.001)  # as the program does


def run(systems: tuple, measure: Callable[[Bench], Awaitable[None]]) -> None:
    """Run a measurement on a fresh window."""
    # It imports PySide: the program's own window has put Python's import back by then.
    import qasync

    app = application()
    loop = qasync.QEventLoop(app)
    asyncio.set_event_loop(loop)

    async def whole() -> None:
        with tempfile.TemporaryDirectory() as folder:
            bench = Bench(Path(folder), systems)
            await bench.start()
            try:
                await measure(bench)
            finally:
                await bench.close()
            if bench.failures:
                raise bench.failures[0]

    with loop:
        loop.run_until_complete(whole())
