"""How this call may end: the call type's dispositions and promises, weighed by the facts. Pure."""

from __future__ import annotations

from datetime import date, timedelta

from desktop.call.guide import Own, as_written
from desktop.call.state import Disposition, FollowUp
from desktop.playbook.model import CallType, Condition
from desktop.playbook.texts import Show, fill, plain
from desktop.rules.kleene import Truth
from desktop.rules.nodes import names_in
from desktop.rules.seen import SeenFacts

MOST_SUGGESTED = 3


def dispositions_of(call_type: CallType, own: Own = as_written) -> tuple[Disposition, ...]:
    """The leaves of the call type's tree, for the screen; `own` words what the agent reads."""
    read = ((leaf, tuple(map(own, leaf.path))) for leaf in call_type.dispositions)
    return tuple(Disposition(leaf.id, path, leaf.path if path != leaf.path else ()) for leaf, path in read)


def suggested_dispositions(call_type: CallType, facts: SeenFacts) -> tuple[str, ...]:
    """At most three ids, best first: those the facts speak for, then those nothing speaks against."""
    ranked = sorted(call_type.dispositions, key=lambda leaf: -_weight(leaf.suggest_when, facts))
    fitting = [leaf.id for leaf in ranked if _weight(leaf.suggest_when, facts) > Truth.F]
    return tuple(fitting[:MOST_SUGGESTED])


def decided_disposition(call_type: CallType, facts: SeenFacts) -> str | None:
    """The one disposition the agent's own answers decide; None when they decide none or more than one."""
    leaves = [
        leaf.id
        for leaf in call_type.dispositions
        if leaf.suggest_when is not None
        and leaf.suggest_when.verdict(facts) is Truth.T
        and any(name.startswith("answers.") for name in names_in(leaf.suggest_when.node))
    ]
    return leaves[0] if len(leaves) == 1 else None


def suggested_follow_up(call_type: CallType, facts: SeenFacts, today: date, show: Show = plain) -> FollowUp | None:
    """The first promise the facts call for, its words filled; one with a gap in it is not ready to be made."""
    for promise in call_type.follow_ups:
        if promise.when is not None and promise.when.verdict(facts) is not Truth.T:
            continue
        words = fill(promise.text, facts, show)
        if not words.gaps:
            return FollowUp(words.text, today + timedelta(days=promise.due_in_days))
    return None


def _weight(condition: Condition | None, facts: SeenFacts) -> int:
    return Truth.U if condition is None else condition.verdict(facts)
