"""The real window on a real softphone, without a screen: an agent takes one call. `python -m … FOLDER PORT`.

Prints "ready" when it may ring, then what stood on the window at each stage, as JSON.
"""

from __future__ import annotations

import asyncio
import json
import sys
from collections.abc import Callable
from functools import partial
from pathlib import Path

from PySide6.QtTest import QTest

from connectors.telephony.baresip import BaresipSource
from desktop.app import run_window
from desktop.call.state import CallState, Phase
from desktop.core import Core
from desktop.settings import demo_in
from desktop.stage import Stage
from desktop.views.main_window import MainWindow
from tests.program.running import Running, is_filled

NOTES = "Typed on the window."


class Agent:
    """Uses the window's own buttons and fields, and looks at what they show."""

    def __init__(self, core: Core, window: MainWindow) -> None:
        self.run = Running(core, [])
        self.workspace = window.workspace
        self.seen: dict[str, dict[str, object]] = {}

    async def look(self, stage: str, call: str, fits: Callable[[CallState], object]) -> None:
        """Wait for a stage and until all of it is painted; remember what is there."""
        await self.run.seen(call, fits)
        shown = self.workspace
        async with asyncio.timeout(60):
            while not (shown.settled and shown.state is not None and fits(shown.state)):
                await asyncio.sleep(0.01)
        state = shown.state
        assert state is not None
        self.seen[stage] = {
            "phase": state.phase,
            "status": state.identity.status,
            "name": shown.header.name.text().strip("\u2068\u2069"),
            "cards": [entry.title for entry in (state.decision.actions.shown if state.decision else ())],
            "panels": list(shown.panels.ids),
            "notes": shown.wrap_up.notes.toPlainText(),
        }

    async def take(self, core: Core) -> None:
        bar, wrap_up = self.workspace.call_bar, self.workspace.wrap_up
        call = await self.run.new_call()
        await self.look("ringing", call, is_filled)
        for button, stage, phase in (
            (bar.answer, "talking", Phase.TALKING),
            (bar.hold, "held", Phase.HELD),
            (bar.hold, "resumed", Phase.TALKING),
        ):
            button.click()
            await self.look(stage, call, partial(is_in, phase))
        QTest.keyClicks(wrap_up.notes, NOTES)
        bar.end.click()
        await self.look("wrap-up", call, lambda state: state.phase is Phase.WRAP_UP and state.wrap_up.notes == NOTES)
        state = self.run.state(call)
        if state.wrap_up.disposition is None:
            core.desk.set_disposition(call, state.wrap_up.dispositions[0].id)
        wrap_up.finish.click()
        await self.run.until(lambda: core.desk.call(call) is None)
        async with asyncio.timeout(60):  # else the CRM would have it at the next start
            while (await core.db.run(lambda store: store.outbox.counts())).pending:
                await asyncio.sleep(0.01)
        self.seen["saved"] = {"tabs": len(core.desk.state.tabs)}


def is_in(phase: Phase, state: CallState) -> bool:
    return state.phase is phase and state.info.pending is None


async def shift(core: Core, window: MainWindow) -> None:
    agent = Agent(core, window)
    await agent.run.line("desk-phone")
    print("ready", flush=True)
    await agent.take(core)
    print(json.dumps(agent.seen))


def main() -> int:
    phone = BaresipSource("127.0.0.1", int(sys.argv[2]), "SE", "desk-phone")
    return run_window(demo_in(Path(sys.argv[1])), Stage(phones=(phone,), size=(1440, 900), after=shift))


if __name__ == "__main__":
    sys.exit(main())
