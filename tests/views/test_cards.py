"""DO, upper half: the next best actions."""

from __future__ import annotations

from dataclasses import replace

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest

from desktop.call.state import ActionNote, Phase
from desktop.rules.session import Reaction, Reason
from desktop.views.agent.card_words import held_back, together, without_source
from desktop.views.agent.cards_gate import Gate, moment_of
from tests.views import card_samples, samples
from tests.views.card_samples import ALT, CLASSES, LONG, ids, on_screen, talking
from tests.views.conftest import show_at
from tests.views.decisions import CONSENT, CREDIT, GIFT, SURVEY, UPGRADE, WAIVE, decision, explanation

window = card_samples.window
pane = card_samples.pane


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


def test_a_long_title_that_is_held_back_takes_two_lines_where_there_is_room(pane):
    held = replace(UPGRADE, title=LONG)
    pane.show_call(talking(decision=decision(suppressed=(held,))))
    lines = [text for text, _ in pane.held.lines()]
    assert " ".join(lines[:2]) == f"Held back: {LONG}"
    assert lines[2] == "Complaint C-20418 is still open"
    metrics = pane.held._draw.look.metrics("meta_strong")
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
    brief = text.removesuffix(" (CRM)")
    # Whatever type the pane is dressed in: there is room for all but the source.
    label.resize(label.fontMetrics().horizontalAdvance(brief) + 2, label.height())
    assert label.line_shown() == brief
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
    ("outcome", "reason", "said"),
    [
        ("accepted", None, "Done: Gift"),
        ("declined", None, "Declined: Gift"),
        ("failed", None, "Not saved, try again: Gift"),
        ("failed", "facts_missing", "Gift. Not done: something it needs is not known yet."),
        ("failed", "no_system", "Gift. Not done: no connected system takes this."),
        ("failed", "no_phone", "Gift. Not done: the phone cannot do this now."),
    ],
)
def test_what_became_of_the_last_action_is_said(pane, outcome, reason, said):
    pane.show_call(talking(decision=decision(GIFT), action_log=(ActionNote("gift", "Gift", outcome, reason),)))
    assert pane.stack.done.text() == said
    assert pane.stack.done_row.isVisible()
