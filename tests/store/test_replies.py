"""What a reply to a write means for its row: the table of the module, line by line."""

from __future__ import annotations

import random

import pytest
from hypothesis import given
from hypothesis import strategies as st

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
from desktop.store.records import OutboxRow, RowState, Strategy
from desktop.store.replies import describe, failed, jitter
from tests.store.kit import NOW

PENDING, INFLIGHT, DONE, DEAD, UNKNOWN = RowState
ALL = ["upsert", "key", "search", "none"]
SAFE = ALL[:3]


def _row(strategy: str = "upsert", attempts: int = 1) -> OutboxRow:
    return OutboxRow(
        1,
        "call:note.create:0",
        "crm",
        "customer:crm:1",
        "note.create",
        {},
        Strategy(strategy),
        INFLIGHT,
        attempts,
        NOW,
        NOW,
        NOW,
    )


@pytest.mark.parametrize(
    ("error", "strategies", "state", "counted", "text_"),
    [
        (Unavailable("crm", "timeout"), SAFE, PENDING, True, "timeout"),
        (Unavailable("crm", "timeout"), ["none"], UNKNOWN, True, "timeout"),
        (Unavailable("crm", "network", "reset"), ["none"], UNKNOWN, True, "network: reset"),
        (Unavailable("crm", "server"), ["none"], UNKNOWN, True, "server"),
        (Unavailable("crm", "network", sent=False), ALL, PENDING, False, "network"),
        (Unavailable("crm", "breaker"), ALL, PENDING, False, "breaker"),
        (Unavailable("crm", "busy"), ALL, PENDING, False, "busy"),
        (RateLimited("crm", 5.0), ALL, PENDING, True, "rate_limited"),
        (AuthError("crm", "expired"), ALL, PENDING, False, "auth: expired"),
        (Rejected("crm", 422, "no subject"), ALL, DEAD, True, "rejected: no subject"),
        (Denied("crm", 403), ALL, DEAD, True, "denied"),
        (NotFound("crm"), ALL, DEAD, True, "not_found"),
        (BadPayload("crm", "id"), SAFE, PENDING, True, "bad_payload: unreadable id"),
        (BadPayload("crm", "id"), ["none"], UNKNOWN, True, "bad_payload: unreadable id"),
        (TimeoutError(), SAFE, PENDING, True, "timeout: TimeoutError"),
        (TimeoutError(), ["none"], UNKNOWN, True, "timeout: TimeoutError"),
        (ZeroDivisionError("secret text"), SAFE, PENDING, True, "internal: ZeroDivisionError"),
        (ZeroDivisionError("secret text"), ["none"], UNKNOWN, True, "internal: ZeroDivisionError"),
        (ConnectorError("crm", "odd"), SAFE, PENDING, True, "internal: odd"),
    ],
)
def test_the_reply_table(error: Exception, strategies: list[str], state: RowState, counted: bool, text_: str) -> None:
    for strategy in strategies:
        outcome = failed(error, _row(strategy), NOW, random.Random(1))
        assert (outcome.state, outcome.counted, outcome.error) == (state, counted, text_)
        assert outcome.at >= NOW


def _before_the_write(error: ConnectorError) -> ConnectorError:
    error.sent = False
    return error


@pytest.mark.parametrize("error", [Rejected("crm", None, "not ours"), NotFound("crm"), Denied("crm", 403)])
def test_what_is_refused_before_it_is_sent_again_may_be_there(error: ConnectorError) -> None:
    def state(error: ConnectorError, strategy: str, attempts: int) -> RowState:
        return failed(error, _row(strategy, attempts), NOW, random.Random(1)).state

    for strategy in SAFE:
        assert state(error, strategy, 2) is DEAD
    _before_the_write(error)
    for strategy in SAFE:
        assert (state(error, strategy, 1), state(error, strategy, 2)) == (DEAD, UNKNOWN)
    assert state(error, "none", 2) is DEAD
    assert state(_before_the_write(Conflict("crm")), "upsert", 2) is DEAD


def test_an_answer_before_the_write_that_nobody_can_read_leaves_nothing_to_look_for() -> None:
    error = _before_the_write(BadPayload("crm", "paging"))
    for attempts in range(1, 5):
        outcome = failed(error, _row("none", attempts), NOW, random.Random(1))
        assert (outcome.state, outcome.counted) == (PENDING, True)
        assert outcome.at > NOW
    assert failed(error, _row("none", 5), NOW, random.Random(1)).state is DEAD
    assert failed(error, _row("search", 5), NOW, random.Random(1)).state is UNKNOWN


def test_an_answer_nobody_can_read_is_not_asked_for_forever() -> None:
    rng = random.Random(1)
    for error in (BadPayload("crm"), ZeroDivisionError()):
        assert failed(error, _row(attempts=4), NOW, rng).state is PENDING
        assert failed(error, _row(attempts=5), NOW, rng).state is UNKNOWN
    assert failed(Unavailable("crm", "server"), _row(attempts=500), NOW, rng).state is PENDING


@pytest.mark.parametrize(
    ("retry_after", "least", "most"),
    [(5.0, 5, 6), (0.0, 0, 1), (1e9, 3600, 3601), (None, 1, 10), (-5.0, 1, 10), (float("nan"), 1, 10)],
)
def test_how_long_a_system_may_make_us_wait(retry_after: float | None, least: float, most: float) -> None:
    for seed in range(20):
        outcome = failed(RateLimited("crm", retry_after), _row(), NOW, random.Random(seed))
        assert least <= (outcome.at - NOW).total_seconds() <= most


@given(st.integers(1, 10_000), st.randoms())
def test_jitter_is_full_and_capped(attempts: int, rng: random.Random) -> None:
    wait = jitter(attempts, rng).total_seconds()
    assert 0 <= wait <= min(300, 10 if attempts == 1 else 2**attempts)
    if attempts == 1:
        assert wait >= 1


def test_an_error_is_described_in_one_short_line() -> None:
    assert len(describe(Rejected("crm", 400, "x" * 10_000))) == 500
