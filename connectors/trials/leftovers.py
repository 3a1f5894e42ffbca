"""What of an answer nobody used, and what of a map nothing filled. Pure."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from typing import Any

from connectors.manifest.model import Mapped, Operation
from connectors.mapping.convert import Unreadable
from connectors.mapping.expressions import BadExpression, Locale, compile_expression, parse, walk
from connectors.mapping.looked_for import Way, follow, names_of, ways_in
from connectors.records import Record, Status


def unmapped(
    rows: Sequence[Mapping[str, Any]], operation: Operation | None, mapped: Mapping[str, Mapped]
) -> tuple[str, ...]:
    """The fields of the answer's rows that no expression reads."""
    used = {"id"} if "id" not in mapped else set[str]()
    for expression in mapped.values():
        for text in [expression] if isinstance(expression, str) else expression.values():
            used |= _fields_in(text)
    if operation is not None and operation.verify is not None and operation.verify.value is not None:
        used |= _fields_in(operation.verify.value)
    return tuple(dict.fromkeys(name for row in rows for name in row if name not in used))


def _fields_in(expression: str) -> set[str]:
    try:
        return {str(node["value"]) for node in walk(parse(expression)) if node["type"] == "field"}
    except BadExpression:
        return set()


def never_filled(records: Sequence[Record], mapped: Mapping[str, Mapped]) -> tuple[str, ...]:
    """The fields that the map fills in none of these records."""
    empty: tuple[Any, ...] = (None, (), "", {})
    names = [name for name in mapped if name not in {"id", "link", "as_of"}]
    return tuple(name for name in names if all(getattr(record, name) in empty for record in records))


def labels(records: Iterable[Record]) -> tuple[str, ...]:
    """The words of the system that became `other`, with the field they stand in."""
    found: dict[str, None] = {}
    for record in records:
        for path, value in _statuses(record):
            if value.value == "other":
                found[f"{path}: {value.label}"] = None
    return tuple(found)


def _statuses(record: Any, path: str = "") -> Iterable[tuple[str, Status]]:
    for name in getattr(record, "__dataclass_fields__", {}):
        value = getattr(record, name)
        if isinstance(value, Status):
            yield path + name, value
        elif isinstance(value, tuple):
            for item in value:
                yield from _statuses(item, f"{path}{name}.")


def absent(rows: Sequence[Mapping[str, Any]], mapped: Mapping[str, Mapped], locale: Locale) -> tuple[str, ...]:
    """The fields that the map looks for and none of these rows has, where nothing else has filled what they are for."""
    found: dict[Way, list[str]] = {}
    for name, expression in {"id": "id", **mapped}.items():
        parts = {name: expression} if isinstance(expression, str) else _named(name, expression)
        for part, text in parts.items():
            missing = [way for way in ways_in(text) if _is_missing(way, rows)]
            if missing and not any(_finds(text, row, locale) for row in rows):
                for way in missing:
                    found.setdefault(way, []).append(part)
    of = "in 1 row" if len(rows) == 1 else f"in {len(rows)} rows"
    return tuple(
        f"`{'.'.join(way)}` (for {', '.join(names)}): never there {of}; {_what_is_there(way, rows)}"
        for way, names in found.items()
    )


def _named(name: str, parts: Mapping[str, str]) -> dict[str, str]:
    return {f"{name}.{part}": text for part, text in parts.items()}


def _is_missing(way: Way, rows: Sequence[Mapping[str, Any]]) -> bool:
    """Whether some row has what it would stand in, and none has it."""
    reached = [follow(way, row) for row in rows]
    return any(isinstance(value, Mapping) and value for _, value in reached) and all(at < len(way) for at, _ in reached)


def _what_is_there(way: Way, rows: Sequence[Mapping[str, Any]]) -> str:
    """The names that stand where it is missing."""
    deepest = max(at for at, value in (follow(way, row) for row in rows) if isinstance(value, Mapping))
    tables = [value for at, value in (follow(way, row) for row in rows) if at == deepest]
    names = names_of(dict.fromkeys(name for table in tables if isinstance(table, Mapping) for name in table))
    where = f"`{'.'.join(way[:deepest])}` has" if deepest else "the rows have"
    return f"{where} {', '.join(f'`{name}`' for name in names) or 'nothing with a name'}"


def _finds(expression: str, row: Mapping[str, Any], locale: Locale) -> bool:
    try:
        return _is_something(compile_expression(expression, locale)(row))
    except Unreadable:
        return False


def _is_something(value: Any) -> bool:
    if isinstance(value, list | tuple):
        return any(map(_is_something, value))
    if isinstance(value, Mapping):
        return any(map(_is_something, value.values()))
    return value not in (None, "", False)
