"""Typing ;abbr in the fields of a window: what it becomes, what undo gives back, and where it must not happen."""

from __future__ import annotations

import pytest
from PySide6.QtCore import QCoreApplication, Qt
from PySide6.QtGui import QInputMethodEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QLineEdit, QPlainTextEdit, QVBoxLayout, QWidget

from desktop.call.quick_texts import Expansion, QuickOption
from desktop.views.quick_field import LANGUAGE, NO_QUICK_TEXTS
from desktop.views.quick_typing import QuickTyping
from tests.views.conftest import show_at

TEXTS = {
    "thx": Expansion("Thanks, Marta."),
    "two": Expansion("One\nTwo"),
    "gap": Expansion("Order \U0001f600 [number] is [late].", ("[number]", "[late]")),
    "t1": Expansion("First"),
}


class Window(QWidget):
    def __init__(self, context):
        super().__init__()
        layout = QVBoxLayout(self)
        self.many, self.one, self.locked = QPlainTextEdit(), QLineEdit(), QLineEdit()
        for field in (self.many, self.one, self.locked):
            layout.addWidget(field)
        self.many.setTabChangesFocus(True)
        self.entered = []
        self.one.returnPressed.connect(lambda: self.entered.append(1))
        self.typing = QuickTyping(context, self, lambda: "call-1")


@pytest.fixture
def window(context, desk):
    desk.asked = []
    desk.expand = lambda call, abbr, language: desk.asked.append((call, language)) or TEXTS.get(abbr)
    desk.quick_options = lambda call, language: tuple(QuickOption(name, each.text) for name, each in TEXTS.items())
    found = Window(context)
    show_at(found, 600, 400)
    found.activateWindow()
    return found


@pytest.fixture(params=["many", "one"])
def field(window, request):
    found = getattr(window, request.param)
    found.setFocus()
    QCoreApplication.processEvents()
    return found


def text(field) -> str:
    return field.toPlainText() if isinstance(field, QPlainTextEdit) else field.text()


def selected(field) -> str:
    return field.textCursor().selectedText() if isinstance(field, QPlainTextEdit) else field.selectedText()


def typed(field, words: str) -> None:
    QTest.keyClicks(field, words)
    QCoreApplication.processEvents()


def test_a_space_expands_and_undo_gives_back_what_was_typed(field):
    typed(field, "Said: ;thx ")
    assert text(field) == "Said: Thanks, Marta. "
    typed(field, "Bye")
    assert text(field) == "Said: Thanks, Marta. Bye"
    while text(field).startswith("Said: Thanks"):
        QTest.keyClick(field, Qt.Key.Key_Z, Qt.KeyboardModifier.ControlModifier)
    assert text(field) == "Said: ;thx"
    typed(field, " ")
    assert text(field) == "Said: ;thx "


@pytest.mark.parametrize("key", [Qt.Key.Key_Tab, Qt.Key.Key_Return, Qt.Key.Key_Enter])
def test_tab_and_enter_expand_and_do_nothing_else(window, field, key):
    typed(field, ";thx")
    QTest.keyClick(field, key)
    assert text(field) == "Thanks, Marta."
    assert field.hasFocus()
    assert window.entered == []


def test_without_an_abbreviation_the_keys_are_what_they_were(window, field):
    typed(field, "thx ;nothing ")
    assert text(field) == "thx ;nothing "
    QTest.keyClick(field, Qt.Key.Key_Tab)
    assert not field.hasFocus()


def test_the_caret_ends_in_the_first_gap(field):
    field.insertPlainText("\U0001f600 ") if isinstance(field, QPlainTextEdit) else field.insert("\U0001f600 ")
    typed(field, ";gap ")
    assert text(field) == "\U0001f600 Order \U0001f600 [number] is [late]. "
    assert selected(field) == "[number]"
    typed(field, "17")
    assert "Order \U0001f600 17 is" in text(field)


@pytest.mark.parametrize("before", ["word", "https://x.example/", "a.b", "5"])
def test_nothing_expands_inside_a_word_or_an_address(field, before):
    typed(field, f"{before};thx ")
    assert text(field) == f"{before};thx "


def test_one_line_stays_one_line(window):
    window.one.setFocus()
    edits = []
    window.one.textEdited.connect(edits.append)
    typed(window.one, ";two ")
    assert window.one.text() == "One Two "
    assert edits[-1] == "One Two "


def test_the_language_is_the_fields_or_the_windows(window, desk, context):
    window.many.setFocus()
    typed(window.many, ";thx ")
    assert desk.asked[-1] == ("call-1", context.formats.own_language)
    window.many.setProperty(LANGUAGE, "de")
    typed(window.many, ";thx ")
    assert desk.asked[-1] == ("call-1", "de")


@pytest.mark.parametrize(
    "lock",
    [
        lambda field: field.setEchoMode(QLineEdit.EchoMode.Password),
        lambda field: field.setInputMethodHints(Qt.InputMethodHint.ImhFormattedNumbersOnly),
        lambda field: field.setProperty(NO_QUICK_TEXTS, True),
    ],
)
def test_secrets_numbers_and_searches_are_left_alone(window, lock):
    lock(window.locked)
    window.locked.setFocus()
    typed(window.locked, ";thx ")
    assert window.locked.text() == ";thx "


def test_a_composition_is_not_disturbed(window):
    field = window.many
    field.setFocus()
    typed(field, ";thx")
    QCoreApplication.sendEvent(field, QInputMethodEvent("か", []))
    QTest.keyClick(field, Qt.Key.Key_Space)
    assert "Thanks" not in text(field)
    commit = QInputMethodEvent("", [])
    commit.setCommitString("")
    QCoreApplication.sendEvent(field, commit)
    assert not window.typing._composing


def test_the_list_shows_what_fits_and_leaves_the_keys_alone(window, field):
    box = window.typing.list
    typed(field, "Hi ;t")
    assert box.isVisible()
    assert [each.abbr for each in box.options] == ["thx", "two", "t1"]
    assert not box.hasFocus()
    typed(field, "1")
    assert text(field) == "Hi ;t1"
    assert [each.abbr for each in box.options] == ["t1"]
    typed(field, " ")
    assert text(field) == "Hi First "
    assert not box.isVisible()


def test_escape_closes_it_until_another_is_begun(window, field):
    typed(field, ";t")
    QTest.keyClick(field, Qt.Key.Key_Escape)
    assert not window.typing.list.isVisible()
    typed(field, "h")
    assert not window.typing.list.isVisible()
    typed(field, " ;")
    assert window.typing.list.isVisible()
    assert text(field) == ";th ;"


@pytest.mark.parametrize(("keys", "became"), [("2", "One"), (None, "One")])
def test_once_opened_digits_and_arrows_are_its_own(window, field, keys, became):
    typed(field, ";t")
    assert window.typing.open_list()
    if keys:
        QTest.keyClicks(field, keys)
    else:
        QTest.keyClick(field, Qt.Key.Key_Down)
        QTest.keyClick(field, Qt.Key.Key_Return)
    assert text(field).startswith(became)
    assert not window.typing.list.isVisible()


def test_it_cannot_be_opened_where_it_is_not_shown(window, field):
    typed(field, "word")
    assert not window.typing.open_list()


def test_a_click_takes_a_row_and_leaving_closes_it(window, field):
    typed(field, ";t")
    box = window.typing.list
    QTest.mouseClick(box, Qt.MouseButton.LeftButton, pos=box.rect().topLeft() + box.rect().center() * 0.2)
    assert text(field) == "Thanks, Marta."
    typed(field, " ;t")
    assert box.isVisible()
    window.locked.setFocus()
    assert not box.isVisible()


def test_a_field_that_is_gone_is_forgotten(window):
    field = QLineEdit(window)
    field.show()
    field.setFocus()
    typed(field, ";t")
    field.setParent(None)
    field.deleteLater()
    QCoreApplication.sendPostedEvents(None, 52)
    assert not window.typing.ready or window.typing._field is not field


def test_a_field_that_is_left_is_written_whole(window, desk, field):
    flushed = []
    desk.flush = lambda: flushed.append(1)
    window.locked.setFocus()
    QCoreApplication.processEvents()
    assert flushed
