"""How likely a yes is, in words: what it stands on, what speaks for it, and whether it counts."""

from __future__ import annotations

from collections.abc import Sequence
from fractions import Fraction

from desktop.rules.actions import Action
from desktop.rules.arbitrate import Estimate, Exponent, ModelKind
from desktop.rules.chances import Beliefs, Chances, Learning, Stand
from desktop.rules.explore import Draw
from desktop.rules.feedback import ACTION
from desktop.rules.ftrl import Contribution, LogisticModel
from desktop.rules.problems import clip
from desktop.rules.propensity import ABSENT, ACCEPTANCES_NEEDED, OTHER, OUTCOMES_NEEDED, UNKNOWN, Case
from desktop.rules.values import Kind
from desktop.rules.wording import Words

MAX_CONTRIBUTIONS = 3
LEAST_WEIGHT = 0.05
_COUNTS = {Exponent.HALF: "Its square root counts in the ranking", Exponent.FULL: "It counts in the ranking"}


def say_chance(beliefs: Beliefs, action: Action, words: Words) -> tuple[str, ...]:
    """The chance of an action in sentences; none where nothing was learned and nothing counts."""
    estimate = beliefs.of(action.id)
    if not isinstance(beliefs, Chances) or estimate is None:
        return ()
    learning = beliefs.learning
    stand = learning.stand(action)
    if not learning.events and stand.wanted is Exponent.NONE:
        return ()
    lines = [_basis(estimate, beliefs.case(action.id), words), _likely(estimate)]
    if isinstance(learning.model, LogisticModel):
        lines += _contributions(learning.model.contributions(beliefs.case(action.id)), words)
    elif learning.bundle.policy.model is ModelKind.LOGISTIC:
        lines.append("The logistic model is not used: it has not foreseen answers better than counting does")
    lines.append(_counting(stand, action, learning))
    return tuple(lines)


def _likely(estimate: Estimate) -> str:
    words = f"A yes is about {percent(estimate.p)} likely"
    known = estimate.low > 0 or estimate.high < 1
    return f"{words}, between {percent(estimate.low)} and {percent(estimate.high)}" if known else words


def say_draw(draw: Draw | None, action_id: str) -> str:
    """That a card is there by chance; blank for every other card."""
    if draw is None or draw.chosen != action_id or not draw.explored:
        return ""
    chance = percent(draw.propensity)
    return f"Shown by chance, to learn what customers want: {chance} of such calls get it in this place"


def percent(share: float | Fraction) -> str:
    """A share as a percentage, with one digit more where it is small."""
    value = 100 * float(share)
    return f"{value:.0f} %" if value >= 10 else f"{value:.1f} %"


def _basis(estimate: Estimate, case: Case, words: Words) -> str:
    """What an estimate stands on: "41 of 212 similar calls accepted (this action, call type: Billing)"."""
    names = [name for name in estimate.level.split(" + ") if name in case]
    what = ", ".join(say_label(name, case[name], words) for name in names)
    return f"{estimate.words} ({what})" if what else estimate.words


def say_label(name: str, value: str, words: Words) -> str:
    """A feature and its label for people."""
    if name == ACTION:
        return "this action"
    type_ = words.definition(name).type
    told = {UNKNOWN: "not known", ABSENT: "none", OTHER: "another one"}.get(value)
    if told is None and type_.kind is Kind.BOOL:
        told = {"true": "yes", "false": "no"}.get(value)
    if told is None:
        told = type_.label_of(value) if type_.members else value
    return f"{words.inner_label(name)}: {clip(told, 40)}"


def _contributions(found: Sequence[Contribution], words: Words) -> list[str]:
    told = [c for c in found if c.names and abs(c.weight) >= LEAST_WEIGHT]
    lines = []
    for lead, sign in (("Speaks for a yes", 1), ("Speaks against it", -1)):
        parts = [c for c in told if c.weight * sign > 0][:MAX_CONTRIBUTIONS]
        if parts:
            lines.append(f"{lead}: {', '.join(_say_names(c, words) for c in parts)}")
    return lines


def _say_names(part: Contribution, words: Words) -> str:
    return " and ".join(say_label(name, value, words) for name, value in zip(part.names, part.values, strict=True))


def _counting(stand: Stand, action: Action, learning: Learning) -> str:
    if stand.wanted is Exponent.NONE:
        return "It does not count in the ranking"
    if stand.counts:
        return _COUNTS[stand.wanted]
    group = learning.bundle.catalogue.groups.get(action.group)
    where = f"in {group.label or group.id}" if group is not None else "of this action"
    return f"It does not count in the ranking yet: {say_missing(stand)} {where}"


def say_missing(stand: Stand) -> str:
    """How many answers there are of those it takes."""
    tally = stand.tally
    return (
        f"{tally.outcomes} of {OUTCOMES_NEEDED} answers and {tally.acceptances} of {ACCEPTANCES_NEEDED} accepted offers"
    )
