from __future__ import annotations

import pytest

from desktop.rules.bundle import load_bundle
from desktop.rules.facts import AGENT, Fact, FactState
from desktop.rules.seen import Look, Seen
from desktop.rules.session import RuleSession
from tests.rules.support import NOW, ZONE, Watch

FACTS = """format = "callside.facts/1"
[fact]
a = { type = "bool", nullable = false }
b = { type = "bool", nullable = false }
"""
LABELS = """callside,table/1,id=labels,hit=C
role,id,if,out,out
name,,,label,text
values,,,late|angry|new,
rule,r1,a,late,one
rule,r2,b,angry,two
rule,r3,b,-,three
"""
ACTION = """format = "callside.actions/1"
[[action]]
id = "soothe"
title = "Soothe"
eligibility = 'decision.labels has "angry"'
"""


def session(**files: str) -> RuleSession:
    named = {name.replace("__", "/").replace("_toml", ".toml").replace("_csv", ".csv"): t for name, t in files.items()}
    result = load_bundle({"facts.toml": FACTS, **named})
    assert result.bundle is not None, [p.text for p in result.problems]
    return RuleSession(result.bundle, "call", Watch(), ZONE, [])


def flags(**values: bool) -> list[Fact]:
    return [Fact.known(name, value, "crm", NOW) for name, value in values.items()]


def told(found: RuleSession, name: str = "decision.labels") -> Seen:
    return found.evaluation.seen[name]


@pytest.mark.parametrize(
    ("values", "labels"),
    [
        ({"a": True, "b": True}, {"late", "angry"}),
        ({"a": True, "b": False}, {"late"}),
        ({"a": False, "b": False}, set()),
    ],
)
def test_what_a_table_collects_is_a_set_for_later_strata(values: dict[str, bool], labels: set[str]) -> None:
    found = session(tables__labels_csv=LABELS, actions__a_toml=ACTION)
    decision = found.update(flags(**values))
    assert (told(found).look, told(found).value) == (Look.KNOWN, frozenset(labels))
    assert told(found, "decision.labels.label").value == frozenset(labels)
    assert [entry.id for entry in decision.actions.ranked] == ["soothe"] * ("angry" in labels)


def test_a_collection_is_open_while_a_row_is() -> None:
    found = session(tables__labels_csv=LABELS, actions__a_toml=ACTION)
    decision = found.update(flags(a=True))
    assert (told(found).look, told(found).fact.state) == (Look.UNKNOWN, FactState.PENDING)
    assert [(e.id, e.waits_for) for e in decision.actions.waiting] == [("soothe", ("b",))]


@pytest.mark.parametrize("setting", ["status=draft", "status=retired", "from=2027-01-01", "to=2026-01-01"])
def test_a_table_that_takes_no_part_collects_nothing(setting: str) -> None:
    found = session(tables__labels_csv=LABELS.replace("hit=C", f"hit=C,{setting}"), actions__a_toml=ACTION)
    found.update(flags(a=True, b=True))
    assert (told(found).look, told(found).value) == (Look.KNOWN, frozenset())
    single = LABELS.replace("hit=C", f"hit=F,{setting}").replace("labels", "label")
    found = session(tables__label_csv=single)
    found.update(flags(a=True, b=True))
    assert told(found, "decision.label").look is Look.ABSENT


def test_rows_that_contradict_each_other_make_the_result_fail() -> None:
    found = session(tables__label_csv=LABELS.replace("hit=C", "hit=U").replace("labels", "label"))
    found.update(flags(a=True, b=True))
    assert (told(found, "decision.label").look, told(found, "decision.label").fact.reason) == (Look.UNKNOWN, "conflict")


def test_the_agents_call_type_is_a_fact_even_where_the_table_takes_no_part() -> None:
    text = LABELS.replace("hit=C", "hit=F,status=draft").replace("labels", "call_type")
    found = session(tables__call_type_csv=text)
    found.update(flags(a=True, b=True), call_type="new")
    seen = told(found, "decision.call_type")
    assert (seen.value, seen.fact.source) == ("new", AGENT)
    assert told(found, "decision.call_type.text").look is Look.ABSENT


def test_before_the_first_update_nothing_is_known() -> None:
    found = session(tables__labels_csv=LABELS)
    assert told(found).look is Look.UNKNOWN
