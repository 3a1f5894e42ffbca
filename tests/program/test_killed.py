"""kill -9 around saving a wrap-up: what was called saved arrives once, what was typed is back on the screen."""

from __future__ import annotations

import json
import os
import random
import shutil
import signal
import sqlite3
import subprocess
import sys
import threading
import time
from collections import Counter
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path

import pytest

from resources.demo.cast import MAIN
from resources.demo.site_files import playbook_folder
from tests.program.machine import ROOT, Machine, on_screen

pytestmark = pytest.mark.skipif(not hasattr(os, "fork"), reason="workers are forked")


class Program:
    """Workers of `killed_program`, one after the other on one profile."""

    def __init__(self, server: subprocess.Popen[str], folder: Path) -> None:
        self.folder = folder
        self._process = server
        self._number = 0

    def run(self, moment: str, kill_after_lines: int | None = None, linger: float = 0.0) -> list[list[str]]:
        """One life; answers what it said.

        Dies at the moment named, or is killed when it has said so much since it was ready and has gone on for a part
        of the time that it takes to say one thing: how quick the machine is does not matter.
        """
        self._number += 1
        assert self._process.stdin is not None
        assert self._process.stdout is not None
        self._process.stdin.write(f"{self.folder} {self._number} {moment}\n")
        self._process.stdin.flush()
        worker, said, killer = 0, [], None
        ready_at, left = 0.0, -1
        while (line := self._process.stdout.readline().rstrip("\n")) != "gone":
            assert line, "the program is gone for good"
            words = line.split(" ", 2)
            if words[0] == "pid":
                worker = int(words[1])
                continue
            if words[0] != "ready":
                said.append(words)
            elif kill_after_lines is not None:
                ready_at, left = time.monotonic(), kill_after_lines
                continue
            left -= 1
            if left == 0 and kill_after_lines is not None:
                pace = (time.monotonic() - ready_at) / kill_after_lines
                killer = threading.Timer(linger * pace, os.kill, (worker, signal.SIGKILL))
                killer.start()
        if killer is not None:
            killer.join()
        assert told(said, "failed") == []
        return said

    def crm(self) -> list[tuple[str, str]]:
        """(key, note) of everything this program wrote to the CRM."""
        return self.rows("select external_key, summary from interactions where external_key is not null order by id")

    def rows(self, query: str) -> list[tuple]:
        """What the CRM answers."""
        path = max((self.folder / "company").glob("v*/crm.db"))  # the newest, should midnight have passed
        with closing(sqlite3.connect(path)) as database:
            return database.execute(query).fetchall()

    def change(self, old: str, new: str) -> None:
        """Another playbook from the next start on."""
        book = self.folder / "book"
        if not book.exists():
            shutil.copytree(playbook_folder(MAIN), book)
        for path in (path for path in book.rglob("*") if path.is_file()):
            path.write_text(path.read_text(encoding="utf-8").replace(old, new), encoding="utf-8")


@pytest.fixture(scope="module")
def server(tmp_path_factory: pytest.TempPathFactory) -> Iterator[subprocess.Popen[str]]:
    """What forks the workers, with everything imported."""
    process = subprocess.Popen(
        [sys.executable, "-m", "tests.program.killed_program"],
        env=Machine(tmp_path_factory.mktemp("server")).environment(),
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        text=True,
        cwd=ROOT,
    )
    yield process
    process.communicate(timeout=120)


@pytest.fixture
def program(server: subprocess.Popen[str], built: Path, tmp_path: Path) -> Program:
    shutil.copytree(built, tmp_path / "demo" / "company")
    return Program(server, tmp_path / "demo")


def told(said: list[list[str]], word: str) -> list[str]:
    return [words[2] for words in said if words[0] == word]


NOTE = "note-1-0 she asks for more"


@pytest.mark.parametrize(
    "moment", ["typing", "before-commit", "after-commit", "before-write", "after-write", "closing"]
)
def test_killed_at_a_moment(program: Program, moment: str):
    first = program.run(moment)
    assert told(first, "typed")[-1] == NOTE
    second = program.run("nothing")
    if moment in ("typing", "closing"):
        assert told(first, "drafted")[-1] == NOTE
    if moment in ("typing", "closing", "before-commit"):
        assert told(second, "found") == [NOTE], "an interrupted call is on the screen, its text and all"
        assert told(second, "blind") == []
    else:
        assert told(second, "found") == [], "what was finished is not asked for again"
    assert [note for _, note in program.crm()] == [NOTE]
    assert told(program.run("nothing"), "found") == []


def guide_of(said: list[list[str]]) -> dict[str, object]:
    """What the screen said of the guide of the one call there is."""
    (found,) = told(said, "guide")
    return json.loads(found)


def test_the_guide_goes_on_where_it_was(program: Program):
    before = guide_of(program.run("guide"))
    assert before["call_type"] == "billing_dispute"
    assert before["at"] == "settle"
    assert before["steps"]["greeting"] == "No time"
    assert before["verified"] is True
    again = program.run("nothing")
    assert guide_of(again) == before
    ((call, _),) = [words[1:] for words in again if words[0] == "saved"]
    consents = program.rows("select consent, given, external_key from consents where external_key is not null")
    assert [(consent, given) for consent, given, _ in consents] == [("survey", 1)]
    assert call in consents[0][2]
    assert told(program.run("nothing"), "guide") == [], "gone when the call is committed"


def test_what_is_committed_leaves_no_guide_behind(program: Program):
    assert told(program.run("committed"), "saved") == ["agreed"]
    assert told(program.run("nothing"), "guide") == []
    assert len(program.rows("select * from consents where external_key is not null")) == 1


def test_the_playbook_is_another_after_the_crash(program: Program):
    before = guide_of(program.run("guide"))
    program.change("charge_cause", "charge_reason")
    program.change('"waive"', '"take_off"')
    program.change("your date of birth", "your PIN")
    again = program.run("nothing")
    found = guide_of(again)
    gone = {"charge_cause", "settle", "verified"}
    assert {step: words for step, words in found["steps"].items() if step != "at"} == {
        step: words for step, words in before["steps"].items() if step not in gone
    }
    assert found["verified"] is False
    (notes,) = told(again, "found")
    assert set(notes.split(" | ")) == {
        "Were both right? Yes, confirmed",
        "What happened? Our mistake",
        "How do we settle it? Take the charge off",
    }


def test_answers_are_on_the_disk_when_they_are_called_saved(program: Program):
    rng = random.Random(20261122)
    last: list[str] = []
    for _ in range(6):
        said = program.run("answering", kill_after_lines=rng.randint(1, 12), linger=rng.random())
        typed, drafted = told(said, "typed"), told(said, "drafted")
        for found in told(said, "guide"):
            answer = json.loads(found)["steps"].get("charge_named")
            assert answer in last, "at least the last one called saved, at most the last one given"
        if typed:
            last = typed[typed.index(drafted[-1]) :] if drafted else [None, *typed]
    assert last


def test_the_window_shows_what_was_interrupted(program: Program, machine: Machine):
    program.run("typing")
    shown = on_screen(machine, program.folder)
    assert (shown["notes"], shown["save"], shown["phase"]) == (NOTE, "Saved", "wrap_up")
    assert shown["name"] == "Marta Lindqvist"
    assert shown["left"] == "0", "finished on the window"
    program.run("nothing")
    assert [note for _, note in program.crm()] == [NOTE]


def killed_again_and_again(program: Program, kills: int) -> None:
    rng = random.Random(20261121)
    saved: list[str] = []
    typed: list[str] = []
    for _ in range(kills):
        said = program.run("any", kill_after_lines=rng.randint(1, 16), linger=rng.random())
        found = told(said, "found")
        assert all(text in typed for text in found), "the screen shows nothing that nobody typed"
        saved += told(said, "saved")
        typed += told(said, "typed")
    said = program.run("nothing")
    saved += told(said, "saved")
    arrived = Counter(note for _, note in program.crm())
    assert saved
    assert {note: arrived[note] for note in saved} == dict.fromkeys(saved, 1), "saved means: there, once"
    assert max(arrived.values()) == 1, "nothing arrives twice, acknowledged or not"
    assert len(saved) > kills // 2


def test_killed_at_any_moment(program: Program):
    killed_again_and_again(program, 8)


@pytest.mark.slow
@pytest.mark.timeout(600)
def test_killed_a_hundred_times(program: Program):
    killed_again_and_again(program, 100)
