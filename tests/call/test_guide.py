"""Walking a guide: answers move on, branches lead, back keeps, skip asks, nothing typed is lost."""

from __future__ import annotations

from datetime import date
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from desktop.call.guide import GuideWalk, Refused, read_answer
from desktop.call.state import StepStatus
from desktop.playbook.model import END, CallType, Choice, Condition, Step
from desktop.playbook.words import Words
from desktop.rules.facts import Fact
from desktop.rules.parser import parse
from desktop.rules.seen import Look, Seen
from desktop.rules.values import Money

NOTHING = {}


def when(text):
    return Condition(text, parse(text).node)


def words(text, **others):
    """A text in English, and in other languages."""
    return Words({"en": text, **others})


def known(name, value):
    return {name: Seen(Look.KNOWN, value, Fact.known(name, value))}


CHARGE = Step(
    "charge",
    "ask",
    "Find the charge",
    say=words("Is it {invoice.disputed_line}?"),
    question=words("Which one?"),
    input="choice",
    choices=(Choice("this", "This one"), Choice("other", "Another"), Choice("none", "None", next="close")),
    required=True,
)
GREET = Step("greet", "say", "Greet", say=words("Hello {customer.given_name}"))
OTHER = Step(
    "other_charge", "ask", "Name it", question=words("Which?"), input="text", when=when('answers.charge = "other"')
)
AMOUNT = Step("amount", "ask", "Amount", question=words("How much?"), input="money")
CLOSE = Step("close", "say", "Close", say=words("Goodbye"))
KIND = CallType("billing", "Billing", "7", (GREET, CHARGE, OTHER, AMOUNT, CLOSE), ())


def seen(walk, more=None):
    """The facts that the answers so far make."""
    found = dict(more or {})
    for step, value in walk.given().items():
        fact = Fact.absent(f"answers.{step}") if value is None else Fact.known(f"answers.{step}", value)
        found[fact.name] = Seen(Look.ABSENT if value is None else Look.KNOWN, value, fact)
    return found


def ids(walk, facts=None):
    return [step.id for step in walk.view(seen(walk, facts)).steps]


def current(walk, facts=None):
    view = walk.view(seen(walk, facts))
    return view.steps[view.current].id if view.current < len(view.steps) else None


def test_a_fresh_guide_starts_at_its_first_step():
    view = GuideWalk(KIND).view(NOTHING)
    assert (view.call_type, view.title, view.version, view.current) == ("billing", "Billing", "7", 0)
    assert [step.status for step in view.steps][:2] == [StepStatus.CURRENT, StepStatus.NEXT]
    assert view.problem is None


def test_words_are_filled_and_gaps_stay_visible():
    view = GuideWalk(KIND).view(known("customer.given_name", "Marta"))
    assert view.steps[0].say == "Hello Marta"
    assert (view.steps[1].say, view.steps[1].gaps) == ("Is it [disputed line]?", ("invoice.disputed_line",))


def test_the_agent_reads_in_the_customers_language_where_the_words_are_there():
    hello = Step("hello", "say", "Greet", say=words("Hello", de="Guten Tag"), question=words("Who?"))
    walk = GuideWalk(CallType("x", "X", "1", (hello,), ()))
    assert walk.view(NOTHING, language="de").steps[0].say == "Guten Tag"
    assert walk.view(NOTHING, language="de").steps[0].question == "Who?"
    assert walk.view(NOTHING, language="sv").steps[0].say == "Hello"


def test_a_day_is_spoken_as_the_caller_says_it_and_answered_as_the_agent_reads_it():
    promised = Step("promised", "say", "Promised", say=words("By {case.due_on}?", de="Bis zum {case.due_on}?"))
    day = Step("day", "ask", "Day", question=words("Which day?"), input="date")
    facts = known("case.due_on", date(2026, 11, 20))
    walk = GuideWalk(CallType("x", "X", "1", (promised, day), ())).answer("promised").answer("day", "2026-11-21")
    view = walk.view(
        seen(walk, facts), lambda day, _: f"{day:%b %d}", language="de", spoken=lambda day, _: f"{day:%d.%m.}"
    )
    assert view.steps[0].say == "Bis zum 20.11.?"
    assert view.steps[1].answer == "Nov 21"


def test_answers_move_on_and_show():
    walk = GuideWalk(KIND).answer("greet").answer("charge", "this")
    view = walk.view(seen(walk))
    assert current(walk) == "amount"
    assert [(s.status, s.answer) for s in view.steps[:2]] == [(StepStatus.DONE, None), (StepStatus.DONE, "This one")]
    assert dict(walk.given()) == {"greet": True, "charge": "this"}


def test_a_choice_can_be_answered_by_its_words():
    assert GuideWalk(KIND).answer("charge", "another").given()["charge"] == "other"


def test_a_branch_leaves_steps_out():
    walk = GuideWalk(KIND).answer("greet").answer("charge", "none")
    assert ids(walk) == ["greet", "charge", "close"]
    assert current(walk) == "close"


def test_a_step_whose_condition_is_false_is_left_out_and_unknown_ones_stay():
    assert ids(GuideWalk(KIND)) == ["greet", "charge", "other_charge", "amount", "close"]
    assert ids(GuideWalk(KIND).answer("charge", "this")) == ["greet", "charge", "amount", "close"]
    assert ids(GuideWalk(KIND).answer("charge", "other")) == ["greet", "charge", "other_charge", "amount", "close"]


def test_a_left_out_step_does_not_lead_anywhere():
    jump = Step("jump", "say", "Jump", say=words("x"), when=when("customer.known"), next=END)
    kind = CallType("k", "K", "1", (GREET, jump, CLOSE), ())
    assert ids(GuideWalk(kind), known("customer.known", False)) == ["greet", "close"]
    assert ids(GuideWalk(kind), known("customer.known", True)) == ["greet", "jump"]


def test_back_keeps_the_answer():
    walk = GuideWalk(KIND).answer("greet").answer("charge", "this")
    back = walk.back(seen(walk))
    view = back.view(seen(back))
    assert current(back) == "charge"
    assert view.steps[view.current].answer == "This one"
    assert current(back.back(seen(back))) == "greet"
    assert current(back.back(seen(back)).back(seen(back))) == "greet"


def test_back_from_the_end_is_the_last_step():
    walk = GuideWalk(KIND).answer("greet").answer("charge", "none").answer("close")
    assert current(walk) is None
    assert current(walk.back(seen(walk))) == "close"


def test_another_answer_after_back_changes_the_branch_and_takes_back_what_lay_on_the_old_one():
    walk = GuideWalk(KIND).answer("greet").answer("charge", "other").answer("other_charge", "Roaming")
    walk = walk.answer("amount", "6.40")
    assert walk.given()["amount"] == Money(Decimal("6.40"), "EUR")
    left = walk.go_to("charge").answer("charge", "none")
    assert set(left.given()) == {"greet", "charge"}
    again = left.answer("charge", "other")
    assert again.given()["other_charge"] == "Roaming"


def test_skipping():
    walk = GuideWalk(KIND).answer("greet").skip(NOTHING)
    assert walk.problem == "required"
    assert current(walk) == "charge"
    walk = walk.answer("charge", "this")
    walk = walk.skip(seen(walk))
    assert walk.problem is None
    assert walk.given()["amount"] is None
    assert {s.id: s.status for s in walk.view(seen(walk)).steps}["amount"] is StepStatus.SKIPPED


def test_skipping_what_is_answered_keeps_the_answer():
    walk = GuideWalk(KIND).answer("charge", "this")
    walk = walk.go_to("charge").skip(NOTHING)
    assert walk.problem is None
    assert walk.given()["charge"] == "this"


def test_skipping_past_the_end_does_nothing():
    walk = GuideWalk(KIND).answer("greet").answer("charge", "none").answer("close")
    assert walk.skip(seen(walk)) is walk


@pytest.mark.parametrize(
    ("step", "raw", "problem"),
    [("charge", "", "empty"), ("charge", "never heard of", "empty"), ("amount", "lots", "not_an_amount")],
)
def test_an_answer_that_cannot_be_read_stays_with_a_problem(step, raw, problem):
    walk = GuideWalk(KIND).answer(step, raw)
    assert (walk.problem, current(walk)) == (problem, step)
    assert step not in walk.given()


def test_a_good_answer_clears_the_problem():
    assert GuideWalk(KIND).answer("charge", "").answer("charge", "this").problem is None


def test_jumping_ahead_and_coming_back_to_what_was_left_open():
    walk = GuideWalk(KIND).answer("greet").go_to("close").answer("close")
    assert current(walk) == "charge"


def test_an_unknown_step_changes_nothing():
    walk = GuideWalk(KIND)
    assert walk.answer("nowhere", "x") is walk
    assert walk.go_to("nowhere") is walk


def test_a_switch_of_call_type_keeps_all_answers():
    other = CallType("order", "Order", "1", (GREET, CLOSE), ())
    walk = GuideWalk(KIND).answer("greet").answer("charge", "this").switched(other)
    assert current(walk) == "close"
    assert walk.given()["charge"] == "this"
    assert walk.switched(KIND).given()["charge"] == "this"
    assert walk.switched(other) is walk


NUMBER, MONEY, DAY, TEXT = (Step("x", "ask", "X", input=kind) for kind in ("number", "money", "date", "text"))


@pytest.mark.parametrize(
    ("step", "raw", "value"),
    [
        (NUMBER, "4", Decimal(4)),
        (NUMBER, " 2,5 ", Decimal("2.5")),
        (NUMBER, "-3", Decimal(-3)),
        (NUMBER, "1.234,5", Decimal("1234.5")),
        (NUMBER, "1,234.5", Decimal("1234.5")),
        (NUMBER, "0.125", Decimal("0.125")),
        (MONEY, "18", Money(Decimal(18), "EUR")),
        (MONEY, "€18.00", Money(Decimal("18.00"), "EUR")),
        (MONEY, "18,50 EUR", Money(Decimal("18.50"), "EUR")),
        (MONEY, "EUR 1.234,50", Money(Decimal("1234.50"), "EUR")),
        (DAY, "2026-12-03", date(2026, 12, 3)),
        (DAY, "3.12.2026", date(2026, 12, 3)),
        (DAY, date(2026, 12, 3), date(2026, 12, 3)),
        (TEXT, "  two \n lines ", "two lines"),
    ],
)
def test_reading_answers(step, raw, value):
    assert read_answer(step, raw, "EUR") == value


@pytest.mark.parametrize(
    ("step", "raw", "problem"),
    [
        (NUMBER, "many", "not_a_number"),
        (NUMBER, "1,234", "not_a_number"),
        (NUMBER, "1.234", "not_a_number"),
        (NUMBER, "١٢", "not_a_number"),
        (NUMBER, "1e5", "not_a_number"),
        (NUMBER, "9" * 40, "not_a_number"),
        (MONEY, "18 USD", "not_an_amount"),
        (DAY, "03/12/2026", "not_a_date"),
        (DAY, "31.2.2026", "not_a_date"),
        (DAY, "tomorrow", "not_a_date"),
        (TEXT, " \n ", "empty"),
        (NUMBER, None, "empty"),
    ],
)
def test_refusing_answers(step, raw, problem):
    with pytest.raises(Refused) as refused:
        read_answer(step, raw, "EUR")
    assert refused.value.code == problem


@given(st.sampled_from([NUMBER, MONEY, DAY, TEXT]), st.text())
def test_whatever_is_typed_is_taken_or_refused(step, raw):
    walk = GuideWalk(CallType("k", "K", "1", (step,), ())).answer("x", raw)
    assert walk.problem in {"not_a_number", "not_an_amount", "not_a_date", "empty", None}
    assert (walk.problem is None) == ("x" in walk.given())


MOVES = st.one_of(
    st.tuples(st.just("answer"), st.sampled_from(["greet", "charge", "other_charge", "amount", "close"]), st.text()),
    st.tuples(st.just("answer"), st.just("charge"), st.sampled_from(["this", "other", "none"])),
    st.tuples(st.sampled_from(["skip", "back"])),
    st.tuples(st.just("go_to"), st.sampled_from(["greet", "charge", "amount", "close"])),
)


@given(st.lists(MOVES, max_size=12))
def test_a_guide_never_breaks(moves):
    walk = GuideWalk(KIND)
    for name, *rest in moves:
        rest = [seen(walk)] if name in ("skip", "back") else rest
        walk = getattr(walk, name)(*rest)
        view = walk.view(seen(walk))
        shown = [step.id for step in view.steps]
        assert shown == [step.id for step in KIND.guide if step.id in shown]
        assert [s.status for s in view.steps].count(StepStatus.CURRENT) == (view.current < len(view.steps))
        assert set(walk.given()) <= set(walk.answers)
