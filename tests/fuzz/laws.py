"""What must hold for whatever comes in: something usable, or problems with a place, a code and a mend."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence

from desktop.playbook.problems import MESSAGES as PLAYBOOK_MESSAGES
from desktop.playbook.problems import worded
from desktop.rules.messages import MESSAGES
from desktop.rules.problems import MAX_PROBLEMS, Problem, Span

_HOLE = re.compile(r"\{([a-z]+)\}")


def lawful(problems: Iterable[Problem], files: Mapping[str, str]) -> None:
    """Each problem stands inside its file and reads as a whole sentence; AssertionError otherwise."""
    listed = list(problems)
    assert len(listed) <= MAX_PROBLEMS + 1, f"{len(listed)} problems"
    lines = {file: _ways(text) for file, text in files.items()}
    for problem in listed:
        template = PLAYBOOK_MESSAGES.get(problem.code) or MESSAGES[problem.code]
        assert set(_HOLE.findall(template)) <= set(problem.params), (problem.code, problem.params)
        text = worded(problem).text
        assert text.strip(), problem.code
        assert len(text) < 1500, problem.code
        if not problem.file and problem.code in WHOLE:
            continue
        assert problem.file in lines, (problem.code, problem.file)
        span = problem.span
        assert any(_is_inside(span, way) for way in lines[problem.file]), (problem.code, span)
        assert (span.end_line, span.end_col) >= (span.line, span.col), (problem.code, span)
        if problem.suggestion is not None:
            assert problem.suggestion.text.strip(), problem.code


def _ways(text: str) -> tuple[list[str], ...]:
    """The lines of a file: in XML a carriage return ends one, elsewhere it does not."""
    return text.split("\n"), re.split("\r\n|\r|\n", text)


def _is_inside(span: Span, lines: Sequence[str]) -> bool:
    return 1 <= span.line <= len(lines) and 1 <= span.col <= len(lines[span.line - 1]) + 1


WHOLE = ("CAP010", "CAP011")
"""Findings about a playbook as a whole."""
