"""A table cell as a test on its column's fact, and back."""

from __future__ import annotations

import re
from dataclasses import dataclass
from decimal import Decimal

from desktop.rules.lexer import Tok, tokenize
from desktop.rules.localized import meant_date, meant_number, meant_serial
from desktop.rules.nodes import (
    And,
    Between,
    Cmp,
    Has,
    In,
    Lit,
    Name,
    Node,
    Not,
    Or,
    State,
    TextTest,
    walk,
)
from desktop.rules.problems import (
    MAX_DEPTH,
    MAX_LIST,
    MAX_NODES,
    MAX_STRING,
    MAX_TEXT,
    Problem,
    Span,
    Suggestion,
    shown,
)
from desktop.rules.read_values import example, wanted
from desktop.rules.values import (
    ORDERED,
    Kind,
    Money,
    Scalar,
    Type,
    compare,
    literal_text,
    negate,
    quoted,
)

ANY = ("", "-")
_STATES = ("empty", "known", "unavailable")
_TEXT_WORDS = {"starts with": "starts", "ends with": "ends", "contains": "contains"}
_OP = re.compile(r"(<=|>=|!=|<|>|≤|≥|≠)\s*")
_SIGNS = {"≤": "<=", "≥": ">=", "≠": "!="}
_CALL = re.compile(r"(not|any|all|none)\s*\((.*)\)", re.DOTALL)
_BARE = re.compile(r"[^\W\d_][\w-]*(?: [\w-]+)*")
_RESERVED = re.compile(r"(not|any|all|none|starts|ends|contains|empty|known|unavailable)\b")
_TIMES = (Kind.DATE, Kind.DATETIME)


class CellError(Exception):
    """A cell that cannot be read: code and parameters of the problem, and the piece in which it is."""

    def __init__(self, code: str, part: _Part | None = None, **params: object) -> None:
        """Keep what the problem needs."""
        super().__init__(code)
        self.code = code
        self.part = part
        self.params = params


def read_cell(text: str, fact: str, type_: Type) -> tuple[Node | None, list[Problem]]:
    """The test a cell stands for (None: any value will do) and what is wrong with it."""
    stripped = text.strip()
    if stripped in ANY:
        return None, []
    start = len(text) - len(text.lstrip())
    reader = _Reader(fact, type_, text)
    if len(stripped) > MAX_TEXT:
        return None, [reader.problem(CellError("CAP001", limit=MAX_TEXT), _Part(stripped, start))]
    try:
        node = reader.tests(_Part(stripped, start), 0)
    except CellError as error:
        return None, [reader.problem(error, error.part or _Part(stripped, start))]
    # A character stands for three parts at most: a comma and a number are a comparison of a name with a literal.
    if 3 * len(stripped) > MAX_NODES and _size(node) > MAX_NODES:
        return None, [reader.problem(CellError("CAP002", limit=MAX_NODES), _Part(stripped, start))]
    return node, []


def _size(node: Node) -> int:
    """The parts of a condition as the language counts them: a list is one with its test."""
    return sum(1 for _ in walk(node)) - sum(len(n.items) for n in walk(node) if isinstance(n, In | Has))


@dataclass(frozen=True, slots=True)
class _Part:
    """A piece of a cell and where it starts, counted from 0."""

    text: str
    at: int

    def cut(self, start: int, end: int | None = None) -> _Part:
        """A piece of the piece, without blanks around it."""
        text = self.text[start:end]
        return _Part(text.strip(), self.at + start + len(text) - len(text.lstrip()))


class _Reader:
    def __init__(self, fact: str, type_: Type, cell: str) -> None:
        self.type = type_
        self.cell = cell
        self.is_one_line = "\n" not in cell
        self.name = Name(fact, self.span(_Part(cell.strip(), len(cell) - len(cell.lstrip()))))

    def span(self, part: _Part) -> Span:
        """The place of a piece in its cell."""
        if self.is_one_line:
            return Span(1, part.at + 1, 1, part.at + len(part.text) + 1)
        places = []
        for at in (part.at, part.at + len(part.text)):
            places += [self.cell.count("\n", 0, at) + 1, at - self.cell.rfind("\n", 0, at)]
        return Span(*places)

    def problem(self, error: CellError, part: _Part) -> Problem:
        """What is wrong, at the piece in which it is; a number or date to write instead is offered."""
        span = self.span(part)
        iso = error.params.get("iso")
        sure = iso is not None and "YYYY" not in str(iso) and self.type.kind is not Kind.DATETIME
        mend = Suggestion(str(iso), span) if sure else None
        return Problem(error.code, span=span, params=shown(error.params), suggestion=mend)

    def tests(self, part: _Part, depth: int) -> Node:
        """One test or several divided by commas, any of which will do."""
        if depth > MAX_DEPTH:
            raise CellError("CAP003", limit=MAX_DEPTH)
        number = meant_number(part.text, self.type.kind)
        if number is not None:
            raise CellError(number[0], part, iso=number[1])
        parts = [part.cut(start, end) for start, end in _between_commas(part.text)]
        if len(parts) > MAX_LIST:
            raise CellError("CAP004", limit=MAX_LIST)
        if len(parts) == 1:
            return self.test(parts[0], depth)
        values = [self.bare_value(p) for p in parts]
        items = tuple(Lit(v, self.span(p)) for v, p in zip(values, parts, strict=True) if v is not None)
        if len(items) < len(parts):
            return Or(tuple(self.test(p, depth) for p in parts), self.span(part))
        if self.type.kind is Kind.SET:
            return Has("any", self.name, items, self.span(part))
        return In(self.name, items, False, self.span(part))

    def bare_value(self, part: _Part) -> Scalar | None:
        special = _RESERVED.match(part.text) or _OP.match(part.text)
        return None if special else read_literal(part.text, self.type)

    def test(self, part: _Part, depth: int) -> Node:
        found = self._state(part) or self._call(part, depth) or self._operator(part)
        found = found or self._interval(part) or self._text(part)
        if found is not None:
            return found
        lit = self._literal(part)
        if self.type.kind is Kind.SET:
            return Has("one", self.name, (lit,), self.span(part))
        return Cmp("=", self.name, lit, self.span(part))

    def _state(self, part: _Part) -> Node | None:
        words = part.text.split()
        negated = len(words) == 2 and words[0] == "not"
        if len(words) == 1 + negated and words[-1] in _STATES:
            return State(self.name, words[-1], negated, self.span(part))
        return None

    def _call(self, part: _Part, depth: int) -> Node | None:
        match = _CALL.fullmatch(part.text)
        if match is None:
            return None
        inner = part.cut(*match.span(2))
        if match[1] == "not":
            return Not(self.tests(inner, depth + 1), self.span(part))
        items = tuple(self._literal(inner.cut(start, end)) for start, end in _between_commas(inner.text))
        if len(items) > MAX_LIST:
            raise CellError("CAP004", limit=MAX_LIST)
        return Has(match[1], self.name, items, self.span(part))

    def _operator(self, part: _Part) -> Node | None:
        match = _OP.match(part.text)
        if match is None:
            return None
        op = _SIGNS.get(match[1], match[1])
        return Cmp(op, self.name, self._literal(part.cut(match.end())), self.span(part))

    def _interval(self, part: _Part) -> Node | None:
        at = part.text.find("..")
        if at < 0 or part.text.startswith('"') or self.type.kind in (Kind.TEXT, Kind.ENUM, Kind.SET):
            return None
        opened, closed = part.text.startswith(("(", "]")), part.text.endswith((")", "["))
        first = int(opened or part.text.startswith("["))
        last = len(part.text) - int(closed or part.text.endswith("]"))
        low, high = self._literal(part.cut(first, at)), self._literal(part.cut(at + 2, last))
        order = compare(low.value, high.value)
        if order is None or order > 0:
            raise CellError("TBL023", part, text=part.text)
        span = self.span(part)
        if not opened and not closed:
            return Between(self.name, low, high, False, span)
        above = Cmp(">" if opened else ">=", self.name, low, span)
        below = Cmp("<" if closed else "<=", self.name, high, span)
        return And((above, below), span)

    def _text(self, part: _Part) -> Node | None:
        for words, op in _TEXT_WORDS.items():
            if part.text.startswith(words + " "):
                return TextTest(op, self.name, self._literal(part.cut(len(words))), False, self.span(part))
        return None

    def _literal(self, part: _Part) -> Lit:
        value = read_literal(part.text, self.type)
        counted = self.type.kind in _TIMES and meant_serial(part.text) is not None
        if value is None or counted:
            raise unreadable(part.text, self.type, part)
        if isinstance(value, str) and len(value) > MAX_STRING:
            raise CellError("CAP005", part, limit=MAX_STRING)
        return Lit(value, self.span(part))


def unreadable(text: str, type_: Type, part: _Part | None = None) -> CellError:
    """Why a literal cannot be read; names what spreadsheets do to dates and decimals."""
    iso = meant_date(text)
    if type_.kind in _TIMES:
        iso = iso or meant_serial(text)
        if iso is not None:
            return CellError("TBL008", part, text=text, iso=iso if type_.kind is Kind.DATE else f"{iso}T00:00Z")
    elif iso is not None:
        return CellError("TBL024", part, text=text)
    problem = next(iter(tokenize(text)[1]), None)
    if problem is not None and problem.code not in ("SYN001", "SYN016"):
        return CellError(problem.code, part, **problem.params)
    return CellError("TBL020", part, text=text, expected=wanted(type_), such=_such(type_))


def _such(type_: Type) -> str:
    """A few tests as a cell writes them."""
    value = example(type_)
    if type_.kind is Kind.DATE:
        return f"{value} or >= {value}"
    if type_.kind in ORDERED:
        return f"{value}, >= {value} or not empty"
    return value.strip('"')


def split_commas(text: str) -> list[str]:
    """The parts of a text between commas that stand outside quotes and brackets."""
    return [text[start:end].strip() for start, end in _between_commas(text)]


def _between_commas(text: str) -> list[tuple[int, int]]:
    if "," not in text:
        return [(0, len(text))]
    parts, start, level, in_text, escaped = [], 0, 0, False, False
    for index, char in enumerate(text):
        if in_text:
            in_text = escaped or char != '"'
            escaped = char == "\\" and not escaped
        elif char == '"':
            in_text = True
        elif char in "([":
            level += 1
        elif char in ")]":
            level = max(0, level - 1)
        elif char == "," and level == 0:
            parts.append((start, index))
            start = index + 1
    return [*parts, (start, len(text))]


# Most literals of large tables; the lexer reads them to the same value, in ten times the time.
_PLAIN = re.compile(r"(?:0|[1-9][0-9]{0,8})(?:\.[0-9]{1,6})?")


def read_literal(text: str, type_: Type) -> Scalar | None:
    """A literal in a cell: bare words for texts and enum members, else as in the language."""
    if type_.kind in (Kind.TEXT, Kind.ENUM, Kind.SET) and not text.startswith('"'):
        return text if text and not text.startswith("(") else None
    if type_.kind is not Kind.MONEY and _PLAIN.fullmatch(text):
        return Decimal(text) if "." in text else int(text)
    tokens, problems = tokenize(text)
    minus = tokens[0].is_op("-")
    rest = tokens[1:] if minus else tokens
    if problems or len(rest) != 2 or rest[0].kind is not Tok.LITERAL or rest[0].value is None:
        return None
    value = negate(rest[0].value) if minus else rest[0].value
    if type_.kind is Kind.MONEY and isinstance(value, int | Decimal) and not isinstance(value, bool):
        return Money(Decimal(value), type_.currency)
    return value


def print_cell(node: Node | None, fact: str, type_: Type) -> str | None:
    """The cell that stands for a test on the fact, or None when no cell can say it."""
    if node is None:
        return "-"
    text = _print(node, fact, type_)
    if text is None or text.startswith(("=", "+", "@")):
        return None
    back, problems = read_cell(text, fact, type_)
    return text if not problems and back == node else None


def _print(node: Node, fact: str, type_: Type) -> str | None:
    match node:
        case Cmp(op, Name(name), Lit() as lit) if name == fact:
            word = cell_literal(lit.value, type_)
            return word if op == "=" else f"{op} {word}"
        case In(Name(name), items, False) if name == fact:
            return _listed(items, type_)
        case Between(Name(name), Lit() as low, Lit() as high, False) if name == fact:
            return f"{cell_literal(low.value, type_)}..{cell_literal(high.value, type_)}"
        case State(Name(name), test, negated) if name == fact:
            return f"not {test}" if negated else test
        case TextTest(op, Name(name), text, False) if name == fact:
            words = next(w for w, o in _TEXT_WORDS.items() if o == op)
            return f"{words} {literal_text(text.value)}"
        case Has(op, Name(name), items) if name == fact:
            listed = _listed(items, type_)
            return listed if op == "one" or (op == "any" and len(items) > 1) else f"{op}({listed})"
        case Not(item):
            inner = _print(item, fact, type_)
            return None if inner is None else f"not({inner})"
        case And((Cmp(low_op, Name(a), Lit() as low), Cmp(high_op, Name(b), Lit() as high))):
            return _half_open(low_op, low, high_op, high, type_) if a == b == fact else None
        case Or(items):
            parts = [_print(item, fact, type_) for item in items]
            return None if None in parts else ", ".join(p for p in parts if p)
        case _:
            return None


def _listed(items: tuple[Lit, ...], type_: Type) -> str:
    return ", ".join(cell_literal(item.value, type_) for item in items)


def _half_open(low_op: str, low: Lit, high_op: str, high: Lit, type_: Type) -> str | None:
    if low_op not in (">", ">=") or high_op not in ("<", "<="):
        return None
    start, end = "(" if low_op == ">" else "[", ")" if high_op == "<" else "]"
    ends = f"{cell_literal(low.value, type_)}..{cell_literal(high.value, type_)}"
    return f"{start}{ends}{end}"


def cell_literal(value: Scalar, type_: Type) -> str:
    """A literal as a cell writes it: bare words where nothing can be mistaken."""
    if not isinstance(value, str):
        return literal_text(value)
    bare = _BARE.fullmatch(value) and not _RESERVED.match(value)
    special = value.lower() in ("true", "false")
    return value if bare and not special else quoted(value)
