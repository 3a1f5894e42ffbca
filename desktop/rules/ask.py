"""One decision table asked by itself: plain data in, a plain result or the reason for none out."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import date, datetime, timedelta
from decimal import Decimal
from typing import Any

from desktop.rules.bundle import Bundle, load_bundle
from desktop.rules.clock import FixedZone, Zone
from desktop.rules.dmn_cells import iso_duration, read_iso_duration
from desktop.rules.dmn_read import DmnImport, read_dmn
from desktop.rules.evaluate import evaluate
from desktop.rules.evaluation import Evaluation, Inputs
from desktop.rules.facts import Fact, FactSet
from desktop.rules.hitpolicy import Decided, Outputs, TableResult
from desktop.rules.infer import inferred_facts
from desktop.rules.problems import Problem, clip, errors
from desktop.rules.read_values import read_plain
from desktop.rules.schema import FactDef
from desktop.rules.tables import Status, Table
from desktop.rules.values import Kind, Money, Type, Value, datetime_text, plain

_READS = re.compile(r"\bdecision\.([a-z][a-z0-9_]*)")
_MISSING = object()


class Unanswered(Exception):
    """A question without an answer: a code, a sentence, and what else helps to mend it."""

    def __init__(self, code: str, message: str, **more: object) -> None:
        """Keep what the host shows."""
        super().__init__(message)
        self.code = code
        self.message = message
        self.more = more

    def report(self) -> dict[str, Any]:
        """The error as plain data."""
        return {"code": self.code, "message": self.message, **self.more}


@dataclass(frozen=True, slots=True)
class Question:
    """A table ready to be asked; `paths` tells where the inputs stand in the data."""

    bundle: Bundle
    table: Table
    paths: Mapping[str, tuple[str, ...]]
    outputs: tuple[str, ...]
    tables: Mapping[str, str] = field(default_factory=dict)

    def answer(self, data: object, now: datetime, zone: Zone | None = None) -> Any:
        """The result for one set of inputs: a scalar, an object, a list or None; Unanswered otherwise."""
        if not isinstance(data, Mapping):
            raise Unanswered("input", "The inputs must be one JSON object.")
        facts = FactSet.of(self._facts(data))
        found = evaluate(self.bundle, Inputs(facts, now, zone or FixedZone(), None))
        result = found.results[self.table.id]
        if result.status is Decided.FAILED:
            raise self._conflict(self.table, result)
        if not result.is_decided or result.unsettled:
            raise self._undecided(found, result)
        return self._shaped(result)

    def _facts(self, data: Mapping[str, object]) -> Iterable[Fact]:
        for name, path in self.paths.items():
            raw = _at(data, path)
            if raw is _MISSING:
                continue
            yield _fact(self.bundle.schema.facts[name], ".".join(path), raw)

    def _shaped(self, result: TableResult) -> Any:
        if self.table.hit.is_number:
            return json_value(result.first[0]) if result.first else None
        if self.table.hit.is_single:
            return self._outputs(result.first) if result.first else None
        return [self._outputs(outputs) for outputs in result.results]

    def _outputs(self, outputs: Outputs) -> Any:
        values = [json_value(value) for value in outputs]
        return values[0] if len(values) == 1 else dict(zip(self.outputs, values, strict=True))

    def _conflict(self, table: Table, result: TableResult) -> Unanswered:
        rows = [table.rows[row].id for row in result.rows]
        title = self.tables.get(table.id, table.id)
        return Unanswered("conflict", f"Several rows of {title} match: {', '.join(rows[:5])}.", rows=rows)

    def _undecided(self, found: Evaluation, result: TableResult) -> Unanswered:
        for table in self.bundle.tables:
            earlier = found.results.get(table.id)
            if earlier is not None and earlier.status is Decided.FAILED:
                return self._conflict(table, earlier)
        names = [".".join(self.paths.get(name, (name,))) for name in found.waits(self.table.id)]
        rows = dict.fromkeys((*result.rows, *result.unknown))
        candidates = [self._outputs(self.table.rows[row].outputs) for row in rows]
        message = f"Not decided yet; it depends on {', '.join(names[:5])}."
        return Unanswered("undecided", message, waiting_for=names, candidates=candidates)


def _at(data: Mapping[str, object], path: Sequence[str]) -> object:
    """The value at a path: of nested objects, or under the whole name; _MISSING when it is not there."""
    whole = ".".join(path)
    if whole in data:
        return data[whole]
    held: object = data
    for length, step in enumerate(path):
        if held is None:
            return None
        if not isinstance(held, Mapping):
            name = ".".join(path[:length])
            raise Unanswered("input", f"{name} must be an object with {step}.", input=name)
        if step not in held:
            return _MISSING
        held = held[step]
    return held


def _fact(definition: FactDef, path: str, raw: object) -> Fact:
    if raw is None and not definition.nullable:
        raise Unanswered("input", f"{path} must not be empty.", input=path)
    if raw is None:
        return Fact.absent(definition.name)
    value = _value(definition.type, raw)
    if value is None:
        found = clip(repr(raw) if isinstance(raw, str) else str(raw), 40)
        message = f"{path} must be {_words(definition.type)}, found {found}."
        raise Unanswered("input", message, input=path)
    return Fact.known(definition.name, value)


def _value(type_: Type, raw: object) -> Value | None:
    if type_.kind in (Kind.INT, Kind.DECIMAL) and isinstance(raw, str):
        return None
    if type_.kind is Kind.INT and isinstance(raw, Decimal) and raw.is_finite() and raw.adjusted() < 28:
        raw = int(raw) if raw == raw.to_integral_value() else raw
    if type_.kind is Kind.DURATION and isinstance(raw, str):
        span = read_iso_duration(raw)
        raw = span if span is not None else raw
    return read_plain(type_, raw)


_WORDS = {
    Kind.BOOL: "true or false",
    Kind.DATE: "a date such as 2026-12-03",
    Kind.DATETIME: "an instant with its offset, such as 2026-12-03T10:15:00Z",
    Kind.DURATION: "a duration such as P1DT2H or 90min",
    Kind.SET: "a list of its members",
}


def _words(type_: Type) -> str:
    if type_.kind is Kind.ENUM:
        return f"one of {clip(', '.join(type_.ids), 120)}"
    return _WORDS.get(type_.kind, type_.words)


def json_value(value: Value | None) -> Any:
    """A value as JSON data: numbers stay exact, dates, instants and durations are ISO text."""
    if isinstance(value, Money):
        return f"{plain(value.amount)} {value.currency}"
    if isinstance(value, datetime):
        return datetime_text(value)
    if isinstance(value, date):
        return value.isoformat()
    if isinstance(value, timedelta):
        return iso_duration(value)
    return sorted(value) if isinstance(value, frozenset) else value


def ask_dmn(text: str, file: str, decision: str | None) -> Question:
    """A decision of a DMN file; without a name the only one, or the one the others lead to."""
    imported = read_dmn(text, file)
    if not imported.files:
        raise refused(imported.problems)
    name = decision if decision is not None else _only(imported)
    if name not in imported.decisions:
        listed = list(imported.decisions)
        raise Unanswered("no_decision", f"There is no decision {clip(name)!r}; choose one of {_list(listed)}.")
    needed = _needed(imported, name)
    blocking = [p for p in imported.problems if p.code == "DMN005" and p.rule_id in needed]
    if blocking:
        raise refused(blocking)
    files = {"facts.toml": imported.files["facts.toml"]}
    files |= {f"tables/{imported.tables[n]}.csv": imported.files[f"tables/{imported.tables[n]}.csv"] for n in needed}
    bundle = _loaded(files, dict.fromkeys(files, file))
    titles = {table_id: name for name, table_id in imported.tables.items()}
    table_id = imported.tables[name]
    return _question(bundle, table_id, imported.paths, tuple(imported.outputs[name]), titles)


def ask_csv(files: Mapping[str, str], table_id: str, shown: Mapping[str, str]) -> Question:
    """A table among playbook files; without facts their types are taken from its cells.

    `shown` gives the files' own names, for problems.
    """
    known = dict(files)
    if not any(name.startswith("facts") for name in known):
        known["facts.toml"] = inferred_facts([text for name, text in files.items() if name.endswith(".csv")])
    reads = _reading(known, table_id)
    kept = {name: text for name, text in known.items() if not name.startswith("tables/") or _stem(name) in reads}
    bundle = _loaded(kept, shown)
    # the table stands behind those it reads, whatever its file is called
    return ask_bundle(bundle, bundle.tables[-1].id)


def ask_bundle(bundle: Bundle, table_id: str) -> Question:
    """A table of a bundle, each fact standing in the data under the parts of its name."""
    table = bundle.table(table_id)
    if table is None:
        raise Unanswered("no_table", f"The playbook has no table {clip(table_id)!r}.")
    derived = {name for name, definition in bundle.schema.facts.items() if definition.derive is not None}
    names = [n for n in bundle.schema.facts if n not in derived and not n.startswith("decision.")]
    return _question(bundle, table.id, {name: tuple(name.split(".")) for name in names}, table.output_names, {})


def _question(
    bundle: Bundle,
    table_id: str,
    paths: Mapping[str, tuple[str, ...]],
    outputs: tuple[str, ...],
    titles: Mapping[str, str],
) -> Question:
    """The question, with drafts and tables of other days answering too: they were asked for."""
    tables = tuple(replace(t, status=Status.ACTIVE, effective_from=None, effective_to=None) for t in bundle.tables)
    awake = replace(bundle, tables=tables)
    table = awake.table(table_id)
    assert table is not None
    return Question(awake, table, {n: p for n, p in paths.items() if n in bundle.schema.facts}, outputs, titles)


def _loaded(files: Mapping[str, str], shown: Mapping[str, str]) -> Bundle:
    loaded = load_bundle(files)
    if loaded.bundle is None:
        raise refused([replace(p, file=shown.get(p.file, p.file)) for p in errors(loaded.problems)])
    return loaded.bundle


def refused(problems: Sequence[Problem]) -> Unanswered:
    """The first problem, as the reason why nothing can be answered."""
    problem = problems[0]
    more: dict[str, object] = {"file": problem.file, "line": problem.span.line, "column": problem.span.col}
    if "element" in problem.params:
        more["element"] = problem.params["element"]
    if problem.rule_id:
        more["rule"] = problem.rule_id
    if len(problems) > 1:
        more["further"] = [p.text for p in problems[1:20]]
    return Unanswered(problem.code, problem.text, **more)


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
    """A decision and those its table reads, directly or not."""
    names = {table_id: n for n, table_id in imported.tables.items()}
    if name not in imported.tables:
        return (name,)
    return tuple(names[table_id] for table_id in _reading(imported.files, imported.tables[name]) if table_id in names)


def _reading(files: Mapping[str, str], table_id: str) -> tuple[str, ...]:
    """A table and those it reads, directly or not, as far as their files are there."""
    found: dict[str, None] = {}
    todo = [table_id]
    while todo:
        name = todo.pop()
        text = files.get(f"tables/{name}.csv")
        if name not in found and text is not None:
            found[name] = None
            todo += _READS.findall(text)
    return tuple(found)


def _stem(file: str) -> str:
    return file.rsplit("/", 1)[-1].removesuffix(".csv")
