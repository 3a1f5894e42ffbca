"""Payment card numbers in free text: found by their check digit and masked before anything is written.

A card number is 13 to 19 digits that pass the Luhn test (ISO/IEC 7812-1, annex B), in one piece or in groups.
One random number in ten passes too, so ids that a connector declares as ids are not searched. Nor are numbers
that nobody writes a card like: an international telephone number, a leading zero (no issuer has one), or one digit
repeated.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

SHORTEST, LONGEST = 13, 19
LONGEST_PHONE = 15
KEPT = 4
OPEN_RUN = 7
MASK = "•"

# Spaces of every width, dashes, dots, strokes and what is invisible; a line break may split a number too.
_BETWEEN = r"[\s\-‐‑‒–—−./·_\u200b-\u200d\u2060\ufeff\ufffd]"
_RUN = re.compile(rf"\d(?:{_BETWEEN}{{0,3}}\d)*")
_TYPED = re.compile(rf"({_RUN.pattern}){_BETWEEN}{{0,3}}")
_GROUP = re.compile(r"\d+")
_VALUE = unicodedata.digit  # Arabic-Indic, full-width and all other decimal digits count too


@dataclass(frozen=True, slots=True)
class Masked:
    """A text without card numbers, and how many were taken out."""

    text: str
    count: int = 0


def passes_luhn(digits: Sequence[int]) -> bool:
    """Whether the last digit is the check digit of those before it."""
    doubled = digits[-2::-2]
    return (sum(digits[-1::-2]) + sum(2 * digit - 9 * (digit > 4) for digit in doubled)) % 10 == 0


def mask(text: str) -> Masked:
    """The text with every card number masked but for its last four digits."""
    hidden: set[int] = set()
    count = 0
    for run in _RUN.finditer(text):
        for places in _card_numbers(text, run.start(), run.end()):
            hidden.update(places[:-KEPT])
            count += 1
    if not hidden:
        return Masked(text)
    return Masked("".join(MASK if place in hidden else char for place, char in enumerate(text)), count)


def without_open_run(text: str) -> str:
    """The text without a run of seven or more digits at its end, still being typed: it may become a card number."""
    for run in _TYPED.finditer(text):
        if run.end() == len(text) and sum(map(len, _GROUP.findall(run[1]))) >= OPEN_RUN:
            return text[: run.start()] + text[run.end(1) :]
    return text


def _card_numbers(text: str, start: int, end: int) -> Iterator[list[int]]:
    """Places of the digits of each card number in one run: groups from one to the next, never half a group."""
    groups = [list(range(*group.span())) for group in _GROUP.finditer(text, start, end)]
    for first in range(len(groups)):
        digits: list[int] = []
        for group in groups[first : first + LONGEST]:
            digits = digits + group
            if len(digits) > LONGEST:
                break
            if _is_card(text, digits):
                yield digits


def _is_card(text: str, places: list[int]) -> bool:
    if len(places) < SHORTEST:
        return False
    if len(places) <= LONGEST_PHONE and places[0] > 0 and text[places[0] - 1] in "+＋":
        return False
    digits = [_VALUE(text[place]) for place in places]
    return digits[0] != 0 and len(set(digits)) > 1 and passes_luhn(digits)
