"""One call on the real window, without a screen: prints what is on it, as JSON. `python -m … SITE PROFILE`."""

from __future__ import annotations

import asyncio
import json
import sys
from pathlib import Path

from desktop.app import run_window
from desktop.call.state import CallState
from desktop.core import Core
from desktop.settings import Place
from desktop.stage import Stage
from desktop.views.main_window import MainWindow
from tests.program.running import Running

MARTA = "+46701740605"


async def painted(window: MainWindow, call: str) -> None:
    async with asyncio.timeout(20):
        while not (window.workspace.settled and window.workspace.state and window.workspace.state.id == call):
            await asyncio.sleep(0.01)


def shown(window: MainWindow, core: Core, state: CallState) -> dict[str, object]:
    workspace = window.workspace
    return {
        "name": workspace.header.name.text().strip("\u2068\u2069"),
        "store": workspace.status_bar.store_sentence(core.desk.state),
        "notes": workspace.wrap_up.notes.toPlainText(),
        "notes_read_only": workspace.wrap_up.notes.isReadOnly(),
        "save": workspace.wrap_up._save.text(),
        "trouble": workspace.wrap_up._problems["notes"].text(),
        "phase": state.phase,
    }


async def one_call(core: Core, window: MainWindow) -> None:
    run = Running(core, [])
    state = await run.filled(await run.ring(MARTA))
    await painted(window, state.id)
    found = shown(window, core, state)
    await run.end(state.id)
    core.desk.finish(state.id)
    await run.until(lambda: core.desk.call(state.id) is None)
    found["left"] = len(core.desk.state.tabs)
    print(json.dumps({name: str(value) for name, value in found.items()}))


def main() -> int:
    site, profile = map(Path, sys.argv[1:])
    return run_window(Place(site, profile), Stage(size=(1440, 900), after=one_call))


if __name__ == "__main__":
    sys.exit(main())
