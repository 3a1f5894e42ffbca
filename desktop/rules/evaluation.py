"""What the engine holds about one moment: inputs, verdicts, results, judgements."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime

from desktop.rules.arbitrate import Candidate, Estimate
from desktop.rules.bundle import Bundle
from desktop.rules.clock import Zone
from desktop.rules.contact import ContactEvent
from desktop.rules.facts import FactSet
from desktop.rules.gates import Judgement
from desktop.rules.hitpolicy import TableResult
from desktop.rules.index import Running, Verdicts
from desktop.rules.kleene import Truth, U, truth
from desktop.rules.nodes import Node, leaves, names_in
from desktop.rules.seen import Look, Seen
from desktop.rules.tables import Row

MAX_CANDIDATES = 200


@dataclass(slots=True)
class Standing:
    """How the actions stand: `notable` are those worth speaking of, `pauses` end by themselves.

    `scored` keeps the scores of judgements that stayed the same.
    """

    judgements: dict[str, Judgement] = field(default_factory=dict)
    notable: dict[str, Judgement] = field(default_factory=dict)
    pauses: dict[str, datetime] = field(default_factory=dict)
    scored: dict[str, tuple[Judgement, Estimate | None, Candidate]] = field(default_factory=dict)


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
        """Work out the local day once."""
        object.__setattr__(self, "today", self.zone.local_date(self.now))


@dataclass(slots=True)
class Evaluation:
    """What the bundle says about the inputs.

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

    @property
    def today(self) -> date:
        """The local day."""
        return self.inputs.today

    @property
    def judgements(self) -> dict[str, Judgement]:
        """The judgements of all active actions."""
        return self.standing.judgements

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
        table, result = self.bundle.table(table_id), self.results.get(table_id)
        if table is None or result is None:
            return ()
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
