"""The model of the action catalogue: what an agent may be advised to do."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from datetime import date, timedelta
from decimal import Decimal
from enum import StrEnum

from desktop.rules.nodes import ALWAYS, Node
from desktop.rules.problems import Place
from desktop.rules.tables import Status, is_effective


class Outcome(StrEnum):
    """What became of an action, as the interaction log records it."""

    SHOWN = "shown"
    ACCEPTED = "accepted"
    REJECTED = "rejected"
    SNOOZED = "snoozed"
    DONE = "done"
    COMPLAINED = "complained"
    NOT_OFFERED = "not_offered"


COUNTED = tuple(o for o in Outcome if o is not Outcome.NOT_OFFERED)
DECLINED_AS = (Outcome.REJECTED, Outcome.SNOOZED, Outcome.NOT_OFFERED)
FOREVER = timedelta.max


class GateName(StrEnum):
    """The gates of an action, in the order in which they are asked."""

    ELIGIBILITY = "eligibility"
    APPLICABILITY = "applicability"
    SUITABILITY = "suitability"
    CONTACT = "contact_policy"


CONDITION_GATES = (GateName.ELIGIBILITY, GateName.APPLICABILITY, GateName.SUITABILITY)


@dataclass(frozen=True, slots=True)
class ContactRule:
    """After `count` events `on` within a time, pause; scope is action, group or channel."""

    on: Outcome
    count: int
    within: timedelta
    pause: timedelta
    scope: str = "action"
    channel: str = ""


@dataclass(frozen=True, slots=True)
class ContextWeight:
    """A weight added while a condition is true."""

    when: Node
    weight: int
    place: Place = Place()


@dataclass(frozen=True, slots=True)
class DeclineReason:
    """A reason the agent can pick, and what it counts as; `labels` are its words in other languages."""

    id: str
    label: str
    counts_as: Outcome = Outcome.REJECTED
    pause: timedelta | None = None
    labels: Mapping[str, str] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Effect:
    """What accepting does: a name and parameters, executed by the host; `others` are parameters in other languages."""

    kind: str
    name: str = ""
    confirm: bool = False
    params: Mapping[str, str] = field(default_factory=dict)
    others: Mapping[str, Mapping[str, str]] = field(default_factory=dict)

    def in_language(self, language: str) -> Effect:
        """The same in a language of the playbook, in its first where it has no words in that one."""
        spoken = {key: texts[language] for key, texts in self.others.items() if language in texts}
        return replace(self, params={**self.params, **spoken}) if spoken else self

    @property
    def texts(self) -> tuple[str, ...]:
        """The texts that are filled with facts, in every language."""
        return (*self.params.values(), *(text for texts in self.others.values() for text in texts.values()))


@dataclass(frozen=True, slots=True)
class Group:
    """A group of actions; its conditions are and-ed with those of its actions.

    `key_places` are those of the settings that findings are about.
    """

    id: str
    label: str = ""
    weight: int = 0
    max_shown: int = 1_000
    parent: str = ""
    gates: Mapping[GateName, Node] = field(default_factory=dict)
    contact_policy: tuple[ContactRule, ...] = ()
    place: Place = field(default_factory=Place)
    key_places: Mapping[str, Place] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Action:
    """One next-best action; `titles` and `talk_tracks` are its words in other languages.

    `key_places` are those of the settings that findings are about.
    """

    id: str
    title: str
    group: str = ""
    version: int = 1
    status: Status = Status.ACTIVE
    owner: str = ""
    effective_from: date | None = None
    effective_to: date | None = None
    mandatory: bool = False
    show_on_unknown: bool = False
    priority: int = 0
    value: Decimal = Decimal(1)
    value_expr: Node | None = None
    value_if_unknown: Decimal | None = None
    weight: int = 0
    gates: Mapping[GateName, Node] = field(default_factory=dict)
    context_weights: tuple[ContextWeight, ...] = ()
    contact_policy: tuple[ContactRule, ...] = ()
    decline_reasons: tuple[DeclineReason, ...] = ()
    talk_track: str = ""
    effects: tuple[Effect, ...] = ()
    titles: Mapping[str, str] = field(default_factory=dict)
    talk_tracks: Mapping[str, str] = field(default_factory=dict)
    place: Place = field(default_factory=Place)
    key_places: Mapping[str, Place] = field(default_factory=dict)

    def gate(self, name: GateName) -> Node:
        """The action's own condition of a gate."""
        return self.gates.get(name, ALWAYS)

    @property
    def texts(self) -> tuple[str, ...]:
        """The texts that are filled with facts, in every language."""
        spoken = (*self.titles.values(), *self.talk_tracks.values())
        return (self.title, self.talk_track, *spoken, *(text for effect in self.effects for text in effect.texts))

    def is_effective(self, today: date) -> bool:
        """Whether the action takes part on this day."""
        return is_effective(self.status, self.effective_from, self.effective_to, today)


@dataclass(frozen=True, slots=True)
class Catalogue:
    """All actions and groups."""

    actions: Mapping[str, Action] = field(default_factory=dict)
    groups: Mapping[str, Group] = field(default_factory=dict)

    def groups_of(self, action: Action) -> tuple[Group, ...]:
        """The group of an action and the groups around it, innermost first."""
        return self.around(action.group)

    def around(self, group_id: str) -> tuple[Group, ...]:
        """A group and the groups around it, innermost first; nothing for a name that is none."""
        found: list[Group] = []
        while group_id in self.groups and len(found) < MAX_GROUP_DEPTH:
            found.append(self.groups[group_id])
            group_id = self.groups[group_id].parent
        return tuple(found)


MAX_GROUP_DEPTH = 3
