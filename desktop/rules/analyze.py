"""What is wrong with tables and actions before anybody uses them."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import timedelta

from desktop.rules.actions import CONDITION_GATES, FOREVER, Action, Outcome
from desktop.rules.boxes import Box, Space, space_of
from desktop.rules.bundle import Bundle
from desktop.rules.compiled import conditions
from desktop.rules.gaps import MAX_STEPS, Answer, PointMasks, find_gap
from desktop.rules.nodes import Node, all_of, names_in
from desktop.rules.overlap import MAX_WORK, Overlaps
from desktop.rules.problems import Place, Problem, Severity
from desktop.rules.schema import Schema
from desktop.rules.tables import Hit, Row, Table
from desktop.rules.toml_fields import placeholders
from desktop.rules.values import Value, literal_text

MAX_PAIRS = 200
MAX_UNIONS = 300
MAX_COVERS = 1_500
LONG_PAUSE = timedelta(days=365)


@dataclass(frozen=True, slots=True)
class Finding:
    """One finding: the rules it is about and, where there is one, facts that show it.

    `possible` marks findings that rest on tests which depend on each other in ways that are
    not looked into.
    """

    problem: Problem
    rules: tuple[str, ...]
    witness: Mapping[str, Value | None] = field(default_factory=dict)
    possible: bool = False


def analyze(bundle: Bundle) -> tuple[Finding, ...]:
    """All findings about a bundle."""
    found: list[Finding] = []
    for table in bundle.tables:
        found += analyze_table(table, bundle.schema)
    for action in bundle.catalogue.actions.values():
        found += _action(action, bundle)
    found += _unused(bundle)
    return tuple(found)


def analyze_table(table: Table, schema: Schema, steps: int = MAX_STEPS) -> tuple[Finding, ...]:
    """The findings about one table."""
    space = space_of([row.condition for row in table.rows], schema)
    masks = PointMasks(space)
    found = [*_rows(table, space, masks, steps), *_pairs(table, space), *_covered(table, space, masks, steps)]
    found += _gap(table, space, masks, steps)
    if table.effective_from and table.effective_to and table.effective_to < table.effective_from:
        found.append(_finding(table.place, "CHK008", Severity.ERROR, (table.id,), rule=table.id))
    return tuple(found)


def _finding(
    place: Place,
    code: str,
    severity: Severity,
    rules: tuple[str, ...],
    shown_by: Mapping[str, Value | None] | None = None,
    possible: bool = False,
    /,
    **params: object,
) -> Finding:
    texts = {key: str(value) for key, value in params.items()}
    problem = place.put(Problem(code, severity, params=texts))
    return Finding(problem, rules, shown_by or {}, possible)


def _rows(table: Table, space: Space, masks: PointMasks, steps: int) -> Iterator[Finding]:
    """Rows that are never or always true."""
    for number, row in enumerate(table.rows):
        boxes = space.of_rule.get(number, ())
        if all(space.is_empty(box) for box in boxes):
            yield _finding(row.place, "CHK001", Severity.ERROR, (row.id,), rule=row.id)
        elif names_in(row.condition) and find_gap(space, boxes, steps=steps, masks=masks).answer is Answer.NONE:
            yield _finding(row.place, "CHK002", Severity.WARNING, (row.id,), rule=row.id)


def _pairs(table: Table, space: Space) -> Iterator[Finding]:
    """Rows that can be true together where the hit policy does not want that."""
    if table.hit not in (Hit.UNIQUE, Hit.ANY):
        return
    overlaps = Overlaps(space)
    if overlaps.work > MAX_WORK:
        why = f"overlaps of {table.id}: the table is too large"
        yield _finding(table.place, "CHK010", Severity.NOTICE, (table.id,), why=why)
        return
    seen: set[tuple[int, int]] = set()
    code = "CHK003" if table.hit is Hit.UNIQUE else "CHK004"
    for a, b in overlaps.pairs():
        rows = table.rows[a.rule], table.rows[b.rule]
        if (a.rule, b.rule) in seen or (table.hit is Hit.ANY and rows[0].outputs == rows[1].outputs):
            continue
        seen.add((a.rule, b.rule))
        if len(seen) > MAX_PAIRS:
            return
        yield _overlap(code, rows, a, b, space)


def _overlap(code: str, rows: tuple[Row, Row], a: Box, b: Box, space: Space) -> Finding:
    facts = dict.fromkeys([*a.allowed, *b.allowed])
    shared = {f: a.allowed.get(f, -1) & b.allowed.get(f, -1) & space.domains[f].bits for f in facts}
    possible = not (a.is_exact and b.is_exact)
    severity = Severity.WARNING if possible else Severity.ERROR
    ids = (rows[0].id, rows[1].id)
    return _finding(rows[1].place, code, severity, ids, space.witness(shared), possible, rule=ids[0], other=ids[1])


def _covered(table: Table, space: Space, masks: PointMasks, steps: int) -> Iterator[Finding]:
    """Rows that earlier (F) or better (P) rows always beat."""
    if table.hit not in (Hit.FIRST, Hit.PRIORITY):
        return
    if len(table.rows) > MAX_UNIONS:
        why = f"{table.id}: rows covered by several others together, the table is too large"
        yield _finding(table.place, "CHK010", Severity.NOTICE, (table.id,), why=why)
    if len(table.rows) > MAX_COVERS:
        return
    share, open_ = max(1, steps // max(1, len(table.rows))), 0
    for number, row in enumerate(table.rows):
        own = [box for box in space.of_rule.get(number, ()) if not space.is_empty(box)]
        beating = [i for i in range(len(table.rows)) if _beats(table, i, number)]
        if not own or not beating:
            continue
        boxes = [box for i in beating for box in space.of_rule.get(i, ())]
        single = next((i for i in beating if _holds(space, i, own)), None)
        if single is not None:
            other = table.rows[single].id
            yield _finding(row.place, "CHK005", Severity.WARNING, (row.id, other), rule=row.id, other=other)
            continue
        if len(table.rows) > MAX_UNIONS:
            continue
        answers = {find_gap(space, boxes, box.allowed, share, masks).answer for box in own}
        open_ += Answer.UNDECIDED in answers
        if answers == {Answer.NONE}:
            yield _finding(row.place, "CHK011", Severity.WARNING, (row.id,), rule=row.id)
    if open_:
        why = f"whether {open_} rows of {table.id} are covered by several others together"
        yield _finding(table.place, "CHK010", Severity.NOTICE, (table.id,), why=why)


def _beats(table: Table, other: int, row: int) -> bool:
    if table.hit is Hit.FIRST:
        return other < row
    ranks = table.rank(table.rows[other].outputs), table.rank(table.rows[row].outputs)
    return ranks[0] < ranks[1] or (ranks[0] == ranks[1] and other < row)


def _holds(space: Space, rule: int, own: Sequence[Box]) -> bool:
    outer = space.of_rule.get(rule, ())
    return all(any(space.contains(box, inner) for box in outer) for inner in own)


def _gap(table: Table, space: Space, masks: PointMasks, steps: int) -> list[Finding]:
    """Facts for which a single-hit table without a default has no answer."""
    if not table.hit.is_single or table.default is not None or not table.rows:
        return []
    result = find_gap(space, space.boxes, steps=steps, masks=masks)
    if result.answer is Answer.NONE:
        return []
    if result.answer is Answer.UNDECIDED:
        why = f"gaps of {table.id}: {result.why}"
        return [_finding(table.place, "CHK010", Severity.NOTICE, (table.id,), why=why)]
    words = say_witness(result.witness)
    possible = bool(result.why)
    return [_finding(table.place, "CHK006", Severity.WARNING, (table.id,), result.witness, possible, witness=words)]


def say_witness(witness: Mapping[str, Value | None]) -> str:
    """A witness as text: name = value, or name absent."""
    parts = (f"{n} absent" if v is None else f"{n} = {literal_text(v)}" for n, v in sorted(witness.items()))
    return ", ".join(parts) or "anything"


def _action(action: Action, bundle: Bundle) -> Iterator[Finding]:
    """Gates that can never all be open, dates that never come, pauses that never end."""
    groups = bundle.catalogue.groups_of(action)
    nodes: list[Node] = [action.gate(gate) for gate in CONDITION_GATES]
    nodes += [node for group in groups for node in group.gates.values()]
    space = space_of([all_of(*nodes)], bundle.schema)
    if all(space.is_empty(box) for box in space.boxes):
        yield _finding(action.place, "CHK001", Severity.ERROR, (action.id,), rule=action.id)
    if action.effective_from and action.effective_to and action.effective_to < action.effective_from:
        yield _finding(action.place, "CHK008", Severity.ERROR, (action.id,), rule=action.id)
    for rule in action.contact_policy:
        endless = rule.pause == FOREVER or rule.pause >= LONG_PAUSE
        if rule.on is Outcome.SHOWN and rule.count == 1 and endless and not action.mandatory:
            why = "shown once pauses it for a year or more"
            yield _finding(action.place, "CHK009", Severity.WARNING, (action.id,), rule=action.id, why=why)


def _unused(bundle: Bundle) -> Iterator[Finding]:
    """Declared facts that nothing reads or says."""
    used = {name for node in conditions(bundle.tables, bundle.catalogue) for name in names_in(node)}
    used |= bundle.said
    for definition in bundle.schema.facts.values():
        used |= set(placeholders(definition.say))
        if definition.derive is not None and definition.name in used:
            used.add(definition.derive.source)
    for name in bundle.schema.facts:
        if name not in used and not name.startswith("decision."):
            place = Place(rule_id=name)
            yield _finding(place, "CHK007", Severity.NOTICE, (name,), name=name)
