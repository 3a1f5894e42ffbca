"""Where ;abbr stands in what is typed. Pure: texts in, positions out."""

from __future__ import annotations

from dataclasses import dataclass

from desktop.playbook.format_quick import LONGEST_ABBR
from desktop.playbook.quick_read import ABBR

SIGN = ";"
_OPENING = frozenset("([{\"'«»„“”‚‘’<–—¿¡")
"""What a text may begin behind, besides a space; a letter, a digit or a slash means: inside a word or an address."""


@dataclass(frozen=True, slots=True)
class Typed:
    """An abbreviation that was typed or is being typed, and where its sign stands; `abbr` in small letters."""

    start: int
    abbr: str


def typed_before(text: str) -> Typed | None:
    """The abbreviation that ends where `text` ends; one without letters yet has an empty `abbr`."""
    start = text.rfind(SIGN, max(0, len(text) - LONGEST_ABBR - 1))
    if start < 0 or not _may_begin(text, start):
        return None
    word = text[start + 1 :]
    return Typed(start, word.casefold()) if not word or ABBR.fullmatch(word) else None


def _may_begin(text: str, at: int) -> bool:
    return at == 0 or text[at - 1].isspace() or text[at - 1] in _OPENING
