"""What a disk holds after a power cut: the writes of a recorded run, replayed to any moment.

Recorded with strace from the engine that ships. What was synced is there. Of what was not, each 512-byte sector may
be there or not, and a truncation may have happened or not.
"""

from __future__ import annotations

import random
import re
import subprocess
import sys
from dataclasses import dataclass, field
from pathlib import Path

ROOT = Path(__file__).parents[2]
SECTOR = 512
CALLS = "openat,pwrite64,write,fdatasync,fsync,ftruncate,unlink,close"
WORKER = """
import os, sys
from datetime import UTC, datetime
from pathlib import Path
from tests.store.kit import draft, entry, opened, wrap_up

store = opened(Path(sys.argv[1]), lambda: datetime.now(UTC))
for number in range(int(sys.argv[2])):
    call = f"call-{number}"
    record = wrap_up(call, "about a kettle " * 30, finished_at=datetime.now(UTC))
    store.finish_call(record, [draft(call)], [entry(call, at=datetime.now(UTC))])
    os.write(1, f"ack {call}\\n".encode())
os._exit(0)
"""
_LINE = re.compile(r"^(\w+)\((.*)\)\s+= (-?\d+)")
_TEXT = re.compile(r'"((?:\\x[0-9a-f]{2})*)"')


@dataclass(frozen=True)
class Step:
    """One thing that happened: open, write, sync, truncate, unlink or ack."""

    kind: str
    path: str = ""
    data: bytes = b""
    offset: int = 0


def record(folder: Path, calls: int) -> list[Step]:
    """Run a worker that finishes so many calls, and answer everything it did to the files of its store."""
    log = folder / "strace.log"
    strace = ["strace", "-xx", "-s", "200000", "-e", f"trace={CALLS}", "-o", str(log)]
    worker = [sys.executable, "-c", WORKER, str(folder / "profile"), str(calls)]
    subprocess.run([*strace, *worker], cwd=ROOT, check=True, stdout=subprocess.DEVNULL)
    return list(_steps(log))


def _steps(log: Path):
    names: dict[int, str] = {}
    with log.open(encoding="ascii") as lines:
        for line in lines:
            found = _LINE.match(line)
            if found is None or int(found[3]) < 0:
                continue
            call, arguments, result = found[1], found[2], int(found[3])
            texts = [bytes.fromhex(text.replace("\\x", "")) for text in _TEXT.findall(arguments)]
            if call == "openat":
                names[result] = texts[0].decode()
                yield Step("open", names[result])
            elif call == "unlink":
                yield Step("unlink", texts[0].decode())
            else:
                yield from _on_descriptor(call, arguments, texts, names)


def _on_descriptor(call: str, arguments: str, texts: list[bytes], names: dict[int, str]):
    descriptor = int(arguments.split(",", 1)[0])
    path = names.get(descriptor, "")
    if call == "close":
        names.pop(descriptor, None)
    elif call == "write" and descriptor == 1:
        yield Step("ack", texts[0].decode().removeprefix("ack ").strip())
    elif not Path(path).name.startswith("callside.db"):
        return
    elif call == "pwrite64":
        yield Step("write", path, texts[0], int(arguments.rsplit(",", 1)[1]))
    elif call == "ftruncate":
        yield Step("truncate", path, offset=int(arguments.rsplit(",", 1)[1]))
    elif call in ("fsync", "fdatasync"):
        yield Step("sync", path)
    else:
        raise AssertionError(f"{call} on {path}")


@dataclass
class Disk:
    """The files as a cut at this moment may leave them."""

    synced: dict[str, bytearray] = field(default_factory=dict)
    waiting: dict[str, list[Step]] = field(default_factory=dict)
    acknowledged: set[str] = field(default_factory=set)

    def play(self, step: Step) -> None:
        """Let one step happen."""
        if step.kind == "ack":
            self.acknowledged.add(step.path)
        elif step.kind == "unlink":
            self.synced.pop(step.path, None)
            self.waiting.pop(step.path, None)
        elif step.kind == "sync":
            for waiting in self.waiting.pop(step.path, []):
                _apply(self.synced.setdefault(step.path, bytearray()), waiting)
        elif step.kind in ("write", "truncate"):
            self.waiting.setdefault(step.path, []).append(step)

    def cut(self, rng: random.Random) -> dict[str, bytes]:
        """The files after a cut now."""
        left = {path: bytearray(data) for path, data in self.synced.items()}
        for path, steps in self.waiting.items():
            share = rng.choice((0.0, 0.5, 0.9, 1.0))
            for step in steps:
                _apply_some(left.setdefault(path, bytearray()), step, share, rng)
        return {path: bytes(data) for path, data in left.items() if not path.endswith("-shm")}


def _apply(data: bytearray, step: Step) -> None:
    if step.kind == "truncate":
        del data[step.offset :]
        data.extend(bytes(step.offset - len(data)))
        return
    data.extend(bytes(max(0, step.offset - len(data))))
    data[step.offset : step.offset + len(step.data)] = step.data


def _apply_some(data: bytearray, step: Step, share: float, rng: random.Random) -> None:
    if step.kind == "truncate":
        if rng.random() < share:
            _apply(data, step)
        return
    for start in range(0, len(step.data), SECTOR):
        if rng.random() < share:
            _apply(data, Step("write", step.path, step.data[start : start + SECTOR], step.offset + start))
