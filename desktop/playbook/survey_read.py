"""Which customers are invited to which survey, and how often at most, read from surveys.toml."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import timedelta

from desktop.playbook.checks import Named, call_types_of
from desktop.playbook.format import CHANNELS, LONGEST_REASON, METRICS, MOST_REASONS, SURVEY, SURVEYS
from desktop.playbook.head_read import short_texts
from desktop.playbook.model import Condition
from desktop.playbook.step_read import condition_at
from desktop.playbook.words import Words, read_words
from desktop.rules.problems import Place, Problem
from desktop.rules.room import QUESTION
from desktop.rules.schema import Schema
from desktop.rules.toml_fields import Fields
from desktop.rules.toml_read import Table

SURVEYS_FILE = "surveys.toml"
QUIET = timedelta(days=90)


@dataclass(frozen=True, slots=True)
class Survey:
    """One invitation: `pause` is the least time between two of the same kind to one customer.

    `call_types` it is for, none for all of them.
    """

    id: str
    metric: str
    channel: str
    question: Words
    pause: timedelta
    when: Condition | None = None
    call_types: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Surveys:
    """The invitations in their order; `pause` is the least time between any two to one customer.

    `decline_reasons` are what the agent says who takes an invitation off.
    """

    pause: timedelta = QUIET
    each: tuple[Survey, ...] = ()
    decline_reasons: tuple[str, ...] = ()

    def ask_in(self, call_type: str) -> bool:
        """Whether some survey is for this call type."""
        return any(not survey.call_types or call_type in survey.call_types for survey in self.each)


class SurveyReader:
    """Reads surveys.toml; everything wrong is noted."""

    def __init__(self, text: str, data: Table, schema: Schema, problems: list[Problem], book: Named) -> None:
        self._top = Fields.of_file(data, text, SURVEYS_FILE, schema, problems)
        self._book = book

    def read(self) -> Surveys:
        """All invitations, in the order of the file: the first that fits is the one that is offered."""
        top = self._top
        top.of_format(SURVEYS)
        blocks = top.raw.get("survey", [])
        if not isinstance(blocks, list) or not all(isinstance(raw, dict) for raw in blocks):
            top.misfit("survey", "written as [[survey]]")
            blocks = []
        pause = top.duration("pause") or QUIET
        found: dict[str, Survey] = {}
        places: dict[str, Place] = {}
        for index, raw in enumerate(blocks):
            fields = top.entry("survey", index, raw)
            survey = self._survey(fields, pause)
            if survey.id in found:
                fields.again("id", survey.id, places[survey.id])
            places.setdefault(survey.id, fields.place("id"))
            found.setdefault(survey.id, survey)
        reasons = short_texts(top, "decline_reasons", LONGEST_REASON, MOST_REASONS)
        return Surveys(pause, tuple(found.values()), reasons)

    def _survey(self, fields: Fields, pause: timedelta) -> Survey:
        fields.only(SURVEY.names)
        question = read_words(fields, "question", self._book.languages, QUESTION)
        if not question:
            fields.missing("question")
        return Survey(
            id=fields.identifier(),
            metric=fields.choice("metric", METRICS, "csat"),
            channel=fields.choice("channel", CHANNELS, "email"),
            question=question,
            pause=fields.duration("pause") or pause,
            when=condition_at(fields, "when"),
            call_types=call_types_of(fields, self._book.call_types),
        )
