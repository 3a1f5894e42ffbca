"""Steps that do, check or are left out: what will happen is on the screen before the key, and a reason is one key."""

from __future__ import annotations

from dataclasses import replace

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest

from desktop.call.state import GuideView, StepStatus, StepView
from desktop.rules.decision import FilledEffect
from desktop.views.agent.guide import GuidePane
from tests.views import samples
from tests.views.conftest import show_at

CTRL = Qt.KeyboardModifier.ControlModifier
TASK = FilledEffect("connector", "crm:task.create", False, {"subject": "Call back", "due_in_days": "2"})


@pytest.fixture
def pane(context):
    found = GuidePane(context)
    context.keymap.install(found)
    show_at(found, 340, 660)
    return found


def doing(effect: FilledEffect | None, **changes: object) -> GuideView:
    step = StepView("act", "do", "Promise a call", StepStatus.CURRENT, effect=effect, **changes)
    later = StepView("bye", "say", "Say goodbye", StepStatus.NEXT)
    return GuideView("billing", "Billing", "3", (step, later), 0)


def show(pane, guide: GuideView) -> None:
    pane.show_call(replace(samples.talking(), guide=guide))


def words(pane) -> list[str]:
    return [button.words for button in pane._steps.card._answers if button.isVisible()]


def lines(pane) -> list[str]:
    card = pane._steps.card
    return [row.box.accessibleName() for row in card._deed._rows if card._deed.isVisible() and row.box.isVisible()]


def test_what_it_writes_and_where_stands_above_the_key(pane, desk):
    show(pane, doing(TASK))
    assert lines(pane) == ["Creates: a task in CRM", "Subject: Call back", "Due in days: 2"]
    assert words(pane) == ["Do it, go on"]
    QTest.keyClick(pane, Qt.Key.Key_1, CTRL)
    assert desk.wishes == [("answer_step", "call-1", "act", "")]


def test_once_done_nothing_is_left_to_do(pane):
    show(pane, doing(TASK))
    show(pane, doing(None))
    assert (lines(pane), words(pane)) == ([], ["Done, go on"])


@pytest.mark.parametrize(
    ("effect", "line", "button"),
    [
        (
            FilledEffect("note", params={"text": "Wants fiber"}),
            ["Adds to the notes: Wants fiber"],
            "Put it into the notes",
        ),
        (FilledEffect("dial", "+49 30 1"), ["Calls: +49 30 1"], "Call"),
        (FilledEffect("transfer", "8000"), ["Transfers to: 8000"], "Transfer"),
        (FilledEffect("open_panel", "orders"), [], "Open it, go on"),
    ],
)
def test_each_deed_says_what_it_is(pane, effect, line, button):
    show(pane, doing(effect))
    assert (lines(pane), words(pane)) == (line, [button])


def test_one_to_confirm_wants_a_second_press(pane, desk):
    show(pane, doing(replace(TASK, confirm=True)))
    QTest.keyClick(pane, Qt.Key.Key_1, CTRL)
    assert (desk.wishes, words(pane)) == ([], ["Press again to do it"])
    QTest.keyClick(pane, Qt.Key.Key_1, CTRL)
    assert desk.wishes == [("answer_step", "call-1", "act", "")]


def test_the_first_press_does_not_count_for_another_step(pane, desk):
    show(pane, doing(replace(TASK, confirm=True)))
    QTest.keyClick(pane, Qt.Key.Key_1, CTRL)
    other = doing(replace(TASK, confirm=True))
    show(pane, replace(other, steps=(replace(other.steps[0], id="other"),)))
    assert words(pane) == ["Do it, go on"]


def test_a_panel_opens_at_once(pane, desk):
    opened: list[str] = []
    pane.panel_wanted.connect(opened.append)
    show(pane, doing(FilledEffect("open_panel", "orders")))
    QTest.keyClick(pane, Qt.Key.Key_1, CTRL)
    assert (opened, desk.wishes) == (["orders"], [("answer_step", "call-1", "act", "")])


@pytest.mark.parametrize(
    ("problem", "sentence"),
    [
        ("facts_missing", "Not done: something it needs is not known yet."),
        ("no_system", "Not done: no connected system takes this."),
        ("no_phone", "Not done: the phone cannot do this now."),
        ("not_saved", "Not done: it could not be saved. Try again."),
    ],
)
def test_why_it_was_not_done_stands_at_the_step(pane, problem, sentence):
    show(pane, replace(doing(replace(TASK, gaps=("customer.name",))), problem=problem))
    assert pane._steps.card._problem_text.text() == sentence
    assert pane._steps.card._gap_row.isVisible()


def test_a_disclosure_is_read_out(pane):
    show(pane, doing(None, check="disclosure", say="This call is recorded."))
    assert words(pane) == ["Read out, go on"]


REASONS = ("Already known", "No time")


def test_leaving_out_a_step_asks_why_with_one_key(pane, desk):
    show(pane, replace(doing(None), skip_reasons=REASONS))
    QTest.keyClick(pane, Qt.Key.Key_Down, CTRL)
    assert words(pane) == list(REASONS)
    assert pane._steps.card._question.text() == "Why is this step left out?"
    QTest.keyClick(pane, Qt.Key.Key_2, CTRL)
    assert desk.wishes == [("skip", "call-1", "No time")]


def test_back_takes_the_question_back(pane, desk):
    two = doing(None)
    guide = replace(two, steps=two.steps[::-1], current=1, skip_reasons=REASONS)
    show(pane, guide)
    QTest.keyClick(pane, Qt.Key.Key_Down, CTRL)
    QTest.keyClick(pane, Qt.Key.Key_Up, CTRL)
    assert (words(pane), desk.wishes) == (["Done, go on"], [])


def test_a_step_that_cannot_be_left_out_is_not_asked_about(pane, desk):
    show(pane, replace(doing(None, required=True), skip_reasons=REASONS))
    QTest.keyClick(pane, Qt.Key.Key_Down, CTRL)
    assert desk.wishes == [("skip", "call-1", "")]
