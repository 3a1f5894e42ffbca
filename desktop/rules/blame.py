"""Which edits of a playbook are responsible for something that two versions decide differently."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence

from desktop.rules.arbitrate import score
from desktop.rules.bundle import ALERTS, CALL_TYPE, PANELS, Bundle
from desktop.rules.edits import POLICY, RuleEdit
from desktop.rules.evaluation import Evaluation
from desktop.rules.explain import facts_behind
from desktop.rules.gates import Bucket
from desktop.rules.kleene import T

ACTIONS, HELD_BACK = "actions", "held back"
STRATA = {"call type": CALL_TYPE, "panels": PANELS, "alerts": ALERTS}


def responsible(
    edits: Iterable[RuleEdit], name: str, actions: Sequence[str], before: Evaluation, after: Evaluation
) -> Iterator[str]:
    """The edits that say something else here, and to which what differs listens.

    `name` is that of a stratum, or of one of the lists of actions; then `actions` are those that differ in it.
    """
    heard = _heard(name, actions, before) | _heard(name, actions, after)
    for edit in edits:
        if _subject(edit.rule) in heard and _said(edit.rule, before, actions) != _said(edit.rule, after, actions):
            yield edit.rule
    if any(edit.rule == POLICY for edit in edits) and any(_only_ranked(a, before, after) for a in actions):
        yield POLICY


def _subject(rule: str) -> str:
    """What the rest of the playbook hears of a rule: rows speak through their table."""
    table, slash, _ = rule.partition("/")
    return f"table {table}" if slash else rule


def _heard(name: str, actions: Sequence[str], found: Evaluation) -> set[str]:
    """Everything that a stratum or some actions depend on: actions, groups, tables and facts."""
    bundle = found.bundle
    if name in STRATA:
        return _through_tables({f"table {STRATA[name]}"}, bundle)
    heard: set[str] = set()
    for action in (bundle.catalogue.actions[i] for i in actions if i in bundle.catalogue.actions):
        heard |= {f"action {action.id}", *(f"group {group.id}" for group in bundle.catalogue.groups_of(action))}
        for fact in facts_behind(found.judge_now(action)):
            heard.add(f"table {fact.split('.')[1]}" if fact.startswith("decision.") else f"fact {fact}")
    return _through_tables(heard, bundle)


def _through_tables(heard: set[str], bundle: Bundle) -> set[str]:
    """With what tables read; those that read come after those that are read."""
    for table in reversed(bundle.tables):
        if f"table {table.id}" in heard:
            for fact in table.reads():
                heard.add(f"table {fact.split('.')[1]}" if fact.startswith("decision.") else f"fact {fact}")
    return heard


def _only_ranked(action: str, before: Evaluation, after: Evaluation) -> bool:
    """Whether an action passes both times with the same rules, so that only the ranking can have moved it."""
    said = [_said_by_action(action, found, ranked=False) for found in (before, after)]
    return said[0] is not None and said[0] == said[1]


def turned_rows(table_id: str, before: Evaluation, after: Evaluation) -> list[str]:
    """The rows of a table with another verdict, those that are true in one of the two first."""
    was, now = (_verdicts(table_id, found) for found in (before, after))
    turned = [row for row in dict.fromkeys((*was, *now)) if was.get(row) is not now.get(row)]
    return sorted(turned, key=lambda row: T not in (was.get(row), now.get(row)))


def _verdicts(table_id: str, found: Evaluation) -> dict[str, object]:
    table, verdicts = found.bundle.table(table_id), found.verdicts.get(table_id)
    if table is None or verdicts is None:
        return {}
    return {row.id: verdicts.of(number) for number, row in enumerate(table.rows)}


def _said(rule: str, found: Evaluation, actions: Sequence[str]) -> object:
    """What one rule, table, group or fact has to say about the facts; a group, about these actions."""
    kind, _, name = rule.partition(" ")
    if kind == "fact":
        seen = found.seen.get(name)
        return None if seen is None else (seen.look, seen.value)
    if kind == "table":
        table = found.bundle.table(name)
        return None if table is None else (table.hit, table.status, found.results.get(name))
    if kind == "action":
        return _said_by_action(name, found)
    if kind == "group":
        return _said_by_group(name, found, actions)
    table_id, _, row_id = rule.partition("/")
    verdict, table = _verdicts(table_id, found).get(row_id), found.bundle.table(table_id)
    row = next((r for r in table.rows if r.id == row_id), None) if table is not None else None
    return (verdict, row.outputs) if row is not None and verdict else None


def _said_by_group(name: str, found: Evaluation, actions: Sequence[str]) -> object:
    group, catalogue = found.bundle.catalogue.groups.get(name), found.bundle.catalogue
    if group is None:
        return None
    gates = {gate: found.judge(node) for gate, node in group.gates.items()}
    members = [a.id for a in catalogue.actions.values() if a.id in actions and group in catalogue.groups_of(a)]
    judged = [found.judgement(member) for member in members]
    passing = any(judgement is not None and judgement.bucket is Bucket.PASS for judgement in judged)
    paused = [judgement.until for judgement in judged if judgement is not None]
    return gates, paused, (group.weight, group.max_shown) if passing else None


def _said_by_action(name: str, found: Evaluation, *, ranked: bool = True) -> object:
    judgement = found.judgement(name)
    passes = judgement is not None and judgement.bucket is Bucket.PASS
    if judgement is None or not (passes or ranked):
        return None
    action, bundle = judgement.action, found.bundle
    points = score(judgement, bundle.catalogue, bundle.policy).product if passes and ranked else None
    rank = (action.priority, judgement.weights, judgement.value, points) if passes else None
    return judgement.bucket, judgement.failing, action.mandatory, rank
