"""What is wrong with the action catalogue: gates that cannot all be open, dates and pauses that hold back for good."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence

from desktop.rules.actions import CONDITION_GATES, FOREVER, Action, GateName, Group, Outcome
from desktop.rules.bundle import Bundle
from desktop.rules.clash import Part, can_never_be
from desktop.rules.findings import Conditions, Finding, finding
from desktop.rules.problems import Severity
from desktop.rules.tables import Status

LONG_PAUSE_DAYS = 365


def analyze_catalogue(bundle: Bundle) -> Iterator[Finding]:
    """The findings about actions and groups."""
    catalogue, conditions = bundle.catalogue, Conditions(bundle.schema)
    around = {group_id: _parts_of_groups(catalogue.around(group_id)) for group_id in catalogue.groups}
    shut = {group_id for group_id, parts in around.items() if can_never_be(parts, bundle.schema)}
    dead = {action.id for action in catalogue.actions.values() if action.group in shut}
    for action in catalogue.actions.values():
        # What shuts a whole group is told once, of the group.
        for found in _action(action, () if action.id in dead else around.get(action.group, ()), conditions):
            dead |= {action.id} if found.problem.is_error else set()
            yield found
    for group in catalogue.groups.values():
        yield from _gates(
            group, () if group.parent in shut else around[group.parent] if group.parent else (), conditions
        )
        yield from _pauses(group)
        members = [a for a in catalogue.actions.values() if group in catalogue.groups_of(a)]
        why = "" if group.id in shut else _why_never(group, members, dead)
        if why:
            yield finding(group.place, "CHK012", Severity.WARNING, (group.id,), group=group.id, why=why)


def _why_never(group: Group, members: Iterable[Action], dead: set[str]) -> str:
    """Why a group can never show a card; blank when it can."""
    live = [action for action in members if action.status is Status.ACTIVE]
    if not live:
        return "none of them is active"
    if group.max_shown == 0 and not any(action.mandatory for action in live):
        return "its max_shown is 0"
    return "none of them can ever pass its gates" if all(action.id in dead for action in live) else ""


def _action(action: Action, around: Sequence[Part], conditions: Conditions) -> Iterator[Finding]:
    yield from _gates(action, around, conditions)
    for number, weight in enumerate(action.context_weights, 1):
        what = f"the when of context weight {number} of the action {action.id}"
        yield from conditions.look_at(Part(weight.when, place=weight.place), what, f"{action.id}/weight {number}")
    ends, starts = action.effective_to, action.effective_from
    if ends and starts and ends < starts:
        told = {"what": f"The action {action.id}", "ends": ends, "starts": starts}
        yield finding(
            action.key_places.get("effective_to", action.place), "CHK008", Severity.ERROR, (action.id,), **told
        )
    if not action.mandatory:
        yield from _pauses(action)


def _gates(owner: Action | Group, around: Sequence[Part], conditions: Conditions) -> Iterator[Finding]:
    """Gates that can never all be open, those of the groups around included; else those that always are."""
    own = _parts(owner)
    if can_never_be((*own, *around), conditions.schema):
        yield conditions.never((*own, *around), _name(owner), owner.id, "offered", owner.place)
        return
    for part in own:
        yield from conditions.look_at(part, f"the {part.called} of {_name(owner)}", f"{owner.id}/{part.called}")


def _parts(owner: Action | Group, suffix: str = "") -> tuple[Part, ...]:
    """The conditions of the gates of an action or a group, in the order in which they are asked."""
    places = owner.key_places
    return tuple(
        Part(owner.gates[gate], gate.value + suffix, places.get(gate, owner.place))
        for gate in CONDITION_GATES
        if gate in owner.gates
    )


def _parts_of_groups(groups: Iterable[Group]) -> tuple[Part, ...]:
    return tuple(part for group in groups for part in _parts(group, f" of {_name(group)}"))


def _name(owner: Action | Group) -> str:
    return f"the {'group' if isinstance(owner, Group) else 'action'} {owner.id}"


_SCOPES = {
    "action": "one showing pauses it for a year or more",
    "group": "one card shown pauses its whole group for a year or more",
    "channel": "one card shown pauses everything on the channel for a year or more",
}


def _pauses(owner: Action | Group) -> Iterator[Finding]:
    """Contact rules after which nothing is left to show."""
    place = owner.key_places.get(GateName.CONTACT, owner.place)
    for contact in owner.contact_policy:
        endless = contact.pause == FOREVER or contact.pause.days >= LONG_PAUSE_DAYS
        if contact.on is Outcome.SHOWN and contact.count == 1 and endless:
            told = {"what": _name(owner), "why": _SCOPES[contact.scope]}
            yield finding(place, "CHK009", Severity.WARNING, (owner.id,), **told)
