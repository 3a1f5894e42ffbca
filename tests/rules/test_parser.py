from __future__ import annotations

import re
from datetime import UTC, date, datetime, timedelta
from decimal import Decimal

import pytest
from hypothesis import assume, given, settings
from hypothesis import strategies as st

from desktop.rules.kleene import truth
from desktop.rules.lexer import KEYWORDS
from desktop.rules.nodes import And, Arith, Between, Cmp, In, Lit, Name, Neg, Not, Or
from desktop.rules.parser import parse
from desktop.rules.printer import print_node
from desktop.rules.problems import Problem, errors
from desktop.rules.typecheck import check_condition
from desktop.rules.values import Money, duration_text
from tests.rules.support import CONDITIONS, FACTS, SCHEMA, seen_of


def codes(text: str) -> list[str]:
    return [p.code for p in parse(text).problems]


def test_precedence() -> None:
    assert parse("a or b and not c").node == Or((Name("a"), And((Name("b"), Not(Name("c"))))))
    assert parse("(a + b) * 2 > 5").node == Cmp(">", Arith("*", Arith("+", Name("a"), Name("b")), Lit(2)), Lit(5))
    assert parse("x between 1 and 2 and y").node == And((Between(Name("x"), Lit(1), Lit(2)), Name("y")))


def test_literals() -> None:
    assert parse("x > 6.50 EUR").node == Cmp(">", Name("x"), Lit(Money(Decimal("6.50"), "EUR")))
    assert parse("x > 10min").node == Cmp(">", Name("x"), Lit(timedelta(minutes=10)))
    assert parse("x > 1.5 h").node == Cmp(">", Name("x"), Lit(timedelta(minutes=90)))
    assert parse("x > 2026-12-01").node == Cmp(">", Name("x"), Lit(date(2026, 12, 1)))
    moment = datetime(2026, 12, 1, 10, 0, tzinfo=UTC)
    assert parse("x > 2026-12-01T10:00Z").node == Cmp(">", Name("x"), Lit(moment))
    assert parse('x = "a\\"b\\n"').node == Cmp("=", Name("x"), Lit('a"b\n'))
    assert parse("x in [-1, 2.5]").node == In(Name("x"), (Lit(-1), Lit(Decimal("2.5"))))
    assert parse("x == TRUE").node == Cmp("=", Name("x"), Lit(True))


def test_minus_before_a_number_belongs_to_it() -> None:
    assert parse("x > -5").node == Cmp(">", Name("x"), Lit(-5))
    assert parse("x > -(5)").node == Cmp(">", Name("x"), Neg(Lit(5)))
    assert parse("a - -5 > 0").node == Cmp(">", Arith("-", Name("a"), Lit(-5)), Lit(0))
    assert parse("x > -10min").node == Cmp(">", Name("x"), Lit(timedelta(minutes=-10)))


def test_what_has_no_sign_keeps_the_minus_before_it() -> None:
    assert parse("x > -a").node == Cmp(">", Name("x"), Neg(Name("a")))
    assert parse("x > -2026-12-01").node == Cmp(">", Name("x"), Neg(Lit(date(2026, 12, 1))))
    longest = timedelta.max  # the shortest there is has no fraction of a second
    assert parse(f"x > -{duration_text(longest)}").node == Cmp(">", Name("x"), Neg(Lit(longest)))


@pytest.mark.parametrize(
    ("text", "code"),
    [
        ("", "SYN015"),
        ("   ", "SYN015"),
        ("a < b < c", "SYN013"),
        ("a = 'x'", "SYN001"),
        ('a = "x', "SYN002"),
        ('a = "\\q"', "SYN003"),
        ("a = 1e5", "SYN004"),
        ("a = 2026-02-30", "SYN005"),
        ("a = 2026-02-03T10:00", "SYN006"),
        ("a =", "SYN010"),
        ("a in 5", "SYN014"),
        ("a in [5", "SYN011"),
        ("(a", "SYN011"),
        ("a)", "SYN012"),
        ("a b", "SYN016"),
        ("a = 1b_2", "SYN004"),
        ("a = 0.0000001s", "SYN004"),
        ("a = 999999999999w", "SYN004"),
        ("_a = 1", "SYN016"),
        ("a between 1 or 2", "SYN011"),
        ("a starts 5", "SYN011"),
        ("a contains 5", "SYN011"),
        ("a contains b", "SYN011"),
        ("a has 5", "SYN011"),
        ('a in [-"x"]', "SYN011"),
        ("a in [-true]", "SYN011"),
        ("a in [-2026-12-01]", "SYN011"),
        ("a in [-86399999999999.999999s]", "SYN011"),
        ("a AND b", "SYN016"),
        ("a 5", "SYN017"),
        ("a = " + "9" * 29, "CAP007"),
        ("x" * 65, "CAP006"),
        ('a = "' + "x" * 501 + '"', "CAP005"),
        ("a or " * 1000 + "b", "CAP001"),
        ("a or " * 250 + "b", "CAP002"),
        ("not " * 40 + "a", "CAP003"),
        ("(" * 40 + "a" + ")" * 40, "CAP003"),
        ("a > " + "-(" * 40 + "b" + ")" * 40, "CAP003"),
        ("a in [" + ", ".join("1" for _ in range(501)) + "]", "CAP004"),
    ],
)
def test_each_mistake_has_its_code(text: str, code: str) -> None:
    assert codes(text)[0] == code
    assert parse(text).node is None
    assert parse(text).problems[0].text


def test_all_problems_of_a_text_in_one_pass() -> None:
    parsed = parse("a < < 1 and b = 'x' or (c = and d) and e is knwon")
    assert [p.code for p in parsed.problems] == ["SYN001", "SYN001", "SYN010", "SYN010", "SYN011"]
    assert parsed.problems[-1].suggestion is not None
    assert parsed.problems[-1].suggestion.text == "known"


def test_reading_goes_on_after_a_bracket_too_many() -> None:
    assert codes("a = 1) and b in 5") == ["SYN012", "SYN014"]
    assert codes("a = 1] or b in 5") == ["SYN012", "SYN014"]
    assert codes("a = 1) b in 5") == ["SYN012", "SYN014"]


def test_problems_say_where() -> None:
    problem = parse("a = 1 and\n  b AND c").problems[0]
    assert (problem.span.line, problem.span.col, problem.span.end_col) == (2, 5, 8)
    assert problem.suggestion is not None
    assert problem.suggestion.text == "and"


def test_a_long_chain_of_not_is_a_problem_not_a_crash() -> None:
    assert codes("not " * 1000 + "a") == ["CAP003"]


@settings(max_examples=150, deadline=None)
@given(CONDITIONS)
def test_printing_and_parsing_give_the_tree_back(node) -> None:
    text = print_node(node)
    parsed = parse(text)
    assert parsed.node == node, (text, parsed.problems)
    assert print_node(parsed.tree) == text


WORDS = sorted(
    KEYWORDS
    | {
        "a",
        "b.c",
        "5",
        "2.5",
        "10min",
        "7 EUR",
        '"x"',
        "2026-12-01",
        "<=",
        "=",
        "(",
        ")",
        "[",
        "]",
        ",",
        "-",
        "+",
        "*",
        "/",
        "not",
        "'",
        '"',
        "..",
        "\n",
        "9" * 30,
    }
)


@settings(max_examples=500, deadline=None)
@given(st.lists(st.sampled_from(WORDS), max_size=40).map(" ".join))
def test_any_words_give_a_tree_or_problems(text: str) -> None:
    parsed = parse(text)
    assert (parsed.node is None) == bool(parsed.problems)


@settings(max_examples=200, deadline=None)
@given(st.text(max_size=200))
def test_any_text_gives_a_tree_or_problems(text: str) -> None:
    parsed = parse(text)
    assert (parsed.node is None) == bool(parsed.problems)


@settings(max_examples=120, deadline=None)
@given(CONDITIONS.map(print_node), st.data())
def test_mutated_conditions_give_a_tree_or_problems(text: str, data) -> None:
    at = data.draw(st.integers(0, len(text)))
    cut = data.draw(st.integers(0, 5))
    put = data.draw(st.sampled_from(["", "(", ")", " not ", '"', "\x00", "\ud800", " and ", "1e9", "=", "\u202e"]))
    parsed = parse(text[:at] + put + text[at + cut :])
    assert (parsed.node is None) == bool(parsed.problems)


@pytest.mark.parametrize("piece", ["(", "not ", "-", "[", "a and (", '"', "a or not (b in [", "1 + "])
def test_repeating_a_piece_ends_in_a_problem(piece: str) -> None:
    for size in (10, 100, 400):
        assert parse(piece * size).problems


MISSPELT = [
    ("nto b.flag", "not b.flag"),
    ("n.count = 1 adn b.flag", "n.count = 1 and b.flag"),
    ("n.count = 1 orr b.flag", "n.count = 1 or b.flag"),
    ("n.count is nown", "n.count is known"),
    ("n.count is nott known", "n.count is not known"),
    ("n.count is not emty", "n.count is not empty"),
    ("n.count is unavailble", "n.count is unavailable"),
    ("n.count bewteen 1 and 2", "n.count between 1 and 2"),
    ("n.count not bewteen 1 and 2", "n.count not between 1 and 2"),
    ("n.count between 1 adn 2", "n.count between 1 and 2"),
    ('t.name ot starts with "x"', 't.name not starts with "x"'),
    ("n.count nto in [1]", "n.count not in [1]"),
    ('t.name strats with "x"', 't.name starts with "x"'),
    ('t.name starts wiht "x"', 't.name starts with "x"'),
    ('t.name not contian "x"', 't.name not contains "x"'),
    ('s.tags has ani ["vip"]', 's.tags has any ["vip"]'),
    ('s.tags haz "vip"', 's.tags has "vip"'),
    ('s.tags has "vpi"', 's.tags has "vip"'),
    ("b.flag AND b.other", "b.flag and b.other"),
    ("b.flag = ture", "b.flag = true"),
    ("b.flga", "b.flag"),
    ("n.count <> 1", "n.count != 1"),
    ("n.count => 1", "n.count >= 1"),
    ("b.flag && b.other", "b.flag and b.other"),
    ("b.flag || b.other", "b.flag or b.other"),
    ('e.segment in ["gold", "slver"]', 'e.segment in ["gold", "silver"]'),
    ("e.segment = 'gold'", 'e.segment = "gold"'),
    ("n.count = 1 or\n  n.cuont = 2", "n.count = 1 or\n  n.count = 2"),
]


def problems_of(text: str) -> list[Problem]:
    parsed = parse(text)
    return errors([*parsed.problems, *check_condition(parsed.tree, SCHEMA)])


def mended(text: str) -> str:
    """The text with every suggestion taken, the last one first."""
    mends = [p.suggestion for p in problems_of(text) if p.suggestion is not None]
    lines = text.split("\n")
    for mend in sorted(mends, key=lambda m: m.span, reverse=True):
        at = mend.span.line - 1
        lines[at] = lines[at][: mend.span.col - 1] + mend.text + lines[at][mend.span.end_col - 1 :]
    return "\n".join(lines)


@pytest.mark.parametrize(("text", "right"), MISSPELT)
def test_one_click_mends_a_slip(text: str, right: str) -> None:
    assert problems_of(text)
    assert mended(text) == right
    assert not problems_of(right)


@given(CONDITIONS.map(print_node), st.data())
def test_taking_a_suggestion_leaves_fewer_problems(text: str, data) -> None:
    """One letter of one word is lost or doubled; where a mend is offered, it helps."""
    words = list(re.finditer(r"[a-z_.]{3,}", re.sub(r'"(\\.|[^"\\])*"', lambda m: "0" * len(m[0]), text)))
    assume(words)
    word = data.draw(st.sampled_from(words))
    at = data.draw(st.integers(word.start(), word.end() - 1))
    broken = text[:at] + data.draw(st.sampled_from(["", text[at] * 2])) + text[at + 1 :]
    before = problems_of(broken)
    if any(p.suggestion for p in before):
        assert len(problems_of(mended(broken))) < len(before)


@pytest.mark.parametrize(
    ("text", "mend"),
    [
        ('not (e.segment = "gold")', '(e.segment is empty or e.segment != "gold")'),
        ('e.segment != "gold"', '(e.segment is empty or e.segment != "gold")'),
        ('e.segment not in ["gold"]', '(e.segment is empty or e.segment not in ["gold"])'),
        ("not n.count between 1 and 2", "(n.count is empty or n.count not between 1 and 2)"),
        ("not b.flag", "(b.flag is empty or not b.flag)"),
    ],
)
def test_a_warning_about_empty_facts_offers_words_that_say_it(text: str, mend: str) -> None:
    (problem,) = check_condition(parse(text).tree, SCHEMA)
    assert problem.code in ("TYP010", "TYP011")
    assert problem.suggestion is not None
    assert problem.suggestion.text == mend
    (span, node) = (problem.suggestion.span, parse(mend).node)
    assert node is not None
    assert text[span.col - 1 : span.end_col - 1] == text
    assert problem.params["fact"] not in [p.params["fact"] for p in check_condition(node, SCHEMA)]


@given(CONDITIONS, FACTS)
def test_the_offered_words_mean_what_not_means(node, facts) -> None:
    seen = seen_of(facts)
    problem = next((p for p in check_condition(Not(node), SCHEMA) if p.code == "TYP011"), None)
    if problem is not None and problem.suggestion is not None:
        mend = parse(problem.suggestion.text).node
        assert mend is not None
        assert truth(mend, seen) is truth(Not(node), seen)


def test_names_are_checked_beside_what_cannot_be_read() -> None:
    found = [p.code for p in problems_of('n.cuont = 1 and = 2 and e.segment = "gld"')]
    assert found == ["SYN010", "NAM001", "NAM002"]
