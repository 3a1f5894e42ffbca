"""`callside learn`: what reactions have taught on this workstation, and what another playbook would have earned."""

from __future__ import annotations

import argparse
import json
from collections.abc import Iterator
from typing import TYPE_CHECKING, Any

from desktop.call.feedback_log import KINDS, feedback_of
from desktop.commands.books import book_of
from desktop.commands.kept import how_to_begin, opened_store
from desktop.commands.outcome import NO, YES
from desktop.commands.site import opened_site
from desktop.rules.arbitrate import Exponent, ModelKind
from desktop.rules.chance_words import percent
from desktop.rules.learn_report import learn_report
from desktop.rules.learned import Learned
from desktop.rules.ope import LEAST_ESS, LEAST_SHARE, Evaluation, Figure, Mend, Refusal, Why
from desktop.rules.policy_value import compare_policies
from desktop.rules.problems import some
from desktop.rules.propensity import ACCEPTANCES_NEEDED, OUTCOMES_NEEDED
from desktop.rules.report import to_json
from desktop.settings import place

if TYPE_CHECKING:
    from desktop.playbook.model import Playbook
    from desktop.rules.feedback import Record
    from desktop.rules.learn_report import ActionLine, Foresight, GroupLine, LearnReport
    from desktop.rules.policy_value import Comparison
    from desktop.settings import Place
    from desktop.store.store import Store

PAGE = 1_000
NOTHING = "No card has been shown here yet, so there is nothing to learn from."
_WHY = {
    Why.NO_CASES: "no card that was drawn by chance has been answered",
    Why.EXPLORATION_OFF: "nothing was tried out while these cards were shown, so the log tells only of the best card",
    Why.PROPENSITY_MISSING: "the chance of some cards is not on record",
    Why.PROPENSITY_ZERO: "some cards on record had no chance to be shown",
    Why.TOO_FEW: f"the answers that speak for this playbook are worth only {{ess:.0f}} of the {LEAST_ESS} it takes",
    Why.TOO_SMALL_SHARE: f"only {{share}} of the answers speak for this playbook, and it takes {LEAST_SHARE:.0%}",
    Why.FEW_OUTCOMES: "there are too few outcomes",
}
_MEND = {
    Mend.COLLECT: "collect more answers",
    Mend.EXPLORE: "set epsilon in policy.toml (with 3 cards to choose from at least 0.06) and collect answers",
    Mend.LOG_PROPENSITY: "collect answers with this version of Callside",
    Mend.CLOSER_POLICY: "compare a playbook that ranks more like the one the log is from",
}
_COUNTS = {Exponent.HALF: "yes, its root", Exponent.FULL: "yes"}


def learn(arguments: argparse.Namespace) -> int:
    """Print what the journal teaches; exit code 1 where a comparison was asked for and no figure can be given."""
    other = book_of(arguments.compare) if arguments.compare else None
    with opened_site(arguments.site) as opened:
        playbook = book_of(opened.site.playbook)
    with opened_store(place(arguments.site)) as store:
        records = tuple(_records(store)) if store is not None else ()
    learned = Learned()
    found = learned.take_all(records)
    report = learn_report(records, playbook.bundle, learned, found)
    comparison = compare_policies(found, other.bundle, learned) if other is not None else None
    if arguments.json:
        data: dict[str, Any] = to_json(report)
        if comparison is not None:
            data["comparison"] = _comparison_data(comparison)
        print(json.dumps(data, indent=2))
    else:
        for line in _lines(report, playbook, place(arguments.site)):
            print(line)
        if other is not None and comparison is not None:
            print(_say_comparison(comparison, other))
    return NO if comparison is not None and isinstance(comparison.found, Refusal) else YES


def _records(store: Store) -> Iterator[Record]:
    """The feedback log, page by page."""
    at = 0
    while entries := store.journal.after(at, KINDS, PAGE):
        at = entries[-1].seq
        yield from (record for entry in entries if (record := feedback_of(entry)) is not None)


def _lines(report: LearnReport, playbook: Playbook, where: Place) -> Iterator[str]:
    if not report.sets:
        yield f"{NOTHING} {how_to_begin(where)}"
        return
    answered = some(report.total.outcomes, "time")
    yield f"{playbook.name}: cards were shown in {some(report.calls, 'call')} and answered {answered}."
    yield ""
    yield f"{'action':<32} {'shown':>6} {'answered':>9} {'accepted':>9}  {'rate (95 %)':<24} model"
    yield from (_action(line) for line in report.actions)
    yield ""
    yield f"{'group':<32} {'answered':>9} {'accepted':>9}  the chance counts"
    yield from (_group(line) for line in report.groups if line.tally.outcomes or line.wanted is not Exponent.NONE)
    yield ""
    yield f"Foreseen before each answer: counting {_foresight(report.beta)}, logistic {_foresight(report.logistic)}"
    yield "(a low log-loss is good, and an AUC near 1; 0.5 is guessing)."
    yield _switch(report)


def _action(line: ActionLine) -> str:
    rate = believed = "-"
    if line.rate is not None and line.believed is not None:
        rate = f"{percent(line.rate)} ({percent(line.low)} to {percent(line.high)})"
        believed = percent(line.believed)
    tally = line.tally
    return f"{line.id:<32} {line.shown:>6} {tally.outcomes:>9} {tally.acceptances:>9}  {rate:<24} {believed}"


def _group(line: GroupLine) -> str:
    counts = _COUNTS[line.wanted] if line.counts else "no: exponent is 0"
    if line.wanted is not Exponent.NONE and not line.counts:
        counts = f"not yet: it takes {OUTCOMES_NEEDED} answers, {ACCEPTANCES_NEEDED} accepted"
    elif line.wanted is Exponent.NONE and line.ready:
        counts = "no: exponent is 0; there are answers enough for more"
    return f"{line.id:<32} {line.tally.outcomes:>9} {line.tally.acceptances:>9}  {counts}"


def _foresight(found: Foresight) -> str:
    return f"log-loss {found.log_loss:.4f}, AUC {'-' if found.auc is None else f'{found.auc:.3f}'}"


def _switch(report: LearnReport) -> str:
    if report.may_switch:
        on = "is in use" if report.model is ModelKind.LOGISTIC else 'may be switched on (model = "logistic")'
        return f"The logistic model {on}: it foresees better here."
    asked = " although policy.toml asks for it" if report.wanted is ModelKind.LOGISTIC else ""
    why = "it does not foresee better here"
    if not report.total.is_ready:
        why = f"it takes {OUTCOMES_NEEDED} answers, {ACCEPTANCES_NEEDED} accepted, to tell"
    return f"The logistic model is not used{asked}: {why}."


def _say_comparison(comparison: Comparison, other: Playbook) -> str:
    found, title = comparison.found, f"{other.name} (version {other.version})"
    if isinstance(found, Refusal):
        return f"\nNo figure for {title}: {_refusal(found)}."
    return "\n".join(
        (
            "",
            f"{title}, on the cards that were drawn by chance in the last place: {_figure(found.snips)} would have been"
            f" accepted; of the {comparison.drawn} here {percent(comparison.earned)} were.",
            f"Other estimates: {_figure(found.ips)} (IPS), {_figure(found.dr)} (doubly robust). {found.ess:.0f} of the"
            f" {some(found.n, 'answer')} speak for it; the one that counts most counts {found.max_weight:.1f} times.",
        )
    )


def _figure(figure: Figure) -> str:
    return f"{percent(figure.value)} (95 %: {percent(figure.low)} to {percent(figure.high)})"


def _refusal(found: Refusal) -> str:
    why = _WHY[found.why].format(ess=found.ess, share=percent(found.ess / max(1, found.n)))
    needed = f", about {found.needed} in all" if found.needed else ""
    return f"{why}; {_MEND[found.mend]}{needed}"


def _comparison_data(comparison: Comparison) -> dict[str, Any]:
    found = comparison.found
    data: dict[str, Any] = {"earned": comparison.earned, "drawn": comparison.drawn}
    if isinstance(found, Evaluation):
        return data | {"estimate": to_json(found)}
    return data | {"refused": {**to_json(found), "mend": found.mend.value, "text": _refusal(found)}}
