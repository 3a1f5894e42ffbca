"""What is wrong with a setting, as a problem that says what stands there and what to write instead."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Sequence
from dataclasses import replace
from datetime import date, datetime, time
from decimal import Decimal

from desktop.rules.likeness import most_alike
from desktop.rules.problems import NO_SPAN, Place, Problem, Suggestion, some, suggest
from desktop.rules.read_values import said
from desktop.rules.room import FACT, Room, shown_length

MOST_LISTED = 8
MOST_OPTIONS = 12
"""Words of the format itself that are listed whole."""
_TRUE_OR_FALSE = {"yes": "true", "true": "true", "ja": "true", "no": "false", "false": "false", "nein": "false"}


def misfit(place: Place, field: str, expected: str, raw: object) -> Problem:
    """A value of another kind than is needed."""
    return place.problem("ACT006", field=field, expected=expected, found=said(raw), write=_write(expected, raw))


def _write(expected: str, raw: object) -> str:
    """How the value was probably meant."""
    if isinstance(raw, str):
        word = raw.strip().lower()
        if expected == "true or false" and word in _TRUE_OR_FALSE:
            return f" Write {_TRUE_OR_FALSE[word]}, without quotes."
        number = word.lstrip("-").isdigit() and word.isascii()
        return f" Write {word}, without quotes." if number and expected.startswith("a whole number") else ""
    plain = isinstance(raw, bool | int | Decimal | date | datetime | time)
    return f' Write "{said(raw)}", in quotes.' if plain and expected.startswith(("a text", "a condition")) else ""


def none_of(place: Place, field: str, options: Sequence[str], raw: object) -> Problem:
    """A word that is none of those there are."""
    word = raw if isinstance(raw, str) else ""
    problem = place.problem("ACT005", field=field, known=listed(options, word, MOST_OPTIONS), found=said(raw))
    return replace(problem, suggestion=put(suggest(word, options, NO_SPAN), place))


def stranger(place: Place, code: str, word: str, known: Collection[str], /, **params: object) -> Problem:
    """A word that names nothing there is: the closest there is, and all of them where they are few."""
    options = listed(known, word)
    problem = place.problem(code, known=f"use {options}" if options else "there is none yet", **params)
    return replace(problem, suggestion=put(suggest(word, known, NO_SPAN), place))


def put(mend: Suggestion | None, place: Place) -> Suggestion | None:
    """A mend for the word that stands at a place."""
    return replace(mend, span=place.span) if mend is not None else None


def missing(place: Place, what: str, write: str = "") -> Problem:
    """Something that has to be there."""
    return place.problem("ACT002", what=what, write=write or f'{what} = "…"')


def again(place: Place, name: str, first: Place) -> Problem:
    """An id that another one has already."""
    return place.problem("ACT003", id=name, first=first)


def overlong(place: Place, what: str, text: str, room: Room) -> Problem:
    """A text that is too long for its place on the screen."""
    length = shown_length(text)
    facts = f" (each fact counts as {FACT})" if length != len(text) else ""
    told = {"count": length, "limit": room.most, "over": length - room.most, "where": room.where, "facts": facts}
    return place.problem("CAP013", what=what, **told)


def listed(words: Iterable[str], like: str = "", most: int = MOST_LISTED) -> str:
    """Words as a list: all of them, or of many the most like one and how many more there are."""
    known = list(dict.fromkeys(words))
    if len(known) <= most:
        return ", ".join(known)
    return f"{', '.join(most_alike(like, known, most))} or {some(len(known) - most, 'other')}"
