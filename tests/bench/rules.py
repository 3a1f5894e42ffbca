"""The decision engine against closures compiled by hand, the reference and other rule libraries.

One workload for all: 50 facts of every type, three to six conditions a rule. In every round each engine gets its turn
in this one process, on the same facts, and what is told is the median of the rounds. The closures and the libraries
know neither absent nor unknown; they get every fact as known, and must find the same rules true.
Run with `python -m tests.bench.rules`; `make bench` installs the libraries.
"""

from __future__ import annotations

import importlib
import json
import statistics
import time
from collections.abc import Callable, Sequence
from typing import Any, NamedTuple

from desktop.rules.edit import with_rule
from desktop.rules.facts import Fact
from desktop.rules.index import Index, Running, build_index
from desktop.rules.kleene import T, truth
from desktop.rules.nodes import Node, leaves
from desktop.rules.printer import print_node
from desktop.rules.seen import Look, Seen, see
from desktop.rules.values import Kind
from desktop.rules.whatif import waiting_for
from tests.bench.figures import faster, percentile, say
from tests.bench.yardsticks import Facts, by_hand, expression, folded, json_facts, json_logic, plain
from tests.rules.support import NOW
from tests.rules.workload import Workload

MULTI, LOOSE = 0.01, 0.2
ROUNDS = 7
Call = Callable[[], object]
_CEL = {
    "and": " && ",
    "or": " || ",
    "not": "!({})",
    "void": "({} == [])",
    "starts": "{}.startsWith({})",
    "ends": "{}.endsWith({})",
    "contains": "{}.contains({})",
}
_ZEN = {
    "and": " and ",
    "or": " or ",
    "not": "not ({})",
    "void": "(len({}) == 0)",
    "starts": "startsWith({}, {})",
    "ends": "endsWith({}, {})",
    "contains": "contains({}, {})",
}


class Engine(NamedTuple):
    """An engine: `ready` takes facts and gives a call that evaluates all rules; `true` tells whether a result is."""

    name: str
    ready: Callable[[Facts], Call]
    true: Callable[[Any], list[bool]]
    times: int = 1


def cpu(call: Call, times: int = 1) -> float:
    """The best time of some calls, in microseconds of this process on a processor."""
    found = []
    for _ in range(times):
        start = time.process_time_ns()
        call()
        found.append((time.process_time_ns() - start) / 1000)
    return min(found)


def known(work: Workload) -> dict[str, Seen]:
    """Facts that are all known, texts in small letters, with nothing to divide by zero."""
    found = {}
    for name, definition in work.schema.facts.items():
        kind = definition.type.kind
        value = work.value(definition.type)
        if kind is Kind.TEXT:
            value = f"word {work.random.randrange(20)}"
        if kind is Kind.INT:
            value = work.random.randrange(5, 200)
        found[name] = see(Fact.known(name, value, "crm", NOW), definition, NOW)
    return found


def engines(count: int) -> None:
    """Full evaluation: the index, closures by hand and the libraries in turn."""
    work = Workload(3, count, MULTI, LOOSE)
    start = time.process_time()
    index = build_index(work.conditions, work.schema)
    compiled = time.process_time() - start
    tests = [print_node(leaf) for rule in work.conditions for leaf in leaves(rule)]
    print(f"\n{count:,} rules, {len(tests):,} conditions ({len(set(tests)):,} different, {len(index.virtual)} virtual)")
    say("compiling", compiled * 1000, "ms")
    say("masks per rule", index.size() / count / 1000, "KB")
    others = [found for make in (hand, jsonlogic, cel, zen) if (found := make(work)) is not None]
    own, theirs = compared(work, index, others)
    best = min((median for name, median in theirs.items() if not name.startswith("closures")), default=0.0)
    say("full evaluation", own, "us", 500)
    for name, median in theirs.items():
        closures = name.startswith("closures")
        least = (15 if closures else 50 if median == best else None) if count > 1000 else None
        faster(f"full evaluation : {name}", own, median, "us", least)
    seen = known(work)
    reference = cpu(lambda: [truth(rule, seen) for rule in work.conditions], 3)
    faster("full evaluation : reference, three-valued", own, reference, "us")
    changes(work, index, seen)


def compared(work: Workload, index: Index, others: Sequence[Engine]) -> tuple[float, dict[str, float]]:
    """The medians of all engines over the rounds; every engine must find the same rules true."""
    own: list[float] = []
    theirs: dict[str, list[float]] = {engine.name: [] for engine in others}
    for _ in range(ROUNDS):
        seen = known(work)
        facts = {name: plain(fact.value) for name, fact in seen.items()}
        true = [verdict is T for verdict in index.evaluate(seen).listed(index.count)]
        for engine in others:
            call = engine.ready(facts)
            assert engine.true(call()) == true, engine.name
            theirs[engine.name].append(cpu(call, engine.times))
            own.append(cpu(lambda: index.evaluate(seen), 5))  # noqa: B023 - called at once
    return statistics.median(own), {name: statistics.median(times) for name, times in theirs.items()}


def hand(work: Workload) -> Engine:
    """Closures compiled by hand."""
    rules = [by_hand(folded(rule, work.schema)) for rule in work.conditions]
    return Engine(
        "closures by hand, two-valued",
        lambda f: lambda: [rule(f) for rule in rules],
        lambda found: [*map(bool, found)],
        3,
    )


def jsonlogic(work: Workload) -> Engine | None:
    """All rules against data parsed beforehand, in one native call."""
    library = _library("datalogic_py")
    if library is None:
        return None
    engine = library.Engine()
    session = engine.session()
    rules = [engine.compile(json.dumps(json_logic(folded(rule, work.schema)))) for rule in work.conditions]

    def ready(facts: Facts) -> Call:
        data = library.DataHandle(json.dumps(json_facts(facts)))
        return lambda: session.evaluate_many(rules, data)

    return Engine("JSONLogic in Rust (datalogic-py)", ready, lambda found: [result == "true" for result in found], 3)


def cel(work: Workload) -> Engine | None:
    """All programs with one context made beforehand."""
    library = _library("cel")
    if library is None:
        return None
    programs = [library.compile(text) for text in _texts(work, _CEL)]

    def ready(facts: Facts) -> Call:
        data = json_facts(facts)
        whole = {n for n, value in data.items() if isinstance(value, int) and not isinstance(value, bool)}
        context = library.Context({n: float(value) if n in whole else value for n, value in data.items()})
        return lambda: [program.execute(context) for program in programs]

    return Engine("CEL in Rust (common-expression-language)", ready, lambda found: [*map(bool, found)], 3)


def zen(work: Workload) -> Engine | None:
    """One decision table that collects the rows whose condition is true."""
    library = _library("zen")
    if library is None:
        return None
    rows = [{"_id": str(n), "if": text, "out": str(n)} for n, text in enumerate(_texts(work, _ZEN))]
    table = {
        "hitPolicy": "collect",
        "inputs": [{"id": "if", "name": "if"}],
        "outputs": [{"id": "out", "name": "out", "field": "out"}],
        "rules": rows,
    }
    nodes = [
        {"id": "in", "name": "in", "type": "inputNode"},
        {"id": "table", "name": "table", "type": "decisionTableNode", "content": table},
        {"id": "out", "name": "out", "type": "outputNode"},
    ]
    edges = [
        {"id": "1", "sourceId": "in", "targetId": "table", "type": "edge"},
        {"id": "2", "sourceId": "table", "targetId": "out", "type": "edge"},
    ]
    content = {"contentType": "application/vnd.gorules.decision", "nodes": nodes, "edges": edges}
    decision = library.ZenEngine().create_decision(json.dumps(content))

    def ready(facts: Facts) -> Call:
        data = json_facts(facts)
        return lambda: decision.evaluate(data)

    def true(found: Any) -> list[bool]:
        hits = {int(row["out"]) for row in found["result"]}
        return [number in hits for number in range(len(rows))]

    return Engine("ZEN in Rust (zen-engine), one table", ready, true)


def _texts(work: Workload, words: dict[str, str]) -> list[str]:
    sets = frozenset(work.by_kind[Kind.SET])
    return [expression(folded(rule, work.schema), words, sets) for rule in work.conditions]


def _library(name: str) -> Any:
    try:
        return importlib.import_module(name)
    except ImportError:
        print(f"{name:58} not installed, not run")
        return None


def changes(work: Workload, index: Index, seen: dict[str, Seen]) -> None:
    """One fact after the other changes, also to absent and unknown."""
    running, times = Running(index, seen), []
    for _ in range(600):
        name = work.random.choice(work.names)
        seen[name] = work.random_seen(name)
        times.append(cpu(lambda: running.changed([name], seen)))  # noqa: B023 - called at once
    say("one changed fact, median", statistics.median(times), "us", 100)
    say("one changed fact, 99th percentile", percentile(times, 0.99), "us")
    say("waiting for", cpu(lambda: waiting_for(running), 20), "us")
    edits: list[float] = []
    for number in range(20):
        rule: Node = work.rule()
        edits.append(cpu(lambda: with_rule(index, number, rule, work.schema)) / 1000)  # noqa: B023 - called at once
    say("editing one rule, longest of 20", max(edits), "ms", 10)
    open_ = sum(fact.look is not Look.KNOWN for fact in seen.values())
    print(f"{'':58} ({open_} of {len(seen)} facts unknown or absent at the end)")


if __name__ == "__main__":
    engines(1_000)
    engines(10_000)
