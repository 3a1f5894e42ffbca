"""Every code of a problem is reached from the files of a playbook, and `callside check` says it whole."""

from __future__ import annotations

import json
import re
from functools import cache
from unittest import mock

import pytest

from desktop.cli import main
from desktop.playbook.loader import examined, problems
from desktop.playbook.problems import MESSAGES as OURS
from desktop.rules.messages import MESSAGES as OF_RULES
from tests.playbook.faults import FAULTS, TEXT
from tests.playbook.folders import write

ELSEWHERE = {"PBK002", "PBK006"}
"""What no content of a file is to blame for; below."""
OF_OTHER_COMMANDS = ("DMN", "JDM", "VAL")
"""What `callside table` and `callside decide` say, and have tests of their own for."""
NOT_ALONE = {
    # a rule nobody uses, or that has no answer, is one of the fault's own
    *("CHK002", "CHK003", "CHK004", "CHK005", "CHK006", "CHK010", "CHK011", "CHK013", "NAM010", "TBL019", "TBL021"),
    # each text lacks its translation
    *("ACT013", "PBK026", "PBK082"),
    # who names the action is wrong as well
    "ACT010",
    "CAP011",
    "TBL028",
}


def check(folder, capsys) -> tuple[list[str], list[dict]]:
    """What the command prints, as lines and as JSON; the playbook is read once for both."""
    with mock.patch("desktop.commands.check.examined", cache(examined)):
        main(["check", str(folder)])
        lines = capsys.readouterr().out.splitlines()
        main(["check", str(folder), "--json"])
    return lines, json.loads(capsys.readouterr().out)[str(folder)]


@pytest.mark.parametrize("code", FAULTS)
def test_a_fault_is_named_once_with_its_place(tmp_path, capsys, code):
    lines, found = check(write(tmp_path, FAULTS[code]), capsys)
    told = [problem for problem in found if problem["code"] == code]
    assert told, found
    assert code in NOT_ALONE or len(found) == 1, found
    for problem in found:
        text = problem["text"]
        assert text in lines
        assert re.search(r"\{[a-z]+\}", text.replace("{text}", "")) is None, "a hole is left in the words"
        if problem["file"]:
            assert text.startswith(f"{problem['file']}:{problem['line']}:{problem['column']}: ")
        assert problem["line"] >= 1
        assert problem["column"] >= 1
        assert "  " not in text


def test_every_code_has_its_fault():
    known = {code for code in {*OURS, *OF_RULES} if code[:3] not in OF_OTHER_COMMANDS}
    assert known - ELSEWHERE == set(FAULTS)


def test_what_is_no_file_cannot_be_read(tmp_path):
    write(tmp_path)
    (tmp_path / TEXT).parent.mkdir()
    (tmp_path / TEXT).symlink_to(tmp_path / "nowhere")
    assert [(problem.code, problem.file) for problem in problems(tmp_path)] == [("PBK002", TEXT)]


def test_what_is_no_folder_is_no_playbook(tmp_path):
    assert [problem.code for problem in problems(tmp_path / "nowhere")] == ["PBK006"]
