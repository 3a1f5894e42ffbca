"""One table asked by itself: what fits its inputs, what is said where there is no answer, and how values look."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta
from decimal import Decimal

import pytest

from desktop.rules.ask import MOST_NAMED, Question, Unanswered, ask_bundle, ask_csv, json_value
from desktop.rules.values import Money, Value
from tests.rules.support import NOW, playbook

FACTS = """format = "callside.facts/1"
[fact]
"order.late" = { type = "int", min = 0 }
"order.paid" = { type = "money", currency = "EUR" }
"call.wait" = { type = "duration" }
"verified" = { type = "bool", nullable = false }
"""
TABLE = """callside,table/1,id=t,hit=F
role,id,in,in,in,out
name,,order.late,call.wait,verified,x
rule,1,>= 2,-,-,many
rule,2,-,> 10min,-,long
rule,3,-,-,true,known
rule,4,-,-,-,other
"""
WHOLE = {"order": {"late": 0}, "call": {"wait": "PT1M"}, "verified": False}


def asked(table: str = TABLE, facts: str = FACTS) -> Question:
    return ask_csv({"facts.toml": facts, "tables/t.csv": table}, "t", {"tables/t.csv": "my.csv"})


def why(data: object) -> Unanswered:
    with pytest.raises(Unanswered) as reason:
        asked().answer(data, NOW)
    return reason.value


@pytest.mark.parametrize(
    ("changed", "answer"),
    [
        ({}, "other"),
        ({"order": {"late": Decimal("2.0")}}, "many"),
        ({"order": {"late": Decimal("2E+0")}}, "many"),
        ({"order": {"late": None}}, "other"),
        ({"order": None}, "other"),
        ({"call": {"wait": "11min"}}, "long"),
        ({"call": {"wait": "PT11M"}}, "long"),
        ({"verified": True}, "known"),
    ],
)
def test_inputs_nested_as_in_the_model(changed: dict[str, object], answer: str) -> None:
    assert asked().answer(WHOLE | changed, NOW) == answer


def test_inputs_by_their_whole_names() -> None:
    assert asked().answer({"order.late": 2}, NOW) == "many"
    assert asked().answer({"order.late": 0, "order": {"paid": "5 EUR"}, "call.wait": "11min"}, NOW) == "long"


@pytest.mark.parametrize(
    ("changed", "message"),
    [
        ({"order": {"late": Decimal("2.5")}}, "order.late must be a whole number, found 2.5."),
        ({"order": {"late": Decimal("1E+40")}}, "order.late must be a whole number, found 1E+40."),
        ({"order": {"late": Decimal("NaN")}}, "order.late must be a whole number, found NaN."),
        ({"order": {"late": "2"}}, 'order.late must be a whole number, found "2".'),
        ({"order": 5}, "order must be an object with late."),
        ({"order.late": 2}, "order.late is given twice: by its whole name and inside order."),
        (
            {"call": {"wait": "P999999999DT999999999999H"}},
            'call.wait must be a duration such as P1DT2H or 90min, found "P999999999DT999999999999H".',
        ),
        (
            {"call": {"wait": "-P999999999DT1H"}},
            'call.wait must be a duration such as P1DT2H or 90min, found "-P999999999DT1H".',
        ),
        ({"call": {"wait": "soon"}}, 'call.wait must be a duration such as P1DT2H or 90min, found "soon".'),
        ({"verified": None}, "verified must not be empty."),
    ],
)
def test_what_does_not_fit_is_said_with_its_input(changed: dict[str, object], message: str) -> None:
    reason = why(WHOLE | changed)
    assert (reason.code, reason.message) == ("input", message)


@pytest.mark.parametrize("data", [None, [], "x", 5])
def test_inputs_are_one_object(data: object) -> None:
    assert why(data).message == "The inputs must be one JSON object."


def test_without_an_answer_it_says_what_it_depends_on() -> None:
    reason = why({"order": {"late": 0}})
    assert (reason.code, reason.more["waiting_for"]) == ("undecided", ["call.wait", "verified"])
    assert reason.more["candidates"] == ["other", "long", "known"]
    assert "unknown" not in reason.more


@pytest.mark.parametrize(
    ("data", "said", "unknown"),
    [
        ({"order": {"lat": 1}}, "Nothing is called order.lat; did you mean order.late?", ["order.lat"]),
        ({"colour": "red"}, "Nothing is called colour here.", ["colour"]),
        ({"order": None, "call": {"wait": "1min"}, "verfied": True}, "Nothing is called verfied; did you mean verified?", ["verfied"]),
        ({f"x{n}": n for n in range(30)}, "Nothing is called x0 here.", [f"x{n}" for n in range(MOST_NAMED)]),
    ],
)  # fmt: skip
def test_names_that_nothing_asks_for_are_told(data: dict[str, object], said: str, unknown: list[str]) -> None:
    reason = why(data)
    assert reason.message.endswith(said)
    assert reason.more["unknown"] == unknown


def test_the_first_mistake_of_a_table_is_told_and_the_others_follow() -> None:
    with pytest.raises(Unanswered) as reason:
        asked(TABLE.replace(">= 2", ">= two").replace("> 10min", "> soon"))
    more = reason.value.more
    assert (more["file"], more["line"], more["column"], more["rule"]) == ("my.csv", 4, 11, "1")
    (further,) = more["further"]
    assert "soon" in further


def test_a_playbook_without_the_table() -> None:
    with pytest.raises(Unanswered, match="no table 'nope'") as reason:
        ask_bundle(playbook(), "nope")
    assert reason.value.report() == {"code": "no_table", "message": "The playbook has no table 'nope'."}


def test_a_draft_answers_when_it_is_asked() -> None:
    draft = TABLE.replace("hit=F", "hit=F,status=draft,from=2030-01-01")
    assert asked(draft).answer(WHOLE, NOW) == "other"


@pytest.mark.parametrize(
    ("value", "json"),
    [
        (None, None),
        (True, True),
        (Decimal("1.50"), Decimal("1.50")),
        ("x", "x"),
        (Money(Decimal("6.50"), "EUR"), "6.50 EUR"),
        (date(2026, 12, 3), "2026-12-03"),
        (datetime(2026, 12, 3, 9, 15, tzinfo=UTC), "2026-12-03T09:15:00Z"),
        (datetime(2026, 12, 3, 9, 15, 0, 500_000, tzinfo=UTC), "2026-12-03T09:15:00.5Z"),
        (timedelta(hours=26), "P1DT2H"),
        (frozenset({"b", "a"}), ["a", "b"]),
    ],
)
def test_values_as_json(value: Value | None, json: object) -> None:
    assert json_value(value) == json
