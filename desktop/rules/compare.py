"""Two versions of a playbook on the same cases: what is decided differently, and by which edit."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import timedelta

from desktop.rules.bundle import Bundle
from desktop.rules.case_run import run_case
from desktop.rules.cases import Case, Step
from desktop.rules.compiled import conditions
from desktop.rules.decision import Decision
from desktop.rules.evaluation import Evaluation
from desktop.rules.facts import Fact
from desktop.rules.nodes import Node
from desktop.rules.normalize import key
from desktop.rules.schema import Schema
from desktop.rules.tables import Row, Table
from desktop.rules.witness import fact_points, made_up_facts

MADE_UP = 200


@dataclass(frozen=True, slots=True)
class RuleEdit:
    """A rule that differs between the versions: added, removed or changed."""

    rule: str
    kind: str
    before: str = ""
    after: str = ""


@dataclass(frozen=True, slots=True)
class Difference:
    """One case decided differently; `rules` are the edits responsible as far as can be told."""

    case: str
    step: int
    field: str
    before: str
    after: str
    rules: tuple[str, ...] = ()
    why_before: tuple[str, ...] = ()
    why_after: tuple[str, ...] = ()
    facts: tuple[Fact, ...] = ()


@dataclass(frozen=True, slots=True)
class Comparison:
    """All edits, all differences, and how many fact sets were tried."""

    edits: tuple[RuleEdit, ...]
    differences: tuple[Difference, ...]
    cases: int
    made_up: int

    def by_rule(self) -> dict[str, tuple[Difference, ...]]:
        """Differences grouped by the edit responsible; blank when no edited rule explains it."""
        grouped: dict[str, list[Difference]] = {}
        for difference in self.differences:
            for rule in difference.rules or ("",):
                grouped.setdefault(rule, []).append(difference)
        return {rule: tuple(found) for rule, found in grouped.items()}


def compare(
    old: Bundle, new: Bundle, cases: Sequence[Case], made_up: int = MADE_UP, seed: str = "compare"
) -> Comparison:
    """Run both versions over the cases and over made-up fact sets."""
    edits = tuple(rule_edits(old, new))
    extra = made_up_cases(old, new, made_up, seed)
    differences = [d for case in (*cases, *extra) for d in _differences(case, old, new, edits)]
    return Comparison(edits, tuple(differences), len(cases), len(extra))


def made_up_cases(old: Bundle, new: Bundle, count: int, seed: str) -> list[Case]:
    """Cases with one representative per bucket of the facts both versions can read."""
    nodes = [*conditions(old.tables, old.catalogue), *conditions(new.tables, new.catalogue)]
    shared = Schema({n: d for n, d in new.schema.facts.items() if _same_type(old, n, d.type)})
    points = fact_points(nodes, shared)
    found = []
    for number in range(count):
        facts = made_up_facts(points, shared, seed, number)
        found.append(Case(f"made up {number + 1}", (Step(facts, timedelta(0)),)))
    return found


def _same_type(old: Bundle, name: str, type_: object) -> bool:
    before = old.schema.get(name)
    return before is not None and before.type == type_


def rule_edits(old: Bundle, new: Bundle) -> Iterator[RuleEdit]:
    """The rules that differ, by id: conditions by meaning, everything else as written."""
    before, after = dict(_rules(old)), dict(_rules(new))
    for rule in sorted(before.keys() | after.keys()):
        if rule not in before:
            yield RuleEdit(rule, "added", "", after[rule])
        elif rule not in after:
            yield RuleEdit(rule, "removed", before[rule], "")
        elif before[rule] != after[rule]:
            yield RuleEdit(rule, "changed", before[rule], after[rule])


def _rules(bundle: Bundle) -> Iterator[tuple[str, str]]:
    for table in bundle.tables:
        yield table.id, f"{table.hit} {table.status} {table.effective_from} {table.effective_to} {table.default}"
        for number, row in enumerate(table.rows):
            yield f"{table.id}/{row.id}", _row_text(table, row, number)
    for group in bundle.catalogue.groups.values():
        gates = " ".join(f"{gate}: {key(node)}" for gate, node in sorted(group.gates.items()))
        yield f"group {group.id}", f"{gates} {group.weight} {group.max_shown} {group.contact_policy}"
    for action in bundle.catalogue.actions.values():
        gates = " ".join(f"{gate}: {key(node)}" for gate, node in sorted(action.gates.items()))
        weights = [(key(w.when), w.weight) for w in action.context_weights]
        rest = (action.status, action.effective_from, action.effective_to, action.mandatory, action.priority)
        worth = (action.value, _text(action.value_expr), action.value_if_unknown, action.weight)
        words = (action.title, action.talk_track, action.effects, action.decline_reasons)
        yield action.id, f"{gates} {weights} {rest} {worth} {action.contact_policy} {words}"


def _text(node: Node | None) -> str:
    return "" if node is None else key(node)


def _row_text(table: Table, row: Row, number: int) -> str:
    place = f"{number} " if table.hit.value in "FR" else ""
    return f"{place}{key(row.condition)} -> {row.outputs}"


def _differences(case: Case, old: Bundle, new: Bundle, edits: Iterable[RuleEdit]) -> Iterator[Difference]:
    before_seen: list[Evaluation] = []
    after_seen: list[Evaluation] = []
    before = run_case(case, old, before_seen.append)
    after = run_case(case, new, after_seen.append)
    facts = case.steps[0].facts if case.id.startswith("made up") else ()
    for step, (a, b) in enumerate(zip(before.decisions, after.decisions, strict=True)):
        for name, was, now in _compared(a, b):
            rules = tuple(_responsible(edits, before_seen[step], after_seen[step]))
            yield Difference(
                case.id,
                step + 1,
                name,
                was,
                now,
                rules,
                _because(a, name),
                _because(b, name),
                facts,
            )


def _compared(a: Decision, b: Decision) -> Iterator[tuple[str, str, str]]:
    pairs = {
        "call type": tuple(f"{d.call_type.value or '-'} ({d.call_type.status})" for d in (a, b)),
        "panels": tuple(", ".join(p.panel for p in d.panels) for d in (a, b)),
        "actions": tuple(", ".join(e.id for e in d.actions.shown) for d in (a, b)),
        "alerts": tuple(", ".join(e.id for e in d.alerts) for d in (a, b)),
        "held back": tuple(_held(d) for d in (a, b)),
    }
    for name, (was, now) in pairs.items():
        if was != now:
            yield name, was, now


def _held(decision: Decision) -> str:
    actions = decision.actions
    entries = (*actions.possible, *actions.waiting, *actions.suppressed)
    return ", ".join(sorted(f"{e.id}: {e.first_failing_gate or 'no room'}" for e in entries))


def _because(decision: Decision, name: str) -> tuple[str, ...]:
    if name == "call type":
        return (decision.call_type.reason,) if decision.call_type.reason else ()
    if name in ("actions", "held back"):
        actions = decision.actions
        entries = (*actions.shown, *actions.waiting, *actions.suppressed)
        return tuple(f"{e.title}: {e.reasons[0].text}" for e in entries if e.reasons)
    return ()


def _responsible(edits: Iterable[RuleEdit], before: Evaluation, after: Evaluation) -> Iterator[str]:
    """The edited rules that say something else here."""
    for edit in edits:
        if _said(edit.rule, before) != _said(edit.rule, after):
            yield edit.rule


def _said(rule: str, found: Evaluation) -> object:
    table_id, _, row_id = rule.partition("/")
    table = found.bundle.table(table_id)
    if table is not None:
        if not row_id:
            return (table.hit, table.status, found.results.get(table_id))
        row = next((i for i, r in enumerate(table.rows) if r.id == row_id), None)
        verdicts = found.verdicts.get(table_id)
        if row is None or verdicts is None:
            return None
        verdict = verdicts.of(row)
        return (verdict, table.rows[row].outputs) if verdict else None
    judgement = found.judgement(rule)
    if judgement is not None:
        return (judgement.bucket, judgement.failing, judgement.weights, judgement.value)
    group = rule.removeprefix("group ")
    return [(j.action.id, j.bucket) for j in found.judgements.values() if j.action.group == group]
