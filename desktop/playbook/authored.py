"""What the author of a playbook has written, thing by thing, in the words of the files: actions, steps, rows, texts."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from datetime import date, datetime
from typing import Any

from desktop.playbook.format import KINDS
from desktop.rules.edits import POLICY
from desktop.rules.format import Shape
from desktop.rules.problems import Place
from desktop.rules.table_csv import Record, TableFile, split_file
from desktop.rules.toml_places import TomlPlaces
from desktop.rules.toml_read import Table, read_toml
from desktop.rules.values import datetime_text, plain

WORDS = "words"
"""The one setting of a text or an article: all that stands in its file."""
_FILES: Mapping[str, str] = {
    "playbook.toml": "playbook",
    "policy.toml": "policy",
    "call_types": "call type",
    "guides": "guide",
}
"""What a file is by itself, besides the things that stand in it."""
_BLOCKS: Mapping[str, str] = {"follow_up": "follow-up", "quick_text": "quick text", "base": "set of facts"}
_RULES: Mapping[str, str] = {"action": "action ", "group": "group ", "fact": "fact ", "derived fact": "fact "}
_ORDERED = ("step", "survey")
_FIRST_COUNTS = ("F", "R")


@dataclass(frozen=True, slots=True)
class Item:
    """One thing the author wrote: `what` it is and its name, its settings as text, and where it stands.

    `rule` is its name among the rules, for those that decide. `order` names the things in it whose order counts.
    """

    what: str
    name: str
    settings: Mapping[str, str]
    place: Place
    rule: str = ""
    order: tuple[str, ...] = ()
    tests: frozenset[str] = field(default_factory=frozenset)


def items(files: Mapping[str, str]) -> dict[tuple[str, str], Item]:
    """Everything that stands in the files of a playbook, by what it is and its name."""
    found: dict[tuple[str, str], Item] = {}
    for file in sorted(files):
        for item in _items_of(file, files[file]):
            found.setdefault((item.what, item.name), item)
    return found


def _items_of(file: str, text: str) -> Iterator[Item]:
    folder, _, name = file.rpartition("/")
    if name.endswith(".csv"):
        yield from _of_table(file, text)
    elif name.endswith(".md"):
        what = "text" if folder == "texts" else "article"
        yield Item(what, name.removesuffix(".md"), {WORDS: text}, Place(file))
    else:
        data, _ = read_toml(text, file)
        yield from _of_toml(file, data or {}, TomlPlaces(text, file))


# -- TOML --------------------------------------------------------------------------------------------------------


def _of_toml(file: str, data: Table, places: TomlPlaces) -> Iterator[Item]:
    folder, _, name = file.rpartition("/")
    stem = name.removesuffix(".toml")
    own: dict[str, Any] = {}
    order: list[str] = []
    for key, value in data.items():
        if isinstance(value, list) and value and all(isinstance(each, dict) for each in value):
            for index, block in enumerate(value):
                item = _block(key, block, index, places, stem if folder in ("call_types", "guides") else "")
                order += [item.name.rpartition("/")[2]] if item.what in _ORDERED else []
                yield item
        elif key in _NAMED and isinstance(value, dict):
            for each, settings in value.items():
                yield _named(file, key, str(each), settings, places)
        elif key != "format":
            own[key] = value
    what = _FILES.get(folder or file, "")
    settings = dict(_flat("", own))
    if settings or order:
        rule = POLICY if file == "policy.toml" else ""
        yield Item(what or "file", stem if what and folder else file, settings, Place(file), rule, tuple(order))


def _block(key: str, block: Table, index: int, places: TomlPlaces, inside: str) -> Item:
    """One of several blocks of a kind, by its id or else its number; steps and what is like them also by their file."""
    what, name = _BLOCKS.get(key, key), str(block.get("id") or block.get("abbr") or block.get("use", index + 1))
    settings = dict(_flat("", {k: v for k, v in block.items() if k != "id"}))
    rule = f"{_RULES[what]}{name}" if what in _RULES else ""
    return Item(what, f"{inside}/{name}" if inside else name, settings, places.at((key, index, "id")), rule)


def _named(file: str, key: str, name: str, settings: Any, places: TomlPlaces) -> Item:
    what = "derived fact" if file == "derived.toml" else _BLOCKS.get(key, key)
    told = dict(_flat("", settings if isinstance(settings, dict) else {"": settings}))
    rule = f"{_RULES[what]}{name}" if what in _RULES else ""
    return Item(what, name, told, places.at((key, name)), rule)


def _flat(key: str, value: Any) -> Iterator[tuple[str, str]]:
    """A setting as text, and those inside it by their whole names: say.en, choices[yes].label."""
    if isinstance(value, dict):
        for name, inner in value.items():
            yield from _flat(f"{key}.{name}" if key else str(name), inner)
    elif isinstance(value, list) and value and all(isinstance(each, dict) for each in value):
        for number, each in enumerate(value, 1):
            inner = {k: v for k, v in each.items() if k != "id"}
            yield from _flat(f"{key}[{each.get('id', number)}]", inner or each)
    else:
        yield key, value if isinstance(value, str) else _said(value)


def _said(value: Any) -> str:
    """A value as TOML writes it."""
    if isinstance(value, bool):
        return "true" if value else "false"
    if isinstance(value, datetime):
        return datetime_text(value) if value.tzinfo else value.isoformat()
    if isinstance(value, date):
        return value.isoformat()
    if isinstance(value, list):
        return f"[{', '.join(map(_said, value))}]"
    if isinstance(value, dict):
        return "{ " + ", ".join(f"{name} = {_said(inner)}" for name, inner in value.items()) + " }"
    return f'"{value}"' if isinstance(value, str) else plain(value)


# -- tables ------------------------------------------------------------------------------------------------------


def _of_table(file: str, text: str) -> Iterator[Item]:
    table, _ = split_file(text, file)
    head = table.records[0] if table.records else Record((), "")
    pairs = (cell.partition("=") for cell in head.cells)
    said = {key.strip(): value.strip() for key, sign, value in pairs if sign}
    name = said.pop("id", file.rpartition("/")[2].removesuffix(".csv"))
    columns, tests = _columns(table)
    for kind in ("label", "values", "default"):
        record = table.of_kind(kind)
        if record is not None:
            said |= {f"{kind} of {columns[i]}": record.cell(i).strip() for i in columns if record.cell(i).strip()}
    rows = [record for record in table.records if record.kind == "rule"]
    order = tuple(row.cell(1).strip() for row in rows) if said.get("hit") in _FIRST_COUNTS else ()
    said["columns"] = ", ".join(columns.values())
    yield Item("table", name, said, head.place(file), f"table {name}", order)
    for row in rows:
        cells = {columns[i]: row.cell(i).strip() for i in columns}
        settings = {column: cell for column, cell in cells.items() if cell not in ("", "-")}
        own = row.cell(1).strip()
        yield Item("row", f"{name}/{own}", settings, row.place(file), f"{name}/{own}", tests=tests)


def _columns(table: TableFile) -> tuple[dict[int, str], frozenset[str]]:
    """What the columns of a table are called, and which of them are conditions."""
    roles, names = table.of_kind("role"), table.of_kind("name")
    found: dict[int, str] = {}
    tests = set()
    for index, role in enumerate(roles.cells if roles is not None else ()):
        role, name = role.strip().lower(), names.cell(index).strip() if names is not None else ""
        if index and role and role != "id":
            same = sum(column == (name or role) for column in found.values())
            found[index] = f"{name or role} {same + 1}" if same else name or role
            tests |= {found[index]} if role in ("in", "if") else set()
    return found, frozenset(tests)


def _of_shape(*shapes: Shape) -> frozenset[str]:
    """The keys of all files whose value is of a shape."""
    blocks = [block for kind in KINDS.values() for key in kind.keys for block in key.blocks]
    keys = [key for kind in KINDS.values() for key in kind.keys]
    while blocks:
        block = blocks.pop()
        keys += block.keys
        blocks += [inner for key in block.keys for inner in key.blocks if inner is not block]
    return frozenset(key.name for key in keys if key.shape in shapes)


CONDITIONS = _of_shape(Shape.CONDITION, Shape.EXPRESSION)
"""The keys whose values mean the same when they are only spelled another way."""
_NAMED = _of_shape(Shape.NAMED)
