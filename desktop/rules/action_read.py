"""The action catalogue read from TOML files."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import timedelta
from decimal import Decimal
from typing import Any

from desktop.rules.actions import (
    CONDITION_GATES,
    COUNTED,
    DECLINED_AS,
    FOREVER,
    MAX_GROUP_DEPTH,
    Action,
    Catalogue,
    ContactRule,
    ContextWeight,
    DeclineReason,
    Effect,
    GateName,
    Group,
    Outcome,
)
from desktop.rules.conditions import Conditions
from desktop.rules.format_actions import (
    ACTION,
    ACTIONS,
    CONTACT_RULE,
    CONTEXT_WEIGHT,
    DECLINE_REASON,
    EFFECT,
    EFFECTS,
    GROUP,
    HIGHEST_PRIORITY,
    HIGHEST_VERSION,
    HIGHEST_WEIGHT,
    LOWEST_PRIORITY,
    LOWEST_WEIGHT,
    MOST_COUNTED,
    MOST_SHOWN,
    SCOPES,
)
from desktop.rules.misfits import stranger
from desktop.rules.nodes import Node
from desktop.rules.problems import Place, Problem
from desktop.rules.read_values import read_span
from desktop.rules.room import BUTTON, CARD, MOST_DECLINES, SAID, Room
from desktop.rules.room import GROUP as GROUP_ROOM
from desktop.rules.schema import Schema
from desktop.rules.spoken import Check, first_of, others, read_spoken
from desktop.rules.tables import Status
from desktop.rules.toml_fields import Fields
from desktop.rules.toml_read import read_toml

PLACED = (*CONDITION_GATES, GateName.CONTACT, "effective_to")
"""The settings that findings are about."""
EFFECT_NAMES = ("panel", "operation", "text", "number", "to")


def read_catalogue(
    texts: Mapping[str, str], schema: Schema, languages: tuple[str, ...] = ()
) -> tuple[Catalogue, list[Problem]]:
    """One catalogue from several files (name -> text) and all their problems; `languages` are the playbook's."""
    reader = _CatalogueReader(schema, languages)
    files = [reader.open(file, texts[file]) for file in sorted(texts)]
    for fields in files:
        reader.read_groups(fields)
    reader.check_groups()
    for fields in files:
        reader.read_actions(fields)
    return Catalogue(reader.actions, reader.groups), reader.problems


class _CatalogueReader:
    def __init__(self, schema: Schema, languages: tuple[str, ...]) -> None:
        self.schema = schema
        self.languages = languages
        self.conditions = Conditions(schema)
        self.problems: list[Problem] = []
        self.groups: dict[str, Group] = {}
        self.group_places: dict[str, Place] = {}
        self.parents: dict[str, Place] = {}
        self.actions: dict[str, Action] = {}

    def open(self, file: str, text: str) -> Fields:
        """The settings of a file; of one that cannot be read there are none."""
        data, found = read_toml(text, file)
        self.problems += found
        fields = Fields.of_file(data or {}, text, file, self.schema, self.problems)
        fields.conditions = self.conditions
        if data is not None:
            fields.of_format(ACTIONS)
        return fields

    def read_groups(self, top: Fields) -> None:
        table = top.raw.get("group", {})
        if not isinstance(table, dict):
            top.misfit("group", "written as [group.name]")
            return
        for group_id, raw in table.items():
            self._group(str(group_id), top.named("group", str(group_id), raw))

    def _group(self, group_id: str, fields: Fields) -> None:
        if group_id in self.groups:
            fields.again(None, group_id, self.group_places[group_id])
        fields.only(GROUP.names)
        self.group_places.setdefault(group_id, fields.place())
        self.parents[group_id] = fields.place("parent")
        self.groups[group_id] = Group(
            id=group_id,
            label=fields.short("label", GROUP_ROOM, group_id.replace("_", " ").capitalize()),
            weight=fields.whole("weight", 0, LOWEST_WEIGHT, HIGHEST_WEIGHT),
            max_shown=fields.whole("max_shown", MOST_SHOWN, 0, MOST_SHOWN),
            parent=fields.text("parent"),
            gates=_gates(fields),
            key_places={key: fields.place(key) for key in PLACED if key in fields.raw},
            contact_policy=_contact_policy(fields),
            place=self.group_places[group_id],
        )

    def check_groups(self) -> None:
        too_deep: dict[str, list[str]] = {}
        for group_id, group in self.groups.items():
            if group.parent and group.parent not in self.groups:
                problem = stranger(self.parents[group_id], "ACT004", group.parent, self.groups, group=group.parent)
                self.problems.append(problem)
                continue
            chain, parent = [group_id], group.parent
            while parent in self.groups and len(chain) <= MAX_GROUP_DEPTH:
                chain.append(parent)
                parent = self.groups[parent].parent
            if len(chain) > MAX_GROUP_DEPTH:
                too_deep[group_id] = chain
        # of a chain its lower end is named, of a circle its first group
        ends = too_deep.keys() - {self.groups[group_id].parent for group_id in too_deep} or sorted(too_deep)[:1]
        for group_id in sorted(ends):
            told = {"limit": MAX_GROUP_DEPTH, "path": " > ".join(too_deep[group_id])}
            self.problems.append(self.parents[group_id].problem("ACT007", **told))

    def read_actions(self, top: Fields) -> None:
        blocks = top.raw.get("action", [])
        if not isinstance(blocks, list):
            top.misfit("action", "written as [[action]]")
            return
        for index, raw in enumerate(blocks):
            self._action(top.entry("action", index, raw))

    def _action(self, fields: Fields) -> None:
        fields.only(ACTION.names)
        action_id = fields.identifier()
        if action_id in self.actions:
            fields.again("id", action_id, self.actions[action_id].place)
            return
        group = fields.text("group")
        if group and group not in self.groups:
            fields.stranger("ACT004", "group", group, self.groups, group=group)
        self.actions[action_id] = Action(
            id=action_id,
            group=group,
            version=fields.whole("version", 1, 0, HIGHEST_VERSION),
            status=Status(fields.choice("status", [s.value for s in Status], "active")),
            owner=fields.text("owner"),
            effective_from=fields.day("effective_from"),
            effective_to=fields.day("effective_to"),
            gates=_gates(fields),
            key_places={key: fields.place(key) for key in PLACED if key in fields.raw},
            context_weights=_context_weights(fields),
            contact_policy=_contact_policy(fields),
            decline_reasons=_decline_reasons(fields, self.languages),
            effects=tuple(read_effect(entry, self.languages) for entry in fields.entries("effects")),
            place=fields.place("id"),
            weight=fields.whole("weight", 0, LOWEST_WEIGHT, HIGHEST_WEIGHT),
            priority=fields.whole("priority", 0, LOWEST_PRIORITY, HIGHEST_PRIORITY),
            **_words(fields, self.languages),
            **_mandatory(fields),
            **_value(fields),
        )


def _words(fields: Fields, languages: tuple[str, ...]) -> dict[str, Any]:
    titles = read_spoken(fields, "title", languages, _in(CARD))
    talk_tracks = read_spoken(fields, "talk_track", languages, _in(SAID))
    if fields.raw.get("title", "") in ("", {}):
        fields.missing("title")
    return {
        "title": first_of(titles),
        "titles": others(titles),
        "talk_track": first_of(talk_tracks),
        "talk_tracks": others(talk_tracks),
    }


def _in(room: Room) -> Check:
    """A text that is filled with facts, in a place of its own."""

    def check(fields: Fields, key: str, text: str, what: str) -> None:
        fields.fits(key, text, room, what)
        fields.placeholders(key, text, ("action.value",))

    return check


def _mandatory(fields: Fields) -> dict[str, Any]:
    mandatory = fields.flag("mandatory")
    show = fields.choice("on_unknown", ("hold", "show"), "hold") == "show"
    if show and not mandatory:
        fields.wrong("ACT008", "on_unknown")
    return {"mandatory": mandatory, "show_on_unknown": show and mandatory}


def _value(fields: Fields) -> dict[str, Any]:
    value = fields.amount("value")
    return {
        "value": Decimal(1) if value is None else value,
        "value_expr": fields.number_expression("value_expr"),
        "value_if_unknown": fields.amount("value_if_unknown"),
    }


def _gates(fields: Fields) -> dict[GateName, Node]:
    found = {}
    for gate in CONDITION_GATES:
        node = fields.condition(gate.value, firm=gate is not GateName.APPLICABILITY)
        if node is not None:
            found[gate] = node
    return found


def _context_weights(fields: Fields) -> tuple[ContextWeight, ...]:
    weights = []
    for entry in fields.entries("context_weights"):
        entry.only(CONTEXT_WEIGHT.names)
        node = entry.condition("when", needed=True)
        if "when" not in entry.raw:
            entry.missing("when", "when = 'a condition'")
        if node is not None:
            weight = entry.whole("weight", 0, LOWEST_WEIGHT, HIGHEST_WEIGHT)
            weights.append(ContextWeight(node, weight, entry.place("when")))
    return tuple(weights)


def _contact_policy(fields: Fields) -> tuple[ContactRule, ...]:
    rules = []
    for entry in fields.entries("contact_policy"):
        entry.only(CONTACT_RULE.names)
        on = entry.choice("on", [o.value for o in COUNTED], "shown")
        within = entry.duration("within")
        if "within" not in entry.raw:
            entry.missing("within", 'within = "30d"')
        elif within is not None and not within:
            entry.misfit("within", 'longer than no time, such as "30d"')
        scope = entry.choice("scope", SCOPES, "action")
        rule = ContactRule(
            on=Outcome(on),
            count=entry.whole("count", 1, 1, MOST_COUNTED),
            within=within or timedelta(0),
            pause=_pause(entry),
            scope=scope,
            channel=entry.text("channel"),
        )
        rules.append(rule)
    return tuple(rules)


def _pause(entry: Fields) -> timedelta:
    if entry.raw.get("pause") == "forever":
        return FOREVER
    pause = read_span(entry.raw.get("pause"))
    if pause is None:
        entry.misfit("pause", 'a duration such as "60d", or "forever"')
    return pause or timedelta(0)


def _decline_reasons(fields: Fields, languages: tuple[str, ...]) -> tuple[DeclineReason, ...]:
    reasons: dict[str, DeclineReason] = {}
    places: dict[str, Place] = {}
    for entry in fields.entries("decline_reasons"):
        entry.only(DECLINE_REASON.names)
        reason_id = entry.identifier()
        if reason_id in reasons:
            entry.again("id", reason_id, places[reason_id])
        places.setdefault(reason_id, entry.place("id"))
        counts = entry.choice("counts_as", [o.value for o in DECLINED_AS], "rejected")
        labels = read_spoken(entry, "label", languages, lambda at, key, text, what: at.fits(key, text, BUTTON, what))
        label = first_of(labels) or reason_id.replace("_", " ").capitalize()
        pause = entry.duration("pause")
        reasons[reason_id] = DeclineReason(reason_id, label, Outcome(counts), pause, others(labels))
    over = len(reasons) - MOST_DECLINES
    if over > 0:
        told = {"count": len(reasons), "limit": MOST_DECLINES, "over": over, "where": "on a card"}
        fields.wrong("CAP014", "decline_reasons", what="decline_reasons", **told)
    return tuple(reasons.values())


def read_effect(entry: Fields, languages: tuple[str, ...] = ()) -> Effect:
    """What accepting an action, or doing a step, does: a kind, what it is done with, and texts filled from facts."""
    entry.only(EFFECT.names)
    if not entry.text("kind"):
        entry.missing("kind", f'kind = "{EFFECTS[0]}" (or {", ".join(EFFECTS[1:])})')
    key = next((key for key in EFFECT_NAMES if key in entry.raw), "")
    name = entry.text(key) if key else ""
    entry.placeholders(key, name)
    texts = entry.inside(entry.raw.get("params", {}), "params")
    params: dict[str, str] = {}
    spoken: dict[str, dict[str, str]] = {}
    for each, value in texts.raw.items():
        if isinstance(value, dict):
            said = read_spoken(texts, each, languages, _filled)
            params[each] = first_of(said)
            spoken[each] = others(said)
        else:
            params[each] = _param(value)
            _filled(texts, each, params[each])
    return Effect(entry.text("kind"), name, entry.flag("confirm"), params, spoken)


def _filled(fields: Fields, key: str, text: str, _: str = "") -> None:
    fields.placeholders(key, text, ("action.value",))


def _param(value: object) -> str:
    if isinstance(value, bool):
        return "true" if value else "false"
    return value if isinstance(value, str) else str(value)
