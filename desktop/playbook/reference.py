"""The reference page of the playbook format, written from the same description the readers and the schemas go by."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from desktop.rules.format import FileFormat, Key, Shape
from desktop.rules.room import FACT

_TOP = """\
# Playbook files, key by key

`make reference` writes this page. [playbooks.md](playbooks.md) tells what the files are for, `callside check FOLDER`
what is wrong with them; `callside schema --out DIR` writes JSON Schema files from the same description, for editors.

Keys in bold have to be there. How values are written:

| value | how |
|---|---|
| condition | in quotes, such as `'order.open_count >= 1'`; see [Conditions](playbooks.md#conditions) |
| date, date and time | `2026-12-01`, `2026-12-01T09:00:00+01:00`, with or without quotes |
| duration | in quotes: `"90s"`, `"10min"`, `"2h"`, `"30d"`, `"1w"`, at most 100 years |
| id | letters, digits, `_` and `-`, at most 64 characters |
| number | `6`, or in quotes `"6.50"`; not below 0 |
| text, or one per language | `"One moment"`, or `{ en = "One moment", de = "Einen Moment" }` |
"""


def reference(files: Iterable[FileFormat]) -> str:
    """The page, in Markdown."""
    return "\n".join([_TOP, *(line for file in files for line in _file(file))])


def _file(file: FileFormat) -> Iterator[str]:
    yield f"## {file.path}\n\n{file.what}\n"
    for block in file.block.inside():
        if block.head:
            yield f"### `{block.head}` {block.which}".rstrip() + f"\n\n{block.what}\n"
        yield "| key | value | what it is |\n|---|---|---|"
        for key in block.keys:
            yield f"| {_name(key)} | {_value(key)} | {_cell(key.what)} |"
        yield ""


def _name(key: Key) -> str:
    return f"**`{key.name}`**" if key.needed else f"`{key.name}`"


def _value(key: Key) -> str:
    options = ", ".join(f"`{option}`" for option in key.options)
    if key.shape is Shape.CHOICE:
        return options
    words = [key.shape.value]
    if options:
        words.append(f"or {options}")
    if key.low is not None:
        words.append(f"from {key.low:,} to {key.high:,}")
    if key.most is not None:
        words.append(f"at most {key.most:,}")
    if key.longest is not None:
        each = "each of " if key.shape is Shape.TEXTS else ""
        facts = f", each fact counting as {FACT}" if key.filled else ""
        words.append(f"{each}at most {key.longest:,} characters{facts}")
    return ", ".join(words)


def _cell(text: str) -> str:
    return text.replace("|", "\\|")
