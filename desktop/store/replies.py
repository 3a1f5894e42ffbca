"""What a reply to a write means for its outbox row: done, later, never, or a question to the agent.

| reply                                              | row                                                       |
|----------------------------------------------------|-----------------------------------------------------------|
| confirmed                                          | done                                                      |
| asked to wait                                      | pending, when it said, at most an hour                    |
| no usable answer, and it may have arrived          | pending with jitter; without a strategy: unknown          |
| never sent: breaker open, too busy                 | pending, the attempt not counted                          |
| sign in again                                      | pending, the attempt not counted; the queue probes slowly |
| refused, or no such record                         | dead                                                      |
| an answer nobody can read                          | like no answer; after five of them unknown                |
| an answer before the write that nobody can read    | pending with jitter; after five of them dead or unknown   |
| refused before the write, which may be there       | unknown: an earlier attempt may have arrived              |
"""

from __future__ import annotations

import random
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import TYPE_CHECKING

from connectors.errors import (
    AuthError,
    BadPayload,
    Conflict,
    ConnectorError,
    Denied,
    NotFound,
    RateLimited,
    Rejected,
    Unavailable,
)
from desktop.store.records import RowState, Strategy

if TYPE_CHECKING:
    from connectors.connector import Written
    from desktop.store.records import OutboxRow

FIRST_RETRY_S = (1.0, 10.0)
BASE_S = 1.0
CAP_S = 300.0
LONGEST_WAIT_S = 3600.0
MOST_UNREADABLE = 5
NEVER_SENT = frozenset({"breaker", "busy"})
RATE_LIMITED = "rate_limited"
LONGEST_DETAIL = 500


@dataclass(frozen=True, slots=True)
class Outcome:
    """What becomes of a row; `counted` False takes the attempt back: nothing went out, or nobody let us in."""

    state: RowState
    at: datetime
    error: str | None = None
    remote_id: str | None = None
    counted: bool = True


def confirmed(written: Written, now: datetime) -> Outcome:
    """The system confirmed the write."""
    return Outcome(RowState.DONE, now, remote_id=written.id)


def failed(error: BaseException, row: OutboxRow, now: datetime, rng: random.Random) -> Outcome:
    """The write raised: decide by the error, the row's strategy and how often it was tried."""
    text = describe(error)
    if isinstance(error, AuthError) or never_sent(error):
        return Outcome(RowState.PENDING, now, text, counted=False)
    if isinstance(error, RateLimited):
        # Not ambiguous: a system that asks us to wait has not done it.
        return Outcome(RowState.PENDING, now + _asked_wait(error, row, rng), text)
    if isinstance(error, (Rejected, NotFound)):
        return Outcome(RowState.UNKNOWN if _may_be_there(error, row) else RowState.DEAD, now, text)
    is_sent = row.strategy is not Strategy.NONE or getattr(error, "sent", True)
    if _too_often_unreadable(error, row):
        return Outcome(RowState.UNKNOWN if is_sent else RowState.DEAD, now, text)
    if row.strategy is Strategy.NONE and is_sent:
        return Outcome(RowState.UNKNOWN, now, text)
    return Outcome(RowState.PENDING, now + jitter(row.attempts, rng), text)


def never_sent(error: BaseException) -> bool:
    """Whether nothing can have reached the system."""
    return isinstance(error, Unavailable) and (error.kind in NEVER_SENT or not error.sent)


def jitter(attempts: int, rng: random.Random) -> timedelta:
    """Full jitter: 1 to 10 s before the first retry, then 0 to 2^n s, at most 300."""
    if attempts <= 1:
        return timedelta(seconds=rng.uniform(*FIRST_RETRY_S))
    return timedelta(seconds=rng.uniform(0.0, min(CAP_S, BASE_S * 2.0 ** min(attempts, 20))))


def describe(error: BaseException) -> str:
    """The error as "code" or "code: detail"; the details of connectors carry no secret and no customer's data."""
    code = code_of(error)
    detail = error.detail if isinstance(error, ConnectorError) else type(error).__name__
    return f"{code}: {detail}"[:LONGEST_DETAIL] if detail and detail != code else code


def code_of(error: BaseException) -> str:
    """The class of a failure, as the screen words it."""
    if isinstance(error, Unavailable):
        return error.kind
    for kind, code in _CODES:
        if isinstance(error, kind):
            return code
    return "internal"


_CODES: tuple[tuple[type[BaseException], str], ...] = (
    (AuthError, "auth"),
    (RateLimited, RATE_LIMITED),
    (Denied, "denied"),
    (Conflict, "changed"),
    (Rejected, "rejected"),
    (NotFound, "not_found"),
    (BadPayload, "bad_payload"),
    (TimeoutError, "timeout"),
)


def _asked_wait(error: RateLimited, row: OutboxRow, rng: random.Random) -> timedelta:
    if error.retry_after is None or not error.retry_after >= 0:
        return jitter(row.attempts, rng)
    return timedelta(seconds=min(error.retry_after, LONGEST_WAIT_S) + rng.uniform(0.0, 1.0))


def _may_be_there(error: Rejected | NotFound, row: OutboxRow) -> bool:
    """Whether this attempt was refused before it was sent, and an earlier one may have been received.

    Without a strategy that one would not have been repeated; a conflict says what was found there.
    """
    is_again = row.attempts > 1 and row.strategy is not Strategy.NONE
    return is_again and not error.sent and not isinstance(error, Conflict)


def _too_often_unreadable(error: BaseException, row: OutboxRow) -> bool:
    return not isinstance(error, (Unavailable, TimeoutError)) and row.attempts >= MOST_UNREADABLE
