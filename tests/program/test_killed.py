"""kill -9 around saving a wrap-up: what was called saved arrives once, what was typed is back on the screen."""

from __future__ import annotations

import os
import random
import shutil
import signal
import sqlite3
import subprocess
import sys
import threading
from collections import Counter
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path

import pytest

from tests.program.machine import ROOT, Machine, on_screen

pytestmark = pytest.mark.skipif(not hasattr(os, "fork"), reason="workers are forked")


class Program:
    """Workers of `killed_program`, one after the other on one profile."""

    def __init__(self, server: subprocess.Popen[str], folder: Path) -> None:
        self.folder = folder
        self._process = server
        self._number = 0

    def run(self, moment: str, kill_after_s: float | None = None) -> list[list[str]]:
        """One life; answers what it said. Dies at the moment named, or is killed so long after it was ready."""
        self._number += 1
        assert self._process.stdin is not None
        assert self._process.stdout is not None
        self._process.stdin.write(f"{self.folder} {self._number} {moment}\n")
        self._process.stdin.flush()
        worker, said, killer = 0, [], None
        while (line := self._process.stdout.readline().rstrip("\n")) != "gone":
            assert line, "the program is gone for good"
            assert not line.startswith("failed"), line
            words = line.split(" ", 2)
            if words[0] == "pid":
                worker = int(words[1])
            elif words[0] == "ready" and kill_after_s is not None:
                killer = threading.Timer(kill_after_s, os.kill, (worker, signal.SIGKILL))
                killer.start()
            else:
                said.append(words)
        if killer is not None:
            killer.join()
        return said

    def crm(self) -> list[tuple[str, str]]:
        """(key, note) of everything this program wrote to the CRM."""
        path = max((self.folder / "company").glob("v*/crm.db"))  # the newest, should midnight have passed
        with closing(sqlite3.connect(path)) as database:
            found = database.execute(
                "select external_key, summary from interactions where external_key is not null order by id"
            )
            return found.fetchall()


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
    process.communicate(timeout=20)


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
        said = program.run("any", kill_after_s=rng.uniform(0.0, 0.5))
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
