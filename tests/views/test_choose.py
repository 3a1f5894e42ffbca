"""Several customers share a number: which one is it?"""

from __future__ import annotations

from dataclasses import replace

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QAbstractItemModelTester, QTest
from PySide6.QtWidgets import QLineEdit, QVBoxLayout, QWidget

from desktop.call.state import Identity, IdentityStatus
from desktop.views.agent.panels import PanelsPane
from tests.views import samples
from tests.views.conftest import show_at

ALT = Qt.KeyboardModifier.AltModifier


@pytest.fixture
def window(context):
    """A window with notes and the panels."""
    found = QWidget()
    layout = QVBoxLayout(found)
    found.notes = QLineEdit()
    found.pane = PanelsPane(context)
    layout.addWidget(found.notes)
    layout.addWidget(found.pane)
    context.keymap.install(found)
    show_at(found, 688, 400)
    return found


@pytest.fixture
def panel(window):
    return window.pane.cards()[0].choose


def test_people_are_told_apart_and_nobody_is_preselected(window, panel):
    window.pane.show_call(samples.choose())
    tester = QAbstractItemModelTester(panel.list.table, QAbstractItemModelTester.FailureReportingMode.Fatal)
    said = [tuple(cell.text for cell in panel.list.table.words_at(row).cells) for row in range(3)]
    assert said == [
        ("1", "Karin Holm", "Göteborg", "17 Nov", "1", "Exact"),
        ("2", "Erik Holm", "Göteborg", "11 Oct", "0", "Exact"),
        ("3", "Holm Design AB", "Mölndal", "24 Apr", "2", "Similar"),
    ]
    assert not panel.list.selectionModel().hasSelection()
    assert "3 possible customers" in panel._text.text()
    del tester


def test_alt_1_and_a_digit_pick(window, panel, desk):
    window.pane.show_call(samples.choose())
    window.notes.setFocus()
    QTest.keyClick(window, Qt.Key.Key_1, ALT)
    assert panel.list.hasFocus()
    assert not panel.list.selectionModel().hasSelection()
    QTest.keyClick(panel.list, Qt.Key.Key_3)
    assert desk.wishes == [("choose_customer", "call-8", "crm:2")]


def test_digits_elsewhere_pick_nobody(window, desk):
    window.pane.show_call(samples.choose())
    window.notes.setFocus()
    QTest.keyClicks(window.notes, "123")
    assert desk.wishes == []


def test_a_digit_without_a_person_picks_nobody(window, panel, desk):
    window.pane.show_call(samples.choose())
    QTest.keyClick(window, Qt.Key.Key_1, ALT)
    QTest.keyClick(panel.list, Qt.Key.Key_7)
    assert desk.wishes == []


def test_none_of_them_is_an_answer(window, panel, desk):
    window.pane.show_call(samples.choose())
    QTest.mouseClick(panel._none, Qt.MouseButton.LeftButton)
    assert desk.wishes == [("not_this_person", "call-8")]


def test_what_becomes_known_of_a_person_swaps_in_place(window, panel):
    state = samples.choose()
    bare = tuple(
        replace(person, city=None, last_contact=None, open_orders=None) for person in state.identity.candidates
    )
    window.pane.show_call(replace(state, identity=Identity(IdentityStatus.CHOOSE, candidates=bare)))
    assert panel.list.table.words_at(0).cells[4].text == ""
    window.pane.show_call(state)
    assert panel.list.table.words_at(0).cells[4].text == "1"


def test_once_chosen_the_call_goes_on_with_its_panels(window):
    window.pane.show_call(samples.choose())
    window.pane.show_call(replace(samples.talking(), id="call-8"))
    assert window.pane.current == "orders"


def test_more_than_nine_have_no_digit_but_can_be_picked(window, panel, desk):
    person = samples.choose().identity.candidates[0]
    crowd = tuple(replace(person, customer=replace(person.customer, key=f"k{n}")) for n in range(12))
    window.pane.show_call(replace(samples.choose(), identity=Identity(IdentityStatus.CHOOSE, candidates=crowd)))
    assert panel.list.table.words_at(9).cells[0].text == ""
    panel.list.selectRow(10)
    QTest.keyClick(panel.list, Qt.Key.Key_Return)
    assert desk.wishes == [("choose_customer", "call-8", "k10")]


def test_nothing_of_the_last_caller_stays(window, panel):
    window.pane.show_call(samples.choose())
    panel.clear()
    assert panel.list.table.rowCount() == 0


def test_where_there_is_little_room_the_names_stay_whole_and_other_columns_go(window, panel):
    window.pane.show_call(samples.choose())
    people = panel.list
    for wide in (700, 420, 330):
        people.resize(wide, 200)
        shown = [number for number in range(people.table.columnCount()) if not people.isColumnHidden(number)]
        names = [people.table.words_at(row).cells[1].text for row in range(people.table.rowCount())]
        widest = max(people.fontMetrics().horizontalAdvance(name) for name in names)
        assert {0, 1, 2, 5} <= set(shown), wide
        assert people.columnWidth(1) > widest, wide
        assert sum(people.columnWidth(number) for number in shown) <= people.viewport().width(), wide
