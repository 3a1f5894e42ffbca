"""The steps of the first-day tour: each waits for what it needs and is done by what is seen, nothing else."""

from __future__ import annotations

from dataclasses import replace

import pytest

from desktop.call.state import Phase
from desktop.views.tour.course import OVER, STEPS, Course, Deed, Moment, Step, Wait, wait

IDLE = Moment()
RINGING = Moment("one", Phase.RINGING, frozenset({"one"}), panel="invoices")
TALKING = replace(RINGING, phase=Phase.TALKING, cards=2)
WRAP_UP = replace(TALKING, phase=Phase.WRAP_UP)


def at(step: Step) -> Course:
    return Course.from_kept(step).seen(TALKING)


def test_a_whole_call_takes_it_from_the_ring_to_the_last_key():
    course = Course()
    moments = [
        IDLE,
        RINGING,
        TALKING,
        replace(TALKING, answers=1),
        replace(TALKING, answers=1, panel="orders"),
        replace(TALKING, answers=1, panel="orders", reactions=1),
        replace(TALKING, answers=1, panel="orders", reactions=1, notes="Paid.", saved=True),
    ]
    steps = []
    for moment in moments:
        course = course.seen(moment)
        steps.append(course.step)
    assert steps == [Step.CALLER, Step.CALLER, Step.GUIDE, Step.PANELS, Step.CARD, Step.NOTES, Step.QUICK]
    course = course.seen(moments[-1], Deed.QUICK).seen(moments[-1])
    assert course.seen(WRAP_UP).step is Step.FINISH
    course = course.seen(IDLE).seen(IDLE, Deed.SEARCH)
    assert course.step is Step.KEYS
    course = course.seen(IDLE, Deed.KEYS)
    assert (course.step, course.kept) == (None, OVER)
    assert course.seen(RINGING) is course


def test_next_leaves_a_step_and_stops_at_the_end():
    course = Course()
    for step in STEPS:
        assert course.step is step
        course = course.on()
    assert course.on().step is None


@pytest.mark.parametrize(
    ("step", "moment", "why"),
    [
        (Step.CALLER, IDLE, Wait.CALL),
        (Step.CALLER, RINGING, None),
        (Step.ANSWER, RINGING, None),
        (Step.GUIDE, RINGING, Wait.ANSWER),
        (Step.GUIDE, TALKING, None),
        (Step.GUIDE, WRAP_UP, Wait.FINISH),
        (Step.PANELS, WRAP_UP, None),
        (Step.CARD, replace(TALKING, cards=0), Wait.CARDS),
        (Step.CARD, WRAP_UP, Wait.FINISH),
        (Step.NOTES, WRAP_UP, None),
        (Step.QUICK, replace(WRAP_UP, phase=Phase.FINISHED), Wait.CALL),
        (Step.FINISH, RINGING, Wait.ANSWER),
        (Step.SEARCH, IDLE, None),
        (Step.KEYS, RINGING, None),
    ],
)
def test_a_step_says_what_it_waits_for(step: Step, moment: Moment, why: Wait | None):
    assert wait(step, moment) is why


@pytest.mark.parametrize("step", [Step.GUIDE, Step.PANELS, Step.CARD, Step.NOTES, Step.QUICK, Step.FINISH])
def test_what_was_done_before_a_step_or_in_another_call_does_not_count(step: Step):
    done = replace(TALKING, answers=3, panel="orders", reactions=2, notes="Paid.", saved=True)
    course = Course.from_kept(step).seen(done)
    assert course.step is step
    other = replace(RINGING, call="two", calls=frozenset({"one", "two"}))
    course = course.seen(other).seen(replace(other, phase=Phase.TALKING))
    assert course.step is step


def test_notes_are_done_when_they_are_saved():
    typed = replace(TALKING, notes="Paid.")
    assert at(Step.NOTES).seen(typed).step is Step.NOTES
    assert at(Step.NOTES).seen(replace(typed, saved=True)).step is Step.QUICK


def test_a_panel_that_is_shown_already_counts_by_its_key():
    assert at(Step.PANELS).seen(TALKING).step is Step.PANELS
    assert at(Step.PANELS).seen(TALKING, Deed.PANEL).step is Step.CARD


def test_a_call_put_aside_is_not_finished():
    aside = Moment(calls=frozenset({"one"}))
    assert at(Step.FINISH).seen(aside).step is Step.FINISH
    assert at(Step.FINISH).seen(IDLE).step is Step.SEARCH


def test_begun_in_the_middle_of_a_call_it_starts_where_the_call_is():
    assert Course().seen(TALKING).step is Step.GUIDE
    assert Course().seen(WRAP_UP).step is Step.GUIDE


@pytest.mark.parametrize("kept", ["", OVER, "no such step"])
def test_without_a_step_of_an_earlier_day_it_begins_at_the_start(kept: str):
    assert Course.from_kept(kept) == Course()
    assert Course.from_kept(Step.NOTES).step is Step.NOTES
