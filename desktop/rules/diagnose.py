"""Calculations that have no result for the facts at hand; conditions read them as absent."""

from __future__ import annotations

from collections.abc import Iterator

from desktop.rules.evaluation import Evaluation
from desktop.rules.kleene import value_of
from desktop.rules.nodes import Arith, Node, walk
from desktop.rules.printer import print_node
from desktop.rules.problems import Place, Problem
from desktop.rules.seen import SeenFacts
from desktop.rules.values import Money, NoResult, Value, calculate


def without_result(found: Evaluation) -> tuple[Problem, ...]:
    """A warning for each calculation over known facts that has no result, such as a division by zero."""
    out = []
    for place, node in _conditions(found):
        for part in walk(node):
            why = _missing(part, found.seen) if isinstance(part, Arith) else None
            if why is not None:
                out.append(place.warning("VAL001", expression=print_node(part), why=why))
    return tuple(out)


def _conditions(found: Evaluation) -> Iterator[tuple[Place, Node]]:
    """The conditions and values of all tables and actions that take part."""
    bundle = found.bundle
    for table in bundle.tables:
        if table.id in found.results:
            yield from ((row.place, row.condition) for row in table.rows)
    for action in bundle.catalogue.actions.values():
        if not action.is_effective(found.today):
            continue
        nodes: list[Node | None] = [*action.gates.values(), action.value_expr]
        nodes += [weight.when for weight in action.context_weights]
        yield from ((action.place, node) for node in nodes if node is not None)
    for group in bundle.catalogue.groups.values():
        yield from ((Place(rule_id=group.id), node) for node in group.gates.values())


def _missing(node: Arith, seen: SeenFacts) -> str | None:
    left, right = value_of(node.left, seen), value_of(node.right, seen)
    if left.value is None or right.value is None:
        return None
    try:
        calculate(node.op, left.value, right.value)
    except NoResult as error:
        if node.op == "/" and _is_zero(right.value):
            return "it divides by zero"
        return "only whole days can be added to a date" if str(error) == "part of a day" else "it is out of range"
    return None


def _is_zero(value: Value) -> bool:
    return not (value.amount if isinstance(value, Money) else value)
