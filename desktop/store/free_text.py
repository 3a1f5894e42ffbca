"""Card numbers are taken out of everything an agent can type, before it is written for the first time."""

from __future__ import annotations

from collections.abc import Mapping
from decimal import Decimal
from typing import Any

from connectors.records import Money
from desktop.store.card_numbers import mask

# What a field is called that holds an id or a telephone number: one in ten of those would pass for a card number.
_ID_NAMES = frozenset(
    {"id", "ids", "key", "ani", "dnis", "e164", "phone", "number", "system", "connector"}
    | {"decision", "bundle", "interaction"}
)
LONGEST_NUMBER = 40
_ID_ENDINGS = ("_id", "_ids", "_key", "_number", "_phone")


class CardMask:
    """Masks text after text and counts the card numbers found."""

    def __init__(self) -> None:
        self.count = 0

    def text(self, text: str) -> str:
        """The text without card numbers."""
        masked = mask(text)
        self.count += masked.count
        return masked.text

    def values(self, fields: Mapping[str, Any], ids: frozenset[str] = frozenset()) -> dict[str, Any]:
        """The fields, nested ones too, without card numbers; fields that hold ids are left alone."""
        return {name: value if name in ids or _holds_id(name) else self._value(value) for name, value in fields.items()}

    def _value(self, value: Any) -> Any:
        if isinstance(value, str):
            return self.text(value)
        if isinstance(value, Decimal):
            return self._number(value)
        if isinstance(value, Money):
            return value if isinstance(amount := self._number(value.amount), Decimal) else f"{amount} {value.currency}"
        if isinstance(value, Mapping):
            return self.values(value)
        if isinstance(value, (list, tuple)):
            return type(value)(self._value(item) for item in value)
        return value

    def _number(self, value: Decimal) -> Decimal | str:
        """A number that was typed; one that may be a card's comes back as text."""
        count = self.count
        masked = self.text(format(value, "f") if abs(value.adjusted()) < LONGEST_NUMBER else str(value))
        return value if self.count == count else masked


def _holds_id(name: str) -> bool:
    last = name.rsplit(".", 1)[-1].casefold()
    return last in _ID_NAMES or last.endswith(_ID_ENDINGS)
