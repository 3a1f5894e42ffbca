"""`callside decide`: what a playbook would decide for a set of facts, and why."""

from __future__ import annotations

import argparse
import json
from datetime import UTC, datetime
from pathlib import Path
from typing import TYPE_CHECKING, Any

from desktop.commands.outcome import YES, CommandError
from desktop.playbook.loader import load_playbook
from desktop.playbook.problems import PlaybookError
from desktop.rules.report import decision_report, explanation_report, read_facts
from desktop.rules.session import RuleSession

if TYPE_CHECKING:
    from desktop.playbook.model import Playbook
    from desktop.rules.decision import Decision
    from desktop.rules.explain import Explanation

LARGEST_FACTS = 4_000_000


class _Now:
    """The instant of the question."""

    def __init__(self) -> None:
        self._now = datetime.now(UTC)

    def now(self) -> datetime:
        """Always the same."""
        return self._now


def decide(arguments: argparse.Namespace) -> int:
    """Print the decision for the facts of a file, and why one action is or is not in it."""
    playbook = _playbook(arguments.playbook)
    clock = _Now()
    facts, wrong = read_facts(_facts(arguments.facts), playbook.bundle, now=clock.now(), file=arguments.facts)
    if wrong:
        raise CommandError("\n".join(problem.text for problem in wrong))
    session = RuleSession(playbook.bundle, "decide", clock, history=())
    decision = session.update(facts)
    why = session.why(arguments.why_not) if arguments.why_not else None
    if arguments.why_not and why is None:
        raise CommandError(f"the playbook has no action {arguments.why_not!r}.")
    if arguments.json:
        answer: dict[str, Any] = {"decision": decision_report(decision)}
        if why is not None:
            answer["explanation"] = explanation_report(why)
        print(json.dumps(answer, indent=2))
    else:
        _say(decision, why)
    return YES


def _say(decision: Decision, why: Explanation | None) -> None:
    chosen = decision.call_type
    print(f"Call type: {chosen.value or '-'} ({chosen.status.value}){f': {chosen.reason}' if chosen.reason else ''}")
    print(f"Panels: {', '.join(panel.panel for panel in decision.panels) or '-'}")
    for alert in decision.alerts:
        print(f"Alert: {alert.text}")
    for title, entries in (("Recommended", decision.actions.shown), ("Waiting", decision.actions.waiting)):
        for entry in entries:
            reasons = "; ".join(reason.text for reason in entry.reasons)
            print(f"{title}: {entry.title} [{entry.id}]{f' - {reasons}' if reasons else ''}")
    for phrase in why.phrases if why is not None else ():
        print(f"Why: {phrase}")


def _playbook(name: str) -> Playbook:
    try:
        return load_playbook(_folder(name))
    except PlaybookError as error:
        raise CommandError("\n".join(str(problem) for problem in error.problems)) from None


def _folder(name: str) -> Path:
    folder = Path(name)
    if not folder.is_dir():
        raise CommandError(f"there is no folder {name!r}.")
    return folder


def _facts(name: str) -> dict[str, object]:
    try:
        if Path(name).stat().st_size > LARGEST_FACTS:
            raise CommandError(f"{name} is too large to be a set of facts.")
        data = json.loads(Path(name).read_text(encoding="utf-8"))
    except OSError as error:
        raise CommandError(f"{name} cannot be read: {error.strerror}.") from None
    except (ValueError, RecursionError) as error:
        raise CommandError(f"{name} is not JSON: {str(error)[:120]}.") from None
    if not isinstance(data, dict):
        raise CommandError(f"{name} must hold one JSON object: fact names and their values.")
    return data
