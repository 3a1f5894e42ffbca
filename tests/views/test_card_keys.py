"""What an agent does with cards: accept, decline, preview, why these, and the keys for it."""

from __future__ import annotations

from dataclasses import replace

import pytest
from PySide6.QtCore import QEvent, QPointF, Qt
from PySide6.QtGui import QEnterEvent
from PySide6.QtTest import QTest

from desktop.rules.explain import Awaited, Loser
from desktop.rules.session import FilledEffect
from desktop.views.agent.card_words import CardWords
from desktop.views.agent.cards import MINI
from desktop.views.agent.layout_class import Height, LayoutClass, Width
from desktop.views.agent.top_card import Mode
from tests.views import card_samples, samples
from tests.views.card_samples import ALT, CTRL, on_screen, talking
from tests.views.decisions import CREDIT, GIFT, SURVEY, WAIVE, decision, declines, explanation

window = card_samples.window
pane = card_samples.pane


def test_accepting_without_anything_to_confirm_is_one_chord(window, pane, desk):
    pane.show_call(talking(decision=decision(GIFT)))
    QTest.keyClick(window, Qt.Key.Key_A, ALT)
    assert desk.wishes == [("accept", "call-1", "gift")]


def test_a_write_is_shown_before_it_is_sent(window, pane, desk):
    pane.show_call(talking())
    window.notes.setFocus()
    QTest.keyClick(window, Qt.Key.Key_A, ALT)
    assert desk.wishes == []
    assert pane.top.mode is Mode.CONFIRM
    said = [(row.name.text(), row.value.text()) for row in pane.top._preview._rows if row.box.isVisible()]
    assert said == [("Creates", "a task in CRM"), ("Subject", "Waive the late fee on 0931"), ("Amount", "€18.00")]
    assert pane.top._send.hasFocus()


def test_enter_presses_what_has_the_focus(window, pane, desk):
    pane.show_call(talking())
    window.notes.setFocus()
    QTest.keyClick(window, Qt.Key.Key_A, ALT)
    pane.top._back.setFocus()
    QTest.keyClick(pane.top._back, Qt.Key.Key_Return)
    assert (desk.wishes, pane.top.mode) == ([], Mode.NORMAL)
    QTest.keyClick(window, Qt.Key.Key_A, ALT)
    QTest.keyClick(pane.top._send, Qt.Key.Key_Return)
    assert desk.wishes == [("accept", "call-1", "waive")]


def test_ctrl_enter_sends_the_preview_and_does_not_finish(window, pane, desk):
    pane.show_call(talking())
    wanted = []
    pane.panel_wanted.connect(wanted.append)
    window.notes.setFocus()
    QTest.keyClick(window, Qt.Key.Key_A, ALT)
    QTest.keyClick(pane.top._send, Qt.Key.Key_Return, CTRL)
    assert desk.wishes == [("accept", "call-1", "waive")]
    assert window.finished == []
    assert wanted == ["invoices"]
    assert window.notes.hasFocus()
    QTest.keyClick(window.notes, Qt.Key.Key_Return, CTRL)
    assert window.finished == [1]


def test_esc_leaves_the_preview_and_gives_the_focus_back(window, pane, desk):
    pane.show_call(talking())
    window.notes.setFocus()
    QTest.keyClick(window, Qt.Key.Key_A, ALT)
    QTest.keyClick(pane.top._send, Qt.Key.Key_Escape)
    assert (desk.wishes, pane.top.mode) == ([], Mode.NORMAL)
    assert window.notes.hasFocus()


def test_nothing_unknown_is_sent(pane, desk):
    gap = FilledEffect("connector", "task.create", True, {"subject": "Order …"}, ("order.number",))
    pane.show_call(talking(decision=decision(replace(WAIVE, effects=(gap,)))))
    pane.top.accept()
    assert not pane.top._send.isEnabled()
    QTest.keyClick(pane.top, Qt.Key.Key_Return, CTRL)
    assert desk.wishes == []
    assert "not known yet" in pane.top._gap.text()


def test_another_first_card_closes_what_the_old_one_asked(pane):
    pane.show_call(talking())
    pane.top.accept()
    pane.show_call(talking(decision=decision(CREDIT), guide=replace(samples.guide(), current=3)))
    assert pane.top.mode is Mode.NORMAL
    assert on_screen(pane) == [CREDIT.title]


def test_an_alert_can_ask_for_an_action(pane, desk):
    pane.show_call(talking())
    pane.ask("gift")
    assert desk.wishes == [("accept", "call-1", "gift")]
    pane.ask("waive")
    assert pane.top.mode is Mode.CONFIRM


def test_declining_takes_one_digit(window, pane, desk):
    pane.show_call(talking())
    window.notes.setFocus()
    QTest.keyClick(window, Qt.Key.Key_D, ALT)
    shown = [(button.words, button.key) for button in pane.top._declines if button.isVisible()]
    assert shown == [
        ("Does not want it", "1"),
        ("Wants cash", "2"),
        ("Wants to think", "3"),
        ("Not allowed", "4"),
        ("I did not offer it", "5"),
    ]
    QTest.keyClick(pane.top._declines[0], Qt.Key.Key_3)
    assert desk.wishes == [("decline", "call-1", "waive", "r3")]
    assert window.notes.hasFocus()


def test_a_digit_without_a_reason_does_nothing(window, pane, desk):
    pane.show_call(talking(decision=decision(GIFT)))
    QTest.keyClick(window, Qt.Key.Key_D, ALT)
    QTest.keyClick(pane.top._declines[0], Qt.Key.Key_4)
    assert desk.wishes == []
    assert pane.top.mode is Mode.DECLINE
    QTest.keyClick(pane.top._declines[0], Qt.Key.Key_Escape)
    assert pane.top.mode is Mode.NORMAL


def test_digits_in_the_notes_are_only_text(window, pane, desk):
    pane.show_call(talking())
    QTest.keyClick(window, Qt.Key.Key_D, ALT)
    window.notes.setFocus()
    QTest.keyClicks(window.notes, "12")
    assert desk.wishes == []


def test_no_more_than_five_reasons(pane):
    pane.show_call(talking(decision=decision(replace(WAIVE, decline_reasons=declines(*"abcdefgh")))))
    pane.top.decline()
    assert sum(button.isVisible() for button in pane.top._declines) == 5


def test_an_action_without_reasons_is_simply_declined(pane, desk):
    pane.show_call(talking(decision=decision(SURVEY)))
    pane.top.decline()
    assert desk.wishes == [("decline", "call-1", "survey", "")]


def test_the_talk_track_replaces_the_reasons(pane):
    pane.show_call(talking())
    QTest.mouseClick(pane.top._say_button, Qt.MouseButton.LeftButton)
    assert pane.top._talk_scroll.isVisible()
    assert not pane.top.reasons.isVisible()
    assert "€18.00 back" in pane.top._talk.text()
    QTest.mouseClick(pane.top._say_button, Qt.MouseButton.LeftButton)
    assert pane.top.reasons.isVisible()


def test_why_these_says_it_in_sentences(window, pane, desk):
    asked = []
    desk.explain = lambda *what: asked.append(what) or explanation()
    pane.show_call(talking())
    window.notes.setFocus()
    QTest.keyClick(window, Qt.Key.Key_Y, ALT)
    assert asked == [("call-1", "waive")]
    said = pane.why_page.sentence()
    assert "Complaint C-20418 is open (CRM, 2 min ago)" in said
    assert "Open complaints: 1 (CRM, 2 min ago)" in said
    assert "Marketing consent: not known yet (CRM)" in said
    assert "Last NPS: none on file" in said
    assert "Offer Fiber 1000: not in the customer's interest" in said
    assert "complaint.open_count" not in said
    QTest.keyClick(pane.why_page, Qt.Key.Key_Escape)
    assert pane.top.isVisible()
    assert window.notes.hasFocus()


def test_the_page_says_which_answer_would_open_what(pane, desk):
    consent = Awaited(
        "customer.consent", "", "Marketing consent", "CRM", ("a", "b", "c"), ("Offer Fiber 1000", "B", "C")
    )
    label = Awaited("invoice.count", "", "Open invoices", "", ("b",), ("Payment plan",))
    desk.explain = lambda *_: replace(explanation("held"), awaited=(consent, label))
    pane.show_call(talking())
    pane.explain("upgrade")
    said = pane.why_page.sentence()
    assert "Marketing consent (CRM), for: Offer Fiber 1000 and 2 more" in said
    assert "Open invoices, for: Payment plan" in said
    assert "if the complaint were closed" in said
    assert "customer.consent" not in said


def test_who_waits_is_not_said_to_be_forbidden(qapp):
    losers = (Loser("a", "Callback", "eligibility", waits=True), Loser("b", "Gift", "eligibility"))
    _, lines = CardWords().why(replace(explanation(), losers=losers), "Title")[-1]
    assert [line for _, _, line in lines] == ["Callback: not known yet whether it fits", "Gift: not allowed here"]


def test_an_action_on_no_list_can_be_asked_about(pane, desk):
    desk.explain = lambda *_: replace(explanation("not active"), title="A draft", phrases=("Still a draft",))
    pane.show_call(talking())
    pane.explain("some-draft")
    assert pane.why_page.isVisible()
    assert "Still a draft" in pane.why_page.sentence()


def test_enter_on_what_is_held_back_asks_why_not(pane, desk):
    asked = []
    desk.explain = lambda *what: asked.append(what) or explanation("suppressed")
    pane.show_call(talking())
    pane.held.setFocus()
    QTest.keyClick(pane.held, Qt.Key.Key_Return)
    assert asked == [("call-1", "upgrade")]
    assert pane.why_page.isVisible()


@pytest.mark.parametrize(
    "verdict", ["shown", "mandatory", "possible", "held", "suppressed", "cut", "done", "out", "not active"]
)
def test_every_verdict_has_a_sentence(qapp, verdict):
    lists = CardWords().why(replace(explanation(verdict), phrases=()), "Title")
    assert lists[0][1][0][2].endswith(".")


def test_why_tells_how_likely_a_yes_is_and_what_chance_has_shown(qapp):
    plain = [title for title, _ in CardWords().why(explanation(), "Title")]
    assert "How likely a yes is" not in plain
    chance = ("41 of 212 similar calls accepted (this action)", "It does not count in the ranking")
    lists = CardWords().why(replace(explanation(), chance=chance, drawn="Shown by chance: 7 % of calls"), "Title")
    assert [title for title, _ in lists][:3] == ["Title", "How likely a yes is", "What this rests on"]
    assert lists[0][1][0] == ("circle-dot", "text2", "Shown by chance: 7 % of calls")
    assert lists[0][1][1][:2] == ("check", "good")
    assert [text for _, _, text in lists[1][1]] == list(chance)


def test_a_card_under_the_pointer_is_pinned(pane, desk):
    pane.show_call(talking())
    at = QPointF(5, 5)
    pane.small[0].enterEvent(QEnterEvent(at, at, at))
    pane.small[0].leaveEvent(QEvent(QEvent.Type.Leave))
    assert desk.wishes == [("pin", "call-1", frozenset({"gift"})), ("pin", "call-1", frozenset())]


def test_in_the_shortest_windows_the_first_key_shows_the_reasons(window, pane, desk):
    grown = []
    pane.grown.connect(grown.append)
    pane.set_layout(LayoutClass(Width.NARROW, Height.SHORT))
    pane.show_call(talking(decision=decision(GIFT)))
    pane.fit_column(300)
    assert pane.height() == MINI
    assert pane.top.reasons.texts() == []
    QTest.keyClick(window, Qt.Key.Key_A, ALT)
    assert desk.wishes == []
    assert pane.top.reasons.texts() == ["Birthday today"]
    assert grown == [True]
    QTest.keyClick(window, Qt.Key.Key_A, ALT)
    assert desk.wishes == [("accept", "call-1", "gift")]


def test_the_way_into_the_notes_brings_them_back(window, pane, context):
    pane.set_layout(LayoutClass(Width.NARROW, Height.SHORT))
    pane.show_call(talking())
    pane.fit_column(300)
    pane._on_accept_key()
    context.keymap.bind("notes", window.notes.setFocus)
    context.keymap.run("notes")
    assert pane.height() == MINI


def test_nothing_of_the_last_customer_stays(pane):
    pane.show_call(talking())
    pane.clear()
    assert on_screen(pane) == []
    assert not pane.held.isVisible()


def test_another_call_closes_what_this_one_asked(pane, desk):
    desk.explain = lambda *_: explanation()
    pane.show_call(talking())
    pane._on_why()
    pane.show_call(talking(id="call-2"))
    assert not pane.why_page.isVisible()
    assert pane.top.mode is Mode.NORMAL


@pytest.mark.parametrize("bad", samples.HOSTILE)
def test_hostile_words_stay_words(pane, bad):
    entry = replace(WAIVE, title=bad, talk_track=bad, reasons=(replace(WAIVE.reasons[0], text=bad, detail=bad),))
    pane.show_call(talking(decision=decision(entry, replace(entry, id="b"), suppressed=(replace(entry, id="c"),))))
    for text in (pane.top._title.text(), pane.small[0].title, pane.held.text_shown):
        assert not set("\u202e\x00\x07\ud800") & set(text)
    pane.grab()


def test_every_stop_has_a_name(pane):
    pane.show_call(talking())
    assert all(stop.accessibleName() for stop in pane.stops() if stop.isVisible())
    pane.top.decline()
    assert all(stop.accessibleName() for stop in pane.stops() if stop.isVisible())


def test_that_a_system_writes_to_the_customer_is_shown_before_it_is_sent(window, pane, desk):
    case = FilledEffect("connector", "crm:case.create", True, {"subject": "Router"}, notifies=True)
    pane.show_call(talking(decision=decision(replace(GIFT, effects=(case,)))))
    QTest.keyClick(window, Qt.Key.Key_A, ALT)
    said = [(row.name.text(), row.value.text()) for row in pane.top._preview._rows if row.box.isVisible()]
    assert said[-1] == ("Then", "the system writes to the customer itself")
    assert desk.wishes == []
    QTest.keyClick(pane.top._send, Qt.Key.Key_Return)
    assert desk.wishes == [("accept", "call-1", "gift")]
