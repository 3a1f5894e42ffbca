"""Amounts as half of Europe writes them: 1.234,50 €. Pure.

The comma is the decimal mark; dots, spaces and apostrophes stand between groups of three. What is not clearly so is
refused: 0.123 and 19.90 are no thousands, and 1.234 567,00 is two habits at once.
"""

from __future__ import annotations

import re

COMMA = "comma"

_SPACES = " \u00a0\u2009\u202f"
_BESIDE = r"[A-Z]{3}|[$\u00a2-\u00a5\u20a0-\u20cf]|kr\.?|z\u0142|K\u010d|Ft|lei|Fr\."
_WRITTEN = re.compile(
    rf"(?P<sign>[+\-\u2212]?)[{_SPACES}]?(?P<before>{_BESIDE})?[{_SPACES}]?(?P<inner>[+\-\u2212]?)"
    rf"(?P<whole>[1-9]\d{{0,2}}(?P<group>[.{_SPACES}'\u2019])\d{{3}}(?:(?P=group)\d{{3}})*|\d+)"
    rf"(?:,(?P<decimals>\d+))?[{_SPACES}]?(?P<after>{_BESIDE})?",
    re.ASCII,
)
_MOST = 60


def with_point(text: str) -> tuple[str, str] | None:
    """The number with a point as its decimal mark, and the code of the currency beside it; None for anything else."""
    text = text.strip()
    found = _WRITTEN.fullmatch(text) if len(text) <= _MOST else None
    if found is None or (found["before"] and found["after"]) or (found["sign"] and found["inner"]):
        return None
    sign = "-" if (found["sign"] or found["inner"] or "+") != "+" else ""
    whole = re.sub(r"\D", "", found["whole"])
    beside = found["before"] or found["after"] or ""
    code = "EUR" if beside == "\u20ac" else beside
    decimals = found["decimals"]
    return f"{sign}{whole}.{decimals}" if decimals else sign + whole, code if len(code) == 3 and code.isupper() else ""


def has_comma(text: str) -> bool:
    """Whether a text is a number with a decimal comma, and not one of English thousands."""
    found = _WRITTEN.fullmatch(text) if len(text) <= _MOST else None
    if found is None or found["decimals"] is None:
        return False
    return len(found["decimals"]) != 3 or found["group"] is not None
