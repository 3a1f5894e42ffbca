"""What is read in the background: sealed in the file, found by whom it is about, gone with its time and its person."""

from __future__ import annotations

import asyncio
from dataclasses import replace
from datetime import timedelta
from decimal import Decimal
from functools import partial
from pathlib import Path

import pytest

from connectors.errors import Unavailable
from connectors.records import Feedback, Provenance
from connectors.sync.keep import SyncedRow, SyncState
from desktop.store.db_thread import Db
from desktop.store.keys import DemoKeys, NoKeys
from desktop.store.store import open_store
from desktop.store.synced import MANY, StoredSync, sealed
from tests.store.kit import NOW, Clock, customer, opened

CANARY = "Canaryword said by Zoe"


def feedback(number: str, comment: str = "") -> Feedback:
    return Feedback(number, Provenance("voice", number, NOW), metric="nps", score=Decimal(9), comment=comment, at=NOW)


def row(row_id: str, comment: str = "", **who: str) -> SyncedRow:
    return SyncedRow("feedback", row_id, feedback(row_id, comment), **who)


ROWS = (
    row("R_1", CANARY, email="zoe@example.com", number="42"),
    row("R_2", email="zoe@example.com", phone="+4915120000000"),
    row("R_3", email="ben@example.com"),
)
FULL = SyncState(NOW, NOW, 3)


@pytest.fixture
def store(tmp_path: Path):
    found = opened(tmp_path)
    yield found
    found.close()


def put(store, system, rows, state) -> None:
    assert store.synced.put(sealed(system, rows, state.at))
    while state.full_at == state.at and store.synced.drop_older(system, state.at):
        pass
    assert store.synced.finish(system, state)


def _ids(found) -> list[str]:
    return sorted(each.id for each in found)


def test_rows_are_found_by_whom_they_are_about_and_nowhere_in_the_files(store, tmp_path):
    assert store.synced.state("voice") is None
    put(store, "voice", ROWS, FULL)
    assert store.synced.state("voice") == FULL
    assert _ids(store.synced.find("voice", "email", "zoe@example.com")) == ["R_1", "R_2"]
    assert _ids(store.synced.find("voice", "phone", "+4915120000000")) == ["R_2"]
    (found,) = store.synced.find("voice", "number", "42")
    assert found == ROWS[0]
    assert store.synced.find("other", "number", "42") == ()
    files = b"".join(path.read_bytes() for path in tmp_path.rglob("*") if path.is_file())
    assert files
    assert CANARY.encode() not in files


def test_what_is_new_comes_beside_and_everything_replaces_all_of_one_system(store):
    put(store, "voice", ROWS, FULL)
    put(store, "other", ROWS[:1], FULL)
    later = SyncState(NOW + timedelta(hours=6), NOW, 2)
    put(store, "voice", [row("R_2", phone="+4915120000009"), row("R_4", email="zoe@example.com")], later)
    assert _ids(store.synced.find("voice", "email", "zoe@example.com")) == ["R_1", "R_4"]
    assert store.synced.state("voice") == later
    week = SyncState(NOW + timedelta(days=7), NOW + timedelta(days=7), 1)
    put(store, "voice", [row("R_9", email="zoe@example.com")], week)
    assert _ids(store.synced.find("voice", "email", "zoe@example.com")) == ["R_9"]
    assert _ids(store.synced.find("other", "email", "zoe@example.com")) == ["R_1"]


def test_copies_leave_after_thirty_days(tmp_path):
    clock = Clock()
    store = opened(tmp_path, clock)
    put(store, "voice", ROWS, FULL)
    clock.move(days=29)
    store.housekeep()
    assert len(store.synced.find("voice", "email", "zoe@example.com")) == 2
    clock.move(days=2)
    store.housekeep()
    assert store.synced.find("voice", "email", "zoe@example.com") == ()
    assert store.synced.state("voice") is None
    store.close()


def test_who_is_erased_is_erased_here_too(store):
    put(store, "voice", ROWS, FULL)
    store.cache.put(customer("42", email="Zoe@Example.com"))
    assert store.erase("crm:42").rows["synced"] == 2
    assert store.synced.find("voice", "email", "zoe@example.com") == ()
    assert _ids(store.synced.find("voice", "email", "ben@example.com")) == ["R_3"]
    # Somebody only this system knows.
    assert store.erase("voice:email:ben@example.com").rows["synced"] == 1
    assert store.erase("crm:nobody").rows["synced"] == 0


def test_the_same_digits_in_another_system_are_somebody_else(store):
    put(store, "voice", [*ROWS, row("R_7", number="7"), row("R_8", number="8"), row("R_9", number="42")], FULL)
    put(store, "other", [row("O_8", number="8")], FULL)
    assert store.erase("zendesk:7").rows["synced"] == 0
    assert store.erase("voice:number:8").rows["synced"] == 1
    assert _ids(store.synced.find("other", "number", "8")) == ["O_8"]
    assert store.erase("crm:42", numbers_of="crm").rows["synced"] == 2
    assert store.erase("crm:7", numbers_of="other").rows["synced"] == 0
    shared = customer("100", email="new@example.com", e164=None)
    person = replace(shared.merged.customer, extra={"customer_no": "7"})
    store.cache.put(replace(shared, merged=replace(shared.merged, customer=person)))
    assert store.erase("crm:100").rows["synced"] == 1
    assert store.synced.find("voice", "number", "7") == ()


def test_another_of_the_household_stays(store):
    shared = "+4915120000042"
    rows = [
        row("ANN", email="ann@example.com", phone=shared),
        row("BEN", email="ben@example.com", phone=shared),
        row("BEN_2", email="ann@example.com", number="43"),
        row("BEN_3", phone=shared, number="43"),
        row("ANYBODY", phone=shared),
        row("ANN_2", phone=shared, number="42"),
    ]
    put(store, "voice", rows, FULL)
    store.cache.put(customer("42", "Ann", shared, "ann@example.com"))
    store.cache.put(customer("43", "Ben", shared, "ben@example.com"))
    assert store.erase("crm:42", numbers_of="crm").rows["synced"] == 3
    assert _ids(store.synced.find("voice", "phone", shared)) == ["BEN", "BEN_3"]
    assert _ids(store.synced.find("voice", "email", "ann@example.com")) == ["BEN_2"]


def test_a_number_tells_a_household_apart_where_their_own_is_not_known(store):
    shared = "+4915120000042"
    put(store, "voice", [row("BEN", phone=shared, number="43"), row("ANN", phone=shared, number="7")], FULL)
    store.cache.put(customer("43", "Ben", shared, "ben@example.com"))
    store.cache.put(customer("9", "Ann", shared, "ann@example.com", system="shop"))
    assert store.erase("shop:9", numbers_of="crm").rows["synced"] == 1
    assert _ids(store.synced.find("voice", "phone", shared)) == ["BEN"]


async def test_a_caller_is_looked_up_while_much_is_kept(tmp_path):
    db = Db(partial(open_store, tmp_path / "profile", DemoKeys(tmp_path / "profile")))
    keep = StoredSync(db)
    await keep.put("voice", [row(f"old{n}", email="old@example.com") for n in range(2 * MANY + 1)], FULL)
    assert len(await keep.find("voice", "email", "old@example.com")) == 2 * MANY + 1
    later = SyncState(NOW + timedelta(days=7), NOW + timedelta(days=7), 4 * MANY)
    many = [row(f"R_{n}", email="zoe@example.com") for n in range(4 * MANY)]
    putting = asyncio.create_task(keep.put("voice", many, later))
    seen = set()
    while not putting.done():
        seen.add(len(await keep.find("voice", "email", "zoe@example.com")))
        if len(seen) == 2:
            assert await keep.state("voice") == FULL
    await putting
    assert len(seen) > 2  # between the pieces, not behind all of them
    assert (len(await keep.find("voice", "email", "zoe@example.com")), await keep.state("voice")) == (4 * MANY, later)
    assert await keep.find("voice", "email", "old@example.com") == ()
    db.close()


def test_what_a_clock_that_was_ahead_has_kept_goes_with_the_next_full_reading(store):
    ahead = NOW + timedelta(days=365)
    put(store, "voice", ROWS, SyncState(ahead, ahead, 3))
    put(store, "voice", ROWS[:1], FULL)
    assert _ids(store.synced.find("voice", "email", "zoe@example.com")) == ["R_1"]


async def test_connectors_reach_it_over_its_thread_and_beside_the_program(tmp_path):
    keys = DemoKeys(tmp_path / "profile")
    db = Db(partial(open_store, tmp_path / "profile", keys))
    keep = StoredSync(db)
    await keep.put("voice", ROWS, FULL)
    beside = Db(partial(open_store, tmp_path / "profile", keys, owner=False))
    try:
        assert _ids(await StoredSync(beside).find("voice", "number", "42")) == ["R_1"]
        assert await StoredSync(beside).state("voice") == FULL
    finally:
        beside.close()
        db.close()
    with pytest.raises(Unavailable, match="what was read is not to be had"):
        await keep.state("voice")


async def test_without_a_key_nothing_is_kept_and_that_is_said(tmp_path):
    db = Db(partial(open_store, tmp_path / "profile", NoKeys(holds_notes=True)))
    keep = StoredSync(db)
    with pytest.raises(Unavailable, match="nothing may be kept here"):
        await keep.put("voice", ROWS, FULL)
    assert await keep.state("voice") is None
    db.close()
