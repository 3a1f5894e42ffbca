"""Problems found in a playbook: data with a code, a place and, where one is known, a mend."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from dataclasses import field as made_field
from enum import StrEnum
from types import MappingProxyType
from typing import NamedTuple

from desktop.rules.messages import MESSAGES

MAX_TEXT = 4096
MAX_NODES = 200
MAX_DEPTH = 32
MAX_LIST = 500
MAX_STRING = 500
MAX_NAME = 64
MAX_DIGITS = 28
MAX_ROWS = 5000
MAX_COLUMNS = 60
MAX_RULES = 50_000
MAX_PROBLEMS = 200
MAX_FINDINGS = 20
"""Problems that are named for one text."""
MAX_COMPARED = 15_000
"""How much comparing one suggestion is worth: some milliseconds."""

NO_PARAMS: Mapping[str, str] = MappingProxyType({})


class Severity(StrEnum):
    """How much a problem weighs: an error refuses the bundle, a warning needs a tick."""

    ERROR = "error"
    WARNING = "warning"
    NOTICE = "notice"


class Span(NamedTuple):
    """A place in a text: lines and columns count from 1, the end column is exclusive."""

    line: int = 1
    col: int = 1
    end_line: int = 1
    end_col: int = 1

    def to(self, other: Span) -> Span:
        """The span from the start of this one to the end of the other."""
        return Span(self.line, self.col, other.end_line, other.end_col)

    def moved(self, line: int, col: int) -> Span:
        """This span as seen from a file in which its text starts at (line, col)."""
        first = col - 1 if self.line == 1 else 0
        last = col - 1 if self.end_line == 1 else 0
        down = line - 1
        return Span(self.line + down, self.col + first, self.end_line + down, self.end_col + last)


NO_SPAN = Span()


@dataclass(frozen=True, slots=True)
class Suggestion:
    """A one-click mend: put `text` where `span` is; `say` is for people, where the file needs other signs."""

    text: str
    span: Span
    say: str = ""

    @property
    def words(self) -> str:
        """The mend as people read it."""
        return self.say or self.text


@dataclass(frozen=True, slots=True)
class Problem:
    """One finding; `code` and `params` are what a host words, `text` is the English wording."""

    code: str
    severity: Severity = Severity.ERROR
    file: str = ""
    rule_id: str = ""
    field: str = ""
    span: Span = NO_SPAN
    params: Mapping[str, str] = made_field(default_factory=lambda: NO_PARAMS)
    suggestion: Suggestion | None = None

    @property
    def text(self) -> str:
        """The problem as one English sentence."""
        template = MESSAGES.get(self.code, self.code)
        for name, value in self.params.items():
            template = template.replace("{" + name + "}", value)
        if self.suggestion is not None and not _says(template, self.suggestion.words):
            template += "." if template[-1:] not in ".?!" else ""
            template += f" Did you mean {clip(self.suggestion.words, 160)}?"
        return template

    @property
    def is_error(self) -> bool:
        """Whether this finding refuses the bundle."""
        return self.severity is Severity.ERROR


@dataclass(frozen=True, slots=True)
class Place:
    """Where a text stands: its file, rule and field, and the position of its first character."""

    file: str = ""
    rule_id: str = ""
    field: str = ""
    line: int = 1
    col: int = 1

    @property
    def span(self) -> Span:
        """The position as a span without length."""
        return Span(self.line, self.col, self.line, self.col)

    def put(self, problem: Problem) -> Problem:
        """A problem with a span inside the text, as a problem of the file."""
        mend = problem.suggestion
        if mend is not None:
            mend = replace(mend, span=mend.span.moved(self.line, self.col))
        return replace(
            problem,
            file=self.file,
            rule_id=self.rule_id,
            field=clip(problem.field or self.field),
            span=problem.span.moved(self.line, self.col),
            suggestion=mend,
        )

    def problem(self, code: str, /, **params: object) -> Problem:
        """An error at this place."""
        return self.put(Problem(code, params=shown(params)))

    def warning(self, code: str, /, **params: object) -> Problem:
        """A warning at this place."""
        return self.put(Problem(code, Severity.WARNING, params=shown(params)))

    def notice(self, code: str, /, **params: object) -> Problem:
        """A hint at this place."""
        return self.put(Problem(code, Severity.NOTICE, params=shown(params)))


def _says(sentence: str, words: str) -> bool:
    """Whether the words stand in the sentence as words: min does not stand in minutes."""
    return re.search(rf"(?<!\w){re.escape(words)}(?!\w)", sentence) is not None


def shown(params: Mapping[str, object]) -> Mapping[str, str]:
    """Parameters as short text, so that a hostile value cannot fill a message."""
    return {name: clip(_words(value)) for name, value in params.items()}


def _words(value: object) -> str:
    try:
        return str(value)
    except (ValueError, RecursionError):
        return "a number of many digits" if isinstance(value, int) else "something deeply nested"


def clip(text: str, limit: int = 80) -> str:
    """Text on one line and at most `limit` characters long."""
    flat = "".join(c if c.isprintable() else " " for c in text[: limit + 1])
    return flat if len(flat) <= limit else flat[: limit - 1] + "…"


def _measured(a: str, b: str, limit: int) -> tuple[int, int]:
    """The edit distance of two words, swapped neighbors counting once; limit + 1 when it is more.

    Then how many cells of its table were filled: only those near the diagonal can matter.
    """
    far = limit + 1
    before: list[int] = []
    row = [min(j, far) for j in range(len(b) + 1)]
    cells = 0
    for i, ca in enumerate(a, 1):
        low, high = max(1, i - limit), min(len(b), i + limit)
        fresh = [far] * (len(b) + 1)
        fresh[0] = min(i, far)
        for j in range(low, high + 1):
            cb = b[j - 1]
            cost = min(row[j] + 1, fresh[j - 1] + 1, row[j - 1] + (ca != cb))
            if i > 1 and j > 1 and ca == b[j - 2] and a[i - 2] == cb:
                cost = min(cost, before[j - 2] + 1)
            fresh[j] = min(cost, far)
        cells += high - low + 1
        if min(fresh) > limit:
            return far, cells
        before, row = row, fresh
    return row[-1], cells


def did_you_mean(word: str, known: Iterable[str]) -> str | None:
    """The closest declared word within max(1, len/3) edits; ties go to the alphabet.

    Near words are looked for first, then farther ones as long as that takes little time.
    """
    if not word or len(word) > MAX_NAME:
        return None
    words, most, left = tuple(known), max(1, len(word) // 3), MAX_COMPARED
    limit = 1
    while True:
        best: tuple[int, str] | None = None
        for candidate in words:
            if abs(len(candidate) - len(word)) > limit:
                continue
            found, cells = _measured(word, candidate, limit)
            if found <= limit and (best is None or (found, candidate) < best):
                best = (found, candidate)
            left -= cells + len(candidate)
            if left < 0:
                return best[1] if best is not None else None
        if best is not None or limit == most:
            return best[1] if best is not None else None
        limit = min(most, 2 * limit)


def suggest(word: str, known: Iterable[str], span: Span, quote: str = "") -> Suggestion | None:
    """A suggestion to replace the word at `span` by the closest declared one."""
    best = did_you_mean(word, known)
    return Suggestion(f"{quote}{best}{quote}", span) if best is not None else None


def errors(problems: Iterable[Problem]) -> list[Problem]:
    """Those of the problems which refuse a bundle."""
    return [p for p in problems if p.is_error]
