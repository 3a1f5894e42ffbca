"""One sentence for each leaf of a condition in each state."""

from __future__ import annotations

from decimal import Decimal

from desktop.rules.kleene import F, T, Truth
from desktop.rules.nodes import (
    Between,
    Cmp,
    Has,
    In,
    Lit,
    Name,
    Node,
    Relation,
    State,
    TextTest,
    fact_first,
    names_in,
)
from desktop.rules.reader import upper_first
from desktop.rules.seen import Look
from desktop.rules.typecheck import Checker
from desktop.rules.values import Kind, Type
from desktop.rules.wording import GAP, Words, say_expression, say_unknown

_LEAST, _OVER, _MOST, _UNDER = "at least {value}", "over {value}", "at most {value}", "under {value}"
_FROM, _AFTER, _UNTIL, _BEFORE = "on or after {value}", "after {value}", "on or before {value}", "before {value}"
AMOUNTS = {">=": _LEAST, ">": _OVER, "<=": _MOST, "<": _UNDER}
TIMES = {">=": _FROM, ">": _AFTER, "<=": _UNTIL, "<": _BEFORE}
_OPPOSITE = {"<": ">=", "<=": ">", ">": "<=", ">=": "<", "=": "!=", "!=": "="}
_TEXT_OPS = {"starts": "starting with {text}", "ends": "ending with {text}", "contains": "containing {text}"}
_NOT_TEXT_OPS = {
    "starts": "not starting with {text}",
    "ends": "not ending with {text}",
    "contains": "not containing {text}",
}
_STATES = {"known": "known", "empty": "empty", "unavailable": "unavailable"}
_NOT_STATES = {"known": "not known", "empty": "not empty", "unavailable": "not unavailable"}


def leaf_sentence(node: Node, verdict: Truth, words: Words, *, negated: bool = False) -> str:
    """What a leaf says about the facts, without source and age.

    `verdict` is that of the leaf itself; `negated` tells that it stands under a not.
    """
    names = names_in(node)
    blocking = next((n for n in names if words.seen(n).look is not Look.KNOWN), None)
    if isinstance(node, State):
        return _state(node, verdict, words)
    if blocking is not None:
        return say_unknown(blocking, words, trail=False)
    if not names:
        return words.tr("Always") if verdict is T else words.tr("Never")
    if not _is_plain(node):
        return _calculated(node, verdict, words)
    said = _said(names[0], verdict, words) if not negated else None
    return said or _plain(node, names[0], verdict, words, negated)


def leaf_detail(node: Node, verdict: Truth, words: Words, *, negated: bool = False, dated: bool = True) -> str:
    """The sentence of a leaf with its source and age: "Complaint C-20418 is open (CRM, 2 min ago)"; `dated`: age."""
    names = names_in(node)
    blocking = next((n for n in names if words.seen(n).look is not Look.KNOWN), None)
    if blocking is not None and not isinstance(node, State):
        return say_unknown(blocking, words)
    sentence = leaf_sentence(node, verdict, words, negated=negated)
    trail = words.trail(names[0], dated=dated) if len(names) == 1 else ""
    return f"{sentence} ({trail})" if trail else sentence


def _said(name: str, verdict: Truth, words: Words) -> str | None:
    """The fact's own template for a true leaf, when all it asks for is there."""
    template = words.definition(name).say
    if verdict is not T or not template or words.seen(name).value is False:
        return None
    evidence = words.evidence(name)
    if "{evidence}" in template and evidence is None:
        return None
    given = {"evidence": evidence or ""}
    if template not in words.reader.words:
        return upper_first(words.aloud.fill(template.replace("{value}", f"{{{name}}}"), given))
    value = words.held(name)
    own = words.reader.own(template, value if isinstance(value, int | Decimal) else None)
    return upper_first(words.fill(own.replace("{value}", f"{{{name}}}"), given))


def _plain(node: Node, name: str, verdict: Truth, words: Words, negated: bool) -> str:
    label, value = upper_first(words.label(name)), words.value(name)
    holds = (verdict is T) != negated
    if holds or words.definition(name).type.kind is Kind.BOOL:
        return words.tr("{label}: {value}", label=label, value=value or GAP)
    want = wanted(node, words, negated=negated)
    return words.tr("{label}: {value}, {want}", label=label, value=value or GAP, want=want)


def _is_plain(node: Node) -> bool:
    """Whether a leaf compares one fact, as it is, with literals."""
    match node:
        case Cmp(_, Name(), Lit()) | Cmp(_, Lit(), Name()) | Between(Name(), Lit(), Lit()):
            return True
        case _:
            return isinstance(node, Name | TextTest | Has) or (isinstance(node, In) and isinstance(node.operand, Name))


def _calculated(node: Node, verdict: Truth, words: Words) -> str:
    """A leaf on a calculation or on several facts, told as it is: "Balance due is over 7 % of lifetime value"."""
    assert isinstance(node, Cmp | In | Between), node
    want = asked(node, words, negated=verdict is F, plainly=True)
    return words.tr("{what} is {want}", what=upper_first(_subject(node, words)), want=want)


def _subject(node: Relation, words: Words) -> str:
    """What a leaf compares, inside a sentence: "lifetime value", "NPS times 2"."""
    return say_expression(fact_first(node).left if isinstance(node, Cmp) else node.operand, words)


def _state(node: State, verdict: Truth, words: Words) -> str:
    """Tests on the state say how things are, whether that is what was wanted or not."""
    names = names_in(node)
    if not names:
        return words.tr("Always") if verdict is T else words.tr("Never")
    name = names[0]
    seen = words.seen(name)
    if seen.look is not Look.KNOWN:
        return say_unknown(name, words, trail=False)
    if words.definition(name).type.kind is Kind.SET and not seen.value:
        return upper_first(words.tr("No {label} on file", label=words.inner_label(name)))
    return words.tr("{label}: {value}", label=upper_first(words.label(name)), value=words.value(name) or GAP)


def wanted(node: Node, words: Words, *, negated: bool = False) -> str:
    """What a leaf asks for, in words: "needed: at least 1"."""
    return words.tr("needed: {want}", want=asked(node, words, negated=negated))


_DID = {
    "starts": "{what} started with {text}",
    "ends": "{what} ended with {text}",
    "contains": "{what} contained {text}",
}
_DID_NOT = {
    "starts": "{what} did not start with {text}",
    "ends": "{what} did not end with {text}",
    "contains": "{what} did not contain {text}",
}


def would_hold(node: Relation, words: Words, *, negated: bool = False) -> str:
    """What would have to be so for a leaf to hold: "balance due were over 7 % of lifetime value"."""
    match node:
        case TextTest(op, operand, text, inner):
            what, said = say_expression(operand, words), words.reader.say(text.value, _TEXT)
            return words.tr(_DID_NOT[op] if inner != negated else _DID[op], what=what, text=said)
        case Has(op, operand, items):
            members = [_literal(item, operand, words) for item in items]
            joined = words.reader.both(members) if op == "all" else words.reader.either(members)
            what = say_expression(operand, words)
            if (op == "none") != negated:
                return words.tr("{what} did not include {items}", what=what, items=joined)
            return words.tr("{what} included {items}", what=what, items=joined)
        case State(Name(name), "empty", inner) if words.definition(name).type.kind is Kind.SET:
            what = words.inner_label(name)
            if inner != negated:
                return words.tr("there were any {what}", what=what)
            return words.tr("there were no {what}", what=what)
        case _:
            want = asked(node, words, negated=negated)
            return words.tr("{label} were {want}", label=_subject(node, words), want=want)


def asked(node: Node, words: Words, *, negated: bool, plainly: bool = False) -> str:
    """What a known value would have to be; under a not, in the words for the opposite.

    `plainly` tells what is not to be as "not 5", where "other than 5" would not do: behind "is".
    """
    match node:
        case Cmp():
            told = fact_first(node)
            return _comparison(_OPPOSITE[told.op] if negated else told.op, told, words, plainly)
        case In(operand, items, inner):
            choice = words.reader.either([_literal(item, operand, words) for item in items])
            return _other(choice, words, plainly) if inner != negated else choice
        case Between(operand, low, high, inner):
            ends = words.tr("{low} to {high}", low=_literal(low, operand, words), high=_literal(high, operand, words))
            return words.tr("outside {range}", range=ends) if inner != negated else ends
        case TextTest(op, _, text, inner):
            said = words.reader.say(text.value, _TEXT)
            return words.tr(_NOT_TEXT_OPS[op] if inner != negated else _TEXT_OPS[op], text=said)
        case Has(op, operand, items):
            return _members(op, [_literal(item, operand, words) for item in items], words, negated=negated)
        case State(_, test, inner):
            return words.tr(_NOT_STATES[test] if inner != negated else _STATES[test])
        case Name():
            return words.tr("no") if negated else words.tr("yes")
        case _:
            return say_expression(node, words)


def _other(value: str, words: Words, plainly: bool) -> str:
    return words.tr("not {value}", value=value) if plainly else words.tr("other than {value}", value=value)


def _members(op: str, members: list[str], words: Words, *, negated: bool) -> str:
    """What a set must hold or must not."""
    if op == "all":
        joined = words.reader.both(members)
        return words.tr("not all of {items}", items=joined) if negated else joined
    choice = words.reader.either(members)
    return words.tr("without {items}", items=choice) if (op == "none") != negated else choice


def _literal(item: Node, operand: Node, words: Words) -> str:
    """A value to compare with, in the words and the unit of what it is compared with."""
    text = say_expression(item, words, _type(operand, words))
    unit = words.definition(operand.name).unit if isinstance(operand, Name) else ""
    return words.reader.with_unit(text, unit, item.value) if isinstance(item, Lit) else text


_TEXT = Type(Kind.TEXT)


def _comparison(op: str, node: Cmp, words: Words, plainly: bool) -> str:
    value = _literal(node.right, node.left, words)
    if op == "=":
        return value
    if op == "!=":
        return _other(value, words, plainly)
    moment = _type(node.left, words).kind in (Kind.DATE, Kind.DATETIME)
    return words.tr(TIMES[op] if moment else AMOUNTS[op], value=value)


def _type(node: Node, words: Words) -> Type:
    if isinstance(node, Name):
        return words.definition(node.name).type
    return Checker(words.schema).value(node) or _TEXT
