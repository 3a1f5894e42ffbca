"""Between calls through the real window, by keys alone."""

from __future__ import annotations

import json

from tests.program.machine import Machine


def test_a_promise_is_found_called_about_and_done(machine: Machine) -> None:
    process = machine.start(str(machine.folder / "demo"), module="tests.program.between_window")
    out, err = process.communicate(timeout=120)
    assert process.returncode == 0, err
    found = json.loads(out.splitlines()[-1])
    assert found["aside"] == "Wrap-up: Marta Lindqvist"
    assert found["due"] == [["Marta Lindqvist", "Call about the credit"]]
    assert (found["found"], found["read"], found["left"]) == ("Marta Lindqvist", "Marta Lindqvist", "")
    assert found["due_while_away"] == 0
    assert (found["about"], found["name"], found["shown"]) == ("Call about the credit", "Marta Lindqvist", True)
    assert found["due_after"] == 0
