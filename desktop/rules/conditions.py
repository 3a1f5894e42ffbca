"""Conditions of one playbook: a test that stands in many of them is read, checked and held once."""

from __future__ import annotations

from dataclasses import replace

from desktop.rules.nodes import And, Node, Or
from desktop.rules.parser import parse
from desktop.rules.problems import MAX_NODES, Place, Problem, errors
from desktop.rules.schema import Schema
from desktop.rules.typecheck import check_condition

_AND = " and "
_Part = tuple[Node, list[Problem]]


class Conditions:
    """The tests read so far, by their text."""

    def __init__(self, schema: Schema) -> None:
        """Start with none."""
        self._schema = schema
        self._held: dict[tuple[str, bool], _Part | None] = {}

    def read(self, text: str, *, firm: bool) -> tuple[Node, list[Problem]] | None:
        """A condition and its warnings, or None where it must be read whole: alternatives, lines, and all with errors.

        The tests in it know their place in their own part only. A text this short cannot have too many nodes.
        """
        if len(text) > MAX_NODES or " or " in text or "\n" in text:
            return None
        items, problems, col = [], [], 1
        for text_of_part in text.split(_AND):
            part = self._part(text_of_part, firm)
            if part is None:
                return None
            items.append(part[0])
            problems += [Place(col=col).put(problem) for problem in part[1]]
            col += len(text_of_part) + len(_AND)
        # conditions are told apart by identity, the tests in them are not
        return And(tuple(items)) if len(items) > 1 else replace(items[0]), problems

    def _part(self, text: str, firm: bool) -> _Part | None:
        """A part that is whole by itself: none ends inside quotes, brackets or an interval."""
        if (text, firm) not in self._held:
            self._held[text, firm] = self._fresh(text, firm)
        return self._held[text, firm]

    def _fresh(self, text: str, firm: bool) -> _Part | None:
        node = parse(text).node
        if node is None or isinstance(node, And | Or):
            return None
        found = check_condition(node, self._schema, firm=firm)
        return None if errors(found) else (node, found)
