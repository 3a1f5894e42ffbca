"""Servers of the tests: on a free port of loopback, waited for by what they answer, stopped by their own process."""

from __future__ import annotations

import os
import socket
import subprocess
import time
import urllib.error
import urllib.request
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from pathlib import Path

PATIENCE_S = 90.0


def free_port() -> int:
    """A port of loopback that nobody listens at."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


def answers(url: str, status: int = 200) -> bool:
    """Whether a GET is answered with this status."""
    try:
        with urllib.request.urlopen(url, timeout=5) as response:
            return bool(response.status == status)
    except urllib.error.HTTPError as error:
        return error.code == status
    except OSError:
        return False


@contextmanager
def running(
    command: Sequence[str | Path],
    folder: Path,
    is_ready: Callable[[], bool],
    environment: Mapping[str, str] | None = None,
) -> Iterator[subprocess.Popen[bytes]]:
    """A server while it runs, `folder` its working folder and that of its `server.log`.

    Raises RuntimeError with the end of the log where it ends by itself or is not ready in time.
    """
    log = folder / "server.log"
    with log.open("ab") as out:
        process = subprocess.Popen(
            [str(part) for part in command],
            cwd=folder,
            env={**os.environ, **(environment or {})},
            stdin=subprocess.DEVNULL,
            stdout=out,
            stderr=out,
        )
    try:
        _wait(process, is_ready, log)
        yield process
    finally:
        _stop(process)


def _wait(process: subprocess.Popen[bytes], is_ready: Callable[[], bool], log: Path) -> None:
    until = time.monotonic() + PATIENCE_S
    while not is_ready():
        if process.poll() is not None or time.monotonic() > until:
            what = "ended" if process.poll() is not None else "is not ready"
            raise RuntimeError(f"the server {what}:\n{log.read_text(errors='replace')[-3000:]}")
        time.sleep(0.05)


def _stop(process: subprocess.Popen[bytes]) -> None:
    process.terminate()
    try:
        process.wait(10)
    except subprocess.TimeoutExpired:
        process.kill()
        process.wait()
