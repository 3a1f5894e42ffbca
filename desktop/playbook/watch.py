"""Noticing that a playbook's folder has changed: looked at now and then, read once it has come to rest."""

from __future__ import annotations

import os
from pathlib import Path

from desktop.playbook.collector import uncollected
from desktop.playbook.files import MAX_FILES
from desktop.playbook.loader import load_playbook
from desktop.playbook.model import Playbook

Stamp = tuple[tuple[str, int, int], ...]
"""Each file's path in the folder, time of change and size."""


def stamp_of(folder: Path) -> Stamp:
    """What a folder looks like from outside; empty where it cannot be read."""
    found: list[tuple[str, int, int]] = []
    for root, folders, names in os.walk(folder):
        folders[:] = sorted(name for name in folders if not name.startswith("."))
        for name in sorted(names):
            if name.startswith("."):
                continue
            try:
                told = os.stat(os.path.join(root, name))
            except OSError:
                continue
            found.append((os.path.relpath(os.path.join(root, name), folder), told.st_mtime_ns, told.st_size))
            if len(found) > MAX_FILES:
                return tuple(found)
    return tuple(found)


class Watch:
    """One folder between two looks; belongs to the thread that looks."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder
        self._read = self._last = stamp_of(folder)

    def look(self) -> Playbook | None:
        """The playbook, where it has changed since it was read last and nobody is at it any more.

        Raises PlaybookError for one that cannot be used; that one is not looked at again until it changes.
        """
        now = stamp_of(self._folder)
        at_rest, self._last = now == self._last, now
        if not at_rest or now == self._read:
            return None
        self._read = now
        with uncollected(lasting=True):
            return load_playbook(self._folder)
