"""The customer's journey: every touchpoint once, at its stage, in order, with what hurt."""

from __future__ import annotations

from collections import Counter
from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from connectors.records import (
    Case,
    Customer,
    CustomerEvent,
    Feedback,
    Interaction,
    Order,
    Provenance,
    Shipment,
    Status,
)
from desktop.call.clock import SiteZone
from desktop.call.journey import SOON, Pain, Stage, stages, touchpoints
from desktop.call.readings import Moment
from desktop.call.state import Part, PartStatus

NOW = datetime(2026, 11, 20, 10, 0, tzinfo=UTC)
MOMENT = Moment(NOW, SiteZone("Europe/Berlin"))
COMPLAINTS = ("complaint",)
ids = st.integers(0, 10_000).map(str)
near = st.integers(-400, 60).map(lambda days: NOW + timedelta(days=days, hours=3))
days = st.integers(-400, 60).map(lambda count: (NOW + timedelta(days=count)).date())
maybe = st.none


def origin(record_id: str) -> Provenance:
    return Provenance("crm", record_id, NOW)


def order(record_id: str = "1", **more: object) -> Order:
    return Order(record_id, origin(record_id), **more)


def told(**parts: tuple[object, ...]) -> dict[str, Part]:
    return {kind: Part(PartStatus.LIVE, rows) for kind, rows in parts.items()}


def way(customer: Customer | None = None, **parts: tuple[object, ...]):
    return touchpoints(told(**parts), customer, MOMENT, COMPLAINTS)


def stage_and_pain(points) -> list[tuple[Stage, Pain | None]]:
    return [(point.stage, point.pain) for point in points]


shipments = st.builds(Shipment, promised_on=st.one_of(maybe(), days), delivered_at=st.one_of(maybe(), near))
orders = st.builds(
    order,
    ids,
    placed_at=st.one_of(maybe(), near),
    placed_on=st.one_of(maybe(), days),
    status=st.sampled_from([None, *(Status(word, word) for word in ("open", "completed", "cancelled", "draft"))]),
    promised_on=st.one_of(maybe(), days),
    shipments=st.lists(shipments, max_size=3).map(tuple),
)
cases = st.builds(
    lambda i, at, word: Case(i, origin(i), opened_at=at, category=word),
    ids,
    st.one_of(maybe(), near),
    st.sampled_from([None, "Complaint", "question"]),
)
contacts = st.builds(
    lambda i, at, way: Interaction(i, origin(i), at=at, direction=way),
    ids,
    st.one_of(maybe(), near),
    st.sampled_from([None, "in", "out"]),
)
answers = st.builds(
    lambda i, at, metric, score: Feedback(i, origin(i), metric=metric, score=score, at=at),
    ids,
    st.one_of(maybe(), near),
    st.sampled_from(["nps", "csat", "other"]),
    st.one_of(maybe(), st.integers(0, 10).map(Decimal)),
)
dates = st.builds(
    lambda i, on, kind: CustomerEvent(i, origin(i), kind=kind, on=on),
    ids,
    st.one_of(maybe(), days),
    st.sampled_from(["renewal", "birthday"]),
)
people = st.builds(lambda since: Customer("7", origin("7"), since=since), st.one_of(maybe(), days))


def some(rows):
    return st.lists(rows, max_size=6, unique_by=lambda row: row.id).map(tuple)


histories = st.fixed_dictionaries(
    {
        "orders": some(orders),
        "cases": some(cases),
        "interactions": some(contacts),
        "feedback": some(answers),
        "events": some(dates),
    }
)


@given(histories, people)
def test_newest_first_and_nothing_that_is_still_to_come(parts, customer):
    points = way(customer, **parts)
    assert [p.at for p in points] == sorted((p.at for p in points), reverse=True)
    assert all(point.at <= NOW for point in points)


@given(histories, people)
def test_every_touchpoint_tells_of_a_record_of_this_customer_once(parts, customer):
    points = way(customer, **parts)
    known = {id(row) for rows in parts.values() for row in rows} | {id(customer)}
    assert all(id(point.record) in known for point in points)
    assert len({point.id for point in points}) == len(points)


@given(histories, people)
def test_the_order_of_the_rows_does_not_matter(parts, customer):
    turned = {kind: tuple(reversed(rows)) for kind, rows in parts.items()}
    assert way(customer, **turned) == way(customer, **parts)


@given(histories, people)
def test_the_stages_count_every_touchpoint_once(parts, customer):
    points = way(customer, **parts)
    sums = stages(points)
    assert tuple(each.stage for each in sums) == tuple(Stage)
    assert {each.stage: each.count for each in sums if each.count} == Counter(point.stage for point in points)
    assert sum(each.pains for each in sums) == sum(point.pain is not None for point in points)
    assert all(each.last == max((p.at for p in points if p.stage is each.stage), default=None) for each in sums)


@given(histories, st.sampled_from(["orders", "cases", "feedback", "events"]), people)
def test_a_source_more_takes_nothing_away(parts, left_out, customer):
    fewer = way(customer, **{kind: rows for kind, rows in parts.items() if kind != left_out})
    whole = way(customer, **parts)
    assert all(point in whole for point in fewer)


@given(some(contacts))
def test_a_repeat_is_never_the_first_and_never_what_we_sent(rows):
    points = [point for point in way(interactions=rows) if point.pain is Pain.REPEAT]
    asked = sorted(row.at for row in rows if row.at is not None and row.direction != "out")
    for point in points:
        assert point.record.direction != "out"
        assert any(timedelta(0) <= point.at - at <= SOON for at in asked if at <= point.at)
        assert point.at != asked[0] or asked.count(asked[0]) > 1


@pytest.mark.parametrize(
    ("given", "expected"),
    [
        ({"placed_on": date(2026, 11, 1), "status": Status("draft", "")}, []),
        ({"placed_on": date(2026, 11, 1), "status": Status("open", "")}, [(Stage.BOUGHT, None)]),
        (
            {"placed_on": date(2026, 11, 1), "promised_on": date(2026, 11, 18), "status": Status("open", "")},
            [(Stage.DELIVERED, Pain.LATE), (Stage.BOUGHT, None)],
        ),
        (
            {
                "placed_on": date(2026, 11, 1),
                "shipments": (Shipment(promised_on=date(2026, 11, 5), delivered_at=datetime(2026, 11, 4, tzinfo=UTC)),),
            },
            [(Stage.DELIVERED, None), (Stage.BOUGHT, None)],
        ),
        (
            {
                "placed_on": date(2026, 11, 1),
                "shipments": (Shipment(promised_on=date(2026, 11, 5), delivered_at=datetime(2026, 11, 7, tzinfo=UTC)),),
            },
            [(Stage.DELIVERED, Pain.LATE), (Stage.BOUGHT, None)],
        ),
    ],
)
def test_an_order_is_bought_and_delivered(given, expected):
    assert stage_and_pain(way(orders=(order(**given),))) == expected


def test_what_hurts_is_marked():
    at = NOW - timedelta(days=2)
    complaint = Case("1", origin("1"), opened_at=at, category="Complaint about a fee")
    poor = Feedback("2", origin("2"), metric="nps", score=Decimal(3), at=at - timedelta(days=1))
    assert stage_and_pain(way(cases=(complaint,), feedback=(poor,))) == [
        (Stage.HELP, Pain.COMPLAINT),
        (Stage.FEEDBACK, Pain.LOW_SCORE),
    ]


def test_coming_back_within_a_week_is_a_repeat():
    first = Interaction("1", origin("1"), direction="in", at=NOW - timedelta(days=20))
    again = replace(first, id="2", at=NOW - timedelta(days=14))
    later = replace(first, id="3", at=NOW - timedelta(days=2))
    ours = replace(first, id="4", at=NOW - timedelta(days=1), direction="outbound")
    found = way(interactions=(ours, later, again, first))
    assert [point.pain for point in found] == [None, Pain.REPEAT, None]


def test_what_has_no_date_is_left_out():
    undated = (order(), Case("2", origin("2")), Interaction("3", origin("3"), at=datetime(2026, 1, 1)))
    assert way(orders=undated[:1], cases=undated[1:2], interactions=undated[2:]) == ()
