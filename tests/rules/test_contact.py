from __future__ import annotations

from datetime import timedelta

import pytest

from desktop.rules.actions import FOREVER, Action, ContactRule, Group, Outcome
from desktop.rules.contact import ContactEvent, suppression
from tests.rules.support import NOW

DAY = timedelta(days=1)


def rule(
    on: Outcome = Outcome.SHOWN, count: int = 2, within: int = 7, pause: timedelta = 3 * DAY, **more
) -> ContactRule:
    return ContactRule(on, count, within * DAY, pause, **more)


def event(days_ago: float, on: Outcome = Outcome.SHOWN, action: str = "a", **more) -> ContactEvent:
    return ContactEvent(action, on, NOW - days_ago * DAY, **more)


def until(rules: list[ContactRule], events: list[ContactEvent], groups: tuple[Group, ...] = (), channel: str = "voice"):
    found = suppression(Action("a", "A", "g", contact_policy=tuple(rules)), groups, events, NOW, channel)
    return None if found is None else found.until


def test_too_few_events_do_not_pause() -> None:
    assert until([rule()], [event(1)]) is None


def test_the_pause_starts_at_the_event_that_completes_the_count() -> None:
    assert until([rule()], [event(4), event(2)]) == NOW + DAY
    assert until([rule()], [event(4), event(3)]) is None


def test_the_window_is_open_at_its_start() -> None:
    assert until([rule(within=3)], [event(4), event(1)]) is None
    assert until([rule(within=3)], [event(3.999), event(1)]) is not None


def test_the_latest_such_event_counts() -> None:
    assert until([rule(count=1)], [event(9), event(1)]) == NOW + 2 * DAY


def test_a_pause_for_good() -> None:
    found = suppression(Action("a", "A", contact_policy=(rule(count=1, pause=FOREVER),)), (), [event(900)], NOW)
    assert found is not None
    assert found.is_forever


@pytest.mark.parametrize(("scope", "hit"), [("action", False), ("group", True), ("channel", True)])
def test_scopes(scope: str, hit: bool) -> None:
    other = [event(1, action="b", group="g", channel="voice"), event(0.5, action="b", group="g", channel="voice")]
    assert (until([rule(scope=scope)], other, (Group("g"),)) is not None) is hit


def test_channels() -> None:
    events = [event(1, channel="email"), event(0.5, channel="email")]
    assert until([rule(channel="voice")], events) is None
    assert until([rule(channel="email")], events) is not None


def test_a_snooze_ends_by_itself() -> None:
    snoozed = event(1, Outcome.SNOOZED, until=NOW + DAY)
    assert until([], [snoozed]) == NOW + DAY
    assert until([], [event(3, Outcome.SNOOZED, until=NOW - DAY)]) is None


def test_group_rules_hold_for_its_actions() -> None:
    group = Group("g", contact_policy=(rule(on=Outcome.COMPLAINED, count=1, pause=30 * DAY, scope="group"),))
    complaint = event(2, Outcome.COMPLAINED, action="b", group="g")
    assert until([], [complaint], (group,)) == NOW + 28 * DAY


def test_events_of_the_future_are_not_there_yet() -> None:
    assert until([rule(count=1)], [event(-1)]) is None
