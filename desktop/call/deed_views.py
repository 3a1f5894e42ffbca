"""What the screen shows of deeds: what can be taken back, and what can be done in one go."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from desktop.rules.session import FilledEffect


@dataclass(frozen=True, slots=True)
class UndoView:
    """The deed that can be taken back now: nothing of it was sent yet."""

    title: str


@dataclass(frozen=True, slots=True)
class MacroView:
    """A macro that is offered now, with the values it would use; a write names the system that would get it.

    `problem` is why it cannot be run: facts_missing, no_system, no_disposition, or None.
    """

    id: str
    title: str
    steps: tuple[FilledEffect, ...]
    problem: str | None = None
