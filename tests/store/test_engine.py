"""The engine: durable, encrypted, immediate; and honest when the disk is full."""

from __future__ import annotations

import os
import stat
import subprocess
import sys
from pathlib import Path

import pytest
from sqlalchemy import Connection, text

from desktop.store.engine import FIRST_SAFE_ENGINE, Database, check_engine
from desktop.store.errors import Busy, Closed, DiskFull, OldEngine, ReadOnly, StoreError, Unreadable
from desktop.store.space import Space
from tests.store.kit import KEY

ADD = text("insert into t(a) values (:a)")
COUNT = text("select count(*) from t")


def _database(folder: Path, **more: object) -> Database:
    database = Database(folder / "x.db", KEY, Space(folder), **more)
    database.write(lambda connection: connection.execute(text("create table if not exists t(a)")))
    return database


def _count(database: Database) -> int:
    return database.read(lambda connection: connection.execute(COUNT).scalar())


def _add(database: Database, value: object) -> None:
    database.write(lambda connection: connection.execute(ADD, {"a": value}))


@pytest.fixture
def database(tmp_path: Path):
    found = _database(tmp_path)
    yield found
    found.close()


@pytest.mark.parametrize(
    ("pragma", "value"),
    [("journal_mode", "wal"), ("synchronous", 2), ("foreign_keys", 1), ("secure_delete", 1), ("temp_store", 2)],
)
def test_nothing_weaker_than_this(database: Database, pragma: str, value: object) -> None:
    assert database.pragma(pragma) == (value,)


def test_an_engine_with_the_log_reset_fault_is_refused() -> None:
    check_engine(FIRST_SAFE_ENGINE)
    for version in [(3, 51, 2), (3, 40, 1), (3, 7, 0)]:
        with pytest.raises(OldEngine, match=r"\.".join(map(str, version))):
            check_engine(version)


def test_the_key_is_in_no_url_and_no_repr(database: Database) -> None:
    shown = repr(database._engine) + str(database._engine.url) + repr(database._engine.pool) + repr(vars(database))
    assert KEY.hex() not in shown


def test_an_error_carries_no_customers_data(database: Database) -> None:
    with pytest.raises(StoreError) as caught:
        database.write(
            lambda connection: connection.execute(text("insert into nowhere values (:a)"), {"a": "Ann Smith"})
        )
    error: BaseException | None = caught.value
    while error is not None:
        assert "Ann Smith" not in str(error)
        error = error.__cause__


def test_a_wrong_key_reads_nothing(tmp_path: Path, database: Database) -> None:
    database.close()
    with pytest.raises(Unreadable):
        _count(Database(tmp_path / "x.db", bytes(32)))
    with pytest.raises(Unreadable):
        _count(Database(tmp_path / "x.db", None))


@pytest.mark.skipif(os.name != "posix", reason="permissions are POSIX's")
def test_the_log_is_as_private_as_the_file(tmp_path: Path) -> None:
    os.umask(0o077)
    database = _database(tmp_path)
    _add(database, "x")
    modes = {file.name: stat.S_IMODE(file.stat().st_mode) for file in tmp_path.glob("x.db*")}
    database.close()
    assert set(modes) == {"x.db", "x.db-wal", "x.db-shm"}
    assert set(modes.values()) == {0o600}


def test_a_failed_write_leaves_nothing(database: Database) -> None:
    def half(connection: Connection) -> None:
        connection.execute(ADD, {"a": 1})
        raise KeyError("stop")

    with pytest.raises(KeyError):
        database.write(half)
    assert _count(database) == 0
    _add(database, 1)
    assert _count(database) == 1


def test_a_transaction_that_was_lost_is_not_called_saved(database: Database) -> None:
    def lose(connection: Connection) -> None:
        connection.execute(ADD, {"a": 1})
        connection.connection.dbapi_connection.execute("rollback")

    with pytest.raises(StoreError, match="lost"):
        database.write(lose)
    assert _count(database) == 0


def test_a_closed_database_says_so(database: Database) -> None:
    database.close()
    with pytest.raises(Closed):
        _count(database)


def test_a_full_disk(tmp_path: Path) -> None:
    """SQLite's own page limit gives the true SQLITE_FULL."""
    database = _database(tmp_path)
    assert database.space is not None
    database.space.keep_reserve()
    database.pragma("max_page_count = 40")
    saved = 0
    with pytest.raises(DiskFull) as caught:
        while True:
            _add(database, os.urandom(2000))
            saved += 1
    assert caught.value.code == "disk_full"
    assert saved > 10
    assert not database.space.reserve.exists()
    assert database.space.full
    assert _count(database) == saved
    assert database.pragma("quick_check") == ("ok",)
    database.pragma("max_page_count = 1000000")
    _add(database, "there is room again")
    assert not database.space.full
    assert database.space.reserve.exists()
    database.close()


def test_the_reserve_saves_the_note_that_found_no_room(tmp_path: Path) -> None:
    """The limit stands for the disk: it is lifted by what the reserve gives back."""
    database = _database(tmp_path)

    class Reserve(Space):
        def give_up_reserve(self) -> bool:
            database.pragma("max_page_count = 1000000")
            return super().give_up_reserve()

    database.space = Reserve(tmp_path)
    database.space.keep_reserve()
    database.pragma(f"max_page_count = {database.pragma('page_count')[0]}")
    _add(database, os.urandom(50_000))
    assert _count(database) == 1
    database.close()


def test_a_read_only_database_reads(tmp_path: Path, database: Database) -> None:
    _add(database, 1)
    database.close()
    reader = Database(tmp_path / "x.db", KEY, read_only=True, immutable=True)
    assert _count(reader) == 1
    with pytest.raises(ReadOnly):
        _add(reader, 2)
    reader.close()


# -- other processes ---------------------------------------------------------------------------------------


def test_a_second_writer_waits_and_then_says_busy(tmp_path: Path, database: Database) -> None:
    other = Database(tmp_path / "x.db", KEY, busy_s=0.01)

    def blocked(connection: Connection) -> None:
        connection.execute(ADD, {"a": 1})
        with pytest.raises(Busy):
            _add(other, 2)
        assert _count(other) == 0

    database.write(blocked)
    _add(other, 2)
    assert _count(other) == 2
    other.close()


WRITER = """
import sys
from pathlib import Path
from sqlalchemy import text
from desktop.store.engine import Database

path, rounds = Path(sys.argv[1]), int(sys.argv[2])
database = Database(path, bytes(range(32)), busy_s=30.0)
look, add = text("select count(*) from t"), text("insert into t(a) values (:a)")

def step(connection):
    connection.execute(look).scalar()
    connection.execute(add, {"a": 1})

sys.stdin.readline()
for _ in range(rounds):
    database.write(step)
"""


def test_reads_that_become_writes_never_fail_between_processes(tmp_path: Path, database: Database) -> None:
    rounds = 60
    code = [sys.executable, "-c", WRITER, str(tmp_path / "x.db"), str(rounds)]
    writers = [subprocess.Popen(code, stdin=subprocess.PIPE, cwd=Path(__file__).parents[2]) for _ in range(2)]
    for writer in writers:
        assert writer.stdin is not None
        writer.stdin.write(b"go\n")
        writer.stdin.close()
    assert [writer.wait(50) for writer in writers] == [0, 0]
    assert _count(database) == 2 * rounds


def test_a_deferred_upgrade_would_fail_at_once(tmp_path: Path, database: Database) -> None:
    """Why every write begins immediate: this is what happens otherwise, whatever the timeout."""
    other = Database(tmp_path / "x.db", KEY, busy_s=30.0)

    def deferred(connection: Connection) -> None:
        connection.execute(COUNT).scalar()
        _add(database, 1)
        connection.execute(ADD, {"a": 2})

    with pytest.raises(Busy):
        other.read(deferred)
    other.close()


def test_nothing_heavy_is_imported_before_it_is_needed() -> None:
    code = (
        "import sys, desktop, desktop.store, desktop.store.db_thread, desktop.store.errors\n"
        "print([name for name in ('sqlalchemy', 'alembic', 'sqlcipher3', 'cryptography', 'keyring') if name in sys.modules])"
    )
    done = subprocess.run(
        [sys.executable, "-c", code], capture_output=True, text=True, check=True, cwd=Path(__file__).parents[2]
    )
    assert done.stdout.strip() == "[]"
