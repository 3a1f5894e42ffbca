"""Running test cases: what differed, and why the engine decided as it did."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import datetime, timedelta

from desktop.rules.bundle import Bundle
from desktop.rules.case_checks import Checks, Unmet
from desktop.rules.cases import Case, Step
from desktop.rules.clock import FixedZone
from desktop.rules.decision import Decision
from desktop.rules.evaluation import Evaluation
from desktop.rules.reader import PLAIN, Reader
from desktop.rules.session import RuleSession


@dataclass(frozen=True, slots=True)
class Failure:
    """One expectation of a step that was not met; steps count from 1."""

    step: int
    unmet: Unmet


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
    """One step that has been played: the session as it stands, when that is, and when the one before was due again."""

    number: int
    step: Step
    session: RuleSession
    decision: Decision
    at: datetime
    due: datetime | None


def play(case: Case, bundle: Bundle, reader: Reader = PLAIN) -> Iterator[Played]:
    """Play a case step by step for a reader; what a step shows must be read before the next one."""
    watch = _Watch(case.clock)
    zone = FixedZone(case.clock.utcoffset() or timedelta(0))
    session = RuleSession(bundle, case.id, watch, zone, case.log, channel=case.channel, reader=reader)
    due: datetime | None = None
    for number, step in enumerate(case.steps, 1):
        watch.at += step.advance
        decision = session.update(step.facts, call_type=step.call_type)
        if step.react is not None:
            decision = session.react(*step.react)
        yield Played(number, step, session, decision, watch.at, due)
        wake = decision.next_wake_at
        due = wake.astimezone(case.clock.tzinfo) if wake is not None else None


def run_case(case: Case, bundle: Bundle, observe: Callable[[Evaluation], None] | None = None) -> CaseResult:
    """Play a case; `observe` sees each evaluation, for coverage."""
    failures: list[Failure] = []
    decisions: list[Decision] = []
    for played in play(case, bundle):
        decisions.append(played.decision)
        if observe is not None:
            observe(played.session.evaluation)
        failures += [Failure(played.number, unmet) for unmet in _unmet(played)]
    return CaseResult(case, tuple(failures), tuple(decisions))


def holds(case: Case, bundle: Bundle) -> bool:
    """Whether all expectations of a case are met; the first that is not ends it."""
    return all(next(_unmet(played), None) is None for played in play(case, bundle))


def _unmet(played: Played) -> Iterator[Unmet]:
    return Checks(played.session, played.decision, played.at, played.due).run(played.step.expect)
