"""What may stand in actions/*.toml and policy.toml, key by key."""

from __future__ import annotations

from desktop.rules import room
from desktop.rules.actions import COUNTED, DECLINED_AS
from desktop.rules.arbitrate import Exponent, ModelKind
from desktop.rules.format import Block, FileFormat, Key, Shape
from desktop.rules.tables import Status

EFFECTS = ("connector", "open_panel", "email", "note", "dial", "transfer")
SCOPES = ("action", "group", "channel")
LOWEST_WEIGHT, HIGHEST_WEIGHT = -100, 10_000
LOWEST_PRIORITY, HIGHEST_PRIORITY = -1_000_000, 1_000_000
HIGHEST_VERSION = 1_000_000
MOST_COUNTED = 1_000
MOST_SHOWN = 1_000
MOST_SLOTS = 20
MOST_HELD_OUT = 50
LONGEST_VERSION = 64


def _weight(what: str) -> Key:
    return Key("weight", Shape.WHOLE, what, low=LOWEST_WEIGHT, high=HIGHEST_WEIGHT)


CONTACT_RULE = Block(
    "contact_policy = [{ … }]",
    "How often at most: after so many outcomes within a time there is a pause.",
    (
        Key("on", Shape.CHOICE, "The outcome that is counted.", options=tuple(COUNTED)),
        Key("count", Shape.WHOLE, "How many of them lead to the pause.", low=1, high=MOST_COUNTED),
        Key("within", Shape.DURATION, "How far back they are counted.", True),
        Key("pause", Shape.DURATION, "How long it pauses, from the last of them.", True, ("forever",)),
        Key("scope", Shape.CHOICE, "Counted over this action, its group, or all actions on a channel.", options=SCOPES),
        Key("channel", Shape.TEXT, "Counted on this channel only."),
    ),
)
_GATES = (
    Key("eligibility", Shape.CONDITION, "Who may get it at all: law, contract, consent."),
    Key("applicability", Shape.CONDITION, "When it makes sense in this call."),
    Key("suitability", Shape.CONDITION, "When it is right for this customer now."),
    Key("contact_policy", Shape.TABLES, "How often at most.", blocks=(CONTACT_RULE,)),
)
GROUP = Block(
    "[group.name]",
    "What holds for all actions of a group, besides what each of them says.",
    (
        Key("label", Shape.TEXT, "What people call it; without it its name.", longest=room.GROUP.most),
        _weight("Added to the weight of each of its actions."),
        Key("max_shown", Shape.WHOLE, "How many of its actions are shown at a time.", low=0, high=MOST_SHOWN),
        Key("parent", Shape.TEXT, "The group this one belongs to; what holds there holds here."),
        *_GATES,
    ),
)
CONTEXT_WEIGHT = Block(
    "context_weights = [{ … }]",
    "A weight that counts while a condition is true.",
    (Key("when", Shape.CONDITION, "While this is true.", True), _weight("It counts this much more, in percent.")),
)
DECLINE_REASON = Block(
    "decline_reasons = [{ … }]",
    "Why a customer may say no: one digit key each.",
    (
        Key("id", Shape.ID, "Its name in the journal.", True),
        Key("label", Shape.WORDS, "The words on its button; without them its id.", longest=room.BUTTON.most),
        Key("counts_as", Shape.CHOICE, "What the contact policy counts it as.", options=tuple(DECLINED_AS)),
        Key("pause", Shape.DURATION, "How long the action then stays away."),
    ),
)
EFFECT = Block(
    "effects = [{ … }]",
    "What accepting does.",
    (
        Key("kind", Shape.CHOICE, "What kind of thing is done.", True, EFFECTS),
        Key("confirm", Shape.FLAG, "true: it is shown first and wants a second press."),
        Key("params", Shape.VALUES, "The texts it is done with, {facts} filled in; each may be one per language."),
        Key("panel", Shape.TEXT, "Of open_panel: which panel."),
        Key("operation", Shape.TEXT, "Of connector: such as task.create, or system:task.create for one system."),
        Key("text", Shape.TEXT, "Of email: the id of a text in texts/."),
        Key("number", Shape.TEXT, "Of dial: whom to call, with {facts} in it."),
        Key("to", Shape.TEXT, "Of transfer: the number the caller is handed to."),
    ),
)
ACTION = Block(
    "[[action]]",
    "One thing to offer, do or say.",
    (
        Key("id", Shape.ID, "Its name in rules, cases and the journal.", True),
        Key("group", Shape.TEXT, "The group it belongs to."),
        Key(
            "version",
            Shape.WHOLE,
            "On record with every card; raise it when you change something.",
            low=0,
            high=HIGHEST_VERSION,
        ),
        Key("status", Shape.CHOICE, "Only active ones take part.", options=tuple(Status)),
        Key("owner", Shape.TEXT, "Who answers for it."),
        Key("effective_from", Shape.DAY, "Its first day."),
        Key("effective_to", Shape.DAY, "Its last day."),
        Key("title", Shape.WORDS, "The headline of its card.", True, longest=room.CARD.most, filled=True),
        Key("mandatory", Shape.FLAG, "true: shown above all others, whatever they are worth."),
        Key("on_unknown", Shape.CHOICE, "What a mandatory one does while a fact is unknown.", options=("hold", "show")),
        Key("priority", Shape.WHOLE, "Orders the mandatory ones.", low=LOWEST_PRIORITY, high=HIGHEST_PRIORITY),
        Key("value", Shape.AMOUNT, "What a yes is worth."),
        Key("value_expr", Shape.EXPRESSION, "What a yes is worth, worked out from facts."),
        Key("value_if_unknown", Shape.AMOUNT, "What it is worth while one of those facts is unknown."),
        _weight("It counts this much more, in percent."),
        *_GATES[:3],
        Key("context_weights", Shape.TABLES, "When it counts more, or less.", blocks=(CONTEXT_WEIGHT,)),
        _GATES[3],
        Key(
            "decline_reasons",
            Shape.TABLES,
            "Why a customer may say no.",
            most=room.MOST_DECLINES,
            blocks=(DECLINE_REASON,),
        ),
        Key(
            "talk_track",
            Shape.WORDS,
            "What the agent can say, with {facts} in it.",
            longest=room.SAID.most,
            filled=True,
        ),
        Key("effects", Shape.TABLES, "What accepting does.", blocks=(EFFECT,)),
    ),
)
ACTIONS = FileFormat(
    "actions",
    "actions/*.toml",
    "callside.actions/1",
    "Next best actions and their groups.",
    (
        Key("group", Shape.NAMED, "The groups by name.", blocks=(GROUP,)),
        Key("action", Shape.TABLES, "The actions.", blocks=(ACTION,)),
    ),
)

_EXPONENT = Key("exponent", Shape.CHOICE, "How much the chance of a yes counts.", options=tuple(Exponent))
GROUP_POLICY = Block(
    "[group.name]",
    "What is different for one group of actions.",
    (Key(_EXPONENT.name, _EXPONENT.shape, _EXPONENT.what, True, _EXPONENT.options),),
)
POLICY = FileFormat(
    "policy",
    "policy.toml",
    "callside.policy/1",
    "How actions that pass their gates are ranked.",
    (
        Key(
            "version",
            Shape.TEXT,
            "On record with every card; raise it when you change something.",
            longest=LONGEST_VERSION,
        ),
        Key("slots", Shape.WHOLE, "How many cards are shown.", low=1, high=MOST_SLOTS),
        Key("model", Shape.CHOICE, "Who tells the chance of a yes.", options=tuple(ModelKind)),
        _EXPONENT,
        Key("use_chance", Shape.FLAG, "false: the chance of a yes does not count."),
        Key("use_context", Shape.FLAG, "false: context weights do not count."),
        Key("use_value", Shape.FLAG, "false: the value does not count."),
        Key("use_levers", Shape.FLAG, "false: weights of actions and groups do not count."),
        Key("epsilon", Shape.AMOUNT, "The share of calls in which the last card is drawn, from 0 to 1."),
        Key("explore_k", Shape.WHOLE, "Among how many of the best cards it is drawn.", low=1, high=MOST_SLOTS),
        Key(
            "holdout_percent",
            Shape.WHOLE,
            "The share of customers who see mandatory cards only.",
            low=0,
            high=MOST_HELD_OUT,
        ),
        Key("group", Shape.NAMED, "What is different for single groups.", blocks=(GROUP_POLICY,)),
    ),
)
