"""One call taken by somebody who sees nothing: what a screen reader is told is all there is, end to end."""

from __future__ import annotations

import os
import subprocess
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.a11y.reader import Read, Reader
from tests.program.machine import Machine

pytestmark = [pytest.mark.a11y, pytest.mark.timeout(180)]

NOTES = "Late fee waived, she was friendly."
CARD = "Waive the disputed charge of €18.00"


@pytest.fixture
def reader() -> Iterator[Reader]:
    assert os.environ.get("DBUS_SESSION_BUS_ADDRESS"), "no bus of its own here: run `make test-a11y`"
    found = Reader()
    yield found
    found.close()


@pytest.fixture
def machine(tmp_path: Path) -> Iterator[Machine]:
    found = Machine(tmp_path)
    yield found
    found.end()


@pytest.fixture
def demo(machine: Machine, reader: Reader) -> Iterator[subprocess.Popen[str]]:
    """The demo as anybody starts it, on the screen, with one customer about to call."""
    process = machine.start("demo", "--call", "billing_dispute", QT_QPA_PLATFORM="xcb")
    yield process
    process.terminate()
    _, complaints = process.communicate(timeout=150)
    assert (process.returncode, complaints) == (0, "")


class Agent:
    """Somebody with a screen reader: finds things by role and name, waits for what should come."""

    def __init__(self, reader: Reader) -> None:
        self.reader = reader

    def at(self, region: str) -> Read | None:
        return self.reader.window().find("panel", region)

    def there(self, region: str, *words: str) -> list[str]:
        """All that a region says, as soon as each of these words is in it."""

        def said() -> list[str] | None:
            found = self.at(region)
            names = found.names() if found is not None else []
            return names if all(any(word in name for name in names) for word in words) else None

        return self.reader.until(said, f"{words} in {region}")

    def button(self, region: str, name: str) -> Read:
        def ready() -> Read | None:
            found = self.at(region)
            button = found.find("push button", name) if found is not None else None
            return button if button is not None and button.ready else None

        return self.reader.until(ready, f"the button {name} in {region}")

    def press_button(self, region: str, name: str) -> None:
        self.reader.do(self.button(region, name).node, "Press")

    def focused(self, role: str, name: str) -> Read:
        def there() -> Read | None:
            found = self.reader.focus()
            return found if found is not None and (found.role, found.name) == (role, name) else None

        return self.reader.until(there, f"the focus on {role} {name}")


def test_a_call_is_taken_by_ear_and_keys_alone(demo: subprocess.Popen[str], machine: Machine, reader: Reader) -> None:
    agent = Agent(reader)
    ring = reader.hear(lambda said: said.text.endswith("is calling"), "the ring")
    assert ring.assertive
    agent.press_button("Call", "Answer")
    # No window manager runs here that would give the window the keyboard; a second start does.
    assert (
        machine.run("demo", QT_QPA_PLATFORM="xcb").out == "Callside is already running; its window is in front now.\n"
    )
    agent.there("Customer", "Marta Lindqvist", "Gold", "Verified", "Lifetime value: €12,480", "Last NPS: 6 of 10")
    agent.there("Alerts", "Open complaint C-20418", "Send the link")
    alerts = [said for said in reader.heard if said.text.startswith("Alert: ")]
    assert alerts
    assert not any(said.assertive for said in alerts)
    agent.focused("text", "Notes")
    walk_the_guide(agent)
    take_the_card(agent)
    wrap_up(agent)


def walk_the_guide(agent: Agent) -> None:
    agent.there("Guide", "Billing dispute", "Step 1 of 6", "Good day Marta, thank you for calling Fernvik.")
    agent.press_button("Guide", "Said, go on")
    agent.there("Guide", "Step 2 of 6", "I can see your complaint C-20418.")
    agent.reader.press("Ctrl+1")
    agent.there("Guide", "Step 3 of 6", "Which charge is disputed?", "Another line on the invoice")
    agent.press_button("Guide", "Yes, that one")
    agent.there("Guide", "Step 4 of 6", "Find the charge, Yes, that one")


def take_the_card(agent: Agent) -> None:
    reader = agent.reader
    reader.press("Alt+y")
    why = agent.focused("panel", "Why these actions")
    assert {CARD, "Complaint C-20418 open (CRM)", "What would change it"} <= set(why.names())
    reader.press("Escape")
    agent.focused("text", "Notes")
    reader.press("Alt+a")
    agent.focused("push button", "Send")
    agent.there("Next best action", "Owner: Billing L2", "Subject: Waive €18.00 on invoice 0931")
    reader.press("Ctrl+Return")
    agent.reader.hear(lambda said: said.text == f"Done: {CARD}", "what became of the card")
    agent.focused("text", "Notes")


def wrap_up(agent: Agent) -> None:
    reader = agent.reader
    reader.press("F4")
    notes = agent.focused("text", "Notes")
    reader.type(NOTES)
    reader.until(lambda: reader.text(notes.node) == NOTES, "what was typed")
    agent.there("Wrap-up", "Saved")
    reader.press("Ctrl+d")
    field = agent.focused("text", "Disposition")
    reader.type("waiv")
    reader.press("Return")
    reader.until(lambda: reader.text(field.node) == "Billing › Charge › Fee waived", "the disposition")
    reader.press("F9")
    agent.there("Wrap-up", "of 0:30")
    reader.press("Ctrl+Return")
    agent.there("Call", "No call")
    assert agent.at("Customer") is None
