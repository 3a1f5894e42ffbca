"""The decision engine against closures compiled by hand, the reference and other rule libraries.

One workload for all: 45 facts, three to six conditions a rule, engines interleaved in one process. The
closures know neither absent nor unknown; the libraries get the rules whose conditions they can say.
Run with `python -m tests.bench.rules`; `make bench` installs the libraries.
"""

from __future__ import annotations

import importlib
import json
import statistics
import time
from collections.abc import Callable
from datetime import timedelta
from decimal import Decimal
from pathlib import Path
from random import Random
from typing import Any

from desktop.playbook.loader import load_playbook
from desktop.rules.actions import GateName
from desktop.rules.bundle import load_bundle
from desktop.rules.edit import with_rule
from desktop.rules.facts import Fact
from desktop.rules.index import Running, build_index
from desktop.rules.kleene import truth
from desktop.rules.nodes import And, Arith, Between, Cmp, In, Lit, Name, Node, Not, Or, State, walk
from desktop.rules.printer import print_node
from desktop.rules.seen import Look, Seen, see
from desktop.rules.session import RuleSession
from desktop.rules.values import Kind, Money, Type
from desktop.rules.whatif import waiting_for
from tests.bench.figures import percentile, ratio, say
from tests.rules.support import NOW, Watch
from tests.rules.workload import Workload

MULTI = 0.01
ROUNDS = 5
_OPS: dict[str, Callable[[Any, Any], Any]] = {
    "<": lambda a, b: a < b,
    "<=": lambda a, b: a <= b,
    ">": lambda a, b: a > b,
    ">=": lambda a, b: a >= b,
    "=": lambda a, b: a == b,
    "!=": lambda a, b: a != b,
    "+": lambda a, b: a + b,
}


def plain(value: object) -> Any:
    """A value as the two-valued engines get it."""
    if isinstance(value, Money):
        value = value.amount
    if isinstance(value, timedelta):
        return int(value.total_seconds())
    return float(value) if isinstance(value, Decimal) else value


def by_hand(node: Node) -> Callable[[dict[str, Any]], Any]:
    """A rule as closures, as one would write it: two-valued, and every fact is there."""
    match node:
        case And(items):
            parts = [by_hand(item) for item in items]
            return lambda f: all(part(f) for part in parts)
        case Or(items):
            parts = [by_hand(item) for item in items]
            return lambda f: any(part(f) for part in parts)
        case Not(item):
            part = by_hand(item)
            return lambda f: not part(f)
        case Name(name):
            return lambda f: f[name]
        case Lit(value):
            constant = plain(value)
            return lambda f: constant
        case Cmp(op, left, right) | Arith(op, left, right):
            run, a, b = _OPS[op], by_hand(left), by_hand(right)
            return lambda f: run(a(f), b(f))
        case Between(operand, low, high):
            x, a, b = by_hand(operand), by_hand(low), by_hand(high)
            return lambda f: a(f) <= x(f) <= b(f)
        case In(operand, listed, negated):
            x, values = by_hand(operand), {plain(item.value) for item in listed}
            return lambda f: (x(f) in values) != negated
        case State():
            return lambda f: True
        case _:
            raise TypeError(type(node).__name__)


def json_logic(node: Node) -> Any:
    """A rule as JSONLogic."""
    match node:
        case And(items):
            return {"and": [json_logic(item) for item in items]}
        case Or(items):
            return {"or": [json_logic(item) for item in items]}
        case Not(item):
            return {"!": [json_logic(item)]}
        case Name(name):
            return {"var": name.replace(".", "_")}
        case Lit(value):
            return plain(value)
        case Cmp(op, left, right) | Arith(op, left, right):
            return {{"=": "=="}.get(op, op): [json_logic(left), json_logic(right)]}
        case Between(operand, low, high):
            return {"<=": [json_logic(low), json_logic(operand), json_logic(high)]}
        case In(operand, listed, negated):
            found = {"in": [json_logic(operand), [plain(item.value) for item in listed]]}
            return {"!": [found]} if negated else found
        case _:
            return True


def micros(run: Callable[[], object], rounds: int = ROUNDS) -> float:
    """The median time of a call on this thread, in microseconds."""
    times = []
    for _ in range(rounds):
        start = time.thread_time_ns()
        run()
        times.append((time.thread_time_ns() - start) / 1000)
    return statistics.median(times)


def known(work: Workload) -> dict[str, Seen]:
    """Facts that are all known, for engines that know nothing else."""
    return {
        n: see(Fact.known(n, work.value(d.type), "crm", NOW), d, NOW)  # type: ignore[arg-type]
        for n, d in work.schema.facts.items()
    }


def engines(count: int) -> None:
    """Full evaluation, one changed fact, what is waited for."""
    work = Workload(3, count, MULTI)
    start = time.thread_time()
    index = build_index(work.conditions, work.schema)
    compiled = time.thread_time() - start
    hand = [by_hand(node) for node in work.conditions]
    seen = known(work)
    facts = {name: plain(s.value) for name, s in seen.items()}
    expected = [bool(run(facts)) for run in hand]
    verdicts = index.evaluate(seen).listed(count)
    simple = [not any(isinstance(n, State) for n in walk(c)) for c in work.conditions]
    assert all(bool(v == 2) == e for v, e, s in zip(verdicts, expected, simple, strict=True) if s)
    print(f"\n{count:,} rules, {sum(expected) / count:.1%} true, {len(index.virtual)} virtual columns")
    closures = micros(lambda: [run(facts) for run in hand])
    full = micros(lambda: index.evaluate(seen), 50)
    ratio("full evaluation : closures by hand, two-valued", full, closures, "us", 1 / 15 if count > 1000 else 1 / 6)
    reference = micros(lambda: [truth(c, seen) for c in work.conditions], 3)
    ratio("full evaluation : reference, three-valued", full, reference, "us")
    libraries(work, facts, full)
    running, times = Running(index, seen), []
    for _ in range(300):
        name = work.random.choice(work.names)
        seen[name] = work.random_seen(name)
        start = time.thread_time_ns()
        running.changed([name], seen)
        times.append((time.thread_time_ns() - start) / 1000)
    ratio(
        "one changed fact : closures by hand",
        statistics.median(times),
        closures,
        "us",
        1 / 50 if count > 1000 else 1 / 20,
    )
    say("one changed fact, median", statistics.median(times), "us", 100)
    say("one changed fact, 95th percentile", percentile(times, 0.95), "us")
    say("full evaluation", full, "us", 500)
    say("waiting for", micros(lambda: waiting_for(running), 20), "us")
    edit_start = time.thread_time()
    with_rule(index, 0, work.rule(), work.schema)
    say("editing one rule", (time.thread_time() - edit_start) * 1000, "ms", 20)
    say("compiling", compiled * 1000, "ms", 3000 if count > 1000 else 250)
    say("masks per rule", index.size() / count / 1000, "KB", 5)
    open_ = sum(s.look is not Look.KNOWN for s in seen.values())
    print(f"{'':58} ({open_} of {len(seen)} facts unknown or absent at the end)")


def libraries(work: Workload, facts: dict[str, Any], full: float) -> None:
    """The fastest libraries of the survey, where they are installed, each by its quickest call."""
    data = {name.replace(".", "_"): value for name, value in facts.items()}
    for name, run in (
        ("JSONLogic in Rust (datalogic-py)", json_logic_run),
        ("CEL in Rust (common-expression-language)", cel_run),
    ):
        try:
            call = run(work, data)
        except ImportError:
            print(f"{name:58} not installed, not run")
            continue
        ratio(f"full evaluation : {name}", full, micros(call, 3), "us")


def json_logic_run(work: Workload, data: dict[str, Any]) -> Callable[[], object]:
    """All rules against data parsed beforehand, in one native call."""
    datalogic = importlib.import_module("datalogic_py")
    engine = datalogic.Engine()
    rules = [engine.compile(json.dumps(json_logic(node))) for node in work.conditions]
    session, handle = engine.session(), datalogic.DataHandle(json.dumps(data))
    return lambda: session.evaluate_many(rules, handle)


def cel_run(work: Workload, data: dict[str, Any]) -> Callable[[], object]:
    """All programs with one context; durations as seconds, money as numbers."""
    cel = importlib.import_module("cel")
    numbers = {name: float(v) if isinstance(v, int) and not isinstance(v, bool) else v for name, v in data.items()}
    programs = [cel.compile(cel_text(node)) for node in work.conditions]
    context = cel.Context(numbers)
    return lambda: [program.execute(context) for program in programs]


def cel_text(node: Node) -> str:
    """A rule as CEL."""
    match node:
        case And(items):
            return "(" + " && ".join(cel_text(item) for item in items) + ")"
        case Or(items):
            return "(" + " || ".join(cel_text(item) for item in items) + ")"
        case Not(item):
            return f"!({cel_text(item)})"
        case Name(name):
            return name.replace(".", "_")
        case Lit(value):
            found = plain(value)
            whole = isinstance(found, int) and not isinstance(found, bool)
            return json.dumps(float(found) if whole else found)
        case Cmp(op, left, right) | Arith(op, left, right):
            return f"({cel_text(left)} {'==' if op == '=' else op} {cel_text(right)})"
        case Between(operand, low, high):
            return f"({cel_text(low)} <= {cel_text(operand)} && {cel_text(operand)} <= {cel_text(high)})"
        case In(operand, listed, negated):
            found = f"({cel_text(operand)} in [{', '.join(cel_text(item) for item in listed)}])"
            return f"!{found}" if negated else found
        case _:
            return "true"


def whole_decisions(count: int) -> None:
    """From a changed fact to the decision with its ranked cards and reasons."""
    work = Workload(9, count, MULTI)
    head = 'format = "callside.facts/1"\n[fact]\n'
    lines = [f'"{n}" = {{ type = "int" }}' for n in work.by_kind["int"]]
    lines += [f'"{n}" = {{ type = "bool" }}' for n in work.by_kind["bool"]]
    ints, flags = work.by_kind["int"], work.by_kind["bool"]
    pick = work.random
    actions = ['format = "callside.actions/1"']
    for number in range(count):
        parts = [Cmp(pick.choice("<>"), Name(pick.choice(ints)), Lit(pick.randrange(200))) for _ in range(3)]
        gate = print_node(And((*parts, Name(pick.choice(flags)))))
        actions.append(
            f'[[action]]\nid = "a{number}"\ntitle = "Action {number}"\nvalue = "{number % 50}"\neligibility = \'{gate}\''
        )
    start = time.thread_time()
    bundle = load_bundle({"facts.toml": head + "\n".join(lines), "actions/a.toml": "\n".join(actions)}).bundle
    loaded = time.thread_time() - start
    assert bundle is not None
    session = RuleSession(bundle, "bench", Watch(), history=[])
    session.update([Fact.known(n, pick.randrange(200), "crm", NOW) for n in ints])
    session.update([Fact.known(n, True, "crm", NOW) for n in flags])
    gates = [by_hand(action.gates[GateName.ELIGIBILITY]) for action in bundle.catalogue.actions.values()]
    held = {name: plain(seen.value) for name, seen in session.evaluation.seen.items()}
    closures = micros(lambda: [gate(held) for gate in gates]) / 1000
    times = changes_of(session, lambda: Fact.known(pick.choice(ints), pick.randrange(200), "crm", NOW))
    print(f"\n{count:,} actions with reasons, {session.evaluation.standing.passing.bit_count():,} of them pass")
    ratio("changed fact to decision : all gates by hand", statistics.median(times), closures, "ms", 2)
    say("changed fact to decision, median", statistics.median(times), "ms", 0.1 if count <= 1000 else None)
    say("changed fact to decision, 99th percentile", percentile(times, 0.99), "ms", 0.5 if count <= 1000 else 1)
    say("cold load", loaded * 1000, "ms", 250 if count <= 1000 else 3000)


def changes_of(session: RuleSession, fact: Callable[[], Fact], rounds: int = 300) -> list[float]:
    """Milliseconds from a changed fact to the decision, for each of many changes."""
    times = []
    for _ in range(rounds):
        changed = fact()
        start = time.thread_time_ns()
        session.update([changed])
        times.append((time.thread_time_ns() - start) / 1e6)
    return times


def shipped_playbook() -> None:
    """One changed fact in the playbook that ships, with facts of every state."""
    bundle = load_playbook(Path("resources/playbooks/fernvik")).bundle
    work = Workload(5, 1, MULTI)
    names = [n for n, d in bundle.schema.facts.items() if d.derive is None and not n.startswith("decision.")]
    session = RuleSession(bundle, "bench", Watch(), history=[])

    def one(name: str) -> Fact:
        type_ = bundle.schema.facts[name].type
        value = _SAMPLES[type_.kind](work.random, type_)
        return Fact.known(name, value, "crm", NOW)

    session.update([one(name) for name in names])
    times = changes_of(session, lambda: one(work.random.choice(names)))
    actions, shown = len(bundle.catalogue.actions), len(session.decision.actions.shown)
    print(f"\nthe playbook that ships: {len(names)} facts, {actions} actions, {shown} shown at the end")
    say("changed fact to decision, median", statistics.median(times), "ms")
    say("changed fact to decision, 99th percentile", percentile(times, 0.99), "ms", 1)


_SAMPLES: dict[Kind, Callable[[Random, Type], Any]] = {
    Kind.BOOL: lambda pick, _: pick.random() < 0.5,
    Kind.INT: lambda pick, _: pick.randrange(40),
    Kind.DECIMAL: lambda pick, _: Decimal(pick.randrange(40)),
    Kind.MONEY: lambda pick, t: Money(Decimal(pick.randrange(400)), t.currency),
    Kind.TEXT: lambda pick, _: f"text {pick.randrange(9)}",
    Kind.ENUM: lambda pick, t: pick.choice(t.ids),
    Kind.SET: lambda pick, t: frozenset(pick.sample(t.ids, 1)),
    Kind.DATE: lambda pick, _: NOW.date() + timedelta(days=pick.randrange(-60, 60)),
    Kind.DATETIME: lambda pick, _: NOW + timedelta(hours=pick.randrange(-60, 60)),
    Kind.DURATION: lambda pick, _: timedelta(minutes=pick.randrange(60)),
}


if __name__ == "__main__":
    engines(1_000)
    engines(10_000)
    whole_decisions(1_000)
    whole_decisions(10_000)
    shipped_playbook()
