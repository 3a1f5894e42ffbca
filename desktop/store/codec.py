"""Records to JSON text and back: every frozen dataclass of `connectors.records`, `connectors.merge` and the store.

A dataclass is an object whose "$" names it and which leaves out fields at their default; so are decimals ("n"),
days ("d"), instants ("t") and mappings ("m", keys and values apart, so that no key can pass for a tag). Sequences
come back as tuples, mappings read-only. A field this program does not know is skipped: an older program reads what
a newer one wrote.
"""

from __future__ import annotations

import json
import math
from collections.abc import Callable, Mapping
from dataclasses import MISSING, fields, is_dataclass
from datetime import date, datetime
from decimal import Decimal, InvalidOperation
from functools import lru_cache
from importlib import import_module
from types import MappingProxyType
from typing import Any

from desktop.store.errors import StoreError
from desktop.store.records import Json, JsonMap

_TAG = "$"
_compact = json.JSONEncoder(ensure_ascii=False, separators=(",", ":"), allow_nan=False).encode


class CodecError(StoreError, ValueError):
    """The text is none of ours, or the value cannot be written."""


def encode(value: object) -> str:
    """The value as JSON text; NUL and lone surrogates become U+FFFD. Raises CodecError."""
    return _compact(_plain(value))


def decode(text: str) -> Any:
    """What `encode` was given. Raises CodecError."""
    try:
        value = json.loads(text, object_hook=_made)
    except (ValueError, TypeError, KeyError, InvalidOperation, RecursionError) as error:
        raise CodecError(type(error).__name__) from error
    return _frozen(value) if type(value) is list else value


def to_json(data: JsonMap | Json) -> str:
    """Plain JSON of plain data, readable by SQL; cleaned like `encode`. Raises CodecError."""
    try:
        return _compact(_json(data))
    except (ValueError, TypeError, RecursionError) as error:
        raise CodecError(type(error).__name__) from error


def clean_text(text: str) -> str:
    """The text with NUL and lone surrogates replaced by U+FFFD; surrogate pairs become their character."""
    if not text.isascii():
        try:
            text.encode()
        except UnicodeEncodeError:
            text = text.encode("utf-16-le", "surrogatepass").decode("utf-16-le", "replace")
    return text.replace("\0", "\ufffd")


def _plain(value: Any) -> Any:
    writer = _WRITERS.get(type(value))
    if writer is not None:
        return writer(value)
    if is_dataclass(value) and not isinstance(value, type):
        return _fields_of(value)
    for kind, writer in _WRITERS.items():
        if isinstance(value, kind):
            return writer(value)
    if isinstance(value, Mapping):
        return _pairs(value)
    raise CodecError(type(value).__name__)


def _fields_of(value: Any) -> dict[str, Any]:
    cls: Any = value.__class__
    shape = _shape_of(cls.__name__)
    if shape is None or shape.cls is not cls:
        raise CodecError(str(cls.__name__))
    out: dict[str, Any] = {_TAG: cls.__name__}
    for key, default in shape.defaults:
        item = getattr(value, key)
        if item is not default and not (type(item) is type(default) and item == default):
            out[key] = _bare(item) if key in shape.bare else _plain(item)
    return out


def _bare(value: Any) -> Any:
    """A decimal, day or instant in a field declared as one needs no tag: that makes reading twice as fast."""
    if isinstance(value, (Decimal, date)):
        return _WRITERS[type(value)](value)["v"]
    if value is None:
        return None
    raise CodecError(type(value).__name__)


def _pairs(value: Mapping[Any, Any]) -> dict[str, Any]:
    return {_TAG: "m", "k": [clean_text(str(key)) for key in value], "v": [_plain(item) for item in value.values()]}


def _finite(value: float) -> float:
    if not math.isfinite(value):
        raise CodecError("float")
    return value


# The order matters for subclasses: an instant is a day too, a bool is an int.
_WRITERS: dict[type, Callable[[Any], Any]] = {
    type(None): lambda _: None,
    bool: bool,
    str: clean_text,
    int: int,
    float: _finite,
    Decimal: lambda value: {_TAG: "n", "v": str(value)},
    datetime: lambda value: {_TAG: "t", "v": value.isoformat()},
    date: lambda value: {_TAG: "d", "v": value.isoformat()},
    tuple: lambda value: [_plain(item) for item in value],
    list: lambda value: [_plain(item) for item in value],
}


class _Shape:
    """How one dataclass is written and read; worked out once."""

    def __init__(self, cls: Any) -> None:
        self.cls = cls
        self.defaults = tuple(
            (field.name, field.default if field.default_factory is MISSING else field.default_factory())
            for field in fields(cls)
        )
        # As written in the source: every record module has postponed annotations.
        kinds = {field.name: str(field.type).removesuffix(" | None") for field in fields(cls)}
        self.bare = {name: _BARE[kind] for name, kind in kinds.items() if kind in _BARE}
        self._nested = [name for name, kind in kinds.items() if kind not in _BARE and kind not in _NEVER_LISTS]

    def made(self, raw: dict[str, Any]) -> Any:
        """The object; fields that this program does not know are left out."""
        for name, read in self.bare.items():
            if type(item := raw.get(name)) is str:
                raw[name] = read(item)
        for name in self._nested:
            if type(item := raw.get(name)) is list:
                raw[name] = _frozen(item)
        try:
            return self.cls(**raw)
        except TypeError:
            known = {name for name, _ in self.defaults}
            return self.cls(**{name: item for name, item in raw.items() if name in known})


@lru_cache(maxsize=256)
def _shape_of(name: str) -> _Shape | None:
    """The record class of that name; the merging of customers is imported for the first merged customer only."""
    for module in ("connectors.records", "desktop.store.records", "connectors.merge"):
        found = getattr(import_module(module), name, None)
        if isinstance(found, type) and is_dataclass(found):
            return _Shape(found)
    return None


def _made(raw: dict[str, Any]) -> Any:
    tag = raw.pop(_TAG)
    reader = _READERS.get(tag)
    if reader is not None:
        return reader(raw)
    shape = _shape_of(tag)
    if shape is None:
        raise KeyError(tag)
    return shape.made(raw)


def _frozen(items: list[Any]) -> tuple[Any, ...]:
    return tuple(_frozen(item) if type(item) is list else item for item in items)


def _mapping(raw: dict[str, Any]) -> Mapping[str, Any]:
    values = (_frozen(item) if type(item) is list else item for item in raw["v"])
    return MappingProxyType(dict(zip(raw["k"], values, strict=True)))


# Many records share a handful of instants: when they were fetched, when they were placed.
_instant = lru_cache(maxsize=4096)(datetime.fromisoformat)
_BARE: Mapping[str, Callable[[str], Any]] = {"Decimal": Decimal, "datetime": _instant, "date": date.fromisoformat}
_NEVER_LISTS = frozenset({"str", "int", "bool"})
_READERS: Mapping[str, Callable[[dict[str, Any]], Any]] = {
    "n": lambda raw: Decimal(raw["v"]),
    "t": lambda raw: _instant(raw["v"]),
    "d": lambda raw: date.fromisoformat(raw["v"]),
    "m": _mapping,
}


def _json(value: Any) -> Any:
    if isinstance(value, Mapping):
        return {clean_text(str(key)): _json(item) for key, item in value.items()}
    if isinstance(value, (list, tuple)):
        return [_json(item) for item in value]
    if isinstance(value, str):
        return clean_text(value)
    if value is None or isinstance(value, (bool, int, float)):
        return value
    raise TypeError(type(value).__name__)
