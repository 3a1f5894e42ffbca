"""DO, lower half: disposition, notes, promises, Finish."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QLineEdit, QVBoxLayout, QWidget

from desktop.call.state import Disposition, FollowUp, Phase, SaveStatus, WrapUpView
from desktop.views.agent.day_field import read_day
from desktop.views.agent.disposition_field import filtered, path_text
from desktop.views.agent.layout_class import Height, LayoutClass, Width
from desktop.views.agent.wrap_up import WrapUpPane
from desktop.views.context import ViewContext
from tests.views import samples
from tests.views.conftest import show_at

CTRL = Qt.KeyboardModifier.ControlModifier
TODAY = date(2026, 11, 20)
LEAVES = samples.wrap().dispositions
SUGGESTED = samples.wrap().suggested


@pytest.fixture
def window(context):
    """A window with some other field and the pane."""
    found = QWidget()
    layout = QVBoxLayout(found)
    found.other = QLineEdit()
    found.pane = WrapUpPane(context)
    layout.addWidget(found.other)
    layout.addWidget(found.pane)
    found.pane.set_layout(LayoutClass())
    context.keymap.install(found)
    show_at(found, 380, 460)
    return found


@pytest.fixture
def pane(window):
    return window.pane


def wrap(**changes: object) -> WrapUpView:
    return replace(samples.wrap(), **changes)


def talking(**changes: object):
    return samples.talking(wrap_up=wrap(**changes))


# Days


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


# Notes


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
    from desktop.call.state import Phase

    pane.show_call(talking())
    pane.show_call(samples.talking(phase=Phase.FINISHED))
    assert pane.notes.toPlainText() == ""


def test_tab_leaves_the_notes(window, pane):
    pane.show_call(talking())
    pane.notes.setFocus()
    QTest.keyClick(pane.notes, Qt.Key.Key_Tab)
    assert not pane.notes.hasFocus()
    assert "\t" not in pane.notes.toPlainText()


# Saving


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
        ("notes_missing", "notes", "This call type needs notes."),
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


# Disposition


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


# Promises


def test_f3_takes_the_suggested_promise(window, pane, desk):
    pane.show_call(talking())
    assert "Confirm the credit note" in pane.follow_ups._suggested_text.text()
    QTest.keyClick(window, Qt.Key.Key_F3)
    assert desk.wishes == [("add_follow_up", "call-1", "Confirm the credit note", date(2026, 11, 23))]


def test_without_a_suggestion_f3_writes_one(window, pane, desk):
    pane.show_call(talking(suggested_follow_up=None))
    QTest.keyClick(window, Qt.Key.Key_F3)
    assert pane.form._text.hasFocus()
    QTest.keyClicks(pane.form._text, "Call back")
    pane.form._day.setText("+5")
    QTest.keyClick(pane.form._text, Qt.Key.Key_Return)
    assert desk.wishes == [("add_follow_up", "call-1", "Call back", date(2026, 11, 25))]
    assert not pane.form.isVisible()


@pytest.mark.parametrize("day", ["yesterday", "1.1.2020", ""])
def test_a_promise_needs_a_day_to_come(window, pane, desk, day):
    pane.show_call(talking(suggested_follow_up=None))
    QTest.keyClick(window, Qt.Key.Key_F3)
    QTest.keyClicks(pane.form._text, "Call back")
    pane.form._day.setText(day)
    QTest.keyClick(pane.form._text, Qt.Key.Key_Return)
    assert desk.wishes == []
    assert pane.form._day.hasFocus()


def test_arrows_move_the_day_but_not_into_the_past(window, pane):
    pane.show_call(talking(suggested_follow_up=None))
    QTest.keyClick(window, Qt.Key.Key_F3)
    assert pane.form._day.day() == TODAY + timedelta(days=3)
    QTest.keyClick(pane.form._day, Qt.Key.Key_Up)
    assert pane.form._day.day() == TODAY + timedelta(days=4)
    for _ in range(9):
        QTest.keyClick(pane.form._day, Qt.Key.Key_Down)
    assert pane.form._day.day() == TODAY


def test_esc_closes_the_form_and_keeps_what_was_typed(window, pane, desk):
    pane.show_call(talking(suggested_follow_up=None))
    QTest.keyClick(window, Qt.Key.Key_F3)
    QTest.keyClicks(pane.form._text, "Call b")
    QTest.keyClick(pane.form._text, Qt.Key.Key_Escape)
    assert not pane.form.isVisible()
    assert pane.notes.hasFocus()
    QTest.keyClick(window, Qt.Key.Key_F3)
    assert pane.form._text.text() == "Call b"
    assert desk.wishes == []


def promising(pane, text, day="+5"):
    """A promise typed and not added, as when the other line is taken in the middle of it."""
    pane._on_promise()
    QTest.keyClicks(pane.form._text, text)
    pane.form._day.setText(day)


def two_talks():
    first = talking(suggested_follow_up=None)
    return first, replace(first, id="call-2")


def test_an_unsent_promise_stays_in_its_call(pane, desk):
    first, second = two_talks()
    pane.show_call(first)
    promising(pane, "Call Marta back")
    pane.show_call(second)
    assert not pane.form.isVisible()
    pane._on_promise()
    assert pane.form._text.text() == ""
    assert pane.form._day.day() == TODAY + timedelta(days=3)
    QTest.keyClick(pane.form._text, Qt.Key.Key_Z, CTRL)
    assert pane.form._text.text() == ""
    pane.show_call(first)
    assert pane.form.isVisible()
    assert pane.form._text.text() == "Call Marta back"
    QTest.keyClick(pane.form._text, Qt.Key.Key_Return)
    assert desk.wishes == [("add_follow_up", "call-1", "Call Marta back", TODAY + timedelta(days=5))]


def test_a_promise_put_aside_waits_closed_and_with_its_day(pane):
    first, second = two_talks()
    pane.show_call(first)
    promising(pane, "Call Marta back", "next week")
    QTest.keyClick(pane.form._text, Qt.Key.Key_Escape)
    pane.show_call(second)
    pane.show_call(first)
    assert not pane.form.isVisible()
    pane._on_promise()
    assert (pane.form._text.text(), pane.form._day.text()) == ("Call Marta back", "next week")


@pytest.mark.parametrize("end", ["clear", "finished", "finished unseen"])
def test_no_promise_outlives_its_call(pane, end):
    first, second = two_talks()
    pane.show_call(first)
    promising(pane, "Call Marta back")
    if end == "clear":
        pane.show_call(second)
        pane.clear()
    elif end == "finished":
        pane.show_call(replace(first, phase=Phase.FINISHED))
    else:
        pane.show_call(second)
        pane.keep_only({"call-2"})
        assert pane.notes.toPlainText() == second.wrap_up.notes
    assert pane.form._kept == {}
    assert pane.form._text.text() == ""
    pane.show_call(first)
    assert pane.form._text.text() == ""
    assert not pane.form.isVisible()


def test_a_disposition_looked_for_in_one_call_is_not_there_in_another(window, pane):
    first, second = two_talks()
    pane.show_call(first)
    QTest.keyClick(window, Qt.Key.Key_D, CTRL)
    QTest.keyClicks(pane.disposition, "esc")
    pane.show_call(second)
    assert not pane.disposition.list.isVisible()
    assert pane.disposition.text() == path_text(next(leaf for leaf in LEAVES if leaf.id == second.wrap_up.disposition))


def test_promises_are_listed_and_can_be_taken_back(pane, desk):
    made = tuple(FollowUp(f"Promise {n}", date(2026, 11, 23)) for n in range(4))
    pane.show_call(talking(follow_ups=made))
    assert list(pane.follow_ups.texts()) == ["Promise 2 (and 2 more)", "Promise 3"]
    QTest.mouseClick(pane.follow_ups._rows[1].remove, Qt.MouseButton.LeftButton)
    assert desk.wishes == [("remove_follow_up", "call-1", 3)]
    assert pane.follow_ups._rows[1].remove.accessibleName() == "Remove “Promise 3”"


# Finishing


def test_finish_carries_the_name(window, pane, desk):
    pane.show_call(talking())
    assert pane.finish.label == "Finish Marta Lindqvist"
    QTest.keyClick(window, Qt.Key.Key_Return, CTRL)
    assert desk.wishes == [("finish", "call-1")]


def test_without_a_name_it_carries_the_number(pane):
    pane.show_call(samples.unknown())
    assert pane.finish.label == "Finish +49 40 555012"
    pane.show_call(samples.unknown(withheld=True))
    assert pane.finish.label == "Finish"


def test_nothing_is_finished_twice(window, pane, desk):
    pane.show_call(talking(save=SaveStatus.SAVING))
    QTest.keyClick(window, Qt.Key.Key_Return, CTRL)
    assert desk.wishes == []


def saving(**changes):
    return talking(save=SaveStatus.SAVING, suggested_follow_up=None, follow_ups=(FollowUp("x", TODAY),), **changes)


def test_nothing_changes_while_it_is_being_saved(window, pane, desk):
    first, _ = two_talks()
    pane.show_call(first)
    pane.notes.enter()
    pane.show_call(saving())
    QTest.keyClicks(pane.notes, "too late")
    assert pane.notes.toPlainText() == first.wrap_up.notes
    assert pane.notes.hasFocus()
    QTest.keyClick(window, Qt.Key.Key_D, CTRL)
    assert not pane.disposition.list.isVisible()
    QTest.keyClicks(pane.disposition, "1esc")
    QTest.keyClick(pane.disposition, Qt.Key.Key_Down)
    QTest.keyClick(pane.disposition, Qt.Key.Key_Return)
    QTest.keyClick(window, Qt.Key.Key_F3)
    for button in (pane._clear, pane._chips[0], pane.follow_ups._rows[0].remove, pane._promise):
        button.click()
    assert not pane.form.isVisible()
    assert desk.wishes == []


def test_a_promise_begun_waits_for_the_saving(pane, desk):
    first, _ = two_talks()
    pane.show_call(first)
    promising(pane, "Call back")
    pane.form._day.show_day(TODAY, TODAY)
    pane.show_call(saving())
    QTest.keyClicks(pane.form._text, " too late")
    QTest.keyClick(pane.form._day, Qt.Key.Key_Up)
    QTest.keyClick(pane.form._text, Qt.Key.Key_Return)
    assert (pane.form._text.text(), pane.form._day.day()) == ("Call back", TODAY)
    assert desk.wishes == []


def test_a_filter_half_typed_gives_way_to_the_choice_that_is_saved(window, pane, desk):
    first, _ = two_talks()
    pane.show_call(first)
    QTest.keyClick(window, Qt.Key.Key_D, CTRL)
    QTest.keyClicks(pane.disposition, "esc")
    pane.show_call(saving())
    assert not pane.disposition.list.isVisible()
    assert pane.disposition.text() == path_text(next(leaf for leaf in LEAVES if leaf.id == first.wrap_up.disposition))


def test_after_a_failure_everything_can_be_changed_again(window, pane, desk):
    pane.show_call(saving())
    pane.show_call(talking(save=SaveStatus.FAILED, problem="disk_full", suggested_follow_up=None))
    pane.notes.enter()
    QTest.keyClicks(pane.notes, "!")
    QTest.keyClick(window, Qt.Key.Key_D, CTRL)
    QTest.keyClick(pane.disposition, Qt.Key.Key_1)
    pane._clear.click()
    promising(pane, "Call back")
    QTest.keyClick(pane.form._text, Qt.Key.Key_Return)
    assert [wish[0] for wish in desk.wishes] == ["set_notes", "set_disposition", "set_disposition", "add_follow_up"]


@pytest.mark.parametrize("bad", samples.HOSTILE)
def test_hostile_names_stay_on_the_button(window, pane, bad):
    pane.show_call(samples.hostile_names(bad))
    assert not set("\u202e\x00\x07\n") & set(pane.finish.label)
    assert pane.finish.width() <= pane.width()
    window.grab()


# The clock


def test_after_the_call_time_runs_against_the_goal(context):
    now = [samples.NOW]
    moving = ViewContext(context.look, context.formats, context.keymap, context.desk, lambda: now[0])
    pane = WrapUpPane(moving)
    pane.show_call(samples.talking())
    assert pane._clock.text() == "goal 0:30"
    pane.show_call(samples.wrap_up())
    assert pane._clock.text() == "0:12 of 0:30"
    assert pane._second.isActive()
    now[0] += timedelta(seconds=40)
    pane._second.timeout.emit()
    assert pane._clock.text() == "0:52 of 0:30"
    assert pane._clock.property("tone") == "warn"
    pane.clear()
    assert not pane._second.isActive()


# Room


@pytest.mark.parametrize(
    ("layout", "width", "height"),
    [
        (LayoutClass(Width.REGULAR, Height.NORMAL), 356, 312),
        (LayoutClass(Width.COMPACT, Height.LOW), 308, 248),
        (LayoutClass(Width.COMPACT, Height.SHORT), 308, 236),
    ],
)
@pytest.mark.parametrize("problem", [None, "notes_missing", "disposition_missing"])
def test_it_fits_its_column(context, layout, width, height, problem):
    context.look.dress(window := QWidget())
    pane = WrapUpPane(context, window)
    pane.set_layout(layout)
    made = tuple(FollowUp(f"Promise {n}", date(2026, 11, 23)) for n in range(3))
    pane.show_call(talking(follow_ups=made, problem=problem))
    pane.setGeometry(0, 0, width, height)
    window.resize(width, height)
    window.show()
    pane.show_call(talking(follow_ups=made, problem=problem))
    assert pane.minimumSizeHint().width() <= width
    assert pane.minimumSizeHint().height() <= height
    context.look.undress(window)


def test_nothing_of_the_last_customer_stays(pane):
    pane.show_call(talking())
    pane.clear()
    assert pane.notes.toPlainText() == ""
    assert pane.disposition.text() == ""
    assert pane.finish.label == "Finish"
    assert not pane.follow_ups.isVisible()


def test_every_stop_has_a_name(window, pane):
    pane.show_call(talking(suggested_follow_up=None, follow_ups=(FollowUp("x", TODAY),)))
    QTest.keyClick(window, Qt.Key.Key_F3)
    assert all(stop.accessibleName() for stop in pane.stops() if stop.isVisible())


def test_only_suggestions_that_can_be_read_whole_are_shown(pane, window):
    words = ("Resolved on this call", "Promise dated", "Passed to the second level")
    leaves = tuple(Disposition(f"d{number}", ("Billing", word)) for number, word in enumerate(words))
    view = wrap(dispositions=leaves, suggested=tuple(leaf.id for leaf in leaves), disposition=None)
    pane.show_call(samples.talking(wrap_up=view))
    counts = []
    for width in range(620, 180, -20):
        show_at(window, width, 460)
        shown = [chip for chip in pane._chips if chip.isVisible()]
        counts.append(len(shown))
        assert all(chip.width() >= chip.sizeHint().width() for chip in shown[1:])
    assert (counts[0], counts[-1]) == (3, 1)
    assert counts == sorted(counts, reverse=True)
