"""A macro is seen before it is run, and one's own quick texts are kept, changed and removed."""

from __future__ import annotations

from dataclasses import replace
from types import MappingProxyType

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QLineEdit, QVBoxLayout, QWidget

from desktop.call.deed_views import MacroView
from desktop.call.state import Disposition, WrapUpView
from desktop.rules.session import FilledEffect
from desktop.views.macro_sheet import MacroSheet
from desktop.views.quick_sheet import QuickSheet
from tests.views import samples
from tests.views.conftest import show_at


def step(kind: str, name: str = "", **params: str) -> FilledEffect:
    return FilledEffect(kind, name, False, MappingProxyType(params))


STEPS = (
    step("connector", "crm:task.create", subject="About Marta", text="Do it", due_in_days="2"),
    step("note", text="Did it."),
    step("disposition", "kept"),
    step("follow_up", text="Call Marta", due_in_days="2"),
    step("email", "sorry"),
    step("open_panel", "orders"),
)
MACRO = MacroView("all", "All of it", STEPS)


def call(*macros: MacroView, **more: object):
    wrap_up = WrapUpView(dispositions=(Disposition("kept", ("Contract", "Kept")),))
    return replace(samples.talking(), macros=macros, wrap_up=wrap_up, **more)


@pytest.fixture
def window(context):
    found = QWidget()
    found.notes = QLineEdit()
    QVBoxLayout(found).addWidget(found.notes)
    show_at(found, 900, 700)
    found.notes.setFocus()
    return found


@pytest.fixture
def sheet(window, context):
    return MacroSheet(context, window)


def told(sheet: MacroSheet) -> list[tuple[str, str]]:
    rows = [row for row in sheet.steps._rows if not row.box.isHidden()]
    return [(row.name.text().strip("\u2002"), row.value.text()) for row in rows]


def test_each_step_is_told_with_its_values_and_its_system(sheet):
    state = call(MACRO)
    sheet.show_macro(state, "all")
    label = next((source.label for source in state.sources if source.name == "crm"), "crm")
    lines = told(sheet)
    assert lines[0] == ("1\u2002Creates", f"a task in {label}")
    assert ("Subject", "About Marta") in lines
    assert ("3\u2002Sets the disposition", "Contract › Kept") in lines
    assert ("4\u2002Promises", "Call Marta") in lines
    assert [name.split("\u2002")[0] for name, _ in lines if name[0].isdigit()] == list("123456")


def test_enter_runs_it_and_gives_the_focus_back(window, sheet):
    ran = []
    sheet.confirmed.connect(ran.append)
    sheet.show_macro(call(MACRO), "all")
    QTest.keyClick(sheet, Qt.Key.Key_Return)
    assert ran == ["all"]
    assert sheet.isHidden()
    assert window.focusWidget() is window.notes
    assert told(sheet) == []


def test_escape_does_nothing_but_close(sheet):
    ran = []
    sheet.confirmed.connect(ran.append)
    sheet.show_macro(call(MACRO), "all")
    QTest.keyClick(sheet, Qt.Key.Key_Escape)
    assert (ran, sheet.isHidden()) == ([], True)


def test_one_that_cannot_be_done_says_why_and_does_not_run(sheet):
    ran = []
    sheet.confirmed.connect(ran.append)
    sheet.show_macro(call(replace(MACRO, problem="no_system")), "all")
    assert sheet.problem.text() == "Not done: no connected system takes this."
    assert not sheet.run.isEnabled()
    QTest.keyClick(sheet, Qt.Key.Key_Return)
    assert ran == []


def test_it_follows_its_call_and_closes_for_any_other(sheet):
    state = call(MACRO)
    sheet.show_macro(state, "all")
    sheet.follow(replace(state, macros=(replace(MACRO, title="All of it now"),)))
    assert sheet.accessibleName() == "All of it now"
    sheet.follow(replace(state, id="another"))
    assert sheet.isHidden()
    sheet.show_macro(state, "all")
    sheet.follow(replace(state, identity=replace(state.identity, customer=None)))
    assert sheet.isHidden()
    sheet.show_macro(state, "all")
    sheet.follow(replace(state, macros=()))
    assert sheet.isHidden()
    sheet.show_macro(state, "all")
    sheet.follow(None)
    assert sheet.isHidden()
    sheet.show_macro(state, "nothing")
    assert sheet.isHidden()


class Own:
    """What a desk keeps of quick texts."""

    def __init__(self, desk):
        self.texts = {"hi": "Hello"}
        desk.own_quick_texts = lambda: self.texts
        desk.keep_quick_text = self.keep
        desk.remove_quick_text = self.texts.pop
        self.problem = None

    def keep(self, abbr: str, text: str, instead_of: str) -> str | None:
        if self.problem is None:
            self.texts.pop(instead_of, None)
            self.texts[abbr] = text
        return self.problem


@pytest.fixture
def own(desk):
    return Own(desk)


@pytest.fixture
def quick(window, context, own):
    found = QuickSheet(context, window)
    found.open()
    return found


def test_one_is_added_changed_and_removed(quick, own):
    quick.abbr.setText("bye")
    quick.text.setPlainText("Goodbye")
    QTest.keyClick(quick.text, Qt.Key.Key_Return, Qt.KeyboardModifier.ControlModifier)
    assert own.texts == {"hi": "Hello", "bye": "Goodbye"}
    assert ";bye" in quick.news.text() or "Kept until" in quick.news.text()
    quick.list.setCurrentRow(1)
    assert (quick.abbr.text(), quick.text.toPlainText()) == ("hi", "Hello")
    quick.abbr.setText("hey")
    quick.save.click()
    assert set(own.texts) == {"hey", "bye"}
    quick._remove.click()
    assert set(own.texts) == {"bye"}
    assert quick.abbr.text() == ""


@pytest.mark.parametrize("field", ["abbr", "text"])
def test_the_key_that_finishes_a_call_saves_here_and_finishes_nothing(window, context, quick, own, field):
    finished = []
    context.keymap.bind("finish", lambda: finished.append(1))
    context.keymap.install(window)
    quick.abbr.setText("bye")
    quick.text.setPlainText("Goodbye")
    getattr(quick, field).setFocus()
    QTest.keyClick(getattr(quick, field), Qt.Key.Key_Return, Qt.KeyboardModifier.ControlModifier)
    assert (own.texts["bye"], finished) == ("Goodbye", [])


@pytest.mark.parametrize("problem", ["bad_abbr", "taken", "empty", "too_long", "too_many", "unknown:customer.nam"])
def test_what_is_wrong_is_said_and_nothing_is_lost(quick, own, problem):
    own.problem = problem
    quick.abbr.setText("x y")
    quick.text.setPlainText("Hello {customer.nam}")
    quick.save.click()
    assert quick.news.text()
    assert quick.text.toPlainText() == "Hello {customer.nam}"
    assert problem != "unknown:customer.nam" or "customer.nam" in quick.news.text()


def test_escape_closes_it_and_gives_the_focus_back(window, quick):
    QTest.keyClick(quick.abbr, Qt.Key.Key_Escape)
    assert quick.isHidden()
    assert window.focusWidget() is window.notes
