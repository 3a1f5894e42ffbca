"""The Makefile's targets say what they are for, and `make run` opens a window only where there is a screen."""

from __future__ import annotations

import platform
import re
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from tests.house.repository import ROOT

pytestmark = pytest.mark.skipif(sys.platform == "win32", reason="make is for POSIX systems")

# One playbook and one theme are enough to look at; what is asked for behind them counts.
HEADLESS = ["demo", "--headless", "--playbook", "fernvik", "--theme", "light"]
HEADLESS += ["--screenshots", "build/screenshots", "--theme", "dark"]
WINDOW = ["demo", "--theme", "dark"]


def make(*arguments: str) -> str:
    """What make prints."""
    command = ["make", "--no-print-directory", *arguments]
    return subprocess.run(command, cwd=ROOT, capture_output=True, text=True, check=True).stdout


def test_every_target_is_in_the_help() -> None:
    targets = re.search(r"^\.PHONY: (.*)$", (ROOT / "Makefile").read_text(encoding="utf-8"), re.MULTILINE)
    assert targets
    assert set(re.findall(r"^  make (\S+) +\S", make("help"), re.MULTILINE)) == set(targets[1].split())


def test_plain_make_changes_nothing_but_helps() -> None:
    assert make() == make("help")


def test_test_checks_the_code_before_it_runs_the_tests() -> None:
    plan = make("--dry-run", "test")
    steps = [
        "setup.sh",
        "system_libraries.py",
        "ruff check",
        "ruff format --check",
        "mypy",
        "lint-imports",
        "house_lint",
    ]
    places = [plan.index(step) for step in [*steps, "-m pytest"]]
    assert places == sorted(places)


@pytest.mark.skipif(platform.system() != "Linux", reason="elsewhere there is always a screen")
@pytest.mark.parametrize(
    ("screen", "expected"),
    [({}, HEADLESS), ({"DISPLAY": ":0"}, WINDOW), ({"WAYLAND_DISPLAY": "wayland-0"}, WINDOW)],
)
def test_run_opens_a_window_only_where_there_is_a_screen(
    tmp_path: Path, screen: dict[str, str], expected: list[str]
) -> None:
    program = tmp_path / "call side" / ".venv" / "bin" / "callside"
    program.parent.mkdir(parents=True)
    program.write_text('#!/bin/sh\nfor argument; do echo "got $argument"; done\n')
    program.chmod(0o755)
    command = ["/bin/sh", ROOT / "scripts" / "run_demo.sh", "build/screenshots", "--theme", "dark"]
    environment = {"PATH": str(Path(shutil.which("uname") or "/bin/uname").parent), **screen}
    done = subprocess.run(
        command, cwd=tmp_path / "call side", env=environment, capture_output=True, text=True, check=True
    )
    said = done.stdout.splitlines()
    assert [line.removeprefix("got ") for line in said if line.startswith("got ")] == expected
    assert ("No display here" in said[0]) == (not screen)
    assert said[-1].endswith("/call side/build/screenshots") == (not screen)
