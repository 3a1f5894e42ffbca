"""The line of every key in a TOML text, which `tomllib` does not tell.

Only for text that `tomllib` has accepted: the scan trusts it to be well-formed and never raises.
"""

from __future__ import annotations

import contextlib
import re
import tomllib
from typing import Any

from connectors.manifest.problems import FileError, Problem

KeyPath = tuple[str | int, ...]

MAX_BYTES = 1_000_000
_SPACE = re.compile(r"(?:[ \t\r\n]|#[^\n]*)*")
_BLANK = re.compile(r"[ \t]*")
_BARE = re.compile(r"[A-Za-z0-9_-]+")
_PLAIN_VALUE = re.compile(r"[^,\]}#\n]*")
_STRING = re.compile(
    r'"""(?:\\.|(?!""").)*"{3,5}|' r"'''(?:(?!''').)*'{3,5}|" r'"(?:\\.|[^"\\\n])*"|' r"'[^'\n]*'", re.DOTALL
)
_AT_LINE = re.compile(r"\(at line (\d+), column \d+\)|\(at end of document\)")


def key_lines(text: str) -> dict[KeyPath, int]:
    """The line (from 1) of each key path; entries of arrays carry their index."""
    scan = _Scan(text)
    # A line too few in a message is no reason to lose the message.
    with contextlib.suppress(ValueError, IndexError, RecursionError):
        scan.document()
    return scan.lines


def line_of(lines: dict[KeyPath, int], path: KeyPath) -> int:
    """The line of a key, or of the nearest key around it; 0 if there is none."""
    for end in range(len(path), 0, -1):
        if path[:end] in lines:
            return lines[path[:end]]
    return 0


def read_toml(data: bytes, name: str, error: type[FileError]) -> tuple[dict[str, Any], dict[KeyPath, int]]:
    """The tables of a TOML file and the line of each key; raises `error` with the line for what is no TOML."""
    if len(data) > MAX_BYTES:
        raise error([Problem(name, 0, "", "the file is larger than 1 MB")])
    try:
        text = data.decode("utf-8-sig").replace("\r\n", "\n")
        return tomllib.loads(text), key_lines(text)
    except UnicodeDecodeError as wrong:
        line = data[: wrong.start].count(b"\n") + 1
        raise error([Problem(name, line, "", "the text is not UTF-8")]) from None
    except tomllib.TOMLDecodeError as wrong:
        raise error([_syntax_problem(name, str(wrong), data)]) from None
    except RecursionError:
        raise error([Problem(name, 0, "", "the file is nested too deeply")]) from None


def _syntax_problem(name: str, message: str, data: bytes) -> Problem:
    at = _AT_LINE.search(message)
    line = int(at.group(1)) if at and at.group(1) else data.count(b"\n") + 1
    return Problem(name, line, "", "no valid TOML: " + _AT_LINE.sub("", message).strip()[:200])


class _Scan:
    """One walk over a document, noting where each key stands."""

    def __init__(self, text: str) -> None:
        self.text = text
        self.at = 0
        self.lines: dict[KeyPath, int] = {}
        self._counted_to = 0
        self._line = 1
        self._entries: dict[KeyPath, int] = {}

    def document(self) -> None:
        table: KeyPath = ()
        self._skip(_SPACE)
        while self.at < len(self.text):
            if self.text[self.at] == "[":
                table = self._header()
            else:
                self._pair(table)
            self._skip(_SPACE)

    def _header(self) -> KeyPath:
        is_entry = self.text.startswith("[[", self.at)
        self.at += 2 if is_entry else 1
        names = self._key()
        self.at += 2 if is_entry else 1
        path = self._through_entries(names[:-1])
        path = (*path, names[-1])
        if is_entry:
            index = self._entries.get(path, -1) + 1
            self._entries[path] = index
            self._note(path)
            path = (*path, index)
        self._note(path)
        return path

    def _through_entries(self, names: KeyPath) -> KeyPath:
        """A header's path, with the index of the array entry it stands in."""
        path: KeyPath = ()
        for name in names:
            path = (*path, name)
            if path in self._entries:
                path = (*path, self._entries[path])
            self._note(path)
        return path

    def _pair(self, table: KeyPath) -> None:
        line = self._line_here()
        names = self._key()
        for end in range(1, len(names) + 1):
            self.lines.setdefault((*table, *names[:end]), line)
        self.at += 1  # the equals sign
        self._skip(_BLANK)
        self._value((*table, *names))

    def _key(self) -> tuple[str, ...]:
        names = []
        while True:
            self._skip(_BLANK)
            quoted = _STRING.match(self.text, self.at)
            bare = _BARE.match(self.text, self.at)
            if quoted:
                names.append(next(iter(tomllib.loads(f"k = {quoted.group()}").values())))
                self.at = quoted.end()
            elif bare:
                names.append(bare.group())
                self.at = bare.end()
            else:
                raise ValueError
            self._skip(_BLANK)
            if not self.text.startswith(".", self.at):
                return tuple(names)
            self.at += 1

    def _value(self, path: KeyPath) -> None:
        char = self.text[self.at]
        if char == "[":
            self._array(path)
        elif char == "{":
            self._inline_table(path)
        else:
            self._skip(_STRING if char in "\"'" else _PLAIN_VALUE)

    def _array(self, path: KeyPath) -> None:
        self.at += 1
        index = 0
        self._skip(_SPACE)
        while self.text[self.at] != "]":
            self._note((*path, index))
            started = self.at
            self._value((*path, index))
            index += 1
            self._next_item(started)
        self.at += 1

    def _inline_table(self, path: KeyPath) -> None:
        self.at += 1
        self._skip(_SPACE)
        while self.text[self.at] != "}":
            started = self.at
            self._pair(path)
            self._next_item(started)
        self.at += 1

    def _next_item(self, started: int) -> None:
        self._skip(_SPACE)
        if self.text[self.at] == ",":
            self.at += 1
            self._skip(_SPACE)
        if self.at == started:
            raise ValueError("not well-formed")

    def _note(self, path: KeyPath) -> None:
        self.lines.setdefault(path, self._line_here())

    def _line_here(self) -> int:
        self._line += self.text.count("\n", self._counted_to, self.at)
        self._counted_to = self.at
        return self._line

    def _skip(self, pattern: re.Pattern[str]) -> None:
        found = pattern.match(self.text, self.at)
        self.at = found.end() if found else self.at
