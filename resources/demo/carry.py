"""Taking along what Callside wrote into an older build of the demo company: rows with an external key."""

from __future__ import annotations

import sqlite3
from contextlib import closing
from pathlib import Path

# In the order their references need. Phones of new customers follow by the CRM's own trigger.
_WRITTEN = ("customers", "cases", "interactions", "tasks", "notes")


def carry_over(old: Path, new: Path) -> None:
    """Copy written rows that are not there yet from one CRM database into another, keeping ids that are free.

    Columns only one of them has are left out, and so are rows about customers the new one does not know. Raises
    sqlite3.Error.
    """
    with closing(sqlite3.connect(new, isolation_level=None)) as connection:
        connection.execute("attach ? as old", (str(old),))
        connection.execute("begin")
        for table in _WRITTEN:
            _copy(connection, table)
        connection.execute("commit")


def _copy(connection: sqlite3.Connection, table: str) -> None:
    theirs = _columns(connection, "old", table)
    shared = [column for column in _columns(connection, "main", table) if column in theirs]
    values = [f"iif(id in (select id from main.{table}), null, id)" if c == "id" else c for c in shared]
    ours = "customer_no is null or customer_no in (select customer_no from main.customers)"
    known = "" if table == "customers" else f"and ({ours})"
    connection.execute(
        f"insert or ignore into main.{table} ({', '.join(shared)})"
        f" select {', '.join(values)} from old.{table} where external_key is not null {known}"
    )


def _columns(connection: sqlite3.Connection, schema: str, table: str) -> list[str]:
    return [row[1] for row in connection.execute(f"pragma {schema}.table_info({table})")]
