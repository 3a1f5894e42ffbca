"""Two versions of a playbook on the same cases: what is decided differently, and by which edit."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import islice

from desktop.rules.blame import ACTIONS, HELD_BACK, STRATA, responsible, turned_rows
from desktop.rules.bundle import Bundle
from desktop.rules.case_checks import STANDS
from desktop.rules.case_run import Played, play
from desktop.rules.cases import Case, Step
from desktop.rules.compiled import conditions
from desktop.rules.decision import Decision
from desktop.rules.edits import RuleEdit, rule_edits
from desktop.rules.explain import Explanation
from desktop.rules.facts import Fact
from desktop.rules.nodes import names_in
from desktop.rules.schema import Schema
from desktop.rules.witness import fact_points, made_up_facts, pick

MADE_UP = 200
MAX_REASONS = 5
_VERDICTS = {"T": "true", "F": "false", "U": "not known yet", **STANDS}


@dataclass(frozen=True, slots=True)
class Because:
    """Why one row or action stands as it does, in either version."""

    target: str
    before: tuple[str, ...] = ()
    after: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Difference:
    """One thing decided differently at a step of a case; `rules` are the edits responsible as far as can be told.

    `facts` are those of a made-up case.
    """

    case: str
    step: int
    field: str
    before: str
    after: str
    rules: tuple[str, ...] = ()
    because: tuple[Because, ...] = ()
    facts: tuple[Fact, ...] = ()


@dataclass(frozen=True, slots=True)
class Comparison:
    """All edits, all differences, and how many cases and made-up fact sets were tried."""

    edits: tuple[RuleEdit, ...]
    differences: tuple[Difference, ...]
    cases: int
    made_up: int


def compare(
    old: Bundle, new: Bundle, cases: Sequence[Case], made_up: int = MADE_UP, seed: str = "compare"
) -> Comparison:
    """Run both versions over the cases and over made-up fact sets."""
    edits = tuple(rule_edits(old, new))
    extra = made_up_cases(old, new, cases, made_up, seed)
    differences = [d for case in cases for d in _differences(case, old, new, edits)]
    differences += [replace(d, facts=c.steps[0].facts) for c in extra for d in _differences(c, old, new, edits)]
    return Comparison(edits, tuple(differences), len(cases), len(extra))


def made_up_cases(old: Bundle, new: Bundle, cases: Sequence[Case], count: int, seed: str) -> list[Case]:
    """Cases with one representative per bucket of each fact that both versions can read.

    Every second one changes only what edited rules read, within a case of the author's: so close to the edits that
    they show.
    """
    shared = Schema({n: d for n, d in new.schema.facts.items() if _same_type(old, n, d.type)})
    nodes = [[*conditions(bundle.tables, bundle.catalogue)] for bundle in (old, new)]
    points = fact_points([*nodes[0], *nodes[1]], shared)
    texts = [set(own) for own in nodes]
    edited = {name for node in texts[0] ^ texts[1] for name in names_in(node)}
    near = {name: found for name, found in points.items() if name in edited}
    blank = replace(cases[0], id="", steps=(Step(),), log=()) if cases else Case("", (Step(),))
    found = []
    for number in range(count):
        close = bool(near and cases and number % 2)
        base = cases[pick(seed, "case", number) % len(cases)] if close else blank
        facts = made_up_facts(near if close else points, shared, seed, number)
        held = [fact for fact in base.steps[0].facts if fact.name not in {f.name for f in facts}]
        words = f"made up {number + 1}" + (f", like {base.id}" if close else "")
        found.append(replace(base, id=words, steps=(replace(base.steps[0], facts=(*held, *facts)),)))
    return found


def _same_type(old: Bundle, name: str, type_: object) -> bool:
    before = old.schema.get(name)
    return before is not None and before.type == type_


def _differences(case: Case, old: Bundle, new: Bundle, edits: Sequence[RuleEdit]) -> Iterator[Difference]:
    for before, after in zip(play(case, old), play(case, new), strict=True):
        for name, was, now, targets in _compared(before.decision, after.decision):
            found = before.session.evaluation, after.session.evaluation
            rules = tuple(responsible(edits, name, targets, *found))
            because = tuple(islice(_because(name, targets, before, after), MAX_REASONS))
            yield Difference(case.id, before.number, name, was, now, rules, because)


def _compared(a: Decision, b: Decision) -> Iterator[tuple[str, str, str, tuple[str, ...]]]:
    """What differs: its name, how it was and is, and for actions which ones."""
    pairs = {
        "call type": tuple(f"{d.call_type.value or '-'} ({d.call_type.status})" for d in (a, b)),
        "panels": tuple(", ".join(p.panel for p in d.panels) for d in (a, b)),
        "alerts": tuple(", ".join(e.id for e in d.alerts) for d in (a, b)),
    }
    for name, (was, now) in pairs.items():
        if was != now:
            yield name, was or "none", now or "none", ()
    shown = [[e.id for e in d.actions.shown] for d in (a, b)]
    moved = _moved(*shown)
    if moved:
        yield ACTIONS, ", ".join(shown[0]) or "none", ", ".join(shown[1]) or "none", moved
    was_held, now_held = _held(a), _held(b)
    others = sorted(was_held.keys() | now_held.keys())
    turned = tuple(i for i in others if was_held.get(i) != now_held.get(i) and i not in moved)
    if turned:
        told = [", ".join(f"{i} ({held[i]})" for i in turned if i in held) for held in (was_held, now_held)]
        yield HELD_BACK, told[0] or "none", told[1] or "none", turned


def _moved(was: Sequence[str], now: Sequence[str]) -> tuple[str, ...]:
    """The actions that came, left or changed places among those that stayed."""
    stayed = [[i for i in one if i in other] for one, other in ((was, now), (now, was))]
    turned = [i for pair in zip(*stayed, strict=True) if pair[0] != pair[1] for i in pair]
    return tuple(dict.fromkeys(i for i in (*was, *now) if i in turned or (i in was) != (i in now)))


def _held(decision: Decision) -> dict[str, str]:
    """The actions that are not shown, each with the gate that is why."""
    actions = decision.actions
    entries = (*actions.possible, *actions.waiting, *actions.suppressed)
    return {e.id: e.first_failing_gate or "no room" for e in entries}


# -- why ---------------------------------------------------------------------------------------------------------


def _because(name: str, targets: Sequence[str], before: Played, after: Played) -> Iterator[Because]:
    """Both explanations of each row or action that stands differently."""
    if name in STRATA:
        table = STRATA[name]
        for row in turned_rows(table, before.session.evaluation, after.session.evaluation):
            told = [_said_of(played.session.why_row(table, row)) for played in (before, after)]
            yield Because(f"{table}/{row}", *told)
    for action in targets:
        yield Because(action, *(_said_of(played.session.why(action)) for played in (before, after)))


def _said_of(why: Explanation | None) -> tuple[str, ...]:
    return (_VERDICTS.get(why.verdict, why.verdict), *why.phrases) if why is not None else ("not there",)
