"""Quick texts, macros and undo through the real window, by keys alone."""

from __future__ import annotations

import json

from tests.program.machine import Machine


def test_a_text_is_typed_short_a_macro_is_seen_run_and_taken_back(machine: Machine) -> None:
    process = machine.start(str(machine.folder / "demo"), module="tests.program.quick_window")
    out, err = process.communicate(timeout=120)
    assert process.returncode == 0, err
    found = json.loads(out.splitlines()[-1])
    assert found["expanded"] == "Says: Thank you for calling, Marta Lindqvist. "
    assert found["given_back"] == "Says: ;thx"
    assert found["steps"][0] == "a case in CRM"
    assert "Complaint of Marta Lindqvist" in found["steps"]
    assert found["before"] == 0
    assert found["notes"] == "Says: ;thx\nPassed on to the second level."
    assert (found["disposition"], found["promised"]) == ("second_level", ["case.create"])
    assert (found["after"], found["last"]) == (0, "undone")
