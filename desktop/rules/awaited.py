"""Which single facts would open actions: those on which alone an action waits, the most useful first."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import islice

from desktop.rules.actions import CONDITION_GATES
from desktop.rules.columns import lowest_first, points_of
from desktop.rules.evaluation import MAX_CANDIDATES, Evaluation
from desktop.rules.explain import Awaited
from desktop.rules.index import bits_of
from desktop.rules.kleene import T, U, truth
from desktop.rules.nodes import Node, leaves, names_in
from desktop.rules.normalize import canonical_node, indexed_fact
from desktop.rules.schema import FactDef, Schema
from desktop.rules.seen import Look, see
from desktop.rules.values import Kind, Value
from desktop.rules.whatif import waiting_for
from desktop.rules.witness import bucket_values, known_facts
from desktop.rules.wording import Words, say_waiting

MAX_AWAITED = 5


def awaited(found: Evaluation, words: Words) -> tuple[Awaited, ...]:
    """The awaited facts: first that of the best action which would open, then those of most actions."""
    layout, standing = found.bundle.compiled.layout, found.standing
    by_fact: dict[str, list[int]] = {}
    numbers = list(islice(lowest_first(standing.held | standing.possible), MAX_CANDIDATES))
    alone = _alone(found, numbers)
    for number in numbers:
        for fact in _keys(found, number, alone):
            by_fact.setdefault(fact, []).append(number)
    ranked = sorted(by_fact.items(), key=lambda item: (item[1][0], -len(item[1]), item[0]))
    told = []
    for fact, opened in ranked[:MAX_AWAITED]:
        ids = tuple(layout.ids[number] for number in opened)
        titles = tuple(words.title(found.bundle.catalogue.actions[action_id]) for action_id in ids)
        told.append(Awaited(fact, say_waiting(fact, words), words.label(fact), words.source(fact), ids, titles))
    return tuple(told)


def _alone(found: Evaluation, numbers: Sequence[int]) -> dict[int, set[str]]:
    """Per condition of some actions, or of a group, the facts each of which could make it true by itself."""
    alone: dict[int, set[str]] = {}
    runner, layout = found.gate_runner, found.bundle.compiled.layout
    assert runner is not None  # the gates have been run
    wanted, actions = -1 << layout.after, bits_of(numbers)
    for at in layout.offsets.values():
        wanted |= actions << at
    for unlock in waiting_for(runner, wanted):
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
    if not nodes or definition.type.kind is Kind.SET:
        return True
    view = dict(found.seen)
    for value in _values(definition, nodes, schema):
        for fact in known_facts({name: value}):
            view[name] = see(fact, definition, found.inputs.now)
        if all(truth(node, view) is T for node in nodes):
            return True
    return False


def _values(definition: FactDef, nodes: Sequence[Node], schema: Schema) -> list[Value | None]:
    """A value for each point of a fact that some conditions tell apart, and None where it may be empty."""
    tests = (canonical_node(leaf) for node in nodes for leaf in leaves(node) if definition.name in names_in(leaf))
    points = points_of(definition.type, [test for test in tests if indexed_fact(test, schema)])
    return [*bucket_values(definition, points).values(), *([None] if definition.nullable else [])]


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
