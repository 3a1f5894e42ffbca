"""JMESPath with helpers: the compiled form gives what the interpreter gives."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, date, datetime
from decimal import Decimal

import jmespath
import pytest
from hypothesis import given
from hypothesis import strategies as st

from connectors.mapping.convert import Unreadable
from connectors.mapping.expressions import HELPERS, BadExpression, Locale, compile_expression, field_of
from connectors.records import Money, Phone, Status

LOCALE = Locale(
    "DE",
    UTC,
    "EUR",
    {"order": {"done": "completed", "1": "open"}},
    settings={"base_url": "https://x.example.com", "list": []},
)
ROW = {
    "a": 1,
    "b": {"c": "x", "d": [1, 2, {"e": None}]},
    "list": [{"k": "mail", "v": "a@x.com"}, {"k": "phone", "v": "0151 20000004"}, None],
    "text": "hello",
    "none": None,
}


def run(text, value=ROW):
    return compile_expression(text, LOCALE)(value)


@pytest.mark.parametrize(
    ("made", "is_before"),
    [("2026-03-02T09:59:59+02:00", True), ("2026-03-02 08:00:00", False), ("", None), (None, None)],
)
def test_before_draft_counts_whole_seconds(made, is_before):
    locale = replace(LOCALE, drafted_at=datetime(2026, 3, 2, 8, 0, 0, 900_000, UTC))
    assert compile_expression("before_draft(@)", locale)(made) is is_before


def test_before_draft_needs_a_draft():
    with pytest.raises(Unreadable, match="needs a draft"):
        run("before_draft(@)", "2026-03-02T09:59:59Z")


@pytest.mark.parametrize(
    "text",
    [
        *("a", "b.c", "b.d[0]", "b.d[-1].e", "list[0].v", "list[?k=='mail'].v", "list[].v", "list[*].{x: v, y: k}"),
        *("[a, b.c]", "{x: a, y: b}", "none.x.y", "none[0]", "none[].x", "text || a", "none || text", "length(list)"),
        *("join(' ', [text, b.c])", "list[?k=='mail'] | [0].v", "@", "'lit'", "`3`", "a == `1`", "!none", "text && a"),
        *("keys(b)", "list[1:].v", "b.*", "not_there", "to_string(a)", "list[]", "sort_by(list[?k], &k)[0].v"),
    ],
)
def test_compiled_equals_interpreted(text):
    assert run(text) == jmespath.search(text, ROW)


leaves = st.none() | st.booleans() | st.integers(-3, 3) | st.text("ab", max_size=2)
values = st.recursive(
    leaves, lambda v: st.lists(v, max_size=3) | st.dictionaries(st.sampled_from("ab"), v), max_leaves=8
)


@given(
    values,
    st.sampled_from(["a", "a.b", "a[0]", "a[].b", "a[*].{x: a, y: b}", "[a, b]", "{x: a.b, y: b[0].a}", "a[].b[]"]),
)
def test_compiled_equals_interpreted_on_any_value(value, text):
    assert run(text, value) == jmespath.search(text, value)


@pytest.mark.parametrize(
    ("text", "value", "found"),
    [
        ("money(v, c)", {"v": "5.5", "c": "EUR"}, Money(Decimal("5.50"), "EUR")),
        ("money(v)", {"v": 5}, Money(Decimal("5.00"), "EUR")),
        ("money(v, 'JPY', 'minor')", {"v": 5}, Money(Decimal(5), "JPY")),
        ("money(v, 'JPY', p)", {"v": 500, "p": 2}, Money(Decimal(5), "JPY")),
        ("money(v, 'EUR', 'comma')", {"v": "1.234,56 €"}, Money(Decimal("1234.56"), "EUR")),
        ("decimal(v, 'comma')", {"v": "0,5"}, Decimal("0.5")),
        ("decimal(v)", {"v": "1.20"}, Decimal("1.20")),
        ("date(v)", {"v": "2026-01-02"}, date(2026, 1, 2)),
        ("time(v, 'epoch_s')", {"v": 60}, datetime(1970, 1, 1, 0, 1, tzinfo=UTC)),
        ("duration(v, 'min')", {"v": 2}, 120),
        ("lookup(v, 'order')", {"v": "done"}, Status("completed", "done")),
        ("lookup(v, 'order')", {"v": 1}, Status("open", "1")),
        ("lookup(v, 'order')", {"v": "new thing"}, Status("other", "new thing")),
        ("lookup(v, 'order', l)", {"v": 1, "l": "Bestätigt"}, Status("open", "Bestätigt")),
        ("lookup(v, 'order', l)", {"v": 1, "l": None}, Status("open", "")),
        ("lookup(v, 'order', l)", {"v": 7, "l": "Bestätigt"}, Status("other", "Bestätigt")),
        ("lookup(v, 'order', l)", {"v": 7, "l": None}, Status("other", "7")),
        ("join('', [setting('base_url'), '/', v])", {"v": "7"}, "https://x.example.com/7"),
        ("setting('list') || setting('gone')", {}, None),
        ("lookup(v, 'order', l)", {"v": None, "l": "Bestätigt"}, None),
        ("phone(v)", {"v": "0151 20000004"}, Phone("0151 20000004", "+4915120000004")),
        ("phone(v, 'US')", {"v": "(212) 520-0003"}, Phone("(212) 520-0003", "+12125200003")),
        ("text(v)", {"v": "<b>x</b>"}, "x"),
        ("json(v)[].sku", {"v": '[{"sku": "A"}, {"sku": "B"}]'}, ["A", "B"]),
        ("split(v)", {"v": "a, b,,c"}, ["a", "b", "c"]),
        ("split(v, ';')", {"v": "a;b"}, ["a", "b"]),
        ("words(v, w)", {"v": "Ann", "w": None}, "Ann"),
        ("minus(v, `5`)", {"v": "70.5"}, Decimal("65.5")),
        ("over(minus(v, w), `50`)", {"v": 70, "w": 66.0}, Decimal("0.08")),
        ("each(l, {c: v})[].join('', [c, n])", {"l": [{"n": "1"}, {"n": "2"}], "v": "x"}, ["x1", "x2"]),
        ("each(l, {n: v})[].n", {"l": [{"n": 1}, {}], "v": 5}, [1, 5]),
        ("over(v, `0`)", {"v": 1}, None),
        ("list[].{n: decimal(v)}", {"list": [{"v": "1"}, {"v": None}]}, [{"n": Decimal(1)}, {"n": None}]),
        ("max_by(list, &v).v", {"list": [{"v": 1}, {"v": 3}]}, 3),
    ],
)
def test_helpers(text, value, found):
    assert run(text, value) == found


@pytest.mark.parametrize("name", sorted(HELPERS))
def test_every_helper_takes_null_and_gives_null(name):
    arguments = ["nothing", "'order'"] if name == "lookup" else ["nothing"] * HELPERS[name][0]
    assert run(f"{name}({', '.join(arguments)})", {}) is None


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("money(v, 'EUR')", {"v": "lots"}),
        ("json(v)", {"v": "{"}),
        ("json(v)", {"v": "[" * 100_000}),
        ("json(v)", {"v": "1" * 3_000_000}),
        ("join(' ', v)", {"v": [None, "a"]}),
        ("length(v)", {"v": 3}),
        ("lookup(v, t)", {"v": "x", "t": []}),
        ("text(v)", {"v": []}),
        ("each(v, {a: v})", {"v": "x"}),
    ],
)
def test_garbage_is_unreadable(text, value):
    with pytest.raises(Unreadable):
        run(text, value)


@pytest.mark.parametrize(
    "text", ["", "a b", "a[", "nope(a)", "money()", "decimal(a, b, c)", "join(a)", "a" * 3_000, "a." * 500]
)
def test_bad_expressions(text):
    with pytest.raises(BadExpression):
        compile_expression(text, LOCALE)


def test_a_bare_field_is_known():
    assert field_of("name") == "name"
    assert field_of('"odd name"') == "odd name"
    assert field_of("a.b") is None
    assert field_of("a(") is None


def test_a_number_is_read_with_the_records_country_first():
    locale = Locale("DE", country="US")
    assert locale.read_phone("(212) 520-0003") == "+12125200003"
    assert locale.read_phone("0151 / 20000004") == "+4915120000004"
    assert locale.read_phone("12") is None
