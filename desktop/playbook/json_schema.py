"""The files of a playbook as JSON Schema (draft 2020-12), for editors that check and complete while somebody types.

A schema says what each value looks like. What files must agree about only `callside check` can say.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from types import MappingProxyType
from typing import Any

from desktop.rules.format import Block, FileFormat, Key, Shape
from desktop.rules.toml_fields import ID, MAX_WORDS

Json = dict[str, Any]
DRAFT = "https://json-schema.org/draft/2020-12/schema"
_DURATION = r"^\s*[0-9]{1,12}(\.[0-9]{1,6})?\s*(s|min|h|d|w)\s*$"
_FACT = r"\{[a-z][a-z0-9_.]*\}"
_AMOUNT = r"^[0-9]{1,28}(\.[0-9]{1,28})?$"
_DAY = r"^[0-9]{4}-[0-9]{2}-[0-9]{2}$"
_INSTANT = r"^[0-9]{4}-[0-9]{2}-[0-9]{2}[T ][0-9:.]{5,15}(Z|[+-][0-9]{2}:[0-9]{2})$"
_LANGUAGE = "^[A-Za-z]{2,3}(-[A-Za-z0-9]{2,8})*$"


def schema_of(file: FileFormat) -> Json:
    """The schema of one kind of file."""
    return {"$schema": DRAFT, "title": f"{file.path} of a Callside playbook", **_table(file.block)}


def file_name(kind: str) -> str:
    """What the schema of a kind is called where several are written into a folder."""
    return f"callside-{kind}.schema.json"


def _table(block: Block) -> Json:
    needed = [key.name for key in block.keys if key.needed]
    return {
        "type": "object",
        "description": block.what,
        "properties": {key.name: {"description": key.what, **_SHAPES[key.shape](key)} for key in block.keys},
        **({"required": needed} if needed else {}),
        "additionalProperties": False,
    }


def _inside(key: Key) -> Json:
    """A table inside; a key without blocks takes any table."""
    tables = [_table(block) for block in key.blocks]
    if not tables:
        return {"type": "object"}
    return tables[0] if len(tables) == 1 else {"oneOf": tables}


def _text(key: Key) -> Json:
    least = {"minLength": 1} if key.needed else {}
    if not key.filled or key.longest is None:
        return {"type": "string", **least, "maxLength": key.longest or MAX_WORDS}
    # How long its facts will be is nothing a pattern can count: here each is one character.
    return {"type": "string", **least, "pattern": f"^(?:{_FACT}|(?!{_FACT})[\\s\\S]){{0,{key.longest}}}$"}


def _words(key: Key) -> Json:
    named = {"type": "object", "propertyNames": {"pattern": _LANGUAGE}, "additionalProperties": _text(key)}
    return {"anyOf": [_text(key), named]}


def _whole(key: Key) -> Json:
    limits = {"minimum": key.low, "maximum": key.high}
    return {"type": "integer", **{name: limit for name, limit in limits.items() if limit is not None}}


def _choice(key: Key) -> Json:
    return {"enum": [str(option) for option in key.options]}


def _amount(_: Key) -> Json:
    return {"anyOf": [{"type": "number", "minimum": 0}, {"type": "string", "pattern": _AMOUNT}]}


def _duration(key: Key) -> Json:
    span = {"type": "string", "pattern": _DURATION}
    return {"anyOf": [span, _choice(key)]} if key.options else span


def _texts(key: Key) -> Json:
    listed: Json = {"type": "array", "items": {"type": "string", "maxLength": key.longest or MAX_WORDS}}
    return {**listed, **({"maxItems": key.most} if key.most else {}), **({"minItems": 1} if key.needed else {})}


def _names(_: Key) -> Json:
    names: Json = {"type": "array", "items": {"type": "string"}}
    return {"anyOf": [{"type": "string"}, names, {"type": "object", "additionalProperties": {"type": "string"}}]}


def _members(_: Key) -> Json:
    listed = {"type": "array", "items": {"type": "string"}, "minItems": 1, "uniqueItems": True}
    return {"anyOf": [listed, {"type": "object", "additionalProperties": {"type": "string"}, "minProperties": 1}]}


def _tables(key: Key) -> Json:
    return {"type": "array", "items": _inside(key), **({"maxItems": key.most} if key.most else {})}


_SHAPES: Mapping[Shape, Callable[[Key], Json]] = MappingProxyType(
    {
        Shape.TEXT: _text,
        Shape.ID: lambda _: {"type": "string", "pattern": f"^{ID.pattern}$"},
        Shape.WORDS: _words,
        Shape.WHOLE: _whole,
        Shape.FLAG: lambda _: {"type": "boolean"},
        Shape.CHOICE: _choice,
        Shape.AMOUNT: _amount,
        Shape.DURATION: _duration,
        Shape.DAY: lambda _: {"type": "string", "pattern": _DAY},
        Shape.INSTANT: lambda _: {"type": "string", "pattern": _INSTANT},
        Shape.CONDITION: lambda _: {"type": "string"},
        Shape.EXPRESSION: lambda _: {"type": "string"},
        Shape.TEXTS: _texts,
        Shape.NAMES: _names,
        Shape.MEMBERS: _members,
        Shape.VALUE: lambda _: {},
        Shape.VALUES: lambda _: {"type": "object"},
        Shape.TABLE: _inside,
        Shape.TABLES: _tables,
        Shape.NAMED: lambda key: {"type": "object", "additionalProperties": _inside(key)},
    }
)
