"""The composer: what is seen is what is kept and sent, gaps are found by a key, and Esc loses nothing."""

from __future__ import annotations

from dataclasses import replace

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QGuiApplication
from PySide6.QtTest import QTest

from desktop.call.letter import Letter, LetterStatus, LettersView, TextOption
from desktop.call.state import Identity, IdentityStatus
from desktop.views.agent.composer import Composer
from desktop.views.agent.letter_field import places
from tests.views import samples
from tests.views.conftest import press, show_at, show_call
from tests.views.samples import NOW

MARKS = ("[order]", "[day]")
BODY = "Dear Marta 👋,\n\nyour order [order] comes on [day]. [order]!"
LETTER = Letter(
    "late", "Where it is", "email", "en", ("en", "de"), "m@example.com", "On [order]", BODY, MARKS, revision=1
)
TEXTS = (TextOption("late", "Where it is", "email", True, "draft"), TextOption("other", "Bill", "email", False))
CTRL = Qt.KeyboardModifier.ControlModifier


@pytest.fixture
def composer(context) -> Composer:
    found = Composer(context)
    show_at(found, 640, 420)
    found.activateWindow()
    found.show_letter("c1", LETTER)
    return found


def texts_of(composer: Composer) -> tuple[str, str, str]:
    return composer.to.text(), composer.subject.text(), composer.body.toPlainText()


def marked(composer: Composer) -> list[str]:
    """What stands out among the words."""
    found = []
    block = composer.body.document().begin()
    while block.isValid():
        units = block.text().encode("utf-16-le")
        for each in block.layout().formats():
            found.append(units[2 * each.start : 2 * (each.start + each.length)].decode("utf-16-le"))
        block = block.next()
    return found


def test_it_shows_the_letter_as_plain_text(composer):
    hostile = replace(LETTER, subject="<b>x</b>", body="<img src=x> & <b>bold</b>", revision=2)
    composer.show_letter("c1", hostile)
    assert texts_of(composer) == ("m@example.com", "<b>x</b>", "<img src=x> & <b>bold</b>")


def test_every_key_typed_is_told(composer, desk):
    composer.to.setFocus()
    QTest.keyClicks(composer.to, "x")
    assert desk.wishes[-1] == ("edit_letter", "c1", "late", *texts_of(composer))
    composer.body.setPlainText("Other words")
    assert desk.wishes[-1] == ("edit_letter", "c1", "late", composer.to.text(), "On [order]", "Other words")


def test_showing_a_letter_is_not_typing(composer, desk):
    composer.show_letter("c2", replace(LETTER, body="Of another call"))
    assert desk.wishes == []
    assert composer.body.toPlainText() == "Of another call"


def test_an_older_state_never_replaces_what_is_typed(composer):
    composer.body.setPlainText("Newer words")
    composer.show_letter("c1", replace(LETTER, body="Older words"))
    assert composer.body.toPlainText() == "Newer words"
    composer.show_letter("c1", replace(LETTER, body="From the playbook", revision=2))
    assert composer.body.toPlainText() == "From the playbook"


def test_the_key_goes_from_gap_to_gap_and_around(composer):
    composer.enter()
    found = []
    for _ in range(5):
        field = composer.body if composer.body.hasFocus() else composer.subject
        chosen = field.textCursor().selectedText() if field is composer.body else field.selectedText()
        found.append((field is composer.body, chosen))
        composer.next_gap()
    assert found == [(True, "[order]"), (True, "[day]"), (True, "[order]"), (False, "[order]"), (True, "[order]")]


def test_gaps_stand_out(composer):
    assert marked(composer) == ["[order]", "[day]", "[order]"]
    composer.body.setPlainText("Nothing is missing")
    assert marked(composer) == []


def test_places_are_counted_as_qt_counts():
    assert places("👋 [x] [y]", ("[y]", "[x]")) == [(3, 3), (7, 3)]
    assert places("", ("[x]",)) == []


def test_sending_discarding_and_the_language(composer, desk):
    composer.send.click()
    composer._languages[1].click()
    composer._discard.click()
    assert desk.wishes == [
        ("send_letter", "c1", "late"),
        ("letter_language", "c1", "late", "de"),
        ("discard_letter", "c1", "late"),
    ]


def test_a_sent_letter_is_read_only_and_another_can_be_written(composer, desk):
    composer.show_letter("c1", replace(LETTER, status=LetterStatus.SENT, sent_at=NOW, marks=()))
    assert not composer.send.isEnabled()
    assert composer.body.isReadOnly()
    assert "10:14" in composer._news.text()
    composer._discard.click()
    assert desk.wishes == [("discard_letter", "c1", "late"), ("write_letter", "c1", "late")]


@pytest.mark.parametrize(
    "problem",
    ["no_address", "bad_address", "no_subject", "empty", "gaps", "card_number", "not_saved", "already_sent"],
)
def test_what_stands_in_the_way_is_said_in_words(composer, problem):
    composer.show_letter("c1", replace(LETTER, problem=problem))
    assert composer._problem_row.isVisibleTo(composer)
    assert composer._problem.text().endswith(".") or composer._problem.text().endswith("?")
    assert composer.to.accessibleDescription() == composer._problem.text()


def test_where_nothing_sends_the_text_can_be_copied(composer):
    composer.show_letter("c1", replace(LETTER, taken=False))
    assert not composer.send.isEnabled()
    assert "No connected system" in composer._problem.text()
    composer._copy.click()
    assert QGuiApplication.clipboard().text() == f"On [order]\n\n{BODY}"


def test_a_text_message_has_no_subject_and_a_chat_reply_no_address(composer):
    composer.show_letter("c1", replace(LETTER, channel="sms"))
    assert composer.subject.isHidden()
    composer.show_letter("c1", replace(LETTER, channel="chat"))
    assert composer.to.isHidden()


def test_a_call_without_a_letter_leaves_nothing_of_the_one_before(composer):
    composer.clear()
    assert texts_of(composer) == ("", "", "")


def test_it_opens_in_the_place_of_the_panel_with_the_focus_and_esc_gives_it_back(window, desk):
    state = samples.talking()
    show_call(window, desk, state)
    window.workspace.wrap_up.notes.setFocus()
    height = window.workspace.panels.height()
    show_call(window, desk, replace(state, letters=LettersView(TEXTS, LETTER)))
    panels = window.workspace.panels
    assert panels.height() > height
    composer = panels.cards()[0].composer
    assert window.focusWidget() is composer.body
    press(window, Qt.Key.Key_G, CTRL)
    assert composer.body.textCursor().selectedText() == "[day]"
    press(window, Qt.Key.Key_S, Qt.KeyboardModifier.AltModifier)
    assert ("send_letter", state.id, "late") in desk.wishes
    press(window, Qt.Key.Key_Escape)
    assert desk.wishes[-1] == ("leave_letter", state.id)
    show_call(window, desk, replace(state, letters=LettersView(TEXTS)))
    assert window.focusWidget() is window.workspace.wrap_up.notes
    assert panels.height() == height


def test_another_calls_letter_does_not_take_the_focus(window, desk):
    show_call(window, desk, samples.talking())
    window.workspace.wrap_up.notes.setFocus()
    other = replace(samples.talking(), id="other", letters=LettersView(TEXTS, LETTER))
    show_call(window, desk, other)
    assert window.workspace.panels.cards()[0].shows_letter
    assert window.focusWidget() is window.workspace.wrap_up.notes


def test_another_panel_puts_the_letter_aside(window, desk):
    state = replace(samples.talking(), letters=LettersView(TEXTS, LETTER))
    show_call(window, desk, state)
    press(window, Qt.Key.Key_2, Qt.KeyboardModifier.AltModifier)
    assert ("leave_letter", state.id) in desk.wishes
    assert not window.workspace.panels.cards()[0].shows_letter


def test_the_key_lists_the_texts_and_opens_the_one_chosen(window, desk):
    state = replace(samples.talking(), letters=LettersView(TEXTS))
    show_call(window, desk, state)
    press(window, Qt.Key.Key_J, CTRL)
    entries = window.palette_sheet.model.entries
    assert [entry.title for entry in entries] == ["Write: Where it is", "Write: Bill", "Quick texts…"]
    assert "for other call types" in entries[1].line
    QTest.keyClick(window.palette_sheet.field, Qt.Key.Key_Return)
    assert desk.wishes[-1] == ("write_letter", state.id, "late")
    press(window, Qt.Key.Key_K, CTRL)
    assert len(window.palette_sheet.model.entries) > 2


def test_another_customers_letter_leaves_the_fields_with_that_customer(window, desk):
    state = replace(samples.talking(), letters=LettersView(TEXTS, LETTER))
    show_call(window, desk, state)
    composer = next(each for each in window.findChildren(Composer) if each.isVisible())
    show_call(window, desk, replace(state, identity=Identity(IdentityStatus.UNKNOWN), letters=LettersView(TEXTS)))
    assert not composer.isVisible()
    assert texts_of(composer) == ("", "", "")
