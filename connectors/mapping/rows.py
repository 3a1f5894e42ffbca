"""From the rows of an answer to records. Pure: the same rows give the same records, whatever system they came from.

A field that cannot be read is left out and named in the record's provenance; the rest of the record stays.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from types import MappingProxyType
from typing import Any

from connectors.errors import BadPayload
from connectors.manifest.model import Mapped
from connectors.mapping.convert import DecimalComma, Unreadable, text_of
from connectors.mapping.expressions import Evaluate, Locale, compile_expression, field_of
from connectors.mapping.shapes import SHAPES, Coerce, cell, instant, link
from connectors.records import Provenance, Record

NO_IDS = frozenset({"", "0", "null", "none", "nil", "undefined"})
"""What systems write where there is nobody; never an id."""
PROVENANCE_FIELDS = ("link", "as_of")
"""What a map may say beside the record's own fields."""


@dataclass(frozen=True, slots=True)
class MappedRows:
    """The records of some rows; `nobody` counts rows without a real id, `unreadable` names fields, most often first."""

    records: tuple[Record, ...]
    nobody: int = 0
    unreadable: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class _Field:
    name: str
    evaluate: Evaluate
    coerce: Coerce
    column: str | None


class Mapper:
    """Maps rows to records of one kind by one map of a manifest.

    With `columns` the rows come from a table: a column that is not there at all makes its field unreadable.
    """

    def __init__(
        self, system: str, kind: str, mapped: Mapping[str, Mapped], locale: Locale, *, columns: bool = False
    ) -> None:
        self._system = system
        self._make = SHAPES[kind].make
        self._is_customer = kind == "customer"
        self._locale = locale
        self._columns = columns
        self._id = _evaluator(mapped.get("id", "id"), locale)
        self._id_column = _column(mapped.get("id", "id"))
        coercions: dict[str, Coerce] = {**SHAPES[kind].fields, "link": link, "as_of": instant}
        cells = mapped.get("cells")
        texts = cells if isinstance(cells, dict) else {}
        self._cells = {name: compile_expression(text, locale) for name, text in texts.items()}
        self._fields = [
            _Field(name, _evaluator(mapped[name], locale), coerce, _column(mapped[name]) if columns else None)
            for name, coerce in coercions.items()
            if name in mapped and not (name == "cells" and self._cells)
        ]

    def map(
        self, rows: object, fetched_at: datetime, as_of: datetime | None = None, owner: str | None = None
    ) -> MappedRows:
        """The records of these rows, rows of one id folded into one; raises BadPayload if nothing is readable.

        `as_of` is the age of rows that do not say their own, `owner` the customer whose records they should be.
        """
        locale = self._locale if owner is None else replace(self._locale, owner=owner)
        tables = self._tables(rows)
        unreadable: Counter[str] = Counter()
        found: dict[str, Record] = {}
        nobody = 0
        for row in tables:
            record_id = self._id_of(row)
            if record_id is None:
                nobody += 1
                continue
            record = self._record(row, record_id, fetched_at, unreadable, as_of, locale)
            found[record_id] = _folded(found[record_id], record) if record_id in found else record
        return MappedRows(tuple(found.values()), nobody, tuple(name for name, _ in unreadable.most_common()))

    def whole(self, mapped: MappedRows, beyond: Sequence[Any]) -> MappedRows:
        """The records without those that rows behind the cut belong to: a part of its lines would look like all."""
        cut = {self._id_of(row) for row in beyond}
        return replace(mapped, records=tuple(record for record in mapped.records if record.id not in cut))

    def _tables(self, rows: object) -> Sequence[dict[str, Any]]:
        if rows is None:
            return ()
        listed = rows if isinstance(rows, list | tuple) else [rows]
        tables = [row for row in listed if isinstance(row, dict)]
        if len(tables) < len(listed):
            raise BadPayload(self._system, "records", "the answer holds no list of records")
        if self._id_column and tables and not any(self._id_column in row for row in tables):
            raise BadPayload(self._system, "id", f'no row has "{self._id_column}": map another, such as id = "number"')
        return tables

    def _id_of(self, row: dict[str, Any]) -> str | None:
        try:
            found = text_of(self._id(row))
        except Unreadable:
            return None
        return None if found is None or found.casefold() in NO_IDS or len(found) > 300 else found

    def _record(
        self,
        row: dict[str, Any],
        record_id: str,
        fetched_at: datetime,
        unreadable: Counter[str],
        as_of: datetime | None,
        locale: Locale,
    ) -> Record:
        values: dict[str, Any] = {}
        missing: list[str] = []
        for part in self._fields:
            if part.name == "phones" and values.get("country"):
                locale = replace(locale, country=values["country"])
            try:
                if part.column is not None and part.column not in row:
                    raise Unreadable("no such column")
                found = part.coerce(part.evaluate(row), locale)
            except Unreadable:
                missing.append(part.name)
                continue
            if found is not None:
                values[part.name] = found
        if self._cells:
            values["cells"] = self._cells_of(row, missing)
        unreadable.update(missing)
        origin = Provenance(
            self._system,
            record_id,
            fetched_at,
            values.pop("link", None),
            values.pop("as_of", as_of),
            missing=tuple(missing),
        )
        if self._is_customer:
            _complete_name(values)
        return self._make(id=record_id, provenance=origin, **values)

    def _cells_of(self, row: dict[str, Any], missing: list[str]) -> Mapping[str, Any]:
        """The cells that can be read; the names of the others join what is missing."""
        found: dict[str, Any] = {}
        for name, evaluate in self._cells.items():
            try:
                found[name] = cell(evaluate(row), self._locale)
            except Unreadable:
                missing.append(f"cells.{name}")
        return MappingProxyType(found)


def with_decimal_commas(kind: str, mapped: Mapping[str, Mapped], rows: Iterable[dict[str, Any]]) -> tuple[str, ...]:
    """The fields that stay empty since an amount of these rows has a decimal comma, and the map does not say so."""
    if kind not in SHAPES:
        return ()  # a write, or the health: they have no map
    takes: dict[str, Coerce] = {**SHAPES[kind].fields, "link": link, "as_of": instant}
    locale = Locale()
    fields = {
        name: (_evaluator(expression, locale), takes[name]) for name, expression in mapped.items() if name in takes
    }
    found: dict[str, None] = {}
    for row in rows:
        for name, (evaluate, coerce) in fields.items():
            try:
                coerce(evaluate(row), locale)
            except DecimalComma:
                found[name] = None
            except Unreadable:
                continue
    return tuple(found)


def _complete_name(values: dict[str, Any]) -> None:
    if "name" not in values:
        parts = [values[name] for name in ("given_name", "family_name") if name in values]
        name = " ".join(parts) or values.get("organization")
        if name:
            values["name"] = name


def _evaluator(mapped: Mapped, locale: Locale) -> Evaluate:
    if isinstance(mapped, str):
        return compile_expression(mapped, locale)
    parts = {name: compile_expression(text, locale) for name, text in mapped.items()}
    return lambda row: {name: part(row) for name, part in parts.items()}


def _column(mapped: Mapped) -> str | None:
    return field_of(mapped) if isinstance(mapped, str) else None


def _folded(first: Record, second: Record) -> Record:
    """Two rows of one record, as a join gives them: lists are joined, the first value of anything else stays."""
    changes: dict[str, Any] = {}
    for name in _FIELDS[type(first)]:
        one, other = getattr(first, name), getattr(second, name)
        if isinstance(one, tuple) and isinstance(other, tuple):
            changes[name] = _joined(one, other, keep_equal=name == "lines")
        elif isinstance(one, Mapping) and isinstance(other, Mapping):
            changes[name] = {**other, **{key: value for key, value in one.items() if value is not None}}
        elif one is None and other is not None:
            changes[name] = other
    missing = _joined(first.provenance.missing, second.provenance.missing)
    return replace(first, provenance=replace(first.provenance, missing=missing), **changes)


def _joined(one: Iterable[Any], other: Iterable[Any], *, keep_equal: bool = False) -> tuple[Any, ...]:
    if keep_equal:
        # An order or a bill may well have two equal lines.
        return (*one, *other)
    joined = list(one)
    joined.extend(item for item in other if item not in joined)
    return tuple(joined)


_FIELDS: Mapping[type[Record], tuple[str, ...]] = {shape.make: tuple(shape.fields) for shape in SHAPES.values()}
