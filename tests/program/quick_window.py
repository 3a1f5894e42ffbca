"""One call on the real window, by its keys alone: a quick text, a macro seen and run, and taken back. Prints JSON.

`python -m tests.program.quick_window FOLDER`: a folder for the demo.
"""

from __future__ import annotations

import asyncio
import json
import sys
from collections.abc import Callable
from pathlib import Path

from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication

from desktop.app import run_window
from desktop.call.state import Phase
from desktop.core import Core
from desktop.settings import demo_in
from desktop.stage import Stage
from desktop.views.main_window import MainWindow
from tests.program.running import Running
from tests.program.windowed import MARTA, painted

CTRL, ALT = Qt.KeyboardModifier.ControlModifier, Qt.KeyboardModifier.AltModifier


async def until(fits: Callable[[], object]) -> None:
    async with asyncio.timeout(60):
        while not fits():
            await asyncio.sleep(0.01)


def key(window: MainWindow, pressed: Qt.Key, modifiers: Qt.KeyboardModifier = Qt.KeyboardModifier.NoModifier) -> None:
    QTest.keyClick(QApplication.focusWidget() or window, pressed, modifiers)


async def one_call(core: Core, window: MainWindow) -> None:
    window.activateWindow()
    run = Running(core, [])
    state = await run.filled(await run.ring(MARTA))
    await painted(window, state.id)
    core.desk.answer(state.id)
    await until(lambda: core.desk.call(state.id).info.answered_at)
    core.desk.switch_call_type(state.id, "complaint")
    await until(lambda: core.desk.call(state.id).macros)
    notes, found = window.workspace.wrap_up.notes, {}
    key(window, Qt.Key.Key_F4)
    await until(notes.hasFocus)
    QTest.keyClicks(notes, "Says: ;thx ")
    found["expanded"] = notes.toPlainText()
    key(window, Qt.Key.Key_Z, CTRL)
    found["given_back"] = notes.toPlainText()
    key(window, Qt.Key.Key_J, CTRL)
    await until(window.palette_sheet.isVisible)
    key(window, Qt.Key.Key_Return)
    await until(window.macro_sheet.isVisible)
    found["steps"] = [row.value.text() for row in window.macro_sheet.steps._rows if row.box.isVisible()]
    rows = await core.db.run(lambda store: store.outbox.list())
    found["before"] = len(rows)
    key(window, Qt.Key.Key_Return)
    await until(lambda: core.desk.call(state.id).undo)
    await until(lambda: window.workspace.wrap_up.notes.toPlainText() != found["given_back"])
    found["notes"] = notes.toPlainText()
    found["disposition"] = core.desk.call(state.id).wrap_up.disposition
    found["promised"] = [row.operation for row in await core.db.run(lambda store: store.outbox.list())]
    await until(lambda: window.workspace.cards.stack.undo.isVisible() or window.workspace.cards._undo.isVisible())
    key(window, Qt.Key.Key_U, ALT)
    await until(lambda: core.desk.call(state.id).undo is None)
    await until(lambda: notes.toPlainText() == found["given_back"])
    found["after"] = len(await core.db.run(lambda store: store.outbox.list()))
    found["last"] = core.desk.call(state.id).action_log[-1].outcome
    found["phase"] = str(core.desk.call(state.id).phase is Phase.TALKING)
    print(json.dumps(found))


def main() -> int:
    return run_window(demo_in(Path(sys.argv[1])), Stage(size=(1440, 900), after=one_call))


if __name__ == "__main__":
    sys.exit(main())
