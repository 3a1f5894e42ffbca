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


WRONG = "order.open_count > 3 and order.open_count < 2"
CLASH = f"can never be true: {WRONG} cannot both be. Change one of them."


@pytest.mark.parametrize(
    ("change", "file", "text"),
    [
        (
            changed("call_types/order.toml", "when = 'answers.which = \"this\"'\n[[step]]", f"when = '{WRONG}'\n[[step]]"),
            "call_types/order.toml",
            f"The when of the step day {CLASH}",
        ),
        (
            changed("call_types/order.toml", "suggest_when = 'answers.which = \"this\"'", f"suggest_when = '{WRONG}'"),
            "call_types/order.toml",
            f"The suggest_when of the disposition informed {CLASH}",
        ),
        (
            changed("call_types/order.toml", "due_in_days = 2", f"due_in_days = 2\nwhen = '{WRONG}'"),
            "call_types/order.toml",
            f"The when of follow_up 1 {CLASH}",
        ),
        (
            {"surveys.toml": f'format = "callside.surveys/1"\n[[survey]]\nid = "one"\nquestion = "How?"\nwhen = "{WRONG}"\n'},
            "surveys.toml",
            f"The when of the survey one {CLASH}",
        ),
        (
            changed("call_types/order.toml", "due_in_days = 2", "due_in_days = 2\nwhen = 'order.open_count is known or order.open_count is empty'"),
            "call_types/order.toml",
            "The when of follow_up 1 is always true: order.open_count is known or order.open_count is empty. "
            "Leave it out, or write what it should be.",
        ),
    ],
)  # fmt: skip
def test_conditions_outside_of_the_rules_are_looked_at_too(tmp_path, change, file, text):
    book = write(tmp_path, change)
    (problem,) = problems(book)
    assert (problem.file, problem.text) == (file, text)
    written = (book / file).read_text("utf-8").splitlines()[problem.line - 1]
    assert written.startswith(("when = ", "suggest_when = "))


def test_a_step_that_call_types_share_is_told_once(tmp_path):
    guide = f'format = "callside.guide/1"\ntitle = "Bye"\n[[step]]\nid = "later"\nkind = "say"\ntitle = "L"\nsay = "L"\nwhen = "{WRONG}"\n'
    use = '[[step]]\nuse = "bye"\n[[disposition]]'
    shared = [changed(f"call_types/{name}.toml", "[[disposition]]", use) for name in ("order", "general")]
    (problem,) = problems(write(tmp_path, {"guides/bye.toml": guide}, *shared))
    assert (problem.file, problem.line) == ("guides/bye.toml", 8)


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
