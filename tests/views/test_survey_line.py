"""The survey's line in the wrap-up: who is asked what and how, a switch, or why nobody is asked."""

from __future__ import annotations

from dataclasses import replace

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest

from desktop.call.state import SurveyOffer
from desktop.views.agent.survey_line import SurveyLine
from desktop.views.agent.wrap_up import WrapUpPane
from tests.views import samples
from tests.views.conftest import show_at

OFFER = SurveyOffer("csat", "csat", "email", "How satisfied are you?", "m@example.com", "en")


@pytest.fixture
def line(context) -> SurveyLine:
    found = SurveyLine(context)
    show_at(found, 340, 30)
    return found


def test_it_says_what_is_asked_and_how(line):
    line.show_offer(OFFER)
    assert line._text.text() == "By e-mail: How satisfied are you?"
    assert line.switch.isChecked()
    assert "m@example.com" in line.toolTip()
    line.show_offer(replace(OFFER, channel="sms", on=False))
    assert line._text.text().startswith("By text message")
    assert not line.switch.isChecked()


@pytest.mark.parametrize(
    ("offer", "words"),
    [
        (SurveyOffer(reason="asked", days=12), "asked 12 days ago"),
        (SurveyOffer(reason="asked", days=1), "asked yesterday"),
        (SurveyOffer(reason="asked"), "asked today"),
        (SurveyOffer(reason="no_consent"), "no consent"),
        (SurveyOffer(reason="consent_unknown"), "consent not known"),
        (SurveyOffer(reason="no_address", channel="sms"), "no number on file"),
        (SurveyOffer(reason="no_address", channel="email"), "no e-mail address on file"),
        (SurveyOffer(reason="no_system"), "no connected system invites"),
        (SurveyOffer(reason="none_fits"), "none for this call"),
        (SurveyOffer(reason="history_unknown"), "not known when last asked"),
    ],
)
def test_it_says_why_nobody_is_asked(line, offer, words):
    line.show_offer(offer)
    assert line._text.text() == f"No survey: {words}"
    assert line.switch.isHidden()


def test_without_surveys_or_room_it_is_not_there(line):
    line.show_offer(OFFER)
    line.show_offer(None)
    assert line.isHidden()
    line.set_roomy(roomy=False)
    line.show_offer(SurveyOffer(reason="no_consent"))
    assert line.isHidden()
    line.show_offer(OFFER)
    assert not line.isHidden()


def test_the_switch_tells_the_desk(context, desk):
    pane = WrapUpPane(context)
    show_at(pane, 356, 420)
    state = samples.talking()
    pane.show_call(replace(state, wrap_up=replace(state.wrap_up, survey=OFFER)))
    pane.survey.switch.click()
    assert desk.wishes == [("set_invite", state.id, False, "")]
    pane.survey.switch.click()
    assert desk.wishes[-1] == ("set_invite", state.id, True, "")
    assert pane.survey.switch in pane.stops()


# Why nobody is invited

REASONS = ("Asked not to be", "Not the customer", "Call went badly & <b>so</b> on")


@pytest.fixture
def pane(context) -> WrapUpPane:
    found = WrapUpPane(context)
    show_at(found, 356, 420)
    show(found)
    return found


def show(pane: WrapUpPane, **changes: object) -> None:
    problem = changes.pop("problem", None)
    state = samples.talking()
    survey = replace(OFFER, reasons=REASONS, **changes)
    pane.show_call(replace(state, wrap_up=replace(state.wrap_up, survey=survey, problem=problem)))


def invites(desk) -> list[tuple]:
    return [wish[2:] for wish in desk.wishes if wish[0] == "set_invite"]


def test_taking_it_off_asks_why_and_a_digit_answers(pane, desk):
    pane.notes.setFocus()
    pane.survey.switch.click()
    assert pane.survey.reasons.isVisible()
    assert pane.survey.reasons.view.accessibleName() == "Why is nobody invited?"
    show(pane, on=False)
    assert pane.survey._text.text() == "Why is nobody invited?"
    QTest.keyClick(pane.survey.switch, Qt.Key.Key_2)
    assert invites(desk) == [(False, ""), (False, "Not the customer")]
    assert not pane.survey.reasons.isVisible()
    assert pane.notes.hasFocus(), "and the agent types on"


def test_arrows_and_enter_answer_too_and_escape_leaves_it_open(pane, desk):
    pane.survey.switch.click()
    for key in (Qt.Key.Key_Down, Qt.Key.Key_Down, Qt.Key.Key_Up, Qt.Key.Key_Return):
        QTest.keyClick(pane.survey.switch, key)
    assert invites(desk)[-1] == (False, "Not the customer")
    show(pane, on=False)
    pane.survey.ask()
    QTest.keyClick(pane.survey.switch, Qt.Key.Key_1, Qt.KeyboardModifier.ControlModifier)
    assert pane.survey.reasons.isVisible(), "Ctrl+1 answers the guide"
    QTest.keyClick(pane.survey.switch, Qt.Key.Key_Escape)
    assert not pane.survey.reasons.isVisible()
    assert invites(desk)[-1] == (False, "Not the customer")


def test_a_click_answers(pane, desk):
    pane.survey.switch.click()
    view = pane.survey.reasons.view
    QTest.mouseClick(view.viewport(), Qt.MouseButton.LeftButton, pos=view.visualRect(view.model().index(2, 1)).center())
    assert invites(desk)[-1] == (False, REASONS[2])


def test_the_reason_is_said_and_inviting_after_all_closes_the_list(pane, desk):
    show(pane, on=False, why_not="Not the customer")
    assert pane.survey._text.text() == "No survey: Not the customer"
    pane.survey.ask()
    pane.survey.switch.click()
    assert invites(desk) == [(True, "")]
    assert not pane.survey.reasons.isVisible()


def test_a_refused_finish_opens_the_reasons_each_time(pane, desk):
    show(pane, on=False)
    show(pane, on=False, problem="survey_missing")
    assert pane._problems["finish"].text() == "Say why the customer is not invited to the survey, or invite them."
    assert pane.survey.reasons.isVisible()
    QTest.keyClick(pane.survey.switch, Qt.Key.Key_Escape)
    pane.finish.click()
    assert pane.survey.reasons.isVisible()
    show(pane, on=False, why_not="Not the customer")
    pane.survey.ask()
    pane.clear()
    assert not pane.survey.reasons.isVisible(), "nothing of this call stays open"


def test_without_reasons_nothing_is_asked(pane):
    state = samples.talking()
    pane.show_call(replace(state, wrap_up=replace(state.wrap_up, survey=OFFER)))
    pane.survey.switch.click()
    assert not pane.survey.reasons.isVisible()
