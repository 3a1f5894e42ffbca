"""What the analysis of a playbook finds: a problem, the rules it is about and facts that show it."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace

from desktop.rules.boxes import space_of
from desktop.rules.clash import Part, clashing, say_clash, say_domain, say_part
from desktop.rules.gaps import Answer, GapResult, find_gap
from desktop.rules.nodes import Not, names_in
from desktop.rules.problems import Place, Problem, Severity
from desktop.rules.reader import upper_first
from desktop.rules.schema import Schema
from desktop.rules.values import Value, literal_text
from desktop.rules.witness import case_facts, known_facts

MOST_EXPLAINED = 200
"""Conditions that can never be true whose reason is looked for."""


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


@dataclass(slots=True)
class Conditions:
    """What is found about conditions over the facts of one playbook, the first ones with the reason."""

    schema: Schema
    explained: int = 0

    def look_at(self, part: Part, what: str, rule: str) -> Iterator[Finding]:
        """A condition that is never or always true; what has no facts in it is meant so."""
        if not names_in(part.node):
            return
        space = space_of([part.node], self.schema)
        if all(space.is_empty(box) for box in space.boxes):
            yield self.never((part,), what, rule, "true", part.place)
        else:
            yield from self.always(part, what, rule, find_gap(space, space.boxes))

    def never(self, parts: Sequence[Part], what: str, rule: str, be: str, place: Place) -> Finding:
        """Conditions that can never all hold, where the first that clashes stands.

        `what` can never `be` true, or offered; where all that clashes stands in one setting, it is of this.
        """
        self.explained += 1
        why = ""
        if self.explained <= MOST_EXPLAINED:
            found = clashing(parts, self.schema)
            place = found[0].place
            if found[0].called and len({part.called for part in found}) == 1:
                what, be = f"the {found[0].called} of {what}", "true"
                found = tuple(replace(part, called="") for part in found)
            mend = ". Change one of them" if len(found) > 1 else ""
            why = f": {say_clash(found, self.schema, place)}{mend}"
        return finding(place, "CHK001", Severity.ERROR, (rule,), what=upper_first(what), be=be, why=why)

    def always(self, part: Part, what: str, rule: str, gap: GapResult) -> Iterator[Finding]:
        """A condition of which no point is left out."""
        if gap.answer is Answer.NONE:
            domain = say_domain((replace(part, node=Not(part.node)),), self.schema)
            why = f"{say_part(part.node)}{domain}"
            yield finding(part.place, "CHK002", Severity.WARNING, (rule,), what=upper_first(what), why=why)
        elif gap.answer is Answer.UNDECIDED:
            yield not_decided(part.place, rule, f"whether {what} is always true: {gap.why}")
