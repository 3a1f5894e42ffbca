"""The schema: brought up to date whole or not at all, never taken back, and one minor version apart still readable."""

from __future__ import annotations

import logging
import shutil
import subprocess
import sys
from importlib.resources import files
from pathlib import Path

import pytest
from alembic.autogenerate import compare_metadata
from alembic.config import Config
from alembic.migration import MigrationContext
from alembic.script import ScriptDirectory
from sqlalchemy import text

from desktop.store.engine import Database
from desktop.store.errors import Newer, StoreError
from desktop.store.migrate import HEAD, Schema, migrate, upgrade
from desktop.store.schema import METADATA
from tests.store.kit import KEY

STEPS = Path(str(files("desktop.store") / "migrations"))


@pytest.fixture
def database(tmp_path: Path):
    found = Database(tmp_path / "x.db", KEY)
    yield found
    found.close()


def _run(database: Database, statement: str) -> None:
    database.write(lambda connection: connection.execute(text(statement)))


def _tables(database: Database) -> list[str]:
    query = text("select name from sqlite_master where type = 'table' and name not like 'sqlite_%' order by name")
    return database.read(lambda connection: list(connection.execute(query).scalars()))


def test_a_new_file_is_made_and_then_current(database: Database) -> None:
    assert migrate(database) is Schema.CREATED
    assert migrate(database) is Schema.CURRENT


def test_the_program_knows_its_last_step() -> None:
    config = Config()
    config.set_main_option("script_location", str(STEPS))
    script = ScriptDirectory.from_config(config)
    assert script.get_heads() == [HEAD]
    revisions = [step.revision for step in script.walk_revisions()]
    assert sorted(revisions) == [f"{number:04}" for number in range(1, len(revisions) + 1)]


def test_the_steps_make_the_tables_that_queries_see(database: Database) -> None:
    migrate(database)

    def differences(connection) -> list[object]:
        context = MigrationContext.configure(connection, opts={"compare_type": True})
        found = compare_metadata(context, METADATA)
        changes = [part for change in found for part in (change if isinstance(change, list) else [change])]
        # Indexes and foreign keys are the migrations' alone, and SQLite calls a row's own number nullable.
        return [
            change
            for change in changes
            if change[0] not in ("remove_index", "remove_fk", "remove_constraint")
            and (change[0], change[3]) not in (("modify_nullable", "seq"), ("modify_nullable", "id"))
        ]

    assert database.read(differences) == []


def test_a_current_file_costs_no_alembic(tmp_path: Path, database: Database) -> None:
    migrate(database)
    database.close()
    code = (
        "import sys\nfrom pathlib import Path\n"
        "from desktop.store.engine import Database\nfrom desktop.store.migrate import migrate\n"
        "print(migrate(Database(Path(sys.argv[1]), bytes(range(32)))), 'alembic' in sys.modules)"
    )
    run = [sys.executable, "-c", code, str(tmp_path / "x.db")]
    done = subprocess.run(run, capture_output=True, text=True, check=True, cwd=Path(__file__).parents[2])
    assert done.stdout.split() == ["current", "False"]


def _with_next_step(folder: Path, statements: tuple[str, ...]) -> Path:
    shutil.copytree(STEPS, folder, ignore=shutil.ignore_patterns("__pycache__"))
    step = f"""\
from alembic import op
revision = "{int(HEAD) + 1:04}"
down_revision = "{HEAD}"
def upgrade():
    for statement in {statements!r}:
        op.execute(statement)
"""
    (folder / "versions" / "r_next.py").write_text(step)
    return folder


def test_the_next_step_keeps_what_is_there(tmp_path: Path, database: Database) -> None:
    migrate(database)
    _run(database, "insert into settings values ('theme', '\"dark\"')")
    steps = _with_next_step(tmp_path / "steps", ("alter table settings add column at real",))
    database.write(lambda connection: upgrade(connection, steps))
    row = database.read(lambda connection: connection.execute(text("select * from settings")).one())
    assert tuple(row) == ("theme", '"dark"', None)
    assert migrate(database) is Schema.NEWER


def test_a_step_that_fails_halfway_leaves_the_file_as_it_was(tmp_path: Path, database: Database) -> None:
    migrate(database)
    before = _tables(database)
    steps = _with_next_step(tmp_path / "steps", ("create table half(a text)", "create table half(a text)"))
    with pytest.raises(StoreError):
        database.write(lambda connection: upgrade(connection, steps))
    assert _tables(database) == before
    assert migrate(database) is Schema.CURRENT


def test_a_first_start_that_is_interrupted_leaves_an_empty_file(database: Database) -> None:
    def interrupted(connection) -> None:
        upgrade(connection)
        raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        database.write(interrupted)
    assert _tables(database) == []
    assert migrate(database) is Schema.CREATED


def test_a_newer_file_is_used_as_long_as_it_says_we_can(database: Database) -> None:
    migrate(database)
    _run(database, "update alembic_version set version_num = '0099'")
    assert migrate(database) is Schema.NEWER


def test_a_newer_file_that_we_cannot_read_is_refused_and_left_alone(database: Database) -> None:
    migrate(database)
    _run(database, "update alembic_version set version_num = '0099'")
    _run(database, "update store_meta set value = '0098' where name = 'readable_from'")
    with pytest.raises(Newer, match="0098"):
        migrate(database)
    version = database.read(lambda connection: connection.execute(text("select * from alembic_version")).scalar())
    assert version == "0099"


def test_an_older_file_is_not_upgraded_by_a_command_beside_the_desktop(database: Database) -> None:
    with pytest.raises(StoreError, match="behind"):
        migrate(database, create=False)
    assert _tables(database) == []


def test_nobody_takes_the_store_back(tmp_path: Path, database: Database, caplog: pytest.LogCaptureFixture) -> None:
    from alembic.command import downgrade

    migrate(database)
    caplog.set_level(logging.ERROR)
    config = Config()
    config.set_main_option("script_location", str(STEPS))

    def back(connection) -> None:
        config.attributes["connection"] = connection
        downgrade(config, "base")

    before = _tables(database)
    with pytest.raises(NotImplementedError, match="never taken back"):
        database.write(back)
    assert _tables(database) == before
