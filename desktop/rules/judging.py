"""Judging the actions: all of them by bit sets, and one by one those of which somebody wants to know."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from desktop.rules.arbitrate import Candidate, order_key, score
from desktop.rules.chances import Beliefs
from desktop.rules.columns import bit_list, lowest_first
from desktop.rules.evaluation import Evaluation
from desktop.rules.gates import Bucket
from desktop.rules.index import Running
from desktop.rules.standing import contact_of, sort_out, touched


def run_gates(found: Evaluation, changed: set[str], before: Evaluation | None) -> None:
    """Sort out the active actions; judgements that nothing touched are kept."""
    bundle, inputs, layout = found.bundle, found.inputs, found.bundle.compiled.layout
    runner = before.gate_runner if before else None
    if runner is None:
        runner = Running(bundle.compiled.gates, found.seen)
        found.gates = runner.verdicts()
    else:
        found.gates = runner.changed(changed, found.seen)
    found.gate_runner = runner
    old = before.standing if before else None
    contact = old.contact if old is not None else None
    if contact is None or not contact.still(inputs.history, inputs.channel, inputs.now):
        contact = contact_of(layout, bundle.catalogue, inputs.history, inputs.channel, inputs.now)
    same_day = before is not None and before.today == found.today
    active = old.active if old is not None and same_day else _active(found)
    found.standing = sort_out(active, found.gates, contact, layout)
    if before is not None and old is not None and old.contact is not None:
        lost = touched(before.gates, found.gates, layout) | contact.differing(old.contact, layout)
        for name in changed & layout.values.keys():
            lost |= layout.values[name]
        found.standing.judged = {n: j for n, j in old.judged.items() if not lost >> n & 1}
        found.standing.scored = old.scored
    _hold_the_valueless(found)


def _active(found: Evaluation) -> int:
    """The actions that take part today."""
    actions = found.bundle.catalogue.actions.values()
    return found.bundle.compiled.layout.bits(a.id for a in actions if a.is_effective(found.today))


def _hold_the_valueless(found: Evaluation) -> None:
    """An action whose value cannot be told yet waits for it."""
    standing, layout = found.standing, found.bundle.compiled.layout
    for number in bit_list(standing.passing & layout.valueless):
        if found.judgement_of(number).bucket is Bucket.HELD:
            standing.passing ^= 1 << number
            standing.held |= 1 << number


def in_order(
    found: Evaluation,
    beliefs: Beliefs,
    done: Iterable[str] = (),
    shown: frozenset[str] = frozenset(),
    among: int = -1,
) -> Iterator[Candidate]:
    """The passing actions, best first, each scored when its turn comes; `among` is a bit set.

    Most scores follow from the rules alone, and their order with them; only the others are sorted.
    """
    layout = found.bundle.compiled.layout
    passing = found.standing.passing & ~layout.bits(done) & among
    yield from (_candidate(found, n, beliefs) for n in lowest_first(passing & layout.mandatory))
    optional = passing & ~layout.mandatory
    moving = optional & (layout.moving | beliefs.moved(layout) | layout.bits(shown))
    moved = sorted((_candidate(found, n, beliefs) for n in bit_list(moving)), key=lambda c: order_key(c, shown))
    fixed = (_candidate(found, n, beliefs) for n in lowest_first(optional & ~moving))
    yield from _merged(fixed, moved, shown)


def _merged(fixed: Iterable[Candidate], moved: list[Candidate], shown: frozenset[str]) -> Iterator[Candidate]:
    """Two ordered rows as one; nobody is compared once the second has run out."""
    waiting = [(order_key(c, shown), c) for c in reversed(moved)]
    for candidate in fixed:
        if waiting:
            key = order_key(candidate, shown)
            while waiting and waiting[-1][0] < key:
                yield waiting.pop()[1]
        yield candidate
    while waiting:
        yield waiting.pop()[1]


def _candidate(found: Evaluation, number: int, beliefs: Beliefs) -> Candidate:
    judgement = found.judgement_of(number)
    estimate = beliefs.ranking(judgement.action.id)
    held = found.standing.scored.get(number)
    if held is None or held[0] is not judgement or held[1] is not estimate:
        points = score(judgement, found.bundle.catalogue, found.bundle.policy, estimate)
        held = found.standing.scored[number] = (judgement, estimate, Candidate(judgement, points))
    return held[2]
