"""`callside keys`: what the keys of a site are, and what is wrong with the lines that give it others."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from tests.program.machine import ROOT, Machine

SITE = f"""
schema = 1
name = "Ours"
region = "SE"
timezone = "Europe/Stockholm"
currency = "EUR"
playbook = "{(ROOT / "resources" / "playbooks" / "fernvik").as_posix()}"
[keys]
"""


def site(folder: Path, *lines: str) -> str:
    (folder / "site.toml").write_text(SITE + "\n".join(lines), encoding="utf-8")
    return str(folder)


def test_keys_that_can_be_used_are_listed_as_the_sites(machine: Machine, tmp_path: Path) -> None:
    said = machine.inside("keys", "--site", site(tmp_path, 'mute = "Ctrl+M"'))
    assert (said.code, said.err) == (0, "")
    lines = said.out.splitlines()
    assert [line.split() for line in lines if line.startswith("mute ")] == [
        ["mute", "Ctrl+M", *"Mute or unmute by this site".split()]
    ]
    assert [line.split()[:2] for line in lines if line.startswith("answer ")] == [["answer", "F2"]]


@pytest.mark.parametrize(
    ("line", "told"),
    [
        ('mut = "Ctrl+M"', 'mut = "Ctrl+M": there is no command of this name; did you mean mute?'),
        ('qqqq = "Ctrl+M"', "`callside keys` lists them all."),
        ('hold = "Ctrl+A"', 'hold = "Ctrl+A": these keys cannot be used: they edit text everywhere; take another'),
        ('hold = "M"', "they type something; take one of F1 to F12"),
        ('hold = "Ctrl+Alt+M"', "AltGr"),
        ('hold = "Tab"', "they move about"),
        ('hold = "Alt+F4"', "they belong to the system"),
        ('mute = "Ctrl+M"\nend = "Ctrl+M"', 'end = "Ctrl+M": mute has these keys already'),
    ],
)
def test_a_line_that_cannot_be_used_is_told_with_what_to_do(machine: Machine, tmp_path: Path, line: str, told: str):
    said = machine.inside("keys", "--site", site(tmp_path, line), "--json")
    (problem,) = json.loads(said.out)["problems"]
    assert said.code == 1
    assert problem.startswith("site.toml, [keys]: ")
    assert told in problem


def test_a_site_that_cannot_be_read_says_where(machine: Machine, tmp_path: Path) -> None:
    said = machine.inside("keys", "--site", site(tmp_path, "mute = 5"))
    assert (said.code, said.out) == (1, "")
    assert "keys.mute" in said.err
    assert machine.inside("keys", "--site", str(tmp_path / "nowhere")).code == 1
