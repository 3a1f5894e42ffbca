"""What the engine answers: the types that hosts show, log and replay."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from enum import StrEnum

from desktop.rules.actions import DeclineReason
from desktop.rules.arbitrate import Score
from desktop.rules.entries import Entries
from desktop.rules.explore import Draw, HoldOut
from desktop.rules.hitpolicy import Decided
from desktop.rules.kleene import F, T, Truth, U


class CallTypeSource(StrEnum):
    """Who chose the call type."""

    TABLE = "table"
    AGENT = "agent"


class Reaction(StrEnum):
    """What the agent did with a card."""

    ACCEPTED = "accepted"
    DECLINED = "declined"
    NOT_OFFERED = "not_offered"


@dataclass(frozen=True, slots=True)
class CallTypeChoice:
    """The call type: `missing` are facts still awaited, best first; `rows` those on which the table's answer stands.

    When the agent has chosen, `candidates` and `rows` still tell what the table says.
    """

    value: str | None = None
    status: Decided = Decided.UNDECIDED
    source: CallTypeSource = CallTypeSource.TABLE
    candidates: tuple[str, ...] = ()
    missing: tuple[str, ...] = ()
    reason: str = ""
    rows: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class PanelPush:
    """A panel to show in a slot; within a slot the order is that of the tuple."""

    panel: str
    slot: str = "main"
    priority: int = 0
    collapsed: bool = False


@dataclass(frozen=True, slots=True)
class AlertEntry:
    """Something the agent must notice, with words to say and at most one action."""

    id: str
    severity: str = "info"
    text: str = ""
    action: str = ""
    label: str = ""


@dataclass(frozen=True, slots=True)
class Reason:
    """One sentence for a card: `text` is short, `detail` adds source and age, `brief` tells the source without its age.

    `brief` is empty where there is nothing between the text and its sentence alone.
    """

    text: str
    verdict: str = "T"
    facts: tuple[str, ...] = ()
    detail: str = ""
    brief: str = ""


@dataclass(frozen=True, slots=True)
class FilledEffect:
    """An effect with its parameters filled from facts; `gaps` are those still missing.

    `notifies` says that the system which is written to then writes to the customer itself.
    """

    kind: str
    name: str = ""
    confirm: bool = False
    params: Mapping[str, str] = field(default_factory=dict)
    gaps: tuple[str, ...] = ()
    notifies: bool = False


@dataclass(frozen=True, slots=True)
class ActionEntry:
    """One action on a list: `score` is for logs, people see rank and reasons."""

    id: str
    title: str
    group: str = ""
    reasons: tuple[Reason, ...] = ()
    score: int = 0
    rank: int = 0
    first_failing_gate: str | None = None
    until: datetime | None = None
    talk_track: str = ""
    effects: tuple[FilledEffect, ...] = ()
    decline_reasons: tuple[DeclineReason, ...] = ()
    confirm: bool = False
    mandatory: bool = False
    waits_for: tuple[str, ...] = ()
    no_longer_recommended: bool = False
    reaction: Reaction | None = None
    explored: bool = False
    scoring: Score | None = None


@dataclass(frozen=True, slots=True)
class ActionSet:
    """All actions worth speaking of: shown ones, and those held back with their reason, best first."""

    mandatory: tuple[ActionEntry, ...] = ()
    ranked: tuple[ActionEntry, ...] = ()
    possible: Sequence[ActionEntry] = ()
    waiting: Sequence[ActionEntry] = ()
    suppressed: Sequence[ActionEntry] = ()

    @property
    def shown(self) -> tuple[ActionEntry, ...]:
        """The cards, mandatory first."""
        return self.mandatory + self.ranked

    def find(self, action_id: str) -> ActionEntry | None:
        """The entry of an action on any list."""
        for entries in (self.mandatory, self.ranked, self.possible, self.waiting, self.suppressed):
            entry: ActionEntry | None
            if isinstance(entries, Entries):
                entry = entries.find(action_id)
            else:
                entry = next((e for e in entries if e.id == action_id), None)
            if entry is not None:
                return entry
        return None


class Turned:
    """The rules that have another verdict, named when somebody asks: a change turns thousands that nobody reads."""

    __slots__ = ("_found", "_named")

    def __init__(self, named: Callable[[], Iterable[tuple[str, Truth]]] = tuple) -> None:
        self._named = named
        self._found: tuple[tuple[str, Truth], ...] | None = None

    def found(self) -> tuple[tuple[str, Truth], ...]:
        """Each rule with its verdict now."""
        if self._found is None:
            self._found, self._named = tuple(self._named()), tuple
        return self._found

    def to(self, verdict: Truth) -> tuple[str, ...]:
        """The rules that turned to a verdict."""
        return tuple(rule for rule, now in self.found() if now is verdict)

    def __eq__(self, other: object) -> bool:
        return isinstance(other, Turned) and self.found() == other.found()

    def __hash__(self) -> int:
        return hash(self.found())


@dataclass(frozen=True, slots=True)
class Diff:
    """What is different from the decision before, at first from nothing; rules are table/row and actions/id.gate."""

    rules: Turned = Turned()
    panels_opened: tuple[str, ...] = ()
    panels_closed: tuple[str, ...] = ()
    cards_entered: tuple[str, ...] = ()
    cards_left: tuple[str, ...] = ()
    cards_moved: tuple[str, ...] = ()

    @property
    def became_true(self) -> tuple[str, ...]:
        """The rules that are true now."""
        return self.rules.to(T)

    @property
    def became_false(self) -> tuple[str, ...]:
        """The rules that are false now."""
        return self.rules.to(F)

    @property
    def became_unknown(self) -> tuple[str, ...]:
        """The rules that could go either way now."""
        return self.rules.to(U)


@dataclass(frozen=True, slots=True)
class Decision:
    """The engine's answer for the facts at one moment.

    `next_wake_at` is when to ask again without new data (None: never), `refresh` names the
    facts whose answers are too old. `draw` and `hold_out` are for the feedback log.
    """

    decision_id: str
    bundle_hash: str
    seq: int
    at: datetime
    call_type: CallTypeChoice = CallTypeChoice()
    panels: tuple[PanelPush, ...] = ()
    possible_panels: tuple[PanelPush, ...] = ()
    actions: ActionSet = ActionSet()
    alerts: tuple[AlertEntry, ...] = ()
    diff: Diff = Diff()
    next_wake_at: datetime | None = None
    refresh: tuple[str, ...] = ()
    draw: Draw | None = None
    hold_out: HoldOut | None = None
