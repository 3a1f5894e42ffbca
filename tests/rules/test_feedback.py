from __future__ import annotations

import json
import re
from dataclasses import replace
from datetime import UTC, datetime, timedelta, timezone
from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from desktop.rules.actions import Outcome
from desktop.rules.arbitrate import Estimate
from desktop.rules.explore import Draw, HoldOut, Unit
from desktop.rules.facts import Fact
from desktop.rules.feedback import (
    BadData,
    BusinessOutcome,
    Reacted,
    Reader,
    ShownCard,
    ShownSet,
    data_of,
    examples,
    record_of,
    shown_set,
)
from tests.rules.support import NOW, late_order, session

HOUR = timedelta(hours=1)
DRAW = Draw(3, ("b", "c"), "c", Fraction(1, 30))
SHOWN = ShownSet(
    decision_id="0123456789abcdef",
    interaction="fedcba9876543210",
    bundle_hash="ab" * 16,
    policy_version="7",
    at=NOW,
    cards=(ShownCard("a", 1, None, mandatory=True), ShownCard("c", 2, 123_456)),
    features={"customer.segment": "gold", "order.open_late_count": "1..3"},
    hold_out=HoldOut(Unit.CUSTOMER, 42),
    exploring=True,
    draw=DRAW,
)
REACTED = Reacted("0123456789abcdef", "c", NOW + HOUR, Outcome.REJECTED, "not_interested")
OUTCOME = BusinessOutcome("0123456789abcdef", "kept_30d", NOW + 24 * HOUR, 86_400)

IDS = st.from_regex(r"[A-Za-z0-9][A-Za-z0-9_.:-]{0,63}", fullmatch=True)
HEX = st.integers(0, 2**64 - 1).map(lambda n: f"{n:016x}")
INSTANTS = st.datetimes(datetime(2020, 1, 1), datetime(2040, 1, 1), timezones=st.just(UTC))
LABELS = st.text(st.characters(codec="utf-8", exclude_categories=["Cc", "Cs"]), min_size=1, max_size=20)


@st.composite
def shown_sets(draw: st.DrawFn) -> ShownSet:
    names = draw(st.lists(IDS, min_size=1, max_size=5, unique=True))
    chance = st.none() | st.integers(1_000, 999_000)
    cards = tuple(ShownCard(n, i, draw(chance), draw(st.booleans())) for i, n in enumerate(names, 1))
    bottom = draw(st.integers(1, 10**20))
    share = Fraction(draw(st.integers(1, bottom)), bottom)
    drawn = Draw(len(names), (*names, "x"), names[-1], share)
    exploring = draw(st.booleans())
    hold_out = st.builds(HoldOut, st.sampled_from(Unit), st.integers(0, 99), st.booleans())
    return ShownSet(
        draw(HEX),
        draw(HEX),
        draw(HEX),
        draw(LABELS),
        draw(INSTANTS),
        cards,
        draw(st.dictionaries(st.from_regex(r"[a-z][a-z0-9_]{0,9}", fullmatch=True), LABELS, max_size=4)),
        draw(st.none() | hold_out),
        exploring,
        drawn if exploring and draw(st.booleans()) else None,
    )


RECORDS = st.one_of(
    shown_sets(),
    st.builds(Reacted, HEX, IDS, INSTANTS, st.sampled_from(Outcome), st.just("") | IDS),
    st.builds(BusinessOutcome, HEX, IDS, INSTANTS, st.integers(0, 10**9)),
)


@given(RECORDS)
def test_a_record_survives_json(record) -> None:
    assert record_of(json.loads(json.dumps(data_of(record), allow_nan=False))) == record


def test_records_are_plain_data() -> None:
    assert data_of(SHOWN) == {
        "format": "callside.feedback/1",
        "kind": "shown",
        "decision": "0123456789abcdef",
        "at": "2026-12-03T09:15:00+00:00",
        "interaction": "fedcba9876543210",
        "bundle": "ab" * 16,
        "policy": "7",
        "cards": [
            {"action": "a", "slot": 1, "p": None, "mandatory": True},
            {"action": "c", "slot": 2, "p": 123_456, "mandatory": False},
        ],
        "features": {"customer.segment": "gold", "order.open_late_count": "1..3"},
        "hold_out": {"unit": "customer", "bucket": 42, "held_out": False},
        "exploring": True,
        "draw": {"slot": 3, "choices": ["b", "c"], "chosen": "c", "propensity": "1/30"},
    }
    assert data_of(REACTED) == {
        "format": "callside.feedback/1",
        "kind": "reacted",
        "decision": "0123456789abcdef",
        "at": "2026-12-03T10:15:00+00:00",
        "action": "c",
        "outcome": "rejected",
        "reason": "not_interested",
    }
    assert data_of(OUTCOME)["delay_s"] == 86_400
    assert "reason" not in data_of(replace(REACTED, reason_id=""))


def test_instants_are_written_in_utc() -> None:
    local = REACTED.at.astimezone(timezone(timedelta(hours=-3, minutes=-30)))
    assert data_of(replace(REACTED, at=local)) == data_of(REACTED)


MISSING = object()


def broken(record, path: str, value: object) -> object:
    """The data of a record with one value replaced or taken away."""
    data = json.loads(json.dumps(data_of(record)))
    *parents, last = [int(part) if part.isdigit() else part for part in path.split("/")]
    place = data
    for part in parents:
        place = place[part]
    if value is MISSING:
        del place[last]
    else:
        place[last] = value
    return data


@pytest.mark.parametrize(
    ("record", "path", "value", "where"),
    [
        (SHOWN, "format", "callside.feedback/2", "record.format"),
        (SHOWN, "kind", "seen", "record"),
        (SHOWN, "kind", ["shown"], "record"),
        (SHOWN, "extra", 1, "record"),
        (SHOWN, "decision", "XYZ", "record.decision"),
        (SHOWN, "decision", MISSING, "record.decision"),
        (SHOWN, "interaction", "+4930123456", "record.interaction"),
        (SHOWN, "bundle", None, "record.bundle"),
        (SHOWN, "policy", "", "record.policy"),
        (SHOWN, "policy", "\ud800", "record.policy"),
        (SHOWN, "at", "yesterday", "record.at"),
        (SHOWN, "at", "2026-12-03T09:15:00", "record.at"),
        (SHOWN, "at", 5, "record.at"),
        (SHOWN, "cards", {}, "record.cards"),
        (SHOWN, "cards", [{}] * 51, "record.cards"),
        (SHOWN, "cards/0", "a", "record.cards[0]"),
        (SHOWN, "cards/0/action", "<img>", "record.cards[0].action"),
        (SHOWN, "cards/1/slot", 0, "record.cards[1].slot"),
        (SHOWN, "cards/1/slot", True, "record.cards[1].slot"),
        (SHOWN, "cards/1/slot", 1.0, "record.cards[1].slot"),
        (SHOWN, "cards/1/p", 999_001, "record.cards[1].p"),
        (SHOWN, "cards/1/mandatory", 0, "record.cards[1].mandatory"),
        (SHOWN, "features", [], "record.features"),
        (SHOWN, "features", {f"f{n}": "x" for n in range(65)}, "record.features"),
        (SHOWN, "features", {"Name": "x"}, "record.features"),
        (SHOWN, "features", {"f": "x" * 161}, "record.features.f"),
        (SHOWN, "features", {"f": 3}, "record.features.f"),
        (SHOWN, "features", {"f": "two\nlines"}, "record.features.f"),
        (SHOWN, "hold_out/unit", "household", "record.hold_out.unit"),
        (SHOWN, "hold_out/bucket", 100, "record.hold_out.bucket"),
        (SHOWN, "exploring", None, "record.exploring"),
        (SHOWN, "exploring", False, "record.draw"),
        (SHOWN, "draw/chosen", "d", "record.draw.chosen"),
        (SHOWN, "draw/choices", ["b", 3], "record.draw.choices"),
        (SHOWN, "draw/choices", ["b", "c", ""], "record.draw.choices"),
        (SHOWN, "draw/choices", None, "record.draw.choices"),
        (SHOWN, "draw/propensity", "0/1", "record.draw.propensity"),
        (SHOWN, "draw/propensity", "2/1", "record.draw.propensity"),
        (SHOWN, "draw/propensity", "1/0", "record.draw.propensity"),
        (SHOWN, "draw/propensity", 0.5, "record.draw.propensity"),
        (SHOWN, "draw/propensity", "1/" + "9" * 65, "record.draw.propensity"),
        (REACTED, "outcome", "maybe", "record.outcome"),
        (REACTED, "action", None, "record.action"),
        (REACTED, "reason", "", "record.reason"),
        (OUTCOME, "name", "two words", "record.name"),
        (OUTCOME, "delay_s", -1, "record.delay_s"),
    ],
)
def test_malformed_records_are_refused_with_the_place(record, path: str, value: object, where: str) -> None:
    with pytest.raises(BadData) as caught:
        record_of(broken(record, path, value))
    assert caught.value.where == where
    assert caught.value.expected
    assert str(caught.value) == f"{where}: expected {caught.value.expected}"


def test_a_card_drawn_must_be_among_those_shown() -> None:
    with pytest.raises(BadData, match=re.escape("record.draw.chosen")):
        record_of(broken(SHOWN, "cards/1/action", "z"))


@pytest.mark.parametrize("data", [None, [], "shown", 3, {}, {1: 2}])
def test_what_is_no_record_at_all_is_refused(data: object) -> None:
    with pytest.raises(BadData):
        record_of(data)


JSON = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats() | st.text(max_size=8),
    lambda inner: st.lists(inner, max_size=4) | st.dictionaries(st.text(max_size=8), inner, max_size=4),
    max_leaves=12,
)


@given(RECORDS, st.data())
def test_any_value_anywhere_gives_a_record_or_bad_data(record, data: st.DataObject) -> None:
    plain = json.loads(json.dumps(data_of(record)))
    key = data.draw(st.sampled_from(sorted(plain)))
    plain[key] = data.draw(JSON)
    try:
        again = record_of(plain)
    except BadData:
        return
    assert record_of(data_of(again)) == again


@pytest.mark.parametrize("value", [float("nan"), float("inf"), True, "1", None, -0.1, 1.1, 10**400])
def test_a_number_is_finite_and_in_range(value: object) -> None:
    with pytest.raises(BadData, match="a number from 0 to 1"):
        Reader({"x": value}, "it", ("x",)).number("x", 0, 1)


def test_infinity_is_no_number_even_without_a_limit() -> None:
    with pytest.raises(BadData):
        Reader({"x": float("inf")}, "it", ("x",)).number("x", 0, float("inf"))
    assert Reader({"x": 1}, "it", ("x",)).number("x", 0, 1) == 1.0


def test_the_record_of_a_real_decision() -> None:
    rules = session(estimates={"late-delivery-credit": Estimate(0.1934)})
    decision = rules.update([*late_order(), Fact.known("account.fraud_hold", False, "crm", NOW)])
    record = shown_set(decision, "0" * 16, "1", {"customer.segment": "gold"})
    assert record.cards == (ShownCard("late-delivery-credit", 1, 193_400),)
    assert record.decision_id == decision.decision_id
    assert record.bundle_hash == decision.bundle_hash
    assert record.at == NOW
    assert record_of(json.loads(json.dumps(data_of(record)))) == record


def test_a_card_without_an_estimate_has_no_chance_on_record() -> None:
    decision = session().update([Fact.known("customer.verified", False, "agent", NOW)])
    record = shown_set(decision, "0" * 16, "1", {}, exploring=True, draw=None)
    assert record.cards == (ShownCard("identity-notice", 1, None, mandatory=True),)
    assert record.exploring


def reacted(outcome: Outcome, minutes: float = 1, action: str = "c", decision: str = SHOWN.decision_id) -> Reacted:
    return Reacted(decision, action, NOW + timedelta(minutes=minutes), outcome)


@pytest.mark.parametrize(
    ("outcome", "accepted"),
    [
        (Outcome.ACCEPTED, True),
        (Outcome.DONE, True),
        (Outcome.REJECTED, False),
        (Outcome.SNOOZED, False),
        (Outcome.COMPLAINED, False),
    ],
)
def test_answers_of_the_customer_are_labels(outcome: Outcome, accepted: bool) -> None:
    (example,) = examples([SHOWN, reacted(outcome)], HOUR)
    assert example.accepted is accepted
    assert example.known_at == NOW + timedelta(minutes=1)
    assert example.case == {**SHOWN.features, "action": "c"}


@pytest.mark.parametrize(
    "record",
    [
        reacted(Outcome.NOT_OFFERED),
        reacted(Outcome.SHOWN),
        reacted(Outcome.ACCEPTED, minutes=61),
        reacted(Outcome.ACCEPTED, minutes=-1),
        reacted(Outcome.ACCEPTED, action="z"),
        reacted(Outcome.ACCEPTED, decision="f" * 16),
        OUTCOME,
    ],
    ids="not_offered shown too_late before not_on_the_list other_decision outcome".split(),
)
def test_what_says_nothing_about_the_customer_is_no_label(record) -> None:
    assert examples([SHOWN, record], HOUR) == ()


def test_a_card_that_expired_is_no_label() -> None:
    assert examples([SHOWN], HOUR) == ()


def test_the_first_answer_counts_whatever_the_order_of_the_log() -> None:
    answers = [reacted(Outcome.DONE, 5), reacted(Outcome.REJECTED, 2), reacted(Outcome.ACCEPTED, 4)]
    for log in ([SHOWN, *answers], [*answers, SHOWN], [SHOWN, *reversed(answers)]):
        (example,) = examples(log, HOUR)
        assert example.accepted is False


def test_examples_come_in_the_order_in_which_they_became_known() -> None:
    other = replace(SHOWN, decision_id="f" * 16)
    log = [
        SHOWN,
        other,
        reacted(Outcome.ACCEPTED, 9, "a"),
        reacted(Outcome.ACCEPTED, 3, "c", "f" * 16),
        reacted(Outcome.REJECTED, 3),
    ]
    found = [(e.shown.decision_id[0], e.action_id) for e in examples(log, HOUR)]
    assert found == [("0", "c"), ("f", "c"), ("0", "a")]
