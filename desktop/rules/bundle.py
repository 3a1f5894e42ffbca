"""A playbook's rules as one immutable whole: facts, tables in order, actions, policy."""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace

from desktop.rules.action_read import read_catalogue
from desktop.rules.actions import Catalogue
from desktop.rules.arbitrate import Policy
from desktop.rules.compiled import Compiled, compiled, conditions
from desktop.rules.misfits import again
from desktop.rules.nodes import (
    And,
    Between,
    Cmp,
    Has,
    In,
    Lit,
    Name,
    Node,
    Not,
    Or,
    State,
    TextTest,
    names_in,
)
from desktop.rules.overlap import has_no_overlap
from desktop.rules.policy_read import read_policy
from desktop.rules.problems import (
    MAX_PROBLEMS,
    MAX_RULES,
    Place,
    Problem,
    Severity,
    errors,
)
from desktop.rules.schema import Schema, read_schema
from desktop.rules.table_read import Draft, compile_draft, read_draft
from desktop.rules.tables import Hit, Table
from desktop.rules.toml_fields import placeholders
from desktop.rules.values import Key, Value, key_of, ordinal

ENGINE_FORMAT = "callside.rules/1"
MAX_CHAIN = 32
"""Tables that read one another, one behind the other."""
CALL_TYPE, PANELS, ALERTS = "call_type", "panels", "alerts"


@dataclass(frozen=True, slots=True)
class Bundle:
    """Everything the engine decides by; `tables` are ordered so that each reads earlier ones."""

    schema: Schema
    tables: tuple[Table, ...] = ()
    catalogue: Catalogue = field(default_factory=Catalogue)
    policy: Policy = field(default_factory=Policy)
    hash: str = ""
    constants: Mapping[str, tuple[Value, ...] | None] = field(default_factory=dict)
    said: frozenset[str] = frozenset()
    compiled: Compiled = field(default_factory=Compiled)

    def table(self, table_id: str) -> Table | None:
        """A table by its id."""
        return next((t for t in self.tables if t.id == table_id), None)

    @classmethod
    def load(cls, sources: Mapping[str, str]) -> Bundle | list[Problem]:
        """The bundle of these files, or everything that is wrong with them."""
        result = load_bundle(sources)
        return result.bundle if result.bundle is not None else list(result.problems)


@dataclass(frozen=True, slots=True)
class LoadResult:
    """A bundle, or None when an error refuses it; warnings come with a bundle.

    `read` is what could be read all the same: nothing decides by it, but more can be said to be wrong with it.
    """

    bundle: Bundle | None
    problems: tuple[Problem, ...]
    read: Bundle | None = None


def load_bundle(files: Mapping[str, str], languages: tuple[str, ...] = ()) -> LoadResult:
    """Read facts.toml, facts/*.toml, tables/*.csv, actions/*.toml and policy.toml; ignore others.

    `languages` are those in which everything has to be said, the first one first; nothing is asked for without them.
    """
    facts = {f: t for f, t in files.items() if _is(f, "facts.toml", "facts/", ".toml")}
    sheets = {f: t for f, t in files.items() if _is(f, "", "tables/", ".csv")}
    actions = {f: t for f, t in files.items() if _is(f, "", "actions/", ".toml")}
    schema, problems = read_schema(facts)
    drafts = _read_drafts(sheets, problems)
    if sum(len(draft.table.rows) for draft in drafts) > MAX_RULES:
        return LoadResult(None, _limited([*problems, Place().problem("CAP010", limit=MAX_RULES)]))
    whole = schema.with_facts(d for draft in drafts for d in draft.table.result_facts())
    tables = []
    for draft in drafts:
        table, found = compile_draft(draft, whole)
        if table.hit is Hit.UNIQUE and not errors(found):
            table = replace(table, no_overlap=has_no_overlap(table, whole))
        tables.append(table)
        problems += found
    ordered = _in_order(tables, problems)
    catalogue, found = read_catalogue(actions, whole, languages)
    problems += found
    policy, found = read_policy(files.get("policy.toml", ""), "policy.toml", catalogue.groups)
    problems += found
    _check_size(ordered, catalogue, problems)
    if errors(problems):
        return LoadResult(None, _limited(problems), Bundle(whole, ordered, catalogue, policy))
    bundle = Bundle(
        schema=whole,
        tables=ordered,
        catalogue=catalogue,
        policy=policy,
        hash=_hash({**facts, **sheets, **actions, "policy.toml": files.get("policy.toml", "")}),
        constants=constants_of(conditions(ordered, catalogue)),
        said=frozenset(_said(ordered, catalogue)),
        compiled=compiled(ordered, catalogue, policy, whole),
    )
    return LoadResult(bundle, _limited(problems))


def _is(file: str, exact: str, folder: str, ending: str) -> bool:
    return file == exact or (file.startswith(folder) and file.endswith(ending))


def _limited(problems: Sequence[Problem]) -> tuple[Problem, ...]:
    """Errors first within each file's order; an absurd number of problems is cut."""
    if len(problems) <= MAX_PROBLEMS:
        return tuple(problems)
    kept = sorted(problems, key=lambda p: not p.is_error)[:MAX_PROBLEMS]
    return (*kept, Problem("CAP011", Severity.NOTICE))


def _read_drafts(sheets: Mapping[str, str], problems: list[Problem]) -> list[Draft]:
    drafts: dict[str, Draft] = {}
    for file in sorted(sheets):
        draft, found = read_draft(sheets[file], file)
        problems += found
        if draft is None:
            continue
        if draft.table.id in drafts:
            problems.append(again(draft.table.place, draft.table.id, drafts[draft.table.id].table.place))
            continue
        drafts[draft.table.id] = draft
        if draft.table.hit is Hit.FIRST:
            place = draft.table.place
            problems.append(place.notice("TBL021"))
    return list(drafts.values())


def _in_order(tables: Sequence[Table], problems: list[Problem]) -> tuple[Table, ...]:
    """The tables so that each stands after those it reads; a circle is a problem, and so is a very long chain."""
    by_id = {table.id: table for table in tables}
    reads = {table.id: sorted(_tables_read(table) & by_id.keys(), reverse=True) for table in tables}
    done: dict[str, Table] = {}
    depth: dict[str, int] = {}
    for first in sorted(by_id):
        path: dict[str, list[str]] = {
            first: list(reads[first])
        }  # those being visited, each with what it still waits for
        while path:
            current = next(reversed(path))
            waits = path[current]
            if not waits or current in done:
                done[current] = by_id[current]
                depth[current] = 1 + max((depth.get(name, 0) for name in reads[current]), default=0)
                del path[current]
                continue
            needed = waits.pop()
            if needed in path:
                visited = list(path)
                circle = " > ".join((*visited[visited.index(needed) :], needed))
                problems.append(by_id[needed].place.problem("TBL012", id=needed, path=circle))
            elif needed not in done:
                path[needed] = list(reads[needed])
    deepest = max(depth, key=depth.__getitem__, default="")
    if deepest and depth[deepest] > MAX_CHAIN:
        problems.append(by_id[deepest].place.problem("CAP012", limit=MAX_CHAIN))
    return tuple(done.values())


def _tables_read(table: Table) -> set[str]:
    names = (name for name in table.reads() if name.startswith("decision."))
    return {name.split(".")[1] for name in names}


def _check_size(tables: Sequence[Table], catalogue: Catalogue, problems: list[Problem]) -> None:
    count = sum(len(table.rows) for table in tables) + len(catalogue.actions)
    if count > MAX_RULES:
        problems.append(Place().problem("CAP010", limit=MAX_RULES))


def _hash(files: Mapping[str, str]) -> str:
    digest = hashlib.sha256(ENGINE_FORMAT.encode())
    for file in sorted(files):
        for part in (file, files[file]):
            data = part.encode("utf-8", "surrogatepass")
            digest.update(len(data).to_bytes(8, "big") + data)
    return digest.hexdigest()


def _said(tables: Sequence[Table], catalogue: Catalogue) -> Iterator[str]:
    """The facts that values and texts show as they are."""
    outputs = (value for table in tables for row in table.rows for value in row.outputs if isinstance(value, str))
    actions = catalogue.actions.values()
    for text in (*outputs, *(text for action in actions for text in action.texts)):
        yield from placeholders(text)
    for action in actions:
        yield from names_in(action.value_expr) if action.value_expr is not None else ()


def constants_of(nodes: Iterator[Node]) -> dict[str, tuple[Value, ...] | None]:
    """Per fact the sorted constants it is compared with; None when every step of it counts."""
    found: dict[str, dict[Key, Value] | None] = {}
    for node in nodes:
        _collect(node, found)
    return {name: None if v is None else _sorted(v.values()) for name, v in found.items()}


def _sorted(values: Iterable[Value]) -> tuple[Value, ...]:
    return tuple(sorted(values, key=lambda v: ordinal(v) or ("", str(v))))


def _collect(node: Node, found: dict[str, dict[Key, Value] | None]) -> None:
    match node:
        case And(items) | Or(items):
            for item in items:
                _collect(item, found)
        case Not(item):
            _collect(item, found)
        case Cmp(_, Name(name), Lit(value)) | Cmp(_, Lit(value), Name(name)):
            _add(found, name, value)
        case Between(Name(name), Lit(low), Lit(high)):
            _add(found, name, low, high)
        case In(Name(name), items):
            _add(found, name, *(item.value for item in items))
        case Name(name) | State(Name(name)) | TextTest(_, Name(name)) | Has(_, Name(name)):
            _add(found, name)
        case _:
            found.update(dict.fromkeys(names_in(node)))


def _add(found: dict[str, dict[Key, Value] | None], name: str, *values: Value) -> None:
    held = found.setdefault(name, {})
    if held is not None:
        held.update({key_of(value): value for value in values})
