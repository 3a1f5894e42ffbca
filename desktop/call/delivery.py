"""Delivery: carries the outbox to the systems, in order, gently, and never says "done" before the system has.

One lane a connector, so that a dead system holds up nobody else; one pace for the whole desktop. While a system is
down, or does not know us any more, its lane sends one probe now and then; with the first answer everything waiting
for it becomes due.
"""

from __future__ import annotations

import asyncio
import logging
import random
from collections.abc import Callable, Coroutine, Iterable
from dataclasses import dataclass, field
from datetime import datetime
from typing import TYPE_CHECKING, Any

from connectors.errors import AuthError, RateLimited, Unavailable
from desktop.call.state import OutboxCount
from desktop.call.tasks import Tasks
from desktop.store.errors import StoreError
from desktop.store.records import RowState
from desktop.store.replies import LONGEST_WAIT_S, Outcome, confirmed, failed

if TYPE_CHECKING:
    from connectors.connector import Connector
    from connectors.io_thread import Io
    from desktop.call.clock import Clock
    from desktop.store.db_thread import Db
    from desktop.store.records import OutboxRow
    from desktop.store.store import Store

log = logging.getLogger(__name__)

DRAIN_RATE = 2.0
"""Writes a second, for the whole desktop."""
BURST = 2.0
"""Writes that may go at once after a rest: a wrap-up is two."""
DOWN_AFTER = 3
"""Failures in a row after which a system counts as down."""
FIRST_PROBE_S = (1.0, 10.0)
LONGEST_PROBE_S = 60.0
SIGNED_OUT_PROBE_S = 300.0
"""A system that does not know us: only a person can change that, so it is asked seldom, but never forgotten."""
SPREAD_S = 5.0
"""A system is back: what waited for it becomes due within this time."""
LOOK_AGAIN_S = 30.0
"""A command may have changed the outbox; a clock may have jumped."""
SEND_LIMIT_S = 60.0
"""Longer than any connector's own deadline: only for one that does not keep it."""
STORE_TROUBLE_S = 5.0
PATIENCE_S = 8.0
"""At the end, what is on its way gets this long: as long as a write may take."""


@dataclass(slots=True)
class _Lane:
    """One connector's way out; `not_before` is monotonic, `signed_out` the instant the system stopped knowing us."""

    connector: Connector
    woken: asyncio.Event = field(default_factory=asyncio.Event)
    failures: int = 0
    not_before: float = 0.0
    signed_out: datetime | None = None
    unsettled: tuple[str, Outcome] | None = None

    @property
    def down(self) -> bool:
        return self.failures >= DOWN_AFTER

    @property
    def probing(self) -> bool:
        """Whether one row now and then is all that is sent."""
        return self.down or self.signed_out is not None


class Delivery:
    """The pump. `run` until `close`; `on_change` gets the counts.

    Lives on the loop that runs it; the connectors are called on the io loop, the store on the db thread.
    """

    def __init__(
        self,
        db: Db,
        connectors: Iterable[Connector],
        io: Io,
        clock: Clock,
        *,
        rng: random.Random | None = None,
        rate: float = DRAIN_RATE,
    ) -> None:
        self._db = db
        self._io = io
        self._clock = clock
        self._rng = rng or random.Random()
        self._lanes = {connector.name: _Lane(connector) for connector in connectors}
        self._pace = _Pace(rate)
        self._closing = asyncio.Event()
        self._stopped = asyncio.Event()
        self._running: asyncio.Task[Any] | None = None
        self._patience_s = PATIENCE_S
        self._sending = Tasks(lambda error: None)  # what a send raises, its lane hears
        self._recount = asyncio.Event()
        self.count = OutboxCount()
        self.on_change: Callable[[OutboxCount], None] | None = None

    def wake(self) -> None:
        """There may be something new to send."""
        self._recount.set()
        for lane in self._lanes.values():
            lane.woken.set()

    async def recovered(self, connector: str) -> None:
        """A system answers again, as its guard saw: what waits for it becomes due."""
        lane = self._lanes.get(connector)
        if lane is not None:
            await self._back_up(lane)
            lane.woken.set()

    async def run(self) -> None:
        """Send what waits and what comes, until closed. First, what was on its way at the last end is looked after."""
        self._running = asyncio.current_task()
        try:
            await self._recover()
            async with asyncio.TaskGroup() as lanes:
                for lane in self._lanes.values():
                    lanes.create_task(self._serve(lane))
                lanes.create_task(self._count())
        finally:
            self._stopped.set()

    async def close(self, limit_s: float = PATIENCE_S) -> None:
        """Take nothing new, wait for what is on its way, end. What is cut off is looked after at the next start."""
        self._closing.set()
        self.wake()
        if self._running is None:
            return
        try:
            async with asyncio.timeout(limit_s):
                await self._stopped.wait()
        except TimeoutError:
            self._patience_s = 0.0
            self._running.cancel()
            await self._stopped.wait()

    # -- one lane ------------------------------------------------------------------------------------------

    async def _recover(self) -> None:
        while not self._closing.is_set():
            try:
                await self._db.run(self._start_rules)
                self._recount.set()
                return
            except StoreError as error:
                log.warning("outbox not readable: %s", error.code)
                await _rest(self._closing, STORE_TROUBLE_S)

    def _start_rules(self, store: Store) -> None:
        store.outbox.recover(self._clock.now())

    async def _serve(self, lane: _Lane) -> None:
        while not self._closing.is_set():
            lane.woken.clear()
            try:
                rest = await self._step(lane)
            except Exception as error:  # noqa: BLE001 - a fault in one lane must not end them all, and with them the pump
                log.warning("outbox of %s: %s", lane.connector.name, _name(error))
                rest = STORE_TROUBLE_S
            if rest > 0:
                await _rest(lane.woken, rest)

    async def _step(self, lane: _Lane) -> float:
        """Send one row if one is due; answers how long to rest."""
        await self._settle_last(lane)
        rest = await self._until_due(lane)
        if rest > 0:
            return min(rest, LOOK_AGAIN_S)
        await self._pace.turn(self._closing)
        if self._closing.is_set():
            return 0
        await self._see_through(self._send_next(lane))
        return 0

    async def _see_through(self, sending: Coroutine[Any, Any, None]) -> None:
        """Whoever ends the pump does not cut off a write at once: it may arrive, and then nobody would know."""
        task = self._sending.start(sending)
        try:
            await asyncio.shield(task)
        except asyncio.CancelledError:
            await asyncio.wait({task}, timeout=self._patience_s)
            raise
        finally:
            task.cancel()

    async def _until_due(self, lane: _Lane) -> float:
        name, now, probe = lane.connector.name, self._clock.now(), lane.probing
        due = await self._db.run(lambda store: store.outbox.next_due(name, now, probe=probe))
        if due is None:
            return LOOK_AGAIN_S
        if lane.signed_out is not None and await self._retried(lane):
            lane.signed_out, lane.not_before = None, 0.0
        held = lane.not_before - self._clock.monotonic()
        return max(held, (due - now).total_seconds())

    async def _retried(self, lane: _Lane) -> bool:
        """Whether a person wants a row sent again now; the command that says so runs in another program."""
        name, since = lane.connector.name, lane.signed_out
        return since is not None and await self._db.run(lambda store: store.outbox.retried(name, since))

    async def _send_next(self, lane: _Lane) -> None:
        name, now, probe = lane.connector.name, self._clock.now(), lane.probing
        row = await self._db.run(lambda store: store.outbox.claim(name, now, probe=probe))
        self._recount.set()
        if row is None:
            return
        outcome = await self._write(lane, row)
        lane.unsettled = (row.key, outcome)
        await self._settle_last(lane)
        self._recount.set()
        if outcome.state is RowState.DONE and (lane.failures or lane.probing):
            await self._back_up(lane)

    async def _write(self, lane: _Lane, row: OutboxRow) -> Outcome:
        if row.operation not in lane.connector.operations:
            return Outcome(RowState.DEAD, self._clock.now(), "unsupported")
        try:
            async with asyncio.timeout(SEND_LIMIT_S):
                draft = {**row.payload, "at": row.payload.get("at") or row.created}
                written = await self._io.run(lane.connector.write(row.operation, draft, row.key))  # type: ignore[arg-type]
        except Exception as error:  # noqa: BLE001 - whatever a connector raises, its row must not be lost nor the pump stop
            self._note_failure(lane, error)
            return failed(error, row, self._clock.now(), self._rng)
        return confirmed(written, self._clock.now())

    async def _settle_last(self, lane: _Lane) -> None:
        """Write down the last outcome; if the store cannot now, it is kept here, and its row is not sent again."""
        if lane.unsettled is not None:
            key, outcome = lane.unsettled
            await self._db.run(lambda store: store.outbox.settle(key, outcome))
            lane.unsettled = None

    def _note_failure(self, lane: _Lane, error: Exception) -> None:
        now = self._clock.monotonic()
        lane.signed_out = self._clock.now() if isinstance(error, AuthError) else None
        if isinstance(error, AuthError):
            log.warning("outbox of %s: signed out; asking again in %g s", lane.connector.name, SIGNED_OUT_PROBE_S)
            lane.failures, lane.not_before = 0, now + SIGNED_OUT_PROBE_S
        elif isinstance(error, (Unavailable, TimeoutError)):
            lane.failures = max(lane.failures + 1, DOWN_AFTER if _is_breaker(error) else 0)
            if lane.down:
                lane.not_before = now + self._probe_delay(lane, error)
        elif isinstance(error, RateLimited):
            lane.not_before = now + min(max(error.retry_after or 0.0, 0.0), LONGEST_WAIT_S)
        else:
            lane.failures = 0

    def _probe_delay(self, lane: _Lane, error: Unavailable | TimeoutError) -> float:
        """Full jitter up to a minute, so that thousands of desktops do not come back as one."""
        if isinstance(error, Unavailable) and error.retry_in is not None:
            return min(max(error.retry_in, 0.0), LONGEST_PROBE_S) + self._rng.uniform(0.0, 1.0)
        beyond = lane.failures - DOWN_AFTER
        if beyond <= 0:
            return self._rng.uniform(*FIRST_PROBE_S)
        return self._rng.uniform(0.0, min(LONGEST_PROBE_S, FIRST_PROBE_S[1] * 2.0 ** min(beyond, 10)))

    async def _back_up(self, lane: _Lane) -> None:
        was_probing = lane.probing
        lane.failures, lane.not_before, lane.signed_out = 0, 0.0, None
        if was_probing:
            name, now, rng = lane.connector.name, self._clock.now(), self._rng
            await self._db.run(lambda store: store.outbox.make_due(name, now, SPREAD_S, rng))

    # -- counts --------------------------------------------------------------------------------------------

    async def _count(self) -> None:
        while not self._closing.is_set():
            await self._recount.wait()
            self._recount.clear()
            try:
                found = await self._db.run(lambda store: store.outbox.counts())
                self._tell(OutboxCount(found.pending, found.needs_you))
            except Exception as error:  # noqa: BLE001 - whoever is told may fail; the pump goes on
                log.warning("outbox not counted: %s", _name(error))

    def _tell(self, count: OutboxCount) -> None:
        if count != self.count:
            self.count = count
            if self.on_change is not None:
                self.on_change(count)


class _Pace:
    """So many writes a second, a few at once after a rest; the loop's clock, which no one sets."""

    def __init__(self, rate: float) -> None:
        self._rate = rate
        self._next = 0.0

    async def turn(self, stop: asyncio.Event) -> None:
        """Wait for a turn, or for the stop."""
        now = _loop_time()
        self._next = max(self._next, now - (BURST - 1) / self._rate) + 1 / self._rate
        wait = self._next - 1 / self._rate - now
        if wait > 0:
            await _rest(stop, wait)


async def _rest(woken: asyncio.Event, seconds: float) -> None:
    """Wait until woken, or so long."""
    try:
        async with asyncio.timeout(seconds):
            await woken.wait()
    except TimeoutError:
        pass


def _name(error: Exception) -> str:
    """What may stand in a log: never an error's text, which may quote a customer."""
    return error.code if isinstance(error, StoreError) else type(error).__name__


def _is_breaker(error: Exception) -> bool:
    return isinstance(error, Unavailable) and error.kind == "breaker"


def _loop_time() -> float:
    return asyncio.get_running_loop().time()
