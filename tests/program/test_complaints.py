"""Every command with names that are not what it takes: one line that says who speaks, an exit code, no traceback."""

from __future__ import annotations

import os
from collections.abc import Callable
from pathlib import Path

import pytest

from tests.playbook.folders import write
from tests.program.machine import ROOT, Machine

BOOK, FACTS = "book", "facts.json"
"""A playbook and facts in the folder where a machine's commands run."""
TABLE = str(ROOT / "resources" / "playbooks" / "retail" / "tables" / "parcel_step.csv")
INPUTS = str(ROOT / "docs" / "examples" / "parcels.jsonl")
ODD = "Mein Ordner für Übungen"

Command = Callable[[str], list[str]]
WITH_A_NAME: dict[str, Command] = {
    "check": lambda name: ["check", name],
    "decide": lambda name: ["decide", name, "--facts", FACTS],
    "decide --facts": lambda name: ["decide", BOOK, "--facts", name],
    "decide --why-not": lambda name: ["decide", BOOK, "--facts", FACTS, "--why-not", name],
    "table": lambda name: ["table", name, "--inputs", INPUTS],
    "table x.csv": lambda name: ["table", f"{name}.csv", "--inputs", INPUTS],
    "table x.dmn": lambda name: ["table", f"{name}.dmn", "--inputs", INPUTS],
    "table x.json": lambda name: ["table", f"{name}.json", "--inputs", INPUTS],
    "table --decision": lambda name: ["table", TABLE, "--decision", name, "--inputs", INPUTS],
    "table --save": lambda name: ["table", TABLE, "--save", name],
    "table --save below": lambda name: ["table", TABLE, "--save", f"{name}/below/o.dmn"],
    "diff": lambda name: ["diff", name, BOOK],
    "diff new": lambda name: ["diff", BOOK, name],
    "diff --cases": lambda name: ["diff", BOOK, BOOK, "--cases", name],
    "learn --compare": lambda name: ["learn", "--compare", name],
    "learn --site": lambda name: ["learn", "--site", name],
    "schema": lambda name: ["schema", name],
    "schema --out": lambda name: ["schema", "--out", f"{name}/below"],
    "case --call": lambda name: ["case", "--call", name],
    "case --site": lambda name: ["case", "--site", name],
    "connect check": lambda name: ["connect", "check", name],
    "connect test": lambda name: ["connect", "test", name, "--id", "1"],
    "connect test --site": lambda name: ["connect", "test", "crm", "--site", name, "--id", "1"],
    "connect secret --site": lambda name: ["connect", "secret", "crm", "--site", name],
    "customer --site": lambda name: ["customer", "--site", name, "--id", "1"],
    "customer --phone": lambda name: ["customer", "--phone", name],
    "outbox": lambda name: ["outbox", name],
    "outbox retry": lambda name: ["outbox", "retry", name],
    "outbox drop": lambda name: ["outbox", "drop", name, "--reason", "test"],
    "outbox --site": lambda name: ["outbox", "--site", name],
    "pop --site": lambda name: ["pop", "--site", name, "--number", "1"],
    "pop --data": lambda name: ["pop", "--number", "1", "--data", name],
    "window": lambda name: ["--site", name],
    "demo --call": lambda name: ["demo", "--headless", "--call", name],
    "demo --playbook": lambda name: ["demo", "--headless", "--playbook", name],
    "a command": lambda name: [name],
}
REPORTS = ("check", "connect check")
"""What is wrong with a file is their answer, on stdout."""


@pytest.fixture
def at_work(demo_machine: Machine) -> Machine:
    """A machine on which somebody has a playbook and facts."""
    write(demo_machine.folder / BOOK)
    (demo_machine.folder / FACTS).write_text('{"ivr.choice": "order"}', "utf-8")
    return demo_machine


@pytest.fixture
def names(tmp_path: Path) -> dict[str, str]:
    """Names of what is no playbook, table, site or file of facts, in a folder with blanks and umlauts."""
    odd = tmp_path / ODD
    odd.mkdir()
    files = {"leer": b"", "binär": bytes(range(256)), "alt ä.txt": "größe".encode("latin-1"), "text": b"hello\n"}
    for name, data in files.items():
        for ending in ("", ".csv", ".dmn", ".json"):
            (odd / f"{name}{ending}").write_bytes(data)
    (odd / "ordner").mkdir()
    (odd / "ordner.csv").mkdir()
    told = {name: str(odd / name) for name in (*files, "ordner", "fehlt ü")}
    return {
        **told,
        "below a file": str(odd / "text" / "x"),
        "signs": "a\x1b[31mb\nc",
        "long": "x" * 5_000,
    }


@pytest.mark.parametrize("command", WITH_A_NAME)
def test_what_is_not_what_a_command_takes_is_one_line(at_work: Machine, names: dict[str, str], command: str):
    for kind, name in names.items():
        if (command.endswith("below") or command == "schema --out") and kind in ("ordner", "fehlt ü", "signs"):
            continue  # a folder may be made there
        said = at_work.inside(*WITH_A_NAME[command](name))
        assert said.code in (1, 2), (kind, said)
        assert "Traceback" not in said.out + said.err
        if command in REPORTS and said.out:
            assert (said.code, said.err) == (1, ""), kind
            continue
        assert said.out == "", (kind, said)
        assert said.is_one_line(), (kind, said.err)
        assert said.err.isprintable() or said.err[:-1].isprintable()
        assert len(said.err) < 1_100


TAKES_A_FILE = ("check", "decide", "decide --facts", "table", "diff", "diff new", "diff --cases", "table --save")
TAKES_A_FILE += ("learn --compare", "learn --site", "case --site", "connect check", "outbox --site", "window")


@pytest.mark.parametrize("command", TAKES_A_FILE)
def test_no_name_at_all_is_wrong_usage(machine: Machine, command: str):
    for name in ("", "  "):
        said = machine.inside(*WITH_A_NAME[command](name))
        assert (said.code, said.out) == (2, "")
        assert said.is_one_line()
        assert "a name is missing. See `callside " in said.err


def test_folders_with_blanks_and_umlauts_are_as_good_as_any(demo_machine: Machine, tmp_path: Path):
    odd = tmp_path / ODD
    book = str(write(odd / "Spiel buch"))
    facts = odd / "Fäcts.json"
    facts.write_text('{"ivr.choice": "order"}', "utf-8")
    table = str(odd / "Spiel buch" / "tables" / "call_type.csv")
    asked = odd / "Frägen.jsonl"
    asked.write_text('{"ivr": {"choice": "order"}}\n', "utf-8")
    for arguments in (
        ("check", book),
        ("decide", book, "--facts", str(facts)),
        ("diff", book, book),
        ("table", table, "--inputs", str(asked)),
        ("table", table, "--save", str(odd / "Neues" / "o.dmn")),
        ("schema", "--out", str(odd / "Schemata")),
    ):
        said = demo_machine.inside(*arguments)
        assert (said.code, said.err) == (0, ""), arguments


def test_what_may_not_be_read_or_written_is_one_line(at_work: Machine, tmp_path: Path):
    shut, facts = write(tmp_path / "shut"), tmp_path / "facts.json"
    facts.write_text("{}", "utf-8")
    for path in (shut, facts):
        path.chmod(0)
    try:
        if os.access(facts, os.R_OK):
            pytest.skip("nothing is refused to this user")
        for command, name in (
            ("decide", shut),
            ("decide --facts", facts),
            ("diff", shut),
            ("diff --cases", shut),
            ("table x.csv", shut / "tables" / "call_type"),
            ("table --save below", shut),
            ("learn --compare", shut),
            ("learn --site", shut),
            ("case --site", shut),
            ("schema --out", shut),
            ("customer --site", shut),
            ("window", shut),
        ):
            said = at_work.inside(*WITH_A_NAME[command](str(name)))
            assert (said.code, said.out) == (1, ""), command
            assert said.is_one_line(), command
    finally:
        for path in (shut, facts):
            path.chmod(0o700)


def test_many_problems_of_a_playbook_are_one_line_that_says_where_they_are_listed(at_work: Machine, tmp_path: Path):
    book = write(tmp_path / "book", {"tables/alerts.csv": "nothing\n", "facts.toml": "nothing"})
    for command in ("decide", "diff", "learn --compare"):
        said = at_work.inside(*WITH_A_NAME[command](str(book)))
        assert said.code == 1
        assert said.is_one_line()
        assert said.err.startswith(f"callside: {book} cannot be used: facts.toml:1:8: ")
        assert said.err.endswith("more error; `callside check` lists them)\n")


def test_every_line_about_wrong_facts_says_who_speaks(at_work: Machine, tmp_path: Path):
    facts = tmp_path / "facts.json"
    facts.write_text('{"no.such": 1,\n "nor.this": 2}', "utf-8")
    said = at_work.inside("decide", BOOK, "--facts", str(facts))
    assert said.code == 1
    assert [line.partition(": There")[0] for line in said.err.splitlines()] == [
        f"callside: {facts}:1:2",
        f"callside: {facts}:2:2",
    ]
