"""Why: condition trees with every leaf shown, the facts behind them, and reasons for cards."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from datetime import datetime, timedelta

from desktop.rules.actions import CONDITION_GATES, GateName
from desktop.rules.arbitrate import Score
from desktop.rules.decision import Reason
from desktop.rules.gates import GateReport, Judgement
from desktop.rules.kleene import T, Truth, truth
from desktop.rules.nodes import And, Name, Node, Not, Or, names_in
from desktop.rules.printer import print_node
from desktop.rules.problems import Place
from desktop.rules.seen import Look
from desktop.rules.sentences import asked, leaf_detail, leaf_sentence
from desktop.rules.wording import GAP, Words, say_waiting

CARD_WIDTH, TRANSLATED_WIDTH = 44, 62
"""Characters of a reason in English, and in a language that takes more room."""
CARD_REASONS = 3


@dataclass(frozen=True, slots=True)
class TreeNode:
    """One part of a condition with its verdict; `marked` leaves are why it failed."""

    op: str
    verdict: str
    text: str
    sentence: str = ""
    short: str = ""
    fact: str = ""
    want: str = ""
    got: str = ""
    state: str = ""
    marked: bool = False
    children: tuple[TreeNode, ...] = ()


@dataclass(frozen=True, slots=True)
class FactLine:
    """One fact behind a decision, as people may see it; `value` is in words, with its unit."""

    name: str
    label: str
    state: str
    value: str
    source: str = ""
    as_of: datetime | None = None
    age: timedelta | None = None
    age_words: str = ""
    evidence: tuple[str, ...] = ()
    stale: bool = False
    pii: bool = False
    unit: str = ""


@dataclass(frozen=True, slots=True)
class GatePartLine:
    """One condition of a gate: the action's own or that of a group."""

    owner: str
    verdict: str
    tree: TreeNode


@dataclass(frozen=True, slots=True)
class GateLine:
    """One gate with its verdict and parts; `until` for a suppression."""

    gate: str
    verdict: str
    parts: tuple[GatePartLine, ...] = ()
    until: datetime | None = None


@dataclass(frozen=True, slots=True)
class RuleRef:
    """The rule that is explained."""

    id: str
    version: int = 1
    owner: str = ""
    text: str = ""
    place: Place = Place()


@dataclass(frozen=True, slots=True)
class Loser:
    """Another candidate: the gate that keeps it back (`waits`: until more is known), or how far it is behind."""

    id: str
    title: str
    gate: str | None = None
    gap: int = 0
    waits: bool = False


@dataclass(frozen=True, slots=True)
class Awaited:
    """A fact that is not known yet, in words, and the actions (ids, titles) that it alone keeps waiting, best first."""

    fact: str
    text: str
    label: str
    source: str
    actions: tuple[str, ...]
    titles: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Explanation:
    """Why an action (or a table row) is or is not part of a decision.

    `chance` tells how likely a yes is, `drawn` that chance has put it there; `awaited` is about all actions.
    """

    decision_id: str
    bundle_hash: str
    target: str
    verdict: str
    rule: RuleRef
    tree: TreeNode | None = None
    facts: tuple[FactLine, ...] = ()
    gates: tuple[GateLine, ...] = ()
    score: Score | None = None
    rank: int = 0
    losers: tuple[Loser, ...] = ()
    missing: tuple[str, ...] = ()
    changes: tuple[str, ...] = ()
    phrases: tuple[str, ...] = ()
    chance: tuple[str, ...] = ()
    drawn: str = ""
    first_failing_gate: str | None = None
    until: datetime | None = None
    title: str = ""
    awaited: tuple[Awaited, ...] = ()


def tree_of(node: Node, words: Words, *, negated: bool = False) -> TreeNode:
    """The tree of a condition; nothing is cut short, every leaf is shown."""
    verdict = truth(node, words.facts)
    match node:
        case And(items) | Or(items):
            op = "all" if isinstance(node, And) else "any"
            parts = tuple(tree_of(item, words, negated=negated) for item in items)
            return TreeNode(op, verdict.name, print_node(node), children=parts)
        case Not(item):
            part = tree_of(item, words, negated=not negated)
            return TreeNode("not", verdict.name, print_node(node), children=(part,))
        case _:
            return _leaf(node, verdict, words, negated)


def _leaf(node: Node, verdict: Truth, words: Words, negated: bool) -> TreeNode:
    names = names_in(node)
    first = names[0] if names else ""
    looks = [words.seen(name).look for name in names]
    return TreeNode(
        op="leaf",
        verdict=verdict.name,
        text=print_node(node),
        sentence=leaf_detail(node, verdict, words, negated=negated),
        short=leaf_sentence(node, verdict, words, negated=negated),
        fact=first,
        want=asked(node, words, negated=negated),
        got=words.reader.listed([words.value(name) or GAP for name in names]),
        state=max(looks, default=Look.KNOWN).name.lower(),
    )


def marked(tree: TreeNode, *, negated: bool = False) -> TreeNode:
    """The tree with the smallest set of leaves marked that keeps it from being true."""
    holds = tree.verdict == ("F" if negated else "T")
    if holds:
        return tree
    if not tree.children:
        return replace(tree, marked=True)
    if tree.op == "not":
        return replace(tree, children=(marked(tree.children[0], negated=not negated),))
    needs_all = (tree.op == "all") != negated
    failing = [c for c in tree.children if c.verdict != ("F" if negated else "T")]
    if not needs_all:
        failing = sorted(failing, key=lambda c: sum(1 for _ in marked_leaves(marked(c, negated=negated))))[:1]
    parts = tuple(marked(c, negated=negated) if any(c is f for f in failing) else c for c in tree.children)
    return replace(tree, children=parts)


def marked_leaves(tree: TreeNode) -> Iterable[TreeNode]:
    """The marked leaves, in authored order."""
    if tree.marked:
        yield tree
    for child in tree.children:
        yield from marked_leaves(child)


def true_leaves(tree: TreeNode, *, negated: bool = False) -> Iterable[TreeNode]:
    """The leaves that make a true condition true, in authored order."""
    if tree.verdict != ("F" if negated else "T"):
        return
    if tree.op == "leaf":
        yield tree
    for child in tree.children:
        yield from true_leaves(child, negated=negated != (tree.op == "not"))


def fact_line(name: str, words: Words) -> FactLine:
    """One fact as people may see it."""
    seen, definition = words.seen(name), words.definition(name)
    fact = seen.fact
    age = words.now - fact.as_of if fact.as_of is not None else None
    return FactLine(
        name=name,
        label=words.label(name),
        state=fact.state.value,
        value=words.value(name) or "",
        source=words.source(name),
        as_of=fact.as_of,
        age=age,
        age_words=words.reader.age(age, fact.state) if age is not None else "",
        evidence=tuple(label for _, _, label in fact.evidence),
        stale=seen.stale,
        pii=definition.pii,
        unit=definition.unit,
    )


def gate_line(report: GateReport, words: Words) -> GateLine:
    """A gate for people: for contact policy T means that it lets the action pass."""
    verdict = report.verdict
    if report.gate is GateName.CONTACT:
        verdict = verdict.opposite()
    parts = tuple(GatePartLine(p.owner, p.verdict.name, marked(tree_of(p.node, words))) for p in report.parts)
    until = report.suppression.until if report.suppression else None
    return GateLine(report.gate.value, verdict.name, parts, until)


@dataclass(frozen=True, slots=True)
class _Candidate:
    """A leaf that could stand on a card: better kinds have a smaller rank."""

    rank: int
    node: Node
    negated: bool


def card_reasons(judgement: Judgement, words: Words) -> tuple[Reason, ...]:
    """The 2 or 3 best true sentences for a card, told by the conditions that are true."""
    found: list[_Candidate] = []
    weights = zip(judgement.action.context_weights, judgement.weights, strict=True)
    for weight, (_, verdict) in weights:
        if verdict is T:
            found += _true_leaves(weight.when, words, 0)
    for offset, gate in ((1, GateName.APPLICABILITY), (2, GateName.ELIGIBILITY)):
        for part in judgement.gate(gate).parts:
            found += _true_leaves(part.node, words, offset)
    for part in judgement.gate(GateName.SUITABILITY).parts:
        found += _true_leaves(part.node, words, 3)
    reasons: dict[str, Reason] = {}
    spoken_of: set[str] = set()
    for candidate in sorted(found, key=lambda c: c.rank):
        if not spoken_of.isdisjoint(names_in(candidate.node)):
            continue
        reason = _reason(candidate, words)
        if reason.text not in reasons:
            reasons[reason.text] = reason
            spoken_of.update(reason.facts)
        if len(reasons) == CARD_REASONS:
            break
    return tuple(reasons.values())


def _true_leaves(node: Node, words: Words, offset: int, negated: bool = False) -> list[_Candidate]:
    """The leaves that make a true condition true."""
    verdict = truth(node, words.facts)
    if verdict is not (Truth.F if negated else T):
        return []
    match node:
        case And(items) | Or(items):
            return [c for item in items for c in _true_leaves(item, words, offset, negated)]
        case Not(item):
            return _true_leaves(item, words, offset, not negated)
        case _:
            # a constant is no reason
            return [_Candidate(offset + _dullness(node, words, negated), node, negated)] if names_in(node) else []


def _dullness(node: Node, words: Words, negated: bool) -> int:
    """Business references tell most; that something is not the case tells least."""
    names = names_in(node)
    if any(name.startswith("decision.") for name in names):
        return 40
    if negated or (isinstance(node, Name) and words.seen(names[0]).value is False):
        return 60
    if words.seen(names[0]).fact.evidence:
        return 0
    if words.definition(names[0]).say:
        return 10
    return 30 if isinstance(node, Name) else 20


def _reason(candidate: _Candidate, words: Words) -> Reason:
    verdict = Truth.F if candidate.negated else T
    detail = leaf_detail(candidate.node, verdict, words, negated=candidate.negated)
    brief = leaf_detail(candidate.node, verdict, words, negated=candidate.negated, dated=False)
    # The age is told last: where there is no room for it, the source still is.
    text = next((told for told in (detail, brief) if len(told) <= _width(words)), "")
    text = text or leaf_sentence(candidate.node, verdict, words, negated=candidate.negated)
    return Reason(text, T.name, names_in(candidate.node), detail, brief if len(brief) < len(text) else "")


def _width(words: Words) -> int:
    return CARD_WIDTH if words.reader.language.startswith("en") else TRANSLATED_WIDTH


def waiting_reasons(names: Sequence[str], words: Words) -> tuple[Reason, ...]:
    """What a held action waits for."""
    return tuple(Reason(say_waiting(name, words), "U", (name,)) for name in names[:CARD_REASONS])


def failing_reasons(report: GateReport, words: Words) -> tuple[Reason, ...]:
    """Why a gate is false, by its marked leaves."""
    reasons, width = [], _width(words)
    for part in report.parts:
        if part.verdict is T:
            continue
        for leaf in marked_leaves(marked(tree_of(part.node, words))):
            text = leaf.sentence if len(leaf.sentence) <= width else leaf.short
            facts = (leaf.fact,) if leaf.fact else ()
            reasons.append(Reason(text, leaf.verdict, facts, leaf.sentence))
    return tuple(reasons[:CARD_REASONS])


def facts_behind(judgement: Judgement) -> tuple[str, ...]:
    """The facts that the conditions of an action read, each once."""
    nodes = [part.node for gate in CONDITION_GATES for part in judgement.gate(gate).parts]
    nodes += [weight.when for weight in judgement.action.context_weights]
    if judgement.action.value_expr is not None:
        nodes.append(judgement.action.value_expr)
    return tuple(dict.fromkeys(name for node in nodes for name in names_in(node)))
