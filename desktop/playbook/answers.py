"""The facts a guide's answers become: answers.<step>, declared from the steps of all call types."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field

from desktop.playbook.catalogue import BuiltIn
from desktop.playbook.model import INPUTS
from desktop.playbook.step_read import STEP_ID
from desktop.rules.problems import Place, Problem
from desktop.rules.room import BUTTON, FACT_LABEL, cut_to
from desktop.rules.toml_fields import ID
from desktop.rules.toml_places import KeyPath, TomlPlaces
from desktop.rules.toml_read import Table

TYPES: Mapping[str, str] = {
    "none": "bool",
    "choice": "enum",
    "text": "text",
    "number": "decimal",
    "date": "date",
    "money": "money",
}


@dataclass(slots=True)
class _Answer:
    """One step name with what all the call types that use it say about it."""

    input: str
    label: str
    place: Place
    choices: dict[str, str] = field(default_factory=dict)
    said: dict[str, Place] = field(default_factory=dict)


class AnswerFacts:
    """Collects the steps of all call types; two that share a name share one fact and must agree about it."""

    def __init__(self) -> None:
        self.problems: list[Problem] = []
        self._answers: dict[str, _Answer] = {}

    def add(self, file: str, text: str, data: Table) -> None:
        """Take in the steps of one parsed file; what is not a step, or stands in it twice, is the reader's to say."""
        places = TomlPlaces(text, file)
        seen: set[str] = set()
        for index, raw in _tables(data.get("step")):
            step_id = raw.get("id")
            if not isinstance(step_id, str) or not STEP_ID.fullmatch(step_id) or step_id in seen:
                continue
            if raw.get("input", "none") in INPUTS:
                seen.add(step_id)
                self._step(raw, ("step", index), places)

    def _step(self, raw: Table, path: KeyPath, places: TomlPlaces) -> None:
        step_id, kind = raw["id"], str(raw.get("input", "none"))
        words = raw.get("label") or raw.get("title") or step_id.replace("_", " ")
        # that a title is too long is the reader's to say
        label = cut_to(words.strip(), FACT_LABEL) if isinstance(words, str) else step_id
        place = places.at((*path, "input" if "input" in raw else "id"), step_id, f"step {step_id}")
        answer = self._answers.setdefault(step_id, _Answer(kind, label, place))
        if answer.input != kind:
            told = {"kind": _kind(kind), "other": _kind(answer.input), "where": answer.place}
            self.problems.append(place.problem("PBK018", id=step_id, **told))
            return
        for number, choice in _tables(raw.get("choices")):
            self._choice(answer, choice, places.at((*path, "choices", number, "label"), step_id, f"step {step_id}"))

    def _choice(self, answer: _Answer, choice: Table, place: Place) -> None:
        choice_id, label = choice.get("id"), choice.get("label")
        if not isinstance(choice_id, str) or not isinstance(label, str) or not ID.fullmatch(choice_id):
            return
        known = answer.choices.setdefault(choice_id, label)
        first = answer.said.setdefault(choice_id, place)
        if known != label and first.file != place.file:
            self.problems.append(place.problem("PBK019", id=choice_id, label=label, other=known, where=first))

    def facts(self) -> tuple[BuiltIn, ...]:
        """The facts, by name."""
        return tuple(
            BuiltIn(
                name=f"answers.{step_id}",
                type=TYPES[answer.input],
                label=answer.label,
                source="guide",
                members=tuple((choice, cut_to(words, BUTTON)) for choice, words in answer.choices.items()),
                changeable="agent",
                known_at="during",
            )
            for step_id, answer in sorted(self._answers.items())
            if answer.input != "choice" or answer.choices
        )


def _tables(raw: object) -> Iterable[tuple[int, Table]]:
    """The tables of a list, each with its number."""
    return [(n, entry) for n, entry in enumerate(raw) if isinstance(entry, dict)] if isinstance(raw, list) else []


_KINDS = {
    "none": "nothing",
    "choice": "a choice",
    "text": "a text",
    "number": "a number",
    "date": "a date",
    "money": "an amount",
}


def _kind(kind: str) -> str:
    return _KINDS[kind]
