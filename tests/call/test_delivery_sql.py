"""From the encrypted outbox to a real database through a real connector, with the connection cut at every stage."""

from __future__ import annotations

import asyncio
import random
import sqlite3
from collections import Counter
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any

import pytest

from connectors.clock import SystemClock
from connectors.connector import Written
from connectors.declarative import build_connector
from connectors.errors import Unavailable
from connectors.io_thread import Io
from connectors.loading.load import parse_manifest
from desktop.call.delivery import Delivery
from desktop.store.db_thread import Db
from desktop.store.keys import FixedKeys
from desktop.store.records import OutboxDraft, RemoteId, RowState
from desktop.store.store import open_store

MANIFEST = """\
schema = 1
name = "crm"
label = "CRM"
kind = "sql"
settings = { url = "sqlite:///crm.db", region = "DE", timezone = "Europe/Berlin" }
connection = { row_limit = 10, statement_timeout_s = 2 }
[customer.create]
idempotency = "upsert"
sql = "insert into people (name, outside) values (:name, :key) on conflict (outside) do update set name = name returning id"
bind = { name = "${customer.name}" }
id = "id"
[note.create]
idempotency = "upsert"
sql = "insert into notes (person, text, outside) values (:person, :text, :key) on conflict (outside) do update set text = text returning id"
bind = { person = "${customer.id|int}", text = "${note.text}" }
id = "id"
[task.create]
idempotency = "search"
sql = "insert into notes (person, text) values (:person, :text || ' [' || :key || ']')"
bind = { person = "${customer.id|int}", text = "${task.text}" }
search.sql = "select id from notes where text like '%[' || :key || ']'"
[case.create]
idempotency = "none"
sql = "insert into notes (person, text) values (:person, :text)"
bind = { person = "${customer.id|int}", text = "${case.text}" }
[health.check]
sql = "select 'me' as who"
who = "who"
"""
SCHEMA = """
create table people (id integer primary key autoincrement, name text, outside text unique);
create table notes (id integer primary key, person integer not null references people(id), text text, outside text unique);
insert into people (id, name) values (900, 'Somebody Else');
"""
SHARES = {"before": 0.15, "after": 0.12}


class Cut:
    """The connector behind a bad line: some requests never get there, some answers never come back."""

    def __init__(self, inner: Any, rng: random.Random) -> None:
        self.inner, self._rng = inner, rng
        self.name, self.label, self.operations = inner.name, inner.label, inner.operations
        self.lost_answers = 0

    async def write(self, operation: str, draft: Mapping[str, Any], key: str) -> Written:
        if self._rng.random() < SHARES["before"]:
            raise Unavailable(self.name, "network", "cut")
        written: Written = await self.inner.write(operation, draft, key)
        if self._rng.random() < SHARES["after"]:
            self.lost_answers += 1
            raise Unavailable(self.name, "network", "cut after it was applied")
        return written


class Hurried(random.Random):
    """Delays of seconds become delays of milliseconds."""

    def uniform(self, a: float, b: float) -> float:
        return super().uniform(a, b) / 1000


@pytest.fixture
def crm(tmp_path: Path) -> Iterator[sqlite3.Connection]:
    database = sqlite3.connect(tmp_path / "crm.db", isolation_level=None)
    database.executescript(SCHEMA)
    yield database
    database.close()


async def _delivered(tmp_path: Path, drafts: list[OutboxDraft]) -> tuple[dict[str, RowState], Cut]:
    """Promise the drafts, deliver until nothing is pending; the final states, and the line they went over."""
    io, db = Io(), Db(lambda: open_store(tmp_path / "profile", FixedKeys(bytes(32))))
    line = Cut(
        build_connector(parse_manifest(MANIFEST.encode(), "crm.toml"), tmp_path, lambda name: None), random.Random(11)
    )
    delivery = Delivery(db, [line], io, SystemClock(), rng=Hurried(5), rate=5000.0)
    empty = asyncio.Event()
    delivery.on_change = lambda count: empty.set() if count.pending == 0 else empty.clear()
    await db.run(lambda store: store.promise(drafts, ()))
    running = asyncio.ensure_future(delivery.run())
    async with asyncio.timeout(50):
        await empty.wait()
    await delivery.close()
    await running
    rows = await db.run(lambda store: store.outbox.list(RowState))
    await io.run(line.inner.aclose())
    db.close()
    io.close()
    return {row.key: row.state for row in rows}, line


def _draft(operation: str, number: int, strategy: str, **payload: Any) -> OutboxDraft:
    payload = {"customer_id": "900", "text": f"{operation} {number}"} | payload
    return OutboxDraft("crm", operation, f"customer:crm:{number % 7}", payload, f"c:{number}:{operation}:0", strategy)


@pytest.mark.parametrize(("operation", "strategy"), [("note.create", "upsert"), ("task.create", "search")])
async def test_every_write_is_there_exactly_once(
    tmp_path: Path, crm: sqlite3.Connection, operation: str, strategy: str
) -> None:
    states, line = await _delivered(tmp_path, [_draft(operation, number, strategy) for number in range(60)])
    assert set(states.values()) == {RowState.DONE}
    texts = Counter(text.split(" [")[0] for (text,) in crm.execute("select text from notes"))
    assert texts == Counter(f"{operation} {number}" for number in range(60))
    assert line.lost_answers > 3


async def test_where_a_repeat_cannot_be_recognized_nothing_is_repeated(tmp_path: Path, crm: sqlite3.Connection) -> None:
    states, line = await _delivered(tmp_path, [_draft("case.create", number, "none") for number in range(60)])
    found = Counter(text for (text,) in crm.execute("select text from notes"))
    assert set(found.values()) == {1}
    doubts = [key for key, state in states.items() if state is RowState.UNKNOWN]
    assert len(doubts) >= line.lost_answers > 3
    for key, state in states.items():
        if state is RowState.DONE:
            assert found[f"case.create {key.split(':')[1]}"] == 1


async def test_a_customer_and_the_notes_about_them_arrive_in_order(tmp_path: Path, crm: sqlite3.Connection) -> None:
    drafts = []
    for number in range(10):
        entity, key = f"customer:callside:{number}", f"new:{number}:customer.create:0"
        drafts.append(OutboxDraft("crm", "customer.create", entity, {"name": f"Person {number}"}, key, "upsert"))
        payload = {"customer_id": RemoteId(key), "text": f"about {number}"}
        drafts.append(OutboxDraft("crm", "note.create", entity, payload, f"new:{number}:note.create:0", "upsert"))
    states, _ = await _delivered(tmp_path, drafts)
    assert set(states.values()) == {RowState.DONE}
    joined = crm.execute("select name, text from notes join people on people.id = person order by people.id").fetchall()
    assert sorted(joined) == [(f"Person {number}", f"about {number}") for number in range(10)]
