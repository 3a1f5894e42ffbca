"""`callside table FILE --save OUT`: a table from CSV to DMN, and from DMN or JDM to CSV."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path

from desktop.commands.outcome import CommandError
from desktop.rules.ask import Question
from desktop.rules.ask_dmn import chosen
from desktop.rules.dmn_read import DmnImport, read_dmn
from desktop.rules.dmn_write import write_dmn
from desktop.rules.problems import errors
from desktop.rules.tables import Table


def save_dmn(question: Question, out: Path) -> tuple[list[Path], list[str]]:
    """Write a table and those it reads as one DMN file; the file, and what DMN cannot say."""
    bundle = question.written
    tables = {table.id: table for table in bundle.tables}
    needed = _needed(question.table.id, tables)
    text, notices = write_dmn([t for t in bundle.tables if t.id in needed], bundle.schema, out.stem)
    if errors(read_dmn(text, str(out)).problems):
        raise CommandError(f"{question.table.id} holds signs that XML cannot write.")
    _write(out, text)
    return [out], [notice.text for notice in notices]


def _needed(table_id: str, tables: Mapping[str, Table]) -> set[str]:
    """A table and those it reads, directly or not."""
    found: set[str] = set()
    todo = [table_id]
    while todo:
        name = todo.pop()
        if name in tables and name not in found:
            found.add(name)
            todo += [fact.split(".")[1] for fact in tables[name].reads() if fact.startswith("decision.")]
    return found


def save_csv(imported: DmnImport, decision: str | None, out: Path) -> tuple[list[Path], list[str]]:
    """Write a decision as a table, its facts and the tables it reads beside it; the files, and what is left out.

    A file beside it that says something else is not overwritten.
    """
    name, files = chosen(imported, decision)
    if name not in imported.tables:
        raise CommandError(f"{name} is a calculation, which no table can hold.")
    own = f"tables/{imported.tables[name]}.csv"
    targets = {out if file == own else out.parent / file.removeprefix("tables/"): file for file in files}
    if len(targets) < len(files):
        raise CommandError(f"{out} has the name of another file that is needed; choose another name.")
    for target, file in targets.items():
        if target != out and target.exists() and target.read_bytes() != files[file].encode("utf-8"):
            raise CommandError(f"{target} is there already and says something else; save into another folder.")
    # The table itself first: what is wrong with its place is told of its own name.
    saved = sorted(targets, key=lambda target: target != out)
    for target in saved:
        _write(target, files[targets[target]])
    return saved, [p.text for p in imported.problems if p.rule_id in ("", name)]


def _write(path: Path, text: str) -> None:
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
    except OSError as error:
        raise CommandError(f"the folder {path.parent} cannot be made: {error.strerror}.") from None
    try:
        path.write_bytes(text.encode("utf-8"))
    except OSError as error:
        raise CommandError(f"{path} cannot be written: {error.strerror}.") from None
