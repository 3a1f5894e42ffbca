"""What the documents show is what the commands print."""

from __future__ import annotations

import re
import shlex

import pytest

from tests.program.machine import ROOT, Machine

_SHOWN = re.compile(r"```sh\n((?:callside [^\n]*\n)+)```\n\n```text\n(.*?)```", re.DOTALL)


@pytest.mark.parametrize("page", ["tables.md"])
def test_commands_with_their_output_beside_them_print_it(machine: Machine, page: str):
    for name in ("resources", "docs"):
        (machine.folder / name).symlink_to(ROOT / name)
    shown = _SHOWN.findall((ROOT / "docs" / page).read_text("utf-8"))
    assert shown
    for commands, output in shown:
        printed = ""
        for line in commands.splitlines():
            said = machine.inside(*shlex.split(line)[1:])
            assert said.err == "", line
            printed += said.out
        assert printed == output, commands


def test_the_parcels_of_the_tables_page_are_those_of_the_file():
    page = (ROOT / "docs" / "tables.md").read_text("utf-8")
    (shown,) = re.findall(r"```json\n(.*?)```", page, re.DOTALL)
    assert shown == (ROOT / "docs" / "examples" / "parcels.jsonl").read_text("utf-8")
