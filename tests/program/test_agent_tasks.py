"""Each frequent task of an agent stays within its budget of keys and seconds, counted on the real window.

The budgets are keystroke-level models (see `agent_user`), thinking included; free text costs nothing. What is printed with
`-s` is each task with what it took and what it may take.
"""

from __future__ import annotations

import json
from collections import Counter
from dataclasses import dataclass

import pytest

from tests.program.agent_user import operators, seconds
from tests.program.machine import Machine

PATIENCE_S = 100.0


@dataclass(frozen=True)
class Budget:
    """What a task may take, and how often a usual call asks for it."""

    title: str
    takes: str
    often: int = 0


BUDGETS = {
    "A1": Budget("know who calls and why", "M", 1),
    "A2": Budget("answer, hold, mute, end", "M K", 3),
    "A3": Budget("read the last three contacts", "M", 1),
    "A4": Budget("record a guide answer", "M 2K", 6),
    "A5": Budget("see the orders", "M 2K", 2),
    "A6": Budget("accept an action that writes", "2M 2K M K", 1),
    "A7": Budget("decline with a reason", "2M 2K M K"),
    "A8": Budget("find an article", "M 2K 5K M K", 1),
    "A9": Budget("start typing notes", "M K", 2),
    "A10": Budget("check the disposition, take the follow-up, finish", "M K M 2K", 1),
    "A11": Budget("change the customer", "M 2K 7K M K"),
    "A12": Budget("be free for the next call", "", 1),
}
USUAL_CALL_S = 40.0


@pytest.fixture(scope="module")
def taken(tmp_path_factory) -> dict[str, list[Counter[str]]]:
    """One agent's work on the demo's window."""
    machine = Machine(tmp_path_factory.mktemp("agent"))
    try:
        process = machine.start(str(machine.folder / "site"), module="tests.program.agent_tasks")
        out, err = process.communicate(timeout=PATIENCE_S)
        assert (process.returncode, err) == (0, "")
        return {name: [Counter(each) for each in counted] for name, counted in json.loads(out).items()}
    finally:
        machine.end()


@pytest.mark.timeout(120)
@pytest.mark.parametrize("name", BUDGETS)
def test_a_task_stays_within_its_budget(taken, name: str):
    budget = operators(BUDGETS[name].takes)
    thought = Counter({"M": budget["M"]})
    worst = max((thought + counted for counted in taken[name]), key=seconds)
    print(f"{name:4} {BUDGETS[name].title:52} {seconds(worst):4.1f} s of {seconds(budget):4.1f} s  {dict(worst)}")
    for counted in taken[name]:
        assert counted["K"] <= budget["K"]
        assert seconds(thought + counted) <= seconds(budget) + 1e-9


@pytest.mark.timeout(120)
def test_a_usual_call_takes_forty_seconds_of_work(taken):
    spent = 0.0
    for name, budget in BUDGETS.items():
        thought = Counter({"M": operators(budget.takes)["M"]})
        spent += budget.often * max(seconds(thought + counted) for counted in taken[name])
    print(f"usual call: {spent:.1f} s of {USUAL_CALL_S:.0f} s")
    assert spent <= USUAL_CALL_S
