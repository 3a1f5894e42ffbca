"""Explanations of one action or one table row within a decision."""

from __future__ import annotations

from desktop.rules.actions import CONDITION_GATES, Action, GateName
from desktop.rules.arbitrate import Candidate, Ranking
from desktop.rules.bundle import Bundle
from desktop.rules.chance_words import say_chance, say_draw
from desktop.rules.chances import Beliefs
from desktop.rules.columns import lowest_first
from desktop.rules.contact import NEVER
from desktop.rules.decision import Decision
from desktop.rules.evaluation import Evaluation
from desktop.rules.explain import (
    Awaited,
    Explanation,
    Loser,
    RuleRef,
    fact_line,
    facts_behind,
    gate_line,
    marked,
    marked_leaves,
    tree_of,
    true_leaves,
)
from desktop.rules.gates import Bucket, Judgement
from desktop.rules.nodes import Node, all_of, names_in
from desktop.rules.present import EntryMaker, say_suppression
from desktop.rules.printer import print_node
from desktop.rules.seen import Look
from desktop.rules.tables import Status
from desktop.rules.whatif import change_of_score, changes_to_false, changes_to_true
from desktop.rules.wording import Words

MAX_LOSERS = 3
_NOT_ACTIVE = {
    Status.DRAFT: "Still a draft",
    Status.RETIRED: "No longer offered",
}


def explain_action(
    action: Action,
    bundle: Bundle,
    found: Evaluation,
    ranking: Ranking,
    decision: Decision,
    words: Words,
    beliefs: Beliefs,
    awaited: tuple[Awaited, ...],
) -> Explanation:
    """Why an action is or is not shown: gates, trees, facts, score and what is in its way."""
    judgement = found.judgement(action.id)
    active = judgement is not None
    if judgement is None:
        judgement = found.judge_now(action)
    shown = [*ranking.mandatory, *ranking.ranked]
    rank = next((i for i, c in enumerate(shown, 1) if c.id == action.id), 0)
    verdict = _verdict(judgement, decision, ranking, active=active, rank=rank)
    mine = next((c for c in ranking.order if c.id == action.id), None)
    names, maker = facts_behind(judgement), EntryMaker(bundle, found, words)
    condition = all_of(*(p.node for g in CONDITION_GATES for p in judgement.gate(g).parts))
    return Explanation(
        decision_id=decision.decision_id,
        bundle_hash=decision.bundle_hash,
        target=action.id,
        verdict=verdict,
        rule=RuleRef(action.id, action.version, action.owner, print_node(condition), action.place),
        tree=marked(tree_of(condition, words)),
        facts=tuple(fact_line(name, words) for name in names),
        gates=tuple(gate_line(report, words) for report in judgement.gates),
        score=mine.score if mine is not None else None,
        rank=rank,
        losers=_losers(action, mine, ranking, found, words),
        missing=tuple(n for n in names if words.seen(n).look is Look.UNKNOWN),
        changes=_changes(condition, rank, mine, ranking, words),
        phrases=_phrases(judgement, decision, words, maker, verdict),
        drawn=say_draw(decision.draw, action.id, words),
        chance=say_chance(beliefs, action, words),
        first_failing_gate=_failing(judgement, active=active),
        until=judgement.until if judgement.until != NEVER else None,
        title=maker.entry(judgement).title,
        awaited=awaited,
    )


def _changes(condition: Node, rank: int, mine: Candidate | None, ranking: Ranking, words: Words) -> tuple[str, ...]:
    """What would change the answer: for a shown card what would take it away."""
    if rank:
        return changes_to_false(condition, words)
    if mine is not None:
        score = change_of_score(mine, ranking, [c.id for c in ranking.ranked], words)
        return (score,) if score else ()
    return changes_to_true(condition, words)


def _failing(judgement: Judgement, *, active: bool) -> str | None:
    if not active:
        return "not_active"
    return judgement.failing.value if judgement.failing else None


def _verdict(judgement: Judgement, decision: Decision, ranking: Ranking, *, active: bool, rank: int) -> str:
    """One word: shown, mandatory, possible, held, suppressed, out, cut, done or not active."""
    action_id = judgement.action.id
    if not active:
        return "not active"
    entry = decision.actions.find(action_id)
    if entry is not None and entry.reaction is not None:
        return "done"
    if rank:
        return "shown"
    if action_id in ranking.cut:
        return "cut"
    return judgement.bucket.value


def _losers(
    action: Action, mine: Candidate | None, ranking: Ranking, found: Evaluation, words: Words
) -> tuple[Loser, ...]:
    """The next three candidates: their gap in score, else the gate they fail at."""
    losers: list[Loser] = []
    if mine is not None:
        after = ranking.order[ranking.order.index(mine) + 1 :]
        for candidate in after[:MAX_LOSERS]:
            gap = mine.score.product - candidate.score.product
            losers.append(Loser(candidate.id, words.title(candidate.judgement.action), None, gap))
    standing = found.standing
    duties = standing.passing & found.bundle.compiled.layout.mandatory
    for number in lowest_first(duties | standing.held | standing.possible | standing.suppressed | standing.unsuitable):
        if len(losers) >= MAX_LOSERS:
            break
        judgement = found.judgement_of(number)
        other = judgement.action
        if judgement.failing is not None and other.id != action.id:
            waits = judgement.bucket in (Bucket.HELD, Bucket.POSSIBLE)
            losers.append(Loser(other.id, words.title(other), judgement.failing.value, waits=waits))
    return tuple(losers)


def _phrases(
    judgement: Judgement, decision: Decision, words: Words, maker: EntryMaker, verdict: str
) -> tuple[str, ...]:
    """The explanation in sentences, the decisive one first."""
    action = judgement.action
    if verdict == "not active":
        return (_inactive(action, words),)
    entry = decision.actions.find(action.id)
    if entry is not None and entry.reasons:
        return tuple(reason.detail or reason.text for reason in entry.reasons)
    if judgement.failing is None:
        return ()
    report = judgement.gate(judgement.failing)
    if report.gate is GateName.CONTACT and report.suppression is not None:
        return (say_suppression(report.suppression, words),)
    leaves = (leaf.sentence for part in report.parts for leaf in marked_leaves(marked(tree_of(part.node, words))))
    waiting = tuple(r.text for r in maker.held(judgement).reasons)
    return tuple(leaves) or waiting


def _inactive(action: Action, words: Words) -> str:
    if action.status in _NOT_ACTIVE:
        return words.tr(_NOT_ACTIVE[action.status])
    start, end = action.effective_from, action.effective_to
    day = words.reader.day
    if start is None or (end is not None and end < start):
        assert end is not None, action
        return words.tr("Offered until {last}", last=day(end))
    if end is None:
        return words.tr("Offered from {first}", first=day(start))
    return words.tr("Offered from {first} until {last}", first=day(start), last=day(end))


def explain_row(table_id: str, row_id: str, bundle: Bundle, decision: Decision, words: Words) -> Explanation | None:
    """Why a row of a table does or does not match."""
    table = bundle.table(table_id)
    row = next((r for r in table.rows if r.id == row_id), None) if table else None
    if table is None or row is None:
        return None
    tree = marked(tree_of(row.condition, words))
    names = names_in(row.condition)
    leaves = marked_leaves(tree) if tree.verdict != "T" else true_leaves(tree)
    return Explanation(
        decision_id=decision.decision_id,
        bundle_hash=decision.bundle_hash,
        target=f"{table_id}/{row_id}",
        verdict=tree.verdict,
        rule=RuleRef(row.id, 1, table.owner, print_node(row.condition), row.place),
        tree=tree,
        facts=tuple(fact_line(name, words) for name in names),
        missing=tuple(n for n in names if words.seen(n).look is Look.UNKNOWN),
        changes=changes_to_true(row.condition, words),
        phrases=tuple(leaf.sentence for leaf in leaves),
    )
