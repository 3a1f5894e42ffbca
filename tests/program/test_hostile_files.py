"""Files that are missing, folders, pipes, binary, huge or empty: one clear line, the right exit code, no waiting."""

from __future__ import annotations

import json
import os
import shutil
import subprocess
import sys
from contextlib import redirect_stderr, redirect_stdout
from io import StringIO
from pathlib import Path

import pytest

from desktop.cli import main

PLAYBOOK = Path(__file__).parents[2] / "resources/playbooks/fernvik"
TABLE = "callside,table/1,id=t\nrole,id,in,out\nname,,a.count,r\nrule,x,> 3,1\nrule,y,<= 3,2\n"


WAITS = ("pipe", "sparse")
"""What a command might hang on: these are given to the real one."""


def callside(*arguments: object, real: bool = True) -> subprocess.CompletedProcess[str]:
    if real:
        command = [sys.executable, "-m", "desktop", *map(str, arguments)]
        return subprocess.run(command, capture_output=True, text=True, errors="replace", timeout=120, check=False)
    with redirect_stdout(StringIO()) as out, redirect_stderr(StringIO()) as err:
        code = main([*map(str, arguments)])
    return subprocess.CompletedProcess([], code, out.getvalue(), err.getvalue())


def hostile(folder: Path, ending: str) -> dict[str, Path]:
    """One file of each kind, by what is said about it."""
    made = {
        "No such file": folder / f"missing{ending}",
        "is a folder": folder / f"folder{ending}",
        "is no file": folder / f"pipe{ending}",
        "too large": folder / f"sparse{ending}",
        "not UTF-8": folder / f"binary{ending}",
        "UTF-8": folder / f"utf16{ending}",
        "": folder / f"empty{ending}",
    }
    made["is a folder"].mkdir()
    os.mkfifo(made["is no file"])
    with made["too large"].open("wb") as file:
        file.truncate(1 << 30)
    made["not UTF-8"].write_bytes(bytes(range(256)))
    made["UTF-8"].write_text(TABLE, "utf-16")
    made[""].touch()
    return made


def assert_one_line(done: subprocess.CompletedProcess[str], words: str, path: Path) -> None:
    assert done.returncode == 1, done
    assert done.stdout == ""
    assert done.stderr.count("\n") == 1, done.stderr
    assert done.stderr.startswith("callside: ")
    assert words in done.stderr
    assert path.name in done.stderr


needs_pipes = pytest.mark.skipif(not hasattr(os, "mkfifo"), reason="no named pipes here")


@needs_pipes
@pytest.mark.parametrize("ending", [".csv", ".dmn"])
def test_a_table_that_is_no_table(tmp_path: Path, ending: str) -> None:
    (tmp_path / "in.jsonl").write_text('{"a.count": 5}\n')
    for number, (words, path) in enumerate(hostile(tmp_path, ending).items()):
        alone = tmp_path / str(number) / path.name
        alone.parent.mkdir()
        alone.symlink_to(path)
        done = callside("table", alone, "--inputs", tmp_path / "in.jsonl", real=path.stem in WAITS)
        assert_one_line(done, words, path)


@needs_pipes
def test_facts_that_are_no_facts(tmp_path: Path) -> None:
    for words, path in hostile(tmp_path, ".json").items():
        done = callside("decide", PLAYBOOK, "--facts", path, real=path.stem in WAITS)
        assert_one_line(done, words, path)


@needs_pipes
def test_a_playbook_of_no_files(tmp_path: Path) -> None:
    playbook = tmp_path / "playbook"
    shutil.copytree(PLAYBOOK, playbook)
    files = hostile(playbook / "actions", ".toml")
    done = callside("check", playbook)
    assert done.returncode == 1
    assert done.stderr == ""
    for name in ("pipe", "sparse", "binary", "utf16", "empty"):
        assert f"actions/{name}.toml:" in done.stdout, done.stdout
    assert len(files) == 7
    for words, gone in (("there is no folder", tmp_path / "gone"), ("is a file, not a folder", files["too large"])):
        assert_one_line(callside("check", gone, real=False), words, gone)


@needs_pipes
def test_inputs_that_are_no_inputs(tmp_path: Path) -> None:
    table = tmp_path / "t.csv"
    table.write_text(TABLE)
    (tmp_path / "in").mkdir()
    for words, path in hostile(tmp_path / "in", ".jsonl").items():
        done = callside("table", table, "--inputs", path, real=path.stem == "pipe")
        if words in ("No such file", "is a folder", "is no file"):
            assert_one_line(done, words, path)
        else:
            assert done.returncode == (0 if path.stat().st_size == 0 else 1)
            assert done.stderr == ""
            assert all("The line is not" in line for line in done.stdout.splitlines())


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("", ":1:1: this is not JSON: it is empty"),
        ('{"a": 1,\n', ":2:1: this is not JSON"),
        ("[" * 100_000, "nested too deeply"),
        ('{"order.open_count": ' + "9" * 5000 + "}", "too many digits"),
        ('{"order.open_count": NaN}', "NaN is not a number"),
        ('{"order.open_count": 1, "order.open_count": 2}', "stands in it twice"),
        ("[1]", "must hold one JSON object"),
        (
            '{\n  "order.open_cuont": 1}',
            ":2:3: There is no fact called order.open_cuont. Did you mean order.open_count?",
        ),
        ('{"order.open_count": true}', ":1:2: order.open_count must be a whole number; found true."),
        ('{"order.open_count": 1e999}', "found 1E+999"),
        ('{"decision.call_type": "x"}', "are made by Callside"),
    ],
)
def test_facts_with_something_wrong_are_named_with_their_place(tmp_path: Path, capsys, text: str, words: str) -> None:
    file = tmp_path / "f.json"
    file.write_text(text)
    assert main(["decide", str(PLAYBOOK), "--facts", str(file)]) == 1
    said = capsys.readouterr()
    assert words in said.err
    assert said.out == ""


def test_many_wrong_facts_are_not_all_listed(tmp_path: Path, capsys) -> None:
    file = tmp_path / "f.json"
    file.write_text(json.dumps({f"nothing.n{n}": 1 for n in range(1000)}))
    assert main(["decide", str(PLAYBOOK), "--facts", str(file)]) == 1
    assert capsys.readouterr().err.endswith("and 980 more.\n")


@pytest.mark.parametrize(
    ("line", "words"),
    [
        ('{"a.cuont": 4}', "Nothing is called a.cuont; did you mean a.count?"),
        ('{"a": {"cuont": 4}, "b": 1}', "Nothing is called a.cuont; did you mean a.count?"),
        ('{"quite": "different"}', "Nothing is called quite here."),
        ('{"a.count": 4, "a": {"count": 1}}', "a.count is given twice"),
        ('{"a.count": 4, "a.count": 1}', "stands in it twice"),
        ('{"a": 5}', "a must be an object with count"),
        ('{"a.count": true}', "a.count must be a number, found true"),
        ('{"a.count": {"count": 1}}', "found an object"),
        ("[]", "must be one JSON object"),
        ("\udcff", "not UTF-8 text"),
    ],
)
def test_inputs_with_something_wrong_are_never_no_match(tmp_path: Path, capsys, line: str, words: str) -> None:
    (tmp_path / "t.csv").write_text(TABLE)
    (tmp_path / "in.jsonl").write_bytes(line.encode("utf-8", "surrogateescape"))
    assert main(["table", str(tmp_path / "t.csv"), "--inputs", str(tmp_path / "in.jsonl")]) == 1
    assert words in capsys.readouterr().out


@pytest.mark.skipif(not Path("/dev/fd").exists(), reason="no /dev/fd here")
def test_facts_may_come_from_another_command() -> None:
    read, write = os.pipe()
    os.write(write, b'{"order.open_count": 1}')
    os.close(write)
    command = [sys.executable, "-m", "desktop", "decide", str(PLAYBOOK), "--facts", f"/dev/fd/{read}"]
    done = subprocess.run(command, pass_fds=[read], capture_output=True, text=True, timeout=120, check=False)
    os.close(read)
    assert done.returncode == 0, done.stderr
    assert done.stdout.startswith("Call type:")
