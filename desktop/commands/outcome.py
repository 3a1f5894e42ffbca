"""How a command ends: its exit code, and the one line on stderr where it cannot do what was asked."""

from __future__ import annotations

from collections.abc import Sequence

from desktop.complaint import complain

__all__ = ["NO", "USAGE", "YES", "CommandError", "complain"]

YES, NO, USAGE = 0, 1, 2


class CommandError(Exception):
    """A command cannot do what was asked: the line the user sees, or several of them, and how the program ends."""

    def __init__(self, said: str | Sequence[str], code: int = NO) -> None:
        super().__init__(said)
        self.said = said
        self.code = code
