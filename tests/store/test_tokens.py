"""Refresh tokens in the encrypted file: durable, one process at a time, in memory where there is no store."""

from __future__ import annotations

import asyncio
import os
import subprocess
import sys
import time
from functools import partial

import pytest

from desktop.store.db_thread import Db
from desktop.store.file_lock import FileLock
from desktop.store.keys import DemoKeys, NoKeys
from desktop.store.store import open_best, open_store
from desktop.store.tokens import StoredTokens


@pytest.fixture
async def db(tmp_path):
    opened = Db(partial(open_store, tmp_path / "profile", DemoKeys(tmp_path / "profile")))
    await opened.run(lambda store: store.durable)
    yield opened
    opened.close()


async def test_a_token_is_there_for_the_next_process_and_nowhere_in_the_files(db, tmp_path):
    tokens = StoredTokens(db, tmp_path / "profile")
    assert await tokens.read("desk") is None
    await tokens.keep("desk", "canary-refresh-token")
    await tokens.keep("shop", "another")
    await tokens.forget("shop")
    assert tokens.is_lasting
    beside = Db(partial(open_store, tmp_path / "profile", DemoKeys(tmp_path / "profile"), owner=False))
    try:
        later = StoredTokens(beside, tmp_path / "profile")
        assert (await later.read("desk"), await later.read("shop")) == ("canary-refresh-token", None)
        await later.keep("desk", "rotated")
    finally:
        beside.close()
    assert await tokens.read("desk") == "rotated"
    files = [path for path in (tmp_path / "profile").rglob("*") if path.is_file()]
    assert files
    assert not any(b"canary-refresh-token" in path.read_bytes() for path in files)


async def test_one_at_a_time_in_all_processes(db, tmp_path):
    one, other = StoredTokens(db, tmp_path / "profile"), StoredTokens(db, tmp_path / "profile")
    order, inside = [], asyncio.Event()

    async def hold(tokens, name):
        async with tokens.held("desk"):
            order.append(f"{name} in")
            inside.set()
            await asyncio.sleep(0)
            order.append(f"{name} out")

    first = asyncio.ensure_future(hold(one, "one"))
    await inside.wait()
    await asyncio.gather(first, hold(other, "other"), hold(one, "third"))
    assert [word.split()[1] for word in order] == ["in", "out"] * 3


HOLDER = """
import sys
from pathlib import Path
from desktop.store.file_lock import FileLock
print(FileLock(Path(sys.argv[1])).take(), flush=True)
sys.stdin.read()
"""


async def test_another_process_is_waited_for_however_long_it_takes_and_not_once_it_is_gone(db, tmp_path):
    """A lock that only looked old was held by two at once, and one of them used a token that was used up."""
    lock = tmp_path / "profile" / "sign-in-desk.lock"
    other = subprocess.Popen(
        (sys.executable, "-c", HOLDER, str(lock)), stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True
    )
    try:
        assert other.stdout.readline() == "True\n"
        long_ago = time.time() - 86_400
        os.utime(lock, (long_ago, long_ago))
        assert not FileLock(lock).take()
        tokens, inside = StoredTokens(db, tmp_path / "profile"), asyncio.Event()

        async def hold():
            async with tokens.held("desk"):
                inside.set()

        waiting = asyncio.ensure_future(hold())
        await asyncio.sleep(0)
        assert not inside.is_set()
        other.kill()
        await asyncio.wait_for(waiting, 60)
        assert inside.is_set()
    finally:
        other.kill()
        other.communicate()


def test_a_folder_that_takes_no_files_has_nothing_to_lock(tmp_path):
    lock = FileLock(tmp_path / "gone" / "sign-in-desk.lock")
    assert lock.take()
    lock.release()


async def test_without_a_key_store_it_holds_until_the_program_ends(tmp_path):
    db = Db(partial(open_best, tmp_path / "profile", NoKeys()))
    try:
        tokens = StoredTokens(db, tmp_path / "profile")
        await tokens.keep("desk", "t")
        assert await tokens.read("desk") == "t"
        assert not tokens.is_lasting
        await tokens.forget("desk")
        assert await tokens.read("desk") is None
    finally:
        db.close()
