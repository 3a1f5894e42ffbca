"""A lock that one process holds at a time; the operating system takes it back from a process that is gone."""

from __future__ import annotations

import os
import sys
from contextlib import suppress
from pathlib import Path

if sys.platform == "win32":
    import msvcrt
else:
    import fcntl


class FileLock:
    """The lock on a file, which stays where it is: whoever removed it could lock another file than the next one."""

    def __init__(self, path: Path) -> None:
        self._path = path
        self._file: int | None = None

    def take(self) -> bool:
        """Whether the lock is ours now; nobody waits. A folder that takes no files has nothing to lock."""
        try:
            opened = os.open(self._path, os.O_CREAT | os.O_RDWR, 0o600)
        except OSError:
            return True
        try:
            _lock(opened)
        except OSError:
            os.close(opened)
            return False
        self._file = opened
        return True

    def release(self) -> None:
        """Let the next one in."""
        held, self._file = self._file, None
        if held is not None:
            with suppress(OSError):
                _unlock(held)
            os.close(held)


def _lock(file: int) -> None:
    """Lock the first byte of a file, or raise OSError."""
    if sys.platform == "win32":
        msvcrt.locking(file, msvcrt.LK_NBLCK, 1)
    else:
        fcntl.flock(file, fcntl.LOCK_EX | fcntl.LOCK_NB)


def _unlock(file: int) -> None:
    if sys.platform == "win32":
        os.lseek(file, 0, os.SEEK_SET)
        msvcrt.locking(file, msvcrt.LK_UNLCK, 1)
    else:
        fcntl.flock(file, fcntl.LOCK_UN)
