"""What spreadsheets make of dates and numbers when they save, and the form in which they were meant."""

from __future__ import annotations

import re
from datetime import date, timedelta

from desktop.rules.values import Kind

_DAY = re.compile(r"(\d{1,2})[./-](\d{1,2})[./-](\d{4}|\d{2})(?:,?\s+\d{1,2}:\d{2}.*)?")
_YEAR_FIRST = re.compile(r"(\d{4})[/.](\d{1,2})[/.](\d{1,2})(?:\s+\d{1,2}:\d{2}.*)?")
_NAMED = re.compile(r"(\d{1,2})[. -]+([^\W\d_]{3,9})\.?(?:[ -]+(\d{4}|\d{2}))?|([^\W\d_]{3,9})[ -](\d{1,2}),? (\d{4})")
_SERIAL = re.compile(r"[2-6]\d{4}")
_NUMBER = re.compile(r"\d{1,3}(?:[.'\u00a0\u202f ]\d{3})+,\d+|\d{1,3}(?:,\d{3})+\.\d+|\d+,\d+")
_QUANTITY = re.compile(rf"-?(?:{_NUMBER.pattern})(?: ?[A-Z]{{3}}| ?(?:min|[shdw]))?")
_WHOLE = re.compile(r"\d{1,3}(?:\.\d{3})+")
_FIRST_DAY = date(1899, 12, 30)
_MONTHS = "jan feb mar apr may jun jul aug sep oct nov dec".split()
_OTHER_MONTHS = {"mär": 3, "mrz": 3, "mai": 5, "okt": 10, "dez": 12}


def meant_date(text: str) -> str | None:
    """The ISO form of a date as a spreadsheet shows it; None when the text is no such date."""
    found = _DAY.fullmatch(text)
    if found:
        day, month = int(found[1]), int(found[2])
        return _iso(found[3], *((day, month) if month > 12 else (month, day)))
    found = _YEAR_FIRST.fullmatch(text)
    if found:
        return _iso(found[1], int(found[2]), int(found[3]))
    found = _NAMED.fullmatch(text)
    if found:
        word = (found[2] or found[4]).lower()[:3]
        month = _MONTHS.index(word) + 1 if word in _MONTHS else _OTHER_MONTHS.get(word, 0)
        return _iso(found[3] or found[6] or "YYYY", month, int(found[1] or found[5])) if month else None
    return None


def meant_serial(text: str) -> str | None:
    """The ISO form of a date of which only the spreadsheet's count of days is left."""
    return (_FIRST_DAY + timedelta(days=int(text))).isoformat() if _SERIAL.fullmatch(text) else None


def _iso(year: str, month: int, day: int) -> str:
    return f"{year if len(year) == 4 else '20' + year}-{month:02}-{day:02}"


def meant_number(text: str, kind: Kind) -> tuple[str, str] | None:
    """(code, text with points instead of commas) where a text of this kind holds a localized number."""
    if kind is Kind.INT and _WHOLE.fullmatch(text.lstrip("-<>=! ")):
        return "TBL025", text.replace(".", "")
    if kind not in (Kind.DECIMAL, Kind.MONEY, Kind.DURATION) or not _NUMBER.search(text):
        return None
    return "TBL009", _NUMBER.sub(_with_point, text)


def meant_value(text: str) -> tuple[str, str] | None:
    """(code, ISO form) of a text that is nothing but a localized number, amount, duration or date."""
    if _QUANTITY.fullmatch(text):
        return "TBL009", _NUMBER.sub(_with_point, text)
    iso = meant_date(text)
    return None if iso is None or "YYYY" in iso else ("TBL008", iso)


def _with_point(found: re.Match[str]) -> str:
    number = found[0]
    if number.rfind(".") > number.rfind(","):
        return number.replace(",", "")
    return re.sub(r"[.'\u00a0\u202f ]", "", number).replace(",", ".")
