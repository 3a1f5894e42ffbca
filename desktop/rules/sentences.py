"""One sentence for each leaf of a condition in each state."""

from __future__ import annotations

from collections.abc import Sequence

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
from desktop.rules.seen import Look
from desktop.rules.typecheck import Checker
from desktop.rules.values import Kind, Type
from desktop.rules.wording import (
    Words,
    say_expression,
    say_unknown,
    say_value,
    upper_first,
    with_unit,
)

_OPS = {
    "<": "under",
    "<=": "at most",
    ">": "over",
    ">=": "at least",
    "=": "",
    "!=": "other than",
}
_TIME_OPS = {**_OPS, "<": "before", "<=": "on or before", ">": "after", ">=": "on or after"}
_OPPOSITE = {"<": ">=", "<=": ">", ">": "<=", ">=": "<", "=": "!=", "!=": "="}
_TEXT_OPS = {"starts": "starting with", "ends": "ending with", "contains": "containing"}


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
        return "Always" if verdict is T else "Never"
    if not _is_plain(node):
        return _calculated(node, verdict, words)
    said = _said(names[0], verdict, words) if not negated else None
    return said or _plain(node, names[0], verdict, words, negated)


def leaf_detail(node: Node, verdict: Truth, words: Words, *, negated: bool = False) -> str:
    """The sentence of a leaf with its source and age: "Complaint C-20418 is open (CRM, 2 min ago)"."""
    names = names_in(node)
    blocking = next((n for n in names if words.seen(n).look is not Look.KNOWN), None)
    if blocking is not None and not isinstance(node, State):
        return say_unknown(blocking, words)
    sentence = leaf_sentence(node, verdict, words, negated=negated)
    trail = words.trail(names[0]) if len(names) == 1 else ""
    return f"{sentence} ({trail})" if trail else sentence


def _said(name: str, verdict: Truth, words: Words) -> str | None:
    """The fact's own template for a true leaf, when all it asks for is there."""
    template = words.definition(name).say
    if verdict is not T or not template or words.seen(name).value is False:
        return None
    evidence = words.evidence(name)
    if "{evidence}" in template and evidence is None:
        return None
    return upper_first(words.fill(template.replace("{value}", f"{{{name}}}"), {"evidence": evidence or ""}))


def _plain(node: Node, name: str, verdict: Truth, words: Words, negated: bool) -> str:
    label, value = upper_first(words.label(name)), words.value(name)
    holds = (verdict is T) != negated
    if holds or words.definition(name).type.kind is Kind.BOOL:
        return f"{label}: {value}"
    return f"{label}: {value}, {wanted(node, words, negated=negated)}"


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
    want = _wanted(node, words, negated=verdict is F)
    return f"{upper_first(_subject(node, words))} is {want.replace('other than', 'not')}"


def _subject(node: Relation, words: Words) -> str:
    """What a leaf compares, inside a sentence: "lifetime value", "NPS times 2"."""
    return say_expression(fact_first(node).left if isinstance(node, Cmp) else node.operand, words)


def _state(node: State, verdict: Truth, words: Words) -> str:
    """Tests on the state say how things are, whether that is what was wanted or not."""
    names = names_in(node)
    if not names:
        return "Always" if verdict is T else "Never"
    name = names[0]
    seen = words.seen(name)
    if seen.look is not Look.KNOWN:
        return say_unknown(name, words, trail=False)
    if words.definition(name).type.kind is Kind.SET and not seen.value:
        return f"No {words.inner_label(name)} on file"
    return f"{upper_first(words.label(name))}: {words.value(name)}"


def wanted(node: Node, words: Words, *, negated: bool = False) -> str:
    """What a leaf asks for, in words: "needed: at least 1"."""
    return f"needed: {_wanted(node, words, negated=negated)}"


_DID = {"starts": "started with", "ends": "ended with", "contains": "contained"}
_DID_NOT = {"starts": "did not start with", "ends": "did not end with", "contains": "did not contain"}


def would_hold(node: Relation, words: Words, *, negated: bool = False) -> str:
    """What would have to be so for a leaf to hold: "balance due were over 7 % of lifetime value"."""
    match node:
        case TextTest(op, operand, text, inner):
            verb = (_DID_NOT if inner != negated else _DID)[op]
            return f"{say_expression(operand, words)} {verb} {say_value(text.value, _TEXT)}"
        case Has(op, operand, items):
            members = [_literal(item, operand, words) for item in items]
            joined = " and ".join(members) if op == "all" else either(members)
            verb = "did not include" if (op == "none") != negated else "included"
            return f"{say_expression(operand, words)} {verb} {joined}"
        case State(Name(name), "empty", inner) if words.definition(name).type.kind is Kind.SET:
            return f"there were {'any' if inner != negated else 'no'} {words.inner_label(name)}"
        case _:
            return f"{_subject(node, words)} were {_wanted(node, words, negated=negated)}"


def _wanted(node: Node, words: Words, *, negated: bool) -> str:
    """What a known value would have to be; under a not, in the words for the opposite."""
    match node:
        case Cmp():
            told = fact_first(node)
            return _comparison(_OPPOSITE[told.op] if negated else told.op, told, words)
        case In(operand, items, inner):
            choice = either([_literal(item, operand, words) for item in items])
            return f"other than {choice}" if inner != negated else choice
        case Between(operand, low, high, inner):
            ends = " to ".join(_literal(end, operand, words) for end in (low, high))
            return f"outside {ends}" if inner != negated else ends
        case TextTest(op, _, text, inner):
            return f"{'not ' if inner != negated else ''}{_TEXT_OPS[op]} {say_value(text.value, _TEXT)}"
        case Has(op, operand, items):
            return _members(op, [_literal(item, operand, words) for item in items], negated=negated)
        case State(_, test, inner):
            return f"{'not ' if inner != negated else ''}{test}"
        case Name():
            return "no" if negated else "yes"
        case _:
            return say_expression(node, words)


def _members(op: str, members: list[str], *, negated: bool) -> str:
    """What a set must hold or must not."""
    if op == "all":
        joined = " and ".join(members)
        return f"not all of {joined}" if negated else joined
    without = (op == "none") != negated
    return f"without {either(members)}" if without else either(members)


def _literal(item: Node, operand: Node, words: Words) -> str:
    """A value to compare with, in the words and the unit of what it is compared with."""
    text = say_expression(item, words, _type(operand, words))
    unit = words.definition(operand.name).unit if isinstance(operand, Name) else ""
    return with_unit(text, unit) if isinstance(item, Lit) else text


_TEXT = Type(Kind.TEXT)


def _comparison(op: str, node: Cmp, words: Words) -> str:
    moment = _type(node.left, words).kind in (Kind.DATE, Kind.DATETIME)
    phrase = (_TIME_OPS if moment else _OPS)[op]
    return f"{phrase} {_literal(node.right, node.left, words)}".strip()


def _type(node: Node, words: Words) -> Type:
    if isinstance(node, Name):
        return words.definition(node.name).type
    return Checker(words.schema).value(node) or _TEXT


def either(parts: Sequence[str]) -> str:
    """Words joined as a choice: "a, b or c"."""
    if len(parts) < 2:
        return "".join(parts)
    return f"{', '.join(parts[:-1])} or {parts[-1]}"
