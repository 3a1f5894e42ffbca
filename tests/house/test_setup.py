"""`make setup` builds what is missing, nothing twice, and says plainly what it cannot do."""

from __future__ import annotations

import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from tests.house.repository import ROOT

pytestmark = pytest.mark.skipif(sys.platform == "win32", reason="make setup is for POSIX shells")

# Stands for an interpreter: tells its version (nothing, when out of range), makes a folder as an environment, and notes
# every other thing asked of it.
INTERPRETER = """#!/bin/sh
case "$*" in
    *version_info*) echo {version} ;;
    *ensurepip*) exit {without_venv} ;;
    --version) echo "Python {version}.0" ;;
    "-m venv"*) echo venv >>"$LOG"; mkdir -p .venv/bin; cp "$0" .venv/bin/python ;;
    *) echo "$*" >>"$LOG" ;;
esac
"""


class Checkout:
    """A checkout in a folder with a space in its name, on a machine that has only the interpreters it is given."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder / "call side"
        (self.folder / "scripts").mkdir(parents=True)
        shutil.copy(ROOT / "scripts" / "setup.sh", self.folder / "scripts")
        for name in ("pyproject.toml", "requirements-dev.lock"):
            (self.folder / name).write_text(name)
        self.programs = folder / "bin"
        self.programs.mkdir()
        for tool in ("sh", "cat", "cksum", "cp", "dirname", "grep", "mkdir", "rm"):
            (self.programs / tool).symlink_to(shutil.which(tool) or tool)
        self.log = folder / "log"

    def add_python(self, name: str, version: str, *, without_venv: bool = False) -> None:
        program = self.programs / name
        program.write_text(INTERPRETER.format(version=version, without_venv=int(without_venv)))
        program.chmod(0o755)

    def setup(self, **environment: str) -> subprocess.CompletedProcess[str]:
        """Run the script; the log then holds what it asked of interpreters."""
        self.log.write_text("")
        variables = {"PATH": str(self.programs), "LOG": str(self.log), **environment}
        command = ["/bin/sh", self.folder / "scripts" / "setup.sh"]
        return subprocess.run(command, env=variables, capture_output=True, text=True, check=False)

    def asked(self) -> list[str]:
        return [line for line in self.log.read_text().splitlines() if "pip --version" not in line]


@pytest.fixture
def checkout(tmp_path: Path) -> Checkout:
    return Checkout(tmp_path)


PIP = "-m pip --disable-pip-version-check --quiet --quiet install"
INSTALLS = [
    f"{PIP} --require-hashes --requirement requirements-dev.lock",
    f"{PIP} --no-deps --no-build-isolation --editable .",
    "-m compileall -q desktop connectors resources",
]


def test_a_fresh_checkout_gets_an_environment_with_hashed_packages(checkout: Checkout) -> None:
    checkout.add_python("python3.12", "3.12")
    assert checkout.setup().returncode == 0
    assert checkout.asked() == ["venv", *INSTALLS]


def test_a_second_run_does_nothing(checkout: Checkout) -> None:
    checkout.add_python("python3.11", "3.11")
    checkout.setup()
    done = checkout.setup()
    assert (done.returncode, done.stdout, checkout.log.read_text()) == (0, "", "")


@pytest.mark.parametrize("name", ["requirements-dev.lock", "pyproject.toml"])
def test_a_changed_lock_or_project_is_installed_into_the_same_environment(checkout: Checkout, name: str) -> None:
    checkout.add_python("python3.11", "3.11")
    checkout.setup()
    (checkout.folder / name).write_text("changed")
    checkout.setup()
    assert checkout.asked() == INSTALLS


def test_an_installation_that_failed_is_tried_again(checkout: Checkout) -> None:
    checkout.add_python("python3.11", "3.11")
    checkout.setup()
    (checkout.folder / "requirements-dev.lock").write_text("changed")
    python = checkout.folder / ".venv" / "bin" / "python"
    working = python.read_text()
    python.write_text(working.replace('*) echo "$*" >>"$LOG" ;;', '*install*) exit 1 ;; *) echo "$*" >>"$LOG" ;;'))
    assert checkout.setup().returncode != 0
    python.write_text(working)
    assert checkout.setup().returncode == 0
    assert checkout.asked() == INSTALLS


def test_a_moved_checkout_gets_a_new_environment(checkout: Checkout) -> None:
    checkout.add_python("python3.11", "3.11")
    checkout.setup()
    checkout.folder = checkout.folder.rename(checkout.folder.with_name("moved"))
    checkout.setup()
    assert checkout.asked() == ["venv", *INSTALLS]


def test_another_interpreter_gets_a_new_environment(checkout: Checkout) -> None:
    checkout.add_python("python3.11", "3.11")
    checkout.add_python("python3.13", "3.13")
    checkout.setup()
    checkout.setup(PYTHON="python3.13")
    assert checkout.asked() == ["venv", *INSTALLS]
    checkout.setup()
    assert checkout.asked() == []


def test_an_interpreter_out_of_range_is_passed_over(checkout: Checkout) -> None:
    checkout.add_python("python3.11", "")
    checkout.add_python("python3", "3.13")
    assert "Python 3.13.0" in checkout.setup().stdout


def test_no_interpreter_is_said_with_what_to_do(checkout: Checkout) -> None:
    done = checkout.setup()
    assert done.returncode == 1
    assert "needs Python 3.11, 3.12 or 3.13" in done.stderr
    assert "make PYTHON=" in done.stderr


def test_a_wrong_choice_is_named(checkout: Checkout) -> None:
    done = checkout.setup(PYTHON="python9")
    assert (done.returncode, done.stderr) == (1, "PYTHON=python9 is not a Python 3.11, 3.12 or 3.13.\n")


def test_debian_without_venv_is_told_the_package(checkout: Checkout) -> None:
    checkout.add_python("python3.11", "3.11", without_venv=True)
    done = checkout.setup()
    assert done.returncode == 1
    assert "apt-get install python3.11-venv" in done.stderr
    assert not (checkout.folder / ".venv").exists()
