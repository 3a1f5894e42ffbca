"""One sentence for each leaf of a condition in each state."""

from __future__ import annotations

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
)

_OPS = {
    "<": "under",
    "<=": "at most",
    ">": "over",
    ">=": "at least",
    "=": "",
    "!=": "not",
}
_TIME_OPS = {"<": "before", "<=": "until", ">": "after", ">=": "from", "=": "on", "!=": "not on"}
_TEXT_OPS = {"starts": "starting with", "ends": "ending with", "contains": "containing"}
_STATE_WORDS = {"known": "known", "empty": "empty", "unavailable": "unavailable"}


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
    given = {"evidence": evidence or "", "value": words.value(name) or ""}
    return upper_first(words.fill(template, given))


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
    """A leaf on a calculation or on several facts: "Balance due is not over 0.07 times lifetime value"."""
    assert isinstance(node, Cmp | In | Between), node
    want = _wanted(node, words)
    if verdict is F:
        want = want.removeprefix("not ") if want.startswith("not ") else f"not {want}"
    return f"{upper_first(subject(node, words))} is {want}"


def subject(node: Name | Relation, words: Words) -> str:
    """What a leaf compares, inside a sentence: "lifetime value", "NPS times 2"."""
    match node:
        case Name():
            return words.inner_label(node.name)
        case Cmp():
            return say_expression(fact_first(node).left, words)
        case _:
            return say_expression(node.operand, words)


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
    return f"needed: {'not ' if negated else ''}{_wanted(node, words)}"


def _wanted(node: Node, words: Words) -> str:
    match node:
        case Cmp():
            return _comparison(fact_first(node), words)
        case In(operand, items, negated):
            choice = _or([say_value(i.value, _type(operand, words)) for i in items])
            return f"not {choice}" if negated else choice
        case Between(operand, low, high, negated):
            type_ = _type(operand, words)
            ends = [say_expression(end, words, type_) for end in (low, high)]
            return f"{'not ' if negated else ''}{ends[0]} to {ends[1]}"
        case TextTest(op, _, text, negated):
            return f"{'not ' if negated else ''}{_TEXT_OPS[op]} {say_value(text.value, _TEXT)}"
        case Has(op, operand, items):
            type_ = _type(operand, words)
            listed = [say_value(item.value, type_) for item in items]
            joined = " and ".join(listed) if op == "all" else _or(listed)
            return f"{'none of ' if op == 'none' else ''}{joined}"
        case State(_, test, negated):
            return f"{'not ' if negated else ''}{_STATE_WORDS[test]}"
        case Name():
            return "yes"
        case _:
            return say_expression(node, words)


_TEXT = Type(Kind.TEXT)


def _comparison(node: Cmp, words: Words) -> str:
    type_ = _type(node.left, words)
    phrase = (_TIME_OPS if type_.kind in (Kind.DATE, Kind.DATETIME) else _OPS)[node.op]
    return f"{phrase} {say_expression(node.right, words, type_)}".strip()


def _type(node: Node, words: Words) -> Type:
    if isinstance(node, Name):
        return words.definition(node.name).type
    return Checker(words.schema).value(node) or _TEXT


def _or(parts: list[str]) -> str:
    if len(parts) < 2:
        return "".join(parts)
    return f"{', '.join(parts[:-1])} or {parts[-1]}"
