"""Running test cases: what differed, and why the engine decided as it did."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from desktop.rules.bundle import Bundle
from desktop.rules.cases import Case, Step
from desktop.rules.clock import FixedZone
from desktop.rules.decision import Decision
from desktop.rules.evaluation import Evaluation
from desktop.rules.session import RuleSession


@dataclass(frozen=True, slots=True)
class Failure:
    """One expectation that was not met: `because` says why the engine decided so."""

    step: int
    expectation: str
    want: str
    got: str
    because: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class CaseResult:
    """The outcome of a case, with its decisions for reports and comparisons."""

    case: Case
    failures: tuple[Failure, ...]
    decisions: tuple[Decision, ...]

    @property
    def passed(self) -> bool:
        """Whether all expectations were met."""
        return not self.failures


class _Watch:
    def __init__(self, at: datetime) -> None:
        self.at = at

    def now(self) -> datetime:
        return self.at


@dataclass(frozen=True, slots=True)
class Played:
    """One step that has been played: the session as it stands, and whether it was due to decide again by itself."""

    number: int
    step: Step
    session: RuleSession
    decision: Decision
    woke: bool


def play(case: Case, bundle: Bundle) -> Iterator[Played]:
    """Play a case step by step; what a step shows must be read before the next one."""
    watch = _Watch(case.clock)
    zone = FixedZone(case.clock.utcoffset() or timedelta(0))
    session = RuleSession(bundle, case.id, watch, zone, case.log, channel=case.channel)
    due: datetime | None = None
    for number, step in enumerate(case.steps, 1):
        watch.at += step.advance
        decision = session.update(step.facts, call_type=step.call_type)
        if step.react is not None:
            decision = session.react(*step.react)
        yield Played(number, step, session, decision, due is not None and due <= watch.at)
        due = decision.next_wake_at


def run_case(case: Case, bundle: Bundle, observe: Callable[[Evaluation], None] | None = None) -> CaseResult:
    """Play a case; `observe` sees each evaluation, for coverage."""
    failures: list[Failure] = []
    decisions: list[Decision] = []
    for played in play(case, bundle):
        decisions.append(played.decision)
        if observe is not None:
            observe(played.session.evaluation)
        checks = _Checks(played.session, played.decision, played.woke)
        failures += [Failure(played.number, *found) for found in checks.run(played.step.expect)]
    return CaseResult(case, tuple(failures), tuple(decisions))


Finding = tuple[str, str, str, tuple[str, ...]]


class _Checks:
    """Compares one decision with what was expected of it."""

    def __init__(self, session: RuleSession, decision: Decision, woke: bool) -> None:
        self.session = session
        self.decision = decision
        self.woke = woke

    def run(self, expect: Mapping[str, Any]) -> Iterable[Finding]:
        for name, want in expect.items():
            yield from getattr(self, f"_{name}")(want)

    def _call_type(self, want: Any) -> Iterable[Finding]:
        choice = self.decision.call_type
        if choice.value != want:
            yield ("call_type", str(want), choice.value or choice.status.value, self._rows(str(want)))

    def _status(self, want: Any) -> Iterable[Finding]:
        choice = self.decision.call_type
        if choice.status.value != want:
            yield ("status", str(want), choice.status.value, self._rows(choice.value or ""))

    def _rows(self, value: str) -> tuple[str, ...]:
        """Why the rows with this result did not match."""
        table = self.session.bundle.table("call_type")
        rows = [r for r in table.rows if str(r.outputs[0]) == value] if table else []
        phrases = []
        for row in rows[:3]:
            why = self.session.why_row("call_type", row.id)
            phrases += [f"{row.id}: {phrase}" for phrase in why.phrases] if why else []
        return tuple(phrases)

    def _panels(self, want: Any) -> Iterable[Finding]:
        yield from _listed("panels", want, [p.panel for p in self.decision.panels])

    def _alerts(self, want: Any) -> Iterable[Finding]:
        yield from _listed("alerts", want, [a.id for a in self.decision.alerts])

    def _waiting_for(self, want: Any) -> Iterable[Finding]:
        actions = self.decision.actions
        names = {n for e in (*actions.waiting, *actions.possible) for n in e.waits_for}
        names |= set(self.decision.call_type.missing)
        yield from _listed("waiting_for", {"has": want}, sorted(names))

    def _wake(self, want: Any) -> Iterable[Finding]:
        if want != self.woke:
            yield ("wake", str(want).lower(), str(self.woke).lower(), ())

    def _actions(self, want: Any) -> Iterable[Finding]:
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
                yield from self._top(items, shown)
            elif name in ("has", "lacks"):
                yield from self._explained(_listed("actions", {name: items}, shown), items)
            elif name == "absent":
                yield from self._absent(items, shown)
            else:
                entries = [e.id for e in lists[name]]
                yield from self._explained(_listed(f"actions.{name}", {"has": items}, entries), items)

    def _top(self, want: Any, shown: list[str]) -> Iterable[Finding]:
        wanted = _several(want)
        if shown[: len(wanted)] != wanted:
            because = tuple(p for action in wanted for p in self._why(action))
            yield ("actions.top", ", ".join(wanted), ", ".join(shown) or "none", because)

    def _absent(self, want: Any, shown: list[str]) -> Iterable[Finding]:
        """Actions that must not be shown, each with the gate that must be why."""
        gates = want if isinstance(want, Mapping) else dict.fromkeys(_several(want))
        for action, gate in gates.items():
            why = self.session.why(action)
            got = "shown" if action in shown else (why.first_failing_gate or why.verdict) if why else "unknown"
            if action in shown or (gate is not None and got != gate):
                yield (f"actions.absent {action}", str(gate or "not shown"), got, self._why(action))

    def _explained(self, found: Iterable[Finding], items: Any) -> Iterable[Finding]:
        for name, want, got, _ in found:
            yield name, want, got, tuple(p for action in _several(items) for p in self._why(action))

    def _why(self, action: str) -> tuple[str, ...]:
        why = self.session.why(action)
        return tuple(f"{action}: {p}" for p in why.phrases) if why else (f"{action}: no such action",)


def _several(items: Any) -> list[str]:
    return [items] if isinstance(items, str) else list(items)


def _listed(name: str, want: Mapping[str, Any], got: list[str]) -> Iterable[Finding]:
    shown = ", ".join(got) or "none"
    for test, items in want.items():
        wanted = _several(items)
        text = f"{test} {', '.join(wanted)}"
        right = {
            "has": all(item in got for item in wanted),
            "lacks": not any(item in got for item in wanted),
            "only": sorted(got) == sorted(wanted),
        }[test]
        if not right:
            yield name, text, shown, ()
