"""Problems found in a playbook: data with a code, a place and, where one is known, a mend."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from dataclasses import field as made_field
from enum import StrEnum
from types import MappingProxyType
from typing import NamedTuple

from desktop.rules.likeness import likely
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

SHORT, LONG = 80, 300
"""Characters of a parameter, and of one that lists what there is."""
_LISTS = ("known", "expected", "write", "places")

_HOLE = re.compile(r"\{([a-z]+)\}")
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
    """One finding; `code` and `params` are what a host words, `text` is the English wording.

    `block` is what of a file holds it, such as "step day"; `cell` names a table's cell as spreadsheets do; `also` are
    other places of the same cause.
    """

    code: str
    severity: Severity = Severity.ERROR
    file: str = ""
    rule_id: str = ""
    field: str = ""
    span: Span = NO_SPAN
    params: Mapping[str, str] = made_field(default_factory=lambda: NO_PARAMS)
    suggestion: Suggestion | None = None
    block: str = ""
    cell: str = ""
    also: tuple[Place, ...] = ()

    @property
    def text(self) -> str:
        """The problem in English."""
        return self.worded()

    def worded(self, template: str | None = None) -> str:
        """The problem in the words of a template; without one in those of its code."""
        template = template or MESSAGES.get(self.code, self.code)
        text = _HOLE.sub(lambda hole: self.params.get(hole[1], hole[0]), template)
        # of the words that a list names one is the likeliest
        if self.suggestion is not None and ("{known}" in template or not _says(text, self.suggestion.words)):
            text += "." if text[-1:] not in ".?!" else ""
            text += f" Did you mean {clip(self.suggestion.words, 160)}?"
        return text

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
    block: str = ""
    cell: str = ""

    @property
    def span(self) -> Span:
        """The position as a span without length."""
        return Span(self.line, self.col, self.line, self.col)

    def __str__(self) -> str:
        """The place as people read it and editors follow it."""
        return f"{self.file}:{self.line}:{self.col}"

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
            block=clip(self.block),
            cell=self.cell,
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
    return {name: clip(_words(value), LONG if name in _LISTS else SHORT) for name, value in params.items()}


def _words(value: object) -> str:
    try:
        return str(value)
    except (ValueError, RecursionError):
        return "a number of many digits" if isinstance(value, int) else "something deeply nested"


def clip(text: str, limit: int = SHORT) -> str:
    """Text on one line and at most `limit` characters long."""
    flat = "".join(c if c.isprintable() else " " for c in text[: limit + 1])
    return flat if len(flat) <= limit else flat[: limit - 1] + "…"


def suggest(word: str, known: Iterable[str], span: Span, quote: str = "") -> Suggestion | None:
    """A suggestion to replace the word at `span` by the closest declared one; where several fit, it says them."""
    found = [f"{quote}{each}{quote}" for each in likely(word, known)]
    return Suggestion(found[0], span, one_of(found) if len(found) > 1 else "") if found else None


def one_of(words: Sequence[str]) -> str:
    """Words to choose from: a, b or c."""
    return " or ".join(part for part in (", ".join(words[:-1]), *words[-1:]) if part)


def some(number: int, one: str, several: str = "") -> str:
    """A number with the word for what is counted: 1 error, 2 errors."""
    return f"{number:,} {one if number == 1 else several or f'{one}s'}"


def errors(problems: Iterable[Problem]) -> list[Problem]:
    """Those of the problems which refuse a bundle."""
    return [p for p in problems if p.is_error]
