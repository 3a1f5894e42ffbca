"""`callside demo`: the whole product on the embedded demo company, played by hand or unattended."""

from __future__ import annotations

import asyncio
import itertools
import os
import sqlite3
import tempfile
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field, replace
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

from connectors.telephony.player import DemoPlayer, PlayedCall
from desktop.complaint import complain
from desktop.director import Director, PlayError
from desktop.reporting import Reporter, in_one_line
from desktop.settings import Place, agent_name, demo_in, demo_place
from desktop.stage import Stage
from desktop.states import PLAYBOOK, StatePlayer, States
from resources.demo.cast import CastCall, load_cast

if TYPE_CHECKING:
    from desktop.call.state import CallState, DeskState
    from desktop.core import Core
    from desktop.views.main_window import MainWindow

FIRST_RING_S = 2.0
NEXT_RING_S = 6.0
REGION = "SE"
CONTRAST = "contrast"
PAINT_S = 0.25
Size = tuple[int, int]
PICTURE: Size = (1440, 900)


def list_calls(playbook: str | None) -> int:
    """Print the demo's calls, those of one playbook or all."""
    for call in load_cast().calls:
        if playbook in (None, call.playbook):
            print(f"{call.id:20} {call.playbook:10} {call.title}")
    return 0


def show(chosen: Chosen, seen: Seen) -> int:
    """Open the window on the demo company; its customers call one after the other. Unattended without a display."""
    from desktop.app import no_display, run_window

    calls = chosen.calls()
    if calls is None:
        return 2
    if no_display():
        folder = Path(tempfile.mkdtemp(prefix="callside-demo-"))
        print(f"There is no display here, so the demo plays without one. Its pictures go to {folder}")
        return play(chosen, str(folder), replace(seen, theme=None))
    name = chosen.playbook or calls[0].playbook
    player = _player()
    stage = Stage(
        phones=(player,),
        theme=seen.themes()[0] if seen.theme else None,
        size=seen.size,
        language=seen.language,
        tour=_offers_tour(chosen, seen),
        ready=lambda core: _ring_in_turn(core, player, [call.id for call in calls if call.playbook == name]),
    )
    return run_window(demo_place(name), stage)


def _offers_tour(chosen: Chosen, seen: Seen) -> bool:
    """Not to who wants one call or one size, nor where nobody watches; CALLSIDE_TOUR=off keeps it away anywhere."""
    watched = os.environ.get("QT_QPA_PLATFORM") not in ("offscreen", "minimal")
    wanted = os.environ.get("CALLSIDE_TOUR", "").strip().lower() != "off"
    return watched and wanted and chosen.call is None and seen.size is None


def play(chosen: Chosen, screenshots: str | None, seen: Seen) -> int:
    """Play the calls unattended, playbook by playbook; 1 when a call was not taken for what it is about.

    With a folder, a picture of each stage is put there, by theme, and by playbook where there are several. Each time
    the company is a new one: whoever calls for the first time must not be known from calls played before.
    """
    # Most of the program: a window is painted before it is imported, so it is not at the top.
    from desktop.core import StartError

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
    from desktop.core import StartError

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


@dataclass(frozen=True, slots=True)
class Seen:
    """How the window is to look: theme, sizes and languages; without one, as it would anyway."""

    theme: str | None = None
    sizes: tuple[Size, ...] = ()
    languages: tuple[str, ...] = ()

    @property
    def size(self) -> Size | None:
        """The size to open with."""
        return self.sizes[0] if self.sizes else None

    @property
    def language(self) -> str | None:
        """The language to open with."""
        return self.languages[0] if self.languages else None

    def themes(self) -> tuple[str, ...]:
        """The themes of the pictures; high contrast is, like the usual look, light and dark."""
        if self.theme == CONTRAST:
            return "light-contrast", "dark-contrast"
        return (self.theme,) if self.theme else ("light", "dark")


@dataclass(frozen=True, slots=True)
class Chosen:
    """Which calls are asked for: those of one playbook, one call, or all."""

    playbook: str | None = None
    call: str | None = None

    def calls(self) -> list[CastCall] | None:
        """The calls; None, said on stderr, where there is no such playbook or call."""
        every = load_cast().calls
        if self.playbook is not None and self.playbook not in {call.playbook for call in every}:
            names = ", ".join(dict.fromkeys(call.playbook for call in every))
            complain(f"the demo has no playbook {self.playbook!r}; there are {names}.")
            return None
        found = [call for call in every if self.playbook in (None, call.playbook) and self.call in (None, call.id)]
        if not found:
            where = f" in {self.playbook}" if self.playbook is not None else ""
            hint = "`callside demo --call list` names them."
            complain(f"the demo has no call {self.call!r}{where}. {hint}")
        return found or None


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
    from connectors.io_thread import Io
    from desktop.core import Options, open_core

    player = _player()
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
        player = _player()
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


def _player() -> StatePlayer:
    return StatePlayer([PlayedCall(call.id, call.event()) for call in load_cast().calls], REGION)


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
