"""What may stand in the test cases of a playbook, tests/*.toml, key by key."""

from __future__ import annotations

from desktop.rules.actions import Outcome
from desktop.rules.decision import Reaction
from desktop.rules.format import Block, FileFormat, Key, Shape
from desktop.rules.hitpolicy import Decided

REACT = Block(
    "react = { … }",
    "What the agent does with a card.",
    (
        Key("action", Shape.TEXT, "The id of the action.", True),
        Key("outcome", Shape.CHOICE, "What becomes of it.", True, tuple(Reaction)),
        Key("reason", Shape.TEXT, "The id of one of its decline reasons."),
    ),
)
LOGGED = Block(
    "log = [{ … }]",
    "What this customer was shown or said before the call.",
    (
        Key("action", Shape.TEXT, "The id of the action."),
        Key("outcome", Shape.CHOICE, "What became of it.", True, tuple(Outcome)),
        Key("ago", Shape.DURATION, "How long before the clock of the case.", True),
        Key("group", Shape.TEXT, "The group the action belonged to."),
        Key("channel", Shape.TEXT, "The channel it was on; voice where nothing is said."),
    ),
)
PANELS = Block(
    "expect.panels",
    "Panels, by their ids.",
    (
        Key("has", Shape.NAMES, "These are pushed."),
        Key("lacks", Shape.NAMES, "These are not."),
        Key("only", Shape.NAMES, "These are pushed, and no others."),
    ),
)
ACTIONS = Block(
    "expect.actions",
    "Actions, by their ids.",
    (
        Key("top", Shape.NAMES, "The first cards, in this order."),
        Key("has", Shape.NAMES, "These are shown."),
        Key("lacks", Shape.NAMES, "These are not shown."),
        Key("absent", Shape.NAMES, "Not shown; as a table, each with the gate that is why."),
        Key("held", Shape.NAMES, "These wait for a fact."),
        Key("possible", Shape.NAMES, "These could still come."),
        Key("suppressed", Shape.NAMES, "The contact policy or their suitability holds these back."),
        Key("mandatory", Shape.NAMES, "These are shown as mandatory."),
    ),
)
ALERTS = Block(
    "expect.alerts",
    "Alerts, by the ids of their rows.",
    (Key("has", Shape.NAMES, "These are shown."), Key("lacks", Shape.NAMES, "These are not.")),
)
EXPECT = Block(
    "expect",
    "What has to come out.",
    (
        Key("call_type", Shape.TEXT, "The call type that is chosen."),
        Key("status", Shape.CHOICE, "How sure that is.", options=tuple(Decided)),
        Key("panels", Shape.TABLE, "Which panels are pushed.", blocks=(PANELS,)),
        Key("actions", Shape.TABLE, "What becomes of actions.", blocks=(ACTIONS,)),
        Key("alerts", Shape.TABLE, "Which alerts are shown.", blocks=(ALERTS,)),
        Key("waiting_for", Shape.NAMES, "Facts that are waited for."),
        Key("wake", Shape.FLAG, "true: time alone was due to change something by now, as a pause ends; false: not."),
    ),
)
_MOMENT = (
    Key("facts", Shape.VALUES, "Facts by name: a value, or a table with state, value and how old it is."),
    Key("call_type", Shape.TEXT, "The agent chooses this call type."),
    Key("react", Shape.TABLE, "The agent reacts to a card.", blocks=(REACT,)),
    Key("advance", Shape.DURATION, "So much time passes first."),
    Key("expect", Shape.TABLE, "What has to come out.", blocks=(EXPECT,)),
)
MOMENT = Block("then = [{ … }]", "What happens next in the same call.", _MOMENT)
CASE = Block(
    "[[case]]",
    "One call, moment by moment. Its people are invented.",
    (
        Key("id", Shape.TEXT, "Its name, said in words.", True),
        Key("base", Shape.TEXT, "Which of the sets of facts it starts from."),
        Key("channel", Shape.TEXT, "The channel of the call; voice where nothing is said."),
        Key("customer_known", Shape.FLAG, "false: nothing is known of what the customer was shown before."),
        Key("log", Shape.TABLES, "What the customer was shown or said before.", blocks=(LOGGED,)),
        *_MOMENT,
        Key("then", Shape.TABLES, "What happens next.", blocks=(MOMENT,)),
    ),
)
CASES = FileFormat(
    "tests",
    "tests/*.toml",
    "callside.cases/1",
    "Test cases: facts in, expected call type, panels, actions and alerts out.",
    (
        Key("clock", Shape.INSTANT, "The time at which the cases begin, with its offset."),
        Key("base", Shape.NAMED, "Sets of facts that several cases start from, by name."),
        Key("case", Shape.TABLES, "The cases.", blocks=(CASE,)),
    ),
)
