"""Which single facts would open actions: those on which alone an action waits, the most useful first."""

from __future__ import annotations

from collections.abc import Iterator

from desktop.rules.actions import CONDITION_GATES
from desktop.rules.columns import bit_list
from desktop.rules.evaluation import MAX_CANDIDATES, Evaluation
from desktop.rules.explain import Awaited
from desktop.rules.kleene import T, U, truth
from desktop.rules.nodes import names_in
from desktop.rules.seen import Look, see
from desktop.rules.values import Value
from desktop.rules.whatif import waiting_for
from desktop.rules.witness import bucket_values, fact_points, known_facts
from desktop.rules.wording import Words, say_waiting

MAX_AWAITED = 5


def awaited(found: Evaluation, words: Words) -> tuple[Awaited, ...]:
    """The awaited facts: first that of the best action which would open, then those of most actions."""
    layout, standing = found.bundle.compiled.layout, found.standing
    by_fact: dict[str, list[int]] = {}
    alone = _alone(found)
    for number in bit_list(standing.held | standing.possible)[:MAX_CANDIDATES]:
        for fact in _keys(found, number, alone):
            by_fact.setdefault(fact, []).append(number)
    ranked = sorted(by_fact.items(), key=lambda item: (item[1][0], -len(item[1]), item[0]))
    told = []
    for fact, numbers in ranked[:MAX_AWAITED]:
        ids = tuple(layout.ids[number] for number in numbers)
        titles = tuple(words.fill(found.bundle.catalogue.actions[action_id].title) for action_id in ids)
        told.append(Awaited(fact, say_waiting(fact, words), words.label(fact), words.source(fact), ids, titles))
    return tuple(told)


def _alone(found: Evaluation) -> dict[int, set[str]]:
    """Per condition of the catalogue the facts each of which could make it true by itself."""
    alone: dict[int, set[str]] = {}
    for unlock in waiting_for(found.gate_runner) if found.gate_runner is not None else ():
        for rule in unlock.rules:
            alone.setdefault(rule, set()).add(unlock.fact)
    return alone


def _keys(found: Evaluation, number: int, alone: dict[int, set[str]]) -> list[str]:
    """The facts each of which could open an action by itself; a result stands for what it waits for."""
    shared: set[str] | None = None
    for facts in _open(found, number, alone):
        shared = facts if shared is None else shared & facts
    names: dict[str, None] = {}
    for name in sorted(shared or ()):
        if name.startswith("decision."):
            names.update(dict.fromkeys(found.waits(name.split(".")[1])))
        elif _some_value_opens(found, number, name):
            names[name] = None
    return list(names)


def _some_value_opens(found: Evaluation, number: int, name: str) -> bool:
    """Whether the gates can all be open for one value of a fact: one of them may want what another forbids."""
    catalogue, schema = found.bundle.catalogue, found.bundle.schema
    action = catalogue.actions[found.bundle.compiled.layout.ids[number]]
    nodes = [*action.gates.values(), *(node for group in catalogue.groups_of(action) for node in group.gates.values())]
    nodes = [node for node in nodes if name in names_in(node)]
    definition = schema.facts[name]
    points = fact_points(nodes, schema)
    if not nodes or name not in points:
        return True
    values: list[Value | None] = list(bucket_values(definition, points[name]).values())
    values += [None] if definition.nullable else []
    facts = [fact for value in values for fact in known_facts({name: value})]
    views = ({**found.seen, name: see(fact, definition, found.inputs.now)} for fact in facts)
    return any(all(truth(node, view) is T for node in nodes) for view in views)


def _open(found: Evaluation, number: int, alone: dict[int, set[str]]) -> Iterator[set[str]]:
    """Per open condition of an action the facts that could make it true; likewise for a value not yet known."""
    layout = found.bundle.compiled.layout
    rules = [at + number for gate, at in layout.offsets.items() if gate in CONDITION_GATES]
    rules += [rule for rule, _, members in layout.groups if members >> number & 1]
    for rule in rules:
        if found.gates.of(rule) is U:
            yield alone.get(rule, set())
    judgement = found.judgement_of(number)
    if judgement.value is None and judgement.action.value_expr is not None:
        unknown = {n for n in names_in(judgement.action.value_expr) if found.seen[n].look is Look.UNKNOWN}
        yield unknown if len(unknown) == 1 else set()
