"""Files that a command is given: read with limits, and what cannot be read is one clear line."""

from __future__ import annotations

import json
import stat
from decimal import Decimal
from pathlib import Path
from typing import IO, Any

from desktop.commands.outcome import CommandError

_PIPES = ("/dev/fd", "/proc/self/fd")
"""Where a shell puts the output of a command that stands in the place of a file; /dev/stdin is one of them."""


def opened(path: Path) -> IO[bytes]:
    """A file to be read; CommandError for what is none, such as a folder or a pipe that nobody may ever write to."""
    try:
        mode = path.stat().st_mode
        handed = str(path) == "/dev/stdin" or str(path.parent) in _PIPES
        if not stat.S_ISREG(mode) and not (handed and not stat.S_ISDIR(mode)):
            raise CommandError(f"{path} is {'a folder' if stat.S_ISDIR(mode) else 'no file'}.")
        return path.open("rb")
    except (OSError, ValueError) as error:
        raise CommandError(f"{path} cannot be read: {getattr(error, 'strerror', None) or error}.") from None


def folder_of(name: str) -> Path:
    """A folder that must be there."""
    folder = Path(name)
    if not name.strip() or not folder.is_dir():
        raise CommandError(f"{name} is a file, not a folder." if folder.is_file() else f"there is no folder {name!r}.")
    return folder


def text_of(path: Path, limit: int, what: str) -> str:
    """The text of a file of at most `limit` bytes that should be `what`, such as "a table"."""
    try:
        with opened(path) as file:
            data = file.read(limit + 1)
    except OSError as error:
        raise CommandError(f"{path} cannot be read: {error.strerror}.") from None
    if len(data) > limit:
        raise CommandError(f"{path} is too large to be {what}.")
    try:
        return data.decode("utf-8")
    except UnicodeDecodeError as error:
        line = data.count(b"\n", 0, error.start) + 1
        raise CommandError(f"{path}:{line}: this is not UTF-8 text; save the file as UTF-8.") from None


def exact_json(text: str) -> Any:
    """JSON with its numbers exact; ValueError also for NaN, for a name that stands twice and for endless nesting."""
    try:
        return json.loads(text, parse_float=Decimal, parse_constant=_no_number, object_pairs_hook=_once)
    except json.JSONDecodeError:
        raise
    except RecursionError:
        raise ValueError("it is nested too deeply") from None
    except ArithmeticError:
        raise ValueError("a number in it is too large") from None
    except ValueError as error:
        raise ValueError("a number in it has too many digits" if "digits" in str(error) else str(error)) from None


def _no_number(word: str) -> Any:
    raise ValueError(f"{word} is not a number")


def _once(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
    found = dict(pairs)
    if len(found) < len(pairs):
        names = [name for name, _ in pairs]
        twice = next(name for name in names if names.count(name) > 1)
        raise ValueError(f"{json.dumps(twice)[:80]} stands in it twice")
    return found


def line_of(text: str, name: str) -> tuple[int, int]:
    """The line and the column at which a name of a JSON object stands; (1, 1) where it is not found as written."""
    at = text.find(json.dumps(name, ensure_ascii=False))
    if at < 0:
        return 1, 1
    return text.count("\n", 0, at) + 1, at - text.rfind("\n", 0, at)
