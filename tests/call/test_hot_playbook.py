"""A changed playbook: for the calls to come, never for the one in progress; a bad one is told and changes nothing."""

from __future__ import annotations

import asyncio
import threading
from pathlib import Path

import pytest

from connectors.telephony.events import CallEventType
from desktop.call.learner import Learner
from desktop.call.state import IdentityStatus
from desktop.core import _follow_playbook
from desktop.playbook.loader import load_playbook
from desktop.playbook.problems import PlaybookError
from desktop.playbook.watch import Watch, stamp_of
from tests.call.desk_parts import Floor
from tests.call.systems import EVERYTHING, HeldSystem, customer
from tests.playbook.folders import GOOD, write

MARTA = customer("crm", "4471", "Marta Lindqvist")
HEAD = "playbook.toml"
NEWER = {HEAD: GOOD[HEAD].replace('version = "3"', 'version = "4"')}
BROKEN = {HEAD: GOOD[HEAD].replace('version = "3"', 'version = ""').replace('"EUR"', '"euro"')}


# Looking at a folder


def test_what_did_not_change_is_not_read_again(tmp_path: Path):
    watch = Watch(write(tmp_path))
    assert (watch.look(), watch.look()) == (None, None)


def test_a_change_is_read_once_it_has_come_to_rest(tmp_path: Path):
    watch = Watch(write(tmp_path))
    write(tmp_path, NEWER)
    assert watch.look() is None, "somebody may still be saving"
    playbook = watch.look()
    assert playbook is not None
    assert playbook.version == "4"
    assert watch.look() is None


def test_a_half_written_file_is_waited_for(tmp_path: Path):
    watch = Watch(write(tmp_path))
    (tmp_path / HEAD).write_text(NEWER[HEAD][:40])
    assert watch.look() is None
    write(tmp_path, NEWER)
    assert watch.look() is None
    assert watch.look().version == "4"


def test_a_bad_one_is_told_once_with_everything_that_is_wrong(tmp_path: Path):
    watch = Watch(write(tmp_path))
    write(tmp_path, BROKEN)
    watch.look()
    with pytest.raises(PlaybookError) as told:
        watch.look()
    assert len(told.value.problems) == 2
    assert watch.look() is None
    write(tmp_path, NEWER)
    watch.look()
    assert watch.look().version == "4"


def test_hidden_files_and_a_folder_that_is_gone_say_nothing(tmp_path: Path):
    folder = write(tmp_path / "book")
    before = stamp_of(folder)
    (folder / ".git").mkdir()
    (folder / ".git" / "x").write_text("x")
    (folder / ".swp").write_text("x")
    assert stamp_of(folder) == before
    assert stamp_of(tmp_path / "nothing") == ()


# At the desk


async def floor_at(folder: Path, book: Path) -> Floor:
    floor = Floor(folder, HeldSystem("crm", (MARTA,), EVERYTHING), playbook=load_playbook(book))
    await floor.desk.start()
    return floor


async def rung(floor: Floor, call_id: str) -> None:
    before = len(floor.desk.state.tabs)
    floor.ring("+4915120000004", call_id)
    await floor.until(lambda: len(floor.desk.state.tabs) > before)
    await floor.until(lambda: floor.state(before).identity.status is IdentityStatus.IDENTIFIED)
    await floor.until(lambda: floor.state(before).guide.steps)


async def test_a_call_in_progress_keeps_its_playbook_and_the_next_has_the_new_one(tmp_path: Path):
    book = write(tmp_path / "book")
    floor = await floor_at(tmp_path / "profile", book)
    await rung(floor, "1")
    title = {"call_types/general.toml": GOOD["call_types/general.toml"].replace('"General"', '"Anything"')}
    newer = load_playbook(write(book, NEWER, title))
    floor.desk.use_playbook(newer, Learner(newer, None))
    assert floor.desk.state.playbook_version == "4"
    floor.event(CallEventType.ANSWERED)
    await floor.until(lambda: floor.state().info.answered_at)
    assert floor.state().guide.title == "General"
    await rung(floor, "2")
    assert floor.state(1).guide.title == "Anything"
    await floor.close()


async def test_the_folder_is_followed_and_a_bad_version_changes_nothing(tmp_path: Path, monkeypatch):
    monkeypatch.setattr("desktop.core.LOOK_S", 0.01)
    book = write(tmp_path / "book")
    floor = await floor_at(tmp_path / "profile", book)
    first, looked = threading.Event(), Watch.look
    monkeypatch.setattr(Watch, "look", lambda watch: (first.set(), looked(watch))[1])
    following = asyncio.create_task(_follow_playbook(Watch(book), floor.desk, lambda pb: Learner(pb, None)))
    await asyncio.to_thread(first.wait, 10)
    write(book, BROKEN)
    await floor.until(lambda: floor.desk.state.playbook_problems)
    assert floor.desk.state.playbook_version == "3"
    assert [p.startswith("playbook.toml:") for p in floor.desk.state.playbook_problems] == [True, True]
    write(book, NEWER)
    await floor.until(lambda: floor.desk.state.playbook_version == "4")
    assert floor.desk.state.playbook_problems == ()
    following.cancel()
    await floor.close()


async def test_while_somebody_is_on_the_line_nothing_is_read(tmp_path: Path):
    floor = await floor_at(tmp_path / "profile", write(tmp_path / "book"))
    assert not floor.desk.on_the_line()
    await rung(floor, "1")
    assert floor.desk.on_the_line()
    floor.event(CallEventType.ANSWERED)
    floor.event(CallEventType.ENDED)
    assert not floor.desk.on_the_line()
    await floor.close()


async def test_whatever_a_folder_holds_the_next_change_is_looked_at(tmp_path: Path, monkeypatch):
    monkeypatch.setattr("desktop.core.LOOK_S", 0.01)
    book = write(tmp_path / "book")
    floor = await floor_at(tmp_path / "profile", book)
    looks, looked = iter((RecursionError("deep"),)), Watch.look

    def once_deep(watch: Watch):
        for error in looks:
            raise error
        return looked(watch)

    monkeypatch.setattr(Watch, "look", once_deep)
    following = asyncio.create_task(_follow_playbook(Watch(book), floor.desk, lambda pb: Learner(pb, None)))
    write(book, NEWER)
    await floor.until(lambda: floor.desk.state.playbook_version == "4")
    following.cancel()
    await floor.close()
