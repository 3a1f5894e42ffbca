"""The store: what the db thread adds to a cache look-up, what durability costs, and how long opening takes.

Run with `python -m tests.bench.store`. Every figure is a ratio to a yardstick of the same run.
"""

from __future__ import annotations

import asyncio
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable
from datetime import UTC, datetime
from pathlib import Path

from desktop.store.db_thread import Db
from desktop.store.keys import FixedKeys
from desktop.store.store import Store, open_store
from tests.bench.figures import percentile, ratio, say
from tests.store.kit import KEY, customer, draft, entry, wrap_up

CUSTOMERS = 1500
ROUNDS = 500
OPENING = """
import sys, time
from pathlib import Path
start = time.perf_counter()
from desktop.store.keys import FixedKeys
from desktop.store.store import open_store
imported = time.perf_counter()
open_store(Path(sys.argv[1]), FixedKeys(bytes(range(32)))).close()
print((imported - start) * 1000, (time.perf_counter() - imported) * 1000)
"""
BARE = "import time\nstart = time.perf_counter()\nimport sqlalchemy\nprint((time.perf_counter() - start) * 1000)"


def main() -> None:
    """Measure on a fresh store in a temporary folder."""
    with tempfile.TemporaryDirectory(prefix="callside-bench-") as name:
        folder = Path(name)
        asyncio.run(_find(folder / "find"))
        _commit(folder / "commit")
        _open(folder / "find")


async def _find(folder: Path) -> None:
    """A customer by number, as every call begins: on the thread that owns the store, and from another one."""
    store = open_store(folder, FixedKeys(KEY))
    now = datetime.now(UTC)
    for number in range(CUSTOMERS):
        store.cache.put(customer(str(number), f"Person {number}", _number(number), f"{number}@example.com", now))
    store.close()
    db = Db(lambda: open_store(folder, FixedKeys(KEY)))
    await db.run(lambda store: store.outbox.counts())
    inline, worker = [], []
    for number in range(ROUNDS):
        start = time.perf_counter()
        inline.append(await _find_one(db, number))
        worker.append(time.perf_counter() - start)
    db.close()
    say(f"find by number among {CUSTOMERS}, p50 inline", _ms(inline), "ms", budget=1.0)
    say("find by number, p99 through the db thread", percentile(worker, 0.99) * 1000, "ms")
    ratio("find by number: db thread against inline, p50", _ms(worker), _ms(inline), "ms", budget=3.0)


def _commit(folder: Path) -> None:
    """A finished call with two writes: durable, and as a store that loses acknowledged commits would do it."""
    store = open_store(folder, FixedKeys(KEY))
    durable = [_timed(lambda number=number: _finish(store, f"durable-{number}")) for number in range(ROUNDS)]
    store._database.pragma("synchronous = off")
    careless = [_timed(lambda number=number: _finish(store, f"careless-{number}")) for number in range(ROUNDS)]
    store.close()
    say("finish a call, p50", _ms(durable), "ms")
    say("finish a call, p99", percentile(durable, 0.99) * 1000, "ms")
    ratio("finish a call: durable against synchronous=off, p50", _ms(durable), _ms(careless), "ms")


def _open(folder: Path) -> None:
    """A start: everything imported, every page authenticated, the schema looked at."""
    runs = [_child(OPENING, folder) for _ in range(5)]
    bare = statistics.median(_child(BARE, folder)[0] for _ in range(5))
    size = sum(path.stat().st_size for path in (folder / "store").iterdir()) / 1e6
    imported = statistics.median(run[0] for run in runs)
    ratio("import the store: against SQLAlchemy alone", imported, bare, "ms", budget=2.5)
    say(f"open a store of {size:.1f} MB that is current", statistics.median(run[1] for run in runs), "ms", budget=150.0)


def _child(code: str, folder: Path) -> list[float]:
    done = subprocess.run([sys.executable, "-c", code, str(folder)], capture_output=True, text=True, check=True)
    return [float(figure) for figure in done.stdout.split()]


async def _find_one(db: Db, number: int) -> float:
    """Seconds that the look-up itself took, on the thread: both are measured in the same breath."""
    return await db.run(lambda store: _timed(lambda: store.cache.find_by_phone(_number(number))))


def _finish(store: Store, call: str) -> None:
    record = wrap_up(call, "Called about a kettle that never came. " * 5, finished_at=datetime.now(UTC))
    store.finish_call(record, [draft(call), draft(call, operation="task.create")], [entry(call)])


def _number(number: int) -> str:
    return f"+49151{number:08}"


def _timed(fn: Callable[[], object]) -> float:
    start = time.perf_counter()
    fn()
    return time.perf_counter() - start


def _ms(values: list[float]) -> float:
    return statistics.median(values) * 1000


if __name__ == "__main__":
    main()
