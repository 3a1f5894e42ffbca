from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from desktop.rules.cells import print_cell, read_cell, read_literal, split_commas
from desktop.rules.kleene import truth
from desktop.rules.lexer import tokenize
from desktop.rules.nodes import And, Cmp, In, Lit, Name, Not, Or, names_in
from desktop.rules.parser import parse
from desktop.rules.printer import print_node
from desktop.rules.typecheck import check_condition
from desktop.rules.values import DECIMAL
from tests.rules.support import CONDITIONS, FACTS, SCHEMA, VALUES, seen_of


def meaning(text: str, fact: str) -> str:
    node, problems = read_cell(text, fact, SCHEMA.facts[fact].type)
    assert not problems, problems[0].text
    assert node is not None
    return print_node(node)


@pytest.mark.parametrize(
    ("cell", "fact", "text"),
    [
        ("5", "n.count", "n.count = 5"),
        ("1, 2", "n.count", "n.count in [1, 2]"),
        (">= 5", "n.count", "n.count >= 5"),
        ("≥5", "n.count", "n.count >= 5"),
        ("!= 5", "n.count", "n.count != 5"),
        ("-5..-2", "n.count", "n.count between -5 and -2"),
        ("[1..3]", "n.count", "n.count between 1 and 3"),
        ("(1..3]", "n.count", "n.count > 1 and n.count <= 3"),
        ("[1..3)", "n.count", "n.count >= 1 and n.count < 3"),
        ("]1..3[", "n.count", "n.count > 1 and n.count < 3"),
        ("not(1, 2)", "n.count", "not n.count in [1, 2]"),
        ("not(1..3)", "n.count", "not n.count between 1 and 3"),
        ("< 1, > 9", "n.count", "n.count < 1 or n.count > 9"),
        ("empty", "n.count", "n.count is empty"),
        ("not empty", "n.count", "n.count is not empty"),
        ("known", "n.count", "n.count is known"),
        ("unavailable", "n.count", "n.count is unavailable"),
        ("gold", "e.segment", 'e.segment = "gold"'),
        ("gold, silver", "e.segment", 'e.segment in ["gold", "silver"]'),
        ('"42"', "t.name", 't.name = "42"'),
        ("New York", "t.name", 't.name = "New York"'),
        ('starts with "A"', "t.name", 't.name starts with "A"'),
        ("true", "b.flag", "b.flag = true"),
        ("TRUE", "b.flag", "b.flag = true"),
        ("6.50 EUR", "m.total", "m.total = 6.50 EUR"),
        ("> 100", "m.total", "m.total > 100 EUR"),
        ("2026-12-01..2026-12-24", "d.day", "d.day between 2026-12-01 and 2026-12-24"),
        ("> 10min", "u.span", "u.span > 10min"),
        ("-10min", "u.span", "u.span = -10min"),
        ("> -6.50", "m.total", "m.total > -6.50 EUR"),
        ("vip", "s.tags", 's.tags has "vip"'),
        ("vip, new", "s.tags", 's.tags has any ["vip", "new"]'),
        ("all(vip, new)", "s.tags", 's.tags has all ["vip", "new"]'),
        ("none(late)", "s.tags", 's.tags has none ["late"]'),
    ],
)
def test_what_cells_mean(cell: str, fact: str, text: str) -> None:
    assert meaning(cell, fact) == text


@pytest.mark.parametrize("cell", ["", "-", "  ", " - "])
def test_blank_means_any(cell: str) -> None:
    assert read_cell(cell, "n.count", SCHEMA.facts["n.count"].type) == (None, [])


@pytest.mark.parametrize(
    ("cell", "fact", "code", "hint"),
    [
        ("12/24/2026", "d.day", "TBL008", "2026-12-24"),
        ("24.12.2026", "d.day", "TBL008", "2026-12-24"),
        ("> 3/12/26", "d.day", "TBL008", "2026-12-03"),
        ("2026/12/3", "d.day", "TBL008", "2026-12-03"),
        ("-2026-12-03", "d.day", "TBL020", "-2026-12-03"),
        ("x" * 4097, "t.name", "CAP001", ""),
        ("x" * 501, "t.name", "CAP005", ""),
        ("3/12/26", "n.count", "TBL024", "3/12/26"),
        ("3. Dez 2026", "d.day", "TBL008", "2026-12-03"),
        ("Dec 3 2026", "d.day", "TBL008", "2026-12-03"),
        ("3-Mar-26", "d.day", "TBL008", "2026-03-03"),
        ("3. März", "d.day", "TBL008", "YYYY-03-03"),
        ("3 apples", "d.day", "TBL020", "3 apples"),
        ("> 1.006", "n.count", "TBL025", "1006"),
        ("1,006.50", "n.ratio", "TBL009", "1006.50"),
        ("1.006,50", "n.ratio", "TBL009", "1006.50"),
        (", ".join(f"> {n}" for n in range(101)), "n.count", "CAP002", ""),
        (f"any({', '.join(['vip'] * 501)})", "s.tags", "CAP004", ""),
        ("1..2026-12-03", "d.day", "TBL023", "1..2026-12-03"),
        ("1,5", "n.ratio", "TBL009", "1.5"),
        ("> 1,5", "n.ratio", "TBL009", "1.5"),
        ("abc", "n.count", "TBL020", "abc"),
        ("9..3", "n.count", "TBL023", "9..3"),
        ("not(" * 40 + "1" + ")" * 40, "n.count", "CAP003", ""),
        (", ".join(["1"] * 501), "n.count", "CAP004", ""),
    ],
)
def test_what_cannot_be_read_says_why(cell: str, fact: str, code: str, hint: str) -> None:
    node, problems = read_cell(cell, fact, SCHEMA.facts[fact].type)
    assert node is None
    assert [p.code for p in problems] == [code]
    assert hint in problems[0].text


def test_commas_inside_quotes_and_brackets_do_not_divide() -> None:
    assert split_commas('a, "b, c", not(d, e), "f\\", g"') == ["a", '"b, c"', "not(d, e)", '"f\\", g"']


@settings(max_examples=120, deadline=None)
@given(CONDITIONS)
def test_a_condition_that_fits_a_cell_comes_back_from_it(node) -> None:
    for fact in names_in(node)[:1]:
        cell = print_cell(node, fact, SCHEMA.facts[fact].type)
        if cell is not None:
            assert read_cell(cell, fact, SCHEMA.facts[fact].type) == (node, [])
            assert not cell.startswith(("=", "+", "@"))


def test_simple_conditions_do_fit_cells() -> None:
    count = Name("n.count")
    for node in (
        Cmp(">=", count, Lit(3)),
        In(count, (Lit(1), Lit(2))),
        Not(Cmp("=", count, Lit(3))),
        Or((Cmp("<", count, Lit(1)), Cmp(">", count, Lit(9)))),
        And((Cmp(">", count, Lit(1)), Cmp("<=", count, Lit(9)))),
    ):
        assert print_cell(node, "n.count", SCHEMA.facts["n.count"].type) is not None


@pytest.mark.parametrize(
    ("text", "fact", "cell"),
    [
        ('t.name starts with "A"', "t.name", 'starts with "A"'),
        ('s.tags has "vip"', "s.tags", "vip"),
        ('s.tags has any ["vip", "new"]', "s.tags", "vip, new"),
        ('s.tags has any ["vip"]', "s.tags", "any(vip)"),
        ('s.tags has all ["vip", "new"]', "s.tags", "all(vip, new)"),
        ("n.count between 1 and 3", "n.count", "1..3"),
        ("n.count is not empty", "n.count", "not empty"),
        ("n.count >= 1 and n.count < 3", "n.count", "[1..3)"),
        ("not n.count < 1 or n.count = 5", "n.count", "not(< 1), 5"),
    ],
)
def test_what_fits_a_cell_is_written_as_one(text: str, fact: str, cell: str) -> None:
    assert print_cell(parse(text).tree, fact, SCHEMA.facts[fact].type) == cell


@pytest.mark.parametrize(
    ("text", "fact"),
    [
        ("n.other = 1", "n.count"),
        ("n.count = n.other", "n.count"),
        ("n.count > 1 or n.other = 1", "n.count"),
        ("not n.other = 1", "n.count"),
        ("n.count >= 1 and n.other < 3", "n.count"),
        ("n.count < 1 and n.count > 3", "n.count"),
        ("n.count > 1 and n.count > 3", "n.count"),
        ("n.count > 1 and n.count < 3 and n.count != 2", "n.count"),
        ("n.count not in [1, 2]", "n.count"),
        ("n.count + 1 = 2", "n.count"),
        ('t.name not contains "x"', "t.name"),
        ("n.count between 9 and 3", "n.count"),
    ],
)
def test_what_no_cell_can_say_stays_a_condition(text: str, fact: str) -> None:
    cell = print_cell(parse(text).tree, fact, SCHEMA.facts[fact].type)
    assert cell is None


def test_any_value_is_a_dash() -> None:
    assert print_cell(None, "n.count", SCHEMA.facts["n.count"].type) == "-"


def test_yes_and_no_are_no_amounts() -> None:
    for word in ("true", "false"):
        node, _ = read_cell(word, "m.total", SCHEMA.facts["m.total"].type)
        assert node == Cmp("=", Name("m.total"), Lit(word == "true"))
        assert [p.code for p in check_condition(node, SCHEMA)] == ["TYP001"]


def test_members_named_like_words_of_the_grammar_are_quoted() -> None:
    node = Cmp("=", Name("t.name"), Lit("empty"))
    assert print_cell(node, "t.name", SCHEMA.facts["t.name"].type) == '"empty"'
    assert print_cell(Cmp("=", Name("t.name"), Lit("=1+1")), "t.name", SCHEMA.facts["t.name"].type) == '"=1+1"'


CELL_WORDS = [
    "1",
    "2",
    "..",
    "(",
    ")",
    "[",
    "]",
    ",",
    "not(",
    "empty",
    "<",
    ">=",
    "!=",
    "-",
    '"',
    "a",
    "1,5",
    "EUR",
    "2026-12-01",
    "all(",
    "not",
    "\x00",
]


@settings(max_examples=150, deadline=None)
@given(
    st.lists(st.sampled_from(CELL_WORDS), max_size=12),
    st.sampled_from(["", " "]),
    st.sampled_from(sorted(VALUES)),
    FACTS,
)
def test_any_cell_gives_a_test_or_a_problem(words: list[str], glue: str, fact: str, facts) -> None:
    text = glue.join(words)
    node, problems = read_cell(text, fact, SCHEMA.facts[fact].type)
    assert not (node is not None and problems)
    if node is not None and not check_condition(node, SCHEMA):
        truth(node, seen_of(facts))


def test_cells_and_language_agree() -> None:
    assert parse(meaning("1..3, > 7", "n.count")).node == Or(
        (parse("n.count between 1 and 3").tree, parse("n.count > 7").tree)
    )


@given(st.from_regex(r"[0-9]{1,11}(\.[0-9]{1,8})?", fullmatch=True))
def test_a_plain_number_is_what_the_language_reads(text):
    """Numbers in cells are mostly read without the lexer, to the same value."""
    tokens, problems = tokenize(text)
    assert problems == []
    value = read_literal(text, DECIMAL)
    assert (type(value), str(value)) == (type(tokens[0].value), str(tokens[0].value))
