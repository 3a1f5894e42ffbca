"""Which call comes into view when the one on screen is finished."""

from __future__ import annotations

from collections.abc import Mapping

from desktop.call.desk_state import Phase

_NEAREST = (Phase.TALKING, Phase.HELD, Phase.RINGING, Phase.WRAP_UP)


def next_in_view(phases: Mapping[str, Phase]) -> str | None:
    """The one who is on the line, then who waits on hold (a ring has its key in any view); the newest of several."""
    for phase in _NEAREST:
        found = [call_id for call_id, each in phases.items() if each is phase]
        if found:
            return found[-1]
    return None
