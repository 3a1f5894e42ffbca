"""Contact policy: what the log of earlier offers forbids, and until when."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime

from desktop.rules.actions import FOREVER, Action, ContactRule, Group, Outcome

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
    groups: Sequence[Group],
    history: Iterable[ContactEvent],
    now: datetime,
    channel: str = "",
) -> Suppression | None:
    """The pause in force at `now` that ends last, or None."""
    events = [event for event in history if event.at <= now]
    found = list(_snoozes(action, events))
    rules = [*action.contact_policy, *(rule for group in groups for rule in group.contact_policy)]
    group_ids = {group.id for group in groups}
    for rule in rules:
        end = _paused_until(rule, [e for e in events if _fits(rule, e, action, group_ids, channel)])
        if end is not None:
            found.append(Suppression(end, rule.on, rule.count, rule.scope))
    active = [s for s in found if s.until > now]
    return max(active, key=lambda s: s.until, default=None)


def _snoozes(action: Action, events: Iterable[ContactEvent]) -> Iterable[Suppression]:
    for event in events:
        if event.action_id == action.id and event.until is not None:
            yield Suppression(event.until, event.outcome)


def _fits(rule: ContactRule, event: ContactEvent, action: Action, groups: set[str], channel: str) -> bool:
    if event.outcome is not rule.on or (rule.channel and event.channel != rule.channel):
        return False
    if rule.scope == "group":
        return event.group in groups or event.action_id == action.id
    if rule.scope == "channel":
        return bool(rule.channel) or event.channel == channel
    return event.action_id == action.id


def _paused_until(rule: ContactRule, events: Sequence[ContactEvent]) -> datetime | None:
    """The end of the pause after the latest event that completes `count` within the time."""
    times = sorted(event.at for event in events)
    for index in range(len(times) - 1, rule.count - 2, -1):
        last = times[index]
        if last - times[index - rule.count + 1] < rule.within or rule.count == 1:
            return _later(last, rule)
    return None


def _later(at: datetime, rule: ContactRule) -> datetime:
    if rule.pause == FOREVER:
        return NEVER
    try:
        return at + rule.pause
    except OverflowError:
        return NEVER
