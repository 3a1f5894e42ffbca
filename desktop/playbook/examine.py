"""Looking at a playbook that loads: what its tables and actions can never do, and whether its own test cases hold."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping
from dataclasses import dataclass

from desktop.playbook.case_names import unknown_names
from desktop.playbook.case_words import failures
from desktop.playbook.files import SITE_FACTS
from desktop.playbook.model import CallType, Condition
from desktop.playbook.texts import names_in as names_in_text
from desktop.rules.analyze import analyze
from desktop.rules.bundle import Bundle
from desktop.rules.case_run import run_case
from desktop.rules.cases import Case, read_cases
from desktop.rules.coverage import Coverage, CoverageReport
from desktop.rules.nodes import names_in
from desktop.rules.problems import Problem
from desktop.rules.toml_places import TomlPlaces

UNUSED = "CHK007"


@dataclass(frozen=True, slots=True)
class Trial:
    """What became of a playbook's own cases: those that were read, how many failed, and what they have seen."""

    problems: tuple[Problem, ...]
    cases: tuple[Case, ...]
    failed: int
    coverage: CoverageReport


def try_cases(bundle: Bundle, files: Mapping[str, str], call_types: Collection[str]) -> Trial:
    """Play the cases among the files (tests/*.toml)."""
    cases, problems = read_cases({n: text for n, text in files.items() if n.startswith("tests/")}, bundle.schema)
    problems += unknown_names(cases, bundle, call_types)
    coverage = Coverage(bundle)
    results = [run_case(case, bundle, coverage.observe) for case in cases]
    problems += [problem for result in results for problem in failures(result)]
    failed = sum(not result.passed for result in results)
    return Trial(tuple(problems), tuple(cases), failed, coverage.report())


def analysis(
    bundle: Bundle, call_types: Mapping[str, CallType], facts: str, own_facts: Collection[str]
) -> Iterator[Problem]:
    """The findings of the rules; `facts` is the text of facts.toml, `own_facts` are those it declares.

    That a fact is used nowhere matters only where somebody declared it here.
    """
    places = TomlPlaces(facts, SITE_FACTS)
    spoken_of = set(_names(call_types))
    for finding in analyze(bundle):
        problem = finding.problem
        if problem.code != UNUSED:
            yield problem
            continue
        name = problem.params.get("name", "")
        if name.startswith("decision.") and not any(f"{spoken}.".startswith(f"{name}.") for spoken in spoken_of):
            yield problem
        if name in own_facts and name not in spoken_of:
            yield places.at(("fact", name), name, f"fact {name}").notice(UNUSED, name=name)


def _names(call_types: Mapping[str, CallType]) -> Iterator[str]:
    """The facts that guides, dispositions and promises speak of."""
    for kind in call_types.values():
        conditions: list[Condition | None] = [step.when for step in kind.guide]
        conditions += [leaf.suggest_when for leaf in kind.dispositions]
        conditions += [promise.when for promise in kind.follow_ups]
        for condition in conditions:
            if condition is not None:
                yield from names_in(condition.node)
        said = [
            text for step in kind.guide for words in (step.say, step.question) for text in words.by_language.values()
        ]
        for text in (*said, *(promise.text for promise in kind.follow_ups)):
            yield from names_in_text(text)
