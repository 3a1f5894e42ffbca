"""The end of a wrap-up: promises, finishing, saving, and what is left behind."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QWidget

from connectors.telephony.events import LineState
from desktop.call.state import Disposition, FollowUp, Phase, SaveStatus
from desktop.views.agent.disposition_field import path_text
from desktop.views.agent.giving_button import EASY, TIGHT, GivingButton
from desktop.views.agent.layout_class import Height, LayoutClass, Width
from desktop.views.agent.wrap_up import WrapUpPane
from desktop.views.context import ViewContext
from tests.views import samples, wrap_up_samples
from tests.views.conftest import show_at
from tests.views.wrap_up_samples import CTRL, LEAVES, TODAY, asked, promising, saving, talking, two_talks, wrap

window = wrap_up_samples.window
pane = wrap_up_samples.pane


def test_f3_takes_the_suggested_promise(window, pane, desk):
    pane.show_call(talking())
    assert "Confirm the credit note" in pane.follow_ups._suggested_text.text()
    QTest.keyClick(window, Qt.Key.Key_F3)
    assert asked(desk) == [("add_follow_up", "call-1", "Confirm the credit note", date(2026, 11, 23))]


def test_without_a_suggestion_f3_writes_one(window, pane, desk):
    pane.show_call(talking(suggested_follow_up=None))
    QTest.keyClick(window, Qt.Key.Key_F3)
    assert pane.form._text.hasFocus()
    QTest.keyClicks(pane.form._text, "Call back")
    pane.form._day.setText("+5")
    QTest.keyClick(pane.form._text, Qt.Key.Key_Return)
    assert asked(desk) == [("add_follow_up", "call-1", "Call back", date(2026, 11, 25))]
    assert not pane.form.isVisible()


@pytest.mark.parametrize("day", ["yesterday", "1.1.2020", ""])
def test_a_promise_needs_a_day_to_come(window, pane, desk, day):
    pane.show_call(talking(suggested_follow_up=None))
    QTest.keyClick(window, Qt.Key.Key_F3)
    QTest.keyClicks(pane.form._text, "Call back")
    pane.form._day.setText(day)
    QTest.keyClick(pane.form._text, Qt.Key.Key_Return)
    assert asked(desk) == []
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
    assert asked(desk) == []


def test_what_is_typed_and_not_added_is_told_as_it_is_typed(window, pane, desk):
    pane.show_call(talking(suggested_follow_up=None))
    QTest.keyClick(window, Qt.Key.Key_F3)
    QTest.keyClicks(pane.form._text, "Ca")
    QTest.keyClick(pane.form._day, Qt.Key.Key_Up)
    typed = [wish[2:] for wish in desk.wishes]
    third = TODAY + timedelta(days=3)
    assert typed == [("C", third), ("Ca", third), ("Ca", TODAY + timedelta(days=4))]
    QTest.keyClick(pane.form._text, Qt.Key.Key_Return)
    assert [wish[0] for wish in desk.wishes[3:]] == ["type_follow_up", "add_follow_up"]
    assert desk.wishes[3][2] == ""


def test_what_a_crash_has_left_of_a_follow_up_is_there_again(pane):
    pane.show_call(talking(promising=("Call Ma", None)))
    assert pane.form.isVisible()
    assert (pane.form._text.text(), pane.form._day.day()) == ("Call Ma", TODAY + timedelta(days=3))


def test_finish_shows_a_follow_up_that_was_not_added(pane):
    pane.show_call(talking(promising=("Call Ma", None)))
    pane.form.left.emit()
    pane.show_call(talking(promising=("Call Ma", None), problem="unadded_missing"))
    assert pane.form.isVisible()
    assert "not added" in pane._problems["finish"].text()


def test_a_refused_call_that_comes_back_into_view_takes_no_focus(pane):
    first, second = two_talks()
    first = replace(first, wrap_up=replace(first.wrap_up, promising=("Call Ma", None), problem="unadded_missing"))
    pane.show_call(first)
    pane.form.left.emit()
    pane.show_call(second)
    pane.notes.setFocus()
    pane.show_call(first)
    assert not pane.form._text.hasFocus()


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
    assert asked(desk) == [("add_follow_up", "call-1", "Call Marta back", TODAY + timedelta(days=5))]


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
    assert asked(desk) == [("remove_follow_up", "call-1", 3)]
    assert pane.follow_ups._rows[1].remove.accessibleName() == "Remove “Promise 3”"


def test_finish_carries_the_name(window, pane, desk):
    pane.show_call(talking())
    assert pane.finish.label == "Finish Marta Lindqvist"
    QTest.keyClick(window, Qt.Key.Key_Return, CTRL)
    assert asked(desk) == [("finish", "call-1")]


def test_without_a_name_it_carries_the_number(pane):
    pane.show_call(samples.unknown())
    assert pane.finish.label == "Finish +49 40 555012"
    pane.show_call(samples.unknown(withheld=True))
    assert pane.finish.label == "Finish"


def test_nothing_is_finished_twice(window, pane, desk):
    pane.show_call(talking(save=SaveStatus.SAVING))
    QTest.keyClick(window, Qt.Key.Key_Return, CTRL)
    assert asked(desk) == []


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
    assert asked(desk) == []


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
    assert asked(desk) == []


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
    assert [wish[0] for wish in asked(desk)] == ["set_notes", "set_disposition", "set_disposition", "add_follow_up"]


@pytest.mark.parametrize("bad", samples.HOSTILE)
def test_hostile_names_stay_on_the_button(window, pane, bad):
    pane.show_call(samples.hostile_names(bad))
    assert not set("\u202e\x00\x07\n") & set(pane.finish.label)
    assert pane.finish.width() <= pane.width()
    window.grab()


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


def _kind(pane: WrapUpPane, state, **desk_changes) -> str:
    pane._context.desk.state = samples.desk_of(state, **desk_changes)
    pane.show_call(state)
    return str(pane.finish.property("kind"))


def test_finish_stands_out_once_it_is_what_comes_next(pane):
    call, gone = samples.talking(), LineState(samples.info().source, False, "lost")
    assert _kind(pane, samples.ringing()) == "plain"
    assert _kind(pane, call) == "plain"
    assert _kind(pane, call, lines=(gone,)) == "primary"
    assert _kind(pane, replace(call, info=samples.info(by_hand=True))) == "primary"
    assert _kind(pane, samples.wrap_up()) == "primary"
    pane.show_call(call)
    pane.show_desk(samples.desk_of(call, lines=(gone,)))
    assert pane.finish.property("kind") == "primary"


@pytest.mark.parametrize(("width", "label"), [(308, "Finish Marta"), (600, "Finish Marta Lindqvist")])
def test_a_narrow_column_shortens_the_name_and_keeps_the_keys(window, pane, width, label):
    pane.set_layout(LayoutClass(Width.COMPACT, Height.LOW))
    pane.show_call(talking())
    show_at(window, width, 400)
    assert pane.finish.label == label
    assert pane._promise.label == "Follow-up"
    for button in (pane.finish, pane._promise):
        assert button._shows_cap()
        assert not button.is_elided()


def test_the_key_of_finish_stays_longer_than_that_of_a_follow_up(window, pane):
    pane.set_layout(LayoutClass(Width.COMPACT, Height.LOW))
    pane.show_call(talking())
    room = pane._promise.easy_width() + pane.finish.easy_width()
    show_at(window, room - 10, 400)
    assert (pane.finish.label, pane.finish._shows_cap(), pane._promise._shows_cap()) == ("Finish Marta", True, False)
    assert not pane.finish.is_elided()
    assert min(pane.finish._pad(), pane._promise._pad()) >= EASY
    show_at(window, 230, 400)
    assert (pane.finish.label, pane.finish._shows_cap()) == ("Finish", True)
    tabs = (samples.tab_of(talking()), samples.tab_of(samples.ringing()))
    pane.show_desk(replace(samples.desk_of(talking()), tabs=tabs))
    assert pane.finish.label == "Finish Marta"
    show_at(window, 600, 400)
    assert pane._promise._shows_cap()


def test_a_button_gives_up_its_air_before_its_key_and_its_key_before_its_words(look):
    button = GivingButton(look, "Wiedervorlage", "plain", key="F3")
    look.dress(button)
    whole, easy, tight = button.sizeHint().width(), button.easy_width(), button.easy_width() - 2 * (EASY - TIGHT)
    shown = {}
    for width in (whole + 20, whole, easy + 2, easy, tight, tight - 1):
        show_at(button, width, 32)
        shown[width] = (button._pad(), button._shows_cap(), button.is_elided())
    look.undress(button)
    assert shown == {
        whole + 20: (12, True, False),
        whole: (12, True, False),
        easy + 2: (EASY + 1, True, False),
        easy: (EASY, True, False),
        tight: (TIGHT, True, False),
        tight - 1: (12, False, False),
    }
