"""Carrying over what an agent did from one store to another: out of a damaged file, or out of memory once unlocked."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING, Any

from sqlalchemy import Table, func, insert, literal_column, select

from desktop.store.errors import Damaged, StoreError
from desktop.store.schema import DRAFTS, JOURNAL, OUTBOX, SETTINGS, WRAP_UPS

if TYPE_CHECKING:
    from sqlalchemy import Connection

    from desktop.store.engine import Database

# What cannot be fetched again, in this order. Sequence numbers are given anew, in the old order.
TABLES = (OUTBOX, WRAP_UPS, DRAFTS, JOURNAL, SETTINGS)
_ROWID: Any = literal_column("rowid")


def carry_over(source: Database, target: Database) -> dict[str, int]:
    """Copy every readable row that the target does not have; answers the rows per table. Damage is read around."""
    return {table.name: _carry_table(source, target, table) for table in TABLES}


def _carry_table(source: Database, target: Database, table: Table) -> int:
    columns = [column.name for column in table.columns if column.name != "seq"]
    new = [{name: getattr(row, name) for name in columns} for row in _readable(source, table)]
    statement = insert(table).prefix_with("or ignore")

    def work(connection: Connection) -> int:
        return sum(connection.execute(statement, [row]).rowcount for row in new)

    return target.write(work) if new else 0


def _readable(source: Database, table: Table) -> Iterator[Any]:
    try:
        last = source.read(lambda connection: connection.execute(select(func.max(_ROWID)).select_from(table)).scalar())
    except StoreError:
        return
    yield from _between(source, table, 1, int(last or 0))


def _between(source: Database, table: Table, first: int, last: int) -> Iterator[Any]:
    """The rows of a span; one that cannot be read is halved until only the damaged rows are left out."""
    if first > last:
        return
    query = select(table).where(_ROWID.between(first, last)).order_by(_ROWID)
    try:
        yield from source.read(lambda connection: connection.execute(query).all())
    except Damaged:
        if first < last:
            middle = (first + last) // 2
            yield from _between(source, table, first, middle)
            yield from _between(source, table, middle + 1, last)
