"""Which steps of the guide are shown when not all fit: the current one whole, then its neighbors. Pure."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Fit:
    """How many steps before and after the current one are listed; a line says how many are left out on each side."""

    before: int
    after: int
    left_before: int
    left_after: int


def fit(before: int, after: int, rows: int) -> Fit:
    """Share `rows` lines among the steps around the current one: next step first, then the last one done.

    A side that does not fit whole ends in a line "… n more", which takes a row itself.
    """
    if before + after <= rows:
        return Fit(before, after, 0, 0)
    shown_after = min(after, 1)
    room = max(0, rows - shown_after)
    shown_before = min(before, max(1, room // 2)) if room else 0
    # What the other side does not need goes to the side that can use it; cut sides pay a row for their "more" line.
    shown_after = min(after, max(shown_after, rows - shown_before - _more(before, shown_before)))
    if shown_after < after:
        shown_after = max(min(after, 1), shown_after - 1)
    if shown_before < before:
        shown_before = max(0, min(before, rows - shown_after - _more(after, shown_after) - 1))
    return Fit(shown_before, shown_after, before - shown_before, after - shown_after)


def _more(count: int, shown: int) -> int:
    return 1 if shown < count else 0
