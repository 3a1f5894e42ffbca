"""SAY: the guide step by step."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, date, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st
from PySide6.QtCore import QSize, Qt
from PySide6.QtTest import QTest

from connectors.records import Case, Status
from desktop.call.state import ActionNote, Choice, FollowUp, GuideView, Phase, StepStatus, StepView
from desktop.views.agent.guide import GuidePane
from desktop.views.agent.guide_fit import fit
from desktop.views.agent.layout_class import Height, LayoutClass, Width
from desktop.views.agent.promises import promises
from desktop.views.agent.step_row import StepRow
from tests.views import samples
from tests.views.conftest import show_at

NORMAL = LayoutClass(Width.REGULAR, Height.NORMAL)
LOW = LayoutClass(Width.COMPACT, Height.LOW)


@pytest.fixture
def pane(context):
    found = GuidePane(context)
    found.set_layout(NORMAL)
    context.keymap.install(found)
    show_at(found, 340, 660)
    return found


def asking(kind: str, **changes: object) -> GuideView:
    step = StepView(
        "amount", "ask", "How much?", StepStatus.CURRENT, input=kind, question="How much was it?", **changes
    )
    return GuideView("billing", "Billing", "3", (step,), 0)


# Which steps fit


@given(st.integers(0, 30), st.integers(0, 30), st.integers(0, 40))
def test_no_more_lines_than_there_is_room(before, after, rows):
    shown = fit(before, after, rows)
    lines = shown.before + shown.after + (shown.left_before > 0) + (shown.left_after > 0)
    assert lines <= rows
    assert shown.before <= before
    assert shown.after <= after
    assert shown.left_before in (0, before - shown.before)
    assert shown.left_after in (0, after - shown.after)


@given(st.integers(0, 30), st.integers(1, 30), st.integers(3, 40))
def test_the_next_step_is_listed_first(before, after, rows):
    assert fit(before, after, rows).after >= 1


@given(st.integers(0, 30), st.integers(0, 30), st.integers(0, 40))
def test_no_line_says_that_one_step_is_left_out(before, after, rows):
    shown = fit(before, after, rows)
    assert 1 not in (shown.left_before, shown.left_after)


def test_everything_is_listed_where_it_fits():
    assert fit(2, 3, 5) == fit(2, 3, 50)
    assert (fit(2, 3, 5).before, fit(2, 3, 5).after) == (2, 3)


# Showing


def test_the_current_step_has_its_words_answers_and_keys(pane):
    pane.show_call(samples.talking())
    card = pane._steps.card
    shown = [button for button in card._answers if button.isVisible()]
    assert [button.words for button in shown] == [
        "Yes, the late fee",
        "Another line on the invoice",
        "The whole invoice",
        "Not about an invoice",
    ]
    assert [button.key for button in shown] == ["Ctrl 1", "Ctrl 2", "Ctrl 3", "Ctrl 4"]
    assert "late fee of €18.00" in card._say.text()
    assert pane._count.text() == "Step 3 of 6"
    assert pane._name.text() == "Billing dispute · v7"


def test_steps_around_it_are_listed_with_their_answers_and_can_be_gone_to(pane, desk):
    pane.show_call(samples.talking())
    behind = [row for row in pane._steps._behind if row.isVisible()]
    ahead = [row for row in pane._steps._ahead if row.isVisible()]
    assert [row.accessibleName() for row in behind] == [
        "Greet and confirm identity, ANI + PIN",
        "Acknowledge open complaint, Done",
    ]
    assert len(ahead) == 3
    QTest.mouseClick(ahead[1], Qt.MouseButton.LeftButton)
    steps = samples.talking().guide.steps
    assert desk.wishes == [("go_to_step", "call-1", steps[samples.talking().guide.current + 2].id)]


@pytest.mark.parametrize("height", [200, 300, 380, 430, 470, 520, 660, 900])
def test_the_current_step_is_scrolled_only_when_it_alone_is_too_high(pane, height):
    pane.show_call(samples.talking())
    show_at(pane, 340, height)
    alone = pane._steps.card.height_at(pane._scroll.viewport().width()) > pane._scroll.viewport().height()
    assert pane._scroll.verticalScrollBar().isVisible() == alone


def test_what_does_not_fit_is_counted(pane):
    pane.show_call(samples.talking())
    pane._steps.fit_into(QSize(300, pane._steps.card.height_at(300) + 110))
    assert pane._steps._later.text() == "2 later steps"
    assert pane._steps._earlier.text() == "2 earlier steps"


def test_a_gap_is_said_without_internal_names(pane):
    step = replace(samples.guide().steps[2], say="Order [Latest order] is late.", gaps=("order.latest_number",))
    guide = replace(samples.guide(), steps=(*samples.guide().steps[:2], step, *samples.guide().steps[3:]))
    pane.show_call(samples.talking(guide=guide))
    assert pane._steps.card._gap_row.isVisible()
    assert "order." not in pane._steps.card._gaps.text()


def test_without_a_call_type_it_says_how_to_choose_one(pane):
    pane.show_call(samples.talking(guide=GuideView()))
    assert "Ctrl T" in pane._nothing.text()
    assert pane._nothing.isVisible()
    assert not pane._scroll.isVisible()


def test_a_guide_that_is_done_says_so(pane):
    done = tuple(replace(step, status=StepStatus.DONE) for step in samples.guide().steps)
    pane.show_call(samples.talking(guide=replace(samples.guide(), steps=done, current=len(done))))
    assert pane._count.text() == "All steps done"
    assert pane._steps._end.isVisible()
    assert not pane._steps.card.isVisible()
    assert not pane._skip.isEnabled()


def test_hostile_words_arrive_clean(pane):
    for bad in samples.HOSTILE:
        step = StepView("s", "ask", bad, StepStatus.CURRENT, say=bad, input="choice", choices=(Choice("a", bad),))
        pane.show_call(samples.talking(guide=GuideView("x", bad, bad, (step,), 0)))
        answer = pane._steps.card._answers[0].words
        assert "\u202e" not in answer
        assert "\x00" not in answer
        assert len(answer) <= 200
        pane.grab()


# Acting


def test_a_key_gives_the_answer(pane, desk):
    pane.show_call(samples.talking())
    QTest.keyClick(pane, Qt.Key.Key_2, Qt.KeyboardModifier.ControlModifier)
    assert desk.wishes == [("answer_step", "call-1", "which", "other_line")]


def test_a_key_without_an_answer_does_nothing(pane, desk):
    pane.show_call(samples.talking())
    QTest.keyClick(pane, Qt.Key.Key_7, Qt.KeyboardModifier.ControlModifier)
    assert desk.wishes == []


def test_a_step_without_a_question_is_done_with_one_key(pane, desk):
    guide = replace(
        samples.guide(),
        current=3,
        steps=tuple(
            replace(step, status=StepStatus.CURRENT if at == 3 else step.status)
            for at, step in enumerate(samples.guide().steps)
        ),
    )
    pane.show_call(samples.talking(guide=guide))
    QTest.keyClick(pane, Qt.Key.Key_1, Qt.KeyboardModifier.ControlModifier)
    assert desk.wishes == [("answer_step", "call-1", "explain", "")]


def test_nothing_is_answered_while_it_rings(pane, desk):
    pane.show_call(samples.ringing())
    QTest.keyClick(pane, Qt.Key.Key_1, Qt.KeyboardModifier.ControlModifier)
    QTest.keyClick(pane, Qt.Key.Key_Down, Qt.KeyboardModifier.ControlModifier)
    assert desk.wishes == []
    assert "answered" in pane._skip.accessibleDescription()
    pane.show_call(samples.talking())
    QTest.keyClick(pane, Qt.Key.Key_1, Qt.KeyboardModifier.ControlModifier)
    assert desk.wishes == [("answer_step", "call-1", "which", "late_fee")]


def test_back_and_skip_have_keys(pane, desk):
    pane.show_call(samples.talking())
    QTest.keyClick(pane, Qt.Key.Key_Up, Qt.KeyboardModifier.ControlModifier)
    QTest.keyClick(pane, Qt.Key.Key_Down, Qt.KeyboardModifier.ControlModifier)
    assert desk.wishes == [("back", "call-1"), ("skip", "call-1", "")]


def test_there_is_no_way_back_from_the_first_step(pane, desk):
    pane.show_call(samples.talking(guide=asking("text")))
    assert not pane._back.isEnabled()
    assert pane._back.accessibleDescription() == "This is the first step."


def test_a_click_goes_back_to_a_step(pane, desk):
    pane.show_call(samples.talking())
    QTest.mouseClick(pane._steps._behind[0], Qt.MouseButton.LeftButton)
    assert desk.wishes == [("go_to_step", "call-1", "greet")]


def test_the_answer_given_before_is_marked(pane):
    steps = tuple(
        replace(step, answer="The whole invoice") if step.id == "which" else step for step in samples.guide().steps
    )
    pane.show_call(samples.talking(guide=replace(samples.guide(), steps=steps)))
    chosen = [button.words for button in pane._steps.card._answers if button.isChecked()]
    assert chosen == ["The whole invoice"]


def test_more_answers_than_keys_are_all_there(pane, desk):
    choices = tuple(Choice(f"c{n}", f"Answer {n}") for n in range(12))
    pane.show_call(samples.talking(guide=asking("choice", choices=choices)))
    shown = [button for button in pane._steps.card._answers if button.isVisible()]
    assert [button.key for button in shown[8:]] == ["Ctrl 9", "", "", ""]
    QTest.mouseClick(shown[11], Qt.MouseButton.LeftButton)
    assert desk.wishes == [("answer_step", "call-1", "amount", "c11")]


# Typing


def test_a_field_takes_the_focus_by_key_and_sends_with_enter(pane, desk):
    pane.show_call(samples.talking(guide=asking("money")))
    QTest.keyClick(pane, Qt.Key.Key_1, Qt.KeyboardModifier.ControlModifier)
    field = pane._steps.card._field
    assert field.hasFocus()
    QTest.keyClicks(field, "18.00")
    QTest.keyClick(field, Qt.Key.Key_Return)
    assert desk.wishes == [("answer_step", "call-1", "amount", "18.00")]


@pytest.mark.parametrize(
    "problem", ["not_a_number", "not_a_date", "not_an_amount", "empty", "required", "never heard of"]
)
def test_a_refused_answer_is_said_beside_the_field_and_stays(pane, problem):
    pane.show_call(samples.talking(guide=asking("number")))
    QTest.keyClicks(pane._steps.card._field, "twelve")
    pane.show_call(samples.talking(guide=replace(asking("number"), problem=problem)))
    assert pane._steps.card._field.text() == "twelve"
    assert pane._steps.card._problem_row.isVisible()
    assert pane._steps.card._field.accessibleDescription()
    pane.show_call(samples.talking(guide=asking("number")))
    assert not pane._steps.card._problem_row.isVisible()


def test_typing_survives_news_about_the_same_step(pane):
    pane.show_call(samples.talking(guide=asking("text")))
    QTest.keyClicks(pane._steps.card._field, "half a sen")
    pane.show_call(samples.talking(guide=asking("text", say="Now with words.")))
    assert pane._steps.card._field.text() == "half a sen"
    assert pane._steps.card._say.isVisible()


def test_another_step_starts_with_its_own_answer(pane):
    pane.show_call(samples.talking(guide=asking("text")))
    QTest.keyClicks(pane._steps.card._field, "old")
    step = StepView("other", "ask", "Other", StepStatus.CURRENT, input="text", answer="said before")
    pane.show_call(samples.talking(guide=GuideView("b", "B", "1", (step,), 0)))
    assert pane._steps.card._field.text() == "said before"


# Summary and promises


def test_after_the_call_it_sums_up(pane):
    log = (ActionNote("a", "Waive the fee", "accepted"), ActionNote("b", "Gift", "declined", "No interest"))
    pane.show_call(replace(samples.wrap_up(), action_log=log))
    lines = [outcome.text() for row, _, _, outcome in pane._summary._answers._rows if row.isVisible()]
    assert lines == ["ANI + PIN", "Done"]
    lines = [outcome.text() for row, _, _, outcome in pane._summary._actions._rows if row.isVisible()]
    assert lines == ["Accepted", "Declined: No interest"]
    assert pane._title.text() == "Summary"
    assert not pane._skip.isVisible()


LEFT_OUT = StepView("news", "ask", "Ask for the newsletter", StepStatus.SKIPPED, reason="Already known")


def test_a_step_that_was_left_out_says_why(pane):
    guide = samples.guide()
    guide = replace(guide, steps=(replace(LEFT_OUT, id="a", reason=""), LEFT_OUT, *guide.steps[2:]))
    pane.show_call(samples.talking(guide=guide))
    rows = [row.accessibleName() for row in pane.findChildren(StepRow) if row.isVisible()]
    assert rows[:2] == ["Ask for the newsletter, Skipped", "Ask for the newsletter, Skipped, Already known"]
    pane.show_call(replace(samples.wrap_up(), guide=guide))
    lines = [outcome.text() for row, _, _, outcome in pane._summary._answers._rows if row.isVisible()]
    assert lines == ["Skipped", "Skipped: Already known"]


def test_a_summary_of_nothing_says_so(pane):
    pane.show_call(samples.talking(phase=Phase.WRAP_UP, guide=GuideView()))
    assert pane._summary._answers._none.isVisible()
    assert pane._summary._actions._none.isVisible()


def case(number: str, due: datetime | None, status: str = "open") -> Case:
    return replace(samples.complaint(), id=number, number=number, due_at=due, status=Status(status, status))


def test_promises_come_by_due_day_and_closed_cases_promise_nothing():
    today = date(2026, 11, 20)
    cases = (
        case("C-1", samples.NOW + timedelta(days=9)),
        case("C-2", samples.NOW - timedelta(days=2)),
        case("C-3", None),
        case("C-4", samples.NOW, "closed"),
    )
    found = promises(cases, (FollowUp("Call back", date(2026, 11, 21)),), today, UTC)
    assert [(promise.case, promise.late) for promise in found] == [("C-2", True), (None, False), ("C-1", False)]


def test_promises_stand_below_the_guide_where_there_is_room(pane):
    pane.show_call(samples.talking())
    assert pane._promises.isVisible()
    assert pane._promises._rows[0]._due.text() == "due 23 Nov"
    pane.set_layout(LOW)
    pane.show_call(samples.talking())
    assert not pane._promises.isVisible()


def test_a_late_promise_says_so_in_words(pane):
    parts = samples.parts(cases=replace(samples.parts()["cases"], rows=(case("C-9", samples.ago(days=4)),)))
    pane.show_call(samples.talking(parts=parts))
    assert "overdue" in pane._promises._rows[0]._due.text()


@pytest.mark.parametrize("size", [(340, 660), (292, 430)])
def test_without_a_guide_the_title_stays_on_top_and_nothing_can_be_skipped(size, pane):
    pane.show_call(samples.talking(guide=GuideView(), parts={}))
    show_at(pane, *size)
    title, sentence = pane._title.geometry(), pane._nothing
    assert title.bottom() < 50
    assert sentence.isVisible()
    assert 0 <= sentence.geometry().top() - title.bottom() < 24
    assert sentence.height() >= sentence.heightForWidth(sentence.width())
    assert not pane._back.isVisible()
    assert not pane._skip.isVisible()
    pane.show_call(samples.talking())
    assert pane._title.geometry().bottom() < 50
    assert pane._back.isVisible()
    assert pane._skip.isVisible()


# Leaving


def test_nothing_of_the_last_customer_stays(pane):
    pane.show_call(samples.talking())
    pane.clear()
    assert not pane._steps.card.isVisible()
    assert not pane._promises.isVisible()
    assert pane._name.text() == ""


def test_every_stop_has_a_name(pane):
    pane.show_call(samples.talking())
    assert all(stop.accessibleName() for stop in pane.stops() if stop.isVisible())
    pane.show_call(samples.talking(guide=asking("date")))
    assert all(stop.accessibleName() for stop in pane.stops() if stop.isVisible())


def test_widgets_are_reused_from_call_to_call(pane):
    from PySide6.QtWidgets import QWidget

    pane.show_call(samples.talking())
    before = len(pane.findChildren(QWidget))
    for number in range(20):
        pane.show_call(samples.talking(id=f"call-{number}", guide=replace(samples.guide(), current=number % 6)))
    pane.show_call(samples.talking())
    grown = len(pane.findChildren(QWidget)) - before
    pane.show_call(samples.talking(guide=replace(samples.guide(), current=0)))
    for number in range(40):
        pane.show_call(samples.talking(id=f"again-{number}", guide=replace(samples.guide(), current=number % 6)))
    assert len(pane.findChildren(QWidget)) == before + grown
