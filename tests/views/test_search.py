"""The search for an unknown caller, and the form for a new customer."""

from __future__ import annotations

from dataclasses import replace

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QAbstractItemModelTester, QTest
from PySide6.QtWidgets import QVBoxLayout, QWidget

from desktop.call.state import Phase, SearchView, Trouble
from desktop.views.agent.panels import PanelsPane
from desktop.views.agent.search_panel import SearchPanel
from tests.views import samples
from tests.views.conftest import PATIENT_MS, show_at

PEOPLE = samples.choose().identity.candidates


@pytest.fixture
def panel(context):
    window = QWidget()
    found = SearchPanel(context)
    QVBoxLayout(window).addWidget(found)
    found.window_ = window
    show_at(window, 688, 300)
    return found


def searching(**changes: object):
    return replace(samples.unknown(), search=SearchView(**changes))


def names(panel: SearchPanel) -> list[str]:
    return [panel.list.table.words_at(row).cells[1].text for row in range(panel.list.table.rowCount())]


def test_it_starts_with_the_callers_number(panel, desk):
    panel.show_call(samples.unknown())
    assert panel._field.text() == "+49 40 555012"
    assert "appear here" in panel._rows.note
    assert desk.wishes == []


def test_enter_asks_at_once(panel, desk):
    panel.show_call(samples.unknown())
    panel._field.selectAll()
    QTest.keyClicks(panel._field, "Holm")
    QTest.keyClick(panel._field, Qt.Key.Key_Return)
    assert desk.wishes == [("search", "call-7", "Holm")]
    assert not panel._typing.isActive()


def test_a_rest_in_typing_asks_too(panel, desk, qtbot):
    panel.show_call(samples.unknown())
    panel._field.selectAll()
    QTest.keyClicks(panel._field, "Holm")
    qtbot.waitUntil(lambda: desk.wishes == [("search", "call-7", "Holm")], timeout=PATIENT_MS)


def test_two_letters_are_not_asked_for_by_themselves(panel, desk):
    panel.show_call(samples.unknown())
    panel._field.setText("Ho")
    panel._on_rested()
    assert desk.wishes == []
    QTest.mouseClick(panel._find, Qt.MouseButton.LeftButton)
    assert desk.wishes == [("search", "call-7", "Ho")]


def test_results_are_picked_by_digit(panel, desk):
    tester = QAbstractItemModelTester(panel.list.table, QAbstractItemModelTester.FailureReportingMode.Fatal)
    panel.show_call(searching(text="Holm", status="done", results=PEOPLE))
    assert names(panel) == ["Karin Holm", "Erik Holm", "Holm Design AB"]
    QTest.keyClick(panel._field, Qt.Key.Key_Down)
    assert panel.list.hasFocus()
    assert not panel.list.selectionModel().hasSelection()
    QTest.keyClick(panel.list, Qt.Key.Key_2)
    assert desk.wishes == [("choose_customer", "call-7", "crm:1")]
    del tester


def test_enter_picks_the_row_one_went_to(panel, desk):
    panel.show_call(searching(text="Holm", status="done", results=PEOPLE))
    panel.list.setFocus()
    QTest.keyClick(panel.list, Qt.Key.Key_Down)
    QTest.keyClick(panel.list, Qt.Key.Key_Return)
    assert desk.wishes == [("choose_customer", "call-7", "crm:0")]


def test_enter_without_a_row_picks_nobody(panel, desk):
    panel.show_call(searching(text="Holm", status="done", results=PEOPLE))
    panel.list.setFocus()
    QTest.keyClick(panel.list, Qt.Key.Key_Return)
    assert desk.wishes == []


def test_while_it_looks_rows_are_skeletons(panel):
    panel.show_call(searching(text="Holm", status="asking"))
    assert [panel.list.table.words_at(row) for row in range(panel.list.table.rowCount())] == [None, None, None]


def test_nobody_found_is_said(panel):
    panel.show_call(searching(text="Zebra", status="done"))
    assert panel._rows.note == "No customer found for “Zebra”."


def test_a_source_that_failed_is_named(panel, desk):
    trouble = Trouble("crm", "CRM", "timeout", samples.NOW)
    panel.show_call(searching(text="Holm", status="failed", troubles=(trouble,)))
    assert panel._notice.text == "Not complete: CRM does not answer."
    panel._field.setText("Holm")
    panel._notice.button.click()
    assert desk.wishes == [("search", "call-7", "Holm")]


def test_what_is_typed_survives_news(panel):
    panel.show_call(samples.unknown())
    panel._field.setText("half a na")
    panel.show_call(searching(text="half", status="done"))
    assert panel._field.text() == "half a na"


def test_another_call_has_its_own_search(panel):
    panel.show_call(searching(text="Holm", status="done", results=PEOPLE))
    panel._field.setText("Holm")
    panel.show_call(replace(samples.unknown(), id="call-2", info=samples.info(ani_display="+1 555")))
    assert panel._field.text() == "+1 555"
    assert names(panel) == []


def another(**changes: object):
    return replace(samples.unknown(), id="call-2", info=samples.info(ani_display="+1 555"), **changes)


def fill_form(panel):
    panel._on_new()
    panel.form._name.setText("Anna Typed")
    panel.form._email.setText("anna@")


def test_what_was_typed_comes_back_with_its_call_and_stands_in_no_other(panel):
    panel.show_call(samples.unknown())
    panel._field.setText("half a sea")
    fill_form(panel)
    panel.show_call(another())
    assert panel._field.text() == "+1 555"
    assert (panel.form._name.text(), panel.form._phone.text(), panel.form._email.text()) == ("", "+1 555", "")
    assert not panel.form.isVisible()
    for field in (panel._field, panel.form._name, panel.form._phone, panel.form._email):
        assert not field.isUndoAvailable()
    panel.show_call(samples.unknown())
    assert panel._field.text() == "half a sea"
    assert (panel.form._name.text(), panel.form._phone.text()) == ("Anna Typed", "+49 40 555012")
    assert panel.form._email.text() == "anna@"
    assert panel.form.isVisible()


def test_a_search_that_had_yet_to_rest_is_asked_in_its_own_call(panel, desk, qtbot):
    panel.show_call(samples.unknown())
    panel._field.selectAll()
    QTest.keyClicks(panel._field, "Holm")
    panel.show_call(another())
    assert not panel._typing.isActive()
    panel.show_call(samples.unknown())
    qtbot.waitUntil(lambda: desk.wishes == [("search", "call-7", "Holm")], timeout=PATIENT_MS)


def test_a_refusal_comes_back_without_taking_the_focus(panel):
    refused = searching(create_problem="email_invalid")
    panel.show_call(refused)
    fill_form(panel)
    panel.show_call(another())
    assert panel.form.problem == ""
    panel._find.setFocus()
    panel.show_call(refused)
    assert panel.form.problem == "This is not an e-mail address."
    assert panel._find.hasFocus()


@pytest.mark.parametrize("end", ["clear", "finished", "finished unseen"])
def test_nothing_typed_outlives_its_call(panel, end):
    panel.show_call(samples.unknown())
    fill_form(panel)
    if end == "clear":
        panel.show_call(another())
        panel.clear()
    elif end == "finished":
        panel.show_call(replace(samples.unknown(), phase=Phase.FINISHED))
    else:
        panel.keep_only({"call-2"})
    assert panel._kept == {}
    assert panel.form.typed.name == panel.form.typed.email == ""
    panel.show_call(samples.unknown())
    assert panel.form.typed.name == ""
    assert not panel.form.isVisible()


# A new customer


def test_a_new_customer_is_created_with_the_callers_number(panel, desk):
    panel.show_call(samples.unknown())
    panel._field.setText("Karin Holm")
    QTest.mouseClick(panel._new, Qt.MouseButton.LeftButton)
    assert panel.form._name.text() == "Karin Holm"
    assert panel.form._phone.text() == "+49 40 555012"
    assert panel.form._email.hasFocus()
    QTest.keyClicks(panel.form._email, "k@holm.example")
    QTest.keyClick(panel.form._email, Qt.Key.Key_Return)
    assert desk.wishes == [("create_customer", "call-7", "Karin Holm", "+49 40 555012", "k@holm.example")]


@pytest.mark.parametrize(
    ("text", "name", "email"), [("a@b.example", "", "a@b.example"), ("+49 40", "", ""), ("Ann", "Ann", "")]
)
def test_the_search_is_taken_over_where_it_fits(panel, text, name, email):
    panel.show_call(samples.unknown())
    panel._field.setText(text)
    panel._on_new()
    assert (panel.form._name.text(), panel.form._email.text()) == (name, email)


@pytest.mark.parametrize(
    ("problem", "said"),
    [
        ("name_missing", "The name is missing."),
        ("phone_invalid", "This is not a telephone number."),
        ("email_invalid", "This is not an e-mail address."),
        ("contact_missing", "A telephone number or an e-mail address is needed."),
        ("not_offered", "No connected system takes new customers."),
        ("disk_full", "Could not be saved; nothing was sent."),
    ],
)
def test_what_is_wrong_is_said_in_place(panel, problem, said):
    panel.show_call(samples.unknown())
    panel._on_new()
    panel.form._name.setText("typed")
    panel.show_call(searching(create_problem=problem))
    assert panel.form.problem == said
    assert panel.form._name.text() == "typed"
    places = {"name_missing": "_name", "phone_invalid": "_phone", "email_invalid": "_email"}
    if problem in places:
        assert getattr(panel.form, places[problem]).hasFocus()
        assert getattr(panel.form, places[problem]).accessibleDescription() == said


def test_esc_returns_to_the_search_and_keeps_the_form(panel):
    panel.show_call(samples.unknown())
    panel._on_new()
    panel.form._name.setText("Ann")
    QTest.keyClick(panel.form._name, Qt.Key.Key_Escape)
    assert panel._field.hasFocus()
    panel._on_new()
    assert panel.form._name.text() == "Ann"


def test_the_form_fits_the_lowest_panel(context):
    from desktop.views.agent.layout_class import Height, LayoutClass, Width

    window = QWidget()
    context.look.dress(window)
    pane = PanelsPane(context, window)
    pane.set_layout(LayoutClass(Width.COMPACT, Height.SHORT))
    pane.show_call(samples.unknown())
    pane.setGeometry(0, 0, 540, pane.sizeHint().height())
    show_at(window, 540, 300)
    search = pane.cards()[0].search
    search._on_new()
    window.grab()
    bottom = search.form._create.mapTo(search, search.form._create.rect().bottomLeft()).y()
    assert bottom <= search.height()
    context.look.undress(window)


def test_nothing_of_the_last_caller_stays(panel):
    panel.show_call(searching(text="Holm", status="done", results=PEOPLE))
    panel.clear()
    assert names(panel) == []
    assert panel._field.text() == ""


@pytest.mark.parametrize("bad", samples.HOSTILE)
def test_hostile_people_stay_words(panel, bad):
    person = replace(
        PEOPLE[0], customer=replace(PEOPLE[0].customer, customer=replace(samples.marta(), name=bad)), city=bad
    )
    panel.show_call(searching(text=bad, status="done", results=(person,)))
    assert not set("\u202e\x00\x07\n") & set(names(panel)[0])
    panel.window_.grab()


def test_every_stop_has_a_name(panel):
    panel.show_call(samples.unknown())
    assert all(stop.accessibleName() for stop in panel.stops() if stop.isVisible())
    panel._on_new()
    assert all(stop.accessibleName() for stop in panel.stops() if stop.isVisible())
