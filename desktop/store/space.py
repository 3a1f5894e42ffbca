"""Room on the disk: a reserve for the last notes, and a warning long before it is needed."""

from __future__ import annotations

import contextlib
import os
import shutil
from collections.abc import Callable
from pathlib import Path

RESERVE_FILE = "reserve"
RESERVE_BYTES = 4 * 1024 * 1024
LOW_BYTES = 200 * 1024 * 1024


class Space:
    """The room left beside one store; the reserve file is given up at the first write that finds no room."""

    def __init__(self, folder: Path, free: Callable[[Path], int] | None = None) -> None:
        self._folder = folder
        self._free = free or _free
        self.full = False

    @property
    def reserve(self) -> Path:
        """Where the reserve file lies."""
        return self._folder / RESERVE_FILE

    def free_bytes(self) -> int:
        """Bytes this user may still write here."""
        try:
            return self._free(self._folder)
        except OSError:
            return 0

    def is_low(self) -> bool:
        """Whether it is time to warn."""
        return self.full or self.free_bytes() < LOW_BYTES

    def give_up_reserve(self) -> bool:
        """A write found no room: free the reserve; False when it had been freed before."""
        self.full = True
        try:
            self.reserve.unlink()
        except OSError:
            return False
        return True

    def keep_reserve(self) -> None:
        """Make the reserve, or make it again once there is room; quietly nothing where there is none."""
        if self.free_bytes() < LOW_BYTES:
            return
        self.full = False
        with contextlib.suppress(OSError):
            if not self.reserve.exists() or self.reserve.stat().st_size < RESERVE_BYTES:
                self._write_reserve()

    def _write_reserve(self) -> None:
        with self.reserve.open("wb") as stream:
            if hasattr(os, "posix_fallocate"):
                os.posix_fallocate(stream.fileno(), 0, RESERVE_BYTES)
            else:
                # Random bytes: a file system that compresses would keep no room for zeros.
                stream.write(os.urandom(RESERVE_BYTES))


def _free(folder: Path) -> int:
    return shutil.disk_usage(folder).free
