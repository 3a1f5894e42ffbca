"""How likely a yes is, in words: what it stands on, what speaks for it, and whether it counts."""

from __future__ import annotations

from collections.abc import Sequence
from decimal import Decimal
from fractions import Fraction

from desktop.rules.actions import Action
from desktop.rules.arbitrate import Estimate, Exponent, ModelKind
from desktop.rules.chances import Beliefs, Chances, Learning, Stand
from desktop.rules.explore import Draw
from desktop.rules.feedback import ACTION
from desktop.rules.ftrl import Contribution, LogisticModel
from desktop.rules.problems import clip
from desktop.rules.propensity import ABSENT, ACCEPTANCES_NEEDED, OTHER, OUTCOMES_NEEDED, UNKNOWN, Case
from desktop.rules.reader import PLAIN, Reader
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
    lines = [_basis(estimate, beliefs.case(action.id), words), _likely(estimate, words)]
    if isinstance(learning.model, LogisticModel):
        lines += _contributions(learning.model.contributions(beliefs.case(action.id)), words)
    elif learning.bundle.policy.model is ModelKind.LOGISTIC:
        lines.append(words.tr("The logistic model is not used: it has not foreseen answers better than counting does"))
    lines.append(_counting(stand, action, learning, words))
    return tuple(lines)


def _likely(estimate: Estimate, words: Words) -> str:
    chance, low, high = (percent(share, words.reader) for share in (estimate.p, estimate.low, estimate.high))
    if estimate.low > 0 or estimate.high < 1:
        return words.tr("A yes is about {chance} likely, between {low} and {high}", chance=chance, low=low, high=high)
    return words.tr("A yes is about {chance} likely", chance=chance)


def say_draw(draw: Draw | None, action_id: str, words: Words) -> str:
    """That a card is there by chance; blank for every other card."""
    if draw is None or draw.chosen != action_id or not draw.explored:
        return ""
    chance = percent(draw.propensity, words.reader)
    return words.tr(_DRAWN, chance=chance)


def percent(share: float | Fraction, reader: Reader = PLAIN) -> str:
    """A share as a percentage, with one digit more where it is small."""
    value = 100 * float(share)
    number = Decimal(f"{value:.0f}" if value >= 10 else f"{value:.1f}")
    return reader.tr("{number} %", number=reader.number(number))


def _basis(estimate: Estimate, case: Case, words: Words) -> str:
    """What an estimate stands on: "41 of 212 similar calls accepted (this action, call type: Billing)"."""
    names = [name for name in estimate.level.split(" + ") if name in case]
    what = words.reader.listed([say_label(name, case[name], words) for name in names])
    told = estimate.told(words.reader)
    return f"{told} ({what})" if what else told


_LABELS = {UNKNOWN: "not known", ABSENT: "none", OTHER: "another one"}
_FLAGS = {"true": "yes", "false": "no"}


def say_label(name: str, value: str, words: Words) -> str:
    """A feature and its label for people."""
    if name == ACTION:
        return words.tr("this action")
    type_ = words.definition(name).type
    if value in _LABELS:
        told = words.tr(_LABELS[value])
    elif type_.kind is Kind.BOOL and value in _FLAGS:
        told = words.tr(_FLAGS[value])
    else:
        told = words.reader.own(type_.label_of(value)) if type_.members else value
    return words.tr("{label}: {value}", label=words.inner_label(name), value=clip(told, 40))


def _contributions(found: Sequence[Contribution], words: Words) -> list[str]:
    told = [c for c in found if c.names and abs(c.weight) >= LEAST_WEIGHT]
    lines = []
    for_, against = (
        words.reader.listed([_say_names(c, words) for c in told if c.weight * sign > 0][:MAX_CONTRIBUTIONS])
        for sign in (1, -1)
    )
    if for_:
        lines.append(words.tr("Speaks for a yes: {parts}", parts=for_))
    if against:
        lines.append(words.tr("Speaks against it: {parts}", parts=against))
    return lines


def _say_names(part: Contribution, words: Words) -> str:
    labels = [say_label(name, value, words) for name, value in zip(part.names, part.values, strict=True)]
    return words.reader.both(labels)


def _counting(stand: Stand, action: Action, learning: Learning, words: Words) -> str:
    if stand.wanted is Exponent.NONE:
        return words.tr("It does not count in the ranking")
    if stand.counts:
        return words.tr(_COUNTS[stand.wanted])
    group, number = learning.bundle.catalogue.groups.get(action.group), words.reader.number
    counts = {
        "answers": number(stand.tally.outcomes),
        "needed": number(OUTCOMES_NEEDED),
        "accepted": number(stand.tally.acceptances),
        "wanted": number(ACCEPTANCES_NEEDED),
    }
    if group is None:
        return words.tr(_OF_ACTION, **counts)
    return words.tr(_IN_GROUP, **counts, group=words.reader.own(group.label or group.id))


_DRAWN = "Shown by chance, to learn what customers want: {chance} of such calls get it in this place"
_OF_ACTION = (
    "It does not count in the ranking yet: {answers} of {needed} answers and {accepted} of {wanted} accepted offers "
    "of this action"
)
_IN_GROUP = (
    "It does not count in the ranking yet: {answers} of {needed} answers and {accepted} of {wanted} accepted offers "
    "in {group}"
)
