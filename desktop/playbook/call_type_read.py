"""A call type read from its TOML file: guide, dispositions, promises, wrap-up; every problem is collected."""

from __future__ import annotations

import re

from desktop.playbook.model import END, INPUTS, STEP_KINDS, CallType, Choice, Condition, Disposition, FollowUp, Step
from desktop.playbook.texts import odd_places
from desktop.rules.nodes import names_in
from desktop.rules.problems import Problem
from desktop.rules.schema import Schema
from desktop.rules.toml_fields import Fields
from desktop.rules.toml_read import Table, TomlPlaces

FORMAT = "callside.call_type/1"
KEYS = ("format", "title", "version", "wrap_up", "step", "disposition", "follow_up")
STEP_KEYS = ("id", "kind", "title", "say", "question", "input", "choices", "required", "when", "next", "label")
STEP_ID = re.compile(r"[a-z][a-z0-9_]{0,47}")
MOST_CHOICES = 9
"""One digit key each."""
LONGEST_GOAL_S = 86_400
LATEST_DUE = 3_650


class CallTypeReader:
    """Reads one parsed file; the conditions in it are checked against the whole playbook's facts."""

    def __init__(self, file: str, text: str, data: Table, schema: Schema, problems: list[Problem]) -> None:
        self._id = file.rsplit("/", 1)[-1].removesuffix(".toml")
        self._data = data
        self._places = TomlPlaces(text, file)
        self._schema = schema
        self._problems = problems

    def read(self, currency: str) -> CallType:
        """The call type; what could not be read is left out and noted."""
        top = self._fields(self._data, "", 0)
        top.only(KEYS)
        if self._data.get("format") != FORMAT:
            top.wrong("ACT001", "format", expected=FORMAT, found=self._data.get("format", "nothing"))
        if not STEP_ID.fullmatch(self._id):
            top.wrong("PBK024", "")
        wrap_up = self._wrap_up()
        return CallType(
            id=self._id,
            title=self._needed(top, "title"),
            version=str(top.whole("version", 1, 1)),
            guide=self._guide(),
            dispositions=self._dispositions(),
            follow_ups=self._follow_ups(),
            goal_s=wrap_up.whole("goal_s", 0, 0, LONGEST_GOAL_S) or None,
            require_notes=wrap_up.flag("require_notes"),
            currency=currency,
        )

    def _fields(self, raw: Table, header: str, index: int) -> Fields:
        rule_id = str(raw.get("id", self._id)) if header else self._id
        return Fields(raw, self._places, header, index, rule_id, self._schema, self._problems)

    def _blocks(self, header: str) -> list[Fields]:
        """The [[blocks]] of one kind."""
        found = self._data.get(header, [])
        top = self._fields(self._data, "", 0)
        if not isinstance(found, list) or not all(isinstance(raw, dict) for raw in found):
            top.wrong("ACT006", header, expected=f"written as [[{header}]]")
            return []
        return [self._fields(raw, header, index) for index, raw in enumerate(found)]

    def _wrap_up(self) -> Fields:
        raw = self._data.get("wrap_up", {})
        fields = self._fields(raw if isinstance(raw, dict) else {}, "wrap_up", 0)
        if not isinstance(raw, dict):
            fields.wrong("ACT006", "", expected="written as [wrap_up]")
        fields.only(("goal_s", "require_notes"))
        return fields

    def _needed(self, fields: Fields, key: str) -> str:
        text = fields.text(key).strip()
        if not text:
            fields.wrong("ACT002", key, what=key)
        return text

    def _condition(self, fields: Fields, key: str) -> Condition | None:
        node = fields.condition(key)
        if node is None:
            return None
        for name in sorted(set(names_in(node))):
            if name.startswith("decision."):
                fields.wrong("PBK022", key, name=name)
        return Condition(str(fields.raw[key]), node)

    def _words(self, fields: Fields, key: str) -> str:
        """A text with placeholders, each of them a fact."""
        text = fields.text(key).strip()
        fields.placeholders(key, text)
        for odd in odd_places(text):
            fields.wrong("PBK023", key, text="{" + odd + "}")
        return text

    # -- the guide ---------------------------------------------------------------------------------------------------

    def _guide(self) -> tuple[Step, ...]:
        blocks = self._blocks("step")
        if not blocks:
            self._fields(self._data, "", 0).wrong("PBK010", "", what="[[step]]")
        steps: list[Step] = []
        for fields in blocks:
            step = self._step(fields)
            if any(step.id == other.id for other in steps):
                fields.wrong("ACT003", "id", id=step.id)
            else:
                steps.append(step)
        self._check_links(blocks, steps)
        return tuple(steps)

    def _step(self, fields: Fields) -> Step:
        fields.only(STEP_KEYS)
        step = Step(
            id=self._step_id(fields),
            kind=fields.choice("kind", STEP_KINDS, "say"),
            title=self._needed(fields, "title"),
            say=self._words(fields, "say"),
            question=fields.text("question").strip(),
            input=fields.choice("input", INPUTS, "none"),
            choices=self._choices(fields),
            required=fields.flag("required"),
            when=self._condition(fields, "when"),
            next=fields.text("next") or None,
            label=fields.text("label").strip(),
        )
        self._check_step(fields, step)
        return step

    def _step_id(self, fields: Fields) -> str:
        step_id = fields.text("id")
        if not step_id:
            fields.wrong("ACT002", "id", what="id")
        elif not STEP_ID.fullmatch(step_id):
            fields.wrong("PBK011", "id", id=step_id)
        return step_id

    def _choices(self, fields: Fields) -> tuple[Choice, ...]:
        choices: dict[str, Choice] = {}
        for entry in fields.entries("choices"):
            entry.only(("id", "label", "next"))
            choice_id = entry.identifier()
            if choice_id in choices:
                entry.wrong("ACT003", "id", id=choice_id)
            choices[choice_id] = Choice(choice_id, self._needed(entry, "label"), entry.text("next") or None)
        return tuple(choices.values())

    def _check_step(self, fields: Fields, step: Step) -> None:
        if step.input == "choice" and not 1 <= len(step.choices) <= MOST_CHOICES:
            fields.wrong("PBK012", "choices", count=len(step.choices))
        if step.input != "choice" and step.choices:
            fields.wrong("PBK013", "choices")
        if step.kind == "ask" and (step.input == "none" or not step.question):
            fields.wrong("PBK014", "input")
        if step.kind == "say" and not step.say:
            fields.wrong("PBK015", "say")

    def _check_links(self, blocks: list[Fields], steps: list[Step]) -> None:
        """Links lead forward, so no guide can go round in circles; a step nothing leads to is only noted."""
        places = {str(fields.raw.get("id", "")): fields for fields in blocks}
        reached = {steps[0].id} if steps else set()
        for index, step in enumerate(steps):
            later = {following.id for following in steps[index + 1 :]}
            for target in (step.next, *(choice.next for choice in step.choices)):
                if target is not None and target != END and target not in later:
                    places[step.id].wrong("PBK016", "next" if target == step.next else "choices", next=target)
            if step.id in reached:
                reached |= _leads_on(step, steps[index + 1].id if index + 1 < len(steps) else END)
            else:
                place = places[step.id].place("id")
                self._problems.append(place.warning("PBK017", id=step.id))

    # -- the wrap-up -------------------------------------------------------------------------------------------------

    def _dispositions(self) -> tuple[Disposition, ...]:
        blocks = self._blocks("disposition")
        if not blocks:
            self._fields(self._data, "", 0).wrong("PBK010", "", what="[[disposition]]")
        found: dict[str, Disposition] = {}
        paths: set[tuple[str, ...]] = set()
        for fields in blocks:
            fields.only(("id", "path", "suggest_when"))
            leaf = Disposition(fields.identifier(), self._path(fields), self._condition(fields, "suggest_when"))
            if leaf.id in found:
                fields.wrong("ACT003", "id", id=leaf.id)
            if leaf.path and leaf.path in paths:
                fields.wrong("PBK021", "path", path=" > ".join(leaf.path))
            paths.add(leaf.path)
            found.setdefault(leaf.id, leaf)
        return tuple(found.values())

    def _path(self, fields: Fields) -> tuple[str, ...]:
        raw = fields.raw.get("path")
        words = [word.strip() for word in raw if isinstance(word, str)] if isinstance(raw, list) else []
        if not words or not all(words) or not isinstance(raw, list) or len(words) != len(raw) or len(words) > 6:
            fields.wrong("PBK020", "path")
            return ()
        return tuple(words)

    def _follow_ups(self) -> tuple[FollowUp, ...]:
        found = []
        for fields in self._blocks("follow_up"):
            fields.only(("text", "due_in_days", "when"))
            if not fields.text("text").strip():
                fields.wrong("ACT002", "text", what="text")
            due = fields.whole("due_in_days", 1, 0, LATEST_DUE)
            found.append(FollowUp(self._words(fields, "text"), due, self._condition(fields, "when")))
        return tuple(found)


def _leads_on(step: Step, following: str) -> set[str]:
    """The steps this one can lead to; one that may be left out leads to the following as well."""
    targets: set[str] = {(choice.next or step.next or following) for choice in step.choices}
    targets.add(step.next or following)
    return targets | {following} if step.when is not None else targets
