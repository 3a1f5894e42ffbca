"""The second window: panels or timeline on another screen, whose they are, the same keys, and the way back."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace

import pytest
from PySide6.QtCore import QCoreApplication, QDeadlineTimer, Qt
from PySide6.QtGui import QGuiApplication
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QLabel, QPlainTextEdit, QWidget

from desktop.call.quick_texts import Expansion
from desktop.views.agent.columns import DO, KNOW, TIMELINE
from desktop.views.main_window import MainWindow
from desktop.views.preferences import Away, Preferences
from desktop.views.second_screen import arrangement
from tests.views import card_samples, samples
from tests.views.conftest import show_at, show_call
from tests.views.test_audit import CAP, NO_ROLE, focusable, in_reading_order, named, read, stops

CTRL, ALT, PLAIN = Qt.KeyboardModifier.ControlModifier, Qt.KeyboardModifier.AltModifier, Qt.KeyboardModifier.NoModifier
TALKING = card_samples.talking(decision=replace(samples.decision(3), actions=card_samples.FULL.actions))


def wait(condition: Callable[[], bool]) -> None:
    patience = QDeadlineTimer(5000)
    while not condition() and not patience.hasExpired():
        QApplication.processEvents()
    assert condition()


def press(widget: QWidget, key: Qt.Key, modifiers: Qt.KeyboardModifier = PLAIN) -> None:
    """Send a key to whatever has the focus in a window that is made the active one first."""
    window = widget.window()
    window.activateWindow()
    wait(window.isActiveWindow)
    QTest.keyClick(window.focusWidget() or window, key, modifiers)
    QApplication.processEvents()


def away(window: MainWindow, command: str = "panels_away") -> QWidget:
    window._context.keymap.run(command)
    QApplication.processEvents()
    assert window.second.window is not None
    return window.second.window


def words(widget: QWidget) -> str:
    return " ".join(label.text() for label in widget.findChildren(QLabel) if label.isVisible())


def test_the_panels_go_to_a_window_of_their_own_and_come_back_as_they_were(window, desk):
    show_call(window, desk, TALKING)
    window._context.keymap.run("panel_2")
    card = window.workspace.panels.cards()[0]
    card.table.view.setCurrentIndex(card.table.view.model().index(2, 0))
    second = away(window)
    panels, timeline = window.workspace.panels, window.workspace.timeline
    assert panels.window() is second
    assert panels.isVisible()
    assert timeline.window() is window
    assert timeline.height() > window.workspace.guide.height() - 30
    assert (panels.current, card.table.view.currentIndex().row()) == (panels.ids[1], 2)
    second.close()
    QApplication.processEvents()
    assert window.second.window is None
    assert panels.window() is window
    assert panels.isVisible()
    assert panels.mapTo(window, panels.rect().topLeft()).y() < timeline.mapTo(window, timeline.rect().topLeft()).y()
    assert (panels.current, card.table.view.currentIndex().row()) == (panels.ids[1], 2)


def test_a_quick_text_of_the_palette_is_written_where_the_palette_was_called(window, desk):
    show_call(window, desk, TALKING)
    desk.expand = lambda call, abbr, language: Expansion("Good day")
    window.complete()
    field = QPlainTextEdit(away(window))
    field.show()
    field.window().activateWindow()
    wait(field.window().isActiveWindow)
    field.setFocus()
    window.palette_sheet.choose_from(window.entries.writing, "Write")
    assert window.palette_sheet._back is field
    window.palette_sheet.close_layer()
    window.write_quick_text("hi")
    assert field.toPlainText() == "Good day"
    window.palette_sheet.came_from = window.workspace.guide
    window.write_quick_text("hi")
    assert window.workspace.wrap_up.notes.toPlainText().endswith("Good day")


def test_the_timeline_keeps_its_search_its_place_and_what_is_chosen(window, desk):
    show_call(window, desk, TALKING)
    timeline = window.workspace.timeline
    timeline.view.setCurrentIndex(timeline.model.index(5, 0))
    timeline.view.verticalScrollBar().setValue(3)
    window._context.keymap.run("find")
    second = away(window, "timeline_away")
    assert timeline.window() is second
    assert timeline.view.currentIndex().row() == 5
    timeline.head._field.setText("late")
    QApplication.processEvents()
    rows = timeline.model.rowCount()
    press(second, Qt.Key.Key_T, ALT)
    assert timeline.window() is window
    assert (timeline.head.needle, timeline.model.rowCount()) == ("late", rows)


def test_one_part_at_a_time(window, desk):
    show_call(window, desk, TALKING)
    away(window)
    second = away(window, "timeline_away")
    assert window.workspace.panels.window() is window
    assert window.workspace.timeline.window() is second
    assert window.workspace.panels.cards()[1].isVisible()


@pytest.mark.parametrize("command", ["panels_away", "timeline_away"])
def test_a_call_that_ends_leaves_nothing_in_either_window(command, window, desk):
    show_call(window, desk, TALKING)
    second = away(window, command)
    assert "Lindqvist" in words(second)
    assert "Lindqvist" in second.accessibleName()
    assert "Lindqvist" not in second.windowTitle()
    desk.state = samples.idle_desk()
    window.workspace.show_desk(desk.state)
    said = words(second) + second.accessibleName()
    assert "Lindqvist" not in said
    assert "next call" in said
    assert not window.workspace.panels.isVisible() or command == "timeline_away"


def test_a_held_caller_is_amber_in_both_windows_and_the_name_changes_with_the_records(window, desk):
    held, other = samples.two_calls()
    show_call(window, desk, other)
    second = away(window)
    assert second.band.property("band") == "bar"
    show_call(window, desk, held)
    assert second.band.property("band") == window.workspace.call_bar.property("band") == "hold"
    assert (second.word.text(), second.timer.text()) == ("On hold", window.workspace.call_bar.timer.text())
    window.show_call(other)
    # Before anything else happens: no name over another caller's records.
    assert second.band.property("band") == "bar"
    assert window.workspace.panels._state is other
    assert second.who.text() == window.workspace.header.name.text()


def test_the_same_keys_work_in_both_windows(window, desk):
    show_call(window, desk, TALKING)
    second = away(window)
    press(second, Qt.Key.Key_2, ALT)
    assert window.workspace.panels.current == window.workspace.panels.ids[1]
    press(window, Qt.Key.Key_3, ALT)
    assert window.workspace.panels.current == window.workspace.panels.ids[2]
    press(second, Qt.Key.Key_F7)
    assert desk.wishes[-1] == ("hold", TALKING.id)
    assert second.isActiveWindow()


def test_a_key_takes_the_focus_to_the_window_where_its_effect_is(window, desk):
    show_call(window, desk, TALKING)
    second = away(window)
    press(second, Qt.Key.Key_F4)
    wait(window.isActiveWindow)
    notes = QApplication.focusWidget()
    assert window.workspace.wrap_up.isAncestorOf(notes)
    press(window, Qt.Key.Key_1, ALT)
    press(window, Qt.Key.Key_1, ALT)
    wait(second.isActiveWindow)
    assert window.workspace.panels.isAncestorOf(QApplication.focusWidget())
    press(second, Qt.Key.Key_F, CTRL)
    wait(window.isActiveWindow)
    assert window.workspace.timeline.isAncestorOf(QApplication.focusWidget())


@pytest.mark.parametrize("command", ["panels_away", "timeline_away"])
def test_what_comes_back_leaves_the_cursor_in_the_notes(command, window, desk):
    show_call(window, desk, TALKING)
    away(window)
    window.activateWindow()
    window._context.keymap.run("notes")
    notes = window.focusWidget()
    window._context.keymap.press(command, window)
    QApplication.processEvents()
    assert window.focusWidget() is notes


def test_esc_brings_the_focus_back_to_the_second_window(window, desk):
    show_call(window, desk, TALKING)
    second = away(window)
    second.activateWindow()
    wait(second.isActiveWindow)
    before = window.workspace.panels.cards()[0].table.view
    before.setFocus()
    press(second, Qt.Key.Key_K, CTRL)
    wait(window.isActiveWindow)
    assert QApplication.focusWidget() is window.palette_sheet.field
    QTest.keyClick(QApplication.focusWidget(), Qt.Key.Key_Escape)
    wait(second.isActiveWindow)
    assert QApplication.focusWidget() is before


def test_a_row_of_the_timeline_opens_in_the_second_window_and_esc_returns(window, desk):
    show_call(window, desk, TALKING)
    second = away(window)
    view = window.workspace.timeline.view
    window.activateWindow()
    wait(window.isActiveWindow)
    view.setFocus()
    view.setCurrentIndex(view.model().index(3, 0))
    press(window, Qt.Key.Key_Return)
    wait(second.isActiveWindow)
    assert window.workspace.panels.cards()[0].shows_record
    press(second, Qt.Key.Key_Escape)
    wait(window.isActiveWindow)
    assert QApplication.focusWidget() is view


def test_one_screen_is_said(window, desk):
    show_call(window, desk, TALKING)
    assert "There is one screen" in words(away(window))


def test_a_screen_that_goes_takes_nothing_with_it(window, desk):
    show_call(window, desk, TALKING)
    away(window)
    QGuiApplication.instance().screenRemoved.emit(window.screen())
    QApplication.processEvents()
    assert window.second.window is None
    assert window.workspace.panels.window() is window
    assert window.workspace.panels.isVisible()
    # It is remembered for the day this screen is there again.
    assert window.preferences.away[arrangement()].part == KNOW


def test_what_was_away_goes_there_again_between_calls_on_the_same_screens(context, look, desk):
    kept = Preferences(
        away={arrangement(): Away(TIMELINE, (40, 50, 700, 600)), "800x600+0+0": Away(KNOW, (0, 0, 9, 9))}
    )
    found = MainWindow(context, Preferences.from_json(kept.to_json()))
    show_at(found, 1440, 900)
    found._on_desk_changed(samples.idle_desk())
    second = found.second.window
    assert second.geometry().getRect() == (40, 50, 700, 600)
    assert found.workspace.timeline.window() is second
    second.close()
    assert list(found.preferences.away) == ["800x600+0+0"]
    found._on_desk_changed(samples.idle_desk())
    assert found.second.window is None
    look.undress(found)


def test_nothing_is_moved_during_a_call(context, look, desk):
    found = MainWindow(context, Preferences(away={arrangement(): Away(KNOW, (40, 50, 700, 600))}))
    show_at(found, 1440, 900)
    show_call(found, desk, TALKING)
    found._on_desk_changed(desk.state)
    assert found.second.window is None
    look.undress(found)


@pytest.mark.parametrize("odd", [{"a": "know"}, {"a": ["know", 1, 2, 3, 0]}, {"a": ["say", 1, 2, 3, 4]}, ["know"]])
def test_a_place_that_makes_no_sense_is_forgotten(odd):
    assert Preferences.from_json({"away": odd}).away == {}


def test_it_follows_theme_density_and_keys(window, desk, look):
    show_call(window, desk, TALKING)
    second = away(window)
    before = second.band.height()
    look.set_theme("dark")
    assert second.palette().window().color() == window.palette().window().color() == look.color("bg")
    look.set_density(130)
    QApplication.processEvents()
    assert second.band.height() > before
    window._context.keymap.remap("panels_away", "Ctrl+M")
    assert second.back._key == "Ctrl M"
    press(second, Qt.Key.Key_M, CTRL)
    assert window.second.window is None
    look.set_theme("light")
    look.set_density(100)


def test_it_hides_and_shows_with_the_first(window, desk):
    show_call(window, desk, TALKING)
    second = away(window)
    window.hide()
    assert not second.isVisible()
    window.show()
    assert second.isVisible()


@pytest.mark.parametrize("size", [(960, 460), (960, 700), (617, 488)])
@pytest.mark.parametrize("command", ["panels_away", "timeline_away"])
def test_a_narrow_window_has_no_page_for_what_is_away(command, size, window, desk):
    show_at(window, *size)
    show_call(window, desk, TALKING)
    columns = window.workspace.columns
    gone, left = (KNOW, TIMELINE) if command == "panels_away" else (TIMELINE, KNOW)
    away(window, command)
    assert not columns.pager.tabs[gone].isVisible()
    assert columns.pager.tabs[left].isVisible()
    columns.pager.tabs[DO].click()
    window._context.keymap.run("panel_2")
    assert window.workspace.wrap_up.isVisible() == (command == "panels_away")
    columns.pager.tabs[left].click()
    here = window.workspace.timeline if left == TIMELINE else window.workspace.panels
    assert here.isVisible()
    window._context.keymap.run(command)
    QApplication.processEvents()
    assert columns.pager.tabs[gone].isVisible() == (columns.pager.split or gone == KNOW)
    show_at(window, 1440, 900)
    assert window.workspace.panels.isVisible()
    assert window.workspace.timeline.isVisible()


@pytest.mark.parametrize("command", ["panels_away", "timeline_away"])
def test_the_second_window_is_fit_for_everybody(command, window, desk):
    show_call(window, desk, TALKING)
    second = away(window, command)
    every = focusable(second)
    assert len(every) > 3
    found = {named(each): read(each) for each in every}
    assert {who for who, (name, role) in found.items() if not name or role in NO_ROLE} == set()
    assert {name for name, _ in found.values() if "…" in name or CAP.search(name)} == set()
    assert {named(each) for each in every if min(each.size().toTuple()) < 24} == set()
    tab = stops(second)
    assert [named(each) for each in tab] == [named(each) for each in in_reading_order(second) if each in tab]


def test_another_language_builds_it_again(window, desk):
    desk.state = samples.idle_desk()
    window.workspace.show_desk(desk.state)
    away(window)
    window._on_language_due()
    QCoreApplication.sendPostedEvents(None, 0)
    window._on_desk_changed(samples.idle_desk())
    assert window.second.window is not None
    assert window.workspace.panels.window() is window.second.window
