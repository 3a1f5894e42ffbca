"""The page for agents shows pictures that are there, and names keys that do what it says."""

from __future__ import annotations

import re

import pytest

from desktop.views.keys import COMMANDS
from tests.house.repository import ROOT

PAGE = (ROOT / "docs" / "agents.md").read_text("utf-8")
IMAGES = ROOT / "docs" / "images"
LARGEST = 150 * 1024
MOST = 10
# What fields and lists do everywhere, and what no command may have.
OF_FIELDS = {"Ctrl+Z", "Ctrl+Alt"}
KEY = re.compile(r"(?<!\w)(?:(?:Ctrl|Alt|Shift)\+)*(?:(?:Ctrl|Alt|Shift)\+\w+|F\d{1,2})(?!\w)")
ROW = re.compile(r"^\| (`[^|]+`) \| (.+) \|$", re.MULTILINE)
PICTURE = re.compile(r"!\[([^\]]+)\]\(images/([^)]+)\)")
NUMBERED = {
    "answer": ("`Ctrl+1` … `Ctrl+9`", "Answer in the guide"),
    "panel": ("`Alt+1` … `Alt+9`", "Panel"),
    "alert": ("`Ctrl+Shift+1` … `Ctrl+Shift+3`", "Act on an alert"),
}


def printed(keys: str) -> str:
    return keys.replace("Return", "Enter")


def test_the_pictures_are_those_there_are_and_small() -> None:
    named = [name for _, name in PICTURE.findall(PAGE)]
    assert sorted(named) == sorted(file.name for file in IMAGES.glob("agents-*.png"))
    assert len(named) == len(set(named)) <= MOST
    sizes = {name: (IMAGES / name).stat().st_size for name in named}
    assert {name: size for name, size in sizes.items() if size > LARGEST} == {}


def test_every_key_on_the_page_is_one_of_the_programs() -> None:
    keys = {printed(command.keys) for command in COMMANDS.values() if command.keys}
    quoted = set(KEY.findall(PAGE))
    assert len(quoted) > 30
    assert quoted - keys == OF_FIELDS


def test_a_key_stands_out_of_the_text() -> None:
    bare = re.sub(r"`[^`]*`", "", PAGE)
    assert KEY.findall(bare) == []


def test_the_table_has_every_command_with_its_keys() -> None:
    expected = []
    for command in COMMANDS.values():
        kind = command.id.rpartition("_")[0]
        if kind in NUMBERED:
            expected += [NUMBERED[kind]] if command.id.endswith("_1") else []
        elif command.keys:
            expected.append((f"`{printed(command.keys)}`", command.title))
    assert ROW.findall(PAGE) == expected


@pytest.mark.parametrize("where", ["(#", "]("])
def test_links_lead_somewhere(where: str) -> None:
    headings = {
        re.sub(r"[^\w -]", "", line[3:]).strip().lower().replace(" ", "-")
        for line in PAGE.splitlines()
        if line[:3] == "## "
    }
    if where == "(#":
        anchors = re.findall(r"\(#([^)]+)\)", PAGE)
        assert anchors
        assert set(anchors) <= headings
        # Every part of the page is in its list of contents.
        assert headings <= set(anchors)
    else:
        files = re.findall(r"\]\(([^)#]+)\)", PAGE)
        assert files
        assert [name for name in files if not (ROOT / "docs" / name).is_file()] == []
