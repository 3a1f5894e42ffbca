"""What went wrong, said on the terminal: lines on stderr that say who speaks, whatever a file or a name holds."""

from __future__ import annotations

import sys
from collections.abc import Sequence

WIDEST = 1_000


def complain(message: str | Sequence[str], code: int = 1) -> int:
    """Say what is wrong in one line, or in one for each thing that is; returns the exit code."""
    for line in [message] if isinstance(message, str) else message:
        shown = "".join(sign if sign.isprintable() else f"\\x{ord(sign):02x}" for sign in line[:WIDEST])
        sys.stderr.write(f"callside: {shown}{'…' if len(line) > WIDEST else ''}\n")
    return code
