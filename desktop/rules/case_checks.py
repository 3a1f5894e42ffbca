"""What a decision was expected to be, compared with what it is, and why it is not so."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from itertools import islice
from typing import Any

from desktop.rules.actions import Action, Group
from desktop.rules.bundle import ALERTS, CALL_TYPE, PANELS
from desktop.rules.decision import Decision
from desktop.rules.explain import Explanation
from desktop.rules.likeness import did_you_mean
from desktop.rules.problems import Place
from desktop.rules.session import RuleSession
from desktop.rules.tables import Row, Table

MOST_ROWS = 3
MOST_PHRASES = 3
STANDS = {
    "shown": "is shown",
    "possible": "may still come",
    "held": "waits",
    "suppressed": "is held back",
    "out": "does not fit",
    "cut": "has no room",
    "done": "was dealt with",
    "not active": "is not active",
}
"""How an action stands, in words."""
_MATCHES = {"T": "matches", "F": "does not match", "U": "waits"}


@dataclass(frozen=True, slots=True)
class Unmet:
    """An expectation that was not met: which one, by its key; what was wanted and what came instead; why."""

    expectation: str
    want: tuple[str, ...]
    got: tuple[str, ...]
    because: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Checks:
    """Compares one decision with what was expected of it.

    `at` is when it was made, `due` when the one before was to be looked at again, on the clock of the case.
    """

    session: RuleSession
    decision: Decision
    at: datetime
    due: datetime | None

    def run(self, expect: Mapping[str, Any]) -> Iterator[Unmet]:
        """Everything that is not as expected."""
        for name, want in expect.items():
            yield from getattr(self, f"_{name}")(want)

    def _call_type(self, want: str) -> Iterator[Unmet]:
        choice = self.decision.call_type
        if choice.value != want:
            because = [*self._rows(CALL_TYPE, want, matching=False), *self._chosen()]
            yield Unmet("call_type", (want,), (choice.value or choice.status.value,), tuple(because))

    def _status(self, want: str) -> Iterator[Unmet]:
        choice = self.decision.call_type
        if choice.status.value != want:
            missing = [f"still awaited: {', '.join(choice.missing)}"] if choice.missing else []
            yield Unmet("status", (want,), (choice.status.value,), (*self._chosen(), *missing))

    def _panels(self, want: Mapping[str, Any]) -> Iterator[Unmet]:
        yield from self._listed("panels", want, [p.panel for p in self.decision.panels])

    def _alerts(self, want: Mapping[str, Any]) -> Iterator[Unmet]:
        yield from self._listed("alerts", want, [a.id for a in self.decision.alerts])

    def _listed(self, name: str, want: Mapping[str, Any], got: Sequence[str]) -> Iterator[Unmet]:
        """Panels and alerts that have to be there, and others that must not."""
        for test, items in want.items():
            wrong = _wrong(test, several(items), got)
            if wrong:
                because = (line for item in wrong for line in self._rows(name, item, matching=item in got))
                yield Unmet(f"{name}.{test}", several(items) if test == "only" else wrong, tuple(got), tuple(because))

    def _waiting_for(self, want: Any) -> Iterator[Unmet]:
        actions = self.decision.actions
        names = {n for e in (*actions.waiting, *actions.possible) for n in e.waits_for}
        names |= set(self.decision.call_type.missing)
        wrong = _wrong("has", several(want), names)
        if wrong:
            yield Unmet("waiting_for", wrong, tuple(sorted(names)), tuple(map(self._known, wrong)))

    def _known(self, name: str) -> str:
        seen = self.session.evaluation.seen.get(name)
        if seen is None:
            return f"there is no fact {name}{_close(name, self.session.bundle.schema.facts)}"
        return f"{name} is {seen.fact.state.value}, and nothing that could still come depends on it"

    def _wake(self, want: bool) -> Iterator[Unmet]:
        woke = self.due is not None and self.due <= self.at
        if want != woke:
            due = f"was due at {self.due:%Y-%m-%d %H:%M:%S}" if self.due is not None else "was not due at all"
            why = (
                f"after the moment before, a change by time alone {due}; this moment is at {self.at:%Y-%m-%d %H:%M:%S}"
            )
            yield Unmet("wake", (str(want).lower(),), (str(woke).lower(),), (why,))

    def _actions(self, want: Mapping[str, Any]) -> Iterator[Unmet]:
        actions = self.decision.actions
        shown = [e.id for e in actions.shown]
        lists = {
            "mandatory": actions.mandatory,
            "held": actions.waiting,
            "possible": actions.possible,
            "suppressed": actions.suppressed,
        }
        for name, items in want.items():
            if name == "top":
                if tuple(shown[: len(several(items))]) != several(items):
                    yield Unmet("actions.top", several(items), tuple(shown), self._whys(several(items)))
            elif name == "absent":
                yield from self._absent(items, shown)
            else:
                got = [e.id for e in lists[name]] if name in lists else shown
                wrong = _wrong(name if name == "lacks" else "has", several(items), got)
                if wrong:
                    yield Unmet(f"actions.{name}", wrong, tuple(got), self._whys(wrong))

    def _absent(self, want: Any, shown: Sequence[str]) -> Iterator[Unmet]:
        """Actions that must not be shown, each with the gate that must be why."""
        gates = want if isinstance(want, Mapping) else dict.fromkeys(several(want))
        for action, gate in gates.items():
            why = self.session.why(action)
            got = "shown" if action in shown else (why.first_failing_gate or why.verdict) if why else "unknown"
            if action in shown or (gate is not None and got != gate):
                yield Unmet("actions.absent", (action, str(gate or "")), (got,), self._whys((action,)))

    # -- why -----------------------------------------------------------------------------------------------------

    def _whys(self, actions: Iterable[str]) -> tuple[str, ...]:
        return tuple(self._why(action) for action in actions)

    def _why(self, action: str) -> str:
        """How an action stands, at which gate it stops and what the facts say to that."""
        why = self.session.why(action)
        if why is None:
            return f"there is no action {action}{_close(action, self.session.bundle.catalogue.actions)}"
        return f"{action} {STANDS[why.verdict]}{self._gate(action, why)}{_phrases(why)}"

    def _gate(self, action: str, why: Explanation) -> str:
        """The gate at which an action stops, and where that is written."""
        gate = next((line for line in why.gates if line.gate == why.first_failing_gate), None)
        if gate is None:
            return ""
        catalogue = self.session.bundle.catalogue
        failing = {part.owner for part in gate.parts if part.verdict != "T"}
        own = catalogue.actions[action]
        owners: tuple[Action | Group, ...] = (own, *catalogue.groups_of(own))
        rules = [rule for rule in owners if gate.gate in rule.key_places]
        rule = next(rule for rule in rules if not failing or rule.id in failing)
        of = f"its {gate.gate}" if rule is own else f"the {gate.gate} of its group {rule.id}"
        return f", because of {of}{_at(rule.key_places[gate.gate])}"

    def _chosen(self) -> Iterator[str]:
        """The rows on which the call type stands."""
        for row in self.decision.call_type.rows[:MOST_ROWS]:
            yield from self._row(CALL_TYPE, row)

    def _rows(self, table_id: str, value: str, *, matching: bool) -> Iterator[str]:
        """Why the rows of a table that give a value match, or why they do not."""
        table = self.session.bundle.table(table_id)
        names = {row.id: _name(table, row) for row in table.rows} if table is not None else {}
        rows = [row for row, name in names.items() if name == value]
        default = table.default[0] if table is not None and table.default is not None else None
        if default is not None and str(default) == value:
            yield f"the table {table_id} gives {value} where no row matches"
        elif not rows:
            yield f"no row of the table {table_id} gives {value}{_close(value, names.values())}"
        yield from islice((line for row in rows for line in self._row(table_id, row, matching=matching)), MOST_ROWS)

    def _row(self, table_id: str, row_id: str, *, matching: bool = True) -> Iterator[str]:
        why = self.session.why_row(table_id, row_id)
        if why is not None and (why.verdict == "T") == matching:
            said = _phrases(why) or ", as it asks for nothing"
            yield f"row {row_id}{_at(why.rule.place)} {_MATCHES[why.verdict]}{said}"


def several(items: Any) -> tuple[str, ...]:
    """What one word or several name."""
    return (items,) if isinstance(items, str) else tuple(items)


def _wrong(test: str, wanted: Sequence[str], got: Iterable[str]) -> tuple[str, ...]:
    """Those of the names that are not as they should be: missing, there, or there besides those wanted."""
    found = tuple(got)
    if test == "lacks":
        return tuple(item for item in wanted if item in found)
    missing = tuple(item for item in wanted if item not in found)
    return (*missing, *(item for item in found if item not in wanted)) if test == "only" else missing


def _name(table: Table, row: Row) -> str:
    """What a row is expected by: the call type, panel or alert it gives; an alert may go by its row."""
    key = {PANELS: "panel", ALERTS: "id"}.get(table.id, table.output_names[0])
    given = row.outputs[table.output_names.index(key)] if key in table.output_names else None
    return row.id if given is None else str(given)


def _phrases(why: Explanation) -> str:
    more = len(why.phrases) - MOST_PHRASES
    told = "; ".join(why.phrases[:MOST_PHRASES]) + (f"; and {more} more" if more > 0 else "")
    return f": {told}" if told else ""


def _at(place: Place) -> str:
    return f" ({place.file}:{place.line})" if place.file else ""


def _close(word: str, known: Iterable[str]) -> str:
    close = did_you_mean(word, known)
    return f"; did you mean {close}?" if close is not None else ""
