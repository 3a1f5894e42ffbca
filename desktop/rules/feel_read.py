"""FEEL expressions and unary tests, read as values and conditions of ours.

Read are literals, names, arithmetic, comparisons, between, in, and, or, not. Everything else of FEEL
(its functions, lists as values, contexts, loops, if) is refused with a reason.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Sequence
from typing import Protocol

from desktop.rules.feel_lexer import KEYWORDS, Token, next_token
from desktop.rules.feel_logic import (
    NOTHING,
    NULL,
    Logic,
    NotImportable,
    Value,
    both,
    calculate,
    compare,
    condition,
    constant,
    either,
    negative,
    opposite,
    value,
)
from desktop.rules.nodes import And, Between, Cmp, In, Lit, Node, Not, State, walk
from desktop.rules.problems import MAX_DEPTH, MAX_NODES, MAX_TEXT, clip

_COMPARISONS = ("<=", ">=", "!=", "<", ">", "=")
_CALL = re.compile(r"\s*\(")


class Scope(Protocol):
    """The names an expression may use."""

    def names(self, path: tuple[str, ...]) -> re.Pattern[str] | None:
        """A pattern of the names at the top (for an empty path), or of the parts of what stands at a path."""

    def value(self, path: tuple[str, ...]) -> Value | Logic:
        """What stands at a path; NotImportable when it is no single value."""


def pattern_of(names: Iterable[str]) -> re.Pattern[str] | None:
    """What finds the longest of some names, however its words are spaced; None without names."""
    words = sorted({name for name in names if name.strip()}, key=len, reverse=True)
    either_of = "|".join(r"\s+".join(re.escape(word) for word in name.split()) for name in words)
    return re.compile(f"(?:{either_of})(?!\\w)") if words else None


def expression(text: str, scope: Scope) -> Value | Logic:
    """An expression; NotImportable with the reason when it is not read."""
    reader = _Reader(text, scope)
    found = reader.disjunction()
    reader.finish()
    return found


def listed(text: str, scope: Scope) -> list[Value]:
    """Expressions divided by commas, such as a list of allowed values."""
    reader = _Reader(text, scope)
    found = [value(reader.disjunction())]
    while reader.is_op(","):
        reader.advance()
        found.append(value(reader.disjunction()))
    reader.finish()
    return found


def path_of(text: str, scope: Scope) -> tuple[str, ...]:
    """The names of an expression that is nothing but a name or a path; none for any other."""
    reader = _Reader(text, scope)
    try:
        path = reader.path()
    except NotImportable:
        return ()
    return path if reader.token.kind == "end" else ()


def unary_tests(text: str, subject: Value, scope: Scope) -> Logic:
    """The tests of a cell on a subject; NotImportable with the reason when they are not read."""
    reader = _Reader(text, scope, subject)
    found = reader.whole_cell()
    reader.finish()
    return found


class _Reader:
    def __init__(self, text: str, scope: Scope, subject: Value | None = None) -> None:
        if len(text) > MAX_TEXT:
            raise NotImportable(f"it is longer than {MAX_TEXT} characters")
        self.text = text
        self.scope = scope
        self.subject = subject
        self.depth = 0
        self.size = 0
        self.looked = 0
        self.asked = False
        self.token = next_token(text, 0)

    def advance(self) -> Token:
        token = self.token
        self.token = next_token(self.text, token.end)
        return token

    def is_op(self, *signs: str) -> bool:
        return self.token.kind == "op" and self.token.text in signs

    def is_word(self, word: str) -> bool:
        return self.token.kind == "word" and self.token.text == word and not self._name(())

    def expect(self, sign: str) -> None:
        if not self.is_op(sign):
            raise NotImportable(f"{clip(self.token.text, 40)} stands where {sign} is needed")
        self.advance()

    def finish(self) -> None:
        if self.token.kind != "end":
            raise NotImportable(f"{clip(self.token.text, 40)} is not read")

    def deeper(self, part: Callable[[], Value | Logic]) -> Value | Logic:
        self.depth += 1
        if self.depth > MAX_DEPTH:
            raise NotImportable(f"it is nested deeper than {MAX_DEPTH} levels")
        found = part()
        self.depth -= 1
        return found

    def disjunction(self) -> Value | Logic:
        return self._chain("or", self.conjunction, either)

    def conjunction(self) -> Value | Logic:
        return self._chain("and", self.relation, both)

    def _chain(
        self, word: str, part: Callable[[], Value | Logic], join: Callable[[Sequence[Logic]], Logic]
    ) -> Value | Logic:
        first = part()
        parts = [first]
        while self.is_word(word):
            self.advance()
            parts.append(part())
        return first if len(parts) == 1 else join([condition(p) for p in parts])

    def relation(self) -> Value | Logic:
        found = self.sum()
        if self.is_op(*_COMPARISONS):
            op = self.advance().text
            found = compare(op, value(found), value(self.sum()))
            if self.is_op(*_COMPARISONS):
                raise NotImportable("comparisons stand in a row")
        elif self.is_word("between"):
            self.advance()
            low = value(self.sum())
            if not self.is_word("and"):
                raise NotImportable("between needs and")
            self.advance()
            subject, high = value(found), value(self.sum())
            found = both([compare(">=", subject, low), compare("<=", subject, high)])
        elif self.is_word("in"):
            self.advance()
            found = self._listed(value(found))
        return found

    def _listed(self, subject: Value) -> Logic:
        """What stands behind `in`: one test, or some in parentheses."""
        outer, self.subject = self.subject, subject
        try:
            if self.is_op("(") and not self._range_follows():
                self.advance()
                found = self.tests()
                self.expect(")")
                return found
            return self.test(self.sum)
        finally:
            self.subject = outer

    def whole_cell(self) -> Logic:
        if self.is_word("not") and _CALL.match(self.text, self.token.end):
            self.advance()
            self.advance()
            found = _plainer(opposite(self.tests()))
            self.expect(")")
            return found
        return self.tests()

    def tests(self) -> Logic:
        found = [self.test(self.disjunction)]
        while self.is_op(","):
            self.advance()
            found.append(self.test(self.disjunction))
        return _any_of(found)

    def test(self, operand: Callable[[], Value | Logic]) -> Logic:
        subject = self.subject
        assert subject is not None
        if self.is_op(*_COMPARISONS):
            op = self.advance().text
            return compare(op, subject, value(self.sum()))
        if self.is_op("[", "(", "]") and self._range_follows():
            return self._range(subject)
        if self.is_op("["):
            self.advance()
            found = condition(self.deeper(self.tests))
            self.expect("]")
            if found == NULL:
                raise NotImportable("a list holds values of several types")
            return found
        self.asked, before = False, self.asked
        found_value = operand()
        self.asked, asked = before, self.asked
        return condition(found_value) if asked else compare("=", subject, value(found_value))

    def _range_follows(self) -> bool:
        """Whether the bracket here opens an interval: two dots stand before its end."""
        at, level = self.token.end, 0
        while True:
            token = next_token(self.text, at)
            self.looked += 1
            if self.looked > MAX_TEXT:
                raise NotImportable("its brackets are too tangled")
            if token.kind == "end" or (level == 0 and token.text == ","):
                return False
            if token.kind == "op" and token.text == ".." and level == 0:
                return True
            if token.kind == "op" and token.text in ("(", "["):
                level += 1
            elif token.kind == "op" and token.text in (")", "]"):
                level -= 1
                if level < 0:
                    return False
            at = token.end

    def _range(self, subject: Value) -> Logic:
        opens = self.advance().text
        low = value(self.sum())
        self.expect("..")
        high = value(self.sum())
        if not self.is_op(")", "]", "["):
            raise NotImportable("an interval is not closed")
        closes = self.advance().text
        above, below = ">=" if opens == "[" else ">", "<=" if closes == "]" else "<"
        found = both([compare(above, subject, low), compare(below, subject, high)])
        # a closed interval has a form of its own
        match found.yes:
            case And((Cmp(">=", operand, least), Cmp("<=", _, most))):
                return Logic(Between(operand, least, most), found.no)
        return found

    def sum(self) -> Value | Logic:
        return self._calculated(("+", "-"), self.product)

    def product(self) -> Value | Logic:
        return self._calculated(("*", "/"), self.power)

    def power(self) -> Value | Logic:
        return self._calculated(("**",), self.signed)

    def _calculated(self, signs: tuple[str, ...], part: Callable[[], Value | Logic]) -> Value | Logic:
        found = part()
        while self.is_op(*signs):
            op = self.advance().text
            self._grow(1)
            found = calculate(op, value(found), value(part()))
        return found

    def signed(self) -> Value | Logic:
        if self.is_op("-"):
            self.advance()
            return negative(value(self.deeper(self.signed)))
        return self.atom()

    def atom(self) -> Value | Logic:
        token = self.token
        if token.kind == "literal":
            self.advance()
            assert token.value is not None
            return constant(token.value)
        if self.is_op("("):
            self.advance()
            found = self.deeper(self.disjunction)
            self.expect(")")
            return found
        if self.is_op("?") and self.subject is not None:
            self.advance()
            self.asked = True
            return self.subject
        path = self.path()
        if path:
            return self._counted(self.scope.value(path))
        if token.kind == "word" and token.text in KEYWORDS:
            return self._keyword()
        if token.kind == "word" and _CALL.match(self.text, token.end):
            raise NotImportable(f"the function {clip(token.text, 40)} is not read")
        what = f"the name {clip(token.text, 40)} is not known" if token.kind == "word" else f"{token.text} is not read"
        raise NotImportable(what)

    def _keyword(self) -> Value | Logic:
        word = self.advance().text
        if word in ("true", "false"):
            return constant(word == "true")
        if word == "null":
            return NOTHING
        if word == "not" and self.is_op("("):
            self.advance()
            found = opposite(condition(self.deeper(self.disjunction)))
            self.expect(")")
            return found
        raise NotImportable(f"{word} stands where a value is needed")

    def _name(self, path: tuple[str, ...]) -> tuple[str, int] | None:
        """The longest name in scope that stands here, and where it ends."""
        pattern = self.scope.names(path)
        match = pattern.match(self.text, self.token.start) if pattern is not None else None
        return (" ".join(match[0].split()), match.end()) if match is not None else None

    def path(self) -> tuple[str, ...]:
        """The names that stand here, one the part of the other; none when no name stands here."""
        path: tuple[str, ...] = ()
        found = self._name(())
        while found is not None:
            path = (*path, found[0])
            self.token = next_token(self.text, found[1])
            if not self.is_op("."):
                break
            self.advance()
            found = self._name(path)
            if found is None:
                raise NotImportable(f"{'.'.join(path)} has no {clip(self.token.text, 40)}")
        return path

    def _counted(self, found: Value | Logic) -> Value | Logic:
        """What a name stands for, as long as the whole does not get too large."""
        nodes = (found.node,) if isinstance(found, Value) else (found.yes, found.no)
        self._grow(sum(1 for node in nodes if node is not None for _ in walk(node)))
        return found

    def _grow(self, parts: int) -> None:
        self.size += parts
        if self.size > MAX_NODES:
            raise NotImportable(f"it has more than {MAX_NODES} parts")


def _any_of(parts: Sequence[Logic]) -> Logic:
    """One of some tests: equal to one of some literals is membership in a list."""
    whole = either(parts)
    members = [_member(part.yes) for part in parts]
    listed = [m for m in members if m is not None]
    if len(parts) < 2 or len(listed) < len(parts) or any(m.left != listed[0].left for m in listed):
        return whole
    literals = tuple(m.right for m in listed if isinstance(m.right, Lit))
    yes: Node = In(listed[0].left, literals)
    return Logic(yes, Not(yes))


def _plainer(logic: Logic) -> Logic:
    """Neither a value nor null is what ours says with `!=`."""
    match logic.yes:
        case And((Not(Cmp("=", operand, Lit() as item)), State(tested, "empty", True))) if tested == operand:
            return Logic(Cmp("!=", operand, item), logic.no)
    return logic


def _member(node: Node) -> Cmp | None:
    is_one = isinstance(node, Cmp) and node.op == "=" and isinstance(node.right, Lit)
    return node if is_one and isinstance(node, Cmp) else None
