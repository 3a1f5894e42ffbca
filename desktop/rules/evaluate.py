"""From facts to verdicts and results, stratum by stratum; stateless, hence replayable."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime, timedelta

from desktop.rules.actions import Action
from desktop.rules.arbitrate import Candidate, Estimate, score
from desktop.rules.bundle import CALL_TYPE, Bundle
from desktop.rules.clock import Zone
from desktop.rules.contact import NEVER, ContactEvent
from desktop.rules.facts import AGENT, Fact, FactSet, FactState
from desktop.rules.gates import Bucket, Judgement, Situation, judge_action
from desktop.rules.hitpolicy import Decided, TableResult, resolve
from desktop.rules.kleene import T, Truth, U, truth
from desktop.rules.nodes import Node, leaves, names_in
from desktop.rules.seen import Look, Seen, next_change, see_all
from desktop.rules.tables import Row, Table
from desktop.rules.values import DAY, Kind, Scalar, Type, Value


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
    """What the bundle says about the inputs; `waits` tells what a pending result waits for."""

    inputs: Inputs
    seen: dict[str, Seen]
    results: dict[str, TableResult] = field(default_factory=dict)
    verdicts: dict[str, tuple[Truth, ...]] = field(default_factory=dict)
    waits: dict[str, tuple[str, ...]] = field(default_factory=dict)
    judgements: dict[str, Judgement] = field(default_factory=dict)

    @property
    def today(self) -> date:
        """The local day."""
        return self.inputs.zone.local_date(self.inputs.now)

    def judge(self, node: Node) -> Truth:
        """The verdict of a condition over the facts and the results so far."""
        return truth(node, self.seen)


def evaluate(bundle: Bundle, inputs: Inputs) -> Evaluation:
    """Run all strata: tables in their order, then the gates of all active actions."""
    seen = see_all(inputs.facts, bundle.schema, inputs.now, inputs.zone)
    found = Evaluation(inputs, seen)
    for table in bundle.tables:
        if not table.is_effective(found.today):
            _publish(found, bundle, table, None)
            continue
        verdicts = tuple(found.judge(row.condition) for row in table.rows)
        record_table(found, bundle, table, verdicts)
    at = Situation(found.judge, found.seen, inputs.history, inputs.now, inputs.channel)
    for action in bundle.catalogue.actions.values():
        if action.is_effective(found.today):
            found.judgements[action.id] = judge_action(action, bundle.catalogue, at)
    return found


def record_table(found: Evaluation, bundle: Bundle, table: Table, verdicts: tuple[Truth, ...]) -> None:
    """Resolve a table from the verdicts of its rows and publish its result to later strata."""
    true = [i for i, verdict in enumerate(verdicts) if verdict is T]
    unknown = [i for i, verdict in enumerate(verdicts) if verdict is U]
    result = resolve(table, true, unknown)
    found.verdicts[table.id] = verdicts
    found.results[table.id] = result
    found.waits[table.id] = missing_facts(found, [table.rows[i] for i in result.unknown])
    _publish(found, bundle, table, result)


def missing_facts(found: Evaluation, rows: Sequence[Row]) -> tuple[str, ...]:
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
        if found.judge(leaf) is not U:
            continue
        for name in names_in(leaf):
            if found.seen[name].look is Look.UNKNOWN:
                names.extend(_sources(name, found))
    return names


def _sources(name: str, found: Evaluation) -> tuple[str, ...]:
    if not name.startswith("decision."):
        return (name,)
    return found.waits.get(name.split(".")[1]) or (name,)


def _publish(found: Evaluation, bundle: Bundle, table: Table, result: TableResult | None) -> None:
    """Make decision.<table> visible: ABSENT when inactive or empty, PENDING unless decided."""
    chosen = found.inputs.call_type if table.id == CALL_TYPE else None
    for index, name in _result_names(table):
        definition = bundle.schema.get(name)
        if definition is None:
            continue
        if chosen is not None and index == 0:
            fact = Fact.known(name, chosen, AGENT, found.inputs.now)
        else:
            fact = _result_fact(name, index, definition.type, table, result)
        found.seen[name] = seen_result(fact, definition.type)


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
    facts = next_change(found.seen, bundle.schema, inputs.now, inputs.zone, _read(bundle))
    if facts is not None:
        instants.append(facts)
    turns = _next_effective(bundle, found.today)
    if turns is not None:
        instants.append(inputs.zone.start_of_day(turns))
    return min((at for at in instants if at > inputs.now), default=None)


def _read(bundle: Bundle) -> Mapping[str, tuple[Value, ...] | None]:
    return bundle.constants


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
