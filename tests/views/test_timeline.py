"""The timeline: one list of any length, newest first."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, date, datetime, timedelta, timezone
from decimal import Decimal

import pytest
from PySide6.QtCore import Qt

from connectors.records import (
    Customer,
    CustomerEvent,
    Feedback,
    Interaction,
    Invoice,
    Money,
    Order,
    OrderLine,
    Shipment,
    Status,
)
from desktop.call.state import Phase, TimelineGroup
from desktop.views.agent.record_text import matches, moment_of, search_text
from desktop.views.agent.timeline_model import PAGE, SCAN, TimelineModel, TimelineRole
from desktop.views.agent.timeline_words import TimelineWords
from tests.views import samples, timeline_samples
from tests.views.timeline_samples import PROVENANCE, ROOT, many, plain_row, worded

model = timeline_samples.model
window = timeline_samples.window
pane = timeline_samples.pane


def test_rows_come_by_the_page(model):
    model.show_items(many(1_200))
    assert model.rowCount() == PAGE
    assert model.canFetchMore(ROOT)
    model.fetchMore(ROOT)
    model.fetchMore(ROOT)
    assert model.rowCount() == 1_200
    assert not model.canFetchMore(ROOT)


def test_rows_are_worded_only_when_looked_at():
    worded = []
    model = TimelineModel(lambda item: worded.append(item) or plain_row(item))
    model.show_items(many(100_000))
    assert worded == []
    assert model.row_at(3).title == "subject 3"
    assert model.row_at(3) is model.row_at(3)
    assert len(worded) == 1


def test_a_filter_keeps_its_groups(model):
    model.show_items(many(30))
    model.narrow(frozenset({TimelineGroup.CASES}), "")
    assert model.rowCount() == 10
    assert {model.item_at(row).group for row in range(10)} == {TimelineGroup.CASES}
    model.narrow(None, "")
    assert model.rowCount() == 30


def test_a_rare_word_is_found_in_steps_that_stay_short(model):
    model.show_items(many(20_000))
    model.narrow(None, "SUBJECT 19999")
    assert model.rowCount() == 0
    looks = 0
    while model.canFetchMore(ROOT):
        model.fetchMore(ROOT)
        looks += 1
    assert model.rowCount() == 1
    assert looks == 20_000 // SCAN - 1


def test_skeleton_rows_stand_below_what_is_known(model):
    model.show_items(many(1), skeleton=3)
    assert model.rowCount() == 4
    assert model.row_at(0) is not None
    assert [model.row_at(row) for row in (1, 2, 3)] == [None, None, None]
    assert model.index(2, 0).data(Qt.ItemDataRole.AccessibleTextRole) == "Loading"


def test_every_row_is_a_sentence_for_readers(model):
    model.show_items(many(2))
    assert model.index(0, 0).data(Qt.ItemDataRole.AccessibleTextRole) == "subject 0"
    assert model.index(0, 0).data(TimelineRole.ITEM).record.id == "I-0"
    assert model.headerData(0, Qt.Orientation.Horizontal)


def test_the_same_record_fetched_again_is_found_again(model):
    model.show_items(many(5))
    again = many(5)[3]
    assert model.row_of(again) == 3
    assert model.row_of(None) is None


def test_first_rows_can_be_worded_again(model):
    model.show_items(many(3))
    first, second = model.row_at(0), model.row_at(1)
    model.forget_words(1)
    assert model.row_at(0) is not first
    assert model.row_at(1) is second


@pytest.mark.parametrize(
    ("needle", "found"), [("late fee", True), ("fee late", True), ("late shoe", False), ("", True)]
)
def test_every_word_must_occur(needle, found):
    assert matches(needle, "the late payment fee") is found


@pytest.mark.parametrize(
    ("record", "said"),
    [
        (
            Interaction(
                "1",
                PROVENANCE,
                channel="voice",
                at=samples.ago(days=2),
                duration_s=460,
                subject="Billing",
                summary="Explained it.",
                agent="Jonas P.",
            ),
            "Call · Billing, 7 min 40 s, Explained it. Agent: Jonas P., 18 Nov",
        ),
        (
            Interaction("1", PROVENANCE, channel="chatbot", at=samples.ago(hours=1), outcome="not resolved"),
            "Chatbot, today 09:14, Not resolved",
        ),
        (Interaction("1", PROVENANCE, channel="carrier pigeon"), "Carrier pigeon"),
        (Interaction("1", PROVENANCE, channel="voice", outcome="Order › Delivery › informed"), "Call, Informed"),
        (Invoice("1", PROVENANCE, due_on=date(2026, 11, 1), status=Status("paid", "paid")), "Invoice 1, Paid"),
        (Interaction("1", PROVENANCE), "Contact"),
        (
            Order(
                "1",
                PROVENANCE,
                number="90177",
                placed_at=samples.ago(days=6),
                status=Status("processing", "Picking"),
                lines=(OrderLine("Wi-Fi extender"), OrderLine("Cable")),
                promised_on=date(2026, 11, 19),
            ),
            "Order 90177 · Wi-Fi extender +1, Promised for 19 Nov, 14 Nov, 1 day late",
        ),
        (
            Order(
                "1",
                PROVENANCE,
                number="7",
                status=Status("completed", "Delivered"),
                shipments=(Shipment("PostNord", "X", delivered_at=samples.ago(days=1)),),
            ),
            "Order 7, PostNord · delivered yesterday 10:14, Delivered",
        ),
        (Order("1", PROVENANCE, total=Money(Decimal("5"), "EUR")), "Order 1, €5.00"),
        (
            Invoice(
                "1",
                PROVENANCE,
                number="0931",
                issued_on=date(2026, 10, 2),
                due_on=date(2026, 10, 16),
                status=Status("open", "Open"),
                total=Money(Decimal("139.70"), "EUR"),
                open_amount=Money(Decimal("39.50"), "EUR"),
            ),
            "Invoice 0931, €139.70 · overdue since 16 Oct, 2 Oct, Overdue",
        ),
        (samples.complaint(), "Case C-20418 · Billing, Late fee although autopay is active, 18 Nov, Open"),
        (
            Feedback(
                "1",
                PROVENANCE,
                metric="nps",
                score=Decimal(6),
                scale_min=Decimal(0),
                scale_max=Decimal(10),
                comment="Meh",
                at=samples.ago(days=9),
            ),
            "NPS · 6 of 10, “Meh”, 11 Nov, Detractor",
        ),
        (
            Feedback("1", PROVENANCE, metric="nps", score=Decimal(9), scale_max=Decimal(10)),
            "NPS · 9 of 10, No comment, Promoter",
        ),
        (
            Feedback("1", PROVENANCE, metric="csat", score=Decimal(3), scale_min=Decimal(1), scale_max=Decimal(5)),
            "CSAT · 3 of 5, No comment, Mixed",
        ),
        (Feedback("1", PROVENANCE, metric="other", score=Decimal(3)), "Survey · 3, No comment"),
        (Feedback("1", PROVENANCE), "Survey · no score, No comment"),
        (CustomerEvent("1", PROVENANCE, kind="birthday", on=date(2026, 11, 20)), "Birthday, today"),
        (CustomerEvent("1", PROVENANCE, kind="who knows"), "Event"),
        (Customer("1", PROVENANCE, name="Ann"), "Ann"),
    ],
)
def test_a_record_reads_as_a_sentence(context, record, said):
    assert worded(context, record).spoken == said


@pytest.mark.parametrize(
    ("at", "when"),
    [
        (datetime(2026, 11, 19, 0, 0, tzinfo=UTC), "yesterday"),
        (datetime(2026, 11, 19, 0, 0, 1, tzinfo=UTC), "yesterday 00:00"),
        (datetime(2026, 11, 19, 9, 12, tzinfo=UTC), "yesterday 09:12"),
        (datetime(2026, 11, 20, 0, 0, tzinfo=timezone(timedelta(hours=9))), "today"),
        (date(2026, 11, 19), "yesterday"),
        (datetime(2026, 10, 2, 0, 0, tzinfo=UTC), "2 Oct"),
    ],
)
def test_a_day_without_an_hour_has_no_clock(context, at, when):
    words = TimelineWords(context.formats, context.now)
    assert words.record(Feedback("1", PROVENANCE, metric="nps"), at).when == when


@pytest.mark.parametrize(
    ("channel", "word"),
    [("sms", "SMS"), ("SMS", "SMS"), ("whatsapp", "WhatsApp"), ("store", "Store"), ("email", "E-mail"), ("fax", "Fax")],
)
def test_channels_are_written_as_people_write_them(context, channel, word):
    assert worded(context, Interaction("1", PROVENANCE, channel=channel)).title == word


def test_one_contact_before_is_not_no_contact_before(pane):
    state = samples.talking(phase=Phase.WRAP_UP, timeline=samples.timeline()[1:2])
    pane.show_call(state)
    assert pane.model.rowCount() == 1
    assert pane._rows.note == ""


@pytest.mark.parametrize("bad", samples.HOSTILE)
def test_hostile_records_become_one_clean_line(context, bad):
    records = (
        Interaction("1", PROVENANCE, channel=bad, subject=bad, summary=bad, agent=bad, outcome=bad),
        Order(bad, PROVENANCE, number=bad, status=Status("other", bad), lines=(OrderLine(bad),)),
        Feedback("1", PROVENANCE, metric=bad, comment=bad, score=Decimal("NaN") if False else Decimal(1)),
        CustomerEvent("1", PROVENANCE, kind=bad, label=bad),
        replace(samples.complaint(), number=bad, subject=bad, category=bad),
    )
    for record in records:
        row = worded(context, record)
        assert not set("\u202e\x00\x07\n\t\ud800") & set(row.spoken)
        assert len(row.title) <= 650
        assert search_text(record) is not None
        moment_of(record)
