"""What every test of a call may ask for."""

from __future__ import annotations

from collections.abc import AsyncIterator
from pathlib import Path

import pytest

from tests.call.resuming import Desks


@pytest.fixture
async def desks(tmp_path: Path) -> AsyncIterator[Desks]:
    found = Desks(tmp_path)
    await found.open()
    yield found
    await found.close()
