"""policy.toml: what it may say, and one clear problem for each thing it may not."""

from __future__ import annotations

from decimal import Decimal
from pathlib import Path

import pytest

from desktop.rules.actions import Group
from desktop.rules.arbitrate import Exponent, ModelKind, Policy
from desktop.rules.policy_read import read_policy
from desktop.rules.problems import Problem, Severity

HEAD = 'format = "callside.policy/1"\n'
GROUPS = ("retention", "growth")


def read(text: str) -> tuple[Policy, list[Problem]]:
    return read_policy(HEAD + text, "policy.toml", GROUPS)


def test_a_blank_file_is_the_default_policy() -> None:
    policy, problems = read_policy(" \n", "policy.toml")
    assert policy == Policy()
    assert problems == []
    assert policy.exponent_of(()) is Exponent.NONE
    assert (policy.epsilon, policy.holdout_percent, policy.model) == (0, 0, ModelKind.BETA)


def test_everything_a_policy_may_say() -> None:
    policy, problems = read(
        'version = "9"\nslots = 2\nmodel = "logistic"\nexponent = "1"\nuse_chance = true\nuse_context = false\n'
        'use_value = false\nuse_levers = false\nepsilon = "0.1"\nexplore_k = 5\nholdout_percent = 10\n'
        '[group.retention]\nexponent = "1/2"\n[group.growth]\nexponent = 0\n'
    )
    assert [p.code for p in problems if p.is_error] == []
    assert policy == Policy(
        version="9",
        slots=2,
        model=ModelKind.LOGISTIC,
        exponent=Exponent.FULL,
        exponents={"retention": Exponent.HALF, "growth": Exponent.NONE},
        use_context=False,
        use_value=False,
        use_levers=False,
        epsilon=Decimal("0.1"),
        explore_k=5,
        holdout_percent=10,
    )


@pytest.mark.parametrize(
    ("text", "exponent"),
    [
        ("0", Exponent.NONE),
        ("1", Exponent.FULL),
        ("0.5", Exponent.HALF),
        ('"1/2"', Exponent.HALF),
        ('"1"', Exponent.FULL),
    ],
)
def test_an_exponent_may_be_written_as_a_number(text: str, exponent: Exponent) -> None:
    policy, problems = read(f"exponent = {text}\n")
    assert policy.exponent is exponent
    assert [p.code for p in problems] == (["ACT011"] if exponent is not Exponent.NONE else [])


def test_the_innermost_group_with_a_setting_says_how_much_the_chance_counts() -> None:
    policy, _ = read('exponent = "1"\n[group.retention]\nexponent = "1/2"\n')
    inner, outer, other = Group("plan"), Group("retention"), Group("growth")
    assert policy.exponent_of((inner, outer)) is Exponent.HALF
    assert policy.exponent_of((other,)) is Exponent.FULL
    assert policy.exponent_of(()) is Exponent.FULL


def test_the_switch_of_the_chance_beats_every_exponent() -> None:
    policy, _ = read('use_chance = false\nexponent = "1"\n[group.retention]\nexponent = "1/2"\n')
    assert policy.exponent_of((Group("retention"),)) is Exponent.NONE


def test_an_exponent_above_zero_is_said_to_need_its_time() -> None:
    _, problems = read('[group.retention]\nexponent = "1"\n')
    assert [(p.code, p.severity, p.span.line) for p in problems] == [("ACT011", Severity.NOTICE, 3)]
    assert "200" in problems[0].text
    assert "callside learn" in problems[0].text


@pytest.mark.parametrize(
    ("text", "code", "line", "words"),
    [
        ("version = 3\n", "ACT006", 2, "a text"),
        ('version = ""\n', "ACT006", 2, "1 to 64"),
        (f'version = "{"9" * 65}"\n', "ACT006", 2, "1 to 64"),
        ("slots = 0\n", "ACT006", 2, "from 1 to 20"),
        ('model = "forest"\n', "ACT005", 2, "beta, logistic"),
        ('exponent = "2"\n', "ACT005", 2, "0, 1/2, 1"),
        ("exponent = 2\n", "ACT005", 2, "0, 1/2, 1"),
        ("exponent = true\n", "ACT005", 2, "0, 1/2, 1"),
        ("use_chance = 1\n", "ACT006", 2, "true or false"),
        ('use_levers = "yes"\n', "ACT006", 2, "true or false"),
        ('epsilon = "0.05"\n', "ACT006", 2, "between 0.06 and 1"),
        ('epsilon = "1.5"\n', "ACT006", 2, "between 0.06 and 1"),
        ('epsilon = "-0.1"\n', "ACT009", 2, "negative"),
        ("explore_k = 0\n", "ACT006", 2, "from 1 to 20"),
        ("holdout_percent = 51\n", "ACT006", 2, "from 0 to 50"),
        ("group = 3\n", "ACT006", 2, "[group.name]"),
        ("[group]\nretention = 3\n", "ACT006", 3, "[group.retention]"),
        ("\n[group.retention]\n", "ACT002", 3, "exponent is missing"),
        ('[group.retantion]\nexponent = "0"\n', "ACT004", 2, "Did you mean retention?"),
        ('[group.retention]\nexponent = "3"\n', "ACT005", 3, "0, 1/2, 1"),
        ('[group.retention]\nexponent = "0"\nslots = 2\n', "NAM007", 4, "slots"),
        ("use_chanse = 3\n", "NAM007", 2, "use_chance"),
    ],
)
def test_a_wrong_value_is_one_problem_with_its_line_and_mend(text: str, code: str, line: int, words: str) -> None:
    _, problems = read(text)
    errors = [p for p in problems if p.is_error]
    assert [(p.code, p.file, p.span.line) for p in errors] == [(code, "policy.toml", line)]
    assert words in errors[0].text


def test_a_policy_of_another_format_is_refused() -> None:
    _, problems = read_policy('format = "callside.policy/2"\n', "policy.toml")
    assert [(p.code, p.span.line) for p in problems] == [("ACT001", 1)]


def test_a_file_that_is_no_toml_is_one_problem() -> None:
    policy, problems = read_policy("slots = = 3", "policy.toml")
    assert policy == Policy()
    assert [p.code for p in problems] == ["SYN023", "ACT001"]


def test_a_file_that_nobody_can_read_on_is_the_default_policy() -> None:
    policy, problems = read_policy("a" + ".a" * 40 + " = 1", "policy.toml")
    assert (policy, [p.code for p in problems]) == (Policy(), ["SYN020"])


def test_the_block_in_the_docs_is_read_and_names_the_defaults() -> None:
    page = Path("docs/playbooks.md").read_text(encoding="utf-8")
    block = next(text for text in page.split("```toml\n") if text.startswith('format = "callside.policy/1"'))
    policy, problems = read_policy(block.split("```")[0], "policy.toml", GROUPS)
    assert [p for p in problems if p.is_error] == []
    assert policy == Policy(exponents={"retention": Exponent.HALF})
