"""What is wrong with the action catalogue: gates that cannot all be open, dates and pauses that hold back for good."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from desktop.rules.actions import CONDITION_GATES, FOREVER, Action, ContactRule, Group, Outcome
from desktop.rules.boxes import space_of
from desktop.rules.bundle import Bundle
from desktop.rules.findings import Finding, always, finding
from desktop.rules.gaps import find_gap
from desktop.rules.nodes import Node, all_of, names_in
from desktop.rules.problems import Place, Severity
from desktop.rules.schema import Schema
from desktop.rules.tables import Status

LONG_PAUSE_DAYS = 365


def analyze_catalogue(bundle: Bundle) -> Iterator[Finding]:
    """The findings about actions and groups."""
    dead = {action.id: tuple(_action(action, bundle)) for action in bundle.catalogue.actions.values()}
    for found in dead.values():
        yield from found
    for group in bundle.catalogue.groups.values():
        for gate, node in group.gates.items():
            yield from _condition(group.place, f"{group.id}/{gate.value}", node, bundle.schema)
        yield from _pauses(group.place, group.id, group.contact_policy)
        members = [a for a in bundle.catalogue.actions.values() if group in bundle.catalogue.groups_of(a)]
        why = _why_never(group, members, {i for i, found in dead.items() if any(f.problem.is_error for f in found)})
        if why:
            yield finding(group.place, "CHK012", Severity.WARNING, (group.id,), group=group.id, why=why)


def _why_never(group: Group, members: Iterable[Action], dead: set[str]) -> str:
    """Why a group can never show a card; blank when it can."""
    live = [action for action in members if action.status is Status.ACTIVE]
    if not live:
        return "none is active"
    if group.max_shown == 0 and not any(action.mandatory for action in live):
        return "max_shown is 0"
    return "none of them can ever pass its gates" if all(action.id in dead for action in live) else ""


def _action(action: Action, bundle: Bundle) -> Iterator[Finding]:
    groups = bundle.catalogue.groups_of(action)
    nodes = [action.gate(gate) for gate in CONDITION_GATES]
    nodes += [node for group in groups for node in group.gates.values()]
    space = space_of([all_of(*nodes)], bundle.schema)
    if all(space.is_empty(box) for box in space.boxes):
        yield finding(action.place, "CHK001", Severity.ERROR, (action.id,), rule=action.id)
    else:
        for gate, node in action.gates.items():
            yield from _condition(action.place, f"{action.id}/{gate.value}", node, bundle.schema)
    for number, weight in enumerate(action.context_weights, 1):
        yield from _condition(action.place, f"{action.id}/weight {number}", weight.when, bundle.schema)
    if action.effective_from and action.effective_to and action.effective_to < action.effective_from:
        yield finding(action.place, "CHK008", Severity.ERROR, (action.id,), rule=action.id)
    if not action.mandatory:
        yield from _pauses(action.place, action.id, action.contact_policy)


def _condition(place: Place, rule: str, node: Node, schema: Schema) -> Iterator[Finding]:
    """A condition that is never or always true."""
    if not names_in(node):
        return
    space = space_of([node], schema)
    if all(space.is_empty(box) for box in space.boxes):
        yield finding(place, "CHK001", Severity.ERROR, (rule,), rule=rule)
    else:
        yield from always(place, rule, find_gap(space, space.boxes))


_SCOPES = {
    "action": "shown once pauses it for a year or more",
    "group": "one card shown pauses its whole group for a year or more",
    "channel": "one card shown pauses everything on the channel for a year or more",
}


def _pauses(place: Place, rule: str, policy: Iterable[ContactRule]) -> Iterator[Finding]:
    """Contact rules after which nothing is left to show."""
    for contact in policy:
        endless = contact.pause == FOREVER or contact.pause.days >= LONG_PAUSE_DAYS
        if contact.on is Outcome.SHOWN and contact.count == 1 and endless:
            yield finding(place, "CHK009", Severity.WARNING, (rule,), rule=rule, why=_SCOPES[contact.scope])
