"""The search over the cached customers, key by key as an agent types, against reading through all of them.

Run with `python -m tests.bench.search`. Every figure is a ratio to a yardstick of the same run.
"""

from __future__ import annotations

import random
import tempfile
import time
from collections.abc import Callable, Iterator
from datetime import UTC, datetime, timedelta
from pathlib import Path

from sqlalchemy import Connection, insert, text

from desktop.store.cache import MAX_AGE
from desktop.store.codec import encode, to_json
from desktop.store.keys import FixedKeys
from desktop.store.schema import CACHE_CUSTOMERS, CACHE_PEOPLE, CACHE_SPELLINGS, CACHE_WORDS, seconds
from desktop.store.search_words import spellings, words_of
from desktop.store.store import Store, open_store
from tests.bench.figures import faster, percentile, say
from tests.store.kit import KEY, customer

CUSTOMERS = 100_000
CHUNK = 5_000
GIVEN, FAMILIES = 2_000, 30_000
PEOPLE = 60
KEY_BUDGET_MS = 50.0
SCAN = text("select key from cache_people where seen_at >= :oldest and instr(lower(card), :typed) limit 20")
_SYLLABLES = (
    "an ar bel ber da el en fi gar go han in jo ka ko la li lo lu ma mar mi mo na ner nor o per qvist ra ri ro "
    "sa schm se sko son st ta ter to ul va vi wal we ya zi"
).split()


def main() -> None:
    """Fill a store, then type names, slips, numbers and addresses into it."""
    rng = random.Random(7)
    with tempfile.TemporaryDirectory(prefix="callside-bench-") as name:
        store = open_store(Path(name), FixedKeys(KEY))
        names = _fill(store, rng)
        put = [_timed(lambda number=number: store.cache.put(customer(f"n{number}"))) for number in range(50)]
        _report(store, [rng.choice(names) for _ in range(PEOPLE)], rng)
        say("keep one more customer, index included, p50", percentile(put, 0.5) * 1000, "ms")
        size = sum(path.stat().st_size for path in (Path(name) / "store").iterdir()) / 1e6
        say(f"size of a store of {CUSTOMERS} small customers", size, "MB")
        store.close()


def _report(store: Store, names: list[str], rng: random.Random) -> None:
    kinds = {
        "a name": names,
        "a name, words the other way round": [" ".join(reversed(name.split())) for name in names],
        "a name with a slip": [_slipped(name, rng) for name in names],
        "a number": [f"0151 {rng.randrange(CUSTOMERS):08}" for _ in names],
        "an e-mail address": [f"p{rng.randrange(CUSTOMERS)}@example.com" for _ in names],
        "a letter, and another": [f"{rng.choice('abdeghjklmnoprstvw')} {rng.choice('abdeghjklmn')}" for _ in names],
    }
    oldest = seconds(datetime.now(UTC) - MAX_AGE)
    scans = [_timed(lambda name=name: _scan(store, name, oldest)) for name in names[:10]]
    for kind, queries in kinds.items():
        keys = [_timed(lambda typed=typed: store.cache.search(typed, 20, "DE")) for typed in _typed(queries)]
        say(f"{kind}: a key, p50", percentile(keys, 0.5) * 1000, "ms")
        say(f"{kind}: a key, p95", percentile(keys, 0.95) * 1000, "ms", budget=KEY_BUDGET_MS)
        faster(f"{kind}: p95 against reading through all", percentile(keys, 0.95) * 1000, _p50(scans), "ms")


def _scan(store: Store, typed: str, oldest: float) -> int:
    values = {"oldest": oldest, "typed": typed.lower()}
    return store._database.read(lambda connection: len(connection.execute(SCAN, values).all()))


def _typed(queries: list[str]) -> Iterator[str]:
    """What is in the field after each key."""
    for query in queries:
        yield from (query[:at] for at in range(1, len(query) + 1))


def _slipped(name: str, rng: random.Random) -> str:
    at = rng.randrange(1, len(name) - 1)
    return name[:at] + name[at + 1] + name[at] + name[at + 2 :]


def _fill(store: Store, rng: random.Random) -> list[str]:
    """Customers as the cache keeps them, put many at a time."""
    given, families = ([_name(rng, size) for _ in range(many)] for size, many in ((2, GIVEN), (3, FAMILIES)))
    names = [f"{rng.choice(given)} {families[int(rng.paretovariate(0.6)) % FAMILIES]}" for _ in range(CUSTOMERS)]
    for start in range(0, CUSTOMERS, CHUNK):
        store._database.write(lambda connection, start=start: _put(connection, start, names[start : start + CHUNK]))
    return names


def _put(connection: Connection, start: int, names: list[str]) -> None:
    rows: dict[object, list[dict[str, object]]] = {CACHE_CUSTOMERS: [], CACHE_PEOPLE: [], CACHE_WORDS: []}
    spelled = set()
    for at, name in enumerate(names, start):
        seen = datetime.now(UTC) - timedelta(seconds=CUSTOMERS - at)
        cached = customer(str(at), name, f"+49151{at:08}", f"p{at}@example.com", seen)
        key, words = cached.merged.key, words_of(cached)
        body, card = encode((cached.merged, cached.parts)), to_json({"name": name, "emails": [f"p{at}@example.com"]})
        rows[CACHE_CUSTOMERS].append({"key": key, "fetched_at": seconds(seen), "needle": "", "body": body})
        rows[CACHE_PEOPLE].append({"id": at + 1, "key": key, "seen_at": seconds(seen), "card": card})
        rows[CACHE_WORDS].extend({"word": word, "person": at + 1, "kind": int(kind)} for word, kind in words.items())
        spelled.update((each, word) for word, kind in words.items() if not kind for each in spellings(word))
    for table, values in rows.items():
        connection.execute(insert(table), values)  # type: ignore[call-overload]
    pairs = [{"spelling": spelling, "word": word} for spelling, word in sorted(spelled)]
    connection.execute(insert(CACHE_SPELLINGS).prefix_with("or ignore"), pairs)


def _name(rng: random.Random, size: int) -> str:
    return "".join(rng.choice(_SYLLABLES) for _ in range(size)).capitalize()


def _p50(values: list[float]) -> float:
    return percentile(values, 0.5) * 1000


def _timed(fn: Callable[[], object]) -> float:
    start = time.perf_counter()
    fn()
    return time.perf_counter() - start


if __name__ == "__main__":
    main()
