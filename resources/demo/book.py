"""The rows of the demo's databases while they are being made up, and the files they end in."""

from __future__ import annotations

import os
import re
import sqlite3
from collections.abc import Iterator
from pathlib import Path

from resources.demo.words import data_text

SYSTEMS = ("crm", "shop", "voice", "bank")
# Ids of rows written from outside start here, so that they never meet one the generator gives out.
FIRST_WRITTEN_ID = 900_001
_TABLE = re.compile(r"create table (\w+) \((.*?)\n\)", re.DOTALL)
_NOT_A_COLUMN = ("primary", "foreign", "unique", "check")


class Book:
    """Rows by table, each a value for every column of its table in order."""

    def __init__(self) -> None:
        self.columns = {name: columns for system in SYSTEMS for name, columns in _tables(system)}
        self._known = {name: frozenset(columns) for name, columns in self.columns.items()}
        self._rows: dict[str, list[tuple[object, ...]]] = {name: [] for name in self.columns}

    def add(self, table: str, **values: object) -> None:
        """Add a row; columns left out are null. Raises KeyError for a column the table does not have."""
        if not values.keys() <= self._known[table]:
            raise KeyError(f"{table} has no {sorted(values.keys() - self._known[table])}")
        self._rows[table].append(tuple(map(values.get, self.columns[table])))

    def next_id(self, table: str) -> int:
        """The id the next row of this table gets."""
        return len(self._rows[table]) + 1

    def count(self, table: str) -> int:
        """How many rows this table has."""
        return len(self._rows[table])

    def save(self, folder: Path) -> None:
        """Write a database for each system into an existing folder, through to the disk."""
        for system in SYSTEMS:
            self._save(system, folder / f"{system}.db")

    def _save(self, system: str, path: Path) -> None:
        schema, indices = data_text("schema", f"{system}.sql").split("-- indices\n")
        connection = sqlite3.connect(path, isolation_level=None)
        try:
            connection.execute("pragma journal_mode = off")
            connection.execute("pragma synchronous = off")
            connection.executescript(f"begin;{schema}")
            for table, columns in _tables(system):
                marks = ", ".join("?" * len(columns))
                connection.executemany(f"insert into {table} values ({marks})", self._rows[table])
            connection.executescript(f"begin;{indices}")  # ends the running transaction first
            _reserve_ids(connection, schema)
            connection.execute("commit")
        finally:
            connection.close()
        _flush(path)


def _tables(system: str) -> Iterator[tuple[str, tuple[str, ...]]]:
    for name, body in _TABLE.findall(data_text("schema", f"{system}.sql")):
        first_words = (line.split()[0] for line in body.strip().splitlines())
        yield name, tuple(word for word in first_words if word not in _NOT_A_COLUMN)


def _reserve_ids(connection: sqlite3.Connection, schema: str) -> None:
    counted = [name for name, body in _TABLE.findall(schema) if "autoincrement" in body]
    if not counted:
        return
    connection.execute("delete from sqlite_sequence")
    connection.executemany(
        "insert into sqlite_sequence (name, seq) values (?, ?)", [(name, FIRST_WRITTEN_ID - 1) for name in counted]
    )


def _flush(path: Path) -> None:
    with open(path, "rb+") as file:
        os.fsync(file.fileno())
