"""Facts in the words of a guide, as the site writes them."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta, timezone
from decimal import Decimal

import pytest
from PySide6.QtCore import QLocale

from desktop.playbook.texts import plain, plain_in
from desktop.rules.clock import FixedZone
from desktop.rules.values import Money
from desktop.views.format import Formats
from desktop.views.spoken import Spoken

FEE = Money(Decimal("18"), "EUR")
DAY = date(2026, 12, 11)


def spoken(locale: str) -> Spoken:
    return Spoken(Formats(QLocale(locale), "EUR", timezone(timedelta(hours=1))))


@pytest.mark.parametrize(
    ("locale", "value", "said"),
    [
        ("en_IE", FEE, "€18.00"),
        ("de_DE", FEE, "18,00\u00a0€"),
        ("en_US", Money(Decimal("1234.5"), "SEK"), "SEK\u00a01,234.50"),
        ("en_IE", Money(Decimal("1800"), "JPY"), "JPY\u00a01,800"),
        ("en_IE", DAY, "11 Dec 2026"),
        ("de_DE", DAY, "11. Dez. 2026"),
        ("en_US", DAY, "Dec 11, 2026"),
        ("de_DE", Decimal("1234.5"), "1.234,5"),
        ("en_IE", Decimal(3), "3"),
        ("de_DE", datetime(2026, 12, 11, 8, 5, tzinfo=UTC), "11. Dez. 2026 09:05"),
    ],
)
def test_money_days_and_numbers_follow_the_site(locale, value, said):
    assert spoken(locale)(value) == said


@pytest.mark.parametrize(
    "value",
    [True, False, "Fiber 500", frozenset({"a", "b"}), timedelta(minutes=10), Decimal("1e400"), Decimal("NaN")],
)
def test_what_has_no_written_form_is_worded_as_everywhere(value):
    assert spoken("de_DE")(value) == plain(value)


def test_an_endless_amount_is_still_words():
    assert spoken("de_DE")(Money(Decimal("1e300"), "EUR"))


@pytest.mark.parametrize("currency", ["EUR", "USD", "PLN", "JPY", "KWD"])
@pytest.mark.parametrize("amount", ["18", "-1234.5", "0", "1234567.89"])
def test_without_a_window_amounts_are_written_as_in_it(amount: str, currency: str) -> None:
    places = {"JPY": 0, "KWD": 3}.get(currency, 2)
    value = Money(round(Decimal(amount), places), currency)
    for home in ("EUR", "USD"):
        window = Spoken(Formats(QLocale("en_GB"), home))
        assert plain_in(FixedZone(timedelta()), home)(value) == window(value)
