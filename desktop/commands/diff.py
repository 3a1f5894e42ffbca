"""`callside diff`: what differs between two versions of a playbook, and what would be decided differently."""

from __future__ import annotations

import argparse
import json
import sys
from pathlib import Path
from typing import Any

from desktop.commands.books import refused
from desktop.commands.diff_words import told
from desktop.commands.files import folder_of
from desktop.commands.outcome import YES, CommandError
from desktop.playbook.edits import Edits, playbook_edits
from desktop.playbook.files import read_files, read_texts
from desktop.playbook.loader import examined
from desktop.playbook.model import Playbook
from desktop.playbook.problems import in_order
from desktop.rules.cases import Case, read_cases
from desktop.rules.compare import Comparison, compare
from desktop.rules.report import to_json


def diff(arguments: argparse.Namespace) -> int:
    """Print how much changed, which cases and made-up facts are decided differently and why, then each edit."""
    for name in (arguments.old, arguments.new, *([] if arguments.cases is None else [arguments.cases])):
        folder_of(name)
    old, old_cases = _version(arguments.old)
    new, new_cases = _version(arguments.new)
    ids = {case.id for case in new_cases}
    cases = [*new_cases, *(case for case in old_cases if case.id not in ids)]
    if arguments.cases is not None:
        cases = _cases(arguments.cases, new)
    found = compare(old.bundle, new.bundle, cases)
    files = [read_files(Path(name))[0] for name in (arguments.old, arguments.new)]
    edits = playbook_edits(files[0], files[1], {edit.rule for edit in found.edits})
    if arguments.json:
        json.dump(_report(found, edits), sys.stdout, indent=2)
        print()
        return YES
    print(f"From {_title(old)} to {_title(new)}")
    if edits.have_little_in_common:
        print("These two have little in common: are they versions of one playbook?")
    for line in told(found, edits, all_=arguments.all):
        print(line)
    return YES


def _title(playbook: Playbook) -> str:
    return f"{playbook.name}, version {playbook.version}"


def _version(name: str) -> tuple[Playbook, tuple[Case, ...]]:
    """A playbook with its own cases; its errors end the command."""
    found = examined(folder_of(name))
    if found.playbook is None or found.trial is None:
        raise refused(name, found.problems)
    return found.playbook, found.trial.cases


def _cases(name: str, playbook: Playbook) -> list[Case]:
    """The cases in a folder of *.toml files."""
    files, problems = read_texts(folder_of(name), "*.toml")
    if not files:
        raise CommandError(f"there are no test cases (*.toml) in {name}.")
    cases, found = read_cases(files, playbook.bundle.schema)
    wrong = [problem for problem in in_order((*problems, *found)) if problem.is_error]
    if wrong:
        raise CommandError([str(problem) for problem in wrong])
    return cases


def _report(found: Comparison, edits: Edits) -> dict[str, Any]:
    """Everything: the edits with all their settings, and each difference with the rules behind it."""
    return {
        "edits": to_json(edits.edits),
        "differences": to_json(found.differences),
        "cases": found.cases,
        "made_up": found.made_up,
    }
