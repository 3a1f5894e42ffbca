"""One decision table asked by itself: plain data in, a plain result or the reason for none out."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import date, datetime, timedelta
from decimal import Decimal
from typing import Any

from desktop.rules.bundle import Bundle, load_bundle
from desktop.rules.clock import FixedZone, Zone
from desktop.rules.dmn_cells import iso_duration
from desktop.rules.evaluate import evaluate
from desktop.rules.evaluation import Evaluation, Inputs
from desktop.rules.facts import Fact, FactSet
from desktop.rules.feel_lexer import read_iso_duration
from desktop.rules.hitpolicy import Decided, Outputs, TableResult
from desktop.rules.infer import inferred_facts
from desktop.rules.likeness import did_you_mean
from desktop.rules.problems import Problem, clip, errors
from desktop.rules.read_values import read_plain, said, wanted
from desktop.rules.schema import FactDef
from desktop.rules.tables import Status, Table
from desktop.rules.values import Kind, Money, Type, Value, datetime_text, plain

_READS = re.compile(r"\bdecision\.([a-z][a-z0-9_]*)")
_FRACTION = re.compile(r"\.?0+(?=(?:Z|[+-]\d{2}:\d{2})$)(?<=\.\d{6})")
_MISSING = object()
MOST_NAMED = 20
"""Names in the inputs that nothing asks for and that are told."""


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
    """A table ready to be asked; `paths` tells where the inputs stand in the data.

    `bundle` has every table awake, `written` as they were written, with their status and dates.
    `nests`: outputs with dots in their names are parts of objects.
    `open_is_null`: what could still be either true or false is answered with None, as in FEEL's logic.
    """

    bundle: Bundle
    written: Bundle
    table: Table
    paths: Mapping[str, tuple[str, ...]]
    outputs: tuple[str, ...]
    tables: Mapping[str, str] = field(default_factory=dict)
    open_is_null: bool = False
    nests: bool = False

    def answer(self, data: object, now: datetime, zone: Zone | None = None) -> Any:
        """The result for one set of inputs: a scalar, an object, a list or None; Unanswered otherwise."""
        found = evaluated(self.bundle, self.paths, data, now, zone)
        result = found.results[self.table.id]
        if result.status is Decided.FAILED:
            raise conflict(self.table, result, self.tables)
        if result.is_decided and not result.unsettled:
            return self._shaped(result)
        reason = undecided(found, found.waits(self.table.id), self.paths, self.tables, data)
        if self.open_is_null and reason.code == "undecided":
            return None
        reason.more["candidates"] = self._candidates(result)
        raise reason

    def _shaped(self, result: TableResult) -> Any:
        if self.table.hit.is_number:
            return json_value(result.first[0]) if result.first else None
        if self.table.hit.is_single:
            return self._outputs(result.first) if result.first else None
        return [self._outputs(outputs) for outputs in result.results]

    def _outputs(self, outputs: Outputs) -> Any:
        values = [json_value(value) for value in outputs]
        named = dict(zip(self.outputs, values, strict=True))
        return values[0] if len(values) == 1 else _nested(named) if self.nests else named

    def _candidates(self, result: TableResult) -> list[Any]:
        rows = dict.fromkeys((*result.rows, *result.unknown))
        return [self._outputs(self.table.rows[row].outputs) for row in rows]


def _nested(flat: Mapping[str, Any]) -> dict[str, Any]:
    whole: dict[str, Any] = {}
    for name, value in flat.items():
        *above, last = name.split(".")
        held = whole
        for step in above:
            held = held.setdefault(step, {})
        held[last] = value
    return whole


def evaluated(
    bundle: Bundle, paths: Mapping[str, tuple[str, ...]], data: object, now: datetime, zone: Zone | None
) -> Evaluation:
    """What the bundle says about plain data; Unanswered for data that do not fit."""
    if not isinstance(data, Mapping):
        raise Unanswered("input", "The inputs must be one JSON object.")
    facts = []
    for name, path in paths.items():
        raw = _at(data, path)
        if raw is not _MISSING:
            facts.append(_fact(bundle.schema.facts[name], ".".join(path), raw))
    return evaluate(bundle, Inputs(FactSet.of(facts), now, zone or FixedZone(), None))


def conflict(table: Table, result: TableResult, titles: Mapping[str, str]) -> Unanswered:
    """Rows of a table that must not match together."""
    rows = [table.rows[row].id for row in result.rows]
    title = titles.get(table.id, table.id)
    return Unanswered("conflict", f"Several rows of {title} match: {', '.join(rows[:5])}.", rows=rows)


def undecided(
    found: Evaluation,
    waits: Sequence[str],
    paths: Mapping[str, tuple[str, ...]],
    titles: Mapping[str, str],
    data: object,
) -> Unanswered:
    """Why there is no answer yet: a conflict in an earlier table, or inputs that are not known.

    Names in the data that nothing asks for are told, and which of the missing ones they may be meant for.
    """
    for table in found.bundle.tables:
        earlier = found.results.get(table.id)
        if earlier is not None and earlier.status is Decided.FAILED:
            return conflict(table, earlier, titles)
    names = [".".join(paths.get(name, (name,))) for name in waits]
    message = f"Not decided yet; it depends on {', '.join(names[:5])}."
    more: dict[str, object] = {"waiting_for": names}
    strangers = (
        _strangers(data, ["", *(".".join(path) for path in paths.values())]) if isinstance(data, Mapping) else []
    )
    for stranger in strangers[:1]:
        likely = did_you_mean(stranger, names)
        message += f" Nothing is called {clip(stranger)}" + (f"; did you mean {likely}?" if likely else " here.")
        more["unknown"] = strangers[:MOST_NAMED]
    return Unanswered("undecided", message, **more)


def _strangers(data: Mapping[str, object], known: Sequence[str], before: str = "") -> list[str]:
    """The names in the data that neither are nor hold an input."""
    found = []
    for key, held in data.items():
        name = before + str(key)
        if name in known:
            continue
        if not any(path.startswith(name + ".") for path in known):
            found.append(name)
        elif isinstance(held, Mapping):
            found += _strangers(held, known, name + ".")
        if len(found) >= MOST_NAMED:
            break
    return found


def _at(data: Mapping[str, object], path: Sequence[str]) -> object:
    """The value at a path: of nested objects, or under the whole name; _MISSING when it is not there."""
    whole = ".".join(path)
    if whole in data:
        inside = data.get(path[0])
        if len(path) > 1 and isinstance(inside, Mapping) and path[1] in inside:
            raise Unanswered("input", f"{whole} is given twice: by its whole name and inside {path[0]}.", input=whole)
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
        message = f"{path} must be {wanted(definition.type)}, found {said(raw)}."
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


def json_value(value: Value | None) -> Any:
    """A value as JSON data: numbers stay exact, dates, instants and durations are ISO text."""
    if isinstance(value, Money):
        return f"{plain(value.amount)} {value.currency}"
    if isinstance(value, datetime):
        return _FRACTION.sub("", datetime_text(value))
    if isinstance(value, date):
        return value.isoformat()
    if isinstance(value, timedelta):
        return iso_duration(value)
    return sorted(value) if isinstance(value, frozenset) else value


def ask_csv(files: Mapping[str, str], table_id: str, shown: Mapping[str, str]) -> Question:
    """A table among playbook files; without facts their types are taken from its cells.

    `shown` gives the files' own names, for problems.
    """
    known = dict(files)
    if not any(name.startswith("facts") for name in known):
        known["facts.toml"] = inferred_facts([text for name, text in files.items() if name.endswith(".csv")])
    reads = reading(known, table_id)
    kept = {name: text for name, text in known.items() if not name.startswith("tables/") or _stem(name) in reads}
    bundle = loaded(kept, shown)
    # the table stands behind those it reads, whatever its file is called
    return ask_bundle(bundle, bundle.tables[-1].id)


def ask_bundle(bundle: Bundle, table_id: str) -> Question:
    """A table of a bundle, each fact standing in the data under the parts of its name."""
    table = bundle.table(table_id)
    if table is None:
        raise Unanswered("no_table", f"The playbook has no table {clip(table_id)!r}.")
    derived = {name for name, definition in bundle.schema.facts.items() if definition.derive is not None}
    names = [n for n in bundle.schema.facts if n not in derived and not n.startswith("decision.")]
    return question(bundle, table.id, {name: tuple(name.split(".")) for name in names}, table.output_names, {})


def question(
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
    return Question(awake, bundle, table, {n: p for n, p in paths.items() if n in bundle.schema.facts}, outputs, titles)


def loaded(files: Mapping[str, str], shown: Mapping[str, str]) -> Bundle:
    """The bundle of some files; Unanswered with the first error, by the files' shown names."""
    found = load_bundle(files)
    if found.bundle is None:
        raise refused([replace(p, file=shown.get(p.file, p.file)) for p in errors(found.problems)])
    return found.bundle


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


def reading(files: Mapping[str, str], table_id: str) -> tuple[str, ...]:
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
