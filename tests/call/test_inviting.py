"""Who is invited to a survey: never without a consent that is known, never while a pause lasts."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from itertools import pairwise
from types import MappingProxyType

import pytest
from hypothesis import given
from hypothesis import strategies as st

from desktop.call.inviting import Invited, Situation, offer
from desktop.playbook.survey_read import Survey, Surveys
from desktop.playbook.words import Words

NOW = datetime(2026, 11, 21, 9, 0, tzinfo=UTC)
BOTH = {"email": "a@example.com", "sms": "+4930123456"}


def survey(name: str, days: int = 30, channel: str = "email", call_types: tuple[str, ...] = ()) -> Survey:
    words = Words(MappingProxyType({"en": "How was it?", "de": "Wie war es?"}))
    return Survey(name, "csat", channel, words, timedelta(days=days), None, call_types)


SURVEYS = Surveys(
    timedelta(days=10), (survey("order", call_types=("order",)), survey("any", 60), survey("text", 5, "sms"))
)


def at(**fields) -> Situation:
    usual = {"call_type": "order", "consent": True, "invited": (), "reach": BOTH, "facts": {}, "language": "de"}
    return Situation(**{**usual, "now": NOW, **fields})


def ago(name: str, days: float) -> Invited:
    return Invited(name, NOW - timedelta(days=days))


def test_the_first_that_fits_is_offered_in_the_customers_language():
    found = offer(SURVEYS, at())
    assert found is not None
    assert (found.id, found.question, found.to, found.reason) == ("order", "Wie war es?", "a@example.com", "")
    assert offer(SURVEYS, at(call_type="billing")).id == "any"


@pytest.mark.parametrize(
    ("fields", "reason"),
    [
        ({"consent": None}, "consent_unknown"),
        ({"consent": False}, "no_consent"),
        ({"invited": None}, "history_unknown"),
        ({"invited": (ago("any", 9.9),)}, "asked"),
        ({"reach": {}}, "no_address"),
        ({"taken": False}, "no_system"),
    ],
)
def test_why_none_is_offered(fields: dict, reason: str):
    found = offer(SURVEYS, at(**fields))
    assert found is not None
    assert (found.id, found.reason) == ("", reason)


def test_how_long_ago_is_told():
    assert offer(SURVEYS, at(invited=(ago("any", 40), ago("old", 3.5)))).days == 3


def test_a_survey_that_was_answered_for_lately_gives_way_to_the_next():
    assert offer(SURVEYS, at(invited=(ago("order", 12),))).id == "any"
    assert offer(SURVEYS, at(invited=(ago("order", 12), ago("any", 12)))).id == "text"


def test_a_playbook_without_surveys_says_nothing():
    assert offer(None, at()) is None
    assert offer(Surveys(), at()) is None


def test_no_survey_for_this_call_is_a_reason_too():
    only = Surveys(timedelta(days=10), (survey("order", call_types=("order",)),))
    assert offer(only, at(call_type="billing")).reason == "none_fits"


pasts = st.lists(st.builds(ago, st.sampled_from(["order", "any", "text", "gone"]), st.floats(-20, 200)), max_size=8)


@given(st.sampled_from([None, False, True]), st.none() | pasts, st.sampled_from([None, "order", "billing"]))
def test_none_without_consent_and_none_while_a_pause_lasts(consent, invited, call_type):
    found = offer(SURVEYS, at(consent=consent, invited=invited, call_type=call_type))
    if found is None or not found.id:
        return
    assert consent is True
    assert invited is not None
    chosen = next(each for each in SURVEYS.each if each.id == found.id)
    assert all(NOW - each.at >= SURVEYS.pause for each in invited)
    assert all(NOW - each.at >= chosen.pause for each in invited if each.survey == chosen.id)


@given(st.lists(st.tuples(st.floats(0, 40), st.sampled_from(["order", "billing"])), max_size=30))
def test_in_any_row_of_calls_two_invitations_are_a_pause_apart(calls):
    now, past = NOW, []
    for days, call_type in calls:
        now += timedelta(days=days)
        found = offer(SURVEYS, at(now=now, invited=tuple(past), call_type=call_type))
        if found is not None and found.id:
            past.append(Invited(found.id, now))
    times = [each.at for each in past]
    assert all(later - earlier >= SURVEYS.pause for earlier, later in pairwise(times))
    for chosen in SURVEYS.each:
        own = [each.at for each in past if each.survey == chosen.id]
        assert all(later - earlier >= chosen.pause for earlier, later in pairwise(own))
