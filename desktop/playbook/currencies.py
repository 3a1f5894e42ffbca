"""How currencies are written: their signs, where those are clear, and how many digits stand behind the point."""

from __future__ import annotations

from collections.abc import Mapping
from types import MappingProxyType

_OWN: Mapping[str, str] = MappingProxyType(
    {"EUR": "€", "GBP": "£", "INR": "₹", "KRW": "₩", "PLN": "zł", "TRY": "₺", "UAH": "₴", "ILS": "₪", "CZK": "Kč"}
)
# Shared by several currencies: clear only where it is the site's own.
_SHARED: Mapping[str, str] = MappingProxyType(
    {"USD": "$", "CAD": "$", "AUD": "$", "NZD": "$", "MXN": "$", "JPY": "¥", "CNY": "¥", "SEK": "kr", "NOK": "kr"}
    | {"DKK": "kr", "ISK": "kr"}
)
_PLACES: Mapping[str, int] = MappingProxyType(
    dict.fromkeys(("CLP", "ISK", "JPY", "KRW", "PYG", "UGX", "VND", "XAF", "XOF", "XPF"), 0)
    | dict.fromkeys(("BHD", "IQD", "JOD", "KWD", "LYD", "OMR", "TND"), 3)
)


def symbol_of(currency: str, home: str) -> str:
    """The sign of a currency at a site whose own is `home`; its code where the sign would be another's as well."""
    return _OWN.get(currency) or (_SHARED.get(currency, currency) if currency == home else currency)


def places_of(currency: str) -> int:
    """How many digits its amounts have behind the point."""
    return _PLACES.get(currency, 2)
