"""Three calls at once on the real window, two of them with the same name, by its keys alone. Prints JSON.

`python -m tests.program.calls_window FOLDER`: a folder for the demo.
"""

from __future__ import annotations

import json
import shutil
import sqlite3
import sys
from contextlib import closing
from pathlib import Path

from PySide6.QtCore import Qt
from PySide6.QtTest import QTest

from connectors.telephony.events import CallEventType
from connectors.telephony.player import DemoPlayer, PlayedCall, _next
from desktop.app import run_window
from desktop.call.state import CallState, Phase
from desktop.core import Core
from desktop.settings import DEMO_SITE, Place, demo_in
from desktop.stage import Stage
from desktop.views.main_window import MainWindow
from tests.program.quick_window import ALT, CTRL, key, until
from tests.program.running import Running
from tests.program.windowed import MARTA, painted

TWIN, THIRD = "+498999998042", "+13035550117"
PLAYER = DemoPlayer([PlayedCall(name, {"from": ani}) for name, ani in (("a", MARTA), ("b", TWIN), ("c", THIRD))], "SE")


class Calls:
    """One agent with three callers; `found` is what they saw on the way."""

    def __init__(self, core: Core, window: MainWindow) -> None:
        self.core, self.window, self.desk = core, window, core.desk
        self.run = Running(core, [])
        self.found: dict[str, object] = {}

    def state(self, call: str) -> CallState:
        found = self.desk.call(call)
        assert found is not None
        return found

    async def ring(self, caller: str) -> str:
        before = {tab.call_id for tab in self.desk.state.tabs}
        self.core.io.call_soon(lambda: PLAYER.ring(caller))
        call = await self.run.new_call(before)
        await self.run.filled(call)
        return call

    async def answer(self, call: str) -> None:
        key(self.window, Qt.Key.Key_F2)
        await until(lambda: self.state(call).phase is Phase.TALKING and self.desk.state.viewed == call)
        await painted(self.window, call)

    async def look_at(self, call: str) -> None:
        """Ctrl+Tab until it is in view."""
        while self.desk.state.viewed != call:
            before = self.desk.state.viewed
            key(self.window, Qt.Key.Key_Tab, CTRL)
            await until(lambda before=before: self.desk.state.viewed != before)
        await painted(self.window, call)

    async def write(self, call: str, text: str) -> None:
        notes = self.window.workspace.wrap_up.notes
        key(self.window, Qt.Key.Key_F4)
        await until(notes.hasFocus)
        QTest.keyClicks(notes, text)
        await until(lambda: text in self.state(call).wrap_up.notes)

    async def accept(self, call: str) -> None:
        """The top action; one that shows first what it sends is confirmed."""
        key(self.window, Qt.Key.Key_A, ALT)
        for _ in range(2):
            await until(lambda: self.state(call).undo or self.window.workspace.cards.focusWidget())
            if self.state(call).undo is None:
                key(self.window, Qt.Key.Key_Return)
        await until(lambda: self.state(call).undo)

    def see(self, name: str) -> None:
        """Write down what stands on the window."""
        work = self.window.workspace
        self.found[name] = {
            "tabs": [tab.label.split("   ")[:2] for tab in work.tabs._tabs if tab.isVisible()],
            "in_view": [tab.isChecked() for tab in work.tabs._tabs if tab.isVisible()],
            "band": work.call_bar.property("band"),
            "about": work.call_bar.about.text().replace("\u2068", "").replace("\u2069", ""),
            "presence": work.call_bar.presence.text().partition(" ·")[0],
            "name": work.header.name.text().strip("\u2068\u2069"),
            "finish": work.wrap_up.finish.label,
            "resume": work.call_bar.hold.label,
            "notes": work.wrap_up.notes.toPlainText(),
            "undo": self.state(work.state.id).undo is not None,
        }

    async def finish(self, call: str) -> None:
        """Ctrl+Enter, with what is still missing given."""
        view = self.state(call).wrap_up
        if view.disposition is None:
            self.desk.set_disposition(call, view.dispositions[0].id)
            await until(lambda: self.state(call).wrap_up.disposition)
        for _ in range(2):
            key(self.window, Qt.Key.Key_Return, CTRL)
            await until(lambda: self.desk.call(call) is None or self.state(call).wrap_up.problem)
            if self.desk.call(call) is None:
                return


async def three_calls(core: Core, window: MainWindow) -> None:
    window.activateWindow()
    calls = Calls(core, window)
    first = await calls.ring("a")
    await calls.answer(first)
    await calls.write(first, "The first Marta. ")
    await calls.accept(first)
    second = await calls.ring("b")
    calls.see("second rings")
    await calls.answer(second)
    await until(lambda: calls.state(first).phase is Phase.HELD)
    await calls.write(second, "The other Marta. ")
    await calls.accept(second)
    calls.see("second on the line")
    await calls.look_at(first)
    await calls.write(first, "Asked to wait. ")
    calls.see("held in view")
    key(window, Qt.Key.Key_Return, CTRL)
    await until(lambda: calls.state(first).wrap_up.problem)
    calls.found["held is not finished"] = calls.state(first).wrap_up.problem
    key(window, Qt.Key.Key_U, ALT)
    await until(lambda: calls.state(first).undo is None)
    calls.found["taken back"] = [calls.state(call).action_log[-1].outcome for call in (first, second)]
    calls.found["still undone"] = calls.state(second).undo is not None
    third = await calls.ring("c")
    core.io.call_soon(lambda: PLAYER._tell(_next(_phone(calls.state(second)), CallEventType.ENDED, "normal")))
    await until(lambda: calls.state(second).phase is Phase.WRAP_UP)
    await painted(window, first)
    calls.see("the other hung up")
    key(window, Qt.Key.Key_F9)
    await until(lambda: calls.state(first).phase is Phase.WRAP_UP)
    await painted(window, first)
    calls.see("wrap-up while another rings")
    await calls.finish(first)
    await painted(window, third)
    calls.see("first finished")
    await calls.answer(third)
    await calls.write(third, "Third. ")
    await calls.look_at(second)
    await calls.finish(second)
    await painted(window, third)
    calls.see("second finished")
    records = await core.db.run(lambda store: store.wrap_ups.last(8))
    calls.found["kept"] = sorted((past.record.ani, past.record.notes.strip()) for past in records)
    calls.found["away"] = window.workspace.tabs.isHidden()
    print(json.dumps(calls.found))


def _phone(state: CallState) -> object:
    return next(event for event in PLAYER._calls.values() if event.ani == state.info.ani)


def place(folder: Path) -> Place:
    """The demo's site with a long while to take things back, and two customers of the same name."""
    demo = demo_in(folder)
    site = folder / "site"
    shutil.copytree(DEMO_SITE, site)
    text = (site / "site.toml").read_text(encoding="utf-8")
    playbook = (DEMO_SITE / "../../playbooks/fernvik").resolve()
    text = text.replace('"../../playbooks/fernvik"', json.dumps(str(playbook)))
    (site / "site.toml").write_text("undo_s = 60\n" + text, encoding="utf-8")
    return Place(site, demo.profile, demo.company)


async def same_name(core: Core, window: MainWindow) -> None:
    """Nobody is in the cache yet: the system is asked."""
    assert core.company is not None
    crm = (
        "update customers set name = 'Marta Lindqvist', given_name = 'Marta', family_name = 'Lindqvist' where "
        "customer_no in (select customer_no from phones where match_tail = ?)"
    )
    shop = "update accounts set first_name = 'Marta', last_name = 'Lindqvist' where match_tail = ?"
    for file, change in ((core.company.paths.crm, crm), (core.company.paths.shop, shop)):
        with closing(sqlite3.connect(file)) as database, database:
            assert database.execute(change, (TWIN[-8:],)).rowcount == 1
    await three_calls(core, window)


def main() -> int:
    return run_window(place(Path(sys.argv[1])), Stage((PLAYER,), size=(1440, 900), after=same_name))


if __name__ == "__main__":
    sys.exit(main())
