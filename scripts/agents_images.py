"""Take the pictures of docs/agents.md from the running demo: `make agents-images`.

Two calls are played from ring to saved wrap-up; at some stages a key is pressed and the window, or a part of it, is
photographed. Nothing is drawn for the page.
"""

from __future__ import annotations

import asyncio
import os
import sys
import tempfile
from collections.abc import Awaitable, Callable, Mapping
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import TYPE_CHECKING, Any, cast

os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")
os.environ.setdefault("LC_ALL", "C.UTF-8")

from PySide6.QtCore import QPoint, QRect
from PySide6.QtGui import QKeySequence
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QWidget

from connectors.telephony.player import DemoPlayer, PlayedCall
from desktop.app import run_window
from desktop.call.state import CallState, SaveStatus
from desktop.director import Director
from desktop.settings import demo_in
from desktop.stage import Stage
from resources.demo.cast import load_cast
from scripts.small_image import small

if TYPE_CHECKING:
    from desktop.core import Core
    from desktop.views.main_window import MainWindow

FOLDER = Path(__file__).parents[1] / "docs" / "images"
CALLS = ("billing_dispute", "refund_complaint")
SIZE = (1440, 900)
PATIENCE_S = 20.0
_AROUND = 4


class Camera:
    """Takes a picture when the director comes to its stage; `taken` are the names so far."""

    def __init__(self, core: Core, window: MainWindow, folder: Path) -> None:
        self._core, self._window, self._folder = core, window, folder
        self.taken: list[str] = []
        self._shots: Mapping[tuple[str, str], Callable[[], Awaitable[None]]] = {
            ("billing_dispute", "1-ringing"): self._ringing,
            ("billing_dispute", "2-answered"): self._tour,
            ("billing_dispute", "4-guide"): self._call,
            ("billing_dispute", "7-second-call"): self._second,
            ("billing_dispute", "8-wrap-up"): self._wrap_up,
            ("refund_complaint", "2-answered"): self._down,
            ("refund_complaint", "8-wrap-up"): self._promise,
            ("refund_complaint", "9-saved"): self._between,
        }

    async def watch(self, scenario: str, stage: str) -> None:
        """Be called by the director."""
        shoot = self._shots.get((scenario, stage))
        if shoot is not None:
            await self._until(lambda: self._window.workspace.settled)
            await shoot()

    async def _ringing(self) -> None:
        await self._take("ringing")

    async def _tour(self) -> None:
        self._press("Shift+F1")
        tour = self._window.tour
        assert tour is not None
        await self._until(tour.ring.isVisible)
        await self._take("tour")
        self._press("Escape")
        await self._until(tour.band.isHidden)

    async def _call(self) -> None:
        workspace = self._window.workspace
        await self._take("call")
        await self._take("know", workspace.panels, workspace.timeline)
        self._press("Alt+A")
        await self._until(lambda: workspace.cards.top.mode == "confirm")
        await self._take("action", workspace.cards)
        self._press("Escape")
        await self._until(lambda: workspace.cards.top.mode == "normal")

    async def _second(self) -> None:
        await self._take("two-calls")

    async def _wrap_up(self) -> None:
        await self._promise()
        await self._take("wrap-up")

    async def _promise(self) -> None:
        """Promise what is due tomorrow, so that there is something to do between calls."""
        window = self._window
        state = window.workspace.state
        assert state is not None
        tomorrow = window.formats.local(datetime.now(UTC)).date() + timedelta(days=1)
        self._core.desk.add_follow_up(state.id, "Call with the result", tomorrow)
        await self._until(lambda: window.workspace.state is not None and _is_kept(window.workspace.state))

    async def _between(self) -> None:
        await self._until(lambda: bool(self._window.workspace.idle.recent.entries.entries))
        await self._take("between")
        palette = self._window.palette_sheet
        self._press("Ctrl+K")
        await self._until(palette.isVisible)
        QTest.keyClicks(palette.field, "lindqvits")
        await self._until(lambda: bool(palette.model.entries) and bool(palette.model.entries[0].keys))
        await self._take("search", palette.sheet)
        self._press("Escape")

    async def _down(self) -> None:
        self._press("Alt+2")
        await self._take("down")

    def _press(self, chord: str) -> None:
        """Press keys wherever the focus is, as an agent does."""
        keys = cast("Any", QKeySequence(chord))[0]
        QTest.keyClick(QApplication.focusWidget() or self._window, keys.key(), keys.keyboardModifiers())

    async def _until(self, fits: Callable[[], bool]) -> None:
        async with asyncio.timeout(PATIENCE_S):
            while not fits():  # noqa: ASYNC110  what is looked for is on the screen, nobody tells of it
                await asyncio.sleep(0.02)

    async def _take(self, name: str, *parts: QWidget) -> None:
        """Photograph the window, or the smallest piece of it that holds these parts."""
        await asyncio.sleep(0.25)  # a toolkit paints when it has nothing else to do
        box = QRect()
        for part in parts:
            box = box.united(QRect(part.mapTo(self._window, QPoint()), part.size()))
        if parts:
            box = box.adjusted(-_AROUND, -_AROUND, _AROUND, _AROUND) & self._window.rect()
        else:
            box = self._window.rect()
        small(self._window.grab(box).toImage(), self._folder / f"agents-{name}.png")
        self.taken.append(name)


def _is_kept(state: CallState) -> bool:
    return bool(state.wrap_up.follow_ups) and state.wrap_up.save is SaveStatus.SAVED


def main() -> int:
    """Play the calls and leave the pictures in docs/images."""
    player = DemoPlayer([PlayedCall(call.id, call.event()) for call in load_cast().calls], "SE")
    taken: list[str] = []

    async def after(core: Core, window: MainWindow) -> None:
        camera = Camera(core, window, FOLDER)
        director = Director(core, player, camera.watch)
        for call in CALLS:
            await director.play(call)
        taken.extend(camera.taken)

    with tempfile.TemporaryDirectory(prefix="callside-pictures-") as folder:
        stage = Stage((player,), theme="light", language="en", size=SIZE, after=after)
        code = run_window(demo_in(Path(folder), "fernvik"), stage)
    assert QApplication.instance() is not None
    print(f"{len(taken)} pictures in {FOLDER}: {', '.join(taken)}")
    return code


if __name__ == "__main__":
    sys.exit(main())
