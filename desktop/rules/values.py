"""Types and exact values: what a fact can be, how values compare, calculate and print."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta
from decimal import (
    MAX_EMAX,
    MIN_EMIN,
    ROUND_HALF_EVEN,
    Context,
    Decimal,
    DivisionByZero,
    InvalidOperation,
    Overflow,
)
from enum import StrEnum
from typing import Any
from unicodedata import normalize

from desktop.rules.problems import MAX_DIGITS

CONTEXT = Context(
    prec=MAX_DIGITS,
    rounding=ROUND_HALF_EVEN,
    Emin=MIN_EMIN,
    Emax=MAX_EMAX,
    traps=[InvalidOperation, DivisionByZero, Overflow],
)
DAY = timedelta(days=1)
MICROSECOND = timedelta(microseconds=1)
UNITS = {
    "s": timedelta(seconds=1),
    "min": timedelta(minutes=1),
    "h": timedelta(hours=1),
    "d": timedelta(days=1),
    "w": timedelta(weeks=1),
}


class Kind(StrEnum):
    """The kinds of value."""

    BOOL = "bool"
    INT = "int"
    DECIMAL = "decimal"
    MONEY = "money"
    TEXT = "text"
    ENUM = "enum"
    DATE = "date"
    DATETIME = "datetime"
    DURATION = "duration"
    SET = "set"


NUMBERS = frozenset({Kind.INT, Kind.DECIMAL})
ORDERED = NUMBERS | {Kind.MONEY, Kind.DATE, Kind.DATETIME, Kind.DURATION}


@dataclass(frozen=True, slots=True)
class Money:
    """An exact amount in one currency (three capitals)."""

    amount: Decimal
    currency: str


Number = int | Decimal
Value = bool | int | Decimal | Money | str | date | datetime | timedelta | frozenset[str]
Scalar = bool | int | Decimal | Money | str | date | datetime | timedelta
Key = tuple[str, object]


@dataclass(frozen=True, slots=True)
class Member:
    """One allowed value of an enum with its words for people."""

    id: str
    label: str


@dataclass(frozen=True, slots=True)
class Type:
    """The type of a fact: its kind and what narrows it."""

    kind: Kind
    scale: int | None = None
    currency: str = ""
    members: tuple[Member, ...] = ()
    fold: bool = True

    @property
    def is_number(self) -> bool:
        """Whether values of this type are plain numbers."""
        return self.kind in NUMBERS

    @property
    def ids(self) -> tuple[str, ...]:
        """The allowed values of an enum or of a set of enum."""
        return tuple(m.id for m in self.members)

    def label_of(self, member: str) -> str:
        """The words for one enum member, or its id when it is not declared."""
        return next((m.label for m in self.members if m.id == member), member)

    @property
    def words(self) -> str:
        """The type in words, for problems."""
        if self.kind is Kind.MONEY:
            return f"money ({self.currency})" if self.currency else "money"
        named = {"bool": "yes or no", "int": "a whole number", "decimal": "a number", "enum": "one of a few words"}
        return named.get(self.kind, f"a {self.kind}")


BOOL = Type(Kind.BOOL)
INT = Type(Kind.INT)
DECIMAL = Type(Kind.DECIMAL)
TEXT = Type(Kind.TEXT)
DATE = Type(Kind.DATE)
DATETIME = Type(Kind.DATETIME)
DURATION = Type(Kind.DURATION)


def kind_of(value: Value) -> Kind:
    """The kind of a literal value; text stands for enum members too."""
    if isinstance(value, bool):
        return Kind.BOOL
    if isinstance(value, datetime):
        return Kind.DATETIME
    for cls, kind in _KINDS:
        if isinstance(value, cls):
            return kind
    raise TypeError(type(value).__name__)


_KINDS: tuple[tuple[type, Kind], ...] = (
    (int, Kind.INT),
    (Decimal, Kind.DECIMAL),
    (Money, Kind.MONEY),
    (str, Kind.TEXT),
    (date, Kind.DATE),
    (timedelta, Kind.DURATION),
    (frozenset, Kind.SET),
)


def fold_text(text: str) -> str:
    """Text as it is compared: compatibility-normalized and without case."""
    if text.isascii():
        return text.lower()
    return normalize("NFKC", normalize("NFKC", text).casefold())


def key_of(value: Value, *, fold: bool = True) -> Key:
    """A dictionary key with a type tag, so that True and 1 stay apart and 1 equals 1.0."""
    if isinstance(value, bool):
        return ("b", value)
    if isinstance(value, int | Decimal):
        return ("n", Decimal(value))
    if isinstance(value, Money):
        return ("m" + value.currency, value.amount)
    if isinstance(value, str):
        return ("t", fold_text(value) if fold else value)
    if isinstance(value, datetime):
        return ("i", value.astimezone(UTC))
    return (kind_of(value)[:2], value)


def compare(left: Value, right: Value) -> int | None:
    """-1, 0 or 1 for two ordered values of one family; None when they do not compare."""
    a, b = ordinal(left), ordinal(right)
    if a is None or b is None or a[0] != b[0]:
        return None
    x, y = a[1], b[1]
    return int(x > y) - int(x < y)


def ordinal(value: Value) -> tuple[str, Any] | None:
    """(family, comparable) of an ordered value: families never compare with each other."""
    if isinstance(value, bool | str | frozenset):
        return None
    if isinstance(value, int | Decimal):
        return ("n", value)
    if isinstance(value, Money):
        return ("m" + value.currency, value.amount)
    if isinstance(value, datetime):
        return ("i", value)
    return ("d", value) if isinstance(value, date) else ("u", value)


class NoResult(Exception):
    """A calculation without a result, such as a division by zero."""


def calculate(op: str, left: Value, right: Value) -> Value:
    """Exact arithmetic on two values of fitting types; NoResult where there is no answer."""
    try:
        return _calculate(op, left, right)
    except ArithmeticError as error:
        raise NoResult(type(error).__name__) from None


def _calculate(op: str, left: Value, right: Value) -> Value:
    if isinstance(left, Money) or isinstance(right, Money):
        return _money(op, left, right)
    if isinstance(left, date) or isinstance(right, date):
        return _dates(op, left, right)
    if isinstance(left, timedelta) or isinstance(right, timedelta):
        return _durations(op, left, right)
    return _number(op, _decimal(left), _decimal(right))


def _decimal(value: Value) -> Decimal:
    if isinstance(value, bool) or not isinstance(value, int | Decimal):
        raise NoResult("not a number")
    return Decimal(value)


def _number(op: str, a: Decimal, b: Decimal) -> Decimal:
    if op == "+":
        return CONTEXT.add(a, b)
    if op == "-":
        return CONTEXT.subtract(a, b)
    return CONTEXT.multiply(a, b) if op == "*" else CONTEXT.divide(a, b)


def _money(op: str, left: Value, right: Value) -> Value:
    if isinstance(left, Money) and isinstance(right, Money):
        if left.currency != right.currency or op == "*":
            raise NoResult("currencies")
        result = _number(op, left.amount, right.amount)
        return result if op == "/" else Money(result, left.currency)
    if isinstance(left, Money):
        if op not in "*/":
            raise NoResult("money and number")
        return Money(_number(op, left.amount, _decimal(right)), left.currency)
    if op != "*" or not isinstance(right, Money):
        raise NoResult("number and money")
    return Money(_number(op, _decimal(left), right.amount), right.currency)


def _dates(op: str, left: Value, right: Value) -> Value:
    both_instants = isinstance(left, datetime) and isinstance(right, datetime)
    both_days = type(left) is date and type(right) is date
    if op == "-" and (both_instants or both_days):
        return left - right  # type: ignore[operator]
    if op == "+" and isinstance(left, timedelta):
        left, right = right, left
    if op not in "+-" or not isinstance(left, date) or not isinstance(right, timedelta):
        raise NoResult("dates")
    if not isinstance(left, datetime) and right % DAY:
        raise NoResult("part of a day")
    return left + right if op == "+" else left - right


def _durations(op: str, left: Value, right: Value) -> Value:
    if isinstance(left, timedelta) and isinstance(right, timedelta):
        if op == "/":
            return _number("/", Decimal(left // MICROSECOND), Decimal(right // MICROSECOND))
        if op not in "+-":
            raise NoResult("durations")
        return left + right if op == "+" else left - right
    if isinstance(left, timedelta) and op in "*/":
        return _micros(_number(op, Decimal(left // MICROSECOND), _decimal(right)))
    if isinstance(right, timedelta) and op == "*":
        return _micros(_number(op, _decimal(left), Decimal(right // MICROSECOND)))
    raise NoResult("durations")


def _micros(count: Decimal) -> timedelta:
    return int(count.to_integral_value(rounding=ROUND_HALF_EVEN)) * MICROSECOND


def negate(value: Value | None) -> Number | Money | timedelta | None:
    """The value with its sign turned; None for what has no sign, or none that fits."""
    if isinstance(value, Money):
        return Money(CONTEXT.minus(value.amount), value.currency)
    if isinstance(value, timedelta):
        return -value if value <= -timedelta.min else None
    if type(value) is int:
        return -value
    return CONTEXT.minus(value) if isinstance(value, Decimal) else None


def plain(number: Number) -> str:
    """A number without an exponent, its trailing zeros kept as written."""
    return str(number) if isinstance(number, int) else format(number, "f")


def duration_text(value: timedelta) -> str:
    """A duration in the largest unit that says it exactly, such as 10min or 1.5s."""
    micros = value // MICROSECOND
    for unit in ("w", "d", "h", "min", "s"):
        size = UNITS[unit] // MICROSECOND
        if micros and micros % size == 0:
            return f"{micros // size}{unit}"
    seconds = Decimal(micros).scaleb(-6)
    return f"{plain(seconds.normalize()) if micros else 0}s"


def quoted(text: str) -> str:
    """A text literal as the language writes it."""
    out = []
    for char in text:
        if char in '"\\':
            out.append("\\" + char)
        elif char in _ESCAPES:
            out.append(_ESCAPES[char])
        else:
            out.append(char)
    return '"' + "".join(out) + '"'


_ESCAPES = {"\n": "\\n", "\t": "\\t", "\r": "\\r"}


def literal_text(value: Value) -> str:
    """A value as a literal of the condition language; sets are lists."""
    if isinstance(value, bool):
        return "true" if value else "false"
    if isinstance(value, int | Decimal):
        return plain(value)
    if isinstance(value, Money):
        return f"{plain(value.amount)} {value.currency}"
    if isinstance(value, str):
        return quoted(value)
    if isinstance(value, datetime):
        return datetime_text(value)
    if isinstance(value, date):
        return value.isoformat()
    if isinstance(value, timedelta):
        return duration_text(value)
    return "[" + ", ".join(quoted(v) for v in sorted(value)) + "]"


def instant(text: str) -> datetime:
    """An instant from ISO text; ValueError where there is none, its offset is missing or UTC cannot say it."""
    value = datetime.fromisoformat(text)
    if not in_range(value):
        raise ValueError(text)
    return value


def in_range(value: datetime) -> bool:
    """Whether a time has an offset and can be said in UTC and in any zone: 0001-01-01T00:00+14:00 cannot."""
    return value.utcoffset() is not None and _FIRST <= value <= _LAST


_FIRST = datetime(1, 1, 3, tzinfo=UTC)
_LAST = datetime(9999, 12, 29, tzinfo=UTC)


def datetime_text(value: datetime) -> str:
    """An instant in ISO form; UTC is written Z."""
    text = value.isoformat()
    return text.removesuffix("+00:00") + "Z" if text.endswith("+00:00") else text


def canonical(value: Value) -> str:
    """Text that is equal exactly when two values are, for digests and sharing keys."""
    if isinstance(value, int | Decimal) and not isinstance(value, bool):
        return "n:" + _canonical_number(value)
    if isinstance(value, Money):
        return f"m:{_canonical_number(value.amount)} {value.currency}"
    if isinstance(value, datetime):
        return "i:" + datetime_text(value.astimezone(UTC))
    return f"{kind_of(value)[:2]}:{literal_text(value)}"


def _canonical_number(value: Number) -> str:
    if isinstance(value, int):
        return str(value)
    whole = value == value.to_integral_value()
    return str(int(value)) if whole else format(value, "f").rstrip("0")
