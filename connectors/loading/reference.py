"""The reference page of manifests, written from the same models that read them."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import fields
from typing import Any

from connectors.connector import ABOUT_WRITES, DRAFT_FIELDS, WRITE_FIELDS
from connectors.loading.load import manifest_json_schema
from connectors.mapping.shapes import SHAPES, STATUS_WORDS
from connectors.records import Address, InvoiceLine, OrderLine, OrderReturn, Payment, Shipment

Json = Mapping[str, Any]

_TOP = """\
# Manifests, key by key

`make reference` writes this page. [manifests.md](manifests.md) tells what manifests are for and
[connect-a-system.md](connect-a-system.md) leads through the first one. `callside connect check FILE` says what is wrong
with one, with its line; `callside schema connector` prints the JSON Schema, for editors.

Keys in bold have to be there.
"""
_SHARED = {
    "Check": "health.check",
    "CreatePart": "a kind of record that can be created",
    "FilePart": "a file",
    "ListPart": "a kind of record that can be listed",
    "Operation": "an operation that reads",
    "Step": "a step",
    "UpdateOperation": "customer.update",
    "WriteOperation": "an operation that writes",
}
"""What tables are called that stand in several places."""
_EVERY = (
    "Every record also takes `id`, without which the column `id` is taken, `link` (https) and `as_of` (how old it is)."
)
_LOOKED_UP = (
    "What a table in `[tables]` gives, where `lookup()` fills one of these fields; a word in no table becomes `other` "
    "and keeps its label."
)
_CARRIED = (
    "What a write may put into its question, as `${note.text}`, `${interaction.summary}` and so on. What a draft does "
    "not carry is null. Besides these there are `key`, `now`, `today`, `at`, `on`, and `customer.id` and "
    "`customer.key`, the same as `customer_id` and `customer_key`."
)
_INSIDE = {
    "`customer` `address`": Address,
    "`orders` `lines`": OrderLine,
    "`orders` `shipments`": Shipment,
    "`orders` `returns`": OrderReturn,
    "`invoices` `lines`": InvoiceLine,
    "`invoices` `payments`": Payment,
}
"""The fields that are themselves tables, or lists of them, and what their tables hold."""


def reference() -> str:
    """The page, in Markdown."""
    schema = manifest_json_schema()
    parts = {"Manifest": schema, **{name: schema["$defs"][name] for name in _in_order(schema)}}
    tables = (line for name, part in parts.items() for line in _part(name, part))
    return "\n".join([_TOP, *tables, *_records(), *_drafts()])


def _records() -> Iterator[str]:
    """What a map may fill, kind by kind, and the words a table of statuses may give."""
    yield "## What a map may fill\n"
    yield f"{_EVERY}\n"
    yield "| record | fields |\n|---|---|"
    for kind, shape in SHAPES.items():
        name = "a table of the site" if kind == "row" else f"`{kind}`"
        yield f"| {name} | {' '.join(f'`{field}`' for field in shape.fields)} |"
    yield "\n| inside | fields |\n|---|---|"
    for field, made in _INSIDE.items():
        yield f"| {field} | {' '.join(f'`{each.name}`' for each in fields(made))} |"
    yield "\n## The words of statuses\n"
    yield f"{_LOOKED_UP}\n"
    yield "| field | words |\n|---|---|"
    for (kind, field), words in STATUS_WORDS.items():
        yield f"| `{kind}` `{field}` | {' '.join(f'`{word}`' for word in words)} |"
    yield ""


def _drafts() -> Iterator[str]:
    """What a write may send, operation by operation, and what the fields hold."""
    yield "## What a write carries\n"
    yield f"{_CARRIED}\n"
    yield "| write | written | fields |\n|---|---|---|"
    for name, carried in WRITE_FIELDS.items():
        of_all = "" if name == "customer.create" else f"{_listed(ABOUT_WRITES)} "
        own = [field for field in carried if field not in ABOUT_WRITES or not of_all]
        yield f"| `{name}` | `${{{name.partition('.')[0]}.…}}` | {of_all}{_listed(own)} |"
    yield "\n| field | holds |\n|---|---|"
    for field, holds in DRAFT_FIELDS.items():
        yield f"| `{field}` | {holds} |"
    yield ""


def _listed(names: Iterable[str]) -> str:
    return " ".join(f"`{name}`" for name in names)


def _in_order(schema: Json) -> list[str]:
    """The tables as one meets them, reading from the top."""
    found: list[str] = []
    waiting = [schema]
    while waiting:
        for name in _references(waiting.pop(0).get("properties", {})):
            if name not in found:
                found.append(name)
                waiting.append(schema["$defs"][name])
    return found


def _references(value: Any) -> Iterator[str]:
    if isinstance(value, Mapping):
        target = value.get("$ref")
        if isinstance(target, str):
            yield target.rpartition("/")[2]
        for inner in value.values():
            yield from _references(inner)
    elif isinstance(value, list):
        for inner in value:
            yield from _references(inner)


def _part(name: str, part: Json) -> Iterator[str]:
    yield f"## {_title(name)}\n"
    yield " ".join(part.get("description", "").split()) + "\n"
    yield "| key | value | without it |\n|---|---|---|"
    needed = part.get("required", ())
    for key, value in part.get("properties", {}).items():
        shown = f"**`{key}`**" if key in needed else f"`{key}`"
        yield f"| {shown} | {_value(value)} | {_default(value)} |"
    yield ""


def _title(name: str) -> str:
    if name in _SHARED:
        return _SHARED[name][0].upper() + _SHARED[name][1:]
    if name.endswith("Auth"):
        return f"Auth, {name.removesuffix('Auth').lower()}"
    words = "".join(f" {char.lower()}" if char.isupper() else char for char in name.removesuffix("Part"))
    return words.strip().capitalize()


def _value(value: Json) -> str:
    options = [each for each in value.get("anyOf", value.get("oneOf", ())) if each.get("type") != "null"]
    if options:
        return " or ".join(dict.fromkeys(_value(each) for each in options))
    if "$ref" in value:
        title = _title(value["$ref"].rpartition("/")[2])
        anchor = "".join(char for char in title.lower().replace(" ", "-") if char.isalnum() or char in "-_")
        return f"[{title}](#{anchor})"
    if "const" in value:
        return f"`{value['const']}`"
    if "enum" in value:
        return " ".join(f"`{each}`" for each in value["enum"])
    return _plain(value)


def _plain(value: Json) -> str:
    kind = value.get("type")
    if kind == "array":
        items = value.get("items", {})
        return f"list: {_value(items)}" if items else "list"
    if kind == "object":
        inner = value.get("additionalProperties")
        return f"table of names: {_value(inner)}" if isinstance(inner, Mapping) and inner else "table"
    words = {"string": "text", "integer": "whole number", "number": "number", "boolean": "`true` `false`"}
    limits = [
        f"{word} {value[limit]:g}"
        for limit, word in (("exclusiveMinimum", "above"), ("minimum", "from"), ("maximum", "to"))
        if limit in value
    ]
    return ", ".join([words.get(str(kind), "any value"), *limits])


def _default(value: Json) -> str:
    default = value.get("default")
    if default is None or default == "" or isinstance(default, list | dict):
        return ""
    return f"`{str(default).lower() if isinstance(default, bool) else default}`"
