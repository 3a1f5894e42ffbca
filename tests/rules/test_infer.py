from __future__ import annotations

import pytest

from desktop.rules.infer import inferred_facts, type_of_cells
from desktop.rules.values import Kind
from tests.rules.support import schema_of

HEAD = "callside,table/1,id=t,hit=F\n"


def inferred(*tables: str) -> dict[str, object]:
    """Facts with their types: the kind, the currency, or the members of a set."""
    schema = schema_of(inferred_facts(tables))
    return {n: d.type.ids or d.type.currency or d.type.kind.value for n, d in schema.facts.items()}


def column(*cells: str, name: str = "x") -> str:
    rules = "".join(f'rule,r{n},"{cell}",yes\n' for n, cell in enumerate(cells))
    return f"{HEAD}role,id,in,out\nname,,{name},a\n{rules}"


def condition(text: str) -> str:
    quoted = text.replace('"', '""')
    return f'{HEAD}role,id,if,out\nname,,,a\nrule,r,"{quoted}",yes\n'


@pytest.mark.parametrize(
    ("cells", "kind"),
    [
        (["true", "false"], Kind.BOOL),
        (["> 5", "1..3", "not(2)"], Kind.DECIMAL),
        (["> 5 EUR", "6.50 EUR"], Kind.MONEY),
        (["2026-12-03", "< 2026-01-01"], Kind.DATE),
        (["> 2026-12-03T10:00Z"], Kind.DATETIME),
        (["> 10min"], Kind.DURATION),
        (["gold", "silver"], Kind.TEXT),
        (["5", "gold"], Kind.TEXT),
        (["> 5 EUR", "> 5 USD"], Kind.TEXT),
        (["empty", "not empty", "known"], Kind.TEXT),
        (["empty", "> 5"], Kind.DECIMAL),
        ([], Kind.TEXT),
    ],
)
def test_a_column_has_the_first_type_that_reads_all_its_cells(cells: list[str], kind: Kind) -> None:
    assert type_of_cells(cells).kind is kind


@pytest.mark.parametrize(
    ("text", "facts"),
    [
        ("a", {"a": "bool"}),
        ("not a", {"a": "bool"}),
        ("a = 5", {"a": "decimal"}),
        ("5 < a", {"a": "decimal"}),
        ("a > 2026-12-03", {"a": "date"}),
        ("a > 5 EUR", {"a": "EUR"}),
        ('a = "x"', {"a": "text"}),
        ("a in [1, 2]", {"a": "decimal"}),
        ('a not in ["x"]', {"a": "text"}),
        ("a between 2026-12-01 and 2026-12-24", {"a": "date"}),
        ('a starts with "x"', {"a": "text"}),
        ('a has "x" or a has all ["y", "x"]', {"a": ("x", "y")}),
        ("a is empty", {"a": "text"}),
        ("a + b > 5", {"a": "decimal", "b": "decimal"}),
        ("a > b", {"a": "decimal", "b": "decimal"}),
        ("a is empty or a > 5 EUR", {"a": "EUR"}),
        ("a > 5 EUR and a in [1, 2]", {"a": "EUR"}),
        ("true", {}),
        ("a = 5 and (b", {"a": "decimal"}),
    ],
)
def test_a_condition_tells_the_types_of_its_facts(text: str, facts: dict[str, object]) -> None:
    assert inferred(condition(text)) == facts


def test_a_fact_is_what_all_tables_say_of_it() -> None:
    assert inferred(column("> 5"), column("gold")) == {"x": "text"}
    assert inferred(column("-"), condition("x = 5")) == {"x": "decimal"}
    assert inferred(column("gold"), condition("x = 5")) == {"x": "text"}


def test_results_of_tables_and_names_that_are_none_are_no_facts() -> None:
    assert inferred(column("gold", name="decision.t"), column("5", name="Late orders")) == {}


def test_a_file_that_is_no_table_tells_nothing() -> None:
    assert inferred("a,b\n1,2\n", column("5")) == {"x": "decimal"}
