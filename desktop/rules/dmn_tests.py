"""Unary tests of S-FEEL that compare an input with other inputs, as conditions of ours."""

from __future__ import annotations

import re
from collections.abc import Callable

from desktop.rules.cells import split_commas
from desktop.rules.dmn_cells import NotImportable, literal_operand
from desktop.rules.problems import MAX_DEPTH, MAX_TEXT

Resolver = Callable[[str], str | None]
_NOT = re.compile(r"not\s*\((.*)\)", re.DOTALL)
_RANGE = re.compile(r"([\[(\]])\s*(.+?)\s*\.\.\s*(.+?)\s*([\])\[])", re.DOTALL)
_TEST = re.compile(r"(<=|>=|!=|<|>|=)?\s*(.+)", re.DOTALL)


def condition(text: str, fact: str, resolve: Resolver, depth: int = 0) -> str:
    """The tests as one condition; `resolve` gives the fact behind a name. NotImportable otherwise."""
    text = text.strip()
    if depth > MAX_DEPTH or len(text) > MAX_TEXT:
        raise NotImportable(text)
    negated = _NOT.fullmatch(text)
    if negated is not None:
        return f"not ({condition(negated[1], fact, resolve, depth + 1)})"
    parts = [_part(part, fact, resolve) for part in split_commas(text)]
    return parts[0] if len(parts) == 1 else " or ".join(f"({part})" for part in parts)


def _part(text: str, fact: str, resolve: Resolver) -> str:
    interval = _RANGE.fullmatch(text)
    if interval is not None:
        low, high = _operand(interval[2], resolve), _operand(interval[3], resolve)
        above = ">=" if interval[1] == "[" else ">"
        below = "<=" if interval[4] == "]" else "<"
        return f"{fact} {above} {low} and {fact} {below} {high}"
    found = _TEST.fullmatch(text)
    if found is None:
        raise NotImportable(text)
    if found[2] == "null" and found[1] is None:
        return f"{fact} is empty"
    return f"{fact} {found[1] or '='} {_operand(found[2], resolve)}"


def _operand(text: str, resolve: Resolver) -> str:
    """A literal, or the fact behind a name."""
    found = literal_operand(text) or resolve(text.strip())
    if found is None:
        raise NotImportable(text)
    return found
