"""A precedence parser for conditions: every text gives a tree or problems, never an exception."""

from __future__ import annotations

from dataclasses import dataclass, replace

from desktop.rules.lexer import Tok, Token, tokenize
from desktop.rules.likeness import did_you_mean
from desktop.rules.nodes import (
    And,
    Arith,
    Bad,
    Between,
    Cmp,
    Has,
    In,
    Lit,
    Name,
    Neg,
    Node,
    Not,
    Or,
    State,
    TextTest,
)
from desktop.rules.problems import (
    MAX_DEPTH,
    MAX_FINDINGS,
    MAX_LIST,
    MAX_NODES,
    MAX_TEXT,
    Problem,
    Span,
    Suggestion,
    shown,
)
from desktop.rules.values import negate

_LONG_UNITS = {
    **{"seconds": "s", "second": "s", "sec": "s", "minutes": "min", "minute": "min", "mins": "min"},
    **{"hours": "h", "hour": "h", "days": "d", "day": "d", "weeks": "w", "week": "w"},
}
_COMPARISONS = ("<", "<=", ">", ">=", "=", "!=")
_DENIABLE = ("in", "between", "starts", "ends", "contains")


@dataclass(frozen=True, slots=True)
class Parsed:
    """A tree, in which Bad nodes stand for what could not be read, and what was wrong."""

    tree: Node
    problems: tuple[Problem, ...]

    @property
    def node(self) -> Node | None:
        """The tree when it is whole."""
        return None if self.problems else self.tree


class _Stop(Exception):
    """A limit was passed; nothing after it is read."""


class _Resync(Exception):
    """A problem was noted; reading goes on at the next and, or, closing bracket."""


def parse(text: str) -> Parsed:
    """Read one condition or expression."""
    if len(text) > MAX_TEXT:
        problem = Problem("CAP001", params=shown({"limit": MAX_TEXT}))
        return Parsed(Bad(), (problem,))
    tokens, problems = tokenize(text)
    if tokens[0].kind is Tok.END:
        return Parsed(Bad(), (Problem("SYN015", span=tokens[0].span),))
    return _Parser(tokens, problems).run()


class _Parser:
    def __init__(self, tokens: list[Token], problems: list[Problem]) -> None:
        self.tokens = tokens
        self.problems = problems
        self.pos = 0
        self.depth = 0
        self.count = 0

    def run(self) -> Parsed:
        tree: Node = Bad()
        try:
            tree = self._disjunction()
            while self.token.kind is not Tok.END:
                self._left_over()
                # what follows is read for its problems too
                tree = And((tree, self._disjunction()), tree.span)
        except _Stop:
            tree = Bad()
        return Parsed(tree, tuple(self.problems[:MAX_FINDINGS]))

    @property
    def token(self) -> Token:
        return self.tokens[self.pos]

    def _left_over(self) -> None:
        token = self.token
        if token.is_op(")", "]"):
            self._note("SYN012", token.span)
        elif token.is_op(",") and self.pos and self.tokens[self.pos - 1].kind is Tok.LITERAL:
            self._note("SYN018", token.span)
        elif token.text in _LONG_UNITS and self.pos and self.tokens[self.pos - 1].kind is Tok.LITERAL:
            self._note(
                "SYN017", token.span, Suggestion(_LONG_UNITS[token.text], token.span), found=token.shown, write=""
            )
        elif token.kind is not Tok.BAD:
            between = " Between two conditions stands and, or or."
            self._note("SYN017", token.span, self._meant("and", "or"), found=token.shown, write=between)
        self.pos += 1
        if self.token.is_word("and", "or"):
            self.pos += 1
        if self.token.kind is Tok.END:
            raise _Stop

    def _note(self, code: str, span: Span, mend: Suggestion | None = None, **params: object) -> None:
        self.problems.append(Problem(code, span=span, params=shown(params), suggestion=mend))
        if len(self.problems) >= MAX_FINDINGS:
            raise _Stop

    def _fail(self, code: str, mend: Suggestion | None = None, **params: object) -> _Resync:
        """Note a problem at the present token (one the lexer has noted is not noted twice)."""
        if self.token.kind is not Tok.BAD:
            self._note(code, self.token.span, mend, **params)
        return _Resync()

    def _meant(self, *words: str) -> Suggestion | None:
        """The keyword that was probably meant by the present token."""
        best = did_you_mean(self.token.text, words) if self.token.kind in (Tok.NAME, Tok.WORD) else None
        return Suggestion(best, self.token.span) if best else None

    def _take(self) -> Token:
        self.pos += 1
        return self.tokens[self.pos - 1]

    def _made(self) -> None:
        self.count += 1
        if self.count > MAX_NODES:
            self._note("CAP002", self.token.span, limit=MAX_NODES)
            raise _Stop

    def _deeper(self) -> None:
        self.depth += 1
        if self.depth > MAX_DEPTH:
            self._note("CAP003", self.token.span, limit=MAX_DEPTH)
            raise _Stop

    def _disjunction(self) -> Node:
        first = self._conjunction()
        items = [first]
        while self.token.is_word("or"):
            self.pos += 1
            items.append(self._conjunction())
        if len(items) == 1:
            return first
        self._made()
        return Or(tuple(items), items[0].span.to(items[-1].span))

    def _conjunction(self) -> Node:
        first = self._recovering()
        items = [first]
        while self.token.is_word("and"):
            self.pos += 1
            items.append(self._recovering())
        if len(items) == 1:
            return first
        self._made()
        return And(tuple(items), items[0].span.to(items[-1].span))

    def _recovering(self) -> Node:
        """One term of a conjunction; after a problem, skip to the next place to go on."""
        depth, start = self.depth, self.token.span
        try:
            return self._negation()
        except _Resync:
            self.depth = depth
            level = 0
            while self.token.kind is not Tok.END:
                if level == 0 and (self.token.is_word("and", "or") or self.token.is_op(")")):
                    break
                level += self.token.is_op("(") - self.token.is_op(")")
                self.pos += 1
            return Bad(start.to(self.token.span))

    def _negation(self) -> Node:
        if not self.token.is_word("not"):
            return self._relation()
        start = self._take().span
        self._deeper()
        item = self._negation()
        self.depth -= 1
        self._made()
        return Not(item, start.to(item.span))

    def _relation(self) -> Node:
        left = self._sum()
        token = self.token
        if token.kind is Tok.OP and token.text in _COMPARISONS:
            return self._comparison(left)
        negated = token.is_word("not") and self.tokens[self.pos + 1].is_word(*_DENIABLE)
        if negated:
            self.pos += 1
        if self.token.is_word("in", "between", "is", "starts", "ends", "contains", "has"):
            self._made()
            return self._word_relation(left, negated)
        if token.is_word("not") and self.tokens[self.pos + 1].kind is Tok.NAME:
            self.pos += 1
            raise self._fail("SYN016", self._meant(*_DENIABLE), word=self.token.text)
        if token.kind is Tok.NAME and isinstance(left, Name):
            raise self._unknown_word(left)
        return left

    def _unknown_word(self, left: Name) -> _Resync:
        denied = self.tokens[self.pos + 1].is_word(*_DENIABLE)
        words = ("not",) if denied else ("and", "or", "is", "has", *_DENIABLE)
        mend = self._meant(*words)
        if mend is None and did_you_mean(left.name, ("not",)):
            self._note("SYN016", left.span, Suggestion("not", left.span), word=left.name)
            return _Resync()
        return self._fail("SYN016", mend, word=self.token.text)

    def _comparison(self, left: Node) -> Node:
        op = self._take().text
        right = self._sum()
        self._made()
        node = Cmp(op, left, right, left.span.to(right.span))
        if self.token.kind is Tok.OP and self.token.text in _COMPARISONS:
            raise self._fail("SYN013")
        return node

    def _word_relation(self, left: Node, negated: bool) -> Node:
        word = self._take().text
        if word == "in":
            items, end = self._list()
            return In(left, items, negated, left.span.to(end))
        if word == "between":
            low = self._sum()
            self._expect_word("and")
            high = self._sum()
            return Between(left, low, high, negated, left.span.to(high.span))
        if word == "is":
            return self._state(left)
        if word == "has":
            return self._has(left)
        if word in ("starts", "ends"):
            self._expect_word("with")
        text = self._text_literal()
        return TextTest(word, left, text, negated, left.span.to(text.span))

    def _state(self, left: Node) -> Node:
        negated = self.token.is_word("not")
        if negated:
            self.pos += 1
        if not self.token.is_word("known", "empty", "unavailable"):
            expected, words = "known, empty or unavailable", ["known", "empty", "unavailable"]
            if not negated and self.tokens[min(self.pos + 1, len(self.tokens) - 1)].kind is not Tok.END:
                words.append("not")
            raise self._fail("SYN011", self._meant(*words), expected=expected, found=self.token.shown)
        token = self._take()
        return State(left, token.text, negated, left.span.to(token.span))

    def _has(self, left: Node) -> Node:
        if self.token.is_word("any", "all", "none"):
            op = self._take().text
            items, end = self._list()
            return Has(op, left, items, left.span.to(end))
        if self.token.kind is Tok.NAME:
            expected = "any, all, none or a text in quotes"
            quoted = Suggestion(f'"{self.token.text}"', self.token.span)
            mend = self._meant("any", "all", "none") or quoted
            raise self._fail("SYN011", mend, expected=expected, found=self.token.shown)
        text = self._text_literal()
        return Has("one", left, (text,), left.span.to(text.span))

    def _expect_word(self, word: str) -> None:
        if not self.token.is_word(word):
            raise self._fail("SYN011", self._meant(word), expected=word, found=self.token.shown)
        self.pos += 1

    def _text_literal(self) -> Lit:
        token = self.token
        if token.kind is not Tok.LITERAL or not isinstance(token.value, str):
            mend = Suggestion(f'"{token.text}"', token.span) if token.kind is Tok.NAME else None
            raise self._fail("SYN011", mend, expected="a text in quotes", found=token.shown)
        self.pos += 1
        self._made()
        return Lit(token.value, token.span)

    def _list(self) -> tuple[tuple[Lit, ...], Span]:
        start = self.token.span
        if not self.token.is_op("["):
            raise self._fail("SYN014")
        self.pos += 1
        items: list[Lit] = []
        while True:
            items.append(self._list_item())
            if len(items) > MAX_LIST:
                self._note("CAP004", self.token.span, limit=MAX_LIST)
                raise _Stop
            if self.token.is_op("]"):
                return tuple(items), start.to(self._take().span)
            if not self.token.is_op(","):
                raise self._fail("SYN011", expected=", or ]", found=self.token.shown)
            self.pos += 1

    def _list_item(self) -> Lit:
        """A literal of a list; lists have their own limit and count as one node."""
        start = self.token.span
        minus = self.token.is_op("-")
        if minus:
            self.pos += 1
        token = self.token
        if token.kind is not Tok.LITERAL or token.value is None:
            raise self._fail("SYN011", expected="a value", found=token.shown)
        self.pos += 1
        if not minus:
            return Lit(token.value, token.span)
        folded = _folded(token, start)
        if folded is None:
            raise self._fail("SYN011", expected="a number", found=token.shown)
        return folded

    def _sum(self) -> Node:
        left = self._product()
        while self.token.is_op("+", "-"):
            op = self._take().text
            right = self._product()
            self._made()
            left = Arith(op, left, right, left.span.to(right.span))
        return left

    def _product(self) -> Node:
        left = self._unary()
        while self.token.is_op("*", "/"):
            op = self._take().text
            right = self._unary()
            self._made()
            left = Arith(op, left, right, left.span.to(right.span))
        return left

    def _unary(self) -> Node:
        if not self.token.is_op("-"):
            return self._atom()
        start = self._take().span
        folded = _folded(self.token, start)
        if folded is not None:
            self.pos += 1
            self._made()
            return folded
        self._deeper()
        operand = self._atom()
        self.depth -= 1
        self._made()
        return Neg(operand, start.to(operand.span))

    def _atom(self) -> Node:
        token = self.token
        if token.kind is Tok.LITERAL and token.value is not None:
            self.pos += 1
            self._made()
            return Lit(token.value, token.span)
        if token.kind is Tok.NAME:
            self.pos += 1
            self._made()
            return Name(token.text, token.span)
        if token.is_op("("):
            return self._group()
        raise self._fail("SYN010", found=token.shown)

    def _group(self) -> Node:
        """What stands in parentheses; they belong to its place."""
        start = self._take().span
        self._deeper()
        node = self._disjunction()
        self.depth -= 1
        if not self.token.is_op(")"):
            raise self._fail("SYN011", expected=")", found=self.token.shown)
        return replace(node, span=start.to(self._take().span))


def _folded(token: Token, start: Span) -> Lit | None:
    """A minus before a number is part of the number."""
    number = negate(token.value)
    return None if number is None else Lit(number, start.to(token.span))
