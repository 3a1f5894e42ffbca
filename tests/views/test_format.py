"""Numbers, money, days, ages: exact, in the site's language and zone."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta
from decimal import Decimal
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st
from PySide6.QtCore import QLocale

from connectors.records import Money
from desktop.views.format import Formats

NOW = datetime(2026, 11, 20, 10, 14, tzinfo=UTC)
EN, DE, AR = (Formats(QLocale(name), "EUR") for name in ("en_IE", "de_DE", "ar_EG"))
LOCALES = ("en_US", "en_GB", "de_DE", "sv_SE", "fr_FR", "ja_JP", "ar_EG", "he_IL", "hi_IN", "pt_BR", "es_ES")


@pytest.mark.parametrize(
    ("formats", "amount", "currency", "text"),
    [
        (EN, "12480", "EUR", "€12,480.00"),
        (EN, "-18", "EUR", "−€18.00"),
        (DE, "12480.5", "EUR", "12.480,50\u00a0€"),
        (EN, "12480", "USD", "USD\u00a012,480.00"),
        (EN, "1234", "JPY", "JPY\u00a01,234"),
        (EN, "1.2345", "KWD", "KWD\u00a01.234"),
        (EN, "0.1", "GBP", "£0.10"),
        (EN, "99999999999999999999.99", "EUR", "€99999999999999999999.99"),
    ],
)
def test_money(formats, amount, currency, text):
    assert formats.money(Money(Decimal(amount), currency)) == text


def test_a_shared_sign_is_used_only_for_the_sites_own_currency():
    assert Formats(QLocale("en_US"), "USD").money(Money(Decimal(5), "USD")) == "$5.00"
    assert EN.money(Money(Decimal(5), "USD")).startswith("USD")


def test_whole_amounts_leave_the_cents_out():
    assert EN.money(Money(Decimal("12480.40"), "EUR"), whole=True) == "€12,480"


@given(st.decimals(min_value=-(10**14), max_value=10**14, places=2), st.sampled_from(LOCALES))
def test_amounts_keep_every_digit_in_every_language(amount, name):
    locale = QLocale(name)
    text = Formats(locale, "EUR").money(Money(amount, "EUR"))
    zero = ord(locale.zeroDigit())
    latin = "".join(str(ord(char) - zero) if zero <= ord(char) <= zero + 9 else char for char in text)
    digits = "".join(char for char in latin if char.isdigit())
    assert digits.lstrip("0") == f"{abs(amount):.2f}".replace(".", "").lstrip("0")
    assert ("−" in text) == (amount < 0)


@pytest.mark.parametrize("value", ["NaN", "Infinity", "1E+1000000", "-1E+40"])
def test_absurd_numbers_stay_short(value):
    assert len(EN.number(Decimal(value))) < 50
    assert len(EN.money(Money(Decimal(value), "EUR"))) < 50


def test_numbers_signs_and_shares():
    assert EN.number(Decimal("1234567.8900")) == "1,234,567.89"
    assert EN.number(Decimal("6.0")) == "6"
    assert (EN.signed(Decimal(8)), EN.signed(Decimal(-3)), EN.signed(Decimal(0))) == ("+8", "−3", "±0")
    assert (EN.percent(Decimal("0.38")), DE.percent(Decimal("0.38"))) == ("38%", "38\u00a0%")


@pytest.mark.parametrize(
    ("name", "near", "far"),
    [
        ("en_US", "Nov 18", "Nov 18, 2025"),
        ("en_GB", "18 Nov", "18 Nov 2025"),
        ("de_DE", "18. Nov.", "18. Nov. 2025"),
        ("ja_JP", "11月18日", "2025年11月18日"),
        ("pt_BR", "18 de nov.", "18 de nov. de 2025"),
    ],
)
def test_days_follow_the_language_and_drop_this_year(name, near, far):
    formats = Formats(QLocale(name))
    assert formats.day(date(2026, 11, 18), NOW) == near
    assert formats.day(date(2025, 11, 18), NOW) == far


def test_when_speaks_of_days_in_the_sites_zone():
    pacific = Formats(QLocale("en_GB"), zone=ZoneInfo("America/Los_Angeles"))
    late = datetime(2026, 11, 20, 5, 0, tzinfo=UTC)
    assert EN.when(late, NOW) == "today 05:00"
    assert pacific.when(late, NOW) == "yesterday 21:00"
    assert EN.when(NOW + timedelta(days=1), NOW) == "tomorrow 10:14"
    assert EN.when(date(2026, 11, 20), NOW) == "today"
    assert EN.when(date(2026, 11, 3), NOW) == "3 Nov"


def test_due_days():
    assert EN.due(date(2026, 11, 23), NOW) == "due 23 Nov"
    assert EN.due(date(2026, 11, 20), NOW) == "due today"
    assert EN.due(date(2026, 11, 3), NOW) == "overdue since 3 Nov"


@pytest.mark.parametrize(
    ("seconds", "text"),
    [(-5, "just now"), (10, "just now"), (60, "1 min"), (120, "2 min"), (3 * 3600, "3 h"), (5 * 86400, "5 days")],
)
def test_ages(seconds, text):
    assert EN.age(NOW - timedelta(seconds=seconds), NOW) == text


@given(st.integers(0, 10**7))
def test_timers_never_change_their_shape_within_an_hour(seconds):
    text = EN.timer(seconds)
    assert len(text) == 5 if seconds < 3600 else text.count(":") == 2


def test_lengths():
    assert (EN.timer(134), EN.timer(3734), EN.short(42)) == ("02:14", "1:02:14", "0:42")
    assert (EN.duration(40), EN.duration(460), EN.duration(3900)) == ("40 s", "7 min 40 s", "1 h 5 min")
    assert (EN.latency(112.4), EN.latency(1432)) == ("112 ms", "1.4 s")


def test_names_of_languages_and_countries():
    assert (EN.language("sv"), EN.language("pt-BR"), EN.language("zz-q")) == ("Swedish", "Portuguese", "zz-q")
    assert (EN.country("SE"), EN.country("??")) == ("Sweden", "??")


def test_arabic_digits_and_no_stray_direction_marks():
    text = AR.money(Money(Decimal(12), "EUR"))
    assert not any(mark in text for mark in "\u200e\u200f\u061c")
    assert "١٢" in text


def test_the_edges_of_time_do_not_raise():
    west = Formats(QLocale("en_GB"), zone=ZoneInfo("America/Los_Angeles"))
    first = datetime.min.replace(tzinfo=UTC)
    assert west.when(first, NOW)
    assert west.age(first, NOW)
