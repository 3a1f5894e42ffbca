"""Prices: lists are in euro cents, people pay in their own currency."""

from __future__ import annotations

_RATES = {"EUR": 1.0, "NOK": 11.6}


def local_price(minor_eur: int, currency: str) -> int:
    """A list price in minor units of `currency`, rounded to ten of them as price tags are."""
    return minor_eur if currency == "EUR" else round(minor_eur * _RATES[currency] / 10) * 10


def decimal_text(minor: int) -> str:
    """1990 as `19.90`."""
    sign, amount = ("-", -minor) if minor < 0 else ("", minor)
    return f"{sign}{amount // 100}.{amount % 100:02d}"


def spoken(minor: int, currency: str) -> str:
    """1990 EUR as `EUR 19.90`, as agents write it."""
    return f"{currency} {decimal_text(minor)}"
