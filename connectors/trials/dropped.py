"""Why rows were dropped where none was kept: what one of them was read as, beside what was asked for."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import datetime
from typing import Any

from connectors.errors import ConnectorError
from connectors.manifest.model import Manifest, Operation
from connectors.mapping.convert import Unreadable
from connectors.mapping.expressions import compile_expression
from connectors.mapping.rows import MappedRows, Mapper
from connectors.reader import locale_of
from connectors.records import Customer, Record

NO_ID = 'a row has no id: say where it stands, such as id = "number"'
SHOWN_DIGITS = 2
_ASKED_BY = {"customer.find_by_phone": "number", "customer.find_by_email": "e-mail address"}


def read_as(manifest: Manifest, operation: Operation, kind: str, rows: Sequence[Any], at: datetime) -> MappedRows:
    """What rows are read as, whoever they belong to; nothing where they cannot be read at all."""
    columns = manifest.kind in {"sql", "csv"}
    mapper = Mapper(manifest.name, kind, manifest.map_of(operation), locale_of(manifest), columns=columns)
    try:
        return mapper.map(list(rows), at)
    except ConnectorError:
        return MappedRows(())


def why_dropped(
    manifest: Manifest, name: str, operation: Operation, rows: Sequence[Mapping[str, Any]], read: MappedRows
) -> str:
    """Why the first of these rows was not kept; "" where nothing tells."""
    if operation.verify is not None and operation.verify.take is not None:
        return f"what a step took as {operation.verify.take} is another one"
    if operation.verify is not None and operation.verify.value is not None:
        return _another(operation.verify.value, _values(manifest, operation.verify.value, rows[0]))
    if not read.records:
        return NO_ID if read.nobody else ""
    first = read.records[0]
    what = _ASKED_BY.get(name, "id" if isinstance(first, Customer) else "customer_id")
    return _another(what, _told_by(first, what))


def _told_by(record: Record, what: str) -> list[str]:
    """What a record says of what was asked for."""
    if not isinstance(record, Customer):
        return [str(record.customer_id)] if record.customer_id is not None else []
    if what == "number":
        return [phone.e164 or phone.raw for phone in record.phones]
    return list(record.emails) if what == "e-mail address" else [record.id]


def _values(manifest: Manifest, expression: str, row: Mapping[str, Any]) -> list[str]:
    try:
        found = compile_expression(expression, locale_of(manifest))(dict(row))
    except Unreadable:
        return []
    return [str(each) for each in (found if isinstance(found, list) else [found]) if each is not None]


def _another(what: str, told: Sequence[str]) -> str:
    """These are people whom nobody asked about: enough to find the row again, and no more."""
    if not told:
        return f"a row was read without any {what}"
    ends = [f"…{end}" for each in told[:3] if (end := _last_digits(each))]
    return f"a row has another {what}{': ' if ends else ''}{', '.join(ends)}"


def _last_digits(value: str) -> str:
    return "" if "@" in value else "".join(char for char in value if char.isdigit())[-SHOWN_DIGITS:]
