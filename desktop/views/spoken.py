"""How values stand in the words of a guide: money, days and numbers the way the site writes them."""

from __future__ import annotations

from datetime import date, datetime
from decimal import Decimal
from typing import TYPE_CHECKING

from connectors.records import Money as Amount
from desktop.playbook.texts import plain
from desktop.rules.values import Money
from desktop.views.safe_text import cell

if TYPE_CHECKING:
    from desktop.rules.values import Type, Value
    from desktop.views.format import Formats

_LARGEST = 20


class Spoken:
    """Words for a fact's value: "€18.00" and "11 Dec 2026" in one site, "18,00 €" and "11. Dez. 2026" in another.

    A day keeps its year: what is read aloud has no hover and no second look. What has no written form of its own (an
    enum's label, a length of time, a list) is worded as everywhere else. Callable as `show(value, type)`.
    """

    def __init__(self, formats: Formats) -> None:
        self._formats = formats

    def __call__(self, value: Value, type_: Type | None = None) -> str:
        formats = self._formats
        match value:
            case bool():
                return plain(value, type_)
            case Money() if value.amount.is_finite() and abs(value.amount.adjusted()) <= _LARGEST:
                return cell(formats.money(Amount(value.amount, value.currency)))
            case Decimal() if value.is_finite() and abs(value.adjusted()) <= _LARGEST:
                return formats.number(value)
            case datetime():
                return f"{formats.day(formats.local(value).date())} {formats.clock(value)}"
            case date():
                return formats.day(value)
        return plain(value, type_)

    def in_language(self, language: str) -> Spoken:
        """Words for a reader of this language, such as the customer an e-mail goes to."""
        return Spoken(self._formats.in_language(language))
