"""What one system says is copied to another through the real window, the real outbox and a real database."""

from __future__ import annotations

import json

from tests.program.machine import Machine

OLD, NEW = "ellie.pemberton@inbox.example", "eleanor.clarke-pemberton@post.example"


def test_an_address_is_copied_taken_back_copied_again_and_sent(machine: Machine) -> None:
    process = machine.start(str(machine.folder / "demo"), module="tests.program.copy_window")
    out, err = process.communicate(timeout=120)
    assert process.returncode == 0, err
    found = json.loads(out.splitlines()[-1])
    assert found["told"] == ["E-mail", OLD, NEW, "CRM"]
    assert found["taken_back"] == 0
    assert (found["before"], found["unsent"], found["after"]) == (OLD, OLD, NEW)
