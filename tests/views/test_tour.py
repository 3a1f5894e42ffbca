"""The first-day tour on the window: offered once, in nobody's way, put aside and gone on with."""

from __future__ import annotations

from dataclasses import replace

import pytest
from PySide6.QtCore import QPoint, QRect, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication

from desktop.call.state import Phase
from desktop.views.format import Formats
from desktop.views.language import Languages
from desktop.views.main_window import MainWindow
from desktop.views.preferences import Preferences
from desktop.views.quick_list import QuickList
from desktop.views.quick_typing import QuickTyping
from desktop.views.safe_text import plain
from desktop.views.tour.course import STEPS, Course, Step
from desktop.views.tour.ring import in_sight
from desktop.views.tour.tour import Mode
from tests.views import samples
from tests.views.conftest import press, settle, show_at, show_call

SHIFT = Qt.KeyboardModifier.ShiftModifier
CTRL = Qt.KeyboardModifier.ControlModifier


@pytest.fixture
def practice(window, desk) -> MainWindow:
    """The window of the demo, with a call."""
    call(window, desk, samples.talking(decision=samples.decision(3)))
    return window


def call(window: MainWindow, desk, state) -> None:
    show_call(window, desk, state)
    desk.state = replace(desk.state, practice=True)
    window._on_desk_changed(desk.state)
    settle(QApplication.instance())


def title(window: MainWindow) -> str:
    return plain(window.tour.band.title.text())


def test_it_is_offered_once_and_that_is_kept(practice):
    kept = []
    practice.preferences_changed.connect(kept.append)
    practice.tour.offer()
    assert (practice.tour.mode, practice.tour.band.next.label) == (Mode.OFFERED, "Start")
    assert Preferences.from_json(kept[-1].to_json()).tour == "caller"
    press(practice, Qt.Key.Key_Escape)
    practice.tour.offer()
    assert practice.tour.mode is Mode.OFF
    assert practice.tour.band.isHidden()


def test_whoever_was_asked_another_day_is_not_asked(context, desk):
    window = MainWindow(context, Preferences(tour="notes"))
    call(window, desk, samples.talking())
    window.tour.offer()
    assert window.tour.mode is Mode.OFF
    window.tour.go_on()
    assert window.tour.course.step is Step.NOTES


def test_it_is_not_there_on_a_real_site(window, desk, context):
    show_call(window, desk, samples.talking())
    window.tour.offer()
    context.keymap.run("tour")
    assert window.tour.mode is Mode.OFF
    context.keymap.run("palette")
    assert "First-day tour" not in [entry.title for entry in window.palette_sheet.model.entries]
    assert "tour" not in [row.command for row in window.keys_sheet.rows]


def test_escape_closes_what_lies_on_top_first_and_the_palette_goes_on_with_the_tour(practice, context):
    context.keymap.run("tour")
    press(practice, Qt.Key.Key_F1, SHIFT)
    assert practice.tour.course.step is Step.PANELS
    context.keymap.run("palette")
    press(practice, Qt.Key.Key_Escape)
    assert (practice.is_covered, practice.tour.mode) == (False, Mode.ON)
    press(practice, Qt.Key.Key_Escape)
    assert (practice.tour.mode, practice.tour.band.isHidden(), practice.tour.ring.isHidden()) == (Mode.OFF, True, True)
    context.keymap.run("palette")
    QTest.keyClicks(practice.palette_sheet.field, "first-day")
    press(practice, Qt.Key.Key_Return)
    assert practice.tour.course.step is Step.PANELS


def test_nothing_moves_from_step_to_step_and_all_of_the_sentence_is_there(practice):
    practice.tour.go_on()
    places = []
    for step in STEPS[2:]:
        practice.tour._take(Course.from_kept(step))
        settle(QApplication.instance())
        label = practice.tour.band.sentence
        assert label.height() >= label.heightForWidth(label.width()), step
        panes = (practice.workspace.page, practice.workspace.status_bar, practice.workspace.cards, practice.tour.band)
        places.append([QRect(pane.mapTo(practice, QPoint()), pane.size()) for pane in panes])
    assert all(place == places[0] for place in places)


@pytest.mark.parametrize("layout", [Qt.LayoutDirection.LeftToRight, Qt.LayoutDirection.RightToLeft])
def test_each_step_of_a_call_points_at_something_in_sight(practice, layout):
    practice.setLayoutDirection(layout)
    practice.tour.go_on()
    ring, band = practice.tour.ring, practice.tour.band
    for size in ((1440, 900), (1280, 720), (960, 540), (700, 500)):
        show_at(practice, *size)
        for step in STEPS[2:]:
            practice.tour._take(Course.from_kept(step))
            settle(QApplication.instance())
            assert ring.isVisible(), (size, step)
            assert practice.rect().contains(ring.geometry()), (size, step)
            assert band.sentence.height() >= band.sentence.heightForWidth(band.sentence.width()), (size, step)
            assert not in_sight(band.skip, practice).isEmpty(), (size, step)


def test_a_picture_of_the_window_taken_before_does_not_keep_it_blank(practice):
    practice.grab()
    practice.tour.go_on()
    settle(QApplication.instance())
    band = practice.tour.band
    assert [widget.updatesEnabled() for widget in (band.title, band.sentence, band.next, band.skip)] == [True] * 4


def test_the_ring_takes_no_click(practice):
    practice.tour.go_on()
    practice.tour._take(Course.from_kept(Step.CARD))
    settle(QApplication.instance())
    ring, top = practice.tour.ring, practice.workspace.cards.top
    assert ring.testAttribute(Qt.WidgetAttribute.WA_TransparentForMouseEvents)
    assert practice.childAt(top.mapTo(practice, top.rect().center())) is not ring
    assert not ring.mask().contains(top.mapTo(practice, top.rect().center()) - ring.pos())


def test_what_lies_over_the_window_is_not_pointed_through(practice, context):
    practice.tour.go_on()
    settle(QApplication.instance())
    assert practice.tour.ring.isVisible()
    context.keymap.run("all_keys")
    settle(QApplication.instance())
    assert practice.tour.ring.isHidden()


def test_the_next_region_reaches_it_and_the_focus_comes_back(practice, context):
    practice.tour.go_on()
    band = practice.tour.band
    for _ in range(20):
        context.keymap.run("next_region")
        if band.isAncestorOf(practice.focusWidget()):
            break
    assert practice.focusWidget() is band.next
    press(practice, Qt.Key.Key_Tab)
    assert practice.focusWidget() is band.skip
    press(practice, Qt.Key.Key_Space)
    assert practice.tour.mode is Mode.OFF
    assert practice.workspace.page.isAncestorOf(practice.focusWidget()) or practice.workspace.page.hasFocus()


def test_each_sentence_is_said_once_with_its_keys_in_words(practice, context, monkeypatch):
    said = []
    monkeypatch.setattr(type(context.voice), "tell", lambda voice, widget, text: said.append(text))
    practice.tour.go_on()
    practice.tour._take(Course.from_kept(Step.CARD))
    for _ in range(3):
        practice.tour.look()
    practice.tour._take(Course.from_kept(Step.FINISH))
    assert [plain(text).partition(".")[0] for text in said] == [
        "Tour, 3 of 10 · What to say",
        "Tour, 5 of 10 · What to do, and why",
        "Tour, 8 of 10 · Finish",
    ]
    assert "Alt+A accepts" in plain(said[1])


def test_keys_that_were_given_to_a_command_stand_in_its_sentence(practice, context):
    practice.tour.go_on()
    practice.tour._take(Course.from_kept(Step.NOTES))
    context.keymap.remap("notes", "Ctrl+M")
    assert "Ctrl M takes you to the notes" in plain(practice.tour.band.sentence.text())
    context.keymap.remap("notes", "")
    assert "“Write notes” takes you to the notes" in plain(practice.tour.band.sentence.text())


def test_a_sentence_that_begins_with_a_key_is_read_from_its_language_s_side(practice):
    practice.tour.go_on()
    practice.tour._take(Course.from_kept(Step.NOTES))
    # The first letter that is not kept apart decides on the side.
    assert practice.tour._words.sentence(Step.NOTES, practice.tour._moment()).startswith("\u2068F4\u2069 takes")


def test_the_end_of_a_call_is_two_keys(practice, desk):
    practice.tour.go_on()
    practice.tour._take(Course.from_kept(Step.FINISH))
    assert "F9 ends the call" in plain(practice.tour.band.sentence.text())
    call(practice, desk, replace(samples.wrap_up(), phase=Phase.WRAP_UP))
    settle(QApplication.instance())
    assert "Ctrl ↵ saves it all" in plain(practice.tour.band.sentence.text())


def test_another_language_takes_the_tour_along(context, desk, qapp):
    languages = Languages(qapp, Formats())
    window = MainWindow(context, languages=languages)
    show_at(window, 1280, 720)
    desk.state = replace(samples.idle_desk(), practice=True, tabs=(), viewed=None)
    window._on_desk_changed(desk.state)
    window.tour.go_on()
    window.tour._take(Course.from_kept(Step.SEARCH))
    try:
        window.language_choice.choose("de")
        settle(qapp)
        assert title(window) == "Rundgang, 9 von 10 · Alles durchsuchen"
        assert window.tour.band.isVisible()
        assert window.workspace.isAncestorOf(window.tour.band)
        assert window.tour.ring.isVisible()
        assert len(window.findChildren(QuickTyping)) == len(window.findChildren(QuickList)) == 1
        for text in window.tour._words.every():
            assert "{" not in text
    finally:
        languages.forget()
