"""The survey's line in the wrap-up: who is asked what and how, a switch, or why nobody is asked."""

from __future__ import annotations

from dataclasses import replace

import pytest

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
    assert desk.wishes == [("set_invite", state.id, False)]
    pane.survey.switch.click()
    assert desk.wishes[-1] == ("set_invite", state.id, True)
    assert pane.survey.switch in pane.stops()
