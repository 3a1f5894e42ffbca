from __future__ import annotations

from datetime import date, timedelta
from decimal import Decimal

import pytest

from desktop.rules.bundle import load_bundle
from desktop.rules.diagnose import without_result
from desktop.rules.facts import Fact
from desktop.rules.hitpolicy import Decided
from desktop.rules.report import facts_report
from desktop.rules.session import RuleSession
from tests.rules.support import NOW, SCHEMA_TEXT, ZONE, Watch


def asked(condition: str, facts: list[Fact]) -> RuleSession:
    table = f"callside,table/1,id=t,hit=C\nrole,id,if,out\nname,,,v\nrule,r1,{condition},1\n"
    action = f'format = "callside.actions/1"\n[[action]]\nid = "a"\ntitle = "A"\neligibility = \'{condition}\'\n'
    result = load_bundle({"facts.toml": SCHEMA_TEXT, "tables/t.csv": table, "actions/a.toml": action})
    assert result.bundle is not None, [p.text for p in result.problems]
    session = RuleSession(result.bundle, "c", Watch(), ZONE, [])
    session.update(facts)
    return session


COUNT, OTHER = Fact.known("n.count", 3), Fact.known("n.other", 3)


@pytest.mark.parametrize(
    ("condition", "facts", "said"),
    [
        ("n.ratio / (n.count - n.other) > 1", [COUNT, OTHER, Fact.known("n.ratio", Decimal(1))], "it divides by zero"),
        ("n.count / 0 > 1", [COUNT], "it divides by zero"),
        (
            "d.day + u.span > d.other",
            [Fact.known("d.day", date(2026, 1, 1)), Fact.known("u.span", timedelta(hours=5))],
            "only whole days can be added to a date",
        ),
        (
            "d.day + 9999999d > d.other",
            [Fact.known("d.day", date(2026, 1, 1)), Fact.known("d.other", date(2026, 1, 1))],
            "it is out of range",
        ),
    ],
)
def test_a_calculation_without_a_result_counts_as_absent_and_is_said(condition, facts, said) -> None:
    session = asked(condition, facts)
    assert session.evaluation.results["t"].status is Decided.DECIDED
    assert session.evaluation.results["t"].results == ()
    found = without_result(session.evaluation)
    assert [(p.code, p.file, p.params["why"]) for p in found] == [
        ("VAL001", "tables/t.csv", said),
        ("VAL001", "actions/a.toml", said),
    ]
    assert found[0].rule_id == "r1"
    assert found[0].span.line == 4


def test_what_is_unknown_or_fits_is_not_said() -> None:
    assert without_result(asked("n.count / n.other > 1", [COUNT]).evaluation) == ()
    assert without_result(asked("n.count / n.other > 1", [COUNT, OTHER]).evaluation) == ()
    assert without_result(asked("n.count / n.other > 1", [COUNT, Fact.absent("n.other")]).evaluation) == ()


def test_what_takes_no_part_is_not_said_but_groups_are() -> None:
    action = 'format = "callside.actions/1"\n[group]\ng = { eligibility = "n.count / 0 > 1" }\n'
    action += '[[action]]\nid = "a"\ngroup = "g"\ntitle = "A"\nstatus = "draft"\nsuitability = "n.count / 0 > 2"\n'
    action += '[[action]]\nid = "b"\ntitle = "B"\ncontext_weights = [ { when = "n.count / 0 > 4", weight = 5 } ]\n'
    table = "callside,table/1,id=t,hit=C,status=draft\nrole,id,if,out\nname,,,v\nrule,r1,n.count / 0 > 3,1\n"
    result = load_bundle({"facts.toml": SCHEMA_TEXT, "tables/t.csv": table, "actions/a.toml": action})
    assert result.bundle is not None
    session = RuleSession(result.bundle, "c", Watch(), ZONE, [])
    session.update([COUNT])
    assert [p.rule_id for p in without_result(session.evaluation)] == ["b", "g"]


def test_each_given_fact_is_shown_as_the_rules_see_it() -> None:
    text = 'format = "callside.facts/1"\n[fact]\n'
    text += "".join(f'"{name}" = {{ type = "int", max = 9, max_age = "1h" }}\n' for name in "abcdef")
    text = text.replace('"b" = {', '"b" = { stale = "keep",')
    bundle = load_bundle({"facts.toml": text}).bundle
    assert bundle is not None
    old = NOW - timedelta(hours=2)
    session = RuleSession(bundle, "c", Watch(), ZONE, [])
    session.update(
        [
            Fact.known("a", 1, "crm", old),
            Fact.known("b", 2, "crm", old),
            Fact.absent("c", "crm", old),
            Fact.known("d", 10, "crm", NOW),
            Fact.pending("e", "crm", NOW),
        ]
    )
    found = facts_report(session.evaluation.seen)
    assert {n: (f["state"], f["counts_as"], f["stale"], f["value"], f.get("reason")) for n, f in found.items()} == {
        "a": ("known", "unknown", True, 1, None),
        "b": ("known", "known", True, 2, None),
        "c": ("absent", "unknown", True, None, None),
        "d": ("failed", "unknown", False, None, "out_of_range"),
        "e": ("pending", "unknown", False, None, None),
    }
    assert session.decision.refresh == ("a", "b", "c")
