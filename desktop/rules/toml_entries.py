"""Where the tables of a list stand that is written inside brackets."""

from __future__ import annotations

import re

_SIGNS = re.compile(
    r'"""(?:\\.|[^\\])*?"""|\'\'\'.*?\'\'\'|"(?:\\.|[^"\\\n])*"|\'[^\'\n]*\'|#[^\n]*|[\[\]{}]', re.DOTALL
)


def entry_lines(text: str, line: int, col: int) -> tuple[int, ...]:
    """The lines on which the tables of a list begin whose bracket stands at a place; all counted from 1."""
    start = 0
    for _ in range(line - 1):
        start = text.find("\n", start) + 1
    found, depth = [], 0
    for sign in _SIGNS.finditer(text, start + col - 1):
        if sign[0] == "{" and depth == 1:
            found.append(text.count("\n", 0, sign.start()) + 1)
        depth += (sign[0] in "[{") - (sign[0] in "]}")
        if not depth:
            break
    return tuple(found)
