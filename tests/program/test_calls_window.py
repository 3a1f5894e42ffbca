"""Several calls at once through the real window: nobody is taken for somebody else, nothing gets into another call."""

from __future__ import annotations

import json

from tests.program.machine import Machine

MARTA, TWIN = ["Marta Lindqvist …0605"], ["Marta Lindqvist …8042"]


def test_three_calls_two_of_one_name(machine: Machine) -> None:
    process = machine.start(str(machine.folder / "demo"), module="tests.program.calls_window")
    out, err = process.communicate(timeout=120)
    assert process.returncode == 0, err
    found = json.loads(out.splitlines()[-1])
    rings = found["second rings"]
    assert rings["tabs"] == [[*MARTA, "On call"], [*TWIN, "Ringing"]]
    assert (rings["in_view"], rings["finish"], rings["undo"]) == ([True, False], "Finish Marta …0605", True)
    other = found["second on the line"]
    assert other["tabs"] == [[*MARTA, "On hold"], [*TWIN, "On call"]]
    assert (other["in_view"], other["band"], other["finish"]) == ([False, True], "bar", "Finish Marta …8042")
    assert (other["notes"].strip(), other["name"]) == ("The other Marta.", "Marta Lindqvist")
    held = found["held in view"]
    assert (held["band"], held["presence"]) == ("hold", "On call")
    assert held["about"] == "On the line: Marta Lindqvist …8042"
    assert (held["resume"], held["finish"]) == ("Resume Marta …0605", "Finish Marta …0605")
    assert held["notes"].split("\n") == ["The first Marta. ", "Asked to wait. "]
    assert found["held is not finished"] == "on_call"
    # What was accepted in one call is taken back in that one alone.
    assert (found["taken back"], found["still undone"]) == (["undone", "accepted"], True)
    gone = found["the other hung up"]
    assert gone["tabs"] == [[*MARTA, "On hold"], [*TWIN, "After call"], ["Terrence Washington", "Ringing"]]
    assert (gone["in_view"], gone["band"], gone["presence"]) == ([True, False, False], "hold", "On hold")
    assert gone["notes"] == held["notes"]
    wrap_up = found["wrap-up while another rings"]
    assert [tab[1] for tab in wrap_up["tabs"]] == ["After call", "After call", "Ringing"]
    assert (wrap_up["band"], wrap_up["notes"]) == ("bar", held["notes"])
    done = found["first finished"]
    assert (done["name"], done["notes"], done["in_view"]) == ("Terrence Washington", "", [False, True])
    # There is only one of that name now.
    assert done["tabs"][0] == ["Marta Lindqvist", "After call"]
    last = found["second finished"]
    assert (last["name"], last["notes"], found["away"]) == ("Terrence Washington", "Third. ", True)
    first, second = found["kept"]
    assert first == ["+46701740605", "The first Marta. \nAsked to wait."]
    assert second == ["+498999998042", "The other Marta."]
