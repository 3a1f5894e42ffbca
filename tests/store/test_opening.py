"""Opening: a store is opened, made, or put aside and reported; nothing is ever deleted."""

from __future__ import annotations

import os
import random
import shutil
import stat
import subprocess
import sys
from pathlib import Path

import pytest

from desktop.store.errors import KeyMissing, Locked, Newer, Off, ReadOnly, StoreError
from desktop.store.keys import DemoKeys, FixedKeys, Keys, NoKeys, StoreMode
from desktop.store.opening import FILE
from desktop.store.store import open_best, open_store
from tests.store.kit import KEY, Clock, customer, draft, entry, opened, promise, wrap_up

ROOT = Path(__file__).parents[2]


def _filled(folder: Path, calls: int = 40) -> list[str]:
    """A store with some calls in it, closed; answers the keys of its writes."""
    store = opened(folder)
    for number in range(calls):
        call = f"call-{number}"
        store.finish_call(wrap_up(call, "about a kettle " * 20), [draft(call)], [entry(call)])
    keys = [row.key for row in store.outbox.list()]
    store.close()
    return keys


def _store_file(folder: Path) -> Path:
    return folder / "store" / FILE


def test_a_new_profile(tmp_path: Path) -> None:
    store = opened(tmp_path / "profile")
    assert (store.mode, store.durable, store.keeps_notes, store.problem, store.reports) == (
        StoreMode.KEYRING,
        True,
        True,
        None,
        (),
    )
    assert (tmp_path / "profile" / "reserve").exists()
    if os.name == "posix":
        assert stat.S_IMODE((tmp_path / "profile" / "store").stat().st_mode) == 0o700
        assert stat.S_IMODE(_store_file(tmp_path / "profile").stat().st_mode) == 0o600
    store.close()


def test_what_is_saved_is_there_at_the_next_start(tmp_path: Path) -> None:
    keys = _filled(tmp_path)
    store = opened(tmp_path)
    assert [row.key for row in store.outbox.list()] == keys
    assert store.reports == ()
    store.close()


# -- what cannot be read -----------------------------------------------------------------------------------


def test_with_another_key_the_store_is_put_aside_and_a_fresh_one_begins(tmp_path: Path) -> None:
    keys = _filled(tmp_path)
    before = _store_file(tmp_path).read_bytes()
    store = opened(tmp_path, key=bytes(32))
    assert store.outbox.list() == ()
    (report,) = store.reports
    assert (report.code, report.why, store.problem) == ("locked_away", "unreadable", "locked_away")
    assert report.path is not None
    assert report.path.name == "store.locked-2026-03-29"
    assert (report.path / FILE).read_bytes() == before
    promise(store, draft("new"))
    store.close()
    # The old key comes back: what was put aside opens with it.
    back = tmp_path / "back"
    back.mkdir()
    shutil.copytree(report.path, back / "store")
    again = opened(back)
    assert [row.key for row in again.outbox.list()] == keys
    again.close()


def test_what_was_put_aside_is_in_the_audit_log(tmp_path: Path) -> None:
    _filled(tmp_path, 1)
    store = opened(tmp_path, key=bytes(32))
    assert store.audit.verify().rows == 1
    store.close()


@pytest.mark.parametrize("junk", [b"", b"not a database at all, but long enough to look at", os.urandom(50_000)])
def test_a_file_that_never_was_a_store(tmp_path: Path, junk: bytes) -> None:
    (tmp_path / "store").mkdir()
    _store_file(tmp_path).write_bytes(junk)
    store = opened(tmp_path)
    promise(store, draft())
    assert store.outbox.counts().pending == 1
    aside = list(tmp_path.glob("store.locked-*"))
    assert [(path / FILE).read_bytes() for path in aside] == ([junk] if junk else [])
    store.close()


def test_unsent_work_is_saved_from_a_damaged_file(tmp_path: Path) -> None:
    keys = _filled(tmp_path)
    file = _store_file(tmp_path)
    data = bytearray(file.read_bytes())
    pages = len(data) // 4096
    data[(pages - 1) * 4096 + 100] ^= 0x10
    file.write_bytes(data)
    store = opened(tmp_path)
    (report,) = store.reports
    assert (report.code, report.why) == ("locked_away", "damaged")
    kept = [row.key for row in store.outbox.list()]
    assert kept == [key for key in keys if key in kept]
    assert report.saved["outbox"] == len(kept) >= len(keys) - 8
    assert sum(report.saved.values()) >= 2 * len(keys)
    store.close()


def test_every_flipped_bit_is_noticed(tmp_path: Path) -> None:
    """No flip may be read as if nothing were wrong: the file is put aside, and unsent work saved where it can be."""
    flips = int(os.environ.get("CALLSIDE_FLIPS", "25"))
    keys = _filled(tmp_path / "whole")
    original = _store_file(tmp_path / "whole").read_bytes()
    rng = random.Random(20260329)
    saved = noticed = 0
    for number in range(flips):
        folder = tmp_path / str(number)
        (folder / "store").mkdir(parents=True)
        data = bytearray(original)
        place = rng.randrange(len(data))
        data[place] ^= 1 << rng.randrange(8)
        _store_file(folder).write_bytes(data)
        store = opened(folder)
        noticed += [report.code for report in store.reports] == ["locked_away"]
        found = {row.key for row in store.outbox.list()}
        assert found <= set(keys)
        saved += len(found)
        store.close()
        shutil.rmtree(folder)
    assert noticed == flips
    assert saved > flips * len(keys) * 0.5


def test_damage_that_appears_while_running_is_reported(tmp_path: Path) -> None:
    _filled(tmp_path)
    store = opened(tmp_path)
    store.check()
    store.close()
    file = _store_file(tmp_path)
    data = bytearray(file.read_bytes())
    data[4096 * 3 + 50] ^= 1
    store = opened(tmp_path)
    store.close()
    file.write_bytes(data)
    aside = opened(tmp_path)
    assert aside.problem == "locked_away"
    aside.close()


def test_a_newer_store_is_refused_and_left_where_it_is(tmp_path: Path) -> None:
    from sqlalchemy import text

    _filled(tmp_path, 1)
    store = opened(tmp_path)
    for statement in (
        "update alembic_version set version_num = '0099'",
        "update store_meta set value = '0099' where name = 'readable_from'",
    ):
        store._database.write(lambda connection, statement=statement: connection.execute(text(statement)))
    store.close()
    with pytest.raises(Newer):
        opened(tmp_path)
    assert _store_file(tmp_path).exists()
    assert list(tmp_path.glob("*.locked-*")) == []
    instead = open_best(tmp_path, FixedKeys(KEY), Clock())
    assert (instead.mode, instead.problem) == (StoreMode.NONE, "newer_store")
    instead.close()


# -- what cannot be written ---------------------------------------------------------------------------------


def test_a_folder_that_cannot_be_made(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("in the way")
    with pytest.raises(ReadOnly):
        opened(tmp_path / "file")
    store = open_best(tmp_path / "file", FixedKeys(KEY), Clock())
    assert (store.mode, store.problem, store.keeps_notes) == (StoreMode.NONE, "read_only", False)
    with pytest.raises(Off):
        store.finish_call(wrap_up(), [], [])
    store.journal.append_all([entry()])
    assert len(store.journal.of_call("call-1")) == 1
    store.close()


AS_NOBODY = """
import os, sys
from pathlib import Path
from desktop.store.errors import ReadOnly
from desktop.store.keys import FixedKeys, NoKeys
from desktop.store.store import open_store
from tests.store.kit import Clock, draft, promise

folder = Path(sys.argv[1])
open_store(folder, NoKeys(), Clock()).close()  # everything imported before the rights are gone
if os.getuid() == 0:
    os.setgid(65534)
    os.setuid(65534)
store = open_store(folder, FixedKeys(bytes(range(32))), Clock())
try:
    promise(store, draft("new"))
except ReadOnly as error:
    refused = error.code
print(store.problem, len(store.outbox.list()), refused, store.keeps_notes)
store.close()
"""


@pytest.mark.parametrize("name", ["a b#%?&=;ü", "%41", "x" * 100])
def test_a_folder_of_any_name(tmp_path: Path, name: str) -> None:
    for pending in (1, 2):
        store = opened(tmp_path / name)
        promise(store, draft(number=pending))
        assert store.outbox.counts().pending == pending
        store.close()
    assert [path.name for path in tmp_path.iterdir()] == [name]


@pytest.mark.skipif(os.name != "posix", reason="permissions are POSIX's")
@pytest.mark.parametrize("clean_end", [True, False])
def test_a_read_only_folder_can_still_be_read(tmp_path: Path, clean_end: bool) -> None:
    """In a process of a user whom permissions bind; with and without a log file left behind by a crash."""
    profile = tmp_path / "profile"
    keys = _filled(profile)
    held = None if clean_end else opened(profile)
    if held is not None:
        promise(held, draft("late"))
        keys.append("late:note.create:0")
    for path in [profile, *profile.rglob("*")]:
        path.chmod(0o555 if path.is_dir() else 0o444)
    for path in [*tmp_path.parents[:3], tmp_path]:
        if path.stat().st_uid == os.getuid() and path != Path("/"):
            path.chmod(path.stat().st_mode | 0o055)
    run = [sys.executable, "-c", AS_NOBODY, str(profile)]
    done = subprocess.run(run, capture_output=True, text=True, cwd=ROOT, check=False)
    profile.chmod(0o755)
    (profile / "store").chmod(0o755)
    if held is not None:
        held.close()
    assert done.stdout.split() == ["read_only", str(len(keys)), "read_only", "False"], done.stderr


# -- without a key -----------------------------------------------------------------------------------------


class _Locked:
    def __init__(self, holds_notes: bool) -> None:
        self.holds_notes = holds_notes

    def read(self) -> Keys:
        return Keys(StoreMode.LOCKED, None, self.holds_notes, "locked")


def test_without_a_key_notes_are_off_and_nothing_is_written(tmp_path: Path) -> None:
    store = open_store(tmp_path, NoKeys(), Clock())
    assert (store.mode, store.durable, store.keeps_notes) == (StoreMode.NONE, False, False)
    for refused in (
        lambda: store.finish_call(wrap_up(), [draft()], []),
        lambda: promise(store, draft()),
        lambda: store.secrets.set("token", "x"),
    ):
        with pytest.raises(Off):
            refused()
    assert not store.cache.put(customer())
    assert store.cache.find_by_phone("+4915120000000") == ()
    store.close()
    assert list(tmp_path.iterdir()) == []


def test_in_memory_mode_notes_are_held(tmp_path: Path) -> None:
    store = open_store(tmp_path, NoKeys(holds_notes=True), Clock())
    store.finish_call(wrap_up(), [draft()], [])
    assert (store.mode, store.durable, store.outbox.counts().pending) == (StoreMode.MEMORY, False, 1)
    assert not store.cache.put(customer())
    store.close()
    assert list(tmp_path.iterdir()) == []


def test_a_locked_key_store_says_so(tmp_path: Path) -> None:
    store = open_store(tmp_path, _Locked(holds_notes=False), Clock())
    with pytest.raises(Locked):
        store.finish_call(wrap_up(), [], [])
    store.close()
    store = open_store(tmp_path, _Locked(holds_notes=True), Clock())
    store.finish_call(wrap_up(), [draft()], [])
    assert store.mode is StoreMode.LOCKED
    store.close()


def test_the_demo_opens_its_own_store_again(tmp_path: Path) -> None:
    for pending in (1, 1):
        store = open_store(tmp_path, DemoKeys(tmp_path), Clock())
        promise(store, draft())
        assert (store.mode, store.outbox.counts().pending) == (StoreMode.DEMO, pending)
        store.close()


# -- beside the desktop ------------------------------------------------------------------------------------


def test_a_command_beside_the_desktop_changes_nothing_but_what_it_is_told(tmp_path: Path) -> None:
    desktop = opened(tmp_path)
    promise(desktop, draft())
    assert desktop.outbox.claim("crm", Clock().at) is not None
    command = open_store(tmp_path, FixedKeys(KEY), Clock(), owner=False)
    assert [row.state for row in command.outbox.list()] == ["inflight"]
    promise(command, draft(number=1))
    command.close()
    assert len(desktop.outbox.list()) == 2
    desktop.close()


def test_a_command_makes_moves_and_locks_nothing(tmp_path: Path) -> None:
    with pytest.raises(StoreError, match="no store"):
        open_store(tmp_path, FixedKeys(KEY), Clock(), owner=False)
    assert list(tmp_path.iterdir()) == []
    _filled(tmp_path, 1)
    with pytest.raises(StoreError):
        open_store(tmp_path, FixedKeys(bytes(32)), Clock(), owner=False)
    assert _store_file(tmp_path).exists()
    with pytest.raises(KeyMissing):
        open_store(tmp_path, NoKeys(), Clock(), owner=False)
    with pytest.raises(Locked):
        open_store(tmp_path, _Locked(holds_notes=True), Clock(), owner=False)
