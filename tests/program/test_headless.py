"""The demo without a display: no Qt where no picture is asked for, and pictures worth looking at where one is."""

from __future__ import annotations

import itertools
import signal
import subprocess
import sys
from pathlib import Path

import pytest
from PySide6.QtGui import QImage

from desktop.cli import main
from desktop.commands import argument_types
from desktop.demo_play import _Played
from desktop.settings import Place
from desktop.stage import Stage
from desktop.views.language import LANGUAGES
from resources.demo.cast import load_cast
from tests.program.machine import ROOT, Machine

STATES = (
    *("idle", "ringing", "talking", "hold", "second_call_rings", "several_calls", "wrap_up"),
    *("loading", "slow", "failed_source", "empty", "stale", "offline"),
    *("no_match", "withheld", "found", "several_matches", "wrong_person"),
    *("phone_trouble", "rules_trouble", "idle_after_calls"),
)
STAGES = ("1-ringing", "2-answered", "4-guide", "5-action", "8-wrap-up", "9-saved")
SIZE = (1280, 800)

PLAY = """
import sys
from desktop.cli import main
code = main(["demo", "--headless", "--call", "order_status"])
print("code", code)
print("qt", *sorted(name for name in sys.modules if name.partition(".")[0] in ("PySide6", "shiboken6", "qasync")))
"""


def test_without_pictures_no_qt_is_loaded_and_no_home_is_needed(machine: Machine):
    """As in a container: nothing of the person's own can be read or written."""
    nowhere = dict.fromkeys(("HOME", "XDG_DATA_HOME", "XDG_RUNTIME_DIR", "XDG_CONFIG_HOME"), "/proc/nowhere")
    environment = machine.environment(**nowhere)
    del environment["QT_QPA_PLATFORM"]
    done = subprocess.run(
        [sys.executable, "-W", "error::ResourceWarning", "-c", PLAY],
        env=environment,
        capture_output=True,
        text=True,
        timeout=150,
        cwd=ROOT,
    )
    assert (done.returncode, done.stderr) == (0, "")
    *played, summary, code, qt = done.stdout.splitlines()
    assert summary == "fernvik: calls 1, call types 1, taken for something else 0"
    assert (code, qt) == ("code 0", "qt")
    assert [line.split()[1] for line in played] == list(STAGES)
    assert all(line.startswith("order_status") for line in played)
    assert "Jürgen Weiß" in played[0]
    assert "Order status" in played[0]
    assert not list(machine.folder.rglob("*.db"))


def test_a_call_taken_for_something_else_is_said_and_fails(capsys):
    call = next(call for call in load_cast().calls if call.id == "order_status")
    played = _Played()
    played.add(call, "general")
    assert played.summary(("fernvik",)) == 1
    assert "order_status: taken for general, it is about order_status" in capsys.readouterr().out


@pytest.mark.slow
@pytest.mark.timeout(300)
def test_every_call_of_every_playbook_is_taken_for_what_it_is_about(machine: Machine):
    said = machine.run("demo", "--headless", timeout=280)
    assert said.code == 0, said.out[-500:]


def test_every_call_type_of_every_playbook_has_a_call():
    played = {(call.playbook, call.call_type) for call in load_cast().calls}
    shipped = {(kind.parent.parent.name, kind.stem) for kind in ROOT.glob("resources/playbooks/*/call_types/*.toml")}
    assert played == shipped


def test_a_playbook_that_is_not_there_is_one_line(machine: Machine):
    said = machine.inside("demo", "--headless", "--playbook", "nope")
    assert (said.code, said.out) == (2, "")
    assert said.is_one_line()
    assert "fernvik" in said.err


def test_every_call_of_the_demo_is_named(machine: Machine):
    said = machine.inside("demo", "--call", "list")
    assert said.code == 0
    assert [line.split()[0] for line in said.out.splitlines()] == [call.id for call in load_cast().calls]


def colors(picture: QImage) -> set[int]:
    """The colors on a grid of a picture."""
    points = ((x, y) for x in range(0, picture.width(), 7) for y in range(0, picture.height(), 7))
    return {picture.pixel(x, y) for x, y in points}


def lightness(picture: QImage) -> float:
    grid = [picture.pixelColor(x, y).lightness() for x in range(0, 1280, 40) for y in range(0, 800, 40)]
    return sum(grid) / len(grid)


@pytest.mark.timeout(120)
@pytest.mark.parametrize(
    ("asked", "themes"),
    [
        (("--theme", "dark"), {"dark"}),
        pytest.param(("--theme", "contrast"), {"light-contrast", "dark-contrast"}, marks=pytest.mark.slow),
        pytest.param((), {"light", "dark"}, marks=pytest.mark.slow),
    ],
)
def test_pictures_of_every_stage(machine: Machine, asked: tuple[str, ...], themes: set[str]):
    folder = machine.folder / "pictures"
    play = ("demo", "--headless", "--screenshots", str(folder), "--call", "order_status", "--size", "1280x800")
    said = machine.run(*play, *asked, timeout=90)
    assert (said.code, said.err) == (0, "")
    assert str(folder) in said.out
    names = ["idle-0-start.png", *(f"order_status-{stage}.png" for stage in STAGES)]
    assert {path.name for path in folder.iterdir()} == themes
    for theme in themes:
        assert sorted(path.name for path in (folder / theme).iterdir()) == sorted(names)
        pictures = {name: QImage(str(folder / theme / name)) for name in names}
        for name, picture in pictures.items():
            assert (picture.width(), picture.height()) == SIZE, name
            assert len(colors(picture)) > 30, f"{name} is blank"
        assert all(lightness(p) > 150 if theme.startswith("light") else lightness(p) < 100 for p in pictures.values())
        in_call = [pictures[name] for name in names[1:-1]]
        assert all(one != other for one, other in itertools.pairwise(in_call)), "each stage looks different"
    assert not machine.data.exists(), "playing unattended leaves nothing in the person's data"


def test_each_theme_is_played_at_a_company_of_its_own(tmp_path: Path, monkeypatch):
    places: list[Place] = []
    monkeypatch.setattr("desktop.app.run_window", lambda place, stage: places.append(place) or 0)
    assert main(("demo", "--headless", "--screenshots", str(tmp_path), "--call", "unknown_number")) == 0
    assert len({place.company for place in places}) == len({place.profile for place in places}) == 2


def test_pictures_in_several_sizes_and_languages(tmp_path: Path, monkeypatch):
    stages: list[Stage] = []
    monkeypatch.setattr("desktop.app.run_window", lambda place, stage: stages.append(stage) or 0)
    asked = ("--states", "--theme", "dark", "--language", "all", "--size", "all")
    assert main(("demo", "--headless", "--screenshots", str(tmp_path), *asked)) == 0
    assert [(stage.theme, stage.language, stage.size) for stage in stages] == [
        ("dark", tag, (1280, 720)) for tag in argument_types.LANGUAGES
    ]
    assert set(argument_types.LANGUAGES) == set(LANGUAGES)
    stages.clear()
    asked = ("--call", "sales", "--language", "de", "--language", "ar")
    assert main(("demo", "--headless", "--screenshots", str(tmp_path), *asked)) == 0
    assert [(stage.theme, stage.language, stage.size) for stage in stages] == [
        (theme, tag, (1440, 900)) for theme in ("light", "dark") for tag in ("de", "ar")
    ]


def test_pictures_of_states_need_a_folder(capsys):
    assert main(("demo", "--headless", "--states")) == 2
    assert "--screenshots" in capsys.readouterr().err


@pytest.mark.slow
@pytest.mark.timeout(240)
def test_pictures_of_every_state_of_the_screen(machine: Machine):
    asked = ("--states", "--theme", "light", "--language", "en", "--size", "1280x720", "--size", "1440x900")
    said = machine.run("demo", "--headless", "--screenshots", "pictures", *asked, timeout=200)
    assert (said.code, said.err) == (0, ""), said.out
    pictures = sorted((machine.folder / "pictures" / "light").iterdir())
    assert [path.stem.partition("-")[2].rpartition("-") for path in pictures] == [
        (state, "-", size) for state in STATES for size in ("1280x720", "1440x900")
    ]
    for path in pictures:
        picture = QImage(str(path))
        assert path.stem.endswith(f"{picture.width()}x{picture.height()}")
        assert len(colors(picture)) > 30, f"{path.name} is blank"
    shown = [path.read_bytes() for path in pictures]
    assert len(set(shown)) == len(shown), "each state looks different"


@pytest.mark.slow
def test_who_calls_for_the_first_time_does_so_in_each_theme(machine: Machine):
    said = machine.run("demo", "--headless", "--screenshots", "pictures", "--call", "unknown_number", timeout=90)
    assert (said.code, said.err) == (0, ""), said.out
    assert "taken for something else 0" in said.out


def test_pictures_that_cannot_be_written_are_one_line(machine: Machine):
    (machine.folder / "file").write_text("")
    said = machine.inside("demo", "--screenshots", str(Path("file") / "pictures"), "--call", "sales")
    assert (said.code, said.out) == (1, "")
    assert said.is_one_line(), said.err


def test_no_display_at_all_says_what_to_do(machine: Machine):
    environment = {"QT_QPA_PLATFORM": "", "DISPLAY": "", "WAYLAND_DISPLAY": ""}
    said = machine.run(**environment)
    assert (said.code, said.out) == (1, "")
    assert said.is_one_line()
    assert "--headless" in said.err


def test_it_can_be_stopped_while_it_plays(machine: Machine):
    folder = machine.folder / "pictures"
    process = machine.start("demo", "--headless", "--screenshots", str(folder), "--playbook", "bank")
    machine.until(lambda: next(folder.glob("light/*-1-ringing.png"), None) if folder.is_dir() else None)
    process.send_signal(signal.SIGINT)
    out, err = process.communicate(timeout=120)
    assert (process.returncode, out, err) == (1, "", "callside: stopped before it was over.\n")
