"""Carrying over what an agent did from one store to another: out of a damaged file, or out of memory once unlocked."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from typing import TYPE_CHECKING, Any, TypeVar

from sqlalchemy import Column, Table, func, insert, literal_column, select

from desktop.store.errors import StoreError
from desktop.store.schema import DRAFTS, JOURNAL, OUTBOX, PROMISES, SETTINGS, WRAP_UPS

if TYPE_CHECKING:
    from sqlalchemy import Connection

    from desktop.store.engine import Database

T = TypeVar("T")

# What cannot be fetched again, each with a column that an index covers. Sequence numbers are given anew, in order.
TABLES: tuple[tuple[Table, Column[Any]], ...] = (
    (OUTBOX, OUTBOX.c.idem_key),
    (WRAP_UPS, WRAP_UPS.c.call_id),
    (PROMISES, PROMISES.c.call_id),
    (DRAFTS, DRAFTS.c.call_id),
    (JOURNAL, JOURNAL.c.call_id),
    (SETTINGS, SETTINGS.c.name),
)
_ROWID: Any = literal_column("rowid")


def carry_over(source: Callable[[], Database], target: Database) -> dict[str, int]:
    """Copy every readable row that the target does not have; answers the rows per table. Damage is read around.

    `source` opens the database to read from: after an unreadable page, a connection reads nothing more.
    """
    reader = _Reader(source)
    try:
        return {table.name: _put(target, table, reader.rows(table, indexed)) for table, indexed in TABLES}
    finally:
        reader.close()


def _put(target: Database, table: Table, rows: Sequence[Any]) -> int:
    columns = [column.name for column in table.columns if column.name != "seq"]
    new = [{name: getattr(row, name) for name in columns} for row in rows]
    statement = insert(table).prefix_with("or ignore")

    def work(connection: Connection) -> int:
        return sum(connection.execute(statement, [row]).rowcount for row in new)

    return target.write(work) if new else 0


class _Reader:
    """Reads around damage."""

    def __init__(self, source: Callable[[], Database]) -> None:
        self._source = source
        self._open: Database | None = None

    def rows(self, table: Table, indexed: Column[Any]) -> list[Any]:
        """Every row that can be read, in order."""
        numbers = self._numbers(table, indexed)
        return list(self._among(table, numbers)) if numbers else []

    def close(self) -> None:
        """Let go of the file."""
        if self._open is not None:
            self._open.close()
            self._open = None

    def _numbers(self, table: Table, indexed: Column[Any]) -> Sequence[int]:
        """The numbers of all rows: from an index, or, where that is damaged, all there can be."""
        found = self._read(lambda c: c.execute(select(_ROWID).select_from(table).order_by(indexed)).scalars().all())
        if found is not None:
            return sorted(found)
        last = self._read(lambda c: c.execute(select(func.max(_ROWID)).select_from(table)).scalar())
        return range(1, int(last or 0) + 1)

    def _among(self, table: Table, numbers: Sequence[int]) -> Iterator[Any]:
        """The rows with these numbers; a span that cannot be read is halved until only damaged rows are left out."""
        query = select(table).where(_ROWID.between(numbers[0], numbers[-1])).order_by(_ROWID)
        found = self._read(lambda connection: connection.execute(query).all())
        if found is not None:
            yield from found
        elif len(numbers) > 1:
            middle = len(numbers) // 2
            yield from self._among(table, numbers[:middle])
            yield from self._among(table, numbers[middle:])

    def _read(self, fn: Callable[[Connection], T]) -> T | None:
        try:
            self._open = self._open or self._source()
            return self._open.read(fn)
        except StoreError:
            self.close()
            return None
