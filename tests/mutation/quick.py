"""A pytest plugin for the run of one mutant: the tests of its own module first, then the quickest, within a budget."""

from __future__ import annotations

import json
import os
from functools import cache
from pathlib import Path

import pytest
from hypothesis import Phase, settings

# What the tests of other modules may cost one mutant, in seconds measured beforehand.
BUDGET = 6.0


def pytest_configure() -> None:
    """Few examples, the same each time, and no search for a smaller one: one failure is enough."""
    phases = (Phase.explicit, Phase.generate)
    settings.register_profile(
        "mutation", settings.default, max_examples=30, derandomize=True, database=None, phases=phases, deadline=None
    )
    settings.load_profile("mutation")


def pytest_collection_modifyitems(config: pytest.Config, items: list[pytest.Item]) -> None:
    """Leave out generated examples for other modules; once it is known how long each test takes, keep to the budget."""
    measured = Path("mutmut-stats.json")
    known = measured.exists() and os.environ.get("MUTANT_UNDER_TEST") not in {"mutant_generation", "stats", "fail"}
    seconds = json.loads(measured.read_text(encoding="utf-8"))["duration_by_test"] if known else {}
    spent, kept = 0.0, []
    for item in sorted(items, key=lambda item: (_distance(item.path), seconds.get(item.nodeid, 0.0))):
        cost = seconds.get(item.nodeid, 0.0) if _distance(item.path) else 0.0
        generated = item.get_closest_marker("hypothesis") is not None
        if (generated and _distance(item.path) > 1) or (kept and spent + cost > BUDGET):
            continue
        spent += cost
        kept.append(item)
    config.hook.pytest_deselected(items=[item for item in items if item not in kept])
    items[:] = kept


@cache
def _distance(path: Path) -> int:
    """0: the module's own tests; 1: tests that import it; 2: others."""
    module = os.environ["MUTATED_MODULE"]
    if path.stem == f"test_{module}":
        return 0
    return 1 if f"from desktop.rules.{module} import" in path.read_text(encoding="utf-8") else 2
