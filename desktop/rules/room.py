"""How many characters a text may have where people see it, in each of its languages.

Measured with German words in the narrowest column of the window: 1120 pixels wide at density 100, where the cards
have 308 pixels and the guide 292. A fact in a text counts as `FACT` characters, whatever its name.
"""

from __future__ import annotations

import re
from typing import NamedTuple

FACT = 12
"""An order number, an amount with its currency, a short date."""
_FACT = re.compile(r"\{[a-z][a-z0-9_.]*\}")


class Room(NamedTuple):
    """The most characters of a text, and where that is so."""

    most: int
    where: str


CARD = Room(60, "on the two lines of a card's title")
BUTTON = Room(60, "on the lines of a button")
STEP = Room(60, "on the two lines of a step's title")
PICKED = Room(40, "where a call type is picked and shown")
PANEL = Room(30, "on a tab")
COLUMN = Room(30, "above a column")
BRANCH = Room(40, "on a line of the list of dispositions")
REASON = Room(60, "on the line of a reason")
FACT_LABEL = Room(60, "where the fact is named")
UNIT = Room(16, "behind a number")
ALERT = Room(120, "in the row of alerts")
ALERT_ACTION = Room(30, "behind an alert")
WHY = Room(100, "beside the call type")
GROUP = Room(40, "where the group is named")
PROMISE = Room(160, "on the lines of a promise")
SAID = Room(800, "in what is read out")
QUESTION = Room(160, "on the lines of a question")
HEADLINE = Room(80, "on the line of a letter or an article")
SUBJECT = Room(150, "in the subject of an e-mail")
BODY = Room(10_000, "in a letter or an article")
QUICK = Room(1_000, "in a quick text")
MACRO = Room(60, "where a macro is picked")
NAME = Room(60, "where the playbook is named")
TAG = Room(40, "in the search")
"""A tag of an article."""
MOST_DECLINES = 5
"""Reasons for a no: one digit key each, in the height of a card."""


def shown_length(text: str) -> int:
    """How long a text is with its facts in it."""
    return len(_FACT.sub("x" * FACT, text))


def has_room(text: str, room: Room) -> bool:
    """Whether a text fits its place."""
    return len(text) * FACT <= room.most or shown_length(text) <= room.most


def cut_to(text: str, room: Room) -> str:
    """A text for a place that cannot hold all of it."""
    return text if has_room(text, room) else text.replace("{", "").replace("}", "")[: room.most]
