from __future__ import annotations

from datetime import UTC, date, datetime, timedelta

import pytest

from desktop.rules.facts import Fact, FactSet, FactState
from desktop.rules.seen import Look, Seen, next_change, see, see_again, see_all, stale_names, timed_facts
from desktop.rules.values import Value
from tests.rules.support import NOW, ZONE, schema_of

SCHEMA = schema_of("""format = "callside.facts/1"
[fact]
old = { type = "int", max_age = "1min" }
kept = { type = "int", max_age = "1min", stale = "keep" }
still = { type = "int" }
started = { type = "datetime", max_age = "10min" }
until = { type = "date" }
time = { derive = { kind = "elapsed", from = "started", step = "1min" } }
left = { derive = { kind = "days_until", from = "until" } }
hour = { derive = { kind = "time_of_day", step = "1h" } }
day = { derive = { kind = "weekday" } }
""")
SECOND = timedelta(seconds=1)
Constants = dict[str, tuple[Value, ...] | None]


def looked(*facts: Fact, at: datetime = NOW) -> dict[str, Seen]:
    return see_all(FactSet.of(facts), SCHEMA, at, ZONE)


def test_stale_answers_become_unknown_or_are_kept() -> None:
    past = NOW - timedelta(seconds=61)
    old, kept = (see(Fact.known(n, 1, "crm", past), SCHEMA.facts[n], NOW) for n in ("old", "kept"))
    assert (old.look, old.stale, old.value) == (Look.UNKNOWN, True, None)
    assert (kept.look, kept.stale, kept.value) == (Look.KNOWN, True, 1)
    fresh = see(Fact.known("old", 1, "crm", NOW - timedelta(seconds=60)), SCHEMA.facts["old"], NOW)
    assert not fresh.stale
    assert stale_names({"old": old, "kept": kept, "still": fresh}, ["old", "kept", "still"]) == ("kept", "old")


def test_an_absent_answer_grows_stale_too_but_a_question_does_not() -> None:
    past = NOW - timedelta(hours=1)
    seen = looked(
        Fact.absent("old", "crm", past), Fact.pending("kept", "crm", past), Fact.known("still", 1, "crm", past)
    )
    assert (seen["old"].look, seen["old"].stale) == (Look.UNKNOWN, True)
    assert (seen["kept"].look, seen["kept"].stale) == (Look.UNKNOWN, False)
    assert (seen["still"].look, seen["still"].stale) == (Look.KNOWN, False)


@pytest.mark.parametrize(
    ("origin", "look", "state"),
    [
        (Fact.absent("started", "phone", NOW), Look.ABSENT, FactState.ABSENT),
        (Fact.pending("started", "phone", NOW), Look.UNKNOWN, FactState.PENDING),
        (Fact.failed("started", "down", "phone", NOW), Look.UNKNOWN, FactState.FAILED),
        (Fact.known("started", NOW, "phone", NOW - timedelta(minutes=11)), Look.UNKNOWN, FactState.PENDING),
    ],
)
def test_what_follows_from_a_fact_is_as_settled_as_the_fact(origin: Fact, look: Look, state: FactState) -> None:
    seen = looked(origin)["time"]
    assert (seen.look, seen.value, seen.fact.state, seen.fact.source) == (look, None, state, "phone")


def test_what_follows_from_a_known_fact_and_from_the_time_alone() -> None:
    seen = looked(Fact.known("started", NOW - timedelta(seconds=90), "phone", NOW))
    assert (seen["time"].value, seen["time"].fact.source) == (timedelta(minutes=1), "phone")
    assert (seen["hour"].value, seen["day"].value) == (timedelta(hours=10), "thursday")
    assert (seen["left"].look, seen["left"].fact.source) == (Look.UNKNOWN, "")


def test_looking_again_equals_looking_anew_and_keeps_what_is_the_same() -> None:
    first = FactSet.of([Fact.known("old", 1, "crm", NOW), Fact.known("still", 1), Fact.known("kept", 5)])
    before = see_all(first, SCHEMA, NOW, ZONE)
    later = NOW + timedelta(minutes=2)
    second, _ = FactSet.of([f for f in first if f.name != "kept"]).merged(
        [Fact.known("until", date(2026, 12, 5)), Fact.known("undeclared", 1)]
    )
    again = see_again(second, first, SCHEMA, later, ZONE, before, timed_facts(SCHEMA))
    assert again == see_all(second, SCHEMA, later, ZONE)
    assert (again["left"].value, again["old"].stale, again["kept"].look) == (2, True, Look.UNKNOWN)
    assert again["still"] is before["still"]
    assert again["day"] is before["day"]


def test_facts_that_change_by_themselves_the_derived_ones_last() -> None:
    assert timed_facts(SCHEMA) == ("old", "kept", "started", "time", "left", "hour", "day")


@pytest.mark.parametrize(
    ("facts", "constants", "at"),
    [
        ([Fact.known("old", 1, "crm", NOW)], {"old": (1,)}, NOW + timedelta(minutes=1, microseconds=1)),
        ([Fact.absent("old", "crm", NOW)], {"old": (1,)}, NOW + timedelta(minutes=1, microseconds=1)),
        ([Fact.pending("old", "crm", NOW)], {"old": (1,)}, None),
        ([Fact.known("old", 1)], {"old": (1,)}, None),
        ([Fact.known("old", 1, "crm", datetime.max.replace(tzinfo=UTC))], {"old": (1,)}, None),
        ([Fact.known("old", 1, "crm", NOW - timedelta(hours=1))], {"old": (1,)}, None),
        ([Fact.known("still", 1, "crm", NOW)], {"still": (1,)}, None),
        ([], {"day": ("friday",)}, ZONE.start_of_day(date(2026, 12, 4))),
        ([], {"day": ()}, None),
        ([], {"hour": (timedelta(hours=12),)}, NOW.replace(hour=11, minute=0)),
        ([], {"hour": (timedelta(hours=9),)}, ZONE.start_of_day(date(2026, 12, 4))),
        ([Fact.known("started", NOW)], {"time": (timedelta(minutes=5),)}, NOW + timedelta(minutes=5)),
        ([Fact.known("started", NOW)], {"time": None}, NOW + timedelta(minutes=1)),
        ([Fact.known("started", NOW, "phone", NOW)], {"time": (timedelta(hours=1),)}, NOW + timedelta(minutes=10, microseconds=1)),
        ([Fact.pending("started", "phone", NOW)], {"time": None}, None),
        ([Fact.known("started", NOW - timedelta(hours=1))], {"time": (timedelta(minutes=5),)}, None),
        ([Fact.known("until", date(2026, 12, 9))], {"left": (2,), "hour": (timedelta(hours=20),)}, NOW.replace(hour=19, minute=0)),
    ],
)  # fmt: skip
def test_the_next_change_is_the_first_that_the_rules_can_notice(
    facts: list[Fact], constants: Constants, at: datetime | None
) -> None:
    assert next_change(looked(*facts), SCHEMA, NOW, ZONE, constants) == at


def test_a_change_that_is_due_now_is_past() -> None:
    assert next_change(looked(), SCHEMA, NOW, ZONE, {}) is None
    midnight = ZONE.start_of_day(date(2026, 12, 4))
    assert next_change(looked(at=midnight), SCHEMA, midnight, ZONE, {"day": None}) == midnight + timedelta(days=1)
