"""What the analysis of a playbook finds: a problem, the rules it is about and facts that show it."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field

from desktop.rules.gaps import Answer, GapResult
from desktop.rules.problems import Place, Problem, Severity
from desktop.rules.values import Value, literal_text
from desktop.rules.witness import case_facts, known_facts


@dataclass(frozen=True, slots=True)
class Finding:
    """One finding: the rules it is about and, where there is one, facts that show it.

    `possible` marks findings that rest on tests which depend on each other in ways that are
    not looked into.
    """

    problem: Problem
    rules: tuple[str, ...]
    witness: Mapping[str, Value | None] = field(default_factory=dict)
    possible: bool = False


def finding(
    place: Place,
    code: str,
    severity: Severity,
    rules: tuple[str, ...],
    shown_by: Mapping[str, Value | None] | None = None,
    possible: bool = False,
    /,
    **params: object,
) -> Finding:
    """A finding at a place; `shown_by` are facts that show it."""
    texts = {key: str(value) for key, value in params.items()}
    if shown_by:
        texts |= {"witness": say_witness(shown_by), "case": case_facts(known_facts(shown_by))}
    texts["possible"] = "Possible: " if possible else ""
    problem = place.put(Problem(code, severity, params=texts))
    return Finding(problem, rules, shown_by or {}, possible)


def not_decided(place: Place, rule: str, why: str) -> Finding:
    """A question without an answer: a warning, since nobody may take it for a clean bill."""
    return finding(place, "CHK010", Severity.WARNING, (rule,), why=why)


def say_witness(witness: Mapping[str, Value | None]) -> str:
    """A witness as text: name = value, or name absent."""
    parts = (f"{n} absent" if v is None else f"{n} = {literal_text(v)}" for n, v in sorted(witness.items()))
    return ", ".join(parts) or "anything"


def always(place: Place, rule: str, gap: GapResult) -> Iterator[Finding]:
    """A rule of which no point is left out."""
    if gap.answer is Answer.NONE:
        yield finding(place, "CHK002", Severity.WARNING, (rule,), rule=rule)
    elif gap.answer is Answer.UNDECIDED:
        yield not_decided(place, rule, f"whether {rule} is always true: {gap.why}")
