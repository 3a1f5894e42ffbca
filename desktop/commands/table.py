"""`callside table`: one decision table, asked line by line."""

from __future__ import annotations

import argparse
import json
import re
import sys
from collections.abc import Iterator
from contextlib import nullcontext
from datetime import UTC, datetime
from decimal import Decimal
from pathlib import Path
from typing import IO, Any

from desktop.commands.files import exact_json, opened, text_of
from desktop.commands.outcome import NO, USAGE, YES, CommandError
from desktop.commands.table_save import save_csv, save_dmn
from desktop.playbook.loader import load_playbook
from desktop.playbook.problems import PlaybookError
from desktop.rules.ask import Question, Unanswered, ask_bundle, ask_csv
from desktop.rules.ask_dmn import Calculation, ask_dmn
from desktop.rules.dmn_read import read_dmn
from desktop.rules.jdm_read import ask_jdm, read_jdm
from desktop.rules.values import plain

LARGEST_TABLE = 4 * 1024 * 1024
LARGEST_LINE = 1_000_000


def table(arguments: argparse.Namespace) -> int:
    """Print the answer to each line of inputs; 1 when one of them has none."""
    if arguments.save is not None:
        return save_table(arguments)
    question = _question(arguments)
    now, worst = datetime.now(UTC), YES
    from_stdin = arguments.inputs == "-"
    with nullcontext(sys.stdin.buffer) if from_stdin else opened(Path(arguments.inputs)) as lines:
        for number, line in enumerate(_whole(lines), 1):
            if not line.strip():
                continue
            answer = question if isinstance(question, Unanswered) else _answer(question, line, now)
            failed = isinstance(answer, Unanswered)
            worst = NO if failed else worst
            _say(number, answer, as_json=arguments.json)
    return worst


def _question(arguments: argparse.Namespace) -> Question | Calculation | Unanswered:
    """The table, or why it cannot be asked; with --json each line then gets the reason."""
    try:
        return _load(Path(arguments.file), arguments.decision)
    except Unanswered as reason:
        if arguments.json and reason.code != "no_decision":
            return reason
        raise as_command_error(reason) from None


def as_command_error(reason: Unanswered) -> CommandError:
    """The reason as one line that starts with the place."""
    at = f"{reason.more['file']}:{reason.more['line']}: " if "line" in reason.more else ""
    return CommandError(at + reason.message)


def save_table(arguments: argparse.Namespace) -> int:
    """Write the table in the other format; what that loses is listed."""
    path, out = Path(arguments.file), Path(arguments.save)
    kinds = (path.suffix.lower(), out.suffix.lower())
    if kinds not in ((".csv", ".dmn"), (".dmn", ".csv"), (".json", ".csv")):
        raise CommandError("a table is saved from .csv to .dmn, or from .dmn or .json to .csv.", USAGE)
    try:
        if kinds[0] == ".csv":
            question = _load(path, arguments.decision)
            assert isinstance(question, Question)
            saved, notices = save_dmn(question, out)
        else:
            read = read_dmn if kinds[0] == ".dmn" else read_jdm
            saved, notices = save_csv(read(_text(path), str(path)), arguments.decision, out)
    except Unanswered as reason:
        raise as_command_error(reason) from None
    if arguments.json:
        print(json.dumps({"saved": [str(file) for file in saved], "notices": notices}))
    else:
        print("\n".join([f"Saved: {', '.join(map(str, saved))}", *notices]))
    return YES


def _load(path: Path, decision: str | None) -> Question | Calculation:
    ending = path.suffix.lower()
    if ending == ".dmn":
        return ask_dmn(_text(path), str(path), decision)
    if ending == ".json":
        return ask_jdm(_text(path), str(path), decision)
    if ending != ".csv":
        raise CommandError(f"{path} is no .csv, .dmn or .json file.")
    if decision is not None:
        raise CommandError("--decision is for .dmn and .json files; a .csv file is one table.", USAGE)
    home = path.absolute().parent.parent
    if path.parent.name == "tables" and (home / "playbook.toml").is_file():
        return _of_playbook(path, home)
    files = _playbook_files(path)
    shown = {name: str(file) for name, file in files.items()}
    return ask_csv({name: _text(file) for name, file in files.items()}, path.stem, shown)


def _of_playbook(path: Path, folder: Path) -> Question:
    """A table of a whole playbook, with the facts that Callside supplies."""
    try:
        playbook = load_playbook(folder)
    except PlaybookError as error:
        found = [str(problem) for problem in error.problems]
        own = [text for text in found if text.startswith(f"tables/{path.name}:")]
        raise Unanswered("playbook", (own or found)[0]) from None
    named = re.search(r"\bid=([a-z0-9_.]+)", _text(path).split("\n", 1)[0])
    return ask_bundle(playbook.bundle, named[1] if named else path.stem)


def _playbook_files(path: Path) -> dict[str, Path]:
    """The table, the tables beside it which it may read, and the facts beside or above it."""
    beside = sorted(p for p in path.parent.glob("*.csv") if p != path and p.is_file())
    files = {f"tables/{p.name}": p for p in (*beside, path)}
    for folder in (path.parent, path.absolute().parent.parent):
        facts = [folder / "facts.toml"] if (folder / "facts.toml").is_file() else []
        facts += sorted((folder / "facts").glob("*.toml"))
        if facts:
            return files | {f.relative_to(folder).as_posix(): f for f in facts}
    return files


def _text(path: Path) -> str:
    return text_of(path, LARGEST_TABLE, "a table")


def _whole(lines: IO[bytes]) -> Iterator[bytes]:
    """The lines; of one that is too long only the beginning, which no longer is JSON."""
    while line := lines.readline(LARGEST_LINE):
        yield line
        while not line.endswith(b"\n") and len(line) == LARGEST_LINE:
            line = lines.readline(LARGEST_LINE)


def _answer(question: Question | Calculation, line: bytes, now: datetime) -> Any:
    try:
        data = exact_json(line.decode("utf-8-sig"))
    except UnicodeDecodeError:
        return Unanswered("json", "The line is not UTF-8 text.")
    except ValueError as error:
        return Unanswered("json", f"The line is not JSON: {str(error)[:120]}.")
    try:
        return question.answer(data, now)
    except Unanswered as reason:
        return reason


def _say(number: int, answer: Any, *, as_json: bool) -> None:
    failed = isinstance(answer, Unanswered)
    if as_json:
        print(as_text({"error": answer.report()} if failed else {"result": answer}))
    else:
        print(f"{number}: {answer.message if failed else as_text(answer)}")


def as_text(data: Any) -> str:
    """JSON in which exact decimals stay exact numbers."""
    if isinstance(data, Decimal):
        return plain(data)
    if isinstance(data, dict):
        return "{" + ", ".join(f"{json.dumps(str(k))}: {as_text(v)}" for k, v in data.items()) + "}"
    if isinstance(data, list | tuple):
        return "[" + ", ".join(as_text(item) for item in data) + "]"
    return json.dumps(data)
