"""The timeline as a pane: filters, search, states, and what stays still while rows arrive."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest

from desktop.call.state import Identity, IdentityStatus, PartStatus, Phase, TimelineGroup, TimelineItem
from desktop.views.agent.timeline import TimelinePane
from desktop.views.agent.timeline_head import GROUPS
from desktop.views.agent.timeline_model import PAGE
from tests.views import samples, timeline_samples
from tests.views.conftest import PATIENT_MS, show_at
from tests.views.timeline_samples import many, titles

model = timeline_samples.model
window = timeline_samples.window
pane = timeline_samples.pane


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
    qtbot.waitUntil(lambda: pane.model.rowCount() > 1, timeout=PATIENT_MS)
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
    qtbot.waitUntil(lambda: titles(pane) == ["Call · subject 11999"] or len(titles(pane)) == 1, timeout=PATIENT_MS)
    assert pane.model.item_at(0).record.id == "I-11999"


def test_what_is_nowhere_is_said_not_to_be_found(pane, qtbot):
    pane.show_call(samples.talking())
    pane.head._on_find()
    pane.head._field.setText("zebra")
    qtbot.waitUntil(lambda: pane._rows.note == "Nothing found for “zebra”.", timeout=PATIENT_MS)


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
