"""Tokens of FEEL, as far as it is read."""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from decimal import Decimal

from desktop.rules.feel_logic import NotImportable
from desktop.rules.problems import MAX_DIGITS, clip
from desktop.rules.values import MICROSECOND, Scalar

KEYWORDS = frozenset({"and", "or", "not", "in", "between", "null", "true", "false"})
_TOKEN = re.compile(
    r"""(?P<space>(?:\s|//[^\n]*|/\*.*?\*/)+)
    |(?P<call>(?:date[ ]and[ ]time|date|time|duration)\s*\(\s*"(?P<inside>(?:[^"\\]|\\.)*)"\s*\))
    |@"(?P<at>(?:[^"\\]|\\.)*)"
    |(?P<number>(?:\d+(?:\.\d+)?|\.\d+)(?:[eE][+-]?\d{1,3})?)
    |(?P<text>"(?:[^"\\]|\\.)*")
    |(?P<word>[^\W\d]\w*)
    |(?P<op>\*\*|<=|>=|!=|\.\.|[<>=+\-*/()\[\],?.])
    """,
    re.VERBOSE | re.DOTALL,
)
_ISO_DURATION = re.compile(r"(-?)P(?:(\d{1,9})D)?(?:T(?:(\d{1,12})H)?(?:(\d{1,12})M)?(?:(\d{1,12}(?:\.\d{1,9})?)S)?)?")
_INSTANT = re.compile(r"\d{4}-\d{2}-\d{2}T\d{2}:\d{2}:\d{2}(?:\.\d{1,6})?(?:Z|[+-]\d{2}:\d{2})?")
_FARTHEST = timedelta(hours=14)
_ESCAPES = re.compile(r'\\(u[0-9a-fA-F]{4}|U[0-9a-fA-F]{6}|["\\ntr])')
_ESCAPED = {'"': '"', "\\": "\\", "n": "\n", "t": "\t", "r": "\r"}


@dataclass(frozen=True, slots=True)
class Token:
    """One token from `start` to `end` of the text; `value` is set for literals."""

    kind: str
    text: str
    start: int
    end: int
    value: Scalar | None = None


def next_token(text: str, at: int) -> Token:
    """The token that starts at or after a position; kind `end` behind the last one."""
    while True:
        match = _TOKEN.match(text, at)
        if match is None:
            # a name may hold any sign: what cannot be read alone is refused only where no name stands
            return Token("bad", text[at], at, at + 1) if at < len(text) else Token("end", "the end", at, at)
        if match.lastgroup != "space":
            return _token(match)
        at = match.end()


def _token(match: re.Match[str]) -> Token:
    whole, start, end = match[0], match.start(), match.end()
    if match["word"] is not None:
        return Token("word", whole, start, end)
    if match["op"] is not None:
        return Token("op", whole, start, end)
    return Token("literal", whole, start, end, _literal(match))


def _literal(match: re.Match[str]) -> Scalar:
    if match["number"] is not None:
        return _number(match["number"])
    if match["text"] is not None:
        return _text(match["text"][1:-1])
    if match["at"] is not None:
        return _moment(match["at"])
    function, inside = match["call"].partition("(")[0].strip(), match["inside"]
    found = _moment(inside) if function != "time" else None
    kinds = {"date": date, "date and time": datetime, "duration": timedelta}
    if type(found) is not kinds.get(function):
        raise NotImportable(f"{clip(match['call'], 40)} is not read")
    assert found is not None
    return found


def _number(text: str) -> Scalar:
    found = Decimal(text)
    digits = found.as_tuple()
    if len(digits.digits) > MAX_DIGITS or abs(found.adjusted()) > MAX_DIGITS:
        raise NotImportable(f"the number {clip(text, 40)} has too many digits")
    whole = found == found.to_integral_value() and "." not in text
    return int(found) if whole else Decimal(format(found, "f"))


def _text(body: str) -> str:
    def plain(match: re.Match[str]) -> str:
        mark = match[1]
        return _ESCAPED[mark] if mark in _ESCAPED else chr(min(int(mark[1:], 16), 0x10FFFF))

    return _ESCAPES.sub(plain, body)


def _moment(text: str) -> date | timedelta:
    """A day, an instant with its offset or a duration without months."""
    try:
        if "P" in text:
            found: date | timedelta | None = read_iso_duration(text)
        elif "T" in text:
            found = datetime.fromisoformat(text) if _INSTANT.fullmatch(text) else None
        else:
            found = date.fromisoformat(text)
    except ValueError:
        found = None
    offset = found.utcoffset() if isinstance(found, datetime) else timedelta(0)
    if offset is None:
        raise NotImportable(f"the instant {clip(text, 40)} has no offset")
    if abs(offset) > _FARTHEST:
        found = None
    if found is None:
        raise NotImportable(f"{clip(text, 40)} is no date, no instant and no duration without months")
    return found


def read_iso_duration(text: str) -> timedelta | None:
    """A duration in ISO form such as P1DT2H; None when the text is none, or counts months."""
    match = _ISO_DURATION.fullmatch(text)
    if match is None or text.endswith(("P", "T")):
        return None
    sign, days, hours, minutes, seconds = match.groups()
    micros = Decimal(seconds or 0) * 1_000_000
    if micros != int(micros):
        return None
    try:
        span = timedelta(days=int(days or 0), hours=int(hours or 0), minutes=int(minutes or 0))
        span += int(micros) * MICROSECOND
        return -span if sign else span
    except OverflowError:
        return None
