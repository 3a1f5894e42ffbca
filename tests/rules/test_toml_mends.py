"""A line that is no TOML, as it was meant: for each slip of people who write no programs."""

from __future__ import annotations

import tomllib

import pytest
from hypothesis import given
from hypothesis import strategies as st

from desktop.rules.toml_mends import LONGEST, mended, reads

MENDS = [
    # written, code, meant
    ('title = "Order', "SYN021", 'title = "Order"'),
    ('title = Order"', "SYN021", 'title = "Order"'),
    ("when = 'order.open_count >= 1", "SYN021", "when = 'order.open_count >= 1'"),
    ('label = "A, B  # both', "SYN021", 'label = "A, B"  # both'),
    ("title = Order status", "SYN022", 'title = "Order status"'),
    ("title = Order status  # note", "SYN022", 'title = "Order status"  # note'),
    ("goal_s = 20s", "SYN022", 'goal_s = "20s"'),
    ("value = 10 EUR", "SYN022", 'value = "10 EUR"'),
    ("clock = 2026-12-01T09:00+01:00", "SYN022", 'clock = "2026-12-01T09:00+01:00"'),
    ("when = order.open_count >= 1", "SYN022", "when = 'order.open_count >= 1'"),
    ('when = tier = "Gold"', "SYN022", "when = 'tier = \"Gold\"'"),
    ("path = [a, b c]", "SYN022", 'path = ["a", "b c"]'),
    ('languages = ["en", de]', "SYN022", 'languages = ["en", "de"]'),
    ('title "Order"', "SYN023", 'title = "Order"'),
    ('title : "Order"', "SYN023", 'title = "Order"'),
    ("title: Order status", "SYN023", 'title = "Order status"'),
    ('title ; "Order"', "SYN023", 'title = "Order"'),
    ('title == "Order"', "SYN023", 'title = "Order"'),
    ('title := "Order"', "SYN023", 'title = "Order"'),
    ('title => "Order"', "SYN023", 'title = "Order"'),
    ("slots = = 3", "SYN023", "slots = 3"),
    ('x = { id: "a", label: "A: b" }', "SYN023", 'x = { id = "a", label = "A: b" }'),
    ('x = { id:a, "label": "A" }', "SYN023", 'x = { id = "a", "label" = "A" }'),
    ('x = { id; "a" }', "SYN023", 'x = { id = "a" }'),
    ('x = { id : "a" }', "SYN023", 'x = { id = "a" }'),
    ("title = “Order”", "SYN024", 'title = "Order"'),
    ("title = „Bestellung“", "SYN024", 'title = "Bestellung"'),
    ("title = «Commande»", "SYN024", 'title = "Commande"'),
    ('title = "Order”', "SYN024", 'title = "Order"'),
    ("say = “Let’s go”", "SYN024", 'say = "Let’s go"'),
    ("when = ‘order.open_count >= 1’", "SYN024", "when = 'order.open_count >= 1'"),
    ('title\u00a0=\u00a0"x"', "SYN024", 'title = "x"'),
    ('\u200btitle = "x"', "SYN024", 'title = "x"'),
    ("title “Order”", "SYN024", 'title = "Order"'),
    ("effective_from = 1.12.2026", "SYN026", "effective_from = 2026-12-01"),
    ("effective_from = 2026-1-5", "SYN026", "effective_from = 2026-01-05"),
    ("effective_from = 1 Dec 2026", "SYN026", "effective_from = 2026-12-01"),
    ("required = yes", "SYN027", "required = true"),
    ("required = No", "SYN027", "required = false"),
    ("required = TRUE,", "SYN027", "required = true"),
    ("x = { required = ja }", "SYN027", "x = { required = true }"),
    ('path = ["a", "b"]]', "SYN029", 'path = ["a", "b"]'),
    ('path = ["a", "b"', "SYN029", 'path = ["a", "b"]'),
    ('x = { id = "a",', "SYN029", 'x = { id = "a" }'),
    ("x = { a = [1, 2 }", "SYN029", "x = { a = [1, 2 ] }"),
    ('say = "He said "hello" to me"', "SYN031", "say = 'He said \"hello\" to me'"),
    ("say = 'Let's go'", "SYN031", 'say = "Let\'s go"'),
    ('say = "It\'s "so""', "SYN031", 'say = "It\'s \\"so\\""'),
    ('say = "Ask # 5 "now" please"', "SYN031", "say = 'Ask # 5 \"now\" please'"),
    ('title = "Order" status', "SYN031", 'title = "Order status"'),
    ('title = "Order",', "SYN031", 'title = "Order"'),
    ("rows = 6;", "SYN031", "rows = 6"),
    ('path = ["He said "no"", "b"]', "SYN031", 'path = [\'He said "no"\', "b"]'),
    ('text = "C:\\Users"', "SYN032", "text = 'C:\\Users'"),
    ("value = 6,50", "SYN033", "value = 6.50"),
    ("value = 07", "SYN033", "value = 7"),
    ("// remark", "SYN034", "# remark"),
    ("; remark", "SYN034", "# remark"),
    ("[[step]", "SYN035", "[[step]]"),
    ("[step", "SYN035", "[step]"),
    ("[[ step ]  # first", "SYN035", "[[step]]  # first"),
    ("[fact.order late]", "SYN035", "[fact.order_late]"),
    ("open count = 3", "SYN036", "open_count = 3"),
    ("open count: three", "SYN036", 'open_count = "three"'),
    ('path = ["a"; "b"]', "SYN037", 'path = ["a", "b"]'),
    ('path = ["a" "b"]', "SYN037", 'path = ["a", "b"]'),
    ('x = [{ id = "a", }, { id = "b" label = "B" }]', "SYN037", 'x = [{ id = "a" }, { id = "b", label = "B" }]'),
    ('path = "a", "b"', "SYN038", 'path = ["a", "b"]'),
    ("x = { a = 1 }, { a = 2 }", "SYN038", "x = [{ a = 1 }, { a = 2 }]"),
]
LISTED = [
    ('  { id = "a", label = "A },', "SYN021", '  { id = "a", label = "A" },'),
    ('  { id = "a", label = A" },', "SYN021", '  { id = "a", label = "A" },'),
    ('  { id = "a", label = A }', "SYN022", '  { id = "a", label = "A" }'),
    ("  { id = “a”, label = “A” },", "SYN024", '  { id = "a", label = "A" },'),
    ('  "a" "b"', "SYN037", '  "a", "b"'),
    ('  { id = "a" label = "B" },', "SYN037", '  { id = "a", label = "B" },'),
    ('  { id = "a", label = "He said "no"" },', "SYN031", '  { id = "a", label = \'He said "no"\' },'),
    ("  a, b,", "SYN022", '  "a", "b",'),
]
HOPELESS = [
    "title =",
    "= 3",
    "<<<<<<< mine",
    "Order status",
    "",
    "   ",
    "x = 2026-13-40",
    '"',
    "x" * (LONGEST + 1),
    "\u00a0",
]


@pytest.mark.parametrize(("written", "code", "meant"), MENDS)
def test_a_line_as_it_was_meant(written: str, code: str, meant: str) -> None:
    assert not reads(written)
    assert mended(written) == (code, meant)
    assert tomllib.loads(meant) is not None


@pytest.mark.parametrize(("written", "code", "meant"), LISTED)
def test_a_line_of_a_list_as_it_was_meant(written: str, code: str, meant: str) -> None:
    assert not reads(written, listed=True)
    assert mended(written, listed=True) == (code, meant)
    assert reads(meant, listed=True)


@pytest.mark.parametrize("written", HOPELESS)
def test_nobody_can_tell_what_was_meant(written: str) -> None:
    assert mended(written) is None


@given(st.text(alphabet="ab =\"'[]{},;:#“”’\\1.-", max_size=30), st.booleans())
def test_what_is_offered_can_be_read(line: str, listed: bool) -> None:
    mend = mended(line, listed=listed)
    assert mend is None or reads(mend.line, listed=listed)
