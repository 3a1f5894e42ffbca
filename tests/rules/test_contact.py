from __future__ import annotations

from dataclasses import replace
from datetime import datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from desktop.rules.actions import FOREVER, Action, Catalogue, ContactRule, Group, Outcome
from desktop.rules.contact import NEVER, ContactEvent, Suppression, groups_of_event, suppression
from tests.rules.support import NOW

DAY = timedelta(days=1)


def rule(
    on: Outcome = Outcome.SHOWN, count: int = 2, within: int = 7, pause: timedelta = 3 * DAY, **more
) -> ContactRule:
    return ContactRule(on, count, within * DAY, pause, **more)


def event(days_ago: float, on: Outcome = Outcome.SHOWN, action: str = "a", **more) -> ContactEvent:
    return ContactEvent(action, on, NOW - days_ago * DAY, **more)


def until(rules: list[ContactRule], events: list[ContactEvent], groups: tuple[Group, ...] = (), channel: str = "voice"):
    action = Action("a", "A", "g", contact_policy=tuple(rules))
    catalogue = Catalogue({"a": action, "b": Action("b", "B", "g")}, {group.id: group for group in groups})
    found = suppression(action, catalogue, events, NOW, channel)
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
    found = suppression(
        Action("a", "A", contact_policy=(rule(count=1, pause=FOREVER),)), Catalogue(), [event(900)], NOW
    )
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


FAMILY = {
    "outer": Group("outer"),
    "left": Group("left", parent="outer"),
    "right": Group("right", parent="outer"),
}
ACTIONS = {"a": "left", "b": "left", "c": "right", "d": "outer", "e": ""}


@pytest.mark.parametrize(
    ("owner", "hit"),
    [("a", {"a", "b"}), ("left", {"a", "b"}), ("outer", {"a", "b", "c", "d"})],
    ids=["the action's own rule", "its group's", "that of the group around"],
)
@pytest.mark.parametrize("named", [True, False])
def test_a_group_counts_what_happened_in_it_and_in_the_groups_inside(owner: str, hit: set[str], named: bool) -> None:
    policy = (rule(count=1, scope="group"),)
    groups = {name: replace(g, contact_policy=policy if name == owner else ()) for name, g in FAMILY.items()}
    actions = {name: Action(name, name, group) for name, group in ACTIONS.items()}
    asked = replace(actions["a"], contact_policy=policy if owner == "a" else ())
    catalogue = Catalogue(actions | {"a": asked}, groups)
    for name, group in ACTIONS.items():
        log = [event(1, action=name, group=group if named else "")]
        assert (suppression(asked, catalogue, log, NOW) is not None) is (name in hit), name


EVENTS = st.lists(
    st.builds(
        event,
        st.integers(-2, 40).map(lambda n: n / 2),
        st.sampled_from([Outcome.SHOWN, Outcome.REJECTED]),
        st.sampled_from(["a", "b", "x"]),
        group=st.sampled_from(["g", "h", ""]),
        channel=st.sampled_from(["voice", "chat"]),
    ),
    max_size=8,
)
RULES = st.builds(
    rule,
    st.sampled_from([Outcome.SHOWN, Outcome.REJECTED]),
    st.integers(1, 3),
    st.integers(1, 9),
    st.integers(0, 12).map(lambda n: n * DAY) | st.just(FOREVER),
    scope=st.sampled_from(["action", "group", "channel"]),
    channel=st.sampled_from(["", "voice", "chat"]),
)


def paused_by_definition(asked: ContactRule, events: list[ContactEvent]) -> datetime | None:
    """The latest event t with at least `count` in (t - within, t], and the pause after it."""
    scopes = {
        "action": lambda e: e.action_id == "a",
        "group": lambda e: e.action_id == "a" or e.group == "g" or (e.group == "" and e.action_id == "b"),
        "channel": lambda e: bool(asked.channel) or e.channel == "voice",
    }
    fits = [e.at for e in events if e.outcome is asked.on and scopes[asked.scope](e) and e.at <= NOW
            and asked.channel in ("", e.channel)]  # fmt: skip
    full = [t for t in fits if sum(t - asked.within < other <= t for other in fits) >= asked.count]
    if not full:
        return None
    end = NEVER if asked.pause == FOREVER else max(full) + asked.pause
    return end if end > NOW else None


@given(RULES, EVENTS)
def test_a_pause_is_that_of_the_definition(asked: ContactRule, events: list[ContactEvent]) -> None:
    assert until([asked], events) == paused_by_definition(asked, events)


def test_events_of_the_future_are_not_there_yet() -> None:
    assert until([rule(count=1)], [event(-1)]) is None


def test_an_event_counts_from_its_own_instant_and_a_pause_ends_at_its_end() -> None:
    assert until([rule(count=1)], [event(0)]) == NOW + 3 * DAY
    assert until([rule(count=1)], [event(3)]) is None
    assert until([], [event(1, Outcome.SNOOZED, until=NOW)]) is None


def test_the_pause_that_ends_last_tells_what_it_stands_on() -> None:
    rules = (rule(count=1, pause=9 * DAY, scope="channel"), rule(on=Outcome.REJECTED, count=1))
    events = [event(1, channel="voice"), event(0.5, Outcome.REJECTED), event(0, Outcome.SNOOZED, until=NOW + DAY)]
    action = Action("a", "A", contact_policy=rules)
    assert suppression(action, Catalogue(), events, NOW, "voice") == Suppression(
        NOW + 8 * DAY, Outcome.SHOWN, 1, "channel"
    )
    assert suppression(action, Catalogue(), events, NOW, "email") == Suppression(NOW + 2.5 * DAY, Outcome.REJECTED)
    assert suppression(action, Catalogue(), events[2:], NOW) == Suppression(NOW + DAY, Outcome.SNOOZED)
    assert not Suppression(NOW, Outcome.SHOWN).is_forever


def test_a_snooze_is_for_its_action_alone() -> None:
    assert until([], [event(1, Outcome.SNOOZED, action="b", until=NOW + DAY)]) is None
    snoozes = [event(1, Outcome.SNOOZED, action="b", until=NOW + DAY), event(1, Outcome.SNOOZED, until=NOW + 2 * DAY)]
    assert until([], snoozes) == NOW + 2 * DAY


def test_only_the_outcome_named_counts() -> None:
    assert until([rule(count=1)], [event(1, Outcome.REJECTED)]) is None
    assert until([rule()], [event(2), event(1, Outcome.REJECTED)]) is None


@pytest.mark.parametrize(
    ("scope", "channel", "matches"),
    [
        ("action", "", ["own", "own by mail"]),
        ("action", "email", ["own by mail"]),
        ("group", "", ["own", "own by mail", "of the group", "of the group by mail"]),
        ("group", "email", ["own by mail", "of the group by mail"]),
        ("channel", "", ["own", "of the group", "of another"]),
        ("channel", "email", ["own by mail", "of the group by mail", "of another by mail"]),
    ],
)
def test_which_events_a_rule_is_about(scope: str, channel: str, matches: list[str]) -> None:
    """The call is by voice; the action `a` has no group written in its events, as before it joined one."""
    log = {
        "own": event(1, channel="voice"),
        "own by mail": event(1, channel="email"),
        "of the group": event(1, action="b", group="g", channel="voice"),
        "of the group by mail": event(1, action="b", group="g", channel="email"),
        "of another": event(1, action="c", group="h", channel="voice"),
        "of another by mail": event(1, action="c", group="h", channel="email"),
    }
    asked = rule(count=1, scope=scope, channel=channel)
    assert [name for name, one in log.items() if until([asked], [one], (Group("g"),), "voice")] == matches


@pytest.mark.parametrize("count", [1, 2, 3])
def test_the_count_is_met_by_exactly_so_many(count: int) -> None:
    events = [event(1 + n / 10) for n in range(3)]
    assert until([rule(count=count)], events[: count - 1]) is None
    assert until([rule(count=count)], events[:count]) == NOW + 2 * DAY
    assert until([rule(count=count)], events[::-1]) == NOW + 2 * DAY


def test_an_older_group_of_events_can_be_the_one_in_force() -> None:
    events = [event(5), event(4.5), event(1)]
    assert until([rule(within=1, pause=6 * DAY)], events) == NOW + 1.5 * DAY


def test_a_pause_past_the_end_of_time_is_for_good() -> None:
    assert until([rule(count=1, pause=timedelta.max - DAY)], [event(1)]) == NEVER


@pytest.mark.parametrize(
    ("action", "named", "groups"),
    [
        ("a", "", ("inner", "outer")),
        ("a", "outer", ("outer",)),
        ("a", "no longer there", ("no longer there",)),
        ("unknown", "", ()),
        ("unknown", "inner", ("inner", "outer")),
    ],
)
def test_the_groups_in_which_an_event_happened(action: str, named: str, groups: tuple[str, ...]) -> None:
    nested = {"inner": Group("inner", parent="outer"), "outer": Group("outer")}
    catalogue = Catalogue({"a": Action("a", "A", "inner")}, nested)
    assert groups_of_event(event(1, action=action, group=named), catalogue) == groups


def test_a_call_without_a_channel_is_like_earlier_ones_without_one() -> None:
    action = Action("a", "A", contact_policy=(rule(count=1, scope="channel"),))
    assert suppression(action, Catalogue(), [event(1)], NOW) is not None
    assert suppression(action, Catalogue(), [event(1, channel="voice")], NOW) is None
