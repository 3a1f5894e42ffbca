"""How all actions stand, as bit sets: what each gate says, and which actions end up where."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime

from desktop.rules.actions import Catalogue, GateName
from desktop.rules.arbitrate import Candidate, Estimate
from desktop.rules.compiled import Layout
from desktop.rules.contact import ContactEvent, Suppression, contact_rules, groups_of_event, suppression
from desktop.rules.gates import Judgement
from desktop.rules.index import Verdicts
from desktop.rules.kleene import F, T


@dataclass(frozen=True, slots=True)
class Contact:
    """What the log forbids at the moment; to be worked out anew from `until` on, or before `since`.

    `ends` are the instants at which pauses end, each with the actions it frees. `ahead` is when the next entry of the
    log begins to count: the clocks of systems differ.
    """

    history: Sequence[ContactEvent] | None
    channel: str
    since: datetime
    until: datetime | None = None
    paused: Mapping[str, Suppression] = field(default_factory=dict)
    blocked: int = 0
    ends: tuple[tuple[datetime, int], ...] = ()
    ahead: datetime | None = None

    def still(self, history: Sequence[ContactEvent] | None, channel: str, now: datetime) -> bool:
        """Whether this is what a fresh look would find."""
        same = self.history == history and self.channel == channel and (self.history is None) == (history is None)
        return same and self.since <= now and (self.until is None or now < self.until)

    def differing(self, other: Contact, layout: Layout) -> int:
        """The actions about which the two say something else."""
        if self is other:
            return 0
        ids = {i for i in self.paused.keys() | other.paused.keys() if self.paused.get(i) != other.paused.get(i)}
        loaded = (self.history is None) == (other.history is None)
        return layout.bits(ids) | (0 if loaded else layout.policed)


def contact_of(
    layout: Layout, catalogue: Catalogue, history: Sequence[ContactEvent] | None, channel: str, now: datetime
) -> Contact:
    """Look at the log: only actions of which it could speak are judged."""
    if history is None:
        return Contact(None, channel, now, None, {}, layout.policed)
    paused = {}
    for action_id in _spoken_of(catalogue, history):
        action = catalogue.actions[action_id]
        found = suppression(action, catalogue, history, now, channel)
        if found is not None:
            paused[action_id] = found
    ahead = min((event.at for event in history if event.at > now), default=None)
    ends = [s.until for s in paused.values()] + ([ahead] if ahead is not None else [])
    by_end: dict[datetime, list[str]] = {}
    for action_id, found in paused.items():
        by_end.setdefault(found.until, []).append(action_id)
    frees = tuple((end, layout.bits(ids)) for end, ids in sorted(by_end.items()))
    return Contact(history, channel, now, min(ends, default=None), paused, layout.bits(paused), frees, ahead)


def _spoken_of(catalogue: Catalogue, history: Sequence[ContactEvent]) -> list[str]:
    """The actions that a log could suppress."""
    ids = {event.action_id for event in history}
    groups = {group for event in history for group in groups_of_event(event, catalogue)}
    found = []
    for action in catalogue.actions.values() if history else ():
        rules = contact_rules(action, catalogue)
        touched = any(rule.scope == "channel" or (rule.scope == "group" and group in groups) for group, rule in rules)
        if not action.mandatory and (action.id in ids or touched):
            found.append(action.id)
    return found


@dataclass(slots=True)
class Standing:
    """Where the active actions stand; judgements and scores are made when they are asked for.

    `judged` and `scored` go by the number of the action and outlive a decision where nothing touched them.
    """

    active: int = 0
    passing: int = 0
    held: int = 0
    possible: int = 0
    suppressed: int = 0
    unsuitable: int = 0
    contact: Contact | None = None
    judged: dict[int, Judgement] = field(default_factory=dict)
    scored: dict[int, tuple[Judgement, Estimate | None, Candidate]] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class _Gate:
    """Where a gate is true, and where it could be."""

    true: int
    possible: int


def sort_out(active: int, verdicts: Verdicts, contact: Contact, layout: Layout) -> Standing:
    """The buckets of all active actions, by the same rules by which one action is judged."""
    gates = {gate: _gate(gate, verdicts, layout) for gate in GateName if gate is not GateName.CONTACT}
    eligible, relevant = gates[GateName.ELIGIBILITY], gates[GateName.APPLICABILITY]
    suitable = gates[GateName.SUITABILITY]
    alive = active & eligible.possible & relevant.possible
    unsuitable = alive & ~suitable.possible
    alive &= suitable.possible
    sure = eligible.true & suitable.true
    optional, duty = alive & ~layout.mandatory, alive & layout.mandatory
    suppressed = optional & sure & contact.blocked
    free = optional & sure & ~contact.blocked
    shown = duty & (sure & relevant.true | layout.insistent)
    return Standing(
        active=active,
        passing=free & relevant.true | shown,
        held=optional & ~sure | duty & ~shown,
        possible=free & ~relevant.true,
        suppressed=suppressed,
        unsuitable=unsuitable,
        contact=contact,
    )


def _gate(gate: GateName, verdicts: Verdicts, layout: Layout) -> _Gate:
    at, true, possible = layout.offsets.get(gate), layout.everybody, layout.everybody
    if at is not None:
        true, possible = verdicts.true >> at & true, verdicts.possible >> at & possible
    for rule, of, members in layout.groups:
        verdict = verdicts.of(rule) if of is gate else T
        if verdict is not T:
            true &= ~members
        if verdict is F:
            possible &= ~members
    return _Gate(true, possible)


def touched(was: Verdicts, now: Verdicts, layout: Layout) -> int:
    """The actions of which some condition has another verdict."""
    turned = (was.true ^ now.true) | (was.possible ^ now.possible)
    if not turned:
        return 0
    found = 0
    for at in layout.offsets.values():
        found |= turned >> at & layout.everybody
    behind = turned >> layout.after
    while behind:
        low = behind & -behind
        found |= layout.members[layout.after + low.bit_length() - 1]
        behind ^= low
    return found
