"""The whole way of a write, over HTTP and in virtual time: an encrypted store, the pump, the guard, the wire, a CRM."""

from __future__ import annotations

import asyncio
import json
import random
from collections import Counter
from collections.abc import AsyncIterator, Callable, Iterator
from contextlib import asynccontextmanager
from itertools import count
from pathlib import Path

from connectors.declarative import build_connector
from connectors.guard import Guarded
from connectors.loading.load import parse_manifest
from desktop.call.delivery import Delivery
from desktop.call.state import OutboxCount
from desktop.call.tasks import Tasks
from desktop.core import _tell_recoveries
from desktop.store.records import OutboxDraft, RowState
from desktop.store.store import open_store
from tests.call.desk_parts import KEY
from tests.call.virtual_time import InlineDb, InlineIo
from tests.call.wired_time import WiredClock
from tests.connectors.fault_server import FaultServer, Seen, reply

MANIFEST = """\
schema = 1
name = "crm"
settings = { base_url = "BASE", region = "DE" }
connection = { PROXY }
[customer.get]
request.path = "/people/${customer.id|path}"
map = { name = "name" }
[note.create]
idempotency = "STRATEGY"
request.path = "/notes"
request.headers = { Idempotency-Key = "${key}" }
request.json = { person = "${customer.id}", text = "${note.text}" }
id = "id"
[health.check]
request.path = "/me"
"""


class Crm:
    """A system with notes. It knows a key it has seen before, unless it is one that does not; `mix` makes it fail."""

    def __init__(self, *, keyed: bool = True, seed: int = 7) -> None:
        self.keyed = keyed
        self.rng = random.Random(seed)
        self.mix = False
        self.answers_with: bytes | None = None
        self.notes: list[tuple[str, str]] = []
        self.asked: list[float] = []
        self.faults: Counter[str] = Counter()

    async def write(self, seen: Seen, writer: asyncio.StreamWriter) -> None:
        """A note comes in."""
        self.asked.append(asyncio.get_running_loop().time())
        dice = self.rng.random() if self.mix else 1.0
        if self.answers_with is not None:
            writer.write(self.answers_with)
        elif dice < 0.075:
            self._fault("cut before", writer)
        elif dice < 0.15:
            self._fault("500", writer, reply({}, "500 Internal Server Error"))
        elif dice < 0.18:
            wait = self.rng.choice([(), ("Retry-After: 1",), ("Retry-After: 3",)])
            self._fault("429", writer, reply({}, "429 Too Many Requests", extra=wait))
        else:
            number = self._keep(seen)
            if dice < 0.30:
                self._fault("cut after", writer)
            else:
                writer.write(reply({"id": number}, "201 Created"))

    async def read(self, seen: Seen, writer: asyncio.StreamWriter) -> None:
        """Somebody is looked at."""
        self.asked.append(asyncio.get_running_loop().time())
        writer.write(self.answers_with or reply({"id": seen.path.rpartition("/")[2], "name": "Ann"}))

    def _keep(self, seen: Seen) -> int:
        key = seen.headers["idempotency-key"]
        if not (self.keyed and key in dict(self.notes)):
            self.notes.append((key, json.loads(seen.body)["text"]))
        return len(self.notes)

    def _fault(self, name: str, writer: asyncio.StreamWriter, answer: bytes | None = None) -> None:
        self.faults[name] += 1
        if answer is None:
            writer.transport.abort()
        else:
            writer.write(answer)

    def times(self) -> Counter[str]:
        """How often each key was kept."""
        return Counter(key for key, _ in self.notes)


class Wire:
    """Everything between an agent's yes and the CRM; `delivery` can be cut off and begun again."""

    def __init__(self, folder: Path, server: FaultServer, crm: Crm, strategy: str, proxy: str) -> None:
        self.clock = WiredClock()
        self.server = server
        self.crm = crm
        self.strategy = strategy
        self.store = open_store(folder, KEY, self.clock)
        text = MANIFEST.replace("BASE", server.url).replace("STRATEGY", strategy).replace("PROXY", proxy)
        manifest = parse_manifest(text.encode(), "crm.toml")
        self.connector: Guarded = build_connector(manifest, folder, lambda name: None, self.clock)  # type: ignore[arg-type]
        self.counts: list[OutboxCount] = []
        self.failures: list[BaseException] = []
        self._tasks = Tasks(self.failures.append)
        self._numbers: Iterator[int] = count()
        self._seeds: Iterator[int] = count(1)
        self.begin()

    def begin(self) -> None:
        """The program starts."""
        rng = random.Random(next(self._seeds))
        self.delivery = Delivery(InlineDb(self.store), [self.connector], InlineIo(), self.clock, rng=rng)  # type: ignore[arg-type]
        self.delivery.on_change = self.counts.append
        _tell_recoveries([self.connector], self.delivery, self._tasks)
        self._running = asyncio.ensure_future(self.delivery.run())

    async def cut_off(self) -> None:
        """The program ends in the middle of what it does: nothing of it is waited for."""
        await self.delivery.close(limit_s=0.0)
        await asyncio.wait({self._running})

    def promise(self, many: int = 1, people: int = 20) -> None:
        """So many notes about so many people."""
        for number in (next(self._numbers) for _ in range(many)):
            person = f"{number % people + 1}"
            payload = {"customer_id": person, "text": f"note {number}"}
            key = f"call-{number}:note.create:0"
            draft = OutboxDraft("crm", "note.create", f"customer:crm:{person}", payload, key, self.strategy)  # type: ignore[arg-type]
            self.store.promise([draft], ())
        self.delivery.wake()

    def states(self) -> Counter[str]:
        """How many rows are in each state."""
        return Counter(row.state.value for row in self.store.outbox.list(RowState))

    async def until(self, condition: Callable[[], bool], limit_s: float = 7200.0, look_s: float = 1.0) -> float:
        """Wait; answers how long that took."""
        start = self.clock.monotonic()
        while not condition():
            assert self.clock.monotonic() - start < limit_s, self.states()
            await asyncio.sleep(look_s)
        return self.clock.monotonic() - start

    async def drained(self, limit_s: float = 7200.0) -> float:
        """Until nothing waits."""
        return await self.until(lambda: self.store.outbox.counts().pending == 0, limit_s)

    async def close(self) -> None:
        """The end."""
        await self.delivery.close()
        await self._running
        await self._tasks.close()
        await self.connector.aclose()
        self.store.close()
        assert self.failures == []


@asynccontextmanager
async def wire(
    folder: Path,
    *,
    strategy: str = "key",
    keyed: bool = True,
    seed: int = 7,
    proxy: str = "",
    by: FaultServer | None = None,
) -> AsyncIterator[Wire]:
    """A wire and the CRM at its end."""
    async with FaultServer() as server:
        crm = Crm(keyed=keyed, seed=seed)
        for each in (server, *((by,) if by is not None else ())):
            each.handlers["/notes"] = crm.write
            each.handlers.update({f"/people/{number}": crm.read for number in range(1, 30)})
        found = Wire(folder, server, crm, strategy, proxy)
        try:
            yield found
        finally:
            await found.close()
