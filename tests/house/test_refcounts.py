"""The pinned PySide6 keeps its references: without this, a new Qt release aborts the window in the middle of a call."""

from __future__ import annotations

import json
import subprocess
import sys
from pathlib import Path

import pytest

PROBE = Path(__file__).with_name("refcount_probe.py")
EVERY_WAY_INTO_PYTHON = {
    "void call", "emit to nobody", "emit True", "emit None", "slot returns None", "single shot", "timer", "timerEvent",
    "paintEvent", "event", "eventFilter False", "eventFilter True", "data None", "data True", "hasChildren", "delegate",
}  # fmt: skip


@pytest.fixture(scope="module")
def losses() -> dict[str, int]:
    done = subprocess.run([sys.executable, PROBE], capture_output=True, text=True, check=False, timeout=150)
    assert done.returncode == 0, f"Qt did not survive its own calls:\n{done.stderr[-2000:]}"
    return json.loads(done.stdout)


def test_qt_survives_thousands_of_calls_into_python(losses: dict[str, int]) -> None:
    assert set(losses) == EVERY_WAY_INTO_PYTHON


@pytest.mark.skipif(sys.version_info >= (3, 12), reason="None and True are immortal from 3.12 on: nothing to count")
def test_no_reference_is_lost(losses: dict[str, int]) -> None:
    assert {probe: count for probe, count in losses.items() if count >= 50} == {}
