"""Names, types and enum members of a tree, checked before anything is evaluated."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field, replace
from datetime import timedelta

from desktop.rules.misfits import listed
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
    Relation,
    State,
    TextTest,
    leaves,
    names_in,
    walk,
)
from desktop.rules.printer import print_node
from desktop.rules.problems import Problem, Severity, Span, Suggestion, shown, suggest
from desktop.rules.read_values import example
from desktop.rules.schema import FactDef, Schema
from desktop.rules.values import DAY, NUMBERS, ORDERED, Kind, Money, Type, kind_of

MAX_MENDS = 3
"""Names and members of one text for which a like one is looked for."""
_TYPES = {kind: Type(kind) for kind in Kind}
_TEXTUAL = (Kind.TEXT, Kind.ENUM)
_TESTS = {
    Kind.TEXT: "use =, in, starts with, ends with or contains",
    Kind.ENUM: "use = or in",
    Kind.BOOL: "use = true or = false",
}
"""By kind what can be asked of values that have no order."""
_TEXT_OPS = {"starts": "starts with", "ends": "ends with", "contains": "contains"}


@dataclass(slots=True)
class Checker:
    """Collects the problems of trees over one schema; `firm` warns of tests that flip back."""

    schema: Schema
    firm: bool = False
    problems: list[Problem] = field(default_factory=list)
    settled: frozenset[str] = frozenset()
    mends: int = MAX_MENDS

    def condition(self, node: Node) -> None:
        """Check a tree that must be a condition."""
        match node:
            case And(items):
                for item in items:
                    self.condition(item)
            case Or(items):
                # `x is empty or x != "a"` says what an empty x means: that is what the warning asks for.
                before = self.settled
                self.settled |= {name for name in map(_said_empty, items) if name is not None}
                for item in items:
                    self.condition(item)
                self.settled = before
            case Not(item):
                self._warn_not(node)
                self.condition(item)
            case Cmp() | In() | Between() | State() | TextTest() | Has():
                self._relation(node)
            case Bad():
                pass
            case _:
                found = self.value(node)
                if found is not None and found.kind is not Kind.BOOL:
                    test = "has" if found.kind is Kind.SET else "=" if found.kind in (*_TEXTUAL, Kind.SET) else ">="
                    write = f"{print_node(node)} {test} {example(found)}"
                    self._note("TYP003", node.span, type=found.words, write=write)

    def value(self, node: Node) -> Type | None:
        """The type of a tree that must be a value; None when a problem was noted."""
        match node:
            case Lit(value):
                return Type(Kind.MONEY, currency=value.currency) if isinstance(value, Money) else _TYPES[kind_of(value)]
            case Name(name):
                return self._name(node, name)
            case Neg(operand):
                return self._negative(node, operand)
            case Arith():
                return self._arithmetic(node)
            case Bad():
                return None
            case _:
                self._note("TYP004", node.span)
                return None

    def number(self, node: Node) -> Type | None:
        """The type of a tree that must be a number or money."""
        found = self.value(node)
        if found is not None and found.kind not in NUMBERS | {Kind.MONEY}:
            self._note("TYP014", node.span, type=found.words)
            return None
        return found

    def _note(
        self,
        code: str,
        span: Span,
        mend: Suggestion | None = None,
        severity: Severity = Severity.ERROR,
        **params: object,
    ) -> None:
        self.problems.append(Problem(code, severity, "", "", "", span, shown(params), mend))

    def _name(self, node: Node, name: str) -> Type | None:
        definition = self.schema.get(name)
        if definition is not None:
            return definition.type
        self._note("NAM001", node.span, self._like(name, (*self.schema.facts, "true", "false"), node.span), name=name)
        return None

    def _like(self, word: str, known: Iterable[str], span: Span, quote: str = "") -> Suggestion | None:
        self.mends -= 1
        return suggest(word, known, span, quote) if self.mends >= 0 else None

    def _negative(self, node: Node, operand: Node) -> Type | None:
        found = self.value(operand)
        if found is None or found.kind in NUMBERS | {Kind.MONEY, Kind.DURATION}:
            return found
        self._note("TYP002", node.span, op="-", type=found.words, write="it works with numbers and amounts")
        return None

    def _arithmetic(self, node: Arith) -> Type | None:
        left, right = self.value(node.left), self.value(node.right)
        if left is None or right is None:
            return None
        if Kind.MONEY == left.kind == right.kind and left.currency != right.currency:
            self._note("TYP005", node.span, left=left.currency, right=right.currency)
            return None
        result = arithmetic_type(node.op, left, right)
        if result is None:
            self._note("TYP007", node.span, left=left.words, op=node.op, right=right.words)
        elif result.kind is Kind.DATE:
            self._whole_days(node)
        return result

    def _whole_days(self, node: Arith) -> None:
        for part in (node.left, node.right):
            if isinstance(part, Lit) and isinstance(part.value, timedelta) and part.value % DAY:
                self._note("TYP008", part.span)

    def _relation(self, node: Relation) -> None:
        match node:
            case Cmp(op, left, right):
                self._compare(op, left, right, node.span)
                if op == "!=":
                    self._warn_empty(node, left, right)
            case In(operand, items, negated):
                for item in items:
                    self._compare("in", operand, item, item.span, first=item is items[0])
                if negated:
                    self._warn_empty(node, operand)
            case Between(operand, low, high, negated):
                self._compare("between", operand, low, low.span)
                self._compare("between", operand, high, high.span, first=False)
                if negated:
                    self._warn_empty(node, operand)
            case State(operand, test, _):
                self.value(operand)
                if self.firm and test in ("known", "unavailable"):
                    self._note("TYP012", node.span, None, Severity.WARNING, test=f"is {test}")
            case TextTest(op, operand, _, negated):
                self._only(operand, _TEXT_OPS[op], Kind.TEXT, "a text")
                if negated:
                    self._warn_empty(node, operand)
            case _:
                self._set_test(node.operand, node.items)

    def _only(self, operand: Node, op: str, kind: Kind, expected: str) -> Type | None:
        found = self.value(operand)
        if found is not None and found.kind is not kind:
            self._note("TYP009", operand.span, op=op, expected=expected, type=found.words)
            return None
        return found

    def _set_test(self, operand: Node, items: tuple[Lit, ...]) -> None:
        found = self._only(operand, "has", Kind.SET, "a set")
        for item in items:
            if found is not None:
                self._member(found, operand, item)

    def _member(self, type_: Type, operand: Node, item: Node) -> None:
        if not isinstance(item, Lit) or item.value in type_.ids:
            return
        fact, value = print_node(operand), print_node(item)
        mend = self._like(str(item.value), type_.ids, item.span, quote='"')
        self._note("NAM002", item.span, mend, fact=fact, value=value, known=listed(type_.ids, str(item.value)))

    def _unquoted(self, type_: Type | None, item: Node) -> None:
        """A member written without its quotes looks like a fact: say what was meant."""
        last = self.problems[-1] if self.problems else None
        member = isinstance(item, Name) and type_ is not None and type_.kind is Kind.ENUM and item.name in type_.ids
        if member and isinstance(item, Name) and last is not None and (last.code, last.span) == ("NAM001", item.span):
            self.problems[-1] = replace(last, suggestion=Suggestion(f'"{item.name}"', item.span))

    def _compare(self, op: str, left: Node, right: Node, span: Span, *, first: bool = True) -> None:
        before = len(self.problems)
        a, b = self.value(left), self.value(right)
        self._unquoted(a, right)
        if not first:
            # the same operand was checked against the first item already
            del self.problems[before:]
            b = self.value(right)
        if a is None or b is None:
            return
        if op in ("<", "<=", ">", ">=", "between") and not {a.kind, b.kind} <= ORDERED:
            odd = a if a.kind not in ORDERED else b
            self._note("TYP002", span, op=op, type=odd.words, write=_TESTS.get(odd.kind, "use has"))
        elif a.kind is Kind.MONEY and b.kind is Kind.MONEY and a.currency != b.currency:
            self._note("TYP005", span, left=a.currency, right=b.currency)
        elif Kind.ENUM in (a.kind, b.kind) and Kind.TEXT in (a.kind, b.kind):
            self._enum_literal(left, right, a, b, span)
        elif not comparable(a, b):
            self._unlike(left, right, a, b, span)

    def _enum_literal(self, left: Node, right: Node, a: Type, b: Type, span: Span) -> None:
        enum, operand, item = (a, left, right) if a.kind is Kind.ENUM else (b, right, left)
        if isinstance(item, Lit):
            self._member(enum, operand, item)
        else:
            self._unlike(left, right, a, b, span)

    def _unlike(self, left: Node, right: Node, a: Type, b: Type, span: Span) -> None:
        """Note two values of kinds that never are equal, and what the fact among them can be compared with."""
        if isinstance(left, Lit) and not isinstance(right, Lit):
            left, right, a, b = right, left, b, a
        write = f"{'has ' if a.kind is Kind.SET else ''}{example(a)}"
        self._note("TYP001", span, fact=print_node(left), left=a.words, right=b.words, write=write)

    def _nullable(self, *nodes: Node) -> FactDef | None:
        """The first fact that may be empty, unless what that means was said."""
        # nor is it known of what could not be read
        if any(isinstance(part, Bad) for node in nodes for part in walk(node)):
            return None
        for node in nodes:
            for name in names_in(node):
                definition = None if name in self.settled else self.schema.get(name)
                if definition and definition.nullable and definition.type.kind is not Kind.SET:
                    return definition
        return None

    def _warn_empty(self, node: Node, *operands: Node) -> None:
        definition = self._nullable(*operands)
        if definition is not None:
            text = f"({definition.name} is empty or {print_node(node)})"
            mend = Suggestion(text, node.span)
            self._note("TYP010", node.span, mend, Severity.WARNING, fact=definition.label)

    def _warn_not(self, node: Not) -> None:
        for leaf in leaves(node.item):
            definition = None if isinstance(leaf, State) else self._nullable(leaf)
            if definition is not None:
                text = f"({definition.name} is empty or {print_node(_opposite(leaf) or node)})"
                # of several tests another one may settle it, and the words would say something else
                mend = Suggestion(text, node.span) if leaf is node.item else None
                self._note("TYP011", node.span, mend, Severity.WARNING, fact=definition.label)
                return


def _said_empty(node: Node) -> str | None:
    """The fact of which a node says that it is empty."""
    match node:
        case State(Name(name), "empty", False):
            return name
        case _:
            return None


def _opposite(node: Node) -> Node | None:
    """A test on one fact turned round, where the language has a word for it; what is empty fulfills neither."""
    match node:
        case Cmp("=", Name() as name, Lit() as value):
            return Cmp("!=", name, value)
        case In(Name(), _, negated) | Between(Name(), Lit(), Lit(), negated) | TextTest(_, Name(), _, negated):
            return None if negated else replace(node, negated=True)
        case _:
            return None


def comparable(a: Type, b: Type) -> bool:
    """Whether values of two types can be equal or ordered at all."""
    if a.kind in NUMBERS and b.kind in NUMBERS:
        return True
    if a.kind is not b.kind or a.kind is Kind.SET:
        return False
    return a.kind is not Kind.ENUM or set(a.ids) == set(b.ids)


def arithmetic_type(op: str, a: Type, b: Type) -> Type | None:
    """The type of a calculation, or None when the operands do not go together."""
    kinds = (a.kind, b.kind)
    if a.is_number and b.is_number:
        whole = kinds == (Kind.INT, Kind.INT) and op != "/"
        return Type(Kind.INT) if whole else Type(Kind.DECIMAL)
    for special in (Kind.MONEY, Kind.DURATION):
        if kinds == (special, special):
            return {"+": a, "-": a, "/": Type(Kind.DECIMAL)}.get(op)
        if a.kind is special and b.is_number:
            return a if op in "*/" else None
        if b.kind is special and a.is_number:
            return b if op == "*" else None
    return _time_type(op, a, b)


def _time_type(op: str, a: Type, b: Type) -> Type | None:
    moments = (Kind.DATE, Kind.DATETIME)
    if a.kind in moments and a.kind is b.kind:
        return Type(Kind.DURATION) if op == "-" else None
    if a.kind in moments and b.kind is Kind.DURATION:
        return a if op in "+-" else None
    if b.kind in moments and a.kind is Kind.DURATION:
        return b if op == "+" else None
    return None


def check_condition(node: Node, schema: Schema, *, firm: bool = False) -> list[Problem]:
    """The problems of a tree that must be a condition, with spans inside its text."""
    checker = Checker(schema, firm)
    checker.condition(node)
    return checker.problems


def check_number(node: Node, schema: Schema) -> tuple[Type | None, list[Problem]]:
    """The type and the problems of a tree that must be a number or money."""
    checker = Checker(schema)
    return checker.number(node), checker.problems
