"""`callside demo`: the whole product on the embedded demo company, by hand; `demo_play` plays it unattended.

The window's first frame is painted before the rest of this is imported: at the top is next to nothing.
"""

from __future__ import annotations

import os
from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from desktop.complaint import complain
from desktop.settings import demo_place
from desktop.stage import Stage

if TYPE_CHECKING:
    import asyncio

    from connectors.telephony.events import TelephonySource
    from connectors.telephony.player import DemoPlayer
    from desktop.call.state import CallState, DeskState
    from desktop.core import Core
    from resources.demo.cast import CastCall

FIRST_RING_S = 2.0
NEXT_RING_S = 6.0
REGION = "SE"
CONTRAST = "contrast"
Size = tuple[int, int]


def list_calls(playbook: str | None) -> int:
    """Print the demo's calls, those of one playbook or all."""
    from resources.demo.cast import load_cast

    for call in load_cast().calls:
        if playbook in (None, call.playbook):
            print(f"{call.id:20} {call.playbook:10} {call.title}")
    return 0


def show(chosen: Chosen, seen: Seen) -> int:
    """Open the window on the demo company; its customers call one after the other. Unattended without a display."""
    from desktop.app import no_display, run_window

    name = chosen.playbook
    if chosen.playbook is not None or chosen.call is not None or no_display():
        calls = chosen.calls()
        if calls is None:
            return 2
        name = name or calls[0].playbook
    if no_display():
        return _show_pictures(chosen, seen)
    ringing = _Ringing(chosen, name)
    stage = Stage(
        late_phones=ringing.phones,
        theme=seen.themes()[0] if seen.theme else None,
        size=seen.size,
        language=seen.language,
        tour=_offers_tour(chosen, seen),
        ready=ringing.begin,
    )
    return run_window(demo_place(name), stage)


def _show_pictures(chosen: Chosen, seen: Seen) -> int:
    import tempfile

    from desktop.demo_play import play

    folder = tempfile.mkdtemp(prefix="callside-demo-")
    print(f"There is no display here, so the demo plays without one. Its pictures go to {folder}")
    return play(chosen, folder, replace(seen, theme=None))


def _offers_tour(chosen: Chosen, seen: Seen) -> bool:
    """Not to who wants one call or one size, nor where nobody watches; CALLSIDE_TOUR=off keeps it away anywhere."""
    watched = os.environ.get("QT_QPA_PLATFORM") not in ("offscreen", "minimal")
    wanted = os.environ.get("CALLSIDE_TOUR", "").strip().lower() != "off"
    return watched and wanted and chosen.call is None and seen.size is None


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
        from resources.demo.cast import load_cast

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


class _Ringing:
    """The demo's phone, made when it is wanted, and its customers in turn: those of a playbook, None for the usual."""

    def __init__(self, chosen: Chosen, playbook: str | None) -> None:
        self._chosen, self._playbook = chosen, playbook
        self._player: DemoPlayer | None = None

    def phones(self) -> tuple[TelephonySource, ...]:
        """Make the phone."""
        from connectors.telephony.player import DemoPlayer, PlayedCall
        from resources.demo.cast import load_cast

        self._player = DemoPlayer([PlayedCall(call.id, call.event()) for call in load_cast().calls], REGION)
        return (self._player,)

    def begin(self, core: Core) -> None:
        """Let the first customer call."""
        from resources.demo.cast import MAIN

        calls, name = self._chosen.calls() or [], self._playbook or MAIN
        if self._player is not None:
            turn = _RingInTurn(core, self._player, [call.id for call in calls if call.playbook == name])
            core.desk.subscribe(turn)
            turn.later(FIRST_RING_S)


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
            import asyncio

            self._waiting = asyncio.get_running_loop().call_later(seconds, self._ring)

    def _ring(self) -> None:
        self._waiting = None
        if not self._core.desk.state.tabs:
            call_id = self._left.pop(0)
            self._core.io.call_soon(lambda: self._player.ring(call_id))
