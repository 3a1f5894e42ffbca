"""Reading systems in the background that cannot be asked during a call; calls come before each request."""

from __future__ import annotations

import asyncio
import logging
import random
from collections.abc import Callable, Mapping, Sequence
from datetime import datetime, timedelta
from typing import TYPE_CHECKING

from connectors.errors import ConnectorError
from connectors.guard import Guarded

if TYPE_CHECKING:
    from connectors.connector import Connector
    from connectors.io_thread import Io
    from desktop.call.clock import Clock

log = logging.getLogger(__name__)

LOOK_S = 15.0
"""How often it is looked whether something is due, and, at the gate, half a second whether the call is over."""
GATE_S = 0.5
FIRST_S = (1.0, 60.0)
"""After the start, so that a thousand desktops that start at eight do not ask at eight."""
SHORTEST_S, LONGEST_S = 60.0, 3_600.0
"""Between two attempts at a system that fails."""


class Syncing:
    """The schedule of this program: one system at a time, each as often as its manifest says (`hours` by name)."""

    def __init__(
        self,
        connectors: Sequence[Connector],
        hours: Mapping[str, float],
        io: Io,
        clock: Clock,
        is_busy: Callable[[], bool],
        rng: random.Random | None = None,
    ) -> None:
        self._systems = [each for each in connectors if isinstance(each, Guarded) and each.syncs]
        self._hours = hours
        self._io = io
        self._clock = clock
        self._is_busy = is_busy
        self._rng = rng or random.Random()
        self._busy = False
        self._due: dict[str, datetime] = {}
        self._failures: dict[str, int] = {}

    async def run(self, look_s: float = LOOK_S) -> None:
        """Look and read until cancelled; over at once where no system is read in the background."""
        if not self._systems:
            return
        start = self._clock.now()
        self._due = {each.name: start + timedelta(seconds=self._rng.uniform(*FIRST_S)) for each in self._systems}
        async with asyncio.TaskGroup() as group:
            group.create_task(self._watch())
            while True:
                await self.look()
                await asyncio.sleep(look_s)

    async def look(self) -> None:
        """Read what is due."""
        for system in self._systems:
            if self._is_due(system.name):
                self._due[system.name] = await self._read(system)

    def _is_due(self, name: str) -> bool:
        """Whether it is time; a time further off than any can be set is from a clock that was ahead."""
        now = self._clock.now()
        longest = max(self._every(name), timedelta(seconds=LONGEST_S))
        return not now < self._due.get(name, now) <= now + longest

    def _every(self, name: str) -> timedelta:
        return timedelta(hours=self._hours.get(name, 6.0))

    async def gate(self) -> None:
        """On the io loop: open while nobody is on the line."""
        while self._busy:  # noqa: ASYNC110 - what is waited for happens on another thread
            await asyncio.sleep(GATE_S)

    def note(self) -> None:
        """Take up whether somebody is on the line: the desk is asked on its own thread only."""
        self._busy = self._is_busy()

    async def _watch(self) -> None:
        while True:
            self.note()
            await asyncio.sleep(GATE_S)

    async def _read(self, system: Guarded) -> datetime:
        """Read one system where it is time, and say when it is time again."""
        every = self._every(system.name)
        try:
            last = await self._io.run(system.last_sync())
            # Read in the future, by a clock that was ahead, is as good as never.
            if last is None or not last.at <= self._clock.now() < last.at + every:
                last = await self._io.run(system.sync(self.gate))
                log.info("%s: %d rows read in the background", system.name, last.rows)
        except ConnectorError as error:
            return self._clock.now() + self._after_failure(system.name, error)
        self._failures.pop(system.name, None)
        at: datetime = last.at
        return at + every

    def _after_failure(self, name: str, error: ConnectorError) -> timedelta:
        """Longer each time, never the same for all desktops; told once until it works again."""
        count = self._failures[name] = self._failures.get(name, 0) + 1
        if count == 1:
            log.warning("%s: not read in the background: %s", name, type(error).__name__)
        most = min(LONGEST_S, SHORTEST_S * 2**count)
        return timedelta(seconds=self._rng.uniform(SHORTEST_S / 3, most))
