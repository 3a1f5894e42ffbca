"""Values from outside: checked against their type on entry, or read from plain JSON and TOML."""

from __future__ import annotations

import re
from collections.abc import Mapping
from datetime import date, datetime, timedelta
from decimal import Decimal

from desktop.rules.problems import MAX_DIGITS, clip, shown
from desktop.rules.values import MICROSECOND, UNITS, Kind, Money, Type, Value, in_range

MAX_ENTRY_TEXT = 4096
LONGEST = timedelta(days=36_525)
_DURATION = re.compile(r"\s*(-?[0-9]{1,12}(?:\.[0-9]{1,6})?)\s*(s|min|h|d|w)\s*")
_MONEY = re.compile(r"\s*(-?[0-9]{1,28}(?:\.[0-9]{1,28})?)\s+([A-Z]{3})\s*")
_NUMBER = re.compile(r"-?[0-9]{1,28}(?:\.[0-9]{1,28})?")


def fault(type_: Type, value: object) -> str | None:
    """Why a value cannot be a fact of this type: a code, or None when it can."""
    checker = _CHECKS[type_.kind]
    return checker(type_, value)


def _check_bool(type_: Type, value: object) -> str | None:
    return None if isinstance(value, bool) else "wrong_type"


def _check_int(type_: Type, value: object) -> str | None:
    if isinstance(value, bool) or not isinstance(value, int):
        return "wrong_type"
    return None if abs(value) < 10**MAX_DIGITS else "too_large"


def _check_decimal(type_: Type, value: object) -> str | None:
    if isinstance(value, bool) or not isinstance(value, int | Decimal):
        return "wrong_type"
    if isinstance(value, Decimal) and not value.is_finite():
        return "not_finite"
    number = Decimal(value)
    digits, places = _extent(number)
    if digits > MAX_DIGITS or not _is_plain(number):
        return "too_large"
    if not number:
        return None
    return "scale" if type_.scale is not None and places > type_.scale else None


def _is_plain(number: Decimal) -> bool:
    """Whether a number can be written out in a few dozen digits: neither 1e-999999 nor 0e999999 can."""
    _, digits, exponent = number.as_tuple()
    if not isinstance(exponent, int):
        return False
    return -2 * MAX_DIGITS <= exponent <= MAX_DIGITS and len(digits) + exponent <= MAX_DIGITS


def _extent(number: Decimal) -> tuple[int, int]:
    """How many digits a number needs, and how many of them behind the point; zeros at the end do not count."""
    _, digits, exponent = number.as_tuple()
    kept = len("".join(map(str, digits)).rstrip("0"))
    return kept, -(int(exponent) + len(digits) - kept)


def _check_money(type_: Type, value: object) -> str | None:
    if not isinstance(value, Money):
        return "wrong_type"
    if value.currency != type_.currency:
        return "currency"
    return _check_decimal(type_, value.amount)


def _check_text(type_: Type, value: object) -> str | None:
    if not isinstance(value, str):
        return "wrong_type"
    return None if len(value) <= MAX_ENTRY_TEXT else "too_large"


def _check_enum(type_: Type, value: object) -> str | None:
    if not isinstance(value, str):
        return "wrong_type"
    return None if value in type_.ids else "undeclared"


def _check_date(type_: Type, value: object) -> str | None:
    right = isinstance(value, date) and not isinstance(value, datetime)
    return None if right else "wrong_type"


def _check_datetime(type_: Type, value: object) -> str | None:
    if not isinstance(value, datetime):
        return "wrong_type"
    if value.utcoffset() is None:
        return "no_offset"
    return None if in_range(value) else "too_large"


def _check_duration(type_: Type, value: object) -> str | None:
    return None if isinstance(value, timedelta) else "wrong_type"


def _check_set(type_: Type, value: object) -> str | None:
    if not isinstance(value, frozenset) or not all(isinstance(v, str) for v in value):
        return "wrong_type"
    return None if value <= set(type_.ids) else "undeclared"


_CHECKS = {
    Kind.BOOL: _check_bool,
    Kind.INT: _check_int,
    Kind.DECIMAL: _check_decimal,
    Kind.MONEY: _check_money,
    Kind.TEXT: _check_text,
    Kind.ENUM: _check_enum,
    Kind.DATE: _check_date,
    Kind.DATETIME: _check_datetime,
    Kind.DURATION: _check_duration,
    Kind.SET: _check_set,
}


def read_duration(text: object) -> timedelta | None:
    """A duration such as "10min" or "1.5h"; None when the text is none."""
    match = _DURATION.fullmatch(text) if isinstance(text, str) else None
    if match is None:
        return None
    micros = Decimal(match[1]) * (UNITS[match[2]] // MICROSECOND)
    try:
        return int(micros) * MICROSECOND
    except OverflowError:
        return None


def read_span(text: object) -> timedelta | None:
    """A duration of a setting: not negative and at most 100 years, so that no date runs out of the calendar."""
    value = read_duration(text)
    return value if value is not None and timedelta(0) <= value <= LONGEST else None


def read_number(raw: object) -> int | Decimal | None:
    """A number from JSON, TOML or text; binary floats are read by their shortest text."""
    if isinstance(raw, bool):
        return None
    if isinstance(raw, int):
        return raw if abs(raw) < 10**MAX_DIGITS else None
    if isinstance(raw, Decimal):
        return raw if _is_plain(raw) else None
    if isinstance(raw, float):
        raw = repr(raw)
    if not isinstance(raw, str) or not _NUMBER.fullmatch(raw):
        return None
    return Decimal(raw) if "." in raw else int(raw)


def read_money(raw: object, currency: str) -> Money | None:
    """Money from "6.50 EUR", from {amount, currency} or, in the declared currency, a number."""
    if isinstance(raw, dict):
        amount = read_number(raw.get("amount"))
        named = raw.get("currency", currency)
        if amount is None or not isinstance(named, str):
            return None
        return Money(Decimal(amount), named)
    match = _MONEY.fullmatch(raw) if isinstance(raw, str) else None
    if match:
        return Money(Decimal(match[1]), match[2])
    number = read_number(raw)
    return Money(Decimal(number), currency) if number is not None else None


def read_date(raw: object) -> date | None:
    """A day from a TOML date or ISO text."""
    if isinstance(raw, datetime):
        return None
    if isinstance(raw, date):
        return raw
    try:
        return date.fromisoformat(raw) if isinstance(raw, str) else None
    except ValueError:
        return None


def read_datetime(raw: object) -> datetime | None:
    """An instant with an offset from a TOML datetime or ISO text."""
    try:
        value = datetime.fromisoformat(raw) if isinstance(raw, str) else raw
    except ValueError:
        return None
    return value if isinstance(value, datetime) and in_range(value) else None


_WANTED = {
    Kind.BOOL: "true or false",
    Kind.DATE: "a date such as 2026-12-03",
    Kind.DATETIME: "an instant with its offset, such as 2026-12-03T10:15:00Z",
    Kind.DURATION: "a duration such as P1DT2H or 90min",
}


def wanted(type_: Type) -> str:
    """What a value of the type looks like, for whoever has to write one."""
    if type_.kind is Kind.ENUM:
        return f"one of {clip(', '.join(type_.ids), 120)}"
    if type_.kind is Kind.SET:
        return f"a list of some of {clip(', '.join(type_.ids), 120)}"
    if type_.kind is Kind.MONEY:
        return f'an amount such as "6.50 {type_.currency}"'
    return _WANTED.get(type_.kind, type_.words)


_EXAMPLES = {
    Kind.BOOL: "true",
    Kind.INT: "3",
    Kind.DECIMAL: "2.5",
    Kind.TEXT: '"words"',
    Kind.DATE: "2026-12-03",
    Kind.DATETIME: "2026-12-03T10:15+01:00",
    Kind.DURATION: "3d",
}


def example(type_: Type) -> str:
    """A value of the type as conditions write it."""
    if type_.kind is Kind.MONEY:
        return f"6.50 {type_.currency or 'EUR'}"
    return _EXAMPLES.get(type_.kind) or f'"{next(iter(type_.ids), "word")}"'


def said(raw: object) -> str:
    """What was found instead, in a few words."""
    if raw is None or isinstance(raw, bool):
        return {None: "null", True: "true", False: "false"}[raw]
    if isinstance(raw, Mapping):
        return "an object"
    if isinstance(raw, str):
        return clip(f'"{raw}"', 40)
    return shown({"": raw})[""][:40]


def read_plain(type_: Type, raw: object) -> Value | None:
    """A plain JSON or TOML value as a value of the type; None when it is none."""
    value = _read(type_, raw)
    return value if value is not None and fault(type_, value) is None else None


def _read(type_: Type, raw: object) -> Value | None:
    kind = type_.kind
    if kind in (Kind.INT, Kind.DECIMAL):
        return read_number(raw)
    if kind is Kind.MONEY:
        return raw if isinstance(raw, Money) else read_money(raw, type_.currency)
    if kind is Kind.DATE:
        return read_date(raw)
    if kind is Kind.DATETIME:
        return read_datetime(raw)
    if kind is Kind.DURATION:
        return raw if isinstance(raw, timedelta) else read_duration(raw)
    if kind is Kind.SET:
        return _read_set(raw)
    return raw if isinstance(raw, bool | str) else None


def _read_set(raw: object) -> frozenset[str] | None:
    if not isinstance(raw, list | tuple | set | frozenset):
        return None
    members = [member for member in raw if isinstance(member, str)]
    return frozenset(members) if len(members) == len(raw) else None
