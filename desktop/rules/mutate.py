"""Small changes to rules that good test cases should notice."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime, timedelta
from decimal import Decimal
from functools import partial

from desktop.rules.actions import Action, Catalogue, GateName, Group
from desktop.rules.bundle import Bundle
from desktop.rules.case_run import holds, run_case
from desktop.rules.cases import Case
from desktop.rules.compiled import Compiled
from desktop.rules.edit import with_rule
from desktop.rules.evaluation import Evaluation
from desktop.rules.index import build_index
from desktop.rules.kleene import truth
from desktop.rules.nodes import And, Between, Cmp, In, Lit, Name, Node, Not, Or
from desktop.rules.overlap import has_no_overlap
from desktop.rules.printer import print_node
from desktop.rules.problems import Place
from desktop.rules.schema import Schema
from desktop.rules.seen import Seen
from desktop.rules.tables import Hit, Table
from desktop.rules.values import DAY, Money, Number, Scalar
from desktop.rules.witness import pick

MAX_MUTANTS = 2_000
_FLIPPED = {"<": "<=", "<=": "<", ">": ">=", ">=": ">", "=": "!=", "!=": "="}
_OTHER_HITS = {
    Hit.UNIQUE: Hit.FIRST,
    Hit.ANY: Hit.FIRST,
    Hit.PRIORITY: Hit.FIRST,
    Hit.FIRST: Hit.UNIQUE,
    Hit.SUM: Hit.MAX,
    Hit.MIN: Hit.MAX,
    Hit.MAX: Hit.MIN,
    Hit.OUTPUT_ORDER: Hit.RULE_ORDER,
}


@dataclass(frozen=True, slots=True)
class Mutant:
    """One changed rule: what was changed and how it reads now."""

    rule: str
    change: str
    text: str
    place: Place = Place()


@dataclass(frozen=True, slots=True)
class MutationReport:
    """How many mutants the cases noticed, and those that lived; `left_out` were not tried."""

    tried: int
    survivors: tuple[Mutant, ...]
    left_out: int = 0

    @property
    def percent(self) -> int:
        """The share of mutants that were noticed."""
        return 100 if not self.tried else 100 * (self.tried - len(self.survivors)) // self.tried


def mutate(
    bundle: Bundle, cases: Sequence[Case], limit: int = MAX_MUTANTS, go_on: Callable[[], bool] = lambda: True
) -> MutationReport:
    """Try mutants against the cases, in an order that is the same every time, up to a limit or until told to stop."""
    seen: dict[str, list[dict[str, Seen]]] = {}
    for case in cases:
        frames = seen.setdefault(case.id, [])
        run_case(case, bundle, lambda found, frames=frames: _keep(found, frames))  # type: ignore[misc]
    plans = list(_plans(bundle))
    chosen = sorted(plans, key=lambda p: pick("mutant", p.mutant.rule, p.mutant.change, p.mutant.text))[:limit]
    tried, survivors = 0, []
    for plan in chosen:
        if not go_on():
            break
        tried += 1
        if not _noticed(plan, cases, seen):
            survivors.append(plan.mutant)
    survivors.sort(key=lambda m: (m.place.file, m.place.line, m.rule, m.change, m.text))
    return MutationReport(tried, tuple(survivors), len(plans) - tried)


def _keep(found: Evaluation, frames: list[dict[str, Seen]]) -> None:
    frames.append(dict(found.seen))


@dataclass(frozen=True, slots=True)
class _Plan:
    """A mutant whose bundle is built only when some case can tell it from the rule."""

    mutant: Mutant
    mutated: Callable[[], Bundle]
    before: Node | None = None
    after: Node | None = None


def _noticed(plan: _Plan, cases: Iterable[Case], seen: Mapping[str, list[dict[str, Seen]]]) -> bool:
    changed: Bundle | None = None
    for case in cases:
        if plan.before is not None and plan.after is not None:
            frames = seen[case.id]
            if all(truth(plan.before, f) is truth(plan.after, f) for f in frames):
                continue
        changed = changed or plan.mutated()
        if not holds(case, changed):
            return True
    return False


def _plans(bundle: Bundle) -> Iterator[_Plan]:
    for table in bundle.tables:
        yield from _table_plans(bundle, table)
    yield from _catalogue_plans(bundle)


def _table_plans(bundle: Bundle, table: Table) -> Iterator[_Plan]:
    for number, row in enumerate(table.rows):
        for change, after in mutations(row.condition, bundle.schema):
            mutant = Mutant(f"{table.id}/{row.id}", change, print_node(after), row.place)
            yield _Plan(mutant, partial(_with_row, bundle, table, number, after), row.condition, after)
        if table.hit is Hit.FIRST and number + 1 < len(table.rows):
            rows = list(table.rows)
            rows[number], rows[number + 1] = rows[number + 1], rows[number]
            text = f"{rows[number].id} before {rows[number + 1].id}"
            mutant = Mutant(f"{table.id}/{row.id}", "swap rows", text, row.place)
            yield _Plan(mutant, partial(_with_rows, bundle, replace(table, rows=tuple(rows))))
    if table.hit in _OTHER_HITS:
        other = _OTHER_HITS[table.hit]
        mutant = Mutant(table.id, "hit policy", f"hit policy {other.value}", table.place)
        yield _Plan(mutant, partial(_with_table, bundle, replace(table, hit=other), bundle.compiled))


def _with_row(bundle: Bundle, table: Table, number: int, condition: Node) -> Bundle:
    """The bundle with another condition in one row, as an edit of the table's index."""
    rows = list(table.rows)
    rows[number] = replace(rows[number], condition=condition)
    index = with_rule(bundle.compiled.tables[table.id], number, condition, bundle.schema)
    indexes = replace(bundle.compiled, tables={**bundle.compiled.tables, table.id: index})
    return _with_table(bundle, replace(table, rows=tuple(rows)), indexes)


def _with_rows(bundle: Bundle, table: Table) -> Bundle:
    index = build_index([row.condition for row in table.rows], bundle.schema)
    indexes = replace(bundle.compiled, tables={**bundle.compiled.tables, table.id: index})
    return _with_table(bundle, table, indexes)


def _with_table(bundle: Bundle, table: Table, indexes: Compiled) -> Bundle:
    table = replace(table, no_overlap=table.hit is Hit.UNIQUE and has_no_overlap(table, bundle.schema))
    tables = tuple(table if t.id == table.id else t for t in bundle.tables)
    return replace(bundle, tables=tables, compiled=indexes)


def _catalogue_plans(bundle: Bundle) -> Iterator[_Plan]:
    """Gates of groups and actions, and the conditions of context weights."""
    for name, place, node, put in _places_of_conditions(bundle.catalogue):
        for change, after in mutations(node, bundle.schema):
            mutant = Mutant(name, change, print_node(after), place)
            yield _Plan(mutant, partial(_with_condition, bundle, node, after, put), node, after)


Put = Callable[[Node], Catalogue]


def _places_of_conditions(catalogue: Catalogue) -> Iterator[tuple[str, Place, Node, Put]]:
    for group in catalogue.groups.values():
        for gate, node in group.gates.items():
            yield f"{group.id}/{gate.value}", group.place, node, partial(_put_group_gate, catalogue, group, gate)
    for action in catalogue.actions.values():
        for gate, node in action.gates.items():
            yield f"{action.id}/{gate.value}", action.place, node, partial(_put_gate, catalogue, action, gate)
        for number, weight in enumerate(action.context_weights):
            put = partial(_put_weight, catalogue, action, number)
            yield f"{action.id}/weight {number + 1}", action.place, weight.when, put


def _put_group_gate(catalogue: Catalogue, group: Group, gate: GateName, node: Node) -> Catalogue:
    changed = replace(group, gates={**group.gates, gate: node})
    return replace(catalogue, groups={**catalogue.groups, group.id: changed})


def _put_gate(catalogue: Catalogue, action: Action, gate: GateName, node: Node) -> Catalogue:
    changed = replace(action, gates={**action.gates, gate: node})
    return replace(catalogue, actions={**catalogue.actions, action.id: changed})


def _put_weight(catalogue: Catalogue, action: Action, number: int, node: Node) -> Catalogue:
    weights = list(action.context_weights)
    weights[number] = replace(weights[number], when=node)
    changed = replace(action, context_weights=tuple(weights))
    return replace(catalogue, actions={**catalogue.actions, action.id: changed})


def _with_condition(bundle: Bundle, before: Node, after: Node, put: Put) -> Bundle:
    """The bundle with another condition in its catalogue, as an edit of the index of gates."""
    rule = bundle.compiled.gate_rules[id(before)]
    gates = with_rule(bundle.compiled.gates, rule, after, bundle.schema)
    rules = {**bundle.compiled.gate_rules, id(after): rule}
    return replace(bundle, catalogue=put(after), compiled=replace(bundle.compiled, gates=gates, gate_rules=rules))


def mutations(node: Node, schema: Schema) -> Iterator[tuple[str, Node]]:
    """(kind of change, changed tree) for every small change of a condition."""
    if node not in (And(()), Or(())):
        yield "negate", node.item if isinstance(node, Not) else Not(node)
    yield from _inner(node, schema)


def _inner(node: Node, schema: Schema) -> Iterator[tuple[str, Node]]:
    match node:
        case And(items) | Or(items):
            kind: type[And | Or] = And if isinstance(node, And) else Or
            if len(items) > 1:
                yield "swap and/or", (Or if kind is And else And)(items)
            for at, item in enumerate(items):
                rest = items[:at] + items[at + 1 :]
                yield "drop", rest[0] if len(rest) == 1 else kind(rest)
                for change, after in _inner(item, schema):
                    yield change, kind((*items[:at], after, *items[at + 1 :]))
        case Not(item):
            for change, after in _inner(item, schema):
                yield change, Not(after)
        case _:
            yield from _leaf(node, schema)


def _leaf(node: Node, schema: Schema) -> Iterator[tuple[str, Node]]:
    match node:
        case Cmp(op, left, right):
            yield "flip", Cmp(_FLIPPED[op], left, right)
            if isinstance(right, Lit):
                for value in _moved(right.value, left, schema):
                    yield "threshold", Cmp(op, left, Lit(value))
        case Between(operand, Lit(low), Lit(high), negated):
            for value in _moved(low, operand, schema):
                yield "threshold", Between(operand, Lit(value), Lit(high), negated)
            for value in _moved(high, operand, schema):
                yield "threshold", Between(operand, Lit(low), Lit(value), negated)
        case In(operand, listed, negated):
            for at in range(len(listed)):
                rest = listed[:at] + listed[at + 1 :]
                if rest:
                    yield "member", In(operand, rest, negated)
        case _:
            pass


def _moved(value: Scalar, operand: Node, schema: Schema) -> Iterator[Scalar]:
    """The constant one step down and up, or another member of the enum."""
    definition = schema.get(operand.name) if isinstance(operand, Name) else None
    if isinstance(value, str):
        ids = definition.type.ids if definition is not None else ()
        if len(ids) > 1:
            yield ids[(ids.index(value) + 1) % len(ids)]
    elif not isinstance(value, bool):
        step = Decimal(1).scaleb(-((definition.type.scale if definition is not None else None) or 0))
        for sign in (-1, 1):
            try:
                yield _shifted(value, sign, step)
            except OverflowError:
                continue  # the calendar ends here


def _shifted(value: Number | Money | date | timedelta, sign: int, step: Decimal) -> Scalar:
    if isinstance(value, datetime | timedelta):
        return value + timedelta(seconds=sign)
    if isinstance(value, date):
        return value + DAY * sign
    if isinstance(value, Money):
        return Money(value.amount + step * sign, value.currency)
    return value + sign if isinstance(value, int) and step == 1 else value + step * sign
