"""The timeline: one list of any length, newest first."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, date, datetime, timedelta, timezone
from decimal import Decimal

import pytest
from PySide6.QtCore import QModelIndex, Qt
from PySide6.QtTest import QAbstractItemModelTester, QTest
from PySide6.QtWidgets import QLineEdit, QVBoxLayout, QWidget

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
from desktop.call.state import Identity, IdentityStatus, PartStatus, Phase, TimelineGroup, TimelineItem
from desktop.views.agent.record_text import matches, moment_of, search_text
from desktop.views.agent.timeline import TimelinePane
from desktop.views.agent.timeline_head import GROUPS
from desktop.views.agent.timeline_model import PAGE, SCAN, TimelineModel, TimelineRole, TimelineRow
from desktop.views.agent.timeline_words import TimelineWords
from tests.views import samples
from tests.views.conftest import show_at

ROOT = QModelIndex()
PATIENT = QAbstractItemModelTester.FailureReportingMode.Fatal


def many(count: int) -> tuple[TimelineItem, ...]:
    kinds = (TimelineGroup.CALLS, TimelineGroup.ORDERS, TimelineGroup.CASES)
    return tuple(
        TimelineItem(
            samples.ago(hours=at),
            kinds[at % 3],
            Interaction(f"I-{at}", samples.source("crm", f"I-{at}"), at=samples.ago(hours=at), subject=f"subject {at}"),
        )
        for at in range(count)
    )


def plain_row(item: TimelineItem) -> TimelineRow:
    return TimelineRow("phone", "accent", item.record.subject if item.record else "live")


@pytest.fixture
def model(qapp):
    found = TimelineModel(plain_row)
    tester = QAbstractItemModelTester(found, PATIENT)
    # The tester would fetch inside a reset that it is still taking note of.
    tester.setUseFetchMore(False)
    yield found
    del tester


@pytest.fixture
def window(context):
    """A window with a notes field and the pane."""
    found = QWidget()
    layout = QVBoxLayout(found)
    found.notes = QLineEdit()
    found.pane = TimelinePane(context)
    layout.addWidget(found.notes)
    layout.addWidget(found.pane)
    context.keymap.install(found)
    show_at(found, 688, 420)
    return found


@pytest.fixture
def pane(window):
    return window.pane


def titles(pane: TimelinePane) -> list[str]:
    return [row.title for at in range(pane.model.rowCount()) if (row := pane.model.row_at(at)) is not None]


# The model


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


# The words


def worded(context, record, at=None) -> TimelineRow:
    return TimelineWords(context.formats, context.now).record(record, at)


PROVENANCE = samples.source("shop", "1")


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


# The pane


def test_the_call_itself_is_on_top(pane):
    pane.show_call(samples.talking())
    assert titles(pane)[0] == "This call · Billing dispute"
    assert pane.model.row_at(0).tag == "Live"
    assert len(titles(pane)) == len(samples.timeline())


def test_the_live_row_follows_the_phase_without_a_reset(pane):
    pane.show_call(samples.talking())
    resets = []
    pane.model.modelReset.connect(lambda: resets.append(1))
    state = samples.talking()
    pane.show_call(replace(state, phase=Phase.HELD, timeline=pane._items, parts=pane._words.call.parts))
    assert pane.model.row_at(0).tag == "On hold"
    assert resets == []


@pytest.mark.parametrize("height", range(180, 620, 23))
def test_no_row_is_ever_cut(window, pane, height):
    pane.show_call(samples.talking(timeline=(samples.timeline()[0], *many(60))))
    show_at(window, 688, height)
    assert (pane.view.height() - 4) % 52 == 0


def test_skeleton_rows_wait_a_moment(pane, qtbot):
    pane.show_call(samples.loading())
    assert pane.model.rowCount() == 1
    qtbot.waitUntil(lambda: pane.model.rowCount() > 1, timeout=3_000)
    assert pane.model.row_at(1) is None
    pane.show_call(samples.talking())
    assert None not in [pane.model.row_at(row) for row in range(pane.model.rowCount())]


def test_a_quick_answer_shows_no_skeleton(pane):
    pane.show_call(samples.loading())
    pane.show_call(samples.talking())
    assert not pane._wait.isActive()


def test_enter_opens_a_record_but_not_the_call_itself(pane):
    opened = []
    pane.opened.connect(opened.append)
    pane.show_call(samples.talking())
    pane.view.setFocus()
    QTest.keyClick(pane.view, Qt.Key.Key_Return)
    assert opened == []
    QTest.keyClick(pane.view, Qt.Key.Key_Down)
    QTest.keyClick(pane.view, Qt.Key.Key_Return)
    assert [record.id for record in opened] == ["I-2"]


def test_filters_are_exclusive(pane):
    pane.show_call(samples.talking())
    QTest.mouseClick(pane.head._filters[3], Qt.MouseButton.LeftButton)
    assert [chip.isChecked() for chip in pane.head._filters] == [False, False, False, True, False, False]
    assert all(title.startswith("Order") for title in titles(pane))
    QTest.mouseClick(pane.head._filters[1], Qt.MouseButton.LeftButton)
    assert titles(pane)[0].startswith("This call")
    assert len(GROUPS) == len(pane.head._filters)


def test_a_filter_without_rows_says_so(pane):
    pane.show_call(samples.talking(timeline=samples.timeline()[:2]))
    QTest.mouseClick(pane.head._filters[5], Qt.MouseButton.LeftButton)
    assert pane._rows.note == "Nothing of this kind."
    QTest.mouseClick(pane.head._filters[0], Qt.MouseButton.LeftButton)
    assert pane._rows.note == ""


def test_find_narrows_and_esc_gives_everything_back(window, pane):
    pane.show_call(samples.talking())
    window.notes.setFocus()
    QTest.keyClick(window, Qt.Key.Key_F, Qt.KeyboardModifier.ControlModifier)
    field = pane.head._field
    assert field.hasFocus()
    QTest.keyClicks(field, "router")
    assert titles(pane) == ["Order 88213 · Router X2"]
    QTest.keyClick(field, Qt.Key.Key_Escape)
    assert len(titles(pane)) == len(samples.timeline())
    assert window.notes.hasFocus()
    QTest.keyClick(window, Qt.Key.Key_F, Qt.KeyboardModifier.ControlModifier)
    assert field.text() == "router"
    assert field.selectedText() == "router"


def test_find_goes_on_into_the_list(window, pane):
    pane.show_call(samples.talking())
    QTest.keyClick(window, Qt.Key.Key_F, Qt.KeyboardModifier.ControlModifier)
    QTest.keyClicks(pane.head._field, "fee")
    QTest.keyClick(pane.head._field, Qt.Key.Key_Down)
    assert pane.view.hasFocus()


def test_a_rare_word_is_looked_for_to_the_end(pane, qtbot):
    pane.show_call(samples.talking(timeline=(samples.timeline()[0], *many(12_000))))
    pane.head._on_find()
    pane.head._field.setText("subject 11999")
    qtbot.waitUntil(lambda: titles(pane) == ["Call · subject 11999"] or len(titles(pane)) == 1, timeout=5_000)
    assert pane.model.item_at(0).record.id == "I-11999"


def test_what_is_nowhere_is_said_not_to_be_found(pane, qtbot):
    pane.show_call(samples.talking())
    pane.head._on_find()
    pane.head._field.setText("zebra")
    qtbot.waitUntil(lambda: pane._rows.note == "Nothing found for “zebra”.", timeout=3_000)


def test_scrolling_to_the_end_brings_the_next_page(pane):
    pane.show_call(samples.talking(timeline=many(1_200)))
    assert pane.model.rowCount() == PAGE
    pane.view.scrollToBottom()
    assert pane.model.rowCount() >= 2 * PAGE


def test_new_rows_do_not_move_what_is_read(pane):
    items = many(100)
    pane.show_call(samples.talking(timeline=items))
    pane.view.verticalScrollBar().setValue(40)
    top = pane.model.item_at(pane.view.keep_top())
    newer = tuple(
        TimelineItem(samples.NOW, TimelineGroup.CALLS, replace(items[0].record, id=f"new-{n}")) for n in range(7)
    )
    pane.show_call(samples.talking(timeline=(*newer, *items)))
    assert pane.model.item_at(pane.view.keep_top()) is top


def test_the_chosen_row_stays_chosen(pane):
    items = many(20)
    pane.show_call(samples.talking(timeline=items))
    pane.view.selectRow(5)
    pane.show_call(samples.talking(timeline=(TimelineItem(samples.NOW, TimelineGroup.LIVE), *many(20))))
    assert pane.model.item_at(pane.view.currentIndex().row()).record.id == "I-5"


def test_another_call_starts_afresh(pane):
    pane.show_call(samples.talking(timeline=many(100)))
    pane.view.verticalScrollBar().setValue(40)
    pane.view.selectRow(45)
    QTest.mouseClick(pane.head._filters[3], Qt.MouseButton.LeftButton)
    pane.show_call(samples.talking(id="call-2", timeline=many(90)))
    assert pane.view.verticalScrollBar().value() == 0
    assert not pane.view.selectionModel().hasSelection()
    assert pane.head.groups is None


def test_a_failed_source_is_named_and_asked_again(pane, desk):
    pane.show_call(samples.failed_source())
    assert pane._notice.text == "Not complete: CRM, Feedback could not be read."
    pane._notice.button.click()
    assert desk.wishes == [("refresh", "call-1", "crm"), ("refresh", "call-1", "voice")]
    pane.show_call(samples.talking())
    assert pane._notice.text == ""


def test_a_slow_source_is_said(pane):
    parts = samples.parts(orders=replace(samples.parts()["orders"], status=PartStatus.WAITING, rows=(), slow=True))
    pane.show_call(samples.talking(parts=parts))
    assert "take their time" in pane._notice.text


@pytest.mark.parametrize(
    ("state", "said"),
    [
        (samples.unknown(), "as soon as it is clear who is calling"),
        (samples.choose(), "when you have chosen"),
        (samples.talking(timeline=samples.timeline()[:1]), "No earlier contact"),
        (samples.failed_source(), "Nothing could be read"),
    ],
)
def test_an_empty_timeline_says_why(pane, state, said):
    pane.show_call(state)
    assert said in pane._rows.note


def test_while_looking_it_says_nothing_wrong(pane):
    pane.show_call(samples.talking(identity=Identity(IdentityStatus.LOOKING), timeline=samples.timeline()[:1]))
    assert pane._rows.note == ""


def test_the_next_day_the_words_change(pane, context, monkeypatch):
    from desktop.views.context import ViewContext

    now = [samples.NOW]
    moving = ViewContext(context.look, context.formats, context.keymap, context.desk, lambda: now[0])
    later = TimelinePane(moving)
    later.show_call(samples.talking())
    assert later.model.row_at(1).when == "today 09:12"
    now[0] += timedelta(days=1)
    later.show_call(samples.talking())
    assert later.model.row_at(1).when == "yesterday 09:12"


def test_nothing_of_the_last_customer_stays(pane):
    pane.show_call(samples.talking())
    pane.clear()
    assert pane.model.rowCount() == 0
    assert pane._notice.text == ""


def test_every_stop_has_a_name(pane):
    pane.show_call(samples.failed_source())
    assert all(stop.accessibleName() for stop in pane.stops())


@pytest.mark.parametrize("direction", [Qt.LayoutDirection.LeftToRight, Qt.LayoutDirection.RightToLeft])
@pytest.mark.parametrize("theme", ["light", "dark", "light-contrast"])
def test_rows_paint_in_every_theme_and_direction(window, pane, look, direction, theme):
    window.setLayoutDirection(direction)
    look.set_theme(theme)
    pane.show_call(samples.talking())
    pane.view.selectRow(1)
    assert not window.grab().isNull()
    pane.model.show_items((), 3)
    assert not window.grab().isNull()
