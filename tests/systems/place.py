"""Where real systems are installed: outside of the checkout, once per lock, for every checkout of this person.

A folder `tests/systems/NAME` with a `requirements.lock` gets a virtual environment, one with a `package-lock.json` a
`node_modules`. A lock that changes is installed anew; what the old one left goes.
"""

from __future__ import annotations

import fcntl
import hashlib
import os
import pwd
import shutil
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

import pytest

HERE = Path(__file__).parent
COMPLETE = ".complete"
LOCKS = ("requirements.lock", "package-lock.json")


class NotHere(pytest.skip.Exception):
    """A system cannot be had on this machine: its tests are skipped; the text says why, for whoever reads the list."""


def cache() -> Path:
    """The folder of what is slow to install. Tests have a home of their own, so it is not asked for that."""
    named = os.environ.get("CALLSIDE_SYSTEMS")
    return Path(named) if named else Path(pwd.getpwuid(os.getuid()).pw_dir) / ".cache" / "callside-systems"


def program(name: str) -> str:
    """The path of a program; raises NotHere."""
    found = shutil.which(name, path=os.pathsep.join([os.environ.get("PATH", os.defpath), "/usr/sbin", "/sbin"]))
    if found is None:
        raise NotHere(f"{name} is not installed (scripts/system_libraries.py --systems)")
    return found


@dataclass(frozen=True)
class Place:
    """One system's own installation."""

    name: str

    @property
    def lock(self) -> Path:
        """The lock it is installed from."""
        return next(HERE / self.name / lock for lock in LOCKS if (HERE / self.name / lock).exists())

    @property
    def is_python(self) -> bool:
        """Whether it is a virtual environment; else it is a folder with node_modules."""
        return self.lock.name == LOCKS[0]

    @property
    def folder(self) -> Path:
        """Where it lies, or will."""
        what = self.lock.read_bytes() + (sys.version.encode() if self.is_python else b"")
        return cache() / f"{self.name}-{hashlib.sha256(what).hexdigest()[:12]}"

    @property
    def is_complete(self) -> bool:
        """Whether it was installed to its end."""
        return (self.folder / COMPLETE).exists()

    def installed(self) -> Path:
        """The folder, when it is installed; raises NotHere."""
        if not self.is_python:
            program("node")
        if not self.is_complete:
            raise NotHere(f"{self.name} is not installed: see what `python -m tests.systems.install` says")
        return self.folder

    def install(self) -> None:
        """Install it, unless it is; raises NotHere and CalledProcessError."""
        with _only_one():
            if self.is_complete:
                return
            for old in cache().glob(f"{self.name}-*"):
                shutil.rmtree(old)
            self.folder.mkdir()
            self._fill()
            (self.folder / COMPLETE).touch()

    def _fill(self) -> None:
        if self.is_python:
            _run(sys.executable, "-m", "venv", str(self.folder))
            _run(*self._pip(), "install", "--require-hashes", "--requirement", str(self.lock))
            return
        npm = program("npm")
        for file in ("package.json", "package-lock.json"):
            shutil.copyfile(HERE / self.name / file, self.folder / file)
        _run(npm, "ci", "--no-audit", "--no-fund", "--loglevel=error", folder=self.folder)

    def is_registry_there(self) -> bool:
        """Whether anything at all can be had from where the packages are: if so, the lock is to blame."""
        folder = cache()
        ask = (*self._pip(), "download", "--no-deps", "--no-cache-dir", "--dest", str(folder / ".probe"), "six")
        try:
            _run(*(ask if self.is_python else (program("npm"), "view", "npm", "version")), folder=folder)
        except subprocess.CalledProcessError:
            return False
        finally:
            shutil.rmtree(folder / ".probe", ignore_errors=True)
        return True

    def _pip(self) -> tuple[str, ...]:
        return (str(self.folder / "bin" / "python"), "-m", "pip", "--disable-pip-version-check", "--quiet")


def places() -> list[Place]:
    """Every system that is installed from a lock."""
    return [Place(path.name) for path in sorted(HERE.iterdir()) if any((path / lock).exists() for lock in LOCKS)]


def _run(*command: str, folder: Path | None = None) -> None:
    subprocess.run(command, check=True, cwd=folder, stdin=subprocess.DEVNULL)


@contextmanager
def _only_one() -> Iterator[None]:
    """Two checkouts share the folder."""
    cache().mkdir(parents=True, exist_ok=True)
    with (cache() / ".lock").open("w") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        yield
