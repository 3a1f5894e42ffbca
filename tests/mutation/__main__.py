"""Mutate the decision engine: modules named on the command line, else all; `make mutate` runs it.

Works in copies under build/mutate. A module whose sources and tests are as they were is not run again, and one that
was interrupted goes on where it stopped. 0: every mutant was noticed or is on the list; 1: some were not; 2: usage.
"""

from __future__ import annotations

import hashlib
import json
import os
import shutil
import subprocess
import sys
from collections import Counter
from dataclasses import asdict, dataclass
from pathlib import Path

from tests.house.repository import ROOT, tracked_files
from tests.mutation.survivors import LIST, Survivor, looked_at, read_diff

RULES = ROOT / "desktop" / "rules"
WORK = ROOT / "build" / "mutate"
MUTMUT = Path(sys.executable).parent / "mutmut"
COPIED = ("desktop", "connectors", "resources", "tests", "scripts", "docs", "README.md", "pyproject.toml")
CONFIG = """
[tool.mutmut]
source_paths = ["desktop"]
only_mutate = ["desktop/rules/{module}.py"]
also_copy = ["connectors", "resources", "scripts", "docs", "README.md"]
pytest_add_cli_args = ["--assert=plain", "-p", "no:cacheprovider", "-p", "tests.mutation.quick"]
pytest_add_cli_args_test_selection = {tests}
# A mutant that the type checker refuses could not land, so no test need notice it.
type_check_command = ["mypy", "--config-file=", "--strict", "--no-warn-unused-ignores", "--no-strict-equality", "--output=json", "--cache-dir={cache}", "desktop/rules/{module}.py"]
process_isolation = "fork"
timeout_multiplier = 1.0
timeout_constant = 60.0
use_git_change_detection = false
track_dependencies = false
"""
NOTICED = ("killed", "caught by type check", "timeout", "segfault")
UNNOTICED = ("survived", "no tests")


@dataclass(frozen=True, slots=True)
class Result:
    """What became of one module's mutants: how many by verdict, and those that no test noticed."""

    counts: dict[str, int]
    survivors: tuple[Survivor, ...]


def main(chosen: list[str]) -> int:
    """Mutate the chosen modules and compare what survives with the list."""
    known = sorted(path.stem for path in RULES.glob("*.py") if path.stem != "__init__")
    unknown = set(chosen) - set(known)
    if unknown:
        print(f"no such module: {', '.join(sorted(unknown))}; there are {', '.join(known)}", file=sys.stderr)
        return 2
    try:
        listed = looked_at()
    except (ValueError, TypeError) as fault:
        print(f"{LIST}: {fault}", file=sys.stderr)
        return 2
    fresh: list[Survivor] = []
    gone: list[Survivor] = []
    print(
        f"{'':14} {'mutants':>8} {'killed':>8} {'refused':>8} {'timeout':>8} {'listed':>8} {'survived':>8} {'no test':>8}"
    )
    for module in chosen or known:
        result = examine(module)
        there = set(result.survivors)
        new = [one for one in result.survivors if one not in listed]
        fresh += new
        gone += [one for one in listed if one.module == module and one not in there]
        print(_line(module, result, len(result.survivors) - len(new)), flush=True)
    for one in gone:
        print(f"\nno longer survives, take it off {LIST.name}:\n{one.as_toml()}", end="")
    for one in fresh:
        print(f"\nnobody noticed; write the test, or add it to {LIST.name} with its reason:\n{one.as_toml()}", end="")
    print(f"\n{len(fresh)} unnoticed, {len(gone)} listed ones gone")
    return 1 if fresh else 0


def examine(module: str) -> Result:
    """The verdicts on one module's mutants, from the last run where nothing has changed since."""
    folder = WORK / module
    digest = _digest(module)
    saved = folder / "result.json"
    if not (folder / digest).exists():
        shutil.rmtree(folder, ignore_errors=True)
        _copy(folder, module)
        (folder / digest).touch()
    if not saved.exists():
        result = _run(folder, module)
        saved.write_text(json.dumps(asdict(result)), encoding="utf-8")
        for name in (*COPIED, "mutants"):
            shutil.rmtree(folder / name, ignore_errors=True)
    read = json.loads(saved.read_text(encoding="utf-8"))
    return Result(read["counts"], tuple(Survivor(**one) for one in read["survivors"]))


def _run(folder: Path, module: str) -> Result:
    environment = {**os.environ, "MUTATED_MODULE": module, "PATH": f"{MUTMUT.parent}{os.pathsep}{os.environ['PATH']}"}

    def mutmut(*arguments: str) -> str:
        command = [MUTMUT, *arguments]
        return subprocess.run(command, cwd=folder, env=environment, capture_output=True, text=True, check=True).stdout

    with (folder / "log").open("w", encoding="utf-8") as log:
        failed = subprocess.run([MUTMUT, "run"], cwd=folder, env=environment, stdout=log, stderr=log, check=False)
    verdicts = dict(line.strip().rsplit(": ", 1) for line in mutmut("results", "--all", "true").splitlines())
    open_ = [name for name, verdict in verdicts.items() if verdict not in NOTICED + UNNOTICED]
    if failed.returncode or open_ or not verdicts:
        raise SystemExit(f"{module}: the run did not finish ({len(open_)} mutants open); see {folder / 'log'}")
    unnoticed = [name for name, verdict in verdicts.items() if verdict in UNNOTICED]
    return Result(
        dict(Counter(verdicts.values())), tuple(read_diff(module, name, mutmut("show", name)) for name in unnoticed)
    )


def _line(module: str, result: Result, listed: int) -> str:
    """One line of figures; `survived` and `no test` include the listed ones."""
    timeout = result.counts.get("timeout", 0) + result.counts.get("segfault", 0)
    figures = [
        sum(result.counts.values()),
        result.counts.get("killed", 0),
        result.counts.get("caught by type check", 0),
    ]
    figures += [timeout, listed, result.counts.get("survived", 0), result.counts.get("no tests", 0)]
    return f"{module:14} " + " ".join(f"{figure:8}" for figure in figures)


def _digest(module: str) -> str:
    """What one module's verdicts depend on: the engine, its tests and the way of testing."""
    digest = hashlib.sha256(module.encode())
    for path in sorted(_files(("desktop/rules/", "tests/rules/", "tests/mutation/", "requirements-mutate.lock"))):
        if ROOT / path != LIST:
            digest.update(path.encode() + (ROOT / path).read_bytes())
    return digest.hexdigest()[:16]


def _copy(folder: Path, module: str) -> None:
    for path in _files(COPIED):
        target = folder / path
        target.parent.mkdir(parents=True, exist_ok=True)
        shutil.copy2(ROOT / path, target)
    with (folder / "pyproject.toml").open("a", encoding="utf-8") as project:
        project.write(CONFIG.format(module=module, cache=WORK / "mypy", tests=json.dumps(_tests_of(module))))


def _tests_of(module: str) -> list[str]:
    """The module's own test file and those that import it; all of the engine's where there is none."""
    own, imports = f"tests/rules/test_{module}.py", f"from desktop.rules.{module} import"
    files = _files(("tests/rules/test_",))
    chosen = [path for path in files if path == own or imports in (ROOT / path).read_text(encoding="utf-8")]
    return chosen or ["tests/rules"]


def _files(starts: tuple[str, ...]) -> list[str]:
    return [path for path in tracked_files() if path.startswith(starts) and (ROOT / path).is_file()]


sys.exit(main(sys.argv[1:]))
