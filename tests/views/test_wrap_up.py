"""DO, lower half: disposition, notes, promises, Finish."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest

from desktop.call.state import Disposition, Phase, SaveStatus
from desktop.views.agent.day_field import read_day
from desktop.views.agent.disposition_field import filtered, path_text
from tests.views import samples, wrap_up_samples
from tests.views.wrap_up_samples import CTRL, LEAVES, TODAY, talking, wrap

window = wrap_up_samples.window
pane = wrap_up_samples.pane


@pytest.mark.parametrize(
    ("text", "day"),
    [
        ("24.11.2026", date(2026, 11, 24)),
        ("24.11.", date(2026, 11, 24)),
        ("3.1.", date(2027, 1, 3)),
        ("2026-12-03", date(2026, 12, 3)),
        ("+3", date(2026, 11, 23)),
        ("+ 0", TODAY),
        ("03/04/2026", None),
        ("31.2.2026", None),
        ("29.2.", None),
        ("+9999", None),
        ("soon", None),
        ("", None),
        ("١٢.٣.٢٠٢٧x", None),
    ],
)
def test_a_day_as_people_write_it(text, day):
    assert read_day(text, TODAY) == day


@given(st.dates(date(1900, 1, 1), date(2999, 12, 31)))
def test_a_written_day_is_read_back(day):
    assert read_day(day.isoformat(), TODAY) == day
    assert read_day(f"{day.day}.{day.month}.{day.year}", TODAY) == day


@given(st.text(max_size=30))
def test_no_text_breaks_the_reading(text):
    found = read_day(text, TODAY)
    assert found is None or isinstance(found, date)


def test_what_is_typed_goes_to_the_desk(window, pane, desk):
    pane.show_call(talking(notes="", notes_revision=0))
    QTest.keyClick(window, Qt.Key.Key_F4)
    assert pane.notes.hasFocus()
    QTest.keyClicks(pane.notes, "ab")
    assert desk.wishes == [("set_notes", "call-1", "a"), ("set_notes", "call-1", "ab")]


def test_older_news_never_replace_what_is_typed(pane, desk):
    pane.show_call(talking(notes="", notes_revision=0))
    QTest.keyClicks(pane.notes, "typed")
    pane.show_call(talking(notes="ty", notes_revision=0, save=SaveStatus.SAVED))
    assert pane.notes.toPlainText() == "typed"


def test_a_restored_draft_is_shown_and_is_not_typing(pane, desk):
    pane.show_call(talking(notes="", notes_revision=0))
    pane.show_call(talking(notes="from before the crash", notes_revision=1))
    assert pane.notes.toPlainText() == "from before the crash"
    assert desk.wishes == []


def test_notes_belong_to_their_call(pane, desk):
    pane.show_call(samples.talking(id="a", wrap_up=wrap(notes="", notes_revision=0)))
    QTest.keyClicks(pane.notes, "about a")
    pane.show_call(samples.talking(id="b", wrap_up=wrap(notes="", notes_revision=0)))
    assert pane.notes.toPlainText() == ""
    QTest.keyClicks(pane.notes, "about b")
    pane.show_call(samples.talking(id="a", wrap_up=wrap(notes="abou", notes_revision=0)))
    assert pane.notes.toPlainText() == "about a"
    pane.notes.undo()
    assert "about b" not in pane.notes.toPlainText()
    assert {wish[1] for wish in desk.wishes if "about b" in wish[2]} == {"b"}


def test_no_one_keeps_notes_of_calls_long_gone(pane):
    for number in range(40):
        pane.show_call(samples.talking(id=f"call-{number}"))
    assert len(pane.notes._kept) <= 20


def test_a_finished_call_leaves_no_text(pane):

    pane.show_call(talking())
    pane.show_call(samples.talking(phase=Phase.FINISHED))
    assert pane.notes.toPlainText() == ""


def test_tab_leaves_the_notes(window, pane):
    pane.show_call(talking())
    pane.notes.setFocus()
    QTest.keyClick(pane.notes, Qt.Key.Key_Tab)
    assert not pane.notes.hasFocus()
    assert "\t" not in pane.notes.toPlainText()


@pytest.mark.parametrize(
    ("status", "said"),
    [
        (SaveStatus.EMPTY, ""),
        (SaveStatus.DRAFT, "Draft, not saved yet"),
        (SaveStatus.SAVING, "Saving…"),
        (SaveStatus.SAVED, "Saved"),
        (SaveStatus.HELD, "Held until sent"),
        (SaveStatus.FAILED, "Not saved"),
        (SaveStatus.OFF, "Not kept here"),
    ],
)
def test_only_what_is_committed_is_called_saved(pane, status, said):
    pane.show_call(talking(save=status))
    assert pane._save.text() == said


@pytest.mark.parametrize(
    "problem",
    "disk_full store_locked key_missing read_only damaged unreadable busy newer_store engine_too_old not_local other".split(),
)
def test_trouble_with_saving_is_one_sentence_and_the_text_stays(pane, problem):
    pane.show_call(talking(notes="", notes_revision=0))
    QTest.keyClicks(pane.notes, "kept")
    pane.show_call(talking(save=SaveStatus.FAILED, problem=problem, notes="", notes_revision=0))
    assert pane.notes.toPlainText() == "kept"
    assert "Your text stays here" in pane._problems["notes"].text()
    assert pane._problems["notes"].isVisible()
    pane.show_call(talking())
    assert not pane._problems["notes"].isVisible()


@pytest.mark.parametrize(
    ("problem", "place", "said"),
    [
        ("disposition_missing", "disposition", "Say how the call ended first."),
        ("notes_missing", "notes", "Notes are needed to finish this call."),
        ("follow_up_missing", "finish", "This disposition needs a follow-up."),
        ("on_call", "finish", "You can finish as soon as the call has ended."),
    ],
)
def test_a_refusal_is_said_at_its_place(pane, problem, place, said):
    pane.show_call(talking(problem=problem))
    shown = {where: label.text() for where, label in pane._problems.items() if label.isVisible()}
    assert shown == {place: said}


def test_what_stood_in_the_way_is_gone_when_the_call_has_ended(pane):
    pane.show_call(talking(problem="on_call"))
    pane.show_call(replace(samples.wrap_up(), wrap_up=wrap(problem="on_call")))
    assert not any(label.isVisible() for label in pane._problems.values())


def test_why_notes_are_off_is_said(pane):
    pane.show_call(talking(save=SaveStatus.OFF, problem="key_missing"))
    assert "key" in pane._problems["notes"].text()


def test_every_word_filters_and_suggestions_come_first():
    found = filtered(LEAVES, ("escalated",), "bill")
    assert [leaf.id for leaf in found] == ["escalated", "fee_waived", "fee_explained"]
    assert [leaf.id for leaf in filtered(LEAVES, (), "WAIVED late")] == ["fee_waived"]
    assert filtered(LEAVES, (), "zebra") == []
    assert path_text(LEAVES[0]) == "Billing › Late fee › Waived"


def test_ctrl_d_and_a_digit_choose(window, pane, desk):
    pane.show_call(talking(disposition=None))
    window.other.setFocus()
    QTest.keyClick(window, Qt.Key.Key_D, CTRL)
    assert pane.disposition.hasFocus()
    assert pane.disposition.list.isVisible()
    QTest.keyClick(pane.disposition, Qt.Key.Key_2)
    assert desk.wishes == [("set_disposition", "call-1", "fee_explained")]
    assert not pane.disposition.list.isVisible()
    assert window.other.hasFocus()


def test_typing_filters_and_enter_takes_the_first(window, pane, desk):
    pane.show_call(talking(disposition=None))
    QTest.keyClick(window, Qt.Key.Key_D, CTRL)
    QTest.keyClicks(pane.disposition, "escal")
    assert pane.disposition.list.model.rowCount() == 1
    QTest.keyClick(pane.disposition, Qt.Key.Key_Return)
    assert desk.wishes == [("set_disposition", "call-1", "escalated")]


def test_digits_filter_once_something_is_typed(window, pane, desk):
    leaves = (*LEAVES, Disposition("code7", ("Code 7",)))
    pane.show_call(talking(disposition=None, dispositions=leaves))
    QTest.keyClick(window, Qt.Key.Key_D, CTRL)
    QTest.keyClicks(pane.disposition, "code 7")
    assert desk.wishes == []
    QTest.keyClick(pane.disposition, Qt.Key.Key_Return)
    assert desk.wishes == [("set_disposition", "call-1", "code7")]


def test_arrows_move_in_the_list(window, pane, desk):
    pane.show_call(talking(disposition=None))
    QTest.keyClick(window, Qt.Key.Key_D, CTRL)
    QTest.keyClick(pane.disposition, Qt.Key.Key_Down)
    QTest.keyClick(pane.disposition, Qt.Key.Key_Down)
    QTest.keyClick(pane.disposition, Qt.Key.Key_Return)
    assert desk.wishes == [("set_disposition", "call-1", "escalated")]


def test_esc_leaves_everything_as_it_was(window, pane, desk):
    pane.show_call(talking())
    window.other.setFocus()
    QTest.keyClick(window, Qt.Key.Key_D, CTRL)
    QTest.keyClicks(pane.disposition, "oth")
    QTest.keyClick(pane.disposition, Qt.Key.Key_Escape)
    assert desk.wishes == []
    assert pane.disposition.text() == "Billing › Late fee › Waived"
    assert window.other.hasFocus()


def test_news_do_not_disturb_the_filter(window, pane):
    pane.show_call(talking(disposition=None))
    QTest.keyClick(window, Qt.Key.Key_D, CTRL)
    QTest.keyClicks(pane.disposition, "expl")
    pane.show_call(talking(disposition=None, save=SaveStatus.DRAFT))
    assert pane.disposition.text() == "expl"
    assert pane.disposition.list.model.rowCount() == 1


def test_the_list_stays_inside_the_window(window, pane):
    pane.show_call(talking(dispositions=tuple(Disposition(str(n), (f"Leaf {n}",)) for n in range(60))))
    QTest.keyClick(window, Qt.Key.Key_D, CTRL)
    assert window.rect().contains(pane.disposition.list.geometry())


def test_suggestions_are_chips_and_the_chosen_one_is_marked(pane, desk):
    pane.show_call(talking())
    assert [chip.label for chip in pane._chips if chip.isVisible()] == ["Waived", "Explained", "Escalated"]
    assert [chip.isChecked() for chip in pane._chips] == [True, False, False]
    QTest.mouseClick(pane._chips[2], Qt.MouseButton.LeftButton)
    assert desk.wishes == [("set_disposition", "call-1", "escalated")]


def test_a_disposition_can_be_taken_back(pane, desk):
    pane.show_call(talking())
    QTest.mouseClick(pane._clear, Qt.MouseButton.LeftButton)
    assert desk.wishes == [("set_disposition", "call-1", None)]
    pane.show_call(talking(disposition=None))
    assert not pane._clear.isVisible()


def test_a_field_begins_where_its_words_do_and_an_empty_one_where_the_language_does(window, pane):
    window.setLayoutDirection(Qt.LayoutDirection.RightToLeft)
    pane.show_call(talking(notes=""))
    pane.notes.enter()
    middle = pane.notes.viewport().width() / 2

    def x() -> int:
        return pane.notes.cursorRect().center().x()

    assert x() > middle
    QTest.keyClicks(pane.notes, "She")
    assert x() < middle
    QTest.keyClick(pane.notes, Qt.Key.Key_A, CTRL)
    QTest.keyClick(pane.notes, Qt.Key.Key_Delete)
    assert x() > middle
    window.setLayoutDirection(Qt.LayoutDirection.LeftToRight)
    assert x() < middle
    pane.notes.insertPlainText("شكرا")
    assert x() > middle
