"""What the screen shows of deeds: what can be taken back, and what can be done in one go."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Mapping

    from connectors.connector import Scalar
    from desktop.rules.session import FilledEffect


@dataclass(frozen=True, slots=True)
class UndoView:
    """The deed that can be taken back now: nothing of it was sent yet."""

    title: str


@dataclass(frozen=True, slots=True)
class ChangeView:
    """A value of one system that another one could be told: there `old` (None: nothing known) would become `new`.

    `parts` is what would be sent; `promised` says that it waits to be, or was in this call.
    """

    system: str
    field: str
    old: object
    new: object
    source: str
    parts: Mapping[str, Scalar]
    promised: bool = False

    @property
    def id(self) -> str:
        """Which of them it is, whatever the values are."""
        return f"{self.field}:{self.source}:{self.system}"


@dataclass(frozen=True, slots=True)
class MacroView:
    """A macro that is offered now, with the values it would use; a write names the system that would get it.

    `problem` is why it cannot be run: facts_missing, no_system, no_disposition, or None.
    """

    id: str
    title: str
    steps: tuple[FilledEffect, ...]
    problem: str | None = None
