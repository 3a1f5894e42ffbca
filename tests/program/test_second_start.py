"""The program started twice: the second brings the first forward; a dead one never keeps the next from starting."""

from __future__ import annotations

import shutil
import signal
import socket
import subprocess
import tempfile
from pathlib import Path

import pytest

from desktop.settings import Place
from tests.program.machine import Machine

RAISED = "Callside is already running; its window is in front now.\n"


def log_of(machine: Machine) -> str:
    return (machine.data / "callside" / "demo" / "profile" / "callside.log").read_text("utf-8")


def ended(process: subprocess.Popen[str]) -> tuple[int, str, str]:
    out, err = process.communicate(timeout=120)
    return process.returncode, out, err


def test_the_second_start_brings_the_first_forward_and_a_killed_one_keeps_nobody_out(demo_machine: Machine):
    first = demo_machine.start()
    door = demo_machine.door()
    said = demo_machine.run("demo", "--theme", "dark")
    assert (said.code, said.out, said.err) == (0, RAISED, "")
    # The offscreen platform cannot raise a window and says so when it is asked to.
    demo_machine.until(lambda: "does not support raise()" in log_of(demo_machine) or None)
    assert first.poll() is None
    first.kill()
    first.wait(20)
    assert door.exists(), "a killed program closes nothing behind it"
    assert "not running" in demo_machine.inside("pop", "--number", "1").err
    second = demo_machine.start()
    demo_machine.until(lambda: demo_machine.inside("pop", "--number", "1", "--id", "x").out or None)
    assert demo_machine.run().out == RAISED
    second.terminate()
    assert ended(second) == (0, "", "")
    assert not door.exists()


def test_where_the_home_cannot_be_written_the_second_start_still_finds_the_first(machine: Machine, place: Place):
    machine.data.write_text("a file where the folder should be")
    first = machine.start("--site", str(place.site))
    machine.door()
    assert machine.run("--site", str(place.site)).out == RAISED
    first.terminate()
    assert ended(first) == (0, "", "")


def test_a_runtime_folder_too_deep_for_a_socket_is_left_for_a_shorter_one(tmp_path: Path, monkeypatch):
    deep = tmp_path / ("d" * 120)
    deep.mkdir()
    monkeypatch.setenv("XDG_RUNTIME_DIR", str(deep))
    door = Place(tmp_path, tmp_path / "profile").door
    assert not door.is_relative_to(deep)
    monkeypatch.setenv("TMPDIR", str(deep))
    monkeypatch.setattr(tempfile, "tempdir", None)
    assert Place(tmp_path, tmp_path / "profile").door == door, "a temporary folder as deep is left too"
    with socket.socket(socket.AF_UNIX) as taken:
        door.parent.mkdir(mode=0o700, exist_ok=True)
        taken.bind(str(door))
    door.unlink()


@pytest.mark.slow
def test_a_polite_end_and_a_start_after_it(demo_machine: Machine):
    for number in (signal.SIGTERM, signal.SIGINT):
        process = demo_machine.start()
        door = demo_machine.door()
        process.send_signal(number)
        assert ended(process) == (0, "", "")
        assert not door.exists()


@pytest.mark.slow
def test_a_second_start_on_another_site_is_a_second_program(demo_machine: Machine, built: Path):
    site = demo_machine.folder / "site"
    shutil.copytree(built, site)
    demo_machine.start()
    first = demo_machine.door()
    second = demo_machine.start("--site", str(site))
    doors = demo_machine.until(lambda: {*demo_machine.runtime.glob("callside/*.sock")} - {first} or None)
    assert len(doors) == 1
    assert demo_machine.run("pop", "--site", str(site), "--number", "1", "--id", "here").out == "here\n"
    assert demo_machine.run("--site", str(site)).out == RAISED
    second.terminate()
    assert ended(second) == (0, "", "")


@pytest.mark.slow
def test_killed_while_it_starts(demo_machine: Machine):
    profile = demo_machine.data / "callside" / "demo" / "profile"
    first = demo_machine.start()
    demo_machine.until(lambda: (profile / "callside.lock").exists() or None)
    first.kill()
    first.wait(20)
    second = demo_machine.start()
    demo_machine.door()
    second.terminate()
    assert ended(second) == (0, "", "")


@pytest.mark.slow
def test_a_start_while_the_first_is_still_starting(demo_machine: Machine):
    """The lock is there, the door not yet: one line, and nothing is broken."""
    profile = demo_machine.data / "callside" / "demo" / "profile"
    first = demo_machine.start()
    demo_machine.until(lambda: (profile / "callside.lock").exists() or None)
    said = demo_machine.run()
    assert (said.code, said.out) in ((0, RAISED), (1, ""))
    assert said.code == 0 or said.is_one_line()
    demo_machine.door()
    first.terminate()
    assert first.wait(20) == 0
