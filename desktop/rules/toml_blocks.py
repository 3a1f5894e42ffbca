"""Editing one block of a TOML text: every other byte stays, comments included."""

from __future__ import annotations

import re
import tomllib
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal

from desktop.rules.values import plain, quoted

_HEADER = re.compile(r"\s*\[\[?\s*([^\]]*?)\s*\]\]?\s*(?:#.*)?")
_KEY = re.compile(r"""\s*("[^"]*"|'[^']*'|[A-Za-z0-9_.-]+)\s*=""")
MAX_VALUE_LINES = 400


class BlockError(Exception):
    """The text has no such block, or the edit would not be TOML any more."""


@dataclass(frozen=True, slots=True)
class Block:
    """One block: its header, its id (blank when it has none) and its lines [start, end)."""

    header: str
    id: str
    start: int
    end: int


def blocks(text: str) -> tuple[Block, ...]:
    """The blocks of a text, in order; comments before a header belong to the block before."""
    lines = text.splitlines(keepends=True)
    heads = list(_heads(lines))
    found = []
    for number, (line, header) in enumerate(heads):
        end = heads[number + 1][0] if number + 1 < len(heads) else len(lines)
        while end > line + 1 and (not lines[end - 1].strip() or lines[end - 1].lstrip().startswith("#")):
            end -= 1
        found.append(Block(header, _id(lines[line + 1 : end]), line, end))
    return tuple(found)


def _heads(lines: Sequence[str]) -> Iterator[tuple[int, str]]:
    """Lines that are headers: those inside texts and lists of several lines are not."""
    number = 0
    while number < len(lines):
        match = _HEADER.fullmatch(lines[number].rstrip("\r\n"))
        if match:
            yield number, match[1].replace('"', "").replace(" ", "")
            number += 1
        elif _KEY.match(lines[number]):
            number = _value_end(lines, number)
        else:
            number += 1


def _value_end(lines: Sequence[str], start: int) -> int:
    """The line after the value that starts on a line: the first end at which it is TOML."""
    for end in range(start + 1, min(len(lines), start + MAX_VALUE_LINES) + 1):
        try:
            tomllib.loads("".join(lines[start:end]))
        except (tomllib.TOMLDecodeError, RecursionError):
            continue
        return end
    return start + 1


def _id(lines: Sequence[str]) -> str:
    for line in lines:
        key = _KEY.match(line)
        if key and key[1] == "id":
            try:
                value = tomllib.loads(line).get("id", "")
            except tomllib.TOMLDecodeError:
                return ""
            return value if isinstance(value, str) else ""
    return ""


def find_block(text: str, header: str, block_id: str = "") -> Block | None:
    """The block with this header and, if one is given, this id."""
    return next((b for b in blocks(text) if b.header == header and block_id in ("", b.id)), None)


def set_value(text: str, header: str, block_id: str, key: str, value: object) -> str:
    """The text with one setting of a block replaced or added; nothing else changes."""
    block = find_block(text, header, block_id)
    if block is None:
        raise BlockError(f"{header} {block_id}")
    lines = text.splitlines(keepends=True)
    ending = "\r\n" if lines[block.start].endswith("\r\n") else "\n"
    written = f"{key} = {toml_value(value)}\n".replace("\n", ending)
    number = block.start + 1
    while number < block.end:
        match = _KEY.match(lines[number])
        end = _value_end(lines, number) if match else number + 1
        if match and match[1].strip("\"'") == key:
            return _checked(lines[:number], [written], lines[end:])
        number = end
    head = lines[: block.end]
    if head and not head[-1].endswith("\n"):
        head[-1] += ending
    return _checked(head, [written], lines[block.end :])


def remove_block(text: str, header: str, block_id: str) -> str:
    """The text without a block and the blank lines after it."""
    block = find_block(text, header, block_id)
    if block is None:
        raise BlockError(f"{header} {block_id}")
    lines = text.splitlines(keepends=True)
    end = block.end
    while end < len(lines) and not lines[end].strip():
        end += 1
    return _checked(lines[: block.start], [], lines[end:])


def replace_block(text: str, header: str, block_id: str, new: str) -> str:
    """The text with a whole block replaced by new text, or the block added at the end."""
    lines = text.splitlines(keepends=True)
    body = new.rstrip("\n") + "\n"
    block = find_block(text, header, block_id)
    if block is None:
        if lines and not lines[-1].endswith("\n"):
            lines[-1] += "\n"
        gap = ["\n"] if lines and lines[-1].strip() else []
        return _checked(lines, [*gap, body], [])
    return _checked(lines[: block.start], [body], lines[block.end :])


def _checked(before: Sequence[str], middle: Sequence[str], after: Sequence[str]) -> str:
    text = "".join((*before, *middle, *after))
    try:
        tomllib.loads(text.removeprefix("\ufeff"))
    except (tomllib.TOMLDecodeError, RecursionError) as error:
        raise BlockError(str(error)) from None
    return text


def toml_value(value: object) -> str:
    """A value as TOML: texts of several lines in triple quotes, tables inline."""
    if isinstance(value, bool):
        return "true" if value else "false"
    if isinstance(value, int | Decimal):
        return plain(value)
    if isinstance(value, datetime | date):
        return value.isoformat()
    if isinstance(value, str):
        return _text(value)
    if isinstance(value, Mapping):
        inner = ", ".join(f"{_key(str(k))} = {toml_value(v)}" for k, v in value.items())
        return "{ " + inner + " }" if inner else "{}"
    if isinstance(value, list | tuple):
        return "[" + ", ".join(toml_value(item) for item in value) + "]"
    raise BlockError(type(value).__name__)


def _key(key: str) -> str:
    return key if re.fullmatch("[A-Za-z0-9_-]+", key) else _text(key)


def _text(value: str) -> str:
    """A text without quotes inside is kept readable in single ones, as conditions are written."""
    simple = value.isprintable() and "'" not in value
    if simple and '"' in value:
        return f"'{value}'"
    escaped = "".join(c if c.isprintable() or c in "\n\t\r" else f"\\U{ord(c):08x}" for c in quoted(value))
    if "\n" in value and '"""' not in value and value.replace("\n", "").isprintable() and "\\" not in value:
        return f'"""\n{value}"""'
    return escaped
