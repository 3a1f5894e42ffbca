from __future__ import annotations

from datetime import date, timedelta
from decimal import Decimal

import pytest

from desktop.rules.facts import FactState
from desktop.rules.problems import Span
from desktop.rules.report import problem_report, read_facts, to_json
from desktop.rules.seen import Look
from desktop.rules.values import Money
from tests.rules.support import NOW, SCHEMA, playbook


def test_facts_from_json() -> None:
    data = {
        "n.count": 3,
        "t.name": None,
        "e.segment": {"state": "pending"},
        "m.total": {
            "value": "5 EUR",
            "source": "billing",
            "as_of": "2026-12-03T09:00:00Z",
            "evidence": [["invoice", "1", "Invoice 1"]],
        },
        "no.such": 1,
        "b.flag": "yes",
    }
    facts, problems = read_facts(data, SCHEMA, now=NOW, file="f.json")
    assert [(f.name, f.state.value) for f in facts] == [
        ("n.count", "known"),
        ("t.name", "absent"),
        ("e.segment", "pending"),
        ("m.total", "known"),
    ]
    assert facts[3].evidence == (("invoice", "1", "Invoice 1"),)
    assert [(p.code, p.rule_id) for p in problems] == [("NAM001", "no.such"), ("TYP006", "b.flag")]


@pytest.mark.parametrize(
    ("raw", "code"),
    [
        ({"state": "gone"}, "ACT005"),
        ({"state": "pending", "value": 5}, "ACT006"),
        ({"value": "five"}, "TYP006"),
        ({"value": 5, "as_of": "today"}, "ACT006"),
        ({"value": 5, "source": 5}, "ACT006"),
        ({"state": "failed", "reason": 5}, "ACT006"),
        ({"value": 5, "evidence": "Order 1"}, "ACT006"),
        ({"value": 5, "evidence": [["order", "1"]]}, "ACT006"),
        ({"value": 5, "worth": 5}, "NAM007"),
    ],
)
def test_each_mistake_in_a_fact_has_its_code(raw: object, code: str) -> None:
    facts, problems = read_facts({"n.count": raw}, SCHEMA, now=NOW, file="f.json")
    assert facts == []
    assert [(p.code, p.rule_id, p.file) for p in problems] == [(code, "n.count", "f.json")]


def test_what_is_computed_cannot_be_given() -> None:
    facts, problems = read_facts({"call.duration": "5min", "decision.call_type": "billing"}, playbook(), now=NOW)
    assert facts == []
    assert [(p.code, p.rule_id) for p in problems] == [("NAM010", "call.duration"), ("NAM005", "decision.call_type")]


def test_a_failed_fact_says_why() -> None:
    data = {"n.count": {"state": "failed", "reason": "no\nanswer"}, "n.other": {"state": "failed"}}
    facts, _ = read_facts(data, SCHEMA, now=NOW)
    assert [(f.state, f.reason) for f in facts] == [(FactState.FAILED, "no answer"), (FactState.FAILED, "failed")]


def test_a_problem_as_data_has_its_sentence() -> None:
    _, (problem,) = read_facts({"no.such": 1}, SCHEMA, now=NOW, file="f.json")
    found = problem_report(problem)
    assert (found["code"], found["severity"], found["file"], found["rule_id"]) == (
        "NAM001",
        "error",
        "f.json",
        "no.such",
    )
    assert found["text"] == "There is no fact called no.such."
    assert found["suggestion"] is None


@pytest.mark.parametrize(
    ("value", "json"),
    [
        (None, None),
        (True, True),
        (5, 5),
        ("x", "x"),
        (0.5, 0.5),
        (Decimal("1E+2"), "100"),
        (Money(Decimal("6.50"), "EUR"), {"amount": "6.50", "currency": "EUR"}),
        (date(2026, 12, 3), "2026-12-03"),
        (NOW, "2026-12-03T09:15:00Z"),
        (timedelta(minutes=90), "90min"),
        (FactState.KNOWN, "known"),
        (Look.KNOWN, 0),
        (frozenset({"b", "a"}), ["a", "b"]),
        ((1, [Decimal(2)]), [1, ["2"]]),
        ({1: date(2026, 12, 3)}, {"1": "2026-12-03"}),
        (Span(1, 2, 3, 4), {"line": 1, "col": 2, "end_line": 3, "end_col": 4}),
    ],
)
def test_every_value_of_the_engine_is_json(value: object, json: object) -> None:
    found = to_json(value)
    assert found == json
    assert type(found) is type(json)
