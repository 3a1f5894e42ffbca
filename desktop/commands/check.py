"""`callside check`: what is wrong with playbooks, whether their own cases hold, and what those cases leave open."""

from __future__ import annotations

import argparse
import json
import time
from collections.abc import Iterator
from itertools import groupby
from typing import Any

from desktop.commands.files import folder_of
from desktop.commands.outcome import NO, YES
from desktop.playbook.loader import Examined, examined
from desktop.playbook.problems import PlaybookProblem
from desktop.rules.coverage import CoverageReport, Missing
from desktop.rules.mutate import MutationReport, mutate
from desktop.rules.problems import Place, some
from desktop.rules.report import to_json


def check(arguments: argparse.Namespace) -> int:
    """Print every problem of every playbook and what its cases show; 1 if any of the problems is an error."""
    found = {name: examined(folder_of(name)) for name in arguments.playbooks}
    mutants = {name: _mutants(each, arguments.seconds) for name, each in found.items() if arguments.mutants}
    if arguments.json:
        print(json.dumps({name: _report(each, arguments, mutants.get(name)) for name, each in found.items()}, indent=2))
    for name, each in () if arguments.json else found.items():
        for line in _lines(name, each, arguments, mutants.get(name)):
            print(line)
    return NO if any(problem.is_error for each in found.values() for problem in each.problems) else YES


def _mutants(found: Examined, seconds: float) -> MutationReport | None:
    """Small changes to the rules, tried against the cases for so long."""
    if found.playbook is None or found.trial is None:
        return None
    end = time.monotonic() + seconds
    return mutate(found.playbook.bundle, found.trial.cases, go_on=lambda: time.monotonic() < end)


def _lines(name: str, found: Examined, arguments: argparse.Namespace, mutants: MutationReport | None) -> Iterator[str]:
    for problem in found.problems:
        yield str(problem)
        if problem.written:
            yield f"    {problem.line} | {problem.written}"
        yield from (f"    {line}" for line in problem.because)
        if problem.case:
            yield f"    a case for it: facts = {problem.case}"
    if found.trial is not None:
        if arguments.coverage:
            yield from _unseen(found.trial.coverage)
        if mutants is not None:
            yield from _unnoticed(mutants)
        yield _trial(found, listed=arguments.coverage)
    errors = sum(problem.is_error for problem in found.problems)
    state = some(errors, "error") if errors else "ready"
    yield f"{name}: {state}, {some(len(found.problems) - errors, 'warning')}"


def _trial(found: Examined, *, listed: bool) -> str:
    assert found.trial is not None
    cases, failed = len(found.trial.cases), found.trial.failed
    if not cases:
        return "There are no test cases (tests/*.toml)."
    hold = f"Test cases that hold: {cases - failed} of {cases}"
    if failed:
        hold += ". Where a rule is as it should be, change what its case expects; else change the rule"
    more = "" if listed else "; --coverage lists the rest"
    return f"{hold}. Cases show {found.trial.coverage.percent} % of what the rules can say{more}."


_NEVER = {
    "T": "was never true",
    "F": "was never false",
    "U": "was never unknown",
    "hit": "was never hit",
    "passed": "never passed",
    "failed": "never failed",
    "held": "never held anything back",
    "active": "never paused anything",
    "over": "has no case in which its pause is over",
}


def _unseen(coverage: CoverageReport) -> Iterator[str]:
    """What no case has shown, rule by rule, with facts that would show it."""
    rules = [rule for rule in coverage.rules if rule.missing]
    rules.sort(key=lambda rule: (rule.place.file, rule.place.line, rule.rule))
    for (place, name), each in groupby(rules, key=lambda rule: (rule.place, rule.rule)):
        yield f"{_at(place)}{name}"
        for missing in (missing for rule in each for missing in rule.missing):
            proposed = f"; try facts = {missing.witness}" if missing.witness else ""
            yield f"    {_subject(missing)} {_NEVER[missing.verdict]}{proposed}"


def _subject(missing: Missing) -> str:
    return {"leaf": missing.text, "row": "the row", "gate": "the gate", "pause": "the contact policy"}[missing.what]


_CHANGES = {
    "negate": "the opposite",
    "swap and/or": "and, or exchanged",
    "drop": "a part left out",
    "flip": "another comparison",
    "threshold": "another value",
    "member": "a shorter list",
    "swap rows": "rows exchanged",
    "hit policy": "another hit policy",
}


def _unnoticed(report: MutationReport) -> Iterator[str]:
    """The small changes that no case notices, and how many were tried."""
    for (place, name), each in groupby(report.survivors, key=lambda mutant: (mutant.place, mutant.rule)):
        yield f"{_at(place)}{name}: no case would notice"
        for mutant in each:
            yield f"    {_CHANGES.get(mutant.change, mutant.change)}: {mutant.text}"
    out = some(report.left_out, "more was", "more were")
    left = f" ({out} not tried; --seconds gives more time)" if report.left_out else ""
    noticed = report.tried - len(report.survivors)
    yield f"The cases notice {noticed} of {some(report.tried, 'small change')} to the rules{left}."


def _at(place: Place) -> str:
    return f"{place.file}:{place.line}: " if place.file else ""


def _report(found: Examined, arguments: argparse.Namespace, mutants: MutationReport | None) -> Any:
    """The problems; with --coverage or --mutants an object that holds them beside what was asked for."""
    problems = [_problem(problem) for problem in found.problems]
    if not arguments.coverage and not arguments.mutants:
        return problems
    report: dict[str, Any] = {"problems": problems}
    if found.trial is not None:
        report["cases"] = {"played": len(found.trial.cases), "failed": found.trial.failed}
        if arguments.coverage:
            rules = [to_json(rule) for rule in found.trial.coverage.rules if rule.missing]
            report["coverage"] = {"percent": found.trial.coverage.percent, "rules": rules}
    if mutants is not None:
        report["mutants"] = {**to_json(mutants), "percent": mutants.percent}
    return report


def _problem(problem: PlaybookProblem) -> dict[str, Any]:
    place = {"file": problem.file, "line": problem.line, "column": problem.col}
    told = {"text": str(problem), "error": problem.is_error, "code": problem.code, "severity": problem.severity.value}
    return {**told, **place, **_more(problem)}


def _more(problem: PlaybookProblem) -> dict[str, Any]:
    more = {"case": problem.case, "because": problem.because, "written": problem.written, "block": problem.block}
    more |= {"field": problem.field, "cell": problem.cell, "also": problem.also}
    return {key: value for key, value in more.items() if value}
