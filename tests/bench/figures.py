"""Printing figures: a value, its yardstick, the ratio, and whether the budget holds."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path


def percentile(values: Sequence[float], share: float) -> float:
    """The value below which this share of the values lies (nearest rank)."""
    ordered = sorted(values)
    return ordered[min(len(ordered) - 1, max(0, round(share * len(ordered) + 0.5) - 1))]


def say(what: str, value: float, unit: str, budget: float | None = None, note: str = "") -> None:
    """One line; with a budget, whether it holds."""
    verdict = "" if budget is None else f"   budget {budget:g} {unit}: {'holds' if value <= budget else 'MISSED'}"
    print(f"{what:58} {value:9.2f} {unit}{verdict}{f'   {note}' if note else ''}", flush=True)


def ratio(what: str, value: float, yardstick: float, unit: str, budget: float | None = None) -> None:
    """One line with the ratio of a value to its yardstick."""
    found = value / yardstick if yardstick else float("inf")
    verdict = "" if budget is None else f"   budget {budget:g} x: {'holds' if found <= budget else 'MISSED'}"
    print(f"{what:58} {found:9.2f} x   ({value:.1f} {unit} against {yardstick:.1f}){verdict}", flush=True)


def faster(what: str, value: float, yardstick: float, unit: str, least: float | None = None) -> None:
    """One line with how many times faster a value is than its yardstick."""
    found = yardstick / value if value else float("inf")
    verdict = "" if least is None else f"   at least {least:g} x: {'holds' if found >= least else 'MISSED'}"
    print(f"{what:58} {found:9.1f} x faster   ({value:.1f} {unit} against {yardstick:.1f}){verdict}", flush=True)


def rss_kb() -> int:
    """The resident memory of this process in KiB (Linux)."""
    for line in Path("/proc/self/status").read_text().splitlines():
        if line.startswith("VmRSS:"):
            return int(line.split()[1])
    return 0


def pss_kb(pid: int | str = "self") -> int:
    """The proportional share of memory of a process in KiB (Linux)."""
    for line in Path(f"/proc/{pid}/smaps_rollup").read_text().splitlines():
        if line.startswith("Pss:"):
            return int(line.split()[1])
    return 0
