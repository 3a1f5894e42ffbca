"""Fuzz the readers of the decision engine one after the other, each in a process of its own.

    make fuzz ARGS="300 condition dmn"     seconds for each target (60), and which targets (all)

What was found of interest is kept in build/fuzz/corpus and is where the next run goes on; an input that breaks a law,
takes too long or too much memory is saved as build/fuzz/found/<target>-… and makes the run fail.
`python -m tests.fuzz again FILE` runs one saved input without the fuzzer. 0 nothing found, 1 something, 2 wrong usage.
"""

from __future__ import annotations

import importlib.util
import subprocess
import sys
import time
from pathlib import Path

from tests.fuzz.targets import ROOT, TARGETS

BUILD = ROOT / "build/fuzz"
SECONDS = 60
SLOWEST = 10
"""Seconds after which one input counts as a hang, the fuzzer's own slowing down included."""
LARGEST = 8192
MEMORY_MB = 2048
NOWHERE = (
    "make fuzz needs atheris, which is published for Linux on x86-64 only (Python 3.11 to 3.13). "
    "The laws themselves run everywhere: make test."
)


def main(arguments: list[str]) -> int:
    """Run the chosen targets."""
    if arguments[:1] == ["again"] and len(arguments) == 2:
        return again(Path(arguments[1]))
    seconds = int(arguments.pop(0)) if arguments and arguments[0].isdecimal() else SECONDS
    unknown = set(arguments) - set(TARGETS)
    if unknown:
        print(f"no such target: {', '.join(sorted(unknown))}; there are {', '.join(TARGETS)}", file=sys.stderr)
        return 2
    if importlib.util.find_spec("atheris") is None:
        print(NOWHERE, file=sys.stderr)
        return 2
    failed = [name for name in arguments or TARGETS if not fuzz(name, seconds)]
    if failed:
        print(f"\nsomething was found in: {', '.join(failed)}", file=sys.stderr)
    return 1 if failed else 0


def fuzz(name: str, seconds: int) -> bool:
    """Fuzz one target; whether it held."""
    seeds, corpus, found = BUILD / "seeds" / name, BUILD / "corpus" / name, BUILD / "found"
    for folder in (seeds, corpus, found):
        folder.mkdir(parents=True, exist_ok=True)
    target = TARGETS[name]
    for number, seed in enumerate(target.seeds()):
        (seeds / f"{number:03}").write_bytes(seed)
    words = "".join(f'"{_escaped(word)}"\n' for word in target.words)
    (BUILD / f"{name}.dict").write_text(words)
    largest = max(LARGEST, 2 * max(path.stat().st_size for path in seeds.iterdir()))
    options = {
        "max_total_time": seconds,
        "timeout": SLOWEST,
        "rss_limit_mb": MEMORY_MB,
        "max_len": largest,
        "artifact_prefix": f"{found}/{name}-",
        "dict": BUILD / f"{name}.dict",
        "print_final_stats": 1,
        "verbosity": 0,
    }
    command = [sys.executable, "-m", "tests.fuzz.one", name, *(f"-{key}={value}" for key, value in options.items())]
    start = time.monotonic()
    done = subprocess.run(
        [*command, str(corpus), str(seeds)], check=False, capture_output=True, text=True, errors="replace"
    )
    runs = next((line.split()[-1] for line in done.stderr.splitlines() if "number_of_executed_units" in line), "?")
    verdict = "holds" if done.returncode == 0 else f"BROKEN (exit code {done.returncode})"
    print(f"{name:12} {runs:>9} inputs in {time.monotonic() - start:5.0f} s   {verdict}", flush=True)
    if done.returncode:
        said = [line for line in (done.stdout + done.stderr).splitlines() if not line.startswith("INFO:")]
        print("\n".join(said)[:6000], flush=True)
    return done.returncode == 0


def again(path: Path) -> int:
    """Run one saved input as it is."""
    name = path.name.partition("-")[0]
    if name not in TARGETS or not path.is_file():
        print(f"{path} is no saved input of a target", file=sys.stderr)
        return 2
    TARGETS[name].run(path.read_bytes())
    print(f"{path.name}: holds")
    return 0


def _escaped(word: str) -> str:
    return "".join(c if c.isalnum() or c in " =!<>.,_(){}[]:-+" else f"\\x{ord(c):02x}" for c in word)


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
