"""What may stand in quick_texts.toml and macros.toml, key by key."""

from __future__ import annotations

from desktop.rules import room
from desktop.rules.format import Block, FileFormat, Key, Shape

LONGEST_ABBR = 16
MACRO_KINDS = ("connector", "note", "disposition", "follow_up", "email", "open_panel")
MOST_STEPS = 9

_CALL_TYPES = Key("call_types", Shape.TEXTS, "The call types it is for; all where nothing is said.")
QUICK_TEXT = Block(
    "[[quick_text]]",
    "One short text.",
    (
        Key("abbr", Shape.TEXT, "What is typed after ;, such as thx.", True, longest=LONGEST_ABBR),
        Key("text", Shape.WORDS, "What it becomes, with {facts} in it.", True, longest=room.QUICK.most, filled=True),
        Key("call_types", Shape.TEXTS, "The call types in which it comes first; all where nothing is said."),
    ),
)
QUICK_TEXTS = FileFormat(
    "quick_texts",
    "quick_texts.toml",
    "callside.quick_texts/1",
    "Short texts that agents type as ;abbr in any field.",
    (Key("quick_text", Shape.TABLES, "The texts.", blocks=(QUICK_TEXT,)),),
)
MACRO_STEP = Block(
    "[[macro.step]]",
    "One thing a macro does.",
    (
        Key("kind", Shape.CHOICE, "What kind of thing is done.", True, MACRO_KINDS),
        Key("params", Shape.VALUES, "The texts it is done with; they may have {facts} in them."),
        Key("operation", Shape.TEXT, "Of connector: such as task.create, or system:task.create for one system."),
        Key("disposition", Shape.TEXT, "Of disposition: the id of one in call_types/."),
        Key("text", Shape.TEXT, "Of email: the id of a text in texts/."),
        Key("panel", Shape.TEXT, "Of open_panel: which panel."),
    ),
)
MACRO = Block(
    "[[macro]]",
    "Several things in one go.",
    (
        Key("id", Shape.ID, "Its name in the journal.", True),
        Key("title", Shape.WORDS, "What agents call it.", True, longest=room.MACRO.most),
        _CALL_TYPES,
        Key("when", Shape.CONDITION, "It is offered while this is true."),
        Key("step", Shape.TABLES, "What it does, in this order.", True, most=MOST_STEPS, blocks=(MACRO_STEP,)),
    ),
)
MACROS = FileFormat(
    "macros",
    "macros.toml",
    "callside.macros/1",
    "Several steps that agents take in one go, after seeing what each of them does.",
    (Key("macro", Shape.TABLES, "The macros.", blocks=(MACRO,)),),
)
