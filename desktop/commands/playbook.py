"""`callside decide`: what a playbook would decide for a set of facts, and why."""

from __future__ import annotations

import argparse
import json
from collections.abc import Sequence
from datetime import UTC, datetime
from pathlib import Path
from typing import TYPE_CHECKING, Any

from desktop.call.clock import SiteZone
from desktop.commands.books import book_of
from desktop.commands.files import exact_json, line_of, text_of
from desktop.commands.outcome import YES, CommandError
from desktop.rules.diagnose import without_result
from desktop.rules.likeness import did_you_mean
from desktop.rules.problems import clip
from desktop.rules.report import decision_report, explanation_report, facts_report, problem_report, read_facts, to_json
from desktop.rules.session import RuleSession
from desktop.settings import place, site_head

if TYPE_CHECKING:
    from desktop.playbook.model import Playbook
    from desktop.rules.decision import Decision
    from desktop.rules.explain import Awaited, Explanation
    from desktop.rules.problems import Problem

LARGEST_FACTS = 4_000_000
MOST_SHOWN = 20
"""Wrong facts that are listed."""


class _Now:
    """The instant of the question."""

    def __init__(self) -> None:
        self._now = datetime.now(UTC)

    def now(self) -> datetime:
        """Always the same."""
        return self._now


def decide(arguments: argparse.Namespace) -> int:
    """Print the decision for the facts of a file, and why one action is or is not in it."""
    playbook = book_of(arguments.playbook)
    clock = _Now()
    name = arguments.facts
    text = text_of(Path(name), LARGEST_FACTS, "a set of facts").removeprefix("\ufeff")
    facts, wrong = read_facts(_facts(name, text), playbook.bundle, now=clock.now(), file=name)
    if wrong:
        raise _refused(wrong, name, text)
    zone = SiteZone(str(site_head(place(arguments.site).site).zone))
    session = RuleSession(playbook.bundle, "decide", clock, zone, history=())
    decision = session.update(facts)
    why = session.why(arguments.why_not) if arguments.why_not else None
    if arguments.why_not and why is None:
        raise CommandError(_no_action(arguments.why_not, playbook))
    found = session.evaluation
    notes = without_result(found)
    if arguments.json:
        answer: dict[str, Any] = {"decision": decision_report(decision), "facts": facts_report(found.seen)}
        answer |= {"awaited": to_json(session.awaited()), "problems": [problem_report(problem) for problem in notes]}
        if why is not None:
            answer["explanation"] = explanation_report(why)
        print(json.dumps(answer, indent=2))
    else:
        _say(decision, session.awaited())
        for note in notes:
            print(f"Note: {note.file}:{note.span.line}: {note.text}")
        if why is not None:
            _say_why(why)
    return YES


def _no_action(name: str, playbook: Playbook) -> str:
    """That there is no such action, with the closest one there is."""
    close = did_you_mean(name, playbook.bundle.catalogue.actions)
    return f"the playbook has no action {clip(name)!r}{f'; did you mean {close!r}?' if close else '.'}"


def _say(decision: Decision, awaited: Sequence[Awaited]) -> None:
    chosen = decision.call_type
    print(f"Call type: {chosen.value or '-'} ({chosen.status.value}){f': {chosen.reason}' if chosen.reason else ''}")
    print(f"Panels: {', '.join(panel.panel for panel in decision.panels) or '-'}")
    for alert in decision.alerts:
        print(f"Alert: {alert.text}")
    actions = decision.actions
    for title, entries in (
        ("Recommended", actions.shown),
        ("Waiting", actions.waiting),
        ("Possible", actions.possible),
        ("Held back", actions.suppressed),
    ):
        for entry in entries:
            reasons = "; ".join(reason.text for reason in entry.reasons)
            print(f"{title}: {entry.title} [{entry.id}]{f' - {reasons}' if reasons else ''}")
    if decision.refresh:
        print(f"Too old, to be asked again: {', '.join(decision.refresh)}")
    for fact in awaited:
        more = f" and {len(fact.titles) - 1} more" if len(fact.titles) > 1 else ""
        print(f"{fact.text} ({fact.fact}), for: {fact.titles[0]}{more}")


_STANDS = {
    "shown": "is recommended",
    "possible": "may fit once more is known",
    "held": "waits",
    "suppressed": "is held back",
    "out": "does not fit",
    "cut": "has no room",
    "done": "was dealt with",
    "not active": "is not active",
}


def _say_why(why: Explanation) -> None:
    """How an action stands, the gate that is why, what it rests on and what would change it."""
    gate = f" ({why.first_failing_gate})" if why.first_failing_gate not in (None, "not_active") else ""
    print(f"{why.title} [{why.target}] {_STANDS[why.verdict]}{gate}.")
    for phrase in why.phrases:
        print(f"Why: {phrase}")
    for change in why.changes:
        print(f"Would change: {change}")


def _facts(name: str, text: str) -> dict[str, object]:
    try:
        data = exact_json(text)
    except json.JSONDecodeError as error:
        reason = "it is empty" if not text.strip() else error.msg
        raise CommandError(f"{name}:{error.lineno}:{error.colno}: this is not JSON: {reason}.") from None
    except ValueError as error:
        raise CommandError(f"{name}: this is not JSON for facts: {str(error)[:120]}.") from None
    if not isinstance(data, dict):
        raise CommandError(f"{name} must hold one JSON object: fact names and their values.")
    return data


def _refused(problems: Sequence[Problem], name: str, text: str) -> CommandError:
    """Every wrong fact with its place; of very many the first."""
    lines = []
    for problem in problems[:MOST_SHOWN]:
        line, col = line_of(text, problem.rule_id)
        lines.append(f"{name}:{line}:{col}: {problem.text}")
    if len(problems) > MOST_SHOWN:
        lines.append(f"and {len(problems) - MOST_SHOWN} more.")
    return CommandError(lines)
