"""Findings say what clashes: the setting, the parts in the author's words, what the facts can be, and where it stands."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from desktop.rules.analyze import analyze, analyze_table
from desktop.rules.clash import Part, can_never_be, clashing
from desktop.rules.findings import MOST_EXPLAINED
from desktop.rules.parser import parse
from tests.rules.support import playbook
from tests.rules.test_analyze import CONDITION, SCHEMA, table

HEAD = 'format = "callside.actions/1"\n'
LIMITS = "complaint.open_count is a whole number from 0 to 99"


def said(text: str) -> str:
    """What is said about a condition."""
    (found,) = analyze_table(table("C", (text, "a")), SCHEMA)
    return found.problem.text


def told(*blocks: str) -> list[str]:
    """The findings about actions, each with its line, without what is only not used."""
    found = [f.problem for f in analyze(playbook(actions__a_toml=HEAD + "\n".join(blocks)))]
    return [f"{p.file}:{p.span.line}: {p.text}" for p in found if p.code != "CHK007"]


@pytest.mark.parametrize(
    ("text", "why"),
    [
        ("x > 3 and b and x < 2", "x > 3 and x < 2 cannot both be. Change one of them."),
        ("x < 5 and x > 3 and x < 2", "x > 3 and x < 2 cannot both be. Change one of them."),
        ("x > 5 and x < 6", "x > 5 and x < 6 cannot both be, as x is a whole number from 0 to 9. Change one of them."),
        ('e != "a" and e != "b" and e != "c"', 'e != "a", e != "b" and e != "c" cannot all be, as e is one of a, b, c. Change one of them.'),
        ("x > y and b and not x > y", "x > y and not x > y cannot both be. Change one of them."),
        ("not (x > 3 or b or x <= 3)", "not x > 3 and not x <= 3 cannot both be, as x is never empty. Change one of them."),
        ("not (x > 3 and b) and x > 3 and b", "not (x > 3 and b), x > 3 and b cannot all be. Change one of them."),
        ("x > 12", "x > 12 cannot be, as x is a whole number from 0 to 9."),
        ("x is empty and n > 3", "x is empty cannot be, as x is never empty."),
        ("x > 8 and (x < 2 or x < 3 and n > 3)", "x > 8 and (x < 2 or x < 3 and n > 3) cannot both be. Change one of them."),
        (
            "x > 3 and x < 2 or n > 5 and n < 4",
            "none of its alternatives can be: x > 3 and x < 2 cannot both be; n > 5 and n < 4 cannot both be.",
        ),
        (
            "x > 11 or x > 12 and b or x > 13 and y > 1 or x > 14 and y > 2",
            "none of its alternatives can be: x > 11 cannot be, as x is a whole number from 0 to 9; "
            "x > 12 cannot be, as x is a whole number from 0 to 9; x > 13 cannot be, as x is a whole number from 0 to 9; and 1 more.",
        ),
    ],
)  # fmt: skip
def test_what_can_never_be_true_names_the_parts_that_clash(text: str, why: str) -> None:
    assert said(text) == f"Row r0 can never be true: {why}"


@pytest.mark.parametrize(
    ("text", "why"),
    [
        ("x >= 0", "x >= 0, as x is a whole number from 0 to 9, never empty"),
        ("x < 5 or x >= 5", "x < 5 or x >= 5, as x is never empty"),
        ("x is known", "x is known, as x is never empty"),
        ("n is empty or n > 3 or n <= 3", "n is empty or n > 3 or n <= 3"),
    ],
)
def test_what_is_always_true_says_why(text: str, why: str) -> None:
    assert said(text) == f"Row r0 is always true: {why}. Leave it out, or write what it should be."


def test_long_lists_are_cut() -> None:
    members = ", ".join(f'"m{n}"' for n in range(12))
    facts = f'format = "callside.facts/1"\n[fact]\nk = {{ type = "enum", members = [{members}], nullable = false }}\n'
    action = f'{HEAD}[[action]]\nid = "a"\ntitle = "A"\neligibility = \'not k in [{members}]\'\n'
    (found,) = [
        f.problem for f in analyze(playbook(facts__k_toml=facts, actions__a_toml=action)) if f.problem.code == "CHK001"
    ]
    assert "as k is one of m0, m1, m2, m3, m4, m5, m6, m7 and 4 more" in found.text
    assert len(found.text) < 400


def test_a_gate_is_named_with_its_line() -> None:
    gate = '[[action]]\nid = "a"\ntitle = "A"\n\neligibility = "complaint.open_count > 3 and complaint.open_count < 2"'
    assert told(gate) == [
        "actions/a.toml:6: The eligibility of the action a can never be true: "
        "complaint.open_count > 3 and complaint.open_count < 2 cannot both be. Change one of them."
    ]
    weight = '[[action]]\nid = "a"\ntitle = "A"\ncontext_weights = [\n  { when = "complaint.open_count > 99", weight = 5 },\n]'
    assert told(weight) == [
        "actions/a.toml:6: The when of context weight 1 of the action a can never be true: "
        f"complaint.open_count > 99 cannot be, as {LIMITS}."
    ]
    always = '[[action]]\nid = "a"\ntitle = "A"\nsuitability = "complaint.open_count >= 0"'
    assert told(always) == [
        "actions/a.toml:5: The suitability of the action a is always true: complaint.open_count >= 0, "
        f"as {LIMITS}, never empty. Leave it out, or write what it should be."
    ]


def test_gates_that_clash_with_each_other_are_both_named() -> None:
    own = '[[action]]\nid = "a"\ntitle = "A"\neligibility = "complaint.open_count > 3"\nsuitability = "complaint.open_count < 2"'
    assert told(own) == [
        "actions/a.toml:5: The action a can never be offered: complaint.open_count > 3 (eligibility) and "
        "complaint.open_count < 2 (suitability, line 6) cannot both be. Change one of them."
    ]
    one_line = own.replace(
        own,
        'action = [{ id = "a", title = "A", eligibility = "complaint.open_count > 3", suitability = "complaint.open_count < 2" }]',
    )
    assert "(suitability) cannot both be" in told(one_line)[0]


def test_a_clash_with_a_group_says_where_the_group_is() -> None:
    group = '[group.g]\neligibility = "complaint.open_count > 3"'
    action = '[[action]]\nid = "a"\ngroup = "g"\ntitle = "A"\napplicability = "complaint.open_count < 2"'
    clash = (
        "The action a can never be offered: complaint.open_count < 2 (applicability) and "
        "complaint.open_count > 3 (eligibility of the group g, {where}) cannot both be. Change one of them."
    )
    assert f"actions/a.toml:8: {clash.format(where='line 3')}" in told(group, action)
    apart = playbook(actions__a_toml=HEAD + action, actions__b_toml=HEAD + group)
    assert clash.format(where="actions/b.toml:3") in [f.problem.text for f in analyze(apart)]


def test_what_shuts_a_group_is_told_once_of_the_group_that_shuts_it() -> None:
    outer = '[group.outer]\neligibility = "complaint.open_count > 3"'
    inner = '[group.inner]\nparent = "outer"\neligibility = "complaint.open_count < 2"'
    inmost = '[group.inmost]\nparent = "inner"'
    actions = "".join(f'[[action]]\nid = "{name}"\ngroup = "inmost"\ntitle = "A"\n' for name in "ab")
    assert sorted(told(outer, inner, inmost, actions), reverse=True) == [
        "actions/a.toml:6: The group inner can never be offered: complaint.open_count < 2 (eligibility) and "
        "complaint.open_count > 3 (eligibility of the group outer, line 3) cannot both be. Change one of them.",
        "actions/a.toml:2: No action of the group outer can ever be offered: none of them can ever pass its gates.",
    ]


def test_dates_the_wrong_way_round_are_told_with_both() -> None:
    dates = '[[action]]\nid = "a"\ntitle = "A"\neffective_from = 2026-12-02\neffective_to = 2026-12-01'
    assert told(dates) == [
        "actions/a.toml:6: The action a is never active: it ends on 2026-12-01, before it starts on 2026-12-02."
    ]


def test_a_row_that_others_cover_names_them() -> None:
    def covered(hit: str, *rows: tuple[str, str]) -> list[str]:
        found = [f.problem for f in analyze_table(table(hit, *rows, default="z"), SCHEMA)]
        return [p.text for p in found if p.code in ("CHK005", "CHK011")]

    first = "Row r1 can never be chosen: whenever it is true, so is row r0 (line 1), which"
    assert covered("F", ("x > 3", "a"), ("x > 5", "b")) == [f"{first} stands before it."]
    assert covered("P", ("x > 3", "a"), ("x > 5", "b")) == [f"{first} gives a better result."]
    assert covered("P", ("x > 3", "a"), ("x > 5", "a")) == [f"{first} stands before it."]
    both = "Row r3 can never be chosen: whenever it is true, so is one of the rows r0 (line 1) and r2 (line 1), which are chosen before it."
    assert covered("F", ("x > 3", "a"), ("x = 9 and y > 3", "d"), ("x < 6", "b"), ("b", "c"))[1:] == [both]
    split = ("b and y > 2 or not b and y > 1", "a")
    assert covered("F", split, ("y > 5", "b")) == [f"{first} is chosen before it."]
    many = [(f"x = {n}", "a") for n in range(10)]
    (text,) = covered("F", *many, ("b", "c"))
    assert "one of the rows r0 (line 1), r1 (line 1), " in text
    assert text.endswith("r7 (line 1) and 2 more, which are chosen before it.")


def test_only_the_first_of_very_many_are_explained() -> None:
    findings = analyze_table(table("C", *[("x > 12", "a")] * (MOST_EXPLAINED + 2)), SCHEMA)
    assert [f.problem.text for f in findings][-2:] == [
        f"Row r{MOST_EXPLAINED + n} can never be true." for n in range(2)
    ]


@settings(max_examples=150, deadline=None)
@given(
    st.lists(
        st.sampled_from([*[f"x {op} {n}" for op in ("<", ">", "=") for n in (2, 5)], "not b"]) | CONDITION,
        min_size=2,
        max_size=6,
    )
)
def test_each_part_that_is_named_is_needed(texts: list[str]) -> None:
    parts = [Part(parse(text).tree) for text in texts]
    if not can_never_be(parts, SCHEMA):
        return
    found = clashing(parts, SCHEMA)
    assert can_never_be(found, SCHEMA)
    for number in range(len(found)):
        assert not can_never_be((*found[:number], *found[number + 1 :]), SCHEMA)
