"""What may stand in call types and guides, call_types/*.toml and guides/*.toml, key by key."""

from __future__ import annotations

from dataclasses import replace

from desktop.playbook.model import CHECKS, INPUTS, STEP_KINDS
from desktop.rules import room
from desktop.rules.format import Block, FileFormat, Key, Shape
from desktop.rules.format_actions import EFFECT, HIGHEST_VERSION

MOST_CHOICES = 9
"""One digit key each."""
LONGEST_GOAL_S = 86_400
LATEST_DUE = 3_650
DEEPEST_PATH = 6

CHOICE = Block(
    "choices = [{ … }]",
    "One answer to pick.",
    (
        Key("id", Shape.ID, "Its name in conditions and in the journal.", True),
        Key("label", Shape.TEXT, "The words on its button.", True, longest=room.BUTTON.most),
        Key("next", Shape.TEXT, 'The later step it leads to, or "end".'),
    ),
)
DO = replace(EFFECT, head="do = { … }", what="What a step of kind do does.")
STEP = Block(
    "[[step]]",
    "One step of a guide.",
    (
        Key("id", Shape.TEXT, "Its answer becomes the fact answers.<id>; small letters, digits and _.", True),
        Key("kind", Shape.CHOICE, "What the agent does.", options=STEP_KINDS),
        Key("title", Shape.TEXT, "Its words in the list of steps.", True, longest=room.STEP.most),
        Key("say", Shape.WORDS, "What to say, with {facts} in it.", longest=room.SAID.most, filled=True),
        Key("question", Shape.WORDS, "What is asked.", longest=room.QUESTION.most, filled=True),
        Key("input", Shape.CHOICE, "What kind of answer is noted.", options=INPUTS),
        Key("choices", Shape.TABLES, "The answers to pick from.", most=MOST_CHOICES, blocks=(CHOICE,)),
        Key("required", Shape.FLAG, "true: it cannot be skipped."),
        Key("when", Shape.CONDITION, "It is left out while this is false."),
        Key("next", Shape.TEXT, 'The later step that follows, or "end"; without it the next one here.'),
        Key("label", Shape.TEXT, "The name of its answer where it is spoken of later.", longest=room.FACT_LABEL.most),
        Key("check", Shape.CHOICE, "Of a step of kind check: what is checked.", options=CHECKS),
        Key("consent", Shape.TEXT, "Of a check of consent: what for, such as marketing."),
        Key("do", Shape.TABLE, "Of a step of kind do: what it does.", blocks=(DO,)),
    ),
)
USE = Block(
    "[[step]]",
    "The steps of a shared guide, in this place.",
    (
        Key("use", Shape.TEXT, "The guide: the name of its file in guides/.", True),
        Key("id", Shape.TEXT, "What next of other steps can name it by; without it the guide's name."),
        Key("when", Shape.CONDITION, "Holds for each of its steps."),
        Key("next", Shape.TEXT, 'Where its steps lead to, or "end"; without it the next one here.'),
    ),
    "that uses a shared guide",
)
_TITLE = Key("title", Shape.TEXT, "What people call it.", True, longest=room.PICKED.most)
_STEPS = Key("step", Shape.TABLES, "The steps, in their order.", True, blocks=(STEP, USE))
GUIDES = FileFormat(
    "guides",
    "guides/*.toml",
    "callside.guide/1",
    "Steps that several call types share.",
    (_TITLE, _STEPS),
)
WRAP_UP = Block(
    "[wrap_up]",
    "What the end of the call needs.",
    (
        Key("goal_s", Shape.WHOLE, "After-call goal in seconds; 0 for none.", low=0, high=LONGEST_GOAL_S),
        Key("require_notes", Shape.FLAG, "true: it cannot be finished without notes."),
    ),
)
DISPOSITION = Block(
    "[[disposition]]",
    "One way the call can end.",
    (
        Key("id", Shape.ID, "Its name in the journal.", True),
        Key(
            "path",
            Shape.TEXTS,
            "The words from the root of the tree to this leaf.",
            True,
            longest=room.BRANCH.most,
            most=DEEPEST_PATH,
        ),
        Key("suggest_when", Shape.CONDITION, "It is preselected while this alone of all is true."),
        Key("require", Shape.TEXTS, "What finishing with it needs: notes, follow_up, survey, answers.<step>."),
    ),
)
FOLLOW_UP = Block(
    "[[follow_up]]",
    "A promise worth making.",
    (
        Key(
            "text",
            Shape.TEXT,
            "What is promised, with {facts} in it.",
            True,
            longest=room.PROMISE.most,
            filled=True,
        ),
        Key("due_in_days", Shape.WHOLE, "In how many days it falls due.", low=0, high=LATEST_DUE),
        Key("when", Shape.CONDITION, "It is offered while this is true."),
    ),
)
CALL_TYPES = FileFormat(
    "call_types",
    "call_types/*.toml",
    "callside.call_type/1",
    "What a call is about: its guide, its dispositions, its promises.",
    (
        _TITLE,
        Key(
            "version", Shape.WHOLE, "On record with every call; raise it with each change.", low=1, high=HIGHEST_VERSION
        ),
        Key("wrap_up", Shape.TABLE, "What the end of the call needs.", blocks=(WRAP_UP,)),
        _STEPS,
        Key("disposition", Shape.TABLES, "The ways the call can end.", True, blocks=(DISPOSITION,)),
        Key("follow_up", Shape.TABLES, "Promises worth making.", blocks=(FOLLOW_UP,)),
    ),
)
