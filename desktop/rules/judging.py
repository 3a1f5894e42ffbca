"""Judging the actions: one that nothing touched keeps its judgement and its score."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import datetime

from desktop.rules.actions import GateName
from desktop.rules.arbitrate import Candidate, Estimate, score
from desktop.rules.columns import bit_list
from desktop.rules.evaluation import Evaluation, Standing
from desktop.rules.gates import Bucket, Judgement, Situation, judge_action
from desktop.rules.index import Running


def run_gates(found: Evaluation, changed: set[str], before: Evaluation | None) -> None:
    """Judge the active actions, all of them or those that a change may have touched."""
    bundle, inputs = found.bundle, found.inputs
    runner = before.gate_runner if before else None
    fresh = runner is None
    runner = runner or Running(bundle.compiled.gates, found.seen)
    found.gates = runner.verdicts() if fresh else runner.changed(changed, found.seen)
    found.gate_runner = runner
    actions = bundle.catalogue.actions
    touched = _touched(found, changed, before)
    if before is None or touched is None:
        todo: Iterable[str] = [a.id for a in actions.values() if a.is_effective(found.today)]
    else:
        old = before.standing
        found.standing = Standing(dict(old.judgements), dict(old.notable), dict(old.pauses), old.scored)
        todo = (touched & old.judgements.keys()) | _ended(old.pauses, inputs.now)
    at = Situation(found.judge, found.seen, inputs.history, inputs.now, inputs.channel)
    for action_id in todo:
        _file(found.standing, judge_action(actions[action_id], bundle.catalogue, at))


def _file(standing: Standing, judgement: Judgement) -> None:
    action_id = judgement.action.id
    standing.judgements[action_id] = judgement
    standing.notable.pop(action_id, None)
    standing.pauses.pop(action_id, None)
    if judgement.bucket is not Bucket.OUT or judgement.failing is GateName.SUITABILITY:
        standing.notable[action_id] = judgement
    if judgement.until is not None:
        standing.pauses[action_id] = judgement.until


def _ended(pauses: Mapping[str, datetime], now: datetime) -> set[str]:
    """The actions whose pause is over."""
    return {action_id for action_id, until in pauses.items() if until <= now}


def _touched(found: Evaluation, changed: set[str], before: Evaluation | None) -> set[str] | None:
    """The actions a change may have touched; None: all of them."""
    if before is None or before.today != found.today or before.inputs.history != found.inputs.history:
        return None
    was, now = before.gates, found.gates
    rules = bit_list((was.true ^ now.true) | (was.possible ^ now.possible))
    owners = found.bundle.compiled.gate_owners
    touched = {action for rule in rules for action in owners[rule]}
    for action_id, reads in found.bundle.compiled.value_reads.items():
        if not changed.isdisjoint(reads):
            touched.add(action_id)
    return touched


def notable(found: Evaluation) -> list[Judgement]:
    """The actions worth speaking of, in the order of the catalogue."""
    order = found.bundle.compiled.action_order
    return sorted(found.standing.notable.values(), key=lambda j: order[j.action.id])


def candidates(found: Evaluation, estimates: Mapping[str, Estimate]) -> list[Candidate]:
    """The passing actions with their scores."""
    scored = found.standing.scored
    listed = []
    for action_id, judgement in found.standing.notable.items():
        if judgement.bucket is not Bucket.PASS:
            continue
        estimate = estimates.get(action_id)
        held = scored.get(action_id)
        if held is None or held[0] is not judgement or held[1] is not estimate:
            points = score(judgement, found.bundle.catalogue, found.bundle.policy, estimate)
            held = scored[action_id] = (judgement, estimate, Candidate(judgement, points))
        listed.append(held[2])
    return listed
