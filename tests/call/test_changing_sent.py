"""A change on its way from the outbox to a REST system: sent once it answers, refused where somebody was quicker."""

from __future__ import annotations

import asyncio
import random
from functools import partial
from pathlib import Path

import pytest

from connectors.clock import SystemClock
from connectors.declarative import bare_connector
from connectors.loading.load import parse_manifest
from desktop.call.delivery import Delivery
from desktop.store.db_thread import Db
from desktop.store.records import OutboxDraft, RowState
from desktop.store.store import open_store
from tests.call.desk_parts import KEY
from tests.call.systems import SameLoop
from tests.connectors.fault_server import FaultServer, reply
from tests.connectors.test_changes import REST

DRAFT = OutboxDraft(
    "desk",
    "customer.update",
    "customer:desk:7",
    {"customer_id": "7", "email": "ann@new.example", "was.email": "ann@x.com"},
    "call-1:customer.update:100",
    "upsert",
)


class Soonest(random.Random):
    """No retry waits longer than it must."""

    def uniform(self, a: float, b: float) -> float:
        return 0.0


@pytest.mark.parametrize(
    ("there", "state", "error"),
    [
        ("ann@x.com", RowState.DONE, None),
        ("ann@elsewhere.example", RowState.DEAD, "changed: changed there meanwhile: email"),
    ],
)
async def test_a_change_reaches_a_rest_system(tmp_path: Path, there: str, state: RowState, error: str | None):
    down = [1]

    def answer(_):
        if down:
            return reply({}, f"503 {down.pop()}")
        return reply({"id": 7, "name": "Ann Lee", "mail": there, "numbers": []})

    async with FaultServer() as server:
        server.on("/people/7", answer)
        manifest = parse_manifest(REST.replace("http://127.0.0.1:1/api", server.url).encode(), "desk.toml")
        connector = bare_connector(manifest, None, lambda name: None, SystemClock())
        db = Db(partial(open_store, tmp_path, KEY))
        await db.run(lambda store: store.promise([DRAFT], []))
        delivery = Delivery(db, [connector], SameLoop(), SystemClock(), rng=Soonest(), rate=1000.0)
        counted = asyncio.Event()
        delivery.on_change = lambda count: counted.set() if count.pending == 0 else None
        running = asyncio.ensure_future(delivery.run())
        async with asyncio.timeout(30):
            await counted.wait()
        row = await db.run(lambda store: store.outbox.get(DRAFT.key))
        await delivery.close()
        await running
        await connector.aclose()
        db.close()
        sent = [seen.json for seen in server.seen if seen.method == "PATCH"]
    assert (row.state, row.last_error) == (state, error)
    assert sent == ([{"mail": "ann@new.example", "by": None}] if state is RowState.DONE else [])
