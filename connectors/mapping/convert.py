"""One value of a system's answer as one of ours: text, amount, day, instant. Pure; null gives None.

Every function raises Unreadable for what it cannot read. A zero date (0000-00-00, 0001-01-01) and the instant
1970-01-01T00:00:00Z mean "never" and give None; the day 1970-01-01 is a birthday like any other.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from datetime import UTC, date, datetime, timedelta, tzinfo
from decimal import ROUND_HALF_EVEN, Decimal, InvalidOperation
from typing import Any

from connectors.mapping.comma import COMMA, has_comma, with_point
from connectors.records import Money

SHORT_TEXT = 1_000
LONG_TEXT = 20_000
MOST_DECIMALS = 6
MAX_DIGITS = 28

# ISO 4217 minor units, where they are not two.
_EXPONENTS = {
    **dict.fromkeys("BIF CLP DJF GNF ISK JPY KMF KRW PYG RWF UGX VND VUV XAF XOF XPF".split(" "), 0),
    **dict.fromkeys("BHD IQD JOD KWD LYD OMR TND".split(" "), 3),
    **dict.fromkeys("CLF UYW".split(" "), 4),
}
_CURRENCY = re.compile(r"[A-Z]{3}\Z")
_NUMBER = re.compile(r"[+-]?(?:\d+(?:\.\d*)?|\.\d+)(?:[eE][+-]?\d{1,2})?\Z", re.ASCII)
_DAY = re.compile(r"\d{4}-\d{2}-\d{2}\Z", re.ASCII)
_DAY_AND_TIME = re.compile(r"\d{4}-\d{2}-\d{2}[T ]\d{2}:\d{2}", re.ASCII)
_UNSTORABLE = re.compile("[\x00\ud800-\udfff]")
_TAG = re.compile(r"/?[a-zA-Z!?]")
_BLOCK_END = re.compile(r"(?:br|/p|/div|/li|/tr|/h[1-6])\b", re.IGNORECASE)
_EPOCHS = ("epoch_s", "epoch_ms")
_EPOCH = datetime(1970, 1, 1, tzinfo=UTC)
_UNITS = {"s": Decimal(1), "ms": Decimal("0.001"), "min": Decimal(60), "h": Decimal(3600)}


class Unreadable(ValueError):
    """A value is not what the manifest says; the text describes it without repeating it."""


class DecimalComma(Unreadable):
    """A number that can be read once the manifest says that its comma is the decimal mark."""


def text_of(value: Any, limit: int = SHORT_TEXT) -> str | None:
    """A scalar as trimmed text of at most `limit` characters; NUL and lone surrogates become U+FFFD."""
    if value is None:
        return None
    if isinstance(value, str) and len(value) <= limit:
        return (value if value.isascii() and "\x00" not in value else storable(value)).strip() or None
    if isinstance(value, bool):
        return "true" if value else "false"
    if isinstance(value, int | float | Decimal):
        value = _number_text(value)
    elif isinstance(value, date):
        value = value.isoformat()
    if not isinstance(value, str):
        raise Unreadable(f"a {kind_of(value)} where a text belongs")
    if len(value) > limit:
        value = value[:limit].rstrip() + "…"
    return storable(value).strip() or None


def storable(text: str) -> str:
    """The text with NUL and lone surrogates, which no store and no wire can carry, as U+FFFD."""
    return _UNSTORABLE.sub("\ufffd", text)


def _number_text(value: float | Decimal) -> str:
    if isinstance(value, int) and value.bit_length() > 400:
        raise Unreadable("a number of too many digits")
    return str(int(value)) if isinstance(value, float) and value.is_integer() and abs(value) < 1e15 else str(value)


def kind_of(value: Any) -> str:
    """What a value is, in words for a message."""
    kinds = {dict: "table", list: "list", tuple: "list", str: "text", bool: "yes or no", int: "number", float: "number"}
    return kinds.get(type(value), type(value).__name__)


def decimal_of(value: Any, form: Any = None) -> Decimal | None:
    """An exact number from a number, a text or a table {"decimal": "52.80"}; `form` "comma" reads 1.234,50 in texts."""
    if form not in (None, COMMA):
        raise Unreadable('the form of a number is "comma" or none')
    if value is None or value == "":
        return None
    if form == COMMA and isinstance(value, str):
        value = _with_point(value)[0]
    if isinstance(value, dict):
        value = value.get("decimal", value)
    elif isinstance(value, Money):
        return value.amount
    if isinstance(value, bool) or not isinstance(value, int | float | Decimal | str):
        raise Unreadable(f"a {kind_of(value)} where a number belongs")
    if isinstance(value, int) and value.bit_length() > 100:
        raise Unreadable("a number of too many digits")
    text = repr(value) if isinstance(value, float) else str(value).strip()
    if len(text) > MAX_DIGITS + 12 or not _NUMBER.match(text):
        raise DecimalComma("a decimal comma: write 'comma'") if has_comma(text) else Unreadable("no number")
    try:
        number = Decimal(text)
    except InvalidOperation:
        raise Unreadable("no number") from None
    if number and (number.adjusted() > 20 or (len(text) > MAX_DIGITS and len(number.as_tuple().digits) > MAX_DIGITS)):
        raise Unreadable("a number of too many digits")
    return number


def _with_point(text: str) -> tuple[str, str]:
    found = with_point(text)
    if found is None:
        raise Unreadable("no number with a decimal comma")
    return found


def money_of(value: Any, currency: Any, unit: Any = None) -> Money | None:
    """An amount in a currency; `unit` "minor" reads cents (and whole yen, and thousandths of a dinar).

    A number is how many of the digits are decimals, whatever the currency: some shops keep their yen as hundredths.
    "comma" reads a text such as 1.234,50 €; another currency beside it than the one given is refused.
    """
    if isinstance(value, Money):
        return value
    beside = ""
    if unit == COMMA:
        unit = None
        if isinstance(value, str) and value:
            value, beside = _with_point(value)
    amount = decimal_of(value)
    if amount is None:
        return None
    code = currency.strip().upper() if isinstance(currency, str) else ""
    if not _CURRENCY.match(code):
        raise Unreadable("no currency")
    if beside not in {"", code}:
        raise Unreadable("another currency than the map says")
    places = _EXPONENTS.get(code, 2)
    amount = amount.scaleb(-_decimals(unit, places))
    exponent = Decimal(1).scaleb(-places)
    rounded = amount.quantize(exponent, ROUND_HALF_EVEN)
    # A float carries noise beyond the currency's places; a text or an integer says what it means.
    return Money(rounded if rounded == amount or isinstance(value, float) else amount, code)


def _decimals(unit: Any, places: int) -> int:
    """How many digits of an amount are decimals; `places` are those of its currency."""
    if unit is None or unit == "major":
        return 0
    if unit == "minor":
        return places
    if isinstance(unit, int) and not isinstance(unit, bool) and 0 <= unit <= MOST_DECIMALS:
        return unit
    raise Unreadable('the unit of an amount is "minor", "major", "comma" or the number of its decimals')


def date_of(value: Any, form: Any = None, zone: tzinfo = UTC) -> date | None:
    """A day from ISO text, an instant (its day in `zone`), a table of year, month, day, or a text in a format."""
    if value is None or value == "":
        return None
    if isinstance(value, datetime):
        return _in_zone(value, zone).date()
    if isinstance(value, date):
        return None if value.year <= 1 else value
    if isinstance(value, Mapping):
        return _day_table(value, zone)
    if form in _EPOCHS:
        return _day_in(_formatted(value, form, zone), zone)
    if not isinstance(value, str):
        raise Unreadable(f"a {kind_of(value)} where a day belongs")
    return _day_text(value.strip(), form, zone)


def _day_text(text: str, form: Any, zone: tzinfo) -> date | None:
    if text.startswith(("0000-00-00", "0001-01-01")):
        return None
    if form is None and _DAY_AND_TIME.match(text):
        return _day_in(_instant(text, zone), zone)
    if form is not None:
        return _strptime(text, form).date()
    try:
        return date.fromisoformat(text) if _DAY.match(text) else _no_day()
    except ValueError:
        return _no_day()


def _day_in(at: datetime | None, zone: tzinfo) -> date | None:
    return None if at is None else at.astimezone(zone).date()


def _no_day() -> date:
    raise Unreadable("no day")


def time_of(value: Any, form: Any = None, zone: tzinfo = UTC) -> datetime | None:
    """An instant in UTC; a time without a zone is one in `zone`. `form` is epoch_s, epoch_ms or a strptime format."""
    if value is None or value == "":
        return None
    if isinstance(value, datetime):
        return _never(_in_utc(value, zone))
    if isinstance(value, Mapping):
        return _never(_time_table(value, zone))
    if form is not None:
        return _formatted(value, form, zone)
    if not isinstance(value, str):
        raise Unreadable(f"a {kind_of(value)} where a time belongs (say epoch_s or epoch_ms)")
    return _instant(value.strip(), zone)


def duration_of(value: Any, unit: Any = "s") -> int | None:
    """Whole seconds from a number of `unit` (ms, s, min, h) or a text h:mm:ss."""
    if value is None or value == "":
        return None
    if isinstance(value, str) and re.fullmatch(r"\d{1,4}(:\d{2}){1,2}", value.strip(), re.ASCII):
        seconds = 0
        for part in value.strip().split(":"):
            seconds = seconds * 60 + int(part)
        return seconds
    amount = decimal_of(value)
    factor = _UNITS.get(str(unit))
    if factor is None:
        raise Unreadable(f"the unit of a duration is one of {', '.join(_UNITS)}")
    return None if amount is None else int(amount * factor)


def plain_text(value: Any) -> str | None:
    """HTML as plain text: no tags, no scripts, entities read, a line per block."""
    text = text_of(value, LONG_TEXT * 4)
    if text is None:
        return None
    from html import unescape  # noqa: PLC0415 - its list of entities is half a megabyte, and most systems send text

    lines = (" ".join(line.split()) for line in unescape(_without_tags(text)).splitlines())
    return text_of("\n".join(line for line in lines if line), LONG_TEXT)


def _without_tags(text: str) -> str:
    """The text between the tags; one pass, so that a million open brackets cost no more than a million letters."""
    kept, at, lowered = [], 0, text.lower()
    while (start := text.find("<", at)) >= 0:
        kept.append(text[at:start])
        end = text.find(">", start)
        if not _TAG.match(text, start + 1) or end < 0:
            kept.append("<")
            at = start + 1
            if end < 0:
                break
            continue
        hidden = next((name for name in ("script", "style") if lowered.startswith(name, start + 1)), None)
        closing = lowered.find(f"</{hidden}", end) if hidden else end
        kept.append("\n" if _BLOCK_END.match(text, start + 1) else "")
        at = len(text) if closing < 0 else (end + 1 if hidden is None else closing)
    return "".join([*kept, text[at:]])


def _instant(text: str, zone: tzinfo) -> datetime | None:
    if text.startswith(("0000-00-00", "0001-01-01")):
        return None
    if len(text) > 40 or not _DAY_AND_TIME.match(text):
        raise Unreadable("no time")
    # PostgreSQL and others write the zone as "+02" or " UTC".
    text = re.sub(r" ?(?:UTC|GMT)\Z", "+00:00", text)
    try:
        return _never(_in_utc(datetime.fromisoformat(text), zone))
    except ValueError:
        raise Unreadable("no time") from None


def _formatted(value: Any, form: Any, zone: tzinfo) -> datetime | None:
    if form in _EPOCHS:
        amount = decimal_of(value)
        if amount is None:
            return None
        seconds = amount if form == "epoch_s" else amount / 1000
        try:
            return _never(_EPOCH + timedelta(seconds=float(seconds)))
        except OverflowError:
            raise Unreadable("no time") from None
    return _never(_in_utc(_strptime(value, form), zone))


def _strptime(value: Any, form: Any) -> datetime:
    if not isinstance(value, str) or not isinstance(form, str) or len(value) > 100:
        raise Unreadable("no time")
    try:
        return datetime.strptime(value.strip(), form)
    except ValueError:
        raise Unreadable("no time in the format given") from None


def _in_utc(at: datetime, zone: tzinfo) -> datetime:
    try:
        return (at if at.tzinfo else at.replace(tzinfo=zone)).astimezone(UTC)
    except OverflowError:
        raise Unreadable("no time") from None


def _in_zone(at: datetime, zone: tzinfo) -> datetime:
    return at.astimezone(zone) if at.tzinfo else at


def _never(at: datetime) -> datetime | None:
    return None if at == _EPOCH or at.year <= 1 else at


def _parts(value: Mapping[str, Any], *names: str) -> list[int]:
    found = [value.get(name, 0) for name in names]
    if not all(isinstance(part, int) for part in found):
        raise Unreadable("a table without year, month and day")
    return found


def _day_table(value: Mapping[str, Any], zone: tzinfo) -> date | None:
    if "hour" in value:
        return _day_in(_never(_time_table(value, zone)), zone)
    year, month, day = _parts(value, "year", "month", "day")
    try:
        return None if year <= 1 else date(year, month, day)
    except ValueError:
        return _no_day()


def _time_table(value: Mapping[str, Any], zone: tzinfo) -> datetime:
    numbers = _parts(value, "year", "month", "day", "hour", "minute", "second", "microsecond")
    try:
        return _in_utc(datetime(*numbers, tzinfo=zone), zone)  # type: ignore[misc, arg-type]
    except (ValueError, OverflowError):
        raise Unreadable("no time") from None
