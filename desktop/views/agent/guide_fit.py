"""Which steps of the guide are shown when not all fit: the current one whole, then its neighbors. Pure."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Fit:
    """How many steps before and after the current one are listed, and what the lines "n more" say (0 = no line)."""

    before: int
    after: int
    left_before: int = 0
    left_after: int = 0


def fit(before: int, after: int, rows: int) -> Fit:
    """Share `rows` lines among the steps around the current one: the next step first, then the last one done.

    A side that is not listed whole ends in a line "n more", which takes a row itself; where there is no room for
    that either, the count of steps in the title has to do.
    """
    if before + after <= rows:
        return Fit(before, after)
    best = Fit(0, 1 if rows and after else 0)
    best_worth: tuple[int, ...] = (-1,)
    for listed_before in range(min(before, rows) + 1):
        for listed_after in range(min(after, rows) + 1):
            left = (before - listed_before, after - listed_after)
            cost = listed_before + listed_after + (left[0] > 0) + (left[1] > 0)
            # A line that says "1 more" could as well be the step it stands for.
            if cost > rows or 1 in left:
                continue
            worth = (min(listed_after, 1), min(listed_before, 1), listed_before + listed_after, listed_after)
            if worth > best_worth:
                best, best_worth = Fit(listed_before, listed_after, *left), worth
    return best
