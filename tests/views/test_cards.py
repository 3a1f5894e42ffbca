"""DO, upper half: the next best actions."""

from __future__ import annotations

from dataclasses import replace

import pytest
from PySide6.QtCore import QEvent, QPointF, Qt
from PySide6.QtGui import QEnterEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QLineEdit, QVBoxLayout, QWidget

from desktop.call.state import ActionNote, Phase
from desktop.rules.session import FilledEffect, Reaction, Reason
from desktop.views.agent.card_words import CardWords, held_back, together, without_source
from desktop.views.agent.cards import MINI, CardsPane
from desktop.views.agent.cards_gate import Gate, moment_of
from desktop.views.agent.layout_class import Height, LayoutClass, Width
from desktop.views.agent.top_card import Mode
from tests.views import samples
from tests.views.conftest import show_at
from tests.views.decisions import CONSENT, CREDIT, GIFT, SURVEY, UPGRADE, WAIVE, decision, declines, explanation

FULL = decision(WAIVE, GIFT, SURVEY)
CTRL, ALT = Qt.KeyboardModifier.ControlModifier, Qt.KeyboardModifier.AltModifier
CLASSES = [
    (LayoutClass(Width.REGULAR, Height.NORMAL), 352),
    (LayoutClass(Width.COMPACT, Height.LOW), 256),
    (LayoutClass(Width.COMPACT, Height.SHORT), 248),
    (LayoutClass(Width.WIDE, Height.TALL), 352),
]


@pytest.fixture
def window(context):
    """A window with notes, the pane, and somebody else who wants Ctrl+Enter."""
    found = QWidget()
    layout = QVBoxLayout(found)
    found.pane = CardsPane(context)
    found.notes = QLineEdit()
    layout.addWidget(found.pane)
    layout.addWidget(found.notes)
    found.pane.set_layout(CLASSES[0][0])
    found.finished = []
    context.keymap.bind("finish", lambda: found.finished.append(1))
    context.keymap.install(found)
    show_at(found, 380, 640)
    return found


@pytest.fixture
def pane(window):
    return window.pane


def talking(**changes: object):
    return samples.talking(**{"decision": FULL, **changes})


def on_screen(pane: CardsPane) -> list[str]:
    small = [card.title for card in pane.small if card.isVisible()]
    return [pane.top.entry.title, *small] if pane.top.isVisible() else small


# When cards may change


def ids(gate: Gate) -> list[str]:
    return [card.entry.id for card in gate.shown]


def test_the_first_cards_are_shown_at_once():
    gate = Gate().offered((WAIVE, GIFT), "m")
    assert ids(gate) == ["waive", "gift"]
    assert gate.fresh == ()


def test_between_two_moments_nothing_changes_place():
    gate = Gate().offered((WAIVE, GIFT), "m").offered((CREDIT, GIFT, WAIVE), "m")
    assert ids(gate) == ["waive", "gift"]
    assert [entry.id for entry in gate.fresh] == ["credit"]


def test_what_is_no_longer_recommended_stays_and_says_so():
    gate = Gate().offered((WAIVE, GIFT), "m").offered((GIFT,), "m")
    assert [(card.entry.id, card.gone) for card in gate.shown] == [("waive", True), ("gift", False)]


def test_words_of_a_card_follow():
    newer = replace(WAIVE, title="Waive the €20.00 late fee")
    gate = Gate().offered((WAIVE,), "m").offered((newer,), "m")
    assert gate.shown[0].entry is newer


def test_a_moment_lets_everything_through():
    gate = Gate().offered((WAIVE, GIFT), "m").offered((CREDIT,), "n")
    assert ids(gate) == ["credit"]


def test_what_is_taken_is_the_newest():
    gate = Gate().offered((WAIVE,), "m").offered((CREDIT, WAIVE), "m").taken()
    assert ids(gate) == ["credit", "waive"]
    assert gate.fresh == ()


def test_a_pinned_card_of_the_rules_is_marked():
    pinned = replace(GIFT, no_longer_recommended=True)
    gate = Gate().offered((WAIVE, pinned), "m")
    assert [card.gone for card in gate.shown] == [False, True]


def test_a_step_an_answer_and_a_reaction_are_moments():
    state = talking()
    moments = {
        moment_of(state),
        moment_of(replace(state, guide=replace(samples.guide(), current=3))),
        moment_of(replace(state, action_log=(ActionNote("a", "A", "accepted"),))),
        moment_of(replace(state, id="other")),
        moment_of(replace(state, identity=samples.unknown().identity)),
    }
    assert len(moments) == 5
    assert moment_of(state) == moment_of(replace(state, decision=None, parts=samples.parts(), phase=Phase.HELD))


# Showing


def test_the_top_card_has_its_reasons_before_the_button(pane):
    pane.show_call(talking())
    assert on_screen(pane) == [WAIVE.title, GIFT.title, SURVEY.title]
    assert pane.top.reasons.texts() == [reason.text for reason in WAIVE.reasons]
    assert pane.top._accept.key == "Alt A"


@pytest.mark.parametrize(("layout", "height"), CLASSES)
@pytest.mark.parametrize("asked", ["nothing", "accept", "decline", "why", "say"])
def test_the_box_never_changes_its_height(window, pane, desk, layout, height, asked):
    desk.explain = lambda *_: explanation()
    pane.set_layout(layout)
    show_at(window, layout.do_width or 380, 760)
    places = set()
    for state in (
        samples.loading(),
        talking(decision=decision()),
        talking(),
        talking(action_log=(ActionNote("a", "A", "accepted"),)),
    ):
        pane.show_call(state)
        acts = {"accept": pane.top.accept, "decline": pane.top.decline, "why": pane._on_why, "say": pane.top._on_say}
        if asked in acts and pane.top.isVisible():
            acts[asked]()
        places.add((pane.height(), pane.width()))
        pane.top.leave()
        pane._leave_why()
    assert {height for height, _ in places} == {height}
    assert len(places) == 1


@pytest.mark.parametrize(("layout", "height"), CLASSES)
def test_nothing_of_the_box_is_cut(window, pane, layout, height):
    del height
    pane.set_layout(layout)
    show_at(window, (layout.do_width or 356) + 24, 760)
    pane.show_call(talking(action_log=(ActionNote("a", "Gift", "accepted"),)))
    show_at(window, (layout.do_width or 356) + 24, 760)
    page = pane._pages
    for widget in (pane.top, *pane.small, pane.held, pane.stack.done_row):
        if widget.isVisible():
            bottom = widget.mapTo(page, widget.rect().bottomLeft()).y()
            assert bottom <= page.height(), type(widget).__name__


def test_a_long_title_wraps_and_is_never_elided(pane):
    title = "Waive the late payment fee of October and renew autopay with the card that is valid"
    pane.show_call(talking(decision=decision(replace(WAIVE, title=title), GIFT)))
    assert pane.top._title.text() == title
    assert pane.top._title.wordWrap()


def test_mandatory_and_gone_are_said_in_words(pane):
    pane.show_call(talking(decision=decision(mandatory=(replace(WAIVE, mandatory=True),))))
    assert pane.top._tag.text() == "Required"
    pane.show_call(talking(decision=decision(GIFT)))
    assert pane.top._tag.text() == "No longer recommended"
    assert not pane.top._accept.isEnabled()


def test_news_are_offered_not_imposed(window, pane):
    pane.show_call(talking(decision=decision(WAIVE, GIFT)))
    pane.show_call(talking(decision=decision(CREDIT, WAIVE, GIFT)))
    assert on_screen(pane) == [WAIVE.title, GIFT.title]
    assert (pane._new.label, pane._new.isVisible()) == ("1 new", True)
    QTest.keyClick(window, Qt.Key.Key_N, ALT)
    assert on_screen(pane)[0] == CREDIT.title
    assert not pane._new.isVisible()


def test_while_it_rings_cards_come_and_go_but_cannot_be_taken(window, pane, desk):
    pane.show_call(talking(phase=Phase.RINGING, decision=decision(WAIVE)))
    pane.show_call(talking(phase=Phase.RINGING, decision=decision(CREDIT, WAIVE)))
    assert on_screen(pane)[0] == CREDIT.title
    QTest.keyClick(window, Qt.Key.Key_A, ALT)
    QTest.keyClick(window, Qt.Key.Key_D, ALT)
    assert desk.wishes == []
    assert pane.top._accept.accessibleDescription() == "Answer the call first."


def test_what_is_held_back_says_why(pane):
    pane.show_call(talking())
    assert pane.held.isVisible()
    assert pane.held.text_shown == "Held back: Offer Fiber 1000. Complaint C-20418 is still open"


LONG = "Offer to fix what made them want to leave before anything else is said"


def test_a_long_title_that_is_held_back_takes_two_lines_where_there_is_room(pane):
    held = replace(UPGRADE, title=LONG)
    pane.show_call(talking(decision=decision(suppressed=(held,))))
    lines = [text for text, _ in pane.held.lines()]
    assert " ".join(lines[:2]) == f"Held back: {LONG}"
    assert lines[2] == "Complaint C-20418 is still open"
    metrics = pane.held._draw.metrics("meta_strong")
    assert all(metrics.horizontalAdvance(line) <= pane.held.width() for line in lines)
    assert pane.held.height() >= 3 * metrics.height()


def test_without_room_it_keeps_to_one_line(pane):
    pane.set_layout(CLASSES[1][0])
    pane.show_call(talking(decision=decision(WAIVE, GIFT, suppressed=(replace(UPGRADE, title=LONG),))))
    assert [text for text, _ in pane.held.lines()] == [f"Held back: {LONG}"]


def test_what_was_done_is_said_in_whole_words(pane):
    note = ActionNote("waive", LONG, "accepted")
    pane.show_call(talking(decision=decision(), action_log=(note,)))
    said = pane.stack.done
    assert said.text() == f"Done: {LONG}"
    assert said.isVisible()
    assert said.height() >= said.heightForWidth(said.width()) > said.fontMetrics().height() * 1.5


@pytest.mark.parametrize(
    ("text", "brief"),
    [
        ("Complaint C-20418 open (CRM)", "Complaint C-20418 open"),
        ("Last survey: NPS 6 of 10 (Voice)", "Last survey: NPS 6 of 10"),
        ("Autopay (the old one) is off", "Autopay (the old one) is off"),
        ("(CRM)", "(CRM)"),
        ("", ""),
    ],
)
def test_the_source_may_be_left_out_of_a_reason(text, brief):
    assert without_source(text) == brief


def test_an_amount_is_not_parted_from_its_currency(pane):
    pane.show_call(talking(decision=decision(replace(WAIVE, title="Waive the disputed charge of 18 EUR on 0931 NOW"))))
    assert pane.top._title.text() == "Waive the disputed charge of 18\u00a0EUR on 0931\u00a0NOW"
    assert together("Call 112 about IT in 3 days, 1,200.50 SEK") == "Call 112 about IT in 3 days, 1,200.50\u00a0SEK"


def test_a_reason_drops_its_source_before_a_word_is_cut(pane):
    text = "The card on file expires at the end of May (CRM)"
    card = replace(WAIVE, reasons=(Reason(text),))
    pane.show_call(talking(decision=decision(card)))
    label = pane.top.reasons._rows[0].text
    assert label.line_shown() == text.removesuffix(" (CRM)")
    assert not label.is_elided()
    assert "(CRM)" in label.toolTip()
    assert "(CRM)" in pane.top.accessibleName()


def test_what_was_dealt_with_is_not_held_back():
    dealt = replace(UPGRADE, reaction=Reaction.DECLINED)
    assert held_back(decision(suppressed=(dealt,), waiting=(CONSENT,)).actions) is CONSENT
    assert held_back(decision(suppressed=(dealt,)).actions) is None


@pytest.mark.parametrize(
    ("state", "said"),
    [
        (samples.loading(), "Waiting for: CRM, Orders, Feedback."),
        (talking(decision=decision(suppressed=(), waiting=(CONSENT,))), "No action fits yet."),
        (
            talking(decision=decision(waiting=(CONSENT,))),
            "No action fits yet. Marketing consent has not arrived yet.",
        ),
        (talking(decision=decision(suppressed=())), "No action fits now."),
        (talking(decision=None), "Actions appear as soon as it is known who is calling and why."),
    ],
)
def test_no_card_says_why(pane, state, said):
    pane.show_call(state)
    assert pane.stack.nothing.text() == said
    assert pane.stack.nothing.isVisible()
    assert not pane.top.isVisible()


def test_another_card_can_be_brought_up(pane):
    pane.show_call(talking())
    QTest.mouseClick(pane.small[0], Qt.MouseButton.LeftButton)
    assert on_screen(pane)[0] == GIFT.title
    pane.show_call(talking(decision=decision(WAIVE, SURVEY)))
    assert on_screen(pane)[0] == GIFT.title


@pytest.mark.parametrize(
    ("outcome", "said"),
    [("accepted", "Done: Gift"), ("declined", "Declined: Gift"), ("failed", "Not saved, try again: Gift")],
)
def test_what_became_of_the_last_action_is_said(pane, outcome, said):
    pane.show_call(talking(decision=decision(GIFT), action_log=(ActionNote("gift", "Gift", outcome),)))
    assert pane.stack.done.text() == said
    assert pane.stack.done_row.isVisible()


# Accepting


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


# Declining


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


# Reading


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
    said = pane.why_page.accessibleDescription()
    assert "Complaint C-20418 is open (CRM, 2 min ago)" in said
    assert "Open complaints: 1 (CRM, 2 min ago)" in said
    assert "Marketing consent: not known yet (CRM)" in said
    assert "Last NPS: none on file" in said
    assert "Offer Fiber 1000: not in the customer's interest" in said
    assert "complaint.open_count" not in said
    QTest.keyClick(pane.why_page, Qt.Key.Key_Escape)
    assert pane.top.isVisible()
    assert window.notes.hasFocus()


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


def test_a_card_under_the_pointer_is_pinned(pane, desk):
    pane.show_call(talking())
    at = QPointF(5, 5)
    pane.small[0].enterEvent(QEnterEvent(at, at, at))
    pane.small[0].leaveEvent(QEvent(QEvent.Type.Leave))
    assert desk.wishes == [("pin", "call-1", frozenset({"gift"})), ("pin", "call-1", frozenset())]


# Short windows


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


# Leaving


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
