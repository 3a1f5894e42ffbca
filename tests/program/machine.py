"""One person's machine: a home of its own, and the program started in it as a person or a softphone starts it."""

from __future__ import annotations

import contextlib
import io
import json
import os
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import TypeVar
from unittest import mock

from desktop.cli import main

T = TypeVar("T")
CALLSIDE = Path(sys.executable).with_name("callside")
ROOT = Path(__file__).parents[2]
PATIENCE_S = 120.0


@dataclass(frozen=True)
class Ran:
    """A command that has ended."""

    code: int
    out: str
    err: str

    def is_one_line(self) -> bool:
        """Whether the complaint is one line that says who complains."""
        lines = self.err.splitlines()
        return len(lines) == 1 and lines[0].startswith("callside: ")


class Machine:
    """A home below `folder`; no display, no key store, nothing of the person who runs the tests."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self.data = folder / "data"
        folder.mkdir(parents=True, exist_ok=True)
        # Not below `folder`: the path of a socket is short by law, and a test's own folder is deep.
        self.runtime = Path(tempfile.mkdtemp(dir=os.environ["XDG_RUNTIME_DIR"]))
        self._running: list[subprocess.Popen[str]] = []

    def environment(self, **changes: str) -> dict[str, str]:
        ours = {"HOME": str(self.folder), "XDG_DATA_HOME": str(self.data), "XDG_RUNTIME_DIR": str(self.runtime)}
        quiet = {"QT_QPA_PLATFORM": "offscreen", "PYTHONWARNINGS": "error::ResourceWarning"}
        return {**os.environ, **ours, **quiet, **changes}

    def run(self, *arguments: str, timeout: float = PATIENCE_S, **environment: str) -> Ran:
        """`callside` with these arguments, to its end."""
        done = subprocess.run(
            [str(CALLSIDE), *arguments],
            env=self.environment(**environment),
            capture_output=True,
            text=True,
            errors="replace",
            timeout=timeout,
            cwd=self.folder,
        )
        return Ran(done.returncode, done.stdout, done.stderr)

    def inside(self, *arguments: str) -> Ran:
        """The same without a process of its own: ten times as fast, for commands that open no window."""
        out, err = io.StringIO(), io.StringIO()
        with (
            mock.patch.dict(os.environ, self.environment()),
            contextlib.chdir(self.folder),
            contextlib.redirect_stdout(out),
            contextlib.redirect_stderr(err),
        ):
            try:
                code = main(arguments)
            except SystemExit as end:
                code = int(end.code or 0)
        return Ran(code, out.getvalue(), err.getvalue())

    def start(self, *arguments: str, module: str | None = None, **environment: str) -> subprocess.Popen[str]:
        """A program that stays: `callside`, or a module of the tests; ended with the machine."""
        command = [sys.executable, "-m", module] if module else [str(CALLSIDE)]
        process = subprocess.Popen(
            [*command, *arguments],
            env=self.environment(**environment),
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            stderr=subprocess.PIPE,
            text=True,
            cwd=ROOT if module else self.folder,
        )
        self._running.append(process)
        return process

    def door(self) -> Path:
        """The one door that is open; waits for it."""
        return self.until(lambda: next(iter(self.runtime.glob("callside/*.sock")), None))

    def until(self, look: Callable[[], T | None]) -> T:
        """What `look` finds, as soon as it finds something."""
        end = time.monotonic() + PATIENCE_S
        while (found := look()) is None:
            assert time.monotonic() < end, "waited too long"
            time.sleep(0.02)
        return found

    def end(self) -> None:
        """End what was started here and still runs."""
        for process in self._running:
            if process.poll() is None:
                process.kill()
            process.communicate()


def on_screen(machine: Machine, *folders: Path) -> dict[str, str]:
    """What one call looks like on the real window of a place; see `windowed`."""
    process = machine.start(*map(str, folders), module="tests.program.windowed")
    out, err = process.communicate(timeout=PATIENCE_S)
    assert (process.returncode, err) == (0, "")
    return json.loads(out)
