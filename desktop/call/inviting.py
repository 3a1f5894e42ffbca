"""Which survey a customer is invited to after a call, and why to none. Pure.

Silence is the rule: no invitation without a consent that is known, nor while a pause lasts.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from typing import TYPE_CHECKING

from desktop.call.state import SurveyOffer
from desktop.rules.kleene import Truth

if TYPE_CHECKING:
    from desktop.playbook.survey_read import Survey, Surveys
    from desktop.rules.seen import SeenFacts
    from desktop.store.records import DraftValue, JournalEntry

INVITED = "survey.invited"
DECLINED = "survey.declined"
OPERATION = "survey.create"


@dataclass(frozen=True, slots=True)
class Invited:
    """An invitation of the past."""

    survey: str
    at: datetime


@dataclass(frozen=True, slots=True)
class Situation:
    """What decides about an invitation: the call type, consent (None: unknown), past invitations, ways to reach.

    `invited` None: the journal has not been read, so nobody knows; `reach` is an address by channel.
    """

    call_type: str | None
    consent: bool | None
    invited: Sequence[Invited] | None
    reach: Mapping[str, str]
    facts: SeenFacts
    language: str
    now: datetime
    taken: bool = True


def offer(surveys: Surveys | None, at: Situation) -> SurveyOffer | None:
    """The first survey that fits, or the reason why there is none; None where the playbook has nothing to ask."""
    if surveys is None or not surveys.each:
        return None
    fitting = [survey for survey in surveys.each if _fits(survey, at)]
    refusal = _refusal(surveys, at, fitting)
    if refusal is not None:
        return refusal
    waits: list[SurveyOffer] = []
    for survey in fitting:
        last = _last(at.invited or (), survey.id)
        if last is not None and _lasts(last, survey.pause, at.now):
            waits.append(SurveyOffer(reason="asked", days=_days(last, at.now)))
        elif not at.reach.get(survey.channel):
            waits.append(SurveyOffer(reason="no_address", channel=survey.channel))
        else:
            question = survey.question.in_language(at.language)
            to = at.reach[survey.channel]
            found = SurveyOffer(survey.id, survey.metric, survey.channel, question, to, at.language)
            return replace(found, reasons=surveys.decline_reasons)
    return waits[0]


def _refusal(surveys: Surveys, at: Situation, fitting: Sequence[Survey]) -> SurveyOffer | None:
    """What speaks against any survey; the first that is found."""
    if at.consent is not True:
        return SurveyOffer(reason="no_consent" if at.consent is False else "consent_unknown")
    if not at.taken:
        return SurveyOffer(reason="no_system")
    if at.invited is None:
        return SurveyOffer(reason="history_unknown")
    last = _last(at.invited)
    if last is not None and _lasts(last, surveys.pause, at.now):
        return SurveyOffer(reason="asked", days=_days(last, at.now))
    return None if fitting else SurveyOffer(reason="none_fits")


def _fits(survey: Survey, at: Situation) -> bool:
    if survey.call_types and at.call_type not in survey.call_types:
        return False
    return survey.when is None or survey.when.verdict(at.facts) is Truth.T


def _last(invited: Iterable[Invited], survey: str | None = None) -> datetime | None:
    return max((each.at for each in invited if survey in (None, each.survey)), default=None)


def _lasts(last: datetime, pause: timedelta, now: datetime) -> bool:
    """Whether a pause is not over; an invitation that a wrong clock put ahead of now counts as one of now."""
    return now - last < pause


def _days(last: datetime, now: datetime) -> int:
    return max(0, (now - last).days)


def invitations(entries: Iterable[JournalEntry]) -> tuple[Invited, ...]:
    """The invitations among journal entries."""
    return tuple(Invited(str(entry.data.get("survey", "")), entry.at) for entry in entries if entry.kind == INVITED)


def payload(survey: SurveyOffer, now: datetime) -> dict[str, DraftValue]:
    """What the survey system is told."""
    return {
        "survey": survey.id,
        "metric": survey.metric,
        "channel": survey.channel,
        "to": survey.to,
        "question": survey.question,
        "language": survey.language,
        "at": now,
    }
