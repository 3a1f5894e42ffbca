"""What a call needs of whoever keeps the calls."""

from __future__ import annotations

from typing import TYPE_CHECKING, Protocol

if TYPE_CHECKING:
    from datetime import datetime

    from desktop.call.state import CallState


class Owner(Protocol):
    """Who keeps the calls: shows their states, and calls numbers."""

    def publish(self, state: CallState) -> None:
        """A call has a new state."""

    def dial(self, number: str) -> None:
        """Call a number with the first phone that can."""

    def marks(self) -> tuple[str, ...]:
        """How gaps read that may come in by quick texts."""

    def lost_since(self, source: str) -> datetime | None:
        """Since when this phone is known not to be there; None of one that is."""
