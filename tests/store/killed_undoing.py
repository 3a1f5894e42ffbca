"""Promises writes and takes every other one back, until it is killed: run as a program by `test_take_back.py`."""

from __future__ import annotations

import os
import sys
from pathlib import Path

from desktop.store.keys import FixedKeys
from desktop.store.store import open_store
from tests.store.kit import KEY, draft, entry


def say(*words: str) -> None:
    """One write a line: what the parent reads is whole or absent."""
    os.write(1, (" ".join(words) + "\n").encode())


def main() -> None:
    folder, number = Path(sys.argv[1]), sys.argv[2]
    store = open_store(folder, FixedKeys(KEY))
    for count in range(10_000):
        call = f"call-{number}-{count}"
        one = draft(call, entity=f"customer:crm:{call}")
        store.promise([one], [entry(call, kind="action.accepted")], 3600.0)
        say("promised", call)
        if count % 2:
            say("undoing", call)
            store.take_back([one.key], [entry(call, kind="action.undone")])
            say("undone", call)


if __name__ == "__main__":
    main()
