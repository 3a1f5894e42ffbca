"""The desk before there is one: the window is painted first, the parts it talks to come a moment later."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from desktop.call.desk_state import DeskState

if TYPE_CHECKING:
    from desktop.call.desk import Desk
    from desktop.call.state import CallState


class LateDesk:
    """Passes wishes on to the desk once it is there; until then there are no calls, so a wish means nothing."""

    def __init__(self, state: DeskState) -> None:
        self._desk: Desk | None = None
        self._state = state

    def arrived(self, desk: Desk) -> None:
        """The desk is there."""
        self._desk = desk

    @property
    def state(self) -> DeskState:
        """The desk's state, an empty one before."""
        return self._desk.state if self._desk is not None else self._state

    def call(self, call_id: str) -> CallState | None:
        """The state of one call."""
        return self._desk.call(call_id) if self._desk is not None else None

    def __getattr__(self, name: str) -> Any:
        if self._desk is None:
            return _NoDay() if name == "between" else _nothing
        return getattr(self._desk, name)


class _NoDay:
    """The agent's day while there is no desk."""

    def __getattr__(self, name: str) -> Any:
        return _nothing


def _nothing(*_arguments: object) -> None:
    """What a wish does while there is no desk."""
