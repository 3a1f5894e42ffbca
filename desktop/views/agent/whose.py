"""Whose records stand on the screen."""

from __future__ import annotations

from desktop.call.state import CallState


def someone_else(before: CallState | None, state: CallState) -> bool:
    """Say whether what was shown belongs to another call, or to a person who turned out not to be on the line.

    A customer whose records are joined from one more system is still the same one.
    """
    if before is None:
        return False
    was, now = before.identity.customer, state.identity.customer
    if before.id != state.id or was is None:
        return before.id != state.id
    return now is None or not was.is_same(now)
