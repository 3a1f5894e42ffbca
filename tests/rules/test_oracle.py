"""The fast index against the reference, over a million verdicts; run with `make test-oracle`."""

from __future__ import annotations

from concurrent.futures import ProcessPoolExecutor
from multiprocessing import get_context

import pytest

from desktop.rules.facts import FactState
from desktop.rules.kleene import Truth
from tests.rules.oracle import Count, compare

pytestmark = [pytest.mark.oracle, pytest.mark.timeout(600)]

SEEDS = range(12)
PROCESSES = 2
NODES = set("And Arith Between Cmp Has In Lit Name Neg Not Or State TextTest".split())


def test_a_million_verdicts_are_those_of_the_reference(capsys: pytest.CaptureFixture[str]) -> None:
    found = Count()
    with ProcessPoolExecutor(PROCESSES, get_context("spawn")) as processes:
        for count in processes.map(compare, SEEDS):
            found.add(count)
    shares = ", ".join(f"{found.by_verdict[v] / found.verdicts:.1%} {v.name}" for v in Truth)
    with capsys.disabled():
        print(f"\n{found.verdicts:,} verdicts of the index are those of the reference ({shares})")
    assert found.verdicts >= 1_000_000
    assert min(found.by_verdict.values()) >= 10_000
    assert found.states == {*(state.value for state in FactState), "stale"}
    assert found.nodes == NODES
