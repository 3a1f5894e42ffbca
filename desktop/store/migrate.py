"""The schema's revision: known by one look, brought up to date only where it is behind.

Alembic is imported only for an actual upgrade; on a current file it would cost more than everything else at start.
"""

from __future__ import annotations

from contextlib import ExitStack
from enum import StrEnum
from importlib.resources import as_file, files
from pathlib import Path
from typing import TYPE_CHECKING

from sqlalchemy import text

from desktop.store.errors import Newer, StoreError

if TYPE_CHECKING:
    from sqlalchemy import Connection

    from desktop.store.engine import Database

HEAD = "0003"

_HAS_REVISION = text("select 1 from sqlite_master where type = 'table' and name = 'alembic_version'")
_REVISION = text("select version_num from alembic_version")
_READABLE_FROM = text("select value from store_meta where name = 'readable_from'")


class Schema(StrEnum):
    """What `migrate` found."""

    CURRENT = "current"
    UPGRADED = "upgraded"
    CREATED = "created"
    NEWER = "newer"


def migrate(database: Database, *, create: bool = True) -> Schema:
    """Make the schema ours. Raises Newer for a file only a newer program can read, StoreError where it may not."""
    found = database.read(_revision)
    if found == HEAD:
        return Schema.CURRENT
    if found is not None and int(found) > int(HEAD):
        return _newer(database, found)
    if not create or database.read_only:
        raise StoreError(f"revision {found} is behind {HEAD}")
    database.write(upgrade)
    return Schema.CREATED if found is None else Schema.UPGRADED


def upgrade(connection: Connection, steps: Path | None = None) -> None:
    """Run the steps that are missing, in the transaction that is open: all of them or none."""
    from alembic.command import upgrade as run  # noqa: PLC0415 - see the module's docstring
    from alembic.config import Config  # noqa: PLC0415 - the same

    with ExitStack() as stack:
        folder = steps or stack.enter_context(as_file(files("desktop.store") / "migrations"))
        config = Config()
        config.set_main_option("script_location", str(folder).replace("%", "%%"))
        config.attributes["connection"] = connection
        run(config, "head")


def _revision(connection: Connection) -> str | None:
    if connection.execute(_HAS_REVISION).first() is None:
        return None
    row = connection.execute(_REVISION).first()
    return None if row is None else str(row[0])


def _newer(database: Database, found: str) -> Schema:
    """A newer program wrote it. Its steps only added, unless it says that ours cannot work with it any more."""
    readable_from = database.read(lambda connection: connection.execute(_READABLE_FROM).scalar())
    if readable_from is None or int(readable_from) > int(HEAD):
        raise Newer(f"revision {found} needs a program that knows {readable_from}")
    return Schema.NEWER
