"""One agent does the twelve tasks of a call on the demo's window; prints the operators each took, as JSON.

`python -m … FOLDER`: a fresh folder for the demo's site. A task that could not be done ends the program with the reason.
"""

from __future__ import annotations

import json
import sys
import traceback
from collections import Counter
from collections.abc import Awaitable, Callable
from pathlib import Path

from connectors.telephony.player import DemoPlayer, PlayedCall
from desktop.app import run_window
from desktop.call.state import CallState, Phase, StepStatus
from desktop.core import Core
from desktop.settings import demo_in
from desktop.stage import Stage
from desktop.views.main_window import MainWindow
from resources.demo.cast import load_cast
from tests.program.agent_user import User
from tests.program.running import Running

TAKEN: dict[str, list[Counter[str]]] = {}


class Shift:
    """The tasks in the order in which a shift brings them; each is counted from rest to its result on the screen."""

    def __init__(self, core: Core, window: MainWindow, player: DemoPlayer) -> None:
        self.run, self.core, self.window, self.player = Running(core, []), core, window, player
        self.user = User(window)

    async def task(self, name: str, steps: Callable[[], Awaitable[None]]) -> None:
        """Count one task."""
        self.user.begin()
        try:
            await steps()
        except AssertionError as error:
            raise AssertionError(f"{name}: {error}") from None
        TAKEN.setdefault(name, []).append(Counter(self.user.counted))

    async def ring(self, scenario: str) -> None:
        """Somebody calls."""
        before = {tab.call_id for tab in self.core.desk.state.tabs}
        self.user.eyes.turn()
        self.core.io.call_soon(lambda: self.player.ring(scenario))
        self.call = await self.run.new_call(before)

    @property
    def state(self) -> CallState:
        return self.run.state(self.call)

    def step(self, step_id: str) -> StepStatus:
        return next(step.status for step in self.state.guide.steps if step.id == step_id)

    async def phase(self, phase: Phase) -> None:
        await self.user.until(lambda: self.state.phase is phase, f"the call being {phase.value}")

    async def pressed(self, key: str, phase: Phase, *words: str) -> None:
        """A key of the call bar, and what it says afterwards."""
        self.user.key(key)
        await self.phase(phase)
        await self.user.reads(*words)


async def billing(shift: Shift) -> None:
    """Marta's call: everything from the ring to the saved wrap-up."""
    user, task = shift.user, shift.task
    await shift.ring("billing_dispute")
    await task("A1", lambda: user.reads("Marta Lindqvist", "Verified", "Billing dispute", "Open complaint"))
    await task("A2", lambda: shift.pressed("F2", Phase.TALKING, "On call"))
    await shift.run.filled(shift.call)
    await task("A3", lambda: user.reads("Late fee question", "CSAT · 2 of 5", "We received your complaint"))
    await task("A2", lambda: shift.pressed("F7", Phase.HELD, "Resume Marta"))
    await task("A2", lambda: shift.pressed("F7", Phase.TALKING, "Hold"))
    await task("A2", lambda: mute(shift))
    for words in (
        "Good day Marta",
        "You have waited long enough",
        "Yes, that one",
        "Our mistake",
        "Take the charge off",
        "Yes, settled",
    ):
        await task("A4", lambda words=words: answered(shift, words=words))
    await task("A5", lambda: panel(shift))
    await task("A6", lambda: accepted(shift))
    await task("A7", lambda: declined(shift))
    await task("A8", lambda: article(shift))
    await task("A9", lambda: notes(shift))
    await task("A2", lambda: shift.pressed("F9", Phase.WRAP_UP, "After call"))
    await task("A10", lambda: finished(shift))
    await task("A12", lambda: user.until(lambda: shift.core.desk.state.viewed is None, "the next call"))


async def mute(shift: Shift) -> None:
    shift.user.key("F6")
    await shift.user.until(lambda: shift.state.info.muted, "the microphone being off")


async def answered(shift: Shift, *, words: str) -> None:
    """The first answer of the step that is read out now."""
    step = next(step for step in shift.state.guide.steps if step.status is StepStatus.CURRENT)
    await shift.user.reads(words)
    shift.user.key("Ctrl+1")
    await shift.user.until(lambda: shift.step(step.id) is StepStatus.DONE, f"{step.title!r} answered")


async def panel(shift: Shift) -> None:
    shift.user.eyes.blink()
    shift.user.key("Alt+2")
    await shift.user.reads("89702")


async def accepted(shift: Shift) -> None:
    """A write that takes money off: its preview first, then Enter."""
    shift.user.key("Alt+A")
    await shift.user.reads("Send", "Waive €18.00 on invoice 0931")
    shift.user.key("Return")
    await shift.user.until(lambda: shift.state.action_log, "the action being accepted")


async def declined(shift: Shift) -> None:
    before = len(shift.state.action_log)
    await shift.user.until(lambda: shift.window.workspace.settled, "the next action")
    shift.user.key("Alt+D")
    await shift.user.reads("I did not offer it")
    shift.user.key("1")
    await shift.user.until(lambda: len(shift.state.action_log) > before, "the action being declined")


async def article(shift: Shift) -> None:
    shift.user.eyes.blink()
    shift.user.key("Ctrl+K")
    shift.user.type("late ")
    shift.user.key("Return")
    await shift.user.reads("First reminder after the due day")


async def notes(shift: Shift) -> None:
    shift.user.key("F4")
    shift.user.type("Paid by autopay.", free=True)
    await shift.user.reads("Paid by autopay.")


async def finished(shift: Shift) -> None:
    await shift.user.reads("Fee waived")
    shift.user.key("F3")
    shift.user.key("Ctrl+Return")
    await shift.user.until(lambda: shift.core.desk.call(shift.call) is None, "the wrap-up being saved")


async def on_behalf(shift: Shift) -> None:
    """Jürgen calls, and it is about Marta, who was on the line before."""
    await shift.ring("order_status")
    await shift.pressed("F2", Phase.TALKING, "On call")
    await shift.run.filled(shift.call)
    await notes(shift)
    await shift.task("A11", lambda: other_customer(shift))


async def other_customer(shift: Shift) -> None:
    """Who it is about is found by name; what was typed stays, and it is said that nobody has checked."""
    user = shift.user
    user.key("Ctrl+K")
    user.type("marta l")
    rows = shift.window.palette_sheet.model
    await user.until(lambda: [each.title for each in rows.entries[:1]] == ["This caller is Marta Lindqvist"], "Marta")
    user.key("Return")
    await user.reads("Marta Lindqvist", "Chosen by you · not verified", "Paid by autopay.")


async def work(core: Core, window: MainWindow, player: DemoPlayer) -> None:
    """Do it all."""
    shift = Shift(core, window, player)
    try:
        await billing(shift)
        await on_behalf(shift)
    finally:
        shift.user.eyes.close()


def main() -> int:
    player = DemoPlayer([PlayedCall(call.id, call.event()) for call in load_cast().calls], "SE")

    async def after(core: Core, window: MainWindow) -> None:
        try:
            await work(core, window, player)
        except Exception:
            traceback.print_exc()

    code = run_window(demo_in(Path(sys.argv[1]), "fernvik"), Stage((player,), size=(1440, 900), after=after))
    print(json.dumps({name: [dict(each) for each in counted] for name, counted in TAKEN.items()}))
    return code


if __name__ == "__main__":
    sys.exit(main())
