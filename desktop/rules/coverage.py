"""What test cases have seen of a playbook: leaves both ways and unknown, rows, gates, pauses."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field

from desktop.rules.actions import CONDITION_GATES, GateName
from desktop.rules.bundle import Bundle
from desktop.rules.columns import points_of, predicate_of
from desktop.rules.evaluation import Evaluation
from desktop.rules.kleene import F, T, Truth, U, truth
from desktop.rules.nodes import Node, State, leaves
from desktop.rules.normalize import canonical_node, indexed_fact
from desktop.rules.printer import print_node
from desktop.rules.schema import Schema
from desktop.rules.values import literal_text
from desktop.rules.witness import bucket_values

_PASSED, _FAILED, _HELD = "passed", "failed", "held"
_ACTIVE, _EXPIRED = "active", "over"


@dataclass(frozen=True, slots=True)
class Missing:
    """Something no case has shown: `witness` says facts that would show it."""

    what: str
    text: str
    verdict: str
    witness: str = ""


@dataclass(frozen=True, slots=True)
class RuleCoverage:
    """How much of one rule the cases have seen."""

    rule: str
    seen: int
    wanted: int
    missing: tuple[Missing, ...]


@dataclass(frozen=True, slots=True)
class CoverageReport:
    """The coverage of all rules."""

    rules: tuple[RuleCoverage, ...]

    @property
    def percent(self) -> int:
        """The share of what was wanted that has been seen, rounded down."""
        wanted = sum(rule.wanted for rule in self.rules)
        return 100 if not wanted else 100 * sum(rule.seen for rule in self.rules) // wanted


@dataclass(slots=True)
class Coverage:
    """Collects what evaluations show; give its `observe` to the case runner."""

    bundle: Bundle
    leaf_verdicts: dict[tuple[str, str], set[Truth]] = field(default_factory=dict)
    rows: set[tuple[str, int]] = field(default_factory=set)
    gates: dict[tuple[str, GateName], set[str]] = field(default_factory=dict)
    pauses: dict[str, set[str]] = field(default_factory=dict)

    def observe(self, found: Evaluation) -> None:
        """Take in one evaluation."""
        for rule, node in _rules(self.bundle):
            for leaf in leaves(node):
                verdicts = self.leaf_verdicts.setdefault((rule, print_node(leaf)), set())
                verdicts.add(truth(leaf, found.seen))
        for table_id, verdicts_of in found.verdicts.items():
            table = self.bundle.table(table_id)
            for row in range(len(table.rows) if table else 0):
                if verdicts_of.of(row) is T:
                    self.rows.add((table_id, row))
        for action_id, judgement in found.judgements.items():
            for report in judgement.gates:
                words = {T: _PASSED, F: _FAILED, U: _HELD}
                if report.gate is GateName.CONTACT:
                    self._pause(action_id, found, report.verdict)
                elif report.parts:
                    self.gates.setdefault((action_id, report.gate), set()).add(words[report.verdict])

    def _pause(self, action_id: str, found: Evaluation, verdict: Truth) -> None:
        history = found.inputs.history
        if verdict is T:
            self.pauses.setdefault(action_id, set()).add(_ACTIVE)
        elif verdict is F and history and any(e.action_id == action_id for e in history):
            self.pauses.setdefault(action_id, set()).add(_EXPIRED)

    def report(self) -> CoverageReport:
        """What has been seen so far, and what has not."""
        rules = [self._rule(rule, node) for rule, node in _rules(self.bundle)]
        rules += list(self._row_reports())
        rules += list(self._action_reports())
        return CoverageReport(tuple(r for r in rules if r.wanted))

    def _rule(self, rule: str, node: Node) -> RuleCoverage:
        wanted = seen = 0
        missing: list[Missing] = []
        for leaf in dict.fromkeys(leaves(node)):
            shown = self.leaf_verdicts.get((rule, print_node(leaf)), set())
            for verdict in _possible(leaf):
                wanted += 1
                if verdict in shown:
                    seen += 1
                else:
                    witness = witness_for(leaf, verdict, self.bundle.schema)
                    missing.append(Missing("leaf", print_node(leaf), verdict.name, witness))
        return RuleCoverage(rule, seen, wanted, tuple(missing))

    def _row_reports(self) -> Iterator[RuleCoverage]:
        for table in self.bundle.tables:
            for number, row in enumerate(table.rows):
                hit = (table.id, number) in self.rows
                missing = () if hit else (Missing("row", print_node(row.condition), "hit"),)
                yield RuleCoverage(f"{table.id}/{row.id}", int(hit), 1, missing)

    def _action_reports(self) -> Iterator[RuleCoverage]:
        for action in self.bundle.catalogue.actions.values():
            groups = self.bundle.catalogue.groups_of(action)
            for gate in CONDITION_GATES:
                if gate in action.gates or any(gate in group.gates for group in groups):
                    shown = self.gates.get((action.id, gate), set())
                    yield _ways(f"{action.id}/{gate.value}", "gate", (_PASSED, _FAILED, _HELD), shown)
            if action.contact_policy or any(group.contact_policy for group in groups):
                shown = self.pauses.get(action.id, set())
                yield _ways(f"{action.id}/contact_policy", "pause", (_ACTIVE, _EXPIRED), shown)


def _ways(rule: str, what: str, ways: tuple[str, ...], shown: set[str]) -> RuleCoverage:
    missing = tuple(Missing(what, rule, way) for way in ways if way not in shown)
    return RuleCoverage(rule, len(ways) - len(missing), len(ways), missing)


def _rules(bundle: Bundle) -> Iterable[tuple[str, Node]]:
    for table in bundle.tables:
        for row in table.rows:
            yield f"{table.id}/{row.id}", row.condition
    for group in bundle.catalogue.groups.values():
        for gate, node in group.gates.items():
            yield f"{group.id}/{gate.value}", node
    for action in bundle.catalogue.actions.values():
        for gate, node in action.gates.items():
            yield f"{action.id}/{gate.value}", node
        for number, weight in enumerate(action.context_weights, 1):
            yield f"{action.id}/weight {number}", weight.when


def _possible(leaf: Node) -> tuple[Truth, ...]:
    """The verdicts a leaf can have: tests on being known are never open."""
    settled = isinstance(leaf, State) and leaf.test in ("known", "unavailable")
    return (T, F) if settled else (T, F, U)


def witness_for(leaf: Node, verdict: Truth, schema: Schema) -> str:
    """Facts that would give a leaf this verdict, as text; blank when they are not simple to tell."""
    leaf = canonical_node(leaf)
    name = indexed_fact(leaf, schema)
    if not name:
        return ""
    if verdict is U:
        return f'{name} = {{ state = "pending" }}'
    definition = schema.facts[name]
    points = points_of(definition.type, [leaf])
    predicate = predicate_of(leaf, points)
    for bucket, value in bucket_values(definition, points).items():
        if bool(predicate.bits >> bucket & 1) == (verdict is T):
            return f"{name} = {literal_text(value)}"
    return f'{name} = {{ state = "absent" }}' if predicate.absent is verdict else ""
