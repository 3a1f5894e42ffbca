"""From facts to verdicts and results, stratum by stratum, renewing only what a change touches.

Evaluating from nothing is the definition; evaluating from the evaluation before must give the
same, and tests compare the two after every step.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime, timedelta

from desktop.rules.actions import Action
from desktop.rules.arbitrate import Candidate, Estimate, score
from desktop.rules.bundle import CALL_TYPE, Bundle
from desktop.rules.clock import Zone
from desktop.rules.columns import bit_list
from desktop.rules.contact import NEVER, ContactEvent
from desktop.rules.facts import AGENT, Fact, FactSet, FactState
from desktop.rules.gates import Bucket, Judgement, Situation, judge_action
from desktop.rules.hitpolicy import Decided, TableResult, resolve
from desktop.rules.index import Running, Verdicts
from desktop.rules.kleene import Truth, U, truth
from desktop.rules.nodes import Node, leaves, names_in
from desktop.rules.seen import Look, Seen, next_change, see_all
from desktop.rules.tables import Row, Table
from desktop.rules.values import DAY, Kind, Scalar, Type

MAX_CANDIDATES = 200


@dataclass(frozen=True, slots=True)
class Inputs:
    """Everything one decision depends on besides the bundle."""

    facts: FactSet
    now: datetime
    zone: Zone
    history: Sequence[ContactEvent] | None
    channel: str = ""
    call_type: str | None = None


@dataclass(slots=True)
class Evaluation:
    """What the bundle says about the inputs.

    The runners are handed on to the next evaluation; verdicts and results are not changed.
    """

    bundle: Bundle
    inputs: Inputs
    seen: dict[str, Seen]
    results: dict[str, TableResult] = field(default_factory=dict)
    verdicts: dict[str, Verdicts] = field(default_factory=dict)
    judgements: dict[str, Judgement] = field(default_factory=dict)
    gates: Verdicts = field(default_factory=lambda: Verdicts(0, 0))
    runners: dict[str, Running] = field(default_factory=dict)
    gate_runner: Running | None = None
    waiting: dict[str, tuple[str, ...]] = field(default_factory=dict)

    @property
    def today(self) -> date:
        """The local day."""
        return self.inputs.zone.local_date(self.inputs.now)

    def judge(self, node: Node) -> Truth:
        """The verdict of a condition: from the index for those of the catalogue."""
        rule = self.bundle.compiled.gate_rules.get(id(node))
        return truth(node, self.seen) if rule is None else self.gates.of(rule)

    def waits(self, table_id: str) -> tuple[str, ...]:
        """The facts a table without a firm result waits for, those of most rows first."""
        if table_id not in self.waiting:
            self.waiting[table_id] = self._missing(table_id)
        return self.waiting[table_id]

    def _missing(self, table_id: str) -> tuple[str, ...]:
        table, result = self.bundle.table(table_id), self.results.get(table_id)
        if table is None or result is None:
            return ()
        best = sorted(result.unknown, key=lambda i: table.rank(table.rows[i].outputs))
        return missing_facts(self, [table.rows[i] for i in best[:MAX_CANDIDATES]])


def evaluate(bundle: Bundle, inputs: Inputs, before: Evaluation | None = None) -> Evaluation:
    """Run all strata: tables in their order, then the gates of all active actions."""
    same = before is not None and before.bundle is bundle
    before = before if same else None
    old = before.seen if before else {}
    seen = see_all(inputs.facts, bundle.schema, inputs.now, inputs.zone, old)
    found = Evaluation(bundle, inputs, seen)
    changed = {name for name, now in seen.items() if now is not old.get(name)}
    for table in bundle.tables:
        if table.is_effective(found.today):
            _run_table(found, table, changed, before)
        else:
            _publish(found, table, None, changed, before)
    _run_gates(found, changed, before)
    return found


def _run_table(found: Evaluation, table: Table, changed: set[str], before: Evaluation | None) -> None:
    """Resolve a table from the verdicts of its rows and publish its result to later strata."""
    runner = before.runners.get(table.id) if before else None
    index = found.bundle.compiled.tables[table.id]
    if runner is None:
        runner = Running(index, found.seen)
        verdicts = runner.verdicts()
    else:
        verdicts = runner.changed(changed, found.seen)
    found.runners[table.id] = runner
    found.verdicts[table.id] = verdicts
    earlier = before.verdicts.get(table.id) if before else None
    if before is not None and earlier == verdicts:
        result = before.results[table.id]
    else:
        result = resolve(table, bit_list(verdicts.true), bit_list(verdicts.unknown))
    found.results[table.id] = result
    _publish(found, table, result, changed, before)


def _run_gates(found: Evaluation, changed: set[str], before: Evaluation | None) -> None:
    """Judge the active actions; one that nothing touched keeps its judgement."""
    bundle, inputs = found.bundle, found.inputs
    runner = before.gate_runner if before else None
    fresh = runner is None
    runner = runner or Running(bundle.compiled.gates, found.seen)
    found.gates = runner.verdicts() if fresh else runner.changed(changed, found.seen)
    found.gate_runner = runner
    touched = _touched(found, changed, before)
    at = Situation(found.judge, found.seen, inputs.history, inputs.now, inputs.channel)
    for action in bundle.catalogue.actions.values():
        if not action.is_effective(found.today):
            continue
        kept = before.judgements.get(action.id) if before else None
        if kept is None or touched is None or action.id in touched or _has_ended(kept, inputs.now):
            kept = judge_action(action, bundle.catalogue, at)
        found.judgements[action.id] = kept


def _touched(found: Evaluation, changed: set[str], before: Evaluation | None) -> set[str] | None:
    """The actions a change may have touched; None: all of them."""
    if before is None or before.inputs.history != found.inputs.history:
        return None
    was, now = before.gates, found.gates
    rules = bit_list((was.true ^ now.true) | (was.possible ^ now.possible))
    owners = found.bundle.compiled.gate_owners
    touched = {action for rule in rules for action in owners[rule]}
    for action in found.bundle.catalogue.actions.values():
        expr = action.value_expr
        if expr is not None and not changed.isdisjoint(names_in(expr)):
            touched.add(action.id)
    return touched


def _has_ended(judgement: Judgement, now: datetime) -> bool:
    """Whether a pause is over."""
    return judgement.until is not None and judgement.until <= now


def missing_facts(found: Evaluation, rows: Iterable[Row]) -> tuple[str, ...]:
    """The unknown facts on which rows wait, those of most rows first."""
    counts: dict[str, int] = {}
    for row in rows:
        for name in dict.fromkeys(unknown_names(row.condition, found)):
            counts[name] = counts.get(name, 0) + 1
    return tuple(sorted(counts, key=lambda name: (-counts[name], name)))


def unknown_names(node: Node, found: Evaluation) -> list[str]:
    """The facts because of which leaves of a condition are unknown; results stand for theirs."""
    names: list[str] = []
    for leaf in leaves(node):
        if truth(leaf, found.seen) is not U:
            continue
        for name in names_in(leaf):
            if found.seen[name].look is Look.UNKNOWN:
                names.extend(_sources(name, found))
    return names


def _sources(name: str, found: Evaluation) -> tuple[str, ...]:
    if not name.startswith("decision."):
        return (name,)
    return found.waits(name.split(".")[1]) or (name,)


def _publish(
    found: Evaluation,
    table: Table,
    result: TableResult | None,
    changed: set[str],
    before: Evaluation | None,
) -> None:
    """Make decision.<table> visible: ABSENT when inactive or empty, PENDING unless decided."""
    chosen = found.inputs.call_type if table.id == CALL_TYPE else None
    for index, name in _result_names(table):
        definition = found.bundle.schema.get(name)
        if definition is None:
            continue
        if chosen is not None and index == 0:
            fact = Fact.known(name, chosen, AGENT)
        else:
            fact = _result_fact(name, index, definition.type, table, result)
        was = before.seen.get(name) if before else None
        if was is not None and was.fact == fact:
            found.seen[name] = was
            changed.discard(name)
        else:
            found.seen[name] = seen_result(fact, definition.type)
            changed.add(name)


def _result_names(table: Table) -> list[tuple[int, str]]:
    names = [(i, f"decision.{table.id}.{column.name}") for i, column in enumerate(table.outputs)]
    return [(0, f"decision.{table.id}"), *names]


def seen_result(fact: Fact, type_: Type) -> Seen:
    """A result as later strata see it."""
    looks = {FactState.KNOWN: Look.KNOWN, FactState.ABSENT: Look.ABSENT}
    look = looks.get(fact.state, Look.UNKNOWN)
    return Seen(look, fact.value if look is Look.KNOWN else None, fact, type_)


def _result_fact(name: str, index: int, type_: Type, table: Table, result: TableResult | None) -> Fact:
    if result is None:
        return Fact.known(name, frozenset()) if type_.kind is Kind.SET else Fact.absent(name)
    if result.status is Decided.FAILED:
        return Fact.failed(name, "conflict")
    if not result.is_decided:
        return Fact.pending(name)
    if type_.kind is Kind.SET:
        values = (outputs[index] for outputs in result.results)
        return Fact.known(name, frozenset(str(v) for v in values if v is not None))
    value = _value_at(result, index)
    return Fact.absent(name) if value is None else Fact.known(name, value)


def _value_at(result: TableResult, index: int) -> Scalar | None:
    first = result.first
    return first[index] if first is not None and index < len(first) else None


def candidates(bundle: Bundle, found: Evaluation, estimates: Mapping[str, Estimate]) -> list[Candidate]:
    """The passing actions with their scores."""
    return [
        Candidate(j, score(j, bundle.catalogue, bundle.policy, estimates.get(j.action.id)))
        for j in found.judgements.values()
        if j.bucket is Bucket.PASS
    ]


def wake_at(bundle: Bundle, found: Evaluation) -> datetime | None:
    """The earliest future instant at which the answer could change without new data."""
    inputs = found.inputs
    instants = [
        judgement.until
        for judgement in found.judgements.values()
        if judgement.until is not None and judgement.until < NEVER
    ]
    facts = next_change(found.seen, bundle.schema, inputs.now, inputs.zone, bundle.constants)
    if facts is not None:
        instants.append(facts)
    turns = _next_effective(bundle, found.today)
    if turns is not None:
        instants.append(inputs.zone.start_of_day(turns))
    return min((at for at in instants if at > inputs.now), default=None)


def _next_effective(bundle: Bundle, today: date) -> date | None:
    """The next day on which a table or an action starts or has ended."""
    dated: list[Table | Action] = [*bundle.tables, *bundle.catalogue.actions.values()]
    days: list[date] = []
    for item in dated:
        if item.effective_from is not None:
            days.append(item.effective_from)
        if item.effective_to is not None and item.effective_to < date.max - timedelta(days=1):
            days.append(item.effective_to + DAY)
    return min((day for day in days if day > today), default=None)
