"""From starting the program to a window that takes calls, and the memory it holds then; against a bare Qt window.

Both run from bytecode, as they do from their second start on: it is kept in a folder of its own, and the first run fills it.
"""

from __future__ import annotations

import os
import subprocess
import sys
import tempfile
import time
from collections.abc import Mapping

from tests.bench.figures import percentile, ratio, say

RUNS = 7
PLATFORM = "xcb" if os.environ.get("DISPLAY") else "offscreen"
MEMORY = {"memory", "resident", "on_call"}
MOST_MB = 130


def stamps(module: str, environment: Mapping[str, str]) -> dict[str, float]:
    """What one start of a module printed: milliseconds since its start by name, memory in MB."""
    began = time.monotonic_ns()
    done = subprocess.run(
        [sys.executable, "-m", module], env=environment, check=True, capture_output=True, text=True, timeout=120
    )
    found: dict[str, float] = {}
    for line in done.stdout.splitlines():
        name, _, value = line.partition(" ")
        found.setdefault(name, int(value) / 1024 if name in MEMORY else (int(value) - began) / 1e6)
    return found


def main() -> None:
    """Start each in turn, a warm-up first."""
    with tempfile.TemporaryDirectory() as home:
        environment = {name: value for name, value in os.environ.items() if name != "PYTHONDONTWRITEBYTECODE"}
        environment |= {"XDG_DATA_HOME": home, "QT_QPA_PLATFORM": PLATFORM, "PYTHONPYCACHEPREFIX": f"{home}/bytecode"}
        bare, ours = [], []
        for run in range(RUNS + 1):
            one, other = stamps("tests.bench.bare_window", environment), stamps("tests.bench.start_demo", environment)
            if run:
                bare.append(one)
                ours.append(other)
    yardstick = percentile([run["pixels"] for run in bare], 0.5)
    pixels = percentile([run["pixels"] for run in ours], 0.5)
    ratio("start to first pixels, against a bare window", pixels, yardstick, "ms", 1.5)
    for name, what, budget in (
        ("desk", "start to the empty desk painted", None),
        ("usable", "start to a usable window (painted, keys answered)", 1.5),
        ("ready", "start to taking calls (systems, store, rules and phones there)", None),
    ):
        ratio(f"{what}", percentile([run[name] for run in ours], 0.5), yardstick, "ms", budget)
    for name, what, budget in (("resident", "resident memory", 2), ("memory", "memory (PSS)", None)):
        found, bare_one = (percentile([run[name] for run in runs], 0.5) for runs in (ours, bare))
        ratio(f"{what}, against a bare window", found, bare_one, "MB", budget)
    say("memory on a call in the demo (PSS)", percentile([run["on_call"] for run in ours], 0.5), "MB", MOST_MB)


if __name__ == "__main__":
    main()
