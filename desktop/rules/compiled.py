"""The indexes of a bundle: one per table, one for all conditions of the catalogue."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field

from desktop.rules.actions import CONDITION_GATES, Action, Catalogue, GateName
from desktop.rules.arbitrate import Policy, order_key, plain_candidate
from desktop.rules.contact import contact_rules
from desktop.rules.index import Index, bits_of, build_index
from desktop.rules.nodes import ALWAYS, Node, names_in
from desktop.rules.schema import Schema
from desktop.rules.seen import timed_facts
from desktop.rules.tables import Table

NO_INDEX = Index(0, {}, (), 0)


@dataclass(frozen=True, slots=True)
class Layout:
    """Where actions stand in masks: bit n is `ids[n]`, best first as far as no fact is needed to tell.

    The index of gates starts with a block per gate, rule n of a block belonging to action n;
    behind them (from `after`) stand the conditions of groups and of context weights.
    """

    ids: tuple[str, ...] = ()
    numbers: Mapping[str, int] = field(default_factory=dict)
    offsets: Mapping[GateName, int] = field(default_factory=dict)
    groups: tuple[tuple[int, GateName, int], ...] = ()
    members: Mapping[int, int] = field(default_factory=dict)
    after: int = 0
    everybody: int = 0
    mandatory: int = 0
    insistent: int = 0
    moving: int = 0
    valueless: int = 0
    policed: int = 0
    values: Mapping[str, int] = field(default_factory=dict)

    def bits(self, action_ids: Iterable[str]) -> int:
        """The actions of these ids as a bit set."""
        found = 0
        for action_id in action_ids:
            number = self.numbers.get(action_id)
            if number is not None:
                found |= 1 << number
        return found


@dataclass(frozen=True, slots=True)
class Compiled:
    """Indexes by table, and the index of gates with the rule number of each condition.

    Conditions of the catalogue are found by identity: the bundle holds them as long as this.
    """

    tables: Mapping[str, Index] = field(default_factory=dict)
    gates: Index = NO_INDEX
    gate_rules: Mapping[int, int] = field(default_factory=dict)
    layout: Layout = field(default_factory=Layout)
    action_order: Mapping[str, int] = field(default_factory=dict)
    timed: tuple[str, ...] = ()


def compiled(tables: Sequence[Table], catalogue: Catalogue, policy: Policy, schema: Schema) -> Compiled:
    """Build all indexes."""
    indexes = {t.id: build_index([row.condition for row in t.rows], schema) for t in tables}
    best = sorted(catalogue.actions.values(), key=lambda a: order_key(plain_candidate(a, catalogue, policy)))
    rules, layout = _laid_out(best, catalogue)
    return Compiled(
        tables=indexes,
        gates=build_index(rules, schema),
        gate_rules={id(node): rule for rule, node in enumerate(rules) if node is not ALWAYS},
        layout=layout,
        action_order={action_id: place for place, action_id in enumerate(catalogue.actions)},
        timed=timed_facts(schema),
    )


def _laid_out(best: Sequence[Action], catalogue: Catalogue) -> tuple[list[Node], Layout]:
    """All conditions of the catalogue in the order of the index, and the layout over them."""
    rules: list[Node] = []
    offsets = {}
    for gate in CONDITION_GATES:
        if any(gate in action.gates for action in best):
            offsets[gate] = len(rules)
            rules += [action.gate(gate) for action in best]
    after = len(rules)
    insiders: dict[str, list[int]] = {group: [] for group in catalogue.groups}
    for number, action in enumerate(best):
        for group in catalogue.groups_of(action):
            insiders[group.id].append(number)
    groups, members = [], {}
    for group in catalogue.groups.values():
        for gate, node in group.gates.items():
            members[len(rules)] = bits_of(insiders[group.id])
            groups.append((len(rules), gate, members[len(rules)]))
            rules.append(node)
    for number, action in enumerate(best):
        for weight in action.context_weights:
            members[len(rules)] = 1 << number
            rules.append(weight.when)
    return rules, _layout(best, catalogue, offsets, tuple(groups), members, after)


def _layout(
    best: Sequence[Action],
    catalogue: Catalogue,
    offsets: Mapping[GateName, int],
    groups: tuple[tuple[int, GateName, int], ...],
    members: Mapping[int, int],
    after: int,
) -> Layout:
    values: dict[str, int] = {}
    for number, action in enumerate(best):
        for name in names_in(action.value_expr) if action.value_expr is not None else ():
            values[name] = values.get(name, 0) | 1 << number
    priced = [(n, a) for n, a in enumerate(best) if a.value_expr is not None]
    weighted = [n for n, a in enumerate(best) if a.context_weights]
    policed = [n for n, a in enumerate(best) if not a.mandatory and any(True for _ in contact_rules(a, catalogue))]
    return Layout(
        ids=tuple(action.id for action in best),
        numbers={action.id: number for number, action in enumerate(best)},
        offsets=offsets,
        groups=groups,
        members=members,
        after=after,
        everybody=(1 << len(best)) - 1,
        mandatory=bits_of(n for n, a in enumerate(best) if a.mandatory),
        insistent=bits_of(n for n, a in enumerate(best) if a.mandatory and a.show_on_unknown),
        moving=bits_of([n for n, _ in priced] + weighted),
        valueless=bits_of(n for n, a in priced if a.value_if_unknown is None and not a.mandatory),
        policed=bits_of(policed),
        values=values,
    )


def conditions(tables: Sequence[Table], catalogue: Catalogue) -> Iterator[Node]:
    """Every condition and expression of a bundle."""
    for table in tables:
        for row in table.rows:
            yield row.condition
    for group in catalogue.groups.values():
        yield from group.gates.values()
    for action in catalogue.actions.values():
        yield from action.gates.values()
        yield from (weight.when for weight in action.context_weights)
        if action.value_expr is not None:
            yield action.value_expr
