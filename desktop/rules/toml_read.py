"""TOML text as plain data; of a text with faults every one is named, and the data is what can be read all the same."""

from __future__ import annotations

import re
import tomllib
from collections.abc import Collection, Mapping, Sequence
from dataclasses import replace
from decimal import Decimal
from typing import Any

from desktop.rules.misfits import stranger
from desktop.rules.problems import Place, Problem, Span, shown
from desktop.rules.toml_faults import MOST_FAULTS, MOST_READ, fault_of

Table = Mapping[str, Any]
# The time tomllib takes for a name of n parts grows with n².
_MANY_PARTS = re.compile(r"""(?<![\w-])(?:(?:[\w-]++|"[^"\n]*+"|'[^'\n]*+')[ \t]*+\.[ \t]*+){33}""", re.ASCII)


def read_toml(text: str, file: str) -> tuple[Table | None, list[Problem]]:
    """The data of a TOML text (numbers exact) and what keeps it from being TOML.

    With problems the data serves to name what else is wrong; None where nobody can tell how to read on.
    """
    problems: list[Problem] = []
    written = text.removeprefix("\ufeff").replace("\r\n", "\n")
    lines = written.split("\n")
    for _ in range(1 + min(MOST_FAULTS, MOST_READ // (len(text) + 1))):
        endless = _MANY_PARTS.search(written)
        if endless:
            return None, [*problems, _endless(written, endless.start(), file)]
        try:
            return tomllib.loads(written, parse_float=Decimal), problems
        except (tomllib.TOMLDecodeError, RecursionError, ValueError, ArithmeticError) as error:
            fault = fault_of(written, file, error)
        if fault.problem.span.line not in {problem.span.line for problem in problems}:
            problems.append(_as_written(fault.problem, lines))
        written = fault.text
    return None, problems


def _as_written(problem: Problem, lines: Sequence[str]) -> Problem:
    """A problem of a text that is mended elsewhere, at its place in the text as it was."""
    span = problem.span
    line, end = (min(number, len(lines)) for number in (span.line, span.end_line))
    col, end_col = (min(col, len(lines[at - 1]) + 1) for at, col in ((line, span.col), (end, span.end_col)))
    return replace(problem, span=Span(line, col, end, end_col))


def _endless(text: str, at: int, file: str) -> Problem:
    line, col = text.count("\n", 0, at) + 1, at - text.rfind("\n", 0, at)
    params = {"key": "this line", "written": "", "why": "A name here has more than 32 parts."}
    return Problem("SYN020", file=file, span=Span(line, col, line, col + 1), params=shown(params))


def unknown_key(key: object, known: Collection[str], place: Place) -> Problem:
    """That a setting means nothing here."""
    return stranger(place, "NAM007", str(key), known, name=key)
