"""After a power cut at any moment every acknowledged call is there, and no page is damaged."""

from __future__ import annotations

import os
import random
import shutil
import subprocess
from pathlib import Path

import pytest
from sqlalchemy import text

from tests.store.kit import opened
from tests.store.power_cuts import Disk, Step, record


def _can_trace() -> bool:
    if shutil.which("strace") is None:
        return False
    return subprocess.run(["strace", "-o", os.devnull, "true"], capture_output=True, check=False).returncode == 0


pytestmark = pytest.mark.skipif(
    not _can_trace(), reason="records the engine's writes with strace, which cannot run here"
)


def _cut_and_look(tmp_path: Path, calls: int, cuts: int) -> None:
    steps = record(tmp_path, calls)
    assert sum(step.kind == "ack" for step in steps) == calls
    rng = random.Random(20260329)
    moments = sorted(rng.randrange(len(steps)) for _ in range(cuts))
    disk, played, torn = Disk(), 0, 0
    for number, moment in enumerate(moments):
        for step in steps[played:moment]:
            disk.play(step)
        played = max(played, moment)
        torn += any(disk.waiting.values())
        _look(tmp_path / str(number), disk, rng)
    assert torn > cuts / 4


def _look(folder: Path, disk: Disk, rng: random.Random) -> None:
    (folder / "store").mkdir(parents=True)
    for path, data in disk.cut(rng).items():
        (folder / "store" / Path(path).name).write_bytes(data)
    store = opened(folder)
    assert store.reports == ()
    assert store._database.pragma("quick_check") == ("ok",)
    found = store._database.read(lambda c: set(c.execute(text("select call_id from wrap_ups")).scalars()))
    assert disk.acknowledged <= found
    assert len(found - disk.acknowledged) <= 1
    assert {row.call_id for row in store.outbox.list()} == found
    store.close()
    shutil.rmtree(folder)


def test_thirty_power_cuts(tmp_path: Path) -> None:
    _cut_and_look(tmp_path, calls=60, cuts=30)


@pytest.mark.slow
@pytest.mark.timeout(3600)
def test_a_thousand_power_cuts(tmp_path: Path) -> None:
    _cut_and_look(tmp_path, calls=400, cuts=int(os.environ.get("CALLSIDE_CUTS", "1000")))


def test_the_cuts_would_show_a_lost_commit() -> None:
    """The harness itself: what was not synced can be missing, whole or in part; what was synced cannot."""
    disk = Disk()
    for step in (
        Step("write", "x", b"a" * 1024),
        Step("sync", "x"),
        Step("write", "x", b"b" * 1024),
        Step("write", "y", b"c" * 600),
    ):
        disk.play(step)
    found = [disk.cut(random.Random(seed)) for seed in range(200)]
    kinds = {bytes(sorted(set(files["x"]))) for files in found}
    assert kinds == {b"a", b"b", b"ab"}
    assert {len(files.get("y", b"")) for files in found} >= {0, 600}
    disk.play(Step("sync", "x"))
    assert all(disk.cut(random.Random(seed))["x"] == b"b" * 1024 for seed in range(50))
