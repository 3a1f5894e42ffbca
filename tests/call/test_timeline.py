"""One list of everything: newest first, stable, complete, and not rebuilt for parts that did not change."""

from __future__ import annotations

from dataclasses import replace
from datetime import datetime
from itertools import pairwise

from connectors.records import Invoice
from desktop.call.state import TimelineGroup, TimelineItem
from desktop.call.timeline import Timeline
from tests.call.people import (
    NOW,
    ZONE,
    answer,
    at,
    case,
    contact,
    event,
    everything,
    info,
    invoice,
    live,
    on,
    order,
    origin,
)


def items(parts, call=None, **more):
    return Timeline(ZONE).items(call or info(), parts, **more)


def groups(parts, **more):
    return [item.group.value for item in items(parts, **more)]


def test_an_empty_file_still_has_the_live_row():
    assert items(everything()) == (TimelineItem(NOW, TimelineGroup.LIVE),)
    assert items({}) == items(everything())


def test_the_live_row_goes_with_the_call():
    assert items({}, info(ended_at=NOW)) == ()
    assert items({}, info(answered_at=at(0, 11)))[0].at == at(0, 11)


def test_everything_newest_first():
    parts = everything(
        interactions=live(contact(-1, channel="chatbot"), contact(-3)),
        cases=live(case(opened_at=at(-2))),
        feedback=live(answer("nps", "6", -10)),
        orders=live(order(placed_at=at(-9))),
        invoices=live(invoice(issued_on=on(-20))),
        events=live(
            event("appointment", -5),
            event("appointment", 1),
            event("delivery", -5),
            event("birthday", 0),
            event("contract_end", 20),
        ),
    )
    assert groups(parts) == [
        "live",
        "digital",
        "cases",
        "calls",
        "orders",
        "orders",
        "feedback",
        "orders",
    ]


def test_spoken_and_written_contacts():
    parts = everything(interactions=live(*(contact(-1, id=c, channel=c) for c in ("voice", "Phone", "email", "store"))))
    assert groups(parts)[1:] == ["calls", "calls", "digital", "digital"]


def test_a_contact_without_a_channel_is_digital():
    assert groups(everything(interactions=live(contact(-1, channel=None))))[1:] == ["digital"]


def test_days_count_from_the_local_midnight():
    bill = Invoice("1", origin(), issued_on=on(-1))
    assert items(everything(invoices=live(bill)))[1].at == ZONE.start_of_day(on(-1))


def test_records_without_a_usable_time_are_left_out():
    naive = datetime(2026, 11, 20)
    parts = everything(
        interactions=live(contact(-1, at=None), contact(-1, at=naive)),
        orders=live(order(placed_at=None, placed_on=None)),
        invoices=live(invoice(issued_on=None)),
    )
    assert len(items(parts)) == 1


def test_two_things_at_once_keep_their_order():
    parts = everything(
        cases=live(case("C-2", opened_at=at(-1)), case("C-1", opened_at=at(-1))),
        interactions=live(contact(-1)),
    )
    assert [item.record.id for item in items(parts)[1:]] == ["n-1", "C-2", "C-1"]


def test_this_very_call_is_not_shown_twice():
    parts = everything(interactions=live(contact(0, call_id="c1"), contact(-1, call_id="c0")))
    assert [item.record.call_id for item in items(parts, call_id="c1")[1:]] == ["c0"]


def test_parts_that_did_not_change_are_not_read_again():
    timeline, parts = Timeline(ZONE), everything(orders=live(order()), cases=live(case()))
    first = timeline.items(info(), parts)
    assert timeline.items(info(), dict(parts)) is first
    more = timeline.items(info(), parts | {"cases": live(case(), case("C-9"))})
    assert len(more) == len(first) + 1
    assert next(i for i in more if i.group is TimelineGroup.ORDERS) is next(
        i for i in first if i.group is TimelineGroup.ORDERS
    )
    assert timeline.items(replace(info(), ended_at=NOW), parts)[0].group is not TimelineGroup.LIVE


def test_a_hundred_thousand_rows():
    rows = tuple(contact(-(n % 900) - 1, id=str(n)) for n in range(100_000))
    timeline = Timeline(ZONE)
    parts = everything(interactions=live(*rows))
    found = timeline.items(info(), parts)
    assert len(found) == 100_001
    assert all(a.at >= b.at for a, b in pairwise(found[1:]))
    assert timeline.items(info(), parts) is found
