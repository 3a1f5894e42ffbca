"""What is read in the background: sealed in the file, found by whom it is about, gone with its time and its person."""

from __future__ import annotations

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
from desktop.store.synced import StoredSync
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


def _ids(found) -> list[str]:
    return sorted(each.id for each in found)


def test_rows_are_found_by_whom_they_are_about_and_nowhere_in_the_files(store, tmp_path):
    assert store.synced.state("voice") is None
    assert store.synced.put("voice", ROWS, FULL)
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
    store.synced.put("voice", ROWS, FULL)
    store.synced.put("other", ROWS[:1], FULL)
    later = SyncState(NOW + timedelta(hours=6), NOW, 2)
    store.synced.put("voice", [row("R_2", phone="+4915120000009"), row("R_4", email="zoe@example.com")], later)
    assert _ids(store.synced.find("voice", "email", "zoe@example.com")) == ["R_1", "R_4"]
    assert store.synced.state("voice") == later
    week = SyncState(NOW + timedelta(days=7), NOW + timedelta(days=7), 1)
    store.synced.put("voice", [row("R_9", email="zoe@example.com")], week)
    assert _ids(store.synced.find("voice", "email", "zoe@example.com")) == ["R_9"]
    assert _ids(store.synced.find("other", "email", "zoe@example.com")) == ["R_1"]


def test_copies_leave_after_thirty_days(tmp_path):
    clock = Clock()
    store = opened(tmp_path, clock)
    store.synced.put("voice", ROWS, FULL)
    clock.move(days=29)
    store.housekeep()
    assert len(store.synced.find("voice", "email", "zoe@example.com")) == 2
    clock.move(days=2)
    store.housekeep()
    assert store.synced.find("voice", "email", "zoe@example.com") == ()
    assert store.synced.state("voice") is None
    store.close()


def test_who_is_erased_is_erased_here_too(store):
    store.synced.put("voice", ROWS, FULL)
    store.cache.put(customer("42", email="Zoe@Example.com"))
    assert store.erase("crm:42").rows["synced"] == 2
    assert store.synced.find("voice", "email", "zoe@example.com") == ()
    assert _ids(store.synced.find("voice", "email", "ben@example.com")) == ["R_3"]
    # Somebody only this system knows.
    assert store.erase("voice:email:ben@example.com").rows["synced"] == 1
    assert store.erase("crm:nobody").rows["synced"] == 0


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
