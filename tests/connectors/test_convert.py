"""Values of foreign systems as ours: the right amount, the right day, the right instant, or a clear no."""

from __future__ import annotations

from datetime import UTC, date, datetime
from decimal import Decimal
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from connectors.mapping.convert import (
    LONG_TEXT,
    SHORT_TEXT,
    DecimalComma,
    Unreadable,
    date_of,
    decimal_of,
    duration_of,
    money_of,
    plain_text,
    text_of,
    time_of,
)
from connectors.records import Money

BERLIN = ZoneInfo("Europe/Berlin")
anything = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats() | st.text(max_size=30) | st.decimals() | st.dates(),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(max_size=8), inner, max_size=3),
    max_leaves=4,
)


@given(anything)
def test_anything_is_read_or_refused(value):
    for convert in (
        text_of,
        decimal_of,
        date_of,
        time_of,
        duration_of,
        plain_text,
        lambda v: money_of(v, "EUR", "minor"),
        lambda v: money_of("1", v),
        lambda v: money_of("1", "EUR", v if v is None or isinstance(v, str) else "x"),
        lambda v: time_of(v, "epoch_ms"),
        lambda v: time_of(v, "%Y"),
        lambda v: date_of(v, "epoch_s", BERLIN),
    ):
        try:
            found = convert(value)
        except Unreadable:
            continue
        assert found != ""


class TestText:
    def test_nothing_is_none_and_never_empty(self):
        assert [text_of(value) for value in (None, "", "  ", "\n")] == [None] * 4

    def test_scalars(self):
        assert [text_of(value) for value in (7, 7.0, 7.5, True, Decimal("1.20"), date(2026, 1, 2))] == [
            *("7", "7", "7.5", "true", "1.20", "2026-01-02"),
        ]

    def test_what_no_store_can_keep_becomes_a_visible_mark(self):
        assert text_of("a\x00b\ud800c") == "a\ufffdb\ufffdc"

    def test_a_huge_text_is_cut(self):
        assert text_of("x" * 10_000_000) == "x" * SHORT_TEXT + "…"

    @pytest.mark.parametrize("value", [[1], {"a": 1}, 10**500])
    def test_no_text(self, value):
        with pytest.raises(Unreadable):
            text_of(value)


class TestMoney:
    @pytest.mark.parametrize(
        ("value", "currency", "unit", "amount"),
        [
            ("52.80", "EUR", None, "52.80"),
            ({"__class__": "Decimal", "decimal": "52.80"}, "EUR", None, "52.80"),
            (5280, "EUR", "minor", "52.80"),
            (5280, "JPY", "minor", "5280"),
            (5280, "KWD", "minor", "5.280"),
            (528_000, "JPY", 2, "5280"),
            (5285, "KWD", 2, "52.850"),
            (5280, "JPY", 0, "5280"),
            (5280, "ISK", "major", "5280"),
            (52.8, "eur", None, "52.80"),
            (0.1 + 0.2, "EUR", None, "0.30"),
            ("0.0034", "USD", None, "0.0034"),
            (-5, " GBP ", None, "-5.00"),
            (Money(Decimal("1.00"), "SEK"), "EUR", None, "1.00"),
        ],
    )
    def test_amounts(self, value, currency, unit, amount):
        assert str(money_of(value, currency, unit).amount) == amount

    @pytest.mark.parametrize("value", [None, ""])
    def test_no_amount(self, value):
        assert money_of(value, "EUR") is None

    @pytest.mark.parametrize(
        ("value", "currency", "unit"),
        [
            ("12", None, None),
            ("12", "Euro", None),
            ("12", 978, None),
            ("12", "EUR", "cents"),
            ("12", "EUR", -1),
            ("12", "EUR", 7),
            ("12", "EUR", 1.5),
            ("12", "EUR", True),
            ("1,200.50", "EUR", None),
            ("NaN", "EUR", None),
            (float("inf"), "EUR", None),
            ("1e999", "EUR", None),
            ("9" * 100_000, "EUR", None),
            (10**4_000, "EUR", None),
            (True, "EUR", None),
            ([12], "EUR", None),
            ("١٢", "EUR", None),
        ],
    )
    def test_no_money(self, value, currency, unit):
        with pytest.raises(Unreadable):
            money_of(value, currency, unit)

    @given(st.integers(-(10**12), 10**12), st.sampled_from(["EUR", "JPY", "KWD", "CLF"]))
    def test_minor_units_are_exact(self, minor, currency):
        money = money_of(minor, currency, "minor")
        places = {"EUR": 2, "JPY": 0, "KWD": 3, "CLF": 4}[currency]
        assert money.amount * 10**places == minor


class TestDecimalComma:
    @pytest.mark.parametrize(
        ("text", "amount"),
        [
            ("19,90", "19.90"),
            ("1.234,56 €", "1234.56"),
            ("€ 1.234,56", "1234.56"),
            ("EUR 12.345.678", "12345678.00"),
            ("-1\u202f234,5\u00a0EUR", "-1234.50"),
            ("\u2212€0,05", "-0.05"),
            ("€ -7", "-7.00"),
            ("1'234,56", "1234.56"),
            ("1\u2019234\u2019567,00", "1234567.00"),
            ("1 234,567", "1234.567"),
            (12.5, "12.50"),
            (7, "7.00"),
            ({"decimal": "7.25"}, "7.25"),
        ],
    )
    def test_amounts(self, text, amount):
        assert str(money_of(text, "EUR", "comma").amount) == amount

    @pytest.mark.parametrize(
        "text",
        [
            *("19.90", "0.123", "1.23,4", "1.234.56", "1.234 567,00", "1,234.56", "1,2,3", "12,", ",5", "1e3,0"),
            *("€ 5 €", "--5", "-€ -5", "5 apples", "€", "5 USD", "US$ 5", "1\n234,00", "١٢,٥", " ", "9" * 100),
        ],
    )
    def test_anything_else_is_refused(self, text):
        with pytest.raises(Unreadable):
            money_of(text, "EUR", "comma")

    @given(
        st.decimals(-(10**12), 10**12, places=2),
        st.sampled_from(["", ".", " ", "\u00a0", "\u202f", "'"]),
        st.sampled_from(["{}", "{} €", "€{}", "{}\u00a0EUR", "EUR {}"]),
    )
    def test_what_is_written_so_is_read_again(self, amount, group, shape):
        whole, decimals = f"{amount:,.2f}".split(".")
        text = shape.format(f"{whole.replace(',', group)},{decimals}")
        assert money_of(text, "EUR", "comma") == Money(amount, "EUR")
        if "€" not in shape:
            assert decimal_of(text, "comma") == amount
        if amount and shape == "{}" and group != "'":
            with pytest.raises(DecimalComma):
                decimal_of(text)

    @pytest.mark.parametrize("text", ["1,200", "1,200.50", "lots", "1,2,3"])
    def test_english_thousands_are_not_taken_for_it(self, text):
        with pytest.raises(Unreadable) as caught:
            decimal_of(text)
        assert not isinstance(caught.value, DecimalComma)

    def test_another_form_is_refused(self):
        with pytest.raises(Unreadable):
            decimal_of("1", "point")


class TestDays:
    @pytest.mark.parametrize(
        ("value", "form", "day"),
        [
            ("2026-11-21", None, date(2026, 11, 21)),
            ("21.11.2026", "%d.%m.%Y", date(2026, 11, 21)),
            ("1970-01-01", None, date(1970, 1, 1)),
            ("01.01.1970", "%d.%m.%Y", date(1970, 1, 1)),
            ({"__class__": "date", "year": 2026, "month": 11, "day": 21}, None, date(2026, 11, 21)),
            ("2026-11-21T23:30:00Z", None, date(2026, 11, 22)),
            ("2026-11-21 10:00:00", None, date(2026, 11, 21)),
            (1_795_217_400, "epoch_s", date(2026, 11, 21)),
            (date(2026, 1, 2), None, date(2026, 1, 2)),
        ],
    )
    def test_days(self, value, form, day):
        assert date_of(value, form, BERLIN) == day

    @pytest.mark.parametrize("value", [None, "", "0000-00-00", "0001-01-01", "0000-00-00 00:00:00", date(1, 1, 1)])
    def test_never(self, value):
        assert date_of(value) is None

    @pytest.mark.parametrize(
        "value", ["2026-13-01", "21.11.2026", "2026-1-1", 20261121, [], {"year": 2026}, "٢٠٢٦-١١-٢١"]
    )
    def test_no_day(self, value):
        with pytest.raises(Unreadable):
            date_of(value)


class TestInstants:
    AT = datetime(2026, 11, 21, 19, 9, tzinfo=UTC)

    @pytest.mark.parametrize(
        ("value", "form"),
        [
            ("2026-11-21T19:09:00Z", None),
            ("2026-11-21T20:09:00+01:00", None),
            ("2026-11-21 20:09:00", None),
            ("2026-11-21 19:09:00+00", None),
            ("2026-11-21 19:09:00 UTC", None),
            (1_795_288_140, "epoch_s"),
            ("1795288140", "epoch_s"),
            (1_795_288_140_000, "epoch_ms"),
            ("21.11.2026 20:09", "%d.%m.%Y %H:%M"),
            ({"__class__": "datetime", "year": 2026, "month": 11, "day": 21, "hour": 20, "minute": 9}, None),
        ],
    )
    def test_instants(self, value, form):
        assert time_of(value, form, BERLIN) == self.AT

    @pytest.mark.parametrize(
        ("value", "form"),
        [
            (None, None),
            ("", None),
            ("1970-01-01T00:00:00Z", None),
            ("0000-00-00 00:00:00", None),
            ("0001-01-01T00:00:00", None),
            (0, "epoch_s"),
            ("0", "epoch_ms"),
        ],
    )
    def test_never(self, value, form):
        assert time_of(value, form) is None

    def test_clocks_change(self):
        before, after = time_of("2026-10-25 01:59:00", None, BERLIN), time_of("2026-10-25 03:00:00", None, BERLIN)
        assert (after - before).total_seconds() == 2 * 3600 + 60
        assert time_of("2026-03-29 02:30:00", None, BERLIN) is not None  # an hour that never was

    @pytest.mark.parametrize(
        ("value", "form"),
        [
            ("2026-11-21", None),  # a day is no instant
            (1_795_288_140, None),
            ("yesterday", None),
            ("2026-11-21T25:00:00Z", None),
            ("9999-12-31T23:59:59-23:59", None),
            (10**30, "epoch_s"),
            ({"year": 2026, "month": "x"}, None),
            ("2026-11-21T19:09:00" + "0" * 1000, None),
            ([], "epoch_s"),
        ],
    )
    def test_no_instant(self, value, form):
        with pytest.raises(Unreadable):
            time_of(value, form)


def test_durations():
    assert [duration_of(value, unit) for value, unit in [("95", "s"), (2500, "ms"), (1.5, "min"), (1, "h")]] == [
        *(95, 2, 90, 3600),
    ]
    assert duration_of("1:02:03") == 3723
    assert duration_of(None) is None
    for value, unit in [(1, "weeks"), ("soon", "s"), ("1:2:3", "s")]:
        with pytest.raises(Unreadable):
            duration_of(value, unit)


def test_html_becomes_text():
    assert (
        plain_text("<p>Hi &amp; <b>bye</b></p><script>alert(1)</script><style>x</style><br/>x &lt; y")
        == "Hi & bye\nx < y"
    )
    assert plain_text("1 < 2 and 3 > 2") == "1 < 2 and 3 > 2"
    assert plain_text(None) is None
    for hostile in ("<script" * 20_000, "<" * 80_000, "<a>" * 20_000, "<script>" * 20_000, "<!--" * 20_000):
        found = plain_text(hostile)
        assert found is None or len(found) <= LONG_TEXT + 1
