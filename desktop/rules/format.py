"""What may stand in the TOML files that the rules read, key by key: readers, editors and the reference go by this.

A file is a block of keys; a key may hold further blocks. Nothing here judges a value: the readers do.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from enum import StrEnum

from desktop.rules.clock import DeriveKind
from desktop.rules.problems import MAX_LIST
from desktop.rules.room import FACT_LABEL, REASON, UNIT
from desktop.rules.values import Kind


class Shape(StrEnum):
    """What a value looks like; the value is what the reference calls it."""

    TEXT = "text"
    ID = "id"
    WORDS = "text, or one per language"
    WHOLE = "whole number"
    FLAG = "true or false"
    CHOICE = "one of"
    AMOUNT = "number"
    DURATION = "duration"
    DAY = "date"
    INSTANT = "date and time"
    CONDITION = "condition"
    EXPRESSION = "number worked out from facts"
    TEXTS = "list of texts"
    NAMES = "text or list of texts"
    MEMBERS = "list of ids, or ids with their words"
    VALUE = "any value"
    VALUES = "values by name"
    TABLE = "table"
    TABLES = "list of tables"
    NAMED = "tables by name"


@dataclass(frozen=True, slots=True)
class Key:
    """One setting: `low` and `high` limit a number, `longest` a text, `most` a list.

    `options` are all its values, or, where the shape is not a choice, those it has besides. `blocks` are what may
    stand inside, one of them for each table. A text that is `filled` may have {facts} in it.
    """

    name: str
    shape: Shape
    what: str
    needed: bool = False
    options: tuple[str, ...] = ()
    low: int | None = None
    high: int | None = None
    longest: int | None = None
    most: int | None = None
    blocks: tuple[Block, ...] = ()
    filled: bool = False


@dataclass(frozen=True, slots=True)
class Block:
    """One table of settings; `head` is how it is written in a file, `which` tells it from others written so."""

    head: str
    what: str
    keys: tuple[Key, ...]
    which: str = ""

    @property
    def names(self) -> tuple[str, ...]:
        """The keys it may have."""
        return tuple(key.name for key in self.keys)

    def key(self, name: str) -> Key:
        """The key of this name."""
        return next(key for key in self.keys if key.name == name)

    def inside(self) -> Iterator[Block]:
        """This block and all blocks in it, in the order in which they are told."""
        yield self
        for key in self.keys:
            for block in key.blocks:
                yield from block.inside()


@dataclass(frozen=True, slots=True)
class FileFormat:
    """A kind of file: where it stands in a playbook, what its `format` line says, and its keys."""

    kind: str
    path: str
    format: str
    what: str
    keys: tuple[Key, ...]

    @property
    def block(self) -> Block:
        """All its keys, `format` first."""
        return Block("", self.what, (self.format_key, *self.keys))

    @property
    def format_key(self) -> Key:
        """The line that says what the file is."""
        return Key("format", Shape.CHOICE, "What this file is, and in which version.", True, (self.format,))

    @property
    def names(self) -> tuple[str, ...]:
        """The keys at its top."""
        return self.block.names


MOST_SCALE = 20

DERIVE = Block(
    "derive = { … }",
    "A fact that follows from the time.",
    (
        Key("kind", Shape.CHOICE, "How it follows.", True, tuple(DeriveKind)),
        Key("from", Shape.TEXT, "The fact that is counted from; not for what the clock alone tells."),
        Key("step", Shape.DURATION, "Counted in whole steps of this length, at least 1s."),
    ),
)
FACT = Block(
    '[fact."name"]',
    "One fact. Its name has small letters, digits, _ and points.",
    (
        Key("label", Shape.TEXT, "What people call it; without it its name.", longest=FACT_LABEL.most),
        Key("type", Shape.CHOICE, "Needed unless the fact follows from the time.", options=tuple(Kind)),
        Key("source", Shape.TEXT, "Which source has the answer."),
        Key("say", Shape.TEXT, "How it is spoken of in reasons.", longest=REASON.most, filled=True),
        Key("max_age", Shape.DURATION, "Older answers count as unknown, and are asked for again."),
        Key("stale", Shape.CHOICE, "Whether answers older than that still count.", options=("unknown", "keep")),
        Key("nullable", Shape.FLAG, "false: an answer that there is none is an error of the source."),
        Key(
            "pii",
            Shape.FLAG,
            "true: it tells who somebody is; nothing is learned from it, and cases hold invented values.",
        ),
        Key("known_at", Shape.CHOICE, "When in a call it is known.", options=("start", "during", "after")),
        Key("changeable", Shape.CHOICE, "Who can still change it in a call.", options=("no", "agent", "customer")),
        Key("min", Shape.VALUE, "A smaller value fails the fact."),
        Key("max", Shape.VALUE, "A greater value fails the fact."),
        Key("unit", Shape.TEXT, "What a number counts.", longest=UNIT.most),
        Key("members", Shape.MEMBERS, "All values of an enum or a set.", most=MAX_LIST),
        Key("scale", Shape.WHOLE, "Places behind the point of a decimal.", low=0, high=MOST_SCALE),
        Key("currency", Shape.TEXT, "Of money: three capitals such as EUR.", longest=3),
        Key("fold", Shape.FLAG, "false: capitals and small letters differ."),
        Key("derive", Shape.TABLE, "How it follows from the time.", blocks=(DERIVE,)),
    ),
)
FACTS = FileFormat(
    "facts",
    "facts.toml",
    "callside.facts/1",
    "Facts this site adds to the built-in ones, or restates.",
    (Key("fact", Shape.NAMED, "The facts by name.", blocks=(FACT,)),),
)
