"""TOML text as plain data, with the lines where its keys stand, so that problems have a place."""

from __future__ import annotations

import re
import tomllib
from collections.abc import Iterable, Mapping
from decimal import Decimal
from typing import Any

from desktop.rules.problems import Place, Problem, Span, shown, suggest

Table = Mapping[str, Any]
_AT = re.compile(r"\(at line (\d+), column (\d+)\)")
_HEADER = re.compile(r"\s*(\[\[?)\s*([^\]]*?)\s*\]\]?\s*(?:#.*)?$")
_KEY = re.compile(r"""\s*("[^"]*"|'[^']*'|[A-Za-z0-9_-]+(?:\.[A-Za-z0-9_-]+)*)\s*=\s*""")


def read_toml(text: str, file: str) -> tuple[Table | None, list[Problem]]:
    """The data of a TOML text (numbers exact), or one problem that says where it breaks."""
    try:
        return tomllib.loads(text.removeprefix("\ufeff"), parse_float=Decimal), []
    except (tomllib.TOMLDecodeError, RecursionError, ValueError, ArithmeticError) as error:
        reason = str(error) or type(error).__name__
        found = _AT.search(reason)
        line, col = (int(found[1]), int(found[2])) if found else (1, 1)
        params = shown({"reason": _AT.sub("", reason).strip()})
        span = Span(line, col, line, col + 1)
        return None, [Problem("SYN020", file=file, span=span, params=params)]


class TomlPlaces:
    """Where each key of a TOML text stands, found line by line without judging the text."""

    def __init__(self, text: str, file: str) -> None:
        """Scan the text once."""
        self._file = file
        self._lines = text.split("\n")
        self._heads: dict[tuple[str, int], int] = {}
        self._keys: dict[tuple[str, int, str], tuple[int, int]] = {}
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
        found = self._keys.get((header, index, key))
        if found is None:
            line = self._heads.get((header, index), 0)
            return Place(self._file, rule_id, inner or key, line + 1, 1)
        line, col = self._inner(*found, inner) if inner else found
        line, col = self._unquoted(line, col)
        return Place(self._file, rule_id, inner or key, line + 1, col + 1)

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


def _bare(key: str) -> str:
    return key.replace('"', "").replace("'", "").replace(" ", "")


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
