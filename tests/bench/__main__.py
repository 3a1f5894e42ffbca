"""Run the benchmarks one after the other, each in a process of its own; names on the command line choose some."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

HELPERS = {
    "__init__",
    "__main__",
    "figures",
    "systems",
    "bare_window",
    "our_window",
    "start_demo",
    "yardsticks",
    "catalogue",
    "web",
    "web_server",
    "large_playbook",
    "seven_servers",
}


def main(chosen: list[str]) -> int:
    """Run the chosen benchmarks, all by default; 1 when one of them could not run."""
    known = sorted(path.stem for path in Path(__file__).parent.glob("*.py") if path.stem not in HELPERS)
    unknown = set(chosen) - set(known)
    if unknown:
        print(f"no such benchmark: {', '.join(sorted(unknown))}; there are {', '.join(known)}", file=sys.stderr)
        return 2
    failed = []
    for name in chosen or known:
        print(f"\n== {name}", flush=True)
        if subprocess.run([sys.executable, "-m", f"tests.bench.{name}"], check=False).returncode:
            failed.append(name)
    if failed:
        print(f"\ncould not run: {', '.join(failed)}", file=sys.stderr)
    return 1 if failed else 0


sys.exit(main(sys.argv[1:]))
