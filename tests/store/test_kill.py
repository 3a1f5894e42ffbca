"""Killed at any moment: nothing acknowledged is lost, nothing is half there, nothing arrives twice unseen."""

from __future__ import annotations

import asyncio
import os
import random
import signal
import subprocess
import sys
import threading
import time
from collections import Counter
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from desktop.call.delivery import Delivery
from desktop.store.db_thread import Db
from desktop.store.keys import FixedKeys
from desktop.store.records import RowState
from desktop.store.store import Store, open_store
from tests.store.killed import FileSystemOfRecord, Here, Hurried
from tests.store.kit import KEY

ROOT = Path(__file__).parents[2]

pytestmark = pytest.mark.skipif(not hasattr(os, "fork"), reason="the kill loop forks its workers")


class Later:
    """A clock an hour ahead: every delay a row has earned is over."""

    def now(self) -> datetime:
        return datetime.now(UTC) + timedelta(hours=1)

    def monotonic(self) -> float:
        return 0.0


@pytest.fixture
def desktop(tmp_path: Path) -> Iterator[subprocess.Popen[str]]:
    code = [sys.executable, "-m", "tests.store.killed", str(tmp_path)]
    process = subprocess.Popen(code, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True, cwd=ROOT)
    yield process
    assert process.stdin is not None
    process.stdin.close()
    assert process.wait(120) == 0
    assert process.stdout is not None
    process.stdout.close()


def _kill_once(desktop: subprocess.Popen[str], number: int, rng: random.Random) -> list[str]:
    """One worker's life; answers the calls it acknowledged."""
    assert desktop.stdin is not None
    assert desktop.stdout is not None
    desktop.stdin.write(f"{number}\n")
    desktop.stdin.flush()
    worker = int(desktop.stdout.readline().removeprefix("pid "))
    # Every third is killed at any moment from its birth, opening included; the others at any moment of their work, which
    # is counted in what they said and in the time they take to say it: how quick the machine is does not matter.
    lines: list[str] = []
    begun, wanted = time.monotonic(), 1 + rng.randrange(6) if number % 3 else 0
    while len(lines) < wanted:
        lines.append(desktop.stdout.readline().rstrip("\n"))
    pace = (time.monotonic() - begun) / wanted if wanted else 0.075
    killer = threading.Timer(rng.uniform(0.0, 2.0) * pace, os.kill, (worker, signal.SIGKILL))
    killer.start()
    while not lines or lines[-1] != "gone":
        lines.append(desktop.stdout.readline().rstrip("\n"))
    killer.join()
    assert all(line.startswith(("open", "ack ", "gone")) for line in lines), lines
    return [line.removeprefix("ack ") for line in lines if line.startswith("ack ")]


def _whole(store: Store) -> set[str]:
    """The calls in the store, after checking that each is there with all of its parts."""
    store.check()
    assert store._database.pragma("quick_check") == ("ok",)
    parts = (
        "select call_id from wrap_ups",
        "select call_id from journal where kind = 'call.finished'",
        "select replace(idem_key, ':note.create:0', '') from outbox where op = 'note.create'",
        "select replace(idem_key, ':task.create:0', '') from outbox where op = 'task.create'",
    )
    found = [store._database.read(lambda c, part=part: list(c.exec_driver_sql(part).scalars())) for part in parts]
    for part in found:
        assert len(part) == len(set(part))
        assert set(part) == set(found[0])
    return set(found[0])


async def _deliver_the_rest(folder: Path) -> FileSystemOfRecord:
    db = Db(lambda: open_store(folder / "profile", FixedKeys(KEY), Later().now))
    system = FileSystemOfRecord(folder / "crm.db", None)
    delivery = Delivery(db, [system], Here(), Later(), rng=Hurried(1), rate=1e6)
    empty = asyncio.Event()
    delivery.on_change = lambda count: empty.set() if count.pending == 0 else empty.clear()
    running = asyncio.ensure_future(delivery.run())
    if (await db.run(lambda store: store.outbox.counts())).pending:
        await empty.wait()
    await delivery.close()
    await running
    db.close()
    return system


async def _kill_loop(tmp_path: Path, desktop: subprocess.Popen[str], kills: int) -> None:
    rng = random.Random(20260329)
    acknowledged = [call for number in range(kills) for call in _kill_once(desktop, number, rng)]
    assert len(acknowledged) > kills
    store = open_store(tmp_path / "profile", FixedKeys(KEY))
    assert store.reports == ()
    calls = _whole(store)
    store.close()
    assert set(acknowledged) <= calls
    system = await _deliver_the_rest(tmp_path)
    got = Counter(note for _, note in system.rows())
    system.close()
    store = open_store(tmp_path / "profile", FixedKeys(KEY))
    states = {row.key: row.state for row in store.outbox.list(RowState, limit=1_000_000)}
    store.close()
    for call in calls:
        assert states[f"{call}:note.create:0"] is RowState.DONE
        assert got[f"{call} note"] == 1
        task = states[f"{call}:task.create:0"]
        assert task in (RowState.DONE, RowState.UNKNOWN)
        assert got[f"{call} task"] == 1 or (task is RowState.UNKNOWN and got[f"{call} task"] == 0)
    assert RowState.UNKNOWN in states.values()
    assert all(note.rsplit(" ", 1)[0] in calls for note in got)


async def test_sixty_kills(tmp_path: Path, desktop: subprocess.Popen[str]) -> None:
    await _kill_loop(tmp_path, desktop, 60)


@pytest.mark.slow
@pytest.mark.timeout(3600)
async def test_a_thousand_kills(tmp_path: Path, desktop: subprocess.Popen[str]) -> None:
    await _kill_loop(tmp_path, desktop, int(os.environ.get("CALLSIDE_KILLS", "1000")))
