"""What a draft keeps of a guide: every answer comes back as it was, or in words where its step is another by now."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from connectors import records
from desktop.call.guide import LONGEST_ANSWER, GuideWalk
from desktop.call.guide_kept import is_personal, kept_answer, resumed, without_personal
from desktop.playbook.model import CallType, Choice, Step
from desktop.playbook.words import Words
from desktop.rules.values import Money
from desktop.store.codec import clean_text, decode, encode
from desktop.store.records import DraftRecord

NOTHING = {}
YES_NO = (Choice("yes", "Yes"), Choice("no", "No"))
CONSENT = (Choice("given", "Agreed"), Choice("refused", "Refused"))


def said(text):
    return Words({"en": text})


def ask(step_id, input_, **more):
    return Step(step_id, "ask", step_id.title(), question=said(f"{step_id.title()}?"), input=input_, **more)


CHOICE = ask("solved", "choice", choices=YES_NO)
WHO = Step("who", "check", "Who is it", said("Born?"), input="choice", choices=(Choice("verified", "Matches"),))
WHO = replace(WHO, check="identity")
NEWS = Step("news", "check", "Newsletter", question=said("May we?"), input="choice", choices=CONSENT)
NEWS = replace(NEWS, check="consent", consent="marketing")
READ = Step("recorded", "check", "Recording", said("We record."), check="disclosure", required=True)
STEPS = {
    step.id: step
    for step in (
        CHOICE,
        WHO,
        NEWS,
        READ,
        ask("words", "text"),
        ask("count", "number"),
        ask("amount", "money"),
        ask("day", "date"),
        Step("greet", "say", "Greet", said("Hello")),
        Step("by_hand", "do", "Look it up"),
    )
}

texts = st.text(max_size=LONGEST_ANSWER).map(clean_text).map(str.strip).filter(bool)
numbers = st.decimals(allow_nan=False, allow_infinity=False, min_value=-(10**18), max_value=10**18, places=8)
VALUES = {
    "solved": st.sampled_from(["yes", "no"]),
    "who": st.just("verified"),
    "news": st.sampled_from(["given", "refused"]),
    "recorded": st.just(True),
    "words": texts,
    "count": numbers,
    "amount": numbers.map(lambda amount: Money(amount, "EUR")),
    "day": st.dates(),
    "greet": st.just(True),
    "by_hand": st.just(True),
}
skips = {step: st.just(None) for step in VALUES if step != "recorded"}
answers = st.fixed_dictionaries({}, optional={step: value | skips.get(step, value) for step, value in VALUES.items()})
reasons = st.dictionaries(st.sampled_from(sorted(VALUES)), texts, max_size=4)


def walk_of(given_answers, why=NOTHING, done=()):
    kind = CallType("general", "General", "1", tuple(STEPS.values()), ())
    return GuideWalk(kind, given_answers, done=frozenset(done), reasons=why)


def rows_of(walk):
    return {step: kept_answer(walk, STEPS[step], walk.told(STEPS[step], NOTHING)) for step in walk.answers}


def through_the_store(rows):
    return decode(encode(DraftRecord("call-1", answers=rows))).answers


@given(answers, reasons, st.sets(st.sampled_from(sorted(VALUES))))
def test_every_answer_comes_back_with_its_type_and_every_skip_with_its_reason(given_answers, why, done):
    walk = walk_of(given_answers, why, done & given_answers.keys())
    found = resumed(through_the_store(rows_of(walk)), STEPS.get, "EUR")
    assert found.answers == given_answers
    assert {step: type(value) for step, value in found.answers.items()} == {
        s: type(v) for s, v in given_answers.items()
    }
    assert list(found.answers) == list(given_answers), "in the order in which they were given"
    skipped = {step for step, value in given_answers.items() if value is None}
    assert found.reasons == {step: reason for step, reason in why.items() if step in skipped}
    assert found.done == walk.done
    assert found.lost == ()


changes = st.sampled_from(
    [
        lambda step: None,
        lambda step: step,
        lambda step: replace(step, input="text", choices=()),
        lambda step: replace(step, input="number", choices=()),
        lambda step: replace(step, choices=step.choices[:0]),
        lambda step: replace(step, choices=(*step.choices[1:], Choice("new", "New"))),
        lambda step: replace(step, check="", consent=""),
        lambda step: replace(step, check="identity"),
        lambda step: replace(step, check="consent", consent="survey"),
        lambda step: replace(step, say=said("Something else"), question=said("Another question?")),
        lambda step: replace(step, required=True),
    ]
)


@given(answers, st.fixed_dictionaries(dict.fromkeys(VALUES, changes)), st.sampled_from(["EUR", "SEK"]))
def test_an_answer_is_taken_by_a_step_it_was_given_to_or_is_told_in_words(given_answers, changed, currency):
    walk = walk_of(given_answers)
    now = {step_id: changed[step_id](step) for step_id, step in STEPS.items()}
    found = resumed(through_the_store(rows_of(walk)), now.get, currency)
    told = "\n".join(found.lost)
    for step_id, value in given_answers.items():
        was, step = STEPS[step_id], now[step_id]
        if step_id in found.answers:
            assert found.answers[step_id] == value
            assert (step.input, step.check, step.consent) == (was.input, was.check, was.consent)
            assert not was.check or (step.say, step.question) == (was.say, was.question)
            assert value is None or step.input != "choice" or step.choice(value) is not None
            assert value is not None or not step.required
            assert not isinstance(value, Money) or value.currency == currency
        elif value is not None and was.kind != "say":
            asked, answer = walk.told(was, NOTHING)
            assert " ".join(f"{asked} {answer}".split()) in told.replace(": ", " ")


@given(
    st.dictionaries(
        st.sampled_from([*VALUES, "gone"]),
        st.recursive(
            st.none() | st.booleans() | texts | numbers | st.dates() | st.datetimes() | st.integers(),
            lambda inner: (
                st.lists(inner, max_size=2).map(tuple)
                | st.dictionaries(
                    st.sampled_from(
                        ["value", "input", "check", "consent", "wording", "question", "words", "reason", "done"]
                    ),
                    inner | st.builds(records.Money, st.none() | numbers, texts),
                )
            ),
            max_leaves=6,
        ),
    )
)
def test_whatever_was_written_is_read_and_nothing_of_it_passes_for_a_check(rows):
    found = resumed(through_the_store(rows), STEPS.get, "EUR")
    assert all(isinstance(line, str) and line and "\n" not in line for line in found.lost)
    assert not [step for step in found.answers if STEPS[step].check], "nobody can guess how a check was worded"
    assert without_personal(rows).keys() | {step for step in rows if is_personal(rows[step])} == rows.keys()


@pytest.mark.parametrize(
    ("rows", "line"),
    [
        ({"gone": {"value": "yes", "question": "Solved?", "words": "Yes, at once"}}, "Solved? Yes, at once"),
        ({"gone": {"value": "late", "question": "What is it about"}}, "What is it about: late"),
        ({"gone": {"value": "two\nlines", "question": "Why:\n"}}, "Why: two lines"),
        ({"solved": {"value": "maybe", "input": "choice", "question": "Solved?", "words": "Maybe"}}, "Solved? Maybe"),
        ({"gone": "an older format"}, "gone: an older format"),
        ({"gone": Decimal("1.50")}, "gone: 1.50"),
        ({"gone": {"value": date(2026, 4, 1)}}, "gone: 1 April 2026"),
        ({"gone": {"value": records.Money(Decimal("1234.5"), "EUR")}}, "gone: 1,234.50 EUR"),
        ({"gone": {"value": 7}}, "gone: 7"),
        ({"recorded": {"value": True, "question": "Recording", "words": "✓", "check": "disclosure"}}, "Recording: ✓"),
    ],
)
def test_what_no_step_takes_reads_as_question_and_answer(rows, line):
    found = resumed(rows, STEPS.get, "EUR")
    assert (found.lost, dict(found.answers)) == ((line,), {})


@pytest.mark.parametrize(
    "rows", [{"gone": {"value": None, "reason": "No time"}}, {"gone": {"value": True}}, {"x": None}]
)
def test_where_nothing_was_answered_there_is_nothing_to_tell(rows):
    assert resumed(rows, STEPS.get, "EUR").lost == ()


def test_a_row_holds_no_more_than_it_needs():
    walk = walk_of({"greet": True, "words": "so", "solved": None, "who": "verified"}, {"solved": "No time"}, {"greet"})
    rows = rows_of(walk)
    assert rows["greet"] == {"value": True, "input": "none", "question": "Greet", "done": True}
    assert rows["words"] == {"value": "so", "input": "text", "question": "Words?"}
    assert rows["solved"] == {"value": None, "input": "choice", "question": "Solved?", "reason": "No time"}
    assert {name: rows["who"][name] for name in ("words", "check")} == {"words": "Matches", "check": "identity"}
