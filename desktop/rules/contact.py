"""Contact policy: what the log of earlier offers forbids, and until when."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime

from desktop.rules.actions import FOREVER, Action, Catalogue, ContactRule, Outcome

NEVER = datetime.max.replace(tzinfo=UTC)


@dataclass(frozen=True, slots=True)
class ContactEvent:
    """One entry of the customer's log; `until` is the end of a snooze."""

    action_id: str
    outcome: Outcome
    at: datetime
    group: str = ""
    channel: str = ""
    until: datetime | None = None


@dataclass(frozen=True, slots=True)
class Suppression:
    """An action is paused until an instant (NEVER: for good) since something happened."""

    until: datetime
    on: Outcome
    count: int = 1
    scope: str = "action"

    @property
    def is_forever(self) -> bool:
        """Whether the pause has no end."""
        return self.until == NEVER


def suppression(
    action: Action,
    catalogue: Catalogue,
    history: Iterable[ContactEvent],
    now: datetime,
    channel: str = "",
) -> Suppression | None:
    """The pause in force at `now` that ends last, or None; `channel` is that of this call."""
    events = [event for event in history if event.at <= now]
    found = list(_snoozes(action, events))
    for group_id, rule in contact_rules(action, catalogue):
        scope = _Scope(rule, action, group_id, channel)
        end = _paused_until(rule, [event for event in events if scope.holds(event, catalogue)])
        if end is not None:
            found.append(Suppression(end, rule.on, rule.count, rule.scope))
    active = [s for s in found if s.until > now]
    return max(active, key=lambda s: s.until, default=None)


def contact_rules(action: Action, catalogue: Catalogue) -> Iterator[tuple[str, ContactRule]]:
    """The contact rules for an action, each with the group it speaks of when its scope is the group."""
    yield from ((action.group, rule) for rule in action.contact_policy)
    for group in catalogue.groups_of(action):
        yield from ((group.id, rule) for rule in group.contact_policy)


def groups_of_event(event: ContactEvent, catalogue: Catalogue) -> tuple[str, ...]:
    """The groups in which an event happened: the one it names, else that of its action, and those around it."""
    known = catalogue.actions.get(event.action_id)
    name = event.group or (known.group if known is not None else "")
    around = tuple(group.id for group in catalogue.around(name))
    return around or ((name,) if name else ())


def _snoozes(action: Action, events: Iterable[ContactEvent]) -> Iterable[Suppression]:
    for event in events:
        if event.action_id == action.id and event.until is not None:
            yield Suppression(event.until, event.outcome)


@dataclass(frozen=True, slots=True)
class _Scope:
    """Which events a rule counts."""

    rule: ContactRule
    action: Action
    group: str
    channel: str

    def holds(self, event: ContactEvent, catalogue: Catalogue) -> bool:
        rule = self.rule
        if event.outcome is not rule.on or (rule.channel and event.channel != rule.channel):
            return False
        if rule.scope == "channel":
            return bool(rule.channel) or event.channel == self.channel
        if rule.scope == "group" and self.group in groups_of_event(event, catalogue):
            return True
        return event.action_id == self.action.id


def _paused_until(rule: ContactRule, events: Sequence[ContactEvent]) -> datetime | None:
    """The end of the pause after the latest event that completes `count` within the time."""
    times = sorted(event.at for event in events)
    for index in range(len(times) - 1, rule.count - 2, -1):
        last = times[index]
        if last - times[index - rule.count + 1] < rule.within:
            return _later(last, rule)
    return None


def _later(at: datetime, rule: ContactRule) -> datetime:
    if rule.pause == FOREVER:
        return NEVER
    try:
        return at + rule.pause
    except OverflowError:
        return NEVER
