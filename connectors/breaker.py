"""The breaker of one connection: after three failures in a row nobody waits for a system that is down."""

from __future__ import annotations

import random
from collections.abc import Callable
from enum import StrEnum

FAILURES = 3
FIRST_S = 10.0
LONGEST_S = 60.0


class BreakerState(StrEnum):
    """closed: asking goes on; open: not asked until the next probe; half_open: one probe is under way."""

    CLOSED = "closed"
    OPEN = "open"
    HALF_OPEN = "half_open"


class Breaker:
    """Counts failures in a row. Opens for 10 s, then lets one probe through; each failed probe doubles the wait,
    with full jitter, up to 60 s."""

    def __init__(
        self, monotonic: Callable[[], float], uniform: Callable[[float, float], float] = random.uniform
    ) -> None:
        self._monotonic = monotonic
        self._uniform = uniform
        self._failures = 0
        self._wait = FIRST_S
        self._opens_at: float | None = None
        self._probing = False

    @property
    def state(self) -> BreakerState:
        """Where the breaker stands now."""
        if self._opens_at is None:
            return BreakerState.CLOSED
        return BreakerState.HALF_OPEN if self._probing else BreakerState.OPEN

    @property
    def retry_in(self) -> float | None:
        """Seconds until the next probe may go; None while closed."""
        return None if self._opens_at is None else max(0.0, self._opens_at - self._monotonic())

    def allow(self) -> bool:
        """Whether a request may go now; a True while not closed is the one probe, which must report back."""
        if self._opens_at is None:
            return True
        if self._probing or self._monotonic() < self._opens_at:
            return False
        self._probing = True
        return True

    def succeeded(self) -> None:
        """The system answered, whatever it said."""
        self._failures, self._wait, self._opens_at, self._probing = 0, FIRST_S, None, False

    def failed(self) -> None:
        """No answer came."""
        self._failures += 1
        if self._probing:
            self._probing = False
            self._wait = min(self._wait * 2, LONGEST_S)
            self._opens_at = self._monotonic() + self._uniform(FIRST_S / 2, self._wait)
        elif self._failures >= FAILURES and self._opens_at is None:
            self._opens_at = self._monotonic() + self._wait

    def given_up(self) -> None:
        """Whoever asked went away before there was an answer: nothing was learned."""
        self._probing = False
