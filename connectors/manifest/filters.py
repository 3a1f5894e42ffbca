"""Values in the filters of MongoDB, Hasura, Elasticsearch and PostgREST that would mean more than themselves there."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

_PATTERN_KEYS = frozenset({"$regex", "_regex", "_iregex", "_nregex", "_niregex", "regex", "iregex", "regexp"})
_MATCH = re.compile(r"(?:\A|[,(.=])(?:not\.)?i?match(?:\((?:any|all)\))?\.")
_WRITTEN_KEY = re.compile(r"""["'](?:\$regex|_?n?i?regex|regexp)["']\s*:|\b_n?i?regex\s*:""")
_OPERATOR = r"(?:n?eq|[gl]te?|i?like|i?match|is|isdistinct|in|cs|cd|ov|(?:pl|ph|w)?fts)"
_LIST = re.compile(
    rf"(?:\A|[?&])(?:(?:not\.)?(?:or|and)=?)?\((?s:.*)\.{_OPERATOR}(?:\(\w+\))?\.|(?:\A|[?&.=])(?:not\.)?in\.\("
)
_WRITTEN_PATTERN = "phone.regex"
"""The one input that is a regular expression itself."""
_BARE = frozenset(f"phone.{name}" for name in "e164 digits idd national nsn tail last4 regex glob pattern".split())
"""What has neither comma nor bracket, whoever calls."""


@dataclass(frozen=True, slots=True)
class Place:
    """A placeholder inside a text: where it starts, its path and its escaper."""

    start: int
    path: str
    escaper: str | None

    def __str__(self) -> str:
        return f"${{{self.path}{'|' + self.escaper if self.escaper else ''}}}"


def lint_filter(where: Sequence[str | int], text: str, places: Sequence[Place]) -> Iterator[str]:
    """What is wrong with the values of a text that is a filter, or a part of one."""
    if _LIST.search(text):
        yield from (message for place in places if (message := _in_list(text, place)))
    elif _WRITTEN_KEY.search(text):
        yield from (_not_written(place) for place in places if not _is_plain(place))
    elif _MATCH.search(text) or not _PATTERN_KEYS.isdisjoint(where):
        yield from (message for place in places if (message := _in_pattern(place)))


def _is_plain(place: Place) -> bool:
    return place.escaper == "int" or place.path == _WRITTEN_PATTERN or place.path.startswith("settings.")


def _not_written(place: Place) -> str:
    return (
        f"{place} stands in a filter that is written as a text: write it as a table, "
        '{ encode = "json", value = { … } }, with |regex in its regular expression'
    )


def _in_pattern(place: Place) -> str | None:
    """A value in a regular expression finds what it happens to mean there, and an open bracket is refused."""
    if place.path == _WRITTEN_PATTERN:
        return f"{place} is a regular expression already: write it without |regex" if place.escaper == "regex" else None
    if place.escaper in {"regex", "int"}:
        return None
    return f"{place} stands in a regular expression: write ${{{place.path}|regex}}"


def _in_list(text: str, place: Place) -> str | None:
    """A comma or a bracket in a value begins another condition of a list, such as `or=(a.eq.1,b.eq.2)`."""
    if place.escaper == "int" or place.path in _BARE or place.path.startswith("settings."):
        return None
    before = text[: place.start]
    if _MATCH.search(before[max(before.rfind(","), 0) :]):
        return f"{place} stands in a regular expression inside a list, which no escaper fits: compare with eq there"
    if place.escaper == "quoted" and before.count('"') % 2 == 1:
        return None
    return f'{place} stands in a list, where a comma begins another condition: write "${{{place.path}|quoted}}"'
