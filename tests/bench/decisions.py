"""From a changed fact to what the agent sees, with large playbooks and with the one that ships; loading and memory.

Of the large ones one has a single gate for each action; the other uses every gate, groups with conditions, contact
policies over a history, context weights, values from facts and all types. Facts of every state arrive while the clock
runs. A decision counts as made when the words that the window shows have been written: the cards with their reasons,
source and age, and the next three with what is in their way. Processor time is that of this process; the time on the
clock stands beside it, since others may use the machine too. Run with `python -m tests.bench.decisions`.
"""

from __future__ import annotations

import gc
import statistics
import subprocess
import sys
import time
import tracemalloc
from collections.abc import Callable, Iterable
from datetime import timedelta
from decimal import Decimal
from itertools import chain, islice
from pathlib import Path
from random import Random
from typing import Any

from desktop.playbook.loader import load_playbook
from desktop.rules.bundle import Bundle, load_bundle
from desktop.rules.decision import Decision
from desktop.rules.facts import Fact
from desktop.rules.session import RuleSession
from desktop.rules.values import Kind, Money, Type
from desktop.rules.whatif import waiting_for
from tests.bench.catalogue import files_of, history, plain_files_of
from tests.bench.figures import percentile, say
from tests.rules.support import NOW, Watch
from tests.rules.workload import Workload

MULTI, LOOSE = 0.01, 0.2
CHANGES = 1_000


def read(decision: Decision) -> int:
    """Read what the window shows; the number of its letters."""
    actions = decision.actions
    behind = islice(chain(actions.suppressed, actions.waiting), 3)
    entries = [*actions.shown, *behind]
    texts = [text for e in entries for text in (e.title, e.talk_track, *(r.detail for r in e.reasons))]
    return sum(map(len, texts)) + sum(len(e.first_failing_gate or "") for e in entries)


def timed(work: Callable[[], object]) -> tuple[float, float]:
    """Milliseconds (on a processor, on the clock)."""
    start, clock = time.process_time_ns(), time.perf_counter_ns()
    work()
    return (time.process_time_ns() - start) / 1e6, (time.perf_counter_ns() - clock) / 1e6


def tell(what: str, times: Iterable[tuple[float, float]], median: float | None, most: float | None) -> None:
    """Median and 99th percentile, by the processor's time and by the clock."""
    cpu, clock = (list(column) for column in zip(*times, strict=True))
    say(f"{what}, median", statistics.median(cpu), "ms", median, f"(on the clock {statistics.median(clock):.2f})")
    say(f"{what}, 99th percentile", percentile(cpu, 0.99), "ms", most, f"(on the clock {percentile(clock, 0.99):.2f})")


def large(count: int) -> None:
    """A playbook with so many actions."""
    small = count <= 1_000
    work = Workload(9, 0, MULTI, LOOSE)
    bundle, load = loaded(files_of(work, count))
    watch = Watch(NOW)
    session = RuleSession(bundle, "bench", watch, history=history(work.random, count, NOW))
    session.update([work.random_fact(name) for name in work.given])
    gc.collect()
    gc.freeze()
    times, passing, held = [], [], []
    for _ in range(CHANGES):
        watch.advance(seconds=2)
        fact = work.random_fact(work.random.choice(work.given), watch.now())
        times.append(timed(lambda: read(session.update([fact]))))  # noqa: B023 - called at once
        standing = session.evaluation.standing
        passing.append(standing.passing.bit_count())
        held.append((standing.held | standing.possible | standing.suppressed | standing.unsuitable).bit_count())
    print(f"\n{count:,} actions; {statistics.median(passing):.0f} pass, {statistics.median(held):.0f} are held back")
    tell("changed fact to words", times, 0.1 if small else None, 0.5 if small else 1)
    shown = [entry.id for entry in session.decision.actions.shown]
    others = [f"a{work.random.randrange(count)}" for _ in range(60)]
    tell("why a card is shown", [timed(lambda i=i: session.why(i)) for i in shown * 20], None, None)  # type: ignore[misc]
    tell("why not", [timed(lambda i=i: session.why(i)) for i in others], None, None)  # type: ignore[misc]
    runner = session.evaluation.gate_runner
    assert runner is not None
    tell("waiting for", [timed(lambda: waiting_for(runner)) for _ in range(60)], None, None)
    say("loading", load[0] / 1000, "s", 0.25 if small else 3, f"(on the clock {load[1] / 1000:.2f})")
    say("memory per action", memory(count), "KB", 5)
    gc.unfreeze()


def plain(count: int) -> None:
    """A playbook with so many actions of one gate each."""
    work = Workload(9, 0, MULTI, LOOSE)
    bundle, load = loaded(plain_files_of(work, count))
    numbers, pick = work.by_kind[Kind.INT], work.random
    session = RuleSession(bundle, "bench", Watch(NOW), history=[])
    session.update([Fact.known(name, pick.randrange(200), "crm", NOW) for name in numbers])
    session.update([Fact.known(name, True, "crm", NOW) for name in work.by_kind[Kind.BOOL]])
    gc.collect()
    gc.freeze()
    changes = [Fact.known(pick.choice(numbers), pick.randrange(200), "crm", NOW) for _ in range(CHANGES)]
    times = [timed(lambda f=f: read(session.update([f]))) for f in changes]  # type: ignore[misc]
    passing = session.evaluation.standing.passing.bit_count()
    small = count <= 1_000
    print(f"\n{count:,} actions of one gate each; {passing} pass at the end")
    tell("changed fact to words", times, 0.1 if small else None, 0.5 if small else 1)
    say("loading", load[0] / 1000, "s", 0.25 if small else 3, f"(on the clock {load[1] / 1000:.2f})")
    gc.unfreeze()


def loaded(files: dict[str, str]) -> tuple[Bundle, tuple[float, float]]:
    """A bundle, and how long it took."""
    found: list[Bundle | None] = []
    taken = timed(lambda: found.append(load_bundle(files).bundle))
    assert found[0] is not None
    return found[0], taken


def memory(count: int) -> float:
    """What a loaded playbook holds for each action, in KB, measured in a process of its own."""
    command = [sys.executable, "-m", "tests.bench.decisions", str(count)]
    return float(subprocess.run(command, check=True, capture_output=True, text=True).stdout) / count / 1000


def traced(count: int) -> int:
    """The bytes that a loaded playbook holds, its texts as read included where it keeps parts of them."""
    files = files_of(Workload(9, 0, MULTI, LOOSE), count)
    load_bundle(files_of(Workload(9, 0, MULTI, LOOSE), 1))
    gc.collect()
    tracemalloc.start()
    result = load_bundle(files).bundle
    gc.collect()
    assert result is not None
    return tracemalloc.get_traced_memory()[0]


def shipped_playbook() -> None:
    """One changed fact in the playbook that ships."""
    bundle = load_playbook(Path("resources/playbooks/fernvik")).bundle
    pick, watch = Random(5), Watch()
    names = [n for n, d in bundle.schema.facts.items() if d.derive is None and not n.startswith("decision.")]
    session = RuleSession(bundle, "bench", watch, history=[])

    def one(name: str) -> Fact:
        type_ = bundle.schema.facts[name].type
        return Fact.known(name, _SAMPLES[type_.kind](pick, type_), "crm", watch.now())

    session.update([one(name) for name in names])
    times = []
    for _ in range(CHANGES):
        watch.advance(seconds=2)
        fact = one(pick.choice(names))
        times.append(timed(lambda: read(session.update([fact]))))  # noqa: B023 - called at once
    actions, shown = len(bundle.catalogue.actions), len(session.decision.actions.shown)
    print(f"\nthe playbook that ships: {len(names)} facts, {actions} actions, {shown} shown at the end")
    tell("changed fact to words", times, None, 1)


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
    if len(sys.argv) > 1:
        print(traced(int(sys.argv[1])))
    else:
        for count in (1_000, 10_000):
            plain(count)
            large(count)
        shipped_playbook()
