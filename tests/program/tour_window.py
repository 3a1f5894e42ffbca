"""The first-day tour on the real window, by keys alone: each step is done as it says. Prints JSON.

`python -m tests.program.tour_window FOLDER`: a folder for the demo.
"""

from __future__ import annotations

import json
import sys
import traceback
from collections.abc import Callable
from pathlib import Path

from connectors.telephony.player import DemoPlayer, PlayedCall
from desktop.app import run_window
from desktop.call.state import Phase
from desktop.core import Core
from desktop.settings import demo_in
from desktop.stage import Stage
from desktop.views.main_window import MainWindow
from desktop.views.safe_text import plain
from resources.demo.cast import load_cast
from tests.program.agent_user import User
from tests.program.running import Running

Look = Callable[[MainWindow, str], None]


class FirstDay:
    """One agent who does what each step says."""

    def __init__(self, core: Core, window: MainWindow, player: DemoPlayer, look: Look) -> None:
        self.run, self.core, self.window, self.player = Running(core, []), core, window, player
        self.user, self.look = User(window), look
        self.steps: list[str] = []
        self.found: dict[str, object] = {}

    @property
    def tour(self):
        return self.window.tour

    @property
    def title(self) -> str:
        return plain(self.tour.band.title.text()).rpartition(" · ")[2]

    async def step(self, name: str) -> None:
        """The tour has come to this step, and shows where its control is."""
        await self.user.until(lambda: self.tour.course.step == name, lambda: f"{name}, at {self.tour.course}")
        await self.user.until(
            lambda: self.tour.ring.isVisible(), lambda: f"a ring for {name}: {self.tour.band.sentence.text()}"
        )
        await self.user.until(lambda: self.window.workspace.settled, "all being shown")
        self.steps.append(self.title)
        self.look(self.window, name)

    async def ring(self) -> None:
        """The first customer calls."""
        self.core.io.call_soon(lambda: self.player.ring("billing_dispute"))
        self.call = await self.run.new_call()

    async def key(self, *chords: str) -> None:
        for chord in chords:
            self.user.key(chord)

    async def day(self) -> None:
        """Offered, begun by its key, done, and over."""
        self.tour.offer()
        await self.user.until(lambda: self.tour.band.isVisible(), "the offer")
        self.look(self.window, "offer")
        await self.key("Shift+F1")
        self.found["waits"] = plain(self.tour.band.sentence.text())
        self.look(self.window, "waits")
        await self.ring()
        await self.step("caller")
        await self.key("Shift+F1")
        await self.step("answer")
        await self.key("F2")
        await self.run.filled(self.call)
        await self.step("guide")
        await self.key("Ctrl+1")
        await self.step("panels")
        await self.key("Alt+2")
        await self.step("card")
        await self.key("Alt+A")
        await self.user.reads("Send")
        await self.key("Return")
        await self.step("notes")
        await self.key("F4")
        self.user.type("Paid by autopay.", free=True)
        await self.step("quick")
        self.user.type(" ;thx ", free=True)
        await self.step("finish")
        await self.key("F9")
        await self.user.until(lambda: self.run.state(self.call).phase is Phase.WRAP_UP, "the call's end")
        await self.step("finish")
        await self.key("Ctrl+D")
        self.user.type("expl")
        await self.key("Return")
        await self.user.until(lambda: self.run.state(self.call).wrap_up.disposition, "how it ended")
        self.look(self.window, "finish")
        await self.key("Ctrl+Return")
        await self.step("search")
        await self.key("Ctrl+K")
        await self.user.until(lambda: self.window.palette_sheet.isVisible(), "the search")
        await self.key("Escape")
        await self.step("keys")
        await self.key("F1")
        await self.user.until(lambda: self.window.keys_sheet.isVisible(), "all keys")
        await self.key("Escape")
        await self.user.until(lambda: self.tour.course.step is None, "the end")
        self.look(self.window, "over")
        self.found["end"] = plain(self.tour.band.sentence.text())
        await self.key("Escape")
        self.found["gone"] = self.tour.band.isHidden() and self.tour.ring.isHidden()
        self.found["kept"] = self.window.preferences.tour


def main(look: Look = lambda window, name: None, size: tuple[int, int] = (1440, 900), **seen: str) -> int:
    player = DemoPlayer([PlayedCall(call.id, call.event()) for call in load_cast().calls], "SE")
    found: dict[str, object] = {}

    async def after(core: Core, window: MainWindow) -> None:
        day = FirstDay(core, window, player, look)
        try:
            await day.day()
        except Exception:
            traceback.print_exc()
        finally:
            day.user.eyes.close()
        found.update(day.found, steps=day.steps)

    code = run_window(demo_in(Path(sys.argv[1]), "fernvik"), Stage((player,), size=size, after=after, **seen))
    print(json.dumps(found))
    return code


if __name__ == "__main__":
    sys.exit(main())
