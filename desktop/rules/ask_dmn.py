"""One decision of a DMN file asked by itself."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from typing import Any

from desktop.rules.ask import (
    Question,
    Unanswered,
    evaluated,
    json_value,
    loaded,
    question,
    reading,
    refused,
    undecided,
)
from desktop.rules.bundle import Bundle
from desktop.rules.clock import Zone
from desktop.rules.dmn_read import DmnImport, read_dmn
from desktop.rules.kleene import value_of
from desktop.rules.nodes import Node, names_in
from desktop.rules.problems import Problem, clip
from desktop.rules.seen import UNMENTIONED, Look

_HARMLESS = ("DMN006", "DMN008")
_FAULTY = ("DMN010", "DMN011")


@dataclass(frozen=True, slots=True)
class Calculation:
    """A decision that is a calculation over inputs and results of tables; None is null."""

    bundle: Bundle
    node: Node | None
    paths: Mapping[str, tuple[str, ...]]
    titles: Mapping[str, str]

    def answer(self, data: object, now: datetime, zone: Zone | None = None) -> Any:
        """The result for one set of inputs; None where an input is empty; Unanswered where one is not known."""
        found = evaluated(self.bundle, self.paths, data, now, zone)
        if self.node is None:
            return None
        result = value_of(self.node, found.seen)
        if result.look is Look.UNKNOWN:
            names = [n for n in names_in(self.node) if found.seen.get(n, UNMENTIONED).look is Look.UNKNOWN]
            waits = [w for n in names for w in (found.waits(n.split(".")[1]) if n.startswith("decision.") else (n,))]
            raise undecided(found, tuple(dict.fromkeys(waits)), self.paths, self.titles, data)
        return json_value(result.value)


def ask_dmn(text: str, file: str, decision: str | None) -> Question | Calculation:
    """A decision of a DMN file; without a name the only one, or the one the others lead to."""
    return ask_imported(read_dmn(text, file), file, decision)


def ask_imported(imported: DmnImport, file: str, decision: str | None) -> Question | Calculation:
    """A decision of a file that is read."""
    name, files = chosen(imported, decision)
    bundle = _loaded(files, file, imported)
    titles = {table_id: n for n, table_id in imported.tables.items()}
    node = imported.values.get(name)
    read = {fact for table in bundle.tables for fact in table.reads()} | set(names_in(node) if node is not None else ())
    paths = {fact: path for fact, path in imported.paths.items() if fact in read}
    if name in imported.values:
        return Calculation(bundle, node, paths, titles)
    asked = question(bundle, imported.tables[name], paths, tuple(imported.outputs[name]), titles)
    return replace(asked, open_is_null=name in imported.logic)


def chosen(imported: DmnImport, decision: str | None) -> tuple[str, dict[str, str]]:
    """The decision that is meant, and the files it needs; Unanswered when it is not to be had."""
    if not imported.files:
        raise refused(imported.problems)
    name = decision if decision is not None else _only(imported)
    if name not in imported.decisions:
        listed = list(imported.decisions)
        raise Unanswered("no_decision", f"There is no decision {clip(name)!r}; choose one of {_list(listed)}.")
    needed = _needed(imported, name)
    blocking = [p for p in imported.problems if _blocks(p, needed)]
    if blocking:
        raise refused(blocking)
    files = {"facts.toml": imported.files["facts.toml"]}
    ids = [imported.tables[n] for n in needed if n in imported.tables]
    return name, files | {f"tables/{table_id}.csv": imported.files[f"tables/{table_id}.csv"] for table_id in ids}


def _blocks(problem: Problem, needed: Sequence[str]) -> bool:
    if problem.code in _HARMLESS:
        return False
    return problem.rule_id in needed if problem.rule_id else problem.code in _FAULTY


def _loaded(files: Mapping[str, str], file: str, imported: DmnImport) -> Bundle:
    """The tables of the file; what is wrong with one is told of its decision: our lines are not theirs."""
    titles = {f"tables/{table_id}.csv": name for name, table_id in imported.tables.items()}
    try:
        return loaded(files, {})
    except Unanswered as error:
        ours = str(error.more.pop("file", ""))
        for key in ("line", "column"):
            error.more.pop(key, None)
        error.more |= {"file": file, "decision": titles.get(ours, "")}
        raise


def _only(imported: DmnImport) -> str:
    """The decision to ask when none is named."""
    names = list(imported.tables)
    if len(imported.decisions) == 1:
        return imported.decisions[0]
    read = {other for name in names for other in _needed(imported, name) if other != name}
    ends = [name for name in names if name not in read]
    if len(ends) != 1:
        raise Unanswered("no_decision", f"The file has several decisions; choose one of {_list(imported.decisions)}.")
    return ends[0]


def _list(names: Sequence[str]) -> str:
    return clip(", ".join(names) or "none", 200)


def _needed(imported: DmnImport, name: str) -> tuple[str, ...]:
    """A decision and those its table or its calculation reads, directly or not."""
    names = {table_id: n for n, table_id in imported.tables.items()}
    node = imported.values.get(name)
    starts = [n.split(".")[1] for n in names_in(node) if n.startswith("decision.")] if node is not None else []
    starts += [imported.tables[name]] if name in imported.tables else []
    found = [t for start in starts for t in reading(imported.files, start)]
    return tuple(dict.fromkeys((name, *(names[table_id] for table_id in found if table_id in names))))
