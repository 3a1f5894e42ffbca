"""What stands around every connector: deadlines, at most five requests at once, the breaker, one tree of errors."""

from __future__ import annotations

import asyncio
import logging
from collections.abc import AsyncIterator, Awaitable, Callable, Mapping
from contextlib import asynccontextmanager
from dataclasses import dataclass
from datetime import date, datetime
from functools import partial
from typing import Any, TypeVar, cast

from connectors.auth.tokens import Browse, Person, Tell, silent
from connectors.breaker import Breaker, BreakerState
from connectors.clock import Clock
from connectors.connector import Connector, Health, IdKind, ListKind, Page, Scalar, Written, updatable
from connectors.errors import BadPayload, ConnectorError, RateLimited, Rejected, Unavailable
from connectors.manifest.model import ConnectionPart
from connectors.pace import Pace
from connectors.phones import PhoneQuery
from connectors.records import Customer, Record

T = TypeVar("T")

DEFAULT_HOLD_S = 5.0
LONGEST_HOLD_S = 3_600.0
BEFORE_S = 30.0
"""What is asked before a write may be many pages, each of them with the limit of a read."""
ROUNDING_S = 0.01
"""A timer may ring that much early."""
_log = logging.getLogger("callside.connectors")


@dataclass(frozen=True, slots=True)
class SourceState:
    """How a connection is doing: `status` is idle, asking, slow, ok or failed; `retry_in` in seconds while it rests."""

    name: str
    status: str = "idle"
    latency_ms: float | None = None
    breaker: BreakerState = BreakerState.CLOSED
    retry_in: float | None = None
    error: ConnectorError | None = None
    at: datetime | None = None


def guarded(connector: Connector, limits: ConnectionPart, clock: Clock) -> Guarded:
    """The connector with its guards."""
    return Guarded(connector, limits, clock)


async def at_once() -> None:
    """A gate that is open."""


class _Going:
    """A write on its way: what is asked before it has a limit of its own, and nothing is sent until it starts."""

    def __init__(self, seconds: float) -> None:
        self.is_out = False
        self.limit = asyncio.timeout(seconds)
        self._seconds = seconds

    def asks(self) -> None:
        """It has its turn."""
        self.limit.reschedule(asyncio.get_running_loop().time() + BEFORE_S)

    def starts(self) -> None:
        """From now on it may reach the system."""
        self.is_out = True
        self.limit.reschedule(asyncio.get_running_loop().time() + self._seconds)


class Guarded:
    """A connector that never hangs, never floods its system, and raises only our errors."""

    def __init__(self, connector: Connector, limits: ConnectionPart, clock: Clock) -> None:
        self.name = connector.name
        self.label = connector.label
        self.operations = connector.operations
        self.strategies: Mapping[str, str] = connector.strategies
        self.notifying: frozenset[str] = getattr(connector, "notifying", frozenset())
        self.updatable = updatable(connector)
        self.signs_in_by_browser: bool = getattr(connector, "signs_in_by_browser", False)
        self.on_change: Callable[[SourceState], None] | None = None
        self._connector = connector
        self._limits = limits
        self._clock = clock
        self._kept: frozenset[str] = getattr(connector, "kept", frozenset())
        self._places = asyncio.Semaphore(limits.limits.concurrency)
        # Reading in the background takes one of them, but never the only one: nobody on the line waits for it.
        self._background = asyncio.Semaphore(1)
        self._together = asyncio.Semaphore(max(2, limits.limits.concurrency))
        self._breaker = Breaker(clock.monotonic)
        # One question may be many requests: who sends those paces them.
        paces_itself = getattr(connector, "paces_itself", False)
        self._pace = Pace(None if paces_itself else limits.limits.rate_per_s, clock, limits.limits.burst)
        self._held_until = 0.0
        self._under_way = 0
        self._is_down = False
        self._last = SourceState(connector.name)

    @property
    def state(self) -> SourceState:
        """How the connection is doing now."""
        last = self._last
        return SourceState(
            self.name, last.status, last.latency_ms, self._breaker.state, self._retry_in(), last.error, last.at
        )

    async def find_by_phone(self, query: PhoneQuery) -> Page[Customer]:
        """Customers with this number."""
        return await self._read(lambda: self._connector.find_by_phone(query), "customer.find_by_phone")

    async def find_by_email(self, email: str) -> Page[Customer]:
        """Customers with this address."""
        return await self._read(lambda: self._connector.find_by_email(email), "customer.find_by_email")

    async def find_by_id(self, number: str, kind: IdKind) -> Page[Customer]:
        """The customer with this number."""
        operation = "customer.find_by_id" if kind == "customer" else ""
        return await self._read(lambda: self._connector.find_by_id(number, kind), operation)

    async def search(self, text: str, limit: int = 20) -> Page[Customer]:
        """People something typed may mean."""
        return await self._read(lambda: self._connector.search(text, limit))

    async def get(self, customer_id: str) -> Customer:
        """One customer in full."""
        return await self._read(lambda: self._connector.get(customer_id))

    async def list(self, kind: ListKind, customer_id: str, limit: int = 20, since: date | None = None) -> Page[Record]:
        """A customer's newest records of one kind."""
        return await self._read(lambda: self._connector.list(kind, customer_id, limit, since), f"{kind}.list")

    async def write(self, operation: str, draft: Mapping[str, Scalar], key: str) -> Written:
        """Write a draft once; never tried again from here, that is the outbox's business."""
        seconds, connector = self._limits.timeout_s.write, self._connector
        if not getattr(connector, "tells_when_sent", False):
            return await self._run(lambda: connector.write(operation, draft, key), seconds)
        going = _Going(seconds)
        ask = partial(cast(Any, connector).write, operation, draft, key, going.starts)
        return await self._run(ask, seconds, going)

    async def health(self) -> Health:
        """Whether the system is there."""
        return await self._read(self._connector.health)

    @property
    def syncs(self) -> bool:
        """Whether this system is read in the background."""
        return hasattr(self._connector, "sync")

    async def sync(self, gate: Callable[[], Awaitable[None]] = at_once, *, full: bool = False) -> Any:
        """Read the system in the background; every request waits at the gate, for its pace, and then for a place."""

        @asynccontextmanager
        async def turn(paced: Callable[[], Awaitable[None]] = at_once) -> AsyncIterator[None]:
            await gate()
            await paced()
            async with self._background, self._together:
                yield

        try:
            return await cast(Any, self._connector).sync(turn, full=full)
        except ConnectorError:
            raise
        except Exception as bug:
            _log.error("%s: %s while it was synced", self.name, type(bug).__name__)
            raise BadPayload(self.name, "sync", f"{type(bug).__name__} in the connector") from bug

    async def last_sync(self) -> Any:
        """How far the system has been read in the background; None where it never was."""
        return await cast(Any, self._connector).last_sync()

    async def sign_in(self, browse: Browse, tell: Tell = silent) -> None:
        """Let a person sign in by their browser, for as long as people take."""
        if not self.signs_in_by_browser:
            raise Rejected(self.name, None, "nobody signs in to this system by a browser")
        await cast(Person, self._connector).sign_in(browse, tell)
        self._changed("idle")

    def forget(self) -> None:
        """Answer the next questions anew."""
        forget = getattr(self._connector, "forget", None)
        if forget is not None:
            forget()

    async def aclose(self) -> None:
        """Let go of connections."""
        await self._connector.aclose()

    async def _read(self, ask: Callable[[], Awaitable[T]], operation: str = "") -> T:
        """Ask; where the system says when to come back and there is time for that, once more."""
        if operation in self._kept:
            return await self._from_here(ask)
        deadline = self._clock.monotonic() + self._limits.timeout_s.total
        try:
            return await self._run(ask, self._limits.timeout_s.total)
        except RateLimited as told:
            if told.retry_after is None or not await self._rested(told.retry_after, deadline):
                raise
        return await self._run(ask, max(0.1, deadline - self._clock.monotonic()))

    async def _rested(self, wait: float, deadline: float) -> bool:
        """Wait as told, and for what another question has been told meanwhile; False where there is no time for it."""
        while wait > ROUNDING_S:
            if self._clock.monotonic() + wait + 0.1 > deadline:
                return False
            await self._clock.sleep(wait)
            wait = self._held_until - self._clock.monotonic()
        self._held_until = 0.0
        return True

    async def _from_here(self, ask: Callable[[], Awaitable[T]]) -> T:
        """What lies here needs no request: no place, no pace, and no matter whether the system rests."""
        started = self._clock.monotonic()
        try:
            answer = await self._safely(ask, asyncio.timeout(self._limits.timeout_s.total))
        except TimeoutError:
            late = Unavailable(self.name, "busy", "what was read is not to be had in time", sent=False)
            self._changed("failed", error=late)
            raise late from None
        except ConnectorError as error:
            self._changed("failed", error=error)
            raise
        self._changed("ok", latency_ms=(self._clock.monotonic() - started) * 1000)
        return answer

    async def _run(self, ask: Callable[[], Awaitable[T]], seconds: float, going: _Going | None = None) -> T:
        self._refuse_while_resting()
        started = self._clock.monotonic()
        self._under_way += 1
        slow = asyncio.get_running_loop().call_later(self._limits.timeout_s.verdict, self._changed, "slow")
        self._changed("asking")
        try:
            answer = await self._in_time(ask, seconds, going)
        except ConnectorError as error:
            self._failed(error)
            raise
        except BaseException:
            self._breaker.given_up()
            self._changed("idle" if self._under_way == 1 else "asking")
            raise
        else:
            self._breaker.succeeded()
            self._changed("ok", latency_ms=(self._clock.monotonic() - started) * 1000)
            return answer
        finally:
            slow.cancel()
            self._under_way -= 1

    async def _in_time(self, ask: Callable[[], Awaitable[T]], seconds: float, going: _Going | None) -> T:
        asked = False

        async def in_turn() -> T:
            nonlocal asked
            async with self._places, self._together:
                await self._pace.wait()
                asked = True
                if going is not None:
                    going.asks()
                return await ask()

        try:
            return await self._safely(in_turn, going.limit if going is not None else asyncio.timeout(seconds))
        except TimeoutError:
            if asked and going is not None and not going.is_out:
                told = f"what is asked before it took longer than {BEFORE_S:g} s"
                raise Unavailable(self.name, "timeout", told, sent=False) from None
            if asked:
                raise Unavailable(self.name, "timeout", f"no answer within {seconds:g} s") from None
            raise Unavailable(self.name, "busy", "too many requests are waiting already", sent=False) from None

    async def _safely(self, ask: Callable[[], Awaitable[T]], limit: asyncio.Timeout) -> T:
        """Ask for so long; raises only our errors, and TimeoutError."""
        try:
            async with limit:
                return await ask()
        except (ConnectorError, TimeoutError):
            raise
        except Exception as bug:
            # Its text may hold customer data, so only its kind is told.
            _log.error("%s: %s in the connector", self.name, type(bug).__name__)
            raise BadPayload(self.name, "", f"{type(bug).__name__} in the connector") from bug

    def _refuse_while_resting(self) -> None:
        held = self._held_until - self._clock.monotonic()
        if held > 0:
            raise RateLimited(self.name, held, "the system asked us to wait")
        if not self._breaker.allow():
            wait = self._breaker.retry_in
            raise Unavailable(self.name, "breaker", "not asked: it did not answer lately", sent=False, retry_in=wait)

    def _failed(self, error: ConnectorError) -> None:
        if isinstance(error, RateLimited):
            wait = DEFAULT_HOLD_S if error.retry_after is None else max(0.0, error.retry_after)
            self._held_until = max(self._held_until, self._clock.monotonic() + min(wait, LONGEST_HOLD_S))
        if isinstance(error, Unavailable) and not (error.kind in {"busy", "unread"} and not error.sent):
            self._breaker.failed()
        elif isinstance(error, Unavailable):
            self._breaker.given_up()
        else:
            self._breaker.succeeded()  # it answered: it is there
        if not self._is_down and self._breaker.state is BreakerState.OPEN:
            self._is_down = True
            _log.warning("%s does not answer (%s); resting", self.name, error.detail)
        self._changed("failed", error=error)

    def _changed(self, status: str, *, latency_ms: float | None = None, error: ConnectorError | None = None) -> None:
        if status == "ok" and self._is_down and self._breaker.state is BreakerState.CLOSED:
            self._is_down = False
            _log.info("%s answers again", self.name)
        kept = latency_ms if latency_ms is not None else self._last.latency_ms
        self._last = SourceState(self.name, status, kept, error=error, at=self._clock.now())
        if self.on_change is not None:
            self.on_change(self.state)

    def _retry_in(self) -> float | None:
        held = self._held_until - self._clock.monotonic()
        return held if held > 0 else self._breaker.retry_in
