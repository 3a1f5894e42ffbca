"""Where each key of a TOML text stands, found without judging the text: of a broken one, what can still be told."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Iterable, Iterator
from dataclasses import replace
from itertools import accumulate
from typing import NamedTuple, TypeVar

from desktop.rules.problems import NO_SPAN, Place, Problem, Suggestion

KeyPath = tuple[str | int, ...]
"""The way to a value: names, and numbers (from 0) of entries of a list or of [[blocks]]."""
_PART = r"""(?:[A-Za-z0-9_-]++|"(?:\\.|[^"\\\n])*+"|'[^'\n]*+')"""
_NAME = re.compile(_PART)
_NAMES = rf"{_PART}(?:[ \t]*+\.[ \t]*+{_PART})*+"
_HEADER = re.compile(rf"[ \t]*+(\[\[?)[ \t]*+({_NAMES})[ \t]*+\]\]?[ \t]*+\r?(?:#.*)?$")
KEY_LINE = re.compile(rf"[ \t]*+({_NAMES})[ \t]*+=[ \t]*+")
_INNER_KEY = re.compile(rf"[\s,]*+({_NAMES})\s*+=\s*+")
_SPACE = re.compile(r"(?:[\s,]++|#[^\n]*+)*+")
LONG_TEXT = r'"""(?:\\.|(?!""").)*+"{3,5}|' r"'''(?:(?!''').)*+'{3,5}"
SHORT_TEXT = r'"(?:\\.|[^"\\\n])*+"|' r"'[^'\n]*+'"
_STRING = re.compile(rf"{LONG_TEXT}|{SHORT_TEXT}", re.DOTALL)
_PLAIN = re.compile(r"[^,\]}#\n]++")
_INSIDE = re.compile(rf"{_STRING.pattern}|#[^\n]*+|[\[\]{{}}]", re.DOTALL)
_FENCES = ('"""', "'''")


class _At(NamedTuple):
    """Where a key stands: its line, and in it the key and its value; all count from 0."""

    line: int
    key: int
    value: int


_First = TypeVar("_First")


class TomlPlaces:
    """Headers and keys by line; what stands inside a value is looked for when somebody asks."""

    def __init__(self, text: str, file: str) -> None:
        """Scan the text once."""
        self._file = file
        self._text = text.removeprefix("\ufeff")
        self._lines = self._text.split("\n")
        self._starts: list[int] = []
        self._heads: dict[KeyPath, int] = {}
        self._keys: dict[KeyPath, _At] = {}
        self._first_head: dict[KeyPath, int] = {}
        self._first_key: dict[KeyPath, _At] = {}
        self._counts: dict[KeyPath, int] = {}
        self._found: dict[KeyPath, _At] = {}
        self._again: dict[int, int] = {}
        self._scan()

    def _scan(self) -> None:
        table: KeyPath = ()
        fence = ""
        for number, line in enumerate(self._lines):
            if fence:
                fence = "" if fence in line else fence
                continue
            head = _HEADER.match(line)
            if head:
                table = self._header(_names(head[2]), is_entry=head[1] == "[[")
                if self._heads.setdefault(table, number) != number:
                    self._again[number] = self._heads[table]
                _note_first(self._first_head, table, number)
                continue
            key = KEY_LINE.match(line)
            if key:
                path = (*table, *_names(key[1]))
                at = _At(number, key.start(1), key.end())
                if self._keys.setdefault(path, at).line != number:
                    self._again[number] = self._keys[path].line
                _note_first(self._first_key, path, at)
            fence = next((f for f in _FENCES if f in line and line.count(f) % 2), "")

    def _header(self, names: list[str], *, is_entry: bool) -> KeyPath:
        """The path of a header, with the numbers of the [[blocks]] it stands in."""
        path: KeyPath = ()
        for name in names[:-1]:
            path = (*path, name)
            if path in self._counts:
                path = (*path, self._counts[path] - 1)
        path = (*path, names[-1])
        if is_entry:
            self._counts[path] = self._counts.get(path, 0) + 1
        return (*path, self._counts[path] - 1) if path in self._counts else path

    def names(self, header: str) -> Iterator[str]:
        """The names in [header.name], or in lines under [header]."""
        return (str(path[1]) for path in (*self._heads, *self._keys) if len(path) > 1 and path[0] == header)

    def ids(self, header: str) -> Iterator[str]:
        """The ids of the [[header]] blocks."""
        for path, at in self._keys.items():
            if len(path) == 3 and (path[0], path[2]) == (header, "id"):
                yield self._lines[at.line][at.value :].partition("#")[0].strip().strip("\"'")

    def has(self, path: KeyPath) -> bool:
        """Whether a value stands exactly there, in a line of its own or inside of one."""
        for end in range(len(path), 0, -1):
            if path[:end] in self._keys:
                return end == len(path) or self._inside(self._keys[path[:end]], path[end:]) != self._keys[path[:end]]
        return False

    def first_of(self, line: int) -> int | None:
        """Where the key or the header of a line stands for the first time, if it stands twice; lines count from 0."""
        return self._again.get(line)

    def at(
        self, path: KeyPath, rule_id: str = "", block: str = "", *, of_key: bool = False, field: str | None = None
    ) -> Place:
        """The place of a value (inside its quotes), of its key, or of the header of a block.

        What is not there is looked for at what would hold it. `field` says what it is; else its last name does.
        """
        if path not in self._found:
            self._found[path] = self._located(path)
        at = self._found[path]
        if field is None:
            field = next((part for part in reversed(path) if isinstance(part, str)), "")
        return Place(self._file, rule_id, field, at.line + 1, (at.key if of_key else at.value) + 1, block)

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

    def _located(self, path: KeyPath) -> _At:
        for end in range(len(path), 0, -1):
            begun, rest = path[:end], path[end:]
            if begun in self._keys:
                return self._unquoted(self._inside(self._keys[begun], rest))
            if begun in self._heads:
                return _At(self._heads[begun], 0, 0)
            if begun in self._first_head:
                return _At(0 if rest else self._first_head[begun], 0, 0)
            # A dotted key such as say.en stands on a line of its own.
            if begun in self._first_key:
                return self._unquoted(self._first_key[begun])
        return _At(0, 0, 0)

    def _unquoted(self, at: _At) -> _At:
        """The place of a text's first letter."""
        rest = self._lines[at.line][at.value :]
        if rest.startswith(_FENCES):
            below = not rest[3:].strip() and at.line + 1 < len(self._lines)
            return _At(at.line + 1, 0, 0) if below else at._replace(value=at.value + 3)
        return at._replace(value=at.value + 1) if rest[:1] in ("'", '"') else at

    # -- inside a value ----------------------------------------------------------------------------------------------

    def _inside(self, at: _At, rest: KeyPath) -> _At:
        """The place of what stands inside a list or an inline table; of the nearest around it where it is not there."""
        if not rest:
            return at
        if not self._starts:
            self._starts = [0, *accumulate(len(line) + 1 for line in self._lines)]
        key, value = self._starts[at.line] + at.key, self._starts[at.line] + at.value
        while rest:
            found = self._pair(value, rest) if isinstance(rest[0], str) else self._entry(value, rest[0], rest[1:])
            if found is None:
                break
            key, value, rest = found
        line = bisect_right(self._starts, value) - 1
        start = self._starts[line]
        return _At(line, max(0, key - start), value - start)

    def _entry(self, at: int, number: int, rest: KeyPath) -> tuple[int, int, KeyPath] | None:
        """Where the entry of a list begins, and what of the way is left."""
        if not self._text.startswith("[", at):
            return None
        at = self._spaced(at + 1)
        for _ in range(number):
            after = self._spaced(self._after(at))
            if after == at or self._text.startswith("]", after):
                return None
            at = after
        return (at, at, rest) if at < len(self._text) else None

    def _pair(self, at: int, rest: KeyPath) -> tuple[int, int, KeyPath] | None:
        """Where the value of a key in an inline table begins, and what of the way is left."""
        if not self._text.startswith("{", at):
            return None
        at += 1
        while (key := _INNER_KEY.match(self._text, at)) is not None:
            names = tuple(_names(key[1]))
            if rest[: len(names)] == names:
                return key.start(1), key.end(), rest[len(names) :]
            at = self._spaced(self._after(key.end()))
        return None

    def _spaced(self, at: int) -> int:
        found = _SPACE.match(self._text, at)
        return found.end() if found else at

    def _after(self, at: int) -> int:
        """Where a value ends."""
        if self._text[at : at + 1] not in ("[", "{"):
            found = _STRING.match(self._text, at) or _PLAIN.match(self._text, at)
            return found.end() if found else at
        depth = 0
        for token in _INSIDE.finditer(self._text, at):
            depth += (token[0] in ("[", "{")) - (token[0] in ("]", "}"))
            if depth == 0:
                return token.end()
        return len(self._text)


def dotted(path: KeyPath) -> str:
    """The names of a path as a file writes them."""
    return ".".join(part for part in path if isinstance(part, str))


def _note_first(found: dict[KeyPath, _First], path: KeyPath, at: _First) -> None:
    """Under each beginning of a path, what is noted first stays."""
    for end in range(1, len(path)):
        found.setdefault(path[:end], at)


def _names(text: str) -> list[str]:
    return [name[1:-1] if name[0] in "\"'" else name for name in _NAME.findall(text)]


def _at_start(mend: Suggestion | None) -> Suggestion | None:
    return Suggestion(mend.text, NO_SPAN) if mend is not None else None
