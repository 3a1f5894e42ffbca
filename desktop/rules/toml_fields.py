"""Typed reading of the settings of one TOML block, collecting every problem."""

from __future__ import annotations

import re
from collections.abc import Collection, Sequence
from dataclasses import dataclass, replace
from datetime import date, timedelta
from decimal import Decimal
from itertools import islice

from desktop.rules.conditions import Conditions
from desktop.rules.nodes import Node
from desktop.rules.parser import Parsed, parse
from desktop.rules.problems import Place, Problem, suggest
from desktop.rules.read_values import read_date, read_number, read_span
from desktop.rules.schema import Schema
from desktop.rules.toml_read import Table, TomlPlaces, unknown_keys
from desktop.rules.typecheck import check_condition, check_number

ID = re.compile(r"[A-Za-z0-9][A-Za-z0-9_-]{0,63}")
MAX_WORDS = 4096
MOST_NOTED = 5
"""Unknown names that are named for one text."""


@dataclass(slots=True)
class Fields:
    """The settings of one block: where it stands and what was wrong with it."""

    raw: Table
    places: TomlPlaces
    header: str
    index: int
    rule_id: str
    schema: Schema
    problems: list[Problem]
    outer: str = ""
    conditions: Conditions | None = None

    def inside(self, raw: object, key: str) -> Fields:
        """The settings of an inline table inside this block."""
        table = raw if isinstance(raw, dict) else {}
        if not isinstance(raw, dict):
            self.wrong("ACT006", key, expected="a table")
        return replace(self, raw=table, outer=self.outer or key)

    def place(self, key: str) -> Place:
        """Where the value of a key stands."""
        if self.outer:
            return self.places.at(self.header, self.index, self.outer, key, self.rule_id)
        return self.places.at(self.header, self.index, key, rule_id=self.rule_id)

    def wrong(self, code: str, key: str, **params: object) -> None:
        """Note a problem at a key."""
        self.problems.append(self.place(key).problem(code, **{"field": key, **params}))

    def only(self, known: Collection[str]) -> None:
        """Note every setting that means nothing here, on its own line."""
        for key in self.raw:
            if key not in known:
                self.problems += unknown_keys({key: None}, known, replace(self.place(key), col=1))

    def text(self, key: str, default: str = "") -> str:
        """A text."""
        value = self.raw.get(key, default)
        if isinstance(value, str) and len(value) <= MAX_WORDS:
            return value
        self.wrong("ACT006", key, expected=f"a text of at most {MAX_WORDS} characters")
        return default

    def identifier(self, key: str = "id") -> str:
        """An id, checked."""
        value = self.text(key)
        if not value:
            self.wrong("ACT002", key, what=key)
        elif not ID.fullmatch(value):
            self.wrong("ACT010", key, id=value)
        return value

    def whole(self, key: str, default: int, low: int = 0, high: int = 1_000_000) -> int:
        """A whole number within limits."""
        value = self.raw.get(key, default)
        if isinstance(value, int) and not isinstance(value, bool) and low <= value <= high:
            return value
        self.wrong("ACT006", key, expected=f"a whole number from {low} to {high}")
        return default

    def flag(self, key: str, default: bool = False) -> bool:
        """True or false."""
        value = self.raw.get(key, default)
        if isinstance(value, bool):
            return value
        self.wrong("ACT006", key, expected="true or false")
        return default

    def choice(self, key: str, options: Sequence[str], default: str) -> str:
        """One of some words."""
        value = self.raw.get(key, default)
        if value in options:
            return str(value)
        self.wrong("ACT005", key, expected=", ".join(options), found=value)
        return default

    def amount(self, key: str) -> Decimal | None:
        """A number that is not negative."""
        if key not in self.raw:
            return None
        value = read_number(self.raw[key])
        if value is None:
            self.wrong("ACT006", key, expected='a number such as "6.50"')
            return None
        if value < 0:
            self.wrong("ACT009", key)
            return None
        return Decimal(value)

    def duration(self, key: str) -> timedelta | None:
        """A duration, or None when it is not there."""
        if key not in self.raw:
            return None
        value = read_span(self.raw[key])
        if value is None:
            self.wrong("ACT006", key, expected='a duration such as "30d", at most 100 years')
        return value

    def day(self, key: str) -> date | None:
        """A date, or None when it is not there."""
        if key not in self.raw:
            return None
        value = read_date(self.raw[key])
        if value is None:
            self.wrong("ACT006", key, expected="a date such as 2026-12-01")
        return value

    def entries(self, key: str) -> list[Fields]:
        """The inline tables of a list."""
        value = self.raw.get(key, [])
        if not isinstance(value, list):
            self.wrong("ACT006", key, expected="a list")
            return []
        return [self.inside(entry, key) for entry in value]

    def condition(self, key: str, *, firm: bool = False) -> Node | None:
        """A condition, or None when it is not there or cannot be read."""
        text = self.raw.get(key)
        if self.conditions is not None and isinstance(text, str):
            known = self.conditions.read(text, firm=firm)
            if known is not None:
                self._put(key, known[1])
                return known[0]
        parsed = self._parsed(key)
        if parsed is None:
            return None
        self._put(key, check_condition(parsed.tree, self.schema, firm=firm))
        return parsed.node

    def number_expression(self, key: str) -> Node | None:
        """A numeric expression, or None."""
        parsed = self._parsed(key)
        if parsed is None:
            return None
        self._put(key, check_number(parsed.tree, self.schema)[1])
        return parsed.node

    def _put(self, key: str, found: Sequence[Problem]) -> None:
        if found:
            self.problems += self.places.put(self.place(key), str(self.raw[key]), found)

    def _parsed(self, key: str) -> Parsed | None:
        """What was written, problems noted; parts that cannot be read do not keep the others from being checked."""
        if key not in self.raw:
            return None
        value = self.raw[key]
        if not isinstance(value, str):
            self.wrong("ACT006", key, expected="a condition in quotes")
            return None
        if not value.strip():
            return None
        parsed = parse(value)
        self._put(key, parsed.problems)
        return parsed

    def placeholders(self, key: str, text: str, extra: Sequence[str] = ()) -> None:
        """Note each {name} in a text that is no fact."""
        unknown = (n for n in dict.fromkeys(placeholders(text)) if n not in extra and self.schema.get(n) is None)
        for name in islice(unknown, MOST_NOTED):
            place = self.place(key)
            problem = place.problem("NAM008", name=name)
            mend = suggest(name, [*self.schema.facts, *extra], problem.span)
            self.problems.append(replace(problem, suggestion=mend))


_PLACEHOLDER = re.compile(r"\{([a-z][a-z0-9_]*(?:\.[a-z0-9_]+)*)\}")


def placeholders(text: str) -> tuple[str, ...]:
    """The names a text asks for, in order."""
    return tuple(_PLACEHOLDER.findall(text))
