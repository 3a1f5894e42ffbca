from __future__ import annotations

import pytest

from desktop.rules.schema import read_schema
from tests.rules.support import SCHEMA_TEXT, schema_of


@pytest.mark.parametrize(
    ("text", "code"),
    [
        ("x = ", "SYN028"),
        ('format = "other"', "ACT001"),
        ('format = "callside.facts/1"\nfact = 3', "ACT006"),
        ('format = "callside.facts/1"\n[fact]\n"A.b" = { type = "int" }', "NAM004"),
        ('format = "callside.facts/1"\n[fact]\n"decision.x" = { type = "int" }', "NAM005"),
        ('format = "callside.facts/1"\n[fact]\nx = 3', "ACT006"),
        ('format = "callside.facts/1"\n[fact]\nx = { type = "integer" }', "ACT005"),
        ('format = "callside.facts/1"\n[fact]\nx = { type = "enum" }', "ACT002"),
        ('format = "callside.facts/1"\n[fact]\nx = { type = "int", lable = "X" }', "NAM007"),
        ('format = "callside.facts/1"\n[fact]\nx = { type = "int", max_age = "soon" }', "ACT006"),
        ('format = "callside.facts/1"\n[fact]\nx = { type = "money" }', "ACT002"),
        ('format = "callside.facts/1"\n[fact]\nx = { type = "int", min = "a" }', "ACT006"),
        ('format = "callside.facts/1"\n[fact]\nx = { derive = { kind = "elapsed", from = "y" } }', "NAM001"),
        (
            'format = "callside.facts/1"\n[fact]\ny = { type = "int" }\nx = { derive = { kind = "elapsed", from = "y" } }',
            "TYP006",
        ),
        ('format = "callside.facts/1"\n[fact]\nx = { derive = { kind = "later" } }', "ACT006"),
        ('format = "callside.facts/1"\n[fact]\n' + "x" * 70 + ' = { type = "int" }', "CAP006"),
        ('format = "callside.facts/1"\n[fact]\nx = { type = "int", min = 2, max = 1 }', "ACT006"),
        ('format = "callside.facts/1"\n[fact]\nx = { type = "text", min = "a" }', "ACT006"),
        ('format = "callside.facts/1"\n[fact]\nx = { derive = { kind = "weekday" }, max = 5 }', "ACT006"),
        ('format = "callside.facts/1"\n[fact]\nx = { type = "decimal", scale = true }', "ACT006"),
        ('format = "callside.facts/1"\n[fact]\nx = { type = "enum", members = ["a", 1] }', "ACT006"),
        ('format = "callside.facts/1"\n[fact]\nx = { type = "enum", members = ["a", "a"] }', "ACT003"),
        ('format = "callside.facts/1"\n[fact]\nx = { type = "decimal", scale = 21 }', "ACT006"),
        ('format = "callside.facts/1"\n[fact]\nx = { type = "int", label = 3 }', "ACT006"),
        ('format = "callside.facts/1"\n[fact]\nx = { type = "int", nullable = "no" }', "ACT006"),
        ('format = "callside.facts/1"\n[fact]\nx = { type = "int", stale = "forget" }', "ACT005"),
        ('format = "callside.facts/1"\n[fact]\nx = { type = "enum", members = { "a b" = "A" } }', "ACT006"),
        ('format = "callside.facts/1"\n[fact]\nx = { type = "enum", members = { a = 1 } }', "ACT006"),
        (
            f'format = "callside.facts/1"\n[fact]\nx = {{ type = "set", members = {[f"m{n}" for n in range(501)]} }}',
            "CAP004",
        ),
        (
            'format = "callside.facts/1"\n[fact]\nx = { derive = { kind = "time_of_day", step = "500s", form = "x" } }',
            "NAM007",
        ),
        ('format = "callside.facts/1"\n[fact]\nx = { derive = { kind = "time_of_day", step = "0.5s" } }', "ACT006"),
        (f'format = "callside.facts/1"\n[fact]\nx = {{ type = "int", label = "{"X" * 61}" }}', "CAP013"),
        ("[" * 2000, "SYN020"),
    ],
)
def test_each_mistake_in_the_schema_has_its_code(text: str, code: str) -> None:
    _, problems = read_schema({"facts.toml": text})
    assert code in [p.code for p in problems]
    assert all(p.text and p.file in ("facts.toml", "") for p in problems)


def test_a_fact_declared_in_two_files_is_a_problem() -> None:
    _, problems = read_schema({"facts.toml": SCHEMA_TEXT, "facts/more.toml": SCHEMA_TEXT})
    assert {p.code for p in problems} == {"NAM003"}


def test_problems_point_at_their_line() -> None:
    text = 'format = "callside.facts/1"\n[fact]\nfine = { type = "int" }\n[fact."bad.one"]\ntype = "integer"\n'
    _, problems = read_schema({"facts.toml": text})
    assert [(p.span.line, p.rule_id) for p in problems] == [(5, "bad.one")]


def test_what_is_left_out_of_a_fact() -> None:
    definition = schema_of('format = "callside.facts/1"\n[fact]\n"order.late_count" = { type = "int" }').facts[
        "order.late_count"
    ]
    assert (definition.label, definition.source, definition.say) == ("order late count", "", "")
    assert (definition.max_age, definition.keep_stale) == (None, False)
    assert (definition.nullable, definition.pii) == (True, False)
    assert (definition.known_at, definition.changeable) == ("start", "no")


def test_members_without_words_are_called_by_their_ids() -> None:
    text = 'format = "callside.facts/1"\n[fact]\nx = { type = "enum", members = ["late_order", "b"] }'
    assert [(m.id, m.label) for m in schema_of(text).facts["x"].type.members] == [
        ("late_order", "Late order"),
        ("b", "B"),
    ]
