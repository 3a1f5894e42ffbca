"""A problem with a setting says what stands there and what to write instead."""

from __future__ import annotations

from datetime import date

import pytest

from desktop.rules.cases import read_cases
from desktop.rules.misfits import again, listed, misfit, missing, none_of, overlong, stranger
from desktop.rules.parser import parse
from desktop.rules.problems import Place, one_of, some
from desktop.rules.room import CARD, UNIT, cut_to, has_room, shown_length
from desktop.rules.schema import read_schema
from desktop.rules.typecheck import check_condition
from tests.rules.support import SCHEMA

PLACE = Place("a.toml", "x", "goal_s", 3, 7)
FACTS = 'format = "callside.facts/1"\n[fact]\n'


@pytest.mark.parametrize(
    ("expected", "raw", "says"),
    [
        ("a whole number from 0 to 9", "7", 'found "7". Write 7, without quotes.'),
        ("a whole number from 0 to 9", "soon", 'found "soon".'),
        ("a whole number from 0 to 9", True, "found true."),
        ("true or false", "Yes", 'found "Yes". Write true, without quotes.'),
        ("true or false", "nein", 'found "nein". Write false, without quotes.'),
        ("true or false", "maybe", 'found "maybe".'),
        ("a text", 9, 'found 9. Write "9", in quotes.'),
        ("a text", date(2026, 12, 1), 'found 2026-12-01. Write "2026-12-01", in quotes.'),
        ("a text", ["a"], "found ['a']."),
        ("a condition in quotes", True, 'found true. Write "true", in quotes.'),
    ],
)
def test_what_stands_there_and_what_to_write(expected: str, raw: object, says: str) -> None:
    assert misfit(PLACE, "goal_s", expected, raw).text == f"goal_s must be {expected}; {says}"


def test_a_word_that_is_none_of_few_or_of_many() -> None:
    few, many = ("gold", "silver"), [f"member_{number}" for number in range(20)]
    assert (
        none_of(PLACE, "tier", few, "golt").text == 'tier must be one of gold, silver; found "golt". Did you mean gold?'
    )
    assert none_of(PLACE, "tier", few, 3).text == "tier must be one of gold, silver; found 3."
    assert none_of(PLACE, "tier", many, "x").text.count("member_") == 12
    assert stranger(PLACE, "ACT004", "car", ["care"], group="car").text == (
        "There is no group called car; use care. Did you mean care?"
    )
    assert stranger(PLACE, "ACT004", "car", [], group="car").text.endswith("there is none yet.")
    assert listed(["a", "a", "b"]) == "a, b"
    assert listed(many, "member_7").endswith(" or 12 others")
    assert listed(many[:9]).endswith(" or 1 other")


def test_a_mend_stands_where_the_word_does() -> None:
    mend = none_of(PLACE, "tier", ("gold",), "golt").suggestion
    assert mend is not None
    assert (mend.text, mend.span.line, mend.span.col) == ("gold", 3, 7)


def test_what_is_missing_or_there_twice() -> None:
    assert missing(PLACE, "title").text == 'title is missing. Write title = "…".'
    assert missing(PLACE, "Title", "Title: …").text == "Title is missing. Write Title: …."
    assert again(PLACE, "a", Place("b.toml", line=2)).text == (
        "The id a is used twice; the first is at b.toml:2:1. Give one of them another id."
    )


def test_how_long_a_text_is_with_its_facts_in_it() -> None:
    text = "Write about {order.latest_late_number} and {order.latest_late_label} today"
    assert shown_length(text) == len("Write about  and  today") + 24
    assert has_room(text, CARD)
    assert not has_room("x" * 61, CARD)
    assert overlong(PLACE, "title", "x" * 61, CARD).text == (
        "title has 61 characters; 60 fit on the two lines of a card's title. Leave out 1."
    )
    assert "(each fact counts as 12)" in overlong(PLACE, "title", "{a.b}" * 6, CARD).text
    assert cut_to("x" * 61, CARD) == "x" * 60
    assert cut_to("{a.b} and {c.d}", UNIT) == "a.b and c.d"
    assert cut_to("days", UNIT) == "days"


def test_words_to_choose_from() -> None:
    assert [one_of(words) for words in (["a"], ["a", "b"], ["a", "b", "c"])] == ["a", "a or b", "a, b or c"]


@pytest.mark.parametrize(
    ("text", "says"),
    [
        ("n.count = t.name", "n.count is a whole number and cannot be compared with a text. Compare it with 3"),
        ("3 = t.name", 't.name is a text and cannot be compared with a whole number. Compare it with "words"'),
        ('s.tags = "vip"', 'Compare it with has "'),
        ("t.name", 'Compare it, such as t.name = "words".'),
        ("m.total", "Compare it, such as m.total >= 6.50 EUR."),
        ("s.tags", "Compare it, such as s.tags has "),
    ],
)
def test_what_a_fact_can_be_compared_with(text: str, says: str) -> None:
    parsed = parse(text)
    assert says in check_condition(parsed.tree, SCHEMA)[0].text


@pytest.mark.parametrize(("number", "said"), [(0, "0 errors"), (1, "1 error"), (2, "2 errors"), (1234, "1,234 errors")])
def test_one_of_something_is_one(number: int, said: str) -> None:
    assert some(number, "error") == said
    assert some(number, "row is", "rows are").startswith(f"{number:,} row")


@pytest.mark.parametrize(
    ("text", "code", "words"),
    [
        ('x = { type = "money", currency = "euro" }', "ACT006", 'three capitals such as "EUR"; found "euro"'),
        ('x = { type = "enum", members = 5 }', "ACT006", "a list of ids; found 5"),
        ('x = { type = "enum", members = { "a b" = "A" } }', "ACT006", "members a b must be written as id"),
        ('x = { type = "duration", derive = { kind = "elapsed" } }', "ACT002", "from is missing"),
        (f'x = {{ type = "text", label = "{"x" * 61}" }}', "CAP013", "label has 61 characters"),
        (f'x = {{ type = "enum", members = {{ a = "{"x" * 61}" }} }}', "CAP013", "members a has 61 characters"),
        ('x = 5', "ACT006", "x must be written as [fact."),
    ],
)  # fmt: skip
def test_settings_of_a_fact(text: str, code: str, words: str) -> None:
    problem = read_schema({"facts.toml": FACTS + text})[1][0]
    assert (problem.code, problem.span.line) == (code, 3)
    assert words in problem.text


def test_a_file_that_nobody_can_read() -> None:
    assert read_cases({"t.toml": "a" + ".a" * 40 + " = 1"}, SCHEMA)[0] == []
    assert [p.code for p in read_schema({"facts.toml": "a" + ".a" * 40 + " = 1"})[1]] == ["SYN020"]


@pytest.mark.parametrize(
    ("line", "at", "words"),
    [
        ('expect.status = "sure"', (4, 18), "expect.status must be one of decided, provisional"),
        ('expect.wake = "yes"', (4, 16), 'Write true, without quotes.'),
        ("expect.call_type = 5", (4, 20), "expect.call_type must be a text; found 5."),
        ("expect.actions = 5", (4, 18), "expect.actions must be a table with some of top, has"),
        ("expect.actions.has = 5", (4, 22), "expect.actions.has must be a text or a list of texts; found 5."),
        ('facts = { "n.count" = "many" }', (4, 24), "n.count must be a whole number"),
        ('then = [{ advance = "1min" }, { advance = "soon" }]', (4, 44), 'advance must be a duration such as "10min"; found "soon".'),
        ('react = { action = "a", outcome = "bought" }', (4, 9), "outcome is one of accepted"),
        ('log = [{ outcome = "shown", ago = "3d" }, { outcome = "seen" }]', (4, 43), "outcome is one of shown"),
        ("customer_known = 1", (4, 18), "customer_known must be true or false; found 1."),
    ],
)  # fmt: skip
def test_settings_of_a_case_at_their_place(line: str, at: tuple[int, int], words: str) -> None:
    text = f'format = "callside.cases/1"\n[[case]]\nid = "a"\n{line}\n'
    problem = read_cases({"t.toml": text}, SCHEMA)[1][0]
    assert (problem.span.line, problem.span.col) == at, problem.text
    assert words in problem.text
    assert problem.block == "case a"
