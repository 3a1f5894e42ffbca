"""Tokens of the condition language."""

from __future__ import annotations

import re
from datetime import date
from decimal import Decimal
from enum import StrEnum
from typing import NamedTuple

from desktop.rules.problems import (
    MAX_DIGITS,
    MAX_FINDINGS,
    MAX_NAME,
    MAX_STRING,
    Problem,
    Span,
    Suggestion,
    shown,
    suggest,
)
from desktop.rules.values import MICROSECOND, UNITS, Money, Scalar, instant


class Tok(StrEnum):
    """Kinds of token."""

    LITERAL = "a value"
    NAME = "a name"
    WORD = "a word"
    OP = "a sign"
    END = "the end"
    BAD = "an unreadable sign"


KEYWORDS = frozenset(
    "and or not in between is known empty unavailable starts ends with contains has any all none true false".split()
)


class Token(NamedTuple):
    """One token with its place; `value` is set for literals."""

    kind: Tok
    text: str
    span: Span
    value: Scalar | None = None

    def is_word(self, *words: str) -> bool:
        """Whether this is one of these keywords."""
        return self.kind is Tok.WORD and self.text in words

    def is_op(self, *signs: str) -> bool:
        """Whether this is one of these signs."""
        return self.kind is Tok.OP and self.text in signs

    @property
    def shown(self) -> str:
        """The token in words, for problems."""
        return self.kind.value if self.kind is Tok.END else self.text


_TOKEN = re.compile(
    r"""(?P<space>[ \t\r\n\u00a0]+)
    |(?P<when>\d{4}-\d{2}-\d{2}T[0-9:.]*(?:Z|[+-]\d{2}:\d{2})?)
    |(?P<day>\d{4}-\d{2}-\d{2}(?![0-9]))
    |(?P<number>\d+(?:\.\d+)?(?P<unit>[ ]*(?:min|[shdw])(?![A-Za-z0-9_.])|[ ]*[A-Z]{3}(?![A-Za-z0-9_.]))?)
    |(?P<name>[A-Za-z_][A-Za-z0-9_]*(?:\.[A-Za-z0-9_]+)*)
    |(?P<quote>"(?:[^"\\\n]|\\.)*(?P<close>")?)
    |(?P<other><>|=>|=<|&&|\|\|)
    |(?P<op><=|>=|!=|==|\.\.|[<>=+\-*/()\[\],])
    """,
    re.VERBOSE | re.ASCII,
)
_NAME = re.compile(r"[a-z][a-z0-9_]*(?:\.[a-z][a-z0-9_]*)*")
_WHEN = re.compile(r"\d{4}-\d{2}-\d{2}T\d{2}:\d{2}(?::\d{2}(?:\.\d{1,6})?)?(?:Z|[+-]\d{2}:\d{2})")
_SIGNS = {"≤": "<=", "≥": ">=", "≠": "!=", "&": "and", "|": "or", "!": "not", "“": '"', "'": '"'}
_OTHERS = {"<>": "!=", "=>": ">=", "=<": "<=", "&&": "and", "||": "or"}
_ESCAPED = {'"': '"', "\\": "\\", "n": "\n", "t": "\t", "r": "\r"}


def tokenize(text: str) -> tuple[list[Token], list[Problem]]:
    """All tokens of a text, ended by END; what cannot be read becomes a BAD token, too many of which end it as well."""
    return _Lexer(text).run()


class _Lexer:
    def __init__(self, text: str) -> None:
        self.text = text
        self.pos = 0
        self.line = 1
        self.line_start = 0
        self.many_lines = "\n" in text
        self.tokens: list[Token] = []
        self.problems: list[Problem] = []

    def run(self) -> tuple[list[Token], list[Problem]]:
        while self.pos < len(self.text) and len(self.problems) < MAX_FINDINGS:
            match = _TOKEN.match(self.text, self.pos)
            if match is None:
                self._unreadable()
                continue
            if match.lastgroup != "space":
                self._token(match)
            if self.many_lines:
                self._count_lines(match.end())
            self.pos = match.end()
        span = self._span(self.pos)
        self.tokens.append(Token(Tok.END, "", span))
        return self.tokens, self.problems

    def _count_lines(self, end: int) -> None:
        newlines = self.text.count("\n", self.pos, end)
        if newlines:
            self.line += newlines
            self.line_start = self.text.rfind("\n", self.pos, end) + 1

    def _span(self, end: int) -> Span:
        col = self.pos - self.line_start + 1
        return Span(self.line, col, self.line, col + end - self.pos)

    def _unreadable(self) -> None:
        span = self._span(self.pos + 1)
        char = self.text[self.pos]
        mend = Suggestion(_SIGNS[char], span) if char in _SIGNS else None
        self.problems.append(Problem("SYN001", span=span, params=shown({"char": char}), suggestion=mend))
        self.tokens.append(Token(Tok.BAD, char, span))
        self.pos += 1

    def _token(self, match: re.Match[str]) -> None:
        text, span, kind = match[0], self._span(match.end()), match.lastgroup
        if kind == "name":
            self._word(text, span)
        elif kind == "number":
            self._number(match, span)
        elif kind == "op":
            self.tokens.append(Token(Tok.OP, "=" if text == "==" else text, span))
        elif kind == "quote":
            self._quoted(match, span)
        elif kind == "other":
            self.problems.append(
                Problem("SYN001", span=span, params=shown({"char": text}), suggestion=_mend(text, span))
            )
            self.tokens.append(Token(Tok.BAD, text, span))
        else:
            self._date(text, span)

    def _bad(self, code: str, text: str, span: Span, mend: Suggestion | None = None) -> None:
        params = shown({"text": text, "word": text, "limit": MAX_DIGITS})
        self.problems.append(Problem(code, span=span, params=params, suggestion=mend))
        self.tokens.append(Token(Tok.BAD, text, span))

    def _word(self, text: str, span: Span) -> None:
        if text in KEYWORDS:
            truth = text in ("true", "false")
            self.tokens.append(Token(Tok.LITERAL if truth else Tok.WORD, text, span, text == "true" if truth else None))
        elif len(text) > MAX_NAME:
            problem = Problem("CAP006", span=span, params=shown({"limit": MAX_NAME}))
            self.problems.append(problem)
            self.tokens.append(Token(Tok.BAD, text, span))
        elif _NAME.fullmatch(text):
            self.tokens.append(Token(Tok.NAME, text, span))
        else:
            self._odd_word(text, span)

    def _odd_word(self, text: str, span: Span) -> None:
        """A word with capitals or a leading digit: TRUE and AND are read, the rest suggested."""
        lower = text.lower()
        if lower in ("true", "false"):
            self.tokens.append(Token(Tok.LITERAL, lower, span, lower == "true"))
            return
        if lower in KEYWORDS or _NAME.fullmatch(lower):
            self._bad("SYN016", text, span, Suggestion(lower, span))
        else:
            self._bad("SYN016", text, span, suggest(lower, KEYWORDS, span))

    def _number(self, match: re.Match[str], span: Span) -> None:
        unit = match["unit"] or ""
        digits = match["number"].removesuffix(unit)
        if len(digits.replace(".", "")) > MAX_DIGITS:
            self._bad("CAP007", digits, span)
            return
        value = _number_value(digits, unit.strip())
        follows = self.text[match.end() : match.end() + 1]
        if value is None or (follows.isascii() and (follows.isalnum() or follows == "_")):
            end = match.end()
            while end < len(self.text) and (self.text[end].isalnum() or self.text[end] == "_"):
                end += 1
            self._bad("SYN004", self.text[self.pos : end], self._span(end))
            return
        self.tokens.append(Token(Tok.LITERAL, match[0], span, value))

    def _date(self, text: str, span: Span) -> None:
        if "T" in text and not _WHEN.fullmatch(text):
            self._bad("SYN006", text, span)
            return
        try:
            value = instant(text) if "T" in text else date.fromisoformat(text)
        except ValueError:
            self._bad("SYN005", text, span)
            return
        self.tokens.append(Token(Tok.LITERAL, text, span, value))

    def _quoted(self, match: re.Match[str], span: Span) -> None:
        if not match["close"]:
            self._bad("SYN002", match[0], span)
            return
        body = match[0][1:-1]
        if len(body) > MAX_STRING:
            self.problems.append(Problem("CAP005", span=span, params=shown({"limit": MAX_STRING})))
            self.tokens.append(Token(Tok.BAD, match[0], span))
            return
        wrong = next((m[1] for m in re.finditer(r"\\(.)", body) if m[1] not in _ESCAPED), None)
        if wrong is not None:
            self.problems.append(Problem("SYN003", span=span, params=shown({"char": wrong})))
            self.tokens.append(Token(Tok.BAD, match[0], span))
            return
        value = re.sub(r"\\(.)", lambda m: _ESCAPED[m[1]], body) if "\\" in body else body
        self.tokens.append(Token(Tok.LITERAL, match[0], span, value))


def _mend(sign: str, span: Span) -> Suggestion:
    return Suggestion(_OTHERS[sign], span)


def _number_value(digits: str, unit: str) -> Scalar | None:
    """The value of a number with its unit or currency; None when a duration is too long."""
    if unit in UNITS:
        micros = Decimal(digits) * (UNITS[unit] // MICROSECOND)
        if micros != int(micros):
            return None
        try:
            return int(micros) * MICROSECOND
        except OverflowError:
            return None
    if unit:
        return Money(Decimal(digits), unit)
    return Decimal(digits) if "." in digits else int(digits)
