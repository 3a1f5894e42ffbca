"""The four gates of an action, and what each verdict does to it."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from decimal import Decimal
from enum import StrEnum

from desktop.rules.actions import (
    CONDITION_GATES,
    Action,
    Catalogue,
    GateName,
    Group,
)
from desktop.rules.contact import Suppression, contact_rules
from desktop.rules.kleene import F, T, Truth, U, value_of
from desktop.rules.nodes import Node
from desktop.rules.seen import SeenFacts
from desktop.rules.tables import as_number
from desktop.rules.values import Money

Judge = Callable[[Node], Truth]


class Bucket(StrEnum):
    """Where an action ends up after its gates."""

    PASS = "pass"
    POSSIBLE = "possible"
    HELD = "held"
    SUPPRESSED = "suppressed"
    OUT = "out"


@dataclass(frozen=True, slots=True)
class GatePart:
    """One condition of a gate: the action's own or that of a group."""

    owner: str
    node: Node
    verdict: Truth


@dataclass(frozen=True, slots=True)
class GateReport:
    """One gate: its verdict (for contact policy T means suppressed) and its parts."""

    gate: GateName
    verdict: Truth
    parts: tuple[GatePart, ...] = ()
    suppression: Suppression | None = None


@dataclass(frozen=True, slots=True)
class Judgement:
    """An action after its gates; `failing` is the first gate that keeps it from being shown."""

    action: Action
    bucket: Bucket
    failing: GateName | None
    gates: tuple[GateReport, ...]
    weights: tuple[tuple[int, Truth], ...] = ()
    value: Decimal | None = None
    money: str = ""

    def gate(self, name: GateName) -> GateReport:
        """The report of one gate."""
        return next(report for report in self.gates if report.gate is name)

    @property
    def until(self) -> datetime | None:
        """The end of the suppression in force."""
        found = self.gate(GateName.CONTACT).suppression
        return found.until if found is not None and self.bucket is Bucket.SUPPRESSED else None


@dataclass(frozen=True, slots=True)
class Situation:
    """What the gates look at: verdicts, facts, and what the log suppresses (None: not loaded)."""

    judge: Judge
    facts: SeenFacts
    paused: Mapping[str, Suppression] | None


def judge_action(action: Action, catalogue: Catalogue, at: Situation) -> Judgement:
    """Run an action through its gates."""
    groups = catalogue.groups_of(action)
    reports = [_condition_gate(gate, action, groups, at.judge) for gate in CONDITION_GATES]
    reports.append(_contact_gate(action, catalogue, at))
    verdicts = {report.gate: report.verdict for report in reports}
    value, money = action_value(action, at.facts)
    bucket, failing = _bucket(action, verdicts, value)
    weights = tuple((w.weight, at.judge(w.when)) for w in action.context_weights)
    return Judgement(action, bucket, failing, tuple(reports), weights, value, money)


def _condition_gate(gate: GateName, action: Action, groups: Sequence[Group], judge: Judge) -> GateReport:
    owners = [(action.id, action.gates.get(gate))]
    owners += [(group.id, group.gates.get(gate)) for group in groups]
    parts = tuple(GatePart(o, node, judge(node)) for o, node in owners if node is not None)
    return GateReport(gate, min((part.verdict for part in parts), default=T), parts)


def _contact_gate(action: Action, catalogue: Catalogue, at: Situation) -> GateReport:
    """T: suppressed, U: the log is not there (no customer yet, or not loaded), F: free."""
    has_rules = any(True for _ in contact_rules(action, catalogue))
    if action.mandatory:
        return GateReport(GateName.CONTACT, F)
    if at.paused is None:
        return GateReport(GateName.CONTACT, U if has_rules else F)
    found = at.paused.get(action.id)
    return GateReport(GateName.CONTACT, F if found is None else T, (), found)


def _bucket(
    action: Action, verdicts: Mapping[GateName, Truth], value: Decimal | None
) -> tuple[Bucket, GateName | None]:
    for gate in CONDITION_GATES:
        if verdicts[gate] is F:
            return Bucket.OUT, gate
    if action.mandatory:
        return _mandatory_bucket(action, verdicts)
    for gate in (GateName.ELIGIBILITY, GateName.SUITABILITY):
        if verdicts[gate] is U:
            return Bucket.HELD, gate
    if verdicts[GateName.CONTACT] is not F:
        return Bucket.SUPPRESSED, GateName.CONTACT
    if verdicts[GateName.APPLICABILITY] is U:
        return Bucket.POSSIBLE, GateName.APPLICABILITY
    return (Bucket.HELD if value is None else Bucket.PASS), None


def _mandatory_bucket(action: Action, verdicts: Mapping[GateName, Truth]) -> tuple[Bucket, GateName | None]:
    unknown = next((gate for gate in CONDITION_GATES if verdicts[gate] is U), None)
    if unknown is None or action.show_on_unknown:
        return Bucket.PASS, unknown
    return Bucket.HELD, unknown


def action_value(action: Action, facts: SeenFacts) -> tuple[Decimal | None, str]:
    """The value of an action and its currency; None when it cannot be told yet."""
    if action.value_expr is None:
        return action.value, ""
    found = value_of(action.value_expr, facts)
    if found.value is None:
        return action.value_if_unknown, ""
    value = found.value
    number = None if isinstance(value, frozenset) else as_number(value)
    money = value.currency if isinstance(value, Money) else ""
    return (action.value_if_unknown if number is None else max(number, Decimal(0))), money
