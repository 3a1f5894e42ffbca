"""A call type read from its TOML file: guide, dispositions, promises, wrap-up; every problem is collected."""

from __future__ import annotations

from desktop.playbook.checks import Named
from desktop.playbook.format_guides import (
    CALL_TYPES,
    DEEPEST_PATH,
    DISPOSITION,
    FOLLOW_UP,
    LATEST_DUE,
    LONGEST_GOAL_S,
    WRAP_UP,
)
from desktop.playbook.guide_read import Shared, blocks_of, read_guide
from desktop.playbook.model import CallType, Disposition, FollowUp, Step
from desktop.playbook.step_read import STEP_ID, condition_at, needed
from desktop.playbook.words import read_text
from desktop.rules.format_actions import HIGHEST_VERSION
from desktop.rules.problems import Place, Problem, clip
from desktop.rules.room import BRANCH, PICKED, PROMISE
from desktop.rules.schema import Schema
from desktop.rules.toml_fields import Fields
from desktop.rules.toml_read import Table

SURVEY = "survey"
REQUIRABLE = ("notes", "follow_up", SURVEY)
ANSWER = "answers."


class CallTypeReader:
    """Reads one parsed file; the conditions in it are checked against the whole playbook's facts."""

    def __init__(self, file: str, text: str, data: Table, schema: Schema, problems: list[Problem], book: Named) -> None:
        self._id = file.rsplit("/", 1)[-1].removesuffix(".toml")
        self._top = Fields.of_file(data, text, file, schema, problems, self._id)
        self._book = book

    def read(self, currency: str, shared: Shared) -> CallType:
        """The call type; what could not be read is left out and noted. `shared` gives the guides its steps use."""
        top = self._top
        top.of_format(CALL_TYPES)
        if not STEP_ID.fullmatch(self._id):
            top.wrong("PBK024", None, folder="call_types", name="order_status.toml")
        wrap_up = self._wrap_up()
        guide = read_guide(blocks_of(top, "step"), self._book, shared)
        return CallType(
            id=self._id,
            title=needed(top, "title", PICKED),
            version=str(top.whole("version", 1, 1, HIGHEST_VERSION)),
            guide=guide,
            dispositions=self._dispositions(guide),
            follow_ups=self._follow_ups(),
            goal_s=wrap_up.whole("goal_s", 0, 0, LONGEST_GOAL_S) or None,
            require_notes=wrap_up.flag("require_notes"),
            currency=currency,
        )

    def _wrap_up(self) -> Fields:
        fields = self._top.under(("wrap_up",), self._top.raw.get("wrap_up", {}), "written as [wrap_up]")
        fields.block, fields.depth = "wrap_up", 1
        fields.only(WRAP_UP.names)
        return fields

    def _dispositions(self, guide: tuple[Step, ...]) -> tuple[Disposition, ...]:
        found: dict[str, Disposition] = {}
        places: dict[str, Place] = {}
        paths: dict[tuple[str, ...], Place] = {}
        for fields in blocks_of(self._top, "disposition"):
            fields.only(DISPOSITION.names)
            leaf = Disposition(
                fields.identifier(), _path(fields), condition_at(fields, "suggest_when"), _required(fields, guide)
            )
            if SURVEY in leaf.require:
                self._check_survey(fields)
            if leaf.id in found:
                fields.again("id", leaf.id, places[leaf.id])
            elif leaf.path and leaf.path in paths:
                fields.wrong("PBK021", "path", path=" > ".join(leaf.path), first=paths[leaf.path])
            paths.setdefault(leaf.path, fields.place("path"))
            places.setdefault(leaf.id, fields.place("id"))
            found.setdefault(leaf.id, leaf)
        return tuple(found.values())

    def _check_survey(self, fields: Fields) -> None:
        """Deciding about a survey can be required where there is one, and a no can be said why."""
        surveys = self._book.surveys
        if surveys is None or not surveys.each:
            fields.wrong("PBK062", "require")
        elif not surveys.decline_reasons:
            fields.wrong("PBK063", "require")
        elif not surveys.ask_in(self._id):
            fields.problems.append(fields.place("require").warning("PBK064"))

    def _follow_ups(self) -> tuple[FollowUp, ...]:
        found = []
        for fields in blocks_of(self._top, "follow_up"):
            fields.only(FOLLOW_UP.names)
            text = read_text(fields, "text", fields.text("text").strip(), PROMISE)
            if not text:
                fields.missing("text")
            due = fields.whole("due_in_days", 1, 0, LATEST_DUE)
            found.append(FollowUp(text, due, condition_at(fields, "when")))
        return tuple(found)


def _path(fields: Fields) -> tuple[str, ...]:
    raw = fields.raw.get("path")
    words = [word.strip() for word in raw if isinstance(word, str)] if isinstance(raw, list) else []
    if not words or not isinstance(raw, list) or len(words) < len(raw) or not all(words) or len(words) > DEEPEST_PATH:
        fields.wrong("PBK020", "path", limit=DEEPEST_PATH)
        return ()
    for word in words:
        fields.fits("path", word, BRANCH, f'"{clip(word, 40)}" in path')
    return tuple(words)


def _required(fields: Fields, guide: tuple[Step, ...]) -> tuple[str, ...]:
    """What finishing with a disposition needs: a word we know, or the answer of a step this guide has."""
    raw = fields.raw.get("require", [])
    if not isinstance(raw, list) or not all(isinstance(name, str) for name in raw):
        fields.misfit("require", 'a list such as ["notes", "answers.day"]')
        return ()
    answers = [f"{ANSWER}{step.id}" for step in guide]
    for name in raw:
        if name.startswith(ANSWER) and name not in answers:
            fields.stranger("PBK061", "require", name, answers, step=name.removeprefix(ANSWER), name=name)
        elif not name.startswith(ANSWER) and name not in REQUIRABLE:
            fields.stranger("PBK060", "require", name, (*REQUIRABLE, *answers), name=name)
    return tuple(raw)
