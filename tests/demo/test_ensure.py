"""The demo company on disk: the same for the same day, whole or not at all, and nothing written to it is lost."""

from __future__ import annotations

import hashlib
import os
import re
import sqlite3
import subprocess
import sys
from contextlib import closing
from datetime import date, timedelta
from functools import partial
from pathlib import Path

import pytest

from resources.demo import company as demo
from resources.demo.__main__ import main
from resources.demo.build import build
from resources.demo.company import DemoCompany, ensure
from tests.demo.conftest import TODAY

ROOT = Path(__file__).parents[2]
NEXT_DAY = TODAY + timedelta(days=1)
SMALL = 0.02
# The content of TODAY for this version of the generator. When it changes, raise company.VERSION and copy the new
# digest here: a workstation that already has the old version rebuilds only when the version says so.
CONTENT = (5, "72e61f392904fdc3caae5079f00072c35f70bf50857e3cd43e54edc8244fc734")
# A program that builds a small company and, before that is put in place, does what is to be tested.
CHILD = """
import sys, time
from datetime import date
from pathlib import Path
from resources.demo import company
from resources.demo.build import build as real

def build(folder, today):
    real(folder, today, size={size})
    {meanwhile}

company.build = build
print(company.ensure(Path(sys.argv[1]), date.fromisoformat(sys.argv[2])).paths.crm.parent.name)
"""


def digest(*paths: Path) -> str:
    """A digest of every definition and every row."""
    found = hashlib.sha256()
    for path in paths:
        with closing(sqlite3.connect(path)) as db:
            definitions = db.execute("select type, name, sql from sqlite_master order by name").fetchall()
            found.update(repr(definitions).encode())
            for kind, name, _ in definitions:
                if kind == "table":
                    found.update(repr(db.execute(f"select * from {name} order by 1, 2").fetchall()).encode())
    return found.hexdigest()


def databases(company: DemoCompany) -> tuple[Path, ...]:
    return company.paths.crm, company.paths.shop, company.paths.voice, company.paths.bank


@pytest.fixture
def small(monkeypatch: pytest.MonkeyPatch) -> None:
    """Fifty customers will do."""
    monkeypatch.setattr(demo, "build", partial(build, size=SMALL))


def write(path: Path, key: str) -> int:
    """What the outbox does: one interaction under its key; its id there."""
    with closing(sqlite3.connect(path)) as db, db:
        db.execute(
            "insert into interactions (customer_no, channel, direction, started_at, external_key)"
            " values ('44710932', 'voice', 'in', '2026-11-21 10:00:00', ?)",
            (key,),
        )
        return db.execute("select id from interactions where external_key = ?", (key,)).fetchone()[0]


def written(path: Path) -> dict[str, int]:
    with closing(sqlite3.connect(path)) as db:
        return dict(db.execute("select external_key, id from interactions where external_key is not null"))


def test_what_changes_the_content_raises_the_version(company: DemoCompany) -> None:
    assert (demo.VERSION, digest(*databases(company))) == CONTENT


@pytest.mark.usefixtures("small")
def test_the_same_day_gives_the_same_bytes(tmp_path: Path) -> None:
    first, second = ensure(tmp_path / "1", TODAY), ensure(tmp_path / "2", TODAY)
    assert [p.read_bytes() for p in databases(first)] == [p.read_bytes() for p in databases(second)]


@pytest.mark.usefixtures("small")
def test_another_seed_gives_another_company(tmp_path: Path) -> None:
    build(tmp_path, TODAY, seed=7, size=SMALL)
    assert digest(tmp_path / "crm.db") != digest(ensure(tmp_path, TODAY).paths.crm)


@pytest.mark.usefixtures("small")
def test_a_second_call_builds_nothing(tmp_path: Path) -> None:
    first = ensure(tmp_path, TODAY)
    stamps = [path.stat().st_mtime_ns for path in databases(first)]
    assert ensure(tmp_path, TODAY) == first
    assert [path.stat().st_mtime_ns for path in databases(first)] == stamps
    assert [path for path in tmp_path.iterdir() if path.is_dir()] == [first.paths.crm.parent]


@pytest.mark.usefixtures("small")
def test_a_build_somebody_took_a_file_from_is_made_again(tmp_path: Path) -> None:
    first = ensure(tmp_path, TODAY)
    before = digest(first.paths.shop)
    write(first.paths.crm, "key")
    first.paths.shop.unlink()
    again = ensure(tmp_path, TODAY)
    assert digest(again.paths.shop) == before
    assert written(again.paths.crm).keys() == {"key"}


@pytest.mark.usefixtures("small")
@pytest.mark.parametrize("today", [date(2024, 2, 29), date(2027, 1, 1), date(2026, 12, 31), date(2027, 3, 1)])
def test_any_day_will_do(tmp_path: Path, today: date) -> None:
    company = ensure(tmp_path, today)
    with closing(sqlite3.connect(company.paths.crm)) as db:
        marta = "select birthday, card_expires_on from customers where customer_no = '44710932'"
        born, expires = db.execute(marta).fetchone()
    assert born[5:] in {f"{today:%m-%d}", "02-28"}
    assert expires[:7] == f"{today:%Y-%m}"


@pytest.mark.usefixtures("small")
def test_what_was_written_is_there_the_next_day_under_the_same_id(tmp_path: Path) -> None:
    old = ensure(tmp_path, TODAY)
    row_id = write(old.paths.crm, "call-1:interaction.create:0")
    new = ensure(tmp_path, NEXT_DAY)
    assert new.paths.crm != old.paths.crm
    assert written(new.paths.crm) == {"call-1:interaction.create:0": row_id}


@pytest.mark.usefixtures("small")
def test_a_new_version_keeps_what_was_written(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    old = ensure(tmp_path, TODAY)
    row_id = write(old.paths.crm, "key")
    with closing(sqlite3.connect(old.paths.crm)) as db:
        # As if the older version had kept something the newer one does not.
        db.execute("alter table interactions add column mood text")
    monkeypatch.setattr(demo, "VERSION", demo.VERSION + 1)
    assert written(ensure(tmp_path, TODAY).paths.crm) == {"key": row_id}


@pytest.mark.usefixtures("small")
def test_a_new_customer_comes_along_with_number_and_contacts(tmp_path: Path) -> None:
    old = ensure(tmp_path, TODAY)
    with closing(sqlite3.connect(old.paths.crm)) as db, db:
        db.execute(
            "insert into customers (customer_no, name, new_phone, updated_at, external_key)"
            " values ('90900001', 'Nina New', '+33 2 61 91 00 77', '2026-11-21 10:00:00', 'call-2:customer.create:0')"
        )
        db.execute(
            "insert into tasks (customer_no, subject, created_at, external_key)"
            " values ('90900001', 'Send the offer', '2026-11-21 10:00:00', 'call-2:task.create:0')"
        )
    new = ensure(tmp_path, NEXT_DAY)
    with closing(sqlite3.connect(new.paths.crm)) as db:
        found = db.execute(
            "select name, number, match_tail, subject from customers join phones using (customer_no)"
            " join tasks using (customer_no) where customer_no = '90900001'"
        ).fetchall()
    assert found == [("Nina New", "+33 2 61 91 00 77", "61910077", "Send the offer")]


@pytest.mark.usefixtures("small")
def test_a_contact_of_nobody_known_comes_along(tmp_path: Path) -> None:
    old = ensure(tmp_path, TODAY)
    with closing(sqlite3.connect(old.paths.crm)) as db, db:
        db.execute(
            "insert into interactions (channel, direction, started_at, external_key) values ('voice', 'in', 'x', 'key')"
        )
    assert written(ensure(tmp_path, NEXT_DAY).paths.crm).keys() == {"key"}


@pytest.mark.usefixtures("small")
def test_writes_of_a_program_that_runs_past_midnight_are_not_lost(tmp_path: Path) -> None:
    old = ensure(tmp_path, TODAY)
    write(old.paths.crm, "early")
    tomorrow = ensure(tmp_path, NEXT_DAY)
    # Both get the same id there, since neither knows of the other.
    assert write(old.paths.crm, "late, old program") == write(tomorrow.paths.crm, "late, new program")
    found = written(ensure(tmp_path, NEXT_DAY + timedelta(days=1)).paths.crm)
    assert found.keys() == {"early", "late, old program", "late, new program"}
    assert len(set(found.values())) == 3


@pytest.mark.usefixtures("small")
def test_old_builds_are_removed_but_for_the_last(tmp_path: Path) -> None:
    companies = [ensure(tmp_path, TODAY + timedelta(days=n)) for n in range(3)]
    assert [company.paths.crm.exists() for company in companies] == [False, True, True]


def child(folder: Path, meanwhile: str) -> subprocess.Popen[str]:
    code = CHILD.format(size=SMALL, meanwhile=meanwhile)
    command = [sys.executable, "-c", code, str(folder), TODAY.isoformat()]
    return subprocess.Popen(command, cwd=ROOT, text=True, stdout=subprocess.PIPE, stderr=subprocess.PIPE)


def test_programs_that_start_at_once_share_one_build(tmp_path: Path) -> None:
    # Nobody puts a build in place before all three have theirs.
    ready = tmp_path / "ready"
    ready.mkdir()
    wait = (
        "ready = Path(sys.argv[1]).parent / 'ready'; (ready / folder.name).touch()\n"
        "    while len(list(ready.iterdir())) < 3: time.sleep(0.01)"
    )
    started = [child(tmp_path / "demo", wait) for _ in range(3)]
    try:
        ended = [(*process.communicate(timeout=150), process.returncode) for process in started]
    finally:
        for process in started:
            process.kill()
    name = f"v{demo.VERSION}-{TODAY}"
    assert ended == [(f"{name}\n", "", 0)] * 3
    found = {path.name for path in (tmp_path / "demo").iterdir()}
    assert found == {"crm.toml", "shop.toml", "site.toml", "voice.toml", name}


@pytest.mark.parametrize("lost", ["nothing", "(folder / 'voice.db').unlink()"])
@pytest.mark.usefixtures("small")
def test_a_build_that_was_killed_is_never_used(tmp_path: Path, lost: str) -> None:
    step = "pass" if lost == "nothing" else lost
    with child(tmp_path, f"{step}; print('built', flush=True); time.sleep(60)") as process:
        assert process.stdout is not None
        assert process.stdout.readline() == "built\n"
        process.kill()
    (leftover,) = tmp_path.iterdir()
    mended = ensure(tmp_path, TODAY)
    assert mended.paths.crm.parent != leftover
    assert all(path.exists() for path in databases(mended))
    # It might belong to a program at work: only when it is old is it removed.
    assert leftover.is_dir()
    os.utime(leftover, (0, 0))
    ensure(tmp_path, NEXT_DAY)
    assert not leftover.exists()


def test_a_build_that_fails_leaves_nothing_behind(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def fail(*_: object) -> None:
        raise sqlite3.OperationalError("disk is full")

    monkeypatch.setattr(demo, "build", fail)
    with pytest.raises(sqlite3.OperationalError):
        ensure(tmp_path, TODAY)
    assert list(tmp_path.iterdir()) == []


@pytest.mark.usefixtures("small")
def test_the_command_says_what_there_is_and_how_long_it_took(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert main([str(tmp_path), TODAY.isoformat()]) == 0
    said = capsys.readouterr().out
    assert re.search(r"^  customers +\d+$", said, re.MULTILINE)
    assert re.search(r"^15 people and \d+ calls in the cast, ready in \d+\.\d\d s$", said, re.MULTILINE)


@pytest.mark.parametrize("arguments", [[], ["a", "b", "c"], ["folder", "yesterday"]])
def test_wrong_usage_is_one_line(arguments: list[str], capsys: pytest.CaptureFixture[str]) -> None:
    assert main(arguments) == 2
    captured = capsys.readouterr()
    assert re.fullmatch(r"[^\n]+\n", captured.err)
    assert captured.out == ""
