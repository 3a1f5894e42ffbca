"""Small changes to rules that good test cases should notice."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime, timedelta
from decimal import Decimal

from desktop.rules.actions import Action, GateName
from desktop.rules.bundle import Bundle
from desktop.rules.case_run import run_case
from desktop.rules.cases import Case
from desktop.rules.compiled import Compiled
from desktop.rules.edit import with_rule
from desktop.rules.evaluation import Evaluation
from desktop.rules.index import build_index
from desktop.rules.kleene import truth
from desktop.rules.nodes import And, Between, Cmp, In, Lit, Name, Node, Not, Or
from desktop.rules.printer import print_node
from desktop.rules.schema import Schema
from desktop.rules.seen import Seen
from desktop.rules.tables import Hit, Table
from desktop.rules.values import DAY, Kind, Money, Scalar
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
    bundle: Bundle
    before: Node | None = None
    after: Node | None = None


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


def mutate(bundle: Bundle, cases: Sequence[Case], limit: int = MAX_MUTANTS) -> MutationReport:
    """Try mutants against the cases; over the limit a sample that is the same every time."""
    seen: dict[str, list[dict[str, Seen]]] = {}
    for case in cases:
        frames = seen.setdefault(case.id, [])
        run_case(case, bundle, lambda found, frames=frames: _keep(found, frames))  # type: ignore[misc]
    plans = list(_plans(bundle))
    chosen = sorted(plans, key=lambda p: pick("mutant", p.rule, p.change, p.text))[:limit]
    survivors = [p.mutant() for p in chosen if not _noticed(p, cases, seen)]
    survivors.sort(key=lambda m: (m.rule, m.change, m.text))
    return MutationReport(len(chosen), tuple(survivors), len(plans) - len(chosen))


def _keep(found: Evaluation, frames: list[dict[str, Seen]]) -> None:
    frames.append(dict(found.seen))


@dataclass(frozen=True, slots=True)
class _Plan:
    """A mutant that is built only when some case can tell it from the rule."""

    bundle: Bundle
    rule: str
    change: str
    text: str
    table: Table | None = None
    action: Action | None = None
    before: Node | None = None
    after: Node | None = None
    row: int | None = None

    def mutant(self) -> Mutant:
        return Mutant(self.rule, self.change, self.text, self.bundle, self.before, self.after)

    def mutated(self) -> Bundle:
        """The bundle with the change, built as an edit of its indexes."""
        bundle = self.bundle
        if self.table is not None:
            tables = tuple(self.table if t.id == self.table.id else t for t in bundle.tables)
            return replace(bundle, tables=tables, compiled=self._table_edit(bundle.compiled, self.table))
        assert self.action is not None
        actions = {**bundle.catalogue.actions, self.action.id: self.action}
        catalogue = replace(bundle.catalogue, actions=actions)
        return replace(bundle, catalogue=catalogue, compiled=self._gate_edit(bundle.compiled))

    def _table_edit(self, indexes: Compiled, table: Table) -> Compiled:
        schema, index = self.bundle.schema, indexes.tables[table.id]
        if self.row is not None and self.after is not None:
            index = with_rule(index, self.row, self.after, schema)
        elif self.change == "swap rows":
            index = build_index([row.condition for row in table.rows], schema)
        return replace(indexes, tables={**indexes.tables, table.id: index})

    def _gate_edit(self, indexes: Compiled) -> Compiled:
        assert self.before is not None
        assert self.after is not None
        rule = indexes.gate_rules[id(self.before)]
        gates = with_rule(indexes.gates, rule, self.after, self.bundle.schema)
        return replace(indexes, gates=gates, gate_rules={**indexes.gate_rules, id(self.after): rule})


def _noticed(plan: _Plan, cases: Iterable[Case], seen: Mapping[str, list[dict[str, Seen]]]) -> bool:
    changed: Bundle | None = None
    for case in cases:
        if plan.before is not None and plan.after is not None:
            frames = seen[case.id]
            if all(truth(plan.before, f) is truth(plan.after, f) for f in frames):
                continue
        changed = changed or plan.mutated()
        if not run_case(case, changed).passed:
            return True
    return False


def _plans(bundle: Bundle) -> Iterator[_Plan]:
    for table in bundle.tables:
        yield from _table_plans(bundle, table)
    for action in bundle.catalogue.actions.values():
        for gate, node in action.gates.items():
            rule = f"{action.id}/{gate.value}"
            for change, after in mutations(node, bundle.schema):
                gates: dict[GateName, Node] = {**action.gates, gate: after}
                made = replace(action, gates=gates)
                yield _Plan(bundle, rule, change, print_node(after), None, made, node, after)


def _table_plans(bundle: Bundle, table: Table) -> Iterator[_Plan]:
    for number, row in enumerate(table.rows):
        rule = f"{table.id}/{row.id}"
        for change, after in mutations(row.condition, bundle.schema):
            rows = list(table.rows)
            rows[number] = replace(row, condition=after)
            made = replace(table, rows=tuple(rows))
            yield _Plan(bundle, rule, change, print_node(after), made, None, row.condition, after, number)
        if table.hit is Hit.FIRST and number + 1 < len(table.rows):
            rows = list(table.rows)
            rows[number], rows[number + 1] = rows[number + 1], rows[number]
            text = f"{rows[number].id} before {rows[number + 1].id}"
            yield _Plan(bundle, rule, "swap rows", text, replace(table, rows=tuple(rows)))
    if table.hit in _OTHER_HITS:
        other = _OTHER_HITS[table.hit]
        yield _Plan(bundle, table.id, "hit policy", other.value, replace(table, hit=other))


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
                if rest:
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
        if definition is not None and definition.type.kind is Kind.ENUM:
            ids = definition.type.ids
            if value in ids and len(ids) > 1:
                yield ids[(ids.index(value) + 1) % len(ids)]
        return
    if isinstance(value, bool):
        return
    scale = definition.type.scale if definition else None
    for sign in (-1, 1):
        yield _shifted(value, sign, scale)


def _shifted(value: Scalar, sign: int, scale: int | None) -> Scalar:
    step = Decimal(1).scaleb(-(scale or 0)) * sign
    if isinstance(value, Money):
        return Money(value.amount + step, value.currency)
    if isinstance(value, Decimal):
        return value + step
    if isinstance(value, datetime):
        return value + timedelta(seconds=sign)
    if isinstance(value, date):
        return value + DAY * sign
    if isinstance(value, timedelta):
        return value + timedelta(seconds=sign)
    return value + sign if isinstance(value, int) else value
