"""What the engine holds about one moment: inputs, verdicts, results, judgements."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from datetime import UTC, date, datetime

from desktop.rules.actions import Action
from desktop.rules.bundle import Bundle
from desktop.rules.clock import Zone
from desktop.rules.contact import ContactEvent
from desktop.rules.facts import FactSet
from desktop.rules.gates import Judgement, Situation, judge_action
from desktop.rules.hitpolicy import TableResult
from desktop.rules.index import Running, Verdicts
from desktop.rules.kleene import Truth, U, truth
from desktop.rules.nodes import Node, leaves, names_in
from desktop.rules.seen import Look, Seen
from desktop.rules.standing import Standing
from desktop.rules.tables import Row

MAX_CANDIDATES = 200


@dataclass(frozen=True, slots=True)
class Inputs:
    """Everything one decision depends on besides the bundle."""

    facts: FactSet
    now: datetime
    zone: Zone
    history: Sequence[ContactEvent] | None
    channel: str = ""
    call_type: str | None = None
    today: date = field(init=False)

    def __post_init__(self) -> None:
        """Work out the local day once; instants are counted in UTC."""
        object.__setattr__(self, "now", self.now.astimezone(UTC))
        object.__setattr__(self, "today", self.zone.local_date(self.now))


@dataclass(slots=True)
class Evaluation:
    """What the bundle says about the inputs; `turns` is the next day on which something starts or ends.

    The runners are handed on to the next evaluation; verdicts and results are not changed.
    """

    bundle: Bundle
    inputs: Inputs
    seen: dict[str, Seen]
    results: dict[str, TableResult] = field(default_factory=dict)
    verdicts: dict[str, Verdicts] = field(default_factory=dict)
    standing: Standing = field(default_factory=Standing)
    gates: Verdicts = field(default_factory=lambda: Verdicts(0, 0))
    runners: dict[str, Running] = field(default_factory=dict)
    gate_runner: Running | None = None
    waiting: dict[str, tuple[str, ...]] = field(default_factory=dict)
    turns: date | None = None

    @property
    def today(self) -> date:
        """The local day."""
        return self.inputs.today

    @property
    def judgements(self) -> dict[str, Judgement]:
        """The judgements of all active actions, in the order of the catalogue; each is made now if need be."""
        found = {name: self.judgement(name) for name in self.bundle.catalogue.actions}
        return {name: judgement for name, judgement in found.items() if judgement is not None}

    def judgement(self, action_id: str) -> Judgement | None:
        """The judgement of an action; None when it is not active."""
        number = self.bundle.compiled.layout.numbers.get(action_id)
        active = number is not None and self.standing.active >> number & 1
        return self.judgement_of(number) if number is not None and active else None

    def judgement_of(self, number: int) -> Judgement:
        """The judgement of an action by its number."""
        held = self.standing.judged.get(number)
        if held is None:
            action = self.bundle.catalogue.actions[self.bundle.compiled.layout.ids[number]]
            held = self.standing.judged[number] = self.judge_now(action)
        return held

    def pauses(self) -> list[datetime]:
        """When the pauses of suppressed actions end, each instant once, in order."""
        contact = self.standing.contact
        ends = contact.ends if contact is not None else ()
        return [end for end, freed in ends if self.standing.suppressed & freed]

    def judge_now(self, action: Action) -> Judgement:
        """The judgement of any action, active or not."""
        contact = self.standing.contact
        paused = contact.paused if contact is not None and contact.history is not None else None
        at = Situation(self.judge, self.seen, paused)
        return judge_action(action, self.bundle.catalogue, at)

    def judge(self, node: Node) -> Truth:
        """The verdict of a condition: from the index for those of the catalogue."""
        rule = self.bundle.compiled.gate_rules.get(id(node))
        return truth(node, self.seen) if rule is None else self.gates.of(rule)

    def waits(self, table_id: str) -> tuple[str, ...]:
        """The facts a table without a firm result waits for, those of most rows first."""
        if table_id not in self.waiting:
            self.waiting[table_id] = self._missing(table_id)
        return self.waiting[table_id]

    def _missing(self, table_id: str) -> tuple[str, ...]:
        table, result = self.bundle.table(table_id), self.results[table_id]
        assert table is not None
        best = sorted(result.unknown, key=lambda i: table.rank(table.rows[i].outputs))
        return missing_facts(self, [table.rows[i] for i in best[:MAX_CANDIDATES]])


def missing_facts(found: Evaluation, rows: Iterable[Row]) -> tuple[str, ...]:
    """The unknown facts on which rows wait, those of most rows first."""
    counts: dict[str, int] = {}
    for row in rows:
        for name in dict.fromkeys(unknown_names(row.condition, found)):
            counts[name] = counts.get(name, 0) + 1
    return tuple(sorted(counts, key=lambda name: (-counts[name], name)))


def unknown_names(node: Node, found: Evaluation) -> list[str]:
    """The facts because of which leaves of a condition are unknown; results stand for theirs."""
    names: list[str] = []
    for leaf in leaves(node):
        if truth(leaf, found.seen) is not U:
            continue
        for name in names_in(leaf):
            if found.seen[name].look is Look.UNKNOWN:
                names.extend(_sources(name, found))
    return names


def _sources(name: str, found: Evaluation) -> tuple[str, ...]:
    if not name.startswith("decision."):
        return (name,)
    return found.waits(name.split(".")[1]) or (name,)
