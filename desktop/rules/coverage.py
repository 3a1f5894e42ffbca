"""What test cases have seen of a playbook: leaves both ways and unknown, rows, gates, pauses."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from desktop.rules.actions import CONDITION_GATES, Action, GateName
from desktop.rules.boxes import space_of
from desktop.rules.bundle import Bundle
from desktop.rules.columns import points_of, predicate_of
from desktop.rules.evaluation import Evaluation
from desktop.rules.facts import Fact
from desktop.rules.kleene import F, T, Truth, U, truth
from desktop.rules.nodes import Name, Node, State, TextTest, leaves, names_in
from desktop.rules.normalize import canonical_node, indexed_fact
from desktop.rules.printer import print_node
from desktop.rules.problems import Place
from desktop.rules.schema import Schema
from desktop.rules.witness import bucket_values, case_facts, known_facts

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
    place: Place = Place()


@dataclass(frozen=True, slots=True)
class CoverageReport:
    """The coverage of all rules."""

    rules: tuple[RuleCoverage, ...]

    @property
    def percent(self) -> int:
        """The share of what was wanted that has been seen, rounded down."""
        wanted = sum(rule.wanted for rule in self.rules)
        return 100 if not wanted else 100 * sum(rule.seen for rule in self.rules) // wanted


class Coverage:
    """Collects what evaluations show; give its `observe` to the case runner."""

    def __init__(self, bundle: Bundle) -> None:
        """Nothing has been seen yet."""
        self.bundle = bundle
        self.rules = [_Rule(name, node, place) for name, node, place in _rules(bundle)]
        self.rows: set[tuple[str, int]] = set()
        self.gates: dict[tuple[str, GateName], set[str]] = {}
        self.pauses: dict[str, set[str]] = {}

    def observe(self, found: Evaluation) -> None:
        """Take in one evaluation."""
        for rule in self.rules:
            for leaf, verdicts in rule.leaves.values():
                if len(verdicts) < len(Truth):
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
        rules = [rule.report(self.bundle.schema) for rule in self.rules]
        rules += list(self._row_reports())
        rules += list(self._action_reports())
        return CoverageReport(tuple(r for r in rules if r.wanted))

    def _row_reports(self) -> Iterator[RuleCoverage]:
        for table in self.bundle.tables:
            for number, row in enumerate(table.rows):
                hit = (table.id, number) in self.rows
                witness = "" if hit else witness_of_row(row.condition, self.bundle.schema)
                missing = () if hit else (Missing("row", print_node(row.condition), "hit", witness),)
                yield RuleCoverage(f"{table.id}/{row.id}", int(hit), 1, missing, row.place)

    def _action_reports(self) -> Iterator[RuleCoverage]:
        for action in self.bundle.catalogue.actions.values():
            groups = self.bundle.catalogue.groups_of(action)
            for gate in CONDITION_GATES:
                if gate in action.gates or any(gate in group.gates for group in groups):
                    shown = self.gates.get((action.id, gate), set())
                    yield _ways(action, gate, "gate", (_PASSED, _FAILED, _HELD), shown)
            if action.contact_policy or any(group.contact_policy for group in groups):
                shown = self.pauses.get(action.id, set())
                yield _ways(action, GateName.CONTACT, "pause", (_ACTIVE, _EXPIRED), shown)


class _Rule:
    """One condition: its leaves by their text, each with the verdicts seen so far."""

    def __init__(self, name: str, node: Node, place: Place) -> None:
        self.name = name
        self.place = place
        self.leaves: dict[str, tuple[Node, set[Truth]]] = {print_node(leaf): (leaf, set()) for leaf in leaves(node)}

    def report(self, schema: Schema) -> RuleCoverage:
        wanted = seen = 0
        missing: list[Missing] = []
        for text, (leaf, shown) in self.leaves.items():
            for verdict in _possible(leaf):
                wanted += 1
                if verdict in shown:
                    seen += 1
                else:
                    missing.append(Missing("leaf", text, verdict.name, witness_for(leaf, verdict, schema)))
        return RuleCoverage(self.name, seen, wanted, tuple(missing), self.place)


def _ways(action: Action, gate: GateName, what: str, ways: tuple[str, ...], shown: set[str]) -> RuleCoverage:
    rule = f"{action.id}/{gate.value}"
    missing = tuple(Missing(what, rule, way) for way in ways if way not in shown)
    return RuleCoverage(rule, len(ways) - len(missing), len(ways), missing, action.place)


def _rules(bundle: Bundle) -> Iterator[tuple[str, Node, Place]]:
    for table in bundle.tables:
        for row in table.rows:
            yield f"{table.id}/{row.id}", row.condition, row.place
    for group in bundle.catalogue.groups.values():
        for gate, node in group.gates.items():
            yield f"{group.id}/{gate.value}", node, group.place
    for action in bundle.catalogue.actions.values():
        for gate, node in action.gates.items():
            yield f"{action.id}/{gate.value}", node, action.place
        for number, weight in enumerate(action.context_weights, 1):
            yield f"{action.id}/weight {number}", weight.when, action.place


def _possible(leaf: Node) -> tuple[Truth, ...]:
    """The verdicts a leaf can have: tests on being known are never open."""
    settled = isinstance(leaf, State) and leaf.test in ("known", "unavailable")
    return (T, F) if settled else (T, F, U)


def witness_for(leaf: Node, verdict: Truth, schema: Schema) -> str:
    """Facts that would give a leaf this verdict, as in a test case; blank when they are not simple to tell."""
    name = indexed_fact(canonical_node(leaf), schema)
    if not name:
        return _witness_of_virtual(leaf, verdict, schema)
    if not _settable(name, schema):
        return ""
    if verdict is U:
        return case_facts([Fact.pending(name)])
    definition = schema.facts[name]
    points = points_of(definition.type, [leaf])
    predicate = predicate_of(leaf, points)
    for bucket, value in bucket_values(definition, points).items():
        if bool(predicate.bits >> bucket & 1) == (verdict is T):
            return case_facts(known_facts({name: value}))
    return case_facts(known_facts({name: None})) if predicate.absent is verdict else ""


def _witness_of_virtual(leaf: Node, verdict: Truth, schema: Schema) -> str:
    """Texts that hold or miss a piece, and facts that have not arrived; other tests are left to people."""
    names = names_in(leaf)
    if not names or not all(_settable(name, schema) for name in names):
        return ""
    if verdict is U:
        return case_facts([Fact.pending(names[0])])
    if isinstance(leaf, TextTest) and isinstance(leaf.operand, Name):
        text = leaf.text.value if (verdict is T) != leaf.negated else "something else"
        return case_facts(known_facts({names[0]: text}))
    return ""


def witness_of_row(condition: Node, schema: Schema) -> str:
    """Facts that make a whole condition true, as in a test case; blank when points alone do not settle it."""
    space = space_of([condition], schema)
    for box in space.boxes:
        if box.is_exact and not space.is_empty(box) and all(_settable(name, schema) for name in box.allowed):
            return case_facts(known_facts(space.witness(box.allowed)))
    return ""


def _settable(name: str, schema: Schema) -> bool:
    """Whether a case can say the fact: results and what follows from the time are worked out."""
    return not name.startswith("decision.") and schema.facts[name].derive is None
