"""The first-day tour through the real window, by keys alone."""

from __future__ import annotations

import json

import pytest

from desktop.demo import Chosen, Seen, _offers_tour
from tests.program.machine import Machine


def test_whoever_does_what_the_tour_says_gets_through_a_call(machine: Machine) -> None:
    process = machine.start(str(machine.folder / "demo"), module="tests.program.tour_window")
    out, err = process.communicate(timeout=120)
    assert (process.returncode, err) == (0, "")
    found = json.loads(out.splitlines()[-1])
    assert found["waits"] == "This comes with the next call, in a few seconds."
    assert found["steps"] == [
        "Who is calling",
        "Answer",
        "What to say",
        "What the systems know",
        "What to do, and why",
        "Notes",
        "Quick texts",
        "Finish",
        "Finish",
        "Search everything",
        "All keys",
    ]
    assert found["end"] == "That was the tour. It is there again with Ctrl K, “First-day tour”."
    assert (found["gone"], found["kept"]) == (True, "over")


@pytest.mark.parametrize(
    ("chosen", "seen", "environment", "offered"),
    [
        (Chosen(), Seen(), {}, True),
        (Chosen("fernvik"), Seen(theme="dark", languages=("de",)), {}, True),
        (Chosen(call="order_status"), Seen(), {}, False),
        (Chosen(), Seen(sizes=((1280, 720),)), {}, False),
        (Chosen(), Seen(), {"QT_QPA_PLATFORM": "offscreen"}, False),
        (Chosen(), Seen(), {"CALLSIDE_TOUR": "off"}, False),
    ],
)
def test_it_is_offered_where_somebody_plays_the_whole_demo(chosen, seen, environment, offered, monkeypatch) -> None:
    for name in ("QT_QPA_PLATFORM", "CALLSIDE_TOUR"):
        monkeypatch.delenv(name, raising=False)
    for name, value in environment.items():
        monkeypatch.setenv(name, value)
    assert _offers_tour(chosen, seen) is offered
