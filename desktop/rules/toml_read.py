"""TOML text as plain data, with the lines where its keys stand, so that problems have a place."""

from __future__ import annotations

import re
import tomllib
from collections.abc import Iterable, Mapping
from dataclasses import replace
from decimal import Decimal
from typing import Any

from desktop.rules.problems import NO_SPAN, Place, Problem, Span, Suggestion, shown, suggest

Table = Mapping[str, Any]
_AT = re.compile(r"\(at line (\d+), column (\d+)\)")
# The time tomllib takes for a name of n parts grows with n².
_MANY_PARTS = re.compile(r"""(?<![\w-])(?:(?:[\w-]++|"[^"\n]*+"|'[^'\n]*+')[ \t]*+\.[ \t]*+){33}""", re.ASCII)
_AT_END = "(at end of document)"
_HEADER = re.compile(r"\s*(\[\[?)([^\]]*)\]\]?\s*(?:#.*)?$")
_KEY = re.compile(r"""\s*("[^"]*"|'[^']*'|[A-Za-z0-9_-]+(?:\.[A-Za-z0-9_-]+)*)\s*=\s*""")


def read_toml(text: str, file: str) -> tuple[Table | None, list[Problem]]:
    """The data of a TOML text (numbers exact), or one problem that says where it breaks."""
    endless = _MANY_PARTS.search(text)
    if endless:
        line, col = text.count("\n", 0, endless.start()) + 1, endless.start() - text.rfind("\n", 0, endless.start())
        params = shown({"reason": "a name here has more than 32 parts"})
        return None, [Problem("SYN020", file=file, span=Span(line, col, line, col + 1), params=params)]
    try:
        return tomllib.loads(text.removeprefix("\ufeff"), parse_float=Decimal), []
    except (tomllib.TOMLDecodeError, RecursionError, ValueError, ArithmeticError) as error:
        reason = _reason(error)
        found = _AT.search(reason)
        line, col = (int(found[1]), int(found[2])) if found else (1, 1)
        if _AT_END in reason:
            line, col = text.count("\n") + 1, len(text) - text.rfind("\n")
        params = shown({"reason": _AT.sub("", reason).replace(_AT_END, "").strip()})
        span = Span(line, col, line, col + 1)
        return None, [Problem("SYN020", file=file, span=span, params=params)]


def _reason(error: Exception) -> str:
    if isinstance(error, tomllib.TOMLDecodeError):
        return str(error)
    return "it is nested too deeply" if isinstance(error, RecursionError) else "a number in it has too many digits"


class TomlPlaces:
    """Where each key of a TOML text stands, found line by line without judging the text."""

    def __init__(self, text: str, file: str) -> None:
        """Scan the text once."""
        self._file = file
        self._lines = text.removeprefix("\ufeff").split("\n")
        self._heads: dict[tuple[str, int], int] = {}
        self._keys: dict[tuple[str, int, str], tuple[int, int]] = {}
        self._found: dict[tuple[str, int, str, str], tuple[int, int]] = {}
        self._scan()

    def _scan(self) -> None:
        header, index, fence = "", 0, ""
        counts: dict[str, int] = {}
        for number, line in enumerate(self._lines):
            if fence:
                fence = "" if fence in line else fence
                continue
            head = _HEADER.match(line)
            if head:
                header = _bare(head[2])
                index = counts.get(header, 0) if head[1] == "[[" else 0
                counts[header] = index + 1
                self._heads[header, index] = number
                continue
            key = _KEY.match(line)
            if key:
                self._keys.setdefault((header, index, _bare(key[1])), (number, key.end()))
            fence = next((f for f in ('"""', "'''") if line.count(f) % 2), "")

    def at(self, header: str, index: int = 0, key: str = "", inner: str = "", rule_id: str = "") -> Place:
        """The place of a key's value (inside its quotes), of a key inside it, or of a header."""
        asked = (header, index, key, inner)
        if asked not in self._found:
            self._found[asked] = self._located(*asked)
        line, col = self._found[asked]
        return Place(self._file, rule_id, inner or key, line + 1, col + 1)

    def put(self, place: Place, text: str, problems: Iterable[Problem]) -> list[Problem]:
        """Problems of a text that stands at a place; where it is written with escapes, all of them at its start."""
        if self._stands(place, text):
            return [place.put(problem) for problem in problems]
        return [place.put(replace(p, span=NO_SPAN, suggestion=_at_start(p.suggestion))) for p in problems]

    def _stands(self, place: Place, text: str) -> bool:
        first = place.line - 1
        lines, col = text.split("\n"), place.col - 1
        for line, words in zip(self._lines[first : first + len(lines)], lines, strict=False):
            if not line.startswith(words, col):
                return False
            col = 0
        return first + len(lines) <= len(self._lines)

    def _located(self, header: str, index: int, key: str, inner: str) -> tuple[int, int]:
        found, rest = self._keys.get((header, index, key)), inner
        if found is None and key:
            # A dotted key such as say.en stands on a line of its own.
            dotted = self._keys.get((header, index, f"{key}.{inner}")) if inner else self._dotted(header, index, key)
            found, rest = dotted, ""
        if found is None:
            return self._heads.get((header, index), 0), 0
        line, col = self._inner(*found, rest) if rest else found
        line, col = self._unquoted(line, col)
        return (line, col) if line < len(self._lines) else found

    def _dotted(self, header: str, index: int, key: str) -> tuple[int, int] | None:
        """The first line that says something inside a key."""
        begin = f"{key}."
        lines = [at for (h, i, k), at in self._keys.items() if (h, i) == (header, index) and k.startswith(begin)]
        return min(lines, default=None)

    def _inner(self, line: int, col: int, inner: str) -> tuple[int, int]:
        pattern = re.compile(r"\b" + re.escape(inner) + r"\"?\s*=\s*")
        for number in range(line, min(line + 40, len(self._lines))):
            found = pattern.search(self._lines[number], col if number == line else 0)
            if found:
                return number, found.end()
        return line, col

    def _unquoted(self, line: int, col: int) -> tuple[int, int]:
        rest = self._lines[line][col:]
        for fence in ('"""', "'''"):
            if rest.startswith(fence):
                empty = not rest[3:].strip()
                return (line + 1, 0) if empty else (line, col + 3)
        return (line, col + 1) if rest[:1] in ("'", '"') else (line, col)


def _at_start(mend: Suggestion | None) -> Suggestion | None:
    return Suggestion(mend.text, NO_SPAN) if mend is not None else None


def _bare(key: str) -> str:
    return key.replace('"', "").replace("'", "").replace(" ", "").replace("\t", "")


def unknown_keys(table: Table, known: Iterable[str], place: Place) -> list[Problem]:
    """One problem for each setting that means nothing here."""
    names = tuple(known)
    out = []
    for key in table:
        if key not in names:
            span = Span(1, 1, 1, 1)
            mend = suggest(str(key), names, span)
            problem = Problem("NAM007", params=shown({"name": key}), suggestion=mend)
            out.append(place.put(problem))
    return out
