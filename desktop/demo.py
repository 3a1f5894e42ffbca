"""`callside demo`: the whole product on the embedded demo company, played by hand or unattended."""

from __future__ import annotations

import asyncio
import os
import sqlite3
import sys
import tempfile
from collections.abc import Sequence
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

from connectors.io_thread import Io
from connectors.telephony.player import DemoPlayer, PlayedCall
from desktop.core import Core, Options, StartError, open_core
from desktop.director import Director, PlayError
from desktop.reporting import Reporter, in_one_line
from desktop.settings import Place, agent_name, demo_in, demo_place
from desktop.stage import Stage
from resources.demo.cast import load_cast

if TYPE_CHECKING:
    from desktop.call.state import CallState, DeskState
    from desktop.views.main_window import MainWindow

FIRST_RING_S = 2.0
NEXT_RING_S = 6.0
REGION = "SE"
PAINT_S = 0.25
Size = tuple[int, int]
PICTURE: Size = (1440, 900)


def list_calls() -> int:
    """Print the demo's calls."""
    for call in load_cast().calls:
        print(f"{call.id:20} {call.title}")
    return 0


def show(only: str | None, theme: str | None, size: Size | None) -> int:
    """Open the window on the demo company; its customers call one after the other. Unattended without a display."""
    from desktop.app import no_display, run_window

    calls = _calls(only)
    if calls is None:
        return 2
    if no_display():
        folder = Path(tempfile.mkdtemp(prefix="callside-demo-"))
        print(f"There is no display here, so the demo plays without one. Its pictures go to {folder}")
        return play(only, str(folder), None, size)
    place = demo_place()
    player = _player()
    stage = Stage(
        phones=(player,),
        theme=theme,
        size=size,
        ready=lambda core: _ring_in_turn(core, player, calls),
    )
    return run_window(place, stage)


def play(only: str | None, screenshots: str | None, theme: str | None, size: Size | None) -> int:
    """Play the calls unattended; with a folder, a picture of each stage is put there, by theme."""
    calls = _calls(only)
    if calls is None:
        return 2
    with tempfile.TemporaryDirectory(prefix="callside-demo-") as folder:
        place = demo_in(Path(folder))
        try:
            if screenshots is None:
                asyncio.run(_play_without_window(place, calls))
                return 0
            return _play_with_pictures(place, calls, Path(screenshots), theme, size or PICTURE)
        except (PlayError, StartError) as error:
            print(f"callside: the demo stopped: {error}", file=sys.stderr)
        except (OSError, sqlite3.Error) as error:
            print(f"callside: the demo stopped: {in_one_line(error)}", file=sys.stderr)
        return 1


async def _play_without_window(place: Place, calls: Sequence[str]) -> None:
    """The core alone, on a plain loop: what a window would show is said in a line."""
    player = _player()
    core = await open_core(place, Options(agent_name(place), Reporter().report, phones=(player,), doors=False), Io())
    await core.desk.start()
    try:
        director = Director(core, player, partial(_say, core))
        for call_id in calls:
            await director.play(call_id)
    finally:
        await core.close()


async def _say(core: Core, scenario: str, stage: str) -> None:
    state = core.desk.call(core.desk.state.viewed or "")
    who = state.identity.customer.customer.name if state and state.identity.customer else "-"
    kind = state.guide.title if state else "-"
    cards = [entry.title for entry in state.decision.actions.shown] if state and state.decision else []
    print(f"{scenario:18} {stage:14} {who or '-':28.28} {kind:22.22} {'; '.join(cards)}")


def _play_with_pictures(place: Place, calls: Sequence[str], folder: Path, theme: str | None, size: Size) -> int:
    if not os.environ.get("QT_QPA_PLATFORM"):
        os.environ["QT_QPA_PLATFORM"] = "offscreen"
    # Text in pictures is the same on every machine.
    os.environ.setdefault("LC_ALL", "C.UTF-8")
    from desktop.app import run_window

    for name in (theme,) if theme else ("light", "dark"):
        target = folder / name
        target.mkdir(parents=True, exist_ok=True)
        player = _player()
        stage = Stage(
            phones=(player,),
            theme=name,
            size=size,
            after=partial(_shoot_all, player, calls, target),
        )
        code = run_window(place, stage)
        if code:
            return code
    print(f"The pictures are in {folder}")
    return 0


async def _shoot_all(player: DemoPlayer, calls: Sequence[str], folder: Path, core: Core, window: MainWindow) -> None:
    async def shoot(scenario: str, stage: str) -> None:
        await asyncio.sleep(PAINT_S)
        if not window.grab().save(str(folder / f"{scenario}-{stage}.png")):
            raise OSError(f"cannot write pictures into {folder}")

    await shoot("idle", "0-start")
    director = Director(core, player, shoot)
    for call_id in calls:
        await director.play(call_id)


def _calls(only: str | None) -> list[str] | None:
    known = [call.id for call in load_cast().calls]
    if only is None:
        return known
    if only not in known:
        print(f"callside: the demo has no call {only!r}. `callside demo --call list` names them.", file=sys.stderr)
        return None
    return [only]


def _player() -> DemoPlayer:
    return DemoPlayer([PlayedCall(call.id, call.event()) for call in load_cast().calls], REGION)


class _RingInTurn:
    """Lets the next customer call a little after the desk has become free."""

    def __init__(self, core: Core, player: DemoPlayer, calls: Sequence[str]) -> None:
        self._core = core
        self._player = player
        self._left = list(calls)
        self._waiting: asyncio.TimerHandle | None = None

    def on_call(self, state: CallState) -> None:
        """A call changed."""

    def on_raise(self) -> None:
        """The window is asked for."""

    def on_desk(self, state: DeskState) -> None:
        """Something around the calls changed."""
        if not state.tabs:
            self.later(NEXT_RING_S)

    def later(self, seconds: float) -> None:
        """Ring after a while, unless a ring is already on its way or everybody has called."""
        if self._left and self._waiting is None:
            self._waiting = asyncio.get_running_loop().call_later(seconds, self._ring)

    def _ring(self) -> None:
        self._waiting = None
        if not self._core.desk.state.tabs:
            call_id = self._left.pop(0)
            self._core.io.call_soon(lambda: self._player.ring(call_id))


def _ring_in_turn(core: Core, player: DemoPlayer, calls: Sequence[str]) -> None:
    turn = _RingInTurn(core, player, calls)
    core.desk.subscribe(turn)
    turn.later(FIRST_RING_S)
