"""A playbook that loads is looked at: what can never happen, what nobody uses, and cases that do not hold."""

from __future__ import annotations

import pytest

from desktop.playbook.loader import load_playbook, problems
from desktop.rules.problems import Severity
from tests.call.people import FERNVIK
from tests.playbook.folders import GOOD, changed, write

CASE = """\
format = "callside.cases/1"
[[case]]
id = "an-order-is-an-order"
facts = { "ivr.choice" = "order" }
expect.call_type = "order"
"""


def found(folder, code):
    return [problem for problem in problems(folder) if problem.code == code]


def test_cases_that_hold_say_nothing(tmp_path):
    assert problems(write(tmp_path, {"tests/a.toml": CASE})) == ()


def test_a_case_that_does_not_hold_is_an_error_with_its_reason(tmp_path):
    write(tmp_path, {"tests/a.toml": CASE.replace('= "order"\n', '= "general"\n')})
    (problem,) = found(tmp_path, "PBK040")
    assert (problem.file, problem.line, problem.is_error) == ("tests/a.toml", 5, True)
    assert problem.text == "The case an-order-is-an-order fails: expected the call type general, got order."
    assert problem.because == (
        "the table call_type gives general where no row matches",
        "row r1 (tables/call_type.csv:6) matches: Menu choice: order",
    )
    assert load_playbook(tmp_path).name == "Corner shop"


def test_a_case_that_cannot_be_read(tmp_path):
    write(tmp_path, {"tests/a.toml": CASE.replace("ivr.choice", "ivr.chioce")})
    (wrong,) = problems(tmp_path)
    assert (wrong.code, wrong.file, wrong.line, wrong.is_error) == ("NAM001", "tests/a.toml", 4, True)
    assert "Did you mean ivr.choice?" in wrong.text


@pytest.mark.parametrize(
    ("change", "code", "severity"),
    [
        (
            changed("tables/call_type.csv", "rule,r1,order,order", "rule,r1,order,order\nrule,r2,order,general"),
            "CHK005",
            "warning",
        ),
        (
            changed(
                "actions/help.toml",
                "applicability",
                'eligibility = "order.open_count > 3 and order.open_count < 2"\napplicability',
            ),
            "CHK001",
            "error",
        ),
    ],
)
def test_rules_that_can_never_count(tmp_path, change, code, severity):
    (problem,) = found(write(tmp_path, change), code)
    assert problem.severity == Severity(severity)


def test_a_fact_the_site_declares_and_nobody_uses(tmp_path):
    facts = GOOD["facts.toml"] + '[fact."ivr.language"]\ntype = "text"\n'
    (problem,) = problems(write(tmp_path, {"facts.toml": facts}))
    assert (problem.code, problem.severity, problem.file, problem.line) == ("CHK007", Severity.NOTICE, "facts.toml", 5)


def test_a_fact_that_only_a_guide_uses_is_used(tmp_path):
    facts = GOOD["facts.toml"] + '[fact."ivr.language"]\ntype = "text"\n'
    guide = changed("call_types/order.toml", "Is it {order.latest_number}?", "Is it {ivr.language}?")
    assert problems(write(tmp_path, {"facts.toml": facts}, guide)) == ()


def test_the_cases_that_ship_hold():
    assert problems(FERNVIK) == ()
    assert len(list((FERNVIK / "tests").glob("*.toml"))) >= 2


SPARE = "callside,table/1,id=spare,hit=U\nrole,id,in,out\nname,,order.open_count,x\nrule,r1,> 1,a\nrule,r2,> 2,b\n"


def test_a_table_that_only_a_guide_reads_is_used(tmp_path):
    alone = found(write(tmp_path / "a", {"tables/spare.csv": SPARE}), "CHK007")
    assert [(problem.file, problem.text) for problem in alone] == [
        ("tables/spare.csv", "decision.spare is used nowhere: no condition and no text reads it.")
    ]
    guide = changed("call_types/order.toml", "Is it {order.latest_number}?", "It is {decision.spare}.")
    assert found(write(tmp_path / "b", {"tables/spare.csv": SPARE}, guide), "CHK007") == []


def test_a_finding_with_a_witness_brings_a_case_for_it(tmp_path):
    (problem,) = found(write(tmp_path, {"tables/spare.csv": SPARE}), "CHK003")
    assert (problem.file, problem.line, problem.is_error) == ("tables/spare.csv", 5, True)
    assert problem.text.startswith("Rows r1 (line 4) and r2 can both be true")
    assert problem.case == '{ "order.open_count" = 3 }'
