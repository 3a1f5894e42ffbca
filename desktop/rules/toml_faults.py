"""What keeps a text from being read as TOML: the place, the line as it is, as it was meant, and the text without it."""

from __future__ import annotations

import re
import tomllib
from collections.abc import Sequence
from dataclasses import dataclass, replace

from desktop.rules.problems import Problem, Span, Suggestion, clip, shown
from desktop.rules.toml_mends import mended, reads
from desktop.rules.toml_places import KEY_LINE, LONG_TEXT, SHORT_TEXT, TomlPlaces

MOST_FAULTS = 20
MOST_READ = 4_000_000
"""Characters that are read again and again to name more than one fault of a file."""
MOST_LINES = 40
"""How far behind its beginning the end of an inline table is looked for."""
WIDE = 100
_AT = re.compile(r"\(at line (\d+), column (\d+)\)")
_AT_END = "(at end of document)"
_HEADER_LINE = re.compile(r"\s*\[\[?\s*[A-Za-z0-9_\"'.-]+\s*\]\]?\s*(?:#.*)?$")
_INSIDE = re.compile(rf"{LONG_TEXT}|\"\"\"|'''|{SHORT_TEXT}|#[^\n]*+|[\[\]{{}}]", re.DOTALL)
_UNSEEN = re.compile(r"[\x00-\x08\x0b-\x1f\x7f]")
_DAY = re.compile(r"\d{4}-\d{1,2}-\d{1,2}")
_BEGINS = re.compile(r"\n[ \t]*[A-Za-z0-9_.-]+[ \t]*=[ \t]*(?:\"\"\"|''')\Z")
"""The last line of a text of several lines that is the first of another one."""
_TWICE = re.compile(r"Cannot (?:overwrite|declare|redefine|mutate)|Duplicate inline")
_WORDS = (
    ("Unclosed", "A text stands in quotes, a list in square brackets with commas between its entries."),
    ("Unescaped", "A \\ in double quotes begins a sign such as \\n; write \\\\ for the stroke itself."),
    ("hex value", "A \\ in double quotes begins a sign such as \\n; write \\\\ for the stroke itself."),
    ("Expected '='", "A line reads name = value."),
    ("Invalid statement", "A line reads name = value, or begins with [ or #."),
    ("Invalid value", "What stands after = is no value: a text stands in quotes."),
    ("Expected newline", "Something follows where the line should end."),
    ("Illegal character", "It holds a sign that cannot be seen; type the line anew."),
    ("too many digits", "A number in it has too many digits."),
    ("nested too deeply", "It is nested too deeply."),
)


@dataclass(frozen=True, slots=True)
class Fault:
    """One fault; `text` is the whole text mended, or without what nobody can mend, to be read on with."""

    problem: Problem
    text: str


@dataclass(frozen=True, slots=True)
class _Opened:
    """A bracket or a text of several lines that is not closed: its sign, and where it stands, from 0."""

    sign: str
    line: int
    col: int


def fault_of(text: str, file: str, error: Exception) -> Fault:
    """What an error of the TOML reader is about."""
    return _Finder(text, file, _reason(error)).find()


def _reason(error: Exception) -> str:
    if isinstance(error, tomllib.TOMLDecodeError):
        return str(error)
    return "nested too deeply" if isinstance(error, RecursionError) else "too many digits"


class _Finder:
    def __init__(self, text: str, file: str, reason: str) -> None:
        self.lines = text.split("\n")
        self.file = file
        self.reason = reason
        at = _AT.search(reason)
        self.line, self.col = (int(at[1]) - 1, int(at[2]) - 1) if at else (0, 0)
        if _AT_END in reason:
            self.line, self.col = len(self.lines) - 1, len(self.lines[-1])
        line = self.lines[self.line]
        whole = self.col >= len(line.rstrip()) and "declaration" not in reason and not reads(line, listed=True)
        self.opened = _still_open([*self.lines[: self.line], *([line[: self.col]] if whole else [])])

    def find(self) -> Fault:
        """The fault, by what is likeliest."""
        if _TWICE.match(self.reason):
            return self._twice()
        if self.opened and self.opened[-1].sign == "{":
            return self._broken_table(self.opened[-1])
        start = self._next_statement()
        if self.opened and start is not None:
            return self._unclosed(self.opened, start)
        behind = self._comma_behind()
        if behind is not None:
            return self._fixed("SYN037", behind, f"{self.lines[behind].rstrip()},")
        swallowed = self._swallowed()
        if swallowed is not None:
            return self._unclosed([swallowed], self._after(swallowed.line))
        return self._in_line()

    def _swallowed(self) -> _Opened | None:
        """A text of several lines that has taken in what follows it, up to the beginning of the next one."""
        before = "\n".join([*self.lines[: self.line], self.lines[self.line][: self.col]])
        texts = [token for token in _INSIDE.finditer(before) if token[0].startswith(_FENCES) and "\n" in token[0]]
        if self.opened or not texts or not _BEGINS.search(texts[-1][0]):
            return None
        line = before.count("\n", 0, texts[-1].start())
        col = texts[-1].start() - before.rfind("\n", 0, texts[-1].start()) - 1
        return _Opened(texts[-1][0][:3], line, col)

    # -- one line ------------------------------------------------------------------------------------------------------

    def _in_line(self) -> Fault:
        line, listed = self.lines[self.line], self._listed(self.line)
        plain = _UNSEEN.sub("", line)
        if plain != line and plain.strip() and reads(plain, listed=listed):
            return self._fixed("SYN041", self.line, plain)
        mend = mended(line, listed=listed)
        if mend is None:
            return self._unknown(line)
        end = self._end_of_text(line) if mend.code == "SYN021" else self.line
        if end > self.line:
            return self._joined("SYN042", self.line, end, listed=listed)
        return self._fixed(mend.code, self.line, mend.line)

    def _listed(self, line: int) -> bool:
        """Whether a line stands in a list that began further up."""
        return any(opened.line < line for opened in self.opened)

    def _unknown(self, line: str) -> Fault:
        """A line nobody can mend."""
        value = line.partition("=")[2].partition("#")[0].strip()
        valueless = bool(self._key(self.line)) and not value
        why = next((words for begin, words in _WORDS if begin in self.reason), _WORDS[0][1])
        if _DAY.fullmatch(value):
            why = "There is no such day."
        return self._without("SYN028" if valueless else "SYN020", self.line, min(self.col, len(line)), why=why)

    def _end_of_text(self, line: str) -> int:
        """The line in which a text in plain quotes ends that goes on behind the end of its own."""
        quote = '"' if line.count('"') % 2 else "'"
        for number in range(self.line + 1, min(len(self.lines), self.line + MOST_LINES)):
            if self._statement(number):
                break
            if self.lines[number].count(quote) % 2:
                return number
        return self.line

    def _joined(self, code: str, first: int, last: int, *, listed: bool) -> Fault:
        """A fault of several lines that belong on one."""
        joined, in_table = self.lines[first].rstrip(), code == "SYN030"
        for part in (line.strip() for line in self.lines[first + 1 : last + 1]):
            comma = "," if in_table and joined[-1:] not in ",{[" and part[:1] not in ("}", ",", "]") else ""
            joined += f"{comma} {part}" if part and not part.startswith("#") else ""
        found = mended(joined, listed=listed) if not reads(joined, listed=listed) else None
        fault = self._fixed(code, first, found.line if found else joined)
        text = fault.text.split("\n")
        text[first + 1 : last + 1] = [""] * (last - first)
        return Fault(fault.problem, "\n".join(text))

    def _key(self, line: int) -> str:
        found = KEY_LINE.match(self.lines[line])
        return found[1].strip() if found else ""

    def _fixed(self, code: str, line: int, written: str, /, **params: object) -> Fault:
        """A fault of one line that can be mended."""
        before = self.lines[line]
        col = next(
            (i for i, (a, b) in enumerate(zip(before, written, strict=False)) if a != b), min(len(before), len(written))
        )
        known = {"key": self._key(line) or "this line", "written": _cut(before, col), "write": _cut(written, col)}
        span = Span(line + 1, 1, line + 1, len(before) + 1)
        mend = Suggestion(written, span, known["write"])
        at = Span(line + 1, col + 1, line + 1, min(len(before), col + 1) + 1)
        problem = Problem(
            code, file=self.file, field=self._key(line), span=at, params=_told(known, params), suggestion=mend
        )
        return Fault(problem, self._with({line: written}))

    def _without(self, code: str, line: int, col: int, end: int | None = None, /, **params: object) -> Fault:
        """A fault of one line, or of several, that nobody can mend: reading goes on without them."""
        key = self._key(line)
        known = {"key": key or "this line", "written": _cut(self.lines[line], col)}
        at = Span(line + 1, col + 1, line + 1, min(len(self.lines[line]), col + 1) + 1)
        problem = Problem(code, file=self.file, field=key, span=at, params=_told(known, params))
        blank = dict.fromkeys(range(line, (line if end is None else end) + 1), "")
        return Fault(problem, self._with(blank))

    def _with(self, changes: dict[int, str]) -> str:
        return "\n".join(changes.get(number, line) for number, line in enumerate(self.lines))

    # -- several lines -------------------------------------------------------------------------------------------------

    def _statement(self, number: int) -> bool:
        line = self.lines[number]
        return bool(KEY_LINE.match(line) or _HEADER_LINE.match(line))

    def _after(self, line: int) -> int:
        """The next line that begins something new."""
        found = (n for n in range(line + 1, len(self.lines)) if self._statement(n))
        return next(found, len(self.lines))

    def _next_statement(self) -> int | None:
        """The line that begins something new although a bracket is still open."""
        if not self.opened:
            return None
        following = self._after(self.opened[0].line)
        return following if following <= self.line else len(self.lines) if _AT_END in self.reason else None

    def _unclosed(self, opened: Sequence[_Opened], following: int) -> Fault:
        """A bracket or a text of several lines that goes on into what follows it."""
        first = opened[0]
        last = next(n for n in range(following - 1, -1, -1) if self.lines[n].strip() or n == first.line)
        closing = "".join(_PARTNERS[each.sign] for each in reversed(opened))
        written = self.lines[last].rstrip()
        written = (written.rstrip(",") if closing.startswith(" }") else written) + closing
        fault = self._fixed("SYN040", last, written, sign=first.sign, closed=last + 1)
        begins = Span(first.line + 1, first.col + 1, first.line + 1, first.col + 1 + len(first.sign))
        params = {**fault.problem.params, "written": _cut(self.lines[first.line], first.col)}
        problem = replace(fault.problem, field=self._key(first.line), span=begins, params=params)
        return Fault(problem, fault.text)

    def _broken_table(self, opened: _Opened) -> Fault:
        """An inline table over several lines: all of it belongs on one."""
        near = range(opened.line + 1, min(len(self.lines), opened.line + MOST_LINES))
        end = next((n for n in near if len(_still_open(self.lines[: n + 1])) < len(self.opened)), None)
        begun = [self.lines[n].strip() for n in range(opened.line + 1, 1 + (end or opened.line))]
        if end is None or any(line.startswith(("{", "[")) for line in begun):
            following = self._after(opened.line)
            return self._unclosed(self.opened, following) if following <= self.line + 1 else self._in_line()
        return self._joined("SYN030", opened.line, end, listed=self._listed(opened.line))

    def _comma_behind(self) -> int | None:
        """The line before this one, where a list goes on without a comma."""
        if not self.opened or not reads(self.lines[self.line], listed=True) or not self.lines[self.line].strip():
            return None
        behind = next((n for n in range(self.line - 1, -1, -1) if self.lines[n].split("#")[0].strip()), 0)
        begun = self.lines[behind].split("#")[0].rstrip()
        return behind if begun[-1:] not in (",", "[", "{", "=") else None

    def _twice(self) -> Fault:
        """A key or a block that stands a second time; reading goes on without the second."""
        line = next((n for n in range(min(self.line, len(self.lines) - 1), -1, -1) if self._statement(n)), self.line)
        header = _HEADER_LINE.match(self.lines[line]) is not None
        first = self._first_of(line)
        name = self.lines[line].strip() if header else self._key(line)
        single = (
            header and name.startswith("[") and not name.startswith("[[") and f"[{name}]" in map(str.strip, self.lines)
        )
        if single:
            return self._fixed("SYN039", line, f"[{name}]", name=name)
        end = self._end_of_block(line) if header else max(line, self.line)
        inner = re.search("inline table key '(.*)'", self.reason)
        said = f"at {self.file}:{first + 1}" if first is not None else "in the same line" if inner else "further up"
        return self._without("SYN025", line, 0, end, name=inner[1] if inner else name, first=said)

    def _first_of(self, line: int) -> int | None:
        """The line in which what stands in this one is written for the first time."""
        first = TomlPlaces("\n".join(self.lines[: line + 1]), self.file).first_of(line)
        name = self.lines[line].strip(" []\t")
        same = (n for n in range(line) if self._statement(n) and self.lines[n].strip(" []\t") == name)
        return first if first is not None else next(same, None)

    def _end_of_block(self, line: int) -> int:
        following = (n for n in range(line + 1, len(self.lines)) if _HEADER_LINE.match(self.lines[n]))
        return next(following, len(self.lines)) - 1


_FENCES = ('"""', "'''")
_PARTNERS = {"[": "]", "{": " }", '"""': '"""', "'''": "'''"}


def _still_open(lines: Sequence[str]) -> list[_Opened]:
    """The brackets and the text of several lines that are open behind these lines."""
    opened: list[_Opened] = []
    text = "\n".join(lines)
    for token in _INSIDE.finditer(text):
        sign = token[0]
        if sign in ("]", "}"):
            if opened and opened[-1].sign == ("[" if sign == "]" else "{"):
                opened.pop()
        elif sign in ("[", "{", *_FENCES):
            start = text.rfind("\n", 0, token.start()) + 1
            opened.append(_Opened(sign, text.count("\n", 0, token.start()), token.start() - start))
            if sign in _FENCES:
                break
    return opened


def _cut(line: str, col: int) -> str:
    """The part of a line around a place, as one looks at it."""
    line, indent = line.strip(), len(line) - len(line.lstrip())
    if len(line) <= WIDE:
        return clip(line, WIDE)
    start = max(0, min(col - indent - WIDE // 2, len(line) - WIDE))
    end = start + WIDE
    return clip(f"{'…' if start else ''}{line[start:end]}{'…' if end < len(line) else ''}", WIDE + 2)


def _told(known: dict[str, str], params: dict[str, object]) -> dict[str, str]:
    return {**shown(params), **known, **{"why": str(params["why"]) if "why" in params else ""}}
