"""The index against the reference on many verdicts, along the way that facts take in a call.

Facts arrive, the clock moves on, rules are edited; after every step the verdicts kept up to date,
those from nothing and those of the reference must be the same.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import timedelta

from desktop.rules.edit import with_rule
from desktop.rules.facts import FactSet
from desktop.rules.index import MASK_BUDGET, Index, Running, build_index
from desktop.rules.kleene import Truth, truth
from desktop.rules.nodes import Node, walk
from desktop.rules.seen import SeenFacts, see_again, see_all, timed_facts
from tests.rules.support import NOW, ZONE
from tests.rules.workload import Workload

RULES = 1_000
STEPS = 100
SMALL_BUDGET = 20_000


@dataclass(slots=True)
class Count:
    """What has been compared, and what came up while doing so."""

    verdicts: int = 0
    by_verdict: dict[Truth, int] = field(default_factory=lambda: dict.fromkeys(Truth, 0))
    states: set[str] = field(default_factory=set)
    nodes: set[str] = field(default_factory=set)

    def add(self, other: Count) -> None:
        """Take in what another run has compared."""
        self.verdicts += other.verdicts
        for verdict, count in other.by_verdict.items():
            self.by_verdict[verdict] += count
        self.states |= other.states
        self.nodes |= other.nodes


def compare(seed: int) -> Count:
    """Compare 100,000 verdicts; the seed also says whether masks are lazy and rules edited on the way."""
    work, found = Workload(seed, RULES), Count()
    rules = list(work.conditions)
    budget = SMALL_BUDGET if seed % 3 == 1 else MASK_BUDGET
    index = build_index(rules, work.schema, budget)
    pick, now, timed = work.random, NOW, timed_facts(work.schema)
    facts = FactSet.of(work.random_fact(name, now) for name in work.given if pick.random() < 0.9)
    seen = see_all(facts, work.schema, now, ZONE)
    running = Running(index, seen)
    for _ in range(STEPS):
        now += timedelta(minutes=pick.choice([0, 0, 1, 45, 60 * 26]))
        count = pick.choice([1, 1, 2, 5, len(work.given)])
        held, before = facts, seen
        facts, _ = facts.merged(work.random_fact(name, now) for name in pick.sample(work.given, count))
        seen = see_again(facts, held, work.schema, now, ZONE, before, timed)
        assert seen == see_all(facts, work.schema, now, ZONE)
        changed = {name for name in seen if seen[name] is not before.get(name)}
        verdicts = running.changed(changed, seen)
        expected = _expected(rules, seen)
        assert verdicts.listed(len(rules)) == expected
        assert index.evaluate(seen) == verdicts
        _note(found, expected, seen)
        if seed % 3 == 2:
            index = _edited(work, index, rules)
            running = Running(index, seen)
    found.nodes |= {type(node).__name__ for rule in rules for node in walk(rule)}
    return found


def _expected(rules: list[Node], seen: SeenFacts) -> tuple[Truth, ...]:
    return tuple([truth(node, seen) for node in rules])


def _edited(work: Workload, index: Index, rules: list[Node]) -> Index:
    rule = work.random.randrange(len(rules))
    rules[rule] = work.rule()
    return with_rule(index, rule, rules[rule], work.schema)


def _note(found: Count, expected: tuple[Truth, ...], seen: SeenFacts) -> None:
    found.verdicts += len(expected)
    for verdict in Truth:
        found.by_verdict[verdict] += expected.count(verdict)
    found.states |= {fact.fact.state.value for fact in seen.values()}
    found.states |= {"stale" for fact in seen.values() if fact.stale}
