"""`callside diff`: what differs between two versions of a playbook, and what would be decided differently."""

from __future__ import annotations

import argparse
import json
from collections.abc import Iterable, Iterator, Sequence
from pathlib import Path
from typing import Any

from desktop.commands.outcome import YES, CommandError
from desktop.playbook.edits import call_type_edits
from desktop.playbook.files import read_texts
from desktop.playbook.loader import examined
from desktop.playbook.model import Playbook
from desktop.playbook.problems import in_order
from desktop.rules.cases import Case, read_cases
from desktop.rules.compare import Comparison, Difference, compare
from desktop.rules.edits import RuleEdit
from desktop.rules.report import to_json
from desktop.rules.witness import case_facts

WIDEST = 200


def diff(arguments: argparse.Namespace) -> int:
    """Print what changed, and which cases and made-up facts are decided differently, edit by edit."""
    old, old_cases = _version(arguments.old)
    new, new_cases = _version(arguments.new)
    ids = {case.id for case in new_cases}
    cases = [*new_cases, *(case for case in old_cases if case.id not in ids)]
    if arguments.cases is not None:
        cases = _cases(arguments.cases, new)
    found = compare(old.bundle, new.bundle, cases)
    guides = tuple(call_type_edits(old, new))
    if arguments.json:
        print(json.dumps(_report(found, guides), indent=2))
    else:
        for line in _lines(found, guides):
            print(line)
    return YES


def _version(name: str) -> tuple[Playbook, tuple[Case, ...]]:
    """A playbook with its own cases; its errors end the command."""
    folder = Path(name)
    if not folder.is_dir():
        raise CommandError(f"there is no folder {name!r}.")
    found = examined(folder)
    if found.playbook is None or found.trial is None:
        wrong = "\n".join(str(problem) for problem in found.problems if problem.is_error)
        raise CommandError(f"{name} cannot be used:\n{wrong}")
    return found.playbook, found.trial.cases


def _cases(name: str, playbook: Playbook) -> list[Case]:
    """The cases in a folder of *.toml files."""
    folder = Path(name)
    if not folder.is_dir():
        raise CommandError(f"there is no folder {name!r}.")
    files, problems = read_texts(folder, "*.toml")
    cases, found = read_cases(files, playbook.bundle.schema)
    wrong = [problem for problem in in_order((*problems, *found)) if problem.is_error]
    if wrong:
        raise CommandError("\n".join(str(problem) for problem in wrong))
    return cases


def _lines(found: Comparison, guides: Sequence[RuleEdit]) -> Iterator[str]:
    by_rule = found.by_rule()
    for edit in (*found.edits, *guides):
        yield f"{_at(edit)}{edit.rule}: {edit.kind}"
        for setting in edit.settings:
            yield f"    {setting.name}: {_short(setting.before) or 'nothing'} -> {_short(setting.after) or 'nothing'}"
        yield from _decided(by_rule.get(edit.rule, ()))
    if "" in by_rule:
        yield "Decided differently by several edits together:"
        yield from _decided(by_rule[""])
    yield _summary(found, guides)


def _decided(differences: Iterable[Difference]) -> Iterator[str]:
    """What is decided differently, with both explanations: first in cases, then an example of made-up facts."""
    listed = list(differences)
    alike: dict[object, list[Difference]] = {}
    for difference in (d for d in listed if not d.facts):
        alike.setdefault((difference.field, difference.because), []).append(difference)
    for group in alike.values():
        yield from _told(f"case {', '.join(dict.fromkeys(d.case for d in group))}", group[0])
    made_up = [d for d in listed if d.facts]
    if made_up:
        others = len({d.case for d in made_up}) - 1
        more = f", as in {others} more" if others else ""
        yield from _told(f"{made_up[0].case}{more}: {_short(case_facts(made_up[0].facts))}", made_up[0])


def _told(title: str, difference: Difference) -> Iterator[str]:
    yield f"  {title}"
    yield f"    {difference.field}: {difference.before} -> {difference.after}"
    for because in difference.because:
        yield f"      {because.target} was: {'; '.join(because.before)}"
        yield f"      {' ' * len(because.target)} now: {'; '.join(because.after)}"


def _summary(found: Comparison, guides: Sequence[RuleEdit]) -> str:
    edits = len(found.edits) + len(guides)
    cases = len({d.case for d in found.differences if not d.facts})
    made_up = len({d.case for d in found.differences if d.facts})
    return (
        f"{edits} edits. Decided differently: {cases} of {found.cases} cases, "
        f"{made_up} of {found.made_up} made-up sets of facts."
    )


def _report(found: Comparison, guides: Sequence[RuleEdit]) -> dict[str, Any]:
    by_rule = found.by_rule()
    return {
        "edits": [
            {**to_json(edit), "differences": to_json(by_rule.get(edit.rule, ()))} for edit in (*found.edits, *guides)
        ],
        "unexplained": to_json(by_rule.get("", ())),
        "cases": found.cases,
        "made_up": found.made_up,
    }


def _at(edit: RuleEdit) -> str:
    if not edit.place.file:
        return ""
    return f"{edit.place.file}:{edit.place.line}: " if edit.place.line > 1 else f"{edit.place.file}: "


def _short(text: str) -> str:
    flat = " ".join(text.split())
    return flat if len(flat) <= WIDEST else f"{flat[: WIDEST - 1]}…"
