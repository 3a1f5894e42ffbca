"""What is wrong with tables and actions before anybody uses them."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from desktop.rules.analyze_actions import analyze_catalogue
from desktop.rules.analyze_use import analyze_use
from desktop.rules.boxes import Box, Space, space_of
from desktop.rules.bundle import Bundle
from desktop.rules.clash import Part
from desktop.rules.findings import Conditions, Finding, finding, not_decided, say_witness
from desktop.rules.gaps import MAX_STEPS, Answer, PointMasks, find_gap
from desktop.rules.nodes import names_in
from desktop.rules.overlap import MAX_WORK, Overlaps
from desktop.rules.problems import Severity
from desktop.rules.schema import Schema
from desktop.rules.tables import Hit, Row, Table

MAX_PAIRS = 200
MAX_LOOKED = 200_000
MAX_UNIONS = 300
MAX_COVERS = 1_500
MAX_NAMED = 8
"""Rows that are looked at one by one, and named, where several cover another one together."""


def analyze(bundle: Bundle) -> tuple[Finding, ...]:
    """All findings about a bundle."""
    found: list[Finding] = []
    for table in bundle.tables:
        found += analyze_table(table, bundle.schema)
    found += analyze_catalogue(bundle)
    found += analyze_use(bundle)
    return tuple(found)


def analyze_table(table: Table, schema: Schema, steps: int = MAX_STEPS) -> tuple[Finding, ...]:
    """The findings about one table."""
    space = space_of([row.condition for row in table.rows], schema)
    masks = PointMasks(space)
    conditions = Conditions(schema)
    found = [
        *_rows(table, space, masks, steps, conditions),
        *_pairs(table, space),
        *_covered(table, space, masks, steps),
    ]
    found += _gap(table, space, masks, steps)
    starts, ends = table.effective_from, table.effective_to
    if starts and ends and ends < starts:
        told = {"what": f"The table {table.id}", "ends": ends, "starts": starts}
        found.append(finding(table.place, "CHK008", Severity.ERROR, (table.id,), **told))
    return tuple(found)


def _rows(table: Table, space: Space, masks: PointMasks, steps: int, conditions: Conditions) -> Iterator[Finding]:
    """Rows that are never or always true."""
    for number, row in enumerate(table.rows):
        boxes = space.of_rule.get(number, ())
        part, what = Part(row.condition, place=row.place), f"row {row.id}"
        if all(space.is_empty(box) for box in boxes):
            yield conditions.never((part,), what, row.id, "true", row.place)
        elif names_in(row.condition):
            yield from conditions.always(part, what, row.id, find_gap(space, boxes, steps=steps, masks=masks))


def _pairs(table: Table, space: Space) -> Iterator[Finding]:
    """Rows that can be true together where the hit policy does not want that."""
    if table.hit not in (Hit.UNIQUE, Hit.ANY):
        return
    overlaps = Overlaps(space)
    if overlaps.work > MAX_WORK:
        yield not_decided(table.place, table.id, f"overlaps of {table.id}: the table is too large")
        return
    seen: set[tuple[int, int]] = set()
    for looked, (a, b) in enumerate(overlaps.pairs()):
        if looked >= MAX_LOOKED:
            yield not_decided(table.place, table.id, f"overlaps of {table.id}: more than {MAX_LOOKED} pairs of rows")
            return
        rows = table.rows[a.rule], table.rows[b.rule]
        if (a.rule, b.rule) in seen or (table.hit is Hit.ANY and rows[0].outputs == rows[1].outputs):
            continue
        seen.add((a.rule, b.rule))
        if len(seen) > MAX_PAIRS:
            yield not_decided(table.place, table.id, f"overlaps of {table.id} beyond the first {MAX_PAIRS}")
            return
        yield _overlap(table.hit, rows, a, b, space)


def _overlap(hit: Hit, rows: tuple[Row, Row], a: Box, b: Box, space: Space) -> Finding:
    facts = dict.fromkeys([*a.allowed, *b.allowed])
    shared = {f: a.allowed.get(f, -1) & b.allowed.get(f, -1) & space.domains[f].bits for f in facts}
    possible = not (a.is_exact and b.is_exact)
    severity = Severity.WARNING if possible else Severity.ERROR
    ids, code = (rows[0].id, rows[1].id), "CHK003" if hit is Hit.UNIQUE else "CHK004"
    told = {"rule": ids[0], "other": ids[1], "line": rows[0].place.line, "hit": hit.value}
    return finding(rows[1].place, code, severity, ids, space.witness(shared), possible, **told)


def _covered(table: Table, space: Space, masks: PointMasks, steps: int) -> Iterator[Finding]:
    """Rows that earlier (F) or better (P) rows always beat."""
    if table.hit not in (Hit.FIRST, Hit.PRIORITY):
        return
    if len(table.rows) > MAX_UNIONS:
        which = "one or several others" if len(table.rows) > MAX_COVERS else "several others together"
        yield not_decided(table.place, table.id, f"which rows of {table.id} {which} cover: the table is too large")
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
            other = table.rows[single]
            told = {"rule": row.id, "other": other.id, "line": other.place.line, "beats": _how(table, single, number)}
            yield finding(row.place, "CHK005", Severity.WARNING, (row.id, other.id), **told)
            continue
        if len(table.rows) > MAX_UNIONS:
            continue
        answers = {find_gap(space, boxes, box.allowed, share, masks).answer for box in own}
        open_ += Answer.UNDECIDED in answers
        if answers == {Answer.NONE}:
            others = _needed(space, beating, own, share, masks)
            told = {"rule": row.id, "others": _listed(table, others)}
            yield finding(row.place, "CHK011", Severity.WARNING, (row.id,), **told)
    if open_:
        rows = "one row" if open_ == 1 else f"{open_} rows"
        why = f"whether several others together cover {rows} of {table.id}"
        yield not_decided(table.place, table.id, why)


def _beats(table: Table, other: int, row: int) -> bool:
    if table.hit is Hit.FIRST:
        return other < row
    ranks = table.rank(table.rows[other].outputs), table.rank(table.rows[row].outputs)
    return ranks[0] < ranks[1] or (ranks[0] == ranks[1] and other < row)


def _how(table: Table, other: int, row: int) -> str:
    """Why one row is chosen before another one."""
    ranks = [table.rank(table.rows[each].outputs) for each in (other, row)]
    if table.hit is Hit.FIRST or ranks[0] == ranks[1]:
        return "stands before it"
    return "gives a better result"


def _needed(space: Space, beating: Sequence[int], own: Sequence[Box], steps: int, masks: PointMasks) -> list[int]:
    """Of the rows that cover a row together so few that each of them is needed; of very many all."""
    near = [i for i in beating if any(_meet(space, box, other) for box in own for other in space.of_rule.get(i, ()))]
    for i in tuple(near) if len(near) <= MAX_NAMED else ():
        rest = [box for other in near if other != i for box in space.of_rule.get(other, ())]
        if all(find_gap(space, rest, box.allowed, steps, masks).answer is Answer.NONE for box in own):
            near.remove(i)
    return near


def _meet(space: Space, a: Box, b: Box) -> bool:
    """Whether two boxes share a point in every fact."""
    return all(bits & b.allowed.get(fact, bits) & space.domains[fact].bits for fact, bits in a.allowed.items())


def _listed(table: Table, rows: Sequence[int]) -> str:
    """Rows with their lines, the first ones of many."""
    told = [f"{table.rows[i].id} (line {table.rows[i].place.line})" for i in rows[:MAX_NAMED]]
    more = [f"{len(rows) - MAX_NAMED} more"] if len(rows) > MAX_NAMED else []
    *first, last = [*told, *more]
    if not first:
        return f"row {last}, which is chosen before it"
    return f"one of the rows {', '.join(first)} and {last}, which are chosen before it"


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
        return [not_decided(table.place, table.id, f"gaps of {table.id}: {result.why}")]
    possible, words = bool(result.why), {} if result.witness else {"witness": say_witness({})}
    return [finding(table.place, "CHK006", Severity.WARNING, (table.id,), result.witness, possible, **words)]
