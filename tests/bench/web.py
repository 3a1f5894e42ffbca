"""A bare web page on the same call, beside ours: from the event to identity pixels, to everything painted, and memory.

The page is served from loopback to a Chromium of its own, gets the event over an open stream with the name already in
it, and asks for the parts of systems that answer as slowly as ours. A real web console has a framework, a session and
several tabs besides.
"""

from __future__ import annotations

import asyncio
import os
import shutil
import subprocess
import tempfile
from pathlib import Path

from tests.bench.figures import percentile, pss_kb, ratio
from tests.bench.our_window import Bench, run
from tests.bench.pop import Pops
from tests.bench.systems import three
from tests.bench.web_server import WebServer

CALLS = 20
DELAYS = (0.0, 0.1, 0.2)
BROWSERS = ("chromium", "chromium-browser", "google-chrome")
FLAGS = ("--headless=new", "--no-sandbox", "--disable-gpu", "--no-first-run", "--disable-background-networking")
Times = list[tuple[float, float]]


def browser() -> str | None:
    """A Chromium that is installed."""
    return next((found for name in BROWSERS if (found := shutil.which(name))), None)


def family(pid: int) -> set[int]:
    """A process and everything it has started, and what that has (Linux)."""
    parents = {}
    for status in Path("/proc").glob("[0-9]*/stat"):
        try:
            parents[int(status.parent.name)] = int(status.read_text().rpartition(")")[2].split()[1])
        except OSError:
            continue
    found = {pid}
    while more := {child for child, parent in parents.items() if parent in found} - found:
        found |= more
    return found


def memory_mb(pids: set[int]) -> float:
    """What these processes hold together, shared memory counted once."""
    kilobytes = 0
    for pid in pids:
        try:
            kilobytes += pss_kb(pid)
        except OSError:
            continue
    return kilobytes / 1024


def ours() -> tuple[Times, float]:
    """Calls in our window, everybody seen before; and the memory of the process."""
    found: Times = []
    held = []

    async def measure(bench: Bench) -> None:
        pops = Pops(bench)
        for turn in range(2):
            for index in range(CALLS):
                times = await pops.one(index)
                if turn:
                    found.append(times)
                    held.append(pss_kb() / 1024)
                await pops.end()

    run(three(DELAYS), measure)
    return found, held[-1]


async def theirs(command: str) -> tuple[Times, float]:
    """The same calls in the page, a first one to warm it up; and the memory of all of Chromium's processes."""
    server = WebServer(three(DELAYS))
    listening = await server.start()
    with tempfile.TemporaryDirectory(ignore_cleanup_errors=True) as folder:
        arguments = [command, *FLAGS, f"--user-data-dir={folder}", "--window-size=1440,900"]
        program = subprocess.Popen(
            [*arguments, f"http://127.0.0.1:{server.port}/"], stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL
        )
        try:
            async with asyncio.timeout(60):
                await server.ready()
            found = [await server.call(index) for index in range(CALLS + 1)][1:]
            return found, memory_mb(family(program.pid))
        finally:
            program.terminate()
            program.wait(20)
            listening.close()


def main() -> int:
    """Measure one after the other, so that neither waits for the other's processor."""
    command = browser()
    if command is None:
        print("skipped: there is no Chromium here to compare with (on Debian: apt-get install chromium)")
        return 0
    page, page_mb = asyncio.run(theirs(command))
    window, window_mb = ours()
    slowest = 1000 * max(DELAYS)
    for share, name in ((0.5, "p50"), (0.95, "p95")):
        mine, other = (percentile([times[0] for times in found], share) for found in (window, page))
        ratio(f"call event to identity pixels, {name}, against the page", mine, other, "ms", 1)
    mine, other = (percentile([times[1] for times in found], 0.5) - slowest for found in (window, page))
    ratio("all parts painted after the slowest source, p50, the same", mine, other, "ms", 1)
    ratio("memory on a call (PSS), against the page's processes", window_mb, page_mb, "MB", 1)
    return 0


if __name__ == "__main__":
    os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")
    raise SystemExit(main())
