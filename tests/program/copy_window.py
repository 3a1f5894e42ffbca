"""One call on the real window, by its keys alone: an address is copied to the shop, taken back, copied again and sent.

`python -m tests.program.copy_window FOLDER`: a folder for the demo. Prints JSON.
"""

from __future__ import annotations

import json
import sqlite3
import sys
from contextlib import closing
from pathlib import Path

from PySide6.QtCore import Qt
from PySide6.QtTest import QTest

from desktop.app import run_window
from desktop.core import Core
from desktop.stage import Stage
from desktop.views.main_window import MainWindow
from tests.program.calls_window import place
from tests.program.quick_window import ALT, CTRL, key, until
from tests.program.running import Running
from tests.program.windowed import painted

ELEANOR = "+442079460123"
WORDS = "copy to orders"


def address_in_the_shop(folder: Path) -> str:
    (path,) = folder.rglob("shop.db")
    with closing(sqlite3.connect(path)) as shop:
        return str(shop.execute("select email from accounts where last_name = 'Clarke-Pemberton'").fetchone()[0])


async def copied(core: Core, window: MainWindow, call_id: str) -> list[str]:
    """Choose it in the palette, read what it would do, send it."""
    key(window, Qt.Key.Key_K, CTRL)
    await until(window.palette_sheet.isVisible)
    QTest.keyClicks(window.palette_sheet.field, WORDS)
    key(window, Qt.Key.Key_Return)
    await until(window.change_sheet.isVisible)
    told = [row.value.text() for row in window.change_sheet.steps._rows if row.box.isVisible()]
    key(window, Qt.Key.Key_Return)
    await until(lambda: core.desk.call(call_id).undo)
    return told


async def one_call(core: Core, window: MainWindow) -> None:
    window.activateWindow()
    run, folder, found = Running(core, []), Path(sys.argv[1]), {}
    state = await run.filled(await run.ring(ELEANOR))
    await painted(window, state.id)
    core.desk.answer(state.id)
    await until(lambda: core.desk.call(state.id).info.answered_at and core.desk.call(state.id).changes)
    found["before"] = address_in_the_shop(folder)
    found["told"] = await copied(core, window, state.id)
    key(window, Qt.Key.Key_U, ALT)
    await until(lambda: core.desk.call(state.id).undo is None)
    found["taken_back"] = len(await core.db.run(lambda store: store.outbox.list()))
    await copied(core, window, state.id)
    found["unsent"] = address_in_the_shop(folder)
    await run.end(state.id)
    await run.finish(state.id, "The address is the one of the CRM.")
    await until(lambda: core.delivery.count.pending == 0)
    found["after"] = address_in_the_shop(folder)
    print(json.dumps(found))


def main() -> int:
    return run_window(place(Path(sys.argv[1])), Stage(size=(1440, 900), after=one_call))


if __name__ == "__main__":
    sys.exit(main())
