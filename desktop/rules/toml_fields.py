"""Typed reading of the settings of one TOML block, collecting every problem."""

from __future__ import annotations

import re
from collections.abc import Collection, Sequence
from dataclasses import dataclass, replace
from datetime import date, timedelta
from decimal import Decimal
from itertools import islice
from typing import Self

from desktop.rules.conditions import Conditions
from desktop.rules.format import FileFormat
from desktop.rules.misfits import again, misfit, missing, none_of, overlong, stranger
from desktop.rules.nodes import Node
from desktop.rules.parser import Parsed, parse
from desktop.rules.problems import Place, Problem, Span, clip, shown, suggest
from desktop.rules.read_values import read_date, read_number, read_span, said
from desktop.rules.room import Room, has_room
from desktop.rules.schema import Schema
from desktop.rules.toml_places import KeyPath, TomlPlaces, dotted
from desktop.rules.toml_read import Table, unknown_key
from desktop.rules.typecheck import check_condition, check_number

ID = re.compile(r"[A-Za-z0-9][A-Za-z0-9_-]{0,63}")
MAX_WORDS = 4096
MOST_NOTED = 5
"""Unknown names that are named for one text."""


@dataclass(slots=True)
class Fields:
    """The settings of one block: where it stands and what was wrong with it.

    `block` is what people call it, `depth` how much of the path leads to it.
    """

    raw: Table
    places: TomlPlaces
    path: KeyPath
    rule_id: str
    schema: Schema
    problems: list[Problem]
    block: str = ""
    depth: int = 0
    conditions: Conditions | None = None

    @classmethod
    def of_file(
        cls, data: Table, text: str, file: str, schema: Schema, problems: list[Problem], rule_id: str = ""
    ) -> Self:
        """The settings at the top of a file."""
        return cls(data, TomlPlaces(text, file), (), rule_id, schema, problems)

    def entry(self, name: str, index: int, raw: object) -> Self:
        """The settings of one [[block]]; `index` counts from 0."""
        fields = self.under((name, index), raw, f"written as [[{name}]]")
        rule_id = str(fields.raw.get("id", "")) or self.rule_id
        named = clip(str(fields.raw.get("id") or fields.raw.get("use") or f"no. {index + 1}"))
        return replace(fields, rule_id=rule_id, block=f"{name} {named}", depth=len(fields.path))

    def named(self, header: str, name: str, raw: object) -> Self:
        """The settings of one [header.name]."""
        quote = "" if name.replace("_", "").replace("-", "").isalnum() else '"'
        fields = self.under((header, name), raw, f"written as [{header}.{quote}{name}{quote}]")
        return replace(fields, rule_id=name, block=f"{header} {name}", depth=len(fields.path))

    def inside(self, raw: object, key: str) -> Self:
        """The settings of an inline table inside this block."""
        return self.under((key,), raw, "a table { … }")

    def under(self, path: KeyPath, raw: object, expected: str) -> Self:
        """The settings further down."""
        fields = replace(self, raw=raw if isinstance(raw, dict) else {}, path=(*self.path, *path))
        if not isinstance(raw, dict):
            key = next(part for part in reversed(path) if isinstance(part, str))
            self.problems.append(misfit(fields.place(), key, expected, raw))
        return fields

    def place(self, key: str | None = None) -> Place:
        """Where the value of a key stands; without one, where the block does."""
        path = self.path if key is None else (*self.path, key)
        return self.places.at(path, self.rule_id, self.block, field=dotted(path[self.depth :]))

    def wrong(self, code: str, key: str | None, **params: object) -> None:
        """Note a problem at a key, or at the block."""
        self.problems.append(self.place(key).problem(code, **params))

    def misfit(self, key: str, expected: str) -> None:
        """Note a value of another kind than is needed."""
        self.problems.append(misfit(self.place(key), key, expected, self.raw.get(key)))

    def missing(self, key: str, write: str = "") -> None:
        """Note something that has to be there; of another kind than is needed it has been noted already."""
        value = self.raw.get(key, "")
        if not value or (isinstance(value, str) and not value.strip()):
            self.problems.append(missing(self.place(key), key, write))

    def stranger(self, code: str, key: str, word: str, known: Collection[str], **params: object) -> None:
        """Note a word that names nothing there is."""
        self.problems.append(stranger(self.place(key), code, word, known, **params))

    def again(self, key: str | None, name: str, first: Place) -> None:
        """Note an id that another one has already."""
        self.problems.append(again(self.place(key), name, first))

    def fits(self, key: str, text: str, room: Room, what: str = "") -> None:
        """Note a text that its place on the screen cannot hold."""
        if not has_room(text, room):
            self.problems.append(overlong(self.place(key), what or key, text, room))

    def only(self, known: Collection[str]) -> None:
        """Note every setting that means nothing here, where it stands."""
        for key in self.raw:
            if key not in known:
                place = self.places.at((*self.path, key), self.rule_id, self.block, of_key=True)
                self.problems.append(unknown_key(key, known, place))

    def of_format(self, format_: FileFormat) -> None:
        """Note what means nothing at the top of a file, and a format it is not."""
        self.only(format_.names)
        found = self.raw.get("format")
        if found != format_.format:
            self.wrong("ACT001", "format", expected=format_.format, found="nothing" if found is None else said(found))

    def text(self, key: str, default: str = "") -> str:
        """A text."""
        value = self.raw.get(key, default)
        if isinstance(value, str) and len(value) <= MAX_WORDS:
            return value
        self.misfit(key, "a text" if not isinstance(value, str) else f"a text of at most {MAX_WORDS} characters")
        return default

    def short(self, key: str, room: Room, default: str = "") -> str:
        """A text that people see in a place of its own."""
        text = self.text(key, default).strip()
        self.fits(key, text, room)
        return text

    def identifier(self, key: str = "id") -> str:
        """An id, checked."""
        value = self.text(key)
        if not value:
            self.missing(key)
        elif not ID.fullmatch(value):
            self.wrong("ACT010", key, id=value)
        return value

    def whole(self, key: str, default: int, low: int = 0, high: int = 1_000_000) -> int:
        """A whole number within limits."""
        value = self.raw.get(key, default)
        if isinstance(value, int) and not isinstance(value, bool) and low <= value <= high:
            return value
        self.misfit(key, f"a whole number from {low} to {high}")
        return default

    def flag(self, key: str, default: bool = False) -> bool:
        """True or false."""
        value = self.raw.get(key, default)
        if isinstance(value, bool):
            return value
        self.misfit(key, "true or false")
        return default

    def choice(self, key: str, options: Sequence[str], default: str) -> str:
        """One of some words."""
        value = self.raw.get(key, default)
        if value in options:
            return str(value)
        self.problems.append(none_of(self.place(key), key, options, value))
        return default

    def amount(self, key: str) -> Decimal | None:
        """A number that is not negative."""
        if key not in self.raw:
            return None
        value = read_number(self.raw[key])
        if value is None:
            self.misfit(key, "a number such as 6.50")
            return None
        if value < 0:
            self.wrong("ACT009", key, field=key, found=said(self.raw[key]))
            return None
        return Decimal(value)

    def duration(self, key: str) -> timedelta | None:
        """A duration, or None when it is not there."""
        if key not in self.raw:
            return None
        value = read_span(self.raw[key])
        if value is None:
            self.misfit(key, 'a duration such as "30d", at most 100 years')
        return value

    def day(self, key: str) -> date | None:
        """A date, or None when it is not there."""
        if key not in self.raw:
            return None
        value = read_date(self.raw[key])
        if value is None:
            self.misfit(key, "a date such as 2026-12-01")
        return value

    def entries(self, key: str) -> list[Fields]:
        """The inline tables of a list."""
        value = self.raw.get(key, [])
        if not isinstance(value, list):
            self.misfit(key, "a list [ … ]")
            return []
        found = [self.under((key, number), entry, "a table { … }") for number, entry in enumerate(value)]
        numbered = enumerate(found, 1)
        return [
            replace(each, block=f"{self.block}, {key} no. {n}".lstrip(", "), depth=len(each.path))
            for n, each in numbered
        ]

    def condition(self, key: str, *, firm: bool = False, needed: bool = False) -> Node | None:
        """A condition, or None when it is not there or cannot be read; a blank one is none, unless it is needed."""
        text = self.raw.get(key)
        if self.conditions is not None and isinstance(text, str):
            known = self.conditions.read(text, firm=firm)
            if known is not None:
                self._put(key, known[1])
                return known[0]
        parsed = self._parsed(key, needed=needed)
        if parsed is None:
            return None
        self._put(key, check_condition(parsed.tree, self.schema, firm=firm))
        return parsed.node

    def number_expression(self, key: str, *, needed: bool = False) -> Node | None:
        """A numeric expression, or None."""
        parsed = self._parsed(key, needed=needed)
        if parsed is None:
            return None
        self._put(key, check_number(parsed.tree, self.schema)[1])
        return parsed.node

    def _put(self, key: str, found: Sequence[Problem], text: str | None = None) -> None:
        if found:
            self.problems += self.places.put(self.place(key), str(self.raw[key]) if text is None else text, found)

    def _parsed(self, key: str, *, needed: bool) -> Parsed | None:
        """What was written, problems noted; parts that cannot be read do not keep the others from being checked."""
        if key not in self.raw:
            return None
        value = self.raw[key]
        if not isinstance(value, str):
            self.misfit(key, "a condition in quotes")
            return None
        if not value.strip() and not needed:
            return None
        parsed = parse(value)
        self._put(key, parsed.problems)
        return parsed

    def placeholders(self, key: str, text: str, extra: Sequence[str] = ()) -> None:
        """Note each {name} in a text that is no fact."""
        unknown = (n for n in dict.fromkeys(placeholders(text)) if n not in extra and self.schema.get(n) is None)
        known = [*self.schema.facts, *extra]
        self._put(key, [unknown_in(text, name, known) for name in islice(unknown, MOST_NOTED)], text)


def unknown_in(text: str, name: str, known: Collection[str]) -> Problem:
    """That a text speaks of something that is no fact, at its place in the text."""
    before = text.partition("{" + name + "}")[0]
    line, col = before.count("\n") + 1, len(before) - before.rfind("\n") + 1
    span = Span(line, col, line, col + len(name))
    return Problem("NAM008", span=span, params=shown({"name": name}), suggestion=suggest(name, known, span))


_PLACEHOLDER = re.compile(r"\{([a-z][a-z0-9_]*(?:\.[a-z0-9_]+)*)\}")


def placeholders(text: str) -> tuple[str, ...]:
    """The names a text asks for, in order."""
    return tuple(_PLACEHOLDER.findall(text))
