"""How a command ends: its exit code, and the one line on stderr where it cannot do what was asked."""

from __future__ import annotations

import sys

YES, NO, USAGE = 0, 1, 2


class CommandError(Exception):
    """A command cannot do what was asked; the text is the one line the user sees."""


def complain(message: str, code: int = NO) -> int:
    """One line on stderr; returns the exit code."""
    print(f"callside: {message}", file=sys.stderr)
    return code
