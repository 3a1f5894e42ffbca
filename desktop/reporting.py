"""One reporter for everything that goes wrong unexpectedly: to a log file, never to the agent as a traceback.

Only the class of an error and the places in our code are written. Messages and local values may hold what a
customer said, so they never are.
"""

from __future__ import annotations

import json
import logging
import sys
import threading
import time
import traceback
from collections import deque
from logging.handlers import RotatingFileHandler
from pathlib import Path
from types import TracebackType
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    import asyncio
    import sqlite3

LOG_FILE = "callside.log"
LOG_BYTES = 1_000_000
MOST_A_MINUTE = 30

log = logging.getLogger("callside")


def in_one_line(error: OSError | sqlite3.Error) -> str:
    """What the machine refused, as the one line a person sees."""
    if isinstance(error, OSError):
        return f"{error.filename or 'the data folder'} cannot be used: {error.strerror or type(error).__name__}"
    return f"the demo company's data cannot be used: {error}"


class Reporter:
    """Receives what nobody waits for; the same fault in a loop is written at most 30 times a minute."""

    def __init__(self) -> None:
        self._written: deque[float] = deque(maxlen=MOST_A_MINUTE)

    def report(self, error: BaseException) -> None:
        """Write down an error."""
        self._write(type(error).__name__, error.__traceback__)

    def install(self, loop: asyncio.AbstractEventLoop) -> None:
        """Take the place of every default handler: main thread, threads, loop, objects being deleted."""
        sys.excepthook = lambda kind, error, trace: self._write(kind.__name__, trace)
        threading.excepthook = lambda args: self._write(args.exc_type.__name__, args.exc_traceback)
        sys.unraisablehook = lambda args: self._write(args.exc_type.__name__, args.exc_traceback)
        loop.set_exception_handler(self._from_loop)

    def _from_loop(self, loop: asyncio.AbstractEventLoop, context: dict[str, Any]) -> None:
        error = context.get("exception")
        if isinstance(error, BaseException):
            self.report(error)
        else:
            self._write("loop", None)

    def _write(self, name: str, trace: TracebackType | None) -> None:
        now = time.monotonic()
        if len(self._written) == MOST_A_MINUTE and now - self._written[0] < 60:
            return
        self._written.append(now)
        frames = traceback.extract_tb(trace)[-12:]
        where = [f"{Path(frame.filename).name}:{frame.lineno} {frame.name}" for frame in frames]
        log.error("%s", json.dumps({"error": name, "at": where}))


def log_to(folder: Path) -> str | None:
    """Write the log into this folder, or nowhere when it cannot be written; returns the file's path."""
    root = logging.getLogger()
    root.setLevel(logging.INFO)
    try:
        folder.mkdir(mode=0o700, parents=True, exist_ok=True)
        handler: logging.Handler = RotatingFileHandler(
            folder / LOG_FILE, maxBytes=LOG_BYTES, backupCount=2, encoding="utf-8", errors="replace"
        )
    except OSError:
        root.addHandler(logging.NullHandler())
        return None
    handler.setFormatter(_Lines())
    root.addHandler(handler)
    return str(folder / LOG_FILE)


class _Lines(logging.Formatter):
    """One JSON object a line, cut at 8 kB; an exception's text is left out, its class and places are kept."""

    def format(self, record: logging.LogRecord) -> str:
        """The record as one line."""
        line: dict[str, Any] = {
            "at": self.formatTime(record),
            "level": record.levelname,
            "from": record.name,
            "says": record.getMessage()[:4000],
        }
        if record.exc_info and record.exc_info[0] is not None:
            line["error"] = record.exc_info[0].__name__
        return json.dumps(line)[:8000]
