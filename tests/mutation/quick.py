"""A pytest plugin for the run of one mutant: the tests of its own module first, then the quickest, within a budget."""

from __future__ import annotations

import json
import os
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
    """Order and choose the tests once it is known how long each takes."""
    measured = Path("mutmut-stats.json")
    if not measured.exists() or os.environ.get("MUTANT_UNDER_TEST") in {"mutant_generation", "stats", "fail"}:
        return
    seconds = json.loads(measured.read_text(encoding="utf-8"))["duration_by_test"]
    own = f"test_{os.environ['MUTATED_MODULE']}"
    spent, kept = 0.0, []
    for item in sorted(items, key=lambda item: (item.path.stem != own, seconds.get(item.nodeid, 0.0))):
        cost = 0.0 if item.path.stem == own else seconds.get(item.nodeid, 0.0)
        if not kept or spent + cost <= BUDGET:
            spent += cost
            kept.append(item)
    config.hook.pytest_deselected(items=[item for item in items if item not in kept])
    items[:] = kept
