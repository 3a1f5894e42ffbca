"""A large playbook read and validated off the GUI thread, and every playbook that ships checked, cases and all.

Yardsticks of the same run: the parsers of the standard library on the same bytes.
"""

from __future__ import annotations

import csv
import resource
import subprocess
import sys
import tempfile
import threading
import time
import tomllib
from pathlib import Path

from desktop.playbook.loader import load_playbook
from tests.bench.figures import ratio, say
from tests.bench.large_playbook import write_large

RUNS = 3
LOADED_S = 3.0
CHECKED_S = 5.0
SHIPPED = Path(__file__).parents[2] / "resources" / "playbooks"


def parsed(folder: Path) -> float:
    """Seconds for tomllib and csv to read every file of a folder."""
    began = time.perf_counter()
    for path in folder.rglob("*"):
        if path.suffix == ".toml":
            tomllib.loads(path.read_text(encoding="utf-8"))
        elif path.suffix == ".csv":
            list(csv.reader(path.read_text(encoding="utf-8").splitlines()))
    return time.perf_counter() - began


def loaded(folder: Path) -> float:
    """Seconds to load a playbook on a thread of its own."""
    took: list[float] = []

    def work() -> None:
        began, busy = time.perf_counter(), time.thread_time()
        playbook = load_playbook(folder)
        took.append(time.perf_counter() - began)
        cpu.append(time.thread_time() - busy)
        rows = sum(len(table.rows) for table in playbook.bundle.tables)
        sizes.update(types=len(playbook.call_types), actions=len(playbook.bundle.catalogue.actions), rows=rows)

    thread = threading.Thread(target=work)
    thread.start()
    thread.join()
    return took[0]


sizes: dict[str, int] = {}
cpu: list[float] = []
"""Seconds of the processor, which other work on the machine does not stretch as much."""


def children_s() -> float:
    """Seconds of the processor that finished child processes took."""
    used = resource.getrusage(resource.RUSAGE_CHILDREN)
    return used.ru_utime + used.ru_stime


def main() -> None:
    """Print the figures."""
    with tempfile.TemporaryDirectory() as name:
        folder = write_large(Path(name))
        yardstick = min(parsed(folder) for _ in range(RUNS))
        took = min(loaded(folder) for _ in range(RUNS))
    note = ", ".join(f"{count:,} {what}" for what, count in sizes.items())
    say("a large playbook loaded and validated", took, "s", LOADED_S, f"{min(cpu):.2f} s of it busy; {note}")
    ratio("the same, against tomllib and csv on the same bytes", took * 1000, yardstick * 1000, "ms")
    for playbook in sorted(path for path in SHIPPED.iterdir() if path.is_dir()):
        began, busy = time.perf_counter(), children_s()
        done = subprocess.run(
            [sys.executable, "-m", "desktop", "check", str(playbook)], capture_output=True, check=False
        )
        took, bare = time.perf_counter() - began, parsed(playbook)
        errors = "" if done.returncode == 0 else "; IT HAS ERRORS"
        say(f"callside check {playbook.name}", took, "s", CHECKED_S, f"{children_s() - busy:.2f} s of it busy{errors}")
        ratio("the same, against tomllib and csv on the same bytes", took * 1000, bare * 1000, "ms")


if __name__ == "__main__":
    main()
