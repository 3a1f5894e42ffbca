"""From facts to verdicts and results, stratum by stratum, renewing only what a change touches.

Evaluating from nothing is the definition; evaluating from the evaluation before must give the
same, and tests compare the two after every step.
"""

from __future__ import annotations

from datetime import date, datetime, timedelta

from desktop.rules.actions import Action
from desktop.rules.bundle import CALL_TYPE, Bundle
from desktop.rules.clock import midnight
from desktop.rules.columns import bit_list
from desktop.rules.contact import NEVER
from desktop.rules.evaluation import Evaluation, Inputs
from desktop.rules.facts import AGENT, Fact, FactState
from desktop.rules.hitpolicy import Decided, TableResult, resolve
from desktop.rules.index import Running
from desktop.rules.judging import run_gates
from desktop.rules.seen import Look, Seen, next_change, see_again, see_all
from desktop.rules.tables import Status, Table
from desktop.rules.values import DAY, Kind, Scalar, Type


def evaluate(bundle: Bundle, inputs: Inputs, before: Evaluation | None = None) -> Evaluation:
    """Run all strata: tables in their order, then the gates of all active actions."""
    same = before is not None and before.bundle is bundle
    before = before if same else None
    old = before.seen if before else {}
    if before is None:
        seen = see_all(inputs.facts, bundle.schema, inputs.now, inputs.zone)
    else:
        held, timed = before.inputs.facts, bundle.compiled.timed
        seen = see_again(inputs.facts, held, bundle.schema, inputs.now, inputs.zone, old, timed)
    found = Evaluation(bundle, inputs, seen)
    if before is not None and before.today == found.today:
        found.turns = before.turns
    changed = {name for name, now in seen.items() if now is not old.get(name)}
    for table in bundle.tables:
        if table.is_effective(found.today):
            _run_table(found, table, changed, before)
        else:
            _publish(found, table, None, changed, before)
    run_gates(found, changed, before)
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
    if not result.is_decided or index in result.unsettled:
        return Fact.pending(name)
    if type_.kind is Kind.SET:
        values = (outputs[index] for outputs in result.results)
        return Fact.known(name, frozenset(str(v) for v in values if v is not None))
    value = _value_at(result, index)
    return Fact.absent(name) if value is None else Fact.known(name, value)


def _value_at(result: TableResult, index: int) -> Scalar | None:
    first = result.first
    return first[index] if first is not None and index < len(first) else None


def wake_at(bundle: Bundle, found: Evaluation) -> datetime | None:
    """The earliest future instant at which the answer could change without new data."""
    inputs = found.inputs
    instants = [until for until in found.pauses() if until < NEVER]
    if found.standing.contact is not None and found.standing.contact.ahead is not None:
        instants.append(found.standing.contact.ahead)
    # an answer that turns stale is asked for again, whether or not a rule reads it
    compared, said = bundle.constants, bundle.said
    watched = {name: None if name in said else compared.get(name, ()) for name in bundle.compiled.timed}
    facts = next_change(found.seen, bundle.schema, inputs.now, inputs.zone, watched)
    if facts is not None:
        instants.append(facts)
    if found.turns is None:
        found.turns = _next_effective(bundle, found.today) or date.max
    if found.turns < date.max:
        instants.append(midnight(inputs.zone, found.turns))
    return min((at for at in instants if at > inputs.now), default=None)


def _next_effective(bundle: Bundle, today: date) -> date | None:
    """The next day on which a table or an action starts or has ended."""
    dated: list[Table | Action] = [*bundle.tables, *bundle.catalogue.actions.values()]
    days: list[date] = []
    for item in dated:
        if item.status is not Status.ACTIVE:
            continue
        if item.effective_from is not None:
            days.append(item.effective_from)
        if item.effective_to is not None and item.effective_to < date.max - timedelta(days=1):
            days.append(item.effective_to + DAY)
    return min((day for day in days if day > today), default=None)
