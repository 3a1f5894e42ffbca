"""A table cell as a test on its column's fact, and back."""

from __future__ import annotations

import re
from decimal import Decimal

from desktop.rules.lexer import Tok, tokenize
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
)
from desktop.rules.problems import MAX_DEPTH, MAX_LIST, MAX_TEXT, Problem, Span, shown
from desktop.rules.values import (
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
_LOCAL_DATE = re.compile(r"(\d{1,2})[./-](\d{1,2})[./-](\d{4}|\d{2})|(\d{4})/(\d{1,2})/(\d{1,2})")
_COMMA_NUMBER = re.compile(r"(\d),(\d)")


class CellError(Exception):
    """A cell that cannot be read: code and parameters of the problem."""

    def __init__(self, code: str, **params: object) -> None:
        """Keep what the problem needs."""
        super().__init__(code)
        self.code = code
        self.params = params


def read_cell(text: str, fact: str, type_: Type) -> tuple[Node | None, list[Problem]]:
    """The test a cell stands for (None: any value will do) and what is wrong with it."""
    stripped = text.strip()
    if stripped in ANY:
        return None, []
    span = _span(text, stripped)
    if len(stripped) > MAX_TEXT:
        return None, [Problem("CAP001", span=span, params=shown({"limit": MAX_TEXT}))]
    try:
        return _Reader(fact, type_, span).tests(stripped, 0), []
    except CellError as error:
        return None, [Problem(error.code, span=span, params=shown(error.params))]


def _span(text: str, stripped: str) -> Span:
    """Where a text stands that was stripped of its spaces and line ends."""
    lead = text[: text.index(stripped)]
    line, col = 1 + lead.count("\n"), len(lead) - lead.rfind("\n")
    down = stripped.count("\n")
    end = len(stripped) - stripped.rfind("\n") if down else col + len(stripped)
    return Span(line, col, line + down, end)


class _Reader:
    def __init__(self, fact: str, type_: Type, span: Span) -> None:
        self.type = type_
        self.span = span
        self.name = Name(fact, span)

    def tests(self, text: str, depth: int) -> Node:
        """One test or several divided by commas, any of which will do."""
        if depth > MAX_DEPTH:
            raise CellError("CAP003", limit=MAX_DEPTH)
        if self.type.kind in (Kind.DECIMAL, Kind.MONEY) and _COMMA_NUMBER.search(text):
            raise CellError("TBL009", iso=_COMMA_NUMBER.sub(r"\1.\2", text))
        parts = split_commas(text)
        if len(parts) > MAX_LIST:
            raise CellError("CAP004", limit=MAX_LIST)
        if len(parts) == 1:
            return self.test(parts[0], depth)
        values = [self.bare_value(part) for part in parts]
        items = tuple(Lit(v, self.span) for v in values if v is not None)
        if len(items) < len(parts):
            return Or(tuple(self.test(part, depth) for part in parts), self.span)
        if self.type.kind is Kind.SET:
            return Has("any", self.name, items, self.span)
        return In(self.name, items, False, self.span)

    def bare_value(self, part: str) -> Scalar | None:
        special = _RESERVED.match(part) or _OP.match(part)
        return None if special else read_literal(part, self.type)

    def test(self, part: str, depth: int) -> Node:
        found = self._state(part) or self._call(part, depth) or self._operator(part)
        found = found or self._interval(part) or self._text(part)
        if found is not None:
            return found
        return self._equals("=", self._literal(part))

    def _equals(self, op: str, lit: Lit) -> Node:
        if self.type.kind is Kind.SET:
            return Has("one", self.name, (lit,), self.span)
        return Cmp(op, self.name, lit, self.span)

    def _state(self, part: str) -> Node | None:
        words = part.split()
        negated = len(words) == 2 and words[0] == "not"
        if len(words) == 1 + negated and words[-1] in _STATES:
            return State(self.name, words[-1], negated, self.span)
        return None

    def _call(self, part: str, depth: int) -> Node | None:
        match = _CALL.fullmatch(part)
        if match is None:
            return None
        if match[1] == "not":
            return Not(self.tests(match[2].strip(), depth + 1), self.span)
        items = tuple(self._literal(p) for p in split_commas(match[2]))
        return Has(match[1], self.name, items, self.span)

    def _operator(self, part: str) -> Node | None:
        match = _OP.match(part)
        if match is None:
            return None
        op = _SIGNS.get(match[1], match[1])
        return Cmp(op, self.name, self._literal(part[match.end() :]), self.span)

    def _interval(self, part: str) -> Node | None:
        first, dots, last = part.partition("..")
        if not dots or part.startswith('"') or self.type.kind in (Kind.TEXT, Kind.ENUM, Kind.SET):
            return None
        opened, closed = first.startswith(("(", "]")), last.endswith((")", "["))
        first, last = (
            first.removeprefix("[") if not opened else first[1:],
            last.removesuffix("]") if not closed else last[:-1],
        )
        low, high = self._literal(first), self._literal(last)
        order = compare(low.value, high.value)
        if order is None or order > 0:
            raise CellError("TBL023", text=part)
        if not opened and not closed:
            return Between(self.name, low, high, False, self.span)
        above = Cmp(">" if opened else ">=", self.name, low, self.span)
        below = Cmp("<" if closed else "<=", self.name, high, self.span)
        return And((above, below), self.span)

    def _text(self, part: str) -> Node | None:
        for words, op in _TEXT_WORDS.items():
            if part.startswith(words + " "):
                return TextTest(op, self.name, self._literal(part[len(words) :]), False, self.span)
        return None

    def _literal(self, text: str) -> Lit:
        value = read_literal(text.strip(), self.type)
        if value is None:
            raise unreadable(text.strip(), self.type)
        return Lit(value, self.span)


def unreadable(text: str, type_: Type) -> CellError:
    """Why a literal cannot be read; names what spreadsheets do to dates and decimals."""
    local = _LOCAL_DATE.fullmatch(text)
    if local and type_.kind in (Kind.DATE, Kind.DATETIME):
        return CellError("TBL008", text=text, iso=_iso_guess(local))
    return CellError("TBL020", text=text)


def _iso_guess(match: re.Match[str]) -> str:
    if match[4]:
        return f"{match[4]}-{int(match[5]):02}-{int(match[6]):02}"
    day, month = int(match[1]), int(match[2])
    if month > 12:
        day, month = month, day
    year = match[3] if len(match[3]) == 4 else "20" + match[3]
    return f"{year}-{month:02}-{day:02}"


def split_commas(text: str) -> list[str]:
    """The parts of a text between commas that stand outside quotes and brackets."""
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
            parts.append(text[start:index].strip())
            start = index + 1
    return [*parts, text[start:].strip()]


def read_literal(text: str, type_: Type) -> Scalar | None:
    """A literal in a cell: bare words for texts and enum members, else as in the language."""
    if type_.kind in (Kind.TEXT, Kind.ENUM, Kind.SET) and not text.startswith('"'):
        return text if text and not text.startswith("(") else None
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
