"""Between calls on the real window, by its keys alone: what was promised is found, called about and done. Prints JSON.

`python -m tests.program.between_window FOLDER`: a folder for the demo.
"""

from __future__ import annotations

import json
import sys
from pathlib import Path

from PySide6.QtCore import Qt
from PySide6.QtTest import QTest

from connectors.telephony.player import DemoPlayer
from desktop.app import run_window
from desktop.call.between_state import Presence
from desktop.call.state import IdentityStatus, Phase
from desktop.core import Core
from desktop.settings import demo_in
from desktop.stage import Stage
from desktop.views.main_window import MainWindow
from tests.program.quick_window import CTRL, key, until
from tests.program.running import Running
from tests.program.windowed import MARTA, painted

SHIFT = Qt.KeyboardModifier.ShiftModifier


async def a_day(core: Core, window: MainWindow) -> None:
    window.activateWindow()
    idle, palette, desk = window.workspace.idle, window.palette_sheet, core.desk
    found: dict[str, object] = {}
    call = await first_call(core, window)
    key(window, Qt.Key.Key_D, CTRL | SHIFT)
    await until(lambda: idle.isVisible() and idle.open.entries.entries)
    found["aside"] = idle.open.entries.entries[0].title
    idle.open.setFocus(Qt.FocusReason.TabFocusReason)
    key(window, Qt.Key.Key_Return)
    await painted(window, call)
    await finished(core, call)
    await until(lambda: idle.due.entries.entries and idle.recent.entries.entries)
    found["due"] = [(entry.title, entry.line) for entry in idle.due.entries.entries]
    found |= await looked_for(core, window)
    key(window, Qt.Key.Key_F12)
    await until(palette.isVisible)
    key(window, Qt.Key.Key_Return)
    await until(lambda: desk.state.between.presence.status is Presence.AWAY)
    await until(lambda: desk.state.between.presence.phone == "told")
    found["due_while_away"] = len(idle.due.entries.entries)
    key(window, Qt.Key.Key_F12)
    await until(lambda: desk.state.between.presence.status is Presence.AVAILABLE and idle.due.entries.entries)
    idle.focus_first()
    key(window, Qt.Key.Key_Down)
    key(window, Qt.Key.Key_Return)
    await until(lambda: desk.state.tabs)
    again = desk.state.tabs[0].call_id
    await until(lambda: desk.call(again).identity.status is IdentityStatus.IDENTIFIED)
    await until(lambda: desk.call(again).phase is Phase.TALKING)
    await painted(window, again)
    found["about"] = desk.call(again).promise.text
    found["name"] = desk.call(again).identity.customer.customer.name
    found["shown"] = found["about"] in window.workspace.call_bar.about.text()
    desk.hang_up(again)
    await until(lambda: desk.call(again).phase is Phase.WRAP_UP)
    await finished(core, again)
    await until(lambda: not desk.state.between.promises)
    found["due_after"] = len(idle.due.entries.entries)
    print(json.dumps(found))


async def first_call(core: Core, window: MainWindow) -> str:
    """A call that ends with a promise, not finished yet; the customer is in the cache."""
    run = Running(core, [])
    state = await run.filled(await run.ring(MARTA))
    await painted(window, state.id)
    await run.end(state.id)
    today = core.desk._context.zone.local_date(core.desk._context.clock.now())
    core.desk.add_follow_up(state.id, "Call about the credit", today)
    await until(lambda: core.desk.call(state.id).wrap_up.follow_ups)
    while not await core.db.run(lambda store: store.cache.find_by_phone(MARTA)):
        pass
    return state.id


async def finished(core: Core, call: str) -> None:
    """Finish it, also where something may be left out after having been told once."""
    desk, view = core.desk, core.desk.call(call).wrap_up
    desk.put_notes(call, "Told her.")
    if view.disposition is None:
        desk.set_disposition(call, view.dispositions[0].id)
    for _ in range(2):
        desk.finish(call)
        await until(lambda: desk.call(call) is None or desk.call(call).wrap_up.problem)
        if desk.call(call) is None:
            return


async def looked_for(core: Core, window: MainWindow) -> dict[str, object]:
    """Typing between calls, with a slip; the customer opens to read and leaves again."""
    idle, palette = window.workspace.idle, window.palette_sheet
    await until(idle.field.hasFocus)
    QTest.keyClicks(idle.field, "l")
    await until(palette.isVisible)
    QTest.keyClicks(palette.field, "indqvits")
    await until(lambda: palette.model.entries and palette.model.entries[0].keys)
    title = palette.model.entries[0].title
    key(window, Qt.Key.Key_Return)
    await until(lambda: core.desk.state.between.preview is not None and idle.preview.isVisible())
    read = idle.preview.title.text()
    key(window, Qt.Key.Key_Escape)
    await until(lambda: core.desk.state.between.preview is None and not idle.preview.isVisible())
    return {"found": title, "read": read, "left": idle.preview.title.text()}


def main() -> int:
    return run_window(demo_in(Path(sys.argv[1])), Stage((DemoPlayer([], "SE"),), size=(1440, 900), after=a_day))


if __name__ == "__main__":
    sys.exit(main())
