"""What may stand in the TOML files of a playbook, key by key: those the desktop reads, and all kinds together."""

from __future__ import annotations

from collections.abc import Mapping
from types import MappingProxyType

from desktop.playbook.format_guides import CALL_TYPES, GUIDES
from desktop.playbook.format_quick import MACROS, QUICK_TEXTS
from desktop.playbook.record_fields import FIELDS
from desktop.rules import room
from desktop.rules.format import FACTS, Block, FileFormat, Key, Shape
from desktop.rules.format_actions import ACTIONS, POLICY
from desktop.rules.format_cases import CASES

MOST_WORDS = 500
LONGEST_WORD = 64
MOST_REASONS = 9
"""One digit key each."""
LONGEST_REASON = 40
MOST_COLUMNS = 8
MOST_ROWS = 20
TYPES = ("text", "int", "decimal", "money", "date", "datetime", "bool")
METRICS = ("nps", "csat", "ces")
CHANNELS = ("email", "sms")


def _words(name: str, what: str, longest: int = LONGEST_WORD, most: int = MOST_WORDS) -> Key:
    return Key(name, Shape.TEXTS, what, longest=longest, most=most)


PLAYBOOK = FileFormat(
    "playbook",
    "playbook.toml",
    "callside.playbook/1",
    "The playbook itself.",
    (
        Key("name", Shape.TEXT, "What people call it.", True, longest=room.NAME.most),
        Key("version", Shape.TEXT, "On record with every call; raise it with each change.", True),
        Key("owner", Shape.TEXT, "Who answers for it."),
        _words("languages", 'Languages of its words, such as ["en", "pt-BR"]; the first stands in for the others.'),
        Key("channel", Shape.TEXT, "Who gets it, such as stable."),
        Key("currency", Shape.TEXT, "Its amounts are in this currency: three capitals such as EUR.", longest=3),
        Key("default_call_type", Shape.TEXT, "The call type where nothing else fits; general where nothing is said."),
        _words("call_types", "The order in which agents see the call types; the others follow."),
        _words("complaint_categories", "Which cases are complaints: words in their category."),
        _words("skip_reasons", "Reasons for leaving out a step, one digit key each.", LONGEST_REASON, MOST_REASONS),
    ),
)

_SPOKEN_OF = (
    Key("label", Shape.TEXT, "What people call it; without it its name.", longest=room.FACT_LABEL.most),
    Key("say", Shape.TEXT, "How it is spoken of in reasons.", longest=room.REASON.most, filled=True),
    Key("unit", Shape.TEXT, "What a number counts.", longest=room.UNIT.most),
    Key(
        "pii", Shape.FLAG, "true: it tells who somebody is; nothing is learned from it, and cases hold invented values."
    ),
)
_WAYS = (
    Key("count", Shape.FLAG, "true: how many."),
    Key("any", Shape.FLAG, "true: whether there is one."),
    Key("days_since", Shape.TEXT, "Days since the last day in this field."),
    Key("days_until", Shape.TEXT, "Days until the next day in this field."),
    Key("sum", Shape.TEXT, "This field added up."),
    Key("average", Shape.TEXT, "The mean of this field."),
    Key("min", Shape.TEXT, "The least of this field."),
    Key("max", Shape.TEXT, "The greatest of this field."),
    Key("latest", Shape.TEXT, "This field of the newest record."),
    Key("first", Shape.TEXT, "This field of the oldest record."),
)
COUNTING = tuple(key.name for key in _WAYS)
"""How records become one value."""
COUNTED = Block(
    '[fact."name"]',
    "Counted on records. One of the ways of counting has to be there.",
    (
        *_SPOKEN_OF,
        Key("from", Shape.TEXT, f"The kind of records: {', '.join(FIELDS)}, or a table of panels.toml.", True),
        Key("where", Shape.CONDITION, "Which records count: a condition over their fields."),
        Key("within", Shape.DURATION, "How far back."),
        Key("by", Shape.TEXT, "The date field that orders and limits the records, where it is not the usual one."),
        *_WAYS,
    ),
    "counted on records",
)
JUDGED = Block(
    '[fact."name"]',
    "Whether a condition over other facts holds.",
    (*_SPOKEN_OF, Key("when", Shape.CONDITION, "The condition.", True)),
    "that judges",
)
WORKED_OUT = Block(
    '[fact."name"]',
    "A number or an amount worked out from other facts.",
    (*_SPOKEN_OF, Key("value", Shape.EXPRESSION, "Such as order.value_12m - invoice.open_amount.", True)),
    "worked out",
)
DERIVED = FileFormat(
    "derived",
    "derived.toml",
    "callside.derived/1",
    "Facts counted on records, or worked out from other facts.",
    (Key("fact", Shape.NAMED, "The facts by name.", blocks=(COUNTED, JUDGED, WORKED_OUT)),),
)

_PANEL_ID = Key("id", Shape.ID, "Its name in tables/panels.csv.", True)
_ROWS = Key("rows", Shape.WHOLE, "How many rows are shown before the rest folds away.", low=1, high=MOST_ROWS)
BUILT_IN_PANEL = Block(
    "[[panel]]",
    "What one of the built-in panels shows.",
    (
        _PANEL_ID,
        Key("title", Shape.TEXT, "Its title, where it is another than usual.", longest=room.PANEL.most),
        Key("columns", Shape.TEXTS, "Its columns by their names, in this order.", most=MOST_COLUMNS),
        _ROWS,
    ),
    "that Callside brings along",
)
COLUMN = Block(
    "columns = [{ … }]",
    "One column of a table of the site's own.",
    (
        Key("field", Shape.TEXT, "The field of the table.", True),
        Key("label", Shape.TEXT, "The words above it; without them the field's name.", longest=room.COLUMN.most),
        Key("type", Shape.CHOICE, "How its values are shown.", options=TYPES),
    ),
)
OWN_PANEL = Block(
    "[[panel]]",
    "A table that a connector brings.",
    (
        _PANEL_ID,
        Key("title", Shape.TEXT, "Its title.", True, longest=room.PANEL.most),
        Key("table", Shape.TEXT, "The name of the table in the connectors' manifests.", True),
        Key("columns", Shape.TABLES, "Its columns, in this order.", True, most=MOST_COLUMNS, blocks=(COLUMN,)),
        _ROWS,
    ),
    "of the site's own",
)
PANELS = FileFormat(
    "panels",
    "panels.toml",
    "callside.panels/1",
    "Which columns panels show, and panels of the site's own.",
    (Key("panel", Shape.TABLES, "The panels.", blocks=(BUILT_IN_PANEL, OWN_PANEL)),),
)

WORDS = FileFormat(
    "words",
    "words/*.toml",
    "callside.words/1",
    "What colleagues read of the playbook, in a language they work in: reasons, alerts, labels of facts.",
    (Key("words", Shape.VALUES, "Each text in quotes, with its translation, or one for each plural form."),),
)

SURVEY = Block(
    "[[survey]]",
    "One invitation. The first that fits is offered.",
    (
        Key("id", Shape.ID, "Its name in the journal.", True),
        Key("metric", Shape.CHOICE, "What it asks for.", options=METRICS),
        Key("channel", Shape.CHOICE, "How the customer gets it.", options=CHANNELS),
        Key("question", Shape.WORDS, "What it asks.", True, longest=room.QUESTION.most, filled=True),
        Key("when", Shape.CONDITION, "Who is invited; everybody where nothing is said."),
        Key("pause", Shape.DURATION, "The least time between two of this kind to one customer."),
        Key("call_types", Shape.TEXTS, "The call types it is for; all where nothing is said."),
    ),
)
SURVEYS = FileFormat(
    "surveys",
    "surveys.toml",
    "callside.surveys/1",
    "Which customers are invited to which survey, and how often at most.",
    (
        Key("pause", Shape.DURATION, "The least time between any two to one customer; 90d where nothing is said."),
        Key(
            "decline_reasons",
            Shape.TEXTS,
            "Asked when an agent takes an invitation off.",
            longest=LONGEST_REASON,
            most=MOST_REASONS,
        ),
        Key("survey", Shape.TABLES, "The invitations.", blocks=(SURVEY,)),
    ),
)

KINDS: Mapping[str, FileFormat] = MappingProxyType(
    {
        each.kind: each
        for each in (
            *(PLAYBOOK, FACTS, DERIVED, CALL_TYPES, GUIDES, ACTIONS, POLICY),
            *(PANELS, SURVEYS, QUICK_TEXTS, MACROS, WORDS, CASES),
        )
    }
)
"""All of them by kind, in the order in which somebody who writes a playbook needs them."""
