"""The indexes of a bundle: one per table, one for all conditions of the catalogue."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field

from desktop.rules.actions import Catalogue
from desktop.rules.index import Index, build_index
from desktop.rules.nodes import Node, names_in
from desktop.rules.schema import Schema
from desktop.rules.tables import Table

NO_INDEX = Index(0, {}, (), 0)


@dataclass(frozen=True, slots=True)
class Compiled:
    """Indexes by table, and the index of gates with the rule number of each condition.

    Conditions of the catalogue are found by identity: the bundle holds them as long as this.
    """

    tables: Mapping[str, Index] = field(default_factory=dict)
    gates: Index = NO_INDEX
    gate_rules: Mapping[int, int] = field(default_factory=dict)
    gate_owners: tuple[frozenset[str], ...] = ()
    value_reads: Mapping[str, frozenset[str]] = field(default_factory=dict)
    action_order: Mapping[str, int] = field(default_factory=dict)


def compiled(tables: Sequence[Table], catalogue: Catalogue, schema: Schema) -> Compiled:
    """Build all indexes."""
    indexes = {t.id: build_index([row.condition for row in t.rows], schema) for t in tables}
    owned = list(_owned_conditions(catalogue))
    actions = catalogue.actions.values()
    gates = build_index([node for _, node in owned], schema)
    return Compiled(
        tables=indexes,
        gates=gates,
        gate_rules={id(node): rule for rule, (_, node) in enumerate(owned)},
        gate_owners=tuple(owners for owners, _ in owned),
        value_reads={a.id: frozenset(names_in(a.value_expr)) for a in actions if a.value_expr is not None},
        action_order={action_id: place for place, action_id in enumerate(catalogue.actions)},
    )


def _owned_conditions(catalogue: Catalogue) -> Iterator[tuple[frozenset[str], Node]]:
    """Each condition of the catalogue with the actions it decides about."""
    members: dict[str, set[str]] = {group: set() for group in catalogue.groups}
    for action in catalogue.actions.values():
        for group in catalogue.groups_of(action):
            members[group.id].add(action.id)
    for group in catalogue.groups.values():
        for node in group.gates.values():
            yield frozenset(members[group.id]), node
    for action in catalogue.actions.values():
        for node in (*action.gates.values(), *(w.when for w in action.context_weights)):
            yield frozenset({action.id}), node


def conditions(tables: Sequence[Table], catalogue: Catalogue) -> Iterator[Node]:
    """Every condition and expression of a bundle."""
    for table in tables:
        for row in table.rows:
            yield row.condition
    for _, node in _owned_conditions(catalogue):
        yield node
    for action in catalogue.actions.values():
        if action.value_expr is not None:
            yield action.value_expr
