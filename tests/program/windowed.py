"""One call on the real window, without a screen: prints what is on it, as JSON.

`python -m … SITE PROFILE`, or one folder for the demo. A call that was interrupted is looked at, else somebody calls.
"""

from __future__ import annotations

import asyncio
import json
import sys
from pathlib import Path

from desktop.app import run_window
from desktop.call.state import CallState
from desktop.core import Core
from desktop.settings import Place, demo_in
from desktop.stage import Stage
from desktop.views.main_window import MainWindow
from tests.program.running import Running

MARTA = "+46701740605"


async def painted(window: MainWindow, call: str) -> None:
    async with asyncio.timeout(60):
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
    interrupted = await core.db.run(lambda store: store.drafts.open())
    state = await run.filled(await (run.new_call() if interrupted else run.ring(MARTA)))
    await painted(window, state.id)
    found = shown(window, core, state)
    if not interrupted:
        await run.end(state.id)
    core.desk.finish(state.id)
    await run.until(lambda: core.desk.call(state.id) is None)
    found["left"] = len(core.desk.state.tabs)
    print(json.dumps({name: str(value) for name, value in found.items()}))


def main() -> int:
    folders = [Path(name) for name in sys.argv[1:]]
    place = demo_in(*folders) if len(folders) == 1 else Place(*folders)
    return run_window(place, Stage(size=(1440, 900), after=one_call))


if __name__ == "__main__":
    sys.exit(main())
