"""The demo played unattended: every call, or every state of the screen, said in lines or kept in pictures."""

from __future__ import annotations

import asyncio
import itertools
import os
import sqlite3
import tempfile
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

from connectors.io_thread import Io
from connectors.telephony.player import PlayedCall
from desktop.complaint import complain
from desktop.core import Options, StartError, open_core
from desktop.demo import REGION
from desktop.director import Director, PlayError
from desktop.reporting import Reporter, in_one_line
from desktop.settings import Place, agent_name, demo_in
from desktop.stage import Stage
from desktop.states import PLAYBOOK, StatePlayer, States
from resources.demo.cast import CastCall, load_cast

if TYPE_CHECKING:
    from connectors.telephony.player import DemoPlayer
    from desktop.core import Core
    from desktop.demo import Chosen, Seen, Size
    from desktop.views.main_window import MainWindow

PAINT_S = 0.25
PICTURE: Size = (1440, 900)


def play(chosen: Chosen, screenshots: str | None, seen: Seen) -> int:
    """Play the calls unattended, playbook by playbook; 1 when a call was not taken for what it is about.

    With a folder, a picture of each stage is put there, by theme, and by playbook where there are several. Each time
    the company is a new one: whoever calls for the first time must not be known from calls played before.
    """
    calls = chosen.calls()
    if calls is None:
        return 2
    names = tuple(dict.fromkeys(call.playbook for call in calls))
    played = _Played()
    with tempfile.TemporaryDirectory(prefix="callside-demo-") as folder:
        try:
            for name in names:
                mine = [call for call in calls if call.playbook == name]
                if screenshots is None:
                    asyncio.run(_play_without_window(demo_in(Path(folder, name), name), mine, played))
                    continue
                target = Path(screenshots, name) if len(names) > 1 else Path(screenshots)
                code = _play_with_pictures(Path(folder, name), name, mine, played, target, seen)
                if code:
                    return code
        except (PlayError, StartError) as error:
            return complain(f"the demo stopped: {error}".splitlines())
        except (OSError, sqlite3.Error) as error:
            return complain(f"the demo stopped: {in_one_line(error)}")
    if screenshots is not None:
        print(f"The pictures are in {screenshots}")
    return played.summary(names)


def play_states(screenshots: str, seen: Seen) -> int:
    """Bring the desk into every state its screen knows and put a picture of each into a folder, by theme."""
    with tempfile.TemporaryDirectory(prefix="callside-demo-") as folder:
        try:
            code = _play_with_pictures(Path(folder), PLAYBOOK, None, _Played(), Path(screenshots), seen)
        except (PlayError, StartError) as error:
            return complain(f"the demo stopped: {error}".splitlines())
        except (OSError, sqlite3.Error) as error:
            return complain(f"the demo stopped: {in_one_line(error)}")
    if not code:
        print(f"The pictures are in {screenshots}")
    return code


@dataclass(slots=True)
class _Played:
    """What each call was taken for, by playbook."""

    calls: dict[str, list[tuple[CastCall, str | None]]] = field(default_factory=dict)

    def add(self, call: CastCall, taken_for: str | None) -> None:
        told = self.calls.setdefault(call.playbook, [])
        if (call, taken_for) not in told:
            told.append((call, taken_for))

    def summary(self, names: Sequence[str]) -> int:
        """Say it; 1 when a call was taken for something else."""
        code = 0
        for name in names:
            told = self.calls.get(name, [])
            wrong = [(call, kind) for call, kind in told if kind != call.call_type]
            kinds = len({kind for _, kind in told})
            print(f"{name}: calls {len(told)}, call types {kinds}, taken for something else {len(wrong)}")
            for call, kind in wrong:
                print(f"  {call.id}: taken for {kind or 'nothing'}, it is about {call.call_type}")
                code = 1
        return code


async def _play_without_window(place: Place, calls: Sequence[CastCall], played: _Played) -> None:
    """The core alone, on a plain loop: what a window would show is said in a line."""
    player = state_player()
    core = await open_core(place, Options(agent_name(place), Reporter().report, phones=(player,), doors=False), Io())
    await core.desk.start()
    try:
        director = Director(core, player, partial(_say, core))
        for call in calls:
            played.add(call, await director.play(call.id))
    finally:
        await core.close()


async def _say(core: Core, scenario: str, stage: str) -> None:
    state = core.desk.call(core.desk.state.viewed or "")
    who = state.identity.customer.customer.name if state and state.identity.customer else "-"
    kind = state.guide.title if state else "-"
    cards = [entry.title for entry in state.decision.actions.shown] if state and state.decision else []
    print(f"{scenario:18} {stage:14} {who or '-':28.28} {kind:22.22} {'; '.join(cards)}")


def _play_with_pictures(
    companies: Path, playbook: str, calls: Sequence[CastCall] | None, played: _Played, folder: Path, seen: Seen
) -> int:
    """Play these calls, or every state of the screen where there are none, once for each theme and language."""
    if not os.environ.get("QT_QPA_PLATFORM"):
        os.environ["QT_QPA_PLATFORM"] = "offscreen"
    # Text in pictures is the same on every machine.
    os.environ.setdefault("LC_ALL", "C.UTF-8")
    from desktop.app import run_window

    for name, language in itertools.product(seen.themes(), seen.languages or (None,)):
        target = folder / name
        target.mkdir(parents=True, exist_ok=True)
        player = state_player()
        several = language if len(seen.languages) > 1 else None
        camera = partial(_Camera, target, seen.sizes or (PICTURE,), several)
        after = partial(_shoot_states, player) if calls is None else partial(_shoot_all, player, calls, played)
        stage = Stage(
            phones=(player,),
            theme=name,
            size=seen.size or PICTURE,
            language=language,
            after=partial(after, camera),
        )
        code = run_window(demo_in(companies / name / (language or ""), playbook), stage)
        if code:
            return code
    return 0


class _Camera:
    """Takes pictures of a window, in every size that is asked for; where several are, the name says which."""

    def __init__(self, folder: Path, sizes: tuple[Size, ...], language: str | None, window: MainWindow) -> None:
        self._folder, self._sizes, self._language, self._window = folder, sizes, language, window

    async def shoot(self, scenario: str, stage: str) -> None:
        """Take the pictures of what is on screen."""
        for width, height in self._sizes:
            if len(self._sizes) > 1:
                self._window.resize(width, height)
            await asyncio.sleep(PAINT_S)
            size = f"{width}x{height}" if len(self._sizes) > 1 else None
            name = "-".join(part for part in (scenario, stage, self._language, size) if part)
            if not self._window.grab().save(str(self._folder / f"{name}.png")):
                raise OSError(f"cannot write pictures into {self._folder}")


async def _shoot_all(
    player: DemoPlayer,
    calls: Sequence[CastCall],
    played: _Played,
    camera: Callable[[MainWindow], _Camera],
    core: Core,
    window: MainWindow,
) -> None:
    shoot = camera(window).shoot
    await shoot("idle", "0-start")
    director = Director(core, player, shoot)
    for call in calls:
        played.add(call, await director.play(call.id))


async def _shoot_states(
    player: StatePlayer, camera: Callable[[MainWindow], _Camera], core: Core, window: MainWindow
) -> None:
    await States(core, player, camera(window).shoot).play_all()


def state_player() -> StatePlayer:
    """The demo's phone, with everybody who may call."""
    return StatePlayer([PlayedCall(call.id, call.event()) for call in load_cast().calls], REGION)
