"""A store on a real file, and a process that keeps its umask."""

from __future__ import annotations

import os
from collections.abc import Iterator
from pathlib import Path

import pytest

from desktop.store.store import Store
from tests.store.kit import Clock, opened


@pytest.fixture(autouse=True)
def _own_umask() -> Iterator[None]:
    """Opening a store changes the umask for good; the tests after it should not notice."""
    before = os.umask(0o022)
    yield
    os.umask(before)


@pytest.fixture
def clock() -> Clock:
    return Clock()


@pytest.fixture
def store(tmp_path: Path, clock: Clock) -> Iterator[Store]:
    found = opened(tmp_path, clock)
    yield found
    found.close()
